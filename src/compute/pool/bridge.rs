//! From the year before to this: what of the difference is explained, and how.
//!
//! ```text
//! last year − not recurrent, ended + uplift + recurrent change + planned change + efficiency
//!           + not recurrent, new + not explained = this year
//! ```

use super::super::outturn::{ByScheme, Refusal, as_opened};
use super::super::risk_share::planned_of;
use super::account::Known;
use crate::model::{Contribution, Field, Plan, Source, Steps, Uplift};
use crate::value::{FinancialYear, Money};
use std::collections::BTreeMap;

/// One amount's way from the year before to this. Pence; each step is what it adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bridge {
    /// The year before.
    pub before: Money,
    /// What of it was not to recur: at or below nil for money paid.
    pub ended: Money,
    /// Inflation agreed.
    pub uplift: Money,
    /// Changes made within the year before that go on.
    pub recurrent_change: Money,
    /// Changes planned for this year.
    pub planned_change: Money,
    /// Savings required, below nil.
    pub efficiency: Money,
    /// What of this year is not to recur.
    pub started: Money,
    /// This year, as it opened.
    pub now: Money,
    /// What changes within this year add to it.
    pub changed: Money,
}

impl Bridge {
    /// What no step explains. With it the bridge always adds up.
    pub fn unexplained(&self) -> Money {
        let explained = self.ended
            + self.uplift
            + self.recurrent_change
            + self.planned_change
            + self.efficiency
            + self.started;
        self.now - self.before - explained
    }

    /// Two bridges one beside the other.
    fn add(&mut self, other: &Bridge) {
        self.before += other.before;
        self.ended += other.ended;
        self.uplift += other.uplift;
        self.recurrent_change += other.recurrent_change;
        self.planned_change += other.planned_change;
        self.efficiency += other.efficiency;
        self.started += other.started;
        self.now += other.now;
        self.changed += other.changed;
    }
}

/// Bridges of contributions by partner, by position, and source.
pub type BySource = BTreeMap<(usize, Option<Source>), Known<Bridge>>;

/// Several together; the first reason where one is not known.
pub fn together<'b>(all: impl Iterator<Item = &'b Known<Bridge>>) -> Known<Bridge> {
    let mut sum = Bridge::default();
    for one in all {
        sum.add(one.as_ref().map_err(Clone::clone)?);
    }
    Ok(sum)
}

/// The contributions to a pool, by partner and source; none where the files have none for the year
/// before.
pub(super) fn contributions(
    plan: &Plan,
    pool: usize,
    (before, now): (FinancialYear, FinancialYear),
) -> Known<Option<BySource>> {
    let (earlier, later) = (
        planned_of(plan, pool, before)?,
        planned_of(plan, pool, now)?,
    );
    if earlier.is_empty() {
        return Ok(None);
    }
    let mut all = BySource::new();
    for (partner, amount, contribution) in earlier {
        let of = all
            .entry(key(partner, contribution))
            .or_insert(Ok(Bridge::default()));
        let Ok(bridge) = of else { continue };
        bridge.before += amount;
        if !contribution.recurrent {
            bridge.ended -= amount;
        }
    }
    let mut written: Vec<&Contribution> = Vec::new();
    for (partner, amount, contribution) in later {
        let of = all
            .entry(key(partner, contribution))
            .or_insert(Ok(Bridge::default()));
        let Ok(bridge) = of else { continue };
        bridge.now += amount;
        if !contribution.recurrent {
            bridge.started += amount;
        }
        // An entry whose amount changes within the year stands here once for each stretch.
        if written
            .last()
            .is_some_and(|last| last.at == contribution.at)
        {
            continue;
        }
        let twice = written.iter().any(|other| {
            let same = other.partner.value() == contribution.partner.value()
                && other.source.value() == contribution.source.value();
            same && !other.steps.uplift.is_absent() && !contribution.steps.uplift.is_absent()
        });
        written.push(contribution);
        let stepped = match twice {
            true => Err(Refusal::at(
                contribution.at,
                "two contributions of one partner and source have an uplift: of what, cannot be told",
            )),
            false => step(bridge, &contribution.steps),
        };
        if let Err(refusal) = stepped {
            *of = Err(refusal);
        }
    }
    Ok(Some(all))
}

fn key(partner: usize, contribution: &Contribution) -> (usize, Option<Source>) {
    (partner, contribution.source.value().copied())
}

/// The baselines of these schemes, as each year opened with them.
pub(super) fn schemes(
    plan: &Plan,
    schemes: &[usize],
    (before, now): (FinancialYear, FinancialYear),
) -> Vec<(usize, Known<Bridge>)> {
    let (earlier, later) = (ByScheme::of(plan, before), ByScheme::of(plan, now));
    let one = |scheme: usize| -> Known<Bridge> {
        let (was, _) = as_opened(plan, scheme, before, &earlier)?.unwrap_or_default();
        let (is, changed) = as_opened(plan, scheme, now, &later)?.unwrap_or_default();
        let mut bridge = Bridge {
            before: was,
            now: is,
            changed,
            ..Bridge::default()
        };
        step(&mut bridge, &plan.partnership.schemes[scheme].steps.to(now))?;
        Ok(bridge)
    };
    let each = schemes.iter().map(|scheme| (*scheme, one(*scheme)));
    each.collect()
}

/// Adds the steps written. An uplift in per cent is of what recurs of the year before, half away
/// from nil to the penny.
fn step(bridge: &mut Bridge, steps: &Steps) -> Known<()> {
    bridge.uplift += match &steps.uplift {
        Field::Absent => Money::NIL,
        Field::Unreadable(at) => return Err(Refusal::at(*at, "its uplift cannot be read")),
        Field::Given(uplift) => match uplift.value {
            Uplift::Money(amount) => amount,
            Uplift::PerCent(change) => change.of(bridge.before + bridge.ended),
        },
    };
    for (to, written, name) in [
        (
            &mut bridge.recurrent_change,
            &steps.recurrent_change,
            "recurrent change",
        ),
        (
            &mut bridge.planned_change,
            &steps.planned_change,
            "planned change",
        ),
        (&mut bridge.efficiency, &steps.efficiency, "efficiency"),
    ] {
        match written {
            Field::Absent => {}
            Field::Given(amount) => *to += amount.value,
            Field::Unreadable(at) => {
                return Err(Refusal::at(*at, format!("its {name} cannot be read")));
            }
        }
    }
    Ok(())
}
