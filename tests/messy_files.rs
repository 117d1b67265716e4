//! Registers and files of payments as people keep them: totals, titles and headings among the rows,
//! words where a name is not known, columns that are missing. Figures worked by hand.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::{answer, folder, printed, run_in};

const HEADING: &str = "contract,title,provider,service,starts,ends,annual_value";
const YEAR: &str = "home-care,2025-04-01,2026-03-31";

fn audit(at: &Path, files: &[&str]) -> Value {
    let day = ["--as-at", "2025-09-30", "--format", "json"];
    answer(&run_in(at, &[&["audit"], files, &day].concat()))
}

fn register(name: &str, heading: &str, rows: &[String]) -> Value {
    let text = format!("{heading}\n{}\n", rows.join("\n"));
    audit(&folder(name, &[("r.csv", text.as_str())]), &["r.csv"])
}

/// £100 and £200 a day for 365 days.
fn two(a: &str, b: &str) -> [String; 2] {
    [
        format!("{a},One,Becks,{YEAR},36500"),
        format!("{b},Two,Moss,{YEAR},73000"),
    ]
}

#[test]
fn totals_titles_and_headings_among_the_rows_are_no_contracts() {
    let [a, b] = two("A", "B");
    let others = [
        "Adults North,,,,,,".to_owned(),
        a,
        "Sub-total:,,,,,,36500".to_owned(),
        HEADING.to_owned(),
        b,
        // A total with days would else be a third contract, and bought twice.
        format!("GRAND TOTAL,,,{YEAR},109500"),
        ",,,,,,109500".to_owned(),
    ];
    let told = register("messy-rows", HEADING, &others);
    assert_eq!(told["rows"], json!({"read": 7, "used": 2, "left_out": 5}));
    assert_eq!(told["contracts"], 2);
    assert_eq!(told["overlaps"][0]["contracts"], json!(["A", "B"]));
    assert_eq!(told["overlaps"][0]["cost_at_stake"], "36500.00");
    let attention = told["attention"].to_string();
    for said in [
        "the row on line 2 holds nothing but `Adults North`",
        "the row on line 4 is a total",
        "the heading stands again on line 5",
        "the row on line 7 is a total",
        "the row on line 8 holds nothing but `109500`",
    ] {
        assert!(attention.contains(said), "{said}: {attention}");
    }
}

#[test]
fn rows_below_a_heading_of_another_order_are_not_read_by_the_first() {
    let [a, _] = two("A", "B");
    let other = "contract,provider,title,service,starts,ends,annual_value".to_owned();
    let rows = [a, other, format!("B,Moss,Two,{YEAR},73000")];
    let told = register("messy-order", HEADING, &rows);
    assert_eq!(told["rows"], json!({"read": 3, "used": 1, "left_out": 2}));
    assert_eq!(told["overlaps"], json!([]));
    let attention = told["attention"].to_string();
    assert!(attention.contains("another heading stands on line 3, in another order"));
}

#[test]
fn two_contracts_without_a_reference_are_not_one() {
    for word in ["N/A", "TBC", "-", "tbc", "None"] {
        let told = register("messy-references", HEADING, &two(word, word));
        assert_eq!(told["contracts"], 2, "{word}");
        assert_eq!(told["overlaps"][0]["contracts"], json!(["row 2", "row 3"]));
        assert_eq!(told["overlaps"][0]["cost_at_stake"], "36500.00");
        let said = format!("has no reference: `{word}` is none");
        assert!(told["attention"].to_string().contains(&said), "{told}");
    }
}

#[test]
fn providers_that_are_not_named_are_not_one() {
    let row = |reference, who| format!("{reference},Home care,{who},{YEAR},36500");
    let told = |a, b| register("messy-names", HEADING, &[row("A", a), row("B", b)]);
    // One name, one pair of dates, one title: the second is the first once more.
    let named = told("Becks", "Becks Ltd");
    assert_eq!(named["recorded_twice"].as_array().unwrap().len(), 1);
    // Two that are kept back may be two.
    let redacted = told("REDACTED", "Redacted Personal Data");
    assert_eq!(redacted["recorded_twice"], json!([]));
    assert_eq!(redacted["overlaps"][0]["cost_at_stake"], "36500.00");
}

#[test]
fn one_contract_recorded_with_two_values_may_be_two() {
    let row = |reference, value| format!("{reference},Home care,Becks,{YEAR},{value}");
    let told = |a, b| register("messy-values", HEADING, &[row("A", a), row("B", b)]);
    let differ = |told: &Value| told["recorded_twice"][0]["values_differ"].clone();
    assert_eq!(differ(&told("36500", "73000")), true);
    assert_eq!(differ(&told("36500", "36500.00")), false);
    // Of an unknown value nothing can be said.
    assert_eq!(differ(&told("36500", "TBC")), false);
    let text = format!("{HEADING}\n{}\n{}\n", row("A", "36500"), row("B", "73000"));
    let at = folder("messy-values-said", &[("r.csv", text.as_str())]);
    let said = said_of(&at, &["audit", "r.csv", "--as-at", "2025-09-30"]);
    let word = "but their values differ, £36,500.00 a year and £73,000.00 a year: they may be two";
    assert!(said.contains(word), "{said}");
}

