//! Terms of a contract that decide what can still be done about it: notice, break clause, payment,
//! outcomes, units. Read from the register's own cells, and only of contracts not yet ended.

use super::lots::{self, Lot};
use crate::model::{Column, Register, RegisterRow, TermCells};
use crate::source::{Sources, Span};
use crate::value::{DateText, Day, SlashOrder, folded, read_date};
use std::borrow::Cow;

/// What a column says of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said<T> {
    /// The register has no such column, or leaves it blank.
    Nothing,
    /// It says this.
    Given(T),
    /// It cannot be read: the place, and the words.
    Unreadable(Span, String),
}

impl<T> Said<T> {
    /// What it says, if it can be read.
    pub fn value(&self) -> Option<&T> {
        match self {
            Said::Given(value) => Some(value),
            _ => None,
        }
    }
}

/// The terms of one contract.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Months of notice; the longest of its rows.
    pub notice_months: Said<i32>,
    /// The day a break clause falls on; the earliest of its rows from the day asked about.
    pub break_on: Said<Day>,
    /// Does a row say how it is paid, and is it by block?
    pub block: Option<bool>,
    /// Has it outcome measures? None where the register has no such column.
    pub outcomes: Option<bool>,
    /// Is it paid by outcomes?
    pub paid_by_outcomes: bool,
    /// Hundredths of units it buys: rows that all say the same count once, else they add.
    pub capacity: Said<i128>,
    /// What a unit is, as written.
    pub unit: String,
    /// Why its rows give no price of a unit, where they do not.
    pub no_price: Option<&'static str>,
    /// Schemes it serves, folded; blank ones left out.
    pub schemes: Vec<String>,
    /// Has the register a column for the scheme?
    pub says_scheme: bool,
}

impl Terms {
    /// What is known of a contract whose rows say nothing.
    pub(super) fn silent(register: &Register) -> Terms {
        Terms {
            notice_months: Said::Nothing,
            break_on: Said::Nothing,
            block: None,
            outcomes: register.has.contains(&Column::Outcomes).then_some(false),
            paid_by_outcomes: false,
            capacity: Said::Nothing,
            unit: String::new(),
            no_price: None,
            schemes: Vec::new(),
            says_scheme: register.has.contains(&Column::Scheme),
        }
    }
}

/// The terms of one contract while its rows come. What cannot be read is placed at its row.
pub(super) struct TermsSoFar {
    terms: Terms,
}

impl TermsSoFar {
    /// Has a row any of the terms?
    pub(super) fn any(row: &RegisterRow<'_>) -> bool {
        let TermCells {
            notice,
            break_on,
            payment,
            outcomes,
            capacity,
            unit,
            form: _,
        } = &row.terms;
        let cells = [
            notice,
            break_on,
            payment,
            outcomes,
            capacity,
            unit,
            &row.scheme,
        ];
        cells.iter().any(|cell| !cell.is_empty())
    }

    pub(super) fn new(register: &Register) -> TermsSoFar {
        TermsSoFar {
            terms: Terms::silent(register),
        }
    }

    /// What the rows so far come to, in hundredths of a unit.
    pub(super) fn capacity(&self) -> Option<i128> {
        self.terms.capacity.value().copied()
    }

    /// What a unit is, folded.
    pub(super) fn unit(&self) -> String {
        folded(&self.terms.unit)
    }

