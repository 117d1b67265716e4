//! What a contract costs a day, exactly: pence over days, and sums of such costs that are rounded
//! once, at the end.

use crate::value::Money;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// So many pence in so many days. Never below nil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
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
}

/// An exact sum of daily costs times days, kept by denominator.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    by_days: BTreeMap<i128, i128>,
}

impl Sum {
    /// Adds so many days of a daily cost; below nil takes away.
    pub(super) fn add(&mut self, rate: Rate, days: i128) {
        *self.by_days.entry(rate.days).or_insert(0) += rate.pence * days;
    }

    /// Adds so many days of a sum of daily costs.
    pub(super) fn add_sum(&mut self, other: &Sum, days: i128) {
        for (denominator, pence) in &other.by_days {
            *self.by_days.entry(*denominator).or_insert(0) += pence * days;
        }
    }

    /// The exact amount in pence.
    fn exact(&self) -> BigRational {
        let mut whole = BigRational::zero();
        for (days, pence) in self.by_days.iter().filter(|(_, pence)| **pence != 0) {
            whole += BigRational::new(BigInt::from(*pence), BigInt::from(*days));
        }
        whole
    }

    /// The amount to the penny, halves away from nil.
    pub(super) fn rounded(&self) -> Money {
        let exact = self.exact();
        let twice: BigInt = exact.numer().abs() * 2 + exact.denom();
        let size: BigInt = twice / (exact.denom() * 2);
        let pence = size.to_i128().unwrap_or(i128::MAX);
        Money::from_pence(if exact.is_negative() { -pence } else { pence })
    }

    /// For comparing: a plain fraction where there is one denominator.
    pub(super) fn cost(&self) -> Cost {
        let mut known = self.by_days.iter().filter(|(_, pence)| **pence != 0);
        match (known.next(), known.next()) {
            (None, _) => Cost::Plain(Rate { pence: 0, days: 1 }),
            (Some((days, pence)), None) => Cost::Plain(Rate {
                pence: *pence,
                days: *days,
            }),
            _ => Cost::Exact(self.exact()),
        }
    }
}

/// A daily cost that can be put in order.
#[derive(Clone, Debug)]
pub(super) enum Cost {
    Plain(Rate),
    Exact(BigRational),
}

impl Cost {
    fn exact(&self) -> BigRational {
        match self {
            Cost::Plain(rate) => BigRational::new(rate.pence.into(), rate.days.into()),
            Cost::Exact(exact) => exact.clone(),
        }
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Cost) -> Ordering {
        if let (Cost::Plain(a), Cost::Plain(b)) = (self, other)
            && let (Some(left), Some(right)) =
                (a.pence.checked_mul(b.days), b.pence.checked_mul(a.days))
        {
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
        let plain = Cost::Plain(Rate { pence: 2, days: 3 });
        assert_eq!(two_thirds.cost(), plain);
        assert!(Cost::Plain(third) < plain);
    }
}
