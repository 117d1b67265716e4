//! What ledgers elsewhere are said to come to, held against this one: sums to a day, taken while the
//! ledger is folded, so that no row is kept.

mod balancing;
mod near;
mod outcome;
mod scope;
mod stale;

pub use balancing::Balancing;
pub use near::{NEAR_AT_MOST, Near, NearRow, Search};
pub use outcome::{Balance, LastGood, State, outcomes};
pub use scope::Scope;
pub use stale::{Stale, stale_after};

use crate::model::{Kind, LedgerRow, Partnership};
use crate::value::Money;

/// Sums of every assertion, as the ledger is folded.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    scopes: Vec<Option<Scope>>,
    /// Assertions a row of each kind may count for.
    by_kind: Vec<(Kind, Vec<usize>)>,
    sums: Vec<(Money, u64)>,
}

impl Sums {
    /// Nothing yet, of every assertion.
    pub fn of(plan: &Partnership) -> Sums {
        let scopes: Vec<Option<Scope>> = plan
            .assertions
            .iter()
            .map(|assertion| Scope::of(assertion, plan).ok())
            .collect();
        let mut by_kind: Vec<(Kind, Vec<usize>)> = Vec::new();
        for (_, kind) in Kind::WORDS {
            let of_kind = |scope: &Scope| scope.what.is_of(*kind);
            let all = scopes.iter().enumerate();
            let found: Vec<usize> = all
                .filter(|(_, scope)| scope.as_ref().is_some_and(of_kind))
                .map(|(i, _)| i)
                .collect();
            if !found.is_empty() {
                by_kind.push((*kind, found));
            }
        }
        Sums {
            sums: vec![(Money::NIL, 0); scopes.len()],
            scopes,
            by_kind,
        }
    }

    /// Adds a row wherever it counts.
    pub fn add(&mut self, row: &LedgerRow) {
        let mut kinds = self.by_kind.iter();
        let Some((_, which)) = kinds.find(|(kind, _)| *kind == row.line.kind) else {
            return;
        };
        for i in which {
            let Some(scope) = &self.scopes[*i] else {
                continue;
            };
            if row.date < scope.since || row.date > scope.on {
                continue;
            }
            if let Some(amount) = scope.counts(&row.line, row.amount) {
                let (sum, rows) = &mut self.sums[*i];
                *sum += amount;
                *rows += 1;
            }
        }
    }
}
