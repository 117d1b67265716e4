//! From cells to the text of a CSV file that has every row on its own line.

use super::{Sheet, WorkbookFault};
use crate::source::cell_spans;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

/// Rows and columns a sheet may have; beyond them stands no cell that a spreadsheet wrote.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;
/// A heading stands within so many rows of the top, or last.
const HEADING_WITHIN: usize = 20;

/// What all sheets of a workbook may still take.
pub(super) struct Budget {
    pub(super) cells: u64,
    pub(super) bytes: u64,
}

impl Budget {
    fn bytes(&mut self, n: usize) -> Result<(), WorkbookFault> {
        let left = self.bytes.checked_sub(n as u64);
        self.bytes = left.ok_or(WorkbookFault::TooLarge)?;
        Ok(())
    }
}

/// One row's cells so far.
#[derive(Default)]
struct Line {
    text: String,
    width: u32,
}

/// The cells of one sheet.
#[derive(Default)]
pub(super) struct Rows {
    lines: BTreeMap<u32, Line>,
    errors: Vec<(u32, u32)>,
    /// First cells of those merged over several rows.
    pub(super) merged: Vec<(u32, u32)>,
}

impl Rows {
    /// Puts a cell; those of one row come from left to right. Rows and columns count from 0.
    pub(super) fn put(
        &mut self,
        (row, column): (u32, u32),
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), WorkbookFault> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let line = self.lines.entry(row).or_default();
        if row >= ROWS || column >= COLUMNS || (line.width > column) {
            return Err(WorkbookFault::Torn);
        }
        budget.cells = budget.cells.checked_sub(1).ok_or(WorkbookFault::TooLarge)?;
        let commas = (column - line.width.saturating_sub(1)) as usize;
        budget.bytes(commas + text.len() + 2)?;
        line.text.extend(std::iter::repeat_n(',', commas));
        push_cell(&mut line.text, text);
        line.width = column + 1;
        Ok(())
    }

    /// Puts a cell that holds an error.
    pub(super) fn put_error(
        &mut self,
        at: (u32, u32),
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), WorkbookFault> {
        self.errors.push(at);
        self.put(at, text, budget)
    }

    /// The sheet. Rows are made as wide as the widest that may be a heading, so that none looks cut
    /// short where its last cells are empty.
    pub(super) fn sheet(
        self,
        name: &str,
        hidden: bool,
        budget: &mut Budget,
    ) -> Result<Sheet, WorkbookFault> {
        let first = self.lines.values().take(HEADING_WITHIN);
        let may_head = first.chain(self.lines.values().next_back());
        let width = may_head.map(|line| line.width).max().unwrap_or(0);
        let mut text = String::new();
        let mut starts: BTreeMap<u32, usize> = BTreeMap::new();
        let mut next = 0;
        for (row, line) in &self.lines {
            let blank = (row - next) as usize;
            let missing = width.saturating_sub(line.width) as usize;
            budget.bytes(blank + missing + 1)?;
            text.extend(std::iter::repeat_n('\n', blank));
            starts.insert(*row, text.len());
            text.push_str(&line.text);
            text.extend(std::iter::repeat_n(',', missing));
            text.push('\n');
            next = row + 1;
        }
        let range = |at: &(u32, u32)| range_of(&text, &starts, *at);
        Ok(Sheet {
            errors: self.errors.iter().filter_map(range).collect(),
            merged: self.merged.iter().filter_map(range).collect(),
            name: name.to_owned(),
            hidden,
            rows: self.lines.len(),
            text,
        })
    }
}

/// Where a cell stands in the text.
fn range_of(
    text: &str,
    starts: &BTreeMap<u32, usize>,
    (row, column): (u32, u32),
) -> Option<Range<u32>> {
    let start = *starts.get(&row)?;
    let line = text[start..].lines().next()?;
    let cells = cell_spans(line.as_bytes());
    let range = cells.get(column as usize)?;
    let at = |n: usize| u32::try_from(start + n).ok();
    Some(at(range.start)?..at(range.end)?)
}

fn push_cell(out: &mut String, text: &str) {
    let quoted = text.contains([',', '"', '\n', '\r']);
    if !quoted {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\"\""),
            // A line of the text is a row of the sheet.
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A number as a spreadsheet means it: whole numbers whole, others by the 15 digits it works with,
/// so that what 0.1 + 0.2 leaves behind in the file is 0.3.
pub(super) fn number(value: f64) -> String {
    let exact = format!("{value}");
    if !exact.contains('.') {
        return exact;
    }
    match Decimal::from_scientific(&format!("{value:.14e}")) {
        Ok(read) => read.normalize().to_string(),
        Err(_) => exact,
    }
}

/// `2025-04-01T00:00:00` → `2025-04-01`: the day as it was written, whatever the hour.
pub(super) fn day_of(text: &str) -> &str {
    text.split('T').next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_was_typed() {
        assert_eq!(number(1234.5), "1234.5");
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(1234.56), "1234.56");
        assert_eq!(number(-81.07), "-81.07");
        assert_eq!(number(1_234_567_890_123.0), "1234567890123");
        assert_eq!(number(1e21), "1000000000000000000000");
        // A third of a pound has more than two decimals, and stays so.
        assert_eq!(number(1.0 / 3.0), "0.333333333333333");
        assert_eq!(number(f64::NAN), "NaN");
    }

    #[test]
    fn the_line_is_the_row_and_rows_are_as_wide_as_a_heading_may_be() {
        let mut budget = Budget {
            cells: 100,
            bytes: 1000,
        };
        let mut rows = Rows::default();
        rows.put((1, 1), "a,b", &mut budget).unwrap();
        rows.put((1, 3), "say \"so\"\nhere", &mut budget).unwrap();
        rows.put_error((3, 0), "#REF!", &mut budget).unwrap();
        let sheet = rows.sheet("S", false, &mut budget).unwrap();
        assert_eq!(
            sheet.text,
            "\n,\"a,b\",,\"say \"\"so\"\" here\"\n\n#REF!,,,\n"
        );
        assert_eq!(sheet.rows, 2);
        let error = sheet.errors[0].clone();
        assert_eq!(
            &sheet.text[error.start as usize..error.end as usize],
            "#REF!"
        );
    }

    #[test]
    fn more_than_is_allowed_is_refused_before_it_is_held() {
        let mut budget = Budget {
            cells: 2,
            bytes: 50,
        };
        let mut rows = Rows::default();
        rows.put((0, 0), "a", &mut budget).unwrap();
        assert_eq!(
            rows.put((0, 60), "b", &mut budget),
            Err(WorkbookFault::TooLarge)
        );
        assert_eq!(
            rows.put((0, 16_384), "b", &mut budget),
            Err(WorkbookFault::Torn)
        );
    }
}
