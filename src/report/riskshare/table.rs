//! The tidy table of the risk-share report, for spreadsheets.

use super::sections::{stage, with_place};
use super::words::Words;
use crate::compute::outturn::Question;
use crate::compute::risk_share::{Outcome, Scope};
use crate::report::missing::Gap;
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
    for gap in not_there(words, question, outcome, sources) {
        let head = ["period", "basis", "stage"].into_iter().zip(head());
        let own = [
            ("scope", text(gap.scope)),
            ("kind", text(gap.kind)),
            ("note", text(gap.why)),
        ];
        table.row_with(head.chain(own).collect());
    }
    table
}

/// What is not computed or not settled, and what was left out.
fn not_there(
    words: &Words<'_>,
    question: &Question,
    outcome: &Outcome,
    sources: &Sources,
) -> Vec<Gap> {
    let not_computed = outcome.not_computed.iter();
    let not_computed = not_computed.map(|n| (n.scope.clone(), with_place(&n.refusal, sources)));
    let mut all: Vec<Gap> = Gap::all("not-computed", not_computed, Vec::new());
    // No payment stands here; but that not all are known keeps the report from being whole.
    let not_settled = outcome.no_position.iter().map(|refusal| Gap {
        scope: String::new(),
        kind: "not-settled",
        why: with_place(refusal, sources),
    });
    all.extend(not_settled);
    let left_out = left_out(words.plan, sources, question.period.year());
    all.extend(Gap::left_out(left_out));
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
