//! What a ledger file's bytes are before its rows are read: without a byte order mark, with the
//! order its slash dates read in; and where a cell of a row stands.

use super::LedgerFile;
use super::heading::Heading;
use crate::finding::{Finding, Findings};
use crate::load::dates::{Survey, inferred};
use crate::source::{CsvFault, Row, Sources, Span, cell_spans, decode_cell, for_each_row};
use crate::value::SlashOrder;
use std::io::Read;
use std::ops::ControlFlow;

/// How the slash dates of a file read, judged by the whole column: one order must fit every row
/// and the other must not. Gives the order and the note that tells it, at the first such date; a
/// mixture is told as a fault by the rows.
pub(super) fn slash_order(
    file: &LedgerFile<'_>,
    input: &mut dyn Read,
    sources: &mut Sources,
) -> Result<Option<(SlashOrder, Finding)>, CsvFault> {
    let skip = file.mapping.map_or(0, |m| m.skip_rows);
    let mut survey = Survey::default();
    let mut columns: Option<Vec<usize>> = None;
    let mut first: Option<(String, usize, usize)> = None;
    let read = for_each_row(&mut WithoutMark::new(input), &mut |row| {
        if row.line <= skip {
            return ControlFlow::Continue(());
        }
        let Some(columns) = &columns else {
            columns = date_columns(file, row);
            return match columns {
                Some(_) => ControlFlow::Continue(()),
                None => ControlFlow::Break(()),
            };
        };
        if stops(file, row) {
            return ControlFlow::Break(());
        }
        for i in columns {
            survey.look(&decode_cell(row.cells.get(*i).unwrap_or_default()));
            if first.is_none() && survey.any() {
                first = Some((decode_cell(row.raw).into_owned(), row.line, *i));
            }
        }
        ControlFlow::Continue(())
    });
    // A row that never ends is told when the file is folded; what stands above it counts.
    if let Err(fault @ CsvFault::Io(_)) = read {
        return Err(fault);
    }
    let order = survey.order_within(file.years.clone());
    let (Some(order), Some((text, line, column))) = (order, first) else {
        return Ok(None);
    };
    let at = cell_of(file, sources, text, line, Some(column));
    Ok(Some((order, inferred(order, survey.order().is_none(), at))))
}

/// Is this the row the mapping says to stop at?
pub(super) fn stops(file: &LedgerFile<'_>, row: &Row<'_>) -> bool {
    let Some(stop) = file.mapping.and_then(|m| m.stop_at.as_ref()) else {
        return false;
    };
    let first = row.cells.iter().find(|c| !c.trim_ascii().is_empty());
    first.is_some_and(|c| decode_cell(c).trim().eq_ignore_ascii_case(stop.trim()))
}

/// Cells that hold dates, by the heading; a heading that cannot be read is told when the file is.
fn date_columns(file: &LedgerFile<'_>, row: &Row<'_>) -> Option<Vec<usize>> {
    let text = decode_cell(row.raw);
    let id = Sources::default().add(file.name, "");
    let heading = Heading::read(id, &text, file, &mut Findings::default());
    heading.map(|h| h.date_columns())
}

/// Keeps a row's text and gives the place of one of its cells, or of the whole row.
pub(super) fn cell_of(
    file: &LedgerFile<'_>,
    sources: &mut Sources,
    text: String,
    line: usize,
    column: Option<usize>,
) -> Span {
    let ranges = cell_spans(text.as_bytes());
    let range = match column {
        Some(column) => ranges
            .get(column)
            .cloned()
            .unwrap_or(text.len()..text.len()),
        None => 0..text.len(),
    };
    let file = sources.add_piece(file.name, text, line);
    Span {
        file,
        start: u32::try_from(range.start).unwrap_or(0),
        end: u32::try_from(range.end).unwrap_or(0),
    }
}

/// How long the byte order mark is that a file begins with.
pub(super) fn mark_of(head: &[u8]) -> usize {
    let marks = [b"\xC3\xAF\xC2\xBB\xC2\xBF".as_slice(), b"\xEF\xBB\xBF"];
    let mark = marks.iter().find(|mark| head.starts_with(mark));
    mark.map_or(0, |mark| mark.len())
}

/// Leaves a UTF-8 byte order mark, also one encoded twice, out of what is read.
pub(super) struct WithoutMark<'a> {
    inner: &'a mut dyn Read,
    looked: bool,
    held: Vec<u8>,
}

impl<'a> WithoutMark<'a> {
    pub(super) fn new(inner: &'a mut dyn Read) -> WithoutMark<'a> {
        WithoutMark {
            inner,
            looked: false,
            held: Vec::new(),
        }
    }
}

impl Read for WithoutMark<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.looked {
            self.looked = true;
            (&mut *self.inner).take(6).read_to_end(&mut self.held)?;
            self.held.drain(..mark_of(&self.held));
        }
        if self.held.is_empty() {
            return self.inner.read(buffer);
        }
        let given = self.held.len().min(buffer.len());
        buffer[..given].copy_from_slice(&self.held[..given]);
        self.held.drain(..given);
        Ok(given)
    }
}
