//! `jcplan/riskshare-movement/1`: the wire format. Money is text with two decimals.

use super::Answer;
use super::words::Words;
use crate::compute::movement::{Bearer, Parts, ScopeMoved};
use crate::report::missing::left_out_wire;
use crate::report::riskshare::sections::stage;
use crate::report::wire::place;
use crate::source::Span;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn value(words: &Words<'_>) -> Value {
    let moved = words.moved;
    let (then, now) = (&moved.then, &moved.now);
    let earlier = moved.earlier.as_ref();
    let mut was = side(then);
    was["revision"] = json!(earlier.map(|e| e.short.clone()));
    was["named"] = json!(earlier.map(|e| e.named.clone()));
    was["committed"] = json!(earlier.and_then(|e| e.on).map(|day| day.to_string()));
    let mut is = side(now);
    is["revision"] = json!(now.around.revision);
    let place = |at: Option<(Span, bool)>| match at {
        Some((at, true)) => place(&then.sources, Some(at)),
        at => place(&now.sources, at.map(|(at, _)| at)),
    };
    let ids = |answer: &Answer, schemes: &[usize]| -> Vec<String> {
        let all = &answer.plan.partnership.schemes;
        schemes
            .iter()
            .map(|i| all[*i].id.value.to_string())
            .collect()
    };
    json!({
        "schema": "jcplan/riskshare-movement/1",
        "partnership": now.plan.partnership.id.value().map(|id| id.to_string()),
        "folder": now.around.folder,
        "as_at": now.around.as_at.to_string(),
        "basis": now.question.basis.word(),
        "then": was,
        "now": is,
        "parties": bearers(words, &moved.movement.all()),
        "scopes": moved.movement.scopes.iter().map(|s| scope(words, s)).collect::<Vec<_>>(),
        "new": ids(now, &moved.movement.new),
        "gone": ids(then, &moved.movement.gone),
        "changes": moved.changes.iter().map(|change| json!({
            "what": change.what,
            "term": change.term,
            "at": place(change.at),
        })).collect::<Vec<_>>(),
        "notes": moved.movement.notes.iter().map(|note| json!({
            "scope": note.scope,
            "when": note.when,
            "what": note.what,
        })).collect::<Vec<_>>(),
        "not_given": moved.movement.withheld.iter().map(|w| json!({
            "scope": w.scope,
            "when": w.when,
            "why": w.refusal.why,
            "at": place(w.refusal.at.map(|at| (at, w.stage.is_then()))),
        })).collect::<Vec<_>>(),
        "left_out": left_out_wire(moved.left_out()),
    })
}

fn side(side: &Answer) -> Value {
    let mut value = json!({
        "through": side.question.period.to_string(),
        "stage": stage(&side.question),
        "digest": side.around.digest,
    });
    side.around.add_totals(&mut value);
    value
}

fn scope(words: &Words<'_>, scope: &ScopeMoved) -> Value {
    json!({
        "scope": scope.name,
        "was": scope.was,
        "is": scope.is,
        "baseline": {"then": scope.baseline.0.plain(), "now": scope.baseline.1.plain()},
        "outturn": {"then": scope.outturn.0.plain(), "now": scope.outturn.1.plain()},
        "parties": bearers(words, &scope.bearers),
    })
}

fn bearers(words: &Words<'_>, bearers: &BTreeMap<Bearer, Parts>) -> Vec<Value> {
    let each = bearers.iter();
    each.map(|(bearer, parts)| {
        json!({
            "party": words.id(bearer),
            "kind": words.kind(bearer),
            "then": parts.then.plain(),
            "schemes": parts.schemes.plain(),
            "outturn": parts.outturn.plain(),
            "baseline": parts.baseline.plain(),
            "terms": parts.terms.plain(),
            "now": parts.now.plain(),
            "movement": parts.movement().plain(),
        })
    })
    .collect()
}
