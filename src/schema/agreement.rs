//! The agreement: what was signed, by whom, and where the signed document deals with each matter.

use super::matters;
use super::shape::{Key, Map, key, list, list_only};
use super::values::{anything, date, id, named, text, words};
use crate::model::{ArrangementKind, PlaceModel};
use crate::seeds;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Regulation by arrangement, in the order of the kinds.
const REGULATIONS: &[&str] = &[
    "regulation 7: partners pay into one fund",
    "regulation 8: an NHS body exercises a council's functions",
    "regulation 9: a council exercises NHS functions",
];

/// The place models, in their order.
const MODELS: &[&str] = &[
    "budgets aligned, each body decides for itself",
    "budgets pooled or aligned under section 75 or between NHS bodies",
    "functions delegated with their budgets",
    "functions transferred by order",
];

const STATUSES: &[(&str, &str)] = &[
    ("draft", "not yet agreed"),
    ("agreed", "agreed, and not yet signed"),
    ("signed", "signed"),
    ("expired", "its last day is over"),
    ("superseded", "another agreement has taken its place"),
];

pub(super) fn maps() -> Vec<Map> {
    vec![agreement(), signature(), pool_manager(), clause()]
}

fn agreement() -> Map {
    let mut keys = terms();
    keys.extend(matters::keys());
    Map {
        name: "agreement",
        what: "The section 75 agreement.",
        keys,
    }
}

/// What was signed, by whom, and for how long.
fn terms() -> Vec<Key> {
    let kinds = ArrangementKind::WORDS.iter().zip(REGULATIONS);
    let kinds: Vec<(&str, &str)> = kinds.map(|((word, _), about)| (*word, *about)).collect();
    let models = PlaceModel::WORDS.iter().zip(MODELS);
    let models: Vec<(&str, &str)> = models.map(|((word, _), about)| (*word, *about)).collect();
    vec![
        key("reference", "The agreement's own reference.", text()),
        key(
            "arrangements",
            "What the agreement makes: a list of one or more. Needed.",
            list_only(words(&kinds)),
        )
        .needed(),
        key(
            "place_model",
            "Which model of place-based budget it follows.",
            words(&models),
        ),
        key("status", "How far it has come.", words(STATUSES)),
        key("starts", "Its first day. Needed.", date()).needed(),
        key(
            "ends",
            "Its last day: how long it lasts (regulation 7(3)(f), 8(f), 9(3)(f)). Needed.",
            date(),
        )
        .needed(),
        key(
            "signatures",
            "Who signed, in which post, and when (regulation 7(3)).",
            signatures(),
        ),
        key(
            "host",
            "The partner that hosts the pools which name no host, and answers for their accounts (regulation 7(4)).",
            id(),
        ),
        key(
            "pool_manager",
            "The officer of the host who manages the pools that name none (regulation 7(4)).",
            named("pool_manager"),
        ),
        key(
            "extensions",
            "How often the agreement may be extended, and the extensions made.",
            named("extensions"),
        ),
        key(
            "clauses",
            "Where the signed document deals with each matter. May stand in clauses.csv instead.",
            list(named("clause")),
        ),
    ]
}

/// A list of signatures.
pub(super) fn signatures() -> Value {
    list(named("signature"))
}

fn signature() -> Map {
    Map {
        name: "signature",
        what: "One partner's signature.",
        keys: vec![
            key("partner", "The id of the partner. Needed.", id()).needed(),
            key("by", "The post that signed, not the person.", anything()),
            key(
                "on",
                "The day of signing. Without it the partner counts as not having signed.",
                date(),
            ),
        ],
    }
}

fn pool_manager() -> Map {
    Map {
        name: "pool_manager",
        what: "The officer who manages a pool (regulation 7(4)).",
        keys: vec![
            key("post", "The post, not the person.", text()),
            key(
                "employer",
                "The id of the partner that employs the officer: the host.",
                id(),
            ),
        ],
    }
}

fn clause() -> Map {
    Map {
        name: "clause",
        what: "Where the signed document deals with a matter.",
        keys: vec![
            key(
                "matter",
                "The matter, by a name of the checklists; one of your own begins with x-. Needed.",
                matters_named(),
            )
            .needed(),
            key(
                "clause",
                "The clause or schedule of the signed document.",
                text(),
            ),
            key("note", "Anything else to say of it.", text()),
        ],
    }
}

/// Names under which a clause may be placed, and what each places.
fn matters_named() -> Value {
    let mut all: BTreeMap<&str, &str> = BTreeMap::new();
    for part in seeds::items().flat_map(|item| &item.parts) {
        for name in &part.clauses {
            all.entry(name).or_insert(&part.words);
        }
    }
    let all: Vec<(&str, &str)> = all.into_iter().collect();
    let mut value = words(&all);
    if let Value::Array(any) = &mut value["anyOf"] {
        any.push(json!({ "pattern": r"^[\s_-]*[Xx][\s_-]" }));
    }
    value
}
