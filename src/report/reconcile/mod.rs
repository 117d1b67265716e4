//! The reconciliation: what two partners' books agree in and what not, and what the ledger comes to
//! beside what others say.

mod balances;
mod books;
mod table;
mod wire;
mod words;

use super::{Part, Report, Surroundings, later};
use crate::compute::balance::{Balance, State};
use crate::compute::reconcile::Compared;
use crate::model::Plan;
use crate::source::Sources;
use crate::value::Day;
use std::rc::Rc;

/// What a report is made from.
pub struct Given {
    /// The folder, its books read.
    pub plan: Rc<Plan>,
    /// Its texts.
    pub sources: Rc<Sources>,
    /// Every entry of `reconcile:`, worked out.
    pub compared: Vec<Compared>,
    /// Every entry of `assert:`, worked out.
    pub balances: Vec<Balance>,
    /// The day the question is asked for.
    pub as_at: Day,
    /// Where the figures come from.
    pub around: Surroundings,
    /// Are transfers that agree listed too?
    pub matched: bool,
}

/// Builds the report.
pub fn report(given: Given) -> Report {
    let name = given.plan.partnership.name.value().cloned();
    let incomplete = !agrees(&given);
    let given = Rc::new(given);
    let (of_data, of_wire) = (given.clone(), given.clone());
    Report {
        title: format!("Reconciliation: {}", name.unwrap_or_default()),
        parts: later(move || parts(&given)),
        data: later(move || table::data(&of_data)),
        wire: Box::new(move || wire::value(&of_wire).into()),
        incomplete,
    }
}

/// Does everything agree that could be compared, and could all of it be?
fn agrees(given: &Given) -> bool {
    let plan = &given.plan.partnership;
    let fine = |balance: &Balance| matches!(balance.state, State::Holds(_) | State::ToCome);
    given.compared.iter().all(|one| one.agrees(plan)) && given.balances.iter().all(fine)
}

fn parts(given: &Given) -> Vec<Part> {
    let mut parts = vec![Part::Facts(given.around.facts())];
    if given.compared.is_empty() && given.balances.is_empty() {
        parts.push(Part::Sentence(
            "This folder says neither whose books are to be held against whose (reconcile:) nor \
             what another ledger comes to (assert:): there is nothing to reconcile."
                .to_owned(),
        ));
        return parts;
    }
    for one in &given.compared {
        parts.extend(books::parts(given, one));
    }
    parts.extend(balances::parts(given));
    parts
}
