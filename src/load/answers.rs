//! `answers:` and `answers.csv`: what people answered where no file can.

use super::fields::Fields;
use super::scalar::Reading;
use crate::model::{Answer, Answered};
use crate::source::yaml::Node;
use crate::workspace::Folder;

/// Where evidence is kept.
const EVIDENCE: &str = "evidence/";

/// Keys that say something to people only.
const READERS: &[&str] = &[
    "question", "document", "place", "kind", "state", "shown_by", "why", "asks",
];

/// Reads one answer. A file it names below `evidence/` is looked for, never opened.
pub(super) fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Answer> {
    let mut fields = Fields::of(node, "an answer", reading)?;
    let answer = Answer {
        item: fields.text("item", reading),
        answer: fields.word("answer", Answered::WORDS, reading),
        on: fields.day("on", reading),
        evidence: fields.text("evidence", reading),
        evidence_there: None,
        by: fields.text("by", reading),
        note: fields.text("note", reading),
        at: node.at,
    };
    // The rest is for readers: `check --matters --format csv` writes such columns.
    for key in READERS {
        fields.node(key);
    }
    fields.require(&["item"], reading);
    fields.finish(reading);
    Some(answer)
}

/// Says of each answer whether the file it names is there.
pub(super) fn look_for_evidence(answers: &mut [Answer], folder: &Folder) {
    for answer in answers {
        let named = answer.evidence.value().map(|text| text.trim());
        answer.evidence_there = named
            .filter(|name| name.starts_with(EVIDENCE))
            .map(|name| folder.holds(name));
    }
}
