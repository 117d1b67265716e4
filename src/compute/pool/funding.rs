//! What partners pay into a pool: planned for the year, counted in its account, received.

use super::super::outturn::{Question, Refusal};
use super::super::risk_share::{due, planned_of};
use crate::model::{Kind, Plan, Source};
use crate::value::Money;
use std::collections::BTreeMap;

/// One partner's money from one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funding {
    /// Planned for the year. Pence.
    pub planned: Money,
    /// What the account counts: the year's where the question is of the whole year, else what is due
    /// by the end of the period.
    pub counted: Money,
    /// Paid in by the end of the period.
    pub received: Money,
}

/// Everything that funds a pool.
#[derive(Clone, Debug, Default)]
pub struct AllFunding {
    /// By partner, by position, and source. A source that money came from and none was planned of is
    /// among them.
    pub by_source: BTreeMap<(usize, Option<Source>), Funding>,
    /// Spent in partners' own books, which counts as paid.
    pub own_books: BTreeMap<usize, Money>,
}

impl AllFunding {
    /// What funds a pool by a question.
    pub fn of(plan: &Plan, question: &Question, pool: usize) -> Result<AllFunding, Refusal> {
        let mut all = AllFunding::default();
        let whole = question.last_month() == 12;
        for (partner, amount, contribution) in planned_of(plan, pool, question.period.year())? {
            let source = contribution.source.value().copied();
            let of = all.by_source.entry((partner, source)).or_default();
            of.planned += amount;
            of.counted += match whole {
                true => amount,
                false => due(contribution, question)?,
            };
        }
        for (line, amount) in &plan.totals.lines {
            let in_time = line.month.year == question.period.year()
                && line.month.number <= question.period.months_gone();
            if line.pool != Some(pool) || !in_time {
                continue;
            }
            match (line.kind, line.partner, line.paid_by) {
                (Kind::Contribution, Some(partner), _) => {
                    let of = all.by_source.entry((partner, line.source)).or_default();
                    of.received += *amount;
                }
                (Kind::Spend, _, Some(partner)) => {
                    *all.own_books.entry(partner).or_default() += *amount;
                }
                _ => {}
            }
        }
        Ok(all)
    }

    /// Everything the account counts.
    pub fn counted(&self) -> Money {
        self.by_source.values().map(|f| f.counted).sum()
    }

    /// One partner's.
    pub fn counted_of(&self, partner: usize) -> Money {
        self.sum_of(partner, |f| f.counted)
    }

    /// One partner's plan for the year.
    pub fn planned_of(&self, partner: usize) -> Money {
        self.sum_of(partner, |f| f.planned)
    }

    /// Everything paid in.
    pub fn received(&self) -> Money {
        self.by_source.values().map(|f| f.received).sum()
    }

    /// Everything spent in partners' own books.
    pub fn in_own_books(&self) -> Money {
        self.own_books.values().copied().sum()
    }

    fn sum_of(&self, partner: usize, what: impl Fn(&Funding) -> Money) -> Money {
        let theirs = self.by_source.iter();
        theirs
            .filter(|((of, _), _)| *of == partner)
            .map(|(_, funding)| what(funding))
            .sum()
    }
}
