//! Contributions, pools and schemes: sums, sources, and whether money in is money planned.

mod paid_in;
mod planned;
mod timing;

pub(super) use paid_in::{SOURCE_OF_OTHER_SIDE, whose};

use crate::finding::Check;
use crate::model::Partnership;
use crate::value::FinancialYear;

pub(super) static CHECKS: &[&Check] = &[
    &paid_in::CONTRIBUTION_MISSING,
    &paid_in::CONTRIBUTION_INDICATIVE,
    &paid_in::INSTALMENTS_DIFFER,
    &paid_in::SOURCE_OF_OTHER_SIDE,
    &paid_in::GRANT_NOT_CAPITAL,
    &planned::FUNDING_DIFFERS,
    &planned::POOL_OUT_OF_BALANCE,
    &planned::SCHEME_WITHOUT_LEAD,
    &timing::INSTALMENT_LATE,
    &timing::YEAR_OUTSIDE_AGREEMENT,
    &timing::SCHEME_EARMARKED_TWICE,
];

const FAMILY: &str = "contributions";

/// Years from the agreement's start to its end, at most ten.
fn years_of_term(plan: &Partnership) -> Vec<FinancialYear> {
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let (Some(starts), Some(ends)) = (agreement.starts.value(), agreement.ends.value()) else {
        return Vec::new();
    };
    let (first, last) = (FinancialYear::of(*starts), FinancialYear::of(*ends));
    (first.start()..=last.start())
        .take(10)
        .map(FinancialYear::starting)
        .collect()
}
