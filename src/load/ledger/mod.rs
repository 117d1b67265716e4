//! The ledger, folded row by row into totals. No row is kept; a row that cannot be read is told
//! with its line and cell, and named among what was left out.

mod cell;
mod copies;
mod days;
mod files;
mod fold;
mod heading;
mod input;
mod long;
mod memo;
mod open;
mod piece;
mod pieces;
mod row;
mod shape;
mod sides;
mod sums;

pub(super) use cell::day_of;
pub(super) use files::Unread;
use input::slash_order;
pub(super) use open::{ledger_input, read_through};
pub(super) use shape::shape;
pub(super) use sides::one_of_two;

use super::folder::years_named;
use super::mapping::Mapping;
use crate::finding::RowRemark;
use crate::model::{LedgerRow, Plan, RowAt};
use crate::value::{FinancialYear, SlashOrder};
use crate::workspace::FileEntry;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// What a check says of a row while the ledger is folded.
type RowWatch<'a> = &'a dyn Fn(&LedgerRow, &RowAt<'_>) -> Vec<RowRemark>;

/// One ledger file about to be folded.
pub(super) struct LedgerFile<'a> {
    /// Its name within the folder.
    pub(super) name: &'a str,
    /// Its mapping, if it is not ours.
    pub(super) mapping: Option<&'a Mapping>,
    /// Look-up tables by path.
    pub(super) tables: &'a HashMap<String, HashMap<String, String>>,
    /// How slashes read, if the folder says.
    pub(super) slashes: Option<SlashOrder>,
    /// Years the folder names, to tell day first from month first.
    pub(super) years: Option<RangeInclusive<FinancialYear>>,
}

impl<'a> LedgerFile<'a> {
    /// A file of a folder, with what the folder says of it.
    pub(super) fn of(
        entry: &'a FileEntry,
        mapping: Option<&'a Mapping>,
        tables: &'a HashMap<String, HashMap<String, String>>,
        plan: &Plan,
    ) -> LedgerFile<'a> {
        LedgerFile {
            name: &entry.name,
            mapping,
            tables,
            slashes: plan.partnership.dates.value().copied(),
            years: years_named(plan),
        }
    }
}
