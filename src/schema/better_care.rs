//! The Better Care Fund, and answers to questions no file can answer.

use super::shape::{Map, key, list};
use super::values::{anything, date, flag, id, money, named, names, text, words, year};
use crate::model::{Answered, Role};
use crate::seeds;
use serde_json::{Value, json};

/// Who each role is, in their order.
const ROLES: &[&str] = &[
    "the chief executive of a partner",
    "the council's finance officer under section 151 of the Local Government Act 1972",
    "the health and wellbeing board",
];

/// What each answer means, in their order.
const ANSWERS: &[&str] = &[
    "it is so",
    "some of it is so",
    "it is not so",
    "it does not apply here",
];

pub(super) fn maps() -> Vec<Map> {
    vec![fund(), minimum(), sign_off(), passport(), answer()]
}

fn fund() -> Map {
    Map {
        name: "better_care_fund",
        what: "What the Better Care Fund asks of the partnership.",
        keys: vec![
            key(
                "minimums",
                "Published allocations: the least that is pooled.",
                list(named("minimum")),
            ),
            key(
                "sign_off",
                "Who signed the plan off, and when.",
                list(named("sign_off")),
            ),
            key(
                "passports",
                "Grant that a county council hands on to its districts.",
                list(named("passport")),
            ),
        ],
    }
}

fn minimum() -> Map {
    Map {
        name: "minimum",
        what: "The least one source brings in a year.",
        keys: vec![
            key("year", "The financial year: 2025-26. Needed.", year()).needed(),
            key("source", "The source. Needed.", named("source")).needed(),
            key(
                "partner",
                "The id of the partner whose allocation it is; all partners' together if nothing is said.",
                id(),
            ),
            key("amount", "Pounds. Needed.", money()).needed(),
        ],
    }
}

fn sign_off() -> Map {
    let roles: Vec<(&str, &str)> = (Role::WORDS.iter().zip(ROLES))
        .map(|((word, _), about)| (*word, *about))
        .collect();
    Map {
        name: "sign_off",
        what: "One signature under a plan.",
        keys: vec![
            key("year", "The plan's year: 2025-26. Needed.", year()).needed(),
            key("role", "In which role. Needed.", words(&roles)).needed(),
            key(
                "partner",
                "The id of the partner signed for, where a body signs.",
                id(),
            ),
            key("by", "The post that signed, not the person.", anything()),
            key("on", "The day of signing.", date()),
            key(
                "delegated",
                "Was it signed in the holder's stead? No if nothing is said.",
                flag(),
            ),
        ],
    }
}

fn passport() -> Map {
    Map {
        name: "passport",
        what: "Grant handed on to a district council.",
        keys: vec![
            key(
                "to",
                "The id of the partner or provider that has it. Needed.",
                id(),
            )
            .needed(),
            key("year", "The financial year: 2025-26. Needed.", year()).needed(),
            key(
                "amount",
                "Pounds: the district's allocation. Needed.",
                money(),
            )
            .needed(),
            key(
                "agreed_otherwise",
                "The day on which the district agreed otherwise, if it did.",
                date(),
            ),
        ],
    }
}

/// The answers. Yes and no may be truths to YAML.
fn answered() -> Value {
    let all: Vec<(&str, &str)> = (Answered::WORDS.iter().zip(ANSWERS))
        .map(|((word, _), about)| (*word, *about))
        .collect();
    let mut value = words(&all);
    value["anyOf"][1]["not"] = json!({ "type": ["array", "object", "number"] });
    value
}

/// Questions no file can answer, by item.
fn answer() -> Map {
    let questions =
        seeds::items().filter_map(|item| Some((item.id.as_str(), item.question.as_deref()?)));
    let questions: Vec<(&str, &str)> = questions.collect();
    // A row of the whole checklist may be kept for reading.
    let item = names(&questions, Some("[^/]+/.+"));
    let said = [
        ("by", "Who answered: the post, not the person."),
        ("note", "Anything else to say of it."),
        ("question", "The question, for readers."),
        ("document", "The document that asks, for readers."),
        ("place", "Where the document asks it, for readers."),
        ("kind", "Whether it must, should or may be so, for readers."),
        (
            "state",
            "How the item stood when the table was written, for readers.",
        ),
        (
            "shown_by",
            "What showed it when the table was written, for readers.",
        ),
        ("why", "Why it stood so, for readers."),
        ("asks", "What the item asks, for readers."),
    ];
    let mut keys = vec![
        key("item", "The item of the checklists that is answered. `jcplan list matters` names them. Needed.", item).needed(),
        key("answer", "The answer. Without one the entry is kept for reading only.", answered()),
        key("on", "The day of the answer.", date()),
        key("evidence", "What shows it: a file below evidence/, or the reference of a minute or letter.", text()),
    ];
    keys.extend(said.map(|(name, about)| key(name, about, anything())));
    Map {
        name: "answer",
        what: "An answer to a question no file can answer.",
        keys,
    }
}
