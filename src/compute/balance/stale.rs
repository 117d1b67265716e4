//! Pools whose ledger was held against another too long ago.

use super::outcome::about_pool;
use super::{Balance, Scope, State};
use crate::model::Partnership;
use crate::value::Day;

/// Days after which the last assertion that holds is an old one: a quarter.
const QUARTER: i32 = 92;

/// A pool whose last assertion that holds is more than a quarter old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Which pool, by position; none: assertions of all pools together.
    pub pool: Option<usize>,
    /// Its last assertion that holds, by position.
    pub assertion: usize,
    /// The day of that.
    pub on: Day,
    /// How many days ago that is.
    pub days: i32,
}

/// Of each pool that assertions are about, and of all pools together, whether the last one that
/// holds is more than a quarter old; in the order they are first asserted.
pub fn stale_after(plan: &Partnership, all: &[Balance], as_at: Day) -> Vec<Stale> {
    let mut last: Vec<Stale> = Vec::new();
    for balance in all {
        let assertion = &plan.assertions[balance.assertion];
        let (State::Holds(_), Ok(scope)) = (&balance.state, Scope::of(assertion, plan)) else {
            continue;
        };
        let one = Stale {
            pool: about_pool(plan, &scope),
            assertion: balance.assertion,
            on: scope.on,
            days: scope.on.days_to(as_at) - 1,
        };
        match last.iter_mut().find(|known| known.pool == one.pool) {
            Some(known) if known.on < one.on => *known = one,
            Some(_) => {}
            None => last.push(one),
        }
    }
    last.retain(|one| one.days > QUARTER);
    last
}
