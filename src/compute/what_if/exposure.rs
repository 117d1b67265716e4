//! Exposure: what each party would bear if every scheme cost so much more or less than its baseline.

use super::Point;
use crate::compute::outturn::{Around, Basis, Book, Question};
use crate::compute::risk_share::{BrokenIdentity, shared};
use crate::model::{Party, Plan};
use crate::value::{Change, Money, Period};
use std::collections::BTreeMap;

/// What each party would bear.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// At each change asked for.
    pub points: Vec<Point>,
    /// Far beyond any of them.
    pub beyond: BTreeMap<Party, Beyond>,
}

/// How a party's share goes on far beyond the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// It stops at this amount, whatever the schemes cost.
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
    let parties = far.shares.keys().chain(further.shares.keys());
    let beyond = parties
        .map(|party| {
            let share = |point: &Point| point.shares.get(party).copied().unwrap_or_default();
            let further_share = share(&further) - share(&far);
            let beyond = match further_share.pence() > 0 {
                true => Beyond::Unlimited(further_share, more),
                false => Beyond::AtMost(share(&further)),
            };
            (*party, beyond)
        })
        .collect();
    let exposure = Exposure {
        points: points?,
        beyond,
    };
    Ok((year, exposure))
}
