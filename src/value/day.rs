//! Days: civil dates read as people write them, between 1990 and 2100.

use super::count::{FIRST, LAST, count_of, date_of};
use jiff::civil::Date;
use std::fmt;

/// A civil day. Never moved by a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// How dates written with slashes read: `dates:` at the top of `partnership.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlashOrder {
    /// `dd/mm/yyyy`
    DayFirst,
    /// `mm/dd/yyyy`
    MonthFirst,
}

/// A date as written: either one day, or a slash date that needs to be told its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateText {
    /// Only one reading.
    Day(Day),
    /// First number, second number, year.
    Slash(u8, u8, i16),
}

/// Why a text is not a date. Its `Display` is a clause that can follow the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// Nothing there.
    Blank,
    /// `31/02/2025`: the calendar has no such day.
    NoSuchDay,
    /// Before 1990 or after 2100.
    OutOfRange,
    /// `25-04-01`.
    TwoDigitYear,
    /// `######`: a spreadsheet column too narrow when it was saved as text.
    Hashes,
    /// A bare number: a spreadsheet's own count of days.
    SerialNumber,
    /// Anything else.
    NotADate,
}

impl fmt::Display for DayFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DayFault::Blank => "there is no date here",
            DayFault::NoSuchDay => "the calendar has no such day",
            DayFault::OutOfRange => "its year is outside 1990 to 2100",
            DayFault::TwoDigitYear => "its year has only two digits",
            DayFault::Hashes => {
                "the spreadsheet's column was too narrow when it was saved: the date is lost"
            }
            DayFault::SerialNumber => "a bare number is a spreadsheet's count of days, not a date",
            DayFault::NotADate => "it is not a date",
        })
    }
}

impl SlashOrder {
    /// Reads `dd/mm/yyyy` or `mm/dd/yyyy`.
    pub fn parse(text: &str) -> Option<SlashOrder> {
        match text.trim().to_ascii_lowercase().as_str() {
            "dd/mm/yyyy" => Some(SlashOrder::DayFirst),
            "mm/dd/yyyy" => Some(SlashOrder::MonthFirst),
            _ => None,
        }
    }
}

impl DateText {
    /// The day meant, slashes read in this order.
    pub fn in_order(self, order: SlashOrder) -> Result<Day, DayFault> {
        match self {
            DateText::Day(day) => Ok(day),
            DateText::Slash(a, b, year) => match order {
                SlashOrder::DayFirst => Day::of(year, b, a),
                SlashOrder::MonthFirst => Day::of(year, a, b),
            },
        }
    }
}

impl Day {
    /// A day of the calendar; refused outside 1990–2100.
    pub fn of(year: i16, month: u8, day: u8) -> Result<Day, DayFault> {
        if !(1990..=2100).contains(&year) {
            return Err(DayFault::OutOfRange);
        }
        let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
            return Err(DayFault::NoSuchDay);
        };
        Date::new(year, month, day)
            .map(Day)
            .map_err(|_| DayFault::NoSuchDay)
    }

    /// Reads `2026-03-31` and nothing else, at once; `parse` takes the rest.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let (year, month, day) = iso(text.as_bytes())?;
        Day::of(year, month, day).ok()
    }

    /// Reads any form but slashes: for arguments and for files that say no order.
    pub fn parse(text: &str) -> Result<Day, DayFault> {
        match read_date(text)? {
            DateText::Day(day) => Ok(day),
            DateText::Slash(..) => Err(DayFault::NotADate),
        }
    }

    /// Year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// Days since 1 January 1970, for sorting and counting.
    pub fn number(self) -> i32 {
        count_of((self.0.year(), self.0.month(), self.0.day()))
    }

    /// The day so many days since 1 January 1970; outside 1990–2100 the nearest within.
    pub fn of_number(number: i32) -> Day {
        let (year, month, day) = date_of(number.clamp(FIRST, LAST));
        Day(Date::constant(year, month, day))
    }

    /// The day `days` later (earlier when below zero); stays inside 1990–2100.
    pub fn plus(self, days: i32) -> Day {
        let moved = self.0.saturating_add(jiff::Span::new().days(days));
        Day(moved.clamp(Date::constant(1990, 1, 1), Date::constant(2100, 12, 31)))
    }

    /// The same day so many months later, or the last day of that month.
    pub fn plus_months(self, months: i32) -> Day {
        let moved = self.0.saturating_add(jiff::Span::new().months(months));
        Day(moved.min(Date::constant(2100, 12, 31)))
    }

    /// Days from this day to a later one, both included; nil or below if `to` is earlier.
    pub fn days_to(self, to: Day) -> i32 {
        to.number() - self.number() + 1
    }

    /// As people read it in a sentence: `31 March 2025`.
    pub fn long(self) -> String {
        format!(
            "{} {} {}",
            self.day(),
            MONTHS[self.month_index()],
            self.year()
        )
    }

    /// As people read it in a table: `31 Mar 2025`.
    pub fn short(self) -> String {
        let month = &MONTHS[self.month_index()][..3];
        format!("{} {month} {}", self.day(), self.year())
    }

    fn month_index(self) -> usize {
        usize::from(self.month()) - 1
    }
}

