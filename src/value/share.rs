//! Shares of money: percentages, exact products, and the one way to divide an amount.

use super::Money;
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// A percentage as written, in per cent: `2.4%` holds 2.4. Never below nil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(Decimal);

impl Percent {
    /// The whole: 100%.
    pub const WHOLE: Percent = Percent(Decimal::ONE_HUNDRED);

    /// Reads `60%`, `60 %`, `2.4%`: at most twelve digits, at least nil. A bare number is
    /// refused, because `0.6` may mean six tenths or six tenths of a per cent.
    pub fn parse(text: &str) -> Option<Percent> {
        let number = text.trim().strip_suffix('%')?.trim_end();
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !plain || !(1..=12).contains(&digits) || number.starts_with('.') || number.ends_with('.')
        {
            return None;
        }
        Decimal::from_str(number).ok().map(Percent)
    }

    /// So many whole per cent.
    pub fn from_whole(per_cent: u32) -> Percent {
        Percent(Decimal::from(per_cent))
    }

    /// What a part is of a whole, to the nearest hundredth of a per cent, half up. None for a part
    /// below nil, a whole not above it, or what is beyond exact arithmetic.
    pub fn nearest(part: i128, whole: i128) -> Option<Percent> {
        if part < 0 || whole <= 0 {
            return None;
        }
        let twice = part.checked_mul(20_000)?.checked_add(whole)?;
        let hundredths = i64::try_from(twice / whole.checked_mul(2)?).ok()?;
        Some(Percent(Decimal::new(hundredths, 2)))
    }

    /// The number before the `%`.
    pub fn number(self) -> Decimal {
        self.0
    }

    /// What is left to the whole; nil if this is more than the whole.
    pub fn rest(self) -> Percent {
        Percent((Decimal::ONE_HUNDRED - self.0).max(Decimal::ZERO))
    }

    /// This share of an amount, exact, not yet rounded.
    pub fn of(self, amount: Money) -> Exact {
        Exact {
            numerator: amount.pence() * self.0.mantissa(),
            denominator: 10_i128.pow(self.0.scale()) * 100,
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0.normalize())
    }
}

/// An exact product of money and a rate: it cannot be shown until a named rule rounds it.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// `amount × times ÷ by`, exact. `by` is above nil.
    pub fn fraction(amount: Money, times: i128, by: i128) -> Exact {
        Exact {
            numerator: amount.pence() * times,
            denominator: by.max(1),
        }
    }

    /// Rounded towards nil to the penny.
    pub fn down(self) -> Money {
        Money::from_pence(self.numerator / self.denominator)
    }

    /// What lies beyond whole pence, in parts of the denominator.
    pub fn beyond_pence(self) -> i128 {
        self.numerator.abs() % self.denominator
    }

    /// Pence as a fraction in its lowest terms: numerator and denominator.
    pub fn in_pence(self) -> (i128, i128) {
        let (mut a, mut b) = (self.numerator.abs(), self.denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1);
        (self.numerator / common, self.denominator / common)
    }

    /// As money with up to `places` digits beyond the penny, cut and not rounded: `£21,600.006`,
    /// `£33.3333…` where digits are left out. For showing how a part came about, never for a part.
    pub fn shown(self, places: u32) -> String {
        let mut text = self.down().to_string();
        let mut left = self.beyond_pence();
        for _ in 0..places {
            if left == 0 {
                break;
            }
            let digit = left * 10 / self.denominator;
            left = left * 10 % self.denominator;
            text.push_str(&digit.to_string());
        }
        if left != 0 {
            text.push('…');
        }
        text
    }

    /// To the nearest penny, halves away from nil.
    pub fn half_away(self) -> Money {
        let sign = self.numerator.signum();
        let size = self.numerator.abs();
        let pence = (size * 2 + self.denominator) / (self.denominator * 2);
        Money::from_pence(pence * sign)
    }
}

/// Per cents as whole-number weights of one scale, in the order given.
pub fn percent_weights(per_cents: &[Percent]) -> Vec<i128> {
    let scale = per_cents.iter().map(|p| p.0.scale()).max().unwrap_or(0);
    per_cents
        .iter()
        .map(|p| p.0.mantissa() * 10_i128.pow(scale - p.0.scale()))
        .collect()
}

/// Why an amount could not be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitFault {
    /// A weight is below nil.
    Negative,
    /// Every weight is nil, or there are none.
    AllNil,
    /// The product is beyond what can be held exactly.
    TooLarge,
}

impl fmt::Display for SplitFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SplitFault::Negative => "a weight is below nil",
            SplitFault::AllNil => "every weight is nil",
            SplitFault::TooLarge => "the amounts are too large to divide exactly",
        })
    }
}

