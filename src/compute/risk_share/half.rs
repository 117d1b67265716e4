//! Steps 3 to 5 within one scope: trigger, bands, earned, limits, withhold.

use super::super::outturn::{Question, Refusal};
use super::division::{divide, party, threshold};
use super::edges::{Measured, edge_of, limit_of};
use super::measures::{Part, earning};
use super::scope::{Moved, Step, StepKind, Target, Working};
use crate::model::{Earned, Half, Limit, Party, Plan, Withhold};
use crate::value::{Money, SplitFault, percent_weights, split};

/// The half that the sign of what is left chooses; none if nothing is left.
pub(super) fn chosen<'p>(working: &Working<'p>) -> Result<Option<&'p Half>, Refusal> {
    let rule = working.rule;
    let (half, name) = match working.left.pence().signum() {
        0 => return Ok(None),
        1 => (&rule.overspend, "overspend"),
        _ => (&rule.underspend, "underspend"),
    };
    half.as_ref().map(Some).ok_or_else(|| {
        let why = format!(
            "its risk share `{}` does not say what happens to an {name}",
            rule.id.value
        );
        Refusal::at(rule.id.at, why)
    })
}

/// Applies the half that the sign of what is left chooses.
pub(super) fn apply(
    plan: &Plan,
    question: &Question,
    working: &mut Working<'_>,
) -> Result<(), Refusal> {
    let Some(half) = chosen(working)? else {
        return Ok(());
    };
    let loss = working.is_loss();
    let mut terms = Terms {
        plan,
        question,
        working,
        loss,
    };
    if terms.trigger(half)? {
        return Ok(());
    }
    terms.bands(half)?;
    if let Some(earned) = &half.earned {
        terms.earned(earned)?;
    }
    terms.limits(half)?;
    for withhold in &half.withhold {
        terms.withhold(withhold)?;
    }
    Ok(())
}

struct Terms<'a, 'p> {
    plan: &'a Plan,
    question: &'a Question,
    working: &'a mut Working<'p>,
    loss: bool,
}

impl Terms<'_, '_> {
    fn divide(&self, amount: Money, to: &crate::model::Destination) -> Result<Vec<Moved>, Refusal> {
        divide(self.plan, self.question, self.working, amount, to)
    }

    fn step(&mut self, kind: StepKind, amount: Money, to: Vec<Moved>) -> Option<&mut Step> {
        self.working.step(kind, amount, self.loss, to);
        self.working.scope.steps.last_mut()
    }

    /// Below the trigger all goes one way and nothing further applies.
    fn trigger(&mut self, half: &Half) -> Result<bool, Refusal> {
        let Some(trigger) = &half.trigger else {
            return Ok(false);
        };
        let size = self.working.left.size();
        let edge = threshold(trigger.threshold.value, self.working.scope.baseline);
        if size >= edge {
            return Ok(false);
        }
        let to = self.divide(size, &trigger.below_to)?;
        self.working.rest(&to, self.loss);
        self.working.stopped = true;
        if let Some(step) = self.step(StepKind::Trigger, size, to) {
            step.edge = Some(edge);
        }
        Ok(true)
    }

    /// Cuts what is left at the thresholds; each slice is divided by its destination.
    fn bands(&mut self, half: &Half) -> Result<(), Refusal> {
        let size = self.working.left.size();
        let mut from = Money::NIL;
        let mut open = false;
        for (i, band) in half.bands.iter().enumerate() {
            let edge = edge_of(self.plan, self.question, self.working, band)?;
            let ascending = !open && edge.is_none_or(|edge| edge >= from);
            if !ascending {
                return Err(Refusal::at(
                    band.at,
                    "the bands of its risk share do not ascend",
                ));
            }
            open = edge.is_none();
            let slice = edge.map_or(size, |edge| edge.min(size)) - from.min(size);
            if slice.pence() > 0 {
                let to = self.divide(slice, &band.to)?;
                self.working.give(&to, self.loss);
                if let Some(step) = self.step(StepKind::Band(i + 1), slice, to) {
                    step.edge = edge;
                    step.above = Some(from);
                }
            }
            from = edge.unwrap_or(size).max(from);
        }
        let beyond = size - from.min(size);
        if !open && beyond.pence() > 0 {
            let to = vec![(Target::Unallocated, beyond)];
            self.working.rest(&to, self.loss);
            if let Some(step) = self.step(StepKind::Beyond, beyond, to) {
                step.above = Some(from);
            }
        }
        Ok(())
    }

