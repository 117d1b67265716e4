//! Before the rows of a register: which row is its heading, and how its slash dates read.

use super::RegisterFile;
use super::columns::Columns;
use crate::finding::{Finding, Findings};
use crate::load::dates::{Survey, inferred};
use crate::load::faults;
use crate::load::held::{
    EMPTY, HEADING_WITHIN, HeldRow, each_row, first_row, heading_row, is_empty,
};
use crate::load::payments;
use crate::model::Column;
use crate::source::{Span, Spanned};
use crate::value::SlashOrder;
use std::ops::ControlFlow;

/// The first row in which enough headings are known, else the last of the file; the mapping's own
/// row where it has one.
pub(super) fn find_heading(source: &RegisterFile<'_>, out: &mut Findings) -> Option<Columns> {
    let Some((columns, heading)) = found(source, out) else {
        let payments = source.mapping.is_none() && payments::is_one(source.file, source.body());
        let empty = is_empty(source.file, source.body());
        let message = match payments {
            _ if empty => format!("{} is empty", source.name),
            true => format!(
                "{} is a file of payments, not a contract register",
                source.name
            ),
            false => format!(
                "no heading of a contract register is recognised in {}",
                source.name
            ),
        };
        let at = first_row(source.file, source.body());
        let body = source.body();
        let first = body.slice(at.start as usize..at.end as usize);
        let help = match payments {
            _ if empty => EMPTY,
            true => {
                "`jcplan columns` shows what is understood of it, and what to write under \
                     `files:` in partnership.yaml to read it into the ledger"
            }
            false if first.is_some_and(|row| is_parted_otherwise(&row)) => {
                "its cells are not parted by commas: save it as CSV with commas"
            }
            false => {
                "a register needs at least a title or provider and a start date, payments a date, \
                      an amount and who was paid; map other headings under `files:` in partnership.yaml (`jcplan columns` shows what is \
                      understood)"
            }
        };
        out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
        return None;
    };
    columns.tell_unknown(&heading, out);
    columns.tell_missing(&heading, source.name, out);
    Some(columns)
}

/// Has a row no comma, and semicolons, tabs or upright strokes where commas would be?
fn is_parted_otherwise(row: &str) -> bool {
    let some = |mark: char| row.matches(mark).count() > 1;
    let says = ["sep=;", "sep=|", "sep=\t"].contains(&row.trim_end_matches(['\r', '\n']));
    says || !row.contains(',') && (some(';') || some('\t') || some('|'))
}

/// The columns of the heading, and its cells with their places.
fn found(source: &RegisterFile<'_>, out: &mut Findings) -> Option<(Columns, Vec<Spanned<String>>)> {
    let skip = source.mapping.map_or(0, |m| m.skip_rows);
    let within = match source.mapping {
        Some(_) => 1,
        None => HEADING_WITHIN,
    };
    heading_row(source.file, source.body(), skip, within, &mut |row| {
        let cells: Vec<String> = row.cells.iter().map(|c| c.value.clone()).collect();
        let mut columns = Columns::recognise(&cells, row.line, source, out)?;
        columns.last = row.last;
        Some((columns, row.cells.clone()))
    })
}

/// What a file was recognised as, without a word of its faults.
pub(in crate::load) fn recognised(source: &RegisterFile<'_>) -> Option<Recognised> {
    let (columns, heading) = found(source, &mut Findings::default())?;
    Some(Recognised {
        line: columns.line,
        last: columns.last,
        places: columns.places(),
        dates: columns.dates,
        heading: heading.into_iter().map(|cell| cell.value).collect(),
        is_own: columns.is_own(),
    })
}

/// The heading of a register.
pub(in crate::load) struct Recognised {
    /// Line it stands on.
    pub(in crate::load) line: usize,
    /// Does it stand below the rows?
    pub(in crate::load) last: bool,
    /// Its cells as written.
    pub(in crate::load) heading: Vec<String>,
    /// Which cell holds which column.
    pub(in crate::load) places: Vec<(Column, usize)>,
    /// How slash dates read, where the set of headings says.
    pub(in crate::load) dates: Option<SlashOrder>,
    /// Are they jcplan's own headings?
    pub(in crate::load) is_own: bool,
}

/// How slash dates of a register read. It is asked for once a row has a date of that kind: most
/// have none, and are not read through for it.
pub(super) struct Order {
    dates: Vec<usize>,
    said: Option<SlashOrder>,
    known: bool,
}

impl Order {
    /// What the folder, the command or the set of headings says.
    pub(super) fn said(source: &RegisterFile<'_>, columns: &Columns) -> Order {
        let said = source.mapping.and_then(|m| m.dates).or(source.slashes);
        let said = said.or(columns.dates);
        Order {
            dates: columns.date_columns(),
            said,
            known: said.is_some(),
        }
    }

    /// As far as it is known: a row that needs none changes nothing.
    pub(super) fn so_far(&self) -> Option<SlashOrder> {
        self.said
    }

    /// The order for a row, and for all rows before it.
    pub(super) fn at(
        &mut self,
        row: &HeldRow<'_>,
        source: &RegisterFile<'_>,
        columns: &Columns,
        out: &mut Findings,
    ) -> Option<SlashOrder> {
        // A date with the year first, or none, needs no order.
        let needs = |text: &str| !text.is_empty() && text.as_bytes().get(4) != Some(&b'-');
        if !self.known && self.dates.iter().any(|i| needs(row.text(*i))) {
            self.said = surveyed(source, columns, out);
            self.known = true;
        }
        self.said
    }
}

/// Judged by all date columns together, from the first row to the last.
fn surveyed(
    source: &RegisterFile<'_>,
    columns: &Columns,
    out: &mut Findings,
) -> Option<SlashOrder> {
    let dates = columns.date_columns();
    let stop = source.mapping.and_then(|m| m.stop_at.as_deref());
    let mut survey = Survey::default();
    let mut quiet = Findings::default();
    let mut first: Option<Span> = None;
    each_row(source.file, source.body(), &mut quiet, &mut |row, _| {
        if columns.are_of(row.line()) {
            if stop.is_some_and(|stop| row.stops(stop)) {
                return ControlFlow::Break(());
            }
            for i in &dates {
                survey.look(row.text(*i));
                if survey.any() && first.is_none() {
                    first = Some(row.span(*i));
                }
            }
        }
        ControlFlow::Continue(())
    });
    let order = survey.order_within(source.years.clone());
    if let (Some(order), Some(at)) = (order, first) {
        out.push(inferred(order, survey.order().is_none(), at));
    }
    order
}
