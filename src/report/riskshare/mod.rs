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

use super::{Part, Report, Surroundings, surroundings::left_out_part};
use crate::compute::outturn::{Basis, Question};
use crate::compute::risk_share::{Accounts, Outcome};
use crate::model::Plan;
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
    let words = Words { plan: &plan };
    let name = plan.partnership.name.value().cloned().unwrap_or_default();
    let mut parts = vec![Part::Facts(facts(&question, surroundings))];
    if question.period.last_day() >= question.as_at {
        parts.push(Part::Sentence(format!(
            "{} ends on {}, and this is asked as at {}: the ledger may not yet hold all of it.",
            question.period,
            question.period.last_day().long(),
            question.as_at.long()
        )));
    }
    // Before any figure, so that none is read without it.
    let left_out = left_out_part(&plan, &sources, question.period.year());
    let rows_left_out = !left_out.is_empty();
    parts.extend(left_out);
    parts.extend(summary(&words, &outcome));
    parts.extend(versions(&words, &question, &outcome));
    for (i, scope) in outcome.scopes.iter().enumerate() {
        let accounts = accounts.as_ref().and_then(|all| all.get(i));
        parts.extend(match accounts {
            Some(of) => account::waterfall(&words, &sources, &question, scope, of),
            None => waterfall(&words, &question, scope),
        });
    }
    parts.extend(reserves(&words, &outcome));
    parts.extend(positions(&words, &question, &outcome, &sources));
    parts.extend(not_computed(&outcome, &sources));
    let incomplete =
        !outcome.not_computed.is_empty() || !outcome.no_position.is_empty() || rows_left_out;
    let data = table::data(&words, &question, &outcome, &sources);
    let head = surroundings.clone();
    Report {
        title: format!("Risk share: {name}, to {}", question.period),
        parts,
        data,
        wire: Box::new(move || {
            let mut value = wire::value(&plan, &sources, &question, &outcome, &head);
            if let Some(accounts) = &accounts {
                let words = Words { plan: &plan };
                working_wire::add(&mut value, &words, &sources, &outcome, accounts);
            }
            value
        }),
        incomplete,
    }
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
