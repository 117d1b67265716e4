//! The days on which a check begins and ceases to tell: the last day without, and the first with.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;
use support::{answer, folder, printed, run};

/// How many findings of a check there are on a day.
fn told(name: &str, files: &[(&str, &str)], check: &str, as_at: &str) -> u64 {
    let at = folder(name, files);
    let (errors, warnings, notes) = counted(&at, check, as_at);
    errors + warnings + notes
}

/// How many errors, warnings and notes of a check.
fn counted(at: &Path, check: &str, as_at: &str) -> (u64, u64, u64) {
    let asked = [
        "check", "--only", check, "--format", "json", "--as-at", as_at,
    ];
    let said = answer(&run(at, &asked));
    let count = |word: &str| said["counts"][word].as_u64().unwrap();
    (count("error"), count("warning"), count("note"))
}

/// An agreement from one day to another, with more lines in its block and below it.
fn plan(starts: &str, ends: &str, more: &str) -> String {
    format!(
        "jcplan: 1\nid: marsh\nname: Marsh\npartners:\n  \
         - {{id: icb, name: NHS Marsh ICB, kind: integrated-care-board}}\n  \
         - {{id: council, name: Fenbridge Council, kind: unitary-authority}}\n\
         agreement:\n  arrangements: [pooled-fund]\n  starts: {starts}\n  ends: {ends}\n{more}"
    )
}

const YEAR: (&str, &str) = ("2025-04-01", "2026-03-31");

#[test]
fn a_review_is_overdue_on_the_thirty_second_day_after_it_was_due() {
    let files = |more: &str| plan(YEAR.0, YEAR.1, more);
    // A quarter from 1 April is 1 July; 31 days later is 1 August.
    let quarterly = files("  review: {every: quarter}\n");
    let late = |text: &str, day: &str| {
        told(
            "days-review",
            &[("partnership.yaml", text)],
            "review-overdue",
            day,
        )
    };
    assert_eq!(late(&quarterly, "2025-08-01"), 0);
    assert_eq!(late(&quarterly, "2025-08-02"), 1);
    // One still to be held is not held.
    let to_come = files("  review: {every: quarter, held: [2025-09-30]}\n");
    assert_eq!(late(&to_come, "2025-08-02"), 1);
    // One held under an earlier agreement does not bring the first of this one forward.
    let earlier = files("  review: {every: quarter, held: [2025-01-15]}\n");
    assert_eq!(late(&earlier, "2025-08-01"), 0);
    assert_eq!(late(&earlier, "2025-08-02"), 1);
    // The agreement runs on its first and its last day and on no other.
    assert_eq!(late(&quarterly, "2026-03-31"), 1);
    assert_eq!(late(&quarterly, "2026-04-01"), 0);
    let annual = files("  review: {annual: 2025-02-01}\n");
    assert_eq!(late(&annual, "2025-03-31"), 0);
    assert_eq!(late(&annual, "2025-04-01"), 1);
    // A review in the month before its date is that year's: 30 days before is, 31 is not.
    let month_before = |held: &str| {
        files(&format!(
            "  review: {{annual: 2025-07-01, held: [{held}]}}\n"
        ))
    };
    assert_eq!(late(&month_before("2025-06-01"), "2025-12-01"), 0);
    assert_eq!(late(&month_before("2025-05-01"), "2025-12-01"), 1);
}

const POOL: &str = "pools:\n  - id: care\n    name: Care\n    host: council\n    contributions:\n      \
    - partner: icb\n        year: 2025-26\n        amount: \"300.00\"\n        instalments:\n          \
    - {due: 2025-04-15, amount: \"100.00\"}\n          - {due: 2025-05-15, amount: \"100.00\"}\n          \
    - {due: 2025-06-15, amount: \"100.00\"}\n";

const HEADING: &str = "date,kind,amount,pool,partner\n";

#[test]
fn an_instalment_is_late_once_its_month_is_over_and_the_ledger_written_up_to_it() {
    let text = plan(YEAR.0, YEAR.1, POOL);
    let late = |text: &str, rows: &str, day: &str| {
        let ledger = format!("{HEADING}{rows}");
        let files = [
            ("partnership.yaml", text),
            ("ledger/a.csv", ledger.as_str()),
        ];
        told("days-instalment", &files, "instalment-late", day)
    };
    // Written up to April alone, and April is paid to the penny.
    let april = "2025-04-10,contribution,100.00,care,icb\n";
    assert_eq!(late(&text, april, "2025-07-01"), 0);
    assert_eq!(
        late(&text, &april.replace("100.00", "99.99"), "2025-07-01"),
        1
    );
    // Written up to June, with two of three paid: June is over on 1 July.
    let june = format!(
        "{april}2025-05-10,contribution,100.00,care,icb\n2025-06-02,contribution,5.00,care,council\n"
    );
    assert_eq!(late(&text, &june, "2025-06-30"), 0);
    assert_eq!(late(&text, &june, "2025-07-01"), 1);
    // Money kept beside the pool is not asked for.
    let aligned = text.replace(
        "    host: council\n",
        "    host: council\n    standing: aligned\n",
    );
    assert_eq!(late(&aligned, &june, "2025-07-01"), 0);
    // A row left out may be the receipt.
    let unread = format!("{june}2025-06-10,contribution,1oo,care,icb\n");
    assert_eq!(late(&text, &unread, "2025-07-01"), 0);
}

