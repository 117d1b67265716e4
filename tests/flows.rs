//! Flows worked by hand: what goes in, what goes out, what is left, who is paid and how.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::flows::{HEAD, ROWS, flows, made, of, pence, sound, told, told_whatever};
use support::{printed, run};

/// 300 + 300 in; out 100 + 50.50 + 20 + 200 = 370.50 of spend through the pool, less 30.25 of income,
/// and 60 handed on: 400.25. Left 600 − 400.25 = 199.75. The council has nothing in the ledger: of its
/// 600 a twelfth a month, six months are 300.
#[test]
fn a_pool_is_paid_into_spent_from_and_keeps_the_rest() {
    let at = sound("flows-pool");
    let answer = told(&at);
    assert_eq!(
        of(&answer, "pooled")["pools"],
        json!([{
            "pool": "care", "paid_in": "600.00", "planned": "300.00", "spend": "370.50",
            "income": "30.25", "handed_on": "60.00", "left": "199.75", "own_books": "40.00"
        }])
    );
    assert_eq!(of(&answer, "aligned")["pools"][0]["left"], "10.00");
    assert_eq!(of(&answer, "in-view")["pools"][0]["left"], "-5.00");
    assert_eq!(of(&answer, "no-pool")["pools"][0]["spend"], "3.00");
    let text = printed(&flows(&at, &[]));
    assert!(
        text.contains("- Care fund: £199.75 not yet spent; £300.00 more is planned to have been")
    );
    assert!(text.contains("- Other: £5.00 more spent than paid in"));
}

#[test]
fn what_goes_into_a_node_comes_out_of_it() {
    let answer = told(&sound("flows-nodes"));
    let links = of(&answer, "pooled")["links"].as_array().unwrap();
    let sum = |end: &str, node: &Value| -> i128 {
        let of_node = links.iter().filter(|l| l[end] == *node);
        of_node.map(|l| pence(l["amount"].as_str().unwrap())).sum()
    };
    let mut between = 0;
    for link in links {
        let node = &link["to"];
        let kind = node["kind"].as_str().unwrap();
        if ["pool", "scheme", "own-books", "handed-on"].contains(&kind) {
            between += 1;
            assert_eq!(sum("to", node), sum("from", node), "{node}");
        }
    }
    assert!(between > 5);
    // Home: 170.50 spent, 30.25 of it from clients and the rest from the pool.
    let home = json!({"kind": "scheme", "scheme": "home", "pool": "care"});
    assert_eq!(sum("from", &home), 17_050);
    let pool = json!({"kind": "pool", "pool": "care"});
    let from_pool = links.iter().find(|l| l["from"] == pool && l["to"] == home);
    assert_eq!(from_pool.unwrap()["amount"], "140.25");
}

/// Contract A of home is by block: its other row is of another scheme. X-9 is in no register, B in one;
/// C is in two that differ, and neither is the provider's.
#[test]
fn a_payment_goes_by_the_arrangement_of_the_contract_it_names() {
    let at = sound("flows-arrangement");
    let asked = ["--table", "payment,form", "--format", "csv"];
    let csv = printed(&flows(&at, &asked));
    let out: Vec<&str> = csv
        .lines()
        .filter(|l| l.starts_with("actual,out"))
        .collect();
    assert_eq!(
        out,
        [
            "actual,out,2025-26,block,single,150.50,",
            "actual,out,2025-26,cost-and-volume,prime,40.00,",
            "actual,out,2025-26,in-several-registers,in-several-registers,80.00,",
            "actual,out,2025-26,in-no-register,in-no-register,200.00,",
            // 20 of home, 5 of other, 3 of loose.
            "actual,out,2025-26,,,28.00,",
            // 60 handed on less 30.25 of income: no contract could stand there.
            "actual,out,2025-26,,,29.75,",
        ]
    );
}

#[test]
fn spellings_of_one_provider_are_one_and_are_all_told() {
    let at = sound("flows-spellings");
    let text = printed(&flows(&at, &[]));
    assert!(
        text.contains("- BECKS LIMITED is also written Becks Ltd"),
        "{text}"
    );
    let providers = told(&at)["providers"].clone();
    assert_eq!(
        providers,
        json!([
            {"name": "BECKS LIMITED", "id": null, "written": ["BECKS LIMITED", "Becks Ltd"]},
            {"name": "Moss", "id": null, "written": ["Moss"]}
        ])
    );
}

