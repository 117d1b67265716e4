//! A workbook as a partner's book: which sheet is read, and what is said of the others.

use super::{answer, groups};
use crate::support::{aside, book, folder, run, tarn_and_vale};
use std::fs;
use std::path::Path;

#[test]
fn a_book_may_be_a_sheet_of_a_workbook() {
    let plan = tarn_and_vale(
        "reconcile:\n  - books:\n      - {partner: icb, path: a.xlsx}\n      \
         - {partner: council, path: b.csv}\n",
    );
    let at = folder(
        "reconcile-workbook",
        &[
            ("partnership.yaml", &plan),
            ("b.csv", "date,amount,reference\n2025-04-03,1000.00,A\n"),
        ],
    );
    let sheet = book::Sheet::typed("Payments", "date,amount,reference\n2025-04-03,1000.00,A");
    fs::write(at.join("a.xlsx"), book::xlsx(&[sheet])).unwrap();
    assert_eq!(answer(&at)["agrees"], true);
}

/// The council's book is one row of 1,000.00; the ICB's a workbook of these sheets.
fn workbook(name: &str, sheets: &[book::Sheet]) -> std::path::PathBuf {
    let plan = tarn_and_vale(
        "reconcile:\n  - books:\n      - {partner: icb, path: a.xlsx}\n      \
         - {partner: council, path: b.csv}\n",
    );
    let at = folder(
        &format!("reconcile-sheets-{name}"),
        &[
            ("partnership.yaml", &plan),
            ("b.csv", "date,amount,reference\n2025-04-03,1000.00,A\n"),
        ],
    );
    fs::write(at.join("a.xlsx"), book::xlsx(sheets)).unwrap();
    at
}

/// What is said of the sheets on the side.
fn said(at: &Path) -> Vec<String> {
    let output = run(at, &["reconcile", "--as-at", "2026-03-31"]);
    let lines = aside(&output);
    let of_sheets = lines
        .lines()
        .filter_map(|line| Some(line.split_once("row 1: ")?.1));
    let sentences = of_sheets.map(|said| said.split(" (save it").next().unwrap_or(said).to_owned());
    sentences.collect()
}

const SHEET: &str = "date,amount,reference\n2025-04-03,1000.00,A";
const OTHER_SHEET: &str = "date,amount,reference\n2025-05-03,7.00,B\n2025-06-03,8.00,C";

#[test]
fn a_book_is_the_sheet_that_is_shown_and_has_the_headings() {
    let sheets = [
        book::Sheet::typed("Read me", "Payments to the council\nmade in April"),
        book::Sheet::typed("Payments", SHEET),
        book::Sheet::typed("Notes", "none").hidden(),
        book::Sheet::typed("Blank form", "date,amount,reference").hidden(),
    ];
    let at = workbook("chosen", &sheets);
    let answer = answer(&at);
    assert_eq!(answer["agrees"], true);
    assert_eq!(
        said(&at),
        [
            "sheet Read me of a.xlsx (2 rows) is not read: it has no heading of the book",
            "sheet Notes of a.xlsx (1 row) is not read: it is hidden",
            "sheet Blank form of a.xlsx (1 row) is not read: it is hidden",
        ]
    );
}

#[test]
fn rows_of_a_book_on_another_sheet_are_left_out_by_name() {
    // Two rows below a heading, that stands on the fourth row; three rows without one.
    let low = format!(",,\n,,\n,,\n{OTHER_SHEET}");
    let headless = "2025-05-03,7.00,B\n2025-06-03,8.00,C\n2025-07-03,9.00,D";
    for (name, other, rows, why) in [
        (
            "hidden",
            book::Sheet::typed("Old", OTHER_SHEET).hidden(),
            2,
            "sheet Old of a.xlsx (3 rows) is not read: it is hidden",
        ),
        (
            "second",
            book::Sheet::typed("May", &low),
            2,
            "sheet May of a.xlsx (3 rows) is not read: only one sheet of a book is, and that is \
             Payments",
        ),
        (
            "headless",
            book::Sheet::typed("May", headless),
            3,
            "sheet May of a.xlsx (3 rows) is not read: only one sheet of a book is, and that is \
             Payments",
        ),
    ] {
        // A hidden sheet stands first, and is not the book for that.
        let mut sheets = vec![book::Sheet::typed("Payments", SHEET), other];
        if name == "hidden" {
            sheets.reverse();
        }
        let at = workbook(name, &sheets);
        let output = run(&at, &["reconcile", "--as-at", "2026-03-31"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        let answer = answer(&at);
        assert_eq!(groups(&answer, "matched").len(), 1, "{name}");
        let left_out = &answer["transfers"][0]["books"][0]["left_out"];
        assert_eq!(left_out["rows"], rows, "{name}");
        assert_eq!(left_out["why"], why, "{name}");
        assert_eq!(said(&at), [why], "{name}");
    }
}

#[test]
fn a_workbook_with_nothing_shown_is_no_book() {
    let at = workbook("unseen", &[book::Sheet::typed("Payments", SHEET).hidden()]);
    let answer = answer(&at);
    assert_eq!(answer["agrees"], false);
    assert_eq!(
        answer["transfers"][0]["not_compared"]["why"],
        "sheet Payments of a.xlsx (2 rows) is not read: it is hidden"
    );
}
