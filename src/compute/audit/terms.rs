//! Terms of a contract that decide what can still be done about it: notice, break clause, payment,
//! outcomes, units. Read from the register's own cells, and only of contracts not yet ended.

use super::lots::{self, Lot};
use crate::model::{Column, ContractRow, Partnership, Register};
use crate::source::{Sources, Span, cell_spans};
use crate::value::{DateText, Day, SlashOrder, folded, read_date};

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

/// The columns that are looked at here.
const COLUMNS: [Column; 6] = [
    Column::NoticeMonths,
    Column::BreakOn,
    Column::PaymentModel,
    Column::Outcomes,
    Column::Capacity,
    Column::Unit,
];

/// Reads the terms of one register's contracts.
pub(super) struct TermsReader<'a> {
    register: &'a Register,
    sources: &'a Sources,
    as_at: Day,
    /// Which cell holds which of the columns.
    places: Vec<(Column, usize)>,
    has_scheme: bool,
    order: Option<SlashOrder>,
}

impl<'a> TermsReader<'a> {
    pub(super) fn new(
        register: &'a Register,
        sources: &'a Sources,
        partnership: &Partnership,
        as_at: Day,
    ) -> TermsReader<'a> {
        let looked_at = |(column, _): &&(Column, usize)| COLUMNS.contains(column);
        let mut reader = TermsReader {
            register,
            sources,
            as_at,
            places: register.columns.iter().filter(looked_at).copied().collect(),
            has_scheme: register.columns.iter().any(|(c, _)| *c == Column::Scheme)
                || register.rows.iter().any(|row| !row.scheme.is_empty()),
            order: None,
        };
        reader.order = if reader.has(Column::BreakOn) {
            partnership
                .dates
                .value()
                .copied()
                .or_else(|| reader.order_of_starts())
        } else {
            None
        };
        reader
    }

    fn has(&self, column: Column) -> bool {
        self.places.iter().any(|(c, _)| *c == column)
    }

    /// How slashes read, told by the first start that reads one way only.
    fn order_of_starts(&self) -> Option<SlashOrder> {
        self.register.rows.iter().find_map(|row| {
            let at = self.register.cell(self.sources, row, Column::Starts);
            let text = read_date(self.sources.slice(at).trim()).ok()?;
            let read = |order| text.in_order(order).ok();
            let (first, second) = (read(SlashOrder::DayFirst), read(SlashOrder::MonthFirst));
            let starts = row.starts.value().copied();
            match (first == starts, second == starts) {
                (true, false) => Some(SlashOrder::DayFirst),
                (false, true) => Some(SlashOrder::MonthFirst),
                _ => None,
            }
        })
    }

    /// The terms of a contract's rows.
    pub(super) fn of(&self, rows: &[&ContractRow]) -> Box<Terms> {
        let mut terms = Terms {
            notice_months: Said::Nothing,
            break_on: Said::Nothing,
            block: None,
            outcomes: self.has(Column::Outcomes).then_some(false),
            paid_by_outcomes: false,
            capacity: Said::Nothing,
            unit: String::new(),
            no_price: None,
            schemes: Vec::new(),
            says_scheme: self.has_scheme,
        };
        let mut lots: Vec<Lot<'_>> = Vec::with_capacity(rows.len());
        for row in rows {
            if !row.scheme.is_empty() {
                terms.schemes.push(folded(&row.scheme));
            }
            let mut lot = Lot::of(row);
            if !self.places.is_empty() {
                self.row(row, &mut terms, &mut lot);
            }
            lots.push(lot);
        }
        if let (Said::Given(_), Some(each)) = (&terms.capacity, lots::repeated(&lots)) {
            terms.capacity = Said::Given(each);
        }
        terms.no_price = lots::no_price(&lots);
        Box::new(terms)
    }

    fn row(&self, row: &ContractRow, terms: &mut Terms, lot: &mut Lot<'_>) {
        let whole = self.sources.slice(row.at);
        let ranges = cell_spans(whole.as_bytes());
        for (column, i) in &self.places {
            let Some(text) = ranges.get(*i).and_then(|range| whole.get(range.clone())) else {
                continue;
            };
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let unreadable = || {
                let at = self.register.cell(self.sources, row, *column);
                (at, text.to_owned())
            };
            match column {
                Column::NoticeMonths => {
                    let read = months(text);
                    let longest = |a: i32, b: i32| a.max(b);
                    add(&mut terms.notice_months, read, longest, unreadable);
                }
                Column::BreakOn => match self.day(text) {
                    // A break that has gone by decides nothing any more.
                    Some(day) if day < self.as_at => {}
                    read => add(&mut terms.break_on, read, Day::min, unreadable),
                },
                Column::PaymentModel => {
                    let word = folded(text);
                    terms.block = Some(terms.block == Some(true) || word.contains("block"));
                    terms.paid_by_outcomes |= word.contains("outcome");
                }
                Column::Outcomes => {
                    let none = ["no", "n", "none", "nil", "-", "false", "0", "tbc", "n/a"];
                    let some = !none.contains(&folded(text).as_str());
                    terms.outcomes = Some(terms.outcomes == Some(true) || some);
                }
                Column::Capacity => {
                    let read = hundredths(text);
                    lot.capacity = read;
                    add(&mut terms.capacity, read, |a, b| a + b, unreadable);
                }
                Column::Unit => {
                    lot.unit = folded(text);
                    if terms.unit.is_empty() {
                        text.clone_into(&mut terms.unit);
                    }
                }
                _ => {}
            }
        }
    }

    fn day(&self, text: &str) -> Option<Day> {
        match read_date(text).ok()? {
            DateText::Day(day) => Some(day),
            slashes => slashes.in_order(self.order?).ok(),
        }
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
fn hundredths(text: &str) -> Option<i128> {
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
