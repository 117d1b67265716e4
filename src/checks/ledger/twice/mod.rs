//! Rows posted twice. A first reading of the ledger marks rows that look like an earlier one, by a
//! fingerprint that may suspect too many and never too few; a second compares those, and only
//! those, cell by cell. Memory is bounded at any size of ledger.

mod compared;
mod rounds;
mod seen;
mod told;

use super::FAMILY;
use crate::finding::{Check, Severity};
use crate::model::{Kind, LedgerRow, RowAt};
pub(super) use rounds::Twice;
use std::borrow::Cow;

pub(super) static ROW_TWICE: Check = Check {
    name: "row-twice",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../../docs/checks/row-twice.md"),
    run: None,
};

pub(super) static ROW_ALIKE: Check = Check {
    name: "row-alike",
    family: FAMILY,
    severity: Severity::Note,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../../docs/checks/row-alike.md"),
    run: None,
};

/// A number that is the same for rows that may be one payment: kind, scheme and all else the
/// totals tell apart, day, size, provider and reference. None for a row that names no payment: a
/// kind that moves no money, a blank reference, or nobody named at the other end.
fn fingerprint(row: &LedgerRow, at: &RowAt<'_>) -> Option<u64> {
    let line = &row.line;
    let (moves, named) = match line.kind {
        Kind::Spend | Kind::Income => (true, false),
        Kind::Contribution | Kind::Settlement | Kind::Passport => (true, true),
        _ => (false, false),
    };
    if !moves || row.amount.is_nil() {
        return None;
    }
    let reference = (at.cell)("reference");
    if reference.is_empty() {
        return None;
    }
    let provider = (at.cell)("provider");
    if provider.is_empty() && !named {
        return None;
    }
    let mut print = 0;
    let mut take = |word: u64| {
        print = (u64::rotate_left(print, 26) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    };
    let (low, high) = (row.amount.size().pence() as u64, row.date.number());
    take(low);
    take(u64::from(high.unsigned_abs()) << 32 | line.scheme.map_or(0, |s| s as u64 + 1));
    take(line.kind as u64);
    for text in [&provider, &reference] {
        // The same letter has other bytes in another encoding: it is left to the comparison.
        let ascii = match text.is_ascii() {
            true => Cow::Borrowed(text.as_ref()),
            false => text.iter().copied().filter(u8::is_ascii).collect(),
        };
        take(ascii.len() as u64);
        for bytes in ascii.chunks(8) {
            let mut word = [0; 8];
            word[..bytes.len()].copy_from_slice(bytes);
            // Letters in small and capitals are the same; what else becomes alike is told apart
            // when it is compared.
            take(u64::from_le_bytes(word) | 0x2020_2020_2020_2020);
        }
    }
    // Every bit of the result is to depend on every bit so far.
    let mixed = (print ^ (print >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Some(mixed ^ (mixed >> 31))
}
