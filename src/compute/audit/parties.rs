//! Who provides and who commissions: every combination once, with the names as written and the
//! numbers they are compared by.

use super::names::{self, Names, Numbered};
use super::near::Near;
use super::numbers::{ByNumber, Keys, told_by_number};
use crate::model::{Listed, Partnership, PlainRow, RegisterRow, Suppliers};
use crate::value::names_nobody;
use rustc_hash::FxHashMap;

/// Who stands on either side of a contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides {
    /// Names as written, each spelling once, in order of letter.
    pub(super) providers: Vec<String>,
    pub(super) commissioners: Vec<String>,
    /// The same body is the same number however it is written.
    pub(super) provider_keys: Vec<u32>,
    pub(super) commissioner_keys: Vec<u32>,
    /// The number of its providers taken together.
    pub(super) provider_set: u32,
}

/// Every combination of names that rows have.
#[derive(Default)]
pub(super) struct Parties {
    /// Spelling, tidied, of the partnership's providers → what stands for it.
    known: FxHashMap<String, String>,
    partners: FxHashMap<String, String>,
    providers: Names,
    bodies: Names,
    provider_cells: Numbered,
    body_cells: Numbered,
    number_cells: Numbered,
    by_cells: FxHashMap<(u32, u32, u32, u32), u32>,
    /// The same of rows without numbers.
    near: Near,
    /// Names and numbers of each combination that rows have, until all have come.
    said: Vec<(Vec<String>, Vec<String>)>,
    by_members: FxHashMap<Vec<u32>, u32>,
    sets: FxHashMap<Vec<u32>, u32>,
    all: Vec<Sides>,
}

impl Parties {
    pub(super) fn new(partnership: &Partnership) -> Parties {
        let mut partners = FxHashMap::default();
        // Of two partners with one name the first is meant.
        for partner in partnership.partners.iter().rev() {
            let key = format!("partner {}", partner.id.value);
            if let Some(name) = partner.name.value() {
                partners.insert(names::body(name), key.clone());
            }
            partners.insert(names::body(partner.id.value.as_str()), key);
        }
        Parties {
            known: known_names(partnership),
            partners,
            ..Parties::default()
        }
    }

    /// The number of what one row says.
    pub(super) fn of(&mut self, row: &RegisterRow<'_>) -> u32 {
        let (names, companies, charities) = match &row.providers {
            Suppliers::Cells {
                names,
                companies,
                charities,
            } => (
                self.provider_cells.number(names),
                self.number_cells.number(companies),
                self.number_cells.number(charities),
            ),
            Suppliers::Apart { names, numbers } => (
                self.provider_cells.of(&Listed::Names(names)),
                self.number_cells.of(&Listed::Names(numbers)),
                0,
            ),
        };
        let commissioner = self.body_cells.number(&row.commissioner);
        let key = (names, companies, charities, commissioner);
        if let Some(number) = self.by_cells.get(&key) {
            return *number;
        }
        let (providers, numbers) = row.providers.apart();
        let mut sides = Sides {
            providers: providers.clone(),
            ..Sides::default()
        };
        once(&mut sides.providers);
        let tidy = names::body(&row.commissioner);
        let known = self.partners.get(&tidy).cloned().unwrap_or(tidy);
        let body = self.bodies.number(known, &row.commissioner);
        sides.commissioner_keys.push(body);
        if !row.commissioner.is_empty() {
            sides.commissioners.push(row.commissioner.to_string());
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(sides);
        self.said.push((providers, numbers));
        self.by_cells.insert(key, number);
        number
    }

    /// The same of a row whose words were met before.
    pub(super) fn of_plain(&mut self, row: &PlainRow<'_>) -> Option<u32> {
        let names = self.provider_cells.number(row.provider);
        let commissioner = self.body_cells.number(row.commissioner);
        let asked = (commissioner, 0, false);
        if let Some(number) = self.near.get(asked, names) {
            return Some(number);
        }
        let nothing = self.number_cells.number("");
        let key = (names, nothing, nothing, commissioner);
        let number = self.by_cells.get(&key).copied()?;
        self.near.set(asked, names, number);
        Some(number)
    }

    /// All rows have come: who a provider is can be told by names and numbers together. Gives what
    /// stands for each tidied name, and what numbers told that names did not.
    pub(super) fn resolve(&mut self) -> (FxHashMap<String, String>, ByNumber) {
        let said = std::mem::take(&mut self.said);
        let together = || {
            let each = said
                .iter()
                .flat_map(|(names, numbers)| names.iter().zip(numbers));
            each.map(|(name, number)| (name.as_str(), number.as_str()))
                .filter(|(_, number)| !number.is_empty())
        };
        let keys = Keys::of(std::mem::take(&mut self.known), together());
        for (sides, (names, numbers)) in self.all.iter_mut().zip(&said) {
            let numbers = numbers.iter().map(String::as_str);
            for (name, number) in names.iter().zip(numbers.chain(std::iter::repeat(""))) {
                if number.is_empty() && names_nobody(name) {
                    continue;
                }
                let key = keys.key(name, number);
                sides.provider_keys.push(self.providers.number(key, name));
            }
            once(&mut sides.provider_keys);
            let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
            let set = self.sets.entry(sides.provider_keys.clone());
            sides.provider_set = *set.or_insert(next);
        }
        (keys.known, told_by_number(together()))
    }

    /// The number of several rows' together.
    pub(super) fn joined(&mut self, mut numbers: Vec<u32>) -> u32 {
        numbers.sort_unstable();
        numbers.dedup();
        if let [one] = numbers.as_slice() {
            return *one;
        }
        if let Some(number) = self.by_members.get(&numbers) {
            return *number;
        }
        let mut sides = Sides::default();
        let each = || numbers.iter().map(|number| &self.all[*number as usize]);
        // A row that leaves it blank is of the same commissioner as the others.
        let named = each().any(|one| !one.commissioners.is_empty());
        for one in each() {
            sides.providers.extend_from_slice(&one.providers);
            sides.provider_keys.extend_from_slice(&one.provider_keys);
            if named && one.commissioners.is_empty() {
                continue;
            }
            sides.commissioners.extend_from_slice(&one.commissioners);
            sides
                .commissioner_keys
                .extend_from_slice(&one.commissioner_keys);
        }
        let number = self.add(sides);
        self.by_members.insert(numbers, number);
        number
    }

    fn add(&mut self, mut sides: Sides) -> u32 {
        once(&mut sides.providers);
        once(&mut sides.commissioners);
        once(&mut sides.provider_keys);
        once(&mut sides.commissioner_keys);
        let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        sides.provider_set = *self.sets.entry(sides.provider_keys.clone()).or_insert(next);
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(sides);
        number
    }

    /// Every combination, by number.
    pub(super) fn close(self) -> Vec<Sides> {
        self.all
    }
}

/// Every spelling of the partnership's providers, tidied, and what stands for it.
pub fn known_names(partnership: &Partnership) -> FxHashMap<String, String> {
    let mut known = FxHashMap::default();
    for provider in &partnership.providers {
        let id = provider.id.value.as_str();
        let name = provider.name.value().map(String::as_str);
        for spelling in provider.also.iter().map(String::as_str).chain(name) {
            known.insert(names::provider(spelling), format!("provider {id}"));
        }
        known.insert(names::provider(id), format!("provider {id}"));
    }
    known
}

fn once<T: Ord>(all: &mut Vec<T>) {
    all.sort();
    all.dedup();
}
