//! Opportunities to redesign: the questions put to contracts not yet ended, their answers with
//! contracts, value and a day to act by, what cannot be told, and what was found too often.

use super::acting::soonest;
use super::answer::is_too_often;
use super::book::Book;
use super::principles::{ServiceShows, matrix};
use super::rate::Sum;
use super::terms::{Said, Terms};
use super::units::{UnitPrices, Unpriced, unit_prices};
use super::{Cell, Decision, Overlap, Question};
use super::{decisions, pooled, providers, together, wanting};
use crate::model::Plan;
use crate::seeds::{Service, principles};
use crate::source::Span;
use crate::value::{Day, Money};

/// The questions, in the order they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chance {
    /// Contracts that overlap and end near each other could be let as one.
    LetTogether,
    /// Notice of a break clause, or the decision to extend, comes up.
    Decision,
    /// A contract has no outcome measures.
    NoOutcomes,
    /// A block payment for what varies.
    Block,
    /// A service the pool covers is bought outside it.
    OutsidePool,
    /// A contract runs beyond the agreement that pays for it.
    BeyondAgreement,
    /// One need is served by many providers.
    ManyProviders,
    /// A service rests on one provider.
    OneProvider,
}

impl Chance {
    /// Every question with its word.
    pub const WORDS: &'static [(&'static str, Chance)] = &[
        ("let-together", Chance::LetTogether),
        ("decision", Chance::Decision),
        ("no-outcome-measures", Chance::NoOutcomes),
        ("block-for-varying-demand", Chance::Block),
        ("outside-the-pool", Chance::OutsidePool),
        ("beyond-the-agreement", Chance::BeyondAgreement),
        ("many-providers", Chance::ManyProviders),
        ("one-provider", Chance::OneProvider),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, chance)| *chance == self);
        found.map_or("", |(word, _)| word)
    }
}

/// Why something is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// They end from this day to that.
    EndWithin(Day, Day),
    /// This is to be decided; is the notice the contract's own?
    Decide(Decision, bool),
    /// The register's `outcomes` says none.
    NoOutcomes,
    /// Paid by block, and what is needed varies.
    Block,
    /// It names no scheme.
    NoScheme,
    /// The scheme it names is not paid from a pooled fund.
    SchemeNotPooled(String),
    /// The agreement ends on this day.
    AgreementEnds(Day),
    /// So many different providers on the day asked about.
    Providers(usize),
    /// One provider, or several together, has so much of the known yearly value.
    Share {
        /// One spelling of each.
        provider: String,
        /// Tenths of a per cent of the known yearly value.
        per_mille: i128,
        /// Is the value of every contract of the service known?
        all_known: bool,
    },
}

/// What contracts come to in a year: daily cost × 365.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Yearly {
    /// Known values, to the penny.
    pub known: Money,
    /// How many contracts are of unknown value: they count as nil.
    pub unknown: usize,
}

/// One opportunity.
#[derive(Clone, Debug)]
pub struct Opportunity {
    /// Which question found it.
    pub chance: Chance,
    /// Its cells, by position, in order.
    pub cells: Vec<u32>,
    /// Its contracts, by position, in order.
    pub contracts: Vec<u32>,
    /// What they come to in a year.
    pub value: Yearly,
    /// The day by which somebody must act, where one can be told.
    pub act_by: Option<Day>,
    /// Why.
    pub why: Why,
}

/// Contracts of which a question cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// The question.
    pub chance: Chance,
    /// How many contracts.
    pub contracts: usize,
    /// What is missing.
    pub why: &'static str,
}

/// How often a question found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Often {
    /// The question.
    pub chance: Chance,
    /// Contracts found, each once.
    pub found: usize,
    /// Contracts asked about.
    pub asked: usize,
}

impl Often {
    /// Found in more than two thirds of ten or more: the grouping, or a column, is probably wrong.
    pub fn is_too_often(&self) -> bool {
        is_too_often(self.found, self.asked)
    }
}

/// A term that cannot be read: nothing is reckoned from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermNotRead {
    /// The contract, by position.
    pub contract: u32,
    /// What it should have been.
    pub what: &'static str,
    /// Where it stands.
    pub at: Span,
    /// As written.
    pub text: String,
}

/// The answers.
#[derive(Clone, Debug, Default)]
pub struct Redesign {
    /// In order of question, cell, day, reference.
    pub found: Vec<Opportunity>,
    /// What cannot be told.
    pub untold: Vec<Untold>,
    /// How often each question found something.
    pub often: Vec<Often>,
    /// Terms that cannot be read.
    pub not_read: Vec<TermNotRead>,
    /// Design principles each service shows evidence of.
    pub principles: Vec<ServiceShows>,
    /// Prices of like units.
    pub units: Vec<UnitPrices>,
    /// Contracts with a capacity or a unit of which no price can be told.
    pub unpriced: Vec<Unpriced>,
}

