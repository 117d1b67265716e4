//! Stretches of all cells → overlaps as they are told: the same one in several cells once, with
//! its kind, its names and its cost at stake; and what all of them come to.

use super::Question;
use super::book::Book;
use super::days::{DayNumber, day};
use super::entry::Entry;
use super::rate::Daily;
use super::stakes::Stakes;
use super::stretch::{Interval, Stretch, Sweep};
use crate::value::{Day, Money};
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

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
    book: &Book,
    question: &Question,
    window_end: DayNumber,
) -> (Vec<Overlap>, AtStakeTotal) {
    let mut found = Found {
        book,
        question,
        overlaps: Vec::new(),
        told: HashTable::new(),
        stakes: Stakes::new(book, question.as_at.number()),
    };
    let mut sweep = Sweep::new(book);
    let mut intervals: Vec<Interval> = Vec::new();
    for run in pairs
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.len() > 1)
    {
        let cell = run[0].0;
        intervals.clear();
        let to = |one: &Entry| last_day(one, question).min(window_end);
        // To count them first is no waste: the memory is asked for all of them at once.
        let entries = || run.iter().map(|(_, contract)| book.entry(*contract));
        intervals.reserve(entries().filter(|one| one.first <= to(one)).count());
        let each = run.iter().map(|(_, contract)| {
            let one = book.entry(*contract);
            Interval {
                contract: *contract,
                from: one.first,
                to: to(one),
                cost: Daily::of(book.rate(*contract)),
            }
        });
        intervals.extend(each.filter(|one| one.from <= one.to));
        sweep.cell(&intervals, &mut |stretch| {
            found.add(cell, services, stretch)
        });
        found.stakes.settle();
    }
    let total = found.stakes.total();
    let mut overlaps = found.overlaps;
    let label = |c: &u32| book.label(*c);
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

/// What the sweep found so far.
struct Found<'a> {
    book: &'a Book,
    question: &'a Question,
    overlaps: Vec<Overlap>,
    /// Overlaps by service, days and contracts: the same one in several cells is told once.
    told: HashTable<u32>,
    stakes: Stakes<'a>,
}

impl Found<'_> {
    fn add(&mut self, cell: u32, services: &[u32], stretch: &Stretch) {
        let service = services[cell as usize];
        let (from, to) = (day(stretch.from), day(stretch.to));
        let hashed = hash(service, stretch);
        let overlaps = &mut self.overlaps;
        let same = |i: &u32| {
            let one: &Overlap = &overlaps[*i as usize];
            one.from == from
                && one.to == to
                && services[one.cells[0] as usize] == service
                && one.contracts.iter().copied().eq(stretch.contracts())
        };
        if let Some(i) = self.told.find(hashed, same).copied() {
            overlaps[i as usize].cells.push(cell);
            return;
        }
        let number = u32::try_from(overlaps.len()).unwrap_or(u32::MAX);
        let hashes = |i: &u32| {
            let one = &overlaps[*i as usize];
            let service = services[one.cells[0] as usize];
            let (from, to) = (one.from.number(), one.to.number());
            hash_of(service, from, to, one.contracts.iter().copied())
        };
        self.told.insert_unique(hashed, number, hashes);
        let book = self.book;
        let kind = kind(stretch, book, self.question);
        let stakes = &mut self.stakes;
        stretch.at_stake(book, &mut |days| stakes.add(days, kind == Kind::Handover));
        let unknown = stretch
            .intervals
            .iter()
            .filter(|one| one.cost == Daily::Unknown);
        overlaps.push(Overlap {
            cells: vec![cell],
            kind,
            from,
            to,
            days: stretch.to - stretch.from + 1,
            contracts: stretch.contracts().collect(),
            peak: stretch.peak,
            cost_at_stake: stretch.cost_at_stake(book).rounded(),
            unknown_values: unknown.count(),
        });
    }
}

/// The last day that counts for overlaps.
fn last_day(one: &Entry, question: &Question) -> DayNumber {
    match question.with_extensions {
        true => one.possible,
        false => one.firm,
    }
}

fn hash(service: u32, stretch: &Stretch) -> u64 {
    hash_of(service, stretch.from, stretch.to, stretch.contracts())
}

fn hash_of(
    service: u32,
    from: DayNumber,
    to: DayNumber,
    contracts: impl Iterator<Item = u32>,
) -> u64 {
    let mut hasher = FxHasher::default();
    (service, from, to).hash(&mut hasher);
    contracts.for_each(|contract| hasher.write_u32(contract));
    hasher.finish()
}

fn kind(stretch: &Stretch, book: &Book, question: &Question) -> Kind {
    let mut all = stretch.contracts();
    if let (2, Some(a), Some(b)) = (all.len(), all.next(), all.next()) {
        let (a, b) = (book.entry(a), book.entry(b));
        let short = stretch.to - stretch.from < question.handover_days;
        let last = |one: &Entry| last_day(one, question);
        let first = |a: &Entry, b: &Entry| a.first < b.first && last(a) < last(b);
        if short && (first(a, b) || first(b, a)) {
            return Kind::Handover;
        }
    }
    // A provider nobody names may be anybody.
    let sides = || stretch.contracts().map(|c| book.sides(c));
    let unnamed = sides().filter(|s| s.provider_keys.is_empty()).count();
    let named = sides().filter(|s| !s.provider_keys.is_empty()).count();
    let providers = sides().flat_map(|s| s.provider_keys.iter().copied());
    let several = unnamed + usize::from(named > 0) > 1 || more_than_one(providers);
    let commissioners = sides().flat_map(|s| s.commissioner_keys.iter().copied());
    match (several, more_than_one(commissioners)) {
        (false, false) => Kind::RolledOver,
        (false, true) => Kind::ParallelCommissioning,
        (true, true) => Kind::AcrossCommissioners,
        (true, false) => Kind::SeveralProviders,
    }
}

fn more_than_one(mut keys: impl Iterator<Item = u32>) -> bool {
    let first = keys.next();
    first.is_some_and(|first| keys.any(|key| key != first))
}
