//! Files of payments given beside registers: tied to contracts, or told why not.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::book::{Sheet, xlsx};
use support::{answer, folder, printed, run_in};

const REGISTER: &str = "contract,title,provider,service,starts,ends,annual_value\n\
    C-1,Reablement,Fellside Care Ltd,reablement-at-home,2025-04-01,2026-03-31,36500\n\
    C-2,Beds,Moss House,bed-based-intermediate-care,2025-04-01,2026-03-31,1000\n\
    C-3,More beds,Moss House,bed-based-intermediate-care,2025-03-01,2026-03-31,2000\n";

fn audit(at: &Path, files: &[&str]) -> Value {
    let day = ["--as-at", "2025-09-30", "--format", "json"];
    answer(&run_in(at, &[&["audit"], files, &day].concat()))
}

#[test]
fn payments_are_tied_by_contract_else_by_provider_and_the_sum_adds_up() {
    let april = "Supplier,Payment Date,Amount,Contract Reference\n\
        FELLSIDE CARE LIMITED,2025-04-10,1000.00,\n\
        Moss House,2025-04-11,200.00,\n\
        Moss House,2025-04-12,30.00,C-3\n\
        Somebody Else,2025-04-13,4.00,C-9\n\
        ,2025-04-14,0.50,\n\
        Fellside Care,2025-10-01,70000.00,\n";
    let may = "Supplier,Payment Date,Amount\n\
        Fellside Care,2025-05-10,-100.00\n\
        Fellside Care,,5.00\n\
        Fellside Care,2025-05-11,\n\
        Fellside Care,2025-05-12,1.005\n\
        Fellside Care,12 Maybe,1.00\n\
        Fellside Care,2025-05-13,1.00,x,\n";
    let at = folder(
        "payments-tied",
        &[("r.csv", REGISTER), ("4.csv", april), ("5.csv", may)],
    );
    let answer = audit(&at, &["r.csv", "4.csv", "5.csv"]);
    let money = &answer["money"];
    // 1000 + 200 + 30 + 4 + 0.50 − 100; the 70,000 are after the day asked about.
    assert_eq!(money["spend"], "1134.50");
    // 1000 − 100 to the one contract of Fellside, 30 to the contract named.
    assert_eq!(money["tied"], "930.00");
    assert_eq!(money["several_contracts"], "200.00");
    assert_eq!(money["unnamed"], "0.50");
    assert_eq!(money["without_contract"][0]["amount"], "4.00");
    assert_eq!(money["without_contract"][0]["contract"], "C-9");
    assert_eq!(money["after_as_at"], "70000.00");
    assert_eq!(money["rows_after_as_at"], 1);
    let of = |i: usize, key: &str| answer["payments"][i][key].clone();
    assert_eq!(
        (of(0, "rows"), of(0, "used"), of(0, "left_out")),
        (json!(6), json!(6), json!(0))
    );
    assert_eq!(
        (of(1, "rows"), of(1, "used"), of(1, "left_out")),
        (json!(6), json!(1), json!(5))
    );
    assert_eq!(of(1, "below_nil"), 1);
    // Each row left out is told at its line.
    let told = answer["attention"].to_string();
    for line in 3..=7 {
        assert!(told.contains(&format!("5.csv:{line}\"")), "{line}: {told}");
    }
    let output = run_in(
        &at,
        &["audit", "r.csv", "4.csv", "5.csv", "--as-at", "2025-09-30"],
    );
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&output);
    let fact = "Rows of payments     12 = 6 used + 1 after 30 September 2025 + 5 left out";
    assert!(text.contains(fact), "{text}");
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("1 payment of £70,000.00 in all is after 30 September 2025"),
        "{text}"
    );
}

#[test]
fn the_same_payments_count_alike_however_they_are_laid_out() {
    let rows = [("12/05/2025", "1,000.00"), ("13/05/2025", "(200.50)")];
    let of = |date: &dyn Fn(&str) -> String, amount: &dyn Fn(&str) -> String| {
        rows.map(|(day, sum)| (date(day), amount(sum)))
    };
    let same = |text: &str| text.to_owned();
    let us = |day: &str| format!("5/{}/2025", &day[..2]);
    let short = |day: &str| format!("{}-May-25", &day[..2]);
    let padded = |sum: &str| format!("\" {} \"", sum.replace('(', "-").replace(')', ""));
    let quoted = |sum: &str| format!("\"{sum}\"");
    let plain = of(&same, &quoted).map(|(d, a)| format!("Fellside Care Ltd,{d},{a}\n"));
    let american = of(&us, &quoted).map(|(d, a)| format!("Adults,{d},Fellside Care Ltd,{a}\n"));
    let coded =
        of(&short, &padded).map(|(d, a)| format!("UK0479435601 : Fellside Care Ltd,,{d},,{a}\n"));
    let layouts = [
        format!(
            "Supplier Name,Payment Date,Net Amount (£)\n{}",
            plain.concat()
        ),
        format!(
            "Spend over £500,,\n\nSupplier,Date,Amount\n{}",
            plain.concat()
        ),
        format!("Entity,Date,Supplier,Amount\n{}", american.concat()),
        format!("Supplier,,Date,, Amount \n{}", coded.concat()),
        format!("{}Supplier,,Date,, Amount \n", coded.concat()),
    ];
    for (i, text) in layouts.iter().enumerate() {
        let at = folder(
            &format!("payments-laid-{i}"),
            &[("r.csv", REGISTER), ("p.csv", text)],
        );
        let answer = audit(&at, &["r.csv", "p.csv"]);
        assert_eq!(answer["payments"][0]["used"], 2, "{i}: {answer}");
        assert_eq!(answer["money"]["tied"], "799.50", "{i}: {answer}");
        let paid = json!([{"provider": "Fellside Care Ltd", "paid": "799.50"}]);
        assert_eq!(answer["money"]["providers"], paid);
    }
    // In a workbook the days are days.
    let sheet = Sheet::typed(
        "May",
        "Supplier,Date,Amount\nFellside Care Ltd,2025-05-12,1000\nFellside Care Ltd,2025-05-13,-200.5\n",
    );
    let at = folder("payments-laid-book", &[("r.csv", REGISTER)]);
    std::fs::write(at.join("p.xlsx"), xlsx(&[sheet])).unwrap();
    assert_eq!(audit(&at, &["r.csv", "p.xlsx"])["money"]["tied"], "799.50");
}

#[test]
fn a_copy_of_a_file_of_payments_is_not_counted_again() {
    let text = "Supplier,Date,Amount\nMoss House,2025-05-12,10.00\n";
    let at = folder("payments-copy", &[("a.csv", text), ("b.csv", text)]);
    let answer = audit(&at, &["a.csv", "b.csv"]);
    assert_eq!(answer["money"]["spend"], "10.00");
    assert_eq!(
        answer["not_read"],
        json!(["b.csv is not read: it is a.csv, byte for byte"])
    );
    assert_eq!(answer["contracts"], 0);
}

#[test]
fn dates_that_read_both_ways_are_not_guessed() {
    let text = "Supplier,Date,Amount\nMoss House,05/06/2025,10.00\n";
    let at = folder("payments-both-ways", &[("a.csv", text)]);
    let answer = audit(&at, &["a.csv"]);
    assert_eq!(answer["payments"][0]["left_out"], 1);
    let said = audit(&at, &["a.csv", "--dates", "dd/mm/yyyy"]);
    assert_eq!(said["money"]["spend"], "10.00");
}
