//! Edges by contribution and limits by funding.

use super::{PLAN, YEAR, answer, answer_of, gain, loss, refused, told};

fn with_contributions(icb: &str, council: &str) -> String {
    PLAN.replace("amount: £6m", &format!("amount: {icb}"))
        .replace("amount: £4m", &format!("amount: {council}"))
}

/// The others put in £7.0m, the council £3.0m; £1.2m is saved. First 10% of £7.0m = £0.7m goes to
/// the others; £0.5m is left, 7 : 3 = 0.35 and 0.15. Others 0.7 + 0.35 = 1.05, council 0.15.
#[test]
fn a_gain_goes_first_to_some_up_to_a_part_of_what_they_put_in() {
    let rule = gain("      bands: [{up_to: 10% of contribution, to: icb}, {to: contributions}]\n");
    let plan = with_contributions("£7m", "£3m");
    let schemes = &[("s", "£10m", "8,800,000", "")];
    let got = told(&answer_of(&plan, "priority", schemes, &rule, YEAR, ""));
    assert_eq!(got, ["icb -1050000.00 council -150000.00"]);
}

/// £6m and £4m. 1% of both is £100,000: half each. Of the host's, the council's, £4m a further edge
/// of 5% is £200,000: £100,000 more to the host. The rest of £450,000, £250,000, is the ICB's.
#[test]
fn the_partners_a_band_goes_to_are_added_up() {
    let rule = loss(
        "      bands:\n        - {up_to: 1% of contribution, to: equally}\n        - {up_to: 5% of contribution, to: host}\n        - {to: icb}\n",
    );
    let got = told(&answer(
        "edges-added",
        &[("s", "£5m", "5,450,000", "")],
        &rule,
        YEAR,
        "",
    ));
    assert_eq!(got, ["icb 300000.00 council 150000.00"]);
}

/// 1% of £6m is £60,000 where the band goes to the ICB: as the lead, by name, or beside a council that
/// gets nothing of it; of £10m £100,000 where it goes to both, by funding or by parts. The rest of
/// £150,000 is the council's.
#[test]
fn who_gets_nothing_of_a_band_is_not_counted_in_its_edge() {
    let more = "    funding: {icb: £1m}\n";
    for (to, want) in [
        ("lead", "icb 60000.00 council 90000.00"),
        ("icb", "icb 60000.00 council 90000.00"),
        ("{icb: 100%, council: 0%}", "icb 60000.00 council 90000.00"),
        ("{icb: 1, council: 0}", "icb 60000.00 council 90000.00"),
        ("{icb: 50%, lead: 50%}", "icb 60000.00 council 90000.00"),
        ("funding", "icb 100000.00 council 50000.00"),
        ("{icb: 4, council: 1}", "icb 80000.00 council 70000.00"),
    ] {
        let rule = loss(&format!(
            "      bands: [{{up_to: 1% of contribution, to: {to}}}, {{to: council}}]\n"
        ));
        let schemes = &[("s", "£1m", "1,150,000", more)];
        let got = told(&answer("edge-whom", schemes, &rule, YEAR, ""));
        assert_eq!(got, [want], "{to}");
    }
}

/// 0.01% of £1,000,050 is £100.005, half away from nil £100.01: the ICB's; of £200 over, £99.99 is
/// left for the council.
#[test]
fn an_edge_is_rounded_half_away_from_nil() {
    let rule = loss("      bands: [{up_to: 0.01% of contribution, to: icb}, {to: council}]\n");
    let plan = with_contributions("\"£1,000,050\"", "£4m");
    let schemes = &[("s", "£1m", "1,000,200", "")];
    let got = told(&answer_of(&plan, "edge-penny", schemes, &rule, YEAR, ""));
    assert_eq!(got, ["icb 100.01 council 99.99"]);
}

#[test]
fn what_contributes_nothing_has_no_edge_by_contribution() {
    for (name, to, who) in [
        (
            "provider",
            "fellside-care",
            "`fellside-care`, which contributes nothing",
        ),
        (
            "reserve",
            "{icb: 50%, contingency: 50%}",
            "`contingency`, which contributes nothing",
        ),
        ("nobody", "unallocated", "nobody"),
    ] {
        let rule = loss(&format!(
            "      bands: [{{up_to: 10% of contribution, to: {to}}}, {{to: icb}}]\n"
        ));
        let schemes = &[("s", "£1m", "1,100,000", "")];
        let got = refused(&answer(&format!("edge-{name}"), schemes, &rule, YEAR, ""));
        let why = format!("scheme/s: an edge of its bands is of contribution, and goes to {who}");
        assert_eq!(got, [why]);
    }
}

