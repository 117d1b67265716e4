//! What is asked of a folder besides what it says: who looks at its rows while they are read, and
//! what its totals tell apart.

use super::GivenTotals;
use crate::finding::RowRemark;
use crate::model::{LedgerRow, Line, Plan, Register, RowAt, RowShown};
use crate::value::Month;

/// Asked about every ledger row as it is folded.
pub type Watch<'a> = &'a dyn Fn(&Plan, &LedgerRow, &RowAt<'_>) -> Vec<RowRemark>;

/// Shown every row of every register as it is read: what the plan is so far, the register, the row.
/// Says whether it took it in: a plain row that it did not is shown it whole.
pub type RegisterWatch<'a> = &'a dyn Fn(&Plan, &Register, RowShown<'_>) -> bool;

/// Says of a ledger line whether its rows are to be shown one by one.
pub(super) type Wanted<'a> = &'a (dyn Fn(&Line) -> bool + Sync);

/// Which months are told apart: those that count in one period are all its last.
#[derive(Clone, Copy, Default)]
pub struct Periods<'a>(pub Option<&'a (dyn Fn(Month) -> Month + Sync)>);

impl Periods<'_> {
    /// The month that stands for a month; itself where all are told apart.
    pub(super) fn month(self, month: Month) -> Month {
        self.0.map_or(month, |last| last(month))
    }
}

/// So many bytes more of a long file were read.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The file's name within the folder.
    pub file: &'a str,
    /// How many.
    pub bytes: u64,
    /// How many the file has.
    pub length: u64,
}

/// Told of every step of a long reading, by whichever thread takes it.
pub type Progress<'a> = &'a (dyn Fn(Step<'_>) + Sync);

/// What is asked of a folder; by default nothing but what it says.
#[derive(Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Asked about every ledger row.
    pub watch: Option<Watch<'a>>,
    /// Which lines' rows it must be asked about, where not all: the rest is read at the machine's
    /// speed.
    pub wanted: Option<Wanted<'a>>,
    /// Shown the rows of registers, which then are not kept.
    pub registers: Option<RegisterWatch<'a>>,
    /// Do the ledger's totals tell providers and contracts apart?
    pub providers: bool,
    /// Which months do they tell apart?
    pub periods: Periods<'a>,
    /// Are the rows of partners' books read?
    pub books: bool,
    /// Is the ledger alone read, and no register?
    pub ledger_alone: bool,
    /// Are the ledger's files only looked at, and not folded?
    pub shapes: bool,
    /// Where the totals are taken from, if the ledger itself is not to be read.
    pub totals: Option<&'a GivenTotals>,
    /// Who wants to know how far the reading of ledgers is.
    pub progress: Option<Progress<'a>>,
}
