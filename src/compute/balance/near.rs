//! Single rows that would explain why an assertion does not hold: looked for in a second reading of
//! the ledger, once the difference is known.

use super::outcome::{Balance, State};
use super::{Scope, Sums};
use crate::model::{LedgerRow, RowAt, RowPlace};
use crate::value::{Day, Money};

/// Rows looked for to explain one difference; there may be more.
pub const NEAR_AT_MOST: usize = 5;
/// Days beyond the first and last day in which a row may have been meant to count.
const BEYOND: i32 = 31;

/// A row that alone would explain a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearRow {
    /// How.
    pub how: Near,
    /// Where it stands.
    pub at: RowPlace,
    /// Its day.
    pub day: Day,
    /// Its amount.
    pub amount: Money,
}

/// How a row would explain a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// It counts here and may not there.
    Counted,
    /// It counts here with the opposite sign.
    OppositeSign,
    /// It is dated after the day, and may count there.
    DatedAfter,
    /// It is dated before the first day, and may count there.
    DatedBefore,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    wanted: Vec<Wanted>,
}

#[derive(Clone, Debug)]
struct Wanted {
    assertion: usize,
    scope: Scope,
    difference: Money,
    found: Vec<NearRow>,
}

impl Search {
    /// For every assertion that differs.
    pub fn of(all: &[Balance], sums: &Sums) -> Search {
        let wanted = all.iter().filter_map(|balance| {
            let State::Differs { difference, .. } = balance.state else {
                return None;
            };
            Some(Wanted {
                assertion: balance.assertion,
                scope: sums.scopes.get(balance.assertion)?.clone()?,
                difference,
                found: Vec::new(),
            })
        });
        Search {
            wanted: wanted.collect(),
        }
    }

    /// Is there nothing to look for?
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Looks at a row.
    pub fn look(&mut self, row: &LedgerRow, at: &RowAt<'_>) {
        for wanted in &mut self.wanted {
            if wanted.found.len() >= NEAR_AT_MOST {
                continue;
            }
            if let Some(how) = wanted.explains(row) {
                wanted.found.push(NearRow {
                    how,
                    at: RowPlace {
                        file: at.file.to_owned(),
                        line: at.line,
                    },
                    day: row.date,
                    amount: row.amount,
                });
            }
        }
    }

    /// Gives every difference the rows found for it.
    pub fn tell(self, all: &mut [Balance]) {
        for wanted in self.wanted {
            if let State::Differs { near, .. } = &mut all[wanted.assertion].state {
                *near = wanted.found;
            }
        }
    }
}

impl Wanted {
    fn explains(&self, row: &LedgerRow) -> Option<Near> {
        let scope = &self.scope;
        let amount = scope.counts(&row.line, row.amount)?;
        if amount.is_nil() {
            return None;
        }
        if row.date > scope.on {
            let soon = scope.on.days_to(row.date) - 1 <= BEYOND;
            return (soon && -amount == self.difference).then_some(Near::DatedAfter);
        }
        if row.date < scope.since {
            let lately = row.date.days_to(scope.since) - 1 <= BEYOND;
            return (lately && -amount == self.difference).then_some(Near::DatedBefore);
        }
        if amount == self.difference {
            return Some(Near::Counted);
        }
        (amount + amount == self.difference).then_some(Near::OppositeSign)
    }
}
