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

/// File, line, column and check of a finding.
type Told = (String, u64, u64, String);

fn findings(folder: &str, as_at: &str) -> Vec<Told> {
    told(folder, as_at, "findings")
}

/// The same of those that stand under a key of the answer.
fn told(folder: &str, as_at: &str, key: &str) -> Vec<Told> {
    let answer = jcplan(&["check", folder, "--as-at", as_at]);
    let all = answer[key].as_array().unwrap().iter();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    all.map(|f| {
        (
            text(&f["at"]["file"]),
            f["at"]["line"].as_u64().unwrap(),
            f["at"]["column"].as_u64().unwrap(),
            text(&f["check"]),
        )
    })
    .collect()
}

#[test]
fn the_sound_example_is_sound() {
    // The days its README and the docs use, and one in each part of both years.
    for as_at in [
        "2025-06-30",
        "2025-12-01",
        "2026-03-31",
        "2026-06-30",
        "2026-10-20",
        "2026-11-01",
    ] {
        assert_eq!(findings("tarn-and-vale", as_at), [], "{as_at}");
    }
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
    let expected: Vec<Told> = [
        ("answers.csv", 23, 35, "evidence-missing"),
        ("answers.csv", 110, 37, "answer-without-evidence"),
        ("clauses.csv", 7, 1, "clause-of-no-matter"),
        ("contracts/council.csv", 24, 116, "contract-dates"),
        ("contracts/icb.csv", 18, 134, "contract-outlives-agreement"),
        ("contracts/icb.csv", 25, 44, "contract-without-provider"),
        ("ledger/2025-26.csv", 221, 29, "unreadable-amount"),
        ("ledger/2025-26.csv", 278, 62, "row-incomplete"),
        ("ledger/2025-26.csv", 418, 1, "unreadable-date"),
        ("ledger/2026-27.csv", 19, 1, "row-after-agreement"),
        ("ledger/2026-27.csv", 50, 19, "unknown-name"),
        ("ledger/2026-27.csv", 121, 1, "ragged-row"),
        ("partnership.yaml", 16, 12, "body-ended"),
        ("partnership.yaml", 51, 1, "matter-missing"),
        ("partnership.yaml", 51, 1, "question-unanswered"),
        ("partnership.yaml", 65, 11, "signed-late"),
        ("partnership.yaml", 69, 15, "pool-manager-elsewhere"),
        ("partnership.yaml", 92, 172, "function-excluded"),
        ("partnership.yaml", 117, 9, "review-overdue"),
        ("partnership.yaml", 128, 11, "variation-unsigned"),
        ("partnership.yaml", 139, 54, "obsolete-reference"),
        ("partnership.yaml", 175, 7, "sign-off-missing"),
        ("partnership.yaml", 189, 5, "unknown-key"),
        ("partnership.yaml", 246, 13, "instalments-differ"),
        ("partnership.yaml", 337, 13, "reserve-without-opening"),
        ("partnership.yaml", 342, 13, "reserve-without-opening"),
        ("partnership.yaml", 394, 17, "source-of-other-side"),
        ("partnership.yaml", 483, 18, "bands-not-ascending"),
        ("partnership.yaml", 505, 13, "shares-not-whole"),
        ("schemes.csv", 17, 1, "scheme-without-risk-share"),
        ("waivers.yaml", 14, 10, "waiver-expired"),
    ]
    .map(|(file, line, column, check)| (file.to_owned(), line, column, check.to_owned()))
    .to_vec();
    assert_eq!(findings("tarn-and-vale-amiss", "2026-10-20"), expected);
    let waived = [("contracts/icb.csv", 17, 158, "contract-value-unknown")]
        .map(|(file, line, column, check)| (file.to_owned(), line, column, check.to_owned()));
    assert_eq!(told("tarn-and-vale-amiss", "2026-10-20", "waived"), waived);
}

#[test]
fn every_family_of_checks_has_a_fault_in_the_example_amiss() {
    let told = findings("tarn-and-vale-amiss", "2026-10-20");
    for check in jcplan::checks::all() {
        let family = check.family;
        let shown = jcplan::checks::all()
            .filter(|c| c.family == family)
            .any(|c| told.iter().any(|(_, _, _, name)| name == c.name));
        assert!(shown, "{family} has none");
    }
}

#[test]
fn a_fault_weighs_on_every_item_its_check_answers_and_on_no_other() {
    let answer = jcplan(&[
        "check",
        "tarn-and-vale-amiss",
        "--matters",
        "--as-at",
        "2026-10-20",
    ]);
    let documents = answer["documents"].as_array().unwrap().iter();
    let items: Vec<&Value> = documents
        .flat_map(|d| d["items"].as_array().unwrap())
        .collect();
    for (id, state) in [
        ("si-2000-617/7-3", "weak"),
        ("pooled-fund-practice/signed-in-time", "weak"),
        ("pooled-fund-practice/variation-log", "weak"),
        ("si-2000-617/5-out", "missing"),
        ("si-2000-617/6-out", "met"),
        ("health-and-care-act-2022/boards", "weak"),
        ("health-and-care-act-2022/13z", "met"),
        // It was the plan for 2025-26 that somebody else signed.
        ("better-care-fund/2026-27/plans-agreed", "met"),
    ] {
        let item = items.iter().find(|i| i["item"] == id).unwrap();
        assert_eq!(item["state"], state, "{id}");
    }
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
