//! The readings of a ledger in which assertions are worked out: one that adds up, and one more, only
//! where something differs, that looks for rows that would explain it.

use super::{Balance, Search, Sums, outcomes};
use crate::model::{LedgerRow, Plan, RowAt};
use crate::value::Day;
use std::cell::{OnceCell, RefCell};

/// Assertions being worked out.
#[derive(Default)]
pub struct Balancing {
    sums: OnceCell<RefCell<Sums>>,
    /// What came of the first reading, and what is looked for in the next.
    found: Option<Vec<Balance>>,
    search: RefCell<Search>,
}

impl Balancing {
    /// Looks at a row in the first reading.
    pub fn look(&self, plan: &Plan, row: &LedgerRow) {
        if plan.partnership.assertions.is_empty() {
            return;
        }
        let sums = || RefCell::new(Sums::of(&plan.partnership));
        self.sums.get_or_init(sums).borrow_mut().add(row);
    }

    /// Looks at a row in the next.
    pub fn look_again(&self, row: &LedgerRow, at: &RowAt<'_>) {
        self.search.borrow_mut().look(row, at);
    }

    /// Ends a reading. Is another one needed?
    pub fn again(&mut self, plan: &Plan, as_at: Day) -> bool {
        if self.found.is_some() || plan.partnership.assertions.is_empty() {
            return false;
        }
        let sums = self.sums.take().map(RefCell::into_inner);
        // Without a single row every sum is nil.
        let sums = sums.unwrap_or_else(|| Sums::of(&plan.partnership));
        let found = outcomes(plan, &sums, as_at);
        let search = Search::of(&found, &sums);
        let again = !search.is_empty() && plan.totals.rows > 0;
        self.search = RefCell::new(search);
        self.found = Some(found);
        again
    }

    /// What comes of every assertion, in the order written.
    pub fn told(self, plan: &Plan, as_at: Day) -> Vec<Balance> {
        let mut this = self;
        this.again(plan, as_at);
        let mut found = this.found.unwrap_or_default();
        this.search.into_inner().tell(&mut found);
        found
    }
}