/// An edge by contribution is of the year: a provisional report says that it is not cut down.
#[test]
fn an_edge_of_the_year_is_told_before_the_year_is_over() {
    let rule = loss("      bands: [{up_to: 1% of contribution, to: icb}, {to: council}]\n");
    let got = answer(
        "edge-provisional",
        &[("s", "£1.2m", "400,000", "")],
        &rule,
        "--through 2025-26-Q1",
        "",
    );
    // £300,000 to June against £400,000: £60,000 is 1% of £6m, £40,000 the council's.
    assert_eq!(told(&got), ["icb 60000.00 council 40000.00"]);
    let notes = got["scopes"][0]["notes"].to_string();
    assert!(notes.contains("for the whole year"), "{notes}");
}

const BY_FUNDING: &str = "      bands: [{to: funding}]\n      limits:\n        - {party: icb, at_most: 100% of funding, excess_to: unallocated}\n        - {party: council, at_most: 100% of funding, excess_to: unallocated}\n";

/// The ICB pays £700,000 of the scheme, the council £300,000. £1.2m over, 7 : 3, is £840,000 and
/// £360,000; at most £700,000 and £300,000; £140,000 + £60,000 = £200,000 is nobody's.
#[test]
fn a_limit_may_be_of_a_partners_own_funding() {
    let more = "    funding: {icb: £700k, council: £300k}\n";
    let got = told(&answer(
        "limit-funding",
        &[("s", "£1m", "2,200,000", more)],
        &loss(BY_FUNDING),
        YEAR,
        "",
    ));
    assert_eq!(
        got,
        ["icb 700000.00 council 300000.00 unallocated 200000.00"]
    );
}

/// Over the pool the funding of both schemes counts: 50% of £600,000 is £300,000. All £500,000 over
/// (£400,000 and £100,000) is the ICB's; £200,000 comes off 4 : 1, 160 and 40, for the council.
#[test]
fn over_the_pool_the_funding_of_its_schemes_is_added_up() {
    let rule = loss(
        "      bands: [{to: icb}]\n      limits: {party: icb, at_most: 50% of funding, over: pool, excess_to: council}\n",
    );
    let got = told(&answer(
        "limit-funding-pool",
        &[
            (
                "a",
                "£1m",
                "1,400,000",
                "    funding: {icb: £500k, council: £500k}\n",
            ),
            (
                "b",
                "£1m",
                "1,100,000",
                "    funding: {icb: £100k, council: £900k}\n",
            ),
        ],
        &rule,
        YEAR,
        "",
    ));
    assert_eq!(
        got,
        [
            "icb 240000.00 council 160000.00",
            "icb 60000.00 council 40000.00"
        ]
    );
}

#[test]
fn a_limit_of_funding_needs_to_know_who_pays() {
    let rule = "      bands: [{to: equally}]\n      limits: {party: icb, at_most: 100% of funding, excess_to: council}\n";
    let schemes = &[("s", "£1m", "1,100,000", "")];
    let got = refused(&answer("limit-unfunded", schemes, &loss(rule), YEAR, ""));
    assert_eq!(
        got,
        [
            "scheme/s: a limit of its risk share is of funding, and scheme `s` does not say who pays for it"
        ]
    );
    let provider = rule.replace("party: icb", "party: fellside-care");
    let schemes = &[("s", "£1m", "1,100,000", "    funding: {icb: £1m}\n")];
    let got = refused(&answer(
        "limit-provider",
        schemes,
        &loss(&provider),
        YEAR,
        "",
    ));
    assert_eq!(
        got,
        [
            "scheme/s: its risk share limits `fellside-care` by its funding, and only partners fund schemes"
        ]
    );
}

/// A per cent alone is of the baseline, and may say so: 2% of £1m is £20,000.
#[test]
fn a_per_cent_of_the_baseline_may_be_written_out() {
    for edge in ["2%", "2% of baseline", "2 % of the Baseline"] {
        let rule = loss(&format!(
            "      bands: [{{up_to: {edge}, to: host}}, {{to: icb}}]\n"
        ));
        let name = format!("of-baseline-{}", edge.len());
        let got = told(&answer(
            &name,
            &[("s", "£1m", "1,050,000", "")],
            &rule,
            YEAR,
            "",
        ));
        assert_eq!(got, ["icb 30000.00 council 20000.00"], "{edge}");
    }
}
