//! Money between parties beside the pools: gross each way, and net.

use super::Question;
use crate::model::{Kind, Party, Plan};
use crate::value::Money;
use std::collections::BTreeMap;

/// One end of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A partner or provider.
    Party(Party),
    /// A pool, where the row does not say who handed on.
    Fund(Option<usize>),
}

/// What two ends paid one another for one kind of transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The end that stands first: partners in their order, then providers, then pools.
    pub one: End,
    /// The other.
    pub other: End,
    /// Settlement or passport.
    pub kind: Kind,
    /// The pool, by position.
    pub pool: Option<usize>,
    /// What the first paid the other. Pence.
    pub paid: Money,
    /// What the other paid the first.
    pub received: Money,
}

impl Transfer {
    /// What the first paid beyond what it was paid: below nil, the other paid more.
    pub fn net(&self) -> Money {
        self.paid - self.received
    }
}

/// Settlements and grants handed on, by pair, kind and pool.
pub(super) fn transfers(plan: &Plan, question: &Question) -> Vec<Transfer> {
    type Key = (End, End, Kind, Option<usize>);
    let mut sums: BTreeMap<Key, (Money, Money)> = BTreeMap::new();
    for (line, amount) in &plan.totals.lines {
        let kind = line.kind;
        if !matches!(kind, Kind::Settlement | Kind::Passport) || !question.counts(line.month) {
            continue;
        }
        let end = |party: Option<Party>| party.map_or(End::Fund(line.pool), End::Party);
        let (from, to) = (end(line.from), end(line.to));
        let sum = sums.entry((from.min(to), from.max(to), kind, line.pool));
        let sum = sum.or_default();
        match from <= to {
            true => sum.0 += *amount,
            false => sum.1 += *amount,
        }
    }
    let told = |((one, other, kind, pool), (paid, received))| Transfer {
        one,
        other,
        kind,
        pool,
        paid,
        received,
    };
    sums.into_iter().map(told).collect()
}
