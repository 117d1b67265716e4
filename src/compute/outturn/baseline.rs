//! What each month was expected to cost.

use super::lines::{ByScheme, Months};
use super::{Question, Refusal};
use crate::compute::spread::twelve_months;
use crate::model::{Kind, Plan};
use crate::value::{Money, twelfths};

/// The baseline of every month of the year: phased in the ledger, else the year's spread evenly;
/// later changes added in their months.
pub(super) fn months(
    plan: &Plan,
    scheme: usize,
    question: &Question,
    ledger: &ByScheme<'_>,
) -> Result<Months, Refusal> {
    let year = question.period.year();
    let planned = twelve_months(&plan.partnership.schemes[scheme], year)?;
    let mut months = if ledger.any(scheme, &[Kind::Baseline], 1, 12) {
        let phased = ledger.months(scheme, Kind::Baseline);
        let whole: Money = phased.iter().copied().sum();
        if let Some(planned) = planned
            && planned.whole() != whole
        {
            let amount = planned.whole();
            return Err(Refusal::at(
                planned.at,
                format!(
                    "two baselines for {year}: {amount} in the plan and {whole} in the ledger; \
                     a later change is a ledger row of kind `rebase`"
                ),
            ));
        }
        phased
    } else {
        match planned {
            None => return Err(Refusal::plain(format!("no baseline for {year}"))),
            Some(planned) => planned.amounts,
        }
    };
    let rebased = ledger.months(scheme, Kind::Rebase);
    for (month, more) in months.iter_mut().zip(rebased) {
        *month += more;
    }
    Ok(months)
}

/// The first months of an amount spread evenly over twelve, odd pennies to the earliest.
pub fn spread(year: Money, months: u8) -> Money {
    let parts = twelfths(year).into_iter();
    parts.take(usize::from(months)).sum()
}
