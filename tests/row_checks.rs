//! Checks of single ledger rows: days, kinds of money, settlements, and payments posted twice.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::path::Path;
use support::{agreement, answer, folder, run, tarn_and_vale, told};

const DAY: &str = "2026-05-01";

/// A pooled fund, an aligned one, and a scheme of each nature in the first.
fn plan(lines: &str) -> String {
    tarn_and_vale(&format!(
        "providers:\n  - {{id: fellside-care, name: Fellside Care Ltd}}\n{}pools:\n  \
         - id: care\n    host: council\n    contributions:\n      \
         - {{partner: council, source: dfg, year: 2025-26, amount: £2m, capital: true}}\n      \
         - {{partner: council, source: other, year: 2025-26, amount: £1m, capital: true}}\n      \
         - {{partner: council, source: other, year: 2026-27, amount: £1m, capital: true}}\n      \
         - {{partner: icb, source: other, year: 2026-27, amount: £1m}}\n  \
         - {{id: beside, host: council, standing: aligned}}\nschemes:\n  \
         - {{id: homes, pool: care, lead: council, nature: capital}}\n  \
         - {{id: visits, pool: care, lead: council, risk_share: each-bears-own}}\n{lines}",
        agreement("")
    ))
}

fn rows(name: &str, file: &str, ledger: &str) -> std::path::PathBuf {
    folder(name, &[("partnership.yaml", &plan("")), (file, ledger)])
}

/// Lines of the ledger a check points at, in order.
fn lines(at: &Path, check: &str) -> Vec<u64> {
    let asked = ["check", "--as-at", DAY, "--only", check, "--format", "json"];
    let answer = answer(&run(at, &asked));
    let findings = answer["findings"].as_array().unwrap();
    let line = |f: &serde_json::Value| f["at"]["line"].as_u64().unwrap();
    findings.iter().map(line).collect()
}

#[test]
fn money_beside_the_pool_needs_no_agreement_and_an_extension_counts() {
    let ledger = "date,kind,pool,scheme,partner,amount\n\
        2024-05-01,contribution,care,,icb,100.00\n\
        2024-05-01,contribution,beside,,icb,100.00\n\
        2028-06-30,spend,,visits,,100.00\n\
        2029-06-30,spend,,visits,,100.00\n";
    let extended = plan("").replace(
        "  ends: 2028-03-31\n",
        "  ends: 2028-03-31\n  extensions: {made: [2029-03-31]}\n",
    );
    let at = folder(
        "rows-dates",
        &[("partnership.yaml", &extended), ("ledger/all.csv", ledger)],
    );
    assert_eq!(lines(&at, "row-before-agreement"), [2]);
    assert_eq!(lines(&at, "row-after-agreement"), [5]);
}

#[test]
fn a_file_named_for_a_year_holds_that_year() {
    let ledger = "date,kind,pool,scheme,from,to,amount,reference\n\
        2025-04-01,spend,,visits,,,1.00,\n\
        2026-03-31,baseline,,visits,,,1.00,\n\
        2026-04-01,income,,visits,,,1.00,\n\
        2026-05-20,settlement,care,,icb,council,1.00,\n\
        2025-03-20,rebase,,visits,,,1.00,board\n\
        2026-04-01,forecast,,visits,,,1.00,\n\
        2025-03-31,spend,,visits,,,1.00,\n";
    let at = rows("rows-year", "ledger/2025-26.csv", ledger);
    assert_eq!(lines(&at, "row-of-other-year"), [4]);
    // The day before the agreement is told once, as that.
    assert_eq!(lines(&at, "row-before-agreement"), [8]);
    let at = rows("rows-no-year", "ledger/spend.csv", ledger);
    assert_eq!(lines(&at, "row-of-other-year"), [0u64; 0]);
}

#[test]
fn capital_is_what_the_plan_says_of_all_of_a_source() {
    let ledger = "date,kind,scheme,source,amount\n\
        2025-05-01,spend,homes,dfg,1.00\n\
        2025-05-01,spend,visits,dfg,2.00\n\
        2025-05-01,spend,visits,other,3.00\n\
        2026-05-01,spend,visits,other,4.00\n\
        2025-05-01,spend,visits,labcg,5.00\n\
        2025-05-01,income,visits,dfg,6.00\n\
        2025-05-01,spend,visits,,7.00\n";
    let at = rows("rows-capital", "ledger/all.csv", ledger);
    // In 2026-27 the source `other` is revenue in part.
    assert_eq!(lines(&at, "capital-on-revenue"), [3, 4]);
}

