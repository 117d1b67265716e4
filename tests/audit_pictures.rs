//! The pictures of the audit: cover day by day worked by hand, letters, and ink.

#![allow(clippy::unwrap_used)]

use jcplan::value::Day;
use jcplan::{Ended, World, run};
use serde_json::{Value, json};

const REGISTER: &str = "\
contract,title,provider,commissioner,service,area,part_of,starts,ends,extends_to,annual_value
A,First,Becks,council,home-care,north,,2025-04-01,2025-09-30,2025-12-31,1000
B,Second,Moss,icb,home-care,north,,2025-09-01,2025-11-15,,1000
C,Third,Tarn,icb,home-care,north,,2026-03-01,2026-12-31,,1000
D,Lot one,Vale,icb,home-care,south,F,2025-07-01,2026-12-31,,1000
E,Lot two,Fell,icb,home-care,south,F,2025-07-01,2026-12-31,,1000
F,<Old> & gone,Fell,icb,home-care,west,,2015-07-01,2016-12-31,,1000
";

fn audit(flags: &[&str]) -> Ended {
    let mut arguments = vec!["jcplan", "audit", "-", "--as-at", "2025-09-30"];
    arguments.extend(flags);
    let world = World {
        today: Day::parse("2025-09-30").ok(),
        terminal: None,
        columns: Some(80),
        step_summary: None,
        no_colour: true,
        progress: None,
        stdin: &mut REGISTER.as_bytes(),
    };
    run(arguments.iter().map(Into::into), world)
}

/// The lines of the text under a heading.
fn under(text: &str, heading: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|l| *l != heading).skip(2);
    lines.take(9).map(str::to_owned).collect()
}

#[test]
fn cover_is_firm_possible_double_or_none_to_the_day() {
    let answer: Value = serde_json::from_str(&audit(&["--format", "json"]).stdout).unwrap();
    let lanes = answer["coverage"].as_array().unwrap();
    let north = lanes
        .iter()
        .find(|l| l["cells"][0]["area"] == "north")
        .unwrap();
    let stretch =
        |from: &str, to: &str, cover: &str| json!({"from": from, "to": to, "cover": cover});
    // Three months back from 30 September begins on 1 June; the horizon's month ends in a year.
    assert_eq!(
        north["stretches"],
        json!([
            stretch("2025-06-01", "2025-08-31", "firm"),
            stretch("2025-09-01", "2025-09-30", "double"),
            stretch("2025-10-01", "2025-11-15", "firm"),
            stretch("2025-11-16", "2025-12-31", "possible"),
            stretch("2026-01-01", "2026-02-28", "none"),
            stretch("2026-03-01", "2026-09-30", "firm"),
        ])
    );
    // Call-offs of one framework are one.
    let south = lanes
        .iter()
        .find(|l| l["cells"][0]["area"] == "south")
        .unwrap();
    assert_eq!(
        south["stretches"],
        json!([
            stretch("2025-06-01", "2025-06-30", "none"),
            stretch("2025-07-01", "2026-09-30", "firm"),
        ])
    );
}

#[test]
fn a_terminal_shows_it_in_letters() {
    let text = audit(&["--cell", "Home care/north"]).stdout;
    let calendar = under(&text, "Cover month by month");
    // June to September of the next year; November is firm and then only possible.
    assert_eq!(
        calendar[3],
        "Home care: north  = = = # = ~ ~ . . = = = = = = ="
    );
    assert_eq!(
        calendar[4],
        "Home care: south  . = = = = = = = = = = = = = = ="
    );
    let contracts = under(&text, "Contracts of Home care/north");
    // From April 2025; A is firm to September and possible to December.
    assert_eq!(
        contracts[3],
        "A, Becks  = = = = = = ~ ~ ~ . . . . . . . . . . . ."
    );
    assert_eq!(
        contracts[4],
        "B, Moss   . . . . . = = / . . . . . . . . . . . . ."
    );
}

#[test]
fn ink_is_a_file_of_its_own_and_stands_in_the_page() {
    let svg = audit(&["--format", "svg", "--cell", "home-care/west"]).stdout;
    assert!(svg.starts_with("<svg xmlns="));
    assert!(svg.trim_end().ends_with("</svg>"));
    assert!(svg.contains("double 1 Sep 2025 to 30 Sep 2025"), "{svg}");
    let page = audit(&["--format", "html"]).stdout;
    assert!(page.contains("<svg ") && !page.contains("<Old>"));
}

#[test]
fn a_cell_that_is_not_there_is_refused_with_those_that_are() {
    let ended = audit(&["--cell", "reablement/north"]);
    assert_eq!(ended.status, 2);
    assert!(
        ended.stderr.contains("services here are Home care"),
        "{}",
        ended.stderr
    );
    let findings = run(
        ["jcplan", "list", "checks", "--format", "svg"]
            .iter()
            .map(Into::into),
        World {
            today: Day::parse("2025-09-30").ok(),
            terminal: None,
            columns: None,
            step_summary: None,
            no_colour: true,
            progress: None,
            stdin: &mut std::io::empty(),
        },
    );
    assert_eq!(findings.status, 2);
}
