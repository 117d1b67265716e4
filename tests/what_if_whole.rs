//! What if never looks whole when it is not: what it leaves out is named in every format, and what it
//! shows adds up.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Two schemes of £40,000 and £60,000, contributions three to two; `standard` shares gains alone, and
/// `home` bears its own.
fn gains_alone(name: &str) -> PathBuf {
    plan(
        name,
        "baseline: {2025-26: £40k}, ",
        "baseline: {2025-26: £60k}, ",
    )
}

fn plan(name: &str, beds: &str, home: &str) -> PathBuf {
    let yaml = support::tarn_and_vale(&format!(
        "pools:
  - id: pool
    host: council
    contributions:
      - {{partner: icb, source: nhs-minimum, year: 2025-26, amount: £60k}}
      - {{partner: council, source: council-additional, year: 2025-26, amount: £40k}}
    reserves: [{{id: contingency, opening: {{2025-26: £10k}}}}]
schemes:
  - {{id: beds, pool: pool, lead: icb, {beds}risk_share: standard}}
  - {{id: home, pool: pool, lead: council, {home}risk_share: each-bears-own}}
risk_shares:
  - id: standard
    underspend: {{bands: [{{to: contributions}}]}}
"
    ));
    let rows =
        "date,kind,scheme,amount\n2025-05-01,spend,beds,39000.00\n2025-06-01,spend,home,60000.00\n";
    let files = [("partnership.yaml", yaml.as_str()), ("ledger/a.csv", rows)];
    support::folder(&format!("what-if-whole-{name}"), &files)
}

fn run(at: &Path, asked: &str, format: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(at)
        .args(asked.split(' '))
        .args(["--as-at", "2026-06-30", "--format", format])
        .output()
        .unwrap()
}

/// The words of an answer, its lines put together.
fn text(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(at: &Path, asked: &str) -> (String, Option<i32>) {
    let output = run(at, asked, "text");
    (text(&output), output.status.code())
}

/// `beds` has an underspend at −5% and an overspend, which `standard` does not share, at the others.
#[test]
fn what_fails_at_a_later_change_is_told_with_its_changes() {
    let at = gains_alone("exposure");
    let (words, status) = told(&at, "--through 2025-26 --exposure=-5%,5%,10%");
    assert!(
        words.contains("Not computed ------------ - scheme/beds, at +5% and +10%: "),
        "{words}"
    );
    assert_eq!(status, Some(1));
    let (words, _) = told(&at, "--through 2025-26 --exposure=-10%,-5%");
    assert!(!words.contains("Not computed"), "{words}");
}

/// £39,000 of £40,000 is spent: at +2% 39,780, at +3% 40,170, above the baseline from there on. With
/// `home` varying `beds` stays below.
#[test]
fn what_fails_in_a_later_run_is_told_with_its_scheme() {
    let at = gains_alone("sweep");
    let asked = "--through 2025-26 --sweep 0%..5%/1% --vary";
    let (words, status) = told(&at, &format!("{asked} together"));
    assert!(words.contains("- scheme/beds, at +3% to +5%: "), "{words}");
    assert_eq!(status, Some(1));
    let (words, status) = told(&at, &format!("{asked} each"));
    assert!(
        words.contains("- scheme/beds, where beds varies at +3% to +5%: "),
        "{words}"
    );
    assert_eq!(status, Some(1));
    let (words, status) = told(&at, &format!("{asked} home"));
    assert!(!words.contains("Not computed"), "{words}");
    assert_eq!(status, Some(0));
}

/// Without a baseline no scheme has anything that could vary.
#[test]
fn a_sweep_of_each_scheme_says_when_none_can_be_computed() {
    let at = plan("none", "", "");
    for vary in ["together", "each"] {
        let asked = format!("--through 2025-26 --sweep 0%..5%/1% --vary {vary}");
        let (words, status) = told(&at, &asked);
        assert!(words.contains("No scheme could be computed."), "{words}");
        assert!(words.contains("- scheme/beds: "), "{words}");
        assert_eq!(status, Some(1), "{vary}");
    }
}

/// The same with a row of the ledger that cannot be read and names no scheme.
fn with_a_lost_row(at: &Path) {
    let ledger = at.join("ledger/a.csv");
    let rows = std::fs::read_to_string(&ledger).unwrap() + "xx,spend,,5.00\n";
    std::fs::write(ledger, rows).unwrap();
}

fn csv(at: &Path, asked: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let output = run(at, asked, "csv");
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let rows = reader.deserialize();
    rows.map(|row| row.unwrap()).collect()
}

/// What is in no figure stands in the last rows of every spreadsheet: the scope, of which kind it is,
/// and why.
#[test]
fn a_spreadsheet_names_what_it_leaves_out() {
    let at = gains_alone("csv");
    with_a_lost_row(&at);
    for (asked, scope, kind, why) in [
        ("--exposure=-5%,5%", "scope", "kind", "note"),
        ("--sweep=0%..5%/1%", "scope", "kind", "note"),
        ("--around=baseline --simulate=40", "of", "kind", "note"),
    ] {
        let rows = csv(&at, &format!("--through 2025-26 {asked}"));
        let one = |what: &str| {
            rows.iter()
                .filter(|row| row[kind] == what)
                .collect::<Vec<_>>()
        };
        let not = one("not-computed");
        assert_eq!(not[0][scope], "scheme/beds", "{asked}");
        assert!(
            not[0][why].contains("an overspend"),
            "{asked}: {:?}",
            not[0]
        );
        let left_out = one("left-out");
        assert_eq!(left_out.len(), 1, "{asked}");
        assert!(left_out[0][why].starts_with("ledger/a.csv:4: "), "{asked}");
    }
    let rows = csv(&at, "--through 2025-26 --trace home");
    let last = rows.last().unwrap();
    assert_eq!(last["what"], "left-out");
    assert!(last["text"].starts_with("ledger/a.csv:4: "));
}

/// £39,000 of £40,000 is −£1,000: to the reserve as agreed. Instead beds may not be shared at all.
#[test]
fn rows_of_another_risk_share_add_up_to_the_variance() {
    let at = gains_alone("instead");
    with_a_lost_row(&at);
    let file = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        yaml.replace("{to: contributions}", "{to: contingency}"),
    )
    .unwrap();
    let rows = csv(&at, "--through 2025-26 --instead each-bears-own");
    for which in ["agreed", "instead"] {
        let own = rows
            .iter()
            .filter(|r| r["which"] == which && r["scope"] == "scheme/beds");
        let told: Vec<String> = own
            .map(|r| format!("{} {}", r["bearer"], r["amount"]))
            .collect();
        let expected: &[&str] = match which {
            "agreed" => &["elsewhere -1000.00"],
            _ => &["icb -1000.00", "elsewhere 0.00"],
        };
        assert_eq!(told, expected);
    }
    assert_eq!(rows.last().unwrap()["kind"], "left-out");
    // A share that is spent over its baseline is left out of both, by name.
    let rule = "risk_shares:\n  - {id: other, overspend: {bands: [{to: host}]}}\n";
    std::fs::write(at.join("other.yaml"), rule).unwrap();
    let other = at.join("other.yaml").display().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(&at)
        .args([
            "--through",
            "2025-26",
            "--as-at",
            "2026-06-30",
            "--format",
            "csv",
        ])
        .args(["--instead", &other])
        .output()
        .unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    for which in ["agreed", "instead"] {
        let row = format!("{which},scheme/beds,,,,,not-computed,\"left out of both, ");
        assert!(words.contains(&row), "{words}");
    }
}

