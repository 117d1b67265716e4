//! What each bearer's share was, what it is, and the parts of what lies between.

use super::apart::Names;
use super::{Stage, ThenNow};
use crate::compute::risk_share::{BrokenIdentity, Outcome, Scope};
use crate::value::Money;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Who or what takes part of a variance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearer {
    /// A partner or provider: its place in the lists, now's first, and its id.
    Party(usize, String),
    /// Reserves, offsets, and nobody.
    Elsewhere,
}

/// A share and what moved it. Pence; above nil is more to bear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The share as it was.
    pub then: Money,
    /// Moved by schemes that are new or gone.
    pub schemes: Money,
    /// Moved by the out-turn.
    pub outturn: Money,
    /// Moved by the baseline.
    pub baseline: Money,
    /// Moved by everything else: rules, contributions, hosts, leads, reserves' openings.
    pub terms: Money,
    /// The share as it is.
    pub now: Money,
}

impl Parts {
    /// The whole movement.
    pub fn movement(&self) -> Money {
        self.now - self.then
    }

    /// Did anything move it, even if other parts made up for that?
    pub fn any_moved(&self) -> bool {
        let parts = [self.schemes, self.outturn, self.baseline, self.terms];
        parts.iter().any(|part| !part.is_nil())
    }

    /// Do the parts make the movement, to the penny?
    pub fn add_up(&self) -> bool {
        self.then + self.schemes + self.outturn + self.baseline + self.terms == self.now
    }

    /// Was nothing borne at any time?
    pub fn is_nil(&self) -> bool {
        *self == Parts::default()
    }

    fn of(stages: [Money; 6]) -> Parts {
        let [then, kept, outturn, baseline, terms, now] = stages;
        Parts {
            then,
            schemes: (kept - then) + (now - terms),
            outturn: outturn - kept,
            baseline: baseline - outturn,
            terms: terms - baseline,
            now,
        }
    }
}

impl AddAssign for Parts {
    fn add_assign(&mut self, more: Parts) {
        self.then += more.then;
        self.schemes += more.schemes;
        self.outturn += more.outturn;
        self.baseline += more.baseline;
        self.terms += more.terms;
        self.now += more.now;
    }
}

/// One scope: the parts of a scheme or a pool added up, whatever months and rules they fall under.
#[derive(Clone, Debug)]
pub struct ScopeMoved {
    /// `scheme/<id>` or `pool/<id>`.
    pub name: String,
    /// Expected cost, then and now.
    pub baseline: ThenNow,
    /// Actual cost, then and now.
    pub outturn: ThenNow,
    /// Was it a scope then?
    pub was: bool,
    /// Is it one now?
    pub is: bool,
    /// What each bears.
    pub bearers: BTreeMap<Bearer, Parts>,
}

impl ScopeMoved {
    /// All bearers together: the variance and what moved it.
    pub fn variance(&self) -> Parts {
        let mut all = Parts::default();
        for parts in self.bearers.values() {
            all += *parts;
        }
        all
    }
}

/// What one stage says of a scope.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    baseline: Money,
    outturn: Money,
    bearers: BTreeMap<Bearer, Money>,
}

/// The sums of one answer by scope, the parts of one name added up.
pub(super) fn tally(names: &Names, is_then: bool, outcome: &Outcome) -> BTreeMap<String, Sums> {
    let mut tally: BTreeMap<String, Sums> = BTreeMap::new();
    for scope in &outcome.scopes {
        let sums = tally.entry(scope.name.clone()).or_default();
        sums.baseline += scope.baseline;
        sums.outturn += scope.outturn;
        for (party, share) in &scope.shares {
            if let Some(bearer) = names.bearer(is_then, *party) {
                *sums.bearers.entry(bearer.clone()).or_default() += *share;
            }
        }
        *sums.bearers.entry(Bearer::Elsewhere).or_default() += elsewhere(scope);
    }
    tally
}

/// What is with no party, from what took it.
fn elsewhere(scope: &Scope) -> Money {
    let reserves: Money = scope.reserves.values().copied().sum();
    scope.unallocated - scope.offset - reserves
}

/// Every scope's name once: now's in their order, then those of earlier stages.
pub(super) fn in_order(outcomes: &[Outcome]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for scope in outcomes.iter().rev().flat_map(|outcome| &outcome.scopes) {
        if seen.insert(&scope.name) {
            names.push(scope.name.clone());
        }
    }
    names
}

/// One scope over all stages. Every bearer's parts must make its movement, and all bearers of a
/// stage its variance.
pub(super) fn moved(
    name: String,
    tallies: &[BTreeMap<String, Sums>],
) -> Result<ScopeMoved, BrokenIdentity> {
    let at = |stage: Stage| tallies.get(stage as usize).and_then(|t| t.get(&name));
    let mut bearers: BTreeMap<Bearer, [Money; 6]> = BTreeMap::new();
    for stage in Stage::ALL {
        let Some(sums) = at(stage) else { continue };
        let borne: Money = sums.bearers.values().copied().sum();
        if borne != sums.outturn - sums.baseline {
            return Err(BrokenIdentity { scope: name });
        }
        for (bearer, amount) in &sums.bearers {
            bearers.entry(bearer.clone()).or_default()[stage as usize] = *amount;
        }
    }
    let bearers: BTreeMap<Bearer, Parts> = bearers
        .into_iter()
        .map(|(bearer, stages)| (bearer, Parts::of(stages)))
        .collect();
    if !bearers.values().all(Parts::add_up) {
        return Err(BrokenIdentity { scope: name });
    }
    let both = |of: fn(&Sums) -> Money| {
        let at = |stage| at(stage).map(of).unwrap_or_default();
        (at(Stage::Then), at(Stage::Now))
    };
    let (baseline, outturn) = (both(|s| s.baseline), both(|s| s.outturn));
    let (was, is) = (at(Stage::Then).is_some(), at(Stage::Now).is_some());
    Ok(ScopeMoved {
        name,
        baseline,
        outturn,
        was,
        is,
        bearers,
    })
}
