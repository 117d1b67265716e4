//! The ledger's spend and unit prices in `jcplan/audit/1`.

use super::Given;
use super::wire::Wire;
use crate::compute::audit::Tied;
use crate::value::Month;
use serde_json::{Value, json};

fn month(month: Month) -> String {
    let day = month.first_day();
    format!("{}-{:02}", day.year(), day.month())
}

pub(super) fn money(out: &Wire<'_>) -> Value {
    let Some(tied) = &out.audit.money else {
        return Value::Null;
    };
    json!({
        "spend": tied.spend.plain(),
        "tied": tied.tied.plain(),
        "several_contracts": tied.several.plain(),
        "unnamed": tied.unnamed.plain(),
        "after_as_at": tied.later.1.plain(),
        "rows_after_as_at": tied.later.0,
        "beyond_what_is_kept": tied.beyond.unwrap_or_default().plain(),
        "without_contract": without(tied),
        "to_other_providers": tied.to_others.iter().map(|o| json!({
            "contract": out.label(o.contract),
            "provider": o.provider,
            "amount": o.amount.plain(),
            "from": month(o.months.0),
            "to": month(o.months.1),
        })).collect::<Vec<_>>(),
        "on_left_out": on_left_out(tied),
        "after_end": tied.after.iter().map(|a| json!({
            "contract": out.label(a.contract),
            "ended": a.ended.to_string(),
            "amount": a.amount.plain(),
            "from": month(a.months.0),
            "to": month(a.months.1),
        })).collect::<Vec<_>>(),
        "beyond_value": tied.over.iter().map(|o| json!({
            "contract": out.label(o.contract),
            "year": o.year.map(|year| year.to_string()),
            "paid": o.paid.plain(),
            "value": o.value.plain(),
        })).collect::<Vec<_>>(),
        "value_not_known": out.labels(&tied.unchecked),
        "unpaid": out.labels(&tied.unpaid),
        "providers": tied.shares.iter().map(|s| json!({
            "provider": s.provider,
            "paid": s.amount.plain(),
        })).collect::<Vec<_>>(),
        "concentration_index": tied.index.map(|index| index.to_string()),
    })
}

/// Files of payments given beside registers.
pub(super) fn payments(given: &Given) -> Vec<Value> {
    let files = given.plan.payments.iter();
    files
        .map(|file| {
            json!({
                "file": file.name,
                "recognised_as": file.recognised_as,
                "rows": file.counts.rows,
                "used": file.counts.used,
                "left_out": file.counts.left_out,
                "below_nil": file.below_nil,
                "sum": file.sum.plain(),
            })
        })
        .collect()
}

fn without(tied: &Tied) -> Vec<Value> {
    let without = tied.without.iter();
    without
        .map(|w| {
            json!({
                "provider": w.provider,
                "contract": w.contract,
                "amount": w.amount.plain(),
                "from": month(w.months.0),
                "to": month(w.months.1),
            })
        })
        .collect()
}

fn on_left_out(tied: &Tied) -> Vec<Value> {
    let on_left_out = tied.on_left_out.iter();
    on_left_out
        .map(|one| {
            json!({
                "contract": one.reference,
                "why": one.why,
                "provider": one.provider,
                "amount": one.amount.plain(),
                "from": month(one.months.0),
                "to": month(one.months.1),
            })
        })
        .collect()
}

pub(super) fn unpriced(out: &Wire<'_>) -> Vec<Value> {
    let unpriced = out.audit.redesign.unpriced.iter();
    unpriced
        .map(|one| json!({"contract": out.label(one.contract), "why": one.why}))
        .collect()
}

pub(super) fn units(out: &Wire<'_>) -> Vec<Value> {
    let units = out.audit.redesign.units.iter();
    units
        .map(|group| {
            let prices = group.prices.iter().map(|(position, price)| {
                let beyond = group.fences.map(|fences| fences.is_beyond(*price));
                json!({
                    "contract": out.label(*position),
                    "price_a_year": price.plain(),
                    "beyond_a_fence": beyond,
                })
            });
            let fences = group.fences.map(|fences| {
                let [low, q1, median, q3, high] = fences.shown().map(|money| money.plain());
                json!({
                    "lower_fence": low,
                    "lower_quartile": q1,
                    "median": median,
                    "upper_quartile": q3,
                    "upper_fence": high,
                })
            });
            json!({
                "service": group.service,
                "unit": group.unit,
                "prices": prices.collect::<Vec<_>>(),
                "fences": fences,
            })
        })
        .collect()
}
