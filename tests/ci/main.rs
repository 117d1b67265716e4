//! The formats CI systems read: SARIF against its published schema, JUnit read back by readers of
//! its own kind, GitHub's commands against what people's files may try to say.

#![allow(clippy::unwrap_used)]

mod github;
mod junit;
mod sarif;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;
use std::process::{Command, Output};

/// Runs `jcplan check` in a folder, as at 20 October 2026, with nothing set that a CI system sets.
fn check(at: &Path, arguments: &[&str]) -> Output {
    command(at, arguments).output().unwrap()
}

fn command(at: &Path, arguments: &[&str]) -> Command {
    let mut command = support::program();
    command
        .arg("check")
        .args(arguments)
        .args(["--as-at", "2026-10-20"])
        .current_dir(at);
    command
}

fn printed(at: &Path, arguments: &[&str]) -> String {
    let output = check(at, arguments);
    assert!(output.stderr.is_empty(), "{output:?}");
    support::printed(&output)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A sound partnership; what a test adds to it is amiss.
const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
pools:
  - id: pool
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2026-27, amount: £60k}
      - {partner: council, source: council-additional, year: 2026-27, amount: £40k}
schemes:
  - {id: beds, pool: pool, lead: icb, baseline: {2026-27: £100k}, risk_share: each-bears-own}
";

/// Words that try every reader: control characters, the end of a CDATA section, tags, entities,
/// commands of CI systems, marks that turn writing round, places to fill in, links.
const HOSTILE: &str = "\u{1b}[31m]]> <b>&amp;\"'\u{1f600}\u{fffe}\u{202e}{0} [a](http://b) ##[error]x ::error::y 100%";
