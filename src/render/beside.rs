//! What stands beside the findings: those that are waived, and those a baseline already knew.

use crate::finding::{Finding, Known, Regraded, WaivedBy};
use crate::source::{Place, Sources, Span};
use serde_json::{Value, json};

/// Findings that are not told among the others and do not count for the exit status.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// Waived ones, each with its waiver.
    pub waived: &'a [Finding],
    /// What a baseline knew, if there is one.
    pub known: Option<&'a Known>,
    /// Are the waived ones listed, or only counted?
    pub show_waived: bool,
}

impl Beside<'_> {
    /// `, 4 waived, 12 known from known.jsonl`.
    pub(super) fn counts(&self) -> String {
        let mut out = String::new();
        if !self.waived.is_empty() {
            out.push_str(&format!(", {} waived", self.waived.len()));
        }
        if let Some(known) = self.known {
            out.push_str(&format!(", {} known from {}", known.count, known.from));
        }
        out
    }

    /// The waived ones for people, if they are to be shown.
    pub(super) fn text(&self, sources: &Sources) -> String {
        if !self.show_waived || self.waived.is_empty() {
            return String::new();
        }
        let lines = self.listed().map(|(finding, waiver)| {
            let place = sources.short(finding.at);
            let (word, name) = (finding.severity.word(), finding.check.name);
            let message = &finding.message;
            let says = saying(waiver, sources);
            format!("{word}: {name}\n  {place}: {message}\n  {says}\n\n")
        });
        format!("waived\n\n{}", lines.collect::<String>())
    }

    /// Each waived one with its waiver.
    pub(super) fn listed(&self) -> impl Iterator<Item = (&Finding, &WaivedBy)> {
        self.waived
            .iter()
            .filter_map(|f| Some((f, f.waived.as_deref()?)))
    }

    /// The waived ones for programs.
    pub(super) fn waived_json(&self, sources: &Sources) -> Vec<Value> {
        let one = |(finding, waiver): (&Finding, &WaivedBy)| {
            let mut value = super::findings_json::finding(finding, sources);
            let place = sources.place(waiver.at);
            value["waiver"] = json!({
                "reason": waiver.reason,
                "by": waiver.by,
                "until": waiver.until.to_string(),
                "at": {"file": place.file, "line": place.line},
            });
            value
        };
        self.listed().map(one).collect()
    }

    /// The baseline for programs; null without one.
    pub(super) fn baseline_json(&self) -> Value {
        let Some(known) = self.known else {
            return Value::Null;
        };
        let stale = known.stale.iter().map(|k| {
            json!({
                "fingerprint": k.fingerprint,
                "check": k.check,
                "file": k.file,
                "message": k.message,
            })
        });
        json!({"file": known.from, "known": known.count, "stale": stale.collect::<Vec<_>>()})
    }
}

/// `waived by Head of Commissioning until 31 March 2027: two lots of one framework (waivers.yaml:3)`.
pub(super) fn saying(waiver: &WaivedBy, sources: &Sources) -> String {
    format!(
        "waived by {} until {}: {} ({})",
        waiver.by,
        waiver.until.long(),
        waiver.reason,
        sources.short(waiver.at)
    )
}

/// `graded note by waivers.yaml:12; the check makes it error`; none where nothing graded it.
pub(super) fn grading(finding: &Finding, place: impl Fn(Span) -> Place) -> Option<String> {
    let Regraded { from, by } = finding.regraded?;
    let by = match by.map(place) {
        Some(Place { file, line, .. }) => format!("{file}:{line}"),
        None => "the command line".to_owned(),
    };
    let (now, from) = (finding.severity.word(), from.word());
    Some(format!("graded {now} by {by}; the check makes it {from}"))
}

/// The same for programs.
pub(super) fn grading_json(finding: &Finding, sources: &Sources) -> Option<Value> {
    let Regraded { from, by } = finding.regraded?;
    let by = by.map(|at| {
        let place = sources.place(at);
        json!({"file": place.file, "line": place.line})
    });
    Some(json!({"from": from.word(), "by": by.unwrap_or_else(|| json!("command line"))}))
}
