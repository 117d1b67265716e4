//! Findings: faults in the user's files, each a value with a place. Faults of the run are errors
//! and live elsewhere.

mod baseline;
mod check;
mod collected;
mod fingerprint;
mod severity;
mod waiver;

pub use baseline::{Known, KnownFinding, baseline_text, read_baseline};
pub use check::{Case, Check, RowRemark, first_paragraph};
pub use collected::{Findings, TOLD_IN_FULL};
pub use fingerprint::fingerprints;
pub use severity::Severity;
pub use waiver::{Regraded, WAIVERS_FILE, WaivedBy, Waiver};

use crate::source::Span;

/// Whom a finding speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeaksFor {
    /// The place it flags.
    Itself,
    /// That, and others like it that are told with it.
    Others,
    /// Others that are only counted; it flags the last that was told.
    Counted,
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
    /// Whom else it speaks for.
    pub speaks_for: SpeaksFor,
    /// What made its severity another than its check's.
    pub regraded: Option<Regraded>,
    /// The waiver that covers it.
    pub waived: Option<Box<WaivedBy>>,
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
            speaks_for: SpeaksFor::Itself,
            regraded: None,
            waived: None,
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

    /// Speaks for others like it too, if there are any: the entry flagged is only the first.
    pub fn and_others(mut self, others: bool) -> Finding {
        if others {
            self.speaks_for = SpeaksFor::Others;
        }
        self
    }

    /// Rests on these of the check's seed items rather than all.
    pub fn on_items(mut self, items: impl IntoIterator<Item = &'static str>) -> Finding {
        self.basis = items.into_iter().collect();
        self
    }

    /// Graver or lighter than the check's own severity.
    pub fn graded(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }
}
