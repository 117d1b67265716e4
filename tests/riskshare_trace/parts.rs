//! What a party, a reserve or a scheme has of a figure, step by step.

use super::{COVER, each, made, story, text, traced};
use serde_json::Value;

/// £60,000.01 over: £24,000 to the host, of £36,000.01 in 3 : 2 £14,400.00 to the council, whose
/// limit of £30,000 takes £8,400 off it.
#[test]
fn a_partys_parts_add_up_to_its_share() {
    let at = story("party");
    let got = traced(&at, "home/council");
    assert_eq!(got["schema"], "jcplan/riskshare-trace/1");
    assert_eq!(
        (&got["scope"], &got["party"]),
        (&"scheme/home".into(), &"council".into())
    );
    let scope = &got["scopes"][0];
    assert_eq!(scope["figure"], "30000.00");
    assert_eq!(
        each(&scope["given"], &["/step", "/amount"]),
        ["band/1 24000.00", "band/2 14400.00", "limit/1 -8400.00"]
    );
    // The rows of the year, and no other: £1,270,000.01 less £10,000.00.
    assert_eq!(
        each(
            &scope["rows"],
            &["/kind", "/file", "/line", "/date", "/amount", "/reference"]
        ),
        [
            "spend ledger/a.csv 2 2025-09-30 630000.00 R1",
            "spend ledger/a.csv 3 2026-03-31 640000.01 R2",
            "income ledger/a.csv 4 2026-03-31 10000.00 R3",
        ]
    );
    assert_eq!(scope["sums"]["spend"], "1270000.01");
    assert_eq!(scope["sums"]["income"], "10000.00");
    assert_eq!(scope["outturn"], "1260000.01");
    assert_eq!(
        each(&scope["terms"], &["/term", "/at/line", "/written"]),
        [
            "baseline of home 20 £1.2m",
            "risk share of home 20 {use: rule, with: {first: 2%}}",
            "its definition 22 rule",
            "its clause 23 Schedule 3",
            "step 1, band 1 26 {up_to: $first, to: host} (first is 2%)",
            "host 11 council",
            "step 2, band 2 27 to: contributions",
            "contribution of icb 15 {partner: icb, source: nhs-minimum, year: 2025-26, amount: £720k}",
            "contribution of council 16 {partner: council, source: council-additional, year: 2025-26, amount: £480k}",
            "step 3, limit 29 {party: council, at_most: £30k, excess_to: icb}",
        ]
    );
    assert_eq!(scope["steps"][0]["working"][0]["kind"], "edge");
}

/// The ICB has no part in the first band: the step is not in its trace, the others keep their
/// numbers.
#[test]
fn steps_that_gave_a_party_nothing_are_left_out_of_its_trace() {
    let at = story("icb");
    let shown = text(&at, &["--trace", "scheme/home/icb"]);
    assert!(!shown.contains("1. Band 1"), "{shown}");
    assert!(shown.contains("2. Band 2 £36,000.01"), "{shown}");
    assert!(shown.contains("The figure traced is what icb bears of it, £30,000.01."));
    let lines = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines.contains("spend £1,270,000.01 less income £10,000.00 = £1,260,000.01"));
    assert!(shown.contains(" Together    £30,000.01"), "{shown}");
}

/// A loss of £90,000 against a gain of £25,000: £65,000 is left, the reserve gives its £20,000.
#[test]
fn a_reserve_may_be_traced() {
    let rows = "date,kind,scheme,amount\n2025-05-01,spend,a,190000\n2025-05-01,spend,b,75000\n";
    let at = made("reserve", COVER, rows);
    let scope = &traced(&at, "a/contingency")["scopes"][0];
    assert_eq!(scope["figure"], "-20000.00");
    assert_eq!(
        each(&scope["given"], &["/step", "/amount"]),
        ["first/reserve -20000.00"]
    );
    let terms = each(&scope["terms"], &["/term", "/written"]);
    assert!(
        terms.contains(&"opening of contingency £20k".to_owned()),
        "{terms:?}"
    );
    // Without a party the figure is the variance: 60% and 40% of £45,000 are the shares.
    let scope = &traced(&at, "a")["scopes"][0];
    assert_eq!(scope["figure"], "90000.00");
    assert_eq!(scope["shares"]["icb"], "27000.00");
    assert_eq!(scope["given"], Value::Null);
    let shown = text(&at, &["--trace", "a"]);
    let sum = "Adds up: icb £27,000.00 + council £18,000.00 = £45,000.00; \
               variance £90,000.00 − offset £25,000.00 − contingency £20,000.00 = £45,000.00.";
    let lines = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines.contains(sum), "{shown}");
}

/// Of a reserve's and an offset's cover a party gets nothing, but what was left to share rests on
/// them: its trace shows them before the band, and counts the band alone.
#[test]
fn cover_before_a_partys_part_is_shown_and_not_counted() {
    let rows = "date,kind,scheme,amount\n2025-05-01,spend,a,190000\n2025-05-01,spend,b,75000\n";
    let at = made("covered", COVER, rows);
    let shown = text(&at, &["--trace", "a/council"]);
    for step in [
        "1. Offset £25,000.00",
        "2. Reserve £20,000.00",
        "3. Band 1 £45,000.00",
    ] {
        assert!(shown.contains(step), "{shown}");
    }
    let scope = &traced(&at, "a/council")["scopes"][0];
    assert_eq!(
        each(&scope["given"], &["/step", "/amount"]),
        ["band/1 18000.00"]
    );
}
