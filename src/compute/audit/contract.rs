//! Rows of one reference in one register → one contract: suppliers joined, dates spanned, values
//! put together.

use super::days::{OPEN, RowDays};
use super::rate::Rate;
use crate::model::{RegisterRow, Value};
use crate::value::{Day, Money};

/// A contract as people read it: put together from the audit's numbers where it is asked for.
#[derive(Clone, Debug)]
pub struct Audited {
    /// Its register, by position.
    pub register: usize,
    /// Its reference as the register has it.
    pub reference: String,
    /// Its reference as printed: `file:reference` where it stands in two registers.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Names of its providers as written, each spelling once, in order of letter.
    pub providers: Vec<String>,
    /// Names of its commissioners likewise.
    pub commissioners: Vec<String>,
    /// First day in force.
    pub starts: Day,
    /// Last day of firm cover; none is open-ended.
    pub ends: Option<Day>,
    /// Last day of possible cover where that is later than the firm one.
    pub extends_to: Option<Day>,
    /// What its register says it is worth.
    pub worth: Worth,
    /// Is there a value that cannot be read?
    pub unreadable_value: bool,
    /// step-up and step-down, as far as any row says.
    pub pathways: Pathways,
    /// Was its service told by a rule over its words, in any row?
    pub by_rule: bool,
    /// Has it a CPV code of health, social work or community services?
    pub care_code: bool,
    /// The cells it covers, by position; none if its service cannot be told.
    pub cells: Vec<u32>,
}

/// What a register says a contract is worth. Unknown is never nil.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// A year, in pence.
    pub annual: Option<Money>,
    /// Over its whole length, in pence.
    pub total: Option<Money>,
}

/// Which directions of care a contract serves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pathways {
    /// Keeping people out of hospital.
    pub up: bool,
    /// Getting people out of hospital.
    pub down: bool,
}

impl Pathways {
    /// Reads `step-up`, `step-down` or `both`; anything else says neither.
    pub(super) fn read(word: &str) -> Pathways {
        Pathways {
            up: matches!(word, "step-up" | "both"),
            down: matches!(word, "step-down" | "both"),
        }
    }

    pub(super) fn with(self, other: Pathways) -> Pathways {
        Pathways {
            up: self.up || other.up,
            down: self.down || other.down,
        }
    }
}

/// The value one row gives: a year's before its whole length's. A value below nil is no price and
/// counts as unknown.
pub(super) fn worth_of(row: &RegisterRow<'_>) -> Worth {
    let known = |value: Option<&Value>| match value {
        Some(Value::Known(money)) if money.pence() > 0 => Some(*money),
        _ => None,
    };
    match known(row.annual.value()) {
        None => Worth {
            annual: None,
            total: known(row.total.value()),
        },
        annual => Worth {
            annual,
            total: None,
        },
    }
}

/// Is there a value in a row that cannot be read, and none that can?
pub(super) fn is_unreadable(row: &RegisterRow<'_>) -> bool {
    worth_of(row) == Worth::default()
        && row.annual.unreadable().or(row.total.unreadable()).is_some()
}

/// The values of rows put together: all equal, they count once (a value repeated on every lot);
/// otherwise each row's is added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Adding {
    first: Option<Worth>,
    alike: bool,
    sum: Worth,
}

impl Adding {
    pub(super) fn new(first: Worth) -> Adding {
        let mut adding = Adding {
            first: None,
            alike: true,
            sum: Worth::default(),
        };
        adding.add(first);
        adding
    }

    pub(super) fn add(&mut self, one: Worth) {
        if one == Worth::default() {
            return;
        }
        self.alike &= *self.first.get_or_insert(one) == one;
        let plus = |sum: &mut Option<Money>, more: Option<Money>| {
            if let Some(more) = more {
                *sum = Some(sum.unwrap_or_default() + more);
            }
        };
        plus(&mut self.sum.annual, one.annual);
        plus(&mut self.sum.total, one.total);
    }

    pub(super) fn worth(&self) -> Worth {
        match self.first {
            Some(first) if self.alike => first,
            _ => self.sum,
        }
    }
}

/// The daily cost: annual value ÷ 365, total value ÷ days from the start to the planned end. A
/// total with an open end gives none.
pub(super) fn rate(worth: Worth, days: &RowDays) -> Option<Rate> {
    let length = (days.planned != OPEN && days.planned >= days.starts)
        .then(|| i128::from(days.planned) - i128::from(days.starts) + 1);
    let annual = worth.annual.map(Rate::of_a_year);
    let total = worth.total.zip(length).map(|(money, length)| Rate {
        pence: money.pence(),
        days: length,
    });
    match (annual, total) {
        (Some(a), Some(t)) => Some(Rate {
            pence: a.pence * t.days + t.pence * a.days,
            days: a.days * t.days,
        }),
        (one, None) => one,
        (None, other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_365_days_and_a_total_is_spread_over_its_own_length() {
        let days = RowDays {
            starts: 0,
            planned: 729,
            firm: 729,
            possible: 729,
        };
        // £36,500.00 a year is £100.00 a day; £73,000.00 over 730 days likewise.
        let annual = Worth {
            annual: Some(Money::from_pence(3_650_000)),
            total: None,
        };
        let total = Worth {
            annual: None,
            total: Some(Money::from_pence(7_300_000)),
        };
        let a = rate(annual, &days).unwrap();
        let t = rate(total, &days).unwrap();
        assert_eq!((a.pence / a.days, a.pence % a.days), (10_000, 0));
        assert_eq!((t.pence / t.days, t.pence % t.days), (10_000, 0));
        let open = RowDays {
            planned: OPEN,
            ..days
        };
        assert_eq!(rate(total, &open), None);
        assert!(rate(annual, &open).is_some());
    }
}
