//! `jcplan/reconcile/1`: the reconciliation for programs.

use super::Given;
use super::balances::figures;
use super::table::lines;
use super::words::{how_word, partner, state};
use crate::compute::balance::{Balance, Near, NearRow, State, stale_after};
use crate::compute::reconcile::{Compared, Group, Outcome, within};
use crate::model::{Assertion, Book, BookRow, Field};
use crate::report::wire::place;
use crate::value::{Id, Money};
use serde_json::{Value, json};

/// The whole of it.
pub(super) fn value(given: &Given) -> Value {
    let plan = &given.plan.partnership;
    let balances = given.balances.iter().map(|b| balance(given, b));
    let stale = stale_after(plan, &given.balances, given.as_at);
    let stale = stale.into_iter().map(|one| {
        let pool = one.pool.map(|pool| plan.pools[pool].id.value.to_string());
        let (on, days) = (one.on.to_string(), one.days);
        json!({"pool": pool, "assertion": one.assertion + 1, "on": on, "days": days})
    });
    json!({
        "schema": "jcplan/reconcile/1",
        "partnership": plan.id.value().map(ToString::to_string),
        "folder": given.around.folder,
        "as_at": given.as_at.to_string(),
        "digest": given.around.digest,
        "revision": given.around.revision,
        "agrees": super::agrees(given),
        "transfers": given.compared.iter().map(|one| compared(given, one)).collect::<Vec<_>>(),
        "balances": balances.collect::<Vec<_>>(),
        "stale": stale.collect::<Vec<_>>(),
    })
}

fn compared(given: &Given, one: &Compared) -> Value {
    let entry = &given.plan.partnership.reconciliations[one.entry];
    let mut value = json!({
        "name": super::books::name(entry, one.entry),
        "within_days": within(entry),
        "agrees": one.agrees(&given.plan.partnership),
        "reaches": one.reaches.map(|day| day.to_string()),
        "not_compared": Value::Null,
        "books": Value::Null,
    });
    let outcome = match &one.outcome {
        Ok(outcome) => outcome,
        Err((at, why)) => {
            value["not_compared"] = json!({"at": place(&given.sources, Some(*at)), "why": why});
            return value;
        }
    };
    let books = [&entry.books[0], &entry.books[1]];
    value["books"] = [0, 1]
        .map(|side| book(given, books[side], outcome, side))
        .into();
    value["sums"] = lines(books, outcome)
        .into_iter()
        .map(|line| {
            json!({
                "of": line.word,
                "rows": line.rows,
                "amounts": line.sums.map(Money::plain),
                "difference": (line.sums[0] - line.sums[1]).plain(),
            })
        })
        .collect();
    let all = |groups: &[Group]| -> Value {
        let each = groups.iter().map(|g| group(g, books, outcome));
        each.collect()
    };
    value["matched"] = all(&outcome.matched);
    value["differing"] = all(&outcome.differing);
    value["unclear"] = all(&outcome.unclear);
    value["only"] = [0, 1]
        .map(|side| rows(&outcome.only[side], books[side], outcome.turned[side]))
        .into();
    value
}

fn book(given: &Given, book: &Book, outcome: &Outcome, side: usize) -> Value {
    let lost = book.lost.as_ref().map(|(at, why)| {
        json!({"rows": book.lost_rows, "at": place(&given.sources, Some(*at)), "why": why})
    });
    json!({
        "partner": partner(book),
        "file": book.file(),
        "rows": book.rows.len(),
        "total": outcome.totals[side].plain(),
        "turned": outcome.turned[side],
        "left_out": lost,
    })
}

fn group(group: &Group, books: [&Book; 2], outcome: &Outcome) -> Value {
    json!({
        "how": how_word(group.how),
        "difference": (group.sums[0] - group.sums[1]).plain(),
        "rows": [
            rows(&group.ours, books[0], outcome.turned[0]),
            rows(&group.theirs, books[1], outcome.turned[1]),
        ],
    })
}

fn rows(which: &[usize], book: &Book, turned: bool) -> Value {
    let row = |row: &BookRow| {
        json!({
            "file": row.at.file,
            "line": row.at.line,
            "date": row.day.to_string(),
            "amount": row.signed(turned).plain(),
            "reference": row.reference,
            "description": row.description,
        })
    };
    which.iter().map(|i| row(&book.rows[*i])).collect()
}

fn balance(given: &Given, balance: &Balance) -> Value {
    let assertion: &Assertion = &given.plan.partnership.assertions[balance.assertion];
    let id = |field: &Field<Id>| field.value().map(ToString::to_string);
    let (ledger, difference) = figures(balance);
    let mut value = json!({
        "at": place(&given.sources, Some(assertion.at)),
        "on": assertion.on.value().map(ToString::to_string),
        "since": balance.since.map(|day| day.to_string()),
        "kind": assertion.kind.value().map(|kind| kind.word()),
        "pool": id(&assertion.pool),
        "scheme": id(&assertion.scheme),
        "partner": id(&assertion.partner),
        "from": assertion.from.value(),
        "reference": assertion.reference.value(),
        "said": assertion.amount.value().map(|m| m.plain()),
        "ledger": ledger.map(Money::plain),
        "difference": difference.map(Money::plain),
        "rows": balance.rows,
        "state": state(&balance.state),
        "why": Value::Null,
        "last_good": Value::Null,
        "near": [],
    });
    match &balance.state {
        State::NotComputed(at, why) => {
            value["why"] = json!({"at": place(&given.sources, Some(*at)), "why": why});
        }
        State::Differs {
            last_good, near, ..
        } => {
            value["last_good"] = last_good.map_or(Value::Null, |good| {
                let (on, sum) = (good.on.to_string(), good.sum.plain());
                json!({"on": on, "rows_since": good.rows, "sum_since": sum})
            });
            value["near"] = near.iter().map(near_row).collect();
        }
        State::Holds(_) | State::ToCome => {}
    }
    value
}

fn near_row(row: &NearRow) -> Value {
    let how = match row.how {
        Near::Counted => "counted",
        Near::OppositeSign => "opposite-sign",
        Near::DatedAfter => "dated-after",
        Near::DatedBefore => "dated-before",
    };
    json!({
        "how": how,
        "file": row.at.file,
        "line": row.at.line,
        "date": row.day.to_string(),
        "amount": row.amount.plain(),
    })
}
