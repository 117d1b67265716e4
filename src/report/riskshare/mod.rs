//! The risk-share report: the waterfall of every scope, each party's position, who pays whom.

mod account;
mod divisions;
pub(in crate::report) mod sections;
mod sentences;
mod table;
pub(super) mod told;
mod trace;
mod trace_rows;
mod trace_terms;
mod trace_wire;
mod versions;
mod wire;
pub(in crate::report) mod words;
mod working;
mod working_wire;

use super::{Report, Surroundings, left_out};
use crate::compute::outturn::Question;
use crate::compute::risk_share::{Accounts, Outcome};
use crate::model::Plan;
use crate::report::later;
use crate::source::Sources;
use std::rc::Rc;
use told::Told;
pub use trace::{Tracing, trace};
use words::Words;

/// Builds the report; with accounts, the working of every figure stands in it.
pub fn explained(
    plan: Rc<Plan>,
    sources: Rc<Sources>,
    question: Question,
    outcome: Rc<Outcome>,
    surroundings: &Surroundings,
    accounts: Option<Accounts>,
) -> Report {
    let year = question.period.year();
    let incomplete = outcome.missing() > 0
        || !outcome.no_position.is_empty()
        || !left_out(&plan, &sources, year).is_empty();
    let name = plan.partnership.name.value().cloned().unwrap_or_default();
    let told = Rc::new(Told {
        plan,
        sources,
        question,
        outcome,
        surroundings: surroundings.clone(),
        accounts,
    });
    let (of_parts, of_data, of_wire) = (told.clone(), told.clone(), told);
    Report {
        title: format!("Risk share: {name}, to {}", question.period),
        parts: later(move || told::parts(&of_parts)),
        data: later(move || {
            let told = &of_data;
            let words = Words { plan: &told.plan };
            table::data(&words, &told.question, &told.outcome, &told.sources)
        }),
        wire: Box::new(move || told::wire(&of_wire)),
        incomplete,
    }
}
