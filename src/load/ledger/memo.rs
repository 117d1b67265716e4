//! What the bytes of some cells of a row mean, once they have been read: rows that say the same are
//! not read again.

/// One row as it stands: no cell of it is unquoted, decoded or copied.
#[derive(Clone, Copy)]
pub(super) struct RawRow<'a> {
    pub(super) held: &'a [u8],
    /// Its first byte in what is held.
    pub(super) from: usize,
    /// Where each cell ends in what is held.
    pub(super) ends: &'a [u32],
}

/// Cells that stand side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl<'a> RawRow<'a> {
    /// The bytes of cells side by side, with the commas between them.
    #[inline(always)]
    pub(super) fn run(self, run: Run) -> &'a [u8] {
        let from = match run.first.checked_sub(1) {
            Some(before) => self.ends[before] as usize + 1,
            None => self.from,
        };
        &self.held[from..self.ends[run.last] as usize]
    }
}

/// The meaning, a number, of every spelling of some cells that was met.
#[derive(Default)]
pub(super) struct Memo {
    /// By what the spelling hashes to, or in the next free place; at most half of them are taken.
    places: Vec<Place>,
    taken: usize,
    /// Spellings one after the other, each run followed by a comma.
    spellings: Vec<u8>,
}

#[derive(Clone, Copy, Default)]
struct Place {
    /// Nought where there is nothing.
    hash: u64,
    spelling: u32,
    meaning: u32,
}

impl Memo {
    /// What a row's cells mean, if they were met before.
    #[inline(always)]
    pub(super) fn find(&self, row: RawRow<'_>, runs: &[Run]) -> Option<u32> {
        let hash = hash_of(row, runs);
        let mut at = place_of(hash);
        loop {
            let place = self.places.get(at & self.places.len().wrapping_sub(1))?;
            if place.hash == hash && is(&self.spellings[place.spelling as usize..], row, runs) {
                return Some(place.meaning);
            }
            if place.hash == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// Keeps what they mean.
    pub(super) fn learn(&mut self, row: RawRow<'_>, runs: &[Run], meaning: u32) {
        if self.taken * 2 >= self.places.len() {
            let wider = vec![Place::default(); (self.places.len() * 2).max(64)];
            for place in std::mem::replace(&mut self.places, wider) {
                if place.hash != 0 {
                    self.put(place);
                }
            }
        }
        let spelling = u32::try_from(self.spellings.len()).unwrap_or(u32::MAX);
        for run in runs {
            self.spellings.extend_from_slice(row.run(*run));
            self.spellings.push(b',');
        }
        self.taken += 1;
        self.put(Place {
            hash: hash_of(row, runs),
            spelling,
            meaning,
        });
    }

    fn put(&mut self, place: Place) {
        let mask = self.places.len() - 1;
        let mut at = place_of(place.hash);
        while self.places[at & mask].hash != 0 {
            at += 1;
        }
        self.places[at & mask] = place;
    }

    /// Are there so many spellings, or have they so many bytes?
    pub(super) fn holds(&self, spellings: usize, bytes: usize) -> bool {
        self.taken >= spellings || self.spellings.len() >= bytes
    }
}

fn place_of(hash: u64) -> usize {
    // The topmost bits depend on all others.
    usize::try_from(hash >> 32).unwrap_or(0)
}

#[inline(always)]
fn hash_of(row: RawRow<'_>, runs: &[Run]) -> u64 {
    let mut hash = 0;
    for run in runs {
        words(row.run(*run), |word| {
            hash = mixed(hash ^ word);
        });
    }
    hash | 1
}

/// Each bit of the answer depends on each of the number.
#[inline(always)]
fn mixed(n: u64) -> u64 {
    let wide = u128::from(n ^ 0x243f_6a88_85a3_08d3) * 0x9e37_79b9_7f4a_7c15;
    (wide as u64) ^ (wide >> 64) as u64
}

/// Gives bytes as numbers of eight, the last of which may overlap the one before.
#[inline(always)]
fn words(bytes: &[u8], mut each: impl FnMut(u64)) {
    let (eights, rest) = bytes.as_chunks::<8>();
    for eight in eights {
        each(u64::from_le_bytes(*eight));
    }
    if !rest.is_empty() {
        each(match bytes.last_chunk::<8>() {
            Some(last) => u64::from_le_bytes(*last),
            None => rest.iter().fold(0, |word, b| word << 8 | u64::from(*b)),
        });
    }
}

#[inline(always)]
fn is(spelling: &[u8], row: RawRow<'_>, runs: &[Run]) -> bool {
    let mut rest = spelling;
    for run in runs {
        let run = row.run(*run);
        match rest.split_at_checked(run.len()) {
            Some((same, [b',', then @ ..])) if equal(same, run) => rest = then,
            _ => return false,
        }
    }
    true
}

/// Of two that are equally long.
#[inline(always)]
fn equal(one: &[u8], other: &[u8]) -> bool {
    let ((a, a_rest), (b, b_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    a.iter().zip(b).all(|(a, b)| a == b)
        && match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
            (Some(a), Some(b)) => a == b,
            _ => a_rest.iter().zip(b_rest).all(|(a, b)| a == b),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_known_again_only_in_the_same_cells() {
        let row = |text: &'static str, ends: &'static [u32]| RawRow {
            held: text.as_bytes(),
            from: 0,
            ends,
        };
        let runs = [Run { first: 0, last: 1 }, Run { first: 3, last: 3 }];
        let mut memo = Memo::default();
        memo.learn(row("ab,c,x,d", &[2, 4, 6, 8]), &runs, 7);
        assert_eq!(memo.find(row("ab,c,y,d", &[2, 4, 6, 8]), &runs), Some(7));
        assert_eq!(memo.find(row("ab,c,,d", &[2, 4, 5, 7]), &runs), Some(7));
        assert_eq!(memo.find(row("ab,cd,x,", &[2, 5, 7, 8]), &runs), None);
        assert_eq!(memo.find(row("ab,c,x,e", &[2, 4, 6, 8]), &runs), None);
        assert_eq!(memo.find(row("ab,c,x,", &[2, 4, 6, 7]), &runs), None);
        assert!(memo.holds(1, 99) && !memo.holds(2, 99));
    }
}
