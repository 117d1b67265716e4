//! Rows of one id in a table put together: a row for each year becomes one entry whose terms change
//! with the year.

use super::faults;
use super::sheet::{Sheet, SheetRow};
use super::tables::{cell_of, entry, funding_of, text_node};
use crate::finding::{Finding, Findings};
use crate::model::{Twice, TwiceWhat};
use crate::source::Spanned;
use crate::source::yaml::{Entry, Node, Shape};
use crate::value::{FinancialYear, shown};
use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

/// Rows of one id put together: yearly columns become maps from year to value, the others must
/// agree from row to row.
pub(super) fn grouped(
    sheet: &Sheet,
    found: &[Option<&'static str>],
    id: &'static str,
    yearly: &[&'static str],
    out: &mut Findings,
) -> (Vec<Node>, Vec<Twice>) {
    let cell = |row: &'_ SheetRow, name: &str| cell_of(row, found, name);
    let mut groups: Vec<(Spanned<String>, Vec<&SheetRow>)> = Vec::new();
    let mut places: HashMap<(String, Option<String>), usize> = HashMap::new();
    for row in &sheet.rows {
        let Some(name) = cell(row, id) else {
            let message = format!("this row names no {id}");
            let finding = Finding::new(&faults::ROW_INCOMPLETE, row.at, message);
            out.push(finding.help(format!("fill its `{id}`; the row is left out until then")));
            continue;
        };
        // A reserve is a pot of its pool: two pools may each have a `contingency`.
        let pool = (id == "reserve")
            .then(|| cell(row, "pool").map(|p| p.value))
            .flatten();
        match places.entry((name.value.clone(), pool)) {
            Occupied(place) => groups[*place.get()].1.push(row),
            Vacant(place) => {
                place.insert(groups.len());
                groups.push((name, vec![row]));
            }
        }
    }
    let (mut nodes, mut twice) = (Vec::new(), Vec::new());
    for (name, rows) in groups {
        let mut entries = vec![entry("id", name.at, text_node(&name))];
        for year in twice_a_year(&rows, &cell, out) {
            for place in both(id, &name.value, &year) {
                if !twice.iter().any(|told: &Twice| told.at == place.at) {
                    twice.push(place);
                }
            }
        }
        undated(sheet, &rows, &cell, yearly, out);
        for column in found.iter().flatten() {
            if *column == id || *column == "year" {
                continue;
            }
            if yearly.contains(column) {
                let pairs = rows
                    .iter()
                    .filter_map(|r| Some((cell(r, "year"), cell(r, column)?)));
                entries.extend(by_year(column, pairs.collect()));
            } else {
                entries.extend(agreed(column, &rows, &cell, out));
            }
        }
        entries.extend(funding(sheet, &rows, &cell));
        let shape = Shape::Map(entries);
        nodes.push(Node {
            shape,
            at: rows[0].at,
        });
    }
    (nodes, twice)
}

type CellOf<'a> = dyn Fn(&SheetRow, &str) -> Option<Spanned<String>> + 'a;

/// Tells years that two rows name, and gives them: the first cell and the other.
fn twice_a_year(
    rows: &[&SheetRow],
    cell: &CellOf<'_>,
    out: &mut Findings,
) -> Vec<[Spanned<String>; 2]> {
    let mut again = Vec::new();
    let mut seen: Vec<Spanned<String>> = Vec::new();
    for row in rows {
        let Some(year) = cell(row, "year") else {
            continue;
        };
        match seen.iter().find(|s| same_year(&s.value, &year.value)) {
            Some(first) => {
                let message = format!("{} is given twice for the same id", year.value);
                let finding = Finding::new(&faults::DUPLICATE_KEY, year.at, message);
                let finding = finding.also(first.at, "first given here");
                out.push(finding.help("keep one row for each year"));
                again.push([first.clone(), year]);
            }
            None => seen.push(year),
        }
    }
    again
}

/// Both places of a year that two rows of one id name.
fn both(what: &str, id: &str, cells: &[Spanned<String>; 2]) -> Vec<Twice> {
    let of_cell = |cell: &Spanned<String>| Twice {
        what: TwiceWhat::Row,
        named: format!("{} of {what} `{}`", shown(&cells[0].value), shown(id)),
        year: FinancialYear::parse(&cell.value),
        at: cell.at,
    };
    cells.iter().map(of_cell).collect()
}

/// Do two cells name the same year, however it is spelt?
fn same_year(a: &str, b: &str) -> bool {
    a == b || FinancialYear::parse(a).is_some_and(|year| Some(year) == FinancialYear::parse(b))
}

/// A row without a year says that its amounts are of every year: one is enough, and none may
/// stand beside rows that name theirs.
fn undated(
    sheet: &Sheet,
    rows: &[&SheetRow],
    cell: &CellOf<'_>,
    yearly: &[&'static str],
    out: &mut Findings,
) {
    let funding = |row: &SheetRow| {
        let mut columns = sheet.heading.iter().zip(&row.cells);
        columns.any(|(name, c)| funding_of(&name.value).is_some() && !c.value.is_empty())
    };
    let says = |row: &&SheetRow| yearly.iter().any(|c| cell(row, c).is_some()) || funding(row);
    let (with, without): (Vec<&SheetRow>, Vec<&SheetRow>) = rows
        .iter()
        .copied()
        .filter(says)
        .partition(|row| cell(row, "year").is_some());
    let Some((first, more)) = without.split_first() else {
        return;
    };
    for row in more {
        out.push(
            Finding::new(
                &faults::DUPLICATE_KEY,
                row.at,
                "a second row of the same id names no year",
            )
            .also(first.at, "first given here")
            .help("fill the `year` of each, or keep one of them"),
        );
    }
    if let Some(dated) = with.first() {
        out.push(
            Finding::new(
                &faults::DUPLICATE_KEY,
                first.at,
                "this row names no year, and another of the same id does: neither can be relied on",
            )
            .also(dated.at, "a year is named here")
            .help("fill its `year`, or keep one row without a year"),
        );
    }
}

/// A map from year to cell; a year that two rows give another value, or an amount each, has none
/// that can be read. Nothing that can be read where several rows, or some beside others
/// that have one, name no year; the bare cell where the rows name no year.
fn by_year(column: &str, pairs: Vec<(Option<Spanned<String>>, Spanned<String>)>) -> Option<Entry> {
    let first = pairs.first()?.1.at;
    let undated = pairs.iter().filter(|(year, _)| year.is_none()).count();
    if undated == 1 && pairs.len() == 1 {
        return Some(entry(column, first, text_node(&pairs[0].1)));
    }
    if undated > 0 {
        let misread = Node {
            shape: Shape::Misread,
            at: first,
        };
        return Some(entry(column, first, misread));
    }
    let mut entries: Vec<Entry> = Vec::new();
    for (year, value) in &pairs {
        let Some(year) = year else { continue };
        let mut before = entries.iter_mut();
        match before.find(|e| same_year(&e.key.value, &year.value)) {
            None => entries.push(entry(&year.value, year.at, text_node(value))),
            Some(first) if WORDS.contains(&column) && is_text(&first.value, &value.value) => {}
            Some(first) => {
                first.value = Node {
                    shape: Shape::Misread,
                    at: value.at,
                };
            }
        }
    }
    let map = Node {
        shape: Shape::Map(entries),
        at: first,
    };
    Some(entry(column, first, map))
}

/// Columns of words: written twice alike they say one thing.
const WORDS: [&str; 2] = ["lead", "risk_share"];

fn is_text(node: &Node, text: &str) -> bool {
    matches!(&node.shape, Shape::Text(own) if own == text)
}

/// A column that does not change with the year: every row that gives it must agree, or
/// none can be read.
fn agreed(
    column: &'static str,
    rows: &[&SheetRow],
    cell: &CellOf<'_>,
    out: &mut Findings,
) -> Option<Entry> {
    let mut given = rows.iter().filter_map(|r| cell(r, column));
    let first = given.next()?;
    let mut value = text_node(&first);
    for other in given {
        if other.value != first.value {
            value.shape = Shape::Misread;
            let message = format!(
                "`{}` differs from the row above: `{}`",
                other.value, first.value
            );
            out.push(
                Finding::new(&faults::DUPLICATE_KEY, other.at, message)
                    .also(first.at, "given here")
                    .help(format!(
                        "`{column}` does not change by year: write the same on every row"
                    )),
            );
        }
    }
    Some(entry(column, first.at, value))
}

/// `funding icb`, `funding council` → `funding: {icb: {2025-26: …}, …}`.
fn funding(sheet: &Sheet, rows: &[&SheetRow], cell: &CellOf<'_>) -> Option<Entry> {
    let mut partners = Vec::new();
    for (i, heading) in sheet.heading.iter().enumerate() {
        let Some(partner) = funding_of(&heading.value) else {
            continue;
        };
        let pairs = rows
            .iter()
            .filter(|r| !r.cells[i].value.is_empty())
            .map(|r| (cell(r, "year"), r.cells[i].clone()));
        partners.extend(by_year(&partner, pairs.collect()));
    }
    let at = partners.first()?.key.at;
    let map = Node {
        shape: Shape::Map(partners),
        at,
    };
    Some(entry("funding", at, map))
}
