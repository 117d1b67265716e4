//! The parts of the report: who bears what, each waterfall, positions, what is not computed.

use super::words::{Words, twins};
use crate::compute::outturn::{Basis, Question, Refusal};
use crate::compute::risk_share::{Outcome, Scope};
use crate::report::missing::not_computed_part;
use crate::report::{Cell, Part, Table, counted, text};
use crate::source::Sources;
use crate::value::Money;

/// What a table calls elsewhere.
pub(in crate::report) const ELSEWHERE: &str =
    "Elsewhere: taken by reserves, offset against other schemes, or not allocated.";

/// Said in place of figures where there are none.
pub(in crate::report) fn nothing_computed() -> Part {
    Part::Sentence("No scheme could be computed.".to_owned())
}

/// One row a scope: what it was to cost, what it cost, who bears the difference.
pub(super) fn summary(words: &Words<'_>, outcome: &Outcome) -> Vec<Part> {
    // Baseline and out-turn open each scope's own part below.
    who_bears_what("Who bears what", words, outcome, &[1, 2])
}

/// The same under any heading; these columns a narrow page may leave out, by position.
pub(in crate::report) fn who_bears_what(
    heading: &str,
    words: &Words<'_>,
    outcome: &Outcome,
    spare: &[usize],
) -> Vec<Part> {
    if outcome.scopes.is_empty() {
        return vec![nothing_computed()];
    }
    let parties = words.parties_with_shares(outcome);
    let mut headings = vec!["Scope", "Baseline", "Out-turn", "Variance"];
    let names: Vec<String> = parties.iter().map(|p| words.id(*p)).collect();
    headings.extend(names.iter().map(String::as_str));
    let others = outcome.scopes.iter().any(|s| !words.elsewhere(s).is_nil());
    if others {
        headings.push("Elsewhere");
    }
    let figures: Vec<usize> = (1..headings.len()).collect();
    let mut table = Table::new(&headings, &figures).spare(spare);
    let mut sums = vec![Money::NIL; headings.len() - 1];
    let twins = twins(outcome);
    for scope in &outcome.scopes {
        let mut row = vec![scope.baseline, scope.outturn, scope.variance()];
        row.extend(
            parties
                .iter()
                .map(|p| scope.shares.get(p).copied().unwrap_or_default()),
        );
        if others {
            row.push(words.elsewhere(scope));
        }
        for (sum, amount) in sums.iter_mut().zip(&row) {
            *sum += *amount;
        }
        let mut cells = vec![text(words.scope_label(scope, &twins))];
        cells.extend(row.into_iter().map(Cell::Money));
        table.row(cells);
    }
    if outcome.scopes.len() > 1 {
        let mut cells = vec![text("All")];
        cells.extend(sums.into_iter().map(Cell::Money));
        table.total(cells);
    }
    let mut parts = vec![Part::Heading(heading.to_owned()), Part::Table(table)];
    let mut legend = "Above nil is a cost to bear, below nil a return.".to_owned();
    if others {
        legend.push_str(&format!(" {ELSEWHERE}"));
    }
    parts.push(Part::Sentence(legend));
    parts
}

/// One scope's steps, each with a plain sentence.
pub(super) fn waterfall(words: &Words<'_>, question: &Question, scope: &Scope) -> Vec<Part> {
    let mut parts = vec![Part::Heading(words.scope_title(scope))];
    parts.push(Part::Sentence(words.opening(question, scope)));
    if !scope.steps.is_empty() {
        let mut table = Table::new(&["Step", "Amount", "What happens"], &[1]);
        for (i, step) in scope.steps.iter().enumerate() {
            table.row(vec![
                text(format!("{}. {}", i + 1, words.step_name(step.kind))),
                Cell::Money(step.amount),
                text(words.sentence(scope, step)),
            ]);
        }
        parts.push(Part::Table(table));
    }
    parts.push(Part::Sentence(words.closing(scope)));
    if !scope.notes.is_empty() {
        parts.push(Part::List(scope.notes.clone()));
    }
    parts
}

pub(super) fn positions(
    words: &Words<'_>,
    question: &Question,
    outcome: &Outcome,
    sources: &Sources,
) -> Vec<Part> {
    let mut parts = Vec::new();
    if !outcome.positions.is_empty() {
        let headings = [
            "Party",
            "Contribution",
            "Share",
            "After share",
            "Share of contribution",
            "Due",
            "Paid",
            "Settled",
            "Balance",
        ];
        let mut table = Table::new(&headings, &[1, 2, 3, 4, 5, 6, 7, 8]);
        for position in &outcome.positions {
            table.row(vec![
                text(words.name(position.party)),
                Cell::Money(position.contribution),
                Cell::Money(position.share),
                Cell::Money(position.after()),
                per_mille(position.share, position.contribution),
                Cell::Money(position.due),
                Cell::Money(position.paid),
                Cell::Money(position.settled),
                Cell::Money(position.balance()),
            ]);
        }
        parts.push(Part::Heading("Where each party stands".to_owned()));
        parts.push(Part::Table(table));
        let over = match outcome.no_position.is_empty() {
            true => "over all pools",
            false => "over those pools alone that can be worked out",
        };
        parts.push(Part::Sentence(format!(
            "Contribution is the year's plan; due and paid are to {}. Balance = due + share − paid − settled, {over}: above nil is still to pay, below nil to come back. It is settled pool by pool with each pool's host, who settles with nobody in its own.",
            question.period.last_day().long()
        )));
        if outcome.missing() > 0 {
            parts.push(Part::Sentence(format!(
                "The shares of {} not computed are not in it: see below.",
                counted(outcome.missing(), "scope", "scopes")
            )));
        }
    }
    parts.extend(transfers(words, question, outcome, sources));
    parts
}

