//! A change in per cent, with its sign: `-10%`, `+2.5%`.

use super::{Exact, Money, Percent};
use std::fmt;

/// A signed percentage, exact to a ten-millionth of a per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change(i128);

/// Units in the whole: 100%.
const WHOLE: i128 = 1_000_000_000;

impl Change {
    /// No change.
    pub const NONE: Change = Change(0);

    /// So many thousand-millionths of the whole.
    pub const fn from_units(units: i128) -> Change {
        Change(units)
    }

    /// Its size in thousand-millionths of the whole, with its sign.
    pub const fn units(self) -> i128 {
        self.0
    }

    /// So many times the whole: 2 is +200%.
    pub const fn times(whole: i128) -> Change {
        Change(whole * WHOLE)
    }

    /// Reads `-10%`, `+2.5%`, `5 %`; at most seven decimals, and no more than 100,000%.
    pub fn parse(text: &str) -> Option<Change> {
        let text = text.trim();
        let (sign, size) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(size) => (-1, size),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let number = Percent::parse(size)?.number().normalize();
        let places = 7_u32.checked_sub(number.scale())?;
        let units = number.mantissa() * 10_i128.pow(places);
        (units <= 1_000 * WHOLE).then_some(Change(sign * units))
    }

    /// This part of an amount, half away from nil to the penny.
    pub fn of(self, amount: Money) -> Money {
        Exact::fraction(amount, self.0, WHOLE).half_away()
    }

    /// With four decimals of a per cent, half away from nil, for a place found by search.
    pub fn to_four_places(self) -> String {
        let step = WHOLE / 1_000_000;
        let size = (self.0.abs() * 2 + step) / (step * 2);
        let sign = match self.0.signum() * size.signum() {
            -1 => "-",
            0 => "",
            _ => "+",
        };
        format!("{sign}{}.{:04}%", size / 10_000, size % 10_000)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.0.signum() {
            -1 => "-",
            0 => "",
            _ => "+",
        };
        let (whole, part) = (self.0.abs() / 10_000_000, self.0.abs() % 10_000_000);
        let digits = format!("{part:07}");
        let digits = digits.trim_end_matches('0');
        let point = if digits.is_empty() { "" } else { "." };
        f.pad(&format!("{sign}{whole}{point}{digits}%"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_read_back_and_are_taken_of_amounts() {
        for (text, shown) in [
            ("-10%", "-10%"),
            ("+2.50%", "+2.5%"),
            ("5 %", "+5%"),
            ("0%", "0%"),
            ("-0%", "0%"),
            ("0.0000001%", "+0.0000001%"),
        ] {
            assert_eq!(Change::parse(text).unwrap().to_string(), shown);
        }
        for text in ["10", "--5%", "+-5%", "0.00000001%", "100001%", "%", ""] {
            assert_eq!(Change::parse(text), None, "{text}");
        }
        let half = Change::parse("-2.5%").unwrap();
        assert_eq!(half.of(Money::from_pence(100)).pence(), -3);
        assert_eq!(half.of(Money::from_pence(99)).pence(), -2);
    }

    #[test]
    fn a_place_found_by_search_is_shown_to_four_decimals() {
        let shown = |units| Change::from_units(units).to_four_places();
        assert_eq!(shown(20_000_499), "+2.0000%");
        assert_eq!(shown(20_000_500), "+2.0001%");
        assert_eq!(shown(-20_000_500), "-2.0001%");
        assert_eq!(shown(-499), "0.0000%");
    }
}
