//! The figures of every scheme that a risk share is worked out from; and the same figures changed,
//! for those who ask what if.

use super::{ByScheme, Monthly, Question, Refusal, as_planned, figures};
use crate::model::{Kind, Plan};
use crate::value::{Money, split};
use std::ops::RangeInclusive;

/// Every scheme's figures, by position, or why a scheme has none.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// One entry a scheme.
    pub schemes: Vec<Result<Monthly, Refusal>>,
}

/// What a question of what if starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// The out-turn; the baseline of a scheme that has none yet.
    Outturn,
    /// The baseline of every scheme, as if nothing were known of the year.
    Baseline,
}

impl Book {
    /// The figures as the ledger and the plan have them.
    pub fn of(plan: &Plan, question: &Question) -> Book {
        let ledger = ByScheme::of(plan, question.period.year());
        let schemes = 0..plan.partnership.schemes.len();
        Book {
            schemes: schemes
                .map(|scheme| figures(plan, scheme, question, &ledger))
                .collect(),
        }
    }

    /// The figures a question of what if starts from. A scheme with nothing in the ledger yet costs
    /// its baseline, and says so.
    pub fn around(plan: &Plan, question: &Question, around: Around) -> Book {
        let ledger = ByScheme::of(plan, question.period.year());
        let gone = question.period.months_gone();
        let of_scheme = |scheme| {
            let kinds = [Kind::Spend, Kind::Income];
            let known = figures(plan, scheme, question, &ledger);
            match (around, known) {
                (Around::Outturn, Ok(known)) => Ok(known),
                (Around::Outturn, Err(refusal)) if ledger.any(scheme, &kinds, 1, gone) => {
                    Err(refusal)
                }
                (_, _) => as_planned(plan, scheme, question, &ledger).map(|mut planned| {
                    if around == Around::Outturn {
                        let note =
                            "nothing in the ledger yet: its baseline stands for its out-turn";
                        planned.notes.push(note.to_owned());
                    }
                    planned
                }),
            }
        };
        let schemes = 0..plan.partnership.schemes.len();
        Book {
            schemes: schemes.map(of_scheme).collect(),
        }
    }

    /// One scheme's out-turn over the months of the question; none if it has no figures.
    pub fn outturn(&self, scheme: usize) -> Option<Money> {
        let months = self.schemes[scheme].as_ref().ok()?;
        Some(months.outturn.iter().copied().sum())
    }

    /// Adds an amount to one scheme's out-turn, evenly over these months, April being 1, odd
    /// pennies to the earliest.
    pub fn add(&mut self, scheme: usize, amount: Money, months: RangeInclusive<u8>) {
        let Ok(figures) = &mut self.schemes[scheme] else {
            return;
        };
        // Equal weights always divide.
        let parts = split(amount, &vec![1; months.len()]).unwrap_or_default();
        let before = usize::from(months.start() - 1);
        for (month, part) in figures.outturn.iter_mut().skip(before).zip(parts) {
            *month += part;
        }
    }
}
