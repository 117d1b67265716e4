//! The outcomes agreed: their names, whether it is said how they are measured, and the figures that
//! shares of money may rest on. Keys beside these are the partnership's own.

use super::stated::{key_of, words_in};
use crate::finding::Finding;
use crate::load::faults;
use crate::load::fields::{Fields, text_of};
use crate::load::scalar::Reading;
use crate::model::{Dated, Field, Outcome};
use crate::source::yaml::{Entry, Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::{Number, Percent, shown};

/// The outcomes: each a text, or a map with its measure.
pub(super) fn outcomes(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Outcome> {
    let Some(node) = fields.node("outcomes") else {
        return Vec::new();
    };
    match &node.shape {
        Shape::List(items) => items
            .iter()
            .filter_map(|item| outcome(item, reading))
            .collect(),
        Shape::Text(_) => outcome(node, reading).into_iter().collect(),
        // Either the keys of one outcome, or a map from its name to each.
        Shape::Map(entries)
            if ["id", "text", "measure", "measures"]
                .iter()
                .any(|k| has(entries, k)) =>
        {
            outcome(node, reading).into_iter().collect()
        }
        Shape::Map(entries) => entries
            .iter()
            .map(|entry| {
                let named = shown(&entry.key.value);
                of_node(named, &entry.value, entry.key.at, reading)
            })
            .collect(),
        Shape::Nothing | Shape::Misread => Vec::new(),
    }
}

fn has(entries: &[Entry], key: &str) -> bool {
    entries.iter().any(|e| key_of(&e.key.value) == key)
}

/// Does it say how it is measured?
fn measured(node: &Node) -> bool {
    let Shape::Map(entries) = &node.shape else {
        return false;
    };
    entries.iter().any(|e| {
        let key = key_of(&e.key.value);
        (key == "measure" || key == "measures") && words_in(&e.value) > 0
    })
}

/// One outcome: a text, or a map. It is named by its id, else by its text, else by the first text
/// in it.
fn outcome(item: &Node, reading: &mut Reading<'_>) -> Option<Outcome> {
    let text = |node: &Node| match &node.shape {
        Shape::Text(text) => Some(shown(text)),
        _ => None,
    };
    let named = match &item.shape {
        Shape::Text(text) => shown(text),
        Shape::Map(entries) => {
            let under = |key: &str| entries.iter().find(|e| key_of(&e.key.value) == key);
            let named = under("id").or(under("text")).and_then(|e| text(&e.value));
            named.or_else(|| entries.iter().find_map(|e| text(&e.value)))?
        }
        _ => return None,
    };
    Some(of_node(named, item, item.at, reading))
}

fn of_node(named: String, node: &Node, at: Span, reading: &mut Reading<'_>) -> Outcome {
    let mut outcome = Outcome {
        named,
        measured: measured(node),
        baseline: Field::Absent,
        target: Field::Absent,
        result: Dated::default(),
        achieved: Dated::default(),
        at,
    };
    let Shape::Map(_) = node.shape else {
        return outcome;
    };
    if let Some(mut fields) = Fields::of(node, "an outcome", reading) {
        let mut one = |key| match fields.node(key) {
            None => Field::Absent,
            Some(node) => match number(reading, node) {
                Some(number) => Field::Given(Spanned::new(number, node.at)),
                None => Field::Unreadable(node.at),
            },
        };
        outcome.baseline = one("baseline");
        outcome.target = one("target");
        outcome.result = fields.dated("result", reading, number);
        outcome.achieved = fields.dated("achieved", reading, percent);
    }
    if let (Some(_), Some(at)) = (outcome.result.at(), outcome.achieved.at()) {
        let message = "this outcome has a `result` and an `achieved`";
        let finding = Finding::new(&faults::WRONG_SHAPE, at, message);
        let help = "write `result` beside `baseline` and `target`, or `achieved` alone";
        reading.faults.push(finding.help(help));
    }
    outcome
}

fn number(reading: &mut Reading<'_>, node: &Node) -> Option<Number> {
    let text = text_of(node, reading)?;
    let number = Number::parse(text);
    if number.is_none() {
        let message = format!("`{}` is not a number", shown(text));
        let finding = Finding::new(&faults::WRONG_SHAPE, node.at, message);
        let help = "write the figure alone: 20000, 62.5 or 62.5%; words belong under `measure`";
        reading.faults.push(finding.help(help));
    }
    number
}

fn percent(reading: &mut Reading<'_>, node: &Node) -> Option<Percent> {
    let text = text_of(node, reading)?;
    reading.percent(text, node.at).value().copied()
}
