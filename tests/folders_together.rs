//! Several planning folders in one repository: each answered for, told apart, in one order.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::path::Path;
use std::process::{Command, Output};
use support::{folder, settle};

/// A late signature: one warning, and nothing else.
const LATE: &str = "\
jcplan: 1
id: NAME
name: The partnership of NAME
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
agreement:
  arrangements: [council-exercises-nhs-functions]
  starts: 2025-04-01
  ends: 2028-03-31
  signatures:
    - {partner: icb, by: Chief Executive, on: 2025-03-31}
    - {partner: council, by: Chief Executive, on: DAY}
";

fn plan(name: &str, day: &str) -> String {
    LATE.replace("NAME", name).replace("DAY", day)
}

/// `north` signed late, `south` in time, `west` late.
fn three(name: &str) -> std::path::PathBuf {
    let texts = [
        ("plans/north/partnership.yaml", plan("north", "2025-05-01")),
        ("plans/south/partnership.yaml", plan("south", "2025-03-30")),
        ("plans/west/partnership.yaml", plan("west", "2025-06-01")),
    ];
    let files: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let at = folder(name, &files);
    settle(&at);
    at
}

fn check(at: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .args(["check", "plans", "--as-at", "2026-06-30"])
        .args(more)
        .current_dir(at)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn each_folder_is_named_before_its_findings_and_all_are_counted_at_the_end() {
    let at = three("many-text");
    let told = text(&check(&at, &[]));
    let place = |words: &str| {
        told.find(words)
            .unwrap_or_else(|| panic!("{words}: {told}"))
    };
    assert!(place("plans/north:") < place("The partnership of north"));
    assert!(place("The partnership of north") < place("plans/south:"));
    assert!(place("plans/south:") < place("plans/west:"));
    assert!(
        told.ends_with("\n3 folders: 2 warnings, in 2 of them\n"),
        "{told}"
    );
}

#[test]
fn every_format_tells_the_folders_apart() {
    let at = three("many-formats");
    for format in [
        "json", "csv", "markdown", "html", "sarif", "junit", "github",
    ] {
        let told = text(&check(&at, &["--format", format]));
        for name in ["plans/north", "plans/west"] {
            assert!(told.contains(name), "{format} does not name {name}: {told}");
        }
    }
    for format in ["text", "json", "csv", "markdown", "html"] {
        let told = text(&check(&at, &["--matters", "--format", format]));
        assert!(told.contains("north") && told.contains("west"), "{format}");
    }
}

#[test]
fn the_same_bytes_come_out_however_the_folders_are_shared_out() {
    let at = three("many-order");
    let first = check(&at, &["--format", "json"]).stdout;
    for _ in 0..10 {
        assert_eq!(check(&at, &["--format", "json"]).stdout, first);
    }
}

#[test]
fn one_folder_that_fails_fails_the_run_and_leaves_the_others_answered() {
    let at = three("many-status");
    assert_eq!(check(&at, &[]).status.code(), Some(0));
    assert_eq!(check(&at, &["--fail-on", "warning"]).status.code(), Some(1));
    std::fs::write(at.join("plans/south/partnership.yaml"), "id: [").unwrap();
    let output = check(&at, &[]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output);
    assert!(told.contains("yaml-unreadable") && told.contains("The partnership of west"));
}
