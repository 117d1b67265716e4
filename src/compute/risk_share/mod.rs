//! Who bears a loss and who keeps a gain.
//!
//! Each risk share, in the order written, is applied to each pool's schemes that use it: set
//! aside, first, trigger, bands, earned, limits, withhold, limits over the pool, close. The
//! identity Σ shares = variance + offset + Σ reserves − unallocated is asserted on every run.

mod accounts;
mod cover;
mod division;
mod edges;
mod evaluate;
mod gather;
mod half;
mod in_force;
mod leaning;
mod measures;
mod outcome;
mod over_pool;
mod position;
pub mod ratio;
mod reckoning;
mod scope;
mod set_aside;
mod trace;
mod weights;

pub use accounts::{Accounts, accounts};
pub use cover::opening;
pub use division::host;
pub use in_force::{Definitions, Rule, Stretch, holds};
pub use outcome::{BrokenIdentity, NotComputed, Outcome};
pub use position::{Position, ReserveEnd, Transfer, contributions, due, of_pool, refuse_stranded};
pub use reckoning::{By, Division, Edge, Of, Parted, Portion, RateOf, Reckoning, Role, Who};
pub use scope::{Moved, Scope, Step, StepKind, Target};
pub use trace::{Group, KeptRow, Term, Traced, terms, trace};
pub use weights::planned_of;

use super::outturn::{Book, Question, Refusal};
use crate::model::Plan;
use crate::value::Money;
use leaning::Before;
use std::collections::BTreeMap;

/// Reserves of every pool: what is left to draw on, by pool and reserve position.
pub(super) type Available = BTreeMap<(usize, usize), Money>;

/// What is not computed where no scheme is defined: all of them.
pub const EVERY_SCHEME: &str = "schemes";

/// Answers the question for the whole plan.
pub fn compute(plan: &Plan, question: &Question) -> Result<Outcome, BrokenIdentity> {
    compute_on(plan, question, &Book::of(plan, question))
}

/// Answers the question from the figures of this book, for the whole plan.
pub fn compute_on(
    plan: &Plan,
    question: &Question,
    book: &Book,
) -> Result<Outcome, BrokenIdentity> {
    let mut outcome = shared(plan, question, book)?;
    if !plan.partnership.schemes.is_empty() {
        position::settle(plan, question, &mut outcome);
    }
    Ok(outcome)
}

/// Who bears what of the figures of this book; not where each party then stands.
pub fn shared(plan: &Plan, question: &Question, book: &Book) -> Result<Outcome, BrokenIdentity> {
    let mut outcome = Outcome::default();
    let Some(first) = plan.partnership.schemes.first() else {
        leaning::lost(plan, &mut outcome.not_computed);
        let none = Refusal::no_scheme(&plan.partnership);
        outcome.not_computed.extend(none.map(|refusal| NotComputed {
            scope: EVERY_SCHEME.to_owned(),
            refusal,
            beside: false,
        }));
        return Ok(outcome);
    };
    let own = gather::each_bears_own(first.id.at);
    let gathered = gather::gather(plan, &own, question, book, &mut outcome.not_computed);
    let mut available: Available = BTreeMap::new();
    let mut before: Vec<Before> = Vec::new();
    for mut group in gathered {
        before.iter().for_each(|before| before.note(&mut group));
        for working in evaluate::evaluate(plan, question, group, &mut available) {
            match working.refused {
                Some(refusal) => {
                    let scope = working.scope;
                    before.extend(Before::of(plan, working.rule, scope.pool, &scope.name));
                    outcome.not_computed.push(NotComputed {
                        scope: scope.name,
                        refusal,
                        beside: false,
                    });
                }
                None => {
                    let scope = working.closed();
                    if !scope.identity_holds() {
                        return Err(BrokenIdentity { scope: scope.name });
                    }
                    outcome.scopes.push(scope);
                }
            }
        }
    }
    outcome.scopes.sort_by_cached_key(|s| {
        let months = s.part.map(|(from, _)| from);
        (
            s.pool,
            s.schemes.first().copied(),
            months,
            s.risk_share.clone(),
        )
    });
    outcome.not_computed.sort_by(|a, b| a.scope.cmp(&b.scope));
    position::reserves(plan, question, &mut outcome);
    Ok(outcome)
}