#[test]
fn a_register_without_ends_says_that_all_its_contracts_are_taken_for_open() {
    let heading = "contract,title,provider,service,starts,annual_value";
    let rows = ["A,One,Becks,home-care,2015-04-01,36500".to_owned()];
    let text = format!("{heading}\n{}\n", rows.join("\n"));
    let at = folder("messy-ends", &[("r.csv", text.as_str())]);
    let output = run_in(&at, &["audit", "r.csv", "--as-at", "2025-09-30"]);
    assert_eq!(output.status.code(), Some(1));
    let said = printed(&output)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let told = "no column of r.csv says when contracts end: all of them are taken for open-ended";
    assert!(said.contains(told), "{said}");
}

#[test]
fn headings_of_value_and_end_that_are_not_read_are_told() {
    let heading = "Contract Ref,Contract Title,Supplier Name,Start Date,Contract Expiry,\
                   Total contract value (whole life),Annual value (£'000),Extended to";
    let row = |reference, who, total| {
        format!("{reference},Home care,{who},01/04/2025,31/03/2027,{total},36.5,")
    };
    let rows = [row("A", "Becks", 73000), row("B", "Moss", 146_000)];
    let told = register("messy-headings", heading, &rows);
    // £73,000 over 730 days is £100 a day, and so for 730 days.
    assert_eq!(told["overlaps"][0]["days"], 730);
    assert_eq!(told["overlaps"][0]["cost_at_stake"], "73000.00");
    let attention = told["attention"].to_string();
    for said in [
        "the column `Annual value (£'000)` is not read",
        "`Extended to` is not read",
    ] {
        assert!(attention.contains(said), "{said}: {attention}");
    }
    assert!(!attention.contains("whole life"), "{attention}");
}

#[test]
fn totals_among_payments_are_no_payments() {
    let paid = "Department,Supplier,Payment Date,Amount\n\
        Adults,Becks,13/04/2025,100\nAdults,Moss,14/04/2025,200\n\
        Adults,Total,30/04/2025,300\nGrand total,,30/04/2025,300\n";
    let at = folder("messy-payments", &[("p.csv", paid)]);
    let told = audit(&at, &["p.csv"]);
    assert_eq!(told["payments"][0]["used"], 2);
    assert_eq!(told["payments"][0]["left_out"], 2);
    assert_eq!(told["money"]["spend"], "300.00");
}

#[test]
fn words_for_nobody_name_no_provider_and_no_contract() {
    let text = format!("{HEADING}\n{}\n", two("A", "B").join("\n"));
    let paid = "Supplier,Payment Date,Amount,Contract Reference\n\
        Becks,2025-04-13,100,N/A\nREDACTED,2025-04-14,80,\nVarious,2025-04-14,20,-\n";
    let at = folder("messy-nobody", &[("r.csv", text.as_str()), ("p.csv", paid)]);
    let money = &audit(&at, &["r.csv", "p.csv"])["money"];
    assert_eq!(money["tied"], "100.00");
    assert_eq!(money["unnamed"], "100.00");
    // All that names somebody is of one: 100 × 100.
    assert_eq!(money["concentration_index"], "10000");
}

