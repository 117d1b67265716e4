//! Fixed per cents beside what contributions make: how far the one is from the other.

use super::super::outturn::{Basis, Question};
use super::weights;
use crate::model::{Base, Destination, Plan, ShareOf, Word};
use crate::value::{FinancialYear, Money, Percent, Period, percent_weights, split};

/// Per cents that are nearly, and not quite, what contributions make.
#[derive(Clone, Debug)]
pub struct Rounded {
    /// Each partner by position: its per cent, and what its contributions make, to the nearest
    /// hundredth of a per cent.
    pub parts: Vec<(usize, Percent, Percent)>,
    /// What goes to other partners on each £1,000,000 because of the difference.
    pub moves: Money,
}

/// The amount the difference is shown on.
pub const EACH: Money = Money::from_pence(100_000_000);

/// Are the per cents of this destination, to all partners with planned contributions to the pool
/// for the year and to nobody else, within one percentage point of their exact proportions and not
/// equal to them? Contributions that the base leaves out do not count.
pub fn rounded(
    plan: &Plan,
    pool: usize,
    year: FinancialYear,
    base: &Base,
    to: &Destination,
) -> Option<Rounded> {
    let question = Question {
        period: Period::Quarter(year, 4),
        basis: Basis::ToDate,
        as_at: year.last_day(),
    };
    let planned = weights::planned(plan, pool, &question, &base.leave_out).ok()?;
    let total: i128 = planned.iter().map(|amount| amount.pence()).sum();
    let mut named: Vec<(usize, Percent)> = Vec::new();
    for entry in &to.entries {
        let (Word::Named(id), ShareOf::Percent(percent)) = (&entry.who.value, entry.share) else {
            return None;
        };
        let partner = plan.partnership.partner(id.as_str())?;
        if named.iter().any(|(other, _)| *other == partner) {
            return None;
        }
        named.push((partner, percent));
    }
    let all = |i: usize| named.iter().any(|(partner, _)| *partner == i);
    let everyone = (0..planned.len()).all(|i| planned[i].is_nil() || all(i));
    if !everyone || total <= 0 || planned.iter().any(|amount| amount.pence() < 0) {
        return None;
    }
    let mut percents: Vec<Percent> = named.iter().map(|(_, percent)| *percent).collect();
    percents.push(Percent::WHOLE);
    let weights = percent_weights(&percents);
    let (whole, shares) = weights.split_last()?;
    if shares.iter().sum::<i128>() != *whole {
        return None;
    }
    let mut differ = false;
    for ((partner, _), share) in named.iter().zip(shares) {
        let fixed = share.checked_mul(total)?;
        let exact = whole.checked_mul(planned[*partner].pence())?;
        let apart = (fixed - exact).abs();
        if apart.checked_mul(100)? > whole.checked_mul(total)? {
            return None;
        }
        differ |= apart != 0;
    }
    let exact: Vec<i128> = named.iter().map(|(p, _)| planned[*p].pence()).collect();
    let pairs = split(EACH, shares)
        .ok()?
        .into_iter()
        .zip(split(EACH, &exact).ok()?);
    let more = pairs.map(|(fixed, exact)| (fixed - exact).max(Money::NIL));
    let moves = more.sum();
    let part = |(partner, percent): (usize, Percent)| {
        let makes = Percent::nearest(planned[partner].pence(), total)?;
        Some((partner, percent, makes))
    };
    let parts: Option<Vec<(usize, Percent, Percent)>> = named.into_iter().map(part).collect();
    let parts = parts.filter(|_| differ)?;
    Some(Rounded { parts, moves })
}
