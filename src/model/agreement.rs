//! The agreement: what was signed, when, by whom, and where it deals with each matter.

use super::Field;
use crate::source::{Span, Spanned};
use crate::value::{Day, Id};

/// What the `agreement:` block says.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The key the block stands under.
    pub at: Span,
    /// Its own reference.
    pub reference: Field<String>,
    /// Which arrangements of the Regulations it makes.
    pub arrangements: Vec<Spanned<ArrangementKind>>,
    /// Was a list of arrangements written, and every one of them read?
    pub arrangements_said: bool,
    /// draft, agreed, signed, expired or superseded.
    pub status: Field<String>,
    /// First day.
    pub starts: Field<Day>,
    /// Last day.
    pub ends: Field<Day>,
    /// Who signed, when.
    pub signatures: Vec<Signature>,
    /// The host for pools that name none.
    pub host: Field<Id>,
    /// The pool manager.
    pub pool_manager: Option<PoolManager>,
    /// Matters the block states in a field of its own: its key and how it is stated.
    pub stated: Vec<(&'static str, Stated)>,
    /// Where the signed document deals with each matter.
    pub clauses: Vec<Clause>,
    /// Dates on which reviews were held.
    pub reviews_held: Vec<Spanned<Day>>,
}

/// How a matter is stated: where, and in how many words.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Where.
    pub at: Span,
    /// Words under it; nil is too thin to rely on.
    pub words: usize,
    /// Keys below it, with the words under each.
    pub below: Vec<(String, usize)>,
}

/// The arrangements of SI 2000/617.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrangementKind {
    /// Reg 7: a pooled fund.
    PooledFund,
    /// Reg 8: NHS bodies exercise councils' functions.
    NhsExercisesCouncilFunctions,
    /// Reg 9: councils exercise NHS functions.
    CouncilExercisesNhsFunctions,
}

impl ArrangementKind {
    /// Every kind with the word files use for it.
    pub const WORDS: &'static [(&'static str, ArrangementKind)] = &[
        ("pooled-fund", ArrangementKind::PooledFund),
        (
            "nhs-exercises-council-functions",
            ArrangementKind::NhsExercisesCouncilFunctions,
        ),
        (
            "council-exercises-nhs-functions",
            ArrangementKind::CouncilExercisesNhsFunctions,
        ),
    ];
}

/// One partner's signature.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Which partner.
    pub partner: Field<Id>,
    /// When.
    pub on: Field<Day>,
    /// The entry.
    pub at: Span,
}

/// The officer of reg 7(4).
#[derive(Clone, Debug)]
pub struct PoolManager {
    /// The post, not the person.
    pub post: Field<String>,
    /// The partner that employs the officer.
    pub employer: Field<Id>,
    /// The entry.
    pub at: Span,
}

/// A row of `clauses`.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Which matter.
    pub matter: Field<String>,
    /// Which clause of the signed document.
    pub clause: Field<String>,
    /// Anything else said of it.
    pub note: Field<String>,
    /// The row.
    pub at: Span,
}
