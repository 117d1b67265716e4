//! A scope and what becomes of its variance, step by step.

use super::super::outturn::{Figures, Refusal};
use super::reckoning::Reckoning;
use crate::model::{Party, RiskShare};
use crate::source::Span;
use crate::value::{Day, Money};
use std::collections::BTreeMap;

/// Where an amount can come to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A partner or provider.
    Party(Party),
    /// A reserve of the scope's pool, by position.
    Reserve(usize),
    /// Nobody.
    Unallocated,
}

/// An amount and where it went; sizes, without a sign.
pub type Moved = (Target, Money);

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// A row of `set_aside`, from 1.
    SetAside(usize),
    /// Underspends of other schemes.
    Offset,
    /// A reserve.
    Reserve,
    /// Below the trigger.
    Trigger,
    /// A band, from 1.
    Band(usize),
    /// Beyond the last band.
    Beyond,
    /// The part not earned.
    Earned,
    /// A limit, from 1 in the order written.
    Limit(usize),
    /// Kept back.
    Withhold,
}

impl StepKind {
    /// Its name in wire formats.
    pub fn name(self) -> String {
        match self {
            StepKind::SetAside(n) => format!("set-aside/{n}"),
            StepKind::Offset => "first/offset".to_owned(),
            StepKind::Reserve => "first/reserve".to_owned(),
            StepKind::Trigger => "trigger".to_owned(),
            StepKind::Band(n) => format!("band/{n}"),
            StepKind::Beyond => "beyond".to_owned(),
            StepKind::Earned => "earned".to_owned(),
            StepKind::Limit(n) => format!("limit/{n}"),
            StepKind::Withhold => "withhold".to_owned(),
        }
    }
}

/// One step of the waterfall.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// The size of what moved.
    pub amount: Money,
    /// Was it part of a loss (else of a gain)?
    pub loss: bool,
    /// Where it went.
    pub to: Vec<Moved>,
    /// Whose share it was taken from, for limits and what is kept back.
    pub from: Option<Party>,
    /// The edge that bit: a band's upper edge, a trigger, a limit.
    pub edge: Option<Money>,
    /// A band's lower edge.
    pub above: Option<Money>,
    /// A limit over all scopes of the pool and risk share together.
    pub over_pool: bool,
    /// How its figures come about, in order.
    pub working: Vec<Reckoning>,
    /// Where its term is written; nowhere for `each-bears-own`.
    pub at: Option<Span>,
}

/// One scheme, or the schemes of a pool added up, and who bears its variance.
#[derive(Clone, Debug)]
pub struct Scope {
    /// `scheme/<id>` or `pool/<id>`.
    pub name: String,
    /// The risk share's id.
    pub risk_share: String,
    /// Where the agreement says it.
    pub clause: Option<String>,
    /// Its definition, by position; none for `each-bears-own`, whose terms stand nowhere.
    pub rule: Option<usize>,
    /// The first day its risk share holds, if that is said.
    pub from: Option<Day>,
    /// The last day its risk share holds, if that is said.
    pub until: Option<Day>,
    /// Pool, by position.
    pub pool: usize,
    /// Schemes, by position.
    pub schemes: Vec<usize>,
    /// The first and last month shared of each of them, April being 1.
    pub months: Vec<(u8, u8)>,
    /// The first and last month shared, April being 1, where they are not all of those asked about.
    pub part: Option<(u8, u8)>,
    /// Expected cost.
    pub baseline: Money,
    /// Actual cost.
    pub outturn: Money,
    /// The waterfall.
    pub steps: Vec<Step>,
    /// Limits that were not reached.
    pub within: Vec<Reckoning>,
    /// Below nil where an overspend was covered, above where an underspend did the covering.
    pub offset: Money,
    /// What each party bears: above nil a cost, below a return.
    pub shares: BTreeMap<Party, Money>,
    /// Below nil drawn on, above added to.
    pub reserves: BTreeMap<usize, Money>,
    /// What nobody bears; above nil of a loss, below of a gain.
    pub unallocated: Money,
    /// The values its risk share's parameters were filled with: name, value.
    pub with: Vec<(String, String)>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// Was it worked out without others that may change it?
    pub partial: bool,
}

