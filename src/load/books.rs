//! `reconcile:` and `assert:`: whose books are held against whose, and what a ledger elsewhere is
//! said to come to. A book's file is read only where that is asked for.

use super::faults;
use super::fields::{Fields, items_of, told_since};
use super::mapping::{self, As, BOOK_COLUMNS, Mapping, SLASHES};
use super::scalar::Reading;
use super::tables::{Table, Tables};
use crate::finding::Finding;
use crate::model::{Asserted, Assertion, Book, BookFrom, Field, Kind, Reconciliation, Signs};
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::folded;

/// Kinds of the ledger's rows that another partner's books may hold too.
const TRANSFERS: &[(&str, Kind)] = &[
    ("contribution", Kind::Contribution),
    ("settlement", Kind::Settlement),
    ("passport", Kind::Passport),
];

/// Days by which a transfer may be dated apart, unless said, and at most.
pub(super) const WITHIN_AT_MOST: u16 = 92;

/// Every entry of `reconcile:`, and for each of its books how the file is read.
pub(super) fn reconciliations(
    root: &Node,
    reading: &mut Reading<'_>,
) -> Vec<(Reconciliation, Vec<Option<Mapping>>)> {
    let Shape::Map(entries) = &root.shape else {
        return Vec::new();
    };
    let Some(entry) = entries.iter().find(|e| folded(&e.key.value) == "reconcile") else {
        return Vec::new();
    };
    items_of(&entry.value, reading)
        .iter()
        .filter_map(|node| reconciliation(node, reading))
        .collect()
}

fn reconciliation(
    node: &Node,
    reading: &mut Reading<'_>,
) -> Option<(Reconciliation, Vec<Option<Mapping>>)> {
    let before = reading.faults.list().len();
    let mut fields = Fields::of(node, "a reconciliation", reading)?;
    let name = fields.text("name", reading);
    let within = within(&mut fields, reading);
    let mut books = Vec::new();
    let mut mappings = Vec::new();
    for item in fields.items("books", reading) {
        if let Some((book, mapping)) = book(item, reading) {
            books.push(book);
            mappings.push(mapping);
        }
    }
    fields.require(&["books"], reading);
    fields.finish(reading);
    if books.len() != 2 && told_since(before, reading).is_empty() {
        let message = format!(
            "{} of two books {} given",
            books.len(),
            if books.len() == 1 { "is" } else { "are" }
        );
        let help = "name two under `books:`, each with its `partner` and `path`";
        let finding = Finding::new(&faults::WRONG_SHAPE, node.at, message);
        reading.faults.push(finding.help(help));
    }
    let unreadable = told_since(before, reading).first().copied();
    let reconciliation = Reconciliation {
        name,
        books,
        within,
        unreadable,
        at: node.at,
    };
    Some((reconciliation, mappings))
}

