//! Where the cells of one row stand, and quotation marks that run away.

use super::rows::RowFault;
use std::ops::Range;

/// How one cell stands in its row.
#[derive(Debug)]
pub(super) struct Cell {
    /// What it says, quotation marks left out.
    pub(super) inside: Range<usize>,
    /// One past its last byte.
    pub(super) end: usize,
    /// Opened and not closed before the row's bytes end.
    open: bool,
    /// Closed, and then followed by something other than a comma.
    trailed: bool,
    /// Two marks inside stand for one.
    doubled: bool,
}

impl Cell {
    /// Does its text not stand in the row as it is?
    pub(super) fn knotty(&self) -> bool {
        self.doubled || self.trailed
    }
}

/// Parts a row's bytes into cells by the same rules the csv crate reads by.
fn cells_of(raw: &[u8]) -> Vec<Cell> {
    let mut cells = Vec::new();
    cells_into(raw, &mut cells);
    cells
}

/// The same, into cells that are used again.
pub(super) fn cells_into(raw: &[u8], cells: &mut Vec<Cell>) {
    cells.clear();
    let mut at = 0;
    loop {
        if raw.get(at) != Some(&b'"') {
            let end = next_comma(raw, at);
            cells.push(Cell {
                inside: at..end,
                end,
                open: false,
                trailed: false,
                doubled: false,
            });
            at = end;
        } else {
            let close = closing_quote(raw, at + 1);
            let end = close.map_or(raw.len(), |c| next_comma(raw, c + 1));
            let inside = at + 1..close.unwrap_or(raw.len());
            cells.push(Cell {
                doubled: raw[inside.clone()].contains(&b'"'),
                inside,
                end,
                open: close.is_none(),
                trailed: close.is_some_and(|c| c + 1 != end),
            });
            at = end;
        }
        if at >= raw.len() {
            return;
        }
        at += 1;
    }
}

fn next_comma(raw: &[u8], from: usize) -> usize {
    raw[from..]
        .iter()
        .position(|b| *b == b',')
        .map_or(raw.len(), |i| from + i)
}

fn closing_quote(raw: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at < raw.len() {
        if raw[at] == b'"' {
            if raw.get(at + 1) != Some(&b'"') {
                return Some(at);
            }
            at += 1;
        }
        at += 1;
    }
    None
}

/// A mark never closed, or closed on a later line in the middle of words: both mean that rows
/// were swallowed.
pub(super) fn quote_fault(raw: &[u8], first_line: usize, line_end: u8) -> Option<RowFault> {
    if !raw.contains(&b'"') {
        return None;
    }
    let cell = cells_of(raw).into_iter().find(|cell| {
        let lines = count(&raw[cell.inside.clone()], line_end);
        cell.open || (cell.trailed && lines > 0)
    })?;
    let opened = cell.inside.start.saturating_sub(1);
    let line = first_line + count(&raw[..opened], line_end);
    Some(RowFault {
        opened,
        line,
        closed_on: (!cell.open).then(|| first_line + count(&raw[..cell.inside.end], line_end)),
    })
}

/// The byte range of every cell of a row, quotation marks left out.
pub fn cell_spans(raw: &[u8]) -> Vec<Range<usize>> {
    cells_of(raw).into_iter().map(|cell| cell.inside).collect()
}

pub(super) fn count(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|b| **b == wanted).count()
}
