//! Which design principles contracts show evidence of: words of titles and descriptions, and what
//! columns say.

use super::contract::{Audited, Pathways};
use super::names::words;
use crate::model::ContractRow;
use crate::seeds::Principle;
use rustc_hash::FxHashMap;

/// How many principles there are.
pub(super) const PRINCIPLES: usize = 4;

/// The first phrase of each principle found in a contract's words, by position in its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shows {
    phrases: [Option<u8>; PRINCIPLES],
}

/// The phrases of all principles, by first word.
pub(super) struct Phrases {
    by_word: FxHashMap<String, Vec<(Vec<String>, usize, u8)>>,
}

impl Phrases {
    pub(super) fn new(principles: &[Principle]) -> Phrases {
        let mut by_word: FxHashMap<String, Vec<_>> = FxHashMap::default();
        for (i, principle) in principles.iter().enumerate().take(PRINCIPLES) {
            for (n, phrase) in (0_u8..).zip(&principle.phrases) {
                let parts = words(phrase);
                if let Some(first) = parts.first().cloned() {
                    by_word.entry(first).or_default().push((parts, i, n));
                }
            }
        }
        Phrases { by_word }
    }

    /// What the titles and descriptions of rows show.
    pub(super) fn shown_by(&self, rows: &[&ContractRow]) -> Shows {
        let mut shows = Shows::default();
        for text in rows.iter().flat_map(|row| [&row.title, &row.description]) {
            let words = words(text);
            for (i, word) in words.iter().enumerate() {
                for (parts, principle, n) in self.by_word.get(word).into_iter().flatten() {
                    if words[i..].starts_with(parts) {
                        let found = &mut shows.phrases[*principle];
                        *found = Some(found.map_or(*n, |known| known.min(*n)));
                    }
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
    contracts: &[Audited],
    principles: &[Principle],
) -> Vec<ServiceShows> {
    let each = by_service.iter().map(|(service, members)| {
        let mut evidence: Vec<Vec<Evidence>> = vec![Vec::new(); principles.len().min(PRINCIPLES)];
        let mut ways = Pathways::default();
        for member in members {
            let contract = &contracts[*member as usize];
            ways = ways.with(contract.pathways);
            for (i, list) in evidence.iter_mut().enumerate() {
                list.extend(of_contract(*member, contract, i, &principles[i]));
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

fn of_contract(
    position: u32,
    contract: &Audited,
    i: usize,
    principle: &Principle,
) -> Option<Evidence> {
    let terms = contract.terms.as_deref();
    match principle.id.as_str() {
        "outcomes-led" if terms.is_some_and(|t| t.outcomes == Some(true)) => {
            return Some(Evidence::OutcomeMeasures(position));
        }
        "outcomes-led" if terms.is_some_and(|t| t.paid_by_outcomes) => {
            return Some(Evidence::PaidByOutcomes(position));
        }
        "step-up-and-down" if contract.pathways.up && contract.pathways.down => {
            return Some(Evidence::BothWays(position));
        }
        _ => {}
    }
    let phrase = principle
        .phrases
        .get(usize::from(contract.shows.phrases[i]?))?;
    Some(Evidence::Words(position, phrase.clone()))
}
