//! What each month was expected to cost.

use super::lines::{ByScheme, Months};
use super::monthly::refuse_stranded;
use super::{Question, Refusal};
use crate::compute::spread::twelve_months;
use crate::model::{Kind, Plan};
use crate::value::{FinancialYear, Money, twelfths};

/// The baseline of every month of the year: phased in the ledger, else the year's spread evenly;
/// later changes added in their months.
pub(super) fn months(
    plan: &Plan,
    scheme: usize,
    question: &Question,
    ledger: &ByScheme<'_>,
) -> Result<Months, Refusal> {
    let year = question.period.year();
    let Some(mut months) = expected(plan, scheme, year, ledger)? else {
        return Err(Refusal::plain(format!("no baseline for {year}")));
    };
    let rebased = ledger.months(scheme, Kind::Rebase);
    for (month, more) in months.iter_mut().zip(rebased) {
        *month += more;
    }
    Ok(months)
}

/// A year's baseline of a scheme as the year opened with it, and what later changes add to it; none
/// where the files give none. `ledger` is that year's.
pub fn as_opened(
    plan: &Plan,
    scheme: usize,
    year: FinancialYear,
    ledger: &ByScheme<'_>,
) -> Result<Option<(Money, Money)>, Refusal> {
    refuse_stranded(plan, scheme, year)?;
    let expected = expected(plan, scheme, year, ledger)?;
    let changed = || ledger.months(scheme, Kind::Rebase).into_iter().sum();
    Ok(expected.map(|months| (months.into_iter().sum(), changed())))
}

/// What the months of a year were to cost when it opened.
fn expected(
    plan: &Plan,
    scheme: usize,
    year: FinancialYear,
    ledger: &ByScheme<'_>,
) -> Result<Option<Months>, Refusal> {
    let planned = twelve_months(&plan.partnership.schemes[scheme], year)?;
    if !ledger.any(scheme, &[Kind::Baseline], 1, 12) {
        return Ok(planned.map(|planned| planned.amounts));
    }
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
    Ok(Some(phased))
}

/// The first months of an amount spread evenly over twelve, odd pennies to the earliest.
pub fn spread(year: Money, months: u8) -> Money {
    let parts = twelfths(year).into_iter();
    parts.take(usize::from(months)).sum()
}
