//! Amounts as most ledgers write them, read from their bytes at once.

use super::Money;

impl Money {
    /// Reads `1234.50`, `-7`, `12.5` and nothing else, at once; `parse` takes the rest.
    #[inline]
    pub fn parse_plain(cell: &[u8]) -> Option<Money> {
        let (digits, negative) = match cell {
            [b'-', rest @ ..] => (rest, true),
            _ => (cell, false),
        };
        let (whole, decimals) = match digits {
            [whole @ .., b'.', tens, ones] => (whole, digit(*tens)? * 10 + digit(*ones)?),
            [whole @ .., b'.', tens] => (whole, digit(*tens)? * 10),
            _ => (digits, 0),
        };
        // Fifteen digits and two decimals can be held.
        if whole.is_empty() || whole.len() > 15 {
            return None;
        }
        let mut pounds = 0;
        for byte in whole {
            pounds = pounds * 10 + digit(*byte)?;
        }
        let pence = i128::from(pounds * 100 + decimals);
        Some(Money::from_pence(if negative { -pence } else { pence }))
    }

    /// The pence of `1234.50` or `-7.00`, from byte `from` up to byte `to` of what is held: one to
    /// eight digits of pounds and two of pence, all of them read at once. None if it is written
    /// otherwise, or stands too near the beginning.
    #[inline(always)]
    pub fn pence_at(held: &[u8], from: usize, to: usize) -> Option<i64> {
        let cell = held.get(to.checked_sub(11)?..to)?;
        let [pounds @ .., point, tens, ones] = cell.first_chunk::<11>()?;
        let minus = held.get(from)? == &b'-';
        let digits = to.checked_sub(from + 3 + usize::from(minus))?;
        let (count, noughts) = LAST.get(digits)?;
        let pounds = u64::from_le_bytes(*pounds) & count | noughts;
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        // The upper half of each byte is that of a digit, and stays it up to nine.
        let odd = (pounds ^ (EACH * 0x30)) | (pounds.wrapping_add(EACH * 6) ^ (EACH * 0x30));
        let odd = (odd & (EACH * 0xf0) != 0) | (tens > 9) | (ones > 9);
        if odd | (*point != b'.') | (digits == 0) {
            return None;
        }
        // By twos, by fours, then all eight.
        let twos = (pounds & (EACH * 0x0f)).wrapping_mul((10 << 8) + 1) >> 8;
        let fours = (twos & 0x00ff_00ff_00ff_00ff).wrapping_mul((100 << 16) + 1) >> 16;
        let pounds = (fours & 0x0000_ffff_0000_ffff).wrapping_mul((10_000 << 32) + 1) >> 32;
        let pence = pounds.cast_signed() * 100 + i64::from(tens * 10 + ones);
        let minus = i64::from(minus);
        Some((pence ^ -minus) + minus)
    }

    /// Reads `1,234.50` and what `parse_plain` reads, and nothing else.
    pub fn parse_grouped(cell: &[u8]) -> Option<Money> {
        let whole = cell.iter().position(|b| *b == b'.').unwrap_or(cell.len());
        let mut bare = [0; 24];
        let (mut n, mut commas) = (0, 0);
        for (i, byte) in cell.iter().enumerate() {
            if *byte != b',' {
                *bare.get_mut(n)? = *byte;
                n += 1;
                continue;
            }
            // Before three digits and another or the end, and the first behind three at most.
            let digits = n - usize::from(bare[0] == b'-');
            let parts = i + 4 == whole || (i + 4 < whole && cell[i + 4] == b',');
            let even = whole > i && (whole - i).is_multiple_of(4);
            if !parts || !even || digits == 0 || (digits > 3 && commas == 0) {
                return None;
            }
            commas += 1;
        }
        Money::parse_plain(&bare[..n])
    }
}

/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// By their number, the bits of the last bytes of eight, and noughts as written for all others.
const LAST: [(u64, u64); 9] = {
    let mut last = [(u64::MAX, 0); 9];
    let mut digits = 0;
    while digits < 8 {
        let others = u64::MAX >> (8 * digits);
        last[digits] = (!others, others & (EACH * 0x30));
        digits += 1;
    }
    last
};

#[inline]
fn digit(byte: u8) -> Option<i64> {
    let digit = byte.wrapping_sub(b'0');
    (digit < 10).then_some(i64::from(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_read_at_once_is_read_as_ever(text in "-?[0-9]{1,4}(,?[0-9]{1,4}){0,5}[.,]?[0-9]{0,3}-?") {
            let at_once = [Money::parse_plain(text.as_bytes()), Money::parse_grouped(text.as_bytes())];
            for money in at_once.into_iter().flatten() {
                assert_eq!(Money::parse(&text), Ok(money), "{text}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn all_digits_at_once_are_read_as_one_by_one(
            before in "[0-9,.-]{0,12}",
            text in "-?[0-9]{0,9}[.,]?[0-9]{0,3}|[ -~]{0,12}|-?[0-9]{1,8}[.][0-9]{2}",
            after in "[0-9,.-]{0,4}",
        ) {
            let held = format!("{before},{text},{after}");
            let (from, to) = (before.len() + 1, before.len() + 1 + text.len());
            if let Some(pence) = Money::pence_at(held.as_bytes(), from, to) {
                let one_by_one = Money::parse_plain(text.as_bytes());
                assert_eq!(one_by_one, Some(Money::from_pence(pence.into())), "{held}");
            }
        }
    }

    #[test]
    fn amounts_of_up_to_eight_digits_are_read_all_at_once() {
        for (text, pence) in [
            ("0.00", 0),
            ("7.05", 705),
            ("-7.50", -750),
            ("1234.50", 123_450),
            ("99999999.99", 9_999_999_999),
            ("-12345678.90", -1_234_567_890),
        ] {
            let held = format!("2025-06-20,{text},");
            let to = held.len() - 1;
            assert_eq!(
                Money::pence_at(held.as_bytes(), 11, to),
                Some(pence),
                "{text}"
            );
        }
        for text in [
            "",
            "-",
            ".50",
            "-.50",
            "7",
            "7.5",
            "123456789.00",
            "1,234.50",
            "7:05",
            "/.00",
            "1 2.00",
        ] {
            let held = format!("2025-06-20,{text},");
            let to = held.len() - 1;
            assert_eq!(Money::pence_at(held.as_bytes(), 11, to), None, "{text}");
        }
    }

    #[test]
    fn what_ledgers_write_is_read_at_once() {
        for text in ["1234.50", "-7", "12.5", "0.00", "999999999999999.99"] {
            assert_eq!(Money::parse_plain(text.as_bytes()), Money::parse(text).ok());
        }
        for text in [
            "1,234.50",
            "-12,345",
            "123,456,789.5",
            "999,999,999,999,999.99",
        ] {
            assert_eq!(
                Money::parse_grouped(text.as_bytes()),
                Money::parse(text).ok()
            );
        }
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1234567890123456",
            ",123",
            "1234,567",
            "1,23",
            "1.2,345",
        ] {
            assert_eq!(Money::parse_plain(text.as_bytes()), None, "{text}");
            assert_eq!(Money::parse_grouped(text.as_bytes()), None, "{text}");
        }
    }
}
