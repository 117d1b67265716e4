//! The known answers of the audit that stand beside the project, run one by one. Where that
//! folder is not there the test says so and passes.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use jcplan::value::Day;
use jcplan::{World, run};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

fn beside(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("../shared").join(path)
}

fn audit(files: &[PathBuf], as_at: &str) -> (Value, u8) {
    let mut arguments: Vec<OsString> = vec!["jcplan".into(), "audit".into()];
    arguments.extend(files.iter().map(|f| f.clone().into_os_string()));
    let flags = ["--as-at", as_at, "--format", "json"];
    arguments.extend(flags.iter().map(|f| OsString::from(*f)));
    let world = World {
        today: Day::parse("2025-09-30").ok(),
        terminal: None,
        columns: None,
        step_summary: None,
        no_colour: true,
        progress: None,
        stdin: &mut std::io::empty(),
    };
    let ended = run(arguments, world);
    assert_ne!(ended.status, 2, "{}", ended.stderr);
    (serde_json::from_str(&ended.stdout).unwrap(), ended.status)
}

fn csv_files(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "csv"));
    files.sort();
    files
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn cells(of: &Value) -> BTreeSet<String> {
    list(of, "cells").iter().map(Value::to_string).collect()
}

fn names(of: &Value, key: &str) -> BTreeSet<String> {
    list(of, key).iter().map(Value::to_string).collect()
}

/// An overlap as it is compared: lists of names and cells in any order.
fn overlap(of: &Value) -> String {
    let plain = ["kind", "from", "to", "days", "peak", "cost_at_stake"];
    let mut said: Vec<String> = plain.iter().map(|k| of[*k].to_string()).collect();
    said.push(of["unknown_values"].to_string());
    said.push(of["contracts"].to_string());
    said.push(format!("{:?}", cells(of)));
    said.push(format!("{:?}", names(of, "commissioners")));
    said.push(format!("{:?}", names(of, "providers")));
    said.join(" ")
}

/// Breaks cell by cell.
fn breaks(answer: &Value) -> BTreeSet<String> {
    let each = |b: &Value| -> Vec<String> {
        let said = ["from", "to", "after", "before"].map(|k| b[k].to_string());
        let cells = cells(b).into_iter();
        cells.map(|c| format!("{c} {}", said.join(" "))).collect()
    };
    list(answer, "breaks").iter().flat_map(each).collect()
}

#[test]
fn every_known_answer_of_the_audit_agrees() {
    let base = beside("cases/audit");
    let Ok(folders) = std::fs::read_dir(&base) else {
        println!("skipped: {} is not there", base.display());
        return;
    };
    let mut ran = 0;
    for folder in folders {
        let folder = folder.unwrap().path();
        let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let (got, _) = audit(&csv_files(&folder), "2025-09-30");
        let overlaps = |answer: &Value| -> BTreeSet<String> {
            list(answer, "overlaps").iter().map(overlap).collect()
        };
        assert_eq!(overlaps(&got), overlaps(&expected), "{}", folder.display());
        assert_eq!(breaks(&got), breaks(&expected), "{}", folder.display());
        ran += 1;
    }
    println!("{ran} cases ran");
    assert!(ran > 0);
}

#[test]
fn a_national_export_is_read_whole_and_recognised() {
    let short = beside("data/contractsfinder-awards-2020-10-1000row-cap-redacted.csv");
    let whole = beside("data/contractsfinder-awards-2020-09-redacted.csv");
    if !short.exists() || !whole.exists() {
        println!("skipped: {} is not there", short.display());
        return;
    }
    let (one, status) = audit(std::slice::from_ref(&short), "2020-10-05");
    assert_eq!(status, 0);
    assert_eq!(one["rows"]["read"], 1000);
    assert_eq!(one["rows"]["used"], 1000);
    assert_eq!(
        one["registers"][0]["recognised_as"],
        "Contracts Finder export"
    );
    let remark = one["attention"][0]["message"].as_str().unwrap();
    assert!(remark.starts_with("255 rows have fewer cells"), "{remark}");
    let (both, _) = audit(&[whole, short], "2020-10-05");
    assert_eq!(both["rows"]["read"], 1380);
    // The same contracts: what stands in both files overlaps nothing.
    assert_eq!(both["cost_at_stake"], one["cost_at_stake"]);
}
