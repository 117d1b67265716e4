//! The sweep of one cell: longest runs of days on each of which at least two parties are in
//! force, and what they cost beyond the dearest. Days on which nothing changes are never visited,
//! and no two contracts are compared that need not be.

use super::book::Book;
use super::days::DayNumber;
use super::rate::{Cost, Daily, Rate, Sum};
use rustc_hash::FxHashMap;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// One contract's days within the cell, cut to the days looked at.
#[derive(Clone, Copy)]
pub(super) struct Interval {
    pub(super) contract: u32,
    pub(super) from: DayNumber,
    pub(super) to: DayNumber,
    /// It is called off from a framework.
    pub(super) called_off: bool,
    pub(super) cost: Daily,
}

impl Interval {
    /// Call-offs of one framework share a party; any other contract is its own.
    fn party(&self, book: &Book) -> u32 {
        match self.called_off {
            true => book.party(self.contract),
            false => self.contract,
        }
    }

    /// The same cost, for comparing; what is not known counts as nil.
    fn comparable(&self, book: &Book) -> Cost {
        match self.cost {
            Daily::Unknown => Cost::NOTHING,
            Daily::Known(pence, days) => Cost::Plain(pence, days),
            Daily::Apart => self.rate(book).map_or(Cost::NOTHING, Rate::cost),
        }
    }

    /// What the contract costs a day, where that is known.
    pub(super) fn rate(&self, book: &Book) -> Option<Rate> {
        match self.cost {
            Daily::Unknown => None,
            Daily::Known(pence, days) => Some(Rate {
                pence: pence.into(),
                days: days.into(),
            }),
            Daily::Apart => book.rate(self.contract),
        }
    }
}

/// A run of days, at least two parties on each.
#[derive(Default)]
pub(super) struct Stretch {
    pub(super) from: DayNumber,
    pub(super) to: DayNumber,
    /// In order of start, then reference, each with its days in the stretch.
    pub(super) intervals: Vec<Interval>,
    pub(super) peak: usize,
    /// Which party was the dearest, from when to when.
    dearest: Vec<(u32, DayNumber, DayNumber)>,
    /// What the dearest cost over those days.
    cost_of_dearest: Sum,
}

/// The call-offs of one framework that are in force.
#[derive(Default)]
struct Framework {
    members: usize,
    cost: Sum,
    stamp: u64,
}

/// A party that may be the dearest; out of date once its contract ended or its stamp is old.
struct Dear {
    cost: Cost,
    party: u32,
    until: DayNumber,
    /// Of a framework; nil of a contract by itself.
    stamp: u64,
}

impl Ord for Dear {
    fn cmp(&self, other: &Dear) -> Ordering {
        let cost = self.cost.cmp(&other.cost);
        cost.then_with(|| Reverse(self.party).cmp(&Reverse(other.party)))
    }
}

