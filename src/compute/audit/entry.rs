//! A contract as the audit holds it: numbers alone, so that a million fit. Names, titles and terms
//! stand aside and are found by these numbers.

use super::contract::{Pathways, Worth};
use super::days::{DayNumber, OPEN, RowDays};
use super::principles::Shows;
use super::rate::{Daily, Rate};
use crate::value::Money;

/// No place: its service cannot be told.
pub(super) const NO_PLACE: u32 = u32::MAX;
/// No value that is known and can be held here.
const NONE: i64 = i64::MIN;

/// What is known of a contract, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// There is a value that cannot be read.
    pub(super) const UNREADABLE_VALUE: Marks = Marks(1);
    /// Its service was told by a rule over its words, in some row.
    pub(super) const BY_RULE: Marks = Marks(2);
    /// It has a CPV code of health, social work or community services.
    pub(super) const CARE: Marks = Marks(4);
    pub(super) const STEP_UP: Marks = Marks(8);
    pub(super) const STEP_DOWN: Marks = Marks(16);
    /// Its amount is for a year.
    pub(super) const ANNUAL: Marks = Marks(32);
    /// Its worth is more than one amount can say: it stands aside.
    pub(super) const WORTH_APART: Marks = Marks(64);
    /// It is called off from a framework.
    pub(super) const CALLED_OFF: Marks = Marks(128);

    pub(super) fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn set(&mut self, other: Marks, on: bool) {
        if on {
            self.0 |= other.0;
        }
    }

    pub(super) fn join(&mut self, other: Marks) {
        self.0 |= other.0;
    }

    fn clear(&mut self, other: Marks) {
        self.0 &= !other.0;
    }
}

/// One contract.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) register: u16,
    pub(super) marks: Marks,
    /// Its reference, by number.
    pub(super) reference: u32,
    /// Where its title stands in the register's text; nothing if `title_length` is nil.
    pub(super) title: u32,
    pub(super) title_length: u16,
    pub(super) shows: Shows,
    pub(super) first: DayNumber,
    pub(super) planned: DayNumber,
    pub(super) firm: DayNumber,
    pub(super) possible: DayNumber,
    /// Pence.
    amount: i64,
    /// Its providers and commissioners, by number.
    pub(super) parties: u32,
    /// The cells it covers, by number of their set; `NO_PLACE` if its service cannot be told.
    pub(super) place: u32,
    /// Contracts of one framework share a party.
    pub(super) party: u32,
}

impl Entry {
    pub(super) fn new(register: u16, reference: u32, days: RowDays) -> Entry {
        Entry {
            register,
            marks: Marks::default(),
            reference,
            title: 0,
            title_length: 0,
            shows: Shows::default(),
            first: days.starts,
            planned: days.planned,
            firm: days.firm,
            possible: days.possible,
            amount: NONE,
            parties: 0,
            place: NO_PLACE,
            party: 0,
        }
    }

    /// Widens it to the days of one more row.
    pub(super) fn span(&mut self, days: RowDays) {
        self.first = self.first.min(days.starts);
        self.planned = self.planned.max(days.planned);
        self.firm = self.firm.max(days.firm);
        self.possible = self.possible.max(days.possible);
    }

    pub(super) fn days(&self) -> RowDays {
        RowDays {
            starts: self.first,
            planned: self.planned,
            firm: self.firm,
            possible: self.possible,
        }
    }

    /// Holds what it is worth; says whether it can.
    pub(super) fn set_worth(&mut self, worth: Worth) -> bool {
        self.marks.clear(Marks::ANNUAL);
        self.marks.clear(Marks::WORTH_APART);
        self.amount = NONE;
        let (amount, annual) = match (worth.annual, worth.total) {
            (None, None) => return true,
            (Some(amount), None) => (amount, true),
            (None, Some(amount)) => (amount, false),
            (Some(_), Some(_)) => {
                self.marks.set(Marks::WORTH_APART, true);
                return false;
            }
        };
        match i64::try_from(amount.pence()) {
            Ok(pence) if pence != NONE => {
                self.amount = pence;
                self.marks.set(Marks::ANNUAL, annual);
                true
            }
            _ => {
                self.marks.set(Marks::WORTH_APART, true);
                false
            }
        }
    }

    /// What it is worth, unless that stands aside.
    pub(super) fn worth(&self) -> Worth {
        let amount = (self.amount != NONE).then(|| Money::from_pence(self.amount.into()));
        match self.marks.has(Marks::ANNUAL) {
            true => Worth {
                annual: amount,
                total: None,
            },
            false => Worth {
                annual: None,
                total: amount,
            },
        }
    }

    /// The daily cost, unless its worth stands aside: annual value ÷ 365, total value ÷ days from
    /// the start to the planned end. A total with an open end gives none.
    pub(super) fn daily(&self) -> Daily {
        if self.amount == NONE {
            return Daily::Unknown;
        }
        if self.marks.has(Marks::ANNUAL) {
            return Daily::Known(self.amount, 365);
        }
        if self.planned == OPEN || self.planned < self.first {
            return Daily::Unknown;
        }
        Daily::Known(self.amount, self.planned.abs_diff(self.first) + 1)
    }

    /// The same, to reckon with.
    pub(super) fn rate(&self) -> Option<Rate> {
        match self.daily() {
            Daily::Known(pence, days) => Some(Rate {
                pence: pence.into(),
                days: days.into(),
            }),
            Daily::Unknown | Daily::Apart => None,
        }
    }

    pub(super) fn pathways(&self) -> Pathways {
        Pathways {
            up: self.marks.has(Marks::STEP_UP),
            down: self.marks.has(Marks::STEP_DOWN),
        }
    }
}
