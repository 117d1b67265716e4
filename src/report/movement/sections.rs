//! The parts of the movement report.

use super::super::riskshare::sections::ELSEWHERE;
use super::super::{Cell, Part, Table, counted, text};
use super::words::Words;
use crate::compute::movement::{Bearer, Parts, ScopeMoved};
use crate::value::Money;

const LEGEND: &str =
    "Above nil is more to bear, below nil less; then and now are the shares themselves.";

/// A table of parts: what stands before them, and the parts.
fn table_of(words: &Words<'_>, first: &[&str]) -> Table {
    let mut headings = first.to_vec();
    headings.push("Then");
    if words.moved.movement.schemes_changed() {
        headings.push("New or gone");
    }
    headings.extend(["Out-turn", "Baseline", "Terms", "Now"]);
    let figures: Vec<usize> = (first.len()..headings.len()).collect();
    Table::new(&headings, &figures)
}

fn cells(words: &Words<'_>, first: Vec<Cell>, parts: &Parts) -> Vec<Cell> {
    let mut cells = first;
    cells.push(Cell::Money(parts.then));
    if words.moved.movement.schemes_changed() {
        cells.push(Cell::Money(parts.schemes));
    }
    let rest = [parts.outturn, parts.baseline, parts.terms, parts.now];
    cells.extend(rest.map(Cell::Money));
    cells
}

/// Reserves, offsets and nobody are told where they took anything.
fn is_told(bearer: &Bearer, parts: &Parts) -> bool {
    *bearer != Bearer::Elsewhere || !parts.is_nil()
}

/// Every party over all scopes, and a sentence for each.
pub(super) fn parties(words: &Words<'_>) -> Vec<Part> {
    let movement = &words.moved.movement;
    if movement.scopes.is_empty() {
        let none = "No scope could be computed both then and now.";
        return vec![Part::Sentence(none.to_owned())];
    }
    let bearers = movement.all();
    let mut all = Parts::default();
    let mut table = table_of(words, &["Party"]);
    for (bearer, parts) in bearers.iter().filter(|(b, p)| is_told(b, p)) {
        table.row(cells(words, vec![text(words.id(bearer))], parts));
    }
    for parts in bearers.values() {
        all += *parts;
    }
    table.total(cells(words, vec![text("All")], &all));
    let told = bearers.iter().filter(|(b, p)| is_told(b, p));
    let sentences = told.map(|(bearer, parts)| words.sentence(bearer, parts, &all));
    let mut parts = vec![
        Part::Heading("How each party's share moved".to_owned()),
        Part::Table(table),
        Part::List(sentences.collect()),
    ];
    let mut legend = LEGEND.to_owned();
    if bearers.get(&Bearer::Elsewhere).is_some_and(|p| !p.is_nil()) {
        legend.push_str(&format!(" {ELSEWHERE}"));
    }
    parts.push(Part::Sentence(legend));
    if !movement.withheld.is_empty() {
        parts.push(Part::Sentence(format!(
            "These sums leave out {} whose movement is not given: see below.",
            counted(withheld_names(words), "scope", "scopes")
        )));
    }
    parts
}

fn withheld_names(words: &Words<'_>) -> usize {
    let mut names: Vec<&str> = words
        .moved
        .movement
        .withheld
        .iter()
        .map(|w| w.scope.as_str())
        .collect();
    names.dedup();
    names.len()
}

/// Did any share of it move, or anything that moves shares?
fn moves(scope: &ScopeMoved) -> bool {
    let figures = scope.baseline.0 != scope.baseline.1 || scope.outturn.0 != scope.outturn.1;
    figures || scope.bearers.values().any(|parts| parts.any_moved())
}

/// The same scope by scope; those that did not move are counted.
pub(super) fn scopes(words: &Words<'_>) -> Vec<Part> {
    let all = &words.moved.movement.scopes;
    if all.is_empty() {
        return Vec::new();
    }
    let moved: Vec<&ScopeMoved> = all.iter().filter(|scope| moves(scope)).collect();
    let mut parts = vec![Part::Heading("Scope by scope".to_owned())];
    let mut table = table_of(words, &["Scope", "Party"]);
    for scope in &moved {
        let label = words.scope_label(&scope.name);
        let bearers = scope.bearers.iter();
        let told: Vec<_> = bearers.filter(|(b, p)| is_told(b, p)).collect();
        for (bearer, parts) in &told {
            let first = vec![text(label.clone()), text(words.id(bearer))];
            table.row(cells(words, first, parts));
        }
        if told.len() > 1 {
            let first = vec![text(label), text("all")];
            table.total(cells(words, first, &scope.variance()));
        }
    }
    if !moved.is_empty() {
        parts.push(Part::Table(table));
    }
    let still = match all.len() - moved.len() {
        0 => String::new(),
        _ if moved.is_empty() => String::new(),
        n => format!(" {} did not move.", counted(n, "scope", "scopes")),
    };
    parts.push(Part::Sentence(format!("{}{still}", most(words))));
    parts
}

