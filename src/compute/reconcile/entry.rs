//! Rows as they are compared: in one order, with one sign, their references bare.

use super::{Group, How};
use crate::model::Book;
use crate::value::Money;

/// A row as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) day: i32,
    pub(super) pence: i128,
    /// Letters and figures of the reference alone.
    pub(super) reference: String,
    pub(super) place: usize,
}

/// Entries of both books, each in order of day.
pub(super) type Both = [Vec<Entry>; 2];

/// The rows of a book in order, their amounts as written.
pub(super) fn entries(book: &Book) -> Vec<Entry> {
    let mut order: Vec<usize> = (0..book.rows.len()).collect();
    order.sort_by(|a, b| {
        let key = |i: &usize| {
            let row = &book.rows[*i];
            (
                row.day,
                row.amount,
                &row.reference,
                &row.description,
                &row.at,
            )
        };
        key(a).cmp(&key(b))
    });
    let entry = |place: usize| {
        let row = &book.rows[place];
        Entry {
            day: row.day.number(),
            pence: row.amount.pence(),
            reference: bare(&row.reference),
            place,
        }
    };
    order.into_iter().map(entry).collect()
}

/// The letters and figures of a reference, in capitals; noughts before a number do not count, for
/// spreadsheets leave them off.
fn bare(reference: &str) -> String {
    let kept = reference.chars().filter(|c| c.is_alphanumeric());
    let kept: String = kept.flat_map(char::to_uppercase).collect();
    match kept.bytes().all(|b| b.is_ascii_digit()) {
        true => kept.trim_start_matches('0').to_owned(),
        false => kept,
    }
}

/// A group of entries.
pub(super) fn group(ours: &[Entry], theirs: &[Entry], how: How) -> Group {
    let places = |entries: &[Entry]| entries.iter().map(|e| e.place).collect();
    let sum = |entries: &[Entry]| entries.iter().map(|e| Money::from_pence(e.pence)).sum();
    Group {
        ours: places(ours),
        theirs: places(theirs),
        sums: [sum(ours), sum(theirs)],
        how,
    }
}
