//! The sweep of one cell: longest runs of days on each of which at least two parties are in
//! force, and what they cost beyond the dearest. Days on which nothing changes are never visited.

use super::contract::Audited;
use super::days::DayNumber;
use super::rate::{Cost, Sum};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// One contract's days within the cell, cut to the days looked at.
#[derive(Clone, Copy)]
pub(super) struct Interval {
    pub(super) contract: u32,
    pub(super) from: DayNumber,
    pub(super) to: DayNumber,
}

/// A run of days, at least two parties on each.
pub(super) struct Stretch {
    pub(super) from: DayNumber,
    pub(super) to: DayNumber,
    /// In order of start, then reference.
    pub(super) contracts: Vec<u32>,
    pub(super) peak: usize,
    /// Which party was the dearest, from when to when.
    dearest: Vec<(u32, DayNumber, DayNumber)>,
    /// What the dearest cost over those days.
    cost_of_dearest: Sum,
}

/// A party in force: one contract, or the call-offs of one framework.
#[derive(Default)]
struct Party {
    members: usize,
    cost: Sum,
}

/// The state of the sweep on one day.
#[derive(Default)]
struct Sweep {
    active: FxHashSet<u32>,
    parties: FxHashMap<u32, Party>,
    order: BTreeSet<(Cost, Reverse<u32>)>,
    open: Option<Stretch>,
    done: Vec<Stretch>,
}

/// The stretches of one cell. `intervals` in order of start.
pub(super) fn stretches(intervals: &[Interval], contracts: &[Audited]) -> Vec<Stretch> {
    let mut by_end: Vec<Interval> = intervals.to_vec();
    by_end.sort_unstable_by_key(|i| i.to);
    let (mut starting, mut ending) = (intervals.iter().peekable(), by_end.iter().peekable());
    let mut sweep = Sweep::default();
    let mut since = DayNumber::MIN;
    while let Some(end) = ending.peek() {
        let after_end = end.to.saturating_add(1);
        let day = starting.peek().map_or(after_end, |s| s.from.min(after_end));
        sweep.pass(since, day);
        while let Some(gone) = ending.next_if(|e| e.to < day) {
            sweep.step(gone.contract, &contracts[gone.contract as usize], false);
        }
        let mut new = Vec::new();
        while let Some(come) = starting.next_if(|s| s.from <= day) {
            sweep.step(come.contract, &contracts[come.contract as usize], true);
            new.push(come.contract);
        }
        sweep.turn(day, &new);
        since = day;
    }
    sweep.done
}

impl Sweep {
    /// Days `since` up to the day before `day`, on which nothing changed.
    fn pass(&mut self, since: DayNumber, day: DayNumber) {
        let Some(open) = &mut self.open else {
            return;
        };
        let Some((_, Reverse(party))) = self.order.last() else {
            return;
        };
        let days = i128::from(day) - i128::from(since);
        if let Some(dearest) = self.parties.get(party) {
            open.cost_of_dearest.add_sum(&dearest.cost, days);
        }
        match open.dearest.last_mut() {
            Some((last, _, to)) if last == party && *to == since - 1 => *to = day - 1,
            _ => open.dearest.push((*party, since, day - 1)),
        }
    }

    /// One contract comes or goes.
    fn step(&mut self, number: u32, contract: &Audited, comes: bool) {
        let party = self.parties.entry(contract.party).or_default();
        let place = Reverse(contract.party);
        if party.members > 0 {
            self.order.remove(&(party.cost.cost(), place));
        }
        if let Some(rate) = contract.rate {
            party.cost.add(rate, if comes { 1 } else { -1 });
        }
        if comes {
            party.members += 1;
            self.active.insert(number);
        } else {
            party.members -= 1;
            self.active.remove(&number);
        }
        if party.members == 0 {
            self.parties.remove(&contract.party);
        } else {
            self.order.insert((party.cost.cost(), place));
        }
    }

    /// Opens, widens or closes the run once everything of a day has come and gone.
    fn turn(&mut self, day: DayNumber, new: &[u32]) {
        let live = self.parties.len();
        if live < 2 {
            if let Some(mut stretch) = self.open.take() {
                stretch.to = day - 1;
                stretch.contracts.sort_unstable();
                self.done.push(stretch);
            }
            return;
        }
        match &mut self.open {
            Some(open) => {
                open.contracts.extend(new);
                open.peak = open.peak.max(live);
            }
            None => {
                self.open = Some(Stretch {
                    from: day,
                    to: day,
                    contracts: self.active.iter().copied().collect(),
                    peak: live,
                    dearest: Vec::new(),
                    cost_of_dearest: Sum::default(),
                });
            }
        }
    }
}

/// Days one contract is at stake: in force within the stretch and not the dearest.
pub(super) struct AtStake {
    pub(super) contract: u32,
    pub(super) from: DayNumber,
    pub(super) to: DayNumber,
}

impl Stretch {
    /// Over its days, the daily cost of all contracts less that of the dearest, exact.
    pub(super) fn cost_at_stake(&self, days_of: &dyn Fn(u32) -> Interval, all: &[Audited]) -> Sum {
        let mut sum = Sum::default();
        for contract in &self.contracts {
            let (from, to) = self.within(days_of(*contract));
            if let Some(rate) = all[*contract as usize].rate {
                sum.add(rate, i128::from(to) - i128::from(from) + 1);
            }
        }
        sum.add_sum(&self.cost_of_dearest, -1);
        sum
    }

    /// The same as days: of every contract with a known cost, its days in the stretch but those
    /// on which its party is the dearest.
    pub(super) fn at_stake(
        &self,
        days_of: &dyn Fn(u32) -> Interval,
        all: &[Audited],
    ) -> Vec<AtStake> {
        let mut dearest: FxHashMap<u32, Vec<(DayNumber, DayNumber)>> = FxHashMap::default();
        for (party, from, to) in &self.dearest {
            dearest.entry(*party).or_default().push((*from, *to));
        }
        let mut out = Vec::new();
        for contract in &self.contracts {
            let audited = &all[*contract as usize];
            if audited.rate.is_none() {
                continue;
            }
            let (mut from, to) = self.within(days_of(*contract));
            let runs = dearest.get(&audited.party).map_or(&[][..], Vec::as_slice);
            for (first, last) in runs {
                if *first > to {
                    break;
                }
                if *last < from {
                    continue;
                }
                if *first > from {
                    out.push(AtStake {
                        contract: *contract,
                        from,
                        to: first - 1,
                    });
                }
                from = last + 1;
            }
            if from <= to {
                out.push(AtStake {
                    contract: *contract,
                    from,
                    to,
                });
            }
        }
        out
    }

    fn within(&self, interval: Interval) -> (DayNumber, DayNumber) {
        (interval.from.max(self.from), interval.to.min(self.to))
    }
}

/// Days of each contract united, so that each counts once, from `since` on; summed exactly.
pub(super) fn united(mut at_stake: Vec<AtStake>, since: DayNumber, all: &[Audited]) -> Sum {
    at_stake.sort_unstable_by_key(|a| (a.contract, a.from, a.to));
    let mut sum = Sum::default();
    let mut reached: Option<(u32, DayNumber)> = None;
    for one in at_stake {
        let mut from = one.from.max(since);
        if let Some((contract, to)) = reached
            && contract == one.contract
        {
            from = from.max(to.saturating_add(1));
        }
        if from <= one.to {
            if let Some(rate) = all[one.contract as usize].rate {
                sum.add(rate, i128::from(one.to) - i128::from(from) + 1);
            }
            reached = Some((one.contract, one.to));
        }
    }
    sum
}
