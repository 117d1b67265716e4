//! Where an engine would take a heading, a blank or a pool in its own way, and is asked so that it
//! does not.

use super::engines::{duckdb, same};
use super::{beds, support};
use std::fs;

#[test]
fn duckdb_counts_a_row_of_two_pools_against_neither() {
    if !duckdb() {
        return;
    }
    let ledger = "\
date,kind,pool,scheme,amount
2025-05-01,spend,other,beds,1.00
2025-05-01,spend,pool,beds,2.00
2025-05-01,spend,other,beds,4.00
";
    let at = beds("totals-two-pools", ledger);
    let yaml = fs::read_to_string(at.join("partnership.yaml")).unwrap();
    let other = "  - {id: other, name: The other}\nschemes:";
    fs::write(at.join("partnership.yaml"), yaml.replace("schemes:", other)).unwrap();
    same("totals-two-pools-answer", std::slice::from_ref(&at), &[]);
    let file = support::printed(&support::run(&at, &["totals", "--format", "csv"]));
    assert!(
        file.contains("\nbeds,left-out,,beds,,,,,,,,2025-26,,2,,\"this scheme"),
        "{file}"
    );
    assert!(
        file.ends_with("beds,total,,,,,,,,,,,,1,2.00,2 left out,\n"),
        "{file}"
    );
}

/// A scheme knows its own pool, and `pol` is none that could be another: the row counts against the scheme's own,
/// as the ledger's fold has it, and the other pool's account is whole.
#[test]
fn duckdb_counts_a_row_of_a_misspelt_pool_against_its_scheme_s_own() {
    let ledger = "\
date,kind,pool,scheme,amount
2025-05-01,spend,pol,beds,1.00
2025-05-01,spend,pool,beds,2.00
";
    let at = beds("totals-misspelt-pool", ledger);
    let yaml = fs::read_to_string(at.join("partnership.yaml")).unwrap();
    let other = "  - {id: other, name: The other}\nschemes:";
    fs::write(at.join("partnership.yaml"), yaml.replace("schemes:", other)).unwrap();
    let file = support::printed(&support::run(&at, &["totals", "--format", "csv"]));
    assert!(
        file.contains("\nbeds,left-out,pool,beds,,,,,,,,2025-26,,1,,there is no pool `pol`"),
        "{file}"
    );
    let answer = support::jcplan(&at, &["pool", "--through", "2025-26"]);
    let refused = answer["not_computed"].as_array().unwrap().iter();
    let pools: Vec<&str> = refused.filter_map(|m| m["pool"].as_str()).collect();
    assert!(
        pools.contains(&"pool") && !pools.contains(&"other"),
        "{answer}"
    );
    if duckdb() {
        same("totals-misspelt-pool-answer", &[at], &[]);
    }
}

#[test]
fn duckdb_takes_headings_as_they_are_taken_here() {
    if !duckdb() {
        return;
    }
    // Spaces around headings, two columns without one, and rows that are filled there alone.
    let ledger = "\
\u{a0}Date, kind ,,Scheme,\"  \",amount,x-a,x-b,x-c,x-d
2025-05-01,spend,,beds,,1.00,,,,
,,only here,,,,,,,
,,,,\" \",,,,,
,,,,or here,,,,,
,,\u{a0},,,,,,,
,,,,,,,,,\"\n\"
2025-05-02,spend,,visits,,2.00,,,,
";
    let at = beds("totals-headings", ledger);
    same("totals-headings-answer", std::slice::from_ref(&at), &[]);
    // Two rows are read; a row of plain spaces alone is no row, and the four others have no date.
    let file = support::printed(&support::run(&at, &["totals", "--format", "csv"]));
    let last = file.lines().last().unwrap();
    assert_eq!(last, "beds,total,,,,,,,,,,,,2,3.00,4 left out,");
    let months = "\
scheme,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar\nbeds,1,\" \",\"\t\",\u{a0},1,1,1,1,1,1,1,1\n";
    let yaml = fs::read_to_string(at.join("partnership.yaml")).unwrap();
    let entry = "files:\n  - {path: budget.csv, as: ledger, kind: baseline, months: Apr..Mar, year: 2025-26}\n";
    fs::write(at.join("partnership.yaml"), format!("{yaml}{entry}")).unwrap();
    fs::write(at.join("budget.csv"), months).unwrap();
    same("totals-headings-months", &[at], &[]);
}

#[test]
fn a_heading_an_engine_takes_for_another_is_refused() {
    let refusal = |name: &str, heading: &str, engine: &str| {
        let at = beds(name, &format!("{heading}\n2025-05-01,spend,beds,1.00,,\n"));
        let asked = ["totals", "--sql", engine, "--as-at", "2026-06-30"];
        support::refused(&support::run(&at, &asked))
    };
    let heading = "date,kind,scheme,amount";
    let twice = refusal(
        "totals-heading-twice",
        &format!("{heading},x-a, X-A "),
        "duckdb",
    );
    assert!(
        twice.contains("has two columns `X-A`, which DuckDB cannot tell apart"),
        "{twice}"
    );
    let spaces = refusal(
        "totals-heading-number",
        &format!("{heading},x-a,\u{a0}"),
        "duckdb",
    );
    assert!(
        spaces.contains("has a heading of spaces that are not plain ones"),
        "{spaces}"
    );
    let blanks = refusal("totals-heading-blanks", &format!("{heading},, "), "spark");
    assert!(
        blanks.contains("has several columns without a heading"),
        "{blanks}"
    );
}