impl Scope {
    /// Out-turn less baseline.
    pub fn variance(&self) -> Money {
        self.outturn - self.baseline
    }

    /// Σ shares = variance + offset + Σ reserves − unallocated, to the penny.
    pub fn identity_holds(&self) -> bool {
        let shares: Money = self.shares.values().copied().sum();
        let reserves: Money = self.reserves.values().copied().sum();
        shares == self.variance() + self.offset + reserves - self.unallocated
    }
}

/// A scope while it is worked on.
#[derive(Clone)]
pub(super) struct Working<'p> {
    pub(super) scope: Scope,
    pub(super) rule: &'p RiskShare,
    /// The day its host and leads are taken on.
    pub(super) last_day: Day,
    /// Figures of each of its schemes.
    pub(super) figures: Vec<(usize, Figures)>,
    /// The variance still to be shared, with its sign.
    pub(super) left: Money,
    /// What bands and the terms after them have given each party; sizes.
    pub(super) given: BTreeMap<Party, Money>,
    /// Stopped at the trigger: nothing further applies.
    pub(super) stopped: bool,
    /// Drawn from each reserve and not yet taken off what is available; sizes.
    pub(super) draws: BTreeMap<usize, Money>,
    /// What has been worked out for the step to come.
    pub(super) said: Vec<Reckoning>,
    /// Where the term being applied is written.
    pub(super) at: Option<Span>,
    /// Why it cannot be computed.
    pub(super) refused: Option<Refusal>,
}

impl Working<'_> {
    /// Does a step unless the scope was refused; a refusal stops this scope only.
    pub(super) fn attempt(&mut self, step: impl FnOnce(&mut Self) -> Result<(), Refusal>) {
        if self.refused.is_none()
            && let Err(refusal) = step(self)
        {
            self.refused = Some(refusal);
        }
    }

    /// Is what is left a loss?
    pub(super) fn is_loss(&self) -> bool {
        self.left.pence() > 0
    }

    /// Rests amounts for good: parties' shares, reserves, or nobody.
    pub(super) fn rest(&mut self, moved: &[Moved], loss: bool) {
        for (target, size) in moved {
            let signed = if loss { *size } else { -*size };
            match target {
                Target::Party(party) => *self.scope.shares.entry(*party).or_default() += signed,
                Target::Reserve(r) => {
                    *self.scope.reserves.entry(*r).or_default() -= signed;
                    // What is added is not available to anybody in the same run; what is drawn
                    // is gone at once.
                    if loss {
                        *self.draws.entry(*r).or_default() += *size;
                    }
                }
                Target::Unallocated => self.scope.unallocated += signed,
            }
        }
    }

    /// Gives amounts that later terms of the same half may still move on.
    pub(super) fn give(&mut self, moved: &[Moved], loss: bool) {
        for (target, size) in moved {
            match target {
                Target::Party(party) => *self.given.entry(*party).or_default() += *size,
                _ => self.rest(&[(*target, *size)], loss),
            }
        }
    }

    /// Puts down how a figure of the step to come was worked out.
    pub(super) fn note(&mut self, reckoning: Reckoning) {
        self.said.push(reckoning);
    }

    /// A step, with what was put down for it.
    pub(super) fn step(&mut self, kind: StepKind, amount: Money, loss: bool, to: Vec<Moved>) {
        self.scope.steps.push(Step {
            kind,
            amount,
            loss,
            to,
            from: None,
            edge: None,
            above: None,
            over_pool: false,
            working: std::mem::take(&mut self.said),
            at: self.scope.rule.and(self.at),
        });
    }

    /// What was given becomes shares.
    pub(super) fn closed(mut self) -> Scope {
        let loss = self.is_loss();
        let given: Vec<Moved> = self
            .given
            .iter()
            .map(|(party, amount)| (Target::Party(*party), *amount))
            .collect();
        self.rest(&given, loss);
        self.scope
    }
}
