//! How shares moved from one answer to another, taken apart.
//!
//! The movement is taken apart in a fixed order, by answers of which each changes one thing more
//! than the one before: then; without the schemes that are gone; with the out-turn as now; with the
//! baseline as now; with everything else as now, but without the new schemes; now. Each part is the
//! difference of two neighbours, so the parts add up to the movement to the penny.

mod apart;
mod figures;
mod parts;
mod stage;
mod withheld;

pub use apart::between;
pub use parts::{Bearer, Parts, ScopeMoved};
pub use stage::Stage;

use super::outturn::{Question, Refusal};
use crate::model::Plan;
use crate::value::Money;
use std::collections::BTreeMap;

/// One of the two answers that are compared.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The plan as it stands, or stood.
    pub plan: &'a Plan,
    /// What is asked of it.
    pub question: &'a Question,
}

/// A scope whose movement is not given.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// `scheme/<id>` or `pool/<id>`.
    pub scope: String,
    /// When it cannot be computed: the places of its reason are places of that answer.
    pub stage: Stage,
    /// The same in words.
    pub when: &'static str,
    /// Why.
    pub refusal: Refusal,
}

/// What a reader must know of a scope's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// `scheme/<id>` or `pool/<id>`.
    pub scope: String,
    /// Of then, of now, or of both.
    pub when: &'static str,
    /// In words.
    pub what: String,
}

/// What moved.
#[derive(Clone, Debug, Default)]
pub struct Movement {
    /// Every scope that could be computed all along: now's in their order, then those that are gone.
    pub scopes: Vec<ScopeMoved>,
    /// Scopes that could not, by name.
    pub withheld: Vec<Withheld>,
    /// What a reader must know of the scopes given: scope, whether then and whether now, and what.
    pub notes: Vec<Note>,
    /// Schemes that are new, by position now.
    pub new: Vec<usize>,
    /// Schemes that are gone, by position then.
    pub gone: Vec<usize>,
}

impl Movement {
    /// The parts of every bearer over all scopes given.
    pub fn all(&self) -> BTreeMap<Bearer, Parts> {
        let mut all: BTreeMap<Bearer, Parts> = BTreeMap::new();
        for (bearer, parts) in self.scopes.iter().flat_map(|scope| &scope.bearers) {
            *all.entry(bearer.clone()).or_default() += *parts;
        }
        all
    }

    /// Is any scheme in one of the two only?
    pub fn schemes_changed(&self) -> bool {
        !self.new.is_empty() || !self.gone.is_empty()
    }
}

/// The first and the last of an amount over the stages.
pub type ThenNow = (Money, Money);
