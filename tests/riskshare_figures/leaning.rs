//! What one scope's figures lean on beside its own: other uses, rules before it, the agreement's
//! days, edges of what is below nil.

use super::{PLAN, YEAR, answer, answer_of, loss, told};
use serde_json::Value;

fn not_computed(got: &Value) -> Vec<String> {
    let all = got["not_computed"].as_array().unwrap().iter();
    all.map(|n| {
        format!(
            "{}: {}",
            n["scope"].as_str().unwrap(),
            n["why"].as_str().unwrap()
        )
    })
    .collect()
}

fn notes(got: &Value, scope: usize) -> Vec<String> {
    let notes = got["scopes"][scope]["notes"].as_array().unwrap();
    notes
        .iter()
        .map(|n| n.as_str().unwrap().to_owned())
        .collect()
}

/// Two uses of one rule, a limit over the pool of £10,000, each scheme £20,000 over, all the
/// council's: £40,000, of which £30,000 is too much, £15,000 of each. One use hands it to the ICB,
/// the other to nobody.
#[test]
fn each_use_hands_on_what_is_over_the_pools_limit_as_it_says() {
    let rule = loss(
        "      bands: [{to: council}]\n      limits: [{party: council, at_most: £10k, over: pool, excess_to: $who}]\n",
    );
    let using = |who: &str| format!("    risk_share: {{use: rule, with: {{who: {who}}}}}\n");
    let (a, b) = (using("icb"), using("unallocated"));
    let schemes = [
        ("a", "£100k", "120,000", a.as_str()),
        ("b", "£100k", "120,000", b.as_str()),
    ];
    let got = answer("handed-on", &schemes, &rule, YEAR, "");
    assert_eq!(
        told(&got),
        [
            "icb 15000.00 council 5000.00",
            "council 5000.00 unallocated 15000.00"
        ]
    );
}

/// Both rules draw on £500,000. The first's scheme has no spend: the second draws £10,000 and says
/// that it was worked out without it. With nothing missing there is no such note.
#[test]
fn a_reserve_may_be_drawn_on_first_by_what_is_not_computed() {
    let of = |id: &str| {
        format!(
            "  - id: {id}\n    overspend: {{first: [{{reserve: contingency}}], bands: [{{to: icb}}]}}\n    underspend: {{bands: [{{to: icb}}]}}\n"
        )
    };
    let rules = format!("{}{}", of("early"), of("late"));
    let (early, late) = ("    risk_share: early\n", "    risk_share: late\n");
    let schemes = |outturn| {
        [
            ("a", "£100k", outturn, early),
            ("b", "£100k", "110,000", late),
        ]
    };
    let got = answer("before-whole", &schemes("100,000"), &rules, YEAR, "");
    assert!(
        !notes(&got, 1)
            .iter()
            .any(|n| n.starts_with("worked out without"))
    );
    // A ledger row of the first scheme that cannot be read refuses it.
    let got = answer("before-missing", &schemes("1e5"), &rules, YEAR, "");
    assert_eq!(told(&got), ["contingency -10000.00"]);
    let said = "worked out without `a`, not computed, which comes before it and may draw on reserve `contingency`";
    assert!(notes(&got, 0).contains(&said.to_owned()), "{got}");
}

/// Of a baseline below nil a per cent is no size: neither band, limit nor trigger has an edge there.
/// £100,000 taken off £80,000 leaves −£20,000; the out-turn of £5,000 is £25,000 over.
#[test]
fn edges_of_what_is_below_nil_are_refused() {
    let rebase = "2025-04-30,rebase,,s,,\"-100,000\",,,,,\n";
    for (name, terms, what) in [
        (
            "band",
            "      bands: [{up_to: 2%, to: host}, {to: icb}]\n",
            "band's edge",
        ),
        (
            "limit",
            "      bands: [{to: icb}]\n      limits: [{party: icb, at_most: 5%, excess_to: council}]\n",
            "limit",
        ),
        (
            "trigger",
            "      trigger: {at: 1%, below_to: host}\n      bands: [{to: icb}]\n",
            "trigger",
        ),
    ] {
        let scheme = [("s", "£80k", "5,000", "")];
        let got = answer(
            &format!("below-nil-{name}"),
            &scheme,
            &loss(terms),
            YEAR,
            rebase,
        );
        let why = format!(
            "scheme/s: a {what} of its risk share is a per cent of -£20,000.00, which is below nil"
        );
        assert_eq!(not_computed(&got), [why]);
    }
}

