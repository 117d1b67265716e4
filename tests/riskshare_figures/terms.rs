//! Terms of one half: bands, destinations, triggers, limits, set-aside, gains.

use super::{YEAR, answer, gain, loss, shares, told};

/// £100,000 over, 6 : 4.
#[test]
fn by_contributions() {
    let got = shares(
        "contributions",
        &[("s", "£1m", "1,100,000", "")],
        &loss("      bands: [{to: contributions}]\n"),
    );
    assert_eq!(got, ["icb 60000.00 council 40000.00"]);
}

/// £0.01 over, half each: one penny, a tie, to the first named; a penny under likewise.
#[test]
fn odd_pennies_go_to_the_first_named_both_ways() {
    let rule = "  - id: rule\n    overspend: {bands: [{to: equally}]}\n    underspend: {bands: [{to: equally}]}\n";
    let got = shares(
        "pennies",
        &[
            ("a", "£1m", "1,000,000.01", ""),
            ("b", "£1m", "999,999.99", ""),
        ],
        rule,
    );
    assert_eq!(got, ["icb 0.01", "icb -0.01"]);
}

/// £10m, £800,000 over: 2% is £200,000, to the host; to 5% £300,000, half each; the rest £300,000,
/// 60 : 40. Council 200 + 150 + 120 = 470; ICB 150 + 180 = 330.
#[test]
fn bands() {
    let rule = loss(
        "      bands:\n        - {up_to: 2%, to: host}\n        - {up_to: 5%, to: {icb: 50%, council: 50%}}\n        - {to: {icb: 60%, council: 40%}}\n",
    );
    assert_eq!(
        shares("bands", &[("s", "£10m", "10,800,000", "")], &rule),
        ["icb 330000.00 council 470000.00"]
    );
}

/// £1m, £300,000 over, one band to 10%: £100,000 to the ICB, and £200,000 is nobody's.
#[test]
fn beyond_the_last_band_is_nobodys() {
    let rule = loss("      bands: [{up_to: 10%, to: icb}]\n");
    assert_eq!(
        shares("beyond", &[("s", "£1m", "1,300,000", "")], &rule),
        ["icb 100000.00 unallocated 200000.00"]
    );
}

/// £1m: 1% is £10,000. £9,999.99 over stays below, to the host; £10,000.00 is shared from the
/// first pound, 6 : 4.
#[test]
fn a_trigger_shares_from_the_first_pound() {
    let rule =
        loss("      trigger: {at: 1%, below_to: host}\n      bands: [{to: contributions}]\n");
    let got = shares(
        "trigger",
        &[
            ("a", "£1m", "1,009,999.99", ""),
            ("b", "£1m", "1,010,000.00", ""),
        ],
        &rule,
    );
    assert_eq!(got, ["council 9999.99", "icb 6000.00 council 4000.00"]);
}

/// £900,000 over, 60 : 40 is 540 and 360; the council at most £250,000, £110,000 to the ICB.
#[test]
fn a_limit_hands_its_excess_on() {
    let rule = loss(
        "      bands: [{to: {icb: 60%, council: 40%}}]\n      limits: [{party: council, at_most: £250k, excess_to: icb}]\n",
    );
    assert_eq!(
        shares("limit", &[("s", "£5m", "5,900,000", "")], &rule),
        ["icb 650000.00 council 250000.00"]
    );
}

/// £900,000 over, half each is 450; both at most £200,000, each to the other: £500,000 is nobody's.
#[test]
fn limits_in_a_circle_leave_the_rest_to_nobody() {
    let rule = loss(
        "      bands: [{to: equally}]\n      limits:\n        - {party: icb, at_most: £200k, excess_to: council}\n        - {party: council, at_most: £200k, excess_to: icb}\n",
    );
    let got = shares("circle", &[("s", "£5m", "5,900,000", "")], &rule);
    assert_eq!(
        got,
        ["icb 200000.00 council 200000.00 unallocated 500000.00"]
    );
}

/// 10% of the council's £4m is £400,000; of £900,000 it would bear £450,000; £50,000 goes on.
#[test]
fn a_limit_may_be_of_a_contribution() {
    let rule = loss(
        "      bands: [{to: equally}]\n      limits: {party: council, at_most: 10% of contribution, excess_to: icb}\n",
    );
    assert_eq!(
        shares("of-contribution", &[("s", "£5m", "5,900,000", "")], &rule),
        ["icb 500000.00 council 400000.00"]
    );
}

/// Two schemes, £300,000 and £100,000 over, all the council's: £400,000, at most £100,000 over the
/// pool. £300,000 comes off 3 : 1, 225 and 75, and goes to the ICB.
#[test]
fn a_limit_over_the_pool_takes_from_every_scope() {
    let rule = loss(
        "      bands: [{to: council}]\n      limits: [{party: council, at_most: £100k, over: pool, excess_to: icb}]\n",
    );
    let got = shares(
        "over-pool",
        &[("a", "£1m", "1,300,000", ""), ("b", "£1m", "1,100,000", "")],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 225000.00 council 75000.00",
            "icb 75000.00 council 25000.00"
        ]
    );
}

