//! The risk-share report: the waterfall of every scope, each party's position, who pays whom.

mod account;
pub(in crate::report) mod sections;
mod table;
mod trace;
mod trace_rows;
mod trace_wire;
mod wire;
pub(in crate::report) mod words;
mod working;
mod working_wire;

use super::{Part, Report, Surroundings, Wire, surroundings::left_out_part};
use crate::compute::outturn::{Basis, Question};
use crate::compute::risk_share::{Accounts, Outcome};
use crate::model::Plan;
use crate::report::later;
use crate::source::Sources;
use sections::{not_computed, positions, reserves, stage, summary, versions, waterfall};
use std::rc::Rc;
pub use trace::{Tracing, trace};
use words::Words;

/// Builds the report.
pub fn report(
    plan: Rc<Plan>,
    sources: Rc<Sources>,
    question: Question,
    outcome: Rc<Outcome>,
    surroundings: &Surroundings,
) -> Report {
    explained(plan, sources, question, outcome, surroundings, None)
}

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
    let incomplete = !outcome.not_computed.is_empty()
        || !outcome.no_position.is_empty()
        || !left_out_part(&plan, &sources, year).is_empty();
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
        parts: later(move || parts(&of_parts)),
        data: later(move || {
            let told = &of_data;
            let words = Words { plan: &told.plan };
            table::data(&words, &told.question, &told.outcome, &told.sources)
        }),
        wire: Box::new(move || wire(&of_wire)),
        incomplete,
    }
}

/// All that is told.
struct Told {
    plan: Rc<Plan>,
    sources: Rc<Sources>,
    question: Question,
    outcome: Rc<Outcome>,
    surroundings: Surroundings,
    accounts: Option<Accounts>,
}

fn parts(told: &Told) -> Vec<Part> {
    let (plan, sources) = (&told.plan, &told.sources);
    let (question, outcome) = (&told.question, &told.outcome);
    let words = Words { plan };
    let mut parts = vec![Part::Facts(facts(question, &told.surroundings))];
    if question.period.last_day() >= question.as_at {
        parts.push(Part::Sentence(format!(
            "{} ends on {}, and this is asked as at {}: the ledger may not yet hold all of it.",
            question.period,
            question.period.last_day().long(),
            question.as_at.long()
        )));
    }
    // Before any figure, so that none is read without it.
    parts.extend(left_out_part(plan, sources, question.period.year()));
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

fn wire(told: &Rc<Told>) -> Wire {
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

fn facts(question: &Question, surroundings: &Surroundings) -> Vec<(String, String)> {
    let basis = match question.basis {
        Basis::ToDate => "to date",
        Basis::Forecast => "forecast for the year",
    };
    let mut facts = vec![
        (
            "Period".to_owned(),
            format!(
                "{} (to {})",
                question.period,
                question.period.last_day().long()
            ),
        ),
        ("Basis".to_owned(), format!("{basis}, {}", stage(question))),
    ];
    facts.extend(surroundings.facts());
    facts
}
