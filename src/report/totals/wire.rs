//! `jcplan/totals/1`: the wire format. Money is text with two decimals; what a total does not say
//! is left out of it.

use super::lines::{Words, columns, month};
use super::{Given, not_read};
use crate::model::{Line, PaidTo};
use crate::report::Wire;
use crate::report::defined_twice;
use crate::report::wire::place;
use crate::value::Money;
use serde_json::{Map, Value, json};
use std::rc::Rc;

pub(super) fn wire(given: &Rc<Given>) -> Wire {
    let plan = &given.plan.partnership;
    let head = &given.around;
    let left_out = given.plan.totals.stranded.iter().map(|s| {
        json!({
            "scheme": s.scheme.map(|i| plan.schemes[i].id.value.to_string()),
            "pool": s.pool.map(|i| plan.pools[i].id.value.to_string()),
            "year": s.year.map(|year| year.to_string()),
            "rows": s.rows,
            "why": s.why,
            "at": place(&given.sources, Some(s.at)),
        })
    });
    let value = json!({
        "schema": "jcplan/totals/1",
        "partnership": plan.id.value().map(|id| id.to_string()),
        "folder": head.folder,
        "as_at": head.as_at.to_string(),
        "digest": head.digest,
        "revision": head.revision,
        "rows": given.plan.totals.rows,
        // Made one by one while it is written.
        "totals": [],
        "not_read": not_read(plan, &given.sources),
        "defined_twice": defined_twice::all(plan, &given.sources),
        "left_out": left_out.collect::<Vec<_>>(),
    });
    let sorted = Words { given }.sorted().into_iter();
    let lines: Vec<(Line, PaidTo, Money)> = sorted
        .map(|((line, to), amount)| (line.clone(), to, amount))
        .collect();
    let given = given.clone();
    Wire::listing(value, "totals", lines.len(), move |i| {
        total(&given, &lines[i])
    })
}

fn total(given: &Given, (line, to, amount): &(Line, PaidTo, Money)) -> Value {
    let words = Words { given };
    let said = columns().into_iter().filter_map(|(name, says)| {
        let word = says(&words, (line, *to));
        (!word.is_empty()).then(|| (name.to_owned(), Value::String(word.into_owned())))
    });
    let mut map: Map<String, Value> = said.collect();
    map.insert("month".to_owned(), Value::String(month(line.month)));
    map.insert("amount".to_owned(), Value::String(amount.plain()));
    Value::Object(map)
}
