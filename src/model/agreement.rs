//! The agreement: what was signed, when, by whom, and where it deals with each matter.

use super::{Dated, Field};
use crate::source::{Span, Spanned};
use crate::value::{Day, Id, Number, Percent};
use std::collections::BTreeMap;

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
    /// What the block states, by key: `aims`, `functions.nhs`.
    pub stated: BTreeMap<String, Stated>,
    /// Every text in the block.
    pub wording: Vec<Spanned<String>>,
    /// Which of the place-based budget models it follows.
    pub place_model: Field<PlaceModel>,
    /// The outcomes agreed.
    pub outcomes: Vec<Outcome>,
    /// NHS functions covered, as written.
    pub nhs_functions: Vec<Spanned<String>>,
    /// Health-related functions covered, as written.
    pub council_functions: Vec<Spanned<String>>,
    /// Where the signed document deals with each matter.
    pub clauses: Vec<Clause>,
    /// How the agreement is reviewed.
    pub review: Review,
    /// Deeds that changed it after signature.
    pub variations: Vec<Variation>,
    /// The day by which the sharing of information is to be reviewed.
    pub sharing_review: Field<Day>,
    /// Extensions it allows and those made.
    pub extensions: Option<Extensions>,
}

/// How a key is stated: where, and in how many words.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Where.
    pub at: Span,
    /// Words under it; nil is too thin to rely on.
    pub words: usize,
    /// The words themselves, where they stand in one text or list and not in a map.
    pub text: Option<String>,
}

/// The models of place-based budgets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceModel {
    /// Budgets aligned, decisions each body's own.
    SeatAtTheTable,
    /// Budgets pooled or aligned under section 75 or between NHS bodies.
    JointArrangements,
    /// Functions delegated with their budgets.
    Delegation,
    /// Functions transferred by order.
    Devolution,
}

impl PlaceModel {
    /// Every model with the word files use for it.
    pub const WORDS: &'static [(&'static str, PlaceModel)] = &[
        ("seat-at-the-table", PlaceModel::SeatAtTheTable),
        ("joint-arrangements", PlaceModel::JointArrangements),
        ("delegation", PlaceModel::Delegation),
        ("devolution", PlaceModel::Devolution),
    ];
}

/// One agreed outcome.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its id, or the outcome itself where it is written as plain text.
    pub named: String,
    /// Is it said how it is measured?
    pub measured: bool,
    /// Where it stood when the agreement was made.
    pub baseline: Field<Number>,
    /// Where it is to come to.
    pub target: Field<Number>,
    /// What was measured, over time.
    pub result: Dated<Number>,
    /// The part achieved, over time, where it is given instead of figures.
    pub achieved: Dated<Percent>,
    /// The entry.
    pub at: Span,
}

/// How often the agreement is reviewed, and when it was.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Months between reviews: 1 for month, 3 for quarter, 12 for year.
    pub every: Field<u32>,
    /// The day of the next annual review.
    pub annual: Field<Day>,
    /// Days on which reviews were held.
    pub held: Vec<Spanned<Day>>,
    /// Is there one among these days that could not be read?
    pub held_unread: bool,
}

/// A deed that changed terms after signature.
#[derive(Clone, Debug)]
pub struct Variation {
    /// Its number or name.
    pub deed: Field<String>,
    /// From when it holds.
    pub on: Field<Day>,
    /// Who signed it.
    pub signatures: Vec<Signature>,
    /// The entry.
    pub at: Span,
}

/// Extensions an agreement allows, and those made of it.
#[derive(Clone, Debug)]
pub struct Extensions {
    /// How many it allows.
    pub allowed: Field<u32>,
    /// The day each extension made reaches.
    pub made: Vec<Spanned<Day>>,
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
