//! `jcplan totals`, and the answers that rest on its file in place of the ledger.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod cells;
mod engines;
mod file;
mod not_known;
mod odd;
mod refused;
mod same;
#[path = "../support/mod.rs"]
mod support;
mod whole;

use std::fs;
use std::path::{Path, PathBuf};

/// One scheme of £1,200.00 a year, lead council, in a pool of two partners; its ledger is this.
fn beds(name: &str, ledger: &str) -> PathBuf {
    let partnership = "\
jcplan: 1
id: beds
name: Beds together
dates: dd/mm/yyyy
partners:
  - {id: icb, name: NHS Moor ICB, kind: integrated-care-board}
  - {id: council, name: Moor Council, kind: unitary-authority}
providers:
  - {id: wren, name: Wren Care Ltd}
agreement: {arrangements: [pooled-fund], starts: 2025-04-01, ends: 2027-03-31, host: council}
pools:
  - id: pool
    name: The pool
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: 600.00}
      - {partner: council, source: council-additional, year: 2025-26, amount: 600.00}
schemes:
  - {id: beds, name: Beds, pool: pool, lead: council, baseline: {2025-26: 1200.00}, risk_share: half}
  - {id: visits, name: Visits, pool: pool, lead: icb, baseline: {2025-26: 0.00}, risk_share: half}
risk_shares:
  - id: half
    net: scheme
    overspend: {bands: [{to: {icb: 50%, council: 50%}}]}
    underspend: {bands: [{to: {icb: 50%, council: 50%}}]}
";
    let files = [
        ("partnership.yaml", partnership),
        ("ledger/2025-26.csv", ledger),
    ];
    support::folder(name, &files)
}

/// The file of totals of a folder, as `jcplan totals` prints it.
fn file_of(at: &Path, more: &[&str]) -> String {
    let asked = [
        &["totals", "--as-at", "2026-06-30", "--format", "csv"],
        more,
    ]
    .concat();
    support::printed(&support::run(at, &asked))
}

/// The same, written beside the folder.
fn written(at: &Path, text: &str) -> String {
    let path = at.join("totals.csv");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}
