//! One row of a register: cells → the row of a contract. A bad cell is told and left empty; the
//! row lives on.

use super::suppliers::suppliers;
use super::{RegisterFile, columns::Columns};
use crate::finding::Finding;
use crate::load::held::HeldRow;
use crate::load::mapping::CellFrom;
use crate::load::scalar::Reading;
use crate::load::{faults, spreadsheet};
use crate::model::{Column, ContractRow, Field, Value};
use crate::source::{Span, Spanned};
use crate::value::folded;
use crate::value::{Day, Money, MoneyFault};

pub(super) fn read(
    row: &HeldRow<'_>,
    columns: &Columns,
    source: &RegisterFile<'_>,
    reading: &mut Reading<'_>,
) -> ContractRow {
    let cell = Cell { row, columns };
    let mut reference = cell.text(Column::Contract);
    if reference.is_empty() {
        reference = format!("row {}", row.line());
        if columns.has(Column::Contract) {
            let message = format!("the contract on line {} has no reference", row.line());
            let help = format!("give it one; it is called `{reference}` until then");
            let at = cell.span(Column::Contract);
            reading
                .faults
                .push(Finding::new(&faults::ROW_INCOMPLETE, at, message).help(help));
        }
    }
    damage(&cell, source.name, reading);
    let commissioner = if columns.has(Column::Commissioner) {
        cell.text(Column::Commissioner)
    } else {
        stem(source.name)
    };
    let starts = cell.day(Column::Starts, reading);
    if starts.is_absent() {
        let message = format!("contract {reference} has no start date");
        let help = "give it one; without it the contract is left out of overlaps and breaks";
        let at = cell.span(Column::Starts);
        reading
            .faults
            .push(Finding::new(&faults::ROW_INCOMPLETE, at, message).help(help));
    }
    let (providers, provider_numbers) = suppliers(
        &cell.text(Column::Provider),
        &cell.text(Column::CompanyNumber),
        &cell.text(Column::CharityNumber),
    );
    ContractRow {
        at: row.whole(),
        reference,
        title: cell.text(Column::Title),
        providers,
        provider_numbers,
        commissioner,
        service: cell.text(Column::Service),
        areas: several(&cell.text(Column::Area)),
        cohorts: several(&cell.text(Column::Cohort)),
        pathway: folded(&cell.text(Column::Pathway)),
        starts,
        ends: cell.end(reading),
        ended_on: cell.day(Column::EndedOn, reading),
        extends_to: cell.day(Column::ExtendsTo, reading),
        part_of: cell.text(Column::PartOf),
        annual: cell.value(Column::AnnualValue, reading),
        total: cell.value(Column::TotalValue, reading),
        cpv: cell.text(Column::Cpv),
        route: cell.text(Column::Route),
        description: cell.text(Column::Description),
        scheme: cell.text(Column::Scheme),
    }
}

/// Tells references and cohorts that a spreadsheet has made dates or short numbers of.
fn damage(cell: &Cell<'_>, file: &str, reading: &mut Reading<'_>) {
    for column in [Column::Contract, Column::PartOf] {
        if let CellFrom::Column(i) = cell.columns.source(column) {
            spreadsheet::reference(cell.row.text(*i), cell.row.span(*i), file, reading);
        }
    }
    if let CellFrom::Column(i) = cell.columns.source(Column::Cohort) {
        for cohort in several(cell.row.text(*i)) {
            spreadsheet::cohort(&cohort, cell.row.span(*i), file, reading);
        }
    }
}

/// `registers/council.csv` → `council`.
fn stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .to_owned()
}

struct Cell<'a> {
    row: &'a HeldRow<'a>,
    columns: &'a Columns,
}

impl Cell<'_> {
    fn text(&self, column: Column) -> String {
        match self.columns.source(column) {
            CellFrom::Nothing => String::new(),
            CellFrom::Column(i) => harmless(self.row.text(*i)),
            CellFrom::Constant(text) => text.clone(),
            CellFrom::Lookup(i, table) => {
                let text = self.row.text(*i);
                table.get(text).cloned().unwrap_or_else(|| harmless(text))
            }
        }
    }

    fn span(&self, column: Column) -> Span {
        match self.columns.source(column) {
            CellFrom::Column(i) | CellFrom::Lookup(i, _) => self.row.span(*i),
            _ => self.row.whole(),
        }
    }

    fn day(&self, column: Column, reading: &mut Reading<'_>) -> Field<Day> {
        let text = self.text(column);
        if text.is_empty() {
            return Field::Absent;
        }
        if let Ok(day) = Day::parse(&text) {
            return Field::Given(Spanned::new(day, self.row.whole()));
        }
        reading.day(&text, self.span(column))
    }

    /// A blank end, or the word open, is an open end.
    fn end(&self, reading: &mut Reading<'_>) -> Field<Day> {
        let text = folded(&self.text(Column::Ends));
        let open = [
            "open",
            "open-ended",
            "ongoing",
            "rolling",
            "none",
            "n/a",
            "no-end-date",
        ];
        if open.contains(&text.as_str()) {
            return Field::Absent;
        }
        self.day(Column::Ends, reading)
    }

    fn value(&self, column: Column, reading: &mut Reading<'_>) -> Field<Value> {
        let text = self.text(column);
        if text.is_empty() {
            return Field::Absent;
        }
        let given = |value| Field::Given(Spanned::new(value, self.row.whole()));
        let unknown = [
            "tbc",
            "tba",
            "n/a",
            "na",
            "unknown",
            "not-known",
            "various",
            "see-notes",
        ];
        if unknown.contains(&folded(&text).as_str()) {
            return given(Value::Unknown);
        }
        match Money::parse(&text) {
            Ok(money) if [0, 100].contains(&money.pence()) => given(Value::Unknown),
            Ok(money) => given(Value::Known(money)),
            Err(MoneyFault::Dash) => given(Value::Unknown),
            Err(_) => match reading.money(&text, self.span(column)) {
                Field::Unreadable(at) => Field::Unreadable(at),
                _ => Field::Absent,
            },
        }
    }
}

/// Words from other people's files must not steer a terminal: control characters, line ends and
/// marks that turn the direction of writing become spaces.
pub(in crate::load) fn harmless(text: &str) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(steers) {
        text.replace(steers, " ").trim().to_owned()
    } else {
        text.to_owned()
    }
}

/// Values parted by semicolons; blank and `all` are none, which covers all.
fn several(cell: &str) -> Vec<String> {
    let names = cell.split(';').map(str::trim).filter(|n| !n.is_empty());
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if name.eq_ignore_ascii_case("all") {
            return Vec::new();
        }
        if !kept.iter().any(|k| k == name) {
            kept.push(name.to_owned());
        }
    }
    kept
}
