//! The heading of a ledger file: which cell holds what.

use super::LedgerFile;
use super::sides::both_counted;
use crate::finding::{Finding, Findings};
use crate::load::faults;
use crate::load::held::columns;
use crate::load::mapping::{CellFrom, LEDGER_COLUMNS};
use crate::source::{FileId, Span, Spanned, cell_spans};
use crate::value::{Day, FinancialYear};

/// Where each of our columns comes from.
#[derive(Clone)]
pub(super) struct Heading {
    /// How many cells the heading has.
    pub(super) width: usize,
    from: Vec<(&'static str, CellFrom)>,
    /// One column a month: the cell and the first day of the month.
    pub(super) months: Vec<(usize, Day)>,
    /// Cells of another system's file that may hold the word for a total.
    pub(super) totals_in: Vec<usize>,
}

impl Heading {
    /// Reads a heading; none if a column nothing can be read without is missing (told).
    pub(super) fn read(
        id: FileId,
        text: &str,
        file: &LedgerFile<'_>,
        out: &mut Findings,
    ) -> Option<Heading> {
        let cells: Vec<Spanned<String>> = cell_spans(text.as_bytes())
            .into_iter()
            .map(|range| {
                let value = text[range.clone()].replace("\"\"", "\"").trim().to_owned();
                Spanned::new(value, span(id, range.start, range.end))
            })
            .collect();
        let names: Vec<String> = cells.iter().map(|c| c.value.clone()).collect();
        let mut heading = Heading {
            width: cells.len(),
            from: Vec::new(),
            months: Vec::new(),
            totals_in: Vec::new(),
        };
        match file.mapping {
            Some(mapping) => {
                heading.from = mapping.resolve(&names, file.tables, out);
                // Told by `resolve`: a file that is not as its mapping says is not read.
                if heading
                    .from
                    .iter()
                    .any(|(_, from)| matches!(from, CellFrom::Nothing))
                {
                    return None;
                }
                if let Some(year) = mapping.months {
                    heading.months = month_columns(&cells, year, file.name, mapping.at, out)?;
                }
                let who = heading.column("provider").filter(|place| *place > 0);
                heading.totals_in = [0].into_iter().chain(who).collect();
            }
            None => {
                let found = columns(&cells, LEDGER_COLUMNS, |_| false, out);
                let placed = found.iter().enumerate();
                heading.from = placed
                    .filter_map(|(i, name)| Some(((*name)?, CellFrom::Column(i))))
                    .collect();
            }
        }
        let whole = span(id, 0, text.len());
        both_counted(&heading, &names, file, whole, out).then_some(())?;
        heading.complete(file, whole, out)
    }

    fn complete(self, file: &LedgerFile<'_>, at: Span, out: &mut Findings) -> Option<Heading> {
        let by_month = !self.months.is_empty();
        let needed = if by_month {
            &["kind"][..]
        } else if self.takes_off() {
            &["date", "kind"][..]
        } else {
            &["date", "kind", "amount"]
        };
        let missing: Vec<&str> = needed
            .iter()
            .filter(|name| matches!(self.source(name), CellFrom::Nothing))
            .copied()
            .collect();
        if missing.is_empty() {
            return Some(self);
        }
        // A heading the mapping names and the file has not is told already, at the mapping.
        let told = |name: &str| file.mapping.is_some_and(|m| m.names(name));
        let missing: Vec<&str> = missing.into_iter().filter(|name| !told(name)).collect();
        if missing.is_empty() {
            return None;
        }
        let at = file.mapping.map_or(at, |m| m.at);
        let list = missing.join("`, `");
        let help = "give it that heading, or map it under `files:` in partnership.yaml";
        let message = format!(
            "{} has no column `{list}`: none of its rows can be read",
            file.name
        );
        out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
        None
    }

    /// Where a column comes from.
    pub(super) fn source(&self, name: &str) -> &CellFrom {
        self.from
            .iter()
            .find(|(n, _)| *n == name)
            .map_or(&CellFrom::Nothing, |(_, from)| from)
    }

    /// Is an amount what stands under `amount` less what stands under `less`?
    pub(super) fn takes_off(&self) -> bool {
        match self.source("less") {
            CellFrom::Nothing => false,
            CellFrom::Constant(value) => !value.is_empty(),
            CellFrom::Column(_) | CellFrom::Lookup(..) => true,
        }
    }

    /// The cell a column stands in, for pointing at.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        match self.source(name) {
            CellFrom::Column(i) | CellFrom::Lookup(i, _) => Some(*i),
            _ => None,
        }
    }

    /// Cells that hold dates.
    pub(super) fn date_columns(&self) -> Vec<usize> {
        ["date", "version"]
            .iter()
            .filter_map(|n| self.column(n))
            .collect()
    }
}

fn span(file: FileId, start: usize, end: usize) -> Span {
    Span {
        file,
        start: u32::try_from(start).unwrap_or(0),
        end: u32::try_from(end).unwrap_or(0),
    }
}

/// The cell of each of the twelve months and its first day. A month that is not there, or there
/// twice, is told, and then none of the file is read.
fn month_columns(
    cells: &[Spanned<String>],
    year: FinancialYear,
    name: &str,
    at: Span,
    out: &mut Findings,
) -> Option<Vec<(usize, Day)>> {
    let mut found = Vec::new();
    for months in 0..12 {
        let day = year.first_day().plus_months(months);
        let long = day.long();
        let month = long.split_once(' ').map_or("", |(_, month)| month);
        let mut columns = (0..cells.len()).filter(|i| names_month(&cells[*i].value, day));
        match (columns.next(), columns.next()) {
            (Some(i), None) => found.push((i, day)),
            (None, _) => {
                let message =
                    format!("{name} has no column for {month}: none of its rows are read");
                let help = format!(
                    "head it `{}`; a month of another year does not count",
                    month.get(..3).unwrap_or(month)
                );
                out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
            }
            (Some(first), Some(second)) => {
                let message =
                    format!("{name} has two columns for {month}: none of its rows are read");
                out.push(
                    Finding::new(&faults::DUPLICATE_KEY, cells[second].at, message)
                        .also(cells[first].at, "first here")
                        .help("keep one of the two columns"),
                );
            }
        }
    }
    (found.len() == 12).then_some(found)
}

/// Does a heading name this month? `Apr`, `April`, `Sept`; with its year `Apr-25`, `Apr 2025`,
/// `2025-04`.
fn names_month(heading: &str, day: Day) -> bool {
    let heading = heading.trim().to_ascii_lowercase();
    if heading == format!("{:04}-{:02}", day.year(), day.month()) {
        return true;
    }
    let cut = heading
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(heading.len());
    let (word, rest) = heading.split_at(cut);
    let long = day.long().to_ascii_lowercase();
    let month = long.split(' ').nth(1).unwrap_or_default();
    let named =
        word == month || month.get(..3) == Some(word) || (word, month) == ("sept", "september");
    let rest = rest.trim_start_matches([' ', '-', '/', '\'', '.']);
    let four = format!("{:04}", day.year());
    named && (rest.is_empty() || rest == four || four.get(2..) == Some(rest))
}
