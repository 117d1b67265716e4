//! Before the rows of a register: which row is its heading, and how its slash dates read.

use super::columns::Columns;
use super::{RegisterFile, first_cell};
use crate::finding::{Finding, Findings};
use crate::load::dates::{Survey, inferred};
use crate::load::faults;
use crate::load::held::each_row;
use crate::source::{Span, Spanned};
use crate::value::SlashOrder;
use std::ops::ControlFlow;

/// Rows to look through for a heading before giving up.
const HEADING_WITHIN: usize = 20;

/// The first row in which enough headings are known; the mapping's own row where it has one.
pub(super) fn find_heading(source: &RegisterFile<'_>, out: &mut Findings) -> Option<Columns> {
    let skip = source.mapping.map_or(0, |m| m.skip_rows);
    let mut seen = 0;
    let mut first = None;
    let mut found: Option<Columns> = None;
    let mut quiet = Findings::default();
    each_row(source.file, source.text, &mut quiet, &mut |row, _| {
        if row.line() <= skip {
            return ControlFlow::Continue(());
        }
        seen += 1;
        first.get_or_insert(row.whole());
        let cells: Vec<String> = (0..row.width()).map(|i| row.text(i).to_owned()).collect();
        found = Columns::recognise(&cells, row.line(), source, out);
        if let Some(columns) = &found {
            let cells = cells.into_iter().enumerate();
            let heading: Vec<_> = cells
                .map(|(i, cell)| Spanned::new(cell, row.span(i)))
                .collect();
            columns.tell_unknown(&heading, out);
        }
        let enough = found.is_some() || source.mapping.is_some() || seen >= HEADING_WITHIN;
        if enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let Some(columns) = found else {
        let at = first.unwrap_or(Span {
            file: source.file,
            start: 0,
            end: 0,
        });
        let message = format!(
            "no heading of a contract register is recognised in {}",
            source.name
        );
        let help = "a register needs at least a title or provider and a start date; \
                    map other headings under `files:` in partnership.yaml";
        out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
        return None;
    };
    Some(columns)
}

/// How slash dates of this register read, judged by all of its date columns together.
pub(super) fn slash_order(
    source: &RegisterFile<'_>,
    columns: &Columns,
    out: &mut Findings,
) -> Option<SlashOrder> {
    let said = source.mapping.and_then(|m| m.dates).or(source.slashes);
    if said.or(columns.dates).is_some() {
        return said.or(columns.dates);
    }
    let dates = columns.date_columns();
    let stop = source.mapping.and_then(|m| m.stop_at.as_deref());
    let mut survey = Survey::default();
    let mut quiet = Findings::default();
    let mut first: Option<Span> = None;
    each_row(source.file, source.text, &mut quiet, &mut |row, _| {
        if row.line() > columns.line {
            if stop.is_some_and(|stop| first_cell(row).eq_ignore_ascii_case(stop.trim())) {
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
