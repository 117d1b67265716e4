//! The scan: what commas, ends of lines and quotation marks mean. Cells are parted exactly as the
//! csv crate parts them: a mark opens only at the start of a cell, two marks within are one, what
//! follows the closing mark belongs to the cell. Where marks stand as they should, sixty-four
//! bytes are understood at once; where they do not, mark by mark.

use super::cells::{Cells, Knots};
use super::found::Found;
use super::marks::{BLOCK, Marks, block_at, by_words};

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

/// What was found in what is held; used again for each window.
#[derive(Default)]
pub struct Scan {
    /// Where cells end. Only the first `kept` count.
    ends: Vec<u32>,
    kept: usize,
    rows: Vec<Found>,
}

/// How much of what is held is done with.
pub struct Used {
    /// So many bytes.
    pub bytes: usize,
    /// Ends of lines in it.
    pub lines: usize,
}

/// How far the scan is.
struct At<'h> {
    held: &'h [u8],
    line_end: u8,
    row: usize,
    cell: usize,
    /// The row's first cell, among the ends.
    first: usize,
    within: Within,
    knotty: bool,
    /// Ends of lines inside the quoted cell.
    lines_inside: usize,
    doubtful: bool,
    lines: usize,
    lines_before: usize,
}

impl Scan {
    /// Finds every row that ends inside `held`, the last one only if the file ends there too.
    /// Bytes used are those of rows and of ends of lines.
    pub fn read(&mut self, held: &[u8], at_end: bool, line_end: u8) -> Used {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt")
        {
            // The one line of its kind: it is only asked of processors that can do it, and takes
            // four fifths off what the marks cost.
            #[expect(unsafe_code, reason = "this processor has what the function asks for")]
            return unsafe { self.read_by_avx2(held, at_end, line_end) };
        }
        self.read_by(held, at_end, line_end, by_words)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn read_by_avx2(&mut self, held: &[u8], at_end: bool, line_end: u8) -> Used {
        self.read_by(held, at_end, line_end, |block| super::marks::by_avx2(block))
    }

    #[inline(always)]
    fn read_by(
        &mut self,
        held: &[u8],
        at_end: bool,
        line_end: u8,
        look: impl Fn(&[u8; BLOCK]) -> Marks,
    ) -> Used {
        let mut at = At::new(held, line_end);
        self.kept = 0;
        self.rows.clear();
        for base in (0..held.len()).step_by(BLOCK) {
            if self.ends.len() < self.kept + BLOCK {
                self.ends.resize(self.ends.len() * 2 + 2 * BLOCK, 0);
            }
            let marks = look(&block_at(held, base));
            if !self.block(&mut at, base, &marks) {
                let mut all = marks.separators | marks.quotes;
                while all != 0 {
                    let i = base + all.trailing_zeros() as usize;
                    all &= all - 1;
                    self.mark(&mut at, i);
                }
            }
        }
        if at_end && at.row < held.len() {
            let open = at.within == Within::Quoted;
            at.doubtful |= open;
            at.knotty |= open;
            self.ends.push(0);
            self.cell(&mut at, held.len());
            self.row(&mut at);
            return Used {
                bytes: held.len(),
                lines: at.lines,
            };
        }
        Used {
            bytes: at.row,
            lines: at.lines_before,
        }
    }

    /// How many rows there are.
    #[inline]
    pub fn rows(&self) -> &[Found] {
        &self.rows
    }

    /// Where each cell of a row ends in what is held.
    #[inline]
    pub fn ends(&self, row: Found) -> &[u32] {
        &self.ends[row.first as usize..=row.last as usize]
    }

    /// The cells of a row, and its bytes. `knots` is used again for row after row.
    pub fn cells<'a>(
        &'a self,
        held: &'a [u8],
        row: Found,
        knots: &'a mut Knots,
    ) -> (&'a [u8], Cells<'a>) {
        let ends = self.ends(row);
        let to = ends.last().map_or(row.from, |end| *end);
        let raw = &held[row.from as usize..to as usize];
        if row.knotty {
            knots.read(raw);
        }
        let knots = row.knotty.then_some(&*knots);
        (raw, Cells::new(raw, row.from, ends, knots))
    }

    /// Understands a block at once; not if a mark in it stands where none should, or an end of
    /// line inside a quoted cell.
    #[inline(always)]
    fn block(&mut self, at: &mut At<'_>, base: usize, marks: &Marks) -> bool {
        let mut separators = marks.separators;
        let mut line_ends = marks.line_ends;
        let mut doubled = false;
        if marks.quotes != 0 || at.within != Within::Plain {
            let Some(inside) = at.inside(base, marks) else {
                return false;
            };
            separators &= !inside;
            line_ends &= !inside;
            let (opening, closing) = (marks.quotes & inside, marks.quotes & !inside);
            doubled = opening & (closing << 1) != 0
                || (at.within == Within::Closed(base.wrapping_sub(1)) && opening & 1 == 1);
            at.within = match (inside >> 63, closing >> 63) {
                (1, _) => Within::Quoted,
                (_, 1) => Within::Closed(base + 63),
                _ => Within::Plain,
            };
            at.knotty |= doubled;
        }
        let before = self.kept;
        self.keep(base, separators);
        if separators != 0 {
            at.cell = self.ends[self.kept - 1] as usize + 1;
            at.lines_inside = 0;
        }
        while line_ends != 0 {
            let i = line_ends.trailing_zeros();
            let earlier = separators & ((1 << i) - 1);
            line_ends &= line_ends - 1;
            self.line(
                at,
                base + i as usize,
                before + earlier.count_ones() as usize,
            );
            at.knotty = doubled;
        }
        true
    }