impl PartialOrd for Dear {
    fn partial_cmp(&self, other: &Dear) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Dear {
    fn eq(&self, other: &Dear) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Dear {}

/// The state of the sweep on one day. One is used for cell after cell.
pub(super) struct Sweep<'b> {
    book: &'b Book,
    /// Ends of intervals, and below them their positions, in order.
    ends: Vec<u64>,
    active: Vec<Interval>,
    alone: usize,
    frameworks: FxHashMap<u32, Framework>,
    dear: BinaryHeap<Dear>,
    stamp: u64,
    is_open: bool,
    stretch: Stretch,
}

impl<'b> Sweep<'b> {
    pub(super) fn new(book: &'b Book) -> Sweep<'b> {
        Sweep {
            book,
            ends: Vec::new(),
            active: Vec::new(),
            alone: 0,
            frameworks: FxHashMap::default(),
            dear: BinaryHeap::new(),
            stamp: 0,
            is_open: false,
            stretch: Stretch::default(),
        }
    }

    /// Calls `each` with the stretches of one cell. `intervals` in order of start.
    pub(super) fn cell(&mut self, intervals: &[Interval], each: &mut dyn FnMut(&Stretch)) {
        let mut ends = std::mem::take(&mut self.ends);
        ends.clear();
        let end = |one: &Interval| u64::from(one.to.cast_unsigned() ^ (1 << 31)) << 32;
        ends.extend(intervals.iter().map(end).zip(0_u64..).map(|(to, n)| to | n));
        ends.sort_unstable();
        let of = |n: usize| &intervals[(ends[n] & 0xffff_ffff) as usize];
        let (mut come, mut gone) = (0, 0);
        let mut since = DayNumber::MIN;
        self.active.clear();
        self.dear.clear();
        while gone < intervals.len() {
            let after_end = of(gone).to.saturating_add(1);
            let next = intervals.get(come);
            let day = next.map_or(after_end, |next| next.from.min(after_end));
            self.pass(since, day);
            while gone < intervals.len() && of(gone).to < day {
                self.leave(of(gone));
                gone += 1;
            }
            let first = come;
            while intervals.get(come).is_some_and(|next| next.from <= day) {
                self.enter(&intervals[come]);
                come += 1;
            }
            self.turn(day, &intervals[first..come], each);
            since = day;
        }
        self.ends = ends;
    }

    fn live(&self) -> usize {
        self.alone + self.frameworks.len()
    }

    /// Days `since` up to the day before `day`, on which nothing changed.
    fn pass(&mut self, since: DayNumber, day: DayNumber) {
        if !self.is_open {
            return;
        }
        while let Some(top) = self.dear.peek() {
            let is_now = match top.stamp {
                0 => top.until >= since,
                stamp => self
                    .frameworks
                    .get(&top.party)
                    .is_some_and(|f| f.stamp == stamp),
            };
            if is_now {
                break;
            }
            self.dear.pop();
        }
        let Some(top) = self.dear.peek() else {
            return;
        };
        let days = i128::from(day) - i128::from(since);
        // The party of a contract by itself has the contract's number.
        match (top.stamp, &top.cost) {
            (0, Cost::Plain(0, _)) => {}
            (0, Cost::Plain(pence, in_days)) => {
                let (pence, in_days) = (i128::from(*pence), i128::from(*in_days));
                let rate = Rate {
                    pence,
                    days: in_days,
                };
                self.stretch.cost_of_dearest.add(rate, days);
            }
            (0, Cost::Exact(_)) => {
                if let Some(rate) = self.book.rate(top.party) {
                    self.stretch.cost_of_dearest.add(rate, days);
                }
            }
            _ => {
                if let Some(framework) = self.frameworks.get(&top.party) {
                    self.stretch.cost_of_dearest.add_sum(&framework.cost, days);
                }
            }
        }
        match self.stretch.dearest.last_mut() {
            Some((last, _, to)) if *last == top.party && *to == since - 1 => *to = day - 1,
            _ => self.stretch.dearest.push((top.party, since, day - 1)),
        }
    }

    fn enter(&mut self, one: &Interval) {
        let party = one.party(self.book);
        if one.called_off {
            let framework = self.frameworks.entry(party).or_default();
            framework.members += 1;
            if let Some(rate) = one.rate(self.book) {
                framework.cost.add(rate, 1);
            }
            self.changed(party);
        } else {
            self.alone += 1;
            let new = Dear {
                cost: one.comparable(self.book),
                party,
                until: one.to,
                stamp: 0,
            };
            // Beside one that is dearer and lasts as long it never is the dearest.
            let top = self.dear.peek().filter(|top| top.stamp == 0);
            if !top.is_some_and(|top| top.until >= new.until && *top > new) {
                self.dear.push(new);
            }
        }
        self.active.push(*one);
    }

    fn leave(&mut self, one: &Interval) {
        if !one.called_off {
            self.alone -= 1;
            return;
        }
        let party = one.party(self.book);
        let Some(framework) = self.frameworks.get_mut(&party) else {
            return;
        };
        framework.members -= 1;
        if framework.members == 0 {
            self.frameworks.remove(&party);
            return;
        }
        if let Some(rate) = one.rate(self.book) {
            framework.cost.add(rate, -1);
        }
        self.changed(party);
    }

    /// A framework's cost is another from now on.
    fn changed(&mut self, party: u32) {
        self.stamp += 1;
        if let Some(framework) = self.frameworks.get_mut(&party) {
            framework.stamp = self.stamp;
            self.dear.push(Dear {
                cost: framework.cost.cost(),
                party,
                until: DayNumber::MAX,
                stamp: self.stamp,
            });
        }
    }

    /// Opens, widens or closes the run once everything of a day has come and gone.
    fn turn(&mut self, day: DayNumber, new: &[Interval], each: &mut dyn FnMut(&Stretch)) {
        let live = self.live();
        if live < 2 {
            if std::mem::take(&mut self.is_open) {
                self.close(day - 1, each);
            }
            return;
        }
        if self.is_open {
            self.stretch.intervals.extend(new);
            self.stretch.peak = self.stretch.peak.max(live);
            return;
        }
        self.active.retain(|one| one.to >= day);
        let stretch = &mut self.stretch;
        stretch.from = day;
        stretch.peak = live;
        stretch.intervals.clear();
        stretch.intervals.extend(&self.active);
        stretch.dearest.clear();
        stretch.cost_of_dearest.clear();
        self.is_open = true;
    }

    fn close(&mut self, last: DayNumber, each: &mut dyn FnMut(&Stretch)) {
        let stretch = &mut self.stretch;
        stretch.to = last;
        for one in &mut stretch.intervals {
            one.from = one.from.max(stretch.from);
            one.to = one.to.min(last);
        }
        // As a rule they came in that order.
        if !stretch.intervals.is_sorted_by_key(|one| one.contract) {
            stretch.intervals.sort_unstable_by_key(|one| one.contract);
        }
        stretch.dearest.sort_unstable();
        each(stretch);
    }
}

impl Stretch {
    /// Its contracts, in order of start, then reference.
    pub(super) fn contracts(&self) -> impl ExactSizeIterator<Item = u32> {
        self.intervals.iter().map(|one| one.contract)
    }