/// Every loss is met by a reserve of a thousand million, and gains go by contributions: what the parties
/// expect and what is elsewhere come to the expected variance, within a penny for each of three.
#[test]
fn expected_amounts_of_a_simulation_add_up() {
    let at = gains_alone("simulation");
    let file = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&file).unwrap();
    let yaml = yaml
        .replace("2025-26: £10k", "2025-26: £1000m")
        .replace("    underspend:", "    overspend: {first: [{reserve: contingency}], bands: [{to: host}]}\n    underspend:")
        .replace("£40k}, risk", "£40k}, spread: 10%, risk");
    std::fs::write(&file, yaml).unwrap();
    let asked = "--through 2025-26 --around baseline --simulate=200";
    let output = run(&at, asked, "json");
    let got: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let pence = |amount: &serde_json::Value| -> i64 {
        amount.as_str().unwrap().replace('.', "").parse().unwrap()
    };
    let shares = got["shares"].as_array().unwrap().iter();
    let borne: i64 = shares.map(|share| pence(&share["expected"])).sum();
    let elsewhere = pence(&got["elsewhere"]["expected"]);
    assert!(elsewhere > 0);
    let off = borne + elsewhere - pence(&got["variance"]["expected"]);
    assert!(off.abs() <= 2, "{off}");
    let (words, _) = told(&at, asked);
    assert!(words.contains(" Elsewhere £"), "{words}");
    assert!(words.contains("Elsewhere: taken by reserves"), "{words}");
    let rows = csv(&at, asked);
    let row = rows.iter().find(|row| row["of"] == "elsewhere").unwrap();
    assert_eq!(
        row["amount"],
        got["elsewhere"]["expected"].as_str().unwrap()
    );
}

/// What a page of so many letters shows.
fn narrow(at: &Path, asked: &str, columns: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(at)
        .args(asked.split(' '))
        .args(["--as-at", "2026-06-30"])
        .env("COLUMNS", columns)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// No part of a scope stands below to give them again.
#[test]
fn another_risk_share_keeps_baseline_and_out_turn_on_a_narrow_page() {
    let at = gains_alone("narrow");
    let words = narrow(&at, "--through 2025-26 --instead each-bears-own", "50");
    for figure in ["Baseline", "£40,000.00", "Out-turn", "£39,000.00"] {
        assert_eq!(words.matches(figure).count(), 2, "{figure}\n{words}");
    }
}
