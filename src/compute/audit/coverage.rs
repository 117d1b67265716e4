//! How each cell is covered day by day: firm, possible, by two at once, or not.

use super::Audit;

use super::days::{DayNumber, day};
use super::entry::Entry;
use crate::value::Day;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How a cell is covered on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// By no contract.
    Nothing,
    /// Only by an extension that may be used.
    Possible,
    /// By one contract.
    Firm,
    /// By two or more, call-offs of one framework counted as one.
    Double,
}

impl Cover {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Cover::Nothing => "none",
            Cover::Possible => "possible",
            Cover::Firm => "firm",
            Cover::Double => "double",
        }
    }
}

/// Days in a row that are covered alike: first, last, how.
pub type Stretch = (Day, Day, Cover);

/// Cells of one service that are covered alike on every day looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The cells, by position, in order.
    pub cells: Vec<u32>,
    /// From the first day looked at to the last, without a hole.
    pub stretches: Vec<Stretch>,
}

/// What each day brings and takes: parties of firm cover, and possible cover.
#[derive(Default)]
struct Change {
    parties: Vec<(u32, i32)>,
    possible: i32,
}

/// The cover of every cell from one day to another, cells covered alike together, in order of
/// cell. A cell a need names and nothing ever covers has no lane: it is told as unmet.
pub fn coverage(audit: &Audit, from: Day, to: Day) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    let mut places: FxHashMap<(&str, Vec<Stretch>), usize> = FxHashMap::default();
    for run in audit.served.chunk_by(|a, b| a.0 == b.0) {
        let cell = run[0].0;
        let contracts = run.iter().map(|(_, c)| audit.contracts.entry(*c));
        let stretches = of_cell(contracts, from.number(), to.number());
        let service = audit.cells[cell as usize].service.as_str();
        let next = lanes.len();
        let i = *places.entry((service, stretches.clone())).or_insert(next);
        if i == next {
            lanes.push(Lane {
                cells: Vec::new(),
                stretches,
            });
        }
        lanes[i].cells.push(cell);
    }
    lanes
}

fn of_cell<'c>(
    contracts: impl Iterator<Item = &'c Entry>,
    from: DayNumber,
    to: DayNumber,
) -> Vec<Stretch> {
    let mut changes: BTreeMap<DayNumber, Change> = BTreeMap::new();
    changes.entry(from).or_default();
    for contract in contracts {
        let (first, last) = (contract.first.max(from), contract.firm.min(to));
        if first <= last {
            let begins = changes.entry(first).or_default();
            begins.parties.push((contract.party, 1));
            if last < to {
                let ends = changes.entry(last + 1).or_default();
                ends.parties.push((contract.party, -1));
            }
        }
        let first = contract.firm.saturating_add(1).max(from);
        let last = contract.possible.min(to);
        if first <= last {
            changes.entry(first).or_default().possible += 1;
            if last < to {
                changes.entry(last + 1).or_default().possible -= 1;
            }
        }
    }
    let mut parties: FxHashMap<u32, i32> = FxHashMap::default();
    let mut possible = 0;
    let mut out: Vec<(DayNumber, Cover)> = Vec::new();
    for (number, change) in changes {
        possible += change.possible;
        for (party, by) in change.parties {
            let count = parties.entry(party).or_insert(0);
            *count += by;
            if *count == 0 {
                parties.remove(&party);
            }
        }
        let cover = match (parties.len(), possible) {
            (0, 0) => Cover::Nothing,
            (0, _) => Cover::Possible,
            (1, _) => Cover::Firm,
            _ => Cover::Double,
        };
        if out.last().is_none_or(|(_, before)| *before != cover) {
            out.push((number, cover));
        }
    }
    let ends = out.iter().skip(1).map(|(next, _)| next - 1).chain([to]);
    let days = out.iter().zip(ends);
    days.map(|((first, cover), last)| (day(*first), day(last), *cover))
        .collect()
}

/// The contracts of these cells, by position, in order of start.
pub fn contracts_of(audit: &Audit, cells: &[u32]) -> Vec<u32> {
    let mut all: Vec<u32> = audit
        .served
        .iter()
        .filter(|(cell, _)| cells.contains(cell))
        .map(|(_, contract)| *contract)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// When one contract is firm and when possible, within days looked at.
pub fn line_of(audit: &Audit, contract: u32, from: Day, to: Day) -> Vec<Stretch> {
    let contract = audit.contracts.entry(contract);
    of_cell(std::iter::once(contract), from.number(), to.number())
}
