//! `riskshare --trace`: a figure down to its ledger rows and terms. Figures are worked by hand.

#![allow(clippy::unwrap_used)]

mod parts;
mod refused;
mod rows;
mod scopes;
mod shown;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// 2% to the host, the rest by contributions, the council limited to £30,000.
const STORY: &str = "\
schemes:
  - {id: home, pool: beds, lead: icb, baseline: {2025-26: £1.2m}, risk_share: rule}
risk_shares:
  - id: rule
    clause: Schedule 3
    overspend:
      bands:
        - {up_to: $first, to: host}
        - to: contributions   # as planned
      limits:
        - {party: council, at_most: £30k, excess_to: icb}
    underspend: {bands: [{to: lead}]}
";

const ROWS: &str = "\
date,kind,scheme,amount,reference,description
2025-09-30,spend,home,\"630,000.00\",R1,half
2026-03-31,spend,home,\"640,000.01\",R2,the other
2026-03-31,income,home,\"10,000.00\",R3,charges
2025-03-31,spend,home,5.00,R0,the year before
";

const COVER: &str = "\
schemes:
  - {id: a, pool: beds, lead: icb, baseline: {2025-26: £100k}, risk_share: rule}
  - {id: b, pool: beds, lead: icb, baseline: {2025-26: £100k}, risk_share: rule}
risk_shares:
  - id: rule
    overspend:
      first: [offset, {reserve: contingency}]
      bands: [{to: {icb: 60%, council: 40%}}]
    underspend: {bands: [{to: lead}]}
";

/// A pool of £1,200,000 with a reserve, and these lines below it.
fn partnership(below: &str) -> String {
    let reserves = "    reserves:\n      - {id: contingency, opening: {2025-26: £20k}}\n";
    let agreement = support::agreement("  host: council\n");
    let pool = support::pool("beds", ["£720k", "£480k"], reserves);
    support::tarn_and_vale(&format!("{agreement}{pool}{below}"))
}

fn made(name: &str, plan: &str, rows: &str) -> PathBuf {
    let plan = partnership(plan);
    let files = [("partnership.yaml", plan.as_str()), ("ledger/a.csv", rows)];
    support::folder(&format!("trace-{name}"), &files)
}

fn story(name: &str) -> PathBuf {
    let used = STORY.replace(
        "risk_share: rule",
        "risk_share: {use: rule, with: {first: 2%}}",
    );
    made(name, &used, ROWS)
}

fn traced(at: &Path, asked: &str) -> Value {
    support::jcplan(at, &["riskshare", "--through", "2025-26", "--trace", asked])
}

/// A question about the year, drawn on a page of 120 columns.
fn question(at: &Path, arguments: &[&str]) -> Command {
    let mut program = support::program();
    program.arg("riskshare").arg(at).args(arguments);
    program.args(["--through", "2025-26", "--as-at", "2026-06-30"]);
    program.env("COLUMNS", "120");
    program
}

#[track_caller]
fn refused(at: &Path, arguments: &[&str]) -> String {
    let said = support::refused(&question(at, arguments).output().unwrap());
    said.trim_end().to_owned()
}

fn text(at: &Path, arguments: &[&str]) -> String {
    support::printed(&question(at, arguments).output().unwrap())
}

/// Fields of every entry of a list, joined.
fn each(list: &Value, keys: &[&str]) -> Vec<String> {
    let field = |one: &Value, key: &str| match one.pointer(key) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => "?".to_owned(),
    };
    let one = |one: &Value| -> Vec<String> { keys.iter().map(|k| field(one, k)).collect() };
    let list = list.as_array().unwrap().iter();
    list.map(|entry| one(entry).join(" ")).collect()
}
