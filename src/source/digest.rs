//! Digests: what `b3sum` prints for the same bytes. BLAKE3 is a tree, so that pieces of a file can
//! be digested side by side and still give the digest of the whole.

use blake3::Hasher;
use blake3::hazmat::{
    ChainingValue, HasherExt, Mode, merge_subtrees_non_root, merge_subtrees_root,
};

/// Pieces of a file may begin at multiples of so many bytes.
pub const UNIT: u64 = 4 * 1024 * 1024;

/// The digest of some bytes: BLAKE3, 256 bits.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// A digest as people and `b3sum` write it.
pub fn written(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of a piece of a file, taken as it is read.
#[derive(Debug)]
pub struct Digesting {
    unit: u64,
    /// Of each unit that is over, and of the one that is not.
    over: Vec<ChainingValue>,
    last: Hasher,
    /// Where the last unit begins in the file.
    at: u64,
}

impl Digesting {
    /// From the start of a file.
    pub fn start() -> Digesting {
        Digesting::by(UNIT, 0)
    }

    /// From a byte of it, which is a multiple of so many, a power of two from 1,024 on. Only pieces
    /// by the same unit go together.
    pub fn by(unit: u64, at: u64) -> Digesting {
        Digesting {
            unit,
            over: Vec::new(),
            last: unit_from(at),
            at,
        }
    }

    /// Takes the bytes that follow.
    pub fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.last.count() == self.unit {
                self.over.push(self.last.finalize_non_root());
                self.at += self.unit;
                self.last = unit_from(self.at);
            }
            let room = usize::try_from(self.unit - self.last.count()).unwrap_or(usize::MAX);
            let (now, then) = bytes.split_at(room.min(bytes.len()));
            self.last.update(now);
            bytes = then;
        }
    }

    /// The digest of a file, all of it taken from its start.
    pub fn finish(self) -> [u8; 32] {
        digest_of_pieces(vec![self])
    }
}

fn unit_from(at: u64) -> Hasher {
    let mut hasher = Hasher::new();
    hasher.set_input_offset(at);
    hasher
}

/// The digest of a file from its pieces, in order, each taken from where the one before ends.
pub fn digest_of_pieces(pieces: Vec<Digesting>) -> [u8; 32] {
    let mut all = Vec::new();
    for piece in &pieces {
        all.extend_from_slice(&piece.over);
        if piece.last.count() > 0 {
            all.push(piece.last.finalize_non_root());
        }
    }
    match (all.as_slice(), pieces.first()) {
        ([] | [_], Some(piece)) => *piece.last.finalize().as_bytes(),
        ([], None) => digest(b""),
        (all, _) => {
            let (left, right) = all.split_at(left_of(all.len()));
            *merge_subtrees_root(&tree(left), &tree(right), Mode::Hash).as_bytes()
        }
    }
}

fn tree(units: &[ChainingValue]) -> ChainingValue {
    match units {
        [one] => *one,
        _ => {
            let (left, right) = units.split_at(left_of(units.len()));
            merge_subtrees_non_root(&tree(left), &tree(right), Mode::Hash)
        }
    }
}

/// Of more than one, the left side has the largest power of two that leaves one for the right.
fn left_of(units: usize) -> usize {
    units.next_power_of_two() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_give_the_digest_of_the_whole() {
        const UNIT: usize = 2048;
        let bytes: Vec<u8> = (0_u32..40_000).map(|n| (n % 251) as u8).collect();
        for length in [
            0, 1, 2047, 2048, 2049, 4096, 6000, 8192, 10_240, 14_336, 40_000,
        ] {
            let text = &bytes[..length];
            for cut in [1, 2, 3, 5, 100] {
                let cut = (cut * UNIT).min(length);
                let cut = cut - cut % UNIT;
                let mut pieces = vec![Digesting::by(UNIT as u64, 0)];
                text[..cut]
                    .chunks(700)
                    .for_each(|part| pieces[0].update(part));
                if cut > 0 && cut < length {
                    pieces.push(Digesting::by(UNIT as u64, cut as u64));
                }
                let last = pieces.len() - 1;
                text[cut..]
                    .chunks(333)
                    .for_each(|part| pieces[last].update(part));
                assert_eq!(
                    digest_of_pieces(pieces),
                    digest(text),
                    "{length} cut at {cut}"
                );
            }
        }
    }

    #[test]
    fn it_is_the_digest_the_common_tool_prints() {
        // The first of the published test vectors: no bytes at all.
        let none = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
        assert_eq!(written(&Digesting::start().finish()), none);
    }
}