/// `within: 5 days`.
fn within(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Field<u16> {
    let text = match fields.text("within", reading) {
        Field::Given(text) => text,
        Field::Absent => return Field::Absent,
        Field::Unreadable(at) => return Field::Unreadable(at),
    };
    let folded = folded(&text.value);
    let number = folded.trim_end_matches("days").trim_end_matches("day");
    let days = number.trim_matches(['-', ' ']).parse::<u16>().ok();
    match days.filter(|days| *days <= WITHIN_AT_MOST) {
        Some(days) => Field::Given(Spanned::new(days, text.at)),
        None => {
            let message = format!(
                "`{}` is no number of days up to {WITHIN_AT_MOST}",
                text.value
            );
            let finding = Finding::new(&faults::WRONG_SHAPE, text.at, message);
            reading.faults.push(finding.help("write: within: 5 days"));
            Field::Unreadable(text.at)
        }
    }
}

fn book(node: &Node, reading: &mut Reading<'_>) -> Option<(Book, Option<Mapping>)> {
    let mut fields = Fields::of(node, "a book", reading)?;
    let partner = fields.id("partner", reading);
    let signs = fields.word("signs", Signs::WORDS, reading);
    let own = own_ledger(&mut fields, reading);
    let mapping = file_of(&mut fields, node.at, reading);
    let ledger = fields.entry("ledger").is_some();
    // What is said of a file means nothing of the ledger, and the other way round.
    let others: &[&'static str] = match ledger {
        true => &["path", "columns", "dates", "skip_rows", "stop_at"],
        false => &["pool", "from"],
    };
    for key in others {
        if let Some(other) = fields.entry(key) {
            let message =
                format!("`{key}` means nothing here: a book is a file or the folder's own ledger");
            let finding = Finding::new(&faults::WRONG_SHAPE, other.key.at, message);
            reading.faults.push(finding.help(match ledger {
                true => "take it out, or take out `ledger`",
                false => "take it out, or write `ledger: contribution` instead of `path`",
            }));
        }
    }
    let needed: &[&'static str] = match ledger {
        true => &["partner"],
        false => &["partner", "path"],
    };
    fields.require(needed, reading);
    let (from, mapping) = match (ledger, mapping) {
        (true, _) => (own, None),
        (false, Some(mapping)) => (BookFrom::File(mapping.path.value.clone()), Some(mapping)),
        (false, None) => (BookFrom::Unreadable, None),
    };
    fields.finish(reading);
    let book = Book {
        partner,
        from,
        signs,
        rows: Vec::new(),
        lost: None,
        lost_rows: 0,
        at: node.at,
    };
    Some((book, mapping))
}

/// How the file of a partner's book is read: `path`, `columns` and the rest, in the words of
/// `files:`. None if that cannot be read, which is told.
fn file_of(fields: &mut Fields<'_>, at: Span, reading: &mut Reading<'_>) -> Option<Mapping> {
    let path = fields.text("path", reading);
    let dates = fields.word("dates", SLASHES, reading).value().copied();
    let skip_rows = mapping::count(fields, "skip_rows", reading);
    let stop_at = fields.text("stop_at", reading).value().cloned();
    let columns = fields.node("columns");
    let Field::Given(path) = path else {
        return None;
    };
    let mut mapping = Mapping {
        at,
        path: mapping::inside(path, reading)?,
        kind: As::Book,
        headings: Vec::new(),
        constants: Vec::new(),
        lookups: Vec::new(),
        dates,
        skip_rows: skip_rows?,
        stop_at,
        months: None,
    };
    if let Some(columns) = columns {
        mapping::headings(columns, BOOK_COLUMNS, &mut mapping, reading);
    }
    Some(mapping)
}

/// `{partner: council, ledger: contribution, pool: …, from: icb}`: the folder's own ledger.
fn own_ledger(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> BookFrom {
    let kind = fields.word("ledger", TRANSFERS, reading);
    let pool = fields.id("pool", reading);
    let payer = fields.id("from", reading);
    match kind {
        Field::Given(kind) => BookFrom::Ledger {
            kind: kind.value,
            pool,
            payer,
        },
        _ => BookFrom::Unreadable,
    }
}

/// Every entry of `assert:` and row of assertions.csv.
pub(super) fn assertions(
    fields: &mut Fields<'_>,
    tables: &Tables,
    reading: &mut Reading<'_>,
) -> Vec<Assertion> {
    let items = fields.items("assert", reading);
    items
        .iter()
        .chain(tables.nodes(Table::Assertions))
        .filter_map(|node| assertion(node, reading))
        .collect()
}

fn assertion(node: &Node, reading: &mut Reading<'_>) -> Option<Assertion> {
    let mut fields = Fields::of(node, "an assertion", reading)?;
    let assertion = Assertion {
        on: fields.day("on", reading),
        since: fields.day("since", reading),
        pool: fields.id("pool", reading),
        scheme: fields.id("scheme", reading),
        partner: fields.id("partner", reading),
        kind: fields.word("kind", Asserted::WORDS, reading),
        amount: fields.money("amount", reading),
        from: fields.text("from", reading),
        reference: fields.text("reference", reading),
        at: node.at,
    };
    fields.require(&["on", "kind", "amount"], reading);
    fields.finish(reading);
    Some(assertion)
}
