//! `jcplan/flows/1`: the wire format. Money is text with two decimals.

use super::beside::{left_out, lost};
use super::told::Told;
use super::words::Words;
use crate::compute::flows::{
    Account, Agreed, Contract, Dimension, End, Entry, Found, Graph, Held, Link, Mark, Node, Paid,
    Payer, key,
};
use crate::model::{Party, Source};
use crate::report::riskshare::sections::with_place;
use crate::value::Money;
use serde_json::{Map, Value, json};

pub(super) fn value(told: &Told) -> Value {
    let words = told.words();
    let (flows, head) = (&told.flows, &told.surroundings);
    let question = &flows.question;
    let periods = question.slots().into_iter().map(|slot| {
        json!({"period": slot.code(question.by), "from": month(slot.year, slot.first), "to": month(slot.year, slot.last)})
    });
    let mut value = json!({
        "schema": "jcplan/flows/1",
        "partnership": told.plan.partnership.id.value().map(|id| id.to_string()),
        "folder": head.folder,
        "as_at": head.as_at.to_string(),
        "digest": head.digest,
        "revision": head.revision,
        "from": month(question.from, 1),
        "through": question.through.to_string(),
        "by": question.by.word(),
        "periods": periods.collect::<Vec<_>>(),
        "flows": flows.graphs.iter().map(|(held, graph)| of_held(&words, *held, graph)).collect::<Vec<_>>(),
        "transfers": flows.transfers.iter().map(|t| json!({
            "kind": t.kind.word(),
            "pool": words.pool_id(t.pool),
            "one": end(&words, t.one),
            "other": end(&words, t.other),
            "one_paid": t.paid.plain(),
            "other_paid": t.received.plain(),
            "net": t.net().plain(),
        })).collect::<Vec<_>>(),
        "planned": flows.plans.not_in_ledger.iter().map(|(p, amount)| json!({
            "pool": words.pool_id(Some(p.pool)),
            "partner": words.party_id(Party::Partner(p.partner)),
            "source": p.source.map(Source::word),
            "month": p.month.to_string(),
            "amount": amount.plain(),
        })).collect::<Vec<_>>(),
        "agreed": agreements(&words),
        "funding": funding(&words),
        "funding_not_read": flows.funding.unread.iter().map(|s| words.scheme_id(*s)).collect::<Vec<_>>(),
        "providers": flows.payees.all.iter().map(|p| json!({
            "name": p.shown,
            "id": p.listed.map(|i| words.party_id(Party::Provider(i))),
            "written": p.spellings,
        })).collect::<Vec<_>>(),
        "contracts": flows.contracts.all.iter().map(contract).collect::<Vec<_>>(),
        "rows": flows.by_month(&told.plan).iter().map(|(e, amount)| row(&words, e, *amount)).collect::<Vec<_>>(),
        "not_planned": flows.plans.unread.iter().map(|r| with_place(r, &told.sources)).collect::<Vec<_>>(),
        "not_read": told.plan.unread.iter().map(|(_, why)| why.clone()).collect::<Vec<_>>(),
        "not_known": lost(&words, &told.sources),
        "left_out": left_out(&words, &told.sources).into_iter()
            .map(|(at, why)| json!({"at": at, "why": why})).collect::<Vec<_>>(),
    });
    head.add_totals(&mut value);
    value
}

fn agreements(words: &Words<'_>) -> Value {
    let each = words.flows.plans.agreed.iter();
    each.flat_map(|((pool, partner, source), ways)| {
        ways.iter().map(move |way| {
            json!({
                "pool": words.pool_id(Some(*pool)),
                "partner": words.party_id(Party::Partner(*partner)),
                "source": source.map(Source::word),
                "paid": agreed(way),
            })
        })
    })
    .collect()
}

fn funding(words: &Words<'_>) -> Value {
    let each = words.flows.funding.agreed.iter();
    each.map(|((scheme, partner), amount)| {
        json!({
            "scheme": words.scheme_id(*scheme),
            "partner": words.party_id(Party::Partner(*partner)),
            "agreed": amount.plain(),
        })
    })
    .collect()
}

fn month(year: crate::value::FinancialYear, number: u8) -> String {
    crate::value::Month { year, number }.to_string()
}