/// The agreement ends with September, and the scheme's rule changes with October: £6,000 over in each
/// half of the year, the council's and then the ICB's. The change is in the plan, whatever the
/// agreement's days are; the mirror at its start.
#[test]
fn a_change_on_the_agreements_own_days_is_a_change() {
    let own = |to: &str| {
        format!("overspend: {{bands: [{{to: {to}}}]}}, underspend: {{bands: [{{to: {to}}}]}}")
    };
    let rules = format!(
        "  - {{id: first, {}}}\n  - {{id: then, {}}}\n",
        own("council"),
        own("icb")
    );
    let used = "    risk_share: {2025-04-01: first, 2025-10-01: then}\n";
    let rows = "2025-10-31,spend,,s,,\"66,000\",,,,,\n";
    let schemes = [("s", "£120k", "66,000", used)];
    for (name, plan) in [
        ("ends", PLAN.replace("ends: 2028-03-31", "ends: 2025-09-30")),
        (
            "starts",
            PLAN.replace("starts: 2025-04-01", "starts: 2025-10-01"),
        ),
    ] {
        let got = answer_of(
            &plan,
            &format!("own-days-{name}"),
            &schemes,
            &rules,
            YEAR,
            rows,
        );
        assert_eq!(told(&got), ["council 6000.00", "icb 6000.00"], "{name}");
    }
}

/// £40,000 in halves; the council's £20,000 is limited to £10,000. Then a fifth of the ICB's £20,000 is
/// kept back for the council: it ends at £14,000, as the order of the language has it, and that is
/// said. At the limit of £14,000 itself there is nothing to say.
#[test]
fn a_party_that_ends_beyond_its_limit_is_told() {
    let rule = |most: &str| {
        loss(&format!(
            "      bands: [{{to: equally}}]\n      limits: [{{party: council, at_most: {most}, excess_to: unallocated}}]\n      withhold: {{rate: 20%, from: icb, to: council}}\n"
        ))
    };
    let scheme = [("s", "£100k", "140,000", "")];
    let got = answer("beyond-limit", &scheme, &rule("£10k"), YEAR, "");
    assert_eq!(
        told(&got),
        ["icb 16000.00 council 14000.00 unallocated 10000.00"]
    );
    let said = "`council` ends at £14,000.00, beyond its limit of £10,000.00: what a later step hands on is not limited again";
    assert!(notes(&got, 0).contains(&said.to_owned()), "{got}");
    let got = answer("at-limit", &scheme, &rule("£24k"), YEAR, "");
    assert!(
        !notes(&got, 0)
            .iter()
            .any(|n| n.contains("beyond its limit")),
        "{got}"
    );
}

/// Two schemes, each £20,000 over: the ICB's £40,000 is limited over the pool to £10,000, and the
/// council has the £30,000, beyond its own £5,000 of each scheme.
#[test]
fn a_party_beyond_its_limit_by_the_pools_is_told_in_each_scope() {
    let rule = loss(
        "      bands: [{to: icb}]\n      limits:\n        - {party: council, at_most: £5k, excess_to: icb}\n        - {party: icb, at_most: £10k, over: pool, excess_to: council}\n",
    );
    let schemes = [("a", "£100k", "120,000", ""), ("b", "£100k", "120,000", "")];
    let got = answer("beyond-by-pool", &schemes, &rule, YEAR, "");
    assert_eq!(
        told(&got),
        [
            "icb 5000.00 council 15000.00",
            "icb 5000.00 council 15000.00"
        ]
    );
    for scope in 0..2 {
        let told = notes(&got, scope);
        assert_eq!(
            told.iter()
                .filter(|n| n.starts_with("`council` ends at £15,000.00"))
                .count(),
            1
        );
    }
}

/// An edge by contribution and a limit by funding rest on what is contributed and funded: a trace
/// lists both, with their places.
#[test]
fn a_trace_lists_what_edges_and_limits_are_of() {
    let rule = loss(
        "      bands: [{up_to: 1% of contribution, to: host}, {to: icb}]\n      limits: [{party: icb, at_most: 5% of funding, excess_to: unallocated}]\n",
    );
    let more = "    funding: {icb: £80k, council: £20k}\n";
    let asked = "--through 2025-26 --trace s";
    let got = answer(
        "traced-edges",
        &[("s", "£100k", "200,000", more)],
        &rule,
        asked,
        "",
    );
    let terms = got["scopes"][0]["terms"].as_array().unwrap();
    let written = |part: &str| {
        terms
            .iter()
            .any(|t| t["written"].as_str().is_some_and(|w| w.contains(part)))
    };
    for part in ["amount: £6m", "amount: £4m", "£80k", "£20k"] {
        assert!(written(part), "{part} in {terms:?}");
    }
}
