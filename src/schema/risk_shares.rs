//! Risk shares: the two halves and their terms.

use super::patterns::{self, only};
use super::shape::{Key, Map, either, key, list, list_or_one};
use super::values::{
    at_most, date, edge, id, money, named, percent, rate, share, text, threshold, words,
};
use serde_json::{Value, json};

/// Words a destination may be beside the id of a partner, provider or reserve.
const DESTINATIONS: &[(&str, &str)] = &[
    ("host", "the pool's host"),
    ("lead", "the scheme's lead"),
    (
        "contributions",
        "the partners, in proportion to their contributions",
    ),
    (
        "funding",
        "the partners, in proportion to the scheme's funding",
    ),
    ("equally", "the partners, in equal parts"),
    (
        "unallocated",
        "nobody: the amount is shown as not allocated",
    ),
];

/// What may be left out of the contributions that shares are in proportion to.
const LEAVE_OUT: &[(&str, &str)] = &[
    ("nhs-minimum", ""),
    ("nhs-additional", ""),
    ("labcg", ""),
    ("dfg", ""),
    ("council-additional", ""),
    ("other", ""),
    ("capital", ""),
    ("non-recurrent", ""),
];

pub(super) fn maps() -> Vec<Map> {
    vec![
        risk_share(),
        in_proportion_to(),
        set_aside(),
        half("overspend", "What happens to a loss."),
        half("underspend", "What happens to a gain."),
        cover(),
        trigger(),
        band(),
        earned(),
        a_limit(),
        withhold(),
    ]
}

fn risk_share() -> Map {
    let net = [
        ("scheme", "scheme by scheme"),
        ("pool", "the pool's schemes added up"),
    ];
    Map {
        name: "risk_share",
        what: "Who bears a loss and keeps a gain. $name in place of a value is filled where it is used.",
        keys: vec![
            key(
                "id",
                "The name schemes know it by: lower-case words joined by hyphens. Needed.",
                id(),
            )
            .needed(),
            key("name", "Its name.", text()),
            key(
                "clause",
                "Where the signed agreement says it; printed beside the figures.",
                text(),
            ),
            key("from", "First day it is in force.", date()),
            key("until", "Last day it is in force.", date()),
            key(
                "net",
                "What is shared at once; scheme if nothing is said.",
                words(&net),
            ),
            key(
                "in_proportion_to",
                "What the word contributions stands for here.",
                named("in_proportion_to"),
            ),
            key(
                "set_aside",
                "What is taken out before anything is shared, and who bears it.",
                list(named("set_aside")),
            ),
            key(
                "overspend",
                "What happens to a loss. Both halves are written.",
                named("overspend"),
            ),
            key(
                "underspend",
                "What happens to a gain. Both halves are written.",
                named("underspend"),
            ),
        ],
    }
}

fn in_proportion_to() -> Map {
    let which = [
        ("planned", "as agreed for the year"),
        ("paid", "as paid in by the ledger"),
    ];
    Map {
        name: "in_proportion_to",
        what: "What the word contributions stands for.",
        keys: vec![
            key(
                "contributions",
                "Which contributions count; planned if nothing is said.",
                words(&which),
            ),
            key(
                "leave_out",
                "What does not count: sources, capital, non-recurrent; a list, or one.",
                list_or_one(words(LEAVE_OUT)),
            ),
        ],
    }
}

fn set_aside() -> Map {
    Map {
        name: "set_aside",
        what: "What is taken out before anything is shared: one of cause, profile and nature.",
        keys: vec![
            key(
                "cause",
                "Ledger rows with this word under `cause`: unauthorised, prior-year.",
                text(),
            ),
            key(
                "profile",
                "Schemes whose profile is fixed, their whole variance.",
                words(&[("fixed", "")]),
            ),
            key(
                "nature",
                "Schemes whose nature is capital, their whole variance.",
                words(&[("capital", "")]),
            ),
            key("to", "Who bears it. Needed.", named("destination")).needed(),
        ],
    }
}