    /// The parts not earned are added up and handed on as one amount.
    fn earned(&mut self, earned: &Earned) -> Result<(), Refusal> {
        let amounts: Vec<Money> = self.working.given.values().copied().collect();
        let given = amounts.iter().copied().sum();
        let earning = earning(self.plan, self.question, earned, given)?;
        self.working.scope.notes.extend(earning.note);
        let cannot = |fault: SplitFault| Refusal::at(earned.rate.at, fault.to_string());
        let kept: Vec<Money> = match earning.part {
            Part::OfEach(weights) => {
                let each = amounts.iter().map(|amount| split(*amount, &weights));
                let each: Result<Vec<_>, _> = each.collect();
                each.map_err(cannot)?.iter().map(|parts| parts[0]).collect()
            }
            Part::Whole(money) => {
                let weights: Vec<i128> = amounts.iter().map(|amount| amount.pence()).collect();
                split(money, &weights).map_err(cannot)?
            }
        };
        let unearned = given - kept.iter().copied().sum();
        for (amount, kept) in self.working.given.values_mut().zip(kept) {
            *amount = kept;
        }
        if unearned.is_nil() {
            return Ok(());
        }
        let to = self.divide(unearned, &earned.unearned_to)?;
        self.working.give(&to, self.loss);
        self.step(StepKind::Earned, unearned, to);
        Ok(())
    }

    /// The whole list again until nobody is over, or as many rounds as there are limits.
    fn limits(&mut self, half: &Half) -> Result<(), Refusal> {
        let own: Vec<(usize, &Limit)> = half
            .limits
            .iter()
            .enumerate()
            .filter(|(_, limit)| !limit.over_pool)
            .collect();
        for _ in 0..own.len() {
            let mut anybody = false;
            for (i, limit) in &own {
                let (who, edge) = self.limit(limit)?;
                let excess = self.take_excess(who, edge);
                if excess.is_nil() {
                    continue;
                }
                anybody = true;
                let to = self.divide(excess, &limit.excess_to)?;
                self.working.give(&to, self.loss);
                self.limit_step(*i, excess, to, who, edge);
            }
            if !anybody {
                return Ok(());
            }
        }
        for (i, limit) in &own {
            let (who, edge) = self.limit(limit)?;
            let excess = self.take_excess(who, edge);
            if !excess.is_nil() {
                let to = vec![(Target::Unallocated, excess)];
                self.working.rest(&to, self.loss);
                self.limit_step(*i, excess, to, who, edge);
            }
        }
        Ok(())
    }

    fn limit(&self, limit: &Limit) -> Result<(Party, Money), Refusal> {
        let scope = &self.working.scope;
        let of = Measured {
            pool: scope.pool,
            schemes: scope.schemes.clone(),
            baseline: scope.baseline,
        };
        limit_of(self.plan, self.question, limit, &of)
    }

    fn take_excess(&mut self, who: Party, edge: Money) -> Money {
        match self.working.given.get_mut(&who) {
            Some(amount) if *amount > edge => {
                let excess = *amount - edge;
                *amount = edge;
                excess
            }
            _ => Money::NIL,
        }
    }

    fn limit_step(&mut self, i: usize, excess: Money, to: Vec<Moved>, who: Party, edge: Money) {
        if let Some(step) = self.step(StepKind::Limit(i + 1), excess, to) {
            step.from = Some(who);
            step.edge = Some(edge);
        }
    }

    fn withhold(&mut self, withhold: &Withhold) -> Result<(), Refusal> {
        let who = named_party(self.plan, &withhold.from)?;
        let Some(amount) = self.working.given.get(&who).copied() else {
            return Ok(());
        };
        let rate = withhold.rate.value;
        let parts = split(amount, &percent_weights(&[rate.rest(), rate]))
            .map_err(|fault| Refusal::at(withhold.rate.at, fault.to_string()))?;
        if parts[1].is_nil() {
            return Ok(());
        }
        self.working.given.insert(who, parts[0]);
        let to = self.divide(parts[1], &withhold.to)?;
        self.working.give(&to, self.loss);
        if let Some(step) = self.step(StepKind::Withhold, parts[1], to) {
            step.from = Some(who);
        }
        Ok(())
    }
}

pub(super) fn named_party(
    plan: &Plan,
    id: &crate::source::Spanned<crate::value::Id>,
) -> Result<Party, Refusal> {
    party(plan, id.value.as_str()).ok_or_else(|| {
        let why = format!(
            "its risk share names `{}`, which is no partner or provider",
            id.value
        );
        Refusal::at(id.at, why)
    })
}
