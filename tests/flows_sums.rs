//! Flows add up to the ledger, however they are told apart, and from its totals as from itself.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use support::flows::{HEAD, ROWS, flows, made, pence, sound, told_whatever};
use support::{printed, run};

/// What the rows of the ledger come to, read here by nobody but this test.
fn ledger(kinds: &[(&str, i128)]) -> i128 {
    let rows = ROWS.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let rows = rows.filter(|row| row[0] <= "2025-09-30");
    rows.map(|row| {
        let sign = kinds.iter().find(|(kind, _)| *kind == row[1]);
        sign.map_or(0, |(_, sign)| sign * pence(row[5]))
    })
    .sum()
}

#[test]
fn a_table_by_any_dimension_adds_up_to_the_ledger() {
    let at = sound("flows-sums");
    let out = ledger(&[("spend", 1), ("income", -1), ("passport", 1)]);
    let paid_in = ledger(&[("contribution", 1)]);
    // 370.50 + 40 + 80 + 5 + 3 of spend, less 30.25, and 60.
    assert_eq!((paid_in, out), (69_000, 52_825));
    let dimensions = [
        "standing",
        "pool",
        "kind",
        "payer",
        "source",
        "scheme",
        "lead",
        "service",
        "nature",
        "provider",
        "contract",
        "payment",
        "form",
        "cause",
        "payer,scheme",
        "scheme,provider,payment",
    ];
    for dimension in dimensions {
        for by in ["year", "quarter", "month"] {
            let asked = ["--by", by, "--table", dimension, "--format", "csv"];
            let csv = printed(&flows(&at, &asked));
            let sum = |way: &str| -> i128 {
                let rows = csv
                    .lines()
                    .filter(|l| l.starts_with(&format!("actual,{way},")));
                rows.map(|l| pence(l.rsplit(',').nth(1).unwrap())).sum()
            };
            assert_eq!(
                (sum("in"), sum("out")),
                (paid_in, out),
                "{dimension} by {by}"
            );
        }
    }
}

#[test]
fn the_finest_rows_add_up_to_the_ledger() {
    let csv = printed(&flows(&sound("flows-finest"), &["--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heading = reader.headers().unwrap().clone();
    let column = |name: &str| heading.iter().position(|h| h == name).unwrap();
    let (stage, way, amount) = (column("stage"), column("way"), column("amount"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let sum = |s: &str, w: &str| -> i128 {
        let own = rows.iter().filter(|r| &r[stage] == s && &r[way] == w);
        own.map(|r| pence(&r[amount])).sum()
    };
    assert_eq!(sum("actual", "in"), 69_000);
    assert_eq!(sum("actual", "out"), 52_825);
    assert_eq!(sum("actual", "between"), 1_700);
    assert_eq!(sum("planned", "in"), 30_000);
}

/// What a ledger comes to, put in its place: the same figures, and the same rows left out.
#[test]
fn a_file_of_totals_gives_the_same_flows_as_its_ledger() {
    let torn = format!("{HEAD}{ROWS}2025-05-01,spend,,home,,1e3,,,,,,\n");
    for (name, text) in [("whole", format!("{HEAD}{ROWS}")), ("torn", torn)] {
        let at = made(&format!("flows-totals-{name}"), &[("ledger/a.csv", text)]);
        let file = at.join("totals.csv");
        let path = file.to_str().unwrap();
        let asked = ["totals", "--providers", "--format", "csv", "--output", path];
        run(&at, &[&asked[..], &["--as-at", "2025-10-20"]].concat());
        let mut from_ledger = told_whatever(&at);
        let output = flows(&at, &["--format", "json", "--totals", path]);
        let mut from_totals: Value = serde_json::from_str(&printed(&output)).unwrap();
        assert!(from_totals["totals"].is_object());
        for answer in [&mut from_ledger, &mut from_totals] {
            let answer = answer.as_object_mut().unwrap();
            // Of a row left out the file of totals tells the place in other words.
            let left_out = answer.remove("left_out").unwrap();
            assert_eq!(left_out.as_array().unwrap().is_empty(), name == "whole");
            answer.remove("digest");
            answer.remove("totals");
        }
        assert_eq!(from_ledger, from_totals, "{name}");
    }
    let at = sound("flows-totals-without");
    let file = at.join("totals.csv");
    let path = file.to_str().unwrap();
    let asked = [
        "totals",
        "--format",
        "csv",
        "--output",
        path,
        "--as-at",
        "2025-10-20",
    ];
    run(&at, &asked);
    let output = flows(&at, &["--totals", path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(support::aside(&output).contains("jcplan totals --providers"));
}

/// The council led Home to July, the board after: 170.50 of spend is the council's; 30.25 of income in
/// August, and the 240 of Nights, are the board's.
#[test]
fn who_leads_a_scheme_is_told_month_by_month_whatever_the_periods() {
    let at = sound("flows-lead");
    let plan = at.join("partnership.yaml");
    let text = std::fs::read_to_string(&plan).unwrap();
    let dated = "pool: care, lead: {2025-04-01: council, 2025-08-01: icb}, funding";
    let text = text.replace("pool: care, lead: council, funding", dated);
    std::fs::write(&plan, text).unwrap();
    let asked = ["--table", "pool,lead", "--format", "csv"];
    let csv = printed(&flows(&at, &asked));
    let care: Vec<&str> = csv.lines().filter(|l| l.contains(",care,")).collect();
    assert_eq!(
        care,
        [
            "actual,in,2025-26,care,,600.00,",
            "actual,out,2025-26,care,council,170.50,",
            "actual,out,2025-26,care,icb,209.75,",
            "actual,out,2025-26,care,,60.00,",
            // Settlements both ways, gross.
            "actual,between,2025-26,care,,17.00,"
        ]
    );
    // For people the same, though the year is told as one.
    let text = printed(&flows(&at, &["--table", "pool,lead"]));
    for amount in ["£170.50", "£209.75"] {
        assert!(text.contains(amount), "{amount}: {text}");
    }
}

#[test]
fn months_are_told_apart_wherever_an_answer_has_them_whatever_the_periods() {
    let at = sound("flows-months");
    let csv = |by: &str| printed(&flows(&at, &["--by", by, "--format", "csv"]));
    assert_eq!(csv("year"), csv("month"));
    assert_eq!(csv("quarter"), csv("month"));
    let rows = |by: &str| {
        let told = printed(&flows(&at, &["--by", by, "--format", "json"]));
        serde_json::from_str::<Value>(&told).unwrap()["rows"].clone()
    };
    assert_eq!(rows("year"), rows("month"));
    assert!(rows("year").as_array().unwrap().len() > 1);
    // For people, lead is told month by month too; where it never changes, that alters no figure.
    let scheme = |dimensions: &str| {
        let told = printed(&flows(&at, &["--by", "quarter", "--table", dimensions]));
        let totals = told
            .lines()
            .filter(|line| line.trim_start().starts_with("All "));
        let figures = totals.map(|line| line.split_whitespace().map(String::from).collect());
        figures.collect::<Vec<Vec<String>>>()
    };
    assert!(!scheme("scheme").is_empty());
    assert_eq!(scheme("scheme"), scheme("scheme,lead"));
}
