//! From when to when a row of a register is in force, as days in a row; why not, where it cannot
//! be told.

use crate::model::{Field, RegisterRow};
use crate::value::Day;

/// Days since 1 January 1970; open ends stand beyond every day.
pub(super) type DayNumber = i32;

/// An end that is not known.
pub(super) const OPEN: DayNumber = i32::MAX;

/// The days of one row.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowDays {
    pub(super) starts: DayNumber,
    /// The end its register planned, where it can be read: the length a total value is for.
    pub(super) planned: DayNumber,
    /// Last day of firm cover.
    pub(super) firm: DayNumber,
    /// Last day of possible cover, extensions used.
    pub(super) possible: DayNumber,
}

/// Why a row could not be placed.
pub(super) struct NotPlaced {
    pub(super) why: String,
    /// Has reading the file told it already?
    pub(super) told: bool,
}

/// The days of a row.
pub(super) fn of(row: &RegisterRow<'_>) -> Result<RowDays, NotPlaced> {
    let told = |why: &str| NotPlaced {
        why: why.to_owned(),
        told: true,
    };
    let starts = match &row.starts {
        Field::Given(day) => day.value,
        Field::Absent => return Err(told("it has no start date")),
        Field::Unreadable(_) => return Err(told("its start date cannot be read")),
    };
    let early = row.ended_on.value().copied();
    let unreadable =
        row.ended_on.unreadable().is_some() || (early.is_none() && row.ends.unreadable().is_some());
    if unreadable {
        return Err(told("its end date cannot be read"));
    }
    let planned = row.ends.value().copied();
    let last = early.or(planned);
    if let Some(last) = last.filter(|last| *last < starts) {
        let verb = if early.is_some() { "ended" } else { "ends" };
        return Err(NotPlaced {
            why: format!(
                "it {verb} on {}, before it starts on {}",
                last.long(),
                starts.long()
            ),
            told: false,
        });
    }
    let number = |day: Option<Day>| day.map_or(OPEN, Day::number);
    let firm = number(last);
    let extended = row.extends_to.value().map_or(firm, |day| day.number());
    Ok(RowDays {
        starts: starts.number(),
        planned: number(planned),
        firm,
        // A contract that was ended early can no longer be extended.
        possible: if early.is_some() {
            firm
        } else {
            firm.max(extended)
        },
    })
}

/// The day with this number; one beyond the calendar, as an open end is, is the calendar's last.
pub(super) fn day(number: DayNumber) -> Day {
    Day::of_number(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_end_is_no_day_beyond_the_calendar() {
        assert_eq!(day(20_179).to_string(), "2025-04-01");
        assert_eq!(day(OPEN).to_string(), "2100-12-31");
    }
}
