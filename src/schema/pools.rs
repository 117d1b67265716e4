//! Pools and what is paid into them; schemes and needs.

use super::patterns;
use super::shape::{Map, by_day, by_time, either, key, list};
use super::values::{anything, date, flag, id, money, named, names, percent, text, words, year};
use crate::model::{Source, Standing};
use crate::seeds;
use serde_json::{Value, json};

/// What each standing means, in their order.
const STANDINGS: &[&str] = &[
    "one fund under section 75: its money is shared",
    "kept beside the fund, each body's own; not shared",
    "only looked at together; not shared",
];

/// What each source is, in their order.
const SOURCES: &[&str] = &[
    "the minimum NHS contribution to the Better Care Fund",
    "what an NHS body adds to its minimum",
    "the Local Authority Better Care Grant",
    "the Disabled Facilities Grant",
    "what a council adds to its grants",
    "anything else",
];

pub(super) const STATUSES: &[(&str, &str)] = &[
    ("confirmed", "settled by the body that pays"),
    ("indicative", "a figure to plan by"),
    ("disputed", "the partners do not agree on it"),
];

pub(super) const PATHWAYS: &[(&str, &str)] = &[
    ("step-up", "keeps people out of hospital"),
    ("step-down", "helps people home from hospital"),
    ("both", "both"),
];

pub(super) fn maps() -> Vec<Map> {
    vec![
        pool(),
        contribution(),
        instalment(),
        reserve(),
        scheme(),
        per_week(),
        use_of(),
        need(),
    ]
}

/// Sources of a contribution.
pub(super) fn sources() -> Value {
    let all: Vec<(&str, &str)> = (Source::WORDS.iter().zip(SOURCES))
        .map(|((word, _), about)| (*word, *about))
        .collect();
    words(&all)
}

/// Services of intermediate care; one of your own gets a warning from `check`.
pub(super) fn services() -> Value {
    let all: Vec<(&str, &str)> = (seeds::services().iter())
        .map(|service| (service.id.as_str(), service.name.as_str()))
        .collect();
    names(&all, Some(patterns::ID))
}

fn pool() -> Map {
    let standings: Vec<(&str, &str)> = (Standing::WORDS.iter().zip(STANDINGS))
        .map(|((word, _), about)| (*word, *about))
        .collect();
    Map {
        name: "pool",
        what: "A pooled fund, or money kept beside it.",
        keys: vec![
            key("id", "The name schemes and the ledger know it by: lower-case words joined by hyphens. Needed.", id()).needed(),
            key("name", "Its name.", text()),
            key("host", "The id of the partner that hosts it (regulation 7(4)); else the agreement's host. May change by year or day.", by_time(id())),
            key("pool_manager", "Its own pool manager, where it is not the agreement's.", named("pool_manager")),
            key("standing", "Whether its money is pooled; pooled if nothing is said.", words(&standings)),
            key("contributions", "Each partner's contribution (regulation 7(3)(b)). May stand in contributions.csv instead.", list(named("contribution"))),
            key("reserves", "Pots that a risk share may draw on or add to. The order matters: odd pennies go to the first named. May stand in reserves.csv instead.", list(named("reserve"))),
        ],
    }
}

fn contribution() -> Map {
    Map {
        name: "contribution",
        what: "What one partner pays in for one year from one source.",
        keys: vec![
            key("partner", "The id of the partner that pays. Needed.", id()).needed(),
            key("source", "Where the money comes from.", named("source")),
            key("year", "The financial year, April to March: 2025-26. Needed.", year()).needed(),
            key("amount", "Pounds for the year, net of VAT that can be recovered. Quote an amount with a comma. May change on the first of a month. Needed.", by_day(money())).needed(),
            key("from", "First day of the months it is due in, where they are not all of the year's. Its amount counts whole.", date()),
            key("until", "Last day of the months it is due in.", date()),
            key("status", "How sure the amount is.", words(STATUSES)),
            key("capital", "Is it capital? No if nothing is said.", flag()),
            key("recurrent", "Does it come again each year? Yes if nothing is said.", flag()),
            key("uplift", "What prices and pay add to last year's: per cent of what recurs of it, or pounds.", either([percent(), money()])),
            key("recurrent_change", "Pounds that changes made within last year and going on add to it.", money()),
            key("planned_change", "Pounds that changes planned for this year add to it.", money()),
            key("efficiency", "Pounds to be saved, below nil.", money()),
            key("instalments", "When it is paid; a twelfth each month if nothing is said. They make up the amount.", list(named("instalment"))),
            key("pool", "The pool, in a row of contributions.csv. Here it is the pool the contribution stands in.", id()),
        ],
    }
}

