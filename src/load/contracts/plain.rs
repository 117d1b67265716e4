//! Rows that are plain throughout, read at once: ASCII, a reference, days with the year first, one
//! amount in plain figures, and nothing under the columns that say more. Any other row is read
//! cell by cell, and to the same end: see `cells`.

use super::columns::Columns;
use crate::load::held::HeldRow;
use crate::load::mapping::CellFrom;
use crate::load::spreadsheet;
use crate::model::{Column, Listed, PlainRow};
use crate::value::{Day, Money, is_total, names_nobody};
use std::borrow::Cow;

/// Cohorts of which it is known that a spreadsheet has not made them.
const COHORTS: usize = 32;

/// Rows of more cells are read cell by cell.
const WIDEST: usize = 32;

/// Where the cells of plain rows stand.
pub(super) struct Plain {
    width: usize,
    contract: usize,
    starts: usize,
    words: [Option<usize>; 6],
    ends: Option<usize>,
    annual: Option<usize>,
    total: Option<usize>,
    /// Those a plain row leaves blank.
    more: Vec<usize>,
    cohorts: Vec<String>,
}

impl Plain {
    /// None of a register whose cells are not taken as they are.
    pub(super) fn of(columns: &Columns) -> Option<Plain> {
        let words = [
            Column::Title,
            Column::Provider,
            Column::Commissioner,
            Column::Service,
            Column::Area,
            Column::Cohort,
        ];
        let figures = [
            Column::Contract,
            Column::Starts,
            Column::Ends,
            Column::AnnualValue,
            Column::TotalValue,
        ];
        let all = columns.sources();
        let as_it_is = |column: &Column| matches!(columns.source(*column), CellFrom::Column(_));
        if !all.iter().all(as_it_is) {
            return None;
        }
        let place = |column: Column| match columns.source(column) {
            CellFrom::Column(i) => Some(*i),
            _ => None,
        };
        let more = all
            .iter()
            .filter(|c| !words.contains(c) && !figures.contains(c));
        Some(Plain {
            width: columns.width,
            contract: place(Column::Contract)?,
            starts: place(Column::Starts)?,
            words: words.map(place),
            ends: place(Column::Ends),
            annual: place(Column::AnnualValue),
            total: place(Column::TotalValue),
            more: more.filter_map(|column| place(*column)).collect(),
            cohorts: Vec::new(),
        })
    }

    /// The row, if it is plain. Where there is no column for the commissioner, it is `stem`.
    pub(super) fn row<'r>(&mut self, row: &'r HeldRow<'_>, stem: &'r str) -> Option<PlainRow<'r>> {
        let mut texts = [""; WIDEST];
        let texts = texts.get_mut(..self.width)?;
        row.plain_texts(texts)?;
        let cell = |i: usize| texts.get(i).map_or("", |text| *text);
        let text = |place: Option<usize>| place.map_or("", cell);
        if self.more.iter().any(|i| !cell(*i).is_empty()) {
            return None;
        }
        let reference = cell(self.contract);
        let first = texts.iter().find(|text| !text.is_empty());
        if first.is_some_and(|first| is_total(first.as_bytes()))
            || names_nobody(reference)
            || spreadsheet::is_taken(reference)
        {
            return None;
        }
        let [title, provider, commissioner, service, area, cohort] = self.words.map(text);
        if is_total(title.as_bytes()) || !self.is_cohort(cohort) {
            return None;
        }
        let starts = Day::parse_iso(cell(self.starts))?;
        let ends = match text(self.ends) {
            "" => None,
            ends => Some(Day::parse_iso(ends).filter(|ends| *ends >= starts)?),
        };
        let (annual, total) = (text(self.annual), text(self.total));
        if !annual.is_empty() && !total.is_empty() {
            return None;
        }
        Some(PlainRow {
            at: row.whole(),
            reference,
            title: (title, self.words[0].and_then(|i| row.place(i))),
            provider,
            commissioner: self.words[2].map_or(stem, |_| commissioner),
            service,
            area,
            cohort,
            starts,
            ends,
            annual: amount(annual)?,
            total: amount(total)?,
        })
    }

    /// Is it a cohort as somebody wrote it?
    fn is_cohort(&mut self, cell: &str) -> bool {
        if !spreadsheet::may_be_taken(cell) || self.cohorts.iter().any(|known| known == cell) {
            return true;
        }
        let each = Listed::Cell(Cow::Borrowed(cell)).several();
        let known =
            self.cohorts.len() < COHORTS && !each.iter().any(|one| spreadsheet::is_taken(one));
        if known {
            self.cohorts.push(cell.to_owned());
        }
        known
    }
}

/// An amount above nil that says what it is worth, or none; anything else is looked into.
fn amount(text: &str) -> Option<Option<Money>> {
    if text.is_empty() {
        return Some(None);
    }
    let money = Money::parse_plain(text.as_bytes())?;
    (money.pence() > 0 && money.pence() != 100).then_some(Some(money))
}
