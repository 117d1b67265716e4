//! What came into the pools, to the day.

use crate::model::{Kind, LedgerRow, Line, PaidTo, Plan, Source};
use crate::value::{Day, FinancialYear, Money};
use std::collections::BTreeMap;

/// Whose money, into which pool, from which source, on which day; by position.
type Key = (usize, usize, FinancialYear, Option<Source>, Day);

/// Money received by day. The ledger's totals keep months only.
#[derive(Clone, Debug, Default)]
pub struct Receipts {
    by_day: BTreeMap<Key, Money>,
    /// Are the days those of the ledger's rows, and not the last of their months?
    pub to_the_day: bool,
}

impl Receipts {
    /// Nothing yet; rows are to be added.
    pub fn by_row() -> Receipts {
        Receipts {
            by_day: BTreeMap::new(),
            to_the_day: true,
        }
    }

    /// Adds a row, if it is money paid into a pool or spent on one in a partner's own books.
    pub fn add(&mut self, row: &LedgerRow) {
        let line = &row.line;
        if let Some((pool, partner, source)) = receipt(line) {
            let key = (pool, partner, line.month.year, source, row.date);
            *self.by_day.entry(key).or_default() += row.amount;
        }
    }

    /// Do rows of a line count?
    pub fn counts(line: &Line) -> bool {
        receipt(line).is_some()
    }

    /// What can be told of it from the ledger's totals: every amount on the last of its month.
    pub fn of_totals(plan: &Plan) -> Receipts {
        let mut receipts = Receipts::default();
        for (line, amount) in &plan.totals.lines {
            receipts.add(&LedgerRow {
                date: line.month.last_day(),
                line: line.clone(),
                paid_to: PaidTo::default(),
                amount: *amount,
            });
        }
        receipts
    }

    /// One partner's of one pool and year up to a day, by source.
    pub(super) fn theirs(
        &self,
        (pool, partner): (usize, usize),
        year: FinancialYear,
        until: Day,
    ) -> impl Iterator<Item = (Option<Source>, Day, Money)> {
        let from = (
            pool,
            partner,
            year,
            None,
            FinancialYear::starting(1990).first_day(),
        );
        let of_year = self
            .by_day
            .range(from..)
            .take_while(move |(key, _)| (key.0, key.1, key.2) == (pool, partner, year));
        of_year
            .filter(move |(key, _)| key.4 <= until)
            .map(|(key, amount)| (key.3, key.4, *amount))
    }
}

/// Into which pool a line's money came or was spent on it, whose it is, and from which source.
fn receipt(line: &Line) -> Option<(usize, usize, Option<Source>)> {
    let (partner, source) = match line.kind {
        Kind::Contribution => (line.partner, line.source),
        Kind::Spend => (line.paid_by, None),
        _ => return None,
    };
    Some((line.pool?, partner?, source))
}
