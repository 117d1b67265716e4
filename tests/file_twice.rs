//! A ledger file under two names: nothing counts twice. Each figure is worked by hand in the comment
//! above its test.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::path::Path;

/// A scheme of £1,000.00 shared 3 : 1.
const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
pools:
  - id: care
    host: council
    contributions:
      - {partner: icb, source: other, year: 2025-26, amount: £750}
      - {partner: council, source: other, year: 2025-26, amount: £250}
schemes:
  - {id: beds, pool: care, lead: icb, baseline: £1000, risk_share: rule}
  - {id: home, pool: care, lead: icb, baseline: £1000, risk_share: rule}
risk_shares:
  - id: rule
    net: scheme
    overspend: {bands: [{to: contributions}]}
    underspend: {bands: [{to: lead}]}
";

const HEADING: &str = "date,kind,scheme,amount\n";
const SPENT: &str = "date,kind,scheme,amount\n2025-04-30,spend,beds,1100.00\n";

fn riskshare(at: &Path) -> (Value, i32) {
    let output = support::run(
        at,
        &[
            "riskshare",
            "--through",
            "2025-26",
            "--as-at",
            "2026-06-30",
            "--format",
            "json",
        ],
    );
    (support::answer(&output), output.status.code().unwrap())
}

/// The out-turn of `beds`; none if it is not given.
fn beds(answer: &Value) -> Option<&str> {
    let mut scopes = answer["scopes"].as_array()?.iter();
    scopes.find(|s| s["scope"] == "scheme/beds")?["outturn"].as_str()
}

/// £1,100.00 was spent once. Read under both names it would be £2,200.00; which file was to hold
/// another month is not known, so the pool is not settled.
#[test]
fn a_file_under_two_names_counts_once_and_is_named() {
    let files = [
        ("partnership.yaml", PLAN),
        ("ledger/2025-04.csv", SPENT),
        ("ledger/2025-05.csv", SPENT),
    ];
    let at = support::folder("file-twice", &files);
    let (answer, code) = riskshare(&at);
    assert_eq!((beds(&answer), code), (Some("1100.00"), 1));
    assert_eq!(answer["settlement"], serde_json::json!([]), "{answer}");
    let told = answer["left_out"].to_string();
    let why = "ledger/2025-05.csv is not read: it is ledger/2025-04.csv, byte for byte";
    assert!(told.contains(why), "{told}");
    for command in ["pool", "flows"] {
        let output = support::run(&at, &[command, "--as-at", "2026-06-30"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("byte for byte"), "{text}");
        assert!(!text.contains("2,200.00"), "{text}");
    }
}

/// A query over both files would come to £2,200.00: none is written.
#[test]
fn no_query_reads_a_file_under_two_names() {
    let files = [
        ("partnership.yaml", PLAN),
        ("ledger/2025-04.csv", SPENT),
        ("ledger/2025-05.csv", SPENT),
    ];
    let at = support::folder("file-twice-query", &files);
    for engine in ["duckdb", "spark"] {
        let output = support::run(&at, &["totals", "--sql", engine]);
        assert_eq!(output.status.code(), Some(2), "{engine}");
        let told = String::from_utf8(output.stderr).unwrap();
        let why = "ledger/2025-05.csv is not read: it is ledger/2025-04.csv, byte for byte";
        assert!(told.contains(why) && output.stdout.is_empty(), "{told}");
    }
}

/// Files that wait for their rows are alike, and one letter makes two files: £1,100.00 and
/// £1,101.00 are £2,201.00.
#[test]
fn files_without_rows_and_files_that_differ_are_read() {
    let other = SPENT.replace("1100", "1101");
    let files = [
        ("partnership.yaml", PLAN),
        ("ledger/2025-04.csv", SPENT),
        ("ledger/2025-05.csv", &other),
        ("ledger/2025-06.csv", HEADING),
        ("ledger/2025-07.csv", HEADING),
        ("ledger/2025-08.csv", ""),
        ("ledger/2025-09.csv", ""),
    ];
    let (answer, _) = riskshare(&support::folder("file-twice-not", &files));
    assert_eq!(beds(&answer), Some("2201.00"), "{answer}");
    assert_eq!(answer["left_out"], serde_json::json!([]), "{answer}");
}

/// One export read for two schemes is two readings: £5.00 for each. The same reading twice is none.
#[test]
fn one_export_may_be_read_in_two_ways() {
    let rows = "date,amount\n2025-04-30,5.00\n";
    let entry = |file: &str, scheme: &str| {
        format!("  - {{path: {file}, as: ledger, kind: spend, scheme: {scheme}}}\n")
    };
    let read = |name: &str, second: &str| {
        let plan = format!(
            "{PLAN}files:\n{}{}",
            entry("a.csv", "beds"),
            entry("b.csv", second)
        );
        let files = [
            ("partnership.yaml", plan.as_str()),
            ("a.csv", rows),
            ("b.csv", rows),
        ];
        riskshare(&support::folder(&format!("file-twice-{name}"), &files))
    };
    let (answer, code) = read("two-ways", "home");
    assert_eq!((beds(&answer), code), (Some("5.00"), 0), "{answer}");
    let (answer, code) = read("one-way", "beds");
    assert_eq!((beds(&answer), code), (Some("5.00"), 1), "{answer}");
}
