//! What the bytes of some cells of a row mean, once they have been read: rows that say the same are
//! not read again.

/// One row as it stands: no cell of it is unquoted, decoded or copied.
#[derive(Clone, Copy)]
pub(super) struct RawRow<'a> {
    pub(super) held: &'a [u8],
    /// What each cell stands between in what is held: the byte before its first, then the one
    /// after each.
    pub(super) edges: &'a [u32],
}

/// Cells that stand side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl<'a> RawRow<'a> {
    /// How many cells it has.
    #[inline(always)]
    pub(super) fn cells(self) -> usize {
        self.edges.len() - 1
    }

    /// Where the first of the cells begins and the last one ends in what is held.
    #[inline(always)]
    pub(super) fn bounds(self, run: Run) -> (usize, usize) {
        let from = self.edges[run.first].wrapping_add(1);
        (from as usize, self.edges[run.last + 1] as usize)
    }

    /// The bytes of cells side by side, with the commas between them.
    #[inline(always)]
    pub(super) fn run(self, run: Run) -> &'a [u8] {
        let (from, to) = self.bounds(run);
        &self.held[from..to]
    }
}

/// Thirty-two bytes as whole numbers, noughts behind the last that counts. Two of sixteen bytes
/// stay whole numbers throughout, where four of eight would go by way of a wide register.
type Words = [u128; 2];
const WORDS: usize = 32;

/// Not more runs than that: the length of each takes five bits of a whole number.
pub(super) const MOST_RUNS: usize = 12;
/// The length kept of a run that is longer than any of these; its own is among its words.
const LONG: usize = 31;

/// The meaning, a number, of every spelling of some cells that was met.
#[derive(Default)]
pub(super) struct Memo {
    /// The number of a spelling by what it hashes to, or in the next free place.
    places: Vec<u32>,
    known: Vec<Known>,
    /// Words of spellings beyond the first.
    more: Vec<Words>,
    said: Said,
}

/// One spelling.
struct Known {
    first: Words,
    lengths: u64,
    hash: u32,
    /// Where the words beyond the first are.
    more: u32,
    meaning: u32,
}

/// What the cells of one row say.
struct Said {
    words: Vec<Words>,
    /// So many of them count; the first does always.
    filled: usize,
    /// The lengths of the runs, in bytes.
    lengths: u64,
    hash: u32,
}

const FREE: u32 = u32::MAX;

impl Memo {
    /// What a row's cells mean, if they were met before.
    #[inline(always)]
    pub(super) fn find(&mut self, row: RawRow<'_>, runs: &[Run]) -> Option<u32> {
        self.said.gather(row, runs);
        let said = &self.said;
        let mut at = said.hash as usize;
        loop {
            let place = self.places.get(at & self.places.len().wrapping_sub(1))?;
            let known = self.known.get(*place as usize)?;
            if same(&known.first, &said.words[0]) & (known.lengths == said.lengths) {
                let (then, more) = (&said.words[1..said.filled], known.more as usize);
                if then.is_empty() || self.more[more..].starts_with(then) {
                    return Some(known.meaning);
                }
            }
            at += 1;
        }
    }

    /// Keeps what they mean.
    pub(super) fn learn(&mut self, row: RawRow<'_>, runs: &[Run], meaning: u32) {
        self.said.gather(row, runs);
        // Wide while that is little: a place that is taken costs more than one that is free.
        let wide = if self.known.len() < 16 * 1024 { 8 } else { 2 };
        if self.known.len() * wide >= self.places.len() {
            self.places = vec![FREE; (self.places.len() * 2).max(64)];
            for number in 0..self.known.len() {
                self.put(number);
            }
        }
        self.known.push(Known {
            first: self.said.words[0],
            lengths: self.said.lengths,
            hash: self.said.hash,
            more: u32::try_from(self.more.len()).unwrap_or(u32::MAX),
            meaning,
        });
        let more = &self.said.words[1..self.said.filled];
        self.more.extend_from_slice(more);
        self.put(self.known.len() - 1);
    }

