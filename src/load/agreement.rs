//! The `agreement:` block.

use super::fields::{Fields, items_of, text_of};
use super::scalar::Reading;
use crate::model::{Agreement, ArrangementKind, Clause, Field, PoolManager, Signature, Stated};
use crate::source::yaml::{Entry, Node, Shape};
use crate::value::folded;

/// Keys that state a matter of the checklist in words of the partnership's own.
const STATED: &[&str] = &[
    "aims",
    "outcomes",
    "functions",
    "persons",
    "services",
    "resources",
    "consultation",
    "reporting",
    "review",
    "variations",
];

const STATUSES: &[(&str, &str)] = &[
    ("draft", "draft"),
    ("agreed", "agreed"),
    ("signed", "signed"),
    ("expired", "expired"),
    ("superseded", "superseded"),
];

const PLACE_MODELS: &[(&str, ())] = &[
    ("seat-at-the-table", ()),
    ("joint-arrangements", ()),
    ("delegation", ()),
    ("devolution", ()),
];

pub(super) fn read(
    block: &Entry,
    clause_rows: &[Node],
    reading: &mut Reading<'_>,
) -> Option<Agreement> {
    let mut fields = Fields::of(&block.value, "an agreement", reading)?;
    let listed = fields.node("arrangements").map(|node| &node.shape);
    let arrangements_said = matches!(listed, Some(Shape::List(_)));
    let status = fields.word("status", STATUSES, reading);
    fields.word("place_model", PLACE_MODELS, reading);
    let mut agreement = Agreement {
        at: block.key.at,
        reference: fields.text("reference", reading),
        arrangements: Vec::new(),
        arrangements_said,
        status: match status {
            Field::Given(word) => Field::Given(word.map(str::to_owned)),
            Field::Unreadable(at) => Field::Unreadable(at),
            Field::Absent => Field::Absent,
        },
        starts: fields.day("starts", reading),
        ends: fields.day("ends", reading),
        signatures: signatures(&mut fields, reading),
        host: fields.id("host", reading),
        pool_manager: pool_manager(&mut fields, reading),
        stated: STATED
            .iter()
            .filter_map(|key| {
                let entry = fields.entry(key)?;
                Some((*key, stated(entry)))
            })
            .collect(),
        clauses: Vec::new(),
        reviews_held: Vec::new(),
    };
    for item in fields.items("arrangements", reading) {
        if let Some(text) = text_of(item, reading)
            && let Field::Given(kind) = reading.word(text, item.at, ArrangementKind::WORDS)
        {
            agreement.arrangements.push(kind);
        } else {
            agreement.arrangements_said = false;
        }
    }
    let rows = fields.items("clauses", reading);
    agreement.clauses = rows
        .iter()
        .chain(clause_rows)
        .filter_map(|row| clause(row, reading))
        .collect();
    agreement.reviews_held = reviews_held(&mut fields, reading);
    fields.require(&["arrangements", "starts", "ends"], reading);
    fields.finish(reading);
    Some(agreement)
}

fn stated(entry: &Entry) -> Stated {
    let below = match &entry.value.shape {
        Shape::Map(entries) => entries
            .iter()
            .map(|e| (folded(&e.key.value), words_in(&e.value)))
            .collect(),
        _ => Vec::new(),
    };
    Stated {
        at: entry.key.at,
        words: words_in(&entry.value),
        below,
    }
}

/// Words anywhere under a key; `...` and `tbc` are none.
fn words_in(node: &Node) -> usize {
    match &node.shape {
        Shape::Nothing | Shape::Misread => 0,
        Shape::Text(text) => {
            let thin = ["...", "…", "tbc", "tba", "to follow", "todo", "-"];
            if thin.contains(&text.trim().to_lowercase().as_str()) {
                return 0;
            }
            text.split_whitespace().count()
        }
        Shape::List(items) => items.iter().map(words_in).sum(),
        Shape::Map(entries) => entries.iter().map(|e| words_in(&e.value)).sum(),
    }
}

fn signatures(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Signature> {
    let mut all = Vec::new();
    for item in fields.items("signatures", reading) {
        let Some(mut entry) = Fields::of(item, "a signature", reading) else {
            continue;
        };
        let partner = entry.id("partner", reading);
        entry.node("by");
        let on = entry.day("on", reading);
        entry.require(&["partner"], reading);
        entry.finish(reading);
        all.push(Signature {
            partner,
            on,
            at: item.at,
        });
    }
    all
}

pub(super) fn pool_manager(
    fields: &mut Fields<'_>,
    reading: &mut Reading<'_>,
) -> Option<PoolManager> {
    let node = fields.node("pool_manager")?;
    let mut entry = Fields::of(node, "a pool manager", reading)?;
    let manager = PoolManager {
        post: entry.text("post", reading),
        employer: entry.id("employer", reading),
        at: node.at,
    };
    entry.finish(reading);
    Some(manager)
}

fn clause(row: &Node, reading: &mut Reading<'_>) -> Option<Clause> {
    let mut fields = Fields::of(row, "a clause", reading)?;
    let clause = Clause {
        matter: fields.text("matter", reading),
        clause: fields.text("clause", reading),
        note: fields.text("note", reading),
        at: row.at,
    };
    fields.require(&["matter"], reading);
    fields.finish(reading);
    Some(clause)
}

fn reviews_held(
    fields: &mut Fields<'_>,
    reading: &mut Reading<'_>,
) -> Vec<crate::source::Spanned<crate::value::Day>> {
    let Some(node) = fields.node("review") else {
        return Vec::new();
    };
    if matches!(node.shape, Shape::Text(_)) {
        return Vec::new();
    }
    let Some(mut review) = Fields::of(node, "a review", reading) else {
        return Vec::new();
    };
    review.node("every");
    review.node("annual");
    let mut held = Vec::new();
    if let Some(list) = review.node("held") {
        for item in items_of(list, reading) {
            if let Some(text) = text_of(item, reading)
                && let Field::Given(day) = reading.day(text, item.at)
            {
                held.push(day);
            }
        }
    }
    review.finish(reading);
    held
}
