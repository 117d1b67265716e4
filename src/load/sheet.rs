//! A small table read whole: its heading and its rows, every cell with its place.

use super::faults;
use super::held::{each_row, ragged};
use crate::finding::Findings;
use crate::source::{FileId, Span, Spanned};
use std::ops::ControlFlow;

/// A small table: its heading and its rows, every cell with its place.
pub(super) struct Sheet {
    pub(super) heading: Vec<Spanned<String>>,
    pub(super) rows: Vec<SheetRow>,
    /// Rows that were told and left out, with such cells as can be told apart.
    pub(super) lost: Vec<SheetRow>,
}

/// One row of a small table.
pub(super) struct SheetRow {
    pub(super) at: Span,
    pub(super) cells: Vec<Spanned<String>>,
}

/// Reads a small table whole. Rows with too few or too many cells are told and left out.
pub(super) fn sheet(file: FileId, text: &str, faults_out: &mut Findings) -> Sheet {
    let mut sheet = Sheet {
        heading: Vec::new(),
        rows: Vec::new(),
        lost: Vec::new(),
    };
    let before = faults_out.list().len();
    each_row(file, text, faults_out, &mut |row, faults_out| {
        let cells: Vec<Spanned<String>> = (0..row.width())
            .map(|i| Spanned::new(row.text(i).to_owned(), row.span(i)))
            .collect();
        if sheet.heading.is_empty() {
            sheet.heading = cells;
            return ControlFlow::Continue(());
        }
        let wanted = sheet.heading.len();
        let surplus = cells.iter().skip(wanted).any(|c| !c.value.is_empty());
        if cells.len() < wanted || surplus {
            faults_out.push(ragged(row.whole(), row.line(), cells.len(), wanted));
            sheet.lost.push(SheetRow {
                at: row.whole(),
                cells,
            });
        } else {
            sheet.rows.push(SheetRow {
                at: row.whole(),
                cells,
            });
        }
        ControlFlow::Continue(())
    });
    let told = faults_out.list()[before..].iter();
    let quotes = told.filter(|f| f.check.name == faults::RUNAWAY_QUOTE.name);
    sheet.lost.extend(quotes.map(|f| SheetRow {
        at: f.at,
        cells: Vec::new(),
    }));
    sheet
}