    /// Keeps them under the next number, and gives it.
    pub(super) fn learn_next(&mut self, row: RawRow<'_>, runs: &[Run]) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(FREE);
        self.learn(row, runs, next);
        next
    }

    fn put(&mut self, number: usize) {
        let mask = self.places.len() - 1;
        let mut at = self.known[number].hash as usize;
        while self.places[at & mask] != FREE {
            at += 1;
        }
        self.places[at & mask] = u32::try_from(number).unwrap_or(FREE);
    }

    /// Are there so many spellings, or have they so many bytes?
    pub(super) fn holds(&self, spellings: usize, bytes: usize) -> bool {
        self.known.len() >= spellings || (self.known.len() + self.more.len()) * WORDS >= bytes
    }
}

impl Default for Said {
    fn default() -> Said {
        Said {
            words: vec![Words::default(); MOST_RUNS],
            filled: 0,
            lengths: 0,
            hash: 0,
        }
    }
}

impl Said {
    /// Takes in what a row's cells say.
    #[inline(always)]
    fn gather(&mut self, row: RawRow<'_>, runs: &[Run]) {
        debug_assert!(
            runs.len() <= MOST_RUNS,
            "their lengths are kept in one number"
        );
        let (mut filled, mut lengths, mut hash) = (0, 0, SEED);
        for run in runs {
            let (from, to) = row.bounds(*run);
            let length = to - from;
            lengths = lengths << 5 | length.min(LONG) as u64;
            if length == 0 {
                continue;
            }
            if length < LONG && filled < self.words.len() {
                let words = short(row.held, from, length);
                self.words[filled] = words;
                filled += 1;
                hash = mixed(hash, &words);
            } else {
                (filled, hash) = self.long(&row.held[from..to], filled, hash);
            }
        }
        if filled == 0 {
            self.words[0] = Words::default();
            filled = 1;
        }
        self.filled = filled;
        self.lengths = lengths;
        // Mixed apart, so as not to wait for the hash.
        self.hash = (hash ^ product(lengths ^ SEED, OF_LENGTHS)) as u32;
    }

    /// Takes in a run that is longer than most.
    #[cold]
    fn long(&mut self, run: &[u8], filled: usize, mut hash: u64) -> (usize, u64) {
        self.words.truncate(filled);
        self.words.push([run.len() as u128, 0]);
        for part in run.chunks(WORDS) {
            self.words.push(short(part, 0, part.len()));
        }
        for words in &self.words[filled..] {
            hash = mixed(hash, words);
        }
        let filled = self.words.len();
        self.words.resize(filled + MOST_RUNS, Words::default());
        (filled, hash)
    }
}

/// Up to thirty-two bytes as whole numbers.
#[inline(always)]
fn short(held: &[u8], from: usize, length: usize) -> Words {
    let held = &held[from..];
    match (held.first_chunk(), COUNT.get(length)) {
        (Some(bytes), Some(count)) => {
            let words = words(bytes);
            [words[0] & count[0], words[1] & count[1]]
        }
        _ => at_the_end(held, length),
    }
}

/// The same where fewer than thirty-two are held from there on.
#[cold]
fn at_the_end(held: &[u8], length: usize) -> Words {
    let mut bytes = [0; WORDS];
    bytes[..length].copy_from_slice(&held[..length]);
    words(&bytes)
}

#[inline(always)]
fn words(bytes: &[u8; WORDS]) -> Words {
    let (halves, _) = bytes.as_chunks::<16>();
    [
        u128::from_le_bytes(halves[0]),
        u128::from_le_bytes(halves[1]),
    ]
}

/// By their number, the bits of the first bytes.
static COUNT: [Words; WORDS + 1] = {
    let mut count = [[0; 2]; WORDS + 1];
    let mut length = 0;
    while length <= WORDS {
        let mut byte = 0;
        while byte < length {
            count[length][byte / 16] |= 0xff << (byte % 16 * 8);
            byte += 1;
        }
        length += 1;
    }
    count
};

