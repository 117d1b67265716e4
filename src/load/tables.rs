//! Tables beside `partnership.yaml`: each row becomes the map it stands for, so that one reader
//! serves both, with the same findings.

use super::faults;
use super::grouped::grouped;
use super::held::{columns, empty, is_empty};
use super::sheet::{Sheet, SheetRow, sheet};
use crate::finding::{Finding, Findings};
use crate::model::Twice;
use crate::source::yaml::{Entry, Node, Shape};
use crate::source::{FileId, Span, Spanned};
use crate::value::{folded, nearest};

/// The lists that may be a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Schemes,
    Contributions,
    Reserves,
    Clauses,
    Needs,
    Answers,
    Assertions,
}

impl Table {
    /// Every table with its file.
    pub(super) const FILES: &'static [(&'static str, Table)] = &[
        ("schemes.csv", Table::Schemes),
        ("contributions.csv", Table::Contributions),
        ("reserves.csv", Table::Reserves),
        ("clauses.csv", Table::Clauses),
        ("needs.csv", Table::Needs),
        ("answers.csv", Table::Answers),
        ("assertions.csv", Table::Assertions),
    ];

    fn columns(self) -> &'static [&'static str] {
        match self {
            Table::Schemes => &[
                "scheme",
                "name",
                "pool",
                "lead",
                "service",
                "year",
                "baseline",
                "profile",
                "nature",
                "risk_share",
                "spread",
                "uplift",
                "recurrent_change",
                "planned_change",
                "efficiency",
            ],
            Table::Contributions => &[
                "pool",
                "partner",
                "source",
                "year",
                "amount",
                "from",
                "until",
                "status",
                "capital",
                "recurrent",
                "uplift",
                "recurrent_change",
                "planned_change",
                "efficiency",
            ],
            Table::Reserves => &["pool", "reserve", "name", "year", "opening"],
            Table::Clauses => &["matter", "clause", "note"],
            Table::Needs => &["service", "area", "cohort", "pathway"],
            Table::Assertions => &[
                "on",
                "since",
                "pool",
                "scheme",
                "partner",
                "kind",
                "amount",
                "from",
                "reference",
            ],
            Table::Answers => &[
                "item", "answer", "on", "evidence", "by", "note", "question", "document", "place",
                "kind", "state", "shown_by", "why", "asks",
            ],
        }
    }

    /// The column whose equal cells make several rows one entry.
    fn grouped_by(self) -> Option<&'static str> {
        match self {
            Table::Schemes => Some("scheme"),
            Table::Reserves => Some("reserve"),
            _ => None,
        }
    }

    /// Columns no row can do without.
    fn needed(self) -> &'static [&'static str] {
        match self {
            Table::Schemes => &["scheme"],
            Table::Contributions => &["pool", "partner", "year", "amount"],
            Table::Reserves => &["pool", "reserve"],
            Table::Clauses => &["matter"],
            Table::Needs => &["service"],
            Table::Answers => &["item"],
            Table::Assertions => &["on", "kind", "amount"],
        }
    }
}

/// The rows of every table found, as nodes.
#[derive(Default)]
pub(super) struct Tables {
    nodes: Vec<(Table, Vec<Node>)>,
    lost: Vec<Lost>,
    twice: Vec<Twice>,
}

/// A row that was told and could not be read, or a whole table.
pub(super) struct Lost {
    pub(super) table: Table,
    pub(super) at: Span,
    /// Its pool as written, if that can be told.
    pub(super) pool: Option<String>,
    /// Its scheme or reserve as written, if that can be told.
    pub(super) id: Option<String>,
}

impl Tables {
    /// The rows of one table.
    pub(super) fn nodes(&self, table: Table) -> &[Node] {
        self.nodes
            .iter()
            .find(|(t, _)| *t == table)
            .map_or(&[], |(_, nodes)| nodes)
    }

    /// What is lost of every table.
    pub(super) fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// Both rows of every id and year that two rows are of.
    pub(super) fn twice(&self) -> &[Twice] {
        &self.twice
    }

    /// A table that is no text, which the last finding tells.
    pub(super) fn lose(&mut self, table: Table, told: &[Finding]) {
        self.lost.extend(told.last().map(|finding| Lost {
            table,
            at: finding.at,
            pool: None,
            id: None,
        }));
    }

