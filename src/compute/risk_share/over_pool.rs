//! Limits over the pool: applied when every scope of that pool and risk share is done.

use super::super::outturn::{Question, Refusal};
use super::division::divide;
use super::edges::{Measured, limit_of};
use super::reckoning::{By, Division, Edge, Portion, Reckoning, Who};
use super::scope::{StepKind, Working};
use crate::model::{AtMost, Half, Limit, Party, Plan};
use crate::source::Span;
use crate::value::{Money, split};
use std::sync::Arc;

/// Applies them to the losses, then to the gains.
pub(super) fn apply(plan: &Plan, question: &Question, group: &mut [Working<'_>]) {
    for loss in [true, false] {
        let halves: Vec<Option<&Half>> = group.iter().map(|w| half_of(w, loss)).collect();
        let Some(half) = halves.iter().flatten().next().copied() else {
            continue;
        };
        let over = |h: &Half| h.limits.iter().any(|l| l.over_pool);
        if !halves.iter().flatten().any(|h| over(h)) {
            continue;
        }
        if halves.iter().flatten().any(|h| !same_limits(h, half)) {
            let why = "its risk share is used with different values in a limit over the pool";
            for working in group.iter_mut() {
                let at = working.rule.id.at;
                working.refused.get_or_insert_with(|| Refusal::at(at, why));
            }
            return;
        }
        for (i, limit) in half.limits.iter().enumerate() {
            if limit.over_pool {
                one(plan, question, group, loss, i, limit);
            }
        }
    }
}

pub(super) fn half_of<'p>(working: &Working<'p>, loss: bool) -> Option<&'p Half> {
    let rule = working.rule;
    if loss {
        rule.overspend.as_ref()
    } else {
        rule.underspend.as_ref()
    }
}

/// Do two halves, perhaps of one definition with different values, limit the pool alike?
fn same_limits(a: &Half, b: &Half) -> bool {
    let over = |half: &Half| -> Vec<(String, AtMost)> {
        let limits = half.limits.iter().filter(|l| l.over_pool);
        limits
            .map(|l| (l.party.value.to_string(), l.at_most.value))
            .collect()
    };
    over(a) == over(b)
}

fn one(
    plan: &Plan,
    question: &Question,
    group: &mut [Working<'_>],
    loss: bool,
    i: usize,
    limit: &Limit,
) {
    let reached: Vec<usize> = (0..group.len())
        .filter(|g| {
            let w = &group[*g];
            w.refused.is_none() && !w.stopped && !w.left.is_nil() && w.is_loss() == loss
        })
        .collect();
    if reached.is_empty() {
        return;
    }
    let of = Measured::of(group.iter().filter(|w| w.refused.is_none()));
    let (who, edge) = match limit_of(plan, question, limit, &of) {
        Ok(found) => found,
        Err(refusal) => {
            refuse(group, &reached, &refusal);
            return;
        }
    };
    let has = |g: &usize| group[*g].given.get(&who).copied().unwrap_or_default();
    let amounts: Vec<i128> = reached.iter().map(|g| has(g).pence()).collect();
    let had = Money::from_pence(amounts.iter().sum());
    let excess = had - edge.amount;
    if excess.pence() <= 0 {
        let within = Reckoning::Within {
            party: who,
            has: had,
            limit: edge,
            together: true,
        };
        for g in &reached {
            group[*g].scope.within.push(within.clone());
        }
        return;
    }
    let parts = match split(excess, &amounts) {
        Ok(parts) => parts,
        Err(fault) => return refuse(group, &reached, &Refusal::at(limit.at, fault.to_string())),
    };
    let at = limit.at;
    let together = Arc::new(among(group, &reached, By::Had, &amounts, &parts, at));
    let over = Over {
        i,
        party: who,
        had,
        edge,
        loss,
    };
    for (g, part) in reached.iter().zip(parts) {
        if !part.is_nil() {
            let working = &mut group[*g];
            over.note(working, at, &together);
            working.attempt(|w| hand_on(plan, question, w, limit, &over, part));
        }
    }
}

/// A limit that a party is beyond.
struct Over {
    /// Its place in the list.
    i: usize,
    party: Party,
    had: Money,
    edge: Edge,
    loss: bool,
}

impl Over {
    fn note(&self, working: &mut Working<'_>, at: Span, together: &Arc<Division>) {
        working.at = Some(at);
        working.note(Reckoning::Edge(self.edge));
        working.note(Reckoning::Over {
            party: self.party,
            had: self.had,
            limit: self.edge.amount,
            together: true,
        });
        working.note(Reckoning::Together(Arc::clone(together)));
    }
}

/// A division among scopes, as it is put down in each of them.
pub(super) fn among(
    group: &[Working<'_>],
    which: &[usize],
    by: By,
    weights: &[i128],
    parts: &[Money],
    at: Span,
) -> Division {
    let each = which.iter().zip(weights).zip(parts);
    Division {
        amount: parts.iter().copied().sum(),
        by,
        portions: each
            .filter(|((_, weight), _)| **weight != 0)
            .map(|((g, weight), part)| Portion {
                who: Who::Scope(group[*g].scope.name.clone(), group[*g].scope.part),
                role: None,
                weight: *weight,
                part: *part,
            })
            .collect(),
        at,
    }
}

fn refuse(group: &mut [Working<'_>], which: &[usize], refusal: &Refusal) {
    for g in which {
        group[*g].refused = Some(refusal.clone());
    }
}

fn hand_on(
    plan: &Plan,
    question: &Question,
    working: &mut Working<'_>,
    limit: &Limit,
    over: &Over,
    part: Money,
) -> Result<(), Refusal> {
    *working.given.entry(over.party).or_default() -= part;
    // Uses of one definition with different values may hand it on to different parties.
    let own = half_of(working, over.loss).and_then(|half| half.limits.get(over.i));
    let excess_to = &own.unwrap_or(limit).excess_to;
    let to = divide(plan, question, working, part, excess_to)?;
    working.give(&to, over.loss);
    working.step(StepKind::Limit(over.i + 1), part, over.loss, to);
    if let Some(step) = working.scope.steps.last_mut() {
        step.from = Some(over.party);
        step.edge = Some(over.edge.amount);
        step.over_pool = true;
    }
    Ok(())
}
