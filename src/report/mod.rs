//! What a command has to say of figures: typed tables and sentences. Money stays money until it
//! is drawn; nothing here formats a number into a table.

pub mod audit;
mod chart;
pub mod columns;
mod defined_twice;
pub mod flows;
pub mod matters;
mod missing;
pub mod movement;
pub mod pool;
pub mod reconcile;
pub mod riskshare;
mod sankey;
mod several;
mod sources;
mod surroundings;
mod table;
pub mod totals;
pub mod what_if;
mod wire;

pub use chart::{Chart, Lane, MARKS, Shade};
pub use defined_twice::all as defined_twice;
pub use missing::left_out;
pub use sankey::{Ribbon, Sankey, Station, Tone};
pub use several::{counted, listed};
pub use surroundings::{OnTotals, Surroundings};
pub use table::{Cell, Column, Row, Table, text};
pub use wire::Wire;

use crate::value::Money;

use std::cell::LazyCell;

/// A report.
pub struct Report {
    /// Its title.
    pub title: String,
    /// What it shows, in order.
    pub parts: Later<Vec<Part>>,
    /// The same figures as one tidy table, for spreadsheets.
    pub data: Later<Table>,
    /// The same figures as a wire format, drawn only when asked for.
    pub wire: Box<dyn Fn() -> Wire>,
    /// Could anything not be computed?
    pub incomplete: bool,
}

/// Something made when it is first looked at: one format is drawn of several, and of ten thousand
/// schemes the others would cost as much again.
pub type Later<T> = LazyCell<T, Box<dyn FnOnce() -> T>>;

/// To be made when it is first looked at.
pub(crate) fn later<T>(make: impl FnOnce() -> T + 'static) -> Later<T> {
    LazyCell::new(Box::new(make))
}

/// Made already.
pub(crate) fn ready<T: 'static>(made: T) -> Later<T> {
    later(move || made)
}

/// One part of a report.
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Sentence(String),
    /// Lines as they are, to be copied.
    Verbatim(String),
    /// A list.
    List(Vec<String>),
    /// Facts: name and value.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// Things one below the other, each with a state before it and lines under it.
    Entries(Vec<Entry>),
    /// Amounts one below the other, each with its working under it.
    Worked(Vec<Worked>),
    /// A picture of days.
    Chart(Chart),
    /// A picture of flows.
    Sankey(Sankey),
}

/// An amount and how it comes about.
pub struct Worked {
    /// What it is.
    pub name: String,
    /// How much.
    pub amount: Money,
    /// What is to be said of it; may be nothing.
    pub said: String,
    /// The working, line by line.
    pub lines: Vec<String>,
}

/// One thing of a list and how it stands.
pub struct Entry {
    /// How it stands, in one word.
    pub state: &'static str,
    /// What it is.
    pub name: String,
    /// Where that is shown.
    pub shown_by: String,
    /// What is to be said of it.
    pub lines: Vec<String>,
}
