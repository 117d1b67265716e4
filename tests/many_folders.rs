//! Several folders in one run: what stops one of them leaves the others answered for.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::folder;

const PLAN: &str = "jcplan: 1\nid: marsh\nname: Marsh\npartners:\n  \
    - {id: icb, name: NHS Marsh ICB, kind: integrated-care-board}\n  \
    - {id: council, name: Fenbridge Council, kind: unitary-authority}\n";

fn run(at: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg(arguments[0])
        .arg(at)
        .args(&arguments[1..])
        .args(["--as-at", "2026-06-30"])
        .output()
        .unwrap()
}

/// Two sound folders, `a` and `c`, and between them one whose waivers are a folder.
fn three(name: &str) -> PathBuf {
    folder(
        name,
        &[
            ("a/partnership.yaml", PLAN),
            ("b/partnership.yaml", PLAN),
            ("b/waivers.yaml/inside", ""),
            ("c/partnership.yaml", PLAN),
        ],
    )
}

#[test]
fn what_stops_one_folder_leaves_the_others_answered_for_and_is_told_even_when_quiet() {
    let at = three("many-stopped");
    for more in [
        &["--fail-on", "never"][..],
        &["--fail-on", "never", "--quiet"],
    ] {
        let output = run(&at, &[&["check"], more].concat());
        let said = String::from_utf8(output.stdout).unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(
            said.contains("many-stopped/a:") && said.contains("many-stopped/c:"),
            "{said}"
        );
        assert!(!said.contains("many-stopped/b:"), "{said}");
        assert!(
            told.contains("many-stopped/b is not answered for: "),
            "{told}"
        );
        assert!(
            told.contains("b/waivers.yaml is a folder where a file is expected"),
            "{told}"
        );
    }
}

#[test]
fn a_run_of_which_no_folder_can_be_answered_for_could_not_run() {
    let at = three("many-none");
    for each in ["a", "c"] {
        fs::create_dir(at.join(each).join("waivers.yaml")).unwrap();
    }
    let output = run(&at, &["check", "--fail-on", "never"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(output.stdout.is_empty());
    assert_eq!(told.matches(" is not answered for: ").count(), 3, "{told}");
    assert!(
        told.ends_with("jcplan: no folder could be answered for\n"),
        "{told}"
    );
}

#[test]
fn figures_of_the_others_are_given_where_a_table_of_one_folder_cannot_be_opened() {
    let at = three("many-figures");
    fs::create_dir(at.join("b/schemes.csv")).unwrap();
    for command in ["riskshare", "audit"] {
        let output = run(&at, &[command, "--format", "json"]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("b/schemes.csv is a folder"), "{told}");
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            said["folders"].as_array().map(Vec::len),
            Some(2),
            "{command}"
        );
    }
}

#[test]
fn a_link_that_leads_nowhere_is_told_and_not_taken_for_a_file_that_is_not_there() {
    let at = folder("many-link", &[("partnership.yaml", PLAN)]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.csv", at.join("schemes.csv")).unwrap();
        let output = run(&at, &["check"]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(
            told.contains("schemes.csv cannot be read: there is no such file"),
            "{told}"
        );
    }
}

#[test]
fn evidence_is_a_file_of_the_folder_and_nothing_outside_it() {
    let item = "si-2000-617/4-2a";
    for (i, (named, there)) in [
        ("evidence/minute.txt", true),
        ("evidence/./minute.txt", true),
        ("evidence/../partnership.yaml", false),
        ("evidence/../../many-evidence-0/partnership.yaml", false),
        ("evidence/", false),
        ("evidence/papers", false),
    ]
    .into_iter()
    .enumerate()
    {
        let answers = format!("item,answer,on,evidence\n{item},yes,2025-04-01,{named}\n");
        let at = folder(
            &format!("many-evidence-{i}"),
            &[
                ("partnership.yaml", PLAN),
                ("answers.csv", &answers),
                ("evidence/minute.txt", "agreed"),
                ("evidence/papers/one.txt", "agreed"),
            ],
        );
        let output = run(&at, &["check", "--only", "evidence-missing"]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.contains("no findings"), there, "{named}: {said}");
    }
}

#[test]
fn a_reader_that_stops_early_does_not_turn_findings_into_none() {
    let many: String = (0..5).map(|i| format!("nonsense-{i}: 1\n")).collect();
    let at = folder(
        "many-closed",
        &[("partnership.yaml", &format!("{PLAN}{many}"))],
    );
    let mut child = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("check")
        .arg(&at)
        .args(["--as-at", "2026-06-30"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_baseline_is_not_written_where_waivers_are_read() {
    let at = folder("many-baseline", &[("partnership.yaml", PLAN)]);
    let waivers = at.join("waivers.yaml");
    let output = run(
        &at,
        &["check", "--write-baseline", waivers.to_str().unwrap()],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(!waivers.exists());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("would be read as waivers"), "{told}");
}