#[test]
fn a_contribution_paid_comes_from_its_own_side() {
    let ledger = "date,kind,pool,partner,from,to,source,amount\n\
        2025-05-01,contribution,care,icb,,,nhs-minimum,1.00\n\
        2025-05-01,contribution,care,icb,,,dfg,1.00\n\
        2025-05-01,contribution,care,council,,,nhs-additional,1.00\n\
        2025-05-01,contribution,care,council,,,other,1.00\n\
        2025-05-01,passport,care,,icb,fellside-care,dfg,1.00\n\
        2025-05-01,passport,care,,council,fellside-care,nhs-minimum,1.00\n\
        2025-05-01,passport,care,,,fellside-care,dfg,1.00\n";
    let at = rows("rows-side", "ledger/all.csv", ledger);
    assert_eq!(lines(&at, "source-of-other-side"), [3, 4, 6]);
}

#[test]
fn a_settlement_follows_from_a_risk_share_and_a_changed_baseline_from_a_decision() {
    let ledger = "date,kind,pool,scheme,from,to,amount,reference\n\
        2025-10-01,settlement,care,,icb,council,1.00,\n\
        2025-10-01,settlement,care,,icb,icb,1.00,\n\
        2025-10-01,settlement,beside,,icb,council,1.00,\n\
        2025-10-01,settlement,care,,icb,fellside-care,1.00,\n\
        2025-10-01,rebase,,visits,,,1.00,\n\
        2025-10-01,rebase,,visits,,,1.00,minute 4\n";
    let at = rows("rows-settled", "ledger/all.csv", ledger);
    assert_eq!(
        told(&at, "settlement-without-share", DAY),
        [
            "warning: this settlement is from `icb` to itself",
            "warning: pool `beside` is not pooled: there is nothing of it to settle",
            "warning: no risk share of pool `care` gives provider `fellside-care` a part",
        ]
    );
    assert_eq!(lines(&at, "rebase-without-reference"), [6]);
}

#[test]
fn a_payment_posted_twice_is_told_with_both_places() {
    let head = "date,kind,scheme,amount,provider,reference,description\n";
    let first = format!(
        "{head}2025-04-30,spend,visits,12.50,Fellside Care Ltd,A1,visits\n\
         2025-04-30,spend,visits,12.50,Fellside Care Ltd,A2,visits\n\
         2025-04-30,spend,visits,12.50,Fellside Care Ltd,,visits\n\
         2025-04-30,spend,visits,12.50,Fellside Care Ltd,,visits\n\
         2025-04-30,spend,visits,12.50,,A9,visits\n\
         2025-04-30,spend,visits,12.50,,A9,visits\n\
         2025-04-30,spend,visits,12.50,Fellside Care Ltd,A2,evening visits\n"
    );
    let second = format!(
        "{head}2025-04-30,spend,visits,12.50,FELLSIDE CARE LTD,a1,visits\n\
         2025-04-30,spend,homes,12.50,Fellside Care Ltd,A1,visits\n\
         2025-04-30,income,visits,12.50,Fellside Care Ltd,A1,visits\n\
         2025-04-29,spend,visits,12.50,Fellside Care Ltd,A1,visits\n\
         2025-04-30,spend,visits,12.51,Fellside Care Ltd,A1,visits\n"
    );
    let at = folder(
        "rows-twice",
        &[
            ("partnership.yaml", &plan("")),
            ("ledger/a.csv", &first),
            ("ledger/b.csv", &second),
        ],
    );
    let asked = ["check", "--as-at", DAY, "--format", "json", "--only"];
    let twice = answer(&run(&at, &[&asked[..], &["row-twice"]].concat()));
    let found = twice["findings"].as_array().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0]["message"],
        "this spend stands on ledger/a.csv:2 too"
    );
    assert_eq!(found[0]["at"]["file"], "ledger/b.csv");
    assert_eq!(found[0]["at"]["line"], 2);
    assert_eq!(found[0]["also"][0]["file"], "ledger/a.csv");
    assert_eq!(found[0]["also"][0]["line"], 2);
    assert_eq!(
        told(&at, "row-alike", DAY),
        ["note: this spend stands on line 3 too, with another description"]
    );
}

#[test]
fn a_payment_taken_back_and_made_again_stands_once() {
    let ledger = "date,kind,scheme,amount,provider,reference\n\
        2025-04-30,spend,visits,12.50,Fellside Care Ltd,A1\n\
        2025-04-30,spend,visits,-12.50,Fellside Care Ltd,A1\n\
        2025-04-30,spend,visits,12.50,Fellside Care Ltd,A1\n\
        2025-04-30,spend,visits,8.00,Fellside Care Ltd,B1\n\
        2025-04-30,spend,visits,8.00,Fellside Care Ltd,B1\n\
        2025-04-30,spend,visits,(8.00),Fellside Care Ltd,B1\n\
        2025-04-30,spend,visits,8.00,Fellside Care Ltd,B1\n";
    let at = rows("rows-taken-back", "ledger/all.csv", ledger);
    // Of the last four, three stand and one takes back: one too many is left.
    assert_eq!(lines(&at, "row-twice").len(), 1);
}

