//! Commas, ends of lines and quotation marks, found sixty-four bytes at a time: a bit for each byte.

pub(super) const BLOCK: usize = 64;

/// What stands where in one block; the lowest bit is its first byte.
pub(super) struct Marks {
    /// Commas and ends of lines.
    pub(super) separators: u64,
    /// LF and CR.
    pub(super) line_ends: u64,
    /// Quotation marks.
    pub(super) quotes: u64,
}

/// The sixty-four bytes from `base` on, or as many as there are and noughts.
#[inline(always)]
pub(super) fn block_at(held: &[u8], base: usize) -> [u8; BLOCK] {
    let rest = &held[base..];
    rest.first_chunk::<BLOCK>().copied().unwrap_or_else(|| {
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        block
    })
}

/// By whole numbers of eight bytes, which every machine has.
#[inline(always)]
pub(super) fn by_words(block: &[u8; BLOCK]) -> Marks {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut marks = Marks {
        separators: 0,
        line_ends: 0,
        quotes: 0,
    };
    // Multiplied so, the eight high bits gather in the topmost byte.
    let bits = |found: u64| (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (eights, _) = block.as_chunks::<8>();
    for (i, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        // The high bit of each byte that equals the wanted one; no carry leaves a byte.
        let equal = |wanted: u8| {
            let left = word ^ (ONES * u64::from(wanted));
            !((((left & !HIGH) + !HIGH) | left) | !HIGH)
        };
        let line_ends = equal(b'\n') | equal(b'\r');
        marks.line_ends |= bits(line_ends) << (i * 8);
        marks.separators |= bits(line_ends | equal(b',')) << (i * 8);
        marks.quotes |= bits(equal(b'"')) << (i * 8);
    }
    marks
}

/// By thirty-two bytes at once, which most machines of this kind can.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
pub(super) fn by_avx2(block: &[u8; BLOCK]) -> Marks {
    use std::arch::x86_64::{
        _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x,
        _mm256_set1_epi8,
    };
    let (eights, _) = block.as_chunks::<8>();
    let half = |i: usize| {
        let word = |j: usize| i64::from_le_bytes(eights[i * 4 + j]);
        let bytes = _mm256_set_epi64x(word(3), word(2), word(1), word(0));
        let equal = |wanted: u8| _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(wanted.cast_signed()));
        let bits = |found| u64::from(_mm256_movemask_epi8(found).cast_unsigned()) << (i * 32);
        let line_ends = _mm256_or_si256(equal(b'\n'), equal(b'\r'));
        let separators = _mm256_or_si256(line_ends, equal(b','));
        (bits(separators), bits(line_ends), bits(equal(b'"')))
    };
    let (low, high) = (half(0), half(1));
    Marks {
        separators: low.0 | high.0,
        line_ends: low.1 | high.1,
        quotes: low.2 | high.2,
    }
}
