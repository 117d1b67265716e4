//! What comes of every assertion: it holds, it differs and by how much, or it cannot be worked out.

use super::near::NearRow;
use super::scope::pool_of;
use super::{Scope, Sums};
use crate::model::{Assertion, Kind, Partnership, Plan};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Money};

/// One assertion, worked out.
#[derive(Clone, Debug)]
pub struct Balance {
    /// Which assertion, by position.
    pub assertion: usize,
    /// First day that counted.
    pub since: Option<Day>,
    /// How it stands.
    pub state: State,
    /// Rows that counted.
    pub rows: u64,
}

/// How an assertion stands.
#[derive(Clone, Debug)]
pub enum State {
    /// The ledger comes to the same.
    Holds(Money),
    /// It does not.
    Differs {
        /// What the ledger comes to.
        ledger: Money,
        /// That less what it is said to come to.
        difference: Money,
        /// The last assertion of the same before it that holds.
        last_good: Option<LastGood>,
        /// Rows that alone would explain the difference.
        near: Vec<NearRow>,
    },
    /// Its day is yet to come.
    ToCome,
    /// Something it rests on cannot be read: where that stands, and what.
    NotComputed(Span, String),
}

/// An assertion that holds, and what was counted since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastGood {
    /// Its day.
    pub on: Day,
    /// Rows dated after it.
    pub rows: u64,
    /// What they come to.
    pub sum: Money,
}

/// What comes of every assertion, in the order written.
pub fn outcomes(plan: &Plan, sums: &Sums, as_at: Day) -> Vec<Balance> {
    let mut all: Vec<Balance> = plan
        .partnership
        .assertions
        .iter()
        .enumerate()
        .map(|(i, assertion)| outcome(plan, sums, as_at, i, assertion))
        .collect();
    for i in 0..all.len() {
        let good = last_good(&all, sums, i);
        if let State::Differs { last_good, .. } = &mut all[i].state {
            *last_good = good;
        }
    }
    all
}

fn outcome(plan: &Plan, sums: &Sums, as_at: Day, i: usize, assertion: &Assertion) -> Balance {
    let scope = Scope::of(assertion, &plan.partnership);
    let (sum, rows) = sums.sums.get(i).copied().unwrap_or((Money::NIL, 0));
    let said = assertion.amount.value();
    let state = match (&scope, said) {
        (Err((at, why)), _) => State::NotComputed(*at, why.clone()),
        (Ok(_), None) => {
            let why = "the amount itself cannot be read".to_owned();
            State::NotComputed(assertion.amount.at().unwrap_or(assertion.at), why)
        }
        (Ok(scope), Some(_)) if scope.on > as_at => State::ToCome,
        (Ok(scope), Some(said)) => match missing(plan, scope) {
            Some((at, why)) => State::NotComputed(at, why),
            None if sum == *said => State::Holds(sum),
            None => State::Differs {
                ledger: sum,
                difference: sum - *said,
                last_good: None,
                near: Vec::new(),
            },
        },
    };
    Balance {
        assertion: i,
        since: scope.ok().map(|scope| scope.since),
        state,
        rows,
    }
}

/// Rows that may count here and cannot be told to: left out of the ledger, or of a scheme without
/// a pool. Where that stands, and what.
fn missing(plan: &Plan, scope: &Scope) -> Option<(Span, String)> {
    let years = FinancialYear::of(scope.since)..=FinancialYear::of(scope.on);
    let may =
        |wanted: Option<usize>, is: Option<usize>| wanted.is_none() || is.is_none() || wanted == is;
    let pool = about_pool(&plan.partnership, scope);
    let all = plan.totals.stranded.iter().filter(|s| {
        may(scope.scheme, s.scheme)
            && may(pool, s.pool)
            && s.year.is_none_or(|year| years.contains(&year))
    });
    let counts = |kind: Kind| scope.what.is_of(kind);
    let lost = (all.flat_map(|s| &s.kinds)).find(|of| of.kind.is_none_or(counts));
    let lost = lost.map(|lost| (lost.at, lost.why.clone()));
    lost.or_else(|| scope.poolless(plan))
}

/// The pool an assertion is about.
pub(super) fn about_pool(plan: &Partnership, scope: &Scope) -> Option<usize> {
    let of_scheme = scope.scheme.and_then(|s| pool_of(plan, s).ok());
    scope.pool.or(of_scheme)
}

fn last_good(all: &[Balance], sums: &Sums, i: usize) -> Option<LastGood> {
    let scope = sums.scopes.get(i)?.as_ref()?;
    let earlier = all.iter().filter_map(|balance| {
        let State::Holds(sum) = balance.state else {
            return None;
        };
        let other = sums.scopes.get(balance.assertion)?.as_ref()?;
        (other.on < scope.on && other.is_like(scope)).then_some((other.on, sum, balance.rows))
    });
    let (on, sum, rows) = earlier.max_by_key(|(on, ..)| *on)?;
    let (all_sum, all_rows) = sums.sums[i];
    Some(LastGood {
        on,
        rows: all_rows - rows,
        sum: all_sum - sum,
    })
}