/// Reserves drawn on or added to; one below nil is told.
pub(super) fn reserves(words: &Words<'_>, outcome: &Outcome) -> Vec<Part> {
    if outcome.reserves.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        &["Reserve", "Opening", "Added or drawn", "Left"],
        &[1, 2, 3],
    );
    let mut below = Vec::new();
    for end in &outcome.reserves {
        let name = words.reserve_id(end.pool, end.reserve);
        let left = end.opening.map(|opening| opening + end.change);
        if left.is_some_and(|left| left.pence() < 0) {
            below.push(name.clone());
        }
        let money = |m: Option<Money>| m.map_or(Cell::Blank, Cell::Money);
        table.row(vec![
            text(name),
            money(end.opening),
            Cell::Money(end.change),
            money(left),
        ]);
    }
    let mut parts = vec![Part::Heading("Reserves".to_owned()), Part::Table(table)];
    for name in below {
        parts.push(Part::Sentence(format!(
            "Reserve {name} is drawn below nil: a band takes more from it than it holds."
        )));
    }
    parts
}

/// Who pays whom, and what that leaves out.
fn transfers(
    words: &Words<'_>,
    question: &Question,
    outcome: &Outcome,
    sources: &Sources,
) -> Vec<Part> {
    let forecast = question.basis == Basis::Forecast && !question.period.is_whole_year();
    let heading = if forecast {
        "Who would pay whom, if the forecast holds"
    } else {
        "Who pays whom"
    };
    let mut parts = vec![Part::Heading(heading.to_owned())];
    for refusal in &outcome.no_position {
        let why = with_place(refusal, sources);
        parts.push(Part::Sentence(format!("Not worked out: {why}.")));
    }
    if outcome.scopes.is_empty() {
        parts.push(Part::Sentence(
            "Nothing is shared: no scheme could be computed.".to_owned(),
        ));
    }
    if !outcome.transfers.is_empty() {
        let lines = outcome.transfers.iter().map(|t| words.transfer(t));
        parts.push(Part::List(lines.collect()));
        if forecast {
            parts.push(Part::Sentence(format!(
                "The share is of the whole year as forecast; what is due and paid is to {}.",
                question.period.last_day().long()
            )));
        }
        if outcome.missing() > 0 {
            parts.push(Part::Sentence(format!(
                "These sums leave out {} not computed: see below.",
                counted(outcome.missing(), "scope", "scopes")
            )));
        }
    } else if outcome.no_position.is_empty() && !outcome.scopes.is_empty() {
        parts.push(Part::Sentence(match outcome.missing() {
            0 => "Nothing is owed.".to_owned(),
            n => format!(
                "Nothing is owed by what could be computed; {} not computed: see below.",
                counted(n, "scope is", "scopes are")
            ),
        }));
    }
    parts.extend(words.pools_without_payments(question).into_iter().map(|pool| {
        Part::Sentence(format!(
            "The ledger has no contribution to {pool} for {} up to then: nothing is taken as paid into it.",
            question.period.year()
        ))
    }));
    parts
}

/// A share as tenths of a per cent of a contribution, rounded half away from nil.
pub(in crate::report) fn per_mille(share: Money, contribution: Money) -> Cell {
    if contribution.pence() <= 0 {
        return Cell::Blank;
    }
    let sign = share.pence().signum();
    let size = share.pence().abs() * 1000;
    let whole = contribution.pence();
    Cell::PerMille(sign * ((size * 2 + whole) / (whole * 2)))
}

pub(in crate::report) fn not_computed(outcome: &Outcome, sources: &Sources) -> Vec<Part> {
    let lines: Vec<String> = outcome
        .not_computed
        .iter()
        .map(|n| format!("{}: {}", n.scope, with_place(&n.refusal, sources)))
        .collect();
    not_computed_part(lines)
}

pub(in crate::report) fn with_place(refusal: &Refusal, sources: &Sources) -> String {
    match refusal.at {
        Some(at) => format!("{} ({})", refusal.why, sources.places(at)),
        None => refusal.why.clone(),
    }
}

/// What the figures are worked out from, in words.
pub(in crate::report) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::ToDate => "to date",
        Basis::Forecast => "forecast for the year",
    }
}

/// A whole year's figures are final once it has ended; before they are provisional.
pub(in crate::report) fn stage(question: &Question) -> &'static str {
    if question.period.is_whole_year() && question.period.last_day() < question.as_at {
        "final"
    } else {
        "provisional"
    }
}
