//! What a ledger paid, by provider, contract and month: all that is kept of its rows.

use crate::model::{Kind, LedgerRow, Payment};
use crate::value::{Day, Money, Month};
use rustc_hash::FxHashMap;

/// So many sums are kept. A ledger that names a new provider on every row would else be held whole;
/// with more of them none is kept, for which of them came first would else decide what is told.
const MOST: usize = 200_000;

/// Spend by provider and contract as written, and month.
#[derive(Clone, Debug)]
pub struct Paid {
    until: Day,
    most: usize,
    names: FxHashMap<String, u32>,
    spelled: Vec<String>,
    sums: FxHashMap<(u32, u32, Month), Money>,
    /// All spend.
    all: Money,
    /// Were there more sums than are kept?
    full: bool,
    /// Payments after that day, and their sum.
    later: (usize, Money),
}

impl Paid {
    /// Nothing yet; rows after this day are passed over.
    pub fn until(until: Day) -> Paid {
        Paid::keeping(until, MOST)
    }

    fn keeping(until: Day, most: usize) -> Paid {
        Paid {
            until,
            most,
            names: FxHashMap::default(),
            spelled: Vec::new(),
            sums: FxHashMap::default(),
            all: Money::NIL,
            full: false,
            later: (0, Money::NIL),
        }
    }

    /// Adds a row if it is spend. `says` gives a column's words.
    pub fn add(&mut self, row: &LedgerRow, says: &dyn Fn(&str) -> String) {
        if row.line.kind != Kind::Spend || row.date > self.until {
            return;
        }
        let (provider, contract) = (says("provider"), says("contract"));
        self.sum(&provider, &contract, row.line.month, row.amount);
    }

    /// Adds a payment; one after the day is counted apart.
    pub fn payment(&mut self, paid: &Payment<'_>) {
        if paid.date > self.until {
            self.later.0 += 1;
            self.later.1 += paid.amount;
            return;
        }
        let month = Month::of(paid.date);
        self.sum(paid.provider, paid.contract, month, paid.amount);
    }

    fn sum(&mut self, provider: &str, contract: &str, month: Month, amount: Money) {
        self.all += amount;
        if self.full {
            return;
        }
        let key = (self.name(provider), self.name(contract), month);
        *self.sums.entry(key).or_default() += amount;
        if self.sums.len() > self.most {
            self.full = true;
            self.sums = FxHashMap::default();
            self.names = FxHashMap::default();
            self.spelled = Vec::new();
        }
    }

    /// All spend, where there are more sums than are kept: it can be tied to nothing.
    pub fn beyond(&self) -> Option<Money> {
        self.full.then_some(self.all)
    }

    /// Payments after the day asked about, and their sum.
    pub(super) fn later(&self) -> (usize, Money) {
        self.later
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(known) = self.names.get(name) {
            return *known;
        }
        let next = u32::try_from(self.spelled.len()).unwrap_or(u32::MAX);
        self.names.insert(name.to_owned(), next);
        self.spelled.push(name.to_owned());
        next
    }

    /// Provider, contract, month and amount, in that order.
    pub(super) fn sorted(&self) -> Vec<(&str, &str, Month, Money)> {
        let spelled = |n: u32| self.spelled[n as usize].as_str();
        let each = self.sums.iter();
        let mut all: Vec<_> = each
            .map(|((provider, contract, month), sum)| {
                (spelled(*provider), spelled(*contract), *month, *sum)
            })
            .collect();
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_more_sums_than_are_kept_none_is_whatever_the_order_of_rows() {
        let date = Day::parse("2025-04-30").unwrap();
        let of = |rows: &[(&str, i128)]| {
            let mut paid = Paid::keeping(date, 2);
            for (provider, pence) in rows {
                let amount = Money::from_pence(*pence);
                paid.payment(&Payment {
                    provider,
                    contract: "",
                    date,
                    amount,
                });
            }
            paid
        };
        let mut rows = [("a", 1), ("b", 2), ("c", 4), ("a", 8)];
        for _ in 0..2 {
            let paid = of(&rows);
            assert_eq!(paid.beyond(), Some(Money::from_pence(15)));
            assert_eq!(paid.sorted(), []);
            rows.reverse();
        }
        // Two providers are two sums: as many as are kept.
        let fits = of(&[("a", 1), ("b", 2), ("a", 8)]);
        assert_eq!(fits.beyond(), None);
        let sums: Vec<i128> = fits.sorted().iter().map(|(.., sum)| sum.pence()).collect();
        assert_eq!(sums, [9, 2]);
    }
}