#[test]
fn what_is_taken_back_is_the_row_of_the_same_description_and_contract() {
    let head = "date,kind,scheme,amount,provider,reference,description,contract\n";
    let row = |amount: &str, description: &str, contract: &str| {
        format!("2025-04-30,spend,visits,{amount},Fellside Care Ltd,A1,{description},{contract}\n")
    };
    // C1 stands twice and is taken back once: C1 and C2 are left, which are not the same.
    let ledger = [
        row("12.50", "visits", "C1"),
        row("12.50", "visits", "C1"),
        row("12.50", "visits", "C2"),
        row("-12.50", "Visits", "c1"),
    ];
    let ledger = format!("{head}{}", ledger.concat());
    let at = rows("rows-back-contract", "ledger/all.csv", &ledger);
    assert_eq!(lines(&at, "row-twice"), [0u64; 0]);
    assert_eq!(
        told(&at, "row-alike", DAY),
        ["note: this spend stands on line 2 too, with another contract"]
    );
    // A row that takes back and says something else is read first, and leaves the evening of C2 to
    // the one that says so: the other evening and one visit are left.
    let ledger = [
        row("12.50", "evening", "C1"),
        row("12.50", "visits", "C3"),
        row("12.50", "visits", "C3"),
        row("12.50", "evening", "C2"),
        row("-12.50", "reversal", ""),
        row("-12.50", "evening", "C2"),
    ];
    let ledger = format!("{head}{}", ledger.concat());
    let at = rows("rows-back-order", "ledger/all.csv", &ledger);
    assert_eq!(lines(&at, "row-twice"), [0u64; 0]);
    assert_eq!(
        told(&at, "row-alike", DAY),
        ["note: this spend stands on line 2 too, with another description and contract"]
    );
}

#[test]
fn letters_in_small_and_capitals_are_the_same_beyond_ascii_and_in_every_cell() {
    let ledger = "date,kind,scheme,amount,provider,reference,description,contract\n\
        2025-04-30,spend,visits,12.50,\u{c9}lan Care,\u{c5}1,Visits,C1\n\
        2025-04-30,spend,visits,12.50,\u{e9}LAN CARE,\u{e5}1,VISITS,c1\n\
        2025-05-31,spend,visits,12.50,Fellside K,A2,visits,C1\n\
        2025-05-31,spend,visits,12.50,Fellside \u{212a},A2,visits,C1\n";
    let at = rows("rows-case", "ledger/all.csv", ledger);
    // The sign for kelvin looks like a K and is none.
    assert_eq!(lines(&at, "row-twice"), [3]);
    assert_eq!(lines(&at, "row-alike"), [0u64; 0]);
}

#[test]
fn an_export_added_again_is_told_fifty_rows_in_full_and_the_rest_counted() {
    let mut ledger = "date,kind,scheme,amount,provider,reference\n".to_owned();
    for n in 0..400 {
        ledger += &format!("2025-04-30,spend,visits,{n}.25,Fellside Care Ltd,A{n}\n");
    }
    // One row more, else it would be the same file under two names.
    let longer = format!("{ledger}2025-04-30,spend,visits,1.00,Fellside Care Ltd,B\n");
    let at = folder(
        "rows-again",
        &[
            ("partnership.yaml", &plan("")),
            ("ledger/a.csv", &ledger),
            ("ledger/b.csv", &longer),
        ],
    );
    let told = told(&at, "row-twice", DAY);
    assert_eq!(told.len(), 51);
    let rest = "warning: 350 more of the same kind in ledger/b.csv are not shown";
    assert!(told.contains(&rest.to_owned()));
}

#[test]
fn the_order_of_files_rows_and_letters_changes_nothing_that_is_not_paid_twice() {
    // No two of these are one payment, however they are hashed.
    let mut ledger = "date,kind,scheme,amount,provider,reference\n".to_owned();
    for n in 0..3_000 {
        let (a, b) = (n % 61, n / 61);
        ledger += &format!("2025-04-30,spend,visits,{a}.00,Provider {b},R\n");
    }
    let at = rows("rows-all-different", "ledger/all.csv", &ledger);
    assert_eq!(lines(&at, "row-twice"), [0u64; 0]);
    assert_eq!(lines(&at, "row-alike"), [0u64; 0]);
}

#[test]
fn the_same_letters_in_another_encoding_are_the_same_payment() {
    let text = "date,kind,scheme,amount,provider,reference\n\
        2025-04-30,spend,visits,12.50,Caf\u{e9} Care,A1\n";
    let at = folder(
        "rows-encodings",
        &[("partnership.yaml", &plan("")), ("ledger/a.csv", text)],
    );
    let old: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    std::fs::write(at.join("ledger/b.csv"), old).unwrap();
    assert_eq!(
        told(&at, "row-twice", DAY),
        ["warning: this spend stands on ledger/a.csv:2 too"]
    );
}
