//! Waivers, gradings and baselines: what each covers, and that it covers nothing more.

#![allow(clippy::unwrap_used)]

mod baseline;
mod covered;
mod grading;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use support::settle;

/// Three contracts: two without an end, one of them the framework of the third; both partners
/// signed late.
pub(crate) const PARTNERSHIP: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
agreement:
  arrangements: [council-exercises-nhs-functions]
  starts: 2025-04-01
  ends: 2028-03-31
  signatures:
    - {partner: icb, by: Chief Executive, on: 2025-04-04}
    - {partner: council, by: Chief Executive, on: 2025-05-19}
";

pub(crate) const REGISTER: &str = "\
contract,title,provider,commissioner,starts,ends,part_of,annual_value
C-0042,Home care,Fellside Care,council,2025-04-01,,,1000
C-0043,Home care at night,Fellside Care,council,2025-04-01,,C-0042,2000
C-0044,Day care,Fellside Care,council,2025-04-01,2027-03-31,,TBC
";

/// A waiver of one finding with these two lines of place, until the end of March 2026.
pub(crate) fn waiver(finding: &str, place: &str) -> String {
    let place: String = place.lines().map(|l| format!("  {l}\n")).collect();
    format!(
        "- finding: {finding}\n{place}  reason: agreed by the board\n  by: Head of Commissioning\n  until: 2026-03-31\n"
    )
}

/// A folder whose agreement is settled but for what the files say.
pub(crate) fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let at = support::folder(name, files);
    settle(&at);
    at
}

pub(crate) fn run(at: &Path, arguments: &[&str]) -> Output {
    support::run_in(at, &[&["check"], arguments].concat())
}

/// The answer for programs, asked for a day while waivers hold.
pub(crate) fn check(at: &Path, arguments: &[&str]) -> Value {
    check_on(at, "2026-03-31", arguments)
}

pub(crate) fn check_on(at: &Path, day: &str, arguments: &[&str]) -> Value {
    let output = run(
        at,
        &[arguments, &["--as-at", day, "--format", "json"]].concat(),
    );
    support::answer(&output)
}

/// `file:line check` of each finding under a key.
pub(crate) fn places(answer: &Value, key: &str, check: &str) -> Vec<String> {
    let all = answer[key].as_array().unwrap().iter();
    all.filter(|f| f["check"].as_str().unwrap().starts_with(check))
        .map(|f| {
            let (file, line) = (f["at"]["file"].as_str().unwrap(), &f["at"]["line"]);
            format!("{file}:{line} {}", f["check"].as_str().unwrap())
        })
        .collect()
}
