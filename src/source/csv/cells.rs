//! The cells of one row.

use super::quotes::{Cell, cells_into};
use std::ops::Range;

/// The cells of one row, unquoted.
#[derive(Debug)]
pub struct Cells<'a> {
    raw: &'a [u8],
    /// Where the row begins, and where each cell ends, in what is held.
    from: u32,
    ends: &'a [u32],
    /// Cells whose quotation marks are doubled, followed by more, or never closed.
    knots: Option<&'a Knots>,
}

/// Cells of one row whose text does not stand in it as it is.
#[derive(Debug, Default)]
pub struct Knots {
    cells: Vec<Cell>,
    /// What each of them says, one after the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(
        raw: &'a [u8],
        from: u32,
        ends: &'a [u32],
        knots: Option<&'a Knots>,
    ) -> Cells<'a> {
        Cells {
            raw,
            from,
            ends,
            knots,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell's bytes; none beyond the row's end.
    pub fn get(&self, i: usize) -> Option<&'a [u8]> {
        match self.knots {
            Some(knots) => knots.text(i, self.raw),
            None => self.raw.get(self.simple(i)?),
        }
    }

    /// Where a cell stands in the row, quotation marks left out.
    pub fn range(&self, i: usize) -> Option<Range<usize>> {
        match self.knots {
            Some(knots) => Some(knots.cells.get(i)?.inside.clone()),
            None => self.simple(i),
        }
    }

    /// The same, of a cell whose text stands in the row as it is.
    pub fn place(&self, i: usize) -> Option<Range<usize>> {
        match self.knots {
            Some(knots) => {
                let cell = knots.cells.get(i).filter(|cell| !cell.knotty())?;
                Some(cell.inside.clone())
            }
            None => self.simple(i),
        }
    }

    /// Where every cell stands, one after another; none of a row with a cell whose text does not
    /// stand in it as it is.
    pub fn places(&self) -> Option<impl Iterator<Item = Range<usize>> + '_> {
        if self.knots.is_some() {
            return None;
        }
        let mut start = 0;
        Some(self.ends.iter().map(move |end| {
            let end = (end - self.from) as usize;
            let place = inside(self.raw, start, end);
            start = end + 1;
            place
        }))
    }

    /// Is there nothing in it but commas and spaces?
    pub fn is_blank(&self) -> bool {
        // Most rows tell by their first byte.
        matches!(self.raw.first(), None | Some(b' ' | b',' | b'"'))
            && self.iter().all(|cell| cell.iter().all(|b| *b == b' '))
    }

    /// Every cell's bytes.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + Clone + '_ {
        (0..self.len()).filter_map(|i| self.get(i))
    }

    /// Of a cell that has no mark, or one at its start and one at its end.
    fn simple(&self, i: usize) -> Option<Range<usize>> {
        let end = (self.ends.get(i)? - self.from) as usize;
        let start = match i.checked_sub(1) {
            Some(before) => (self.ends.get(before)? - self.from) as usize + 1,
            None => 0,
        };
        Some(inside(self.raw, start, end))
    }
}

/// A cell without the marks it may have at its start and its end.
fn inside(raw: &[u8], start: usize, end: usize) -> Range<usize> {
    match raw.get(start) {
        Some(b'"') if start + 1 < end => start + 1..end - 1,
        _ => start..end,
    }
}

impl Knots {
    /// Reads a row with care.
    pub(super) fn read(&mut self, raw: &[u8]) {
        cells_into(raw, &mut self.cells);
        self.text.clear();
        self.ends.clear();
        for cell in &self.cells {
            if cell.knotty() {
                undouble(&raw[cell.inside.clone()], &mut self.text);
                let rest = cell.inside.end + 1;
                self.text
                    .extend_from_slice(raw.get(rest..cell.end).unwrap_or_default());
            }
            self.ends.push(self.text.len());
        }
    }

    fn text<'a>(&'a self, i: usize, raw: &'a [u8]) -> Option<&'a [u8]> {
        let cell = self.cells.get(i)?;
        if !cell.knotty() {
            return raw.get(cell.inside.clone());
        }
        let from = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(from..self.ends[i])
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
