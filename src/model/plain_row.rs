//! A row of a register that is plain throughout: a reference, words, whole days and an amount, and
//! nothing that would have to be told or looked into.

use super::Field;
use super::contract::{Column, Value};
use super::register_row::RegisterRow;
use crate::source::{Span, Spanned};
use crate::value::{Day, Money};
use std::borrow::Cow;

/// A plain row while it is read; what it does not have is blank.
#[derive(Clone, Copy, Debug)]
pub struct PlainRow<'a> {
    /// Its whole row in the file.
    pub at: Span,
    /// Reference; never blank.
    pub reference: &'a str,
    /// Title, and where it stands.
    pub title: (&'a str, Option<Span>),
    /// Providers as the cell has them.
    pub provider: &'a str,
    /// Partner id or name.
    pub commissioner: &'a str,
    /// Service as written.
    pub service: &'a str,
    /// Areas as the cell has them.
    pub area: &'a str,
    /// Cohorts likewise.
    pub cohort: &'a str,
    /// First day.
    pub starts: Day,
    /// Last day, not before the first; none is open-ended.
    pub ends: Option<Day>,
    /// Above nil: a year's value, or that of its whole length. Never both.
    pub annual: Option<Money>,
    /// See `annual`.
    pub total: Option<Money>,
}

impl<'a> PlainRow<'a> {
    /// The same row as any other.
    pub fn as_read(&self) -> RegisterRow<'a> {
        fn given<T>(value: Option<T>, at: Span) -> Field<T> {
            value.map_or(Field::Absent, |value| Field::Given(Spanned::new(value, at)))
        }
        let mut row = RegisterRow::blank(self.at);
        row.reference = Cow::Borrowed(self.reference);
        row.commissioner = Cow::Borrowed(self.commissioner);
        row.title_at = self.title.1;
        row.starts = given(Some(self.starts), self.at);
        row.ends = given(self.ends, self.at);
        row.annual = given(self.annual.map(Value::Known), self.at);
        row.total = given(self.total.map(Value::Known), self.at);
        let words = [
            (Column::Title, self.title.0),
            (Column::Provider, self.provider),
            (Column::Service, self.service),
            (Column::Area, self.area),
            (Column::Cohort, self.cohort),
        ];
        for (column, words) in words {
            row.say(column, Cow::Borrowed(words));
        }
        row
    }
}

/// A row of a register that is shown to somebody as it comes.
#[derive(Clone, Copy, Debug)]
pub enum RowShown<'a> {
    /// Plain throughout. Whoever cannot take it in so is shown it whole at once.
    Plain(&'a PlainRow<'a>),
    /// Any row.
    Whole(&'a RegisterRow<'a>),
}
