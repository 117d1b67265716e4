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
    /// Far beyond any of them, every party that bears anything; empty where such a change makes the
    /// schemes cost no more, as of a baseline of nil.
    pub beyond: BTreeMap<Party, Beyond>,
    /// Scopes that can be computed at the changes asked for and not far beyond.
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
    let at = |change: Change| -> Result<Point, BrokenIdentity> {
        let mut book = book.clone();
        for scheme in 0..book.schemes.len() {
            if let Some(outturn) = book.outturn(scheme) {
                book.add(scheme, change.of(outturn), 1..=12);
            }
        }
        Ok(Point::of(change, &shared(plan, &year, &book)?))
    };
    let points: Result<Vec<Point>, BrokenIdentity> = changes.iter().map(|c| at(*c)).collect();
    // Every edge and limit that is an amount anybody would agree has been passed by then.
    let (far, further) = (at(Change::times(1_000))?, at(Change::times(2_000))?);
    let more = further.outturn - far.outturn;
    let points = points?;
    let all = || points.iter().chain([&far, &further]);
    let mut parties: BTreeSet<Party> = all().flat_map(|p| p.shares.keys().copied()).collect();
    // Sums of other scopes far beyond than nearer say nothing.
    let known = |not: &&NotComputed| {
        points
            .iter()
            .any(|p| p.not_computed.iter().any(|n| n.scope == not.scope))
    };
    let lost = further.not_computed.iter().filter(|not| !known(not));
    let not_beyond: Vec<NotComputed> = lost.cloned().collect();
    if more.pence() <= 0 || !not_beyond.is_empty() {
        parties.clear();
    }
    let beyond = parties.into_iter().map(|party| {
        let share = |point: &Point| point.shares.get(&party).copied().unwrap_or_default();
        let further_share = share(&further) - share(&far);
        let beyond = match further_share.pence() > 0 {
            true => Beyond::Unlimited(further_share, more),
            // What falls away beyond a trigger may have been more before it.
            false => Beyond::AtMost(all().map(share).max().unwrap_or_default()),
        };
        (party, beyond)
    });
    let halves = plan.partnership.risk_shares.iter();
    let mut halves = halves.filter_map(|share| share.overspend.as_ref());
    let exposure = Exposure {
        beyond: beyond.collect(),
        not_beyond,
        points,
        triggers: halves.any(|half| half.trigger.is_some()),
    };
    Ok((year, exposure))
}