/// `2025-03-31`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads `2025-04-01`, `1 April 2025`, `01-Apr-25`, slashes, and timestamps (which keep the day
/// they were written with). Two-digit years only where the month is a word: 90–99 are 1990s.
pub fn read_date(text: &str) -> Result<DateText, DayFault> {
    if let Some((year, month, day)) = iso(text.as_bytes()) {
        return Day::of(year, month, day).map(DateText::Day);
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    if text.is_empty() {
        return Err(DayFault::Blank);
    }
    if text.bytes().all(|b| b == b'#') {
        return Err(DayFault::Hashes);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DayFault::SerialNumber);
    }
    let text = without_time(text);
    let parts: Vec<&str> = text
        .split(['-', '/', ' ', '.'])
        .filter(|p| !p.is_empty())
        .collect();
    let [a, b, c] = parts.as_slice() else {
        return Err(DayFault::NotADate);
    };
    if let Some(month) = month_named(b) {
        return Ok(DateText::Day(Day::of(
            year_of(c, true)?,
            month,
            number(ordinal(a))?,
        )?));
    }
    if text.contains('/') || text.contains('.') {
        if a.len() == 4 {
            return Ok(DateText::Day(Day::of(
                year_of(a, false)?,
                number(b)?,
                number(c)?,
            )?));
        }
        return Ok(DateText::Slash(number(a)?, number(b)?, year_of(c, false)?));
    }
    if !text.contains('-') {
        return Err(DayFault::NotADate);
    }
    if a.len() == 4 {
        return Ok(DateText::Day(Day::of(
            year_of(a, false)?,
            number(b)?,
            number(c)?,
        )?));
    }
    if c.len() == 4 {
        return Ok(DateText::Slash(number(a)?, number(b)?, year_of(c, false)?));
    }
    match (number(a), number(b), number(c)) {
        (Ok(_), Ok(_), Ok(_)) => Err(DayFault::TwoDigitYear),
        _ => Err(DayFault::NotADate),
    }
}

/// `2025-04-01`, as most files have it: told at once.
fn iso(text: &[u8]) -> Option<(i16, u8, u8)> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = text else {
        return None;
    };
    let digits = [a, b, c, d, e, f, g, h];
    if !digits.iter().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let two = |tens: &u8, ones: &u8| (tens - b'0') * 10 + (ones - b'0');
    let year = i16::from(two(a, b)) * 100 + i16::from(two(c, d));
    Some((year, two(e, f), two(g, h)))
}

