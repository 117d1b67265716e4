//! Amounts of a year by month: even parts, odd pennies to the earliest.

use super::outturn::spread;
use crate::model::{Contribution, Field};
use crate::source::Spanned;
use crate::value::{Day, Money, Month, Period, split};

/// What of a contribution without instalments is due by the end of the period: even parts of the
/// months it is due in, odd pennies in the earliest.
pub fn due(contribution: &Contribution, period: Period) -> Money {
    let amount = contribution.amount.value().copied().unwrap_or_default();
    let month = |day: &Field<Day>, else_: u8| match day {
        Field::Given(Spanned { value: day, .. }) if Month::of(*day).year == period.year() => {
            Month::of(*day).number
        }
        _ => else_,
    };
    let (first, last) = (month(&contribution.from, 1), month(&contribution.until, 12));
    let gone = period.months_gone();
    if (first, last) == (1, 12) {
        return spread(amount, gone);
    }
    if gone < first || last < first {
        return Money::NIL;
    }
    let months = usize::from(last - first) + 1;
    let gone = usize::from(gone - first) + 1;
    // Equal weights, at least one of them, always divide.
    let parts = split(amount, &vec![1; months]).unwrap_or_default();
    parts.into_iter().take(gone).sum()
}
