//! Days without cover: breaks between one contract and the next, and cliffs where cover ends
//! within the horizon and nothing follows.

use super::Question;
use super::acting::{Deadline, Decision, deadlines};
use super::book::Book;
use super::days::{DayNumber, OPEN, day};
use super::entry::Entry;
use crate::value::Day;
use rustc_hash::FxHashMap;

/// Days inside cells on which no contract is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The cells, by position, in order.
    pub cells: Vec<u32>,
    /// First day without cover.
    pub from: Day,
    /// Last day without cover.
    pub to: Day,
    /// Days, both ends counted.
    pub days: i32,
    /// The contract that ended last before it.
    pub after: u32,
    /// The contract that starts first after it.
    pub before: u32,
    /// First day without cover if every extension already agreed is used; none if that closes
    /// the break.
    pub open_from_if_extended: Option<Day>,
}

/// Cover of a cell that ends within the horizon with nothing after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// The cell, by position.
    pub cell: u32,
    /// The last day of cover.
    pub ends: Day,
    /// The contract that ends last.
    pub contract: u32,
    /// How far extensions already agreed can carry the cell.
    pub extends_to: Option<Day>,
    /// The contract whose extension that is; not always the one that ends last.
    pub extended_by: Option<u32>,
    /// The last day to give notice of that extension; none where there is none, or where the notice
    /// cannot be read.
    pub notice_by: Option<Day>,
    /// The last day to begin letting what is to follow.
    pub begin_letting_by: Day,
}

/// Breaks and cliffs of all cells, and how many cells' cover ended before the day asked about.
#[derive(Default)]
pub(super) struct Gaps {
    pub(super) breaks: Vec<Break>,
    pub(super) cliffs: Vec<Cliff>,
    pub(super) lapsed: usize,
}

/// How far a cell is covered so far.
struct Reach {
    firm: DayNumber,
    last: u32,
    possible: DayNumber,
    /// The contract that can reach furthest.
    furthest: u32,
}

/// Gaps of cells given as runs of `(cell, contract)`, sorted.
pub(super) fn gaps(
    pairs: &[(u32, u32)],
    services: &[u32],
    book: &Book,
    question: &Question,
) -> Gaps {
    let mut gaps = Gaps::default();
    let mut told: FxHashMap<(u32, DayNumber, DayNumber, u32, u32, DayNumber), usize> =
        FxHashMap::default();
    for run in pairs.chunk_by(|a, b| a.0 == b.0) {
        let cell = run[0].0;
        let mut reach: Option<Reach> = None;
        for (_, next) in run {
            let contract = book.entry(*next);
            if let Some(so_far) = &reach
                && so_far.firm != OPEN
                && contract.first > so_far.firm + 1
            {
                let (from, to) = (so_far.firm + 1, contract.first - 1);
                let extended = so_far.possible.max(so_far.firm).min(to);
                let key = (
                    services[cell as usize],
                    from,
                    to,
                    so_far.last,
                    *next,
                    extended,
                );
                let new = gaps.breaks.len();
                let i = *told.entry(key).or_insert(new);
                if i == new {
                    gaps.breaks.push(Break {
                        cells: Vec::new(),
                        from: day(from),
                        to: day(to),
                        days: to - from + 1,
                        after: so_far.last,
                        before: *next,
                        open_from_if_extended: (extended < to).then(|| day(extended + 1)),
                    });
                }
                gaps.breaks[i].cells.push(cell);
            }
            reach = Some(further(reach, *next, contract));
        }
        if let Some(reach) = reach.filter(|r| r.firm != OPEN) {
            gaps.end(cell, &reach, book, question);
        }
    }
    let label = |c: u32| book.label(c);
    gaps.breaks.sort_by(|a, b| {
        (a.cells[0], a.from, label(a.after)).cmp(&(b.cells[0], b.from, label(b.after)))
    });
    gaps
}

/// Contracts come in order of start, so the first that ends last is kept.
fn further(reach: Option<Reach>, position: u32, contract: &Entry) -> Reach {
    match reach {
        None => Reach {
            firm: contract.firm,
            last: position,
            possible: contract.possible,
            furthest: position,
        },
        Some(reach) => {
            let longer = contract.firm > reach.firm;
            let further = contract.possible > reach.possible;
            Reach {
                firm: reach.firm.max(contract.firm),
                last: if longer { position } else { reach.last },
                possible: reach.possible.max(contract.possible),
                furthest: if further { position } else { reach.furthest },
            }
        }
    }
}

impl Gaps {
    /// The end of a cell's cover.
    fn end(&mut self, cell: u32, reach: &Reach, book: &Book, question: &Question) {
        let ends = day(reach.firm);
        if ends < question.as_at {
            self.lapsed += 1;
        } else if ends <= question.horizon() {
            let extended_by = (reach.possible > reach.firm).then_some(reach.furthest);
            let all = extended_by.map(|c| deadlines(book, c, question));
            let extension = |d: &Deadline| matches!(d.decision, Decision::Extension(..));
            self.cliffs.push(Cliff {
                cell,
                ends,
                contract: reach.last,
                extends_to: extended_by.map(|_| day(reach.possible)),
                extended_by,
                notice_by: all.into_iter().flatten().find(extension).map(|d| d.by),
                begin_letting_by: ends.plus_months(-question.letting_months),
            });
        }
    }
}
