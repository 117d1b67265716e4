//! Figures of the audit worked by hand, on registers given on standard input.

#![allow(clippy::unwrap_used)]

use jcplan::value::Day;
use jcplan::{World, run};
use serde_json::Value;

const HEADING: &str = "contract,title,provider,commissioner,service,area,starts,ends,ended_on,\
                       extends_to,part_of,annual_value,total_value";

/// The answer for rows under the heading, and the exit status.
fn audit(rows: &[&str], flags: &[&str]) -> (Value, u8) {
    let (json, status) = printed(rows, &[&["--format", "json"], flags].concat());
    (serde_json::from_str(&json).unwrap(), status)
}

/// The same as it is printed.
fn printed(rows: &[&str], flags: &[&str]) -> (String, u8) {
    let text = format!("{HEADING}\n{}\n", rows.join("\n"));
    let mut arguments = vec!["jcplan", "audit", "-", "--as-at", "2025-09-30"];
    arguments.extend(flags);
    let world = World {
        today: Day::parse("2025-09-30").ok(),
        terminal: None,
        columns: None,
        step_summary: None,
        no_colour: true,
        progress: None,
        stdin: &mut text.as_bytes(),
    };
    let ended = run(arguments.iter().map(Into::into), world);
    assert_ne!(ended.status, 2, "{}", ended.stderr);
    (ended.stdout, ended.status)
}

fn only<'v>(answer: &'v Value, list: &str) -> &'v Value {
    let all = answer[list].as_array().unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    &all[0]
}

#[test]
fn call_offs_of_one_framework_are_one_for_count_and_dearest() {
    let rows = [
        // £100, £50 and £80 a day, all of April 2025: the framework costs £150 a day together.
        "A,First call off,Becks,council,reablement-at-home,,2025-04-01,2025-04-30,,,F1,36500,",
        "B,Second call off,Moss,council,reablement-at-home,,2025-04-01,2025-04-30,,,F1,18250,",
        "C,Another,Tarn,council,reablement-at-home,,2025-04-01,2025-04-30,,,,29200,",
    ];
    let (answer, _) = audit(&rows, &[]);
    let overlap = only(&answer, "overlaps");
    assert_eq!(overlap["peak"], 2);
    // 30 days of the £80 beside the dearest.
    assert_eq!(overlap["cost_at_stake"], "2400.00");
    let (alone, _) = audit(&rows[..2], &[]);
    assert_eq!(alone["overlaps"].as_array().unwrap().len(), 0);
}

#[test]
fn a_contract_ended_early_stops_there_and_costs_by_its_planned_length() {
    let rows = [
        // £36,500 over 365 planned days is £100 a day, though it ran 30.
        "A,First,Becks,council,reablement-at-home,,2025-04-01,2026-03-31,2025-04-30,,,,36500",
        "B,Second,Moss,icb,reablement-at-home,,2025-04-11,2026-04-10,,,,,73000",
    ];
    let (answer, _) = audit(&rows, &[]);
    let overlap = only(&answer, "overlaps");
    assert_eq!(overlap["to"], "2025-04-30");
    // 11 to 30 April: 20 days of £100; both start and end apart, and 20 days is a handover.
    assert_eq!(overlap["cost_at_stake"], "2000.00");
    assert_eq!(overlap["kind"], "handover");
    let (strict, _) = audit(&rows, &["--handover-days", "19"]);
    assert_eq!(only(&strict, "overlaps")["kind"], "across-commissioners");
}

