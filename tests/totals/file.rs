//! What the file holds: figures worked by hand from a ledger of a few rows.

use super::{beds, file_of, support, written};
use serde_json::json;

const LEDGER: &str = "\
date,kind,pool,scheme,partner,amount,from,to,paid_by,source,provider,contract,cause,version
2025-04-02,contribution,pool,,icb,300.00,,,,nhs-minimum,,,,
14/04/2025,Contribution,pool,,ICB,\"1,000.50\",,,,NHS Minimum,,,,
2025-05-01,spend,,beds,,100.10,,,,,Wren Care,C-1,,
2025-05-31,spend,pool,Beds,,(0.10),,,,, Wren Care ,C-1,,
2025-05-31,spend,,beds,,7,,,,,Ash Care,,Prior Year,
2025-05-31,income,,beds,,£2.5k,,,,,,,,
2026-01-05,forecast,,beds,,12,,,,,,,,2025-12-01
2025-06-30,settlement,pool,,,5.25,icb,wren,,,,,,
2025-06-30,spend,,visits,,1.00,,,council,,,,,
";

#[test]
fn every_kind_of_row_has_its_line_and_the_last_line_is_their_sum() {
    // 300.00 + 1,000.50; 100.10 − 0.10; rows read: nine. The sum of all lines, kinds mixed:
    // 1,300.50 + 12.00 + 2,500.00 + 5.25 + 100.00 + 7.00 + 1.00 = 3,925.75.
    let at = beds("totals-file", LEDGER);
    let wanted = "\
partnership,kind,pool,scheme,partner,from,to,paid_by,source,cause,version,year,month,rows,amount,why,at
beds,contribution,pool,,icb,,,,nhs-minimum,,,2025-26,2025-04,,1300.50,,
beds,forecast,pool,beds,,,,,,,2025-12-01,2025-26,2026-01,,12.00,,
beds,income,pool,beds,,,,,,,,2025-26,2025-05,,2500.00,,
beds,settlement,pool,,,icb,wren,,,,,2025-26,2025-06,,5.25,,
beds,spend,pool,beds,,,,,,,,2025-26,2025-05,,100.00,,
beds,spend,pool,beds,,,,,,prior-year,,2025-26,2025-05,,7.00,,
beds,spend,pool,visits,,,,council,,,,2025-26,2025-06,,1.00,,
beds,total,,,,,,,,,,,,9,3925.75,0 left out,
";
    assert_eq!(file_of(&at, &[]), wanted);
}

#[test]
fn with_providers_a_name_is_the_same_whatever_stands_around_it() {
    let at = beds("totals-providers", LEDGER);
    let file = file_of(&at, &["--providers"]);
    let spend: Vec<&str> = file
        .lines()
        .filter(|line| line.starts_with("beds,spend,pool,beds"))
        .collect();
    let wanted = [
        "beds,spend,pool,beds,,,,,,,,Wren Care,C-1,2025-26,2025-05,,100.00,,",
        "beds,spend,pool,beds,,,,,,prior-year,,Ash Care,,2025-26,2025-05,,7.00,,",
    ];
    assert_eq!(spend, wanted);
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let mut rows: Vec<&str> = LEDGER.lines().collect();
    rows[1..].reverse();
    let turned = rows.join("\n");
    for more in [&[][..], &["--providers"]] {
        let file = file_of(&beds("totals-as-it-is", LEDGER), more);
        assert_eq!(file, file_of(&beds("totals-turned", &turned), more));
    }
}

#[test]
fn rows_that_cannot_be_read_are_lines_of_the_file_and_the_exit_says_so() {
    let ledger = "\
date,kind,scheme,amount
2025-05-01,spend,beds,100.00
2025-05-02,spend,beds,twelve
2025-05-03,spend,beds,12.345
never,spend,visits,5.00
";
    let at = beds("totals-left-out", ledger);
    let run = support::run(&at, &["totals", "--format", "csv", "--as-at", "2026-06-30"]);
    assert_eq!(run.status.code(), Some(1));
    let file = support::printed(&run);
    let left_out: Vec<&str> = file
        .lines()
        .filter(|line| line.contains("left-out"))
        .collect();
    let wanted = [
        "beds,left-out,pool,beds,,,,,,,,2025-26,,2,,`twelve` cannot be read as an amount: it is \
         not an amount of money,ledger/2025-26.csv:3",
        "beds,left-out,pool,visits,,,,,,,,,,1,,`never` cannot be read as a date: it is not a date,\
         ledger/2025-26.csv:5",
    ];
    assert_eq!(left_out, wanted);
    assert!(
        file.ends_with("beds,total,,,,,,,,,,,,1,100.00,3 left out,\n"),
        "{file}"
    );
}

#[test]
fn programs_get_the_same_totals() {
    let at = beds("totals-json", LEDGER);
    let answer = support::jcplan(&at, &["totals", "--providers"]);
    assert_eq!(answer["schema"], "jcplan/totals/1");
    assert_eq!(answer["rows"], 9);
    let prior = json!({"kind": "spend", "pool": "pool", "scheme": "beds", "cause": "prior-year",
        "provider": "Ash Care", "month": "2025-05", "amount": "7.00"});
    assert!(
        answer["totals"].as_array().unwrap().contains(&prior),
        "{answer}"
    );
}

#[test]
fn the_report_says_that_it_rests_on_the_file_and_what_was_left_out_of_it() {
    let at = beds("totals-said", LEDGER);
    let file = written(&at, &file_of(&at, &[]));
    let asked = [
        "riskshare",
        "--through",
        "2025-26-Q1",
        "--as-at",
        "2026-06-30",
        "--totals",
        &file,
    ];
    let text = support::printed(&support::run(&at, &asked))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        text.contains("Ledger not read: its totals are those of"),
        "{text}"
    );
    assert!(
        text.contains("no row was left out when it was made"),
        "{text}"
    );
}

#[test]
fn one_row_is_told_as_one() {
    let at = beds(
        "totals-one-row",
        "date,kind,scheme,amount\n30/04/2025,spend,beds,1.00\n",
    );
    let text = support::printed(&support::run(&at, &["totals", "--as-at", "2026-06-30"]));
    assert!(
        text.contains("1 row of the ledger comes to 1 total: "),
        "{text}"
    );
}
