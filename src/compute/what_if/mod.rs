//! What if: the same rules on other out-turns, for those about to sign.
//!
//! Nothing here shares an amount itself: each answer is the risk share worked out again on a book
//! whose out-turns were changed.

mod exposure;
mod instead;
mod simulation;
mod sweep;

pub use exposure::{Beyond, Exposure, exposure};
pub use instead::{both, defines, same_money, with_definitions, with_rule};
pub use simulation::{Chance, Event, Simulation, Spread, Spreads, simulate};
pub use sweep::{Bite, BiteKind, Break, Run, Sweep, SweepAsked, Vary, WhichScope, sweep};

use super::risk_share::{NotComputed, Outcome};
use crate::model::Party;
use crate::value::{Change, Money};
use std::collections::BTreeMap;

/// The figures at one changed out-turn, over every scope that is computed.
#[derive(Clone, Debug)]
pub struct Point {
    /// The change of each out-turn that varies.
    pub change: Change,
    /// Expected cost of the scopes computed.
    pub baseline: Money,
    /// Their out-turn, as changed.
    pub outturn: Money,
    /// What each party bears: above nil a cost, below a return.
    pub shares: BTreeMap<Party, Money>,
    /// What is with no party: reserves, offsets, or allocated to nobody.
    pub elsewhere: Money,
    /// How many scopes are computed at this out-turn.
    pub scopes: usize,
    /// Scopes that cannot be computed at it.
    pub not_computed: Vec<NotComputed>,
}

impl Point {
    /// Adds up an outcome.
    fn of(change: Change, outcome: &Outcome) -> Point {
        let mut point = Point {
            change,
            baseline: Money::NIL,
            outturn: Money::NIL,
            shares: BTreeMap::new(),
            elsewhere: Money::NIL,
            scopes: outcome.scopes.len(),
            not_computed: outcome.not_computed.clone(),
        };
        for scope in &outcome.scopes {
            point.baseline += scope.baseline;
            point.outturn += scope.outturn;
            for (party, share) in &scope.shares {
                *point.shares.entry(*party).or_default() += *share;
            }
        }
        let shares: Money = point.shares.values().copied().sum();
        point.elsewhere = point.outturn - point.baseline - shares;
        point
    }

    /// Out-turn less baseline.
    pub fn variance(&self) -> Money {
        self.outturn - self.baseline
    }
}
