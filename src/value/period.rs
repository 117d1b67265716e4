//! Periods: the financial year from April to March, its quarters and its months.

use super::Day;
use super::day::MONTHS;
use std::fmt;

/// A financial year by the calendar year it starts in: 2025 is `2025-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear(i16);

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The financial year it falls in.
    pub year: FinancialYear,
    /// 1 is April, 12 is March.
    pub number: u8,
}

/// A period of reporting that ends with a whole month, counted from the year's first of April.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// `2025-26-Q2`: to the end of that quarter.
    Quarter(FinancialYear, u8),
    /// `2025-26-M07`: to the end of that month, M01 being April.
    Month(FinancialYear, u8),
}

impl FinancialYear {
    /// The year that begins in April of this calendar year.
    pub fn starting(year: i16) -> FinancialYear {
        FinancialYear(year)
    }

    /// Reads `2025-26`: the second number is the first plus one.
    pub fn parse(text: &str) -> Option<FinancialYear> {
        let (first, second) = text.trim().split_once('-')?;
        if first.len() != 4 || second.len() != 2 {
            return None;
        }
        let first: i16 = digits(first)?;
        let second: i16 = digits(second)?;
        let fits = (1990..=2100).contains(&first) && (first + 1) % 100 == second;
        fits.then_some(FinancialYear(first))
    }

    /// The year a day falls in.
    pub fn of(day: Day) -> FinancialYear {
        FinancialYear(if day.month() >= 4 {
            day.year()
        } else {
            day.year() - 1
        })
    }

    /// 1 April.
    pub fn first_day(self) -> Day {
        // Every year a file can hold lies inside the calendar's range.
        Day::of(self.0.clamp(1990, 2100), 4, 1).unwrap_or_else(|_| earliest())
    }

    /// 31 March of the next calendar year.
    pub fn last_day(self) -> Day {
        Day::of((self.0 + 1).clamp(1990, 2100), 3, 31).unwrap_or_else(|_| earliest())
    }

    /// The calendar year it starts in.
    pub fn start(self) -> i16 {
        self.0
    }

    /// The year after.
    pub fn next(self) -> FinancialYear {
        FinancialYear(self.0 + 1)
    }
}

fn earliest() -> Day {
    // 1 January 1990 is always a day.
    Day::parse("1990-01-01").unwrap_or_else(|_| unreachable!("1 January 1990 is a day"))
}

fn digits(text: &str) -> Option<i16> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

impl Month {
    /// The month a day falls in.
    pub fn of(day: Day) -> Month {
        Month {
            year: FinancialYear::of(day),
            number: (day.month() + 8) % 12 + 1,
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        let months = i32::from(self.number) - 1;
        self.year.first_day().plus_months(months)
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        let start = self.year.first_day();
        start.plus_months(i32::from(self.number)).plus(-1)
    }

    /// `April`, or `April to September`: months of the financial year, 1 being April.
    pub fn names(from: u8, to: u8) -> String {
        match from == to {
            true => Month::name_of(from).to_owned(),
            false => format!("{} to {}", Month::name_of(from), Month::name_of(to)),
        }
    }

    /// The name of a month of the financial year, 1 being April.
    pub fn name_of(number: u8) -> &'static str {
        MONTHS[(usize::from(number.clamp(1, 12)) + 2) % 12]
    }
}

impl Period {
    /// Reads `2025-26` (its fourth quarter), `2025-26-Q2`, `2025-26-M07` and `2025-10`.
    pub fn parse(text: &str) -> Option<Period> {
        let text = text.trim();
        if let Some(year) = FinancialYear::parse(text) {
            return Some(Period::Quarter(year, 4));
        }
        if text.len() == 7 && text.is_ascii() {
            let (year, month) = text.split_once('-')?;
            let month = u8::try_from(digits(month)?).ok()?;
            let month = Month::of(Day::of(digits(year)?, month, 1).ok()?);
            return Some(Period::Month(month.year, month.number));
        }
        let (year, part) = text.rsplit_once('-')?;
        let year = FinancialYear::parse(year)?;
        let number = u8::try_from(digits(part.get(1..)?)?).ok()?;
        match part.get(..1)? {
            "Q" | "q" if (1..=4).contains(&number) && part.len() == 2 => {
                Some(Period::Quarter(year, number))
            }
            "M" | "m" if (1..=12).contains(&number) && part.len() == 3 => {
                Some(Period::Month(year, number))
            }
            _ => None,
        }
    }

    /// Reads one given on the command line, in words for whoever gave it.
    pub fn from_argument(text: &str) -> Result<Period, String> {
        Period::parse(text).ok_or_else(|| {
            "write a period as 2025-26-Q2, 2025-26-M07 (M01 is April), 2025-10 or 2025-26"
                .to_owned()
        })
    }

    /// The financial year it belongs to.
    pub fn year(self) -> FinancialYear {
        match self {
            Period::Quarter(year, _) | Period::Month(year, _) => year,
        }
    }

    /// Months from April to its end, 1 to 12.
    pub fn months_gone(self) -> u8 {
        match self {
            Period::Quarter(_, quarter) => quarter * 3,
            Period::Month(_, month) => month,
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        let months = i32::from(self.months_gone());
        self.year().first_day().plus_months(months).plus(-1)
    }

    /// Does it end with the financial year?
    pub fn is_whole_year(self) -> bool {
        self.months_gone() == 12
    }
}

/// The last quarter that had ended before this day.
pub fn last_full_quarter(as_at: Day) -> Period {
    let month = Month::of(as_at);
    match (month.number - 1) / 3 {
        0 => Period::Quarter(FinancialYear(month.year.0 - 1), 4),
        quarter => Period::Quarter(month.year, quarter),
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{:02}", self.0, (self.0 + 1) % 100))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-M{:02}", self.year, self.number)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Period::Month(year, month) => write!(f, "{year}-M{month:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> String {
        Period::parse(text).unwrap().last_day().to_string()
    }

    #[test]
    fn periods_end_where_their_month_ends() {
        assert_eq!(end("2025-26"), "2026-03-31");
        assert_eq!(end("2025-26-Q2"), "2025-09-30");
        assert_eq!(end("2025-26-M07"), "2025-10-31");
        assert_eq!(end("2025-10"), "2025-10-31");
        assert_eq!(end("2023-24-M11"), "2024-02-29");
        assert_eq!(Period::parse("2010-11").unwrap().to_string(), "2010-11-Q4");
        for text in [
            "2025-27",
            "2025-26-Q5",
            "2025-26-M7",
            "2025-13",
            "25-26",
            "",
            "2025-26-é",
        ] {
            assert!(Period::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn months_are_named_from_april() {
        assert_eq!(Month::name_of(1), "April");
        assert_eq!(Month::name_of(10), "January");
        assert_eq!(Month::name_of(12), "March");
    }

    #[test]
    fn the_last_full_quarter_has_ended_before_the_day() {
        let last = |d| last_full_quarter(Day::parse(d).unwrap()).to_string();
        assert_eq!(last("2025-10-20"), "2025-26-Q2");
        assert_eq!(last("2025-09-30"), "2025-26-Q1");
        assert_eq!(last("2026-06-30"), "2025-26-Q4");
        assert_eq!(last("2026-01-01"), "2025-26-Q3");
    }
}
