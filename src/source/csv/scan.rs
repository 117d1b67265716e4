//! The scan: what commas, ends of lines and quotation marks mean. Cells are parted exactly as the
//! csv crate parts them: a mark opens only at the start of a cell, two marks within are one, what
//! follows the closing mark belongs to the cell. Where marks stand as they should, sixty-four
//! bytes are understood at once; where they do not, mark by mark.

use super::blocks::{Carried, LineEnd, ROOM, blocks, cut};
use super::cells::{Cells, Knots};
use super::found::Found;
use super::marks::{BLOCK, Marks, block_at, by_words};

/// The byte before the first.
const BEFORE_ALL: u32 = u32::MAX;

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
    /// Where cells end, behind the byte before the first. Only the first `kept` count.
    ends: Vec<u32>,
    kept: usize,
    /// Where lines of one stretch end.
    lines: Vec<LineEnd>,
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
        if self.ends.is_empty() {
            self.ends.push(BEFORE_ALL);
        }
        self.kept = 1;
        self.rows.clear();
        let mut base = 0;
        while base < held.len() {
            base = match self.stretch(&mut at, base, &look) {
                (base, None) => base,
                (base, Some(marks)) => {
                    let mut all = marks.separators | marks.quotes;
                    while all != 0 {
                        self.mark(&mut at, base + all.trailing_zeros() as usize);
                        all &= all - 1;
                    }
                    base + BLOCK
                }
            };
        }
        self.finish(&mut at, at_end)
    }

    /// The last row ends with what is held if the file does.
    fn finish(&mut self, at: &mut At<'_>, at_end: bool) -> Used {
        if at_end && at.row < at.held.len() {
            let open = at.within == Within::Quoted;
            at.doubtful |= open;
            at.knotty |= open;
            self.ends.push(0);
            self.cell(at, at.held.len());
            self.rows.push(at.found(self.kept - 1));
            return Used {
                bytes: at.held.len(),
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

    /// What each cell of a row stands between in what is held: the byte before its first, then the
    /// one after each. Before the first byte of all is the last number there is.
    #[inline]
    pub fn edges(&self, row: Found) -> &[u32] {
        &self.ends[row.first as usize - 1..=row.last as usize]
    }

    /// The cells of a row, and its bytes. `knots` is used again for row after row.
    pub fn cells<'a>(
        &'a self,
        held: &'a [u8],
        row: Found,
        knots: &'a mut Knots,
    ) -> (&'a [u8], Cells<'a>) {
        let ends = &self.ends[row.first as usize..=row.last as usize];
        let to = ends.last().map_or(row.from, |end| *end);
        let raw = &held[row.from as usize..to as usize];
        if row.knotty {
            knots.read(raw);
        }
        let knots = row.knotty.then_some(&*knots);
        (raw, Cells::new(raw, row.from, ends, knots))
    }

    /// Goes on from `base` for as long as whole blocks can be understood at once, a stretch at
    /// most. Gives where the next block begins, and its marks if they stand where they should not.
    #[inline(always)]
    fn stretch(
        &mut self,
        at: &mut At<'_>,
        base: usize,
        look: impl Fn(&[u8; BLOCK]) -> Marks,
    ) -> (usize, Option<Marks>) {
        if self.ends.len() < self.kept + ROOM {
            self.ends.resize(self.ends.len() * 2 + ROOM, 0);
        }
        self.lines.resize(ROOM, LineEnd::default());
        let rooms = (
            self.ends[self.kept..].first_chunk_mut(),
            self.lines.first_chunk_mut(),
        );
        let ((Some(ends), Some(lines)), Some(carried)) = (rooms, at.carried(base)) else {
            return (base, Some(look(&block_at(at.held, base))));
        };
        let understood = blocks(at.held, base, look, carried, (self.kept, ends), lines);
        self.kept += understood.ends;
        for i in 0..understood.lines {
            let end = self.lines[i];
            at.knotty = end.doubled();
            self.line(at, end.at(), end.last());
        }
        if understood.ends > 0 {
            at.cell = self.ends[self.kept - 1] as usize + 1;
            at.lines_inside = 0;
        }
        at.carry(understood.base, understood.carried);
        (understood.base, understood.odd)
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
}

impl<'h> At<'h> {
    fn new(held: &'h [u8], line_end: u8) -> At<'h> {
        At {
            held,
            line_end,
            row: 0,
            cell: 0,
            first: 1,
            within: Within::Plain,
            knotty: false,
            lines_inside: 0,
            doubtful: false,
            lines: 0,
            lines_before: 0,
        }
    }

    /// What the bytes before `base` leave to a block; none if it begins within what follows a
    /// closed mark, which is read mark by mark.
    fn carried(&self, base: usize) -> Option<Carried> {
        let (quoted, closed) = match self.within {
            Within::Plain => (false, false),
            Within::Quoted => (true, false),
            Within::Closed(i) if i + 1 == base => (false, true),
            Within::Closed(_) => return None,
        };
        let begins = self.cell == base;
        Some(Carried::new(quoted, closed, begins, self.knotty))
    }

    /// Takes up what the blocks before `base` left.
    fn carry(&mut self, base: usize, carried: Carried) {
        self.within = match (carried.quoted(), carried.closed()) {
            (true, _) => Within::Quoted,
            (_, true) => Within::Closed(base - 1),
            _ => Within::Plain,
        };
        self.knotty = carried.doubled();
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Cells of many lengths, most of them sound, so that every kind of edge between blocks is met.
    fn texts() -> impl Strategy<Value = Vec<u8>> {
        let cell = prop_oneof![
            3 => "[a ]{0,90}",
            3 => "\"[x,]{0,90}(\"\"[x,]{0,40}){0,2}\"",
            1 => "\"[x,]{0,70}(\n|\r\n)[x,]{0,70}\"",
            1 => "[a\",\r\n]{0,6}",
            1 => "\"[x]{0,40}\"[ax,\"\n]{0,70}",
        ];
        let end = prop_oneof![4 => Just(","), 1 => Just("\n"), 1 => Just("\r\n")];
        let cells = proptest::collection::vec((cell, end), 0..60);
        cells.prop_map(|cells| {
            let text: String = cells.into_iter().map(|(cell, end)| cell + end).collect();
            text.into_bytes()
        })
    }

    /// Reads mark by mark throughout.
    fn by_marks(held: &[u8], at_end: bool, line_end: u8) -> (Scan, Used) {
        let mut scan = Scan::default();
        scan.ends.resize(held.len() + 2, BEFORE_ALL);
        scan.kept = 1;
        let mut at = At::new(held, line_end);
        for (i, byte) in held.iter().enumerate() {
            if matches!(byte, b',' | b'\n' | b'\r' | b'"') {
                scan.mark(&mut at, i);
            }
        }
        let used = scan.finish(&mut at, at_end);
        (scan, used)
    }

    proptest! {
        #[test]
        fn blocks_say_what_marks_one_by_one_say(
            text in texts(),
            at_end: bool,
            line_end in proptest::sample::select(vec![b'\n', b'\r']),
        ) {
            let mut blocks = Scan::default();
            let used = blocks.read(&text, at_end, line_end);
            let (marks, by_marks) = by_marks(&text, at_end, line_end);
            assert_eq!((used.bytes, used.lines), (by_marks.bytes, by_marks.lines));
            assert_eq!(blocks.ends[..blocks.kept], marks.ends[..marks.kept]);
            assert_eq!(blocks.rows.len(), marks.rows.len());
            for (one, other) in blocks.rows.iter().zip(&marks.rows) {
                // A block tells of all its rows that marks may be doubled in them.
                assert!(one.knotty || !other.knotty, "{other:?}");
                assert_eq!(Found { knotty: other.knotty, ..*one }, *other);
            }
        }

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
