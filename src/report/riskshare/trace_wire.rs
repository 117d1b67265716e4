//! `jcplan/riskshare-trace/1`, the wire format of a trace, and its tidy table for spreadsheets: in
//! both every ledger row, however many.

use super::sections::stage;
use super::trace::{One, Tracing};
use super::trace_rows::groups;
use super::words::Words;
use super::{wire, working_wire};
use crate::compute::risk_share::KeptRow;
use crate::report::missing::left_out_wire;
use crate::report::wire::place;
use crate::report::{Cell, Surroundings, Table, left_out, text};
use crate::value::{Day, Money, Month};
use serde_json::{Map, Value, json};

pub(super) fn value(tracing: &Tracing, head: &Surroundings) -> Value {
    let plan = &tracing.plan;
    let words = Words { plan };
    let question = &tracing.question;
    let scopes: Vec<Value> = tracing.scopes(&words).map(|one| scope(&one)).collect();
    let first = tracing.scopes(&words).next();
    let target = tracing.target.zip(first);
    let year = question.period.year();
    let left_out = left_out(plan, &tracing.sources, year);
    json!({
        "schema": "jcplan/riskshare-trace/1",
        "partnership": plan.partnership.id.value().map(|id| id.to_string()),
        "folder": head.folder,
        "as_at": head.as_at.to_string(),
        "digest": head.digest,
        "revision": head.revision,
        "through": question.period.to_string(),
        "basis": question.basis.word(),
        "stage": stage(question),
        "scope": tracing.name,
        "party": target.map(|(target, one)| words.target_id(one.scope, target)),
        "scopes": scopes,
        "not_computed": tracing.not_computed_lines(),
        "left_out": left_out_wire(left_out),
    })
}

fn scope(one: &One<'_>) -> Value {
    let sources = &one.all.sources;
    let mut value = wire::scope(one.words, &one.all.question, one.scope);
    working_wire::add_to_scope(&mut value, one.words, sources, one.scope, one.accounts);
    let terms = one.terms().into_iter();
    let terms = terms.map(|(what, at, written)| {
        json!({"term": what, "written": written, "at": place(sources, Some(at))})
    });
    let rows = groups(one).flat_map(|group| &group.rows);
    let sums: Map<String, Value> = groups(one)
        .map(|group| (group.kind.word().to_owned(), json!(group.sum.plain())))
        .collect();
    value["figure"] = json!(figure(one).plain());
    value["terms"] = terms.collect();
    value["rows"] = rows.map(|i| row(one, &one.all.rows[*i])).collect();
    value["sums"] = Value::Object(sums);
    value["given"] = match one.all.target {
        None => Value::Null,
        Some(target) => {
            let steps = one.giving().into_iter().map(|i| &one.scope.steps[i]);
            let each =
                steps.map(|s| json!({"step": s.kind.name(), "amount": s.gave(target).plain()}));
            each.collect()
        }
    };
    value
}

/// The figure asked for.
fn figure(one: &One<'_>) -> Money {
    match one.all.target {
        None => one.scope.variance(),
        Some(target) => one.scope.of(target),
    }
}

fn row(one: &One<'_>, kept: &KeptRow) -> Value {
    let partnership = &one.all.plan.partnership;
    let line = &kept.row.line;
    json!({
        "kind": line.kind.word(),
        "scheme": line.scheme.map(|s| partnership.schemes[s].id.value.to_string()),
        "partner": line.partner.map(|p| partnership.partners[p].id.value.to_string()),
        "date": kept.row.date.to_string(),
        "amount": kept.row.amount.plain(),
        "cause": line.cause,
        "version": line.version.map(|day| day.to_string()),
        "reference": kept.reference,
        "description": kept.description,
        "file": kept.file,
        "line": kept.line,
    })
}

/// The tidy table without rows.
pub(super) fn empty() -> Table {
    let headings = [
        "scope",
        "months",
        "what",
        "name",
        "scheme",
        "date",
        "amount",
        "cause",
        "reference",
        "text",
        "file",
        "line",
    ];
    Table::new(&headings, &[6])
}

/// What a line of the tidy table holds beside its scope; what is not said is blank.
#[derive(Default)]
struct Tidy {
    what: &'static str,
    name: String,
    scheme: String,
    date: Option<Day>,
    amount: Option<Money>,
    cause: String,
    reference: String,
    text: String,
    place: Option<(String, usize)>,
}

/// One scope in the tidy table: its figures, its terms, every row, every step.
pub(super) fn data(table: &mut Table, one: &One<'_>) {
    let (from, to) = one.scope.part.unwrap_or((1, one.all.question.last_month()));
    let months = Month::names(from, to);
    for line in tidy(one) {
        let (file, number) = match line.place {
            Some((file, n)) => (
                text(file),
                Cell::Count(i64::try_from(n).unwrap_or(i64::MAX)),
            ),
            None => (Cell::Blank, Cell::Blank),
        };
        table.row(vec![
            text(one.scope.name.clone()),
            text(months.clone()),
            text(line.what),
            text(line.name),
            text(line.scheme),
            line.date.map_or(Cell::Blank, Cell::Day),
            line.amount.map_or(Cell::Blank, Cell::Money),
            text(line.cause),
            text(line.reference),
            text(line.text),
            file,
            number,
        ]);
    }
}

fn tidy(one: &One<'_>) -> Vec<Tidy> {
    let scope = one.scope;
    let figure_line = |name: String, amount: Money| Tidy {
        what: "figure",
        name,
        amount: Some(amount),
        ..Tidy::default()
    };
    let mut lines = vec![
        figure_line("baseline".to_owned(), scope.baseline),
        figure_line("outturn".to_owned(), scope.outturn),
        figure_line("variance".to_owned(), scope.variance()),
    ];
    if let Some(target) = one.all.target {
        lines.push(figure_line(one.words.target_id(scope, target), figure(one)));
    }
    lines.extend(one.terms().into_iter().map(|(name, at, text)| {
        let place = one.all.sources.place(at);
        Tidy {
            what: "term",
            name,
            text,
            place: Some((place.file, place.line)),
            ..Tidy::default()
        }
    }));
    let rows = groups(one).flat_map(|g| &g.rows);
    lines.extend(rows.map(|i| tidy_row(one, &one.all.rows[*i])));
    let steps = one.giving().into_iter().map(|i| &scope.steps[i]);
    lines.extend(steps.map(|step| Tidy {
        what: "step",
        name: step.kind.name(),
        amount: Some(one.all.target.map_or(step.amount, |t| step.gave(t))),
        text: one.words.sentence(scope, step),
        ..Tidy::default()
    }));
    lines
}

fn tidy_row(one: &One<'_>, kept: &KeptRow) -> Tidy {
    let line = &kept.row.line;
    let schemes = &one.all.plan.partnership.schemes;
    let scheme = line.scheme.map(|s| schemes[s].id.value.to_string());
    Tidy {
        what: "row",
        name: line.kind.word().to_owned(),
        scheme: scheme.unwrap_or_default(),
        date: Some(kept.row.date),
        amount: Some(kept.row.amount),
        cause: line.cause.as_deref().unwrap_or_default().to_owned(),
        reference: kept.reference.clone(),
        text: kept.description.clone(),
        place: Some((kept.file.clone(), kept.line)),
    }
}
