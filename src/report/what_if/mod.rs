//! What if: sweeps, exposure, another risk share on the same figures, and a simulation.

mod asked;
pub mod exposure;
mod failing;
pub mod instead;
pub mod simulation;
pub mod sweep;

pub use asked::Asked;

use super::riskshare::sections::{nothing_computed, with_place};
use super::{Cell, Table};
use crate::compute::outturn::Around;
use crate::model::Party;
use crate::value::Money;

/// What the changes start from, in words.
fn starting_from(around: Around) -> &'static str {
    match around {
        Around::Outturn => "the out-turn; the baseline of a scheme that has none yet",
        Around::Baseline => "the baseline of every scheme",
    }
}

/// A money cell for each party, nil where it has no share.
fn shares_of(
    parties: &[Party],
    share: impl Fn(Party) -> Option<Money>,
) -> impl Iterator<Item = Cell> {
    let cells: Vec<Cell> = parties
        .iter()
        .map(|party| Cell::Money(share(*party).unwrap_or_default()))
        .collect();
    cells.into_iter()
}

/// A table whose columns after the first `plain` hold figures.
fn table(headings: &[String], plain: usize) -> Table {
    let names: Vec<&str> = headings.iter().map(String::as_str).collect();
    let figures: Vec<usize> = (plain..names.len()).collect();
    Table::new(&names, &figures)
}
