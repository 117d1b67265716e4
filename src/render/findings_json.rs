//! `jcplan/findings/1`: the wire format of `check`.

use super::Beside;
use super::beside::grading_json;
use crate::finding::{Finding, Severity};
use crate::source::{Place, Sources, Span};
use crate::value::Day;
use serde_json::{Value, json};

/// One matter of a checklist and how it stands.
pub struct MatterLine {
    /// The seed item.
    pub matter: &'static str,
    /// met, weak, missing or not-applicable.
    pub state: &'static str,
    /// What says so.
    pub by: Option<Span>,
}

/// The whole document.
pub fn findings_json(
    partnership: Option<String>,
    as_at: Day,
    findings: &[Finding],
    beside: Beside<'_>,
    matters: &[MatterLine],
    sources: &Sources,
) -> Value {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    json!({
        "schema": "jcplan/findings/1",
        "partnership": partnership,
        "as_at": as_at.to_string(),
        "findings": findings.iter().map(|f| finding(f, sources)).collect::<Vec<_>>(),
        "matters": matters.iter().map(|m| json!({
            "matter": m.matter,
            "state": m.state,
            "by": m.by.map(|at| {
                let place = sources.place(at);
                json!({"file": place.file, "line": place.line})
            }),
        })).collect::<Vec<_>>(),
        "counts": {
            "error": count(Severity::Error),
            "warning": count(Severity::Warning),
            "note": count(Severity::Note),
            "waived": beside.waived.len(),
            "known": beside.known.map_or(0, |known| known.count),
        },
        "waived": beside.waived_json(sources),
        "baseline": beside.baseline_json(),
    })
}

/// One finding.
pub(super) fn finding(finding: &Finding, sources: &Sources) -> Value {
    let Place {
        file,
        line,
        column,
        end_line,
        end_column,
    } = sources.place(finding.at);
    let mut value = json!({
        "check": finding.check.name,
        "severity": finding.severity.word(),
        "message": finding.message,
        "help": finding.help,
        "at": {"file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column},
        "also": finding.also.iter().map(|(at, text)| {
            let place = sources.place(*at);
            json!({"file": place.file, "line": place.line, "column": place.column, "text": text})
        }).collect::<Vec<_>>(),
        "basis": finding.basis,
    });
    if let Some(graded) = grading_json(finding, sources) {
        value["graded"] = graded;
    }
    value
}
