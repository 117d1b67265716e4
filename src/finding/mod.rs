//! Findings: faults in the user's files, each a value with a place. Faults of the run are errors
//! and live elsewhere.

mod check;
mod collected;
mod fingerprint;

pub use check::{Case, Check, RowRemark, first_paragraph};
pub use collected::{Findings, TOLD_IN_FULL};
pub use fingerprint::fingerprints;

use crate::source::Span;

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
