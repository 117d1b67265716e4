//! Two books held against one another, step by step.

use super::entry::{entries, signed};
use super::{Group, Outcome, by_day, by_reference};
use crate::model::{Book, Signs};
use crate::value::{Day, Money};

/// Holds two books against one another. Rows are put in order by day, amount, reference and
/// description first, so that their order in the files decides nothing but the places told.
pub fn reconcile(books: [&Book; 2], within: u16) -> Outcome {
    let turned = books.map(is_turned);
    let mut entries = [entries(books[0], turned[0]), entries(books[1], turned[1])];
    let amount = |book: usize, place: usize| signed(&books[book].rows[place], turned[book]);
    let mut outcome = Outcome {
        turned,
        totals: [0, 1].map(|book| (0..books[book].rows.len()).map(|i| amount(book, i)).sum()),
        ..Outcome::default()
    };
    by_reference::pair(&mut entries, within, &mut outcome);
    by_reference::gather(&mut entries, within, &mut outcome);
    by_day::pair(&mut entries, within, &mut outcome);
    outcome.only = entries.map(|left| left.into_iter().map(|e| e.place).collect());
    for groups in [
        &mut outcome.matched,
        &mut outcome.differing,
        &mut outcome.unclear,
    ] {
        groups.sort_by_cached_key(|group| key(group, books));
    }
    outcome
}

/// Day and place of a group's first row.
fn key<'b>(group: &Group, books: [&'b Book; 2]) -> (Day, i128, &'b str, usize) {
    let ours = group.ours.first().map(|i| &books[0].rows[*i]);
    let first = ours.or(group.theirs.first().map(|i| &books[1].rows[*i]));
    first.map_or((Day::of_number(0), 0, "", 0), |row| {
        (
            row.day,
            row.amount.pence(),
            row.at.file.as_str(),
            row.at.line,
        )
    })
}

/// A book is turned if it says so, or else if its rows come to less than nil: one partner's books
/// have as money out what the other's have as money in.
fn is_turned(book: &Book) -> bool {
    match book.signs.value() {
        Some(signs) => *signs == Signs::Turned,
        None => book.rows.iter().map(|row| row.amount).sum::<Money>() < Money::NIL,
    }
}
