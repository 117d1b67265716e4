//! CSV rows with their places: read window by window, so that memory stays flat however long
//! the file is. Cells are parted by the same rules as the csv crate's, which tests hold it to.

use super::cells::{Cells, Knots};
use super::quotes::{count, quote_fault};
use super::scan::Scan;
use std::io::Read;
use std::ops::ControlFlow;

const WINDOW: usize = 64 * 1024;
/// No honest row is longer; one that is has a quotation mark that was never closed.
pub const LONGEST_ROW: usize = 8 * 1024 * 1024;

/// One row of cells.
pub struct Row<'a> {
    /// Physical line on which it begins, from 1.
    pub line: usize,
    /// Byte on which it begins, counted from the start of what was read.
    pub start: u64,
    /// Its bytes as they stand in the file, without the end of the line.
    pub raw: &'a [u8],
    /// Its cells, unquoted.
    pub cells: &'a Cells<'a>,
    /// What is wrong with its quoting, if anything.
    pub fault: Option<RowFault>,
}

/// A quotation mark that runs away: what follows it is not what the writer meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Byte within the row at which the quotation mark stands.
    pub opened: usize,
    /// Physical line on which it stands.
    pub line: usize,
    /// Physical line on which another mark closes it; none before the end of the file.
    pub closed_on: Option<usize>,
}

/// Why reading stopped before the end.
#[derive(Debug)]
pub enum CsvFault {
    /// The operating system would not read on.
    Io(std::io::Error),
    /// A row of more than eight million bytes: a quotation mark in it was never closed.
    TooLong(LongRow),
}

/// A row too long to be one, and the quotation mark that made it so.
#[derive(Debug)]
pub struct LongRow {
    /// Byte of the quotation mark, counted from the start of what was read; the row's first byte
    /// if no mark in it runs away.
    pub byte: u64,
    /// Physical line on which that byte stands.
    pub line: usize,
    /// That physical line's bytes, as far as they are part of the row; at most 4,096.
    pub raw: Vec<u8>,
    /// Where the byte stands in `raw`.
    pub opened: usize,
}

/// Calls `each` with every row that holds more than commas and spaces, in order, until it says
/// to stop. A row's bytes are valid only during the call.
pub fn for_each_row(
    input: &mut dyn Read,
    each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
) -> Result<(), CsvFault> {
    read_by(input, WINDOW, each)
}

/// One row by itself: its bytes, the line of LF on which it begins, and the byte, from the start
/// of its file.
pub fn for_row(
    raw: &[u8],
    line: usize,
    start: u64,
    each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
) {
    let mut window = Window {
        line,
        start,
        line_end: Some(b'\n'),
        scan: Scan::default(),
        knots: Knots::default(),
    };
    let _ = window.read(raw, true, each);
}

/// The same, so many bytes at a time.
fn read_by(
    input: &mut dyn Read,
    size: usize,
    each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
) -> Result<(), CsvFault> {
    let mut held: Vec<u8> = Vec::new();
    let mut window = Window {
        line: 1,
        start: 0,
        line_end: None,
        scan: Scan::default(),
        knots: Knots::default(),
    };
    let mut want = size;
    loop {
        let before = held.len();
        input
            .take((want - before) as u64)
            .read_to_end(&mut held)
            .map_err(CsvFault::Io)?;
        let at_end = held.len() < want;
        match window.read(&held, at_end, each) {
            ControlFlow::Break(()) => return Ok(()),
            ControlFlow::Continue(_) if at_end => return Ok(()),
            ControlFlow::Continue(0) if want >= LONGEST_ROW => {
                return Err(CsvFault::TooLong(window.long_row(&held)));
            }
            ControlFlow::Continue(0) => want *= 2,
            ControlFlow::Continue(used) => {
                held.drain(..used);
                want = size.max(held.len() * 2);
            }
        }
    }
}

/// Where in the file the held bytes begin.
struct Window {
    line: usize,
    start: u64,
    line_end: Option<u8>,
    scan: Scan,
    knots: Knots,
}

