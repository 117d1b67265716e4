//! Ledger rows and totals: money outside the agreement, of the wrong kind, or posted twice. Rows are
//! looked at as the ledger is folded; the rest is judged from its totals.

mod balances;
mod dated;
mod kinds;
mod planned;
mod settled;
mod signs;
mod twice;

use crate::compute::balance::Balancing;
use crate::finding::{Check, Finding, RowRemark};
use crate::model::{LedgerRow, Plan, RowAt};
use crate::source::Sources;
use crate::value::Day;
use std::cell::{OnceCell, RefCell};
use twice::Twice;

pub(super) static CHECKS: &[&Check] = &[
    &dated::ROW_AFTER_AGREEMENT,
    &dated::ROW_BEFORE_AGREEMENT,
    &dated::ROW_OF_OTHER_YEAR,
    &kinds::CAPITAL_ON_REVENUE,
    &settled::SETTLEMENT_WITHOUT_SHARE,
    &settled::REBASE_WITHOUT_REFERENCE,
    &twice::ROW_TWICE,
    &twice::ROW_ALIKE,
    &planned::SPEND_WITHOUT_BASELINE,
    &planned::SPEND_BEYOND_BASELINE,
    &planned::CONTRIBUTION_UNPLANNED,
    &signs::MONEY_IN_BELOW_NIL,
    &balances::BALANCE_DIFFERS,
    &balances::BALANCE_NOT_COMPUTED,
    &balances::BALANCE_STALE,
];

const FAMILY: &str = "ledger";

/// What these checks say of single rows while a ledger is folded. One for each folder read: what
/// the plan says is worked out once, at the first row.
#[derive(Default)]
pub struct RowChecks {
    terms: OnceCell<Terms>,
    twice: RefCell<Twice>,
    balances: Balancing,
}

/// What the plan says that rows are held against.
struct Terms {
    dated: dated::Terms,
    kinds: kinds::Terms,
    settled: settled::Terms,
}

impl RowChecks {
    /// What there is to say of one row; most often nothing.
    pub fn look(&self, plan: &Plan, row: &LedgerRow, at: &RowAt<'_>) -> Vec<RowRemark> {
        let terms = self.terms.get_or_init(|| Terms {
            dated: dated::Terms::of(&plan.partnership),
            kinds: kinds::Terms::of(&plan.partnership),
            settled: settled::Terms::of(&plan.partnership),
        });
        let mut remarks = Vec::new();
        remarks.extend(terms.dated.amiss(row, at));
        remarks.extend(terms.kinds.other_side(plan, row));
        remarks.extend(terms.kinds.capital_on_revenue(plan, row));
        remarks.extend(terms.settled.without_share(plan, row));
        remarks.extend(settled::without_reference(row, at));
        self.twice.borrow_mut().look(row, at);
        self.balances.look(plan, row);
        remarks
    }

    /// The same in a later reading, in which rows met before are looked for again.
    pub fn look_again(&self, row: &LedgerRow, at: &RowAt<'_>) {
        self.twice.borrow_mut().look(row, at);
        self.balances.look_again(row, at);
    }

    /// Ends a reading. Does the ledger have to be read once more?
    pub fn again(&mut self, plan: &Plan, as_at: Day) -> bool {
        let twice = self.twice.get_mut().again();
        self.balances.again(plan, as_at) || twice
    }

    /// What several rows together show, once no reading is needed any more.
    pub fn findings(self, plan: &Plan, as_at: Day, sources: &mut Sources) -> Vec<Finding> {
        let mut found = self.twice.into_inner().findings(sources);
        let balances = self.balances.told(plan, as_at);
        found.extend(balances::findings(&plan.partnership, &balances, as_at));
        found
    }
}
