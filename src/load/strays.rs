//! Rows that stand among others and are none of them: a total, or a heading once more. They are
//! told and left out.

use super::faults;
use super::held::HeldRow;
use crate::finding::{Finding, Findings};
use crate::value::{bare_heading, shown};

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
    /// Has a heading of another order come? What stands below is not read by the first.
    astray: bool,
}

impl Strays {
    pub(super) fn of(heading: &[String], day: Option<usize>, name: Option<usize>) -> Strays {
        Strays {
            bare: heading.iter().map(|cell| bare_heading(cell)).collect(),
            day,
            name,
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
            let help = "left out: it is the sum of other rows";
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

    fn is_total(&self, row: &HeldRow<'_>) -> bool {
        let mut cells = (0..row.width()).map(|i| row.text(i));
        let first = cells.find(|cell| !cell.is_empty()).unwrap_or("");
        is_word_for_total(first) || self.name.is_some_and(|i| is_word_for_total(row.text(i)))
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

/// `Total`, `GRAND TOTAL`, `Sub-total:` and the like, with nothing else beside it.
#[inline]
pub(super) fn is_word_for_total(text: &str) -> bool {
    is_total(text.as_bytes())
}

/// The same of bytes.
#[inline]
pub(super) fn is_total(bytes: &[u8]) -> bool {
    // Asked of every row: nearly all are told by their length or their first letter.
    bytes.len() <= LONGEST
        && matches!(
            bytes.first(),
            Some(b't' | b'T' | b'g' | b'G' | b's' | b'S' | b'o' | b'O')
        )
        && is_one_of_the_words(bytes)
}

/// Bytes of the longest word for a total, a few marks among them.
const LONGEST: usize = 16;

fn is_one_of_the_words(bytes: &[u8]) -> bool {
    const WORDS: [&str; 7] = [
        "total",
        "totals",
        "grandtotal",
        "subtotal",
        "subtotals",
        "overalltotal",
        "sumtotal",
    ];
    let letters = || bytes.iter().filter(|b| b.is_ascii_alphanumeric());
    let is = |word: &&str| letters().map(u8::to_ascii_lowercase).eq(word.bytes());
    bytes.is_ascii() && WORDS.iter().any(is)
}