    /// Joins what one more row says. `order` is how slashes read.
    pub(super) fn add(&mut self, row: &RegisterRow<'_>, as_at: Day, order: Option<SlashOrder>) {
        let terms = &mut self.terms;
        if !row.scheme.is_empty() {
            terms.schemes.push(folded(&row.scheme));
        }
        let cell = |text: &Cow<'_, str>| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let unreadable = |text: &str| (row.at, text.to_owned());
        if let Some(text) = cell(&row.terms.notice) {
            let longest = |a: i32, b: i32| a.max(b);
            let (said, read) = (&mut terms.notice_months, months(&text));
            add(said, read, longest, || unreadable(&text));
        }
        if let Some(text) = cell(&row.terms.break_on) {
            match day(&text, order) {
                // A break that has gone by decides nothing any more.
                Some(day) if day < as_at => {}
                read => add(&mut terms.break_on, read, Day::min, || unreadable(&text)),
            }
        }
        if let Some(text) = cell(&row.terms.payment) {
            let word = folded(&text);
            terms.block = Some(terms.block == Some(true) || word.contains("block"));
            terms.paid_by_outcomes |= word.contains("outcome");
        }
        if let Some(text) = cell(&row.terms.outcomes) {
            let none = ["no", "n", "none", "nil", "-", "false", "0", "tbc", "n/a"];
            let some = !none.contains(&folded(&text).as_str());
            terms.outcomes = Some(terms.outcomes == Some(true) || some);
        }
        if let Some(text) = cell(&row.terms.capacity) {
            let read = hundredths(&text);
            add(
                &mut terms.capacity,
                read,
                |a, b| a + b,
                || unreadable(&text),
            );
        }
        if let (true, Some(text)) = (terms.unit.is_empty(), cell(&row.terms.unit)) {
            terms.unit = text;
        }
    }

    /// All rows have come, `lots` where they are several: what cannot be read is placed at its
    /// cell.
    pub(super) fn finish(mut self, register: &Register, sources: &Sources, lots: &[Lot]) -> Terms {
        if let (Said::Given(_), Some(each)) = (&self.terms.capacity, lots::repeated(lots)) {
            self.terms.capacity = Said::Given(each);
        }
        self.terms.no_price = lots::no_price(lots);
        let cell = |at: &mut Span, column| *at = register.cell(sources, *at, column);
        if let Said::Unreadable(at, _) = &mut self.terms.notice_months {
            cell(at, Column::NoticeMonths);
        }
        if let Said::Unreadable(at, _) = &mut self.terms.break_on {
            cell(at, Column::BreakOn);
        }
        if let Said::Unreadable(at, _) = &mut self.terms.capacity {
            cell(at, Column::Capacity);
        }
        self.terms
    }
}

fn day(text: &str, order: Option<SlashOrder>) -> Option<Day> {
    match read_date(text).ok()? {
        DateText::Day(day) => Some(day),
        slashes => slashes.in_order(order?).ok(),
    }
}

/// Joins what one more row says. One row that cannot be read leaves the whole unread.
fn add<T: Copy>(
    said: &mut Said<T>,
    read: Option<T>,
    both: impl Fn(T, T) -> T,
    unreadable: impl Fn() -> (Span, String),
) {
    let next = match (&*said, read) {
        (Said::Unreadable(..), _) => return,
        (_, None) => {
            let (at, text) = unreadable();
            Said::Unreadable(at, text)
        }
        (Said::Nothing, Some(new)) => Said::Given(new),
        (Said::Given(old), Some(new)) => Said::Given(both(*old, new)),
    };
    *said = next;
}

/// `6`, `6 months`: at most ten years.
fn months(text: &str) -> Option<i32> {
    let lower = text.to_ascii_lowercase();
    let forms = ["months", "month", "m"];
    let stripped = forms.iter().find_map(|form| lower.strip_suffix(form));
    let number = stripped.unwrap_or(&lower).trim().parse().ok();
    number.filter(|n| (0..=120).contains(n))
}

/// `12`, `1,250.5`: a number above nil with at most two decimals, in hundredths.
pub(super) fn hundredths(text: &str) -> Option<i128> {
    let plain = text.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let read: i128 = format!("{whole}{part:0<2}").parse().ok()?;
    (read > 0).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::{hundredths, months};

    #[test]
    fn notice_is_so_many_months() {
        assert_eq!(months("6"), Some(6));
        assert_eq!(months("12 months"), Some(12));
        for wrong in ["six", "-1", "121", "2.5", "90 days"] {
            assert_eq!(months(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_capacity_is_a_number_above_nil() {
        assert_eq!(hundredths("24"), Some(2_400));
        assert_eq!(hundredths("1,250.5"), Some(125_050));
        for wrong in ["0", "", "12.345", "a dozen", "-3", "1e3"] {
            assert_eq!(hundredths(wrong), None, "{wrong}");
        }
    }
}
