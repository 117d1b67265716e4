//! The parts of the risk-share report in their order, and the same for programs.

use super::sections::{basis, not_computed, positions, reserves, stage, summary, waterfall};
use super::versions::versions;
use super::words::Words;
use super::{account, wire, working_wire};
use crate::compute::outturn::{Basis, Question};
use crate::compute::risk_share::{Accounts, Outcome};
use crate::model::Plan;
use crate::report::missing::left_out_part;
use crate::report::{Part, Surroundings, Wire, left_out};
use crate::source::Sources;
use crate::value::{Month, Period};
use std::rc::Rc;

/// All that is told.
pub(super) struct Told {
    pub(super) plan: Rc<Plan>,
    pub(super) sources: Rc<Sources>,
    pub(super) question: Question,
    pub(super) outcome: Rc<Outcome>,
    pub(super) surroundings: Surroundings,
    pub(super) accounts: Option<Accounts>,
}

/// What people read.
pub(super) fn parts(told: &Told) -> Vec<Part> {
    let (plan, sources) = (&told.plan, &told.sources);
    let (question, outcome) = (&told.question, &told.outcome);
    let words = Words { plan };
    let mut parts = vec![Part::Facts(facts(question, &told.surroundings))];
    if question.period.last_day() >= question.as_at {
        parts.push(Part::Sentence(format!(
            "{} ends on {}, and this is asked as at {}: the ledger may not yet hold all of it.{}",
            question.period,
            question.period.last_day().long(),
            question.as_at.long(),
            to_the_last_month(question)
        )));
    }
    // Before any figure, so that none is read without it.
    let left_out = left_out(plan, sources, question.period.year());
    parts.extend(left_out_part(left_out, ""));
    parts.extend(summary(&words, outcome));
    parts.extend(versions(&words, question, outcome));
    for (i, scope) in outcome.scopes.iter().enumerate() {
        let accounts = told.accounts.as_ref().and_then(|all| all.get(i));
        parts.extend(match accounts {
            Some(of) => account::waterfall(&words, sources, question, scope, of),
            None => waterfall(&words, question, scope),
        });
    }
    parts.extend(reserves(&words, outcome));
    parts.extend(positions(&words, question, outcome, sources));
    parts.extend(not_computed(outcome, sources));
    parts
}

/// What programs read.
pub(super) fn wire(told: &Rc<Told>) -> Wire {
    let head = wire::value(
        &told.plan,
        &told.sources,
        &told.question,
        &told.outcome,
        &told.surroundings,
    );
    let of_scope = told.clone();
    Wire::listing(head, "scopes", told.outcome.scopes.len(), move |i| {
        let told = &of_scope;
        let words = Words { plan: &told.plan };
        let scope = &told.outcome.scopes[i];
        let mut value = wire::scope(&words, &told.question, scope);
        if let Some(accounts) = told.accounts.as_ref().and_then(|all| all.get(i)) {
            working_wire::add_to_scope(&mut value, &words, &told.sources, scope, accounts);
        }
        value
    })
}

/// What was asked, and of which files.
pub(in crate::report) fn facts(
    question: &Question,
    surroundings: &Surroundings,
) -> Vec<(String, String)> {
    let said = format!("{}, {}", basis(question.basis), stage(question));
    let mut facts = vec![
        (
            "Period".to_owned(),
            format!(
                "{} (to {})",
                question.period,
                question.period.last_day().long()
            ),
        ),
        ("Basis".to_owned(), said),
    ];
    facts.extend(surroundings.facts());
    facts
}

/// A forecast counts the months after the period as to come: asked to a period that has not ended,
/// it is asked wrongly.
fn to_the_last_month(question: &Question) -> String {
    let ended = Month::of(question.as_at.plus_months(-1));
    if question.basis != Basis::Forecast || ended.year != question.period.year() {
        return String::new();
    }
    let period = Period::Month(ended.year, ended.number);
    format!(
        " Months up to its end count by the ledger alone: to forecast them, ask --through {period}."
    )
}
