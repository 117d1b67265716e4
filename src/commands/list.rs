//! `jcplan list`: what jcplan knows.

use super::Product;
use super::{explain, years};
use crate::checks;
use crate::finding::first_paragraph;
use crate::report::{Part, Report, Table, ready, text};
use crate::seeds;
use anyhow::Result;

/// Flags of `list`.
#[derive(clap::Args)]
pub(crate) struct ListArgs {
    /// What to list
    #[arg(value_enum)]
    what: What,
}

/// What can be listed.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Every check: family, severity, what it tells
    Checks,
    /// Services a contract may be for, and their pathway
    Services,
    /// Matters of the checklists, and the checks that answer them
    Matters,
    /// Years of the Better Care Fund and their days; `jcplan explain 2025-26` tells all of one
    Years,
    /// Pages that `explain` prints
    Pages,
}

/// Lists one kind of thing.
pub(crate) fn list(args: &ListArgs) -> Result<Product> {
    let (title, table) = match args.what {
        What::Checks => ("Checks", checks_table()),
        What::Services => ("Services", services_table()),
        What::Matters => ("Matters", matters_table()),
        What::Years => ("Years", years_table()),
        What::Pages => ("Pages", pages_table()),
    };
    let wire = wire(title, &table);
    let report = Report {
        title: title.to_owned(),
        parts: ready(vec![Part::Table(table.clone())]),
        data: ready(table),
        wire: Box::new(move || wire.clone().into()),
        incomplete: false,
    };
    Ok(Product::Reports(vec![(String::new(), report)]))
}

fn wire(title: &str, table: &Table) -> serde_json::Value {
    let rows: Vec<serde_json::Value> = table
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().zip(&table.columns).map(|(cell, column)| {
                let words = match cell {
                    crate::report::Cell::Text(words) => words.clone(),
                    _ => String::new(),
                };
                (
                    column.heading.to_lowercase(),
                    serde_json::Value::String(words),
                )
            });
            serde_json::Value::Object(cells.collect())
        })
        .collect();
    serde_json::json!({"schema": "jcplan/list/1", "of": title.to_lowercase(), "items": rows})
}

fn checks_table() -> Table {
    let mut table = Table::new(&["Check", "Family", "Severity", "Tells"], &[]);
    for (family, checks) in checks::families() {
        for check in checks {
            table.row(vec![
                text(check.name),
                text(family),
                text(check.severity.word()),
                text(check.summary()),
            ]);
        }
    }
    table
}

fn services_table() -> Table {
    let mut table = Table::new(&["Service", "Name", "Pathway"], &[]);
    for service in seeds::services() {
        table.row(vec![
            text(service.id.clone()),
            text(service.name.clone()),
            text(service.pathway.clone()),
        ]);
    }
    table
}

fn matters_table() -> Table {
    let mut table = Table::new(&["Matter", "Where", "Kind", "Asks", "Answered by"], &[]);
    for item in seeds::checklists().iter().flat_map(|list| &list.items) {
        table.row(vec![
            text(item.id.clone()),
            text(item.place.clone()),
            text(item.kind.word()),
            text(item.text.clone()),
            text(item.answered_by.join(", ")),
        ]);
    }
    table
}

fn years_table() -> Table {
    let headings = [
        "Year",
        "Framework",
        "Plans due",
        "Agreement signed by",
        "Not known",
    ];
    let mut table = Table::new(&headings, &[]);
    let day = |due: &Option<seeds::Due>| due.as_ref().map_or_else(String::new, years::due_words);
    for year in seeds::better_care_years() {
        table.row(vec![
            text(year.year.clone()),
            text(year.framework.clone()),
            text(day(&year.plan_due)),
            text(day(&year.agreement_signed_by)),
            text(format!("{} things", year.not_known.len())),
        ]);
    }
    table
}

fn pages_table() -> Table {
    let mut table = Table::new(&["Page", "About"], &[]);
    for (name, page) in explain::PAGES {
        table.row(vec![text(*name), text(first_paragraph(page))]);
    }
    table
}