impl Window {
    /// Reads the rows that end inside `held`; the last one only if the file ends there too. Gives
    /// how many bytes are done with.
    fn read(
        &mut self,
        held: &[u8],
        at_end: bool,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<(), usize> {
        let line_end = *self.line_end.get_or_insert_with(|| line_end_of(held));
        // A byte order mark is no part of the first cell.
        let mark = match self.start == 0 && held.starts_with(b"\xEF\xBB\xBF") {
            true => 3,
            false => 0,
        };
        let held = &held[mark..];
        self.start += mark as u64;
        let used = self.scan.read(held, at_end, line_end);
        for n in 0..self.scan.rows().len() {
            let found = self.scan.rows()[n];
            let (raw, cells) = self.scan.cells(held, found, &mut self.knots);
            if cells.is_blank() {
                continue;
            }
            let line = self.line + found.lines_before();
            each(&Row {
                line,
                start: self.start + found.from() as u64,
                raw,
                cells: &cells,
                fault: match found.doubtful() {
                    true => quote_fault(raw, line, line_end),
                    false => None,
                },
            })?;
        }
        self.line += used.lines;
        self.start += used.bytes as u64;
        ControlFlow::Continue(mark + used.bytes)
    }

    /// The row the held bytes begin with, as far as it is told.
    fn long_row(&mut self, held: &[u8]) -> LongRow {
        let line_end = self.line_end.unwrap_or(b'\n');
        let gap = held
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        self.line += count(&held[..gap], line_end);
        self.start += gap as u64;
        let row = &held[gap..];
        let fault = quote_fault(row, self.line, line_end);
        let opened = fault.map_or(0, |f| f.opened);
        let begins = row[..opened]
            .iter()
            .rposition(|b| *b == line_end)
            .map_or(0, |i| i + 1);
        // A line longer than that is shown from a little before the mark.
        let begins = begins.max(opened.saturating_sub(2048));
        let end = row[begins..]
            .iter()
            .position(|b| *b == line_end)
            .map_or(row.len(), |i| begins + i)
            .min(begins + 4096);
        LongRow {
            byte: self.start + opened as u64,
            line: fault.map_or(self.line, |f| f.line),
            raw: trim_line_end(&row[begins..end]).to_vec(),
            opened: opened - begins,
        }
    }
}

/// LF, or CR in a file that has no LF.
pub fn line_end_of(held: &[u8]) -> u8 {
    match held.contains(&b'\n') || !held.contains(&b'\r') {
        true => b'\n',
        false => b'\r',
    }
}

fn trim_line_end(raw: &[u8]) -> &[u8] {
    let kept = raw
        .iter()
        .rposition(|b| !matches!(b, b'\r' | b'\n'))
        .map_or(0, |last| last + 1);
    &raw[..kept]
}

#[cfg(test)]
mod tests {
    use super::super::quotes::cell_spans;
    use super::*;

    fn rows(text: &str) -> Vec<(usize, u64, Vec<String>, Option<RowFault>)> {
        let mut out = Vec::new();
        for_each_row(&mut text.as_bytes(), &mut |row| {
            let cells = row
                .cells
                .iter()
                .map(|c| String::from_utf8_lossy(c).into_owned());
            out.push((row.line, row.start, cells.collect(), row.fault));
            ControlFlow::Continue(())
        })
        .unwrap();
        out
    }

    #[test]
    fn rows_know_their_physical_line_and_byte() {
        let text = "a,b\r\n\r\n1,\"x\r\ny\"\r\n , \r\n2,z";
        let got: Vec<_> = rows(text).into_iter().map(|r| (r.0, r.1)).collect();
        assert_eq!(got, [(1, 0), (3, 7), (6, 22)]);
        assert_eq!(&text[22..], "2,z");
        let by_cr: Vec<_> = rows("a,b\r1,2\r3,4")
            .into_iter()
            .map(|r| (r.0, r.1))
            .collect();
        assert_eq!(by_cr, [(1, 0), (2, 4), (3, 8)]);
    }

    #[test]
    fn a_mark_that_runs_away_is_told_with_its_line() {
        let got = rows("a,b\n1,\"never closed\n2,3\n");
        let fault = got[1].3.unwrap();
        assert_eq!((fault.line, fault.opened, fault.closed_on), (2, 2, None));
        let got = rows("a,b\n1,\"5 in\n2,\"pipe\"\n");
        let fault = got[1].3.unwrap();
        assert_eq!((fault.line, fault.closed_on), (2, Some(3)));
        assert!(
            rows("a,b\n1,\"two\nlines\"\n2,5\" pipe\n")
                .iter()
                .all(|r| r.3.is_none())
        );
    }

