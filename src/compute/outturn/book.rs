//! The figures of every scheme that a risk share is worked out from; and the same figures changed,
//! for those who ask what if.

use super::{ByScheme, Monthly, Question, Refusal, figures};
use crate::model::Plan;

/// Every scheme's figures, by position, or why a scheme has none.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// One entry a scheme.
    pub schemes: Vec<Result<Monthly, Refusal>>,
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
}
