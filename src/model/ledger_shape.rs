//! A ledger file as it lies there, unread: which of its headings stands for what.

use crate::value::{Day, SlashOrder};

/// One ledger file, for those who read it elsewhere.
#[derive(Clone, Debug)]
pub struct LedgerShape {
    /// Its name within the folder.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// Its headings as written.
    pub heading: Vec<String>,
    /// Column of the ledger, and what says it.
    pub columns: Vec<(&'static str, CellOf)>,
    /// One column a month: the cell and the first day of the month.
    pub months: Vec<(usize, Day)>,
    /// Cells that may hold the word for a total, by position.
    pub totals_in: Vec<usize>,
    /// Lines above the heading.
    pub skip_rows: usize,
    /// The word its rows end at.
    pub stop_at: Option<String>,
    /// The encoding it is in.
    pub encoding: String,
    /// How its slash dates read, if the folder says.
    pub slashes: Option<SlashOrder>,
}

/// What says a column.
#[derive(Clone, Debug)]
pub enum CellOf {
    /// The cell below this heading, by position.
    Heading(usize),
    /// The same on every row.
    Constant(String),
    /// The cell below this heading, looked up: code and meaning, in order of the code.
    LookedUp(usize, Vec<(String, String)>),
}
