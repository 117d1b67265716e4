//! The report on flows: where each pool stands, who pays in, what it is spent on, who is paid and by
//! which arrangement, what passes between the parties.

mod beside;
mod chosen;
mod data;
mod funds;
mod periods;
mod picture;
mod spent;
mod told;
mod wire;
mod words;

use super::{Report, Surroundings, later};
use crate::compute::flows::{Dimension, Flows, Held};
use crate::model::Plan;
use crate::source::Sources;
use std::rc::Rc;
use told::Told;

/// What is drawn of flows.
pub struct Drawn {
    /// Dimensions of the tables asked for; none for the whole report.
    pub chosen: Vec<Dimension>,
    /// Boxes a column of a picture has before the rest is put together.
    pub largest: usize,
}

/// Builds the report.
pub fn report(
    plan: Rc<Plan>,
    sources: Rc<Sources>,
    flows: Rc<Flows>,
    surroundings: &Surroundings,
    drawn: Drawn,
) -> Report {
    let name = plan.partnership.name.value().cloned().unwrap_or_default();
    let title = format!("Flows: {name}, to {}", flows.question.through);
    let told = Rc::new(Told {
        plan,
        sources,
        flows,
        surroundings: surroundings.clone(),
        chosen: drawn.chosen,
        largest: drawn.largest,
    });
    let incomplete = !beside::left_out(&told.words(), &told.sources).is_empty()
        || !beside::lost(&told.words(), &told.sources).is_empty()
        || !told.plan.unread.is_empty()
        || !told.flows.plans.unread.is_empty()
        || !told.flows.funding.unread.is_empty()
        || told.flows.graphs.contains_key(&Held::Unread);
    let (of_parts, of_data, of_wire) = (told.clone(), told.clone(), told);
    Report {
        title,
        parts: later(move || told::parts(&of_parts)),
        data: later(move || data::data(&of_data.words(), &of_data.sources, &of_data.chosen)),
        wire: Box::new(move || wire::value(&of_wire).into()),
        incomplete,
    }
}
