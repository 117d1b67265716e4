//! A baseline: the findings a repository already had when it took the program up, one a line, so
//! that only what is new is told.

use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The first line of every baseline says this.
const SCHEMA: &str = "jcplan/baseline/1";

/// One finding of a baseline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownFinding {
    /// Its planning folder, from the folder the baseline stands in.
    pub folder: String,
    /// Its file within the planning folder, for readers.
    pub file: String,
    /// Its check, for readers.
    pub check: String,
    /// What it said, for readers.
    pub message: String,
    /// What it is known by.
    pub fingerprint: String,
}

/// What a baseline knew of one folder's findings.
#[derive(Clone, Debug)]
pub struct Known {
    /// The baseline, as the user named it.
    pub from: String,
    /// How many findings it holds back.
    pub count: usize,
    /// Its entries for the folder that match nothing any more.
    pub stale: Vec<KnownFinding>,
}

/// Reads a baseline; what is wrong with it in words.
pub fn read_baseline(text: &str) -> Result<BTreeSet<KnownFinding>, String> {
    let mut lines = text.lines().enumerate();
    let head: Option<Value> = lines
        .next()
        .and_then(|(_, line)| serde_json::from_str(line.trim_start_matches('\u{feff}')).ok());
    match head.as_ref().and_then(|head| head["schema"].as_str()) {
        Some(SCHEMA) => {}
        Some(other) => return Err(format!("it is written in {other}, and this reads {SCHEMA}")),
        None => return Err("it is no baseline: `--write-baseline` makes one".to_owned()),
    }
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| entry(line).ok_or_else(|| format!("line {} is no entry of one", at + 1)))
        .collect()
}

fn entry(line: &str) -> Option<KnownFinding> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    Some(KnownFinding {
        folder: text("folder")?,
        file: text("file")?,
        check: text("check")?,
        message: text("message")?,
        fingerprint: text("fingerprint")?,
    })
}

/// A baseline as text: a line that says what it is, then a line for each finding, sorted.
pub fn baseline_text(known: &BTreeSet<KnownFinding>) -> String {
    let mut out = format!("{}\n", json!({"schema": SCHEMA}));
    for k in known {
        let line = json!({
            "folder": k.folder,
            "file": k.file,
            "check": k.check,
            "message": k.message,
            "fingerprint": k.fingerprint,
        });
        out.push_str(&format!("{line}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let known = BTreeSet::from([KnownFinding {
            folder: ".".to_owned(),
            file: "a,b.csv".to_owned(),
            check: "unsigned".to_owned(),
            message: "a \"quoted\"\nword".to_owned(),
            fingerprint: "00ff".to_owned(),
        }]);
        let text = baseline_text(&known);
        assert_eq!(text.lines().count(), 2);
        assert_eq!(read_baseline(&text), Ok(known));
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        assert!(read_baseline("").is_err());
        assert!(read_baseline("jcplan: 1\n").is_err());
        let later = read_baseline("{\"schema\":\"jcplan/baseline/2\"}\n").unwrap_err();
        assert!(later.contains("baseline/2"), "{later}");
        let torn = "{\"schema\":\"jcplan/baseline/1\"}\n<<<<<<< ours\n";
        assert_eq!(
            read_baseline(torn).unwrap_err(),
            "line 2 is no entry of one"
        );
    }
}
