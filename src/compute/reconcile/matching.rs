//! Two books held against one another, step by step.

use super::entry::entries;
use super::{Group, Outcome, by_day, by_reference, signs};
use crate::model::Book;
use crate::value::Day;

/// Holds two books against one another. Rows are put in order by day, amount, reference and
/// description first, so that their order in the files decides nothing but the places told.
pub fn reconcile(books: [&Book; 2], within: u16) -> Outcome {
    let mut entries = books.map(entries);
    let turned = signs::turned(books, &entries);
    for (entries, _) in entries.iter_mut().zip(turned).filter(|(_, turned)| *turned) {
        for entry in entries {
            entry.pence = -entry.pence;
        }
    }
    let total = |book: usize| {
        let rows = books[book].rows.iter();
        rows.map(|row| row.signed(turned[book])).sum()
    };
    let mut outcome = Outcome {
        turned,
        totals: [0, 1].map(total),
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
