//! Files of payments as councils and NHS bodies publish them: found by their headings, and read row
//! by row to tell which can be read. They hold money paid, and no contract.

use super::body::Body;
use super::contracts::harmless;
use super::dates::{Survey, inferred};
use super::faults;
use super::folder::Loaded;
use super::held::{HEADING_WITHIN, HeadingRow, HeldRow, each_row, heading_row, is_headed, ragged};
use super::scalar::Reading;
use super::strays::Strays;
use super::workbook::{How, Rows, tell_cells};
use crate::finding::{Finding, Findings};
use crate::model::{Field, Payment, PaymentsFile, RowsRead};
use crate::seeds::{heading_of, payments};
use crate::source::{FileId, Span, Spanned};
use crate::value::{Day, Money, SlashOrder, bare_heading, shown};
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
    /// Headings that are read and stand there once more: where each is, and the one that is read.
    twice: Vec<(Spanned<String>, Span)>,
}

/// What came of its rows.
#[derive(Default)]
pub(super) struct PaymentsRead {
    pub(super) counts: RowsRead,
    /// All amounts read, added up.
    pub(super) sum: Money,
    /// Rows used whose amount is below nil.
    pub(super) below_nil: usize,
    /// The first row.
    pub(super) first: Option<Span>,
}

/// Reads a file of payments given alone; one whose heading is not recognised gives nothing.
pub(super) fn whole(
    rows: &Rows,
    how: &How<'_>,
    loaded: &mut Loaded,
    paid: &mut dyn FnMut(&Payment<'_>),
) -> Option<PaymentsFile> {
    let columns = recognised(rows.file, rows.body())?;
    let order = how.slashes.or_else(|| {
        let (order, at) = slash_order(rows, &columns)?;
        loaded.findings.push(inferred(order, false, at));
        Some(order)
    });
    let read = read(
        rows.file,
        rows.body(),
        &columns,
        order,
        &mut loaded.findings,
        paid,
    );
    tell_cells(rows, read.first, loaded);
    Some(PaymentsFile {
        name: how.name.to_owned(),
        recognised_as: rows.said(&payments().name),
        counts: read.counts,
        sum: read.sum,
        below_nil: read.below_nil,
    })
}

/// How slashes read, where only one reading fits every row; and where the first row stands.
fn slash_order(rows: &Rows, columns: &PaymentColumns) -> Option<(SlashOrder, Span)> {
    let date = columns.place("date")?;
    let mut survey = Survey::default();
    let mut first = None;
    each_row(
        rows.file,
        rows.body(),
        &mut Findings::default(),
        &mut |row, _| {
            if columns.are_of(row.line()) {
                survey.look(row.text(date));
                first.get_or_insert_with(|| row.span(date));
            }
            ControlFlow::Continue(())
        },
    );
    Some((survey.order()?, first?))
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
        twice: twice(&row.cells, &bare, &places),
        places,
    })
}

/// Headings that are read and stand there once more.
fn twice(
    cells: &[Spanned<String>],
    bare: &[String],
    places: &[(&str, usize)],
) -> Vec<(Spanned<String>, Span)> {
    let again = |first: usize| {
        let all = (0..bare.len()).filter(move |i| *i != first && bare[*i] == bare[first]);
        all.map(move |i| (cells[i].clone(), cells[first].at))
    };
    places.iter().flat_map(|(_, first)| again(*first)).collect()
}

impl PaymentColumns {
    /// Tells a column of which there are two: which was meant cannot be known.
    fn tell_twice(&self, out: &mut Findings) {
        for (cell, first) in &self.twice {
            let message = format!("the column `{}` is there twice", shown(&cell.value));
            out.push(
                Finding::new(&faults::DUPLICATE_KEY, cell.at, message)
                    .also(*first, "this one is read")
                    .help("the first is read: keep one of them, or give them different headings"),
            );
        }
    }

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
pub(super) fn read<'t>(
    file: FileId,
    text: impl Into<Body<'t>>,
    columns: &PaymentColumns,
    order: Option<SlashOrder>,
    out: &mut Findings,
    paid: &mut dyn FnMut(&Payment<'_>),
) -> PaymentsRead {
    let mut read = PaymentsRead::default();
    columns.tell_twice(out);
    let mut strays = Strays::of(
        &columns.heading,
        ["date", "provider", "provider"].map(|column| columns.place(column)),
    );
    let mut sums = Sums::default();
    let lost = each_row(file, text, out, &mut |row, out| {
        if columns.are_of(row.line()) {
            read.counts.rows += 1;
            read.first.get_or_insert_with(|| row.whole());
            if strays.is_one(row, out) {
                read.counts.left_out += 1;
                sums.begin_again();
                return ControlFlow::Continue(());
            }
            let dated = dated(row, columns, order, out);
            let called = strays.called(row).zip(dated);
            if called.is_some_and(|(word, (_, amount))| sums.is_one(word, row, amount, out)) {
                read.counts.left_out += 1;
                sums.begin_again();
                return ControlFlow::Continue(());
            }
            match dated {
                Some((date, amount)) => {
                    sums.add(amount);
                    read.counts.used += 1;
                    read.sum += amount;
                    read.below_nil += usize::from(amount.pence() < 0);
                    let words = |column| columns.place(column).map_or("", |i| row.text(i));
                    paid(&Payment {
                        provider: &harmless(without_code(words("provider"))),
                        contract: &harmless(words("contract")),
                        date,
                        amount,
                    });
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

/// What the payments since the last total come to, and all of them.
#[derive(Default)]
struct Sums {
    rows: usize,
    sum: Money,
    all: Money,
}

impl Sums {
    fn add(&mut self, amount: Money) {
        self.rows += 1;
        self.sum += amount;
        self.all += amount;
    }

    /// A total has been met: the next is of what follows, or of all.
    fn begin_again(&mut self) {
        (self.rows, self.sum) = (0, Money::NIL);
    }

    /// Is a row that is called a total, though it names who was paid, the sum of those above? It is
    /// told either way.
    fn is_one(&self, word: &str, row: &HeldRow<'_>, amount: Money, out: &mut Findings) -> bool {
        let (line, word) = (row.line(), shown(word));
        let is_of_all = !self.all.is_nil() && self.all == amount;
        let is_sum = self.rows > 0 && self.sum == amount || is_of_all;
        let (message, help) = match is_sum {
            true => (
                format!("the row on line {line} is called `{word}` and is the sum of those above"),
                "left out; a payment that is none needs another word there",
            ),
            false => (
                format!(
                    "the row on line {line} is called `{word}`, names who was paid and is not the \
                     sum of those above"
                ),
                "counted as a payment; take it out if it is a total",
            ),
        };
        let finding = Finding::new(&faults::ROW_INCOMPLETE, row.whole(), message);
        out.push(finding.help(help));
        is_sum
    }
}

/// `UK0479435601 : Prime Care` is the supplier's number in the payer's books, and its name.
fn without_code(supplier: &str) -> &str {
    let is_code = |code: &str| {
        let number = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        code.len() >= 5 && code.chars().all(number) && code.contains(|c: char| c.is_ascii_digit())
    };
    match supplier.split_once(" : ") {
        Some((code, name)) if is_code(code.trim()) && !name.trim().is_empty() => name.trim(),
        _ => supplier,
    }
}

/// The day and the amount of a row that can be used.
fn dated(
    row: &HeldRow<'_>,
    columns: &PaymentColumns,
    order: Option<SlashOrder>,
    out: &mut Findings,
) -> Option<(Day, Money)> {
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
        (Field::Given(day), Field::Given(amount)) => Some((day.value, amount.value)),
        _ => None,
    }
}
