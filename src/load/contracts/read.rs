//! One register read row by row, none lost.

use super::cells::{self, Sourced};
use super::columns::Columns;
use super::heading::{Order, find_heading};
use super::plain::Plain;
use super::{RegisterFile, Rows};
use crate::finding::{Finding, Findings};
use crate::load::held::{HeldRow, each_row};
use crate::load::scalar::Reading;
use crate::load::{faults, held, ocds};
use crate::model::{Column, PlainRow, Register, RegisterRow, RowsRead};
use crate::source::Span;
use std::ops::ControlFlow;

/// Reads one register. A file whose heading cannot be recognised is told, and gives no rows.
pub(in crate::load) fn read(
    source: &RegisterFile<'_>,
    rows: &mut Rows<'_>,
    out: &mut Findings,
) -> Option<Register> {
    if ocds::is_json(source.text) {
        return ocds::read(source, rows, out);
    }
    let columns = find_heading(source, out)?;
    let mut order = Order::said(source, &columns);
    let mut register = begun(source, &columns);
    let stem = cells::stem(source.name);
    let from = Sourced::of(&columns);
    let mut plain = rows.are_shown().then(|| Plain::of(&columns)).flatten();
    let mut short = Vec::new();
    let mut strays = columns.strays();
    let stop = source.mapping.and_then(|m| m.stop_at.as_deref());
    let left_out = each_row(source.file, source.body(), out, &mut |row, out| {
        if !columns.are_of(row.line()) {
            return ControlFlow::Continue(());
        }
        if stop.is_some_and(|stop| row.stops(stop)) {
            return ControlFlow::Break(());
        }
        register.counts.rows += 1;
        // A plain row is no stray one: it has a reference, a day and no word for a total.
        let may_be_plain = !strays.are_below();
        let one = plain.as_mut().filter(|_| may_be_plain);
        let one = one.and_then(|plain| plain.row(row, &stem));
        if one.is_none() && (strays.is_one(row, out) || is_ragged(row, columns.width, out)) {
            register.counts.left_out += 1;
            return ControlFlow::Continue(());
        }
        if row.width() < columns.width {
            short.push((row.whole(), row.width()));
        }
        if let Some(one) = one {
            register.slashes = order.so_far();
            debug_assert!(
                register.counts.rows > HELD_TO
                    || is_as_read(&one, |reading| cells::read(
                        row, &from, source, &stem, reading
                    ))
            );
            if rows.add_plain(&mut register, &one) {
                return ControlFlow::Continue(());
            }
        }
        register.slashes = order.at(row, source, &columns, out);
        let mut reading = Reading {
            faults: out,
            slashes: register.slashes,
        };
        let read = cells::read(row, &from, source, &stem, &mut reading);
        rows.add(&mut register, &read);
        ControlFlow::Continue(())
    });
    register.counts.rows += left_out;
    register.counts.left_out += left_out;
    tell_short(&columns, &short, out);
    Some(register)
}

/// A register of which no row was read yet.
fn begun(source: &RegisterFile<'_>, columns: &Columns) -> Register {
    Register {
        name: source.name.to_owned(),
        file: source.file,
        recognised_as: columns.recognised_as.clone(),
        columns: columns.places(),
        rows: Vec::new(),
        first: None,
        counts: RowsRead::default(),
        area_is_buyer: columns.area_is_buyer && !columns.has(Column::Area),
        slashes: None,
        has: columns.sources(),
    }
}

/// Has it more cells than the heading, and words in them? It is told.
fn is_ragged(row: &HeldRow<'_>, width: usize, out: &mut Findings) -> bool {
    let surplus = (width..row.width()).any(|i| !row.text(i).is_empty());
    if surplus {
        out.push(held::ragged(row.whole(), row.line(), row.width(), width));
    }
    surplus
}

/// Without optimisation so many rows of each register are read both ways, and held to be the same.
const HELD_TO: usize = 2_000;

/// Is a plain row what reading it cell by cell makes of it, with nothing to tell?
fn is_as_read<'r>(
    plain: &PlainRow<'r>,
    read: impl FnOnce(&mut Reading<'_>) -> RegisterRow<'r>,
) -> bool {
    let mut faults = Findings::default();
    let slashes = None;
    let read = read(&mut Reading {
        faults: &mut faults,
        slashes,
    });
    format!("{read:?}") == format!("{:?}", plain.as_read()) && faults.list().is_empty()
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