    /// Over its days, the daily cost of all contracts less that of the dearest, exact.
    pub(super) fn cost_at_stake(&self, book: &Book) -> Sum {
        let mut sum = Sum::default();
        for one in &self.intervals {
            if let Some(rate) = one.rate(book) {
                sum.add(rate, i128::from(one.to) - i128::from(one.from) + 1);
            }
        }
        sum.add_sum(&self.cost_of_dearest, -1);
        sum
    }

    /// The same as days: of every contract with a known cost, its days in the stretch but those
    /// on which its party is the dearest.
    pub(super) fn at_stake(&self, book: &Book, each: &mut dyn FnMut(Interval)) {
        let mut begins = 0_usize;
        for one in &self.intervals {
            if one.cost == Daily::Unknown {
                continue;
            }
            let party = one.party(book);
            // Parties come in order as a rule, as the contracts do.
            let behind = |i: &usize| self.dearest.get(*i).is_some_and(|(p, _, _)| *p < party);
            let ahead = begins
                .checked_sub(1)
                .is_some_and(|before| self.dearest[before].0 >= party);
            begins = match ahead {
                true => self.dearest.partition_point(|(p, _, _)| *p < party),
                false => (begins..).find(|i| !behind(i)).unwrap_or(begins),
            };
            let runs = self.dearest[begins..]
                .iter()
                .take_while(|(p, _, _)| *p == party);
            let mut from = one.from;
            for (_, first, last) in runs {
                if *first > one.to {
                    break;
                }
                if *last < from {
                    continue;
                }
                if *first > from {
                    each(Interval {
                        from,
                        to: first - 1,
                        ..*one
                    });
                }
                from = last + 1;
            }
            if from <= one.to {
                each(Interval { from, ..*one });
            }
        }
    }
}
