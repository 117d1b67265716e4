//! Rows of one contract with their values and capacities: whether they give one price of a unit.

use super::contract::worth_of_row;
use crate::model::ContractRow;
use crate::value::{Day, Money};

/// What one row says of how much is bought.
pub(super) struct Lot<'a> {
    days: (Option<&'a Day>, Option<&'a Day>),
    /// Is it a year's value, and how much?
    value: Option<(bool, Money)>,
    /// In hundredths of a unit.
    pub(super) capacity: Option<i128>,
    /// Folded.
    pub(super) unit: String,
}

impl<'a> Lot<'a> {
    /// A row before its capacity and unit are read.
    pub(super) fn of(row: &'a ContractRow) -> Lot<'a> {
        Lot {
            days: (row.starts.value(), row.ends.value()),
            value: worth_of_row(row),
            capacity: None,
            unit: String::new(),
        }
    }
}

/// The capacity that every row which has one repeats.
pub(super) fn repeated(lots: &[Lot<'_>]) -> Option<i128> {
    let mut all = lots.iter().filter_map(|lot| lot.capacity);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// Why rows give no one price. Values that are alike count once, as capacities do; others are added.
/// Were one counted once and the other added, the price would be none of theirs.
pub(super) fn no_price(lots: &[Lot<'_>]) -> Option<&'static str> {
    let [first, rest @ ..] = lots else {
        return None;
    };
    let mut units = lots.iter().map(|l| &l.unit).filter(|u| !u.is_empty());
    let unit = units.next();
    if unit.is_some_and(|unit| units.any(|other| other != unit)) {
        return Some("its rows are in different units");
    }
    if rest.iter().any(|lot| lot.days != first.days) {
        return Some("its rows are of different dates");
    }
    if lots
        .iter()
        .any(|l| l.value.is_some() != l.capacity.is_some())
        && !rest.is_empty()
    {
        return Some("not each of its rows has both a value and a capacity");
    }
    let mut values = lots.iter().filter_map(|lot| lot.value);
    let value = values.next();
    let alike = values.all(|other| Some(other) == value);
    (alike != repeated(lots).is_some() && value.is_some())
        .then_some("its rows differ in one of value and capacity, and are alike in the other")
}
