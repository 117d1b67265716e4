//! A folder for each test, and what the program answers about it.

// Each test file is a program of its own and uses what it needs.
#![allow(dead_code)]

pub(crate) mod book;
pub(crate) mod container;
pub(crate) mod flows;
pub(crate) mod twice;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

/// A folder of this name with these files in it and nothing else. Names are one test's alone:
/// tests run side by side.
#[track_caller]
pub(crate) fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    static TAKEN: Mutex<BTreeMap<String, ThreadId>> = Mutex::new(BTreeMap::new());
    let test = thread::current().id();
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let by = *taken.entry(name.to_owned()).or_insert(test);
    drop(taken);
    assert_eq!(by, test, "another test has a folder `{name}`");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The program, told nothing by what surrounds the test: pages of 100 columns, no colour, and no
/// page of a CI step. What a test sets on purpose it sets on top.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_jcplan"));
    program
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .env_remove("GITHUB_STEP_SUMMARY");
    program
}

/// A command over a folder or file.
pub(crate) fn run(at: &Path, arguments: &[&str]) -> Output {
    let mut program = program();
    program.arg(arguments[0]).arg(at).args(&arguments[1..]);
    program.output().unwrap()
}

/// A command within a folder.
pub(crate) fn run_in(at: &Path, arguments: &[&str]) -> Output {
    let mut program = program();
    program.args(arguments).current_dir(at).output().unwrap()
}

/// What a run printed.
#[track_caller]
pub(crate) fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a run says of itself, beside its answer.
#[track_caller]
pub(crate) fn aside(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run that is refused says: exit status 2, and nothing half-written.
#[track_caller]
pub(crate) fn refused(output: &Output) -> String {
    let error = aside(output);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(output.stdout.is_empty(), "half-written: {error}");
    error
}

/// The JSON a run printed.
#[track_caller]
pub(crate) fn answer(output: &Output) -> Value {
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {error}"))
}

/// The JSON of a command over a folder or file, as at 30 June 2026: after every period asked for.
#[track_caller]
pub(crate) fn jcplan(at: &Path, arguments: &[&str]) -> Value {
    let day = ["--as-at", "2026-06-30", "--format", "json"];
    answer(&run(at, &[arguments, &day].concat()))
}

/// Places every matter of the checklists by a clause and answers every question, in each planning
/// folder below, so that a test meets only the findings it is about.
pub(crate) fn settle(at: &Path) {
    if at.join("partnership.yaml").is_file() {
        let mut clauses = String::from("matter,clause\n");
        let mut answers = String::from("item,answer,on,evidence\n");
        let mut placed = std::collections::BTreeSet::new();
        for item in jcplan::seeds::items() {
            for clause in item.parts.iter().flat_map(|part| &part.clauses) {
                if placed.insert(clause) {
                    clauses.push_str(&format!("{clause},1\n"));
                }
            }
            if item.question.is_some() {
                answers.push_str(&format!("{},yes,2025-04-01,minute 1\n", item.id));
            }
        }
        fs::write(at.join("clauses.csv"), clauses).unwrap();
        fs::write(at.join("answers.csv"), answers).unwrap();
    }
    for entry in fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            settle(&path);
        }
    }
}

/// What one check says of a folder on a day: each finding as `severity: message`, in order.
pub(crate) fn told(at: &Path, check: &str, as_at: &str) -> Vec<String> {
    let asked = [
        "check", "--as-at", as_at, "--only", check, "--format", "json",
    ];
    let answer = answer(&run(at, &asked));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = answer["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|f| format!("{}: {}", text(&f["severity"]), text(&f["message"])))
        .collect()
}

/// A partnership of a board and a council, with these lines below its partners.
pub(crate) fn tarn_and_vale(below: &str) -> String {
    format!(
        "jcplan: 1\nid: tarn-and-vale\nname: Tarn and Vale\npartners:\n  \
         - {{id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}}\n  \
         - {{id: council, name: Tarn and Vale Council, kind: unitary-authority}}\n{below}"
    )
}

/// The block of an agreement that runs for three years, with these lines in it, each indented by
/// two.
pub(crate) fn agreement(lines: &str) -> String {
    format!(
        "agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2028-03-31\n{lines}"
    )
}

/// A pool to which the board and the council contribute this much in 2025-26, with these lines in
/// it, each indented by four.
pub(crate) fn pool(id: &str, [icb, council]: [&str; 2], lines: &str) -> String {
    format!(
        "pools:\n  - id: {id}\n    contributions:\n      \
         - {{partner: icb, source: nhs-minimum, year: 2025-26, amount: {icb}}}\n      \
         - {{partner: council, source: council-additional, year: 2025-26, amount: {council}}}\n{lines}"
    )
}
