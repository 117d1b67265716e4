//! The ledger's totals: what people read of them, and the file other commands take in place of the
//! ledger.

mod lines;
mod not_read;
mod parts;
pub mod query;
mod table;
mod wire;

pub use not_read::not_read;

use super::{Report, Surroundings, defined_twice, later};
use crate::model::Plan;
use crate::source::Sources;
use std::rc::Rc;

/// What the report is made from.
pub struct Given {
    /// The folder, read.
    pub plan: Plan,
    /// Its texts.
    pub sources: Sources,
    /// Where the answer comes from.
    pub around: Surroundings,
    /// Are providers and contracts told apart?
    pub providers: bool,
}

/// Builds the report.
pub fn report(given: Given) -> Report {
    let name = given.plan.partnership.name.value().cloned();
    let incomplete = !given.plan.totals.stranded.is_empty()
        || !given.plan.partnership.not_read().is_empty()
        || defined_twice::is_any(&given.plan.partnership, &given.sources);
    let given = Rc::new(given);
    let (of_parts, of_data, of_wire) = (given.clone(), given.clone(), given);
    Report {
        title: format!("Totals of the ledger: {}", name.unwrap_or_default()),
        parts: later(move || parts::parts(&of_parts)),
        data: later(move || table::data(&of_data)),
        wire: Box::new(move || wire::wire(&of_wire)),
        incomplete,
    }
}
