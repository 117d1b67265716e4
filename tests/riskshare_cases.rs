//! Known answers for risk shares, read in place where they stand beside the project.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases/riskshare");
    folder.is_dir().then_some(folder)
}

fn answer(folder: &Path, through: &str, basis: &str) -> Value {
    let asked = ["riskshare", "--through", through, "--basis", basis];
    support::jcplan(folder, &asked)
}

/// Entries at 0.00 may be there or not.
fn without_nil(map: &Value) -> Vec<(String, String)> {
    let entries = map.as_object().unwrap().iter();
    let mut all: Vec<(String, String)> = entries
        .map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned()))
        .filter(|(_, v)| v != "0.00")
        .collect();
    all.sort();
    all
}

#[test]
fn every_known_answer_agrees_to_the_penny() {
    let Some(cases) = cases() else {
        println!("skipped: the known answers are not beside the project");
        return;
    };
    let mut checked = 0;
    for entry in fs::read_dir(cases).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(expected) = fs::read_to_string(folder.join("expected.json")) else {
            continue;
        };
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let text = |key: &str| expected[key].as_str().unwrap();
        let got = answer(&folder, text("through"), text("basis"));
        let got = got["scopes"].as_array().unwrap();
        let wanted = expected["scopes"].as_array().unwrap();
        assert_eq!(got.len(), wanted.len(), "{}", folder.display());
        for scope in wanted {
            let same =
                |s: &&Value| s["scope"] == scope["scope"] && s["risk_share"] == scope["risk_share"];
            let found = got.iter().find(same).unwrap();
            let place = format!("{} {}", folder.display(), scope["scope"]);
            for key in ["baseline", "outturn", "variance", "offset", "unallocated"] {
                assert_eq!(found[key], scope[key], "{place} {key}");
            }
            for key in ["shares", "reserves"] {
                assert_eq!(
                    without_nil(&found[key]),
                    without_nil(&scope[key]),
                    "{place} {key}"
                );
            }
            checked += 1;
        }
    }
    println!("{checked} scopes agree");
    assert!(checked > 80);
}

#[test]
fn published_settlements_agree_within_two_dollars() {
    let Some(cases) = cases() else {
        println!("skipped: the known answers are not beside the project");
        return;
    };
    let folder = cases.join("mssp-2022");
    let got = answer(&folder, "2025-26-Q4", "to-date");
    let mut reader = csv::Reader::from_path(folder.join("published.csv")).unwrap();
    let mut checked = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let name = format!("scheme/{}", &record[0]);
        let published: i128 = record[1].parse().unwrap();
        let scopes = got["scopes"].as_array().unwrap();
        let scope = scopes.iter().find(|s| s["scope"] == name.as_str()).unwrap();
        let share = scope["shares"]
            .get("aco")
            .map_or("0.00", |v| v.as_str().unwrap());
        let pence = -jcplan::value::Money::parse(share).unwrap().pence();
        assert!(
            (pence - published.max(0) * 100).abs() <= 200,
            "{name}: {published} {share}"
        );
        checked += 1;
    }
    assert_eq!(checked, 482);
}