/// Which scope moved most, by what its bearers bear more and less.
fn most(words: &Words<'_>) -> String {
    let size =
        |scope: &ScopeMoved| -> Money { scope.bearers.values().map(|p| p.movement().size()).sum() };
    let scopes = words.moved.movement.scopes.iter();
    let mut found: Option<(&ScopeMoved, Money)> = None;
    for scope in scopes {
        let size = size(scope);
        if found.is_none_or(|(_, most)| size > most) {
            found = Some((scope, size));
        }
    }
    match found {
        Some((scope, size)) if !size.is_nil() => {
            let variance = scope.variance();
            format!(
                "{} moved most: its variance was {} and is {}.",
                words.scope_label(&scope.name),
                variance.then,
                variance.now
            )
        }
        _ => "No share of any scope moved.".to_owned(),
    }
}

/// Baseline then and now, out-turn then and now.
type Four = [Money; 4];

fn four(scope: &ScopeMoved) -> Four {
    let (baseline, outturn) = (scope.baseline, scope.outturn);
    [baseline.0, baseline.1, outturn.0, outturn.1]
}

fn added_up<'a>(scopes: impl Iterator<Item = &'a ScopeMoved>) -> Four {
    let mut sums = Four::default();
    for scope in scopes {
        for (sum, amount) in sums.iter_mut().zip(four(scope)) {
            *sum += amount;
        }
    }
    sums
}

/// What each scope was to cost and cost, then and now.
pub(super) fn figures(words: &Words<'_>) -> Vec<Part> {
    let scopes = &words.moved.movement.scopes;
    if !scopes.iter().any(moves) {
        return Vec::new();
    }
    let headings = [
        "Scope",
        "Baseline then",
        "Baseline now",
        "Out-turn then",
        "Out-turn now",
    ];
    let mut table = Table::new(&headings, &[1, 2, 3, 4]);
    let row = |label: String, amounts: Four| -> Vec<Cell> {
        let mut cells = vec![text(label)];
        cells.extend(amounts.map(Cell::Money));
        cells
    };
    for scope in scopes.iter().filter(|scope| moves(scope)) {
        table.row(row(words.scope_label(&scope.name), four(scope)));
    }
    let still = scopes.iter().filter(|scope| !moves(scope));
    let n = still.clone().count();
    if n > 0 {
        table.row(row(format!("{n} that did not move"), added_up(still)));
    }
    let sums = added_up(scopes.iter());
    if scopes.len() > 1 {
        table.total(row("All".to_owned(), sums));
    }
    let [baseline, baseline_now, outturn, outturn_now] = sums;
    let moved = |then: Money, now: Money| match (now - then).pence() {
        0 => "the same".to_owned(),
        n if n > 0 => format!("{} higher", now - then),
        _ => format!("{} lower", then - now),
    };
    vec![
        Part::Heading("Baseline and out-turn".to_owned()),
        Part::Table(table),
        Part::Sentence(format!(
            "The baseline is {}, the out-turn {}.",
            moved(baseline, baseline_now),
            moved(outturn, outturn_now)
        )),
    ]
}

/// Schemes in one of the two only, by name.
pub(super) fn schemes(words: &Words<'_>) -> Vec<Part> {
    let movement = &words.moved.movement;
    if !movement.schemes_changed() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let sides = [(&movement.new, false), (&movement.gone, true)];
    for (schemes, is_then) in sides {
        let side = if is_then {
            &words.moved.then
        } else {
            &words.moved.now
        };
        for scheme in schemes {
            let scheme = &side.plan.partnership.schemes[*scheme];
            let id = &scheme.id.value;
            let place = words.place(scheme.id.at, is_then);
            let what = if is_then { "is gone" } else { "is new" };
            lines.push(format!("`{id}` {what} ({place})"));
        }
    }
    vec![
        Part::Heading("Schemes new or gone".to_owned()),
        Part::List(lines),
        Part::Sentence(
            "Their whole share is under “New or gone”; where a rule works schemes out together, so is what they change for the others."
                .to_owned(),
        ),
    ]
}

/// What changed, where it can be told.
pub(super) fn changed(words: &Words<'_>) -> Vec<Part> {
    let changes = &words.moved.changes;
    let lines: Vec<String> = changes
        .iter()
        .map(|change| match change.at {
            Some((at, is_then)) => format!("{} ({})", change.what, words.place(at, is_then)),
            None => change.what.clone(),
        })
        .collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Part::Heading("What changed".to_owned()), Part::List(lines)]
}

/// What a reader must know of the figures.
pub(super) fn notes(words: &Words<'_>) -> Vec<Part> {
    let notes = &words.moved.movement.notes;
    if notes.is_empty() {
        return Vec::new();
    }
    let lines = notes
        .iter()
        .map(|n| format!("{}, {}: {}", words.scope_label(&n.scope), n.when, n.what));
    vec![
        Part::Heading("To know of these figures".to_owned()),
        Part::List(lines.collect()),
    ]
}

/// Scopes whose movement is not given, with the reason.
pub(super) fn withheld(words: &Words<'_>) -> Vec<Part> {
    let withheld = &words.moved.movement.withheld;
    if withheld.is_empty() {
        return Vec::new();
    }
    let lines = withheld
        .iter()
        .map(|w| format!("{}, {}: {}", w.scope, w.when, words.why(w)));
    vec![
        Part::Heading("Movement not given".to_owned()),
        Part::List(lines.collect()),
    ]
}
