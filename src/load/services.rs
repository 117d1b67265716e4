//! `services:` → services of the partnership's own, and rules it adds to the built-in ones. They have
//! the shape of the built-in list.

use super::faults;
use super::fields::{Fields, entry_id, items_of, text_of, told_since};
use super::scalar::Reading;
use crate::finding::Finding;
use crate::model::{Field, OwnService};
use crate::seeds::Rule;
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::shown;

const PATHWAYS: &[(&str, &str)] = &[
    ("step-up", "step-up"),
    ("step-down", "step-down"),
    ("both", "both"),
];

/// Reads one entry. Whatever of it could not be read is told and noted in `lost`: contracts may be
/// taken for another service without it.
pub(super) fn read(
    node: &Node,
    lost: &mut Vec<Span>,
    reading: &mut Reading<'_>,
) -> Option<OwnService> {
    let before = reading.faults.list().len();
    let service = entry(node, reading);
    if service.is_none() || !told_since(before, reading).is_empty() {
        lost.push(node.at);
    }
    service
}

fn entry(node: &Node, reading: &mut Reading<'_>) -> Option<OwnService> {
    let mut fields = Fields::of(node, "a service", reading)?;
    let id = entry_id(&mut fields, reading)?;
    let service = OwnService {
        id,
        name: fields.text("name", reading),
        pathway: match fields.word("pathway", PATHWAYS, reading) {
            Field::Given(word) => Field::Given(word.map(str::to_owned)),
            Field::Unreadable(at) => Field::Unreadable(at),
            Field::Absent => Field::Absent,
        },
        demand_varies: fields.flag("demand_varies", reading),
        cpv: codes(fields.node("cpv"), reading),
        rules: fields
            .items("rules", reading)
            .iter()
            .filter_map(|item| rule(item, reading))
            .collect(),
    };
    fields.finish(reading);
    Some(service)
}

fn rule(node: &Node, reading: &mut Reading<'_>) -> Option<Rule> {
    let before = reading.faults.list().len();
    let mut fields = Fields::of(node, "a rule", reading)?;
    let any = phrases(fields.node("any"), reading);
    let all = match fields.node("all") {
        Some(node) => lists(node, reading),
        None => Vec::new(),
    };
    let not = phrases(fields.node("not"), reading);
    let description = fields.flag("description", reading).unwrap_or(false);
    fields.finish(reading);
    let told = !told_since(before, reading).is_empty();
    if !told && any.is_empty() && all.is_empty() {
        let message = "this rule asks for no phrase, so that it never fits";
        let finding = Finding::new(&faults::MISSING_KEY, node.at, message);
        reading
            .faults
            .push(finding.help("add: any: [reablement, home first]"));
    }
    Some(Rule {
        any,
        all,
        not,
        description,
        never: &[],
    })
}

/// `all` is a list of lists; a phrase in it stands for a list of one.
fn lists(node: &Node, reading: &mut Reading<'_>) -> Vec<Vec<String>> {
    let items = items_of(node, reading).iter();
    items.map(|item| phrases(Some(item), reading)).collect()
}

/// Texts of a list, or one alone, with their places.
fn texts(node: Option<&Node>, reading: &mut Reading<'_>) -> Vec<Spanned<String>> {
    let Some(node) = node else {
        return Vec::new();
    };
    let items = match &node.shape {
        Shape::Text(_) => std::slice::from_ref(node),
        _ => items_of(node, reading),
    };
    let read = |item: &Node, reading: &mut Reading<'_>| {
        Some(Spanned::new(text_of(item, reading)?.to_owned(), item.at))
    };
    items.iter().filter_map(|i| read(i, reading)).collect()
}

fn phrases(node: Option<&Node>, reading: &mut Reading<'_>) -> Vec<String> {
    let help = "write the words as they stand in titles; case and punctuation are set aside";
    let mut kept = Vec::new();
    for phrase in texts(node, reading) {
        if phrase.value.contains(char::is_alphanumeric) {
            kept.push(phrase.value);
        } else {
            let message = format!("the phrase {} has no word", shown(&phrase.value));
            let finding = Finding::new(&faults::UNKNOWN_WORD, phrase.at, message);
            reading.faults.push(finding.help(help));
        }
    }
    kept
}

/// Beginnings of CPV codes: figures alone, at most the eight a code has.
fn codes(node: Option<&Node>, reading: &mut Reading<'_>) -> Vec<String> {
    let help = "write the code, or its first figures, in quotes: \"85\"";
    let mut kept = Vec::new();
    for code in texts(node, reading) {
        let text = code.value.trim();
        let figures = text.chars().all(|c| c.is_ascii_digit());
        if figures && (2..=8).contains(&text.len()) {
            kept.push(text.to_owned());
        } else {
            let message = format!("{} is no beginning of a CPV code", shown(&code.value));
            let finding = Finding::new(&faults::UNKNOWN_WORD, code.at, message);
            reading.faults.push(finding.help(help));
        }
    }
    kept
}
