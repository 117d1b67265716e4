//! Books that are torn, missing or not what they are said to be: told by name, and never half.

use super::{POOLS, adds_up, answer, two};
use crate::support::{folder, printed, refused, run, tarn_and_vale, told};
use std::fs;

#[test]
fn rows_that_cannot_be_read_are_left_out_by_name() {
    let at = two(
        "unread",
        "2025-04-10,5.00,A,\n31/02/2025,5.00,B,\n2025-04-11,5.005,C,\n2025-04-12,6.00\n",
        "2025-04-10,5.00,A,\n",
        "",
    );
    let answer = answer(&at);
    let book = &answer["transfers"][0]["books"][0];
    assert_eq!(book["rows"], 1);
    assert_eq!(book["left_out"]["rows"], 3);
    assert_eq!(book["left_out"]["at"]["line"], 3);
    // All that could be read agrees, and that is not enough.
    assert!(
        answer["transfers"][0]["only"][0]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(answer["agrees"], false);
    adds_up(&answer);
}

#[test]
fn rows_left_out_are_told_in_every_form_and_no_book_agrees_in_them() {
    // The first row of each is the same; of the first book one more has no day there is.
    let at = two(
        "left-out",
        "2025-04-10,5.00,A,\n2025-04-31,6.00,B,\n",
        "2025-04-10,5.00,A,\n",
        "",
    );
    let asked = ["reconcile", "--as-at", "2025-05-31"];
    let text = || {
        printed(&run(&at, &asked))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(text().contains("They agree in every row that could be read, and not all could."));
    let table = printed(&run(&at, &[&asked[..], &["--format", "csv"]].concat()));
    let mut lines = table.lines().filter(|line| line.contains("left-out"));
    let line = lines.next().unwrap();
    let wanted = "transfers,test,left-out,,,icb,a.csv,3,,,,,";
    let said = line.strip_prefix(wanted).unwrap_or_default();
    assert!(
        said.trim_start_matches('"').starts_with("1 row: "),
        "{line}"
    );
    assert!(line.contains("`2025-04-31`"), "{line}");
    assert!(lines.next().is_none());
    // Where all can be read, nothing is said of it.
    std::fs::write(
        at.join("a.csv"),
        "date,amount,reference,description\n2025-04-10,5.00,A,\n",
    )
    .unwrap();
    assert!(text().contains("They agree in every row."));
}

#[test]
fn a_book_that_is_not_there_or_has_no_such_heading_is_not_compared() {
    let at = two("gone", "2025-04-10,5.00,A,\n", "", "");
    fs::remove_file(at.join("b.csv")).unwrap();
    let gone = answer(&at);
    assert_eq!(
        gone["transfers"][0]["not_compared"]["why"],
        "there is no file b.csv"
    );
    assert_eq!(told(&at, "missing-file", "2025-05-31").len(), 1);
    fs::write(at.join("b.csv"), "when,what\n2025-04-10,5.00\n").unwrap();
    let headless = answer(&at);
    let why = &headless["transfers"][0]["not_compared"]["why"];
    assert_eq!(
        why,
        "b.csv has no heading with `date` and `amount`; say which headings they are: columns: {date: \
         Posting Date, amount: Net, reference: Doc No}; money out and in may stand apart, as paid and \
         received"
    );
    fs::write(at.join("b.csv"), b"\x00\x01\x02\xff\xfe").unwrap();
    let no_text = answer(&at);
    let why = &no_text["transfers"][0]["not_compared"]["why"];
    assert_eq!(why, "b.csv is no text and no workbook");
    let output = run(&at, &["reconcile", "--as-at", "2025-05-31"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("Not compared"));
}

#[test]
fn a_runaway_quote_is_told_and_nothing_after_it_is_taken_for_read() {
    let at = two(
        "quote",
        "2025-04-10,5.00,A,\"never closed\n2025-04-11,6.00,B,\n",
        "2025-04-10,5.00,A,\n2025-04-11,6.00,B,\n",
        "",
    );
    let answer = answer(&at);
    assert_eq!(answer["agrees"], false);
    assert!(answer["transfers"][0].to_string().contains("runs away"));
}

#[test]
fn one_book_three_books_or_words_there_are_not_are_told() {
    let entry = |lines: &str| {
        let plan = tarn_and_vale(&format!("{POOLS}reconcile:\n{lines}"));
        folder(
            "reconcile-shape",
            &[("partnership.yaml", &plan), ("a.csv", "date,amount\n")],
        )
    };
    for (lines, check) in [
        (
            "  - books:\n      - {partner: icb, path: a.csv}\n",
            "wrong-shape",
        ),
        ("  - {name: x}\n", "missing-key"),
        (
            "  - within: a week\n    books: [{partner: icb, path: a.csv}, {partner: council, path: a.csv}]\n",
            "wrong-shape",
        ),
        (
            "  - books: [{partner: ibc, path: a.csv}, {partner: council, path: a.csv}]\n",
            "unknown-name",
        ),
        (
            "  - books: [{partner: icb, pth: a.csv}, {partner: council, path: a.csv}]\n",
            "unknown-key",
        ),
        (
            "  - books: [{partner: icb, path: ../a.csv}, {partner: council, path: a.csv}]\n",
            "wrong-shape",
        ),
        (
            "  - books: [{partner: icb, path: a.csv, pool: care}, {partner: council, path: a.csv}]\n",
            "wrong-shape",
        ),
        (
            "  - books: [{partner: icb, ledger: spend}, {partner: council, path: a.csv}]\n",
            "unknown-word",
        ),
        (
            "  - books: [{partner: icb, path: a.csv, columns: {dte: Day}}, {partner: council, path: a.csv}]\n",
            "unknown-key",
        ),
    ] {
        let at = entry(lines);
        assert_eq!(told(&at, check, "2025-05-31").len(), 1, "{lines}");
        if check != "unknown-name" {
            let output = run(&at, &["reconcile", "--as-at", "2025-05-31"]);
            assert_eq!(output.status.code(), Some(1), "{lines}");
        }
    }
}

#[test]
fn a_folder_that_asks_nothing_is_told_so_and_is_no_failure() {
    let plan = tarn_and_vale(POOLS);
    let at = folder("reconcile-nothing", &[("partnership.yaml", &plan)]);
    let output = run(&at, &["reconcile", "--as-at", "2025-05-31"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(printed(&output).contains("nothing to reconcile"));
    refused(&run(
        &at,
        &["reconcile", "--format", "sarif", "--as-at", "2025-05-31"],
    ));
}

#[test]
fn two_empty_books_agree() {
    let answer = answer(&two("empty", "", "", ""));
    assert_eq!(answer["agrees"], true);
    assert!(answer["transfers"][0]["reaches"].is_null());
    adds_up(&answer);
}

/// What is left out of the council's book, which is the ledger's contributions to `care`.
fn left_out_of_ledger(name: &str, rows: &str) -> (serde_json::Value, serde_json::Value) {
    let plan = tarn_and_vale(&format!(
        "{POOLS}reconcile:\n  - books:\n      - {{partner: icb, path: a.csv}}\n      \
         - {{partner: council, ledger: contribution, pool: care, from: icb}}\n"
    ));
    let ledger = format!(
        "date,kind,pool,scheme,partner,amount,reference\n\
         2025-04-15,contribution,care,,icb,100.00,A\n{rows}"
    );
    let at = folder(
        &format!("reconcile-stranded-{name}"),
        &[
            ("partnership.yaml", &plan),
            ("a.csv", "date,amount,reference\n2025-04-15,100.00,A\n"),
            ("ledger/all.csv", &ledger),
        ],
    );
    let answer = answer(&at);
    let left_out = answer["transfers"][0]["books"][1]["left_out"].clone();
    (answer["agrees"].clone(), left_out)
}

#[test]
fn a_ledger_row_that_may_belong_to_the_book_is_told_whatever_scheme_it_names() {
    // A contribution for a scheme of the pool; its amount has three decimals.
    let row = "2025-05-15,contribution,,visits,icb,12.345,B\n";
    let (agrees, left_out) = left_out_of_ledger("scheme", row);
    assert_eq!(agrees, false);
    assert_eq!(left_out["rows"], 1);
    assert_eq!(left_out["at"]["line"], 3);
    // The kind itself cannot be read; the scheme is of one pool and the row names another.
    for (name, row) in [
        ("kind", "2025-05-15,contrib,,visits,icb,12.34,B\n"),
        ("pools", "2025-05-15,contribution,care,beds,icb,12.34,B\n"),
    ] {
        let (agrees, left_out) = left_out_of_ledger(name, row);
        assert_eq!(agrees, false, "{name}");
        assert_eq!(left_out["rows"], 1, "{name}");
    }
}

#[test]
fn of_rows_that_cannot_be_read_only_those_that_may_belong_to_the_book_count() {
    // Three of one scheme and year: spend, and the second and third a contribution.
    let rows = "2025-05-15,spend,,visits,icb,12.345,B\n\
        2025-05-16,contribution,,visits,icb,12.345,C\n\
        2025-05-17,contribution,,visits,icb,12.345,D\n";
    let (agrees, left_out) = left_out_of_ledger("kinds", rows);
    assert_eq!(agrees, false);
    assert_eq!(left_out["rows"], 2);
    assert_eq!(left_out["at"]["line"], 4);
    // Spend, and a contribution to the other pool.
    let rows = "2025-05-15,spend,,visits,icb,12.345,B\n\
        2025-05-16,contribution,other,,icb,12.345,C\n";
    let (agrees, left_out) = left_out_of_ledger("others", rows);
    assert_eq!(agrees, true);
    assert!(left_out.is_null());
}
