//! Rows of one reference in one register → one contract: suppliers joined, dates spanned, values
//! put together.

use super::days::{DayNumber, OPEN, RowDays};
use super::principles::Shows;
use super::rate::Rate;
use super::terms::Terms;
use crate::model::{ContractRow, Value};
use crate::value::{Day, Money};

/// A contract as the audit sees it.
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
    /// Rows it is made of.
    pub rows: usize,
    /// Terms that decide what can still be done; none once it has ended.
    pub terms: Option<Box<Terms>>,
    /// Design principles its words show; nothing once it has ended.
    pub shows: Shows,
    pub(super) first: DayNumber,
    pub(super) firm: DayNumber,
    pub(super) possible: DayNumber,
    pub(super) rate: Option<Rate>,
    pub(super) provider_keys: Vec<u32>,
    pub(super) commissioner_keys: Vec<u32>,
    /// Contracts of one framework share a party: the first of them, by position.
    pub(super) party: u32,
    pub(super) part_of: String,
    pub(super) cells: Vec<u32>,
}

impl Audited {
    /// The cells it covers, by position; none if its service cannot be told.
    pub fn cells(&self) -> &[u32] {
        &self.cells
    }

    /// Contracts of one framework share a party; any other is its own.
    pub fn party(&self) -> u32 {
        self.party
    }

    /// Its commissioners as numbers: the same body is the same number however it is written.
    pub fn commissioner_keys(&self) -> &[u32] {
        &self.commissioner_keys
    }

    /// What it costs a day; none where its value, or a part of it, is not known.
    pub(super) fn full_rate(&self) -> Option<Rate> {
        let worth = self.worth;
        // Without an end a row's total has no cost a day, and the rate is of the other rows alone.
        let in_part = |rate: &Rate| {
            worth.total.is_some() && worth.annual.map(Rate::of_a_year).as_ref() == Some(rate)
        };
        self.rate
            .filter(|rate| !self.unreadable_value && !in_part(rate))
    }

    /// Is nothing known of what it costs a day? It then counts as nil.
    pub fn is_of_unknown_cost(&self) -> bool {
        self.rate.is_none()
    }
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

/// Days spanned by the rows of one contract.
pub(super) fn span(rows: &[RowDays]) -> RowDays {
    let mut whole = RowDays {
        starts: OPEN,
        planned: DayNumber::MIN,
        firm: DayNumber::MIN,
        possible: DayNumber::MIN,
    };
    for row in rows {
        whole.starts = whole.starts.min(row.starts);
        whole.planned = whole.planned.max(row.planned);
        whole.firm = whole.firm.max(row.firm);
        whole.possible = whole.possible.max(row.possible);
    }
    whole
}

/// The values of the rows put together: all equal, they count once (a value repeated on every
/// lot); otherwise each row's is added. A row's annual value goes before its total. A value below
/// nil is no price and counts as unknown.
pub(super) fn worth<'a>(rows: impl Iterator<Item = &'a ContractRow>) -> (Worth, bool) {
    let mut worth = Worth::default();
    let mut first: Option<(bool, Money)> = None;
    let mut alike = true;
    let mut unreadable = false;
    for row in rows {
        let Some(this) = worth_of_row(row) else {
            unreadable |= row.annual.unreadable().or(row.total.unreadable()).is_some();
            continue;
        };
        alike &= *first.get_or_insert(this) == this;
        let sum = if this.0 {
            &mut worth.annual
        } else {
            &mut worth.total
        };
        *sum = Some(sum.unwrap_or_default() + this.1);
    }
    match first {
        Some((true, value)) if alike => worth.annual = Some(value),
        Some((false, value)) if alike => worth.total = Some(value),
        _ => {}
    }
    (worth, unreadable)
}

/// The value a row is counted with: is it a year's, and how much; none where it is not known.
pub(super) fn worth_of_row(row: &ContractRow) -> Option<(bool, Money)> {
    let known = |value: Option<&Value>| match value {
        Some(Value::Known(money)) if money.pence() > 0 => Some(*money),
        _ => None,
    };
    let annual = known(row.annual.value()).map(|money| (true, money));
    annual.or_else(|| Some((false, known(row.total.value())?)))
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
