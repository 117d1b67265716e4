//! A row of a register while it is read: texts are borrowed, lists not yet taken apart.

use super::Field;
use super::contract::{Column, ContractRow, Value};
use super::suppliers::suppliers;
use crate::source::Span;
use crate::value::{Day, folded};
use std::borrow::Cow;

/// Names in one cell, or taken apart already.
#[derive(Clone, Debug)]
pub enum Listed<'a> {
    /// As the cell has them.
    Cell(Cow<'a, str>),
    /// Each by itself.
    Names(&'a [String]),
}

impl Listed<'_> {
    /// Values parted by semicolons, each once; blank and `all` are none, which covers all.
    pub fn several(&self) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        let cell = match self {
            Listed::Names(names) => return names.to_vec(),
            Listed::Cell(cell) => cell,
        };
        for name in cell.split(';').map(str::trim).filter(|n| !n.is_empty()) {
            if name.eq_ignore_ascii_case("all") {
                return Vec::new();
            }
            if !kept.iter().any(|k| k == name) {
                kept.push(name.to_owned());
            }
        }
        kept
    }
}

/// Who a row names as providers.
#[derive(Clone, Debug)]
pub enum Suppliers<'a> {
    /// As the cells have them: names, and the numbers of companies and charities.
    Cells {
        /// Names, or names packed with their numbers.
        names: Cow<'a, str>,
        /// Numbers of companies.
        companies: Cow<'a, str>,
        /// Numbers of charities.
        charities: Cow<'a, str>,
    },
    /// Each by itself, with its number in the same order; no numbers where none is known.
    Apart {
        /// Names.
        names: &'a [String],
        /// Numbers.
        numbers: &'a [String],
    },
}

impl Suppliers<'_> {
    /// Names, and what each is registered by in the same order; no numbers where none is known.
    pub fn apart(&self) -> (Vec<String>, Vec<String>) {
        match self {
            Suppliers::Cells {
                names,
                companies,
                charities,
            } => suppliers(names, companies, charities),
            Suppliers::Apart { names, numbers } => (names.to_vec(), numbers.to_vec()),
        }
    }
}

/// Cells of a row that decide what can still be done about a contract; blank where there is none.
#[derive(Clone, Debug, Default)]
pub struct TermCells<'a> {
    /// Months of notice.
    pub notice: Cow<'a, str>,
    /// The day of a break clause.
    pub break_on: Cow<'a, str>,
    /// How it is paid.
    pub payment: Cow<'a, str>,
    /// Its outcome measures.
    pub outcomes: Cow<'a, str>,
    /// How many units it buys.
    pub capacity: Cow<'a, str>,
    /// What a unit is.
    pub unit: Cow<'a, str>,
    /// In what form it is held: single, prime, alliance.
    pub form: Cow<'a, str>,
}

/// One row of a register while it is read. Only what is looked at is taken apart, so that a
/// million rows are read as fast as they come.
#[derive(Clone, Debug)]
pub struct RegisterRow<'a> {
    /// Its whole row in the file.
    pub at: Span,
    /// Reference; never blank.
    pub reference: Cow<'a, str>,
    /// Title.
    pub title: Cow<'a, str>,
    /// Where the title stands, if its text there is the title to the letter.
    pub title_at: Option<Span>,
    /// Providers.
    pub providers: Suppliers<'a>,
    /// Partner id or name.
    pub commissioner: Cow<'a, str>,
    /// Service as written.
    pub service: Cow<'a, str>,
    /// Areas; none is everywhere.
    pub areas: Listed<'a>,
    /// Cohorts; none is everybody.
    pub cohorts: Listed<'a>,
    /// step-up, step-down, both or blank, as written.
    pub pathway: Cow<'a, str>,
    /// First day.
    pub starts: Field<Day>,
    /// Last day; absent is open-ended.
    pub ends: Field<Day>,
    /// The day it ended early.
    pub ended_on: Field<Day>,
    /// The latest day options already agreed can reach.
    pub extends_to: Field<Day>,
    /// The framework it is called off from.
    pub part_of: Cow<'a, str>,
    /// A year's value.
    pub annual: Field<Value>,
    /// The value of its whole length.
    pub total: Field<Value>,
    /// CPV codes as written.
    pub cpv: Cow<'a, str>,
    /// The route by which it was awarded, as written.
    pub route: Cow<'a, str>,
    /// Description.
    pub description: Cow<'a, str>,
    /// The scheme it serves.
    pub scheme: Cow<'a, str>,
    /// Notice, break, payment, outcomes, units.
    pub terms: TermCells<'a>,
}