fn instalment() -> Map {
    Map {
        name: "instalment",
        what: "One payment of a contribution.",
        keys: vec![
            key("due", "The day it is due. Needed.", date()).needed(),
            key("amount", "Pounds. Needed.", money()).needed(),
        ],
    }
}

fn reserve() -> Map {
    Map {
        name: "reserve",
        what: "A pot that a risk share may draw on or add to.",
        keys: vec![
            key(
                "id",
                "The name risk shares know it by: lower-case words joined by hyphens. Needed.",
                id(),
            )
            .needed(),
            key("name", "Its name.", anything()),
            key(
                "opening",
                "Pounds in it when the year opens, by year.",
                by_time(money()),
            ),
            key(
                "pool",
                "The pool, in a row of reserves.csv. Here it is the pool the reserve stands in.",
                id(),
            ),
        ],
    }
}

fn scheme() -> Map {
    let funding = json!({ "type": ["object", "null"], "additionalProperties": by_time(money()) });
    Map {
        name: "scheme",
        what: "What the money is for.",
        keys: vec![
            key("id", "The name the ledger and registers know it by: lower-case words joined by hyphens. Needed.", id()).needed(),
            key("name", "Its name.", text()),
            key("pool", "The id of the pool that pays. Needed.", id()).needed(),
            key("lead", "The id of the partner that commissions it. May change by year or day.", by_time(id())),
            key("service", "The service it buys. `jcplan list services` names them.", named("service")),
            key("baseline", "Expected cost in pounds, by year; or the year's from 1 April and from the first of other months.", by_time(money())),
            key("per_week", "Expected cost by the week, as of one person; counts instead of a baseline. Entries add up.", list(named("per_week"))),
            key("uplift", "What prices and pay add to last year's baseline, by year: per cent of it, or pounds.", by_time(either([percent(), money()]))),
            key("recurrent_change", "Pounds that changes made within last year and going on add to it, by year.", by_time(money())),
            key("planned_change", "Pounds that changes planned for the year add to it, by year.", by_time(money())),
            key("efficiency", "Pounds to be saved, below nil, by year.", by_time(money())),
            key("spread", "The standard deviation of a year's out-turn, in per cents of its baseline. May change by year or day.", by_time(percent())),
            key("funding", "Who pays for this scheme: a map from partner to pounds.", funding),
            key("profile", "Whether its cost can vary; variable if nothing is said.", words(&[
                ("variable", "a variance is shared"),
                ("fixed", "a risk share may set the whole variance aside"),
            ])),
            key("nature", "Revenue if nothing is said.", words(&[
                ("revenue", "a variance is shared"),
                ("capital", "a variance is not shared unless the risk share sets capital aside"),
            ])),
            key("risk_share", "The id of a risk share, each-bears-own, or `use:` an id `with:` values for its parameters. May change by year or day.", by_time(either([id(), named("use")]))),
        ],
    }
}

fn per_week() -> Map {
    Map {
        name: "per_week",
        what: "An expected cost by the week, by the day.",
        keys: vec![
            key("amount", "Pounds a week. Needed.", money()).needed(),
            key("from", "First day. Needed.", date()).needed(),
            key(
                "until",
                "Last day; the last of the financial year if nothing is said.",
                date(),
            ),
        ],
    }
}

fn use_of() -> Map {
    let values = json!({ "type": ["object", "null"], "additionalProperties": text() });
    Map {
        name: "use",
        what: "A risk share with values for its parameters.",
        keys: vec![
            key("use", "The id of the risk share. Needed.", id()).needed(),
            key(
                "with",
                "A map from a parameter, without its $, to its value.",
                values,
            ),
        ],
    }
}

fn need() -> Map {
    Map {
        name: "need",
        what: "A service there should always be a contract for.",
        keys: vec![
            key(
                "service",
                "The service. `jcplan list services` names them. Needed.",
                named("service"),
            )
            .needed(),
            key("area", "Where; everywhere if nothing is said.", text()),
            key("cohort", "For whom; everybody if nothing is said.", text()),
            key("pathway", "Which way it helps people.", words(PATHWAYS)),
        ],
    }
}