/// The one way to divide money: exact shares, rounded down to the penny, left-over pennies to
/// the largest remainders, ties to the first. `split(−x, w) = −split(x, w)`; the parts always
/// add up to the amount. A nil amount gives nil parts whatever the weights.
pub fn split(amount: Money, weights: &[i128]) -> Result<Vec<Money>, SplitFault> {
    if amount.is_nil() {
        return Ok(vec![Money::NIL; weights.len()]);
    }
    if weights.iter().any(|w| *w < 0) {
        return Err(SplitFault::Negative);
    }
    let mut total: i128 = 0;
    for weight in weights {
        total = total.checked_add(*weight).ok_or(SplitFault::TooLarge)?;
    }
    if total == 0 {
        return Err(SplitFault::AllNil);
    }
    let sign = amount.pence().signum();
    let size = amount.pence().abs();
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for weight in weights {
        let exact = size.checked_mul(*weight).ok_or(SplitFault::TooLarge)?;
        parts.push(exact / total);
        remainders.push(exact % total);
    }
    let mut left = size - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| remainders[*b].cmp(&remainders[*a]).then(a.cmp(b)));
    for i in order {
        if left == 0 {
            break;
        }
        parts[i] += 1;
        left -= 1;
    }
    Ok(parts
        .into_iter()
        .map(|p| Money::from_pence(p * sign))
        .collect())
}

/// A year's amount by month, April first: even parts, odd pennies to the earliest.
pub fn twelfths(year: Money) -> [Money; 12] {
    let parts = split(year, &[1; 12]).ok();
    // Twelve equal weights always divide.
    let parts = parts.and_then(|parts| <[Money; 12]>::try_from(parts).ok());
    parts.unwrap_or([Money::NIL; 12])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(amount: i128, weights: &[i128]) -> Vec<i128> {
        split(Money::from_pence(amount), weights)
            .unwrap()
            .iter()
            .map(|m| m.pence())
            .collect()
    }

    #[test]
    fn odd_pennies_go_to_the_largest_remainder_then_the_first() {
        assert_eq!(parts(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(parts(101, &[1, 1, 1]), [34, 34, 33]);
        assert_eq!(parts(5, &[7, 3]), [4, 1]);
        assert_eq!(parts(-5, &[7, 3]), [-4, -1]);
        assert_eq!(
            parts(200_000_000, &[9_900_000_000, 9_600_000_000]),
            [101_538_462, 98_461_538]
        );
    }

    #[test]
    fn weights_that_cannot_divide_are_refused() {
        assert_eq!(split(Money::from_pence(1), &[]), Err(SplitFault::AllNil));
        assert_eq!(
            split(Money::from_pence(1), &[0, 0]),
            Err(SplitFault::AllNil)
        );
        assert_eq!(
            split(Money::from_pence(1), &[2, -1]),
            Err(SplitFault::Negative)
        );
        assert_eq!(split(Money::NIL, &[0, 0]), Ok(vec![Money::NIL; 2]));
    }

    #[test]
    fn per_cents_are_read_only_with_their_sign() {
        assert_eq!(Percent::parse("60 %"), Some(Percent::from_whole(60)));
        assert_eq!(Percent::parse("2.40%").unwrap().to_string(), "2.4%");
        for text in ["0.6", "-5%", "%", "1e2%", ".5%", "60"] {
            assert_eq!(Percent::parse(text), None, "{text}");
        }
    }

    /// £36,000.01 by 3 of 5 is £21,600.006; £100 in three is £33.3333 and more.
    #[test]
    fn an_exact_share_is_shown_as_far_as_asked_and_says_if_there_is_more() {
        let share = |pence, times, by| Exact::fraction(Money::from_pence(pence), times, by);
        assert_eq!(share(3_600_001, 3, 5).shown(4), "£21,600.006");
        assert_eq!(share(10_000, 1, 3).shown(2), "£33.3333…");
        assert_eq!(share(10_000, 1, 4).shown(2), "£25.00");
        assert_eq!(share(1, 1, 300).shown(2), "£0.0000…");
        assert_eq!(share(3_600_001, 6, 10).in_pence(), (10_800_003, 5));
        assert_eq!(share(0, 6, 10).in_pence(), (0, 1));
        assert_eq!(share(100, 1, 3).down().pence(), 33);
    }

    #[test]
    fn a_part_is_told_to_the_nearest_hundredth_of_a_per_cent() {
        let told = |part, whole| Percent::nearest(part, whole).map(|p| p.to_string());
        assert_eq!(told(99, 195), Some("50.77%".into())); // 50.769…
        assert_eq!(told(1, 8), Some("12.5%".into()));
        assert_eq!(told(1, 20_000), Some("0.01%".into())); // half of a hundredth
        assert_eq!(told(-1, 2), None);
        assert_eq!(told(1, 0), None);
    }

    #[test]
    fn a_product_is_rounded_half_away_from_nil() {
        let half = Percent::from_whole(50);
        assert_eq!(half.of(Money::from_pence(5)).half_away().pence(), 3);
        assert_eq!(half.of(Money::from_pence(-5)).half_away().pence(), -3);
        assert_eq!(half.of(Money::from_pence(4)).half_away().pence(), 2);
    }
}
