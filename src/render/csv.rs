//! Tidy tables for spreadsheets: plain amounts, dates with the year first.

use super::Beside;
use super::beside::saying;
use crate::finding::Finding;
use crate::report::{Cell, Report, Table};
use crate::source::Sources;
use crate::value::armed;

/// Draws one table.
pub(super) fn table(table: &Table) -> String {
    let heading = table.columns.iter().map(|c| c.heading.clone()).collect();
    let rows = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(words).collect());
    write(std::iter::once(heading).chain(rows))
}

/// Draws the tables of several folders as one, the folder first.
pub(super) fn several(reports: &[(String, Report)]) -> String {
    let Some((_, first)) = reports.first() else {
        return String::new();
    };
    let mut heading = vec!["folder".to_owned()];
    heading.extend(first.data.columns.iter().map(|c| c.heading.clone()));
    let rows = reports.iter().flat_map(|(folder, report)| {
        report.data.rows.iter().map(move |row| {
            let mut cells = vec![folder.clone()];
            cells.extend(row.cells.iter().map(words));
            cells
        })
    });
    write(std::iter::once(heading).chain(rows))
}

/// Draws findings, a row each; the folder first where there are several. Waived ones stand below
/// them, if they are to be shown, and their last cell is filled.
pub(super) fn findings(folders: &[(&str, &[Finding], Beside<'_>, &Sources)]) -> String {
    let many = folders.len() > 1;
    let waived = folders.iter().any(|(_, _, beside, _)| beside.show_waived);
    let own = [
        "file", "line", "column", "severity", "check", "message", "help",
    ];
    let first = many.then(|| "folder".to_owned());
    let heading: Vec<String> = first
        .into_iter()
        .chain(own.iter().map(|h| (*h).to_owned()))
        .chain(waived.then(|| "waived".to_owned()))
        .collect();
    let rows = folders
        .iter()
        .flat_map(|(folder, findings, beside, sources)| {
            let below = if waived { beside.waived } else { &[] };
            findings.iter().chain(below).map(move |f| {
                let place = sources.place(f.at);
                let cells = [
                    place.file,
                    place.line.to_string(),
                    place.column.to_string(),
                    f.severity.word().to_owned(),
                    f.check.name.to_owned(),
                    f.message.clone(),
                    f.help.clone().unwrap_or_default(),
                ];
                let first = many.then(|| (*folder).to_owned());
                let last = waived.then(|| f.waived.as_ref().map(|by| saying(by, sources)));
                let last = last.map(Option::unwrap_or_default);
                first
                    .into_iter()
                    .chain(cells)
                    .chain(last)
                    .collect::<Vec<String>>()
            })
        });
    write(std::iter::once(heading).chain(rows))
}

fn write(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.iter().map(|cell| {
            // A terminal obeys what steers it, and a spreadsheet runs what begins like a formula:
            // words from other people's files are shown as words.
            armed(&super::calm(cell)).into_owned()
        }));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Money(money) => money.plain(),
        Cell::Day(day) => day.to_string(),
        other => super::text::words(other),
    }
}
