//! The readings of a ledger in which payments posted twice are looked for.

use super::compared::Compared;
use super::seen::{MOST, Met, Seen};
use super::{fingerprint, told};
use crate::finding::Finding;
use crate::model::{LedgerRow, RowAt};
use crate::source::Sources;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Suspected payments that are compared cell by cell; of more there is only a count.
const SUSPECTS: usize = 50_000;

/// What is looked for, reading by reading.
pub(in crate::checks::ledger) struct Twice {
    round: Round,
    seen: Seen,
    /// How many rows are remembered at once.
    room: usize,
    /// Rows that name a payment.
    rows: u64,
    /// Were there more of them than can be remembered at once?
    overfull: bool,
    suspects: FxHashSet<u64>,
    /// Of each file: rows suspected beyond those that are compared.
    beyond: Beyond,
    compared: Compared,
    /// Rows not yet held against those met before: fingerprint, file and line. Looked up together
    /// they cost a fraction, for memory is slow to answer and answers many at once.
    waiting: Vec<(u64, usize, usize)>,
    files: Vec<String>,
}

/// How many rows wait.
const WAITING: usize = 256;

/// Rows that look like an earlier one and are not compared with it: of each file how many, and the
/// first of them.
#[derive(Default)]
pub(super) struct Beyond {
    pub(super) files: BTreeMap<String, (u64, usize)>,
}

impl Beyond {
    fn add(&mut self, file: &str, line: usize) {
        match self.files.get_mut(file) {
            Some((count, _)) => *count += 1,
            None => {
                self.files.insert(file.to_owned(), (1, line));
            }
        }
    }
}

/// Which reading of the ledger this is.
#[derive(Clone, Copy, Default)]
enum Round {
    /// All rows are remembered.
    #[default]
    Whole,
    /// Rows of one part of all fingerprints are.
    Part(u64, u64),
    /// Suspects are compared.
    Compare,
    Done,
}

impl Default for Twice {
    fn default() -> Twice {
        Twice::with_room(MOST)
    }
}

impl Twice {
    fn with_room(room: usize) -> Twice {
        Twice {
            round: Round::default(),
            seen: Seen::with_room(room),
            room,
            rows: 0,
            overfull: false,
            suspects: FxHashSet::default(),
            beyond: Beyond::default(),
            compared: Compared::default(),
            waiting: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Looks at a row in this reading.
    pub(in crate::checks::ledger) fn look(&mut self, row: &LedgerRow, at: &RowAt<'_>) {
        let Some(print) = fingerprint(row, at) else {
            return;
        };
        match self.round {
            Round::Whole => {
                self.rows += 1;
                if !self.overfull {
                    self.wait(print, at);
                }
            }
            // Eight bits of the fingerprint that tell neither its place nor its mark.
            Round::Part(part, parts) if (((print >> 32) & 0xFF) * parts) >> 8 == part => {
                self.wait(print, at);
            }
            Round::Compare
                if self.suspects.contains(&print) && !self.compared.add(print, row, at) =>
            {
                self.beyond.add(at.file, at.line);
            }
            _ => {}
        }
    }

    fn wait(&mut self, print: u64, at: &RowAt<'_>) {
        if self.files.last().is_none_or(|last| last != at.file) {
            self.files.push(at.file.to_owned());
        }
        self.waiting.push((print, self.files.len() - 1, at.line));
        if self.waiting.len() >= WAITING {
            self.remember();
        }
    }

    /// Holds the rows that wait against those met before.
    fn remember(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.seen
            .make_ready(waiting.iter().map(|(print, ..)| *print));
        for (print, file, line) in waiting.drain(..) {
            match self.seen.meet(print) {
                Met::New => {}
                Met::NoRoom => match self.round {
                    Round::Whole => self.overfull = true,
                    _ => self.beyond.add(&self.files[file], line),
                },
                Met::Before if self.suspects.contains(&print) => {}
                Met::Before if self.suspects.len() < SUSPECTS => {
                    self.suspects.insert(print);
                }
                Met::Before => self.beyond.add(&self.files[file], line),
            }
        }
        self.waiting = waiting;
    }

    /// Ends a reading. Is another one needed?
    pub(in crate::checks::ledger) fn again(&mut self) -> bool {
        self.remember();
        self.seen = match self.round {
            Round::Whole | Round::Part(..) => Seen::with_room(self.room),
            Round::Compare | Round::Done => Seen::with_room(0),
        };
        self.round = match self.round {
            Round::Whole if self.overfull => {
                self.suspects.clear();
                self.beyond = Beyond::default();
                // Parts are never quite the same.
                let sure = (self.room as u64 / 10 * 9).max(1);
                Round::Part(0, self.rows.div_ceil(sure).min(256))
            }
            Round::Part(part, parts) if part + 1 < parts => Round::Part(part + 1, parts),
            Round::Whole | Round::Part(..) if !self.suspects.is_empty() => Round::Compare,
            _ => Round::Done,
        };
        !matches!(self.round, Round::Done)
    }

    /// What was found.
    pub(in crate::checks::ledger) fn findings(self, sources: &mut Sources) -> Vec<Finding> {
        told::findings(self.compared, self.beyond, sources)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Line, PaidTo};
    use crate::value::{Day, Money, Month};
    use std::borrow::Cow;

    /// Shows the rows of a ledger, reading by reading: each its reference; amounts are all alike.
    fn read(twice: &mut Twice, references: &[String]) -> usize {
        let date = Day::parse("2025-04-30").unwrap();
        let row = LedgerRow {
            date,
            amount: Money::from_pence(1250),
            line: Line {
                kind: Kind::Spend,
                scheme: Some(0),
                pool: Some(0),
                partner: None,
                from: None,
                to: None,
                paid_by: None,
                source: None,
                cause: None,
                version: None,
                month: Month::of(date),
            },
            paid_to: PaidTo::default(),
        };
        let mut readings = 0;
        loop {
            readings += 1;
            for (i, reference) in references.iter().enumerate() {
                let says = |column: &str| match column {
                    "provider" => "Fellside Care Ltd".to_owned(),
                    "reference" => reference.clone(),
                    _ => String::new(),
                };
                let at = RowAt {
                    file: "ledger/all.csv",
                    line: i + 2,
                    says: &says,
                    cell: &|column| Cow::Owned(says(column).into_bytes()),
                    text: &|| reference.clone(),
                };
                twice.look(&row, &at);
            }
            if !twice.again() {
                return readings;
            }
        }
    }

    #[test]
    fn more_rows_than_can_be_remembered_are_read_part_by_part_and_none_is_missed() {
        let mut references: Vec<String> = (0..5_000).map(|n| format!("A{n}")).collect();
        // Every hundredth a second time, far from the first.
        references.extend((0..50).map(|n| format!("a{}", n * 100)));
        for (room, readings) in [(MOST, 2), (1_000, 8)] {
            let mut twice = Twice::with_room(room);
            // All at once and a comparison; or one that overflows, six of 900 and a comparison.
            assert_eq!(read(&mut twice, &references), readings);
            let mut sources = Sources::default();
            let found = twice.findings(&mut sources);
            assert_eq!(found.len(), 50);
            assert!(found.iter().all(|f| f.check.name == "row-twice"));
            assert_eq!(sources.place(found[0].at).line, 5_002);
        }
    }

    #[test]
    fn a_ledger_without_a_second_payment_is_read_once() {
        let references: Vec<String> = (0..5_000).map(|n| format!("A{n}")).collect();
        assert_eq!(read(&mut Twice::default(), &references), 1);
    }
}
