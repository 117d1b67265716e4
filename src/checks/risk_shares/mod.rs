//! Risk-share definitions: can each be applied, and does every scheme come to one?

mod measures;
mod names;
mod ratios;
mod shares;
mod terms;
mod uses;
mod versions;

use crate::finding::Check;

pub(super) static CHECKS: &[&Check] = &[
    &shares::SHARES_NOT_WHOLE,
    &shares::SHARES_MIXED,
    &shares::DESTINATION_UNKNOWN,
    &terms::HALF_MISSING,
    &terms::BANDS_NOT_ASCENDING,
    &terms::BANDS_END,
    &terms::LIMITS_IN_A_CIRCLE,
    &terms::RESERVE_WITHOUT_OPENING,
    &terms::GRANT_IN_THE_BASE,
    &uses::SCHEME_WITHOUT_RISK_SHARE,
    &uses::RISK_SHARE_UNUSED,
    &uses::PARAMETER_MISSING,
    &uses::PARAMETER_UNUSED,
    &uses::LEADS_DIFFER,
    &names::RESERVE_NAME_TAKEN,
    &versions::RISK_SHARE_OVERLAP,
    &versions::RISK_SHARE_GAP,
    &versions::CHANGE_WITHIN_MONTH,
    &measures::MEASURE_UNKNOWN,
    &measures::MEASURE_INCOMPLETE,
    &ratios::RATIO_ROUNDED,
];

const FAMILY: &str = "risk-shares";
