//! Words of the reconciliation.

use super::Given;
use crate::compute::balance::{Near, NearRow, Stale, State};
use crate::compute::reconcile::How;
use crate::model::{Assertion, Book, BookFrom, BookRow, Field, Partnership};
use crate::report::counted;
use crate::value::Id;

/// Rows a table shows before it counts the rest.
pub(super) const SHOWN: usize = 50;

/// Whose book it is.
pub(super) fn partner(book: &Book) -> String {
    let id = book.partner.value();
    id.map_or_else(|| "?".to_owned(), Id::to_string)
}

/// Where it stands, in words.
pub(super) fn stands(book: &Book) -> String {
    match &book.from {
        BookFrom::File(path) => path.clone(),
        BookFrom::Ledger { kind, .. } => format!("{} rows of the ledger", kind.word()),
        BookFrom::Unreadable => "a file that cannot be told".to_owned(),
    }
}

/// Places of rows of a book: those of one file together.
pub(super) fn places(book: &Book, rows: &[usize]) -> String {
    let mut said = String::new();
    let mut last = "";
    for (i, row) in rows.iter().enumerate() {
        let at = &book.rows[*row].at;
        if i == 3 {
            said.push_str(&format!(" and {} more", rows.len() - 3));
            break;
        }
        match (i, at.file == last) {
            (0, _) => said.push_str(&format!("{}:{}", at.file, at.line)),
            (_, true) => said.push_str(&format!(", {}", at.line)),
            (_, false) => said.push_str(&format!(", {}:{}", at.file, at.line)),
        }
        last = &at.file;
    }
    said
}

/// Reference and description of a row.
pub(super) fn says(row: &BookRow) -> String {
    match (row.reference.as_str(), row.description.as_str()) {
        (reference, "") => reference.to_owned(),
        ("", description) => description.to_owned(),
        (reference, description) => format!("{reference}: {description}"),
    }
}

/// How rows were matched, or why not, for people.
pub(super) fn how(how: How) -> &'static str {
    match how {
        How::ReferenceAndAmount => "by reference",
        How::ReferenceInParts => "in parts",
        How::AmountAndDay => "by amount and day",
        How::OtherAmount => "amount",
        How::OtherDay => "day",
        How::Unclear => "unclear",
    }
}

/// The same for programs.
pub(super) fn how_word(how: How) -> &'static str {
    match how {
        How::ReferenceAndAmount => "reference-and-amount",
        How::ReferenceInParts => "reference-in-parts",
        How::AmountAndDay => "amount-and-day",
        How::OtherAmount => "other-amount",
        How::OtherDay => "other-day",
        How::Unclear => "unclear",
    }
}

/// How an assertion stands, in one word.
pub(super) fn state(state: &State) -> &'static str {
    match state {
        State::Holds(_) => "holds",
        State::Differs { .. } => "differs",
        State::ToCome => "to-come",
        State::NotComputed(..) => "not-computed",
    }
}

/// What an assertion is about.
pub(super) fn about(assertion: &Assertion) -> String {
    let kind = assertion.kind.value().map_or("?", |kind| kind.word());
    let mut said = kind.to_owned();
    let mut add = |word: &str, field: &Field<Id>| {
        if let Some(id) = field.value() {
            said.push_str(&format!(" {word} {id}"));
        }
    };
    add("of", &assertion.partner);
    add("in", &assertion.pool);
    add("for", &assertion.scheme);
    said
}

/// What is stale: a pool, or all of them together.
pub(super) fn of_pool(plan: &Partnership, stale: &Stale) -> String {
    let pool = stale.pool.map(|pool| plan.pools[pool].id.value.to_string());
    pool.unwrap_or_else(|| "all pools".to_owned())
}

/// A row that would explain a difference, as a sentence.
pub(super) fn near(row: &NearRow) -> String {
    let what = match row.how {
        Near::Counted => "counts here, and makes the whole difference",
        Near::OppositeSign => "makes the difference if its sign is the wrong way round",
        Near::DatedAfter => "is dated after the day, and makes the difference if it should count",
        Near::DatedBefore => {
            "is dated before the first day, and makes the difference if it should count"
        }
    };
    let (file, line) = (&row.at.file, row.at.line);
    format!("{file}:{line} of {}: {} {what}", row.day.long(), row.amount)
}

/// `20 days ago`, `today`.
pub(super) fn ago(given: &Given, day: crate::value::Day) -> String {
    match day.days_to(given.as_at) - 1 {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        n if n > 0 => format!(
            "{} ago",
            counted(usize::try_from(n).unwrap_or(0), "day", "days")
        ),
        n => format!(
            "{} after the day asked for",
            counted(usize::try_from(-n).unwrap_or(0), "day", "days")
        ),
    }
}
