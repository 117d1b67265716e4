//! Money: whole pence, read by our own strict grammar, never through a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount of money in whole pence. Above zero is what the sentence around it
/// says is owed, spent or borne; below zero takes it back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

/// Why a text is not an amount. Its `Display` is a clause that can follow the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyFault {
    /// Nothing there.
    Blank,
    /// `-` or `£-`: nil in a ledger, unknown in a contract's value.
    Dash,
    /// More than two decimals once `k` or `m` is applied.
    PartOfAPenny,
    /// Commas that do not part thousands.
    Grouping,
    /// `1e3`: what a spreadsheet makes of a large number or a code.
    Exponent,
    /// Beyond what any pooled fund holds (£92 quadrillion).
    TooLarge,
    /// Anything else.
    NotAnAmount,
}

impl fmt::Display for MoneyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MoneyFault::Blank => "there is no amount here",
            MoneyFault::Dash => "a dash is not an amount here",
            MoneyFault::PartOfAPenny => "an amount has at most two decimals",
            MoneyFault::Grouping => "its commas do not part thousands",
            MoneyFault::Exponent => {
                "it is written with an exponent, as a spreadsheet shows a long number"
            }
            MoneyFault::TooLarge => "it is larger than any amount this program can hold",
            MoneyFault::NotAnAmount => "it is not an amount of money",
        })
    }
}

impl Money {
    /// Nil.
    pub const NIL: Money = Money(0);

    /// So many pence.
    pub const fn from_pence(pence: i128) -> Money {
        Money(pence)
    }

    /// The amount in pence.
    pub const fn pence(self) -> i128 {
        self.0
    }

    /// Its size, without the sign.
    pub const fn size(self) -> Money {
        Money(self.0.abs())
    }

    /// Is it nil?
    pub const fn is_nil(self) -> bool {
        self.0 == 0
    }

    /// Pounds and pence with two decimals and nothing else, as wire formats want it: `-1234.50`.
    pub fn plain(self) -> String {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", size / 100, size % 100)
    }

    /// Reads what people write: `1234.5`, `£1,234.50`, `(1,234.50)`, `1,234.50-`, `£12.4m`,
    /// `£250k`, `£-5`, `GBP 12`. At most two decimals once scaled; nothing is rounded.
    /// Exponents, underscores, misplaced commas, hexadecimal and words are refused.
    pub fn parse(text: &str) -> Result<Money, MoneyFault> {
        let text = trim(text);
        if text.is_empty() {
            return Err(MoneyFault::Blank);
        }
        let (text, bracketed) = match text.strip_prefix('(') {
            Some(inside) => match inside.strip_suffix(')') {
                Some(inside) => (trim(inside), true),
                None => return Err(MoneyFault::NotAnAmount),
            },
            None => (text, false),
        };
        let (text, minus_before) = strip_sign(text);
        let (text, currency) = strip_currency(text);
        let (text, minus_after) = if currency {
            strip_sign(text)
        } else {
            (text, false)
        };
        let (text, minus_behind) = match text.strip_suffix(['-', '\u{2212}']) {
            Some(rest) if !rest.is_empty() => (trim(rest), true),
            _ => (text, false),
        };
        if text.is_empty() && (minus_before || minus_after) && !bracketed {
            return Err(MoneyFault::Dash);
        }
        let minuses = [bracketed, minus_before, minus_after, minus_behind];
        if minuses.iter().filter(|m| **m).count() > 1 {
            return Err(MoneyFault::NotAnAmount);
        }
        let size = read_size(text)?;
        let negative = minuses.contains(&true);
        Ok(Money(if negative { -size } else { size }))
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}')
}

/// Takes one sign off the front; says whether it was a minus.
fn strip_sign(text: &str) -> (&str, bool) {
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        return (trim(rest), true);
    }
    match text.strip_prefix('+') {
        Some(rest) if !rest.starts_with(['-', '+', '\u{2212}']) => (trim(rest), false),
        _ => (text, false),
    }
}

fn strip_currency(text: &str) -> (&str, bool) {
    for mark in ["£", "GBP", "gbp"] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (trim(rest), true);
        }
    }
    (text, false)
}

