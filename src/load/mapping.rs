//! Files that are not ours: which heading, constant or look-up stands for which of our columns.

use super::faults;
use super::fields::{Fields, text_of};
use super::scalar::Reading;
use crate::finding::{Finding, Findings};
use crate::model::{Column, Field};
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::{FinancialYear, SlashOrder};
use crate::value::{folded, suggestion};
use std::collections::HashMap;

/// Columns of the ledger.
pub(super) const LEDGER_COLUMNS: &[&str] = &[
    "date",
    "kind",
    "pool",
    "scheme",
    "partner",
    "amount",
    "less",
    "from",
    "to",
    "paid_by",
    "source",
    "provider",
    "contract",
    "cause",
    "version",
    "reference",
    "description",
];

/// Columns of a partner's book. `paid` and `received` stand for an `amount` in two columns.
pub(super) const BOOK_COLUMNS: &[&str] = &[
    "date",
    "amount",
    "paid",
    "received",
    "reference",
    "description",
];

/// What a mapped file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum As {
    Ledger,
    Contracts,
    Book,
}

/// One entry of `files:`.
#[derive(Clone, Debug)]
pub(super) struct Mapping {
    pub(super) at: Span,
    pub(super) path: Spanned<String>,
    pub(super) kind: As,
    /// Our column → the heading that stands for it.
    pub(super) headings: Vec<(&'static str, Spanned<String>)>,
    /// Our column → the value it has on every row.
    pub(super) constants: Vec<(&'static str, Spanned<String>)>,
    /// Our column → heading to look up, and the table that says what it means.
    pub(super) lookups: Vec<(&'static str, Spanned<String>, Spanned<String>)>,
    pub(super) dates: Option<SlashOrder>,
    pub(super) skip_rows: usize,
    pub(super) stop_at: Option<String>,
    /// One column a month: the year they belong to.
    pub(super) months: Option<FinancialYear>,
}

/// Where the value of one of our columns comes from.
#[derive(Clone, Debug)]
pub(super) enum CellFrom {
    Nothing,
    Column(usize),
    Constant(String),
    Lookup(usize, HashMap<String, String>),
}

const KINDS: &[(&str, As)] = &[("ledger", As::Ledger), ("contracts", As::Contracts)];

/// Our columns for one kind of file.
pub(super) fn columns_of(kind: As) -> Vec<&'static str> {
    match kind {
        As::Ledger => LEDGER_COLUMNS.to_vec(),
        As::Book => BOOK_COLUMNS.to_vec(),
        As::Contracts => Column::WORDS.iter().map(|(word, _)| *word).collect(),
    }
}

/// An entry of `files:` that cannot be used: the file it names is not read.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    pub(super) at: Span,
    /// Its path, if that can be read.
    pub(super) path: Option<String>,
    /// What it is; none if that cannot be read, and then it may be either.
    pub(super) kind: Option<As>,
}

/// Every entry of `files:`, and those that cannot be used.
pub(super) fn read_all(root: &Node, reading: &mut Reading<'_>) -> (Vec<Mapping>, Vec<Refused>) {
    let (mut mappings, mut refused) = (Vec::<Mapping>::new(), Vec::new());
    let Shape::Map(entries) = &root.shape else {
        return (mappings, refused);
    };
    let Some(entry) = entries.iter().find(|e| folded(&e.key.value) == "files") else {
        return (mappings, refused);
    };
    if matches!(entry.value.shape, Shape::Text(_) | Shape::Misread) {
        refused.push(Refused {
            at: entry.value.at,
            path: None,
            kind: None,
        });
    }
    for node in super::fields::items_of(&entry.value, reading) {
        match read(node, reading) {
            Err(why) => refused.push(why),
            Ok(mapping) => {
                let path = &mapping.path;
                match mappings.iter().find(|m| m.path.value == path.value) {
                    None => mappings.push(mapping),
                    Some(first) => {
                        let message = format!("{} is given twice under `files:`", path.value);
                        reading.faults.push(
                            Finding::new(&faults::DUPLICATE_KEY, path.at, message)
                                .also(first.path.at, "first here")
                                .help("keep one of the two entries; the file is read by the first"),
                        );
                    }
                }
            }
        }
    }
    (mappings, refused)
}

/// A path within the folder, its parts joined by `/`; none if it leads outside.
fn tidy(path: &str) -> Option<String> {
    let path = path.trim().replace('\\', "/");
    if path.starts_with('/') || path.chars().nth(1) == Some(':') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The tidy path; one that leads outside is told, and gives none.
pub(super) fn inside(path: Spanned<String>, reading: &mut Reading<'_>) -> Option<Spanned<String>> {
    match tidy(&path.value) {
        Some(tidied) if !tidied.is_empty() => Some(path.map(|_| tidied)),
        _ => {
            let message = format!("`{}` is not a path within this folder", path.value);
            let help = "put the file in the folder and write its path from there: finance/M06.csv";
            reading
                .faults
                .push(Finding::new(&faults::WRONG_SHAPE, path.at, message).help(help));
            None
        }
    }
}

pub(super) const SLASHES: &[(&str, SlashOrder)] = &[
    ("dd/mm/yyyy", SlashOrder::DayFirst),
    ("mm/dd/yyyy", SlashOrder::MonthFirst),
];

fn read(node: &Node, reading: &mut Reading<'_>) -> Result<Mapping, Refused> {
    let mut refused = Refused {
        at: node.at,
        path: None,
        kind: None,
    };
    let Some(mut fields) = Fields::of(node, "a mapped file", reading) else {
        return Err(refused);
    };
    let path = fields.text("path", reading);
    let kind = fields.word("as", KINDS, reading).value().copied();
    fields.require(&["path", "as"], reading);
    refused.kind = kind;
    let Field::Given(path) = path else {
        return Err(refused);
    };
    refused.path = Some(path.value.clone());
    let Some(path) = inside(path, reading) else {
        return Err(refused);
    };
    refused.path = Some(path.value.clone());
    let Some(kind) = kind else {
        return Err(refused);
    };
    let skip_rows = count(&mut fields, "skip_rows", reading);
    let months = months(&mut fields, reading);
    let mut mapping = Mapping {
        at: node.at,
        path,
        kind,
        headings: Vec::new(),
        constants: Vec::new(),
        lookups: Vec::new(),
        dates: fields.word("dates", SLASHES, reading).value().copied(),
        skip_rows: skip_rows.unwrap_or(0),
        stop_at: fields.text("stop_at", reading).value().cloned(),
        months: months.ok().flatten(),
    };
    let known = columns_of(kind);
    if let Some(columns) = fields.node("columns") {
        headings(columns, &known, &mut mapping, reading);
    }
    for column in known {
        if let Some(value) = fields.node(column) {
            constant_or_lookup(column, value, &mut mapping, reading);
        }
    }
    fields.finish(reading);
    // Read by guesswork its rows would be others than meant.
    match skip_rows.is_none() || months.is_err() {
        true => Err(refused),
        false => Ok(mapping),
    }
}

/// A number of rows, nil if the key is not there; none if it cannot be read (told).
pub(super) fn count(
    fields: &mut Fields<'_>,
    key: &'static str,
    reading: &mut Reading<'_>,
) -> Option<usize> {
    let text = match fields.text(key, reading) {
        Field::Given(text) => text,
        Field::Absent => return Some(0),
        Field::Unreadable(_) => return None,
    };
    let rows = text.value.trim().parse().ok();
    if rows.is_none() {
        let message = format!("`{}` is not a number of rows", text.value);
        let finding = Finding::new(&faults::WRONG_SHAPE, text.at, message);
        reading.faults.push(finding.help("write a whole number: 2"));
    }
    rows
}

/// `months: Apr..Mar` with `year: 2025-26`; none if there are no months, a fault if they or the
/// year cannot be read (told).
fn months(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Result<Option<FinancialYear>, ()> {
    let months = fields.text("months", reading);
    let year = fields.year("year", reading);
    let months = match months {
        Field::Given(months) => months,
        Field::Absent => return Ok(None),
        Field::Unreadable(_) => return Err(()),
    };
    if folded(&months.value) != "apr..mar" {
        let message = format!("`{}` is not a run of months that is read", months.value);
        let finding = Finding::new(&faults::UNKNOWN_WORD, months.at, message);
        reading.faults.push(finding.help("write: months: Apr..Mar"));
        return Err(());
    }
    if year.is_absent() {
        let message = "a file with a column for each month needs to say which year they are of";
        let finding = Finding::new(&faults::MISSING_KEY, months.at, message);
        reading.faults.push(finding.help("add: year: 2025-26"));
    }
    year.value().copied().map(Some).ok_or(())
}

pub(super) fn headings(
    columns: &Node,
    known: &[&'static str],
    mapping: &mut Mapping,
    reading: &mut Reading<'_>,
) {
    let Shape::Map(entries) = &columns.shape else {
        super::fields::wrong_shape(columns, "a map of columns to headings", reading);
        return;
    };
    for entry in entries {
        let name = folded(&entry.key.value);
        match known.iter().find(|k| folded(k) == name) {
            Some(column) => {
                if let Some(text) = text_of(&entry.value, reading) {
                    let heading = Spanned::new(text.to_owned(), entry.value.at);
                    mapping.headings.push((column, heading));
                }
            }
            None => {
                let message = format!("there is no column `{}`", entry.key.value);
                let help = suggestion(&entry.key.value, known.iter().copied());
                let finding = Finding::new(&faults::UNKNOWN_KEY, entry.key.at, message);
                reading.faults.push(finding.help(help));
            }
        }
    }
}

fn constant_or_lookup(
    column: &'static str,
    value: &Node,
    mapping: &mut Mapping,
    reading: &mut Reading<'_>,
) {
    if let Shape::Text(text) = &value.shape {
        mapping
            .constants
            .push((column, Spanned::new(text.clone(), value.at)));
        return;
    }
    let Some(mut fields) = Fields::of(value, "a look-up", reading) else {
        return;
    };
    let from = fields.text("from", reading);
    let table = fields.text("table", reading);
    fields.require(&["from", "table"], reading);
    fields.finish(reading);
    if let (Field::Given(from), Field::Given(table)) = (from, table)
        && let Some(table) = inside(table, reading)
    {
        mapping.lookups.push((column, from, table));
    }
}

impl Mapping {
    /// Does it say which heading stands for this column, or is looked up for it?
    pub(super) fn names(&self, column: &str) -> bool {
        let headed = self.headings.iter().any(|(c, _)| *c == column);
        headed || self.lookups.iter().any(|(c, ..)| *c == column)
    }

    /// Where each of our columns comes from, given a file's heading. `tables` are the look-up
    /// tables by path, value → meaning. A mapped heading that is not there is told.
    pub(super) fn resolve(
        &self,
        heading: &[String],
        tables: &HashMap<String, HashMap<String, String>>,
        out: &mut Findings,
    ) -> Vec<(&'static str, CellFrom)> {
        let mut place = |wanted: &Spanned<String>| -> CellFrom {
            let name = folded(&wanted.value);
            match heading.iter().position(|h| folded(h) == name) {
                Some(i) => CellFrom::Column(i),
                None => {
                    let message = format!("{} has no column `{}`", self.path.value, wanted.value);
                    let names = heading.iter().map(String::as_str).filter(|h| !h.is_empty());
                    let help = suggestion(&wanted.value, names);
                    out.push(Finding::new(&faults::MISSING_COLUMN, wanted.at, message).help(help));
                    CellFrom::Nothing
                }
            }
        };
        let mut found = Vec::new();
        for (column, wanted) in &self.headings {
            found.push((*column, place(wanted)));
        }
        for (column, from, table) in &self.lookups {
            let meanings = tables.get(&table.value).cloned().unwrap_or_default();
            let source = match place(from) {
                CellFrom::Column(i) => CellFrom::Lookup(i, meanings),
                other => other,
            };
            found.push((*column, source));
        }
        for (column, value) in &self.constants {
            found.push((*column, CellFrom::Constant(value.value.clone())));
        }
        for column in columns_of(self.kind) {
            let there = found.iter().any(|(c, _)| *c == column);
            let own = heading.iter().position(|h| folded(h) == folded(column));
            // Nothing is taken off unasked: `Less` may have been taken off `Net` already.
            if column == "less" {
                continue;
            }
            // Taken off, it is not what it is taken off as well.
            let taken = column == "amount"
                && found.iter().any(|(c, from)| {
                    *c == "less" && matches!(from, CellFrom::Column(i) if Some(*i) == own)
                });
            if let (false, false, Some(i)) = (there, taken, own) {
                found.push((column, CellFrom::Column(i)));
            }
        }
        found
    }
}
