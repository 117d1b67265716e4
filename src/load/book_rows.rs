//! The rows of a partner's book: a file of the folder, CSV or a sheet of a workbook.

use super::dates::{Survey, inferred};
use super::folder::{Loaded, Work, years_named};
use super::held::{HEADING_WITHIN, HeldRow, each_row, first_row, heading_row, is_empty, ragged};
use super::ledger::{day_of, one_of_two};
use super::mapping::{CellFrom, Mapping};
use super::scalar::no_amount;
use super::workbook::{OfBook, Rows, of_book, tell_cells};
use super::{faults, references};
use crate::finding::{Check, Finding, Findings};
use crate::model::{Book, BookRow, Reconciliation, RowPlace};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Money, MoneyFault, SlashOrder, is_total, read_date, shown};
use anyhow::Result;
use std::collections::HashMap;
use std::ops::{ControlFlow, RangeInclusive};

/// Which cell holds what.
struct Heading {
    line: usize,
    width: usize,
    date: usize,
    amount: Amount,
    /// The side of two that alone is counted, and the one that is not.
    one_sided: Option<(String, String)>,
    reference: Option<usize>,
    description: Option<usize>,
}

/// Where the amount stands.
#[derive(Clone, Copy)]
enum Amount {
    In(usize),
    /// What is paid less what is received, in two columns.
    Parted(usize, usize),
}

/// How the dates of a file read.
struct Dates {
    slashes: Option<SlashOrder>,
    years: Option<RangeInclusive<FinancialYear>>,
}

impl Work<'_> {
    /// Reads the file of every book.
    pub(super) fn books(
        &mut self,
        all: Vec<(Reconciliation, Vec<Option<Mapping>>)>,
        asked: bool,
    ) -> Result<()> {
        let years = years_named(&self.loaded.plan);
        let only: Vec<Reconciliation> = all.iter().map(|(r, _)| r.clone()).collect();
        let plan = &self.loaded.plan.partnership;
        references::check_books(plan, &only, &mut self.loaded.findings);
        for (mut reconciliation, mappings) in all {
            for (book, mapping) in reconciliation.books.iter_mut().zip(&mappings) {
                let Some(mapping) = mapping else {
                    continue;
                };
                let path = &mapping.path;
                let Some(entry) = self.folder.file(&path.value) else {
                    self.missing(&path.value, path.at);
                    lose(book, path.at, format!("there is no file {}", path.value));
                    continue;
                };
                if !asked {
                    continue;
                }
                let Some(all) = self.rows(&entry)? else {
                    let at = self.last_place();
                    lose(
                        book,
                        at,
                        format!("{} is no text and no workbook", entry.name),
                    );
                    continue;
                };
                let what = |rows: &Rows| what(rows, mapping);
                let (rows, unread) = of_book(all, &entry.name, &what, &mut self.loaded);
                let dates = Dates {
                    slashes: mapping
                        .dates
                        .or(self.loaded.plan.partnership.dates.value().copied()),
                    years: years.clone(),
                };
                match rows {
                    Some(rows) => {
                        read(book, &rows, &entry.name, mapping, &dates, &mut self.loaded);
                    }
                    None if unread.is_empty() => {
                        let why = format!("no sheet of {} is shown and holds anything", entry.name);
                        lose(book, path.at, why);
                    }
                    None => {}
                }
                for (at, why, rows) in unread {
                    book.lost.get_or_insert((at, why));
                    book.lost_rows += rows;
                }
            }
            self.loaded
                .plan
                .partnership
                .reconciliations
                .push(reconciliation);
        }
        Ok(())
    }
}

fn lose(book: &mut Book, at: Span, why: String) {
    book.lost.get_or_insert((at, why));
    book.lost_rows += 1;
}

