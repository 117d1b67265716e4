//! The parts of `jcplan/pool/1`: accounts, instalments, budgets, bridges.

use super::bridge::STEPS;
use super::figures::{period, plain};
use super::told::Told;
use crate::compute::pool::{Account, Bridge, Budget, Figures, Fund, Known, Paid, Promised, Stands};
use crate::report::wire::amounts;
use crate::value::Money;
use serde_json::{Map, Value, json};

/// One account.
pub(super) fn account(told: &Told, pool: usize, account: &Account, pooled: bool) -> Value {
    let words = told.words();
    let funding = account.funding.as_ref().ok();
    let came = account.received().is_ok();
    let by_source = funding.map(|funding| {
        let each = funding.by_source.iter().map(|((partner, source), of)| {
            json!({
                "partner": told.partner_id(*partner),
                "source": source.map(|s| s.word()),
                "planned": of.planned.plain(),
                "counted": of.counted.plain(),
                "received": came.then(|| of.received.plain()),
            })
        });
        each.collect::<Vec<_>>()
    });
    let own = account.in_own_books().ok().and(funding);
    let own = own.map(|f| amounts(f.own_books.iter().map(|(p, m)| (told.partner_id(*p), *m))));
    let spend = account.spend.iter();
    let spend = spend.map(|s| (words.scheme_id(s.scheme), plain(&s.amount)));
    let mut value = json!({
        "period": period(&account.question),
        "through": account.question.period.to_string(),
        "funding": by_source,
        "own_books": own,
        "funding_total": plain(&account.counted()),
        "expenditure": spend.map(|(id, m)| (id, m.map_or(Value::Null, Value::String))).collect::<Map<_, _>>(),
        "handed_on": plain(&account.handed_on()),
        "expenditure_total": plain(&account.spent()),
        "surplus": plain(&account.surplus()),
    });
    if pooled {
        add_shares(&mut value, told, pool, account);
    }
    value
}

/// Whose the surplus is, what is carried forward, and where each party stands.
fn add_shares(value: &mut Value, told: &Told, pool: usize, account: &Account) {
    let words = told.words();
    let shared = account.shared.as_ref().ok();
    value["shares"] = shared.map_or(Value::Null, |s| {
        amounts(s.shares.iter().map(|(p, m)| (words.id(*p), *m)))
    });
    value["not_budgeted"] = json!(shared.and_then(|s| plain(&s.not_budgeted)));
    value["unallocated"] = json!(shared.map(|s| s.unallocated.plain()));
    let reserves = account.reserves.iter().map(|reserve| {
        json!({
            "reserve": words.reserve_id(pool, reserve.reserve),
            "opening": plain(&reserve.opening),
            "change": plain(&reserve.change),
            "closing": plain(&reserve.closing()),
        })
    });
    value["reserves"] = reserves.collect();
    value["brought_forward"] = json!(plain(&account.brought_forward()));
    value["carried_forward"] = json!(plain(&account.carried_forward()));
    value["held"] = json!(plain(&account.held()).filter(|_| account.receives));
    let positions = account.positions.as_ref().ok();
    value["positions"] = json!(positions.map(|all| {
        let each = all.values().map(|p| {
            json!({
                "party": words.id(p.party),
                "contribution": p.contribution.plain(),
                "due": p.due.plain(),
                "paid": p.paid.plain(),
                "share": p.share.plain(),
                "settled": p.settled.plain(),
                "balance": p.balance().plain(),
            })
        });
        each.collect::<Vec<_>>()
    }));
}

/// What was promised and what came; null where that is not known.
pub(super) fn promises(told: &Told, fund: &Fund) -> Value {
    let Ok(promises) = &fund.promises else {
        return Value::Null;
    };
    let partner = |promised: &Promised| {
        json!({
            "partner": told.partner_id(promised.partner),
            "parts": promised.parts.iter().map(part).collect::<Vec<_>>(),
            "received": promised.received.plain(),
            "met_of_other_years": promised.for_others.plain(),
            "beyond": promised.beyond.plain(),
            "own_books": promised.own_books,
        })
    };
    json!({
        "partners": promises.partners.iter().map(partner).collect::<Vec<_>>(),
        "differing": promises.differing.iter().map(|(partner, source, beyond)| json!({
            "partner": told.partner_id(*partner),
            "source": source.map(|s| s.word()),
            "beyond": beyond.plain(),
        })).collect::<Vec<_>>(),
        "missing_of_last_year": promises.last_year.iter().map(|(_, m)| *m).sum::<Money>().plain(),
        "missing_of_last_year_by_partner": amounts(
            promises.last_year.iter().map(|(p, m)| (told.partner_id(*p), *m)),
        ),
        "written_up_to": promises.written.map(|w| w.last.last_day().to_string()),
        "to_the_day": told.given.to_the_day,
    })
}

fn part(part: &Paid) -> Value {
    let stands = match part.stands {
        Stands::Met => "met",
        Stands::NotDue => "not-due",
        Stands::NotWritten => "not-written-up",
        Stands::OwnSpend => "own-spend",
        Stands::NotMatched => "not-matched",
        Stands::Overdue => "overdue",
    };
    json!({
        "source": part.due.source.map(|s| s.word()),
        "due": part.due.on.to_string(),
        "promised": part.due.amount.plain(),
        "received": part.received.plain(),
        "met_on": part.met_on.map(|day| day.to_string()),
        "state": stands,
        "days_late": part.days,
        "instalment": !part.due.even,
    })
}

/// One scheme's budget.
pub(super) fn budget(told: &Told, budget: &Budget) -> Value {
    let of = |known: &Known<Figures>, what: fn(&Figures) -> Money| {
        known.as_ref().ok().map(|figures| what(figures).plain())
    };
    let figures = |known: &Known<Figures>| {
        json!({
            "budget": of(known, |f| f.budget),
            "outturn": of(known, |f| f.outturn),
            "variance": of(known, Figures::variance),
        })
    };
    json!({
        "scheme": told.words().scheme_id(budget.scheme),
        "to_date": figures(&budget.to_date),
        "year": figures(&budget.year),
        "notes": budget.notes,
    })
}

/// The bridges of contributions; null where there is nothing to come from.
pub(super) fn contributions(told: &Told, fund: &Fund) -> Value {
    let Ok(Some(all)) = &fund.contributions else {
        return Value::Null;
    };
    let each = all.iter().map(|((partner, source), known)| {
        let mut value = bridge(known);
        value["partner"] = json!(told.partner_id(*partner));
        value["source"] = json!(source.map(|s| s.word()));
        value
    });
    each.collect()
}

/// The bridges of baselines; null where there is nothing to come from.
pub(super) fn schemes(told: &Told, fund: &Fund) -> Value {
    let Some(all) = &fund.baselines else {
        return Value::Null;
    };
    let each = all.iter().map(|(scheme, known)| {
        let mut value = bridge(known);
        value["scheme"] = json!(told.words().scheme_id(*scheme));
        value
    });
    each.collect()
}

fn bridge(known: &Known<Bridge>) -> Value {
    let of = |what: fn(&Bridge) -> Money| json!(known.as_ref().ok().map(|b| what(b).plain()));
    let mut value = Map::new();
    value.insert("last_year".to_owned(), of(|b| b.before));
    for (_, name, what) in STEPS {
        value.insert((*name).to_owned(), of(*what));
    }
    value.insert("this_year".to_owned(), of(|b| b.now));
    value.insert("changed_within_year".to_owned(), of(|b| b.changed));
    Value::Object(value)
}
