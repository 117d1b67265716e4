//! The tidy table of the movement report, for spreadsheets.

use super::words::Words;
use crate::report::missing::Gap;
use crate::report::{Cell, Table, text};

/// One row for each scope and party; then what is not given and what was left out, so that a
/// spreadsheet does not look whole when it is not.
pub(super) fn data(words: &Words<'_>) -> Table {
    let headings = [
        "scope", "party", "then", "schemes", "outturn", "baseline", "terms", "now", "kind", "note",
    ];
    let mut table = Table::new(&headings, &[2, 3, 4, 5, 6, 7]);
    for scope in &words.moved.movement.scopes {
        for (bearer, parts) in &scope.bearers {
            let figures = [
                parts.then,
                parts.schemes,
                parts.outturn,
                parts.baseline,
                parts.terms,
                parts.now,
            ];
            let mut row = vec![text(scope.name.clone()), text(words.id(bearer))];
            row.extend(figures.map(Cell::Money));
            row.extend([text(words.kind(bearer)), Cell::Blank]);
            table.row(row);
        }
    }
    let withheld = words.moved.movement.withheld.iter();
    let withheld = withheld.map(|w| {
        let why = format!("{}: {}", w.when, words.why(w));
        (w.scope.clone(), why)
    });
    let gaps = Gap::all("not-given", withheld, words.moved.left_out());
    Gap::add(gaps, &mut table, ["scope", "kind", "note"]);
    table
}
