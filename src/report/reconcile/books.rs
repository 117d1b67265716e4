//! Two books side by side, for people.

use super::Given;
use super::words::{SHOWN, ago, how, partner, places, says, stands};
use crate::compute::reconcile::{Compared, Group, Outcome, within};
use crate::model::{Book, Reconciliation};
use crate::report::{Cell, Part, Table, counted, listed, text};
use crate::value::Money;

/// One entry of `reconcile:`.
pub(super) fn parts(given: &Given, one: &Compared) -> Vec<Part> {
    let entry = &given.plan.partnership.reconciliations[one.entry];
    let mut parts = vec![Part::Heading(name(entry, one.entry))];
    let outcome = match &one.outcome {
        Ok(outcome) => outcome,
        Err((at, why)) => {
            let place = given.sources.short(*at);
            parts.push(Part::Sentence(format!("Not compared: {place}: {why}.")));
            return parts;
        }
    };
    let [ours, theirs] = [&entry.books[0], &entry.books[1]];
    let books = [ours, theirs];
    parts.push(Part::Sentence(summary(given, one, entry, outcome)));
    parts.extend(lost(given, books));
    parts.push(Part::Table(sums(books, outcome)));
    parts.extend(groups(
        "Differing",
        "Both books have these, and they differ.",
        books,
        &outcome.differing,
    ));
    parts.extend(groups(
        "Not to be told apart",
        "Which of these belong together cannot be told: as many rows of one amount and time would \
         have to stand in both.",
        books,
        &outcome.unclear,
    ));
    for (side, book) in books.into_iter().enumerate() {
        parts.extend(only(
            book,
            partner(books[1 - side]),
            &outcome.only[side],
            outcome.turned[side],
        ));
    }
    if given.matched {
        parts.extend(groups("Matched", "These agree.", books, &outcome.matched));
    }
    parts
}

/// What the entry is called.
pub(super) fn name(entry: &Reconciliation, place: usize) -> String {
    let name = entry.name.value().cloned();
    name.unwrap_or_else(|| format!("Reconciliation {}", place + 1))
}

fn summary(given: &Given, one: &Compared, entry: &Reconciliation, outcome: &Outcome) -> String {
    let books = &entry.books;
    let side = |i: usize| {
        let rows = counted(books[i].rows.len(), "row", "rows");
        let turned = match outcome.turned[i] {
            true => ", its signs turned round",
            false => "",
        };
        format!(
            "{} ({}, {rows}{turned})",
            partner(&books[i]),
            stands(&books[i])
        )
    };
    let apart = match within(entry) {
        0 => "on the same day".to_owned(),
        days => format!("up to {} apart", counted(days.into(), "day", "days")),
    };
    let whole = books.iter().all(|book| book.lost.is_none());
    let result = match outcome.agrees() {
        true if whole => "They agree in every row.".to_owned(),
        true => "They agree in every row that could be read, and not all could.".to_owned(),
        false => format!(
            "They agree in {} of {}: {}.",
            matched(outcome),
            outcome.totals[0].max(outcome.totals[1]),
            listed(&amiss(outcome))
        ),
    };
    let reaches = one.reaches.map_or_else(String::new, |day| {
        format!(" Both reach {}, {}.", day.long(), ago(given, day))
    });
    format!(
        "The books of {} and of {}, matched {apart}. {result}{reaches}",
        side(0),
        side(1)
    )
}

/// What does not agree, each with its number.
fn amiss(outcome: &Outcome) -> Vec<String> {
    let only: usize = outcome.only.iter().map(Vec::len).sum();
    let all = [
        (
            outcome.differing.len(),
            "transfer differs",
            "transfers differ",
        ),
        (
            outcome.unclear.len(),
            "group cannot be told apart",
            "groups cannot be told apart",
        ),
        (
            only,
            "row is in one of them alone",
            "rows are in one of them alone",
        ),
    ];
    let there = all.into_iter().filter(|(n, ..)| *n > 0);
    there.map(|(n, one, many)| counted(n, one, many)).collect()
}

