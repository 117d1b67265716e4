//! Contract registers as they come: headings recognised, rows read one by one, none lost.

mod cells;
mod columns;
mod heading;
mod plain;
mod read;

use super::body::{Body, LongFile};
use super::mapping::Mapping;
use crate::model::{PlainRow, Register, RegisterRow, RowShown};
use crate::source::FileId;
use crate::value::{FinancialYear, SlashOrder};
pub(super) use cells::harmless;
pub(super) use heading::{Recognised, recognised};
pub(super) use read::read;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// What reading a register needs to know beside its text.
pub(super) struct RegisterFile<'a> {
    pub(super) name: &'a str,
    pub(super) file: FileId,
    pub(super) text: &'a str,
    /// Instead of its text, a file too long to hold.
    pub(super) long: Option<&'a LongFile>,
    pub(super) mapping: Option<&'a Mapping>,
    pub(super) tables: &'a HashMap<String, HashMap<String, String>>,
    /// How slashes read, if the folder or the command says.
    pub(super) slashes: Option<SlashOrder>,
    /// Years the folder names, to tell day first from month first.
    pub(super) years: Option<RangeInclusive<FinancialYear>>,
}

impl<'a> RegisterFile<'a> {
    /// What its rows are read from.
    pub(super) fn body(&self) -> Body<'a> {
        match self.long {
            Some(long) => Body::Long(long),
            None => Body::Held(self.text),
        }
    }
}

/// What becomes of the rows of a register.
pub(super) enum Rows<'w> {
    /// They are kept, everything taken apart.
    Kept,
    /// They are shown to somebody as they come, and let go.
    Shown(&'w mut dyn FnMut(&Register, RowShown<'_>) -> bool),
}

impl Rows<'_> {
    pub(super) fn are_shown(&self) -> bool {
        matches!(self, Rows::Shown(_))
    }

    pub(super) fn add(&mut self, register: &mut Register, row: &RegisterRow<'_>) {
        register.counts.used += 1;
        register.first.get_or_insert(row.at);
        match self {
            Rows::Kept => register.rows.push(row.kept()),
            Rows::Shown(show) => {
                show(register, RowShown::Whole(row));
            }
        }
    }

    /// The same of a plain row; says whether it was taken in so. If not, it is to be added whole.
    pub(super) fn add_plain(&mut self, register: &mut Register, row: &PlainRow<'_>) -> bool {
        let Rows::Shown(show) = self else {
            return false;
        };
        let taken = show(register, RowShown::Plain(row));
        if taken {
            register.counts.used += 1;
            register.first.get_or_insert(row.at);
        }
        taken
    }
}
