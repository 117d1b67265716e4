//! The question of an audit and its answer.

use super::pairs::numbered;
use super::sections::Sections;
use super::{AtStakeTotal, Book, Break, Cell, Cliff, Kind, Overlap, Redesign, Tied, Twice, Unmet};
use crate::model::{Plan, RowsRead};
use crate::seeds::Service;
use crate::source::Span;
use crate::value::Day;
use rustc_hash::FxHashSet;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The day the question is asked for.
    pub as_at: Day,
    /// Months after it that are looked at, that day included.
    pub horizon_months: i32,
    /// An overlap of two contracts no longer than this is a handover. Days.
    pub handover_days: i32,
    /// Counts possible cover, extensions used, as cover where overlaps are looked for.
    pub with_extensions: bool,
    /// Months of notice where a contract says none.
    pub notice_months: i32,
    /// Months it takes to let a contract.
    pub letting_months: i32,
    /// Contracts that end within so many months of each other could be let as one.
    pub together_months: i32,
    /// Payments beyond a contract's value by more than so many per cent of it are told.
    pub tolerance_per_cent: i32,
    /// The parts that are asked for: of the others nothing is worked out.
    pub sections: Sections,
}

impl Question {
    /// The last day of the horizon.
    pub fn horizon(&self) -> Day {
        self.as_at.plus_months(self.horizon_months)
    }
}

/// A row that could not be placed in time.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The row.
    pub at: Span,
    /// Its file.
    pub file: String,
    /// Its reference.
    pub reference: String,
    /// Its providers as written.
    pub providers: Vec<String>,
    /// Why.
    pub why: String,
    /// Has reading the file told it already?
    pub told: bool,
}

/// What became of all rows and all contracts; each line adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows under the headings: used + left out.
    pub rows: usize,
    /// Rows that are part of a contract.
    pub used: usize,
    /// Rows left out, each named.
    pub left_out: usize,
    /// Contracts: compared + unclassified + undated + recorded twice.
    pub contracts: usize,
    /// Contracts in overlaps and gaps.
    pub compared: usize,
    /// Contracts whose service cannot be told.
    pub unclassified: usize,
    /// Contracts none of whose rows could be placed in time.
    pub undated: usize,
    /// Contracts another one already stands for.
    pub recorded_twice: usize,
}

/// The answer.
pub struct Audit {
    /// Every contract that could be placed in time, in order of start, reference, file.
    pub contracts: Book,
    /// Every cell, in order of name.
    pub cells: Vec<Cell>,
    /// The services known, in the order their rules were tried: the partnership's own first.
    pub services: Vec<Service>,
    /// Cell and contract of all that is compared, sorted: a cell's contracts stand in order.
    pub served: Vec<(u32, u32)>,
    /// In order of cell, date, reference.
    pub overlaps: Vec<Overlap>,
    /// What they come to.
    pub at_stake: AtStakeTotal,
    /// In order of cell, date, reference.
    pub breaks: Vec<Break>,
    /// In order of cell.
    pub cliffs: Vec<Cliff>,
    /// Cells whose cover ended before the day asked about, with nothing after it.
    pub lapsed: usize,
    /// Contracts recorded twice.
    pub twice: Vec<Twice>,
    /// Needs without a contract.
    pub unmet: Vec<Unmet>,
    /// Opportunities to redesign.
    pub redesign: Redesign,
    /// The ledger's spend and the contracts, where there is a ledger.
    pub money: Option<Tied>,
    /// Contracts whose service cannot be told, by position.
    pub unclassified: Vec<u32>,
    /// Rows that could not be placed in time.
    pub left_out: Vec<LeftOut>,
    /// What became of everything.
    pub tally: Tally,
}

/// A rule is doubted that is true of more than two thirds of ten or more.
pub(super) fn is_too_often(found: usize, asked: usize) -> bool {
    asked >= 10 && found * 3 > asked * 2
}

impl Audit {
    /// Services most of whose contracts overlap another, handovers set aside: the service, how many
    /// do, and how many contracts it has. In order of service.
    pub fn overlapping_too_often(&self) -> Vec<(&str, usize, usize)> {
        let names: Vec<&str> = self.cells.iter().map(|c| c.service.as_str()).collect();
        let numbers = numbered(&names);
        let services = numbers.last().map_or(0, |n| *n as usize + 1);
        let again: FxHashSet<u32> = self.twice.iter().map(|t| t.left_out).collect();
        let mut asked = vec![0_usize; services];
        for position in self.contracts.positions().filter(|p| !again.contains(p)) {
            // Cells are in order of service.
            let mut last = None;
            for cell in self.contracts.cells(position) {
                let service = numbers[*cell as usize];
                if last.replace(service) != Some(service) {
                    asked[service as usize] += 1;
                }
            }
        }
        let mut found = vec![0_usize; services];
        let mut last_found = vec![u32::MAX; self.contracts.len()];
        for overlap in self.overlaps.iter().filter(|o| o.kind != Kind::Handover) {
            // All cells of an overlap are of one service, and overlaps stand in order of it.
            let Some(cell) = overlap.cells.first() else {
                continue;
            };
            let service = numbers[*cell as usize];
            for contract in &overlap.contracts {
                let last = &mut last_found[*contract as usize];
                found[service as usize] += usize::from(*last != service);
                *last = service;
            }
        }
        let mut often = Vec::new();
        for (name, service) in names.iter().zip(&numbers) {
            // Each service once.
            let n = std::mem::take(&mut found[*service as usize]);
            let asked = asked[*service as usize];
            if is_too_often(n, asked) {
                often.push((*name, n, asked));
            }
        }
        often
    }

    /// A service by its id, as far as one is known by it.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|s| s.id == id)
    }

    /// A service by its name, or by its id where no list has it.
    pub fn service_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.service(id).map_or(id, |s| &s.name)
    }
}

/// What became of everything. `used` rows are part of a contract, `undated` references are none,
/// and so many rows more than files tell were left out.
pub(super) fn tally(
    plan: &Plan,
    book: &Book,
    (used, undated, left_out): (usize, usize, usize),
    unclassified: usize,
    twice: usize,
) -> Tally {
    let count = |pick: fn(&RowsRead) -> usize| -> usize {
        plan.registers.iter().map(|r| pick(&r.counts)).sum()
    };
    Tally {
        rows: count(|c| c.rows),
        used,
        left_out: count(|c| c.left_out) + left_out,
        contracts: book.len() + undated,
        compared: book.len() - unclassified - twice,
        unclassified,
        undated,
        recorded_twice: twice,
    }
}
