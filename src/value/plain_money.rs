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