/// What matched rows come to.
fn matched(outcome: &Outcome) -> Money {
    outcome.matched.iter().map(|group| group.sums[0]).sum()
}

fn lost(given: &Given, books: [&Book; 2]) -> Vec<Part> {
    let lines = books.into_iter().filter_map(|book| {
        let (at, why) = book.lost.as_ref()?;
        let rows = counted(
            usize::try_from(book.lost_rows).unwrap_or(usize::MAX),
            "row",
            "rows",
        );
        let place = given.sources.short(*at);
        Some(format!(
            "{}: {rows} left out, first {place}: {why}",
            partner(book)
        ))
    });
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => Vec::new(),
        false => vec![
            Part::Sentence(
                "Rows that cannot be read are left out of everything below; what they belong to is \
                 wrong by as much."
                    .to_owned(),
            ),
            Part::List(lines),
        ],
    }
}

/// Every row of both books falls under one line of this.
fn sums(books: [&Book; 2], outcome: &Outcome) -> Table {
    let names = books.map(partner);
    let headings = [
        "",
        &format!("{}, rows", names[0]),
        names[0].as_str(),
        &format!("{}, rows", names[1]),
        names[1].as_str(),
        "difference",
    ];
    let mut table = Table::new(&headings, &[1, 2, 3, 4, 5]);
    for line in super::table::lines(books, outcome) {
        let mut cells = vec![text(line.name)];
        for side in 0..2 {
            cells.push(count(line.rows[side]));
            cells.push(Cell::Money(line.sums[side]));
        }
        cells.push(Cell::Money(line.sums[0] - line.sums[1]));
        match line.total {
            true => table.total(cells),
            false => table.row(cells),
        }
    }
    table
}

fn count(n: usize) -> Cell {
    Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

fn groups(heading: &str, sentence: &str, books: [&Book; 2], all: &[Group]) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let names = books.map(partner);
    let headings = [
        names[0].as_str(),
        "day",
        "amount",
        names[1].as_str(),
        "its day",
        "its amount",
        "difference",
        "how",
    ];
    let mut table = Table::new(&headings, &[2, 5, 6]).spare(&[1, 4]);
    for group in all.iter().take(SHOWN) {
        let mut cells = Vec::new();
        for (side, rows) in [&group.ours, &group.theirs].into_iter().enumerate() {
            let book = books[side];
            cells.push(text(places(book, rows)));
            let first = rows.first().map(|i| Cell::Day(book.rows[*i].day));
            cells.push(first.unwrap_or(Cell::Blank));
            cells.push(Cell::Money(group.sums[side]));
        }
        cells.push(Cell::Money(group.sums[0] - group.sums[1]));
        cells.push(text(how(group.how)));
        table.row(cells);
    }
    let mut parts = vec![
        Part::Heading(heading.to_owned()),
        Part::Sentence(sentence.to_owned()),
        Part::Table(table),
    ];
    parts.extend(rest(all.len()));
    parts
}

fn rest(all: usize) -> Option<Part> {
    let more = all.checked_sub(SHOWN).filter(|more| *more > 0)?;
    Some(Part::Sentence(format!(
        "{more} more are not shown here: --format csv and json have all of them."
    )))
}

fn only(book: &Book, other: String, rows: &[usize], turned: bool) -> Vec<Part> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        &["where", "day", "amount", "reference and description"],
        &[2],
    );
    for i in rows.iter().take(SHOWN) {
        let row = &book.rows[*i];
        table.row(vec![
            text(places(book, &[*i])),
            Cell::Day(row.day),
            Cell::Money(row.signed(turned)),
            text(says(row)),
        ]);
    }
    let mut parts = vec![
        Part::Heading(format!("Only in the books of {}", partner(book))),
        Part::Sentence(format!(
            "The books of {other} have nothing that matches these."
        )),
        Part::Table(table),
    ];
    parts.extend(rest(rows.len()));
    parts
}
