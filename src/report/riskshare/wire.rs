//! `jcplan/riskshare/1`: the wire format, a set of structs of its own. Money is text with two
//! decimals.

use super::sections::{stage, with_place};
use super::versions;
use super::words::Words;
use crate::compute::outturn::Question;
use crate::compute::risk_share::{Moved, Outcome, Position, Scope, Step};
use crate::model::{Party, Plan};
use crate::report::missing::left_out_wire;
use crate::report::wire::{amounts, place};
use crate::report::{Surroundings, left_out};
use crate::source::Sources;
use crate::value::{Money, Month};
use serde_json::{Map, Value, json};

pub(super) fn value(
    plan: &Plan,
    sources: &Sources,
    question: &Question,
    outcome: &Outcome,
    head: &Surroundings,
) -> Value {
    let words = Words { plan };
    let not_computed: Vec<Value> = outcome
        .not_computed
        .iter()
        .map(
            |n| json!({"scope": n.scope, "why": n.refusal.why, "at": place(sources, n.refusal.at)}),
        )
        .collect();
    let left_out = left_out(plan, sources, question.period.year());
    let (partners, providers): (Vec<&Position>, Vec<&Position>) = outcome
        .positions
        .iter()
        .partition(|p| matches!(p.party, Party::Partner(_)));
    let mut value = json!({
        "schema": "jcplan/riskshare/1",
        "partnership": plan.partnership.id.value().map(|id| id.to_string()),
        "folder": head.folder,
        "as_at": head.as_at.to_string(),
        "digest": head.digest,
        "revision": head.revision,
        "through": question.period.to_string(),
        "basis": question.basis.word(),
        "stage": stage(question),
        // Made one by one while it is written.
        "scopes": [],
        "partners": partners.iter().map(|p| position(&words, "partner", p)).collect::<Vec<_>>(),
        "providers": providers.iter().map(|p| position(&words, "provider", p)).collect::<Vec<_>>(),
        "settlement": outcome.transfers.iter().map(|t| json!({
            "pool": words.pool_id(t.pool),
            "from": words.id(t.from),
            "to": words.id(t.to),
            "amount": t.amount.plain(),
        })).collect::<Vec<_>>(),
        "reserves": outcome.reserves.iter().map(|end| json!({
            "pool": words.pool_id(end.pool),
            "reserve": words.reserve_id(end.pool, end.reserve),
            "opening": end.opening.map(Money::plain),
            "change": end.change.plain(),
            "left": end.opening.map(|opening| (opening + end.change).plain()),
        })).collect::<Vec<_>>(),
        "changes": versions::amounts(&words, question),
        "not_computed": not_computed,
        "not_settled": outcome.no_position.iter().map(|r| with_place(r, sources)).collect::<Vec<_>>(),
        "left_out": left_out_wire(left_out),
    });
    head.add_totals(&mut value);
    value
}

pub(super) fn scope(words: &Words<'_>, question: &Question, scope: &Scope) -> Value {
    let (from, to) = scope.part.unwrap_or((1, question.last_month()));
    let month = |number| {
        let year = question.period.year();
        Month { year, number }.to_string()
    };
    json!({
        "scope": scope.name,
        "risk_share": scope.risk_share,
        "pool": words.pool_id(scope.pool),
        "clause": scope.clause,
        "in_force": {"from": scope.from.map(|d| d.to_string()), "until": scope.until.map(|d| d.to_string())},
        "months": {"from": month(from), "to": month(to)},
        "baseline": scope.baseline.plain(),
        "outturn": scope.outturn.plain(),
        "variance": scope.variance().plain(),
        "steps": scope.steps.iter().map(|s| step(words, scope, s)).collect::<Vec<_>>(),
        "offset": scope.offset.plain(),
        "shares": amounts(scope.shares.iter().map(|(p, m)| (words.id(*p), *m))),
        "reserves": amounts(scope.reserves.iter().map(|(r, m)| (words.reserve_id(scope.pool, *r), *m))),
        "unallocated": scope.unallocated.plain(),
        "with": scope.with.iter().map(|(n, v)| (n.clone(), Value::String(v.clone()))).collect::<Map<_, _>>(),
        "notes": scope.notes,
    })
}

fn step(words: &Words<'_>, scope: &Scope, step: &Step) -> Value {
    let name = |(target, amount): &Moved| (words.target_id(scope, *target), *amount);
    json!({
        "step": step.kind.name(),
        "amount": step.amount.plain(),
        "to": amounts(step.to.iter().map(name)),
        "sentence": words.sentence(scope, step),
    })
}

fn position(words: &Words<'_>, key: &str, position: &Position) -> Value {
    let mut all = Map::new();
    all.insert(key.to_owned(), Value::String(words.id(position.party)));
    for (name, amount) in [
        ("contribution", position.contribution),
        ("share", position.share),
        ("after", position.after()),
        ("due", position.due),
        ("paid", position.paid),
        ("settled", position.settled),
        ("balance", position.balance()),
    ] {
        all.insert(name.to_owned(), Value::String(amount.plain()));
    }
    Value::Object(all)
}