/// £200,000 over, £30,000 of it unauthorised: the host's; £170,000 is 60 : 40, 102 and 68.
#[test]
fn a_cause_is_set_aside() {
    let rule = "  - id: rule\n    set_aside: [{cause: unauthorised, to: host}]\n    overspend: {bands: [{to: contributions}]}\n    underspend: {bands: [{to: lead}]}\n";
    let more = "2025-05-31,spend,,s,,\"30,000.00\",unauthorised,,,,\n";
    let got = told(&answer(
        "cause",
        &[("s", "£1m", "1,170,000", "")],
        rule,
        YEAR,
        more,
    ));
    assert_eq!(got, ["icb 102000.00 council 98000.00"]);
}

/// The pool nets: a fixed scheme £50,000 over is the host's; the other £80,000 over is 60 : 40.
/// ICB 48; council 50 + 32 = 82.
#[test]
fn a_fixed_scheme_is_set_aside_in_a_netted_pool() {
    let rule = "  - id: rule\n    net: pool\n    set_aside: [{profile: fixed, to: host}]\n    overspend: {bands: [{to: contributions}]}\n    underspend: {bands: [{to: icb}]}\n";
    let got = shares(
        "fixed",
        &[
            ("a", "£1m", "1,050,000", "    profile: fixed\n"),
            ("b", "£1m", "1,080,000", ""),
        ],
        rule,
    );
    assert_eq!(got, ["icb 48000.00 council 82000.00"]);
}

/// £380,000 under: half to reinvestment 190; 30% to contingency 114; 20% returned 6 : 4 of £76,000.
#[test]
fn a_gain_is_disposed_of() {
    let rule =
        gain("      bands: [{to: {reinvestment: 50%, contingency: 30%, contributions: 20%}}]\n");
    let got = shares("disposed", &[("s", "£1m", "620,000", "")], &rule);
    assert_eq!(
        got,
        ["icb -45600.00 council -30400.00 contingency 114000.00 reinvestment 190000.00"]
    );
}

/// £100,000 under, half each, 85% earned: 42.5 each, and £15,000 to reinvestment.
#[test]
fn a_gain_depends_on_outcomes() {
    let rule = gain(
        "      bands: [{to: equally}]\n      earned: {rate: 85%, unearned_to: reinvestment}\n",
    );
    let got = shares("earned", &[("s", "£1m", "900,000", "")], &rule);
    assert_eq!(
        got,
        ["icb -42500.00 council -42500.00 reinvestment 15000.00"]
    );
}

/// £100,000 under, all the provider's, 2% kept back for the ICB.
#[test]
fn part_of_a_gain_is_kept_back() {
    let rule = gain(
        "      bands: [{to: fellside-care}]\n      withhold: {rate: 2%, from: fellside-care, to: icb}\n",
    );
    assert_eq!(
        shares("withhold", &[("s", "£1m", "900,000", "")], &rule),
        ["icb -2000.00 fellside-care -98000.00"]
    );
}

/// £100,000 over in parts 2 : 1. 66,666.666… and 33,333.333…: the odd penny to the larger
/// remainder.
#[test]
fn whole_parts_say_what_no_per_cent_can() {
    let rule = loss("      bands: [{to: {council: 1, icb: 2}}]\n");
    assert_eq!(
        shares("parts", &[("s", "£1m", "1,100,000", "")], &rule),
        ["icb 66666.67 council 33333.33"]
    );
}

/// `host` is the council: 20% and 30% are one entry of 50%. £0.03 over: 1.5p each, a tie, the odd
/// penny to the first named, the ICB.
#[test]
fn entries_of_one_party_are_one() {
    let rule = loss("      bands: [{to: {host: 20%, council: 30%, icb: 50%}}]\n");
    assert_eq!(
        shares("one-party", &[("s", "£1m", "1,000,000.03", "")], &rule),
        ["icb 0.02 council 0.01"]
    );
}

/// One definition with two sets of values: 10% of £100,000 and 20% of £100,000 to the host.
#[test]
fn parameters_are_filled_for_each_use() {
    let rule = loss("      bands: [{up_to: $at, to: host}, {to: icb}]\n");
    let with = |at: &str| format!("    risk_share: {{use: rule, with: {{at: {at}}}}}\n");
    let (ten, twenty) = (with("1%"), with("2%"));
    let got = shares(
        "parameters",
        &[
            ("a", "£1m", "1,100,000", &ten),
            ("b", "£1m", "1,100,000", &twenty),
        ],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 90000.00 council 10000.00",
            "icb 80000.00 council 20000.00"
        ]
    );
}

/// Led by the council, both ways; no definition is needed.
#[test]
fn each_may_bear_its_own() {
    let more = "    lead: council\n    risk_share: each-bears-own\n";
    let got = shares(
        "own",
        &[
            ("a", "£1m", "1,120,000", more),
            ("b", "£1m", "955,000", more),
        ],
        "  []\n",
    );
    assert_eq!(got, ["council 120000.00", "council -45000.00"]);
}

/// £50,000 of £150,000 is unauthorised. Named twice, it is taken once: £50,000 to the host, and
/// £100,000 is 6 : 4.
#[test]
fn a_cause_named_twice_is_taken_once() {
    let rule = "  - id: rule\n    set_aside: [{cause: unauthorised, to: host}, {cause: Unauthorised, to: icb}]\n    overspend: {bands: [{to: contributions}]}\n    underspend: {bands: [{to: lead}]}\n";
    let more = "2025-05-31,spend,,s,,\"50,000\",unauthorised,,,,\n";
    let got = told(&answer(
        "cause-twice",
        &[("s", "£1m", "1,100,000", "")],
        rule,
        YEAR,
        more,
    ));
    assert_eq!(got, ["icb 60000.00 council 90000.00"]);
}
