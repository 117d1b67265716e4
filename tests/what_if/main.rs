//! Sweeps, exposure, another risk share instead, and simulations: figures worked by hand.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod exposure;
mod instead;
mod refused;
mod simulation;
#[path = "../support/mod.rs"]
mod support;
mod sweep;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The host (the council) bears the first 2%, then 3 : 2 by contributions; the council at most
/// £30,000. All gains by contributions.
const RULE: &str = "  - id: standard
    overspend:
      bands: [{up_to: 2%, to: host}, {to: contributions}]
      limits: [{party: council, at_most: £30k, excess_to: icb}]
    underspend: {bands: [{to: contributions}]}
";

const EVEN: [(&str, &str); 1] = [("2026-03-31", "1200000")];

const ALL_TO_ICB: &str = "  - id: standard
    overspend: {bands: [{to: icb}], limits: [{party: icb, at_most: £30k, excess_to: council}]}
    underspend: {bands: [{to: icb}]}
";

/// One scheme of £1,200,000 and its ledger rows of spend.
fn plan(name: &str, rule: &str, spend: &[(&str, &str)]) -> PathBuf {
    let more = "    host: council\n    reserves: [{id: contingency, opening: {2025-26: £10k}}]\n";
    let pool = support::pool("pool", ["£720k", "£480k"], more);
    let scheme = "  - {id: s, pool: pool, lead: council, baseline: {2025-26: \"£1,200,000\"}, risk_share: standard}\n";
    let yaml = support::tarn_and_vale(&format!("{pool}schemes:\n{scheme}risk_shares:\n{rule}"));
    let mut rows = String::from("date,kind,scheme,amount\n");
    for (day, amount) in spend {
        rows.push_str(&format!("{day},spend,s,{amount}\n"));
    }
    let files = [("partnership.yaml", yaml.as_str()), ("ledger/a.csv", &rows)];
    support::folder(&format!("what-if-{name}"), &files)
}

/// Puts other words in the place of these in the plan.
#[track_caller]
fn change(at: &Path, from: &str, to: &str) {
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    assert!(yaml.contains(from), "{from} is not in {yaml}");
    std::fs::write(&path, yaml.replace(from, to)).unwrap();
}

/// The words of a question, `\0` standing for a space within one.
fn parted(asked: &str) -> Vec<String> {
    let words = asked.split(' ');
    words.map(|word| word.replace('\u{0}', " ")).collect()
}

/// A question about a folder, as at 30 June 2026.
fn question(at: &Path, asked: &str) -> Command {
    let mut program = support::program();
    program.arg("riskshare").arg(at).args(parted(asked));
    program.args(["--as-at", "2026-06-30"]);
    program
}

fn run(at: &Path, asked: &str) -> Output {
    question(at, asked).output().unwrap()
}

fn ask(at: &Path, asked: &str) -> Value {
    support::answer(&run(at, &format!("{asked} --format json")))
}

/// What a run that is refused says.
#[track_caller]
fn refused(at: &Path, asked: &str) -> String {
    support::refused(&run(at, asked))
}
