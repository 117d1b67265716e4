//! The heading of a totals file: which cell holds what.

use super::sum::ANEW;
use crate::finding::Findings;
use crate::load::body::Body;
use crate::load::held::{columns, each_row};
use crate::model::{TOTALS_COLUMNS, TOTALS_PROVIDERS};
use crate::source::{FileId, Spanned};
use anyhow::{Result, bail};
use std::ops::ControlFlow;

/// Where each column stands.
pub(super) struct Heading {
    /// The line it stands on.
    pub(super) line: usize,
    /// How many cells it has.
    pub(super) width: usize,
    places: Vec<(&'static str, usize)>,
}

impl Heading {
    /// The cell of a column.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        let mut places = self.places.iter();
        places.find(|(name, _)| *name == column).map(|(_, i)| *i)
    }

    /// Does it say who was paid, and under what contract?
    pub(super) fn has_providers(&self) -> bool {
        TOTALS_PROVIDERS
            .iter()
            .all(|column| self.place(column).is_some())
    }
}

/// The first row of the file; unknown columns are told.
///
/// # Errors
/// A file without the columns of a totals file.
pub(super) fn of(name: &str, file: FileId, body: Body<'_>, out: &mut Findings) -> Result<Heading> {
    let mut cells: Vec<Spanned<String>> = Vec::new();
    let mut line = 0;
    each_row(file, body, &mut Findings::default(), &mut |row, _| {
        line = row.line();
        cells = (0..row.width())
            .map(|i| Spanned::new(row.text(i).to_owned(), row.span(i)))
            .collect();
        ControlFlow::Break(())
    });
    if cells.is_empty() {
        bail!("{name} is empty: {ANEW}");
    }
    let found = columns(&cells, TOTALS_COLUMNS, |_| false, out);
    let placed = found.iter().enumerate();
    let places: Vec<_> = placed.filter_map(|(i, name)| Some(((*name)?, i))).collect();
    let heading = Heading {
        line,
        width: cells.len(),
        places,
    };
    let needed = TOTALS_COLUMNS
        .iter()
        .filter(|column| !TOTALS_PROVIDERS.contains(column));
    let missing: Vec<&str> = needed
        .filter(|column| heading.place(column).is_none())
        .copied()
        .collect();
    match missing.len() {
        0 => Ok(heading),
        n if n + 4 > TOTALS_COLUMNS.len() => bail!(
            "{name} is no file of totals: it has none of their columns; `jcplan totals --format \
             csv` writes one"
        ),
        _ => bail!(
            "{name} has no column `{}`: `jcplan totals --format csv` writes it with all of them",
            missing.join("`, `")
        ),
    }
}
