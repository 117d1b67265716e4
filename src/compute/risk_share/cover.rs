//! Step 2: cover for losses before anything is shared: other schemes' underspends, and reserves.

use super::super::outturn::{Question, Refusal};
use super::Available;
use super::evaluate::take_draws;
use super::over_pool::among;
use super::reckoning::{By, Reckoning};
use super::scope::{StepKind, Target, Working};
use crate::model::{Cover, Net, Plan};
use crate::source::{Span, Spanned};
use crate::value::{Id, Money, split};
use std::sync::Arc;

/// Covers the losses of one risk share's scopes in one pool, in the order its `first` says. Uses of
/// one definition with different values may draw on different reserves, place by place; anything
/// else that differs between them cannot be applied to them together.
pub(super) fn apply(
    plan: &Plan,
    question: &Question,
    group: &mut [Working<'_>],
    available: &mut Available,
) {
    let firsts: Vec<Vec<Spanned<Cover>>> = group
        .iter()
        .map(|w| {
            w.rule
                .overspend
                .as_ref()
                .map(|h| h.first.clone())
                .unwrap_or_default()
        })
        .collect();
    let Some(most) = firsts.iter().map(Vec::len).max() else {
        return;
    };
    let offsets = |first: &[Spanned<Cover>]| -> Vec<bool> {
        first.iter().map(|c| c.value == Cover::Offset).collect()
    };
    if firsts
        .iter()
        .any(|first| offsets(first) != offsets(&firsts[0]))
    {
        let why = "its risk share is used with values that change the order of `first`";
        for working in group.iter_mut() {
            let at = working.rule.id.at;
            working.refused.get_or_insert_with(|| Refusal::at(at, why));
        }
        return;
    }
    for place in 0..most {
        at_place(plan, question, group, available, &firsts, place);
    }
}

/// One place of `first`: the offset for all, or each reserve for those that name it.
fn at_place(
    plan: &Plan,
    question: &Question,
    group: &mut [Working<'_>],
    available: &mut Available,
    firsts: &[Vec<Spanned<Cover>>],
    place: usize,
) {
    let mut done: Vec<Id> = Vec::new();
    for first in firsts {
        match &first[place].value {
            Cover::Offset => {
                offset(group, first[place].at);
                return;
            }
            Cover::Reserve(id) if !done.contains(id) => {
                done.push(id.clone());
                let drawing: Vec<usize> = with_sign(group, true)
                    .into_iter()
                    .filter(|g| firsts[*g][place].value == Cover::Reserve(id.clone()))
                    .collect();
                let at = first[place].at;
                reserve(plan, question, group, available, &drawing, id, at);
                take_draws(plan, question, group, available);
            }
            Cover::Reserve(_) => {}
        }
    }
}

/// Positions of scopes still to be worked on whose left-over is a loss, or a gain.
fn with_sign(group: &[Working<'_>], loss: bool) -> Vec<usize> {
    let wanted = if loss { 1 } else { -1 };
    (0..group.len())
        .filter(|i| group[*i].refused.is_none() && group[*i].left.pence().signum() == wanted)
        .collect()
}

/// Takes the same amount off both sides, on each side in proportion to what is left of each.
fn offset(group: &mut [Working<'_>], at: Span) {
    if group.first().is_some_and(|w| w.rule.net == Net::Pool) {
        return;
    }
    let sides = [with_sign(group, true), with_sign(group, false)];
    let sum = |side: &[usize]| -> Money { side.iter().map(|i| group[*i].left.size()).sum() };
    let (losses, gains) = (sum(&sides[0]), sum(&sides[1]));
    let amount = losses.min(gains);
    if amount.is_nil() {
        return;
    }
    for side in &sides {
        let weights: Vec<i128> = side.iter().map(|i| group[*i].left.size().pence()).collect();
        let parts = match split(amount, &weights) {
            Ok(parts) => parts,
            Err(fault) => return refuse(group, side, &fault.to_string()),
        };
        let together = Arc::new(among(group, side, By::Left, &weights, &parts, at));
        for (i, part) in side.iter().zip(parts) {
            if part.is_nil() {
                continue;
            }
            let working = &mut group[*i];
            working.at = Some(at);
            working.note(Reckoning::Offset { losses, gains });
            working.note(Reckoning::Together(Arc::clone(&together)));
            let loss = working.is_loss();
            let signed = if loss { part } else { -part };
            working.left -= signed;
            working.scope.offset -= signed;
            working.step(StepKind::Offset, part, loss, Vec::new());
        }
    }
}

fn refuse(group: &mut [Working<'_>], which: &[usize], why: &str) {
    for i in which {
        group[*i].refused = Some(Refusal::plain(why));
    }
}

/// Draws what the losses need, up to what is left in the reserve; too little is drawn in
/// proportion to need.
fn reserve(
    plan: &Plan,
    question: &Question,
    group: &mut [Working<'_>],
    available: &mut Available,
    losses: &[usize],
    id: &Id,
    at: Span,
) {
    let Some(pool) = losses.first().map(|i| group[*i].scope.pool) else {
        return;
    };
    let found = plan.partnership.pools[pool]
        .reserve(id.as_str())
        .ok_or_else(|| {
            let pool = &plan.partnership.pools[pool].id.value;
            Refusal::at(
                at,
                format!("its risk share draws on `{id}`, which is no reserve of pool `{pool}`"),
            )
        })
        .and_then(|r| Ok((r, opening(plan, question, (pool, r))?)));
    let (reserve, opening) = match found {
        Ok(found) => found,
        Err(refusal) => {
            for i in losses {
                group[*i].refused = Some(refusal.clone());
            }
            return;
        }
    };
    let left = *available.entry((pool, reserve)).or_insert(opening);
    let needs: Vec<i128> = losses.iter().map(|i| group[*i].left.pence()).collect();
    let need = Money::from_pence(needs.iter().sum());
    let drawn = need.min(left.max(Money::NIL));
    if drawn.is_nil() {
        return;
    }
    let parts = match split(drawn, &needs) {
        Ok(parts) => parts,
        Err(fault) => return refuse(group, losses, &fault.to_string()),
    };
    let together = Arc::new(among(group, losses, By::Need, &needs, &parts, at));
    for (i, part) in losses.iter().zip(parts) {
        if part.is_nil() {
            continue;
        }
        let working = &mut group[*i];
        working.at = Some(at);
        working.note(Reckoning::Reserve {
            reserve,
            opening,
            left,
            need,
        });
        working.note(Reckoning::Together(Arc::clone(&together)));
        let to = vec![(Target::Reserve(reserve), part)];
        working.rest(&to, true);
        working.left -= part;
        working.step(StepKind::Reserve, part, true, to);
    }
}

/// What was in a reserve at the start of the year.
pub fn opening(
    plan: &Plan,
    question: &Question,
    (pool, reserve): (usize, usize),
) -> Result<Money, Refusal> {
    let year = question.period.year();
    let reserve = &plan.partnership.pools[pool].reserves[reserve];
    match reserve.opening.for_year(year) {
        Some(written) => written
            .value
            .ok_or_else(|| Refusal::at(written.at, "the opening of its reserve cannot be read")),
        None => Err(Refusal::at(
            reserve.id.at,
            format!(
                "reserve `{}` has no opening amount for {year}",
                reserve.id.value
            ),
        )),
    }
}