fn of_held(words: &Words<'_>, held: Held, graph: &Graph) -> Value {
    let pool = |(pool, a): (&Option<usize>, &Account)| {
        json!({
            "pool": pool.map(|p| words.pool_id(Some(p))),
            "paid_in": a.paid_in.plain(),
            "planned": a.planned.plain(),
            "spend": a.spend.plain(),
            "income": a.income.plain(),
            "handed_on": a.handed_on.plain(),
            "left": a.left().plain(),
            "own_books": a.own_books.plain(),
        })
    };
    json!({
        "standing": held.word(),
        "pools": graph.pools.iter().map(pool).collect::<Vec<_>>(),
        "links": graph.links.iter().map(|(l, amount)| link(words, l, *amount)).collect::<Vec<_>>(),
    })
}

fn link(words: &Words<'_>, link: &Link, amount: Money) -> Value {
    let payment = match &link.mark {
        Mark::Payment(key) => Some(words.code(Dimension::Payment, key)),
        _ => None,
    };
    json!({
        "from": node(words, link.from),
        "to": node(words, link.to),
        "planned": link.mark == Mark::Planned,
        "payment": payment,
        "amount": amount.plain(),
    })
}

fn node(words: &Words<'_>, node: Node) -> Value {
    let mut all = Map::new();
    let mut put = |key: &str, value: String| {
        all.insert(key.to_owned(), Value::String(value));
    };
    let (kind, pool) = match node {
        Node::Payer(..) => ("payer", None),
        Node::Direct(..) => ("payer-direct", None),
        Node::Beyond(pool) => ("beyond", Some(pool)),
        Node::Fund(pool) => ("pool", Some(pool)),
        Node::OwnBooks(pool, _) => ("own-books", Some(pool)),
        Node::Clients(pool) => ("clients", Some(pool)),
        Node::Scheme(pool, _) => ("scheme", Some(pool)),
        Node::HandedOn(pool) => ("handed-on", Some(pool)),
        Node::Left(pool) => ("left", Some(pool)),
        Node::Provider(_) => ("provider", None),
        Node::Party(_) => ("party", None),
        Node::Nobody => ("no-provider", None),
    };
    put("kind", kind.to_owned());
    match node {
        Node::Payer(partner, source) | Node::Direct(partner, source) => {
            put("partner", words.party_id(Party::Partner(partner)));
            put("source", source.map_or("", Source::word).to_owned());
        }
        Node::OwnBooks(_, Payer::Party(party)) => put("partner", words.party_id(party)),
        Node::Scheme(_, scheme) => put("scheme", words.scheme_id(scheme)),
        Node::Provider(payee) => put("provider", words.payee(payee)),
        Node::Party(party) => put("party", words.party_id(party)),
        _ => {}
    }
    if let Some(pool) = pool {
        put("pool", words.pool_id(pool));
    }
    Value::Object(all)
}

fn end(words: &Words<'_>, end: End) -> Value {
    match end {
        End::Party(party @ Party::Partner(_)) => json!({"partner": words.party_id(party)}),
        End::Party(party) => json!({"provider": words.party_id(party)}),
        End::Fund(pool) => json!({"pool": words.pool_id(pool)}),
    }
}

fn agreed(way: &Agreed) -> Value {
    match way {
        Agreed::Instalments(days) => {
            json!({"instalments": days.iter().map(ToString::to_string).collect::<Vec<_>>()})
        }
        Agreed::Monthly(from, to) => json!({"monthly": {"from": from, "to": to}}),
    }
}

fn contract(contract: &Contract) -> Value {
    let (state, register, payment, form) = match &contract.found {
        Found::In {
            register,
            payment,
            form,
        } => {
            let said = |word: &String| (!word.is_empty()).then(|| word.clone());
            ("found", Some(register.clone()), said(payment), said(form))
        }
        Found::Several => ("in-several-registers", None, None, None),
        Found::Nowhere => ("in-no-register", None, None, None),
    };
    json!({
        "contract": contract.reference,
        "state": state,
        "register": register,
        "payment": payment,
        "form": form,
    })
}

fn row(words: &Words<'_>, entry: &Entry, amount: Money) -> Value {
    let mut all = Map::new();
    let mut put = |key: &str, value: String| {
        if !value.is_empty() {
            all.insert(key.to_owned(), Value::String(value));
        }
    };
    put("way", entry.way.word().to_owned());
    put("month", entry.month.to_string());
    for (word, dimension) in Dimension::WORDS {
        let key = key(words.plan, words.flows, *dimension, entry);
        put(word, words.code(*dimension, &key));
    }
    if let Paid::Party(party) = entry.paid {
        put("to", words.party_id(party));
    }
    put("amount", entry.signed(amount).plain());
    Value::Object(all)
}
