//! Sweeps: each edge of the terms found to the penny.

use super::{EVEN, RULE, ask, change, plan};
use serde_json::Value;

/// Each break as `out-turn: sentence`.
fn breaks(got: &Value) -> Vec<String> {
    let all = got["runs"][0]["breaks"].as_array().unwrap();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let line = |b: &Value| format!("{}: {}", text(&b["outturn"]), text(&b["sentence"]));
    all.iter().map(line).collect()
}

/// At +5%, £60,000: £24,000 to the council, £36,000 as £21,600 and £14,400, the council cut from
/// £38,400 to £30,000. Band 2 begins a penny past 2%. The council has 24,000 + 0.4x of x beyond it:
/// at x = £15,000.01 the odd penny is the ICB's (9,000.006 against 6,000.004) and the council has
/// £30,000.00; at £15,000.02 it is the council's, and the limit bites: £1,239,000.02.
#[test]
fn a_sweep_of_one_scheme_finds_each_edge_to_the_penny() {
    let at = plan("sweep", RULE, &EVEN);
    let got = ask(&at, "--through 2025-26 --sweep -5%..5% --vary s");
    let points = got["runs"][0]["points"].as_array().unwrap();
    assert_eq!(points.len(), 21);
    let last = points.last().unwrap();
    assert_eq!(last["change"], "+5%");
    assert_eq!(last["shares"]["icb"], "30000.00");
    assert_eq!(last["shares"]["council"], "30000.00");
    // A gain of £60,000: 36,000 and 24,000 back.
    assert_eq!(points[0]["shares"]["icb"], "-36000.00");
    assert_eq!(
        breaks(&got),
        [
            "1199999.99: band 1 of the underspend begins",
            "1200000.01: band 1 of the overspend begins",
            "1224000.01: band 2 of the overspend begins",
            "1239000.02: the limit on council begins to bite",
        ]
    );
}

/// All together the same, by the per cent: £24,000.01 is 2.0000008…% of £1,200,000.
#[test]
fn a_sweep_of_all_finds_the_per_cent() {
    let at = plan("sweep-all", RULE, &EVEN);
    let got = ask(&at, "--through 2025-26 --sweep 1%..5%/1%");
    let points = got["runs"][0]["points"].as_array().unwrap();
    assert_eq!(points.len(), 5);
    assert_eq!(points[1]["shares"]["council"], "24000.00");
    let told = breaks(&got);
    assert_eq!(told[0], "1224000.01: band 2 of the overspend begins");
    let change = got["runs"][0]["breaks"][0]["change"].as_str().unwrap();
    assert!(change.starts_with("+2.000000"), "{change}");
}

/// A reserve of £10,000 covers the first of it: nothing is left once the loss is £10,000.00, and
/// the band begins a penny later.
#[test]
fn a_sweep_tells_when_a_reserve_is_used_up() {
    let rule = RULE.replace(
        "    overspend:\n",
        "    overspend:\n      first: [{reserve: contingency}]\n",
    );
    let at = plan("sweep-reserve", &rule, &EVEN);
    let got = ask(&at, "--through 2025-26 --sweep 0%..1%/1% --vary each");
    assert_eq!(
        breaks(&got),
        [
            "1200000.01: a reserve is drawn on",
            "1210000.00: nothing is left of reserve contingency",
            "1210000.01: band 1 of the overspend begins",
        ]
    );
}

/// Before there is any ledger the baseline stands for the out-turn, and the report says so.
#[test]
fn a_sweep_needs_no_ledger() {
    let at = plan("sweep-early", RULE, &[]);
    let got = ask(&at, "--through 2025-26 --sweep 0%..2% --vary each");
    assert_eq!(got["runs"][0]["outturn"], "1200000.00");
    let note = got["runs"][0]["notes"][0].as_str().unwrap();
    assert!(note.starts_with("nothing in the ledger yet"), "{note}");
}

/// Income of £52,000 against £50,000 expected. The gain ends at a net £50,000.00 of income, band 2
/// begins beyond £1,000 of loss: at −£48,999.99, £3,000.01 or 5.7692…% less income.
#[test]
fn a_scheme_with_more_income_than_spend_is_swept_as_any_other() {
    let rule = RULE.replace("up_to: 2%", "up_to: £1k");
    let at = plan("income", &rule, &[("2026-03-31", "-52000")]);
    change(&at, "£1,200,000", "-£50,000");
    let got = ask(&at, "--through 2025-26 --sweep -10%..10%/5% --vary s");
    assert_eq!(
        breaks(&got),
        [
            "-50000.00: band 1 of the underspend is no longer reached",
            "-49999.99: band 1 of the overspend begins",
            "-48999.99: band 2 of the overspend begins",
        ]
    );
    let change = got["runs"][0]["breaks"][2]["change"].as_str().unwrap();
    assert!(change.starts_with("-5.7692"), "{change}");
}

/// In September what is spent in October is not known yet: half the baseline stands for the rest.
#[test]
fn what_is_spent_later_is_nothing_yet() {
    let at = plan("later", RULE, &[("2025-10-31", "900000")]);
    let got = ask(&at, "--through 2025-26-Q2 --sweep 0%..2% --vary each");
    assert_eq!(got["runs"][0]["outturn"], "600000.00");
}