    #[test]
    fn rows_are_whole_across_windows() {
        let mut text = String::from("id,words\n");
        for i in 0..40_000 {
            text.push_str(&format!("{i},\"a \"\"b\"\"\nline {i}\"\r\n"));
        }
        let got = rows(&text);
        assert_eq!(got.len(), 40_001);
        let last = got.last().unwrap();
        assert_eq!(last.0, 2 + 39_999 * 2);
        assert_eq!(last.2, ["39999", "a \"b\"\nline 39999"]);
        assert!(text[usize::try_from(last.1).unwrap()..].starts_with("39999,"));
    }

    #[test]
    fn cells_are_found_where_the_csv_crate_parts_them() {
        let raw = b"1,\"a,\"\"b\"\"\",,x\"y,\"z\"";
        let got: Vec<&[u8]> = cell_spans(raw).into_iter().map(|r| &raw[r]).collect();
        let want: [&[u8]; 5] = [b"1", b"a,\"\"b\"\"", b"", b"x\"y", b"z"];
        assert_eq!(got, want);
        assert_eq!(cell_spans(b"").len(), 1);
        assert_eq!(cell_spans(b"a,").len(), 2);
    }

    /// The same cells as the csv crate's, row for row, whatever the size of what is read at once.
    fn agrees(text: &[u8], window: usize) {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text);
        let blank = |row: &csv::ByteRecord| row.iter().all(|c| c.iter().all(|b| *b == b' '));
        let want: Vec<Vec<Vec<u8>>> = reader
            .byte_records()
            .map(|row| row.unwrap())
            .filter(|row| !blank(row))
            .map(|row| row.iter().map(<[u8]>::to_vec).collect())
            .collect();
        let mut got: Vec<Vec<Vec<u8>>> = Vec::new();
        let end = match text.contains(&b'\n') || !text.contains(&b'\r') {
            true => b'\n',
            false => b'\r',
        };
        read_by(&mut &text[..], window, &mut |row| {
            assert_eq!(
                row.raw,
                &text[usize::try_from(row.start).unwrap()..][..row.raw.len()]
            );
            let before = &text[..usize::try_from(row.start).unwrap()];
            // What ends a line is told by what is read first.
            assert!(
                window < 200 || row.line == 1 + count(before, end),
                "{text:?}"
            );
            let ranges: Vec<_> = (0..row.cells.len())
                .map(|i| row.cells.range(i).unwrap())
                .collect();
            assert_eq!(ranges, cell_spans(row.raw));
            for (i, place) in ranges.into_iter().enumerate() {
                let as_it_is = row.cells.get(i) == Some(&row.raw[place.clone()]);
                assert_eq!(row.cells.place(i), as_it_is.then_some(place));
            }
            got.push(row.cells.iter().map(<[u8]>::to_vec).collect());
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(got, want, "{:?} by {window}", String::from_utf8_lossy(text));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig {
            cases: 4_000,
            failure_persistence: None,
            ..Default::default()
        })]
        #[test]
        fn cells_are_those_of_the_csv_crate(
            text in proptest::collection::vec(
                proptest::sample::select(b"\"\"\"\",,,\n\n\r ab\xa3".to_vec()), 0..160),
            window in 1_usize..200,
        ) {
            agrees(&text, window);
            agrees(&text, 1 << 18);
        }

        /// Most marks stand as they should, so that blocks are understood at once.
        #[test]
        fn cells_of_tidy_files_are_those_of_the_csv_crate(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "2025-04-01,", "spend,", ",", "\"1,234.50\",", "\"a \"\"b\"\"\",", "\"\",", "\"\"\"\",",
                "words and words and words and words", "x\n", "y\r\n", "\n", "\"z\"\n", "\"z\"\r\n",
                "a\n", "b,c,d,e,f,g\n", "\"one\nline\",", "5\" pipe,", "\"a\"b,", "\r",
            ]), 0..120),
            window in 37_usize..400,
        ) {
            agrees(parts.concat().as_bytes(), window);
            agrees(parts.concat().as_bytes(), 1 << 18);
        }
    }
}
