//! Exposure: what each party may come to bear of a baseline, and who has no limit.

use super::{ALL_TO_ICB, EVEN, RULE, ask, change, plan, question, support};

/// +10%, £120,000: £24,000, then £96,000 as 57,600 and 38,400; the council's 62,400 cut to 30,000.
/// 90,000 of 720,000 is 12.5%, 30,000 of 480,000 is 6.25%. What was spent takes no part.
#[test]
fn exposure_is_of_the_baseline_and_tells_who_has_no_limit() {
    let at = plan("exposure", RULE, &[("2026-03-31", "999")]);
    let got = ask(&at, "--through 2025-26-Q2 --exposure=10%,-5%");
    let points = got["points"].as_array().unwrap();
    assert_eq!(points[0]["change"], "-5%");
    assert_eq!(points[0]["shares"]["icb"], "-36000.00");
    assert_eq!(points[1]["outturn"], "1320000.00");
    assert_eq!(points[1]["shares"]["icb"], "90000.00");
    assert_eq!(points[1]["shares"]["council"], "30000.00");
    let beyond = got["beyond"].as_array().unwrap();
    assert_eq!(beyond[0]["limited"], false);
    assert_eq!(beyond[0]["of_each_further_100"], "100.00");
    assert_eq!(beyond[1]["limited"], true);
    assert_eq!(beyond[1]["at_most"], "30000.00");
    assert_eq!(beyond[1]["of_each_further_100"], "0.00");
}

/// Below 5% all is the council's: 4% of £1.2m is £48,000. Beyond, all is the ICB's, and the council
/// is not left out of the table for that.
#[test]
fn exposure_names_who_bears_something_below_a_trigger_alone() {
    let rule = ALL_TO_ICB.replace(
        "{bands: [{to: icb}],",
        "{trigger: {at: 5%, below_to: council}, bands: [{to: icb}],",
    );
    assert_ne!(rule, ALL_TO_ICB);
    let at = plan(
        "below-trigger",
        &rule.replace(
            ", limits: [{party: icb, at_most: £30k, excess_to: council}]",
            "",
        ),
        &[],
    );
    let got = ask(&at, "--through 2025-26 --exposure=4%,10%");
    assert_eq!(got["points"][0]["shares"]["council"], "48000.00");
    assert_eq!(got["points"][1]["shares"]["icb"], "120000.00");
    let council = &got["beyond"][1];
    assert_eq!(council["party"], "council");
    assert_eq!(council["at_most"], "48000.00");
    let mut question = question(&at, "--through 2025-26 --exposure=4%,10%");
    let page = support::printed(&question.env("COLUMNS", "200").output().unwrap());
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("council, of contribution"), "{page}");
    assert!(
        page.contains("Below a trigger a party may bear more"),
        "{page}"
    );
    assert!(!page.contains("whatever the schemes cost"), "{page}");
}

/// A tenth more of nothing is nothing, but the scheme may cost all the same: far beyond it is taken to
/// rise by as much as others do. The ICB has no limit, the council its £30,000. Of a baseline below
/// nil 2% is no edge: nothing is worked out, and nobody is called limited.
#[test]
fn exposure_of_a_nil_baseline_knows_who_is_limited() {
    let at = plan("nil-exposure", RULE, &EVEN);
    change(&at, "£1,200,000", "£0");
    let got = ask(&at, "--through 2025-26 --exposure");
    assert_eq!(got["beyond"][0]["limited"], false);
    assert_eq!(got["beyond"][1]["at_most"], "30000.00");
    change(&at, "£0", "-£50,000");
    let got = ask(&at, "--through 2025-26 --exposure");
    assert_eq!(got["beyond"].as_array().unwrap().len(), 0);
    assert_eq!(got["not_beyond"][0]["scope"], "scheme/s");
}

/// A second scheme has no baseline, and its lead, the council, would bear all of it: nobody can say
/// that the council bears at most its £30,000 of the first.
#[test]
fn exposure_limits_nobody_by_what_is_not_worked_out() {
    let at = plan("part-exposure", RULE, &EVEN);
    let more = "  - {id: t, pool: pool, lead: council, risk_share: each-bears-own}\nrisk_shares:";
    change(&at, "risk_shares:", more);
    let got = ask(&at, "--through 2025-26 --exposure");
    let beyond = got["beyond"].as_array().unwrap();
    assert_eq!(beyond.len(), 1);
    assert_eq!(beyond[0]["party"], "icb");
    assert_eq!(got["not_beyond"][0]["scope"], "scheme/t");
}

/// Contributions and a baseline of £9,000,000,000,000,000: a tenth of it divides, but a thousand
/// times as much is beyond what can be divided exactly. That is said, and no limit is claimed.
#[test]
fn what_is_too_large_far_beyond_is_named() {
    let at = plan("vast", RULE, &[]);
    let vast = "£9,000,000,000,000,000";
    change(&at, "£1,200,000", vast);
    change(&at, "amount: £720k", &format!("amount: \"{vast}\""));
    let got = ask(&at, "--through 2025-26 --exposure=10%");
    assert_eq!(got["points"][0]["shares"]["council"], "30000.00");
    assert!(got["beyond"].as_array().unwrap().is_empty());
    let why = got["not_beyond"][0]["why"].as_str().unwrap();
    assert!(why.contains("too large to divide exactly"), "{why}");
}
