//! Findings graded otherwise than their check does, by the file and on the command line.

use super::support::{printed, refused};
use super::{PARTNERSHIP, check, folder, places, run};
use serde_json::{Value, json};
use std::path::PathBuf;

const GRADED: &str = "\
- finding: signed-late
  grade: note
  reason: both bodies minuted their approval in time
  by: Head of Commissioning
";

fn partnership(name: &str, waivers: &str) -> PathBuf {
    let files = [("partnership.yaml", PARTNERSHIP), ("waivers.yaml", waivers)];
    folder(&format!("grading-{name}"), &files)
}

fn severities(answer: &Value) -> Vec<&str> {
    let all = answer["findings"].as_array().unwrap().iter();
    all.map(|f| f["severity"].as_str().unwrap()).collect()
}

#[test]
fn a_grading_changes_the_severity_and_leaves_a_trace() {
    let at = partnership("file", GRADED);
    let answer = check(&at, &[]);
    assert_eq!(severities(&answer), ["note", "note"]);
    assert_eq!(
        answer["findings"][0]["graded"],
        json!({"from": "warning", "by": {"file": "waivers.yaml", "line": 1}})
    );
    let text = printed(&run(&at, &["--as-at", "2026-03-31"]));
    assert!(text.contains("graded note by waivers.yaml:1; the check makes it warning"));
    let strict = run(&at, &["--fail-on", "warning", "--as-at", "2026-03-31"]);
    assert_eq!(strict.status.code(), Some(0));
}

#[test]
fn a_grading_may_be_narrowed_and_may_run_out() {
    let narrow = GRADED.replace("  grade", "  id: council\n  until: 2026-03-31\n  grade");
    let at = partnership("narrow", &narrow);
    assert_eq!(severities(&check(&at, &[])), ["warning", "note"]);
    let after = super::check_on(&at, "2026-04-01", &[]);
    assert_eq!(severities(&after), ["warning", "warning", "warning"]);
    assert_eq!(places(&after, "findings", "waiver-expired").len(), 1);
}

#[test]
fn a_grading_without_reason_or_owner_has_no_effect() {
    let bare = "- {finding: signed-late, grade: note}\n";
    let answer = check(&partnership("bare", bare), &[]);
    assert_eq!(places(&answer, "findings", "waiver-without").len(), 2);
    assert_eq!(places(&answer, "findings", "signed-late").len(), 2);
    assert!(severities(&answer).iter().all(|s| *s == "warning"));
}

#[test]
fn a_grading_of_a_whole_check_need_not_be_needed_today() {
    let other = GRADED.replace("signed-late", "contract-open-ended");
    let answer = check(&partnership("unneeded", &other), &[]);
    assert_eq!(places(&answer, "findings", "waiver"), [""; 0]);
    let placed = other.replace("  grade", "  id: C-1\n  grade");
    let answer = check(&partnership("misplaced", &placed), &[]);
    assert_eq!(
        places(&answer, "findings", "waiver-matches-nothing").len(),
        1
    );
}

#[test]
fn the_command_line_overrules_the_file_and_the_check() {
    let at = partnership("flag", GRADED);
    let answer = check(&at, &["--grade", "signed-late=error"]);
    assert_eq!(severities(&answer), ["error", "error"]);
    assert_eq!(
        answer["findings"][0]["graded"],
        json!({"from": "warning", "by": "command line"})
    );
    // Back to what the check says is no grading.
    let answer = check(&at, &["--grade", "signed-late=warning"]);
    assert!(answer["findings"][0].get("graded").is_none());
    let failed = run(
        &at,
        &["--grade", "signed-late=error", "--as-at", "2026-03-31"],
    );
    assert_eq!(failed.status.code(), Some(1));
}

#[test]
fn a_name_or_severity_that_is_none_is_told_with_the_nearest() {
    let at = partnership("usage", GRADED);
    for (grade, said) in [
        ("sined-late=note", "did you mean `signed-late`?"),
        ("signed-late=eror", "did you mean `error`?"),
        ("signed-late", "signed-late=note"),
    ] {
        let error = refused(&run(&at, &["--grade", grade]));
        assert!(error.contains(said), "{error}");
    }
}
