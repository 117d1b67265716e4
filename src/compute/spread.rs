//! Amounts of a year by month: even parts, odd pennies to the earliest; or so much a week, by the
//! day.

use super::outturn::{Refusal, spread};
use crate::model::{Contribution, Field, Scheme, Since};
use crate::source::{Span, Spanned};
use crate::value::{Day, Exact, FinancialYear, Money, Month, Period, split, twelfths};

/// A scheme's baseline of one year.
#[derive(Clone, Copy, Debug)]
pub struct Months {
    /// By month, April first.
    pub amounts: [Money; 12],
    /// Where it is written.
    pub at: Span,
}

impl Months {
    /// Of the whole year.
    pub fn whole(&self) -> Money {
        self.to(12)
    }

    /// Of the first months.
    pub fn to(&self, months: u8) -> Money {
        let first = self.amounts.iter().take(usize::from(months));
        first.copied().sum()
    }
}

/// The year's baseline of a scheme as `partnership.yaml` and its tables have it, month by month;
/// none if they name no such year. An amount of the year is spread evenly; where it changes within
/// the year, each month takes a twelfth of the amount in force. An amount by the week counts
/// instead: to the end of a month it is amount × days ÷ 7, half away from nil.
pub fn twelve_months(scheme: &Scheme, year: FinancialYear) -> Result<Option<Months>, Refusal> {
    if scheme.doubled {
        return Err(Refusal::at(scheme.id.at, "it is defined twice"));
    }
    match (in_force(scheme, year)?, by_week(scheme, year)?) {
        (Some(planned), Some(weekly)) if planned.whole() != weekly.whole() => {
            let (planned, weeks) = (planned.whole(), weekly.whole());
            Err(Refusal::at(
                weekly.at,
                format!("two baselines for {year}: {planned} for the year and {weeks} by the week"),
            ))
        }
        (planned, weekly) => Ok(weekly.or(planned)),
    }
}

/// The months of `baseline`.
fn in_force(scheme: &Scheme, year: FinancialYear) -> Result<Option<Months>, Refusal> {
    let unreadable = |at| Refusal::at(at, "its baseline cannot be read");
    let mut of_year: Vec<(Day, Money)> = Vec::new();
    let mut first_at = None;
    for (since, written) in &scheme.baseline.values {
        let from = match since {
            Since::Unreadable => return Err(unreadable(written.at)),
            Since::Always => year.first_day(),
            Since::Year(of) if *of == year => year.first_day(),
            Since::Day(day) if FinancialYear::of(*day) == year => *day,
            Since::Year(_) | Since::Day(_) => continue,
        };
        let amount = written.value.ok_or_else(|| unreadable(written.at))?;
        first_at.get_or_insert(written.at);
        of_year.push((from, amount));
    }
    let Some(at) = first_at else {
        return Ok(None);
    };
    of_year.sort();
    // Each year's first day is the first of April, or it was told and is not here.
    if of_year
        .first()
        .is_none_or(|(day, _)| *day != year.first_day())
    {
        return Err(unreadable(at));
    }
    let mut amounts = [Money::NIL; 12];
    for (from, amount) in of_year {
        let first = usize::from(Month::of(from).number) - 1;
        amounts[first..].copy_from_slice(&twelfths(amount)[first..]);
    }
    Ok(Some(Months { amounts, at }))
}

/// The months of `per_week`, every entry with a day in the year.
fn by_week(scheme: &Scheme, year: FinancialYear) -> Result<Option<Months>, Refusal> {
    let mut found: Option<Months> = None;
    for entry in &scheme.per_week {
        let (Field::Given(amount), Field::Given(from)) = (&entry.amount, &entry.from) else {
            return Err(Refusal::at(
                entry.at,
                "its baseline by the week cannot be read",
            ));
        };
        let until = match &entry.until {
            Field::Given(until) => until.value,
            Field::Absent => FinancialYear::of(from.value).last_day(),
            Field::Unreadable(at) => {
                return Err(Refusal::at(*at, "its baseline by the week cannot be read"));
            }
        };
        let first = from.value.max(year.first_day());
        if first > until.min(year.last_day()) {
            continue;
        }
        let months = found.get_or_insert(Months {
            amounts: [Money::NIL; 12],
            at: entry.at,
        });
        let mut before = Money::NIL;
        for (number, month) in (1_u8..).zip(months.amounts.iter_mut()) {
            let last = until.min(Month { year, number }.last_day());
            let days = first.days_to(last).max(0);
            let so_far = Exact::fraction(amount.value, i128::from(days), 7).half_away();
            *month += so_far - before;
            before = so_far;
        }
    }
    Ok(found)
}

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
