//! The checklists, item by item: how the partnership stands to each, and the line that says so.

use super::table::{Table, text};
use super::{Entry, Part, Report, counted, listed};
use crate::report::ready;
use crate::value::Day;
use serde_json::json;

/// One document and its items.
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its items in order.
    pub items: Vec<Row>,
}

/// One item and how the partnership stands to it.
#[derive(Clone)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Where the document says it.
    pub place: String,
    /// must, should or ask.
    pub kind: &'static str,
    /// What it asks.
    pub asks: String,
    /// met, weak, missing or not-applicable.
    pub state: &'static str,
    /// File and line that say so.
    pub by: Option<(String, usize)>,
    /// Why it stands so, where that needs words.
    pub why: String,
    /// The question people answer, if it is one.
    pub question: Option<String>,
    /// The caveat, where it rests on what nobody has verified.
    pub unverified: Option<String>,
    /// The answer kept so far: answer, on, evidence, by, note.
    pub answer: [String; 5],
}

impl Row {
    fn shown_by(&self) -> String {
        self.by
            .as_ref()
            .map(|(file, line)| format!("{file}:{line}"))
            .unwrap_or_default()
    }
}

const NOT_APPLICABLE: &str = "not-applicable";

/// The whole report. `failed`: findings of the same run are grave enough to fail it.
pub fn matters(name: &str, as_at: Day, documents: Vec<Document>, failed: bool) -> Report {
    let mut parts = vec![Part::Sentence(total(&documents, as_at))];
    for document in &documents {
        parts.push(Part::Heading(document.title.clone()));
        parts.push(Part::Sentence(summary(document)));
        let entries: Vec<Entry> = applying(document).map(drawn).collect();
        if !entries.is_empty() {
            parts.push(Part::Entries(entries));
        }
        parts.extend(not_applying(document));
    }
    let data = tidy(&documents);
    Report {
        title: format!("{name}: the checklists"),
        parts: ready(parts),
        data: ready(data),
        wire: Box::new(move || wire(as_at, &documents).into()),
        incomplete: failed,
    }
}

fn applying(document: &Document) -> impl Iterator<Item = &Row> {
    document.items.iter().filter(|r| r.state != NOT_APPLICABLE)
}

fn count<'r>(rows: impl Iterator<Item = &'r Row>, state: &str) -> usize {
    rows.filter(|row| row.state == state).count()
}

fn total(documents: &[Document], as_at: Day) -> String {
    let all = || documents.iter().flat_map(|d| &d.items);
    let applying = all().filter(|row| row.state != NOT_APPLICABLE).count();
    format!(
        "As at {}, {} of {} apply: {} met, {} weak, {} missing.",
        as_at.long(),
        applying,
        counted(all().count(), "item", "items"),
        count(all(), "met"),
        count(all(), "weak"),
        count(all(), "missing"),
    )
}

fn summary(document: &Document) -> String {
    let asked = applying(document).count();
    if asked == 0 {
        return format!(
            "None of its {} applies.",
            counted(document.items.len(), "item", "items")
        );
    }
    let of = |state| count(document.items.iter(), state);
    format!(
        "{} of {asked} met, {} weak, {} missing.",
        of("met"),
        of("weak"),
        of("missing")
    )
}

/// Items that ask nothing here, by reason.
fn not_applying(document: &Document) -> Option<Part> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for row in document.items.iter().filter(|r| r.state == NOT_APPLICABLE) {
        match reasons.iter_mut().find(|(why, _)| *why == row.why) {
            Some((_, items)) => items.push(row.id.clone()),
            None => reasons.push((row.why.clone(), vec![row.id.clone()])),
        }
    }
    let lines: Vec<String> = reasons
        .iter()
        .map(|(why, items)| format!("Not applicable ({why}): {}.", listed(items)))
        .collect();
    (!lines.is_empty()).then_some(Part::List(lines))
}

/// For people: an entry an item.
fn drawn(row: &Row) -> Entry {
    let mut lines = vec![row.asks.clone()];
    lines.extend(row.question.clone());
    let mut first = row.why.chars();
    if let Some(c) = first.next() {
        let why: String = c.to_uppercase().chain(first).collect();
        lines.push(format!("{}.", why.trim_end_matches('.')));
    }
    lines.extend(
        row.unverified
            .iter()
            .map(|why| format!("Not verified: {why}")),
    );
    Entry {
        state: row.state,
        name: format!("{}: {}, {}", row.id, row.place, row.kind),
        shown_by: row.shown_by(),
        lines,
    }
}

/// For spreadsheets: the headings of answers.csv are among these, so that the same file can be
/// filled in and kept.
fn tidy(documents: &[Document]) -> Table {
    let mut table = Table::new(
        &[
            "document", "item", "place", "kind", "state", "shown_by", "why", "asks", "question",
            "answer", "on", "evidence", "by", "note",
        ],
        &[],
    );
    for document in documents {
        for row in &document.items {
            let [answer, on, evidence, by, note] = &row.answer;
            table.row(vec![
                text(document.id.clone()),
                text(row.id.clone()),
                text(row.place.clone()),
                text(row.kind),
                text(row.state),
                text(row.shown_by()),
                text(row.why.clone()),
                text(row.asks.clone()),
                text(row.question.clone().unwrap_or_default()),
                text(answer.clone()),
                text(on.clone()),
                text(evidence.clone()),
                text(by.clone()),
                text(note.clone()),
            ]);
        }
    }
    table
}

fn wire(as_at: Day, documents: &[Document]) -> serde_json::Value {
    let items = |document: &Document| -> Vec<serde_json::Value> {
        let one = |row: &Row| {
            json!({
                "item": row.id,
                "place": row.place,
                "kind": row.kind,
                "asks": row.asks,
                "question": row.question,
                "unverified": row.unverified,
                "state": row.state,
                "why": row.why,
                "by": row.by.as_ref().map(|(file, line)| json!({"file": file, "line": line})),
            })
        };
        document.items.iter().map(one).collect()
    };
    let counts = |state| count(documents.iter().flat_map(|d| &d.items), state);
    json!({
        "schema": "jcplan/matters/1",
        "as_at": as_at.to_string(),
        "documents": documents.iter().map(|d| json!({
            "document": d.id,
            "title": d.title,
            "items": items(d),
        })).collect::<Vec<_>>(),
        "counts": {
            "met": counts("met"),
            "weak": counts("weak"),
            "missing": counts("missing"),
            "not-applicable": counts(NOT_APPLICABLE),
        },
    })
}
