//! What month a date is of, told by its bytes once a date of the month was read.

use super::memo::{Memo, RawRow, Run};
use crate::value::{Day, Month};

/// Spellings kept at once of dates that are not written `2025-06-20`.
const MOST: usize = 16 * 1024;
const MOST_BYTES: usize = 1024 * 1024;
const PLACES: usize = 64;

/// The numbers of months by the spelling of a date.
pub(super) struct Days {
    /// By the first eight bytes of a date: `2025-06-`.
    months: [Place; PLACES],
    /// Dates written another way, or of months whose place is taken.
    others: Memo,
}

#[derive(Clone, Copy, Default)]
struct Place {
    /// The eight bytes; nought where there is nothing.
    written: u64,
    days: u32,
    month: u32,
}

impl Days {
    /// The number of a date's month, if it is known.
    #[inline(always)]
    pub(super) fn find(&mut self, row: RawRow<'_>, run: Run) -> Option<u32> {
        let (from, to) = row.bounds(run);
        if let Ok(date) = <&[u8; 10]>::try_from(&row.held[from..to]) {
            let [month @ .., tens, ones] = date;
            let place = &self.months[place_of(u64::from_le_bytes(*month))];
            let (tens, ones) = (figure(*tens), figure(*ones));
            let of_month = (tens * 10 + ones).wrapping_sub(1) < place.days;
            if (u64::from_le_bytes(*month) == place.written) & (ones < 10) & of_month {
                return Some(place.month);
            }
        }
        self.others.find(row, &[run])
    }

    /// Keeps the number of the month that a date as it is written is of.
    pub(super) fn learn(&mut self, row: RawRow<'_>, run: Run, date: Day, month: u32) {
        let cell = row.run(run);
        if let (Some(first), true) = (cell.first_chunk(), cell == date.to_string().as_bytes()) {
            let written = u64::from_le_bytes(*first);
            let place = &mut self.months[place_of(written)];
            if place.written == 0 {
                *place = Place {
                    written,
                    days: u32::from(Month::of(date).last_day().day()),
                    month,
                };
                return;
            }
        }
        if self.others.holds(MOST, MOST_BYTES) {
            self.others = Memo::default();
        }
        self.others.learn(row, &[run], month);
    }
}

impl Default for Days {
    fn default() -> Days {
        Days {
            months: [Place::default(); PLACES],
            others: Memo::default(),
        }
    }
}

fn place_of(written: u64) -> usize {
    // The topmost six bits depend on all others.
    (written.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as usize
}

fn figure(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_a_month_that_is_known_is_known_and_no_other() {
        let run = Run { first: 0, last: 0 };
        let mut days = Days::default();
        let row = |text: &'static str| RawRow {
            held: text.as_bytes(),
            edges: if text.len() == 10 {
                &[u32::MAX, 10]
            } else {
                &[u32::MAX, 7]
            },
        };
        let day = |year, month, day| Day::of(year, month, day).unwrap();
        days.learn(row("2025-06-20"), run, day(2025, 6, 20), 3);
        days.learn(row("2026-02-03"), run, day(2026, 2, 3), 4);
        days.learn(row("3/10/25"), run, day(2025, 10, 3), 5);
        let known = [
            ("2025-06-01", Some(3)),
            ("2025-06-30", Some(3)),
            ("2025-06-31", None),
            ("2025-06-00", None),
            ("2025-06-3 ", None),
            ("2025-06-2:", None),
            ("2025-06-/9", None),
            ("2026-02-28", Some(4)),
            ("2026-02-29", None),
            ("2025-07-01", None),
            ("3/10/25", Some(5)),
            ("4/10/25", None),
        ];
        for (text, month) in known {
            assert_eq!(days.find(row(text), run), month, "{text}");
        }
    }

    #[test]
    fn months_without_a_place_of_their_own_are_known_too() {
        let run = Run { first: 0, last: 0 };
        let mut days = Days::default();
        let all: Vec<Day> = (0..120).map(|i| Day::of_number(0).plus_months(i)).collect();
        let find = |days: &mut Days, at: usize, learn: bool| {
            let text = all[at].to_string();
            let row = RawRow {
                held: text.as_bytes(),
                edges: &[u32::MAX, 10],
            };
            let number = u32::try_from(at).unwrap();
            if learn && days.find(row, run).is_none() {
                days.learn(row, run, all[at], number);
            }
            assert_eq!(days.find(row, run), Some(number));
        };
        (0..120).for_each(|at| find(&mut days, at, true));
        (0..120).for_each(|at| find(&mut days, at, false));
    }
}
