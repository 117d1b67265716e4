//! What a contract costs a day, exactly: pence over days, and sums of such costs that are rounded
//! once, at the end.

use crate::value::Money;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// So many pence in so many days. Never below nil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    pub(super) pence: i128,
    pub(super) days: i128,
}

impl Rate {
    /// A yearly value: a year is 365 days.
    pub(super) fn of_a_year(value: Money) -> Rate {
        Rate {
            pence: value.pence(),
            days: 365,
        }
    }

    /// For comparing.
    pub(super) fn cost(self) -> Cost {
        match (i64::try_from(self.pence), u32::try_from(self.days)) {
            (Ok(pence), Ok(days)) => Cost::Plain(pence, days),
            _ => Cost::Exact(Box::new(BigRational::new(
                self.pence.into(),
                self.days.into(),
            ))),
        }
    }
}

/// A daily cost in little room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Daily {
    Unknown,
    /// Pence in so many days.
    Known(i64, u32),
    /// Known, and too much to be held here.
    Apart,
}

impl Daily {
    pub(super) fn of(rate: Option<Rate>) -> Daily {
        match rate {
            None => Daily::Unknown,
            Some(rate) => match (i64::try_from(rate.pence), u32::try_from(rate.days)) {
                (Ok(pence), Ok(days)) => Daily::Known(pence, days),
                _ => Daily::Apart,
            },
        }
    }
}

/// An exact sum of daily costs times days, kept by denominator: most registers have one alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    /// Denominator and pence over it; a denominator of nil is none.
    first: (i128, i128),
    /// The others, in order of denominator.
    more: Vec<(i128, i128)>,
}

impl Sum {
    /// Of nothing.
    pub(super) const NOTHING: Sum = Sum {
        first: (0, 0),
        more: Vec::new(),
    };

    /// Adds so many days of a daily cost; below nil takes away.
    pub(super) fn add(&mut self, rate: Rate, days: i128) {
        self.put(rate.days, rate.pence * days);
    }

    fn put(&mut self, denominator: i128, pence: i128) {
        if self.first.0 == 0 {
            self.first.0 = denominator;
        }
        if self.first.0 == denominator {
            self.first.1 += pence;
            return;
        }
        match self.more.binary_search_by_key(&denominator, |(d, _)| *d) {
            Ok(i) => self.more[i].1 += pence,
            Err(i) => self.more.insert(i, (denominator, pence)),
        }
    }

    /// Nothing.
    pub(super) fn clear(&mut self) {
        self.first = (0, 0);
        self.more.clear();
    }

    fn parts(&self) -> impl Iterator<Item = (i128, i128)> {
        let all = std::iter::once(self.first).chain(self.more.iter().copied());
        all.filter(|(_, pence)| *pence != 0)
    }

    /// Adds so many days of a sum of daily costs.
    pub(super) fn add_sum(&mut self, other: &Sum, days: i128) {
        for (denominator, pence) in other.parts() {
            self.put(denominator, pence * days);
        }
    }

    /// The exact amount in pence.
    fn exact(&self) -> BigRational {
        let mut whole = BigRational::zero();
        for (days, pence) in self.parts() {
            whole += BigRational::new(BigInt::from(pence), BigInt::from(days));
        }
        whole
    }

    /// The amount to the penny, halves away from nil.
    pub(super) fn rounded(&self) -> Money {
        if let (true, (days, pence)) = (self.more.is_empty(), self.first) {
            let days = days.max(1);
            let size = (pence.abs() * 2 + days) / (days * 2);
            return Money::from_pence(if pence < 0 { -size } else { size });
        }
        let exact = self.exact();
        let twice: BigInt = exact.numer().abs() * 2 + exact.denom();
        let size: BigInt = twice / (exact.denom() * 2);
        let pence = size.to_i128().unwrap_or(i128::MAX);
        Money::from_pence(if exact.is_negative() { -pence } else { pence })
    }

    /// For comparing: a plain fraction where there is one denominator.
    pub(super) fn cost(&self) -> Cost {
        let mut known = self.parts();
        match (known.next(), known.next()) {
            (None, _) => Cost::NOTHING,
            (Some((days, pence)), None) => Rate { pence, days }.cost(),
            _ => Cost::Exact(Box::new(self.exact())),
        }
    }
}

/// A daily cost that can be put in order.
#[derive(Clone, Debug)]
pub(super) enum Cost {
    /// Pence in so many days.
    Plain(i64, u32),
    Exact(Box<BigRational>),
}

impl Cost {
    pub(super) const NOTHING: Cost = Cost::Plain(0, 1);

    fn exact(&self) -> BigRational {
        match self {
            Cost::Plain(pence, days) => BigRational::new((*pence).into(), (*days).into()),
            Cost::Exact(exact) => exact.as_ref().clone(),
        }
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Cost) -> Ordering {
        if let (Cost::Plain(a, of), Cost::Plain(b, per)) = (self, other) {
            if of == per {
                return a.cmp(b);
            }
            let (left, right) = (
                i128::from(*a) * i128::from(*per),
                i128::from(*b) * i128::from(*of),
            );
            return left.cmp(&right);
        }
        self.exact().cmp(&other.exact())
    }
}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Cost) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cost {
    fn eq(&self, other: &Cost) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cost {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_summed_exactly_and_rounded_once() {
        let mut sum = Sum::default();
        // £365.00 a year is £1.00 a day; £10.00 over 3 days, one day of it, is £3.33⅓.
        sum.add(
            Rate {
                pence: 36_500,
                days: 365,
            },
            3,
        );
        sum.add(
            Rate {
                pence: 1_000,
                days: 3,
            },
            1,
        );
        assert_eq!(sum.rounded(), Money::from_pence(633));
        // Half a penny goes away from nil.
        let mut half = Sum::default();
        half.add(Rate { pence: 1, days: 2 }, 1);
        assert_eq!(half.rounded(), Money::from_pence(1));
    }

    #[test]
    fn daily_costs_of_different_lengths_compare_exactly() {
        let third = Rate { pence: 1, days: 3 };
        let mut two_thirds = Sum::default();
        two_thirds.add(third, 1);
        two_thirds.add(Rate { pence: 2, days: 6 }, 1);
        let plain = Rate { pence: 2, days: 3 }.cost();
        assert_eq!(two_thirds.cost(), plain);
        assert!(third.cost() < plain);
    }
}