fn read(
    book: &mut Book,
    rows: &Rows,
    name: &str,
    mapping: &Mapping,
    dates: &Dates,
    loaded: &mut Loaded,
) {
    let heading = match heading(rows, name, mapping) {
        Ok(heading) => heading,
        Err((message, help)) => {
            let at = first_row(rows.file, rows.body());
            let finding = Finding::new(&faults::MISSING_COLUMN, mapping.at, &message);
            let finding = finding.also(at, "its first row").help(&help);
            loaded.findings.push(finding);
            lose(book, mapping.at, format!("{message}; {help}"));
            return;
        }
    };
    let order = dates.slashes.or_else(|| {
        let (order, note) = survey(rows, &heading, mapping, dates)?;
        loaded.findings.push(note);
        Some(order)
    });
    let mut first = None;
    let out = &mut loaded.findings;
    let before = out.list().len();
    let untrusted = each_row(rows.file, rows.body(), out, &mut |row, out| {
        if row.line() <= heading.line {
            return ControlFlow::Continue(());
        }
        if stops(row, mapping) {
            return ControlFlow::Break(());
        }
        first.get_or_insert(row.whole());
        match book_row(row, &heading, name, order) {
            Ok(read) => book.rows.push(read),
            Err(fault) => {
                if out.has_room(fault.check, name) {
                    let finding = Finding::new(fault.check, fault.at, &fault.message);
                    out.push(finding.help(fault.help));
                }
                lose(book, fault.at, fault.message);
            }
        }
        ControlFlow::Continue(())
    });
    if untrusted > 0 {
        let runaway = |f: &&Finding| f.check.name == faults::RUNAWAY_QUOTE.name;
        let at = out.list()[before..].iter().find(runaway).map(|f| f.at);
        let why = "a quotation mark that runs away".to_owned();
        lose(book, at.unwrap_or(mapping.at), why);
        book.lost_rows += untrusted as u64 - 1;
    }
    tell_cells(rows, first, loaded);
}

/// What a sheet is to the book.
fn what(rows: &Rows, mapping: &Mapping) -> OfBook {
    let heading = quiet_heading(rows, mapping).map(|heading| heading.line);
    let mut held = 0;
    let mut quiet = Findings::default();
    each_row(rows.file, rows.body(), &mut quiet, &mut |row, _| {
        let cells = || (0..row.width()).map(|i| row.text(i));
        let is_day = |cell: &str| read_date(cell).is_ok();
        let is_amount = |cell: &str| !is_day(cell) && Money::parse(cell).is_ok();
        let counts = match heading {
            Some(line) if row.line() <= line => false,
            Some(_) if stops(row, mapping) => return ControlFlow::Break(()),
            Some(_) => true,
            None => cells().any(is_day) && cells().any(is_amount),
        };
        held += u64::from(counts);
        ControlFlow::Continue(())
    });
    match heading {
        Some(_) => OfBook::Headed(held),
        None => OfBook::Headless(held),
    }
}

/// The heading: the first of the first rows that has a date and an amount. If none has, or it gives
/// one side of two alone, what is amiss and what to write.
fn heading(rows: &Rows, name: &str, mapping: &Mapping) -> Result<Heading, (String, String)> {
    let Some(found) = quiet_heading(rows, mapping) else {
        let message = match mapping.headings.is_empty() {
            _ if is_empty(rows.file, rows.body()) => format!("{name} is empty"),
            true => format!("{name} has no heading with `date` and `amount`"),
            false => format!(
                "{name} has no row with all the headings that `columns:` names, with a date and an amount"
            ),
        };
        let help = "say which headings they are: columns: {date: Posting Date, amount: Net, \
                    reference: Doc No}; money out and in may stand apart, as paid and received";
        return Err((message, help.to_owned()));
    };
    match &found.one_sided {
        None => Ok(found),
        Some((one, other)) => Err((
            format!("{name} has a column `{other}` beside `{one}`, and only `{one}` counts"),
            format!(
                "say which is money out and which in, in place of `amount`: columns: {{paid: {one}, \
                 received: {other}}}, or the other way round"
            ),
        )),
    }
}

fn quiet_heading(rows: &Rows, mapping: &Mapping) -> Option<Heading> {
    let tables = HashMap::new();
    heading_row(
        rows.file,
        rows.body(),
        mapping.skip_rows,
        HEADING_WITHIN,
        &mut |row| {
            let names: Vec<String> = row.cells.iter().map(|c| c.value.clone()).collect();
            let mut quiet = Findings::default();
            let from = mapping.resolve(&names, &tables, &mut quiet);
            let whole = quiet.list().is_empty() && !row.last;
            let column = |wanted: &str| match from.iter().find(|(column, _)| *column == wanted) {
                Some((_, CellFrom::Column(i))) if whole => Some(*i),
                _ => None,
            };
            let amount = match (column("amount"), column("paid"), column("received")) {
                (Some(i), ..) => Amount::In(i),
                (_, Some(paid), Some(received)) => Amount::Parted(paid, received),
                _ => return None,
            };
            Some(Heading {
                line: row.line,
                width: row.cells.len(),
                date: column("date")?,
                one_sided: match amount {
                    Amount::In(i) => one_of_two(&names, i).map(|(a, b)| (a.into(), b.into())),
                    Amount::Parted(..) => None,
                },
                amount,
                reference: column("reference"),
                description: column("description"),
            })
        },
    )
}

