//! Blocks of sixty-four bytes, each understood at once for as long as marks stand where they
//! should: where cells and lines end in them.

use super::marks::{BLOCK, Marks, block_at};

/// So many bytes are gone through before the lines in them are looked at.
const STRETCH: usize = 64 * BLOCK;
/// Room for all that may end in a stretch; ends are written several at a time, wanted or not.
pub(super) const ROOM: usize = STRETCH + BLOCK;

/// Set beside an end of a line if marks of its row may be doubled.
const DOUBLED: u32 = 1 << 31;

/// Where a line ends.
#[derive(Clone, Copy, Default)]
pub(super) struct LineEnd {
    at: u32,
    /// Which end of a cell it is, and whether marks before it may be doubled.
    last: u32,
}

impl LineEnd {
    /// Its byte in what is held.
    pub(super) fn at(self) -> usize {
        self.at as usize
    }

    /// Which end of a cell it is, of all that are kept.
    pub(super) fn last(self) -> usize {
        (self.last & !DOUBLED) as usize
    }

    /// May two marks in its row stand for one?
    pub(super) fn doubled(self) -> bool {
        self.last & DOUBLED != 0
    }
}

/// What a block leaves to the next.
#[derive(Clone, Copy)]
pub(super) struct Carried {
    /// All bits if it ends inside quotation marks, else none.
    inside: u64,
    /// One if its last byte is a mark that closes.
    closed: u64,
    /// One if a cell begins after its last byte.
    begins: u64,
    doubled: u32,
}

impl Carried {
    pub(super) fn new(quoted: bool, closed: bool, begins: bool, doubled: bool) -> Carried {
        Carried {
            inside: if quoted { u64::MAX } else { 0 },
            closed: u64::from(closed),
            begins: u64::from(begins),
            doubled: if doubled { DOUBLED } else { 0 },
        }
    }

    /// Does the next block begin inside quotation marks?
    pub(super) fn quoted(self) -> bool {
        self.inside != 0
    }

    /// Is the byte before the next block a mark that closes?
    pub(super) fn closed(self) -> bool {
        self.closed != 0
    }

    /// May marks in the row that is not over be doubled?
    pub(super) fn doubled(self) -> bool {
        self.doubled != 0
    }

    /// Takes in the marks of a block, leaves of its commas and ends of lines those that part cells,
    /// and says if two marks stand for one in it. None if a mark opens elsewhere than at the start
    /// of a cell, closes elsewhere than at the end of one, or has an end of line inside.
    #[inline(always)]
    fn marks(&mut self, marks: &mut Marks) -> Option<u32> {
        let inside = before_each(marks.quotes) ^ self.inside;
        let (opening, closing) = (marks.quotes & inside, marks.quotes & !inside);
        let separators = marks.separators & !inside;
        let after_closing = closing << 1 | self.closed;
        let odd = opening & !(separators << 1 | self.begins | after_closing)
            | after_closing & !(separators | opening)
            | marks.line_ends & inside;
        if odd != 0 {
            return None;
        }
        marks.separators = separators;
        marks.line_ends &= !inside;
        self.inside = (inside.cast_signed() >> 63).cast_unsigned();
        self.closed = closing >> 63;
        Some(u32::from(opening & after_closing != 0) << 31)
    }
}

/// How far blocks were understood.
pub(super) struct Understood {
    /// Where the next block begins, and its marks if they stand where they should not.
    pub(super) base: usize,
    pub(super) odd: Option<Marks>,
    /// How many cells and lines end before it.
    pub(super) ends: usize,
    pub(super) lines: usize,
    pub(super) carried: Carried,
}

/// Understands blocks from `base` on, to the end of a stretch at most. Which end of a cell a line's
/// end is counts from `kept` on.
#[inline(always)]
pub(super) fn blocks(
    held: &[u8],
    base: usize,
    look: impl Fn(&[u8; BLOCK]) -> Marks,
    mut carried: Carried,
    (kept, ends): (usize, &mut [u32; ROOM]),
    lines: &mut [LineEnd; ROOM],
) -> Understood {
    let to = held.len().min(base + STRETCH);
    let (mut base, mut odd, mut kept_here, mut waiting) = (base, None, 0, 0);
    while base < to {
        let mut marks = look(&block_at(held, base));
        let mut doubled = 0;
        if marks.quotes | carried.inside | carried.closed != 0 {
            match carried.marks(&mut marks) {
                Some(here) => doubled = here,
                None => {
                    odd = Some(marks);
                    break;
                }
            }
        }
        // All rows of the block, for it is not looked at in which the marks are.
        let in_row = carried.doubled | doubled;
        keep(&mut ends[kept_here..], base, marks.separators);
        let last = cut(kept + kept_here) | in_row;
        keep_lines(&mut lines[waiting..], base, last, &marks);
        kept_here += marks.separators.count_ones() as usize;
        waiting += marks.line_ends.count_ones() as usize;
        carried.begins = marks.separators >> 63;
        carried.doubled = if marks.line_ends == 0 {
            in_row
        } else {
            doubled
        };
        base += BLOCK;
    }
    Understood {
        base,
        odd,
        ends: kept_here,
        lines: waiting,
        carried,
    }
}

/// Keeps where cells of a block end.
#[inline(always)]
fn keep(room: &mut [u32], base: usize, mut separators: u64) {
    let base = cut(base);
    let Some(room) = room.first_chunk_mut::<BLOCK>() else {
        return;
    };
    // Eight at once, wanted or not, which is quicker than to stop at the last; and by twos, for
    // eight single ones would be gathered in one wide number first, which is slower.
    for part in room.as_chunks_mut::<8>().0 {
        for two in part.as_chunks_mut::<2>().0 {
            let one = u64::from(base + separators.trailing_zeros());
            separators &= separators.wrapping_sub(1);
            let other = u64::from(base + separators.trailing_zeros());
            separators &= separators.wrapping_sub(1);
            let both = one | other << 32;
            *two = [both as u32, (both >> 32) as u32];
        }
        if separators == 0 {
            break;
        }
    }
}

/// Keeps where lines of a block end. `last` is the number of its first end of a cell.
#[inline(always)]
fn keep_lines(room: &mut [LineEnd], base: usize, last: u32, marks: &Marks) {
    let base = cut(base);
    let Some(room) = room.first_chunk_mut::<BLOCK>() else {
        return;
    };
    let mut line_ends = marks.line_ends;
    for line in room {
        let earlier = line_ends.wrapping_sub(1) & !line_ends;
        *line = LineEnd {
            at: base + line_ends.trailing_zeros(),
            last: last + (marks.separators & earlier).count_ones(),
        };
        line_ends &= line_ends.wrapping_sub(1);
        if line_ends == 0 {
            break;
        }
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
#[inline(always)]
pub(super) fn cut(n: usize) -> u32 {
    debug_assert!(n < DOUBLED as usize, "the topmost bit says something else");
    n as u32
}