const SEED: u64 = 0x243f_6a88_85a3_08d3;
const OF_LENGTHS: u64 = 0x082e_fa98_ec4e_6c89;

/// Each bit of the answer depends on each of the numbers.
#[inline(always)]
fn mixed(hash: u64, words: &Words) -> u64 {
    let one = halves(words[0] ^ 0x9e37_79b9_7f4a_7c15_0000_0000_0000_0000);
    let other = halves(words[1] ^ 0xa409_3822_299f_31d0_1319_8a2e_0370_7344);
    product(hash ^ one.0, one.1).wrapping_add(product(other.0, other.1))
}

/// The lower and the upper eight bytes.
#[inline(always)]
fn halves(words: u128) -> (u64, u64) {
    (words as u64, (words >> 64) as u64)
}

#[inline(always)]
fn product(one: u64, other: u64) -> u64 {
    let wide = u128::from(one) * u128::from(other);
    (wide as u64) ^ (wide >> 64) as u64
}

#[inline(always)]
fn same(one: &Words, other: &Words) -> bool {
    // All at once: a branch for each would be guessed wrong now and then.
    (one[0] ^ other[0]) | (one[1] ^ other[1]) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE_ALL: u32 = u32::MAX;

    fn row<'a>(held: &'a [u8], edges: &'a [u32]) -> RawRow<'a> {
        RawRow { held, edges }
    }

    #[test]
    fn a_spelling_is_known_again_only_in_the_same_cells() {
        let runs = [Run { first: 0, last: 1 }, Run { first: 3, last: 3 }];
        let mut memo = Memo::default();
        memo.learn(row(b"ab,c,x,d", &[BEFORE_ALL, 2, 4, 6, 8]), &runs, 7);
        let mut find = |text, ends: [u32; 4]| {
            let edges: Vec<u32> = [BEFORE_ALL].into_iter().chain(ends).collect();
            memo.find(row(str::as_bytes(text), &edges), &runs)
        };
        assert_eq!(find("ab,c,y,d", [2, 4, 6, 8]), Some(7));
        assert_eq!(find("ab,c,,d", [2, 4, 5, 7]), Some(7));
        assert_eq!(find("ab,cd,x,", [2, 5, 7, 8]), None);
        assert_eq!(find("ab,c,x,e", [2, 4, 6, 8]), None);
        assert_eq!(find("ab,c,x,", [2, 4, 6, 7]), None);
        assert!(memo.holds(1, 99) && !memo.holds(2, 99) && memo.holds(2, 32));
    }

    proptest::proptest! {
        // Few letters and many lengths, so that spellings are often nearly the same.
        #[test]
        fn every_spelling_has_its_own_meaning(
            rows in proptest::collection::vec(
                proptest::collection::vec("[a\0]{0,3}|a{29,34}|a{60,70}\0?", 3), 1..40),
            behind in 0_usize..40,
        ) {
            let runs = [0, 1, 2].map(|i| Run { first: i, last: i });
            let mut memo = Memo::default();
            let mut met: Vec<Vec<String>> = Vec::new();
            for cells in rows {
                let mut held = cells.join(",").into_bytes();
                let mut ends = vec![BEFORE_ALL];
                for cell in &cells {
                    let begins = ends.last().map_or(0, |end| end.wrapping_add(1) as usize);
                    ends.push(u32::try_from(begins + cell.len()).unwrap());
                }
                held.resize(held.len() + behind, b'a');
                let place = met.iter().position(|known| *known == cells);
                let place = place.map(|place| u32::try_from(place).unwrap());
                assert_eq!(memo.find(row(&held, &ends), &runs), place);
                if place.is_none() {
                    memo.learn(row(&held, &ends), &runs, u32::try_from(met.len()).unwrap());
                    met.push(cells);
                }
            }
        }
    }
}
