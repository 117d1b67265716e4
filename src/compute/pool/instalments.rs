//! What partners promised to pay into a pool and when, against what the ledger has received.

use super::super::outturn::Refusal;
use super::super::spread;
use crate::model::{Contribution, Field, Kind, Line, Plan, Source};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Money, Month, Period};

/// A part of a contribution and the day it falls due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// From which source.
    pub source: Option<Source>,
    /// The day.
    pub on: Day,
    /// How much. Pence.
    pub amount: Money,
    /// One of even parts, month by month, and not an instalment that is written.
    pub even: bool,
    /// The instalment, or the contribution it is a part of.
    pub at: Span,
}

/// The contributions of one partner to a pool for a year, as they are written.
pub fn theirs(
    plan: &Plan,
    (pool, partner): (usize, usize),
    year: FinancialYear,
) -> impl Iterator<Item = &Contribution> {
    let id = &plan.partnership.partners[partner].id.value;
    let all = plan.partnership.pools[pool].contributions.iter();
    all.filter(move |c| c.partner.value() == Some(id) && c.year.value() == Some(&year))
}

/// Everything one partner promised a pool for a year, by the day it falls due: the instalments
/// written; else even parts on the last days of the months it is due in.
pub fn schedule(
    plan: &Plan,
    parties: (usize, usize),
    year: FinancialYear,
) -> Result<Vec<Due>, Refusal> {
    let mut all = Vec::new();
    for contribution in theirs(plan, parties, year) {
        let source = contribution.source.value().copied();
        if contribution.instalments.is_empty() {
            all.extend(even(contribution, year, source));
            continue;
        }
        for instalment in &contribution.instalments {
            let (Field::Given(day), Field::Given(amount)) = (&instalment.due, &instalment.amount)
            else {
                return Err(Refusal::at(instalment.at, "an instalment cannot be read"));
            };
            all.push(Due {
                source,
                on: day.value,
                amount: amount.value,
                even: false,
                at: instalment.at,
            });
        }
    }
    all.sort_by_key(|due| (due.on, due.source));
    Ok(all)
}

fn even(
    contribution: &Contribution,
    year: FinancialYear,
    source: Option<Source>,
) -> impl Iterator<Item = Due> {
    let mut before = Money::NIL;
    let months = (1..=12).map(move |number| {
        let so_far = spread::due(contribution, Period::Month(year, number));
        let amount = so_far - before;
        before = so_far;
        Due {
            source,
            on: Month { year, number }.last_day(),
            amount,
            even: true,
            at: contribution.at,
        }
    });
    months.filter(|due| !due.amount.is_nil())
}

/// By how much the instalments of a contribution come to more (above nil) or less than it; none
/// where it has none, or something of it cannot be read.
pub fn instalments_beyond(contribution: &Contribution) -> Option<Money> {
    let amount = contribution.amount.value()?;
    let parts = contribution.instalments.iter();
    let parts: Option<Vec<Money>> = parts.map(|i| i.amount.value().copied()).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    Some(parts.into_iter().sum::<Money>() - *amount)
}

/// Does the ledger record money coming into this pool at all?
pub fn receives(plan: &Plan, pool: usize) -> bool {
    let mut lines = plan.totals.lines.keys();
    lines.any(|line| line.kind == Kind::Contribution && line.pool == Some(pool))
}

/// How far the ledger of a pool is written up, on the day asked.
#[derive(Clone, Copy, Debug)]
pub struct WrittenUp {
    /// The last month for which it has actual figures of the pool.
    pub last: Month,
    /// The day asked.
    pub as_at: Day,
}

impl WrittenUp {
    /// None if the ledger has no actual figures of the pool at all.
    pub fn of(plan: &Plan, pool: usize, as_at: Day) -> Option<WrittenUp> {
        let actual = [Kind::Spend, Kind::Income, Kind::Contribution];
        let lines = plan.totals.lines.keys();
        let months = lines
            .filter(|l| actual.contains(&l.kind) && l.pool == Some(pool))
            .map(|l| l.month);
        let last = months.max()?;
        Some(WrittenUp { last, as_at })
    }

    /// Is a month over, and written? What fell due in any other may have been paid and not yet be
    /// recorded.
    pub fn holds(&self, month: Month) -> bool {
        month < Month::of(self.as_at) && month <= self.last
    }

    /// The last day of a year up to which it is written.
    pub fn until(&self, year: FinancialYear) -> Day {
        let month_before = self.as_at.plus(-i32::from(self.as_at.day()));
        self.last.last_day().min(month_before).min(year.last_day())
    }
}

/// Which parts of a schedule are to have been met: those that fell due in months written up. What a
/// partner spends in its own books comes month by month, so that an instalment counts there once
/// the next has fallen due, the last once the year is over.
pub fn to_be_met<'d>(
    schedule: &'d [Due],
    year: FinancialYear,
    own_books: bool,
    written: &WrittenUp,
) -> Vec<&'d Due> {
    let fell = |due: &&Due| written.holds(Month::of(due.on));
    let mut due: Vec<&Due> = schedule.iter().filter(fell).collect();
    if own_books && !written.holds(Month::of(year.last_day())) {
        let last = due.last().map(|last| last.on);
        due.retain(|d| Some(d.on) != last);
    }
    due
}

/// Does the ledger have spend of this pool and year in the partner's own books?
pub fn has_own_books(plan: &Plan, (pool, partner): (usize, usize), year: FinancialYear) -> bool {
    let mut lines = plan.totals.lines.keys();
    lines.any(|line| {
        let of_year = line.pool == Some(pool) && line.month.year == year;
        of_year && line.kind == Kind::Spend && line.paid_by == Some(partner)
    })
}

/// Is it money of this partner: paid in, or spent in its own books?
pub fn pays(line: &Line, partner: usize) -> bool {
    match line.kind {
        Kind::Contribution => line.partner == Some(partner),
        Kind::Spend => line.paid_by == Some(partner),
        _ => false,
    }
}

/// What a partner has paid of a year, by the ledger's months that are written up.
pub fn received(
    plan: &Plan,
    (pool, partner): (usize, usize),
    year: FinancialYear,
    written: &WrittenUp,
) -> Money {
    let lines = plan.totals.lines.iter();
    lines
        .filter(|(line, _)| line.pool == Some(pool) && line.month.year == year)
        .filter(|(line, _)| pays(line, partner) && written.holds(line.month))
        .map(|(_, amount)| *amount)
        .sum()
}

/// The first part that money received, oldest first, does not reach.
pub fn first_unmet<'d>(due: &[&'d Due], received: Money) -> Option<&'d Due> {
    let mut reached = Money::NIL;
    due.iter()
        .find(|due| {
            reached += due.amount;
            reached > received
        })
        .copied()
}
