//! Risk shares that begin and end: holes, overlaps and changes within a month.

use super::{DAY, of};

/// A scheme with a baseline for 2025-26 and this risk share, and definitions with these days.
fn plan(risk_share: &str, days: &[&str]) -> String {
    let mut text = format!(
        "agreement: {{arrangements: [pooled-fund], starts: 2025-04-01, ends: 2028-03-31}}\npools: [{{id: pool}}]\n\
         schemes:\n  - {{id: s, pool: pool, lead: icb, baseline: {{2025-26: £12k}}, risk_share: {risk_share}}}\nrisk_shares:\n"
    );
    for day in days {
        text.push_str(&format!(
            "  - {{id: standard, {day}overspend: {{bands: [{{to: host}}]}}, underspend: {{bands: [{{to: host}}]}}}}\n"
        ));
    }
    text
}

const HALVES: [&str; 2] = ["until: 2025-09-30, ", "from: 2025-10-01, "];

#[test]
fn versions_that_meet_are_sound() {
    let below = plan("standard", &HALVES);
    for check in [
        "risk-share-gap",
        "risk-share-overlap",
        "change-within-month",
        "duplicate-id",
    ] {
        assert!(of(check, "meet", &below, DAY).is_empty(), "{check}");
    }
}

/// One day between the two, however they are written.
#[test]
fn a_day_between_two_versions_is_a_gap_in_either_order() {
    let told = [
        "error: no version of risk share `standard` is in force from 30 September 2025 to 30 September 2025",
    ];
    let days = ["until: 2025-09-29, ", "from: 2025-10-01, "];
    assert_eq!(
        of("risk-share-gap", "gap-day", &plan("standard", &days), DAY),
        told
    );
    let turned = [days[1], days[0]];
    assert_eq!(
        of(
            "risk-share-gap",
            "gap-turned",
            &plan("standard", &turned),
            DAY
        ),
        told
    );
}

/// A third version that spans the hole of two others closes it; it overlaps both.
#[test]
fn a_version_across_a_hole_closes_it() {
    let days = [
        "until: 2025-06-30, ",
        "from: 2025-10-01, ",
        "from: 2025-05-01, until: 2025-12-31, ",
    ];
    let below = plan("standard", &days);
    assert!(of("risk-share-gap", "closed", &below, DAY).is_empty());
    assert_eq!(
        of("risk-share-overlap", "closed-twice", &below, DAY).len(),
        2
    );
}

#[test]
fn one_shared_day_is_an_overlap() {
    let days = ["until: 2025-10-01, ", HALVES[1]];
    assert_eq!(
        of(
            "risk-share-overlap",
            "shared-day",
            &plan("standard", &days),
            DAY
        ),
        ["error: two versions of risk share `standard` are in force on 1 October 2025"]
    );
}

/// A scheme whose one definition begins in July has nothing for the first quarter; a year keyed
/// by another year has nothing at all.
#[test]
fn a_scheme_is_told_the_months_nothing_holds_in() {
    let late = plan("standard", &["from: 2025-07-01, "]);
    assert_eq!(
        of("risk-share-gap", "late", &late, DAY),
        ["error: scheme `s` has no risk share in force in April to June of 2025-26"]
    );
    let other = plan("{2026-27: standard}", &[""]);
    assert_eq!(
        of("risk-share-gap", "other-year", &other, DAY),
        ["error: scheme `s` has no risk share in force in April to March of 2025-26"]
    );
    // Months after the agreement has ended need none.
    let ended = plan("standard", &["until: 2025-12-31, "]).replace("2028-03-31", "2025-12-31");
    assert!(of("risk-share-gap", "ended", &ended, DAY).is_empty());
    // No risk share at all is for another check.
    let none = plan("standard", &[""]).replace(", risk_share: standard", "");
    assert!(of("risk-share-gap", "none", &none, DAY).is_empty());
}

#[test]
fn changes_within_a_month_are_told_but_for_the_agreements_own_days() {
    let days = ["until: 2025-10-14, ", "from: 2025-10-15, "];
    let told = of(
        "change-within-month",
        "within",
        &plan("standard", &days),
        DAY,
    );
    let once = "error: a risk share changes on 15 October 2025, within a month";
    assert_eq!(told, [once, once]);
    let used = plan("{2025-04-01: each-bears-own, 2025-10-02: standard}", &[""]);
    assert_eq!(
        of("change-within-month", "within-use", &used, DAY),
        ["error: a risk share changes on 2 October 2025, within a month"]
    );
    let own = plan("standard", &["from: 2025-04-10, "]).replace("2025-04-01", "2025-04-10");
    assert!(of("change-within-month", "own-days", &own, DAY).is_empty());
}

/// What the later of two versions draws on needs an opening, and a blank in it a value, as in the
/// first.
#[test]
fn checks_of_a_use_look_at_every_version() {
    let text = plan("standard", &HALVES).replace("{id: pool}", "{id: pool, reserves: [{id: pot}]}");
    let (first, second) = text.split_once("from: 2025-10-01").unwrap();
    let second = second.replacen(
        "bands: [{to: host}]",
        "first: [{reserve: pot}], bands: [{up_to: $edge, to: host}, {to: icb}]",
        1,
    );
    let below = format!("{first}from: 2025-10-01{second}");
    assert_eq!(
        of("parameter-missing", "second-blank", &below, DAY),
        ["error: risk share `standard` needs a value for `$edge`, and scheme `s` gives none"]
    );
    let filled = below.replace("$edge", "2%");
    let ledger = "date,kind,scheme,amount\n2025-10-31,spend,s,5\n";
    assert_eq!(
        super::with_ledger(
            "reserve-without-opening",
            "second-reserve",
            &filled,
            ledger,
            DAY
        )
        .len(),
        1
    );
}
