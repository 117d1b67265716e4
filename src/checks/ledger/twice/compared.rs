//! Suspected rows, compared cell by cell: those alike in all that makes a payment, less what was
//! taken back.

use crate::model::{LedgerRow, Line, RowAt};
use crate::value::Day;
use rustc_hash::FxHashMap;

/// Rows of one payment, and of all, that are held to be compared.
const OF_ONE: usize = 1_000;
const OF_ALL: usize = 200_000;

/// Suspected rows by their fingerprint.
#[derive(Default)]
pub(super) struct Compared {
    payments: FxHashMap<u64, Vec<Payment>>,
    files: Vec<String>,
    held: usize,
}

/// What makes a payment.
#[derive(PartialEq)]
struct Key {
    date: Day,
    size: i128,
    line: Line,
    provider: String,
    reference: String,
}

struct Payment {
    key: Key,
    rows: Vec<Kept>,
}

/// One row of a payment.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Which file, in the order read.
    file: usize,
    pub(super) line: usize,
    /// Does it take back?
    negative: bool,
    /// Without its case, as is the contract.
    pub(super) description: String,
    pub(super) contract: String,
    /// The row as written.
    pub(super) text: String,
}

/// A row that stands for the same as an earlier one.
#[derive(Debug)]
pub(super) struct Again {
    pub(super) what: String,
    pub(super) row: Kept,
    pub(super) file: String,
    pub(super) first: Kept,
    pub(super) first_file: String,
    /// Are description and contract the same too?
    pub(super) wholly: bool,
}

impl Kept {
    /// Do both say the same of what was paid for?
    fn says_as(&self, other: &Kept) -> bool {
        self.description == other.description && self.contract == other.contract
    }
}

/// Text without its case. Letters outside ASCII whose small form is one within it, the sign for
/// kelvin, stay as they are: to the fingerprint they are no letters.
fn without_case(text: &str) -> String {
    let small = |c: char| {
        let within = !c.is_ascii() && c.to_lowercase().any(|small| small.is_ascii());
        let (kept, small) = match within {
            true => (Some(c), None),
            false => (None, Some(c.to_lowercase())),
        };
        kept.into_iter().chain(small.into_iter().flatten())
    };
    text.chars().flat_map(small).collect()
}

impl Compared {
    /// Takes in a suspected row, if there is room.
    pub(super) fn add(&mut self, print: u64, row: &LedgerRow, at: &RowAt<'_>) -> bool {
        let file = self.file(at.file);
        let key = Key {
            date: row.date,
            size: row.amount.size().pence(),
            line: row.line.clone(),
            provider: without_case(&(at.says)("provider")),
            reference: without_case(&(at.says)("reference")),
        };
        let payments = self.payments.entry(print).or_default();
        let found = payments.iter().position(|p| p.key == key);
        let place = found.unwrap_or(payments.len());
        if found.is_none() {
            payments.push(Payment {
                key,
                rows: Vec::new(),
            });
        }
        let rows = &mut payments[place].rows;
        if rows.len() >= OF_ONE || self.held >= OF_ALL {
            return false;
        }
        self.held += 1;
        rows.push(Kept {
            file,
            line: at.line,
            negative: row.amount.pence() < 0,
            description: without_case(&(at.says)("description")),
            contract: without_case(&(at.says)("contract")),
            text: (at.text)(),
        });
        true
    }

    fn file(&mut self, name: &str) -> usize {
        if self.files.last().is_none_or(|last| last != name) {
            self.files.push(name.to_owned());
        }
        self.files.len() - 1
    }

    /// Every row that stands for the same as an earlier one, in the order read.
    pub(super) fn again(self) -> Vec<Again> {
        let mut all = Vec::new();
        for payment in self.payments.into_values().flatten() {
            let left = not_taken_back(payment.rows);
            let Some(first) = left.first() else {
                continue;
            };
            let kind = payment.key.line.kind.word();
            for (i, row) in left.iter().enumerate().skip(1) {
                let earlier = left[..i].iter().find(|other| other.says_as(row));
                let first = earlier.unwrap_or(first);
                all.push(Again {
                    what: kind.to_owned(),
                    row: row.clone(),
                    file: self.files[row.file].clone(),
                    first: first.clone(),
                    first_file: self.files[first.file].clone(),
                    wholly: earlier.is_some(),
                });
            }
        }
        all.sort_by_key(|again| (again.row.file, again.row.line));
        all
    }
}

/// The rows of a payment that no other of the opposite sign takes back, in the order read. Every row
/// that takes back is set against the last of the same description and contract, if there is one;
/// what is left of them against the last of the same description; the rest against the last.
fn not_taken_back(rows: Vec<Kept>) -> Vec<Kept> {
    let (mut back, mut forth): (Vec<Kept>, Vec<Kept>) = rows.into_iter().partition(|r| r.negative);
    if back.len() > forth.len() {
        std::mem::swap(&mut back, &mut forth);
    }
    let described = |a: &Kept, b: &Kept| a.description == b.description;
    let any = |_: &Kept, _: &Kept| true;
    let ways: [fn(&Kept, &Kept) -> bool; 3] = [Kept::says_as, described, any];
    for same in ways {
        back.retain(|row| {
            let place = forth.iter().rposition(|other| same(other, row));
            place.map(|place| forth.remove(place)).is_none()
        });
    }
    forth
}
