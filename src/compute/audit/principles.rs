//! Which design principles contracts show evidence of: words of titles and descriptions, and what
//! columns say.

use super::book::Book;
use super::contract::Pathways;
use super::phrases::{Phrases, Text};
use crate::seeds::Principle;

/// How many principles there are.
pub(super) const PRINCIPLES: usize = 4;

/// The first phrase of each principle found in a contract's words, by position in its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shows {
    /// One more than the position; nil where none was found.
    phrases: [u8; PRINCIPLES],
}

impl Shows {
    fn add(&mut self, principle: usize, phrase: u8) {
        let found = &mut self.phrases[principle];
        let this = phrase.saturating_add(1);
        *found = if *found == 0 { this } else { this.min(*found) };
    }

    /// What either shows.
    pub(super) fn join(&mut self, other: Shows) {
        for (principle, phrase) in other.phrases.into_iter().enumerate() {
            if phrase > 0 {
                self.add(principle, phrase - 1);
            }
        }
    }

    fn phrase(self, principle: usize) -> Option<usize> {
        usize::from(self.phrases[principle]).checked_sub(1)
    }
}

/// Looks for the phrases of all principles.
pub(super) struct Looking {
    phrases: Phrases,
    /// Of each phrase the principles it speaks for, and its place in their lists.
    of: Vec<Vec<(usize, u8)>>,
    text: Text,
}

impl Looking {
    pub(super) fn new(principles: &[Principle]) -> Looking {
        let mut looking = Looking {
            phrases: Phrases::default(),
            of: Vec::new(),
            text: Text::default(),
        };
        for (i, principle) in principles.iter().enumerate().take(PRINCIPLES) {
            for (n, phrase) in (0_u8..).zip(&principle.phrases) {
                let number = looking.phrases.number(phrase) as usize;
                if number == looking.of.len() {
                    looking.of.push(Vec::new());
                }
                looking.of[number].push((i, n));
            }
        }
        looking
    }

    /// What a row's title and description show.
    pub(super) fn shown_by(&mut self, texts: [&str; 2]) -> Shows {
        let mut shows = Shows::default();
        for text in texts {
            self.phrases.read(text, &mut self.text);
            for phrase in &self.text.found {
                for (principle, n) in &self.of[*phrase as usize] {
                    shows.add(*principle, *n);
                }
            }
        }
        shows
    }
}

/// What speaks for a principle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A contract's words.
    Words(u32, String),
    /// Its `outcomes` column.
    OutcomeMeasures(u32),
    /// Its `payment_model` column.
    PaidByOutcomes(u32),
    /// Its `pathway` column: both directions.
    BothWays(u32),
}

impl Evidence {
    /// The contract that shows it, by position.
    pub fn contract(&self) -> u32 {
        match self {
            Evidence::Words(contract, _)
            | Evidence::OutcomeMeasures(contract)
            | Evidence::PaidByOutcomes(contract)
            | Evidence::BothWays(contract) => *contract,
        }
    }
}

/// One service and what its contracts show.
#[derive(Clone, Debug)]
pub struct ServiceShows {
    /// The service, by id.
    pub service: String,
    /// Its contracts not yet ended, by position.
    pub contracts: Vec<u32>,
    /// Of each principle, in their order: at most one piece of evidence a contract.
    pub evidence: Vec<Vec<Evidence>>,
    /// Do its contracts together serve both directions, each only one? It counts as evidence of
    /// the last principle and is no contract's own.
    pub both_ways_together: bool,
}

/// What each service shows. `by_service` has its contracts not yet ended.
pub(super) fn matrix(
    by_service: &[(&str, Vec<u32>)],
    book: &Book,
    principles: &[Principle],
) -> Vec<ServiceShows> {
    let each = by_service.iter().map(|(service, members)| {
        let mut evidence: Vec<Vec<Evidence>> = vec![Vec::new(); principles.len().min(PRINCIPLES)];
        let mut ways = Pathways::default();
        for member in members {
            ways = ways.with(book.entry(*member).pathways());
            for (i, list) in evidence.iter_mut().enumerate() {
                list.extend(of_contract(*member, book, i, &principles[i]));
            }
        }
        let last = evidence.last().is_some_and(Vec::is_empty);
        ServiceShows {
            service: (*service).to_owned(),
            contracts: members.clone(),
            both_ways_together: last && ways.up && ways.down,
            evidence,
        }
    });
    each.collect()
}

fn of_contract(position: u32, book: &Book, i: usize, principle: &Principle) -> Option<Evidence> {
    let terms = book.terms(position);
    let entry = book.entry(position);
    match principle.id.as_str() {
        "outcomes-led" if terms.is_some_and(|t| t.outcomes == Some(true)) => {
            return Some(Evidence::OutcomeMeasures(position));
        }
        "outcomes-led" if terms.is_some_and(|t| t.paid_by_outcomes) => {
            return Some(Evidence::PaidByOutcomes(position));
        }
        "step-up-and-down" if entry.pathways().up && entry.pathways().down => {
            return Some(Evidence::BothWays(position));
        }
        _ => {}
    }
    let phrase = principle.phrases.get(entry.shows.phrase(i)?)?;
    Some(Evidence::Words(position, phrase.clone()))
}
