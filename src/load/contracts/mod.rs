//! Contract registers as they come: headings recognised, rows read one by one, none lost.

mod cells;
mod columns;
mod heading;
mod suppliers;

use super::held::{HeldRow, each_row};
use super::mapping::Mapping;
use super::scalar::Reading;
use super::{faults, ocds};
use crate::finding::{Finding, Findings};
use crate::model::{Column, Register, RowsRead};
use crate::source::{FileId, Span};
use crate::value::{FinancialYear, SlashOrder};
pub(super) use cells::harmless;
use columns::Columns;
pub(super) use heading::{Recognised, recognised};
use heading::{find_heading, slash_order};
use std::collections::HashMap;
use std::ops::{ControlFlow, RangeInclusive};
pub(super) use suppliers::identified;

/// What reading a register needs to know beside its text.
pub(super) struct RegisterFile<'a> {
    pub(super) name: &'a str,
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) mapping: Option<&'a Mapping>,
    pub(super) tables: &'a HashMap<String, HashMap<String, String>>,
    /// How slashes read, if the folder or the command says.
    pub(super) slashes: Option<SlashOrder>,
    /// Years the folder names, to tell day first from month first.
    pub(super) years: Option<RangeInclusive<FinancialYear>>,
}

/// Reads one register. A file whose heading cannot be recognised is told, and gives no rows.
pub(super) fn read(source: &RegisterFile<'_>, out: &mut Findings) -> Option<Register> {
    if ocds::is_json(source.text) {
        return ocds::read(source, out);
    }
    let columns = find_heading(source, out)?;
    let order = slash_order(source, &columns, out);
    let mut register = Register {
        name: source.name.to_owned(),
        file: source.file,
        recognised_as: columns.recognised_as.clone(),
        columns: columns.places(),
        rows: Vec::new(),
        counts: RowsRead::default(),
        area_is_buyer: columns.area_is_buyer && !columns.has(Column::Area),
    };
    let mut short = Vec::new();
    let stop = source.mapping.and_then(|m| m.stop_at.as_deref());
    let left_out = each_row(source.file, source.text, out, &mut |row, out| {
        if !columns.are_of(row.line()) {
            return ControlFlow::Continue(());
        }
        if stop.is_some_and(|stop| first_cell(row).eq_ignore_ascii_case(stop.trim())) {
            return ControlFlow::Break(());
        }
        register.counts.rows += 1;
        let surplus = (columns.width..row.width()).any(|i| !row.text(i).is_empty());
        if surplus {
            register.counts.left_out += 1;
            out.push(super::held::ragged(
                row.whole(),
                row.line(),
                row.width(),
                columns.width,
            ));
            return ControlFlow::Continue(());
        }
        if row.width() < columns.width {
            short.push((row.whole(), row.width()));
        }
        let mut reading = Reading {
            faults: out,
            slashes: order,
        };
        register
            .rows
            .push(cells::read(row, &columns, source, &mut reading));
        register.counts.used += 1;
        ControlFlow::Continue(())
    });
    register.counts.rows += left_out;
    register.counts.left_out += left_out;
    tell_short(&columns, &short, out);
    Some(register)
}

fn first_cell<'r>(row: &'r HeldRow<'_>) -> &'r str {
    (0..row.width())
        .map(|i| row.text(i))
        .find(|t| !t.is_empty())
        .unwrap_or("")
}

/// Rows with fewer cells than the heading, all missing at the end: read, and told together.
fn tell_short(columns: &Columns, short: &[(Span, usize)], out: &mut Findings) {
    let Some((first, width)) = short.iter().min_by_key(|(_, width)| *width).copied() else {
        return;
    };
    let missing = &columns.heading[width.min(columns.heading.len())..];
    let names: Vec<String> = missing.iter().map(|n| format!("`{n}`")).collect();
    let rows = match short.len() {
        1 => "1 row has".to_owned(),
        n => format!("{n} rows have"),
    };
    let message = format!(
        "{rows} fewer cells than the heading's {}: read from the left, nothing is there for {}",
        columns.width,
        names.join(", ")
    );
    let help = "see that the cells of such a row stand under the right headings";
    let finding = Finding::new(&faults::SHORT_ROWS, first, message).help(help);
    out.push(finding.and_others(short.len() > 1));
}
