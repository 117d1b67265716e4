//! `jcplan check --matters`: the checklists, item by item.

use crate::checks::{ItemState, State};
use crate::finding::Case;
use crate::model::Field;
use crate::report::matters::{self, Document, Row};
use crate::report::{Report, counted};
use crate::seeds;
use crate::value::{folded, nearest};

/// Which documents are printed.
#[derive(Clone)]
pub(crate) enum Which {
    /// Every one.
    All,
    /// One.
    One(&'static str),
}

/// The value of `--matters`: `all`, or a document.
pub(crate) fn which(text: &str) -> Result<Which, String> {
    let wanted = folded(text);
    if wanted == "all" {
        return Ok(Which::All);
    }
    let ids = seeds::checklists().iter().map(|list| list.id.as_str());
    let found = ids.clone().find(|id| *id == wanted);
    found
        .map(Which::One)
        .ok_or_else(|| match nearest(text, ids.clone()) {
            Some(near) => format!("there is no such document; did you mean `{near}`?"),
            None => {
                let all: Vec<&str> = ids.collect();
                format!("there is no such document; one of: {}", all.join(", "))
            }
        })
}

/// The report of one folder.
pub(crate) fn report(
    name: &str,
    which: &Which,
    case: &Case<'_>,
    states: &[ItemState],
    failed: bool,
) -> Report {
    let lists = seeds::checklists().iter().filter(|list| match which {
        Which::All => true,
        Which::One(id) => list.id == *id,
    });
    let documents = lists.map(|list| Document {
        id: list.id.clone(),
        title: list.title.clone(),
        items: states
            .iter()
            .filter(|state| list.items.iter().any(|item| std::ptr::eq(item, state.item)))
            .map(|state| row(state, case))
            .collect(),
    });
    matters::matters(name, case.as_at, documents.collect(), failed)
}

fn row(state: &ItemState, case: &Case<'_>) -> Row {
    let item = state.item;
    let answers = case.plan.partnership.answers.iter();
    let given = answers
        .filter(|a| a.item.value().is_some_and(|id| id.trim() == item.id))
        .max_by_key(|a| a.on.value().copied());
    // What was written is given back as it was, so that nothing is lost by filling in the same file.
    let written = |at: Option<crate::source::Span>| {
        at.map(|at| case.sources.slice(at).trim().to_owned())
            .unwrap_or_default()
    };
    let said = |text: Option<&Field<String>>| {
        let text = text.and_then(|t| t.value().cloned());
        text.unwrap_or_default()
    };
    Row {
        id: item.id.clone(),
        place: item.place.clone(),
        kind: item.kind.word(),
        asks: item.text.clone(),
        state: state.state.word(),
        by: state.by.map(|at| {
            let place = case.sources.place(at);
            (place.file, place.line)
        }),
        why: state.why.clone(),
        question: item.question.clone(),
        unverified: item.unverified.clone(),
        answer: [
            written(given.and_then(|a| a.answer.at())),
            written(given.and_then(|a| a.on.at())),
            said(given.map(|a| &a.evidence)),
            said(given.map(|a| &a.by)),
            said(given.map(|a| &a.note)),
        ],
    }
}

/// The regulations that list what an agreement must specify, and where their matters stand.
const AGREEMENTS: &[(&str, &str)] = &[
    ("si-2000-617/7-3-", "regulation 7(3)"),
    ("si-2000-617/8-", "regulation 8"),
    ("si-2000-617/9-3-", "regulation 9(3)"),
];

/// Is it one of the lettered matters under this place?
fn is_matter(state: &ItemState, at: &str) -> bool {
    let letter = state.item.id.strip_prefix(at);
    letter.is_some_and(|l| l.len() == 1 && l.chars().all(|c| c.is_ascii_lowercase()))
}

/// What the law wants a written agreement to specify.
pub(crate) fn of_agreements(states: &[ItemState]) -> Vec<&ItemState> {
    let wanted = |state: &&ItemState| AGREEMENTS.iter().any(|(at, _)| is_matter(state, at));
    states.iter().filter(wanted).collect()
}

/// A line for each regulation that applies: how many of its matters are met.
pub(crate) fn met(written: &[&ItemState]) -> String {
    let mut lines = String::new();
    for (at, regulation) in AGREEMENTS {
        let asked: Vec<&&ItemState> = written
            .iter()
            .filter(|s| is_matter(s, at) && s.state != State::NotApplicable)
            .collect();
        let met = asked.iter().filter(|s| s.state == State::Met).count();
        if !asked.is_empty() {
            let matters = counted(asked.len(), "matter", "matters");
            lines.push_str(&format!("\n{regulation}: {met} of {matters} met"));
        }
    }
    lines
}
