//! The Better Care Fund: the agreement signed in time, the plan signed off, minimums pooled, grant
//! handed on. What a year asks is data; a day nobody has verified gives a note only.

mod money;
mod signed;

use crate::finding::Check;
use crate::seeds;
use crate::value::FinancialYear;

pub(super) static CHECKS: &[&Check] = &[
    &signed::SIGNED_AFTER_DEADLINE,
    &signed::SIGN_OFF_MISSING,
    &signed::SIGN_OFF_LATE,
    &money::BELOW_MINIMUM,
    &money::PASSPORT_SHORT,
];

const FAMILY: &str = "better-care-fund";

/// The items of a check that are for this year, or for every year.
fn items_for(check: &Check, year: FinancialYear) -> Vec<&'static str> {
    let of_year = |id: &&&str| {
        let item = seeds::item(id);
        item.is_some_and(|item| item.year.is_none_or(|y| y == year))
    };
    check.basis.iter().filter(of_year).copied().collect()
}
