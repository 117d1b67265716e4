//! Answers to the questions that no file can answer.

use super::Field;
use crate::source::Span;
use crate::value::Day;

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The item of a checklist it answers.
    pub item: Field<String>,
    /// What the answer is.
    pub answer: Field<Answered>,
    /// When it was given.
    pub on: Field<Day>,
    /// What shows it: a file below `evidence/`, or a reference.
    pub evidence: Field<String>,
    /// Is the file it names there? None where it names none of the folder's.
    pub evidence_there: Option<bool>,
    /// Who gave it, as written.
    pub by: Field<String>,
    /// Anything else said of it.
    pub note: Field<String>,
    /// The entry.
    pub at: Span,
}

/// What an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is so.
    Yes,
    /// Some of it is so.
    Partly,
    /// It is not so.
    No,
    /// It does not apply here.
    NotApplicable,
}

impl Answered {
    /// Every answer with the word files use for it.
    pub const WORDS: &'static [(&'static str, Answered)] = &[
        ("yes", Answered::Yes),
        ("partly", Answered::Partly),
        ("no", Answered::No),
        ("not-applicable", Answered::NotApplicable),
    ];
}