#[test]
fn a_ledger_is_stale_on_the_hundred_and_twenty_fourth_day_whatever_is_booked_ahead() {
    let text = plan(YEAR.0, YEAR.1, POOL);
    // From 30 April, 123 days later is 31 August. A row of March is of a month to come.
    let ledger = format!(
        "{HEADING}2025-04-10,contribution,100.00,care,icb\n2026-03-10,contribution,1.00,care,icb\n"
    );
    let files = [
        ("partnership.yaml", text.as_str()),
        ("ledger/a.csv", ledger.as_str()),
    ];
    assert_eq!(told("days-ledger", &files, "ledger-stale", "2025-08-31"), 0);
    assert_eq!(told("days-ledger", &files, "ledger-stale", "2025-09-01"), 1);
}

#[test]
fn a_year_is_outside_an_agreement_that_covers_no_day_of_it() {
    let outside = |starts: &str, ends: &str| {
        let text = plan(starts, ends, POOL);
        let files = [("partnership.yaml", text.as_str())];
        told("days-year", &files, "year-outside-agreement", "2025-06-30")
    };
    // 2025-26 begins on 1 April 2025 and ends on 31 March 2026.
    assert_eq!(outside("2026-03-31", "2027-03-31"), 0);
    assert_eq!(outside("2026-04-01", "2027-03-31"), 1);
    assert_eq!(outside("2024-04-01", "2025-04-01"), 0);
    assert_eq!(outside("2024-04-01", "2025-03-31"), 1);
}

/// Better Care Fund money of 2025-26, pooled or beside the pool.
fn fund(standing: &str, more: &str) -> String {
    let pools = format!(
        "  signatures:\n    - {{partner: icb, by: Chief Executive, on: 2025-09-30}}\n\
         pools:\n  - id: care\n    name: Care\n    host: council\n    standing: {standing}\n    contributions:\n      \
         - {{partner: icb, year: 2025-26, amount: \"300.00\", source: nhs-minimum}}\n\
         better_care_fund:\n{more}"
    );
    plan(YEAR.0, YEAR.1, &pools)
}

#[test]
fn a_minimum_counts_pooled_money_alone_and_is_graver_once_its_year_has_begun() {
    let grave = |standing: &str, minimum: &str, day: &str| {
        let more = format!(
            "  minimums:\n    - {{year: 2025-26, source: nhs-minimum, amount: \"{minimum}\", partner: icb}}\n"
        );
        let text = fund(standing, &more);
        let at = folder("days-minimum", &[("partnership.yaml", text.as_str())]);
        let (errors, warnings, _) = counted(&at, "below-minimum", day);
        (errors, warnings)
    };
    assert_eq!(grave("pooled", "300.00", "2025-04-01"), (0, 0));
    assert_eq!(grave("pooled", "300.01", "2025-03-31"), (0, 1));
    assert_eq!(grave("pooled", "300.01", "2025-04-01"), (1, 0));
    assert_eq!(grave("aligned", "300.00", "2025-04-01"), (1, 0));
}

#[test]
fn grant_handed_on_is_short_once_its_year_has_ended() {
    let text = fund(
        "pooled",
        "  passports:\n    - {to: council, year: 2025-26, amount: \"10.00\"}\n",
    );
    let ledger = format!("{HEADING}2025-04-10,contribution,300.00,care,icb\n");
    let files = [
        ("partnership.yaml", text.as_str()),
        ("ledger/a.csv", ledger.as_str()),
    ];
    assert_eq!(
        told("days-passport", &files, "passport-short", "2026-03-31"),
        0
    );
    assert_eq!(
        told("days-passport", &files, "passport-short", "2026-04-01"),
        1
    );
}

