//! The reconciliation as sums that add up, and as one tidy table for spreadsheets.

use super::Given;
use super::balances::figures;
use super::books::name;
use super::words::{about, ago, how_word, of_pool, partner, state};
use crate::compute::balance::{Balance, State, stale_after};
use crate::compute::reconcile::{Compared, Group, Outcome};
use crate::model::Book;
use crate::report::{Cell, Table, counted, text};
use crate::value::Money;

/// One line of the sums: rows of both books and what they come to.
pub(super) struct Line {
    pub(super) name: String,
    /// The same for programs.
    pub(super) word: &'static str,
    pub(super) rows: [usize; 2],
    pub(super) sums: [Money; 2],
    pub(super) total: bool,
}

/// Every row of both books falls under one of the lines before the last, which is all of them.
pub(super) fn lines(books: [&Book; 2], outcome: &Outcome) -> Vec<Line> {
    let groups = |name: &str, word, all: &[Group]| Line {
        name: name.to_owned(),
        word,
        rows: [
            all.iter().map(|g| g.ours.len()).sum(),
            all.iter().map(|g| g.theirs.len()).sum(),
        ],
        sums: [0, 1].map(|side| all.iter().map(|g| g.sums[side]).sum()),
        total: false,
    };
    let only = |side: usize| {
        let mut line = groups("", ["only-first", "only-second"][side], &[]);
        line.name = format!("Only {}", partner(books[side]));
        line.rows[side] = outcome.only[side].len();
        line.sums[side] = outcome.only[side]
            .iter()
            .map(|i| books[side].rows[*i].signed(outcome.turned[side]))
            .sum();
        line
    };
    vec![
        groups("Matched", "matched", &outcome.matched),
        groups("Differing", "differing", &outcome.differing),
        groups("Not to be told apart", "unclear", &outcome.unclear),
        only(0),
        only(1),
        Line {
            name: "All".to_owned(),
            word: "all",
            rows: books.map(|book| book.rows.len()),
            sums: outcome.totals,
            total: true,
        },
    ]
}

const HEADINGS: &[&str] = &[
    "part",
    "name",
    "state",
    "how",
    "group",
    "partner",
    "file",
    "line",
    "date",
    "amount",
    "difference",
    "reference",
    "description",
];

/// A row for each row of a book, and for each figure asserted.
pub(super) fn data(given: &Given) -> Table {
    let mut table = Table::new(HEADINGS, &[7, 9, 10]);
    for one in &given.compared {
        add_lost(given, one, &mut table);
        add_compared(given, one, &mut table);
    }
    for balance in &given.balances {
        add_balance(given, balance, &mut table);
    }
    let plan = &given.plan.partnership;
    for stale in stale_after(plan, &given.balances, given.as_at) {
        table.row_with(vec![
            ("part", text("balance")),
            ("name", text(of_pool(plan, &stale))),
            ("state", text("stale")),
            ("date", Cell::Day(stale.on)),
            ("description", text(ago(given, stale.on))),
        ]);
    }
    table
}

/// A line for a figure asserted; of one that is not worked out with the place, and why.
fn add_balance(given: &Given, balance: &Balance, table: &mut Table) {
    let assertion = &given.plan.partnership.assertions[balance.assertion];
    let (_, difference) = figures(balance);
    let mut said = assertion.from.value().cloned().unwrap_or_default();
    let (mut file, mut line) = (Cell::Blank, Cell::Blank);
    if let State::NotComputed(at, why) = &balance.state {
        let place = given.sources.place(*at);
        file = text(place.file);
        line = Cell::Count(i64::try_from(place.line).unwrap_or(i64::MAX));
        let whose = if said.is_empty() { "" } else { ": " };
        said = format!("{said}{whose}{why}");
    }
    table.row_with(vec![
        ("part", text("balance")),
        ("name", text(about(assertion))),
        ("state", text(state(&balance.state))),
        ("file", file),
        ("line", line),
        (
            "date",
            assertion.on.value().map_or(Cell::Blank, |d| Cell::Day(*d)),
        ),
        (
            "amount",
            assertion
                .amount
                .value()
                .map_or(Cell::Blank, |m| Cell::Money(*m)),
        ),
        ("difference", difference.map_or(Cell::Blank, Cell::Money)),
        (
            "reference",
            text(assertion.reference.value().cloned().unwrap_or_default()),
        ),
        ("description", text(said)),
    ]);
}

/// A line for the rows of each book that are left out, where the two are compared.
fn add_lost(given: &Given, one: &Compared, table: &mut Table) {
    let entry = &given.plan.partnership.reconciliations[one.entry];
    let books = entry.books.iter().filter(|_| one.outcome.is_ok());
    for (book, (at, why)) in books.filter_map(|book| Some((book, book.lost.as_ref()?))) {
        let (place, rows) = (given.sources.place(*at), book.lost_rows);
        let rows = counted(usize::try_from(rows).unwrap_or(usize::MAX), "row", "rows");
        let line = i64::try_from(place.line).unwrap_or(i64::MAX);
        table.row_with(vec![
            ("part", text("transfers")),
            ("name", text(name(entry, one.entry))),
            ("state", text("left-out")),
            ("partner", text(partner(book))),
            ("file", text(place.file)),
            ("line", Cell::Count(line)),
            ("description", text(format!("{rows}: {why}"))),
        ]);
    }
}

fn add_compared(given: &Given, one: &Compared, table: &mut Table) {
    let entry = &given.plan.partnership.reconciliations[one.entry];
    let called = name(entry, one.entry);
    let outcome = match &one.outcome {
        Ok(outcome) => outcome,
        Err((at, why)) => {
            table.row_with(vec![
                ("part", text("transfers")),
                ("name", text(called)),
                ("state", text("not-compared")),
                (
                    "description",
                    text(format!("{}: {why}", given.sources.short(*at))),
                ),
            ]);
            return;
        }
    };
    let books = [&entry.books[0], &entry.books[1]];
    let mut number = 0;
    let mut add = |state: &str, how: &str, group: [&[usize]; 2], difference: Option<Money>| {
        number += 1;
        for (side, rows) in group.into_iter().enumerate() {
            for i in rows {
                let row = &books[side].rows[*i];
                let line = i64::try_from(row.at.line).unwrap_or(i64::MAX);
                table.row(vec![
                    text("transfers"),
                    text(called.clone()),
                    text(state),
                    text(how),
                    Cell::Count(number),
                    text(partner(books[side])),
                    text(row.at.file.clone()),
                    Cell::Count(line),
                    Cell::Day(row.day),
                    Cell::Money(row.signed(outcome.turned[side])),
                    difference.map_or(Cell::Blank, Cell::Money),
                    text(row.reference.clone()),
                    text(row.description.clone()),
                ]);
            }
        }
    };
    for (state, groups) in [
        ("matched", &outcome.matched),
        ("differing", &outcome.differing),
        ("unclear", &outcome.unclear),
    ] {
        for group in groups {
            let difference = group.sums[0] - group.sums[1];
            let rows = [group.ours.as_slice(), &group.theirs];
            add(state, how_word(group.how), rows, Some(difference));
        }
    }
    for i in &outcome.only[0] {
        add("only", "", [std::slice::from_ref(i), &[]], None);
    }
    for i in &outcome.only[1] {
        add("only", "", [&[], std::slice::from_ref(i)], None);
    }
}
