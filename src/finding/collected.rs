//! The collector of findings, which counts what a long file has too many of.

use super::{Check, Finding, Severity, SpeaksFor};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;

/// The collector. In files too long to hold, the first fifty of each kind are kept in full and
/// the rest counted.
#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
    kept: BTreeMap<(&'static str, String), (u64, Option<Span>)>,
}

/// How many findings of one kind in one long file are told in full.
pub const TOLD_IN_FULL: u64 = 50;

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Is there room for one more of this kind from this long file? Counts it either way.
    pub fn has_room(&mut self, check: &'static Check, file: &str) -> bool {
        let (count, _) = self
            .kept
            .entry((check.name, file.to_owned()))
            .or_insert((0, None));
        *count += 1;
        *count <= TOLD_IN_FULL
    }

    /// Adds, for every kind that ran out of room, how many more there are.
    pub fn close(&mut self, sources: &Sources) {
        let kept = std::mem::take(&mut self.kept);
        for ((name, file), (count, _)) in kept {
            if count <= TOLD_IN_FULL {
                continue;
            }
            let last = self
                .list
                .iter()
                .rev()
                .find(|f| f.check.name == name && sources.name(f.at.file) == file);
            if let Some((check, at)) = last.map(|f| (f.check, f.at)) {
                let more = count - TOLD_IN_FULL;
                let message = format!("{more} more of the same kind in {file} are not shown");
                let mut rest = Finding::new(check, at, message);
                rest.speaks_for = SpeaksFor::Counted;
                self.push(rest);
            }
        }
    }

    /// How many errors there are so far.
    pub fn errors(&self) -> usize {
        self.list
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .count()
    }

    /// Takes in another collector's findings.
    pub fn extend(&mut self, more: Vec<Finding>) {
        self.list.extend(more);
    }

    /// Every finding in order of file, line, column, name.
    pub fn into_sorted(mut self, sources: &Sources) -> Vec<Finding> {
        self.list
            .sort_by_cached_key(|f| (sources.place(f.at), f.check.name, f.message.clone()));
        // A definition used with several sets of values is read once for each.
        self.list.dedup_by(|a, b| {
            a.check.name == b.check.name && a.at == b.at && a.message == b.message
        });
        self.list
    }

    /// The findings so far, unsorted.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }
}
