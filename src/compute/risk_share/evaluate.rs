//! One risk share over the scopes of one pool, step by step in the fixed order.

use super::super::outturn::Question;
use super::leaning::note_missing;
use super::scope::Working;
use super::{Available, cover, edges, half, over_pool, set_aside};
use crate::model::Plan;

/// Applies one risk share to the scopes of one pool. A scope that turns out not to be computable
/// takes no part: the others are worked out again without it, and say so.
pub(super) fn evaluate<'p>(
    plan: &'p Plan,
    question: &Question,
    mut group: Vec<Working<'p>>,
    available: &mut Available,
) -> Vec<Working<'p>> {
    let mut refused: Vec<Working<'p>> = Vec::new();
    loop {
        let mut left = available.clone();
        let tried = attempt(plan, question, group.clone(), &mut left);
        let stopped: Vec<bool> = tried.iter().map(|w| w.refused.is_some()).collect();
        if !stopped.contains(&true) {
            *available = left;
            refused.extend(tried);
            return refused;
        }
        let (out, kept): (Vec<Working<'p>>, Vec<Working<'p>>) =
            tried.into_iter().partition(|w| w.refused.is_some());
        drop(kept);
        let mut keep = stopped.iter().map(|stopped| !stopped);
        group.retain(|_| keep.next().unwrap_or(true));
        let names: Vec<&str> = out.iter().map(|w| w.scope.name.as_str()).collect();
        note_missing(&mut group, &names);
        refused.extend(out);
    }
}

fn attempt<'p>(
    plan: &'p Plan,
    question: &Question,
    mut group: Vec<Working<'p>>,
    available: &mut Available,
) -> Vec<Working<'p>> {
    for working in &mut group {
        working.attempt(|w| set_aside::apply(plan, question, w));
        // Before cover: a gain nobody said what to do with covers nobody's loss.
        working.attempt(|w| half::chosen(w).map(|_| ()));
    }
    take_draws(plan, question, &mut group, available);
    cover::apply(plan, question, &mut group, available);
    for working in &mut group {
        working.attempt(|w| half::apply(plan, question, w));
    }
    over_pool::apply(plan, question, &mut group);
    edges::note_beyond(plan, question, &mut group);
    take_draws(plan, question, &mut group, available);
    group
}

/// Takes what was drawn off what is available. What was added is not.
pub(super) fn take_draws(
    plan: &Plan,
    question: &Question,
    group: &mut [Working<'_>],
    available: &mut Available,
) {
    for working in group {
        for (reserve, drawn) in std::mem::take(&mut working.draws) {
            let key = (working.scope.pool, reserve);
            let opening = || cover::opening(plan, question, key).unwrap_or_default();
            *available.entry(key).or_insert_with(opening) -= drawn;
        }
    }
}
