//! The contract audit as people read it: what was read, what overlaps, what is recorded twice,
//! where cover breaks or ends, what could not be classified, and which rows need attention.

mod bought;
mod gaps;
mod meaning;
mod missing;
mod money;
mod numbers;
mod others;
mod overlaps;
mod parts;
mod payments;
mod picture;
mod principles;
mod read;
mod redesign;
mod table;
mod told_services;
mod units;
mod why;
mod why_one;
mod why_wire;
mod wire;
mod wire_money;
mod wire_redesign;
mod words;

pub use picture::cells_like;
pub use why::why_report;

use super::{Report, Surroundings, defined_twice};
use crate::compute::audit::{Audit, Question};
use crate::model::Plan;
use crate::report::later;
use crate::source::Sources;
use std::rc::Rc;
use words::Words;

/// How many of each thing the text shows before it counts the rest; JSON and CSV have all.
const SHOWN: usize = 20;

/// What a report is made from, beside the figures.
pub struct Given {
    /// The registers, and the folder if there is one.
    pub plan: Plan,
    /// Their texts.
    pub sources: Sources,
    /// What was asked.
    pub question: Question,
    /// Where the figures come from.
    pub around: Surroundings,
    /// Register files alone, without a planning folder.
    pub bare: bool,
    /// The cell whose contracts are to be drawn: `service/area/cohort`.
    pub cell: Option<String>,
    /// Rows and headings that reading found fault with.
    pub attention: Vec<Attention>,
}

/// A fault reading found in a register.
pub struct Attention {
    /// `file:line`.
    pub place: String,
    /// The fact.
    pub message: String,
    /// What to write instead, if anything.
    pub help: Option<String>,
    /// Does it take something out of the figures?
    pub grave: bool,
}

/// Builds the report.
pub fn report(given: Rc<Given>, audit: Rc<Audit>) -> Report {
    let incomplete = audit.tally.left_out > 0
        || !read::unread(&given).is_empty()
        || !given.plan.partnership.lost_services.is_empty()
        || defined_twice::is_any(&given.plan.partnership, &given.sources)
        || !audit.redesign.not_read.is_empty()
        || payments::are_wanting(&given, &audit)
        || given.attention.iter().any(|a| a.grave)
        || audit
            .contracts
            .positions()
            .any(|c| audit.contracts.has_unreadable_value(c));
    let title = match given.plan.partnership.name.value() {
        Some(name) => format!("Contract audit: {name}"),
        None => format!("Contract audit: {}", given.around.folder),
    };
    let of_parts = (Rc::clone(&given), Rc::clone(&audit));
    let of_data = of_parts.clone();
    Report {
        title,
        parts: later(move || parts::parts(&of_parts.0, &of_parts.1)),
        data: later(move || table::data(&of_data.0, &Words::of(&of_data.0, &of_data.1))),
        incomplete,
        wire: Box::new(move || wire::value(&given, &audit).into()),
    }
}