#[test]
fn what_is_signed_on_the_last_day_is_in_time() {
    let text = fund("pooled", "  minimums: []\n");
    let late = |text: &str| {
        let files = [("partnership.yaml", text)];
        told("days-signed", &files, "signed-after-deadline", "2025-12-01")
    };
    // Agreements for 2025-26 were to be signed by 30 September 2025.
    assert_eq!(late(&text), 0);
    assert_eq!(late(&text.replace("on: 2025-09-30", "on: 2025-10-01")), 1);
    // Plans for 2025-26 were due on 31 March 2025; none of four is recorded the day after.
    let wanted = fund(
        "pooled",
        "  minimums:\n    - {year: 2025-26, source: nhs-minimum, amount: \"300.00\", partner: icb}\n",
    );
    let files = [("partnership.yaml", wanted.as_str())];
    assert_eq!(
        told("days-signoff", &files, "sign-off-missing", "2025-03-31"),
        0
    );
    assert!(told("days-signoff", &files, "sign-off-missing", "2025-04-01") > 0);
}

#[test]
fn a_route_is_held_against_the_regime_from_its_first_day() {
    let text = plan(YEAR.0, YEAR.1, "");
    let doubtful = |starts: &str, route: &str| {
        let register = format!(
            "contract,title,provider,starts,ends,cpv,route\n\
             IC-5,Rehabilitation,Tarn Trust,{starts},2028-03-31,85140000-2,{route}\n"
        );
        let files = [
            ("partnership.yaml", text.as_str()),
            ("contracts/icb.csv", &register),
        ];
        told("days-route", &files, "route-doubtful", "2025-10-20")
    };
    assert_eq!(doubtful("2023-12-31", "Open tender"), 0);
    assert_eq!(doubtful("2024-01-01", "Open tender"), 1);
    // A competitive procedure may be of either law; the flexible one is not.
    assert_eq!(doubtful("2024-01-01", "Competitive procedure"), 0);
    assert_eq!(doubtful("2024-01-01", "Competitive flexible procedure"), 1);
}

#[test]
fn the_first_grading_that_fits_is_the_one_that_counts() {
    let text = plan(YEAR.0, YEAR.1, "");
    let graded = |first: &str, second: &str| {
        let one = |grade: &str| {
            format!(
                "- {{finding: unsigned, grade: {grade}, reason: agreed, by: Head of Finance}}\n"
            )
        };
        let waivers = one(first) + &one(second);
        let at = folder(
            "days-graded",
            &[
                ("partnership.yaml", text.as_str()),
                ("waivers.yaml", &waivers),
            ],
        );
        let asked = [
            "check",
            "--only",
            "unsigned",
            "--format",
            "csv",
            "--as-at",
            "2025-10-20",
        ];
        let output = run(&at, &asked);
        printed(&output)
    };
    assert!(graded("note", "warning").contains(",note,unsigned,"));
    assert!(graded("warning", "note").contains(",warning,unsigned,"));
}

#[test]
fn an_item_answered_twice_counts_as_on_the_later_day_wherever_it_stands() {
    let text = plan(YEAR.0, YEAR.1, "");
    let state = |first: &str, second: &str| {
        let answers = format!(
            "item,answer,on,evidence\nsi-2000-617/5-in,{first},minute 1\nsi-2000-617/5-in,{second},minute 2\n"
        );
        let at = folder(
            "days-answers",
            &[
                ("partnership.yaml", text.as_str()),
                ("answers.csv", &answers),
            ],
        );
        let asked = [
            "check",
            "--matters=si-2000-617",
            "--format",
            "csv",
            "--as-at",
            "2025-10-20",
        ];
        let output = run(&at, &asked);
        let said = printed(&output);
        let line = said
            .lines()
            .find(|l| l.contains("si-2000-617/5-in"))
            .unwrap();
        line.contains(",met,")
    };
    assert!(state("no,2025-05-01", "yes,2025-06-01"));
    assert!(state("yes,2025-06-01", "no,2025-05-01"));
    assert!(!state("yes,2025-05-01", "no,2025-06-01"));
}

#[test]
fn a_signature_on_a_deed_without_a_day_is_told_as_well_as_one_that_is_not_there() {
    let unsigned = |council: &str, day: &str| {
        let more = format!(
            "  variations:\n    - deed: one\n      on: 2025-06-01\n      signatures:\n        \
             - {{partner: icb, by: Chief Executive, on: 2025-06-01}}\n{council}"
        );
        let text = plan(YEAR.0, YEAR.1, &more);
        told(
            "days-deed",
            &[("partnership.yaml", &text)],
            "variation-unsigned",
            day,
        )
    };
    let signed = "        - {partner: council, by: Chief Executive, on: 2025-06-01}\n";
    assert_eq!(unsigned(signed, "2025-06-01"), 0);
    assert_eq!(
        unsigned(&signed.replace(", on: 2025-06-01", ""), "2025-06-01"),
        1
    );
    assert_eq!(unsigned("", "2025-06-01"), 1);
    assert_eq!(unsigned("", "2025-05-31"), 0);
}
