//! The two examples: the sound one is sound, and the one amiss is told all that is wrong with it.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn jcplan(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .args(arguments)
        .args(["--format", "json"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// File, line and check of every finding.
fn findings(folder: &str) -> Vec<(String, u64, String)> {
    told(folder, "findings")
}

/// The same of those that stand under a key of the answer.
fn told(folder: &str, key: &str) -> Vec<(String, u64, String)> {
    let answer = jcplan(&["check", folder, "--as-at", "2026-10-20"]);
    let all = answer[key].as_array().unwrap().iter();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    all.map(|f| {
        (
            text(&f["at"]["file"]),
            f["at"]["line"].as_u64().unwrap(),
            text(&f["check"]),
        )
    })
    .collect()
}

#[test]
fn the_sound_example_is_sound() {
    assert_eq!(findings("tarn-and-vale"), []);
    for (through, basis) in [
        ("2025-26", "to-date"),
        ("2026-27-Q2", "to-date"),
        ("2026-27-Q2", "forecast"),
    ] {
        let answer = jcplan(&[
            "riskshare",
            "tarn-and-vale",
            "--through",
            through,
            "--basis",
            basis,
            "--as-at",
            "2026-10-20",
        ]);
        for key in ["not_computed", "not_settled", "left_out"] {
            assert_eq!(
                answer[key].as_array().unwrap().len(),
                0,
                "{through} {basis} {key}"
            );
        }
    }
}

/// The list in the example's README, put in by hand.
#[test]
fn every_fault_of_the_example_amiss_is_told_where_it_stands() {
    let expected: Vec<(String, u64, String)> = [
        ("contracts/council.csv", 24, "contract-dates"),
        ("contracts/icb.csv", 18, "contract-outlives-agreement"),
        ("ledger/2025-26.csv", 221, "unreadable-amount"),
        ("ledger/2025-26.csv", 278, "row-incomplete"),
        ("ledger/2025-26.csv", 418, "unreadable-date"),
        ("ledger/2026-27.csv", 19, "row-after-agreement"),
        ("ledger/2026-27.csv", 50, "unknown-name"),
        ("ledger/2026-27.csv", 121, "ragged-row"),
        ("partnership.yaml", 48, "matter-missing"),
        ("partnership.yaml", 62, "signed-late"),
        ("partnership.yaml", 66, "pool-manager-elsewhere"),
        ("partnership.yaml", 135, "unknown-key"),
        ("partnership.yaml", 192, "instalments-differ"),
        ("partnership.yaml", 283, "reserve-without-opening"),
        ("partnership.yaml", 288, "reserve-without-opening"),
        ("partnership.yaml", 340, "source-of-other-side"),
        ("partnership.yaml", 429, "bands-not-ascending"),
        ("partnership.yaml", 451, "shares-not-whole"),
        ("schemes.csv", 11, "spend-without-baseline"),
        ("schemes.csv", 17, "scheme-without-risk-share"),
        ("waivers.yaml", 14, "waiver-expired"),
    ]
    .map(|(file, line, check)| (file.to_owned(), line, check.to_owned()))
    .to_vec();
    assert_eq!(findings("tarn-and-vale-amiss"), expected);
    let waived = [("contracts/icb.csv", 17, "contract-value-unknown")]
        .map(|(file, line, check)| (file.to_owned(), line, check.to_owned()));
    assert_eq!(told("tarn-and-vale-amiss", "waived"), waived);
}

/// Worked in the example's README: community equipment is £27,328.59 over, half each, the odd
/// penny to the first named.
#[test]
fn the_figures_worked_in_the_readme_are_the_programs() {
    let answer = jcplan(&[
        "riskshare",
        "tarn-and-vale",
        "--through",
        "2025-26",
        "--as-at",
        "2026-06-30",
    ]);
    let scope = |name: &str| -> Value {
        let scopes = answer["scopes"].as_array().unwrap();
        scopes.iter().find(|s| s["scope"] == name).unwrap()["shares"].clone()
    };
    let shares = |icb: &str, council: &str| serde_json::json!({"icb": icb, "council": council});
    assert_eq!(
        scope("scheme/home-reablement"),
        shares("36280.06", "130980.88")
    );
    assert_eq!(
        scope("scheme/short-stay-placements"),
        shares("-19104.46", "-17697.64")
    );
    assert_eq!(
        scope("pool/community-equipment"),
        shares("13664.30", "13664.29")
    );
}
