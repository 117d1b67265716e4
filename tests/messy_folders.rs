//! Planning folders as people keep them: totals under a budget by month, rows of a scheme that is
//! misspelt, an entry of `files:` as it is printed. Figures worked by hand.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;
use support::{answer, folder, printed, run_in};

fn said_of(at: &Path, asked: &[&str]) -> String {
    let said = printed(&run_in(at, asked));
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn schemes_together_are_not_computed_where_a_row_may_be_of_any() {
    let plan = "jcplan: 1\nid: t\nname: T\npartners:\n  \
        - {id: icb, name: NHS T ICB, kind: integrated-care-board}\n  \
        - {id: council, name: T Council, kind: unitary-authority}\n\
        pools:\n  - {id: care, name: Care fund, host: council}\n\
        schemes:\n  \
        - {id: home, name: Home, pool: care, baseline: {2025-26: \"1200\"}}\n  \
        - {id: beds, name: Beds, pool: care, baseline: {2025-26: \"1200\"}}\n";
    let rows = "date,kind,scheme,amount\n2025-04-30,spend,home,90\n2025-04-30,spend,beds,80\n";
    let told = |rows: &str| {
        let files = [("partnership.yaml", plan), ("ledger/a.csv", rows)];
        let at = folder("messy-together", &files);
        let asked = ["pool", "--through", "2025-26-M01", "--as-at", "2025-05-20"];
        said_of(&at, &asked)
    };
    // A month is a twelfth of £1,200: £200 expected of both, £170 spent.
    let whole = told(rows);
    assert!(
        whole.contains("All £200.00 £170.00 -£30.00 -15.0%"),
        "{whole}"
    );
    // Neither scheme has a risk share: no part of a share stands for the whole.
    let word = "Shares are not computed, nor balances with them: see the last part.";
    assert!(whole.contains(word), "{whole}");
    let files = [("partnership.yaml", plan), ("ledger/a.csv", rows)];
    let at = folder("messy-shares-unknown", &files);
    let asked = ["pool", "--through", "2025-26-M01", "--as-at", "2025-05-20"];
    let csv = printed(&run_in(&at, &[&asked[..], &["--format", "csv"]].concat()));
    let says = |line: &str, words: &str| {
        let mut lines = csv.lines();
        let has = |l: &str| l.contains("positions") && l.contains(&format!(",{line},icb,,{words}"));
        lines.any(has)
    };
    assert!(says("paid", "0.00"), "{csv}");
    for line in ["share", "balance"] {
        assert!(says(line, ",,,not computed"), "{csv}");
    }
    let torn = told(&format!("{rows}2025-04-30,spend,hoem,70\n"));
    assert!(
        torn.contains("Home £100.00 £90.00 -£10.00 -10.0%"),
        "{torn}"
    );
    assert!(
        torn.contains("All not computed not computed not computed"),
        "{torn}"
    );
}

#[test]
fn the_entry_that_is_printed_reads_a_file_whose_source_is_another_source() {
    let paid = "Supplier,Date,Net Amount,Expense Area,Source\n\
        Becks,2025-04-13,100.50,Adults,CQ\nMoss,2025-04-14,20,Adults,IV\n";
    let at = folder("messy-source", &[("p.csv", paid)]);
    let asked = [
        "columns",
        "p.csv",
        "--as-at",
        "2025-09-30",
        "--format",
        "json",
    ];
    let told = answer(&run_in(&at, &asked));
    let entry = told["mapping"].as_str().unwrap();
    assert!(entry.contains("    source: \"\""), "{entry}");
    let plan = "jcplan: 1\nid: t\nname: T\npartners:\n  \
        - {id: icb, name: NHS T ICB, kind: integrated-care-board}\n  \
        - {id: council, name: T Council, kind: unitary-authority}\n\
        pools:\n  - {id: care, host: council}\nschemes:\n  - {id: home, pool: care}\n";
    let plan = format!("{plan}{entry}");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("finance/p.csv", paid),
        ("mappings/schemes.csv", "area,scheme\nAdults,home\n"),
    ];
    let at = folder("messy-source-folder", &files);
    let said = said_of(&at, &["totals", "--as-at", "2025-09-30"]);
    assert!(said.contains("2025-26 spend 1 £120.50"), "{said}");
}

#[test]
fn a_folder_without_a_register_says_where_one_belongs() {
    let plan = "jcplan: 1\nid: t\nname: T\npartners:\n  \
        - {id: icb, name: NHS T ICB, kind: integrated-care-board}\n";
    let at = folder("messy-none", &[("partnership.yaml", plan)]);
    let said = said_of(&at, &["audit", "--as-at", "2025-09-30"]);
    assert!(
        said.contains("no contract register: put it into `contracts/`"),
        "{said}"
    );
}

#[test]
fn a_total_under_a_budget_by_month_is_told_once() {
    let plan = "jcplan: 1\nid: t\nname: T\npartners:\n  \
        - {id: icb, name: NHS T ICB, kind: integrated-care-board}\n  \
        - {id: council, name: T Council, kind: unitary-authority}\n\
        pools:\n  - {id: care, host: council}\nschemes:\n  - {id: home, pool: care}\n\
        files:\n  - {path: b.csv, as: ledger, kind: baseline, months: Apr..Mar, year: 2025-26}\n";
    let others = ",,,,,,,,,";
    let months = ",Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar";
    let budget = format!(
        "scheme,Apr,May,Jun{months}\nhome,1,2,3{others}\nTotal,1,2,3{others}\nhome,4,x,y{others}\n"
    );
    let at = folder(
        "messy-months",
        &[("partnership.yaml", plan), ("b.csv", &budget)],
    );
    let said = said_of(&at, &["check", "--as-at", "2025-09-30"]);
    assert_eq!(
        said.matches("this row is called `Total`").count(),
        1,
        "{said}"
    );
    // Months that cannot be read are each told.
    assert_eq!(
        said.matches("cannot be read as an amount").count(),
        2,
        "{said}"
    );
    let said = said_of(&at, &["totals", "--as-at", "2025-09-30"]);
    // The row of the total, and two months: 1 + 2 + 3 + 4 is what is left.
    assert!(said.contains("2025-26 baseline 3 £10.00"), "{said}");
    assert!(
        said.contains("called `Total`: a total of other rows [2025-26]"),
        "{said}"
    );
    assert!(said.contains("(and 1 more row) [scheme home"), "{said}");
}
