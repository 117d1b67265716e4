//! Services of the partnership's own, and the rules by which a contract is taken for one.

use super::pools::PATHWAYS;
use super::shape::{Map, key, list, list_only, list_or_one};
use super::values::{flag, id, named, text, words};
use serde_json::{Value, json};

pub(super) fn maps() -> Vec<Map> {
    vec![own_service(), rule()]
}

fn own_service() -> Map {
    Map {
        name: "own_service",
        what: "A service of your own, or rules added to a built-in one.",
        keys: vec![
            key("id", "Its id; that of a built-in service (`jcplan list services`) adds rules to it. Needed.", id()).needed(),
            key("name", "Its name; that of the built-in service if nothing is said, else its id.", text()),
            key("pathway", "Which way it helps people; both if nothing is said.", words(PATHWAYS)),
            key("demand_varies", "Does what is needed of it change from month to month? No if nothing is said.", flag()),
            key("cpv", "Beginnings of CPV codes, in quotes: a contract that has codes must have one of these. Any if nothing is said.", list_or_one(code())),
            key("rules", "Any of these decides for it. Tried before the built-in rules.", list(named("service_rule"))),
        ],
    }
}

fn rule() -> Map {
    Map {
        name: "service_rule",
        what: "A rule: phrases match whole words of the title, whatever the case and punctuation.",
        keys: vec![
            key("any", "One of these phrases.", list_or_one(text())),
            key(
                "all",
                "A list of lists: one phrase of every list.",
                list_only(list_or_one(text())),
            ),
            key("not", "None of these phrases.", list_or_one(text())),
            key(
                "description",
                "Looks at the description as well, where no rule finds a service in the title. No if nothing is said.",
                flag(),
            ),
        ],
    }
}

/// A beginning of a CPV code.
fn code() -> Value {
    json!({
        "type": ["string", "integer"],
        "errorMessage": "write the code, or its first figures, in quotes: \"85\"",
        "pattern": r"^\s*[0-9]{2,8}\s*$",
        "minimum": 10,
        "maximum": 99_999_999,
        "examples": ["85"],
    })
}
