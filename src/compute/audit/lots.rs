//! Rows of one contract with their values and capacities: whether they give one price of a unit.

use super::contract::{Worth, worth_of};
use super::days::{DayNumber, RowDays};
use super::terms::{TermsSoFar, hundredths};
use crate::model::RegisterRow;
use crate::value::folded;

/// What one row says of how much is bought.
#[derive(Debug)]
pub(super) struct Lot {
    /// First day, and the last that was planned.
    days: (DayNumber, DayNumber),
    value: Worth,
    /// In hundredths of a unit.
    capacity: Option<i128>,
    /// Folded.
    unit: String,
}

impl Lot {
    pub(super) fn of(row: &RegisterRow<'_>, days: RowDays) -> Lot {
        Lot {
            days: (days.starts, days.planned),
            value: worth_of(row),
            capacity: hundredths(row.terms.capacity.trim()),
            unit: folded(row.terms.unit.trim()),
        }
    }

    /// The first row of a contract, when another comes.
    pub(super) fn first(days: RowDays, value: Worth, said: Option<&TermsSoFar>) -> Lot {
        Lot {
            days: (days.starts, days.planned),
            value,
            capacity: said.and_then(TermsSoFar::capacity),
            unit: said.map(TermsSoFar::unit).unwrap_or_default(),
        }
    }
}

/// The capacity that every row which has one repeats.
pub(super) fn repeated(lots: &[Lot]) -> Option<i128> {
    let mut all = lots.iter().filter_map(|lot| lot.capacity);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// Why rows give no one price. Values that are alike count once, as capacities do; others are added.
/// Were one counted once and the other added, the price would be none of theirs.
pub(super) fn no_price(lots: &[Lot]) -> Option<&'static str> {
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
        .any(|l| (l.value != Worth::default()) != l.capacity.is_some())
        && !rest.is_empty()
    {
        return Some("not each of its rows has both a value and a capacity");
    }
    let known = lots.iter().map(|lot| lot.value);
    let mut values = known.filter(|value| *value != Worth::default());
    let value = values.next();
    let alike = values.all(|other| Some(other) == value);
    (alike != repeated(lots).is_some() && value.is_some())
        .then_some("its rows differ in one of value and capacity, and are alike in the other")
}
