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
