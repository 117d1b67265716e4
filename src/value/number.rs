//! Plain numbers of measures: exact decimals, with or without a `%`.

use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// A number as written: `20,000`, `62.5`, `62.5%`, `-3`. Kept exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    number: Decimal,
    per_cent: bool,
}

/// Places a number may have behind the point, and figures before it: sums and products of them
/// with money stay within what is held exactly.
const PLACES: usize = 6;
const FIGURES: usize = 12;

impl Number {
    /// Reads it: at most twelve figures before the point and six behind it, commas by threes.
    pub fn parse(text: &str) -> Option<Number> {
        let text = text.trim();
        let (text, per_cent) = match text.strip_suffix('%') {
            Some(rest) => (rest.trim_end(), true),
            None => (text, false),
        };
        let (size, below) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let (whole, places) = match size.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, places)) => (whole, places.trim_end_matches('0')),
            None => (size, ""),
        };
        let whole = ungrouped(whole)?;
        let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = (1..=FIGURES).contains(&whole.len()) && places.len() <= PLACES;
        if !fits || !figures(&whole) || !figures(size.rsplit_once('.').map_or("", |(_, p)| p)) {
            return None;
        }
        let sign = if below { "-" } else { "" };
        let point = if places.is_empty() { "" } else { "." };
        let number = Decimal::from_str(&format!("{sign}{whole}{point}{places}")).ok()?;
        Some(Number { number, per_cent })
    }

    /// Is it a percentage?
    pub fn is_per_cent(self) -> bool {
        self.per_cent
    }
}

/// Numbers as whole numbers of one scale, in the order given, and what one unit is in that scale.
pub fn on_one_scale(numbers: &[Number]) -> (Vec<i128>, i128) {
    let scale = numbers.iter().map(|n| n.number.scale()).max().unwrap_or(0);
    let whole = |n: &Number| n.number.mantissa() * 10_i128.pow(scale - n.number.scale());
    (numbers.iter().map(whole).collect(), 10_i128.pow(scale))
}

/// `20,000` → `20000`; commas anywhere else are refused.
fn ungrouped(whole: &str) -> Option<String> {
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        if !(1..=3).contains(&first.len()) || !groups.all(|group| group.len() == 3) {
            return None;
        }
    }
    Some(whole.replace(',', ""))
}

/// As people read it: `20,000`, `62.5%`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.number.abs().normalize().to_string();
        let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::new();
        for (i, figure) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(figure);
        }
        let sign = if self.number.is_sign_negative() {
            "-"
        } else {
            ""
        };
        let point = if places.is_empty() { "" } else { "." };
        let per_cent = if self.per_cent { "%" } else { "" };
        write!(f, "{sign}{grouped}{point}{places}{per_cent}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_kept_exactly() {
        for (text, shown) in [
            ("20000", "20,000"),
            ("20,000", "20,000"),
            (" 62.50 ", "62.5"),
            ("62.5 %", "62.5%"),
            ("-3", "-3"),
            ("\u{2212}1,234.000001", "-1,234.000001"),
            ("0", "0"),
            ("999999999999.999999", "999,999,999,999.999999"),
        ] {
            assert_eq!(Number::parse(text).unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "%",
            "-",
            ".5",
            "5.",
            "1e3",
            "about 5",
            "2,00",
            "1.2.3",
            "--1",
            "5%%",
            "£5",
            "1234567890123",
            "0.1234567",
            "1,",
            "+-1",
            "٣",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_come_to_one_scale() {
        let numbers = ["20000", "62.5", "-0.25"].map(|t| Number::parse(t).unwrap());
        assert_eq!(on_one_scale(&numbers), (vec![2_000_000, 6250, -25], 100));
    }
}
