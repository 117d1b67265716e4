//! Prices of a unit a year for like services, with quartiles and the fences beyond which a price
//! stands apart.

use super::opportunity::Asked;
use super::terms::{Said, Terms};
use crate::value::{Money, folded};
use std::collections::BTreeMap;

/// So many prices are needed before any is called apart.
const LEAST: usize = 5;

/// Prices of one service in one unit.
#[derive(Clone, Debug)]
pub struct UnitPrices {
    /// The service, by id.
    pub service: String,
    /// The unit, as written.
    pub unit: String,
    /// Contract, by position, and what a unit costs a year to the penny: cheapest first.
    pub prices: Vec<(u32, Money)>,
    /// Quartiles and fences; none of fewer than five prices.
    pub fences: Option<Fences>,
}

/// Quartiles, and the fences one and a half times their distance beyond them. Held exactly, in
/// eighths of a penny.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fences {
    eighths: [i128; 5],
}

impl Fences {
    /// Of prices in order. A quartile lies between two prices in proportion, as in a spreadsheet's
    /// QUARTILE.INC.
    fn of(prices: &[i128]) -> Option<Fences> {
        let last = prices
            .len()
            .checked_sub(1)
            .filter(|_| prices.len() >= LEAST)?;
        let quarter = |n: usize| {
            let (at, rest) = (last * n / 4, last * n % 4);
            let next = prices[(at + 1).min(last)];
            let rest = i128::try_from(rest).unwrap_or(0);
            2 * (prices[at] * (4 - rest) + next * rest)
        };
        let (low, middle, high) = (quarter(1), quarter(2), quarter(3));
        let away = (high - low) / 2 * 3;
        Some(Fences {
            eighths: [low - away, low, middle, high, high + away],
        })
    }

    /// Lower fence, lower quartile, median, upper quartile, upper fence, each to the penny.
    pub fn shown(&self) -> [Money; 5] {
        self.eighths.map(|eighths| {
            let size = (eighths.abs() + 4) / 8;
            Money::from_pence(if eighths < 0 { -size } else { size })
        })
    }

    /// Does a price lie beyond a fence?
    pub fn is_beyond(&self, price: Money) -> bool {
        let eighths = price.pence() * 8;
        eighths < self.eighths[0] || eighths > self.eighths[4]
    }
}

/// A contract that says how many units it buys, or of what, and of which no price can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unpriced {
    /// The contract, by position.
    pub contract: u32,
    /// What stands against it.
    pub why: &'static str,
}

/// Prices of contracts not yet ended that buy one service, say how many of what, and are of known
/// value; and those that say how many, of which no price can be told.
pub(super) fn unit_prices(asked: &Asked<'_>) -> (Vec<UnitPrices>, Vec<Unpriced>) {
    let mut groups: BTreeMap<(&str, String), UnitPrices> = BTreeMap::new();
    let mut unpriced = Vec::new();
    for position in &asked.live {
        let Some(terms) = asked.terms(*position) else {
            continue;
        };
        if terms.capacity == Said::Nothing && terms.unit.is_empty() {
            continue;
        }
        let (service, price) = match price(*position, terms, asked) {
            Ok(found) => found,
            Err(why) => {
                let contract = *position;
                unpriced.push(Unpriced { contract, why });
                continue;
            }
        };
        let group = groups
            .entry((service, folded(&terms.unit)))
            .or_insert_with(|| UnitPrices {
                service: service.to_owned(),
                unit: terms.unit.clone(),
                prices: Vec::new(),
                fences: None,
            });
        group.prices.push((*position, price));
    }
    let mut all: Vec<UnitPrices> = groups.into_values().collect();
    all.retain(|group| group.prices.len() > 1);
    for group in &mut all {
        group
            .prices
            .sort_by_key(|(position, price)| (*price, *position));
        let pence: Vec<i128> = group.prices.iter().map(|(_, p)| p.pence()).collect();
        group.fences = Fences::of(&pence);
    }
    (all, unpriced)
}

/// The service a contract buys, and what a unit of it costs a year; or why that cannot be told.
fn price<'a>(
    position: u32,
    terms: &Terms,
    asked: &Asked<'a>,
) -> Result<(&'a str, Money), &'static str> {
    let capacity = match terms.capacity {
        Said::Given(hundredths) => hundredths,
        Said::Unreadable(..) => return Err("its capacity cannot be read"),
        Said::Nothing => return Err("it has a unit and no capacity"),
    };
    if terms.unit.is_empty() {
        return Err("its capacity has no unit");
    }
    if let Some(why) = terms.no_price {
        return Err(why);
    }
    let services = asked.services_of(position);
    let [service] = services.as_slice() else {
        return Err("it buys several services");
    };
    let rate = asked.book.full_rate(position);
    let rate = rate.ok_or("its value is not known")?;
    // Pence a year over hundredths of a unit, halves away from nil.
    let (over, under) = (rate.pence * 365 * 100, rate.days * capacity);
    let price = Money::from_pence((over * 2 + under) / (under * 2));
    Ok((service, price))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_stand_one_and_a_half_times_the_middle_half_beyond_it() {
        // Positions 1, 2 and 3 of 0 to 4: £20, £22 and £26; £6 × 1.5 is £9.
        let pence = [1_000, 2_000, 2_200, 2_600, 9_000];
        let fences = Fences::of(&pence).unwrap();
        let shown = fences.shown().map(Money::pence);
        assert_eq!(shown, [1_100, 2_000, 2_200, 2_600, 3_500]);
        assert!(fences.is_beyond(Money::from_pence(1_099)));
        assert!(!fences.is_beyond(Money::from_pence(1_100)));
        assert!(fences.is_beyond(Money::from_pence(3_501)));
        // Six prices: the lower quartile is a quarter of the way from the second to the third.
        let six = Fences::of(&[0, 100, 104, 200, 300, 400]).unwrap();
        assert_eq!(six.shown()[1].pence(), 101);
        assert_eq!(Fences::of(&pence[..4]), None);
    }
}
