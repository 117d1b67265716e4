//! What a ledger paid, by provider, contract and month: all that is kept of its rows.

use crate::model::{Kind, LedgerRow};
use crate::value::{Day, Money, Month};
use rustc_hash::FxHashMap;

/// So many sums are kept. A ledger that names a new provider on every row would else be held whole.
const MOST: usize = 50_000;

/// Spend by provider and contract as written, and month.
#[derive(Clone, Debug)]
pub struct Paid {
    until: Day,
    most: usize,
    names: FxHashMap<String, u32>,
    spelled: Vec<String>,
    sums: FxHashMap<(u32, u32, Month), Money>,
    /// Spend of the sums beyond those kept: it can be tied to nothing.
    pub beyond: Money,
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
            beyond: Money::NIL,
        }
    }

    /// Adds a row if it is spend. `says` gives a column's words.
    pub fn add(&mut self, row: &LedgerRow, says: &dyn Fn(&str) -> String) {
        if row.line.kind != Kind::Spend || row.date > self.until {
            return;
        }
        self.sum(&says("provider"), &says("contract"), row);
    }

    fn sum(&mut self, provider: &str, contract: &str, row: &LedgerRow) {
        let full = self.sums.len() >= self.most;
        let known = |name: &str| self.names.get(name).copied();
        let key = match (known(provider), known(contract)) {
            (Some(p), Some(c)) => Some((p, c, row.line.month)),
            _ => None,
        };
        if full && key.is_none_or(|key| !self.sums.contains_key(&key)) {
            self.beyond += row.amount;
            return;
        }
        let key = (self.name(provider), self.name(contract), row.line.month);
        *self.sums.entry(key).or_default() += row.amount;
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
    use crate::model::Line;

    #[test]
    fn sums_beyond_the_bound_are_kept_as_one_amount() {
        let date = Day::parse("2025-04-30").unwrap();
        let row = |pence| LedgerRow {
            date,
            line: Line {
                kind: Kind::Spend,
                scheme: None,
                pool: None,
                partner: None,
                from: None,
                to: None,
                paid_by: None,
                source: None,
                cause: None,
                version: None,
                month: Month::of(date),
            },
            amount: Money::from_pence(pence),
        };
        let mut paid = Paid::keeping(date, 2);
        for (provider, pence) in [("a", 1), ("b", 2), ("c", 4), ("a", 8)] {
            paid.sum(provider, "", &row(pence));
        }
        assert_eq!(paid.beyond, Money::from_pence(4));
        let kept: i128 = paid.sorted().iter().map(|(.., sum)| sum.pence()).sum();
        assert_eq!(kept, 11);
    }
}