    /// Reads one table.
    pub(super) fn add(&mut self, table: Table, file: FileId, text: &str, out: &mut Findings) {
        let sheet = sheet(file, text, out);
        let mut named = Table::FILES.iter().filter(|(_, of)| *of == table);
        if let Some((name, _)) = named.next().filter(|_| is_empty(file, text)) {
            let (start, end) = (0, 0);
            out.push(empty(Span { file, start, end }, name));
        }
        let funding = |name: &str| table == Table::Schemes && funding_of(name).is_some();
        let found = columns(&sheet.heading, table.columns(), funding, out);
        let lost = |row: &SheetRow| Lost {
            table,
            at: row.at,
            pool: cell_of(row, &found, "pool").map(|c| c.value),
            id: cell_of(row, &found, table.needed()[0]).map(|c| c.value),
        };
        self.lost.extend(sheet.lost.iter().map(lost));
        if !has_needed(&sheet, table, &found, out) {
            self.lost.extend(sheet.rows.iter().map(lost));
            return;
        }
        for heading in misspelt(&sheet, &found) {
            self.lost.extend(sheet.rows.iter().map(|row| Lost {
                at: heading,
                ..lost(row)
            }));
        }
        if let Some(id) = table.grouped_by() {
            let nameless = |row: &&SheetRow| cell_of(row, &found, id).is_none();
            self.lost
                .extend(sheet.rows.iter().filter(nameless).map(lost));
        }
        let (nodes, twice) = match table {
            Table::Schemes => grouped(&sheet, &found, "scheme", SCHEME_YEARLY, out),
            Table::Reserves => grouped(&sheet, &found, "reserve", &["opening"], out),
            _ => {
                let rows = sheet.rows.iter().map(|row| map_of(row, &found));
                (rows.collect(), Vec::new())
            }
        };
        self.twice.extend(twice);
        self.nodes.push((table, nodes));
    }
}

/// Are the columns there that no row can do without? Those that are not are told once.
fn has_needed(
    sheet: &Sheet,
    table: Table,
    found: &[Option<&'static str>],
    out: &mut Findings,
) -> bool {
    let missing: Vec<&str> = table
        .needed()
        .iter()
        .filter(|name| !found.contains(&Some(**name)))
        .copied()
        .collect();
    let (Some(first), Some(last)) = (sheet.heading.first(), sheet.heading.last()) else {
        return false;
    };
    if missing.is_empty() {
        return true;
    }
    let at = Span {
        end: last.at.end,
        ..first.at
    };
    let list = missing.join("`, `");
    let message = format!("this table has no column `{list}`: none of its rows can be read");
    let help = "give the column that heading, or add it";
    out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
    false
}

/// Columns of `schemes.csv` whose value may change from year to year.
const SCHEME_YEARLY: &[&str] = &[
    "baseline",
    "lead",
    "risk_share",
    "spread",
    "uplift",
    "recurrent_change",
    "planned_change",
    "efficiency",
];

/// `funding icb` → `icb`.
pub(super) fn funding_of(heading: &str) -> Option<String> {
    folded(heading).strip_prefix("funding-").map(str::to_owned)
}

/// One row as a map, heading → cell.
fn map_of(row: &SheetRow, found: &[Option<&'static str>]) -> Node {
    let entries = found
        .iter()
        .zip(&row.cells)
        .filter_map(|(name, cell)| Some(entry(name.as_ref()?, cell.at, text_node(cell))));
    Node {
        shape: Shape::Map(entries.collect()),
        at: row.at,
    }
}

pub(super) fn text_node(cell: &Spanned<String>) -> Node {
    let shape = if cell.value.is_empty() {
        Shape::Nothing
    } else {
        Shape::Text(cell.value.clone())
    };
    Node { shape, at: cell.at }
}

pub(super) fn entry(key: &str, at: Span, value: Node) -> Entry {
    Entry {
        key: Spanned::new(key.to_owned(), at),
        value,
        first: None,
        times: 1,
    }
}

/// Headings nobody knows that may be one of those which change what is shared, and are nowhere
/// else in the table: every row is unreadable there.
fn misspelt(sheet: &Sheet, found: &[Option<&'static str>]) -> Vec<Span> {
    let telling = ["capital", "recurrent", "source", "profile", "nature"];
    let absent = telling.iter().filter(|name| !found.contains(&Some(**name)));
    let absent: Vec<&str> = absent.copied().collect();
    let headings = sheet.heading.iter().zip(found);
    headings
        .filter(|(cell, known)| known.is_none() && !folded(&cell.value).starts_with("x-"))
        .filter(|(cell, _)| nearest(&cell.value, absent.iter().copied()).is_some())
        .map(|(cell, _)| cell.at)
        .collect()
}

/// The cell under a heading; none if it is blank or the row does not reach so far.
pub(super) fn cell_of(
    row: &SheetRow,
    found: &[Option<&'static str>],
    name: &str,
) -> Option<Spanned<String>> {
    let i = found.iter().position(|f| *f == Some(name))?;
    row.cells.get(i).filter(|c| !c.value.is_empty()).cloned()
}
