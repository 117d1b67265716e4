//! What partners promised to pay into a pool and when, against what the ledger has received.

use super::super::outturn::Refusal;
use super::super::spread;
use crate::model::{Contribution, Field, Kind, Line, Plan, Source};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Money, Month, Period};
use std::collections::BTreeSet;

/// A part of a contribution and the day it falls due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The year it is promised for.
    pub year: FinancialYear,
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

/// Everything one partner promised a pool that falls due in a year, whichever it is promised for, by
/// the day it falls due: the instalments written; else even parts on the last days of the months it
/// is due in.
pub fn schedule(
    plan: &Plan,
    (pool, partner): (usize, usize),
    year: FinancialYear,
) -> Result<Vec<Due>, Refusal> {
    let id = &plan.partnership.partners[partner].id.value;
    let contributions = plan.partnership.pools[pool].contributions.iter();
    let mut all = Vec::new();
    for contribution in contributions.filter(|c| c.partner.value() == Some(id)) {
        let Some(own) = contribution.year.value().copied() else {
            continue;
        };
        let source = contribution.source.value().copied();
        if contribution.instalments.is_empty() && own == year {
            all.extend(even(contribution, year, source));
        }
        for instalment in &contribution.instalments {
            let due = match (&instalment.due, &instalment.amount) {
                (Field::Given(day), Field::Given(amount)) => Due {
                    year: own,
                    source,
                    on: day.value,
                    amount: amount.value,
                    even: false,
                    at: instalment.at,
                },
                _ if own == year => {
                    return Err(Refusal::at(instalment.at, "an instalment cannot be read"));
                }
                _ => continue,
            };
            if Month::of(due.on).year == year {
                all.push(due);
            }
        }
    }
    all.sort_by_key(|due| (due.on, due.source));
    Ok(all)
}

/// The years in which what one partner promised for a year falls due, that year among them.
pub fn years_due(
    plan: &Plan,
    parties: (usize, usize),
    year: FinancialYear,
) -> BTreeSet<FinancialYear> {
    let days = theirs(plan, parties, year).flat_map(|c| &c.instalments);
    let days = days.filter_map(|i| i.due.value());
    days.map(|day| Month::of(*day).year).chain([year]).collect()
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
            year,
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

/// The same of a year.
pub fn receives_in(plan: &Plan, pool: usize, year: FinancialYear) -> bool {
    let mut lines = plan.totals.lines.keys();
    lines.any(|line| {
        let of_year = line.pool == Some(pool) && line.month.year == year;
        of_year && line.kind == Kind::Contribution
    })
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
/// the next has fallen due, the last once the year is over. One that falls due before the year it is
/// promised for is not among them where the ledger has nothing of the year it falls due in.
pub fn to_be_met<'d>(
    schedule: &'d [Due],
    year: FinancialYear,
    has: InLedger,
    written: &WrittenUp,
) -> Vec<&'d Due> {
    let fell = |due: &&Due| written.holds(Month::of(due.on)) && has.may_meet(due, year);
    let mut due: Vec<&Due> = schedule.iter().filter(fell).collect();
    if has.own_books && !written.holds(Month::of(year.last_day())) {
        let last = due.last().map(|last| last.on);
        due.retain(|d| Some(d.on) != last);
    }
    due
}

/// What the ledger has of a pool in a year.
#[derive(Clone, Copy, Debug)]
pub struct InLedger {
    /// Is there spend in the partner's own books?
    pub own_books: bool,
    /// Is there a contribution of any partner?
    pub contributions: bool,
}

impl InLedger {
    /// Of one partner, pool and year.
    pub fn of(plan: &Plan, (pool, partner): (usize, usize), year: FinancialYear) -> InLedger {
        let of_year = |line: &&Line| line.pool == Some(pool) && line.month.year == year;
        let mut spend = plan.totals.lines.keys().filter(of_year);
        InLedger {
            own_books: spend.any(|l| l.kind == Kind::Spend && l.paid_by == Some(partner)),
            contributions: receives_in(plan, pool, year),
        }
    }

    /// Can it be told whether a part that falls due in this year was met? Not of one that falls due
    /// before the year it is promised for, where the ledger begins later.
    pub fn may_meet(self, due: &Due, year: FinancialYear) -> bool {
        self.contributions || due.year <= year
    }
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
