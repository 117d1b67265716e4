//! Where each pooled fund stands, as its pool manager reports it (SI 2000/617 reg 7(4)): one account
//! after another, then what is only kept beside the funds, the minimums, and what is not computed.

mod account;
mod bridge;
mod budget;
mod data;
mod data_account;
mod figures;
mod held;
mod minimums;
mod missing;
mod promises;
mod told;
mod wire;
mod wire_parts;

use super::{Report, Surroundings, later, left_out};
use crate::compute::pool::Funds;
use crate::model::Plan;
use crate::source::Sources;
use missing::Missing;
use std::rc::Rc;

/// What a report is made from.
pub struct Given {
    /// The plan.
    pub plan: Plan,
    /// Its texts.
    pub sources: Sources,
    /// Where every pool stands.
    pub funds: Funds,
    /// Where the figures come from.
    pub around: Surroundings,
    /// Are receipts known to the day, and not by month alone?
    pub to_the_day: bool,
}

/// Builds the report.
pub fn report(given: Given) -> Report {
    let missing = Missing::all(&given.plan, &given.funds);
    let year = given.funds.question.period.year();
    let left_out = left_out(&given.plan, &given.sources, year);
    let incomplete = !missing.is_empty() || !left_out.is_empty();
    let partnership = &given.plan.partnership;
    let name = partnership.name.value().cloned().unwrap_or_default();
    let title = format!("Pooled funds: {name}, to {}", given.funds.question.period);
    let told = Rc::new(told::Told {
        given,
        missing,
        left_out,
    });
    let (of_parts, of_data, of_wire) = (told.clone(), told.clone(), told);
    Report {
        title,
        parts: later(move || told::parts(&of_parts)),
        data: later(move || data::data(&of_data)),
        wire: Box::new(move || wire::value(&of_wire).into()),
        incomplete,
    }
}
