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

#[test]
fn names_and_titles_that_only_sound_like_totals_are_real() {
    let heading = "contract,title,provider,service,starts,ends,annual_value";
    let year = "home-care,2025-04-01,2026-03-31,36500";
    let rows = [
        format!("TBC-001,Total communication support,Total Care Ltd,{year}"),
        format!("NA-2,Grand Total,The Grand Total Nursing Co,{year}"),
        format!("Total,Contract,Various Voices CIC,{year}"),
        format!("C-4,Provider,Redacted Coffee Ltd,{year}"),
    ];
    let text = format!("{heading}\n{}\n", rows.join("\n"));
    let at = folder("totals-real", &[("r.csv", text.as_str())]);
    let asked = ["audit", "r.csv", "--as-at", "2025-09-30"];
    let told: Value = answer(&run_in(&at, &[&asked[..], &["--format", "json"]].concat()));
    assert_eq!(told["rows"]["used"], 4);
    assert_eq!(
        told["overlaps"][0]["contracts"].as_array().unwrap().len(),
        4
    );
    // Four of one yearly value: all but one of them.
    assert_eq!(told["overlaps"][0]["cost_at_stake"], "109500.00");
    assert_eq!(told["attention"].as_array().unwrap().len(), 0, "{told}");
}

#[test]
fn totals_that_say_of_what_are_left_out_by_name() {
    let paid = "Department,Supplier,Payment Date,Amount\n\
        Adults,Total Care Ltd,2025-04-13,100\nAdults,Moss,2025-04-14,200\n\
        ,Total for April,2025-04-30,300\nTotal spend (2 payments),,2025-04-30,300\n";
    let at = folder("totals-of-what", &[("p.csv", paid)]);
    let (code, said) = said_of(&at, &["audit", "p.csv", "--as-at", "2025-09-30"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("2 payments of £300.00 in all"), "{said}");
    for line in [4, 5] {
        let told = format!("the row on line {line} is a total (left out as the sum");
        assert!(said.contains(&told), "{said}");
    }
}

#[test]
fn a_row_called_a_total_that_names_who_was_paid_is_one_only_if_it_is_the_sum() {
    let told = |amount: &str| {
        let paid = format!(
            "Department,Supplier,Payment Date,Amount\nAdults,Becks,2025-04-13,100\n\
             Adults,Becks,2025-04-14,200\nTotal,Becks,2025-04-30,{amount}\n"
        );
        let at = folder("totals-or-not", &[("p.csv", paid.as_str())]);
        said_of(&at, &["audit", "p.csv", "--as-at", "2025-09-30"])
    };
    let (code, sum) = told("300");
    assert_eq!(code, Some(1));
    assert!(sum.contains("2 payments of £300.00 in all"), "{sum}");
    assert!(
        sum.contains("is called `Total` and is the sum of those above"),
        "{sum}"
    );
    let (code, real) = told("301");
    assert_eq!(code, Some(0));
    assert!(real.contains("3 payments of £601.00 in all"), "{real}");
    assert!(real.contains("is not the sum of those above"), "{real}");
}

#[test]
fn dashes_and_names_kept_back_are_nobody_however_they_are_written() {
    let heading = "contract,title,provider,service,starts,ends,annual_value";
    let row = |dash, value| {
        format!("{dash},Beds,REDACTED {dash} PERSONAL DATA,home-care,2025-04-01,2026-03-31,{value}")
    };
    let text = format!("{heading}\n{}\n{}\n", row("–", 36500), row("—", 73000));
    let at = folder("totals-dashes", &[("r.csv", text.as_str())]);
    let asked = [
        "audit",
        "r.csv",
        "--as-at",
        "2025-09-30",
        "--format",
        "json",
    ];
    let told: Value = answer(&run_in(&at, &asked));
    // Two people are not one: £100 a day for 365 days, and nothing recorded twice.
    assert_eq!(told["recorded_twice"].as_array().unwrap().len(), 0);
    assert_eq!(
        told["overlaps"][0]["contracts"].to_string(),
        "[\"row 2\",\"row 3\"]"
    );
    assert_eq!(told["overlaps"][0]["cost_at_stake"], "36500.00");
}

#[test]
fn where_every_name_is_kept_back_nobody_says_that_several_are_paid() {
    let text = "contract,title,provider,service,starts,ends,annual_value\n\
        A,One,REDACTED,home-care,2025-04-01,2026-03-31,36500\n\
        B,Two,Name withheld,home-care,2025-04-01,2026-03-31,73000\n";
    let at = folder("totals-kept-back", &[("r.csv", text)]);
    let (_, said) = said_of(&at, &["audit", "r.csv", "--as-at", "2025-09-30"]);
    let told = "365 days: 2 contracts; not every provider is named. Cost at stake £36,500.00.";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_total_in_many_words_or_behind_blanks_is_one_to_every_reader() {
    let real = "1,Becks,14/04/2025,100.00\n2,Moss,14/04/2025,200.00\n";
    let long = "Total payments for the financial year to date, including VAT";
    let blanks = format!("{}Total", " ".repeat(60));
    for total in [long, &blanks] {
        let rows = format!("{real}\"{total}\",,14/04/2025,300.00\n");
        let (code, said) = said_of(&mapped("totals-long", "", &rows), &["totals", "."]);
        assert_eq!(code, Some(1), "{said}");
        assert!(
            said.contains("£300.00") && !said.contains("£600.00"),
            "{said}"
        );
    }
}

#[test]
fn a_grand_total_below_sums_of_parts_is_no_payment() {
    // £100 and £60, then £30 and £20: £160, £50 and £210 of them are sums.
    let rows = "Care,Acme,14/04/2025,100.00\nCare,Acme,15/04/2025,60.00\nTotal,Acme,30/04/2025,160.00\n\
        Beds,Acme,16/04/2025,30.00\nBeds,Acme,17/04/2025,20.00\nTotal,Acme,30/04/2025,50.00\n\
        Grand total,Acme,30/04/2025,210.00\n";
    let text = format!("Department,Supplier,Date,Amount\n{rows}");
    let at = folder("totals-grand", &[("s.csv", text.as_str())]);
    let (_, said) = said_of(&at, &["audit", "s.csv", "--as-at", "2025-09-30"]);
    assert!(said.contains("7 = 4 used + 3 left out"), "{said}");
    assert!(said.contains("£210.00"), "{said}");
}

#[test]
fn a_file_of_payments_with_a_from_and_a_to_is_no_register() {
    let text = "Date,Supplier,Amount,From,To\n2025-04-30,Becks,10.00,2025-04-01,2025-04-30\n";
    let at = folder("totals-from-to", &[("s.csv", text)]);
    let (_, said) = said_of(&at, &["audit", "s.csv", "--as-at", "2025-09-30"]);
    assert!(said.contains("Rows of payments 1 = 1 used"), "{said}");
    assert!(said.contains("£10.00"), "{said}");
}

#[test]
fn contracts_without_a_reference_are_not_one_in_several_files() {
    let row = |reference: &str, title: &str| {
        format!(
            "contract,title,provider,starts,ends\n{reference},{title},Becks,2025-04-01,2026-03-31\n"
        )
    };
    let (one, two) = (row("N/A", "Window cleaning"), row("TBC", "Grass cutting"));
    let at = folder("totals-no-ref", &[("a.csv", one.as_str()), ("b.csv", &two)]);
    let (_, said) = said_of(&at, &["audit", "a.csv", "b.csv", "--as-at", "2025-09-30"]);
    assert!(said.contains("2 contracts whose service"), "{said}");
    assert!(!said.contains("in several files"), "{said}");
}
