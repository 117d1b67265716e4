//! Exposure: what each party would bear if every scheme cost so much more or less than its baseline.

use super::Point;
use crate::compute::outturn::{Around, Basis, Book, Question};
use crate::compute::risk_share::{BrokenIdentity, NotComputed, shared};
use crate::model::{Party, Plan};
use crate::value::{Change, Money, Period};
use std::collections::{BTreeMap, BTreeSet};

/// What each party would bear.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// At each change asked for.
    pub points: Vec<Point>,
    /// Far beyond any of them, every party that bears anything; of those whose share does not grow
    /// for ever none, where a scope is not worked out.
    pub beyond: BTreeMap<Party, Beyond>,
    /// Scopes that are not computed at some change asked for, or far beyond.
    pub not_beyond: Vec<NotComputed>,
    /// Has a loss a trigger anywhere? What a party bears below it may be more than beyond.
    pub triggers: bool,
}

/// How a party's share goes on far beyond the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// It does not grow for ever: the most of it at the changes asked for and far beyond.
    AtMost(Money),
    /// Nothing stops it: so many pence of each further amount of this many pence.
    Unlimited(Money, Money),
}

/// Works out the year's exposure. Out-turns are the year's baselines with each change added; the
/// ledger's spend takes no part.
pub fn exposure(
    plan: &Plan,
    question: &Question,
    changes: &[Change],
) -> Result<(Question, Exposure), BrokenIdentity> {
    let year = Question {
        period: Period::Quarter(question.period.year(), 4),
        basis: Basis::ToDate,
        as_at: question.as_at,
    };
    let book = Book::around(plan, &year, Around::Baseline);
    let at = |change: Change, of: &[Money]| -> Result<Point, BrokenIdentity> {
        let mut book = book.clone();
        for (scheme, of) in of.iter().enumerate() {
            book.add(scheme, change.of(*of), 1..=12);
        }
        Ok(Point::of(change, &shared(plan, &year, &book)?))
    };
    let schemes = 0..book.schemes.len();
    let baselines: Vec<Money> = schemes
        .map(|s| book.outturn(s).unwrap_or_default())
        .collect();
    let points: Result<Vec<Point>, BrokenIdentity> =
        changes.iter().map(|c| at(*c, &baselines)).collect();
    let points = points?;
    // Every edge and limit that is an amount anybody would agree has been passed by then.
    let rising = rising(&baselines);
    let far = at(Change::times(1_000), &rising)?;
    let further = at(Change::times(2_000), &rising)?;
    let more = further.outturn - far.outturn;
    let all = || points.iter().chain([&far, &further]);
    let mut not_beyond: BTreeMap<String, NotComputed> = BTreeMap::new();
    for not in all().flat_map(|point| &point.not_computed) {
        not_beyond
            .entry(not.scope.clone())
            .or_insert_with(|| not.clone());
    }
    let parties: BTreeSet<Party> = all().flat_map(|p| p.shares.keys().copied()).collect();
    let beyond = parties.into_iter().filter_map(|party| {
        let share = |point: &Point| point.shares.get(&party).copied().unwrap_or_default();
        let further_share = share(&further) - share(&far);
        // What falls away beyond a trigger may have been more before it.
        let most = all().map(share).max().unwrap_or_default();
        match further_share.pence() > 0 {
            true => Some((party, Beyond::Unlimited(further_share, more))),
            // A scheme that is not worked out may add to it without end.
            false => not_beyond
                .is_empty()
                .then_some((party, Beyond::AtMost(most))),
        }
    });
    let beyond: BTreeMap<Party, Beyond> = beyond.collect();
    let halves = plan.partnership.risk_shares.iter();
    let mut halves = halves.filter_map(|share| share.overspend.as_ref());
    let exposure = Exposure {
        beyond,
        not_beyond: not_beyond.into_values().collect(),
        points,
        triggers: halves.any(|half| half.trigger.is_some()),
    };
    Ok((year, exposure))
}

/// What each scheme's rise far beyond is measured by: its baseline; where that is nil or below, the
/// mean of the others, or £1m if there are none. A scheme that did not rise would seem limited.
fn rising(baselines: &[Money]) -> Vec<Money> {
    let above: Vec<Money> = baselines
        .iter()
        .copied()
        .filter(|b| b.pence() > 0)
        .collect();
    let mean = match i128::try_from(above.len()) {
        Ok(n) if n > 0 => Money::from_pence(above.iter().map(|b| b.pence()).sum::<i128>() / n),
        _ => Money::from_pence(100_000_000),
    };
    let of = |baseline: &Money| {
        if baseline.pence() > 0 {
            *baseline
        } else {
            mean
        }
    };
    baselines.iter().map(of).collect()
}