/// Drops a time of day: `2020-09-29T17:15:24Z`, `01/04/2025 00:00:00`.
fn without_time(text: &str) -> &str {
    let at = text
        .char_indices()
        .find(|(i, c)| (*c == 'T' && *i >= 8) || (*c == ' ' && text[*i..].contains(':')));
    match at {
        Some((i, 'T')) if !text[i + 1..].starts_with(|c: char| c.is_ascii_digit()) => text,
        Some((i, _)) => text[..i].trim_end(),
        None => text,
    }
}

fn ordinal(text: &str) -> &str {
    for end in ["st", "nd", "rd", "th"] {
        if let Some(rest) = text.strip_suffix(end) {
            return rest;
        }
    }
    text
}

fn number(text: &str) -> Result<u8, DayFault> {
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DayFault::NotADate);
    }
    text.parse().map_err(|_| DayFault::NotADate)
}

fn year_of(text: &str, short_allowed: bool) -> Result<i16, DayFault> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DayFault::NotADate);
    }
    let year: i16 = text.parse().map_err(|_| DayFault::NotADate)?;
    match (text.len(), short_allowed) {
        (4, _) => Ok(year),
        (2, true) => Ok(if year >= 90 { 1900 + year } else { 2000 + year }),
        (2, false) => Err(DayFault::TwoDigitYear),
        _ => Err(DayFault::NotADate),
    }
}

fn month_named(text: &str) -> Option<u8> {
    let text = text.trim_end_matches(',').to_ascii_lowercase();
    if text.len() < 3 || !text.is_ascii() {
        return None;
    }
    let at = MONTHS.iter().position(|m| {
        let m = m.to_ascii_lowercase();
        m == text || m[..3] == text || (text == "sept" && m == "september")
    })?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2025-04-01",
            "1 April 2025",
            "01-Apr-25",
            "1st April 2025",
            " 1 Apr 2025 ",
            "2025-04-01T23:59:00Z",
            "2025/04/01",
        ] {
            assert_eq!(
                Day::parse(text).map(|d| d.to_string()),
                Ok("2025-04-01".into()),
                "{text}"
            );
        }
        let slash = read_date("01/04/2025").unwrap();
        assert_eq!(slash, DateText::Slash(1, 4, 2025));
        let read = |o| slash.in_order(o).unwrap().to_string();
        assert_eq!(read(SlashOrder::DayFirst), "2025-04-01");
        assert_eq!(read(SlashOrder::MonthFirst), "2025-01-04");
        assert_eq!(
            read_date("01/04/2025 00:00:00"),
            Ok(DateText::Slash(1, 4, 2025))
        );
    }

    #[test]
    fn what_is_not_a_date_says_why() {
        for (text, want) in [
            ("", DayFault::Blank),
            ("######", DayFault::Hashes),
            ("45748", DayFault::SerialNumber),
            ("2025-02-31", DayFault::NoSuchDay),
            ("25-04-01", DayFault::TwoDigitYear),
            ("1/4/25", DayFault::TwoDigitYear),
            ("1889-04-01", DayFault::OutOfRange),
            ("2101-01-01", DayFault::OutOfRange),
            ("soon", DayFault::NotADate),
            ("Oct-25", DayFault::NotADate),
            ("2025-13-01", DayFault::NoSuchDay),
        ] {
            assert_eq!(read_date(text), Err(want), "{text}");
        }
        let slash = read_date("31/02/2025").unwrap();
        assert_eq!(
            slash.in_order(SlashOrder::DayFirst),
            Err(DayFault::NoSuchDay)
        );
    }

    #[test]
    fn days_are_counted_with_both_ends() {
        let start = Day::parse("2025-03-01").unwrap();
        assert_eq!(start.days_to(Day::parse("2025-03-31").unwrap()), 31);
        assert_eq!(start.plus(-1).to_string(), "2025-02-28");
        assert_eq!(
            Day::parse("2025-01-31").unwrap().plus_months(1).to_string(),
            "2025-02-28"
        );
        assert_eq!(start.long(), "1 March 2025");
    }
}