fn half(name: &'static str, what: &'static str) -> Map {
    let first = json!({ "anyOf": [
        { "type": "array", "items": either([words(&[("offset", "underspends of the other schemes of the same pool and risk share")]), named("cover")]) },
        named("cover"),
    ] });
    let mut keys: Vec<Key> = Vec::new();
    if name == "overspend" {
        keys.push(key(
            "first",
            "What covers a loss before it is shared, in this order: offset, or a reserve.",
            first,
        ));
    }
    keys.extend([
        key(
            "trigger",
            "A variance smaller than this is not shared.",
            named("trigger"),
        ),
        key(
            "bands",
            "Slices of the variance, counted from nil, and who bears or keeps each. Needed.",
            list(named("band")),
        )
        .needed(),
        key(
            "earned",
            "A part that is earned, and who has what is not.",
            named("earned"),
        ),
        key(
            "limits",
            "The most a party bears or keeps, and who has the rest.",
            list(named("limit")),
        ),
        key(
            "withhold",
            "A part of a party's amount kept back.",
            list(named("withhold")),
        ),
    ]);
    Map { name, what, keys }
}

fn cover() -> Map {
    Map {
        name: "cover",
        what: "A reserve that covers a loss.",
        keys: vec![key("reserve", "The id of a reserve of the pool. Needed.", id()).needed()],
    }
}

fn trigger() -> Map {
    Map {
        name: "trigger",
        what: "A variance smaller than `at` goes to `below_to` whole.",
        keys: vec![
            key("at", "Pounds, or n% of the baseline. Needed.", threshold()).needed(),
            key(
                "below_to",
                "Who has a smaller variance. Needed.",
                named("destination"),
            )
            .needed(),
        ],
    }
}

fn band() -> Map {
    Map {
        name: "band",
        what: "A slice of the variance.",
        keys: vec![
            key(
                "up_to",
                "Its upper edge, counted from nil: pounds, n% of the baseline, or n% of contribution (of the partners it goes to). Edges ascend; the last band has none.",
                edge(),
            ),
            key("to", "Who bears or keeps it. Needed.", named("destination")).needed(),
        ],
    }
}

fn earned() -> Map {
    Map {
        name: "earned",
        what: "A part that is earned.",
        keys: vec![
            key(
                "rate",
                "The percentage that is earned, with its sign; or the id of an outcome of the agreement, whose part achieved is earned. Needed.",
                rate(),
            )
            .needed(),
            key(
                "unit_value",
                "Pounds earned for each unit from the measure's baseline towards its target.",
                money(),
            ),
            key(
                "unearned_to",
                "Who has what is not earned. Needed.",
                named("destination"),
            )
            .needed(),
        ],
    }
}

fn a_limit() -> Map {
    let over = [
        ("scheme", "for each scheme"),
        ("pool", "for all schemes of the pool together"),
    ];
    Map {
        name: "limit",
        what: "The most a party bears or keeps.",
        keys: vec![
            key("party", "The id of a partner or provider. Needed.", id()).needed(),
            key(
                "at_most",
                "Pounds, n% of the baseline, n% of contribution, or n% of funding. Needed.",
                at_most(),
            )
            .needed(),
            key(
                "over",
                "What it is measured over; scheme if nothing is said.",
                words(&over),
            ),
            key(
                "excess_to",
                "Who has what goes beyond. Needed.",
                named("destination"),
            )
            .needed(),
        ],
    }
}

fn withhold() -> Map {
    Map {
        name: "withhold",
        what: "A part of a party's amount kept back.",
        keys: vec![
            key(
                "rate",
                "The percentage kept back, with its sign. Needed.",
                percent(),
            )
            .needed(),
            key(
                "from",
                "The id of the party it is kept back from. Needed.",
                id(),
            )
            .needed(),
            key("to", "Who has it. Needed.", named("destination")).needed(),
        ],
    }
}

/// One name or word, or a map of them to per cents that make 100%, or to whole parts.
pub(super) fn destination() -> Value {
    let mut alone = words(DESTINATIONS);
    let loosely: Vec<String> = DESTINATIONS
        .iter()
        .map(|(word, _)| patterns::loosely(word))
        .collect();
    let mut any: Vec<&str> = loosely.iter().map(String::as_str).collect();
    any.extend([patterns::ID, patterns::PARAMETER]);
    let name = only(&any);
    alone["anyOf"][1] = json!({ "not": { "type": ["array", "object"] }, "pattern": name });
    if let Value::Array(any) = &mut alone["anyOf"] {
        any.push(json!({
            "description": "Partners, providers, reserves or words, each with its percentage (together 100%) or its whole part.",
            "type": "object",
            "propertyNames": { "pattern": name },
            "additionalProperties": share(),
        }));
    }
    alone
}
