//! Contracts as registers have them: rows first, contracts put together from rows.

use super::Field;
use crate::source::{FileId, Sources, Span, cell_spans};
use crate::value::{Day, Money, SlashOrder};

/// The columns of a register that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Column {
    Contract,
    Title,
    Provider,
    CompanyNumber,
    CharityNumber,
    Commissioner,
    Service,
    Cohort,
    Area,
    Pathway,
    Starts,
    Ends,
    EndedOn,
    ExtendsTo,
    PartOf,
    NoticeMonths,
    BreakOn,
    AnnualValue,
    TotalValue,
    PaymentModel,
    ContractModel,
    Outcomes,
    Scheme,
    Route,
    Cpv,
    Lot,
    Capacity,
    Unit,
    Description,
}

impl Column {
    /// Every column with the heading files use for it.
    pub const WORDS: &'static [(&'static str, Column)] = &[
        ("contract", Column::Contract),
        ("title", Column::Title),
        ("provider", Column::Provider),
        ("company_number", Column::CompanyNumber),
        ("charity_number", Column::CharityNumber),
        ("commissioner", Column::Commissioner),
        ("service", Column::Service),
        ("cohort", Column::Cohort),
        ("area", Column::Area),
        ("pathway", Column::Pathway),
        ("starts", Column::Starts),
        ("ends", Column::Ends),
        ("ended_on", Column::EndedOn),
        ("extends_to", Column::ExtendsTo),
        ("part_of", Column::PartOf),
        ("notice_months", Column::NoticeMonths),
        ("break_on", Column::BreakOn),
        ("annual_value", Column::AnnualValue),
        ("total_value", Column::TotalValue),
        ("payment_model", Column::PaymentModel),
        ("contract_model", Column::ContractModel),
        ("outcomes", Column::Outcomes),
        ("scheme", Column::Scheme),
        ("route", Column::Route),
        ("cpv", Column::Cpv),
        ("lot", Column::Lot),
        ("capacity", Column::Capacity),
        ("unit", Column::Unit),
        ("description", Column::Description),
    ];

    /// The heading files use for it.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, c)| *c == self)
            .map_or("", |(word, _)| word)
    }
}

/// A contract's value: known, or one of the ways people write that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Pence.
    Known(Money),
    /// 0, 1, `-`, `TBC`, `n/a`: never nil.
    Unknown,
}

/// One row of a register.
#[derive(Clone, Debug)]
pub struct ContractRow {
    /// Its whole row in the file.
    pub at: Span,
    /// Reference; never blank: a row without one is told and gets its line for a name.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Names of providers as written, at least one unless the cell is blank.
    pub providers: Vec<String>,
    /// What each provider is registered by, in the order of `providers` and blank for those not
    /// known: `company 03195457`, `charity 1128267`. Empty where none is known.
    pub provider_numbers: Vec<String>,
    /// Partner id or name.
    pub commissioner: String,
    /// Service as written; blank where it is to be found from the title.
    pub service: String,
    /// Areas; none is everywhere.
    pub areas: Vec<String>,
    /// Cohorts; none is everybody.
    pub cohorts: Vec<String>,
    /// step-up, step-down, both or blank.
    pub pathway: String,
    /// First day.
    pub starts: Field<Day>,
    /// Last day; absent is open-ended.
    pub ends: Field<Day>,
    /// The day it ended early.
    pub ended_on: Field<Day>,
    /// The latest day options already agreed can reach.
    pub extends_to: Field<Day>,
    /// The framework it is called off from.
    pub part_of: String,
    /// A year's value.
    pub annual: Field<Value>,
    /// The value of its whole length.
    pub total: Field<Value>,
    /// CPV codes as written.
    pub cpv: String,
    /// The route by which it was awarded, as written.
    pub route: String,
    /// Description.
    pub description: String,
    /// The scheme it serves.
    pub scheme: String,
}

impl ContractRow {
    /// The last day it is in force on: `ended_on`, else `ends`; none is open-ended.
    pub fn last_day(&self) -> Option<Day> {
        self.ended_on.value().or(self.ends.value()).copied()
    }
}

/// How many rows of a file became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowsRead {
    /// Rows under the heading that hold anything.
    pub rows: usize,
    /// Rows used.
    pub used: usize,
    /// Rows named in a finding and left out.
    pub left_out: usize,
}

/// One file of contracts.
#[derive(Clone, Debug)]
pub struct Register {
    /// The file's name as the user may open it.
    pub name: String,
    /// Its text.
    pub file: FileId,
    /// What kind of file it was recognised as, in words.
    pub recognised_as: String,
    /// Which cell of a row holds which column.
    pub columns: Vec<(Column, usize)>,
    /// Its rows.
    pub rows: Vec<ContractRow>,
    /// Where the first of its rows stands.
    pub first: Option<Span>,
    /// What became of the rows of the file.
    pub counts: RowsRead,
    /// The area stands for the buyer: the file covers many places and has no area column.
    pub area_is_buyer: bool,
    /// How its dates with slashes read, where that is known.
    pub slashes: Option<SlashOrder>,
    /// Columns every row has something for: a cell, a constant, a look-up.
    pub has: Vec<Column>,
}

impl Register {
    /// Where one cell of a row stands, found again in the file's text; the row for a column that
    /// has no cell of its own.
    pub fn cell(&self, sources: &Sources, row: Span, column: Column) -> Span {
        let Some((_, i)) = self.columns.iter().find(|(c, _)| *c == column) else {
            return row;
        };
        let ranges = cell_spans(sources.piece(row).as_bytes());
        let offset = |n: usize| row.start + u32::try_from(n).unwrap_or(0);
        match ranges.get(*i) {
            Some(range) => Span {
                start: offset(range.start),
                end: offset(range.end),
                ..row
            },
            None => row,
        }
    }
}
