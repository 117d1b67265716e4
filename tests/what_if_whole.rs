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
