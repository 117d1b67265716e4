//! Each scheme's budget against what it cost to date and what the year is expected to come to.

use super::super::outturn::{Book, Question};
use super::account::Known;
use crate::value::Money;

/// One scheme's budget and spend. Pence; a variance is out-turn less budget.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Which scheme, by position.
    pub scheme: usize,
    /// To the end of the period: expected, and actual cost.
    pub to_date: Known<Figures>,
    /// Of the whole year: expected cost, and actual and forecast cost.
    pub year: Known<Figures>,
    /// What a reader must know of how they came about.
    pub notes: Vec<String>,
}

/// Expected and actual cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Expected cost: the baseline, later changes included.
    pub budget: Money,
    /// Spend less income, and forecast where it is of the year.
    pub outturn: Money,
}

impl Figures {
    /// Out-turn less budget.
    pub fn variance(&self) -> Money {
        self.outturn - self.budget
    }
}

/// Several schemes' together; the first reason where one is not known.
pub fn together<'b>(all: impl Iterator<Item = &'b Known<Figures>>) -> Known<Figures> {
    let mut sum = Figures::default();
    for one in all {
        let one = one.as_ref().map_err(Clone::clone)?;
        sum.budget += one.budget;
        sum.outturn += one.outturn;
    }
    Ok(sum)
}

/// The budgets of these schemes, from the figures to date and those of the year as forecast.
pub(super) fn budgets(
    schemes: &[usize],
    question: &Question,
    (to_date, forecast): (&Book, &Book),
) -> Vec<Budget> {
    let gone = question.period.months_gone();
    let of = |book: &Book, scheme: usize, months: u8| -> Known<Figures> {
        let figures = book.schemes[scheme].as_ref().map_err(Clone::clone)?;
        let figures = figures.over(1, months);
        Ok(Figures {
            budget: figures.baseline,
            outturn: figures.outturn,
        })
    };
    let notes = |book: &Book, scheme: usize| match &book.schemes[scheme] {
        Ok(figures) => figures.notes.clone(),
        Err(_) => Vec::new(),
    };
    let each = schemes.iter().map(|scheme| Budget {
        scheme: *scheme,
        to_date: of(to_date, *scheme, gone),
        year: of(forecast, *scheme, 12),
        notes: notes(forecast, *scheme),
    });
    each.collect()
}
