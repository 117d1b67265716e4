//! Files of payments as councils and NHS bodies publish them: found by their headings, and read row
//! by row to tell which can be read. They hold money paid, and no contract.

use super::body::Body;
use super::faults;
use super::held::{HEADING_WITHIN, HeadingRow, HeldRow, each_row, heading_row, is_headed, ragged};
use super::scalar::Reading;
use crate::finding::{Finding, Findings};
use crate::model::{Field, RowsRead};
use crate::seeds::{heading_of, payments};
use crate::source::FileId;
use crate::value::{Money, SlashOrder, bare_heading};
use std::ops::ControlFlow;

/// The heading of a file of payments.
pub(super) struct PaymentColumns {
    pub(super) line: usize,
    /// Does it stand below the rows?
    pub(super) last: bool,
    pub(super) heading: Vec<String>,
    /// Column of the ledger, and the cell that holds it.
    pub(super) places: Vec<(&'static str, usize)>,
    /// The heading that tells what the money was for.
    pub(super) purpose: Option<usize>,
}

/// What came of its rows.
#[derive(Default)]
pub(super) struct PaymentsRead {
    pub(super) counts: RowsRead,
    /// All amounts read, added up.
    pub(super) sum: Money,
}

/// Is this a file of payments?
pub(super) fn is_one<'t>(file: FileId, text: impl Into<Body<'t>>) -> bool {
    recognised(file, text).is_some()
}

/// Its heading: a day, an amount and somebody who was paid, by headings that are known.
pub(super) fn recognised<'t>(file: FileId, text: impl Into<Body<'t>>) -> Option<PaymentColumns> {
    heading_row(file, text, 0, HEADING_WITHIN, &mut recognise)
}

fn recognise(row: &HeadingRow) -> Option<PaymentColumns> {
    let bare: Vec<String> = row.cells.iter().map(|c| bare_heading(&c.value)).collect();
    let known = payments();
    let mut taken = Vec::new();
    let mut places = Vec::new();
    for (column, headings) in &known.columns {
        if let Some(i) = heading_of(headings, &bare, &taken) {
            taken.push(i);
            places.push((column.as_str(), i));
        }
    }
    let has = |wanted: &str| places.iter().any(|(column, _)| *column == wanted);
    (has("date") && has("amount") && has("provider")).then(|| PaymentColumns {
        line: row.line,
        last: row.last,
        heading: row.cells.iter().map(|c| c.value.clone()).collect(),
        purpose: heading_of(&known.purpose, &bare, &taken),
        places,
    })
}

impl PaymentColumns {
    /// The cell of a column.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        let mut places = self.places.iter();
        places.find(|(name, _)| *name == column).map(|(_, i)| *i)
    }

    /// Is the row on this line a payment?
    pub(super) fn are_of(&self, line: usize) -> bool {
        is_headed(line, self.line, self.last)
    }
}

/// Reads every row; one whose day or amount cannot be read is told and left out.
pub(super) fn read(
    file: FileId,
    text: &str,
    columns: &PaymentColumns,
    order: Option<SlashOrder>,
    out: &mut Findings,
) -> PaymentsRead {
    let mut read = PaymentsRead::default();
    let lost = each_row(file, text, out, &mut |row, out| {
        if columns.are_of(row.line()) {
            read.counts.rows += 1;
            match amount(row, columns, order, out) {
                Some(money) => {
                    read.counts.used += 1;
                    read.sum += money;
                }
                None => read.counts.left_out += 1,
            }
        }
        ControlFlow::Continue(())
    });
    read.counts.rows += lost;
    read.counts.left_out += lost;
    read
}

/// The amount of a row that can be used.
fn amount(
    row: &HeldRow<'_>,
    columns: &PaymentColumns,
    order: Option<SlashOrder>,
    out: &mut Findings,
) -> Option<Money> {
    let width = columns.heading.len();
    if (width..row.width()).any(|i| !row.text(i).is_empty()) {
        out.push(ragged(row.whole(), row.line(), row.width(), width));
        return None;
    }
    let mut blank = None;
    for column in ["date", "amount"] {
        let i = columns.place(column)?;
        if row.text(i).is_empty() && blank.is_none() {
            let line = row.line();
            let message = format!("the row on line {line} has nothing under its {column}");
            let help = "left out: a total, a note, or a payment that lacks it";
            let finding = Finding::new(&faults::ROW_INCOMPLETE, row.whole(), message);
            blank = Some(finding.help(help));
        }
    }
    if let Some(finding) = blank {
        out.push(finding);
        return None;
    }
    let mut reading = Reading {
        faults: out,
        slashes: order,
    };
    let (date, money) = (columns.place("date")?, columns.place("amount")?);
    let day = reading.day(row.text(date), row.span(date));
    let amount = reading.money(row.text(money), row.span(money));
    match (day, amount) {
        (Field::Given(_), Field::Given(amount)) => Some(amount.value),
        _ => None,
    }
}