/// How slash dates read, by the whole column, and the note that says so.
fn survey(
    rows: &Rows,
    heading: &Heading,
    mapping: &Mapping,
    dates: &Dates,
) -> Option<(SlashOrder, Finding)> {
    let mut survey = Survey::default();
    let mut first = None;
    each_row(
        rows.file,
        rows.body(),
        &mut Findings::default(),
        &mut |row, _| {
            if row.line() > heading.line && stops(row, mapping) {
                return ControlFlow::Break(());
            }
            if row.line() > heading.line {
                survey.look(row.text(heading.date));
                if first.is_none() && survey.any() {
                    first = Some(row.span(heading.date));
                }
            }
            ControlFlow::Continue(())
        },
    );
    let order = survey.order_within(dates.years.clone())?;
    Some((order, inferred(order, survey.order().is_none(), first?)))
}

fn stops(row: &HeldRow<'_>, mapping: &Mapping) -> bool {
    mapping.stop_at.as_ref().is_some_and(|at| row.stops(at))
}

/// Why a row cannot be read.
struct RowFault {
    check: &'static Check,
    at: Span,
    message: String,
    help: String,
}

fn book_row(
    row: &HeldRow<'_>,
    heading: &Heading,
    name: &str,
    order: Option<SlashOrder>,
) -> Result<BookRow, RowFault> {
    let surplus = (heading.width..row.width()).any(|i| !row.text(i).is_empty());
    if surplus || row.width() < heading.width {
        let told = ragged(row.whole(), row.line(), row.width(), heading.width);
        return Err(RowFault {
            check: told.check,
            at: told.at,
            message: told.message,
            help: told.help.unwrap_or_default(),
        });
    }
    if let Some(at) = total(row, heading) {
        let word = shown(row.text(at));
        let may_stop = match row.stops(row.text(at)) {
            true => {
                format!("say `stop_at: {word}` beside the book's path if its rows end there, else ")
            }
            false => String::new(),
        };
        return Err(RowFault {
            check: &faults::ROW_INCOMPLETE,
            at: row.span(at),
            message: format!("this row is called `{word}`: a total of other rows"),
            help: format!("{may_stop}take such rows out of the file"),
        });
    }
    let text = |column: Option<usize>| column.map_or_else(String::new, |i| row.text(i).to_owned());
    Ok(BookRow {
        day: day(row, heading.date, order)?,
        amount: match heading.amount {
            Amount::In(i) => amount(row, i, false)?,
            Amount::Parted(paid, received) => {
                // One of the two is filled.
                let both = row.text(paid).is_empty() && row.text(received).is_empty();
                amount(row, paid, !both)? - amount(row, received, true)?
            }
        },
        reference: text(heading.reference),
        description: text(heading.description),
        at: RowPlace {
            file: name.to_owned(),
            line: row.line(),
        },
    })
}

/// The cell by which a row is called a total: its first filled one, or what stands for its reference
/// or its description.
fn total(row: &HeldRow<'_>, heading: &Heading) -> Option<usize> {
    let first = (0..row.width()).find(|i| !row.text(*i).is_empty());
    let mut places = first
        .into_iter()
        .chain(heading.reference)
        .chain(heading.description);
    places.find(|i| is_total(row.text(*i).as_bytes()))
}

fn day(row: &HeldRow<'_>, column: usize, order: Option<SlashOrder>) -> Result<Day, RowFault> {
    day_of(row.text(column), order).map_err(|why| RowFault {
        check: why.check,
        at: row.span(column),
        message: why.message,
        help: match why.check.name == faults::AMBIGUOUS_DATE.name {
            true => "say `dates: dd/mm/yyyy` beside the book's path".to_owned(),
            false => why.help,
        },
    })
}

/// An amount; blank is nil where another column says it.
fn amount(row: &HeldRow<'_>, column: usize, blank: bool) -> Result<Money, RowFault> {
    let text = row.text(column);
    if blank && text.is_empty() {
        return Ok(Money::NIL);
    }
    match Money::parse(text) {
        Ok(money) => Ok(money),
        Err(MoneyFault::Dash) => Ok(Money::NIL),
        Err(fault) => Err(RowFault {
            check: &faults::UNREADABLE_AMOUNT,
            at: row.span(column),
            message: no_amount(text, fault),
            help: "write it as 1234.50, £1,234.50 or (1,234.50); nil is 0.00".to_owned(),
        }),
    }
}
