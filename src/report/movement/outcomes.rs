//! What outcome measures said and say, where a risk share earns by them.

use super::Answer;
use super::changes::Said;
use crate::model::{Dated, Field, Outcome, Rate};
use crate::source::Span;
use std::collections::BTreeSet;
use std::fmt::Display;

/// Ids of the measures a risk share of this side earns by.
fn counted_by(side: &Answer) -> impl Iterator<Item = &str> {
    let shares = side.plan.partnership.risk_shares.iter();
    let halves = shares.flat_map(|share| [&share.overspend, &share.underspend]);
    let earned = halves.filter_map(|half| half.as_ref()?.earned.as_ref());
    earned.filter_map(|earned| match &earned.rate.value {
        Rate::Measure(id) => Some(id.as_str()),
        Rate::Percent(_) => None,
    })
}

/// Figures of every measure that a risk share of either side earns by, as they stand on the last
/// day asked about.
pub(super) fn outcomes(side: &Answer, other: &Answer) -> Vec<Said> {
    let counted: BTreeSet<&str> = counted_by(side).chain(counted_by(other)).collect();
    let agreement = side.plan.partnership.agreement.iter();
    let outcomes = agreement.flat_map(|agreement| &agreement.outcomes);
    let outcomes = outcomes.filter(|outcome| counted.contains(outcome.named.as_str()));
    outcomes
        .flat_map(|outcome| figures(side, outcome))
        .collect()
}

fn figures(side: &Answer, outcome: &Outcome) -> impl Iterator<Item = Said> {
    let figures = [
        ("baseline", given(&outcome.baseline)),
        ("target", given(&outcome.target)),
        ("result", on(&outcome.result, side)),
        ("part achieved", on(&outcome.achieved, side)),
    ];
    let named = outcome.named.clone();
    figures.into_iter().filter_map(move |(what, figure)| {
        let (value, at) = figure?;
        Some(Said {
            what: format!("{what} of outcome measure `{named}`"),
            value: value.unwrap_or_else(|| "what cannot be read".to_owned()),
            at: Some(at),
        })
    })
}

/// A figure in words, none where it cannot be read, and where it stands.
type Figure = Option<(Option<String>, Span)>;

fn given<T: Display>(field: &Field<T>) -> Figure {
    let value = field.value().map(ToString::to_string);
    field.at().map(|at| (value, at))
}

fn on<T: Display>(dated: &Dated<T>, side: &Answer) -> Figure {
    let written = dated.on(side.question.period.last_day())?;
    Some((written.value.as_ref().map(ToString::to_string), written.at))
}
