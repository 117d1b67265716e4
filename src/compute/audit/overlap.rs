//! Stretches of all cells → overlaps as they are told: the same one in several cells once, with
//! its kind, its names and its cost at stake; and what all of them come to.

use super::Question;
use super::book::Book;
use super::days::{DayNumber, day};
use super::entry::{Entry, Marks};
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
        intervals.reserve(run.len());
        let each = run.iter().map(|(_, contract)| {
            let one = book.entry(*contract);
            Interval {
                contract: *contract,
                from: one.first,
                to: to(one),
                called_off: one.marks.has(Marks::CALLED_OFF),
                cost: book.daily(*contract),
            }
        });
        intervals.extend(each.filter(|one| one.from <= one.to));
        sweep.cell(&intervals, &mut |stretch| {
            found.add(cell, services, stretch)
        });
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
    /// Overlaps by service, days and contracts, with what they hash to: the same one in several
    /// cells is told once.
    told: HashTable<(u64, u32)>,
    stakes: Stakes<'a>,
}

impl Found<'_> {
    fn add(&mut self, cell: u32, services: &[u32], stretch: &Stretch) {
        let service = services[cell as usize];
        let (from, to) = (day(stretch.from), day(stretch.to));
        let hashed = hash(service, stretch);
        let overlaps = &mut self.overlaps;
        let same = |(its_hash, i): &(u64, u32)| {
            let one: &Overlap = &overlaps[*i as usize];
            *its_hash == hashed
                && one.from == from
                && one.to == to
                && services[one.cells[0] as usize] == service
                && one.contracts.iter().copied().eq(stretch.contracts())
        };
        if let Some((_, i)) = self.told.find(hashed, same).copied() {
            overlaps[i as usize].cells.push(cell);
            return;
        }
        let number = u32::try_from(overlaps.len()).unwrap_or(u32::MAX);
        let (told, hash_of) = (&mut self.told, |one: &(u64, u32)| one.0);
        told.insert_unique(hashed, (hashed, number), hash_of);
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
    let mut hasher = FxHasher::default();
    (service, stretch.from, stretch.to).hash(&mut hasher);
    let contracts = stretch.contracts();
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
    let (mut providers, mut commissioners) = (Many::default(), Many::default());
    for sides in stretch.contracts().map(|c| book.sides(c)) {
        // A provider nobody names may be anybody.
        match sides.provider_keys.as_slice() {
            [] => providers.nobody(),
            keys => providers.add(keys),
        }
        commissioners.add(&sides.commissioner_keys);
        if providers.several && commissioners.several {
            return Kind::AcrossCommissioners;
        }
    }
    match (providers.several, commissioners.several) {
        (false, false) => Kind::RolledOver,
        (false, true) => Kind::ParallelCommissioning,
        (true, true) => Kind::AcrossCommissioners,
        (true, false) => Kind::SeveralProviders,
    }
}

/// Is there more than one?
#[derive(Default)]
struct Many {
    first: Option<u32>,
    nobody: bool,
    several: bool,
}

impl Many {
    fn add(&mut self, keys: &[u32]) {
        for key in keys {
            self.several |= *self.first.get_or_insert(*key) != *key || self.nobody;
        }
    }

    /// One who is not named, and may be another than any other.
    fn nobody(&mut self) {
        self.several |= self.nobody || self.first.is_some();
        self.nobody = true;
    }
}
