//! The readings of a ledger in which payments posted twice are looked for.

use super::compared::Compared;
use super::seen::{Met, Seen};
use super::{fingerprint, told};
use crate::finding::Finding;
use crate::model::{LedgerRow, RowAt};
use crate::source::Sources;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Suspected payments that are compared cell by cell; of more there is only a count.
const SUSPECTS: usize = 50_000;

/// What is looked for, reading by reading.
#[derive(Default)]
pub(in crate::checks::ledger) struct Twice {
    round: Round,
    seen: Seen,
    /// Rows that name a payment.
    rows: u64,
    /// Were there more of them than can be remembered at once?
    overfull: bool,
    suspects: FxHashSet<u64>,
    /// Of each file: rows suspected beyond those that are compared.
    beyond: Beyond,
    compared: Compared,
}

/// Rows that look like an earlier one and are not compared with it: of each file how many, and the
/// first of them.
#[derive(Default)]
pub(super) struct Beyond {
    pub(super) files: BTreeMap<String, (u64, usize, String)>,
}

impl Beyond {
    fn add(&mut self, at: &RowAt<'_>) {
        match self.files.get_mut(at.file) {
            Some((count, ..)) => *count += 1,
            None => {
                let first = (1, at.line, (at.text)());
                self.files.insert(at.file.to_owned(), first);
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

impl Twice {
    /// Looks at a row in this reading.
    pub(in crate::checks::ledger) fn look(&mut self, row: &LedgerRow, at: &RowAt<'_>) {
        let Some(print) = fingerprint(row, at) else {
            return;
        };
        match self.round {
            Round::Whole => {
                self.rows += 1;
                if !self.overfull {
                    self.remember(print, at);
                }
            }
            // Eight bits of the fingerprint that tell neither its place nor its mark.
            Round::Part(part, parts) if (((print >> 32) & 0xFF) * parts) >> 8 == part => {
                self.remember(print, at);
            }
            Round::Compare
                if self.suspects.contains(&print) && !self.compared.add(print, row, at) =>
            {
                self.beyond.add(at);
            }
            _ => {}
        }
    }

    fn remember(&mut self, print: u64, at: &RowAt<'_>) {
        match self.seen.meet(print) {
            Met::New => {}
            Met::NoRoom => self.overfull = true,
            Met::Before if self.suspects.contains(&print) => {}
            Met::Before if self.suspects.len() < SUSPECTS => {
                self.suspects.insert(print);
            }
            Met::Before => self.beyond.add(at),
        }
    }

    /// Ends a reading. Is another one needed?
    pub(in crate::checks::ledger) fn again(&mut self) -> bool {
        self.seen = match self.round {
            Round::Whole | Round::Part(..) => Seen::default(),
            Round::Compare | Round::Done => std::mem::take(&mut self.seen),
        };
        self.round = match self.round {
            Round::Whole if self.overfull => {
                self.suspects.clear();
                self.beyond = Beyond::default();
                Round::Part(0, self.rows.div_ceil(Seen::ROOM).min(256))
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