/// The board paid the council 10, the council the board 7: 3 net. The district was handed on 60.
#[test]
fn transfers_are_told_gross_and_net() {
    let answer = told(&sound("flows-transfers"));
    assert_eq!(
        answer["transfers"],
        json!([
            {"kind": "settlement", "pool": "care", "one": {"partner": "icb"},
             "other": {"partner": "council"}, "one_paid": "10.00", "other_paid": "7.00", "net": "3.00"},
            {"kind": "passport", "pool": "care", "one": {"partner": "council"},
             "other": {"provider": "vale"}, "one_paid": "60.00", "other_paid": "0.00", "net": "60.00"}
        ])
    );
}

/// Home by quarter: 100 + 50.50 + 20 in the first; in the second 30.25 of income alone.
#[test]
fn periods_are_told_apart_and_what_comes_after_them_does_not_count() {
    let at = sound("flows-periods");
    let asked = ["--by", "quarter", "--table", "scheme", "--format", "csv"];
    let csv = printed(&flows(&at, &asked));
    let home: Vec<&str> = csv.lines().filter(|l| l.contains(",home,")).collect();
    assert_eq!(
        home,
        [
            "actual,out,2025-26-Q1,home,170.50,",
            "actual,out,2025-26-Q2,home,-30.25,"
        ]
    );
    assert!(!csv.contains("999"));
    let text = printed(&flows(&at, &["--by", "month", "--table", "scheme"]));
    assert!(text.contains("September"), "{text}");
}

