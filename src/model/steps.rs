//! Why an amount of a year is another than that of the year before.

use super::{Dated, Field};
use crate::source::Spanned;
use crate::value::{Change, FinancialYear, Money};

/// What prices and pay add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uplift {
    /// Per cent of what recurs of the year before.
    PerCent(Change),
    /// Pence.
    Money(Money),
}

/// The steps from the year before to a year; each is what it adds, below nil what it takes off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// Inflation agreed.
    pub uplift: Field<Uplift>,
    /// Changes made within the year before that go on.
    pub recurrent_change: Field<Money>,
    /// Changes planned for the year: more people, another service.
    pub planned_change: Field<Money>,
    /// Savings required.
    pub efficiency: Field<Money>,
}

/// The same for every year of a term that is written by year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepsByYear {
    /// Inflation agreed.
    pub uplift: Dated<Uplift>,
    /// Changes made within the year before that go on.
    pub recurrent_change: Dated<Money>,
    /// Changes planned for the year.
    pub planned_change: Dated<Money>,
    /// Savings required.
    pub efficiency: Dated<Money>,
}

impl StepsByYear {
    /// The steps to one year.
    pub fn to(&self, year: FinancialYear) -> Steps {
        Steps {
            uplift: of_year(&self.uplift, year),
            recurrent_change: of_year(&self.recurrent_change, year),
            planned_change: of_year(&self.planned_change, year),
            efficiency: of_year(&self.efficiency, year),
        }
    }
}

fn of_year<T: Clone>(term: &Dated<T>, year: FinancialYear) -> Field<T> {
    match term.for_year(year) {
        None => Field::Absent,
        Some(Spanned { value: None, at }) => Field::Unreadable(*at),
        Some(Spanned {
            value: Some(value),
            at,
        }) => Field::Given(Spanned::new(value.clone(), *at)),
    }
}
