//! Which fingerprints of rows were met before, in memory that does not grow with the ledger.

use rustc_hash::FxHashSet;

/// Up to so many, fingerprints are held whole.
const FEW: usize = 1 << 18;
/// Places for short marks of them beyond that: 64 MiB.
const SLOTS: usize = 1 << 24;
/// Marks beyond which looking for a place takes too long.
pub(super) const MOST: usize = SLOTS / 5 * 4;

/// Fingerprints met so far. It may take two for one (four times in ten thousand million), never
/// one for two: what it calls met is looked at again.
pub(super) struct Seen {
    few: FxHashSet<u64>,
    /// The low half of each fingerprint, at or after the place its high half gives; nil is free.
    marks: Vec<u32>,
    held: usize,
    /// How many are remembered at most.
    room: usize,
}

/// What is known of a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// It was not met before, and is now.
    New,
    /// It was met before, or one that looks like it.
    Before,
    /// There is no room to remember it.
    NoRoom,
}

impl Seen {
    /// Nothing met yet; there is room for so many, `MOST` at most.
    pub(super) fn with_room(room: usize) -> Seen {
        Seen {
            few: FxHashSet::default(),
            marks: Vec::new(),
            held: 0,
            room: room.min(MOST),
        }
    }

    /// Remembers a fingerprint.
    pub(super) fn meet(&mut self, print: u64) -> Met {
        if !self.marks.is_empty() {
            return self.mark(print);
        }
        if self.few.contains(&print) {
            return Met::Before;
        }
        if self.few.len() >= self.room {
            return Met::NoRoom;
        }
        self.few.insert(print);
        if self.few.len() > FEW {
            self.marks = vec![0; SLOTS];
            for print in std::mem::take(&mut self.few) {
                self.mark(print);
            }
        }
        Met::New
    }

    /// Looks at the places of fingerprints that will be asked for next, all at once.
    pub(super) fn make_ready(&self, prints: impl Iterator<Item = u64>) {
        if !self.marks.is_empty() {
            let touched = prints.map(|print| u64::from(self.marks[place_of(print)]));
            std::hint::black_box(touched.sum::<u64>());
        }
    }

    fn mark(&mut self, print: u64) -> Met {
        let mark = ((print & u64::from(u32::MAX)) as u32).max(1);
        let mut at = place_of(print);
        loop {
            match self.marks[at] {
                0 if self.held >= self.room => return Met::NoRoom,
                0 => {
                    self.marks[at] = mark;
                    self.held += 1;
                    return Met::New;
                }
                held if held == mark => return Met::Before,
                _ => at = (at + 1) % SLOTS,
            }
        }
    }
}

/// Where the mark of a fingerprint stands, if nothing else does.
fn place_of(print: u64) -> usize {
    usize::try_from(print >> 40).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look drawn.
    fn print(n: u64) -> u64 {
        let n = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (n ^ (n >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }

    #[test]
    fn what_was_met_is_known_while_few_and_while_many() {
        let mut seen = Seen::with_room(MOST);
        let many = FEW as u64 + 5_000;
        for n in 0..many {
            assert_eq!(seen.meet(print(n)), Met::New, "{n}");
        }
        for n in 0..many {
            assert_eq!(seen.meet(print(n)), Met::Before, "{n}");
        }
    }
}
