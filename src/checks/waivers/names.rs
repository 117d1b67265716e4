//! What a finding may be called by in a waiver: the names in its message and of the entry or row
//! it stands in.

use crate::finding::{Case, Finding, SpeaksFor};
use crate::source::yaml::{self, Node, Shape};
use crate::source::{FileId, Span, for_each_row};
use crate::value::folded;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Tables whose rows have a name, and its column. Rows of other tables and of ledgers have none of
/// their own: any cell of them is one.
const NAMED_BY: &[(&str, &str)] = &[
    ("schemes.csv", "scheme"),
    ("reserves.csv", "reserve"),
    ("clauses.csv", "matter"),
];

/// Finds names; keeps the trees of the files it has looked into.
pub(super) struct Names<'a> {
    case: &'a Case<'a>,
    trees: HashMap<FileId, Option<Node>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(case: &'a Case<'a>) -> Names<'a> {
        Names {
            case,
            trees: HashMap::new(),
        }
    }

    /// Is the finding about what is called `id`? Letter for letter, and the whole of it.
    pub(super) fn has(&mut self, finding: &Finding, id: &str) -> bool {
        // Every other piece of the message stands between backticks.
        if finding
            .message
            .split('`')
            .skip(1)
            .step_by(2)
            .any(|n| n == id)
        {
            return true;
        }
        // The entry flagged is only the first of several.
        if finding.speaks_for != SpeaksFor::Itself {
            return false;
        }
        let narrowed = finding.basis.len() == 1 && finding.check.basis.len() != 1;
        if narrowed && finding.basis.contains(&id) {
            return true;
        }
        let flagged = self.case.sources.slice(finding.at);
        if bare(flagged) == id {
            return true;
        }
        let file = self.case.sources.name(finding.at.file);
        if file.ends_with(".yaml") {
            self.entry_has(finding.at, id)
        } else {
            self.row_has(finding.at, id)
        }
    }

    /// A contract by its reference, a row of a table by its own name, any other row by its cells.
    fn row_has(&self, at: Span, id: &str) -> bool {
        let registers = &self.case.plan.registers;
        if let Some(register) = registers.iter().find(|r| r.file == at.file) {
            let after = register.rows.partition_point(|r| r.at.start <= at.start);
            let row = after.checked_sub(1).map(|i| &register.rows[i]);
            if let Some(row) = row.filter(|row| at.start <= row.at.end) {
                return row.reference == id;
            }
        }
        let name = self.case.sources.name(at.file);
        let named_by = NAMED_BY.iter().find(|(file, _)| *file == name);
        let mut column = None;
        let mut heading = true;
        let mut found = false;
        let mut text = self.case.sources.text(at.file).as_bytes();
        // A text in memory is always read to its end.
        let _ = for_each_row(&mut text, &mut |row| {
            let cells = row.cells.iter().map(String::from_utf8_lossy);
            if std::mem::take(&mut heading) {
                column = named_by.and_then(|(_, column)| {
                    cells.clone().position(|cell| folded(&cell) == *column)
                });
            }
            let end = row.start + row.raw.len() as u64;
            if end < u64::from(at.start) {
                return ControlFlow::Continue(());
            }
            found = row.start <= u64::from(at.start)
                && cells
                    .enumerate()
                    .any(|(i, cell)| column.is_none_or(|c| c == i) && cell.trim() == id);
            ControlFlow::Break(())
        });
        found
    }

    /// The nearest entry around it that has an `id`; an entry without one by its values.
    fn entry_has(&mut self, at: Span, id: &str) -> bool {
        let sources = self.case.sources;
        let tree = self
            .trees
            .entry(at.file)
            .or_insert_with(|| yaml::read(at.file, sources.text(at.file)).0);
        let mut entries = Vec::new();
        if let Some(tree) = tree {
            entries_around(tree, at, &mut entries);
        }
        for entry in entries.iter().rev() {
            let Shape::Map(keys) = &entry.shape else {
                continue;
            };
            let own = keys.iter().find(|e| folded(&e.key.value) == "id");
            if let Some(own) = own {
                return is_text(&own.value, id);
            }
            if keys.iter().any(|e| is_text(&e.value, id)) {
                return true;
            }
        }
        false
    }
}

fn is_text(node: &Node, words: &str) -> bool {
    matches!(&node.shape, Shape::Text(text) if text.trim() == words)
}

/// Without outer spaces and one pair of quotation marks.
fn bare(flagged: &str) -> &str {
    let words = flagged.trim();
    for mark in ['"', '\''] {
        if let Some(inside) = words.strip_prefix(mark).and_then(|w| w.strip_suffix(mark)) {
            return inside.trim();
        }
    }
    words
}

/// The items of lists that hold a place, from the outermost in.
fn entries_around<'n>(node: &'n Node, at: Span, found: &mut Vec<&'n Node>) {
    let holds = |node: &Node| node.at.start <= at.start && at.end <= node.at.end;
    match &node.shape {
        Shape::List(items) => {
            if let Some(item) = items.iter().find(|item| holds(item)) {
                found.push(item);
                entries_around(item, at, found);
            }
        }
        Shape::Map(entries) => {
            if let Some(entry) = entries.iter().find(|entry| holds(&entry.value)) {
                entries_around(&entry.value, at, found);
            }
        }
        Shape::Text(_) | Shape::Nothing | Shape::Misread => {}
    }
}
