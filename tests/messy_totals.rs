//! Totals among the rows of a mapped ledger file, of a book and of a file of payments, and real rows
//! that only sound like them. Figures worked by hand.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{answer, folder, printed, run_in};

const PLAN: &str = "jcplan: 1\nid: tarn\nname: Tarn\npartners:
  - {id: icb, name: NHS Tarn ICB, kind: integrated-care-board}
  - {id: council, name: Tarn Council, kind: unitary-authority}
pools:\n  - {id: bcf, host: council}
schemes:\n  - {id: beds, pool: bcf, lead: council}\n";

const FILES: &str = "files:
  - path: finance/erp.csv
    as: ledger
    kind: spend
    scheme: beds
    dates: dd/mm/yyyy
    columns: {date: Posting Date, amount: Net, provider: Vendor}\n";

fn mapped(name: &str, more: &str, rows: &str) -> PathBuf {
    let plan = format!("{PLAN}{FILES}{more}");
    let ledger = format!("Doc,Vendor,Posting Date,Net\n{rows}");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("finance/erp.csv", &ledger),
    ];
    folder(name, &files)
}

fn said_of(at: &Path, asked: &[&str]) -> (Option<i32>, String) {
    let output = run_in(at, asked);
    let words = printed(&output);
    let words: Vec<&str> = words.split_whitespace().collect();
    (output.status.code(), words.join(" "))
}

#[test]
fn a_total_of_a_mapped_ledger_file_is_told_and_never_added_up() {
    let real = "1,Becks,14/04/2025,100.00\n2,Total Care Ltd,15/04/2025,200.00\n";
    for total in [
        "Total,,30/04/2025,300.00",
        "3,\"Grand total:\",30/04/2025,300.00",
    ] {
        // The same total once more says nothing new: it is told again.
        let at = mapped("totals-ledger", "", &format!("{real}{total}\n{total}\n"));
        for asked in [&["totals", "."][..], &["totals", ".", "--providers"]] {
            let (code, said) = said_of(&at, asked);
            assert_eq!(code, Some(1), "{total}: {said}");
            assert!(
                said.contains("£300.00") && !said.contains("£600.00"),
                "{said}"
            );
            assert!(
                said.contains("finance/erp.csv:4: this row is called `"),
                "{said}"
            );
            assert!(said.contains("and 1 more"), "{said}");
        }
    }
}

#[test]
fn reading_ends_at_the_total_where_the_entry_says_so() {
    let rows = "1,Becks,14/04/2025,100.00\nTotal,,30/04/2025,100.00\n";
    let at = mapped("totals-stopped", "    stop_at: Total\n", rows);
    let (code, said) = said_of(&at, &["totals", "."]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("£100.00"), "{said}");
}

#[test]
fn a_total_of_a_book_is_no_payment() {
    let books = "reconcile:
  - name: Beds
    books:
      - {partner: icb, path: books/a.csv}
      - {partner: council, path: books/b.csv}\n";
    let plan = format!("{PLAN}{books}");
    let a = "reference,date,amount,description\n1,2025-04-14,100,Becks\n\
        Total,2025-04-30,100,\n";
    let b = "reference,date,amount,description\n1,2025-04-14,100,Grand total of beds\n\
        ,2025-04-30,100,Sub-total\n";
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("books/a.csv", a),
        ("books/b.csv", b),
    ];
    let at = folder("totals-books", &files);
    let told: Value = answer(&run_in(&at, &["reconcile", ".", "--format", "json"]));
    let text = told.to_string();
    assert!(
        text.contains("this row is called `Total`: a total of other rows"),
        "{text}"
    );
    assert!(text.contains("this row is called `Sub-total`"), "{text}");
    let (code, said) = said_of(&at, &["reconcile", "."]);
    assert_eq!(code, Some(1));
    assert!(said.contains("Matched 1 £100.00 1 £100.00 £0.00"), "{said}");
    assert!(said.contains("All 1 £100.00 1 £100.00 £0.00"), "{said}");
}