#[test]
fn extensions_count_only_when_asked_and_close_breaks_on_paper() {
    let rows = [
        "A,First,Becks,council,reablement-at-home,,2024-04-01,2025-03-31,,2025-06-30,,36500,",
        "B,Second,Moss,council,reablement-at-home,,2025-05-01,2026-03-31,,,,36500,",
    ];
    let (firm, _) = audit(&rows, &[]);
    assert_eq!(firm["overlaps"].as_array().unwrap().len(), 0);
    let gap = only(&firm, "breaks");
    assert_eq!(
        (&gap["from"], &gap["days"]),
        (&"2025-04-01".into(), &30.into())
    );
    assert_eq!(gap["open_from_if_extended"], Value::Null);
    let (possible, _) = audit(&rows, &["--with-extensions"]);
    // 1 May to 30 June 2025: 61 days of £100.
    assert_eq!(only(&possible, "overlaps")["cost_at_stake"], "6100.00");
    // Cover ends on 31 March 2026, within twelve months and not within three.
    assert_eq!(only(&firm, "cliffs")["contract"], "B");
    let (near, _) = audit(&rows, &["--horizon", "3m"]);
    assert_eq!(near["cliffs"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_recorded_twice_is_told_and_overlaps_nothing() {
    let rows = [
        "A,Home reablement north,Becks Ltd,council,reablement-at-home,north,2025-04-01,2026-03-31,,,,36500,",
        "B,Reablement north,BECKS LIMITED,icb,reablement-at-home,,2025-04-01,2026-03-31,,,,36500,",
    ];
    let (answer, status) = audit(&rows, &[]);
    assert_eq!(answer["overlaps"].as_array().unwrap().len(), 0);
    let twice = only(&answer, "recorded_twice");
    assert_eq!(twice["contracts"], serde_json::json!(["A", "B"]));
    assert_eq!((&answer["compared"], status), (&1.into(), 0));
}

#[test]
fn a_row_without_usable_dates_is_left_out_by_name_and_fails_the_run() {
    let rows = [
        "A,First,Becks,council,reablement-at-home,,2025-04-01,31/02/2026,,,,36500,",
        "B,Second,Moss,council,reablement-at-home,,2025-05-01,2025-04-01,,,,36500,",
        "C,Third,Tarn,council,reablement-at-home,,2025-04-01,2026-03-31,,,,36500,",
    ];
    let (answer, status) = audit(&rows, &[]);
    assert_eq!(status, 1);
    assert_eq!(
        (&answer["undated"], &answer["compared"]),
        (&2.into(), &1.into())
    );
    let why: Vec<&str> = answer["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["why"].as_str().unwrap())
        .collect();
    assert_eq!(
        why,
        [
            "its end date cannot be read",
            "it ends on 1 April 2025, before it starts on 1 May 2025"
        ]
    );
}

#[test]
fn a_service_is_taken_from_its_column_and_else_from_the_words() {
    let rows = [
        "A,Anything,Becks,council,Reablement at home,,2025-04-01,2026-03-31,,,,36500,",
        "B,Home based reablement,Moss,council,Adult Social Care,,2025-04-01,2026-03-31,,,,36500,",
        "C,Anything,Tarn,council,falls-prevention,,2025-04-01,2026-03-31,,,,36500,",
        "D,Grounds maintenance,Vale,council,,,2025-04-01,2026-03-31,,,,36500,",
    ];
    let (answer, status) = audit(&rows, &[]);
    assert_eq!(
        only(&answer, "overlaps")["contracts"],
        serde_json::json!(["A", "B"])
    );
    assert_eq!(only(&answer, "classified_by_rule")["contract"], "B");
    assert_eq!(only(&answer, "unclassified")["contract"], "D");
    assert_eq!((&answer["compared"], status), (&3.into(), 0));
}

#[test]
fn an_end_of_cover_names_the_contract_whose_extension_reaches_beyond_it() {
    let rows = [
        // A ends first and can be extended further; B ends last and cannot.
        "A,First,Becks,council,reablement-at-home,,2024-04-01,2025-12-31,,2027-12-31,,36500,",
        "B,Second,Moss,council,reablement-at-home,,2024-04-01,2026-03-31,,,,36500,",
    ];
    let (answer, _) = audit(&rows, &[]);
    let cliff = only(&answer, "cliffs");
    assert_eq!(
        (&cliff["contract"], &cliff["extended_by"]),
        (&"B".into(), &"A".into())
    );
    assert_eq!(cliff["extends_to"], "2027-12-31");
    // Six months before A's end, not B's; letting begins twelve before the cover ends.
    assert_eq!(cliff["notice_by"], "2025-06-30");
    assert_eq!(cliff["begin_letting_by"], "2025-03-31");
}

#[test]
fn one_takes_over_from_another_by_the_days_that_count() {
    let rows = [
        // £100 a day, to 31 March and at most to 30 June; £50 a day from 1 to 20 April.
        "A,First,Becks,council,reablement-at-home,,2024-04-01,2025-03-31,,2025-06-30,,36500,",
        "B,Second,Moss,council,reablement-at-home,,2025-04-01,2025-04-20,,,,18250,",
    ];
    let (firm, _) = audit(&rows, &[]);
    assert_eq!(firm["overlaps"].as_array().unwrap().len(), 0);
    // Extended, A is still there when B has ended: nothing is handed over. 20 days of £50.
    let (possible, _) = audit(&rows, &["--with-extensions"]);
    let overlap = only(&possible, "overlaps");
    assert_eq!(
        (&overlap["from"], &overlap["days"]),
        (&"2025-04-01".into(), &20.into())
    );
    assert_eq!(overlap["kind"], "several-providers");
    assert_eq!(possible["cost_at_stake"]["without_handovers"], "1000.00");
}

#[test]
fn handovers_count_apart_from_other_overlaps() {
    let rows = [
        // £100 and £200 a day, ten days together, one taking over from the other: £1,000.
        "A,First,Becks,council,reablement-at-home,north,2025-04-01,2025-10-10,,,,36500,",
        "B,Second,Becks,council,reablement-at-home,north,2025-10-01,2026-03-31,,,,73000,",
        // £50 and £60 a day, all of October: 31 × £50 is £1,550.
        "C,Third,Moss,council,reablement-at-home,south,2025-10-01,2025-10-31,,,,18250,",
        "D,Fourth,Tarn,council,reablement-at-home,south,2025-10-01,2025-10-31,,,,21900,",
    ];
    let (answer, _) = audit(&rows, &[]);
    let at_stake = &answer["cost_at_stake"];
    assert_eq!(at_stake["all"], "2550.00");
    assert_eq!(at_stake["without_handovers"], "1550.00");
    assert_eq!(at_stake["still_to_come"], "1550.00");
}

/// Each contract here is of one cell. As at 30 September 2025.
#[test]
fn what_is_still_to_come_is_counted_from_the_day_on_and_handovers_apart() {
    let rows = [
        // £100 a day beside £200 from 1 September to 10 October: 40 days, £4,000.00; 11 of them, £1,100.00,
        // on or after 30 September.
        "A,One,Becks,council,home-care,north,2025-09-01,2025-10-10,,,,36500,",
        "B,Two,Moss,council,home-care,north,2025-08-01,2025-12-31,,,,73000,",
        // £10 a day beside £20 from 21 to 30 September, and one follows the other: 10 days, £100.00.
        "C,Three,Tarn,council,reablement-at-home,north,2025-01-01,2025-09-30,,,,3650,",
        "D,Four,Tarn,council,reablement-at-home,north,2025-09-21,2026-03-31,,,,7300,",
    ];
    let (answer, _) = audit(&rows, &[]);
    let stake = &answer["cost_at_stake"];
    assert_eq!(stake["all"], "4100.00");
    assert_eq!(stake["without_handovers"], "4000.00");
    assert_eq!(stake["still_to_come"], "1100.00");
    let (text, _) = printed(&rows, &[]);
    let told = text.lines().find(|line| line.starts_with("In handovers"));
    assert!(
        told.is_some_and(|line| line.ends_with(" £100.00")),
        "{text}"
    );
}

#[test]
fn a_provider_nobody_names_may_be_another() {
    let of = |one: &str, other: &str| {
        let row = |reference: &str, provider: &str| {
            format!(
                "{reference},Care {reference},{provider},council,home-care,north,2025-04-01,2025-09-30,,,,36500,"
            )
        };
        let (a, b) = (row("A", one), row("B", other));
        let (answer, _) = audit(&[&a, &b], &[]);
        only(&answer, "overlaps")["kind"].clone()
    };
    assert_eq!(of("", ""), "several-providers");
    assert_eq!(of("", "Becks"), "several-providers");
    assert_eq!(of("Becks", ""), "several-providers");
    assert_eq!(of("Becks", "Becks"), "rolled-over");
}
