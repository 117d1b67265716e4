//! One row of a register: cells → the row of a contract. A bad cell is told and left empty; the
//! row lives on.

use super::RegisterFile;
use super::columns::Columns;
use crate::finding::Finding;
use crate::load::held::HeldRow;
use crate::load::mapping::CellFrom;
use crate::load::scalar::Reading;
use crate::load::{faults, spreadsheet};
use crate::model::{Column, Field, Listed, RegisterRow, Value};
use crate::source::{Span, Spanned};
use crate::value::folded;
use crate::value::{Day, Money, MoneyFault, names_nobody, shown};
use std::borrow::Cow;

pub(super) fn read<'r>(
    row: &'r HeldRow<'_>,
    from: &Sourced<'r>,
    source: &RegisterFile<'_>,
    stem: &'r str,
    reading: &mut Reading<'_>,
) -> RegisterRow<'r> {
    let cell = Cell { row, from };
    let mut reference = cell.text(Column::Contract);
    if names_nobody(&reference) {
        let written = std::mem::replace(&mut reference, Cow::Owned(format!("row {}", row.line())));
        if cell.has(Column::Contract) {
            let message = match written.as_ref() {
                "" => format!("the contract on line {} has no reference", row.line()),
                word => format!(
                    "the contract on line {} has no reference: `{}` is none",
                    row.line(),
                    shown(word)
                ),
            };
            let help = format!("give it one; it is called `{reference}` until then");
            let at = cell.span(Column::Contract);
            reading
                .faults
                .push(Finding::new(&faults::ROW_INCOMPLETE, at, message).help(help));
        }
    }
    damage(&cell, source.name, reading);
    let commissioner = if cell.has(Column::Commissioner) {
        cell.text(Column::Commissioner)
    } else {
        Cow::Borrowed(stem)
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
    let mut read = RegisterRow::blank(row.whole());
    read.reference = reference;
    read.title_at = cell.place(Column::Title);
    read.commissioner = commissioner;
    read.starts = starts;
    read.ends = cell.end(reading);
    read.ended_on = cell.day(Column::EndedOn, reading);
    read.extends_to = cell.day(Column::ExtendsTo, reading);
    read.annual = cell.value(Column::AnnualValue, reading);
    read.total = cell.value(Column::TotalValue, reading);
    for column in &from.some {
        read.say(*column, cell.text(*column));
    }
    read
}

/// Tells references and cohorts that a spreadsheet has made dates or short numbers of.
fn damage(cell: &Cell<'_, '_, '_>, file: &str, reading: &mut Reading<'_>) {
    for column in [Column::Contract, Column::PartOf] {
        if let CellFrom::Column(i) = cell.from.all[column as usize] {
            let text = cell.row.text(*i);
            if spreadsheet::may_be_taken(text) {
                spreadsheet::reference(text, cell.row.span(*i), file, reading);
            }
        }
    }
    if let CellFrom::Column(i) = cell.from.all[Column::Cohort as usize]
        && spreadsheet::may_be_taken(cell.row.text(*i))
    {
        for cohort in Listed::Cell(Cow::Borrowed(cell.row.text(*i))).several() {
            spreadsheet::cohort(&cohort, cell.row.span(*i), file, reading);
        }
    }
}

/// `registers/council.csv` → `council`.
pub(super) fn stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .to_owned()
}

/// Where every column comes from.
pub(super) struct Sourced<'c> {
    /// By its place among them.
    all: [&'c CellFrom; Column::WORDS.len()],
    /// Those that come from somewhere: no row is asked for the others.
    some: Vec<Column>,
}

impl<'c> Sourced<'c> {
    pub(super) fn of(columns: &'c Columns) -> Sourced<'c> {
        Sourced {
            all: columns.by_place(),
            some: columns.sources(),
        }
    }
}

struct Cell<'a, 'w, 's> {
    row: &'a HeldRow<'w>,
    from: &'s Sourced<'a>,
}

impl<'a> Cell<'a, '_, '_> {
    fn has(&self, column: Column) -> bool {
        !matches!(self.from.all[column as usize], CellFrom::Nothing)
    }

    fn text(&self, column: Column) -> Cow<'a, str> {
        match self.from.all[column as usize] {
            CellFrom::Nothing => Cow::Borrowed(""),
            CellFrom::Column(i) if self.row.is_plain() => Cow::Borrowed(self.row.text(*i)),
            CellFrom::Column(i) => harmless(self.row.text(*i)),
            CellFrom::Constant(text) => Cow::Borrowed(text),
            CellFrom::Lookup(i, table) => {
                let text = self.row.text(*i);
                let meant = table.get(text).map(|text| Cow::Borrowed(text.as_str()));
                meant.unwrap_or_else(|| harmless(text))
            }
        }
    }

    /// Where a cell's text stands, if it stands there to the letter.
    fn place(&self, column: Column) -> Option<Span> {
        match self.from.all[column as usize] {
            CellFrom::Column(i) => {
                let plain =
                    self.row.is_plain() || matches!(harmless(self.row.text(*i)), Cow::Borrowed(_));
                self.row.place(*i).filter(|_| plain)
            }
            _ => None,
        }
    }

    fn span(&self, column: Column) -> Span {
        match self.from.all[column as usize] {
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
        let text = self.text(Column::Ends);
        // Most are dates: nothing is folded for them.
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return self.day(Column::Ends, reading);
        }
        let text = folded(&text);
        let open = [
            "open",
            "open-ended",
            "ongoing",
            "rolling",
            "none",
            "n/a",
            "no-end-date",
            "no-end",
            "openended",
            "indefinite",
            "perpetual",
            "until-further-notice",
        ];
        if open.contains(&text.as_str()) {
            return Field::Absent;
        }
        let (at, word) = (self.span(Column::Ends), self.text(Column::Ends));
        if word.is_empty() || word.contains(|c: char| c.is_ascii_digit()) {
            return self.day(Column::Ends, reading);
        }
        let message = format!("`{}` tells no last day of the contract", shown(&word));
        let help = "write the day on which it is to end, the year first, or `open` if none is agreed; \
                    without it the contract is left out of overlaps and breaks";
        let finding = Finding::new(&faults::UNREADABLE_DATE, at, message);
        reading.faults.push(finding.help(help));
        Field::Unreadable(at)
    }

    fn value(&self, column: Column, reading: &mut Reading<'_>) -> Field<Value> {
        let text = self.text(column);
        if text.is_empty() {
            return Field::Absent;
        }
        let given = |value| Field::Given(Spanned::new(value, self.row.whole()));
        if let Some(money) = Money::parse_plain(text.as_bytes()) {
            return given(match money.pence() {
                0 | 100 => Value::Unknown,
                _ => Value::Known(money),
            });
        }
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
pub(in crate::load) fn harmless(text: &str) -> Cow<'_, str> {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(steers) {
        Cow::Owned(text.replace(steers, " ").trim().to_owned())
    } else {
        Cow::Borrowed(text)
    }
}
