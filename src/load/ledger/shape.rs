//! A ledger file looked at and not folded: its heading, and what each column of ours comes from.

use super::LedgerFile;
use super::heading::Heading;
use super::input::WithoutMark;
use crate::finding::Findings;
use crate::load::mapping::{CellFrom, LEDGER_COLUMNS};
use crate::model::{CellOf, LedgerShape};
use crate::source::{CsvFault, Sources, cell_spans, decode_cell, for_each_row};
use std::io::Read;
use std::ops::ControlFlow;

/// The shape of a file, read to its heading; none where the heading cannot be used (told).
pub(in crate::load) fn shape(
    file: &LedgerFile<'_>,
    input: &mut dyn Read,
    sources: &mut Sources,
    out: &mut Findings,
) -> Result<Option<LedgerShape>, CsvFault> {
    let skip = file.mapping.map_or(0, |m| m.skip_rows);
    let mut found = None;
    let read = for_each_row(&mut WithoutMark::new(input), &mut |row| {
        if row.line <= skip {
            return ControlFlow::Continue(());
        }
        let text = decode_cell(row.raw).into_owned();
        let id = sources.add_piece(file.name, text.clone(), row.line);
        if row.fault.is_none()
            && let Some(heading) = Heading::read(id, &text, file, out)
        {
            found = Some(of(file, &text, &heading));
        }
        ControlFlow::Break(())
    });
    match read {
        Err(CsvFault::TooLong(_)) => Ok(None),
        read => read.map(|()| found),
    }
}

fn of(file: &LedgerFile<'_>, text: &str, heading: &Heading) -> LedgerShape {
    let cells = cell_spans(text.as_bytes()).into_iter();
    let columns = LEDGER_COLUMNS.iter().filter_map(|name| {
        let cell = match heading.source(name) {
            CellFrom::Nothing => return None,
            CellFrom::Column(i) => CellOf::Heading(*i),
            CellFrom::Constant(text) => CellOf::Constant(text.clone()),
            CellFrom::Lookup(i, table) => {
                let meanings = table
                    .iter()
                    .map(|(code, meaning)| (code.clone(), meaning.clone()));
                let mut meanings: Vec<(String, String)> = meanings.collect();
                meanings.sort();
                CellOf::LookedUp(*i, meanings)
            }
        };
        Some((*name, cell))
    });
    LedgerShape {
        name: file.name.to_owned(),
        path: String::new(),
        heading: cells
            .map(|range| text[range].replace("\"\"", "\""))
            .collect(),
        columns: columns.collect(),
        months: heading.months.clone(),
        totals_in: heading.totals_in.clone(),
        skip_rows: file.mapping.map_or(0, |m| m.skip_rows),
        stop_at: file.mapping.and_then(|m| m.stop_at.clone()),
        encoding: String::new(),
        slashes: file.mapping.and_then(|m| m.dates).or(file.slashes),
    }
}
