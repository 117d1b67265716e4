//! The ledger's lines told apart by who is paid: kept only where that is asked for.

use super::{Line, Spelling};
use crate::value::Money;
use std::collections::BTreeMap;

/// What a row says of who is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaidTo {
    /// Who is paid, as written.
    pub provider: Option<Spelling>,
    /// The register's reference, as written.
    pub contract: Option<Spelling>,
}

/// Amounts by who is paid. Pence, each positive in its own kind.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    all: Vec<(PaidTo, Money)>,
    /// So many of them stand in order, each once.
    in_order: usize,
}

/// Fewer than that are not put in order before there are more.
const FEW: usize = 16;

impl Parts {
    /// Adds one amount.
    pub fn add(&mut self, to: PaidTo, amount: Money) {
        self.all.push((to, amount));
        // Now and then, so that they take no more room than twice what is told apart.
        if self.all.len() > 2 * self.in_order.max(FEW) {
            self.put_in_order();
        }
    }

    /// Puts them in order and adds up those that are alike.
    pub fn put_in_order(&mut self) {
        self.all.sort_unstable_by_key(|(to, _)| *to);
        self.all.dedup_by(|next, kept| {
            let alike = next.0 == kept.0;
            if alike {
                kept.1 += next.1;
            }
            alike
        });
        self.in_order = self.all.len();
    }

    /// The amounts of several together.
    pub fn of<'a>(several: impl Iterator<Item = &'a Parts>) -> Parts {
        let mut parts = Parts::default();
        parts.all.extend(several.flat_map(Parts::iter));
        parts.put_in_order();
        parts
    }

    /// Who is paid, and how much.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (PaidTo, Money)> + '_ {
        self.all.iter().copied()
    }
}

/// The amounts of lines by who is paid; those of a line come to the line's own.
#[derive(Clone, Debug, Default)]
pub struct Paid(BTreeMap<Line, Parts>);

impl Paid {
    /// Adds amounts to a line.
    pub fn add(&mut self, line: &Line, parts: impl IntoIterator<Item = (PaidTo, Money)>) {
        if !self.0.contains_key(line) {
            self.0.insert(line.clone(), Parts::default());
        }
        let Some(known) = self.0.get_mut(line) else {
            return;
        };
        for (to, amount) in parts {
            known.add(to, amount);
        }
    }

    /// Gives names their new numbers, and puts the amounts of every line in order.
    pub(super) fn rename(&mut self, moved: &[Spelling]) {
        let renamed = |name: Option<Spelling>| name.map(|Spelling(n)| moved[n as usize]);
        for parts in self.0.values_mut() {
            for (to, _) in &mut parts.all {
                to.provider = renamed(to.provider);
                to.contract = renamed(to.contract);
            }
            parts.put_in_order();
            parts.all.shrink_to_fit();
        }
    }

    /// Every line in order, and its amounts.
    pub fn lines(&self) -> impl Iterator<Item = (&Line, &Parts)> {
        self.0.iter()
    }

    /// Every amount: of which line, and who is paid.
    pub fn iter(&self) -> impl Iterator<Item = (&Line, PaidTo, Money)> {
        let lines = self.0.iter();
        lines.flat_map(|(line, parts)| parts.iter().map(move |(to, amount)| (line, to, amount)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_one_that_is_paid_are_one_in_whatever_order_they_come() {
        let to = |n| PaidTo {
            provider: Some(Spelling(n)),
            contract: None,
        };
        let mut parts = Parts::default();
        let mut back = Parts::default();
        for i in 0..1000 {
            parts.add(to(i % 7), Money::from_pence(i.into()));
            back.add(to((999 - i) % 7), Money::from_pence((999 - i).into()));
            assert!(parts.all.len() <= 2 * FEW);
        }
        parts.put_in_order();
        back.put_in_order();
        assert_eq!(parts.all, back.all);
        let sums: Vec<i128> = parts.iter().map(|(_, amount)| amount.pence()).collect();
        // 0, 7, … 994 are 143 numbers of 497 on average; one more and one more, up to 5; 6, 13, … 993
        // are 142 of 499.5.
        let sum = |r: i128| 143 * (497 + r);
        assert_eq!(
            sums,
            [sum(0), sum(1), sum(2), sum(3), sum(4), sum(5), 70_929]
        );
    }
}
