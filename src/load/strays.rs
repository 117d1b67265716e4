//! Rows that stand among others and are none of them: a total, or a heading once more. They are
//! told and left out.

use super::faults;
use super::held::HeldRow;
use crate::finding::{Finding, Findings};
use crate::value::{bare_heading, is_total, names_nobody, shown};

/// So many headings in one row, and nothing else in it, are a heading.
const ENOUGH: usize = 3;

/// What is known of a file's heading, to tell such rows by.
pub(super) struct Strays {
    /// Headings by their letters and figures alone.
    bare: Vec<String>,
    /// The cell that holds the day: no heading has a figure in its place.
    day: Option<usize>,
    /// A cell beside the first filled one that may hold the word for a total.
    name: Option<usize>,
    /// The cell that says who provides, or was paid: a total has nobody there.
    who: Option<usize>,
    /// Has a heading of another order come? What stands below is not read by the first.
    astray: bool,
}

impl Strays {
    pub(super) fn of(heading: &[String], [day, name, who]: [Option<usize>; 3]) -> Strays {
        Strays {
            bare: heading.iter().map(|cell| bare_heading(cell)).collect(),
            day,
            name,
            who,
            astray: false,
        }
    }

    /// Do the rows stand below a heading of another order?
    pub(super) fn are_below(&self) -> bool {
        self.astray
    }

    /// Is this row none of the file's rows? It is told, once for all that stand under a heading of
    /// another order.
    pub(super) fn is_one(&mut self, row: &HeldRow<'_>, out: &mut Findings) -> bool {
        if self.astray {
            return true;
        }
        if self.is_total(row) {
            let message = format!("the row on line {} is a total", row.line());
            let help = "left out as the sum of other rows, for it names nobody; if it is none, name who \
                        provides it or was paid";
            out.push(Finding::new(&faults::ROW_INCOMPLETE, row.whole(), message).help(help));
            return true;
        }
        if let Some(alone) = self.alone(row) {
            let message = format!(
                "the row on line {} holds nothing but `{}`",
                row.line(),
                shown(alone)
            );
            let help = "left out: a title between rows, a note, or a row that lacks all else";
            out.push(Finding::new(&faults::ROW_INCOMPLETE, row.whole(), message).help(help));
            return true;
        }
        let day = self.day.map_or("", |i| row.text(i));
        let first = day.as_bytes().first();
        if first.is_none_or(u8::is_ascii_digit) || !self.is_heading(row) {
            return false;
        }
        let line = row.line();
        let (message, help) = if self.is_in_order(row) {
            (
                format!("the heading stands again on line {line}"),
                "left out; the rows below it are read as those above",
            )
        } else {
            self.astray = true;
            (
                format!(
                    "another heading stands on line {line}, in another order: it and all rows \
                     below it are left out"
                ),
                "put each table into a file of its own",
            )
        };
        out.push(Finding::new(&faults::ROW_INCOMPLETE, row.whole(), message).help(help));
        true
    }

    /// The word for a total by which a row is called.
    pub(super) fn called<'r>(&self, row: &'r HeldRow<'_>) -> Option<&'r str> {
        let mut cells = (0..row.width()).map(|i| row.text(i));
        let first = cells.find(|cell| !cell.is_empty());
        let name = self.name.map(|i| row.text(i));
        let mut both = first.into_iter().chain(name);
        both.find(|text| is_total(text.as_bytes()))
    }

    fn is_total(&self, row: &HeldRow<'_>) -> bool {
        let who = self.who.map_or("", |i| row.text(i));
        let nobody = names_nobody(who) || is_total(who.as_bytes());
        self.called(row).is_some() && nobody
    }

    /// The one cell of a row that is filled, where the heading has several.
    fn alone<'r>(&self, row: &'r HeldRow<'_>) -> Option<&'r str> {
        let mut filled = (0..row.width())
            .map(|i| row.text(i))
            .filter(|t| !t.is_empty());
        let first = filled.next()?;
        let alone = self.bare.len() >= ENOUGH && filled.next().is_none();
        alone.then_some(first)
    }

    /// Is every filled cell one of the headings?
    fn is_heading(&self, row: &HeldRow<'_>) -> bool {
        let texts = (0..row.width()).map(|i| row.text(i));
        let mut filled = texts.filter(|text| !text.is_empty()).peekable();
        let mut count = 0;
        filled.peek().is_some()
            && filled.all(|text| {
                count += 1;
                self.bare.contains(&bare_heading(text))
            })
            && count >= ENOUGH
    }

    fn is_in_order(&self, row: &HeldRow<'_>) -> bool {
        let mut cells = self.bare.iter().enumerate();
        cells.all(|(i, heading)| bare_heading(row.text(i)) == *heading)
    }
}
