//! Baseline and out-turn of each scheme for a period.
//!
//! Out-turn = spend − income. Variance = out-turn − baseline: above nil an overspend, below an
//! underspend. Whole pence throughout; nothing is rounded but a forecast at the rate so far.

mod account;
mod baseline;
mod book;
mod forecast;
mod lines;
mod monthly;
mod refusal;

pub use account::{Account, Carried, Expected};
pub use baseline::{as_opened, spread};
pub use book::{Around, Book};
pub use lines::ByScheme;
pub use monthly::{Monthly, as_planned, figures};
pub use refusal::Refusal;

use crate::value::{Day, Money, Period};
use std::collections::BTreeMap;

/// Which figures a period's end is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What has happened up to the period's end.
    ToDate,
    /// The whole year: what has happened, and what is expected of the months to come.
    Forecast,
}

impl Basis {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Basis::ToDate => "to-date",
            Basis::Forecast => "forecast",
        }
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// To the end of this period.
    pub period: Period,
    /// To date, or the year as forecast.
    pub basis: Basis,
    /// Forecasts made after this day are not known yet.
    pub as_at: Day,
}

impl Question {
    /// The last month of the year whose figures count, 1 to 12.
    pub fn last_month(&self) -> u8 {
        match self.basis {
            Basis::ToDate => self.period.months_gone(),
            Basis::Forecast => 12,
        }
    }
}

/// One scheme's figures for some months of the year.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Expected cost.
    pub baseline: Money,
    /// Actual cost, or actual and expected.
    pub outturn: Money,
    /// Spend less income to date by cause.
    pub causes: BTreeMap<String, Money>,
    /// What a reader must know of how they came about.
    pub notes: Vec<String>,
}

impl Figures {
    /// Out-turn less baseline.
    pub fn variance(&self) -> Money {
        self.outturn - self.baseline
    }
}