    /// Keeps where cells of a block end.
    #[inline(always)]
    fn keep(&mut self, base: usize, mut separators: u64) {
        let base = cut(base);
        let Some(room) = self.ends[self.kept..].first_chunk_mut::<BLOCK>() else {
            return;
        };
        let n = separators.count_ones() as usize;
        // Eight at once, wanted or not: that is quicker than to stop at the last.
        for part in room.as_chunks_mut::<8>().0.iter_mut() {
            for end in part {
                *end = base + separators.trailing_zeros();
                separators &= separators.wrapping_sub(1);
            }
            if separators == 0 {
                break;
            }
        }
        self.kept += n;
    }

    /// A line ends at byte `i`, which is the end kept as `last`.
    #[inline(always)]
    fn line(&mut self, at: &mut At<'_>, i: usize, last: usize) {
        at.lines += usize::from(at.held[i] == at.line_end);
        // Else a blank line, or the second byte of the end of one.
        if i > at.row {
            self.rows.push(at.found(last));
        }
        at.next(i + 1, last + 1);
    }

    /// A comma, an end of line or a quotation mark.
    fn mark(&mut self, at: &mut At<'_>, i: usize) {
        let byte = at.held[i];
        match (at.within, byte) {
            (Within::Quoted, b'"') => at.within = Within::Closed(i),
            (Within::Closed(before), b'"') if before + 1 == i => {
                at.within = Within::Quoted;
                at.knotty = true;
            }
            (Within::Plain, b'"') if i == at.cell => at.within = Within::Quoted,
            (_, b'"') => {}
            (Within::Quoted, _) => {
                let counts = usize::from(byte == at.line_end);
                at.lines += counts;
                at.lines_inside += counts;
            }
            (_, b',') => self.cell(at, i),
            _ => {
                self.cell(at, i);
                self.line(at, i, self.kept - 1);
            }
        }
    }

    /// A cell ends before byte `end`.
    fn cell(&mut self, at: &mut At<'_>, end: usize) {
        if let Within::Closed(close) = at.within
            && close + 1 < end
        {
            at.knotty = true;
            at.doubtful |= at.lines_inside > 0;
        }
        self.ends[self.kept] = cut(end);
        self.kept += 1;
        at.cell = end + 1;
        at.within = Within::Plain;
        at.lines_inside = 0;
    }

    /// The last row ends with what is held.
    fn row(&mut self, at: &mut At<'_>) {
        self.rows.push(at.found(self.kept - 1));
    }
}

impl<'h> At<'h> {
    fn new(held: &'h [u8], line_end: u8) -> At<'h> {
        At {
            held,
            line_end,
            row: 0,
            cell: 0,
            first: 0,
            within: Within::Plain,
            knotty: false,
            lines_inside: 0,
            doubtful: false,
            lines: 0,
            lines_before: 0,
        }
    }

    /// Bytes of the block that are inside quotation marks, the opening marks among them; none if
    /// a mark opens elsewhere than at the start of a cell, closes elsewhere than at the end of
    /// one, or has an end of line inside.
    #[inline(always)]
    fn inside(&self, base: usize, marks: &Marks) -> Option<u64> {
        let within = match self.within {
            Within::Quoted => u64::MAX,
            _ => 0,
        };
        let inside = before_each(marks.quotes) ^ within;
        let (opening, closing) = (marks.quotes & inside, marks.quotes & !inside);
        let separators = marks.separators & !inside;
        let starts = match self.within {
            // What follows a closed mark must be a comma, an end of line, or a second mark.
            Within::Closed(i) if i + 1 == base && (separators | opening) & 1 == 1 => 1,
            Within::Closed(_) => return None,
            _ => u64::from(self.cell == base),
        };
        let may_open = (separators | closing) << 1 | starts;
        let may_close = (separators | opening) >> 1 | 1 << 63;
        let odd = opening & !may_open | closing & !may_close | marks.line_ends & inside;
        (odd == 0).then_some(inside)
    }

    fn found(&self, last: usize) -> Found {
        Found {
            from: cut(self.row),
            first: cut(self.first),
            last: cut(last),
            lines_before: cut(self.lines_before),
            knotty: self.knotty,
            doubtful: self.doubtful,
        }
    }

    fn next(&mut self, row: usize, first: usize) {
        self.row = row;
        self.cell = self.cell.max(row);
        self.first = first;
        self.knotty = false;
        self.doubtful = false;
        self.lines_before = self.lines;
    }
}

/// A bit for each byte before which, itself counted, there is an odd number of marks.
#[inline(always)]
fn before_each(marks: u64) -> u64 {
    let mut odd = marks;
    for by in [1, 2, 4, 8, 16, 32] {
        odd ^= odd << by;
    }
    odd
}

/// What is held at once is far shorter.
fn cut(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_machine_finds_the_same(
            text in proptest::collection::vec(
                proptest::sample::select(b",,\n\"ab \r\x00\x80\xac\x8d\xff".to_vec()), 0..400),
        ) {
            let (mut one, mut other) = (Scan::default(), Scan::default());
            for (at_end, line_end) in [(true, b'\n'), (false, b'\n'), (true, b'\r')] {
                let used = one.read(&text, at_end, line_end);
                let by_words = other.read_by(&text, at_end, line_end, by_words);
                assert_eq!((used.bytes, used.lines), (by_words.bytes, by_words.lines));
                assert_eq!(one.rows, other.rows);
                assert_eq!(one.ends[..one.kept], other.ends[..other.kept]);
            }
        }
    }
}