impl<'a> RegisterRow<'a> {
    /// A row that says nothing yet.
    pub fn blank(at: Span) -> RegisterRow<'a> {
        fn nothing<'a>() -> Cow<'a, str> {
            Cow::Borrowed("")
        }
        RegisterRow {
            at,
            reference: nothing(),
            title: nothing(),
            title_at: None,
            providers: Suppliers::Cells {
                names: nothing(),
                companies: nothing(),
                charities: nothing(),
            },
            commissioner: nothing(),
            service: nothing(),
            areas: Listed::Cell(nothing()),
            cohorts: Listed::Cell(nothing()),
            pathway: nothing(),
            starts: Field::Absent,
            ends: Field::Absent,
            ended_on: Field::Absent,
            extends_to: Field::Absent,
            part_of: nothing(),
            annual: Field::Absent,
            total: Field::Absent,
            cpv: nothing(),
            route: nothing(),
            description: nothing(),
            scheme: nothing(),
            terms: TermCells::default(),
        }
    }

    /// Takes in the words of a cell. Reference, commissioner, days and amounts are more than words,
    /// and are set by themselves.
    pub fn say(&mut self, column: Column, words: Cow<'a, str>) {
        match (column, &mut self.providers) {
            (Column::Provider, Suppliers::Cells { names, .. }) => *names = words,
            (Column::CompanyNumber, Suppliers::Cells { companies, .. }) => *companies = words,
            (Column::CharityNumber, Suppliers::Cells { charities, .. }) => *charities = words,
            (Column::Title, _) => self.title = words,
            (Column::Service, _) => self.service = words,
            (Column::Area, _) => self.areas = Listed::Cell(words),
            (Column::Cohort, _) => self.cohorts = Listed::Cell(words),
            (Column::Pathway, _) => self.pathway = words,
            (Column::PartOf, _) => self.part_of = words,
            (Column::Cpv, _) => self.cpv = words,
            (Column::Route, _) => self.route = words,
            (Column::Description, _) => self.description = words,
            (Column::Scheme, _) => self.scheme = words,
            (Column::NoticeMonths, _) => self.terms.notice = words,
            (Column::BreakOn, _) => self.terms.break_on = words,
            (Column::PaymentModel, _) => self.terms.payment = words,
            (Column::Outcomes, _) => self.terms.outcomes = words,
            (Column::Capacity, _) => self.terms.capacity = words,
            (Column::Unit, _) => self.terms.unit = words,
            (Column::ContractModel, _) => self.terms.form = words,
            _ => {}
        }
    }

    /// The row with everything taken apart, to be kept.
    pub fn kept(&self) -> ContractRow {
        let (providers, provider_numbers) = self.providers.apart();
        ContractRow {
            at: self.at,
            reference: self.reference.to_string(),
            title: self.title.to_string(),
            providers,
            provider_numbers,
            commissioner: self.commissioner.to_string(),
            service: self.service.to_string(),
            areas: self.areas.several(),
            cohorts: self.cohorts.several(),
            pathway: folded(&self.pathway),
            starts: self.starts.clone(),
            ends: self.ends.clone(),
            ended_on: self.ended_on.clone(),
            extends_to: self.extends_to.clone(),
            part_of: self.part_of.to_string(),
            annual: self.annual.clone(),
            total: self.total.clone(),
            cpv: self.cpv.to_string(),
            route: self.route.to_string(),
            description: self.description.to_string(),
            scheme: self.scheme.to_string(),
        }
    }
}

impl ContractRow {
    /// The row as it is while it is read.
    pub fn as_read(&self) -> RegisterRow<'_> {
        fn text(text: &str) -> Cow<'_, str> {
            Cow::Borrowed(text)
        }
        RegisterRow {
            at: self.at,
            reference: text(&self.reference),
            title: text(&self.title),
            title_at: None,
            providers: Suppliers::Apart {
                names: &self.providers,
                numbers: &self.provider_numbers,
            },
            commissioner: text(&self.commissioner),
            service: text(&self.service),
            areas: Listed::Names(&self.areas),
            cohorts: Listed::Names(&self.cohorts),
            pathway: text(&self.pathway),
            starts: self.starts.clone(),
            ends: self.ends.clone(),
            ended_on: self.ended_on.clone(),
            extends_to: self.extends_to.clone(),
            part_of: text(&self.part_of),
            annual: self.annual.clone(),
            total: self.total.clone(),
            cpv: text(&self.cpv),
            route: text(&self.route),
            description: text(&self.description),
            scheme: text(&self.scheme),
            terms: TermCells::default(),
        }
    }
}