#[test]
fn the_order_of_rows_and_files_changes_nothing() {
    let mut rows: Vec<&str> = ROWS.lines().collect();
    let one = sound("flows-order-one");
    rows.reverse();
    let (first, second) = rows.split_at(7);
    let text = |rows: &[&str]| format!("{HEAD}{}\n", rows.join("\n"));
    let two = made(
        "flows-order-two",
        &[
            ("ledger/a.csv", text(second)),
            ("ledger/b.csv", text(first)),
        ],
    );
    for format in ["json", "csv", "svg", "mermaid", "dot"] {
        let said = |at: &Path| {
            let text = printed(&flows(at, &["--format", format]));
            let kept = text
                .lines()
                .filter(|l| !l.contains("\"digest\"") && !l.contains("\"folder\""));
            kept.collect::<Vec<_>>().join("\n")
        };
        assert_eq!(said(&one), said(&two), "{format}");
    }
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_the_answer_is_not_whole() {
    let torn = format!("{HEAD}{ROWS}2025-05-01,spend,,home,,1e3,,,,,,\n");
    let at = made("flows-left-out", &[("ledger/2025-26.csv", torn)]);
    let output = flows(&at, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&output);
    assert!(text.contains("Left out of every figure"), "{text}");
    assert!(text.contains("ledger/2025-26.csv:19"), "{text}");
    assert!(text.contains("(scheme home)"), "{text}");
    let answer = told_whatever(&at);
    assert_eq!(answer["left_out"].as_array().unwrap().len(), 1);
    let csv = printed(&flows(&at, &["--format", "csv"]));
    assert!(csv.lines().any(|l| l.starts_with("left-out,")), "{csv}");
    let whole = flows(&sound("flows-left-in"), &[]);
    assert_eq!(whole.status.code(), Some(0));
}

#[test]
fn a_partner_with_spend_in_its_own_books_has_nothing_planned_beside_it() {
    let own = ROWS.replace("200.00,,,,,Moss", "200.00,,,council,,Moss");
    let at = made("flows-own", &[("ledger/a.csv", format!("{HEAD}{own}"))]);
    let answer = told(&at);
    assert_eq!(answer["planned"], json!([]));
    assert_eq!(of(&answer, "pooled")["pools"][0]["own_books"], "240.00");
    // 600 − (170.50 − 30.25 + 60): what is paid beside the pool is not taken from it.
    assert_eq!(of(&answer, "pooled")["pools"][0]["left"], "399.75");
}

/// How a partner pays in is what it planned: the board's four instalments; into the beds it planned
/// nothing.
#[test]
fn how_a_partner_pays_in_is_what_was_agreed() {
    let at = sound("flows-agreed");
    let asked = ["--table", "payer,pool,payment", "--format", "csv"];
    let csv = printed(&flows(&at, &asked));
    let paid_in: Vec<&str> = csv.lines().filter(|l| l.starts_with("actual,in")).collect();
    assert_eq!(
        paid_in,
        [
            "actual,in,2025-26,icb,care,4-instalments,600.00,",
            "actual,in,2025-26,icb,beds,not-planned,90.00,"
        ]
    );
    let funding = told(&at)["funding"].clone();
    let of = |partner: &str, agreed: &str| json!({"scheme": "home", "partner": partner, "agreed": agreed});
    assert_eq!(
        funding,
        json!([of("icb", "700.00"), of("council", "500.00")])
    );
}

/// A scheme whose clients paid 90 more than it cost gives 90 to the pool: no ribbon goes backwards, and
/// a sentence says so.
#[test]
fn what_comes_back_is_told_beside_the_picture() {
    let rows = ROWS
        .replace("home,,30.25", "home,,150.25")
        .replace("spend,,home,,100.00", "spend,,home,,-10.25");
    let at = made("flows-back", &[("ledger/a.csv", format!("{HEAD}{rows}"))]);
    // Home: −10.25 + 50.50 + 20 = 60.25 of spend, 150.25 of income.
    let text = printed(&flows(&at, &[]));
    assert!(
        text.contains("£90.00 came back from Home to Care fund"),
        "{text}"
    );
    // 600 − (260.25 − 150.25 + 60).
    assert_eq!(of(&told(&at), "pooled")["pools"][0]["left"], "430.00");
    assert_eq!(flows(&at, &["--format", "svg"]).status.code(), Some(0));
}

#[test]
fn several_years_stand_side_by_side() {
    let rows = format!("{HEAD}{ROWS}2025-03-31,spend,,home,,12.00,,,,,Moss,\n");
    let at = made("flows-years", &[("ledger/a.csv", rows)]);
    let asked = ["--from", "2024-25", "--table", "scheme", "--format", "csv"];
    let csv = printed(&flows(&at, &asked));
    let home: Vec<&str> = csv.lines().filter(|l| l.contains(",home,")).collect();
    // 100 + 50.50 + 20 − 30.25 in the second year.
    assert_eq!(
        home,
        [
            "actual,out,2024-25,home,12.00,",
            "actual,out,2025-26,home,140.25,"
        ]
    );
    let text = printed(&flows(&at, &["--from", "2024-25"]));
    assert!(text.contains("2025-26 to September"), "{text}");
}

#[test]
fn a_register_that_is_not_read_keeps_the_answer_from_being_whole() {
    let at = sound("flows-unread");
    std::fs::write(at.join("contracts/icb.csv"), "a,b\n1,2\n").unwrap();
    let output = flows(&at, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&output);
    assert!(
        text.contains("contracts that stand there alone count as in no register"),
        "{text}"
    );
}

#[test]
fn what_is_asked_wrongly_is_refused_in_plain_words() {
    let at = sound("flows-asked");
    for (flags, said) in [
        (&["--table", "payor"][..], "did you mean `payer`?"),
        (
            &["--table", "payer,payer"][..],
            "--table names `payer` twice",
        ),
        (
            &["--from", "2026-27"][..],
            "--from 2026-27 begins after 2025-26-Q2 ends",
        ),
        (
            &["--format", "sarif"][..],
            "--format text, json, csv, markdown or html",
        ),
    ] {
        let output = flows(&at, flags);
        assert_eq!(output.status.code(), Some(2), "{flags:?}");
        let error = support::aside(&output);
        assert!(error.contains(said), "{flags:?}: {error}");
    }
    for format in ["mermaid", "dot"] {
        let output = run(&at, &["check", "--as-at", "2025-10-20", "--format", format]);
        let said = format!("--format {format} is for `jcplan flows`");
        assert!(support::aside(&output).contains(&said));
    }
}
