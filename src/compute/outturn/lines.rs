//! The ledger's totals of one year, sorted by scheme.

use crate::model::{Kind, Line, Plan};
use crate::value::{FinancialYear, Money};

/// An amount for each month of a financial year, April first.
pub(super) type Months = [Money; 12];

/// The ledger's lines by scheme, so that each scheme is looked at once.
pub struct ByScheme<'a> {
    lines: Vec<Vec<(&'a Line, Money)>>,
}

impl<'a> ByScheme<'a> {
    /// Sorts the totals of one financial year by scheme.
    pub fn of(plan: &'a Plan, year: FinancialYear) -> ByScheme<'a> {
        let mut lines = vec![Vec::new(); plan.partnership.schemes.len()];
        for (line, amount) in &plan.totals.lines {
            if let Some(scheme) = line.scheme
                && line.month.year == year
            {
                lines[scheme].push((line, *amount));
            }
        }
        ByScheme { lines }
    }

    /// One scheme's lines.
    pub(super) fn scheme(&self, scheme: usize) -> &[(&'a Line, Money)] {
        &self.lines[scheme]
    }

    /// The amounts of one kind by month.
    pub(super) fn months(&self, scheme: usize, kind: Kind) -> Months {
        let mut months = [Money::NIL; 12];
        for (line, amount) in &self.lines[scheme] {
            if line.kind == kind {
                months[place(line.month.number)] += *amount;
            }
        }
        months
    }

    /// Is there a line of one of these kinds in months `from` to `to`, April being 1?
    pub(super) fn any(&self, scheme: usize, kinds: &[Kind], from: u8, to: u8) -> bool {
        self.lines[scheme]
            .iter()
            .any(|(line, _)| kinds.contains(&line.kind) && (from..=to).contains(&line.month.number))
    }
}

/// Where a month stands in an array of twelve, April being 1.
pub(super) fn place(month: u8) -> usize {
    usize::from(month.clamp(1, 12) - 1)
}
