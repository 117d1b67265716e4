//! Figures of other ledgers: sums to a day, and what would explain a difference.

use super::answer;
use crate::support::{self, folder, printed, run, tarn_and_vale, told};
use serde_json::Value;
use std::path::PathBuf;

const LEDGER: &str = "date,kind,pool,scheme,partner,amount\n\
    2025-03-31,spend,,visits,,1000.00\n\
    2025-04-10,spend,,visits,,100.00\n\
    2025-04-20,spend,,visits,,250.00\n\
    2025-04-20,spend,,beds,,40.00\n\
    2025-04-25,income,,visits,,30.00\n\
    2025-05-02,spend,,visits,,60.00\n\
    2025-04-15,contribution,care,,icb,500.00\n\
    2025-04-15,contribution,care,,council,300.00\n";

fn asserting(name: &str, lines: &str, ledger: &str) -> PathBuf {
    let plan = tarn_and_vale(&format!("{}assert:\n{lines}", super::POOLS));
    folder(
        &format!("assert-{name}"),
        &[("partnership.yaml", &plan), ("ledger/all.csv", ledger)],
    )
}

fn states(answer: &Value) -> Vec<String> {
    let all = answer["balances"].as_array().unwrap().iter();
    all.map(|b| b["state"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn rows_to_the_day_count_from_the_first_of_the_year_and_the_day_itself_does() {
    let lines = "  - {on: 2025-04-20, scheme: visits, kind: spend, amount: £350.00}\n  \
        - {on: 2025-04-19, scheme: visits, kind: spend, amount: £100.00}\n  \
        - {on: 2025-04-20, pool: care, kind: spend, amount: £350.00}\n  \
        - {on: 2025-04-20, kind: spend, amount: £390.00}\n  \
        - {on: 2025-04-30, scheme: visits, kind: out-turn, amount: £320.00}\n  \
        - {on: 2025-04-20, since: 2025-03-01, scheme: visits, kind: spend, amount: \"£1,350.00\"}\n  \
        - {on: 2025-04-30, pool: care, partner: icb, kind: contribution, amount: £500.00}\n  \
        - {on: 2025-04-30, pool: other, kind: contribution, amount: £0.00}\n";
    let answer = answer(&asserting("sums", lines, LEDGER));
    assert_eq!(states(&answer), ["holds"; 8]);
    assert_eq!(answer["agrees"], true);
}

#[test]
fn a_difference_of_a_penny_is_one_and_both_figures_are_told() {
    let lines = "  - {on: 2025-04-20, scheme: visits, kind: spend, amount: £350.01, from: the trial balance}\n";
    let at = asserting("penny", lines, LEDGER);
    assert_eq!(
        told(&at, "balance-differs", "2025-05-31"),
        [
            "error: the ledger comes to £350.00 on 20 April 2025, £0.01 less than the £350.01 of the trial balance"
        ]
    );
    let answer = answer(&at);
    assert_eq!(answer["balances"][0]["difference"], "-0.01");
    assert_eq!(answer["balances"][0]["near"].as_array().unwrap().len(), 0);
}

fn near(answer: &Value) -> Vec<(String, u64)> {
    let rows = answer["balances"][0]["near"].as_array().unwrap().iter();
    rows.map(|row| {
        let how = row["how"].as_str().unwrap().to_owned();
        (how, row["line"].as_u64().unwrap())
    })
    .collect()
}

#[test]
fn a_single_row_that_would_explain_the_difference_is_found() {
    let with = |name: &str, amount: &str| {
        let line =
            format!("  - {{on: 2025-04-30, scheme: visits, kind: spend, amount: {amount}}}\n");
        near(&answer(&asserting(name, &line, LEDGER)))
    };
    // The ledger has 350.00.
    assert_eq!(with("extra", "£250.00"), [("counted".to_owned(), 3)]);
    // 60.00 more, dated two days after.
    assert_eq!(with("after", "£410.00"), [("dated-after".to_owned(), 7)]);
    // 1,000.00 more, dated the day before the year.
    assert_eq!(
        with("before", "\"£1,350.00\""),
        [("dated-before".to_owned(), 2)]
    );
    // 200.00 less: 100.00 taken back instead of paid, or nothing.
    assert_eq!(with("sign", "£150.00"), [("opposite-sign".to_owned(), 3)]);
    assert_eq!(with("none", "£351.00"), []);
}

#[test]
fn of_rows_that_would_explain_a_difference_no_more_are_counted_than_were_looked_for() {
    // Rows of 5.00 from 1 April on, of which one is too many: any of them may be.
    for (rows, more, said) in [
        (3, ", and so do 2 others", false),
        (6, ", and so do at least 4 others", true),
    ] {
        let ledger: String = (1..=rows)
            .map(|day| format!("2025-04-{day:02},spend,,visits,,5.00\n"))
            .collect();
        let ledger = format!("date,kind,pool,scheme,partner,amount\n{ledger}");
        let amount = 5 * (rows - 1);
        let lines =
            format!("  - {{on: 2025-04-30, scheme: visits, kind: spend, amount: £{amount}.00}}\n");
        let at = asserting(&format!("others-{rows}"), &lines, &ledger);
        let asked = [
            "check",
            "--as-at",
            "2025-05-31",
            "--only",
            "balance-differs",
        ];
        let found = support::answer(&run(&at, &[&asked[..], &["--format", "json"]].concat()));
        assert_eq!(
            found["findings"][0]["help"],
            format!(
                "look at ledger/all.csv:2 of 1 April 2025: £5.00 counts here and makes the whole \
                 difference{more}"
            )
        );
        let text = printed(&run(&at, &["reconcile", "--as-at", "2025-05-31"]));
        assert_eq!(text.contains("more such rows than these 5"), said);
    }
}

#[test]
fn after_a_figure_that_holds_only_the_rows_since_are_in_question() {
    let lines = "  - {on: 2025-04-15, scheme: visits, kind: spend, amount: £100.00}\n  \
        - {on: 2025-05-31, scheme: visits, kind: spend, amount: £417.00}\n";
    let answer = answer(&asserting("since", lines, LEDGER));
    assert_eq!(states(&answer), ["holds", "differs"]);
    // 250.00 and 60.00 since 15 April; 410.00 in all.
    let good = &answer["balances"][1]["last_good"];
    assert_eq!(good["on"], "2025-04-15");
    assert_eq!(good["rows_since"], 2);
    assert_eq!(good["sum_since"], "310.00");
    assert_eq!(answer["balances"][1]["ledger"], "410.00");
}

#[test]
fn what_rests_on_a_row_left_out_is_not_worked_out_and_the_rest_is() {
    let lines = "  - {on: 2025-04-30, scheme: visits, kind: spend, amount: £350.00}\n  \
        - {on: 2025-04-30, scheme: beds, kind: spend, amount: £40.00}\n  \
        - {on: 2025-04-30, kind: spend, amount: £390.00}\n";
    let ledger = format!("{LEDGER}2025-04-11,spend,,visits,,12.345\n");
    let at = asserting("left-out", lines, &ledger);
    let answer = answer(&at);
    assert_eq!(states(&answer), ["not-computed", "holds", "not-computed"]);
    assert_eq!(answer["balances"][0]["why"]["at"]["line"], 10);
    assert_eq!(answer["agrees"], false);
    assert_eq!(told(&at, "balance-not-computed", "2025-05-31").len(), 2);
    assert!(told(&at, "balance-differs", "2025-05-31").is_empty());
}

#[test]
fn a_row_left_out_counts_against_figures_of_its_own_kind() {
    let lines = "  - {on: 2025-04-30, pool: care, kind: spend, amount: £350.00}\n  \
        - {on: 2025-04-30, pool: care, kind: out-turn, amount: £320.00}\n  \
        - {on: 2025-04-30, pool: care, kind: income, amount: £30.00}\n  \
        - {on: 2025-04-30, pool: care, kind: contribution, amount: £800.00}\n";
    // Spend, and no income or contribution; and a row of no kind there is, which may be any.
    let no = "not-computed";
    for (kind, wanted) in [("spend", [no, no, "holds", "holds"]), ("spent", [no; 4])] {
        let ledger = format!("{LEDGER}2025-04-11,{kind},,visits,,12.345\n");
        let answer = answer(&asserting(&format!("kinds-{kind}"), lines, &ledger));
        assert_eq!(states(&answer), wanted, "{kind}");
    }
}

#[test]
fn a_partners_figure_is_what_it_pays_whatever_column_says_so() {
    let ledger = "date,kind,pool,scheme,partner,from,to,paid_by,amount\n\
        2025-04-15,contribution,care,,icb,,,,500.00\n\
        2025-04-15,contribution,care,,council,,,,300.00\n\
        2025-04-16,settlement,care,,,icb,council,,100.00\n\
        2025-04-17,settlement,care,,,icb,council,,20.00\n\
        2025-04-18,settlement,care,,,council,icb,,40.00\n\
        2025-04-19,spend,,visits,,,,icb,60.00\n\
        2025-04-19,spend,,visits,,,,council,25.00\n\
        2025-04-19,spend,,visits,,,,,10.00\n\
        2025-04-19,income,,visits,,,,icb,7.00\n";
    let figure = |partner: &str, kind: &str, amount: &str| {
        format!("  - {{on: 2025-04-30, partner: {partner}, kind: {kind}, amount: {amount}}}\n")
    };
    let lines = [
        figure("icb", "contribution", "£500.00"),
        // 100.00 and 20.00; what the council pays back is the council's.
        figure("icb", "settlement", "£120.00"),
        figure("council", "settlement", "£40.00"),
        figure("icb", "spend", "£60.00"),
        // 60.00 less 7.00.
        figure("icb", "out-turn", "£53.00"),
        figure("council", "spend", "£25.00"),
    ];
    let answer = answer(&asserting("payers", &lines.concat(), ledger));
    assert_eq!(states(&answer), ["holds"; 6]);
}

fn why(balance: &Value) -> (u64, String) {
    let why = &balance["why"];
    let line = why["at"]["line"].as_u64().unwrap();
    (line, why["why"].as_str().unwrap().to_owned())
}

#[test]
fn days_and_names_that_do_not_fit_one_another_are_not_worked_out() {
    // Each would come to nil, and be taken to hold. The entries stand on lines 14 to 16.
    let lines = "  - {on: 2025-04-30, since: 2025-05-01, kind: spend, amount: £0.00}\n  \
        - {on: 2025-04-30, pool: care, scheme: beds, kind: spend, amount: £0.00}\n  \
        - {on: 2025-04-30, pool: care, scheme: bed, kind: spend, amount: £0.00}\n";
    let at = asserting("unfit", lines, LEDGER);
    let answer = answer(&at);
    assert_eq!(states(&answer), ["not-computed"; 3]);
    let wanted = [
        "the first day that counts, 1 May 2025, is after the last, 30 April 2025",
        "the scheme `beds` is not of this pool, but of `other`",
        "there is no scheme `bed`",
    ];
    for (i, wanted) in wanted.into_iter().enumerate() {
        let line = 14 + i as u64;
        assert_eq!(why(&answer["balances"][i]), (line, wanted.to_owned()));
    }
    assert_eq!(told(&at, "balance-not-computed", "2025-05-31").len(), 3);
    // The table for spreadsheets has the place and the reason too.
    let ask = ["reconcile", "--as-at", "2025-05-31", "--format", "csv"];
    let table = printed(&run(&at, &ask));
    let last = table.lines().last().unwrap();
    assert_eq!(
        last,
        "balance,spend in care for bed,not-computed,,,,partnership.yaml,16,2025-04-30,0.00,,,\
         there is no scheme `bed`"
    );
}

#[test]
fn a_scheme_whose_pool_cannot_be_read_may_be_of_any() {
    let plan = format!(
        "{}  - {{id: homes, pool: caer, lead: council}}\n",
        super::POOLS
    );
    // On line 13 stands the scheme; 70.00 of it are spent in May.
    let lines = "assert:\n  - {on: 2025-05-31, pool: care, kind: spend, amount: £410.00}\n  \
        - {on: 2025-04-30, pool: care, kind: spend, amount: £350.00}\n  \
        - {on: 2025-05-31, pool: care, kind: contribution, amount: £800.00}\n  \
        - {on: 2025-05-31, scheme: homes, kind: spend, amount: £70.00}\n  \
        - {on: 2025-05-31, scheme: beds, kind: spend, amount: £40.00}\n  \
        - {on: 2025-05-31, kind: spend, amount: £520.00}\n";
    let ledger = format!("{LEDGER}2025-05-10,spend,,homes,,70.00\n");
    let at = folder(
        "assert-poolless",
        &[
            (
                "partnership.yaml",
                &tarn_and_vale(&format!("{plan}{lines}")),
            ),
            ("ledger/all.csv", &ledger),
        ],
    );
    let answer = answer(&at);
    // 350.00, 40.00, 60.00 and 70.00 are spent in all.
    let no = "not-computed";
    let wanted = [no, "holds", "holds", no, "holds", "holds"];
    assert_eq!(states(&answer), wanted);
    let said = (13, "the pool of scheme `homes` cannot be read".to_owned());
    assert_eq!(why(&answer["balances"][0]), said);
    assert_eq!(why(&answer["balances"][3]), said);
}

#[test]
fn a_figure_of_a_day_to_come_waits_and_an_old_one_is_told() {
    let lines = "  - {on: 2025-04-15, scheme: visits, kind: spend, amount: £100.00}\n  \
        - {on: 2026-04-30, scheme: visits, kind: spend, amount: £1.00}\n";
    let at = asserting("days", lines, LEDGER);
    assert_eq!(states(&answer(&at)), ["holds", "to-come"]);
    // From 15 April to 16 July are 92 days.
    assert!(told(&at, "balance-stale", "2025-07-16").is_empty());
    assert_eq!(
        told(&at, "balance-stale", "2025-07-17"),
        ["warning: the last figure the ledger was held against is of 15 April 2025, 93 days ago"]
    );
    assert!(told(&at, "balance-differs", "2025-07-17").is_empty());
    let report = |day: &str, form: &str| {
        printed(&run(&at, &["reconcile", "--as-at", day, "--format", form]))
    };
    let said = "- care: no figure of the last quarter holds; the last is of 15 April 2025, 93 days";
    assert!(report("2025-07-17", "text").contains(said));
    assert!(!report("2025-07-16", "text").contains("no figure of the last quarter"));
    let line = "balance,care,stale,,,,,,2025-04-15,,,,93 days ago";
    let table = report("2025-07-17", "csv");
    assert_eq!(table.lines().filter(|l| *l == line).count(), 1, "{table}");
    assert!(!report("2025-07-16", "csv").contains("stale"));
}

#[test]
fn assertions_may_stand_in_a_table() {
    let plan = tarn_and_vale(super::POOLS);
    let table = "on,pool,scheme,kind,amount,from,reference\n\
        2025-04-20,,visits,spend,350.00,trial balance,TB01\n\
        2025-04-20,,beds,spend,41.00,trial balance,TB01\n\
        2025-04-20,,bed,spend,41.00,trial balance,TB01\n\
        soon,,beds,spend,41.00,trial balance,TB01\n";
    let at = folder(
        "assert-table",
        &[
            ("partnership.yaml", &plan),
            ("assertions.csv", table),
            ("ledger/all.csv", LEDGER),
        ],
    );
    let answer = answer(&at);
    // A scheme there is not, and a day that is none.
    assert_eq!(
        states(&answer),
        ["holds", "differs", "not-computed", "not-computed"]
    );
    assert_eq!(answer["balances"][0]["at"]["file"], "assertions.csv");
    assert_eq!(told(&at, "unknown-name", "2025-05-31").len(), 1);
}
