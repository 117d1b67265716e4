//! Contracts and the ledger, worked by hand, in folders of their own.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use std::process::Command;
use support::folder;

const REGISTER: &str = "\
contract,title,provider,commissioner,service,area,starts,ends,extends_to,annual_value,total_value
A,Home,Becks Ltd,council,reablement-at-home,north,2025-04-01,2026-03-31,,120000,
B,Night,Moss,icb,night-support,north,2024-04-01,2025-06-30,,36500,
C,Beds one,Tarn,icb,bed-based-intermediate-care,north,2025-04-01,2026-03-31,,,60000
D,Beds two,Tarn,icb,bed-based-intermediate-care,south,2025-04-01,2026-03-31,,50000,
E,Alarms,Vale,council,telecare,north,2025-04-01,2026-03-31,,10000,
";

fn audit(name: &str, ledger: &str, flags: &[&str]) -> Value {
    audit_of(name, REGISTER, ledger, flags)
}

fn audit_of(name: &str, register: &str, ledger: &str, flags: &[&str]) -> Value {
    let text = printed(
        name,
        register,
        ledger,
        &[flags, &["--format", "json"]].concat(),
    );
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// What is printed, each run of blanks and line ends as one space.
fn words_of(name: &str, register: &str, ledger: &str) -> String {
    let text = printed(name, register, ledger, &[]);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn printed(name: &str, register: &str, ledger: &str, flags: &[&str]) -> String {
    let plan = support::tarn_and_vale(&format!(
        "{}pools:\n  - {{id: pool, name: Pool, standing: pooled}}\nschemes:\n  \
         - {{id: home, name: Home, pool: pool, lead: council, service: reablement-at-home}}\n",
        support::agreement("")
    ));
    let text = format!("date,kind,scheme,amount,provider,contract\n{ledger}");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("contracts/all.csv", register),
        ("ledger/2025-26.csv", text.as_str()),
    ];
    let at = folder(name, &files);
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("audit")
        .arg(&at)
        .args(["--as-at", "2025-12-31"])
        .args(flags)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!error.contains("panicked"), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

/// A register of these rows, under the headings of the first.
fn register(rows: &str) -> String {
    let (heading, _) = REGISTER.split_once('\n').unwrap();
    format!("{heading}\n{rows}")
}

#[test]
fn every_payment_is_tied_or_told_and_all_of_them_add_up() {
    let ledger = "\
2025-04-30,spend,home,100.00,BECKS LIMITED,
2025-05-31,spend,home,10.00,,A
2025-05-31,spend,home,1.00,Strangers plc,
2025-06-30,spend,home,2.00,Strangers plc,
2025-06-30,spend,home,4.00,Becks Ltd,Z-9
2025-06-30,spend,home,20.00,Tarn,
2025-06-30,spend,home,40.00,Tarn,D
2025-06-30,spend,home,0.50,,
2025-06-30,income,home,7.00,Becks Ltd,A
2026-01-31,spend,home,999.00,Becks Ltd,A
";
    let money = audit("audit-money-tied", ledger, &[])["money"].clone();
    // The income, and what is dated after the day asked about, are not spend to that day.
    assert_eq!(money["spend"], "177.50");
    // 100 by the provider's other spelling, 10 by the contract, 40 by provider and contract.
    assert_eq!(money["tied"], "150.00");
    assert_eq!(money["several_contracts"], "20.00");
    assert_eq!(money["unnamed"], "0.50");
    // 150 + 7 + 20 + 0.50 = 177.50.
    assert_eq!(
        money["without_contract"],
        json!([
            {"provider": "Becks Ltd", "contract": "Z-9", "amount": "4.00",
             "from": "2025-06", "to": "2025-06"},
            {"provider": "Strangers plc", "contract": "", "amount": "3.00",
             "from": "2025-05", "to": "2025-06"},
        ])
    );
    // B ended on the last day of the ledger's last month and was in force through it; C may be what
    // Tarn was paid for.
    assert_eq!(money["unpaid"], json!(["B", "E"]));
    // Becks 104, Tarn 60, Strangers 3, of 167: 10,816 + 3,600 + 9 = 14,425; of 27,889, × 10,000.
    assert_eq!(money["concentration_index"], "5172");
    assert_eq!(
        money["providers"][0],
        json!({"provider": "BECKS LIMITED", "paid": "104.00"})
    );
}

#[test]
fn what_is_paid_after_the_end_or_beyond_the_value_is_told() {
    let ledger = "\
2025-07-31,spend,home,50.00,,B
2025-08-31,spend,home,60.00,,B
2025-09-30,spend,home,70.00,,B
2025-04-30,spend,home,126000.00,,A
2025-04-30,spend,home,63000.01,,C
2025-04-30,spend,home,9556.00,,B
";
    let money = audit("audit-money-over", ledger, &[])["money"].clone();
    // B ended on 30 June; July begins one day after, August 32.
    assert_eq!(
        money["after_end"],
        json!([{"contract": "B", "ended": "2025-06-30", "amount": "130.00",
                "from": "2025-08", "to": "2025-09"}])
    );
    // A's £120,000 and 5% is £126,000, not exceeded. C's total of £60,000 and 5% is £63,000. B has
    // £100 a day for the 91 days of April to June, £9,100 and 5% £9,555; July's £50 is in arrears.
    assert_eq!(
        money["beyond_value"],
        json!([
            {"contract": "B", "year": "2025-26", "paid": "9606.00", "value": "9100.00"},
            {"contract": "C", "year": null, "paid": "63000.01", "value": "60000.00"},
        ])
    );
    let wide = audit("audit-money-wide", ledger, &["--tolerance", "6"]);
    assert_eq!(wide["money"]["beyond_value"], json!([]));
}

#[test]
fn a_contract_without_an_end_is_checked_year_by_year() {
    let rows = register("A,Home,Becks,council,reablement-at-home,north,2025-04-01,,,1200,\n");
    let ledger = "2025-04-30,spend,home,2000.00,Becks,\n";
    let money = audit_of("audit-money-open", &rows, ledger, &[])["money"].clone();
    // £1,200 a year over the 365 days of 2025-26.
    assert_eq!(
        money["beyond_value"],
        json!([{"contract": "A", "year": "2025-26", "paid": "2000.00", "value": "1200.00"}])
    );
}

#[test]
fn a_contract_recorded_twice_is_paid_once() {
    let both = "Home,Becks Ltd,council,reablement-at-home,north,2025-04-01,2026-03-31,,120000,\n";
    let rows = register(&format!("A,{both}B,{both}"));
    let ledger = "\
2025-04-30,spend,home,100.00,Becks Ltd,
2025-05-31,spend,home,50.00,,A
2025-05-31,spend,home,25.00,Becks Ltd,B
";
    let answer = audit_of("audit-money-twice", &rows, ledger, &[]);
    assert_eq!(answer["recorded_twice"][0]["contracts"], json!(["A", "B"]));
    // 100 + 50 + 25, by provider, by reference, and by the reference of the one left out.
    assert_eq!(answer["money"]["tied"], "175.00");
    assert_eq!(answer["money"]["several_contracts"], "0.00");
    assert_eq!(answer["money"]["unpaid"], json!([]));
}

#[test]
fn a_contract_left_out_still_stands_in_its_register() {
    let rows = register(
        "A,Home,Becks Ltd,council,reablement-at-home,north,,2026-03-31,,120000,\n\
         B,Night,Moss,icb,night-support,north,2025-04-01,2026-03-31,,36500,\n\
         C,Day,Moss,icb,night-support,south,,2026-03-31,,36500,\n",
    );
    let ledger = "\
2025-04-30,spend,home,100.00,Becks Ltd,A
2025-05-31,spend,home,50.00,BECKS LIMITED,
2025-05-31,spend,home,8.00,Moss,
2025-05-31,spend,home,4.00,Moss,B
2025-05-31,spend,home,2.00,Vale,Z
";
    let answer = audit_of("audit-money-left-out", &rows, ledger, &[]);
    let money = &answer["money"];
    let why = "it has no start date";
    assert_eq!(
        money["on_left_out"],
        json!([
            {"contract": "A", "why": why, "provider": "Becks Ltd", "amount": "100.00",
             "from": "2025-04", "to": "2025-04"},
            {"contract": "A", "why": why, "provider": "BECKS LIMITED", "amount": "50.00",
             "from": "2025-05", "to": "2025-05"},
        ])
    );
    // Moss has another contract, of which no day is known: the 8 may be for either.
    assert_eq!(money["several_contracts"], "8.00");
    assert_eq!(money["tied"], "4.00");
    assert_eq!(money["without_contract"].as_array().unwrap().len(), 1);
    // 150 + 8 + 4 + 2.
    assert_eq!(money["spend"], "164.00");
    let text = words_of("audit-money-left-out-text", &rows, ledger);
    assert!(text.contains("Paid on contracts left out"), "{text}");
    assert!(
        text.contains("on contracts left out of this audit £150.00"),
        "{text}"
    );
}

#[test]
fn nobody_paid_is_qualified_by_what_names_nobody() {
    let rows = register(
        "A,Home,Becks,council,reablement-at-home,north,2025-04-01,2026-03-31,,1200,\n\
         B,Night,Moss,icb,night-support,north,2025-04-01,2026-03-31,,120000,\n",
    );
    let ledger = "2025-04-30,spend,home,100.00,Becks,\n";
    let without = words_of("audit-money-named", &rows, ledger);
    assert!(
        without
            .contains("One contract, £120,000.00 a year, is paid from other books, or not at all."),
        "{without}"
    );
    let ledger = format!("{ledger}2025-05-31,spend,home,10000.00,,\n");
    let with = words_of("audit-money-nameless", &rows, &ledger);
    assert!(
        with.contains(
            "One contract, £120,000.00 a year, is paid by the £10,000.00 that names neither \
             provider nor contract, from other books, or not at all."
        ),
        "{with}"
    );
    let ledger = "2025-04-30,spend,home,100.00,Becks,\n2025-05-31,spend,home,9.00,Mos,\n\
                  2025-05-31,spend,home,ten,Moss,\n";
    let strange = words_of("audit-money-strange", &rows, ledger);
    assert!(
        strange.contains(
            "is paid under another name, among what has no contract behind it, by rows of the \
             ledger that could not be read, from other books, or not at all."
        ),
        "{strange}"
    );
}

#[test]
fn a_total_is_checked_without_an_end_and_an_unknown_value_is_named() {
    let rows = register(
        "A,Home,Becks,council,reablement-at-home,north,2025-04-01,,,,60000\n\
         B,Night,Moss,icb,night-support,north,2025-04-01,2026-03-31,,tbc,\n\
         C,Beds,Tarn,icb,bed-based-intermediate-care,north,2025-04-01,,,1000,\n\
         C,Beds,Tarn,icb,bed-based-intermediate-care,south,2025-04-01,,,,50000\n",
    );
    let ledger = "\
2025-04-30,spend,home,600000.00,,A
2025-05-31,spend,home,100000.00,,B
2025-05-31,spend,home,30000.00,,C
";
    let money = audit_of("audit-money-total", &rows, ledger, &[])["money"].clone();
    assert_eq!(
        money["beyond_value"],
        json!([{"contract": "A", "year": null, "paid": "600000.00", "value": "60000.00"}])
    );
    // C is worth £1,000 a year and, without an end, £50,000 in nobody knows how many.
    assert_eq!(money["value_not_known"], json!(["B", "C"]));
    let text = words_of("audit-money-total-text", &rows, ledger);
    assert!(
        text.contains(
            "Whether too much was paid on two contracts cannot be told, for their value is not \
             known: B and C."
        ),
        "{text}"
    );
}

#[test]
fn concentration_is_reckoned_of_sums_of_any_size() {
    let ledger = "\
2025-04-30,spend,home,3000000000000000.00,Becks,
2025-04-30,spend,home,1.00,Moss,
";
    let money = audit("audit-money-huge", ledger, &[])["money"].clone();
    // (3 × 10^15)² of (3 × 10^15 + 1)², × 10,000, is less than a millionth short of 10,000.
    assert_eq!(money["concentration_index"], "10000");
}

#[test]
fn a_ledger_changes_nothing_else_and_none_gives_nothing() {
    let with = audit("audit-money-with", "2025-04-30,spend,home,1.00,,A\n", &[]);
    let without = audit("audit-money-none", "", &[]);
    assert_eq!(without["money"], Value::Null);
    for key in ["overlaps", "breaks", "cliffs", "opportunities"] {
        assert_eq!(with[key], without[key], "{key}");
    }
}
