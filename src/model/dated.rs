//! Terms that change with time: a map from year, or from a day, to a value.

use crate::source::{Span, Spanned};
use crate::value::{Day, FinancialYear};

/// From when a value holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// Always: the term was written without a date.
    Always,
    /// For one financial year.
    Year(FinancialYear),
    /// From a day onwards.
    Day(Day),
    /// From a time that could not be read: it may be any.
    Unreadable,
}

impl Since {
    /// The financial year it names or lies in.
    pub fn year(self) -> Option<FinancialYear> {
        match self {
            Since::Year(year) => Some(year),
            Since::Day(day) => Some(FinancialYear::of(day)),
            Since::Always | Since::Unreadable => None,
        }
    }
}

/// A term and its values over time, in the order written.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated<T> {
    /// The values; one that could not be read holds its place and nothing.
    pub values: Vec<(Since, Spanned<Option<T>>)>,
}

impl<T> Default for Dated<T> {
    fn default() -> Dated<T> {
        Dated { values: Vec::new() }
    }
}

impl<T> Dated<T> {
    /// Was nothing written?
    pub fn is_absent(&self) -> bool {
        self.values.is_empty()
    }

    /// Where the term is first written.
    pub fn at(&self) -> Option<Span> {
        self.values.first().map(|(_, v)| v.at)
    }

    /// The value written for this year, for a day within it, or without a date. A term with a
    /// time that could not be read has none that can be relied on.
    pub fn for_year(&self, year: FinancialYear) -> Option<&Spanned<Option<T>>> {
        let of_year = |since: &Since| *since == Since::Always || since.year() == Some(year);
        self.unreadable().or_else(|| {
            let found = self.values.iter().find(|(since, _)| of_year(since));
            found.map(|(_, value)| value)
        })
    }

    /// The value whose time could not be read, if there is one.
    fn unreadable(&self) -> Option<&Spanned<Option<T>>> {
        let found = self.values.iter().find(|(s, _)| *s == Since::Unreadable);
        found.map(|(_, value)| value)
    }

    /// The value in force on a day. What is written for a year holds in that year and in no
    /// other; what is written from a day holds until another begins.
    pub fn on(&self, day: Day) -> Option<&Spanned<Option<T>>> {
        if let Some(unreadable) = self.unreadable() {
            return Some(unreadable);
        }
        let begun = |since: &Since| match since {
            Since::Always => Some(FinancialYear::starting(1990).first_day()),
            Since::Year(year) => (FinancialYear::of(day) == *year).then(|| year.first_day()),
            Since::Day(from) => (*from <= day).then_some(*from),
            Since::Unreadable => None,
        };
        self.values
            .iter()
            .filter_map(|(since, value)| begun(since).map(|from| (from, value)))
            .max_by_key(|(from, _)| *from)
            .map(|(_, value)| value)
    }

    /// Days after `from` and up to `to` on which the term changes.
    pub fn changes_within(&self, from: Day, to: Day) -> Vec<Day> {
        self.values
            .iter()
            .filter_map(|(since, _)| match since {
                Since::Day(day) if *day > from && *day <= to => Some(*day),
                _ => None,
            })
            .collect()
    }
}
