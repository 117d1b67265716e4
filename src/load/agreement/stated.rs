//! What the agreement states, key by key and in how many words; which clause is any good is for a
//! reader to judge.

use crate::load::fields::Fields;
use crate::load::scalar::Reading;
use crate::model::Stated;
use crate::source::Spanned;
use crate::source::yaml::{Entry, Node, Shape};
use crate::value::folded;
use std::collections::BTreeMap;

/// Keys that state a matter in words of the partnership's own: a text, a list or a map.
const FREE: &[&str] = &[
    "aims",
    "aftercare",
    "audit",
    "benefits",
    "capital",
    "charging",
    "complaints",
    "conflicts",
    "disputes",
    "implementation",
    "improvement",
    "joint_committee",
    "liability",
    "monitoring",
    "payments",
    "permitted_spend",
    "persons",
    "risks",
    "services",
    "staff_powers",
    "termination",
    "vat",
    "vision",
];

/// Keys that state a matter in words, or in a map of these keys.
const PARTED: &[(&str, &str, &[&str])] = &[
    (
        "resources",
        "resources",
        &["staff", "goods", "services", "accommodation"],
    ),
    (
        "reporting",
        "reporting",
        &["monthly", "quarterly", "annual"],
    ),
    (
        "exit",
        "an exit plan",
        &["balance", "contracts", "staff", "data"],
    ),
];

/// Every key of the block and of the maps in it, two floors deep: `aims`, `functions.nhs`.
pub(super) fn outline(block: &Node) -> BTreeMap<String, Stated> {
    let mut all = BTreeMap::new();
    let Shape::Map(entries) = &block.shape else {
        return all;
    };
    for entry in entries {
        let key = key_of(&entry.key.value);
        if let Shape::Map(below) = &entry.value.shape {
            for inner in below {
                let path = format!("{key}.{}", key_of(&inner.key.value));
                all.insert(path, stated(inner));
            }
        }
        all.insert(key, stated(entry));
    }
    all
}

fn stated(entry: &Entry) -> Stated {
    let texts: Vec<String> = match &entry.value.shape {
        Shape::Map(_) => Vec::new(),
        _ => wording(&entry.value).into_iter().map(|t| t.value).collect(),
    };
    Stated {
        at: entry.key.at,
        words: words_in(&entry.value),
        text: (!texts.is_empty()).then(|| texts.join(" ")),
    }
}

pub(super) fn key_of(written: &str) -> String {
    folded(written).replace('-', "_")
}

/// Does a text only hold the place of what is still to be written?
pub(super) fn is_thin(text: &str) -> bool {
    let thin = ["", "...", "…", "tbc", "tba", "to follow", "todo", "-"];
    thin.contains(&text.trim().to_lowercase().as_str())
}

/// Words anywhere under a key; `...` and `tbc` are none.
pub(super) fn words_in(node: &Node) -> usize {
    match &node.shape {
        Shape::Nothing | Shape::Misread => 0,
        Shape::Text(text) => {
            if is_thin(text) {
                return 0;
            }
            text.split_whitespace().count()
        }
        Shape::List(items) => items.iter().map(words_in).sum(),
        Shape::Map(entries) => entries.iter().map(|e| words_in(&e.value)).sum(),
    }
}

/// Every text under a node.
pub(super) fn wording(node: &Node) -> Vec<Spanned<String>> {
    match &node.shape {
        Shape::Text(text) => vec![Spanned::new(text.clone(), node.at)],
        Shape::List(items) => items.iter().flat_map(wording).collect(),
        Shape::Map(entries) => entries.iter().flat_map(|e| wording(&e.value)).collect(),
        Shape::Nothing | Shape::Misread => Vec::new(),
    }
}

/// Asks for every key that states something, so that a misspelt one is told.
pub(super) fn known_keys(fields: &mut Fields<'_>, reading: &mut Reading<'_>) {
    for key in FREE {
        fields.entry(key);
    }
    for (key, what, keys) in PARTED {
        let Some(node) = fields.node(key) else {
            continue;
        };
        if let Shape::Map(_) = node.shape
            && let Some(mut below) = Fields::of(node, what, reading)
        {
            for key in *keys {
                below.node(key);
            }
            below.finish(reading);
        }
    }
}

/// The functions of both sides, each a list of texts or one text.
pub(super) fn functions(
    fields: &mut Fields<'_>,
    reading: &mut Reading<'_>,
) -> (Vec<Spanned<String>>, Vec<Spanned<String>>) {
    let Some(node) = fields.node("functions") else {
        return Default::default();
    };
    // A single text says something, though not whose functions they are.
    let Shape::Map(_) = node.shape else {
        return Default::default();
    };
    let Some(mut sides) = Fields::of(node, "the functions", reading) else {
        return Default::default();
    };
    let mut side = |key| sides.node(key).map(wording).unwrap_or_default();
    let both = (side("nhs"), side("council"));
    sides.finish(reading);
    both
}
