//! Findings: faults in the user's files, each a value with a place. Faults of the run are errors
//! and live elsewhere.

use crate::model::Plan;
use crate::source::{Sources, Span};
use crate::value::Day;
use std::collections::BTreeMap;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Note,
    /// A gap in good practice, or something that will become a fault.
    Warning,
    /// The law broken, arithmetic that cannot hold, or a value that cannot be read.
    Error,
}

impl Severity {
    /// Every severity with its word.
    pub const WORDS: &'static [(&'static str, Severity)] = &[
        ("note", Severity::Note),
        ("warning", Severity::Warning),
        ("error", Severity::Error),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, s)| *s == self)
            .map_or("", |(word, _)| word)
    }
}

/// What a check looks at.
pub struct Case<'a> {
    /// The folder, read.
    pub plan: &'a Plan,
    /// The texts it was read from.
    pub sources: &'a Sources,
    /// The day the question is asked for.
    pub as_at: Day,
}

/// A check: one fault it can tell, by a name that reads after "allow".
pub struct Check {
    /// Kebab-case, unique, also the name of its page.
    pub name: &'static str,
    /// Which part of a planning folder it is about.
    pub family: &'static str,
    /// How grave its findings are unless they say otherwise.
    pub severity: Severity,
    /// Seed items it rests on.
    pub basis: &'static [&'static str],
    /// Its page: explanation, and test.
    pub page: &'static str,
    /// What looks for it; none where reading the files tells it.
    pub run: Option<fn(&Case<'_>) -> Vec<Finding>>,
}

impl Check {
    /// The first paragraph of its page, as one line.
    pub fn summary(&self) -> String {
        first_paragraph(self.page)
    }
}

/// The paragraph below a page's heading, as one line.
pub fn first_paragraph(page: &str) -> String {
    let lines = page.lines().skip(1).skip_while(|line| line.is_empty());
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// One fault, where it stands, and what to write instead.
pub struct Finding {
    /// What kind of fault.
    pub check: &'static Check,
    /// How grave.
    pub severity: Severity,
    /// Where.
    pub at: Span,
    /// The fact, with its figure: lower case, present tense, no full stop.
    pub message: String,
    /// The particular, written under the place.
    pub label: String,
    /// Other places that explain it.
    pub also: Vec<(Span, String)>,
    /// What to write instead.
    pub help: Option<String>,
    /// Seed items this finding rests on.
    pub basis: Vec<&'static str>,
}

impl Finding {
    /// A finding at a place.
    pub fn new(check: &'static Check, at: Span, message: impl Into<String>) -> Finding {
        Finding {
            check,
            severity: check.severity,
            at,
            message: message.into(),
            label: String::new(),
            also: Vec::new(),
            help: None,
            basis: check.basis.to_vec(),
        }
    }

    /// Says the particular under the place.
    pub fn label(mut self, text: impl Into<String>) -> Finding {
        self.label = text.into();
        self
    }

    /// Points at another place.
    pub fn also(mut self, at: Span, text: impl Into<String>) -> Finding {
        self.also.push((at, text.into()));
        self
    }

    /// Says what to write instead.
    pub fn help(mut self, text: impl Into<String>) -> Finding {
        self.help = Some(text.into());
        self
    }

    /// Rests on one seed item of the check's rather than all.
    pub fn on_basis(mut self, item: &'static str) -> Finding {
        self.basis = vec![item];
        self
    }

    /// Graver or lighter than the check's own severity.
    pub fn graded(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }
}

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
                self.push(Finding::new(
                    check,
                    at,
                    format!("{more} more of the same kind in {file} are not shown"),
                ));
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

/// What a check says of one ledger row while the ledger is folded.
pub struct RowRemark {
    /// Which check.
    pub check: &'static Check,
    /// The column to point at.
    pub column: &'static str,
    /// The fact.
    pub message: String,
    /// What to write instead.
    pub help: String,
}
