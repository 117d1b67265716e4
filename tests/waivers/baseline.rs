//! Baselines: what was there before is held back, what is new is told, what has gone is told.

use super::support::{aside, printed, refused};
use super::{PARTNERSHIP, REGISTER, check, folder, places, run, waiver};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

const DAY: [&str; 2] = ["--as-at", "2026-03-31"];
const BASELINE: [&str; 2] = ["--baseline", "known.jsonl"];

/// A folder with its baseline written.
fn known(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let at = folder(&format!("baseline-{name}"), files);
    let output = run(
        &at,
        &[&["--write-baseline", "known.jsonl"], &DAY[..]].concat(),
    );
    assert_eq!(output.status.code(), Some(0), "{}", aside(&output));
    at
}

fn with_register(name: &str) -> PathBuf {
    let files = [
        ("partnership.yaml", PARTNERSHIP),
        ("contracts/council.csv", REGISTER),
    ];
    known(name, &files)
}

fn change(at: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(at.join(file)).unwrap();
    assert!(text.contains(from));
    fs::write(at.join(file), text.replacen(from, to, 1)).unwrap();
}

#[test]
fn what_a_baseline_knows_is_neither_told_nor_counted() {
    let at = with_register("known");
    let output = run(&at, &[&BASELINE[..], &DAY, &["--fail-on", "note"]].concat());
    assert_eq!(output.status.code(), Some(0));
    // Two signatures, two contracts without an end, one value.
    assert!(printed(&output).ends_with("no findings, 5 known from known.jsonl\n"));
    let answer = check(&at, &BASELINE);
    assert_eq!(answer["findings"], json!([]));
    assert_eq!(answer["counts"]["known"], 5);
    assert_eq!(
        answer["baseline"],
        json!({"file": "known.jsonl", "known": 5, "stale": []})
    );
}

#[test]
fn a_baseline_survives_lines_put_in_above() {
    let at = with_register("lines");
    change(
        &at,
        "partnership.yaml",
        "jcplan: 1\n",
        "# a line\n# and another\njcplan: 1\n",
    );
    let new = "C-0001,Meals,Fellside Care,council,2025-04-01,2027-03-31,,10\nC-0042,";
    change(&at, "contracts/council.csv", "C-0042,", new);
    let answer = check(&at, &BASELINE);
    assert_eq!(answer["findings"], json!([]));
    assert_eq!(answer["baseline"]["stale"], json!([]));
}

