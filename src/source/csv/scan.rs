//! The scan: commas, ends of lines and quotation marks found sixty-four bytes at a time, and what
//! they mean. Cells are parted exactly as the csv crate parts them: a mark opens only at the start
//! of a cell, two marks within are one, what follows the closing mark belongs to the cell.

use super::cells::{Cells, Place};
use std::ops::ControlFlow;

const BLOCK: usize = 64;

/// What the scan is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// A cell without a mark at its start.
    Plain,
    /// A cell whose mark is open.
    Quoted,
    /// A cell whose mark closed at this byte.
    Closed(usize),
}

/// One row that was found.
pub(super) struct Found<'a> {
    /// Its first byte, and one past its last, in what is held.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) cells: &'a Cells<'a>,
    /// Ends of lines before it.
    pub(super) lines_before: usize,
    /// A mark in it may have run away.
    pub(super) doubtful: bool,
}

impl Found<'_> {
    /// Does it hold nothing but commas and spaces?
    pub(super) fn is_blank(&self, held: &[u8]) -> bool {
        // Most rows tell by their first byte.
        match held.get(self.from) {
            Some(b' ' | b',' | b'"') => self.cells.iter().all(|c| c.iter().all(|b| *b == b' ')),
            Some(_) => false,
            None => true,
        }
    }
}

pub(super) enum Used {
    /// So many bytes, with so many ends of lines in them.
    Bytes(usize, usize),
    Stopped,
}

/// What is used again for row after row.
#[derive(Default)]
pub(super) struct Scan {
    places: Vec<Place>,
    aside: Vec<u8>,
}

/// One row while it is scanned.
struct At<'h> {
    held: &'h [u8],
    at_end: bool,
    line_end: u8,
    /// The second of two marks within a quoted cell: it means nothing by itself.
    skip: Option<usize>,
    row: usize,
    cell: usize,
    within: Within,
    /// Two marks within a quoted cell were seen.
    doubled: bool,
    /// Ends of lines inside the quoted cell.
    lines_inside: usize,
    doubtful: bool,
    lines: usize,
    lines_before: usize,
}

