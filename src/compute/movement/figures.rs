//! The figures of the answers in between: the plan as it was with some of the figures as they are.

use super::Side;
use crate::compute::outturn::{Book, Monthly, Refusal};
use crate::model::{Dated, Plan};
use crate::value::Money;
use std::borrow::Cow;
use std::collections::HashMap;

/// Schemes of one plan that the other has not, by position.
pub(super) fn only_in(plan: &Plan, other: &Plan) -> Vec<usize> {
    let there = by_id(other);
    let schemes = plan.partnership.schemes.iter().enumerate();
    schemes
        .filter(|(_, s)| !there.contains_key(s.id.value.as_str()))
        .map(|(i, _)| i)
        .collect()
}

/// The plan with these schemes under no risk share, so that they take no part. Registers are left
/// behind: no share rests on them.
pub(super) fn without<'p>(plan: &'p Plan, schemes: &[usize]) -> Cow<'p, Plan> {
    if schemes.is_empty() {
        return Cow::Borrowed(plan);
    }
    let mut partnership = plan.partnership.clone();
    for scheme in schemes {
        partnership.schemes[*scheme].risk_share = Dated::default();
    }
    Cow::Owned(Plan {
        partnership,
        readable: plan.readable,
        totals: plan.totals.clone(),
        ..Plan::default()
    })
}

/// Two books for the plan as it was: with the out-turn as it is, and with the baseline so too.
/// Months after the last one asked for then count with that month, under its terms.
pub(super) fn mixed(then: Side<'_>, now: Side<'_>, old: &Book, new: &Book) -> (Book, Book) {
    let last = then.question.last_month();
    let (were, are) = (by_id(then.plan), by_id(now.plan));
    let (mut outturn, mut baseline) = (Book::default(), Book::default());
    for (i, scheme) in then.plan.partnership.schemes.iter().enumerate() {
        let id = scheme.id.value.as_str();
        let figures = one(&were, id).and_then(|_| one(&are, id)).and_then(|j| {
            Ok((
                without_place(&old.schemes[i])?,
                without_place(&new.schemes[j])?,
            ))
        });
        let (first, second) = match figures {
            Ok((old, new)) => {
                let causes = new.causes.iter();
                let first = Monthly {
                    baseline: old.baseline,
                    outturn: within(&new.outturn, last),
                    causes: causes
                        .map(|(cause, months)| (cause.clone(), within(months, last)))
                        .collect(),
                    notes: Vec::new(),
                };
                let mut second = first.clone();
                second.baseline = within(&new.baseline, last);
                (Ok(first), Ok(second))
            }
            Err(refusal) => (Err(refusal.clone()), Err(refusal)),
        };
        outturn.schemes.push(first);
        baseline.schemes.push(second);
    }
    (outturn, baseline)
}

/// Schemes by id; none of those whose id is there twice.
fn by_id(plan: &Plan) -> HashMap<&str, Option<usize>> {
    let mut found: HashMap<&str, Option<usize>> = HashMap::new();
    for (i, scheme) in plan.partnership.schemes.iter().enumerate() {
        let entry = found.entry(scheme.id.value.as_str());
        entry.and_modify(|place| *place = None).or_insert(Some(i));
    }
    found
}

/// The one scheme of this id.
fn one(schemes: &HashMap<&str, Option<usize>>, id: &str) -> Result<usize, Refusal> {
    match schemes.get(id) {
        Some(Some(i)) => Ok(*i),
        Some(None) => Err(Refusal::plain(format!("there are two schemes `{id}`"))),
        None => Err(Refusal::plain("it is in one of the two only")),
    }
}

/// Figures, or why there are none; a place of the one plan is none of the other.
fn without_place(figures: &Result<Monthly, Refusal>) -> Result<&Monthly, Refusal> {
    figures
        .as_ref()
        .map_err(|refusal| Refusal::plain(refusal.why.clone()))
}

/// Months after the last are added to it.
fn within(months: &[Money; 12], last: u8) -> [Money; 12] {
    let last = usize::from(last.clamp(1, 12)) - 1;
    let mut within = [Money::NIL; 12];
    for (month, amount) in months.iter().enumerate() {
        within[month.min(last)] += *amount;
    }
    within
}