/// What is asked about.
pub(super) struct Asked<'a> {
    pub(super) plan: &'a Plan,
    pub(super) book: &'a Book,
    pub(super) cells: &'a [Cell],
    pub(super) overlaps: &'a [Overlap],
    /// Cell and contract of those in force on the day, sorted.
    pub(super) in_force: &'a [(u32, u32)],
    /// Contracts not yet ended that are compared.
    pub(super) live: Vec<u32>,
    pub(super) services: &'a [Service],
    pub(super) question: &'a Question,
}

/// What one question finds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) all: Vec<Opportunity>,
    pub(super) untold: Vec<Untold>,
    /// Contracts it could be asked of.
    pub(super) asked: usize,
}

impl<'a> Asked<'a> {
    pub(super) fn terms(&self, position: u32) -> Option<&'a Terms> {
        self.book.terms(position)
    }

    /// An opportunity of these contracts, to be acted on by the soonest of their days.
    pub(super) fn of(&self, chance: Chance, contracts: Vec<u32>, why: Why) -> Opportunity {
        let mut cells: Vec<u32> = contracts
            .iter()
            .flat_map(|c| self.book.cells(*c).iter().copied())
            .collect();
        cells.sort_unstable();
        cells.dedup();
        Opportunity {
            chance,
            cells,
            value: yearly(&contracts, self.book),
            act_by: soonest(&contracts, self.book, self.question),
            contracts,
            why,
        }
    }

    /// Services of a contract, by id, each once.
    pub(super) fn services_of(&self, position: u32) -> Vec<&'a str> {
        let cells = self.book.cells(position).iter();
        let mut all: Vec<&str> = cells
            .map(|c| self.cells[*c as usize].service.as_str())
            .collect();
        all.dedup();
        all
    }
}

/// What contracts come to in a year, rounded once.
pub fn yearly(positions: &[u32], book: &Book) -> Yearly {
    let mut sum = Sum::default();
    let mut unknown = 0;
    for position in positions {
        match book.rate(*position) {
            Some(rate) => sum.add(rate, 365),
            None => unknown += 1,
        }
    }
    Yearly {
        known: sum.rounded(),
        unknown,
    }
}

/// Puts every question.
pub(super) fn redesign(asked: &Asked<'_>) -> Redesign {
    let answers = [
        (Chance::LetTogether, together::ask(asked)),
        (Chance::Decision, decisions::ask(asked)),
        (Chance::NoOutcomes, wanting::outcomes(asked)),
        (Chance::Block, wanting::block(asked)),
        (Chance::OutsidePool, pooled::outside(asked)),
        (Chance::BeyondAgreement, pooled::beyond(asked)),
        (Chance::ManyProviders, providers::many(asked)),
        (Chance::OneProvider, providers::one(asked)),
    ];
    let mut out = Redesign::default();
    for (chance, mut answer) in answers {
        let mut contracts: Vec<u32> = answer
            .all
            .iter()
            .flat_map(|o| o.contracts.iter().copied())
            .collect();
        contracts.sort_unstable();
        contracts.dedup();
        out.often.push(Often {
            chance,
            found: contracts.len(),
            asked: answer.asked,
        });
        let key = |o: &Opportunity| (o.cells.first().copied(), o.act_by, o.contracts.clone());
        answer.all.sort_by_cached_key(key);
        out.found.append(&mut answer.all);
        out.untold.append(&mut answer.untold);
    }
    (out.units, out.unpriced) = unit_prices(asked);
    out.not_read = not_read(asked);
    out.principles = matrix(&by_service(asked), asked.book, principles());
    out
}

fn not_read(asked: &Asked<'_>) -> Vec<TermNotRead> {
    let mut all = Vec::new();
    for position in &asked.live {
        let Some(terms) = asked.terms(*position) else {
            continue;
        };
        let mut tell = |what, at: &Span, text: &String| {
            all.push(TermNotRead {
                contract: *position,
                what,
                at: *at,
                text: text.clone(),
            });
        };
        if let Said::Unreadable(at, text) = &terms.notice_months {
            tell("months of notice", at, text);
        }
        if let Said::Unreadable(at, text) = &terms.break_on {
            tell("the date of a break clause", at, text);
        }
        if let Said::Unreadable(at, text) = &terms.capacity {
            tell("a capacity", at, text);
        }
    }
    all
}

/// Services with their contracts not yet ended, in order of id.
pub(super) fn by_service<'a>(asked: &Asked<'a>) -> Vec<(&'a str, Vec<u32>)> {
    let mut all: std::collections::BTreeMap<&str, Vec<u32>> = std::collections::BTreeMap::new();
    for position in &asked.live {
        for service in asked.services_of(*position) {
            all.entry(service).or_default().push(*position);
        }
    }
    all.into_iter().collect()
}
