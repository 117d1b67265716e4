//! The tidy table of the risk-share report, for spreadsheets.

use super::sections::{stage, with_place};
use super::words::Words;
use crate::compute::outturn::Question;
use crate::compute::risk_share::{NotComputed, Outcome, Scope};
use crate::report::{Cell, Table, left_out, text};
use crate::source::Sources;
use crate::value::{Money, Month};

/// One row for each scope and party, reserve or word that took part of its variance; then what is
/// not computed and what was left out, so that a spreadsheet does not look whole when it is not.
pub(super) fn data(
    words: &Words<'_>,
    question: &Question,
    outcome: &Outcome,
    sources: &Sources,
) -> Table {
    let headings = [
        "period",
        "basis",
        "stage",
        "scope",
        "pool",
        "risk_share",
        "baseline",
        "outturn",
        "variance",
        "bearer",
        "kind",
        "amount",
        "note",
        "months",
    ];
    let mut table = Table::new(&headings, &[6, 7, 8, 11]);
    let head = || {
        vec![
            text(question.period.to_string()),
            text(question.basis.word()),
            text(stage(question)),
        ]
    };
    for scope in &outcome.scopes {
        let notes = scope.notes.join("; ");
        let (from, to) = scope.part.unwrap_or((1, question.last_month()));
        let months = Month::names(from, to);
        for (bearer, kind, amount) in bearers(words, scope) {
            let mut row = head();
            row.extend([
                text(scope.name.clone()),
                text(words.pool_id(scope.pool)),
                text(scope.risk_share.clone()),
                Cell::Money(scope.baseline),
                Cell::Money(scope.outturn),
                Cell::Money(scope.variance()),
                text(bearer),
                text(kind),
                Cell::Money(amount),
                text(notes.clone()),
                text(months.clone()),
            ]);
            table.row(row);
        }
    }
    for (scope, kind, why) in not_there(words, question, outcome, sources) {
        let mut row = head();
        row.push(text(scope));
        row.extend(vec![Cell::Blank; 6]);
        row.extend([text(kind), Cell::Blank, text(why), Cell::Blank]);
        table.row(row);
    }
    table
}

/// What is not computed and what was left out: scope, which of the two, and why.
fn not_there(
    words: &Words<'_>,
    question: &Question,
    outcome: &Outcome,
    sources: &Sources,
) -> Vec<(String, &'static str, String)> {
    let why = |n: &NotComputed| with_place(&n.refusal, sources);
    let not_computed = outcome.not_computed.iter();
    let mut all: Vec<(String, &str, String)> = not_computed
        .map(|n| (n.scope.clone(), "not-computed", why(n)))
        .collect();
    for (place, why) in left_out(words.plan, sources, question.period.year()) {
        all.push((String::new(), "left-out", format!("{place}: {why}")));
    }
    all
}

/// Who or what took how much of a scope's variance.
fn bearers(words: &Words<'_>, scope: &Scope) -> Vec<(String, &'static str, Money)> {
    let shares = scope.shares.iter();
    let mut all: Vec<(String, &str, Money)> = shares
        .map(|(party, amount)| (words.id(*party), "share", *amount))
        .collect();
    for (reserve, amount) in &scope.reserves {
        all.push((words.reserve_id(scope.pool, *reserve), "reserve", *amount));
    }
    if !scope.offset.is_nil() {
        all.push((String::new(), "offset", scope.offset));
    }
    if !scope.unallocated.is_nil() {
        all.push((String::new(), "unallocated", scope.unallocated));
    }
    if all.is_empty() {
        all.push((String::new(), "nil", Money::NIL));
    }
    all
}