#[test]
fn a_column_of_amounts_that_is_there_twice_is_told() {
    let paid = "Supplier,Payment Date,Amount,Amount\nBecks,2025-04-13,120,100\n";
    let at = folder("messy-twice", &[("p.csv", paid)]);
    for command in [["audit", "p.csv"], ["columns", "p.csv"]] {
        let output = run_in(&at, &[&command[..], &["--as-at", "2025-09-30"]].concat());
        let said = printed(&output)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            said.contains("the column `Amount` is there twice (the first is read"),
            "{said}"
        );
    }
    let output = run_in(&at, &["audit", "p.csv", "--as-at", "2025-09-30"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_provider_that_gave_back_more_than_it_was_paid_has_no_share() {
    let paid = "Supplier,Payment Date,Amount\nBecks,2025-04-13,100\nMoss,2025-04-14,-30\n";
    let at = folder("messy-shares", &[("p.csv", paid)]);
    let output = run_in(&at, &["audit", "p.csv", "--as-at", "2025-09-30"]);
    let said = printed(&output)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        said.contains("Of £100.00 that names its provider"),
        "{said}"
    );
    let told = "One more gave back more than it was paid (-£30.00), and has no share.";
    assert!(said.contains(told), "{said}");
}

fn said_of(at: &Path, asked: &[&str]) -> String {
    let said = printed(&run_in(at, asked));
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_last_day_that_stands_for_none_is_pointed_out() {
    let told = |ends: &str| {
        let rows = [
            format!("A,One,Becks,home-care,2025-04-01,{ends},36500"),
            "B,Two,Moss,home-care,2025-04-01,,36500".to_owned(),
        ];
        let text = format!("{HEADING}\n{}\n", rows.join("\n"));
        let at = folder("messy-far", &[("r.csv", text.as_str())]);
        said_of(&at, &["audit", "r.csv", "--as-at", "2025-09-30"])
    };
    let word =
        "The last overlap is reckoned to 31 December 2099: where such a day stands for no end";
    assert!(told("2099-12-31").contains(word));
    assert!(!told("2035-12-31").contains("reckoned to"));
}

#[test]
fn values_of_a_year_and_in_all_are_never_added_up_together() {
    let heading = "contract,title,provider,starts,ends,annual_value,total_value";
    let text = |rows: &str| format!("{heading}\n{rows}");
    let days = "2025-04-01,2026-03-31";
    let a = text(&format!(
        "A,Grass,Becks,{days},300,\nB,Bins,Moss,{days},,5000\nC,Ice,Ash,{days},,\n"
    ));
    let b = text(&format!(
        "A,Grass,Becks,{days},40,\nD,Ink,Elm,{days},7,60\n"
    ));
    let at = folder(
        "messy-sums",
        &[("a.csv", a.as_str()), ("b.csv", b.as_str())],
    );
    let said = said_of(&at, &["audit", "a.csv", "b.csv", "--as-at", "2025-09-30"]);
    // A year 300, 40 and 7, which goes before the 60 in all of D; in all 5000. A stands in both files.
    let told = "finds: £5,000.00 in all and £347.00 a year as recorded, 1 contract of unknown value. \
                1 reference stands in several files, together 2 times in this";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_buyer_that_is_its_own_area_is_named_once() {
    let heading = "Notice Identifier,Organisation Name,Awarded Value,Title,Contract start date,\
                   Contract end date,\"Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]\"";
    let row = |reference, value| {
        format!("{reference},Tarn Council,{value},Domiciliary care,01/04/2025,31/03/2026,")
    };
    let text = format!("{heading}\n{}\n{}\n", row("A", 36500), row("B", 73000));
    let at = folder("messy-buyer", &[("cf.csv", text.as_str())]);
    let said = said_of(&at, &["audit", "cf.csv", "--as-at", "2025-09-30"]);
    let told = "Tarn Council buys home care twice over until 31 March 2026; the smaller one costs \
                £36,500.00 a year.";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_description_stands_for_the_title_where_there_is_none() {
    let heading = "Contract Ref,Description,Supplier,Start Date,End Date,Annual Value";
    let row = |reference, who, value| {
        format!("{reference},Reablement at home,{who},2025-04-01,2026-03-31,{value}")
    };
    let rows = [row("A", "Becks", 36500), row("B", "Moss", 73000)];
    let told = register("messy-described", heading, &rows);
    // £100 a day for 365 days.
    assert_eq!(told["overlaps"][0]["cost_at_stake"], "36500.00");
    let why = "Contract Title,Description,Supplier,Start Date,End Date\n\
        Lot 7,Reablement at home,Becks,2025-04-01,2026-03-31\n";
    let at = folder("messy-titled", &[("r.csv", why)]);
    let told = audit(&at, &["r.csv"]);
    assert_eq!(told["unclassified"][0]["title"], "Lot 7");
}

#[test]
fn an_amount_without_vat_goes_before_one_that_does_not_say() {
    let paid = "Supplier,Payment Date,Amount,VAT,Amount (excl. VAT)\nBecks,2025-04-13,120,20,100\n";
    let at = folder("messy-vat", &[("p.csv", paid)]);
    assert_eq!(audit(&at, &["p.csv"])["money"]["spend"], "100.00");
}

#[test]
fn a_payment_that_names_a_contract_of_somebody_else_is_told() {
    let redacted = format!("C,Three,REDACTED,{YEAR},36500");
    let text = format!("{HEADING}\n{}\n{redacted}\n", two("A", "B").join("\n"));
    let paid = "Supplier,Payment Date,Amount,Contract Reference\n\
        Becks Ltd,2025-04-13,100,A\nAsh,2025-04-14,80,A\nAsh,2025-05-14,20,A\n\
        Moss,2025-05-14,30,A\nAsh,2025-05-14,7,C\nREDACTED,2025-05-14,5,B\n";
    let at = folder("messy-others", &[("r.csv", text.as_str()), ("p.csv", paid)]);
    let money = &audit(&at, &["r.csv", "p.csv"])["money"];
    // All is tied: 100 + 80 + 20 + 30 + 7 + 5. C and the last payment name nobody.
    assert_eq!(money["tied"], "242.00");
    let told = json!([
        {"contract": "A", "provider": "Ash", "amount": "100.00", "from": "2025-04", "to": "2025-05"},
        {"contract": "A", "provider": "Moss", "amount": "30.00", "from": "2025-05", "to": "2025-05"},
    ]);
    assert_eq!(money["to_other_providers"], told);
    let said = said_of(&at, &["audit", "r.csv", "p.csv", "--as-at", "2025-09-30"]);
    assert!(said.contains("£130.00 was paid so"), "{said}");
}
