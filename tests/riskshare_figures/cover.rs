//! Offset and reserves, in what order they cover, and scopes that cannot be computed.

use super::{Schemes, YEAR, answer, loss, shares, told};

/// £5m, £900,000 over; another scheme £250,000 under, and £500,000 in reserve: £150,000 is left,
/// 6 : 4, 90 and 60. The other scheme did £250,000 of covering.
#[test]
fn offset_then_reserve_then_share() {
    let rule =
        loss("      first: [offset, {reserve: contingency}]\n      bands: [{to: contributions}]\n");
    let got = shares(
        "cover",
        &[
            ("over", "£5m", "5,900,000", ""),
            ("under", "£2m", "1,750,000", ""),
        ],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 90000.00 council 60000.00 contingency -500000.00 offset -250000.00",
            "offset 250000.00"
        ]
    );
}

/// Needs of £600,000 and £200,000 and £500,000 in reserve: 3 : 1 is 375 and 125; left 225 and 75.
#[test]
fn a_reserve_too_small_is_drawn_in_proportion_to_need() {
    let rule = loss("      first: [{reserve: contingency}]\n      bands: [{to: icb}]\n");
    let got = shares(
        "reserve",
        &[("a", "£1m", "1,600,000", ""), ("b", "£1m", "1,200,000", "")],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 225000.00 contingency -375000.00",
            "icb 75000.00 contingency -125000.00"
        ]
    );
}

/// £500,000 in reserve; £60,000 of unauthorised spend is set aside to it. Of the £900,000 left,
/// `first` finds £440,000; £460,000 is 6 : 4, 276 and 184.
#[test]
fn what_is_set_aside_to_a_reserve_is_gone_before_it_is_drawn_on() {
    let rule = "  - id: rule\n    set_aside: [{cause: unauthorised, to: contingency}]\n    overspend: {first: [{reserve: contingency}], bands: [{to: contributions}]}\n    underspend: {bands: [{to: lead}]}\n";
    let more = "2025-05-31,spend,,s,,\"60,000\",unauthorised,,,,\n";
    let got = told(&answer(
        "drawn-before",
        &[("s", "£5m", "5,900,000", "")],
        rule,
        YEAR,
        more,
    ));
    assert_eq!(
        got,
        ["icb 276000.00 council 184000.00 contingency -500000.00"]
    );
}

/// The first risk share adds £100,000 to the reserve and draws £400,000 from it; what it added is
/// not available, so the second finds £100,000 of its £300,000, and £200,000 is the ICB's.
#[test]
fn what_a_run_adds_to_a_reserve_is_not_available_in_it() {
    let rules = "  - id: one\n    overspend: {bands: [{to: contingency}]}\n    underspend: {bands: [{to: contingency}]}\n  - id: two\n    overspend: {first: [{reserve: contingency}], bands: [{to: icb}]}\n    underspend: {bands: [{to: icb}]}\n";
    let (one, two) = ("    risk_share: one\n", "    risk_share: two\n");
    let schemes: Schemes<'_> = &[
        ("adds", "£1m", "900,000", one),
        ("draws", "£1m", "1,400,000", one),
        ("needs", "£1m", "1,300,000", two),
    ];
    assert_eq!(
        shares("not-available", schemes, rules),
        [
            "contingency 100000.00",
            "contingency -400000.00",
            "icb 200000.00 contingency -100000.00"
        ]
    );
}

/// One definition, two pots of £500,000 and nothing: each use draws on its own. £300,000 over: the
/// first is covered whole, the second not at all.
#[test]
fn uses_with_different_values_draw_on_different_reserves() {
    let rule = loss("      first: [{reserve: $pot}]\n      bands: [{to: icb}]\n");
    let with = |pot: &str| format!("    risk_share: {{use: rule, with: {{pot: {pot}}}}}\n");
    let (full, empty) = (with("contingency"), with("reinvestment"));
    let schemes: Schemes<'_> = &[
        ("a", "£1m", "1,300,000", &full),
        ("b", "£1m", "1,300,000", &empty),
    ];
    assert_eq!(
        shares("pots", schemes, &rule),
        ["contingency -300000.00", "icb 300000.00"]
    );
}

/// `b`, £400,000 under, cannot be computed: its underspend half is missing. So it covers nothing:
/// `a` bears its whole £300,000, and says that it was worked out without `b`.
#[test]
fn a_scope_that_is_refused_covers_nobody() {
    let rule = "  - id: rule\n    overspend: {first: [offset], bands: [{to: icb}]}\n";
    let schemes: Schemes<'_> = &[("a", "£1m", "1,300,000", ""), ("b", "£1m", "600,000", "")];
    let got = answer("refused-covers", schemes, rule, YEAR, "");
    assert_eq!(told(&got), ["icb 300000.00"]);
    assert_eq!(got["not_computed"][0]["scope"], "scheme/b");
    let notes = got["scopes"][0]["notes"].to_string();
    assert!(notes.contains("worked out without `scheme/b`"), "{notes}");
}

/// Each of these stops its own scope by name, and `fine` is computed beside it.
#[test]
fn what_cannot_be_applied_stops_that_scope_alone() {
    let halves = |to: &str| {
        format!(
            "    overspend: {{bands: [{{to: {to}}}]}}\n    underspend: {{bands: [{{to: {to}}}]}}\n"
        )
    };
    let rules = format!(
        "  - id: rule\n{}  - id: unknown\n{}  - id: unfunded\n{}  - id: half\n    overspend: {{bands: [{{to: icb}}]}}\n  - id: ninety-nine\n{}  - id: mixed\n{}",
        halves("icb"),
        halves("nobody-here"),
        halves("funding"),
        halves("{icb: 50%, council: 49%}"),
        halves("{icb: 50%, council: 1}")
    );
    let uses = |id: &str| format!("    risk_share: {id}\n");
    let (a, b, c, d, e) = (
        uses("unknown"),
        uses("unfunded"),
        uses("half"),
        uses("ninety-nine"),
        uses("mixed"),
    );
    let got = answer(
        "stops",
        &[
            ("fine", "£1m", "1,000,100", ""),
            ("a", "£1m", "999,900", &a),
            ("b", "£1m", "999,900", &b),
            ("c", "£1m", "999,900", &c),
            ("d", "£1m", "999,900", &d),
            ("e", "£1m", "999,900", &e),
        ],
        &rules,
        YEAR,
        "",
    );
    assert_eq!(told(&got), ["icb 100.00"]);
    let whys: Vec<&str> = got["not_computed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["why"].as_str().unwrap())
        .collect();
    for (why, part) in whys.iter().zip([
        "`nobody-here`",
        "`funding` cannot divide",
        "underspend",
        "99%, not 100%",
        "mixes per cents and parts",
    ]) {
        assert!(why.contains(part), "{why}");
    }
    assert_eq!(whys.len(), 5);
}
