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
use rustc_hash::FxHasher;
use std::hash::Hasher;

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
    let reference = (at.says)("reference");
    if reference.is_empty() {
        return None;
    }
    let provider = (at.says)("provider");
    if provider.is_empty() && !named {
        return None;
    }
    let mut hasher = FxHasher::default();
    hasher.write_i32(row.date.number());
    hasher.write_i128(row.amount.size().pence());
    hasher.write_usize(line.scheme.unwrap_or(usize::MAX));
    hasher.write_u8(line.kind as u8);
    hasher.write(provider.to_ascii_lowercase().as_bytes());
    hasher.write_u8(0xFF);
    hasher.write(reference.to_ascii_lowercase().as_bytes());
    // Every bit of the result is to depend on every bit so far.
    let mixed = hasher.finish();
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Some(mixed ^ (mixed >> 31))
}