impl Scan {
    /// Calls `each` with every row that ends inside `held`, the last one only if the file ends
    /// there too, until it says to stop. Bytes used are those of rows and of ends of lines. The
    /// first `mark` bytes are no part of the first cell.
    pub(super) fn rows(
        &mut self,
        (held, mark): (&[u8], usize),
        at_end: bool,
        line_end: u8,
        each: &mut dyn FnMut(&Found<'_>) -> ControlFlow<()>,
    ) -> Used {
        let mut at = At::new(held, mark, at_end, line_end);
        self.places.clear();
        self.aside.clear();
        for base in (0..held.len()).step_by(BLOCK) {
            let mut marks = specials(held, base);
            while marks != 0 {
                let i = base + marks.trailing_zeros() as usize;
                marks &= marks - 1;
                if let ControlFlow::Break(used) = self.special(&mut at, i, each) {
                    return used;
                }
            }
        }
        if at_end && at.row < held.len() {
            at.doubtful |= at.within == Within::Quoted;
            self.cell(&mut at, held.len());
            if self.tell(&at, held.len(), each).is_break() {
                return Used::Stopped;
            }
            return Used::Bytes(held.len(), at.lines);
        }
        Used::Bytes(at.row, at.lines_before)
    }

    /// A comma, an end of line or a quotation mark.
    #[inline]
    fn special(
        &mut self,
        at: &mut At<'_>,
        i: usize,
        each: &mut dyn FnMut(&Found<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<Used> {
        let byte = at.held[i];
        match (at.within, byte) {
            (Within::Quoted, b'"') if at.skip == Some(i) => {}
            (Within::Quoted, b'"') => match at.held.get(i + 1) {
                Some(b'"') => {
                    at.skip = Some(i + 1);
                    at.doubled = true;
                }
                // More may follow: the row is read again with it.
                None if !at.at_end => {
                    return ControlFlow::Break(Used::Bytes(at.row, at.lines_before));
                }
                _ => at.within = Within::Closed(i),
            },
            (Within::Quoted, _) => {
                let counts = usize::from(byte == at.line_end);
                at.lines += counts;
                at.lines_inside += counts;
            }
            (_, b',') => self.cell(at, i),
            (Within::Plain, b'"') if i == at.cell => at.within = Within::Quoted,
            (_, b'"') => {}
            _ => {
                at.lines += usize::from(byte == at.line_end);
                // Else a blank line, or the second byte of the end of one.
                if i > at.row {
                    self.cell(at, i);
                    if self.tell(at, i, each).is_break() {
                        return ControlFlow::Break(Used::Stopped);
                    }
                    self.places.clear();
                    self.aside.clear();
                }
                at.next(i + 1);
            }
        }
        ControlFlow::Continue(())
    }

    fn tell(
        &self,
        at: &At<'_>,
        to: usize,
        each: &mut dyn FnMut(&Found<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        each(&Found {
            from: at.row,
            to,
            cells: &Cells {
                raw: &at.held[at.row..to],
                places: &self.places,
                aside: &self.aside,
            },
            lines_before: at.lines_before,
            doubtful: at.doubtful,
        })
    }

    /// A cell ends before byte `end`.
    fn cell(&mut self, at: &mut At<'_>, end: usize) {
        let offset = |n: usize| u32::try_from(n - at.row).unwrap_or(u32::MAX);
        let place = match at.within {
            Within::Plain => Place {
                from: offset(at.cell),
                to: offset(end),
                aside: None,
            },
            within => {
                let (close, rest) = match within {
                    Within::Closed(close) => (close, close + 1),
                    _ => (end, end),
                };
                let inside = &at.held[at.cell + 1..close];
                let trailed = rest < end;
                at.doubtful |= trailed && at.lines_inside > 0;
                let aside = (at.doubled || trailed).then(|| {
                    let from = self.aside.len();
                    undouble(inside, &mut self.aside);
                    self.aside.extend_from_slice(&at.held[rest..end]);
                    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                    (cut(from), cut(self.aside.len()))
                });
                Place {
                    from: offset(at.cell + 1),
                    to: offset(close),
                    aside,
                }
            }
        };
        self.places.push(place);
        at.cell = end + 1;
        at.within = Within::Plain;
        at.doubled = false;
        at.lines_inside = 0;
    }
}

impl<'h> At<'h> {
    fn new(held: &'h [u8], mark: usize, at_end: bool, line_end: u8) -> At<'h> {
        At {
            held,
            at_end,
            line_end,
            skip: None,
            row: 0,
            cell: mark,
            within: Within::Plain,
            doubled: false,
            lines_inside: 0,
            doubtful: false,
            lines: 0,
            lines_before: 0,
        }
    }

    fn next(&mut self, row: usize) {
        self.row = row;
        self.cell = row;
        self.doubtful = false;
        self.lines_before = self.lines;
    }
}

/// Two marks are one.
fn undouble(inside: &[u8], out: &mut Vec<u8>) {
    let mut mark_before = false;
    for byte in inside {
        mark_before = *byte == b'"' && !mark_before;
        if !mark_before {
            out.push(*byte);
        }
    }
}

/// A bit for each byte of the block that is a comma, an end of line or a quotation mark.
fn specials(held: &[u8], base: usize) -> u64 {
    match held[base..].first_chunk::<BLOCK>() {
        Some(block) => of_block(block),
        None => {
            let mut block = [0; BLOCK];
            let rest = &held[base..];
            block[..rest.len()].copy_from_slice(rest);
            of_block(&block)
        }
    }
}

fn of_block(block: &[u8; BLOCK]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (eights, _) = block.as_chunks::<8>();
    let mut bits = 0;
    for (i, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        // The high bit of each byte that equals the wanted one; no carry leaves a byte.
        let equal = |wanted: u8| {
            let left = word ^ (ONES * u64::from(wanted));
            !((((left & !HIGH) + !HIGH) | left) | !HIGH)
        };
        let found = equal(b',') | equal(b'\n') | equal(b'\r') | equal(b'"');
        // Multiplied so, the eight high bits gather in the topmost byte.
        let gathered = (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= gathered << (i * 8);
    }
    bits
}
