//! Limits over the pool: applied when every scope of that pool and risk share is done.

use super::super::outturn::{Question, Refusal};
use super::division::divide;
use super::edges::{Measured, limit_of};
use super::scope::{Step, StepKind, Working};
use crate::model::{AtMost, Half, Limit, Party, Plan};
use crate::value::{Money, split};

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

fn half_of<'p>(working: &Working<'p>, loss: bool) -> Option<&'p Half> {
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
    let Some(first) = reached.first() else {
        return;
    };
    let pool = group[*first].scope.pool;
    let computed = || group.iter().filter(|w| w.refused.is_none());
    let of = Measured {
        pool,
        schemes: computed().flat_map(|w| w.scope.schemes.clone()).collect(),
        baseline: computed().map(|w| w.scope.baseline).sum(),
    };
    let (who, edge) = match limit_of(plan, question, limit, &of) {
        Ok(found) => found,
        Err(refusal) => {
            refuse(group, &reached, &refusal);
            return;
        }
    };
    let amounts: Vec<i128> = reached
        .iter()
        .map(|g| {
            group[*g]
                .given
                .get(&who)
                .copied()
                .unwrap_or_default()
                .pence()
        })
        .collect();
    let excess = Money::from_pence(amounts.iter().sum()) - edge;
    if excess.pence() <= 0 {
        return;
    }
    let parts = match split(excess, &amounts) {
        Ok(parts) => parts,
        Err(fault) => return refuse(group, &reached, &Refusal::at(limit.at, fault.to_string())),
    };
    for (g, part) in reached.iter().zip(parts) {
        if !part.is_nil() {
            group[*g].attempt(|w| hand_on(plan, question, w, limit, i, who, edge, part, loss));
        }
    }
}

fn refuse(group: &mut [Working<'_>], which: &[usize], refusal: &Refusal) {
    for g in which {
        group[*g].refused = Some(refusal.clone());
    }
}

#[allow(clippy::too_many_arguments)]
fn hand_on(
    plan: &Plan,
    question: &Question,
    working: &mut Working<'_>,
    limit: &Limit,
    i: usize,
    who: Party,
    edge: Money,
    part: Money,
    loss: bool,
) -> Result<(), Refusal> {
    *working.given.entry(who).or_default() -= part;
    let to = divide(plan, question, working, part, &limit.excess_to)?;
    working.give(&to, loss);
    working.scope.steps.push(Step {
        kind: StepKind::Limit(i + 1),
        amount: part,
        loss,
        to,
        from: Some(who),
        edge: Some(edge),
        above: None,
        over_pool: true,
    });
    Ok(())
}