#[test]
fn what_is_new_is_told_even_when_it_is_like_what_is_known() {
    let plan = format!(
        "{PARTNERSHIP}pools:\n  - {{id: care, host: council}}\nschemes:\n  - {{id: reablement, pool: care}}\n"
    );
    let row = "2025-05-01,spend,reablement,1.005\n";
    let ledger = format!("date,kind,scheme,amount\n{row}");
    let at = known(
        "alike",
        &[
            ("partnership.yaml", plan.as_str()),
            ("ledger/a.csv", &ledger),
        ],
    );
    change(&at, "ledger/a.csv", row, &row.repeat(2));
    let answer = check(&at, &BASELINE);
    assert_eq!(
        places(&answer, "findings", ""),
        ["ledger/a.csv:3 unreadable-amount"]
    );
    let output = run(&at, &[&BASELINE[..], &DAY].concat());
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_has_gone_is_told_as_stale_and_taken_out_on_demand() {
    let at = with_register("stale");
    change(&at, "partnership.yaml", "on: 2025-05-19", "on: 2025-03-19");
    change(&at, "contracts/council.csv", "2027-03-31,,TBC", ",,5");
    let output = run(&at, &[&BASELINE[..], &DAY].concat());
    let said = aside(&output);
    assert!(
        said.starts_with("2 entries of known.jsonl match nothing any more"),
        "{said}"
    );
    assert!(
        said.contains("--baseline known.jsonl --write-baseline known.jsonl"),
        "{said}"
    );
    assert!(
        said.contains("  signed-late in ./partnership.yaml: `council` signed 48 days"),
        "{said}"
    );
    let answer = check(&at, &BASELINE);
    let stale = answer["baseline"]["stale"].as_array().unwrap();
    assert_eq!(stale.len(), 2);
    assert_eq!(stale[0]["check"], "contract-value-unknown");
    // C-0044 now has no end: that is new, and shrinking the baseline does not take it in.
    let new = ["contracts/council.csv:4 contract-open-ended"];
    assert_eq!(places(&answer, "findings", ""), new);
    let shrink = [&BASELINE[..], &["--write-baseline", "known.jsonl"]].concat();
    assert_eq!(places(&check(&at, &shrink), "findings", ""), new);
    let answer = check(&at, &BASELINE);
    assert_eq!(
        answer["baseline"],
        json!({"file": "known.jsonl", "known": 3, "stale": []})
    );
    assert_eq!(places(&answer, "findings", ""), new);
}

#[test]
fn a_baseline_is_a_sorted_line_for_each_finding() {
    let at = with_register("lines-of-it");
    let text = fs::read_to_string(at.join("known.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "{\"schema\":\"jcplan/baseline/1\"}");
    assert_eq!(lines.len(), 6);
    assert!(lines[1].starts_with(
        "{\"folder\":\".\",\"file\":\"contracts/council.csv\",\"check\":\"contract-open-ended\",\"message\":"
    ), "{}", lines[1]);
    assert!(lines[5].contains("partnership.yaml"));
}

#[test]
fn one_baseline_serves_many_folders_from_wherever_it_is_asked() {
    let late = PARTNERSHIP;
    let at = known(
        "many",
        &[
            ("plans/a/partnership.yaml", late),
            ("plans/b/partnership.yaml", late),
        ],
    );
    let answer = check(&at, &BASELINE);
    for one in answer["folders"].as_array().unwrap() {
        assert_eq!(one["answer"]["counts"]["known"], 2, "{one}");
        assert_eq!(one["answer"]["findings"], json!([]));
    }
    let from_within = run(
        &at.join("plans/a"),
        &[
            &["--baseline", "../../known.jsonl", "--fail-on", "note"],
            &DAY[..],
        ]
        .concat(),
    );
    assert_eq!(from_within.status.code(), Some(0));
    assert_eq!(
        aside(&from_within),
        "",
        "the other folder's entries are no business of this run"
    );
    // The same fault put right in one folder stays known in the other.
    change(
        &at,
        "plans/a/partnership.yaml",
        "on: 2025-05-19",
        "on: 2025-03-19",
    );
    let said = aside(&run(&at, &[&BASELINE[..], &DAY].concat()));
    assert!(
        said.starts_with("1 entry of known.jsonl matches nothing any more"),
        "{said}"
    );
    assert!(
        said.contains("signed-late in plans/a/partnership.yaml"),
        "{said}"
    );
    // A folder that is gone leaves entries that are stale.
    fs::remove_dir_all(at.join("plans/b")).unwrap();
    let said = aside(&run(&at, &[&BASELINE[..], &DAY].concat()));
    assert!(said.starts_with("3 entries"), "{said}");
}

#[test]
fn a_baseline_that_is_not_there_or_is_none_stops_the_run() {
    let at = with_register("refused");
    fs::write(
        at.join("torn.jsonl"),
        "{\"schema\":\"jcplan/baseline/1\"}\n<<<<<<< ours\n",
    )
    .unwrap();
    for (file, said) in [
        ("nowhere.jsonl", "there is no such file"),
        ("partnership.yaml", "is no baseline"),
        ("torn.jsonl", "line 2"),
        ("contracts", "is a folder"),
    ] {
        let error = refused(&run(&at, &["--baseline", file]));
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn a_baseline_is_never_written_over_another_file() {
    let at = with_register("over");
    for file in ["partnership.yaml", "contracts/council.csv"] {
        let before = fs::read(at.join(file)).unwrap();
        let error = refused(&run(&at, &["--write-baseline", file]));
        assert!(error.contains("is no baseline"), "{error}");
        assert_eq!(fs::read(at.join(file)).unwrap(), before);
    }
    refused(&run(&at, &["--write-baseline", "x/known.jsonl"]));
    let both = ["--output", "known.jsonl", "--write-baseline", "known.jsonl"];
    let before = fs::read(at.join("known.jsonl")).unwrap();
    refused(&run(&at, &[&both[..], &DAY].concat()));
    assert_eq!(fs::read(at.join("known.jsonl")).unwrap(), before);
    let partial = ["--only", "unsigned", "--write-baseline", "new.jsonl"];
    refused(&run(&at, &partial));
}

#[test]
fn a_file_that_cannot_be_read_is_never_known_and_makes_nothing_stale() {
    let at = with_register("unread");
    fs::write(at.join("partnership.yaml"), "jcplan: [\n").unwrap();
    let answer = check(&at, &BASELINE);
    assert_eq!(places(&answer, "findings", "yaml-unreadable").len(), 1);
    assert_eq!(answer["baseline"]["stale"], json!([]));
    let write = [&["--write-baseline", "other.jsonl"], &DAY[..]].concat();
    let output = run(&at, &write);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        aside(&output).contains("1 other is not taken in"),
        "{}",
        aside(&output)
    );
    assert!(printed(&output).contains("yaml-unreadable"));
}

#[test]
fn waived_findings_and_faults_of_waivers_are_not_taken_in() {
    let waivers = waiver("signed-late", "id: council") + &waiver("signed-late", "id: nobody");
    let at = known(
        "waived",
        &[
            ("partnership.yaml", PARTNERSHIP),
            ("waivers.yaml", &waivers),
        ],
    );
    let answer = check(&at, &BASELINE);
    assert_eq!(answer["counts"]["known"], 1);
    assert_eq!(answer["counts"]["waived"], 1);
    assert_eq!(
        places(&answer, "findings", ""),
        ["waivers.yaml:7 waiver-matches-nothing"]
    );
    // When the waiver has run out, the finding is told.
    let after = super::check_on(&at, "2026-04-01", &BASELINE);
    assert_eq!(places(&after, "findings", "signed-late").len(), 1);
}

/// A finding in another file is another finding, though all else about it is the same.
#[test]
fn what_moves_to_another_file_is_new_there_and_stale_here() {
    let at = with_register("moved");
    fs::rename(
        at.join("contracts/council.csv"),
        at.join("contracts/icb.csv"),
    )
    .unwrap();
    let answer = check(&at, &BASELINE);
    // Two contracts without an end and a value that is not known.
    assert_eq!(answer["findings"].as_array().unwrap().len(), 3);
    assert_eq!(answer["baseline"]["stale"].as_array().unwrap().len(), 3);
}
