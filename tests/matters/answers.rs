//! Questions and their answers: what counts, with which date and evidence.

use super::support::{folder, jcplan};
use super::{partnership, stands, state};
use std::process::Command;

fn answered(name: &str, answer: &str) -> String {
    let text = partnership("pooled-fund", "");
    let row = format!("item,answer,on,evidence\nsi-2000-617/7-6,{answer}\n");
    let at = folder(name, &[("partnership.yaml", &text), ("answers.csv", &row)]);
    state(&at, "si-2000-617/7-6")
}

#[test]
fn a_question_is_met_only_by_a_yes_with_a_date_and_evidence() {
    let files = partnership("pooled-fund", "");
    let at = folder("matters-unanswered", &[("partnership.yaml", &files)]);
    assert_eq!(state(&at, "si-2000-617/7-6"), "missing");
    for (name, answer, wanted) in [
        ("whole", "yes,2026-05-01,minute 41", "met"),
        ("bare", "yes,,", "weak"),
        ("undated", "yes,,minute 41", "weak"),
        ("unshown", "yes,2026-05-01,", "weak"),
        ("no-file", "yes,2026-05-01,evidence/none.pdf", "weak"),
        // Asked as at 30 June 2026.
        ("to-come", "yes,2026-07-01,minute 41", "weak"),
        ("today", "yes,2026-06-30,minute 41", "met"),
        ("partly", "partly,2026-05-01,minute 41", "weak"),
        ("no", "no,2026-05-01,minute 41", "missing"),
        ("blank", ",,", "missing"),
        (
            "not-applicable",
            "not-applicable,2026-05-01,minute 41",
            "not-applicable",
        ),
        ("not-applicable-bare", "not-applicable,,", "weak"),
    ] {
        assert_eq!(
            answered(&format!("matters-answer-{name}"), answer),
            wanted,
            "{name}"
        );
    }
}

#[test]
fn evidence_that_is_there_counts() {
    let text = partnership("pooled-fund", "");
    let row = "item,answer,on,evidence\nsi-2000-617/7-6,yes,2026-05-01,evidence/minute.txt\n";
    let files = [
        ("partnership.yaml", text.as_str()),
        ("answers.csv", row),
        (
            "evidence/minute.txt",
            "The committee agreed the audit plan.\n",
        ),
    ];
    let at = folder("matters-evidence", &files);
    assert_eq!(state(&at, "si-2000-617/7-6"), "met");
}

/// The spreadsheet that `--matters` writes is read back as answers.csv, and changes nothing.
#[test]
fn the_checklist_as_a_spreadsheet_may_be_kept_as_answers() {
    let text = partnership("pooled-fund", "");
    let rows = "item,answer,on,evidence\nsi-2000-617/7-6,yes,2026-05-01,minute 41\n";
    let at = folder(
        "matters-round-trip",
        &[("partnership.yaml", text.as_str()), ("answers.csv", rows)],
    );
    let sheet = || {
        let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
            .args([
                "check",
                "--matters",
                "--format",
                "csv",
                "--as-at",
                "2026-06-30",
            ])
            .arg(&at)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let first = sheet();
    assert!(first.contains("si-2000-617/7-6"));
    std::fs::write(at.join("answers.csv"), &first).unwrap();
    let findings = jcplan(&at, &["check"]);
    let of_answers = |name: &str| {
        let all = findings["findings"].as_array().unwrap();
        all.iter()
            .filter(|f| f["at"]["file"] == "answers.csv" && f["check"] == name)
            .count()
    };
    for name in [
        "unknown-column",
        "unknown-key",
        "answer-of-no-item",
        "missing-key",
    ] {
        assert_eq!(of_answers(name), 0, "{name}");
    }
    assert_eq!(state(&at, "si-2000-617/7-6"), "met");
    let again = sheet();
    let states = |text: &str| -> Vec<String> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.unwrap());
        rows.map(|row| format!("{} {}", &row[1], &row[4])).collect()
    };
    assert_eq!(states(&first), states(&again));
}

/// An item may ask for what the agreement states and put a question besides: what should be done
/// wants both, what is only worth asking either.
#[test]
fn a_part_and_a_question_are_both_wanted_of_what_should_be_done() {
    let stated = partnership("pooled-fund", "  complaints: By the council's procedure");
    let at = folder("matters-both", &[("partnership.yaml", &stated)]);
    // ask: `complaints` states it, nobody has answered.
    assert_eq!(state(&at, "si-2000-617/10-3"), "met");
    // should: the aims are stated, the question is open.
    let (state, line, why) = stands(&at, "scie-pooling/aims");
    assert_eq!((state.as_str(), line), ("weak", Some(11)));
    assert_eq!(why, "stated; the question is not answered");
}

/// The agreement begins on 1 April 2025: asked the day before, no question is open yet.
#[test]
fn questions_of_law_are_open_from_the_agreements_first_day() {
    let text = partnership("pooled-fund", "");
    let at = folder("matters-first-day", &[("partnership.yaml", &text)]);
    let told = |day: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
            .args([
                "check",
                "--only",
                "question-unanswered",
                "--format",
                "csv",
                "--as-at",
                day,
            ])
            .arg(&at)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().lines().count() - 1
    };
    assert_eq!((told("2025-03-31"), told("2025-04-01")), (0, 1));
}