/// Digits, commas, a point, and a scale letter → pence. At least nil.
fn read_size(text: &str) -> Result<i128, MoneyFault> {
    let (number, scale) = match text.strip_suffix(['k', 'K']) {
        Some(rest) => (trim(rest), 3),
        None => match text.strip_suffix(['m', 'M']) {
            Some(rest) => (trim(rest), 6),
            None => (text, 0),
        },
    };
    let looks_exponential = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().filter(|b| matches!(b, b'e' | b'E')).count() == 1
        && number
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'e' | b'E' | b'.' | b'+' | b'-'));
    if looks_exponential {
        return Err(MoneyFault::Exponent);
    }
    let (whole, decimals) = match number.split_once('.') {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return Err(MoneyFault::NotAnAmount),
        None => (number, ""),
    };
    if whole.is_empty() && decimals.is_empty() {
        return Err(MoneyFault::NotAnAmount);
    }
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(decimals) || !whole.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return Err(MoneyFault::NotAnAmount);
    }
    let whole = ungroup(whole)?;
    let decimals = decimals.trim_end_matches('0');
    let places = scale + 2;
    if decimals.len() > places {
        return Err(MoneyFault::PartOfAPenny);
    }
    let digits = format!("{whole}{decimals:0<places$}");
    let digits = digits.trim_start_matches('0');
    if digits.len() > 19 {
        return Err(MoneyFault::TooLarge);
    }
    let pence: i128 = if digits.is_empty() {
        0
    } else {
        digits.parse().map_err(|_| MoneyFault::NotAnAmount)?
    };
    if pence > i128::from(i64::MAX) {
        return Err(MoneyFault::TooLarge);
    }
    Ok(pence)
}

/// `1,234,567` → `1234567`; commas anywhere else are refused.
fn ungroup(whole: &str) -> Result<String, MoneyFault> {
    if !whole.contains(',') {
        return Ok(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let first_fits = (1..=3).contains(&first.len());
    if !first_fits || !groups.all(|group| group.len() == 3) {
        return Err(MoneyFault::Grouping);
    }
    Ok(whole.replace(',', ""))
}

/// As people read it: `£1,234.50`, `-£5.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let digits = (size / 100).to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}£{grouped}.{:02}", size % 100))
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}
impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}
impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}
impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}
impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        self.0 -= other.0;
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::NIL, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pence(text: &str) -> Result<i128, MoneyFault> {
        Money::parse(text).map(Money::pence)
    }

    #[test]
    fn what_people_write_is_read_exactly() {
        for (text, want) in [
            ("1234.5", 123_450),
            ("1,234.50", 123_450),
            ("£1,234.50", 123_450),
            ("-1,234.50", -123_450),
            ("-£5", -500),
            ("£-5", -500),
            ("(1,234.50)", -123_450),
            ("(£1,234.50)", -123_450),
            ("1,234.50-", -123_450),
            ("£12.4m", 1_240_000_000),
            ("£250k", 25_000_000),
            ("5M", 500_000_000),
            ("£ 5", 500),
            ("\u{a0}£5\u{a0}", 500),
            ("\u{2212}5.00", -500),
            ("GBP 12", 1_200),
            ("12.340", 1_234),
            ("£1.23456789m", 123_456_789),
            ("+5.00", 500),
            (".50", 50),
            ("0.00", 0),
        ] {
            assert_eq!(pence(text), Ok(want), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for (text, want) in [
            ("", MoneyFault::Blank),
            ("-", MoneyFault::Dash),
            ("£-", MoneyFault::Dash),
            ("£ -", MoneyFault::Dash),
            ("1e3", MoneyFault::Exponent),
            ("1.2E+05", MoneyFault::Exponent),
            ("12.345", MoneyFault::PartOfAPenny),
            ("£1.234567891m", MoneyFault::PartOfAPenny),
            ("1,23.00", MoneyFault::Grouping),
            ("1234,567", MoneyFault::Grouping),
            ("1_000", MoneyFault::NotAnAmount),
            ("--1", MoneyFault::NotAnAmount),
            ("(-1)", MoneyFault::NotAnAmount),
            ("-1-", MoneyFault::NotAnAmount),
            ("NaN", MoneyFault::NotAnAmount),
            ("inf", MoneyFault::NotAnAmount),
            ("0x10", MoneyFault::NotAnAmount),
            ("5.", MoneyFault::NotAnAmount),
            ("£", MoneyFault::NotAnAmount),
            ("TBC", MoneyFault::NotAnAmount),
            ("99999999999999999999", MoneyFault::TooLarge),
        ] {
            assert_eq!(pence(text), Err(want), "{text}");
        }
    }

    #[test]
    fn it_prints_as_people_read_it_and_as_machines_do() {
        assert_eq!(Money(123_456_789).to_string(), "£1,234,567.89");
        assert_eq!(Money(-500).to_string(), "-£5.00");
        assert_eq!(Money(5).to_string(), "£0.05");
        assert_eq!(Money(-123_450).plain(), "-1234.50");
        assert_eq!(Money(-5).plain(), "-0.05");
    }
}
