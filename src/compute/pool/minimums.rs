//! What is pooled of each source against the least that must be (NHS Act 2006 s223GA and the
//! conditions of the Better Care Fund).

use super::super::outturn::Refusal;
use super::account::Known;
use crate::model::{Field, Minimum, Plan, Source};
use crate::value::{FinancialYear, Money};

/// One minimum and what is pooled.
#[derive(Clone, Debug)]
pub struct Margin {
    /// Which minimum, by position in the list.
    pub minimum: usize,
    /// The source.
    pub source: Source,
    /// Whose, by position; none: all partners' together.
    pub partner: Option<usize>,
    /// The least. Pence.
    pub least: Money,
    /// What is pooled.
    pub pooled: Known<Money>,
}

impl Margin {
    /// Above nil, more is pooled than must be; below, less.
    pub fn over(&self) -> Known<Money> {
        Ok(self.pooled.clone()? - self.least)
    }
}

/// Every minimum recorded for a year, and the reasons why some cannot be read.
pub fn margins(plan: &Plan, year: FinancialYear) -> (Vec<Margin>, Vec<Refusal>) {
    let mut all = Vec::new();
    let why = "a minimum of the Better Care Fund cannot be read";
    let better_care = plan.partnership.better_care.iter();
    let unreadable = better_care.clone().flat_map(|b| &b.unreadable);
    let mut refused: Vec<Refusal> = unreadable.map(|at| Refusal::at(*at, why)).collect();
    let minimums = better_care.flat_map(|b| &b.minimums);
    for (i, minimum) in minimums.enumerate() {
        match (
            &minimum.year,
            minimum.source.value(),
            minimum.amount.value(),
        ) {
            (Field::Given(of), _, _) if of.value != year => {}
            (Field::Given(_), Some(source), Some(least)) => {
                let partner = minimum.partner.value();
                all.push(Margin {
                    minimum: i,
                    source: *source,
                    partner: partner.and_then(|id| plan.partnership.partner(id.as_str())),
                    least: *least,
                    pooled: pooled(plan, minimum, year, *source),
                });
            }
            (of, ..) => {
                let (source, amount) = (minimum.source.unreadable(), minimum.amount.unreadable());
                let at = of.unreadable().or(source).or(amount);
                refused.push(Refusal::at(at.unwrap_or(minimum.at), why));
            }
        }
    }
    (all, refused)
}

/// What the pools have of one minimum, or the place where that cannot be told.
pub fn pooled(plan: &Plan, minimum: &Minimum, year: FinancialYear, source: Source) -> Known<Money> {
    // What cannot be read may be what seems to be short.
    let partnership = &plan.partnership;
    let unreadable = partnership.pools.iter().flat_map(|pool| {
        let standing = pool.unsure().map(|(at, _)| at);
        pool.unreadable.first().copied().or(standing)
    });
    if let Some(at) = partnership
        .lost_pools
        .iter()
        .map(|pool| pool.at)
        .chain(unreadable)
        .next()
    {
        return Err(Refusal::at(at, "something of the pools cannot be read"));
    }
    let partner = minimum.partner.value();
    let may_be = |c: &&crate::model::Contribution| {
        c.year.value().is_none_or(|y| *y == year)
            && c.source.value().is_none_or(|s| *s == source)
            && partner.is_none_or(|p| c.partner.value().is_none_or(|q| q == p))
    };
    let pools = partnership.pools.iter();
    let theirs = pools
        .filter(|pool| pool.is_pooled())
        .flat_map(|pool| &pool.contributions)
        .filter(may_be);
    let mut sum = Money::NIL;
    for contribution in theirs {
        // One that names no source, or no year, may be of this one.
        let said = contribution.year.value().is_some() && contribution.source.value().is_some();
        match contribution.amount.value().filter(|_| said) {
            Some(amount) => sum += *amount,
            None => {
                let why = "a contribution does not say of which source or year it is, or how much";
                return Err(Refusal::at(contribution.at, why));
            }
        }
    }
    Ok(sum)
}
