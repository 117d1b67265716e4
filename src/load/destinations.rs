//! Destinations: one name or word, or a map of them to per cents or to whole parts.

use super::faults;
use super::fields::{Fields, text_of};
use super::scalar::Reading;
use crate::finding::Finding;
use crate::model::{Destination, Field, ShareOf, To, Word};
use crate::source::yaml::{Entry, Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::folded;

const WORDS: &[(&str, Word)] = &[
    ("host", Word::Host),
    ("lead", Word::Lead),
    ("contributions", Word::Contributions),
    ("funding", Word::Funding),
    ("equally", Word::Equally),
    ("unallocated", Word::Unallocated),
];

/// The destination under a key; none if it is missing or cannot be read.
pub(super) fn destination(
    fields: &mut Fields<'_>,
    key: &'static str,
    reading: &mut Reading<'_>,
) -> Option<Destination> {
    let node = fields.node(key)?;
    let entries = match &node.shape {
        Shape::Map(entries) => shares(entries, reading)?,
        _ => {
            let text = text_of(node, reading)?;
            vec![To {
                who: word(text, node.at, reading)?,
                share: ShareOf::Whole,
            }]
        }
    };
    Some(Destination {
        entries,
        at: node.at,
    })
}

fn word(text: &str, at: Span, reading: &mut Reading<'_>) -> Option<Spanned<Word>> {
    let wanted = folded(text);
    if let Some((_, word)) = WORDS.iter().find(|(name, _)| *name == wanted) {
        return Some(Spanned::new(word.clone(), at));
    }
    match reading.id(text, at) {
        Field::Given(id) => Some(Spanned::new(Word::Named(id.value), at)),
        _ => None,
    }
}

fn shares(entries: &[Entry], reading: &mut Reading<'_>) -> Option<Vec<To>> {
    let mut all = Vec::with_capacity(entries.len());
    let mut whole = true;
    for entry in entries {
        let who = word(&entry.key.value, entry.key.at, reading);
        let share = share(&entry.value, reading);
        match (who, share) {
            (Some(who), Some(share)) => all.push(To { who, share }),
            _ => whole = false,
        }
    }
    whole.then_some(all)
}

fn share(node: &Node, reading: &mut Reading<'_>) -> Option<ShareOf> {
    let text = text_of(node, reading)?;
    let digits = text.trim();
    if !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.parse().ok().map(ShareOf::Parts);
    }
    if !text.contains('%') {
        let message = format!("`{digits}` is neither a percentage nor a whole part");
        let help = "write a percentage with its sign (60%), or whole parts ({icb: 2, council: 1})";
        let finding = Finding::new(&faults::UNREADABLE_PERCENTAGE, node.at, message);
        reading.faults.push(finding.help(help));
        return None;
    }
    reading
        .percent(text, node.at)
        .value()
        .map(|p| ShareOf::Percent(*p))
}
