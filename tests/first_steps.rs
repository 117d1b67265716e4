//! The first things a newcomer asks for: a folder to start from, and what a word means.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::{Command, Output};
use support::{folder, jcplan};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jcplan"));
    command.args(arguments).output().unwrap()
}

#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty(), "nothing half-written");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_starting_folder_reads_without_a_fault_of_the_files() {
    let at = folder("first-init", &[]);
    let new = at.to_str().unwrap();
    assert_eq!(run(&["init", new]).status.code(), Some(0));
    let answer = jcplan(&at, &["check"]);
    let findings = answer["findings"].as_array().unwrap().iter();
    let faults: Vec<&str> = findings
        .map(|f| f["check"].as_str().unwrap())
        .filter(|n| jcplan::load::faults().iter().any(|f| f.name == *n))
        .collect();
    assert_eq!(faults, ["missing-key"]);
    assert_eq!(
        refused(&["init", new]),
        format!("jcplan: {new} holds partnership.yaml already: nothing was written\n")
    );
}

#[test]
fn explain_finds_checks_words_and_matters() {
    for (name, part) in [
        ("shares-not-whole", "do not make exactly 100%"),
        ("risk-shares", "# Risk and gain shares"),
        (
            "si-2000-617/7-3-a",
            "agreed aims and outcomes of the pooled fund",
        ),
        ("out-turn", "what a scheme did cost"),
        ("reablement-at-home", "Reablement at home; pathway: both"),
    ] {
        let output = run(&["explain", name]);
        assert_eq!(output.status.code(), Some(0), "{name}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(part), "{name}: {said}");
    }
    assert_eq!(
        refused(&["explain", "outturn"]),
        "jcplan: there is no page `outturn`; did you mean `out-turn`?\n"
    );
}
