//! Steps 3 to 5 within one scope: trigger, bands, earned, limits, withhold.

use super::super::outturn::{Question, Refusal};
use super::division::{divide, threshold};
use super::edges::{Measured, below_nil, edge_of, limit_of};
use super::measures::{Part, earning};
use super::reckoning::{Edge, Parted, RateOf, Reckoning};
use super::scope::{Moved, Step, StepKind, Target, Working};
use crate::model::{Earned, Half, Limit, Party, Plan, Rate, Withhold};
use crate::source::Span;
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
    fn divide(
        &mut self,
        amount: Money,
        to: &crate::model::Destination,
    ) -> Result<Vec<Moved>, Refusal> {
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
        self.working.at = Some(trigger.threshold.at);
        let edge = threshold(&trigger.threshold, self.working.scope.baseline);
        if edge.amount.pence() < 0 {
            return Err(below_nil(&edge, "trigger"));
        }
        if size >= edge.amount {
            self.working.note(Reckoning::Reached(edge, size));
            return Ok(false);
        }
        self.working.note(Reckoning::Edge(edge));
        let to = self.divide(size, &trigger.below_to)?;
        self.working.rest(&to, self.loss);
        self.working.stopped = true;
        if let Some(step) = self.step(StepKind::Trigger, size, to) {
            step.edge = Some(edge.amount);
        }
        Ok(true)
    }

    /// Cuts what is left at the thresholds; each slice is divided by its destination.
    fn bands(&mut self, half: &Half) -> Result<(), Refusal> {
        let size = self.working.left.size();
        let mut from = Money::NIL;
        let mut open = false;
        for (i, band) in half.bands.iter().enumerate() {
            let reckoned = edge_of(self.plan, self.question, self.working, band)?;
            let edge = reckoned.map(|edge| edge.amount);
            let ascending = !open && edge.is_none_or(|edge| edge >= from);
            if let Some(reckoned) = reckoned
                && reckoned.amount.pence() < 0
            {
                return Err(below_nil(&reckoned, "band's edge"));
            }
            if !ascending {
                return Err(Refusal::at(
                    band.at,
                    "the bands of its risk share do not ascend",
                ));
            }
            open = edge.is_none();
            let slice = edge.map_or(size, |edge| edge.min(size)) - from.min(size);
            if slice.pence() > 0 {
                self.working.at = Some(band.at);
                if let Some(edge) = reckoned {
                    self.working.note(Reckoning::Edge(edge));
                }
                self.working.note(Reckoning::Slice { size, from, edge });
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
            self.working.at = Some(half.at);
            let edge = None;
            self.working.note(Reckoning::Slice { size, from, edge });
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
        let mut parties = Vec::with_capacity(kept.len());
        for ((party, amount), kept) in self.working.given.iter_mut().zip(kept) {
            parties.push((*party, *amount, kept, *amount - kept));
            *amount = kept;
        }
        if unearned.is_nil() {
            return Ok(());
        }
        let rate = match (&earned.rate.value, earning.part) {
            (Rate::Percent(rate), _) => RateOf::PerCent(*rate),
            (Rate::Measure(_), Part::OfEach(weights)) => RateOf::Part(weights),
            (Rate::Measure(_), Part::Whole(money)) => RateOf::Money(money),
        };
        self.part(rate, earned.rate.at, true, parties);
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
                self.working.at = Some(limit.at);
                let to = self.divide(excess, &limit.excess_to)?;
                self.working.give(&to, self.loss);
                self.limit_step(*i, excess, to, who, edge);
            }
            if !anybody {
                return self.within(&own);
            }
        }
        for (i, limit) in &own {
            let (who, edge) = self.limit(limit)?;
            let excess = self.take_excess(who, edge);
            if !excess.is_nil() {
                self.working.at = Some(limit.at);
                let to = vec![(Target::Unallocated, excess)];
                self.working.rest(&to, self.loss);
                self.limit_step(*i, excess, to, who, edge);
            }
        }
        self.within(&own)
    }

    /// Puts down amounts parted in two by a rate.
    fn part(
        &mut self,
        rate: RateOf,
        at: Span,
        stays: bool,
        parties: Vec<(Party, Money, Money, Money)>,
    ) {
        self.working.at = Some(at);
        self.working.note(Reckoning::Parted(Parted {
            rate,
            stays,
            parties,
            at,
        }));
    }

    /// Puts down the limits nobody came up to.
    fn within(&mut self, own: &[(usize, &Limit)]) -> Result<(), Refusal> {
        for (i, limit) in own {
            let kind = StepKind::Limit(i + 1);
            if self.working.scope.steps.iter().any(|s| s.kind == kind) {
                continue;
            }
            let (party, limit) = self.limit(limit)?;
            let has = self.working.given.get(&party).copied().unwrap_or_default();
            let within = &mut self.working.scope.within;
            within.push(Reckoning::Within {
                party,
                has,
                limit,
                together: false,
            });
        }
        Ok(())
    }

    fn limit(&self, limit: &Limit) -> Result<(Party, Edge), Refusal> {
        let of = Measured::of([&*self.working].into_iter());
        limit_of(self.plan, self.question, limit, &of)
    }

    fn take_excess(&mut self, who: Party, edge: Edge) -> Money {
        let (party, limit) = (who, edge.amount);
        match self.working.given.get_mut(&who) {
            Some(amount) if *amount > limit => {
                let had = *amount;
                *amount = limit;
                self.working.note(Reckoning::Edge(edge));
                self.working.note(Reckoning::Over {
                    party,
                    had,
                    limit,
                    together: false,
                });
                had - limit
            }
            _ => Money::NIL,
        }
    }

    fn limit_step(&mut self, i: usize, excess: Money, to: Vec<Moved>, who: Party, edge: Edge) {
        if let Some(step) = self.step(StepKind::Limit(i + 1), excess, to) {
            step.from = Some(who);
            step.edge = Some(edge.amount);
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
        self.part(
            RateOf::PerCent(rate),
            withhold.rate.at,
            false,
            vec![(who, amount, parts[0], parts[1])],
        );
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
    plan.partnership.party(id.value.as_str()).ok_or_else(|| {
        let why = format!(
            "its risk share names `{}`, which is no partner or provider",
            id.value
        );
        Refusal::at(id.at, why)
    })
}
