//! `jcplan reconcile`: two partners' books row by row, and figures of other ledgers.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod balances;
mod books;
mod hostile;
mod signs;
#[path = "../support/mod.rs"]
mod support;
mod workbooks;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{folder, tarn_and_vale};

const POOLS: &str = "pools:\n  - {id: care, host: council}\n  - {id: other, host: council}\nschemes:\n  \
    - {id: visits, pool: care, lead: council}\n  - {id: beds, pool: other, lead: council}\n";

/// A folder with the two books `a.csv` and `b.csv`, and these lines in the entry.
fn two(name: &str, a: &str, b: &str, lines: &str) -> PathBuf {
    let plan = tarn_and_vale(&format!(
        "{POOLS}reconcile:\n  - name: test\n{lines}    books:\n      \
         - {{partner: icb, path: a.csv}}\n      - {{partner: council, path: b.csv}}\n"
    ));
    let head = "date,amount,reference,description\n";
    folder(
        &format!("reconcile-{name}"),
        &[
            ("partnership.yaml", &plan),
            ("a.csv", &format!("{head}{a}")),
            ("b.csv", &format!("{head}{b}")),
        ],
    )
}

fn answer(at: &Path) -> Value {
    support::answer(&support::run(
        at,
        &["reconcile", "--as-at", "2026-03-31", "--format", "json"],
    ))
}

/// Lines of both files in each group of a kind, and how they were taken together.
fn groups(answer: &Value, kind: &str) -> Vec<(String, Vec<u64>, Vec<u64>)> {
    let transfers = &answer["transfers"][0];
    let lines = |rows: &Value| {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["line"].as_u64().unwrap()).collect()
    };
    let groups = transfers[kind].as_array().unwrap().iter();
    let one = |group: &Value| {
        let how = group["how"].as_str().unwrap().to_owned();
        (how, lines(&group["rows"][0]), lines(&group["rows"][1]))
    };
    groups.map(one).collect()
}

/// Lines only one of the books has.
fn only(answer: &Value) -> [Vec<u64>; 2] {
    [0, 1].map(|side| {
        let rows = answer["transfers"][0]["only"][side].as_array().unwrap();
        let lines = rows.iter().map(|row| row["line"].as_u64().unwrap());
        lines.collect()
    })
}

fn pence(text: &Value) -> i64 {
    text.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// Every column of the sums comes to its book: the last line is all the others together.
fn adds_up(answer: &Value) {
    let sums = answer["transfers"][0]["sums"].as_array().unwrap();
    let (all, parts) = sums.split_last().unwrap();
    assert_eq!(all["of"], "all");
    for side in 0..2 {
        let rows = parts.iter().map(|l| l["rows"][side].as_u64().unwrap());
        assert_eq!(rows.sum::<u64>(), all["rows"][side].as_u64().unwrap());
        let amounts = parts.iter().map(|l| pence(&l["amounts"][side]));
        assert_eq!(amounts.sum::<i64>(), pence(&all["amounts"][side]));
    }
}
