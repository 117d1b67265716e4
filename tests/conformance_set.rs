//! The conformance set: every folder below `tests/conformance` gives the figures it says, to the
//! penny. `docs/conformance.md` tells how another program can be held to the same set.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use jcplan::value::Money;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A case is never lost in silence.
const CASES: usize = 175;

const TOP: [&str; 10] = [
    "through",
    "basis",
    "as_at",
    "stage",
    "scopes",
    "partners",
    "providers",
    "settlement",
    "reserves",
    "not_computed",
];
const SCOPE: [&str; 11] = [
    "scope",
    "risk_share",
    "months",
    "baseline",
    "outturn",
    "variance",
    "steps",
    "offset",
    "shares",
    "reserves",
    "unallocated",
];

/// Each case with its name and what it expects.
fn cases() -> Vec<(String, PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut cases = Vec::new();
    for entry in fs::read_dir(root).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for file in ["partnership.yaml", "expected.json", "working.md"] {
            assert!(folder.join(file).is_file(), "{name} has no {file}");
        }
        let text = fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        cases.push((name, folder, expected));
    }
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    cases
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn money(value: &Value) -> Money {
    Money::parse(text(value)).unwrap()
}

fn answer(folder: &Path, expected: &Value) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(folder)
        .args(["--through", text(&expected["through"])])
        .args(["--basis", text(&expected["basis"])])
        .args(["--as-at", text(&expected["as_at"]), "--format", "json"])
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{}: {e}: {error}", folder.display()))
}

/// Entries at 0.00 may be there or not.
fn without_nil(map: &Value) -> BTreeMap<String, String> {
    let entries = map.as_object().unwrap().iter();
    entries
        .map(|(name, amount)| (name.clone(), text(amount).to_owned()))
        .filter(|(_, amount)| amount != "0.00")
        .collect()
}

type Step = (String, String, BTreeMap<String, String>);

/// The steps that moved something, in order.
fn steps(scope: &Value) -> Vec<Step> {
    let all = list(&scope["steps"]).iter();
    all.map(|s| {
        (
            text(&s["step"]).into(),
            text(&s["amount"]).into(),
            without_nil(&s["to"]),
        )
    })
    .filter(|(_, amount, _): &Step| amount != "0.00")
    .collect()
}

/// Of each entry the keys the case fixes, in whatever order the entries stand.
fn rows(entries: &Value, keys: &[&String]) -> Vec<Vec<String>> {
    let pick = |entry: &Value| keys.iter().map(|key| text(&entry[*key]).into()).collect();
    let mut all: Vec<Vec<String>> = list(entries).iter().map(pick).collect();
    all.sort();
    all
}

fn compare_scope(place: &str, wanted: &Value, got: &Value, wrong: &mut Vec<String>) {
    for (key, value) in wanted.as_object().unwrap() {
        let (said, printed) = match key.as_str() {
            "steps" => (format!("{:?}", steps(wanted)), format!("{:?}", steps(got))),
            "shares" | "reserves" => (
                format!("{:?}", without_nil(value)),
                format!("{:?}", without_nil(&got[key])),
            ),
            _ => (value.to_string(), got[key].to_string()),
        };
        if said != printed {
            wrong.push(format!(
                "{place} {key}\n  the case says {said}\n  it prints     {printed}"
            ));
        }
    }
}

fn compare(name: &str, expected: &Value, got: &Value, wrong: &mut Vec<String>) {
    for key in ["through", "basis", "as_at", "stage"] {
        if expected[key] != got[key] {
            wrong.push(format!(
                "{name} {key}: {} and not {}",
                got[key], expected[key]
            ));
        }
    }
    let (wanted, found) = (list(&expected["scopes"]), list(&got["scopes"]));
    if wanted.len() != found.len() {
        wrong.push(format!(
            "{name} scopes: {} and not {}",
            found.len(),
            wanted.len()
        ));
    }
    for scope in wanted {
        let same = |s: &&Value| {
            let months = scope.get("months");
            s["scope"] == scope["scope"]
                && s["risk_share"] == scope["risk_share"]
                && months.is_none_or(|months| s["months"] == *months)
        };
        let place = format!("{name} {}", text(&scope["scope"]));
        match found.iter().find(same) {
            Some(found) => compare_scope(&place, scope, found, wrong),
            None => wrong.push(format!("{place}: not computed")),
        }
    }
    for key in ["partners", "providers", "settlement", "reserves"] {
        let Some(first) = expected.get(key) else {
            continue;
        };
        let keys: Vec<&String> = list(first).iter().take(1).flat_map(names).collect();
        let (wanted, found) = (rows(first, &keys), rows(&got[key], &keys));
        if wanted != found {
            wrong.push(format!(
                "{name} {key}\n  the case says {wanted:?}\n  it prints     {found:?}"
            ));
        }
    }
    // Where the case names none, every scope is computed.
    let mut wanted: Vec<&str> = list(&expected["not_computed"]).iter().map(text).collect();
    let refused = list(&got["not_computed"]).iter();
    let mut found: Vec<&str> = refused.map(|entry| text(&entry["scope"])).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    if wanted != found {
        wrong.push(format!("{name} not_computed: {found:?} and not {wanted:?}"));
    }
}

fn names(entry: &Value) -> impl Iterator<Item = &String> {
    entry.as_object().unwrap().keys()
}

#[test]
fn every_case_gives_the_figures_it_says() {
    let cases = cases();
    let mut wrong = Vec::new();
    for (name, folder, expected) in &cases {
        compare(name, expected, &answer(folder, expected), &mut wrong);
    }
    println!("{} cases", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() >= CASES, "{} cases of {CASES}", cases.len());
}

/// What the set itself says must hold together, whatever a program makes of it: no key that
/// nothing compares, and shares that close.
#[test]
fn every_expectation_closes_and_has_no_other_key() {
    for (name, _, expected) in cases() {
        for key in names(&expected) {
            assert!(TOP.contains(&key.as_str()), "{name} {key}");
        }
        for scope in list(&expected["scopes"]) {
            let place = format!("{name} {}", text(&scope["scope"]));
            for key in names(scope) {
                assert!(SCOPE.contains(&key.as_str()), "{place} {key}");
            }
            let sum = |map: &Value| map.as_object().unwrap().values().map(money).sum::<Money>();
            let variance = money(&scope["outturn"]) - money(&scope["baseline"]);
            assert_eq!(money(&scope["variance"]), variance, "{place}");
            assert_eq!(
                sum(&scope["shares"]),
                variance + money(&scope["offset"]) + sum(&scope["reserves"])
                    - money(&scope["unallocated"]),
                "{place}"
            );
        }
    }
}
