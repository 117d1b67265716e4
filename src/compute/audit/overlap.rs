//! Stretches of all cells → overlaps as they are told: the same one in several cells once, with
//! its kind, its names and its cost at stake; and what all of them come to.

use super::Question;
use super::contract::Audited;
use super::days::{DayNumber, OPEN, day};
use super::stretch::{AtStake, Interval, Stretch, stretches, united};
use crate::value::{Day, Money};
use rustc_hash::FxHashMap;

/// What sort of overlap, the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Exactly two contracts, few days, one both starts and ends first: a note.
    Handover,
    /// One provider, one commissioner.
    RolledOver,
    /// One provider, several commissioners.
    ParallelCommissioning,
    /// Several providers, several commissioners.
    AcrossCommissioners,
    /// Several providers, one commissioner.
    SeveralProviders,
}

impl Kind {
    /// Every kind with its word.
    pub const WORDS: &'static [(&'static str, Kind)] = &[
        ("handover", Kind::Handover),
        ("rolled-over", Kind::RolledOver),
        ("parallel-commissioning", Kind::ParallelCommissioning),
        ("across-commissioners", Kind::AcrossCommissioners),
        ("several-providers", Kind::SeveralProviders),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(word, _)| word)
    }
}

/// A stretch, told once for all the cells it has.
#[derive(Clone, Debug)]
pub struct Overlap {
    /// Its cells, by position, in order.
    pub cells: Vec<u32>,
    /// What sort.
    pub kind: Kind,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Days, both ends counted.
    pub days: i32,
    /// Its contracts, by position: in order of start, then reference.
    pub contracts: Vec<u32>,
    /// The most on any one day, call-offs of one framework counted as one.
    pub peak: usize,
    /// Names of commissioners as written.
    pub commissioners: Vec<String>,
    /// Names of providers as written.
    pub providers: Vec<String>,
    /// Over its days, the daily cost of all contracts less that of the dearest; to the penny.
    pub cost_at_stake: Money,
    /// Contracts in it whose value is not known: they count as nil.
    pub unknown_values: usize,
}

/// What all overlaps come to, each contract and day counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtStakeTotal {
    /// Every overlap.
    pub all: Money,
    /// Every overlap but handovers.
    pub without_handovers: Money,
    /// Handovers alone; a day two kinds share counts in both.
    pub in_handovers: Money,
    /// Overlaps but handovers from the day asked about onwards: what can still be saved.
    pub still_to_come: Money,
}

/// Overlaps of cells given as runs of `(cell, contract)`, sorted.
pub(super) fn overlaps(
    pairs: &[(u32, u32)],
    services: &[u32],
    contracts: &[Audited],
    question: &Question,
    window_end: DayNumber,
) -> (Vec<Overlap>, AtStakeTotal) {
    let days_of = |contract: u32| {
        let one = &contracts[contract as usize];
        let to = if question.with_extensions {
            one.possible
        } else {
            one.firm
        };
        Interval {
            contract,
            from: one.first,
            to: to.min(window_end),
        }
    };
    let mut told: FxHashMap<(u32, DayNumber, DayNumber, Vec<u32>), usize> = FxHashMap::default();
    let mut overlaps: Vec<Overlap> = Vec::new();
    let mut at_stake: Vec<(bool, Vec<AtStake>)> = Vec::new();
    for run in pairs
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.len() > 1)
    {
        let cell = run[0].0;
        let intervals: Vec<Interval> = run
            .iter()
            .map(|(_, contract)| days_of(*contract))
            .filter(|i| i.from <= i.to)
            .collect();
        for stretch in stretches(&intervals, contracts) {
            let key = (
                services[cell as usize],
                stretch.from,
                stretch.to,
                stretch.contracts.clone(),
            );
            if let Some(i) = told.get(&key) {
                overlaps[*i].cells.push(cell);
                continue;
            }
            told.insert(key, overlaps.len());
            let cost = stretch.cost_at_stake(&days_of, contracts).rounded();
            let overlap = overlap(cell, &stretch, cost, contracts, question);
            at_stake.push((
                overlap.kind == Kind::Handover,
                stretch.at_stake(&days_of, contracts),
            ));
            overlaps.push(overlap);
        }
    }
    let total = total(at_stake, contracts, question);
    let label = |c: &u32| contracts[*c as usize].label.as_str();
    overlaps.sort_by(|a, b| {
        (a.cells[0], a.from)
            .cmp(&(b.cells[0], b.from))
            .then_with(|| {
                a.contracts
                    .iter()
                    .map(label)
                    .cmp(b.contracts.iter().map(label))
            })
    });
    (overlaps, total)
}

fn overlap(
    cell: u32,
    stretch: &Stretch,
    cost_at_stake: Money,
    contracts: &[Audited],
    question: &Question,
) -> Overlap {
    let all: Vec<&Audited> = stretch
        .contracts
        .iter()
        .map(|c| &contracts[*c as usize])
        .collect();
    Overlap {
        cells: vec![cell],
        kind: kind(stretch, &all, question.handover_days),
        from: day(stretch.from),
        to: day(stretch.to),
        days: stretch.to - stretch.from + 1,
        contracts: stretch.contracts.clone(),
        peak: stretch.peak,
        commissioners: once(all.iter().flat_map(|c| c.commissioners.iter().cloned())),
        providers: once(all.iter().flat_map(|c| c.providers.iter().cloned())),
        cost_at_stake,
        unknown_values: all.iter().filter(|c| c.rate.is_none()).count(),
    }
}

fn kind(stretch: &Stretch, all: &[&Audited], handover_days: i32) -> Kind {
    if let [a, b] = all {
        let short = stretch.to - stretch.from < handover_days;
        let first = |a: &Audited, b: &Audited| a.first < b.first && a.firm < b.firm;
        if short && (first(a, b) || first(b, a)) {
            return Kind::Handover;
        }
    }
    // A provider nobody names may be anybody.
    let unnamed = all.iter().filter(|c| c.provider_keys.is_empty()).count();
    let providers = once(all.iter().flat_map(|c| c.provider_keys.iter().copied())).len() + unnamed;
    let commissioners = once(all.iter().flat_map(|c| c.commissioner_keys.iter().copied())).len();
    match (providers > 1, commissioners > 1) {
        (false, false) => Kind::RolledOver,
        (false, true) => Kind::ParallelCommissioning,
        (true, true) => Kind::AcrossCommissioners,
        (true, false) => Kind::SeveralProviders,
    }
}

fn total(
    at_stake: Vec<(bool, Vec<AtStake>)>,
    contracts: &[Audited],
    question: &Question,
) -> AtStakeTotal {
    let always = -OPEN;
    let (mut handovers, mut others) = (Vec::new(), Vec::new());
    for (handover, days) in at_stake {
        if handover {
            handovers.extend(days);
        } else {
            others.extend(days);
        }
    }
    let again = |days: &[AtStake]| -> Vec<AtStake> {
        days.iter()
            .map(|d| AtStake {
                contract: d.contract,
                from: d.from,
                to: d.to,
            })
            .collect()
    };
    let still_to_come = united(again(&others), question.as_at.number(), contracts);
    let without_handovers = united(again(&others), always, contracts);
    let in_handovers = united(again(&handovers), always, contracts);
    others.extend(handovers);
    AtStakeTotal {
        all: united(others, always, contracts).rounded(),
        without_handovers: without_handovers.rounded(),
        in_handovers: in_handovers.rounded(),
        still_to_come: still_to_come.rounded(),
    }
}

fn once<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    all.dedup();
    all
}
