//! Registers → contracts with days, values, providers and the places they serve; and every row
//! that could not be placed, with the reason.

use super::LeftOut;
use super::contract::{Audited, Pathways, rate, span, worth};
use super::days::{self, OPEN, RowDays, day};
use super::names::{self, Names};
use super::numbers::Keys;
use super::place::{Place, Places};
use super::principles::Phrases;
use super::service::{Rules, is_care};
use super::terms::TermsReader;
use crate::model::{ContractRow, Partnership, Plan, Register};
use crate::seeds::principles;
use crate::source::Sources;
use crate::value::{Day, folded};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the registers say, put together.
pub(super) struct Gathered {
    /// In order of start, then reference, then file.
    pub(super) contracts: Vec<Audited>,
    /// The places each contract serves, by position.
    pub(super) places: Vec<Vec<Place>>,
    pub(super) left_out: Vec<LeftOut>,
    /// References of contracts none of whose rows could be placed.
    pub(super) undated: usize,
}

/// Names of providers and commissioners, numbered.
struct Parties<'a> {
    partnership: &'a Partnership,
    keys: Keys,
    providers: Names,
    bodies: Names,
}

/// Reads what is said of contracts not yet ended.
struct Live<'a> {
    terms: TermsReader<'a>,
    phrases: &'a Phrases,
    as_at: Day,
}

/// Puts the contracts of all registers together.
pub(super) fn gather(
    plan: &Plan,
    sources: &Sources,
    as_at: Day,
    rules: &Rules<'_>,
    places: &mut Places,
) -> Gathered {
    let mut out = Gathered {
        contracts: Vec::new(),
        places: Vec::new(),
        left_out: Vec::new(),
        undated: 0,
    };
    let mut parties = Parties::new(plan);
    let mut pairs = Vec::new();
    let phrases = Phrases::new(principles());
    for (i, register) in plan.registers.iter().enumerate() {
        let frameworks: FxHashSet<String> = register
            .rows
            .iter()
            .filter(|row| !row.part_of.is_empty())
            .map(|row| folded(&row.part_of))
            .collect();
        let live = Live {
            terms: TermsReader::new(register, sources, &plan.partnership, as_at),
            phrases: &phrases,
            as_at,
        };
        for rows in by_reference(register) {
            match one((register, i), &rows, &live, &mut parties, &mut out.left_out) {
                Some((mut contract, used)) => {
                    // The framework's own row is one with what is called off from it.
                    let own = folded(&contract.reference);
                    if contract.part_of.is_empty() && frameworks.contains(&own) {
                        contract.part_of = own;
                    }
                    let served: Vec<Place> = used
                        .into_iter()
                        .filter_map(|row| places.of(row, register.area_is_buyer, rules))
                        .collect();
                    contract.by_rule = served.iter().any(|place| place.by_rule);
                    pairs.push((contract, served));
                }
                None => out.undated += 1,
            }
        }
    }
    let names: Vec<&str> = plan.registers.iter().map(|r| r.name.as_str()).collect();
    pairs.sort_by(|(a, _), (b, _)| {
        let key = |c: &Audited| (c.first, c.register);
        (a.first, &a.reference, names[a.register], key(a)).cmp(&(
            b.first,
            &b.reference,
            names[b.register],
            key(b),
        ))
    });
    (out.contracts, out.places) = pairs.into_iter().unzip();
    label(&mut out.contracts, &names);
    party(&mut out.contracts);
    out
}

/// Rows of one reference together, in the order references first come.
fn by_reference(register: &Register) -> Vec<Vec<&ContractRow>> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<&ContractRow>> = Vec::new();
    for row in &register.rows {
        let next = groups.len();
        let i = *places.entry(row.reference.as_str()).or_insert(next);
        if i == next {
            groups.push(Vec::new());
        }
        groups[i].push(row);
    }
    groups
}

/// One contract and the rows it could use; none if no row could be placed.
fn one<'r>(
    (register, position): (&Register, usize),
    rows: &[&'r ContractRow],
    live: &Live<'_>,
    parties: &mut Parties<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Option<(Audited, Vec<&'r ContractRow>)> {
    let mut used: Vec<&ContractRow> = Vec::with_capacity(rows.len());
    let mut placed: Vec<RowDays> = Vec::with_capacity(rows.len());
    for row in rows {
        match days::of(row) {
            Ok(days) => {
                used.push(row);
                placed.push(days);
            }
            Err(fault) => left_out.push(left_out_for(fault, row, register)),
        }
    }
    let reference = used.first()?.reference.clone();
    let days = span(&placed);
    let (worth, unreadable_value) = worth(used.iter().copied());
    let (providers, provider_keys) = parties.providers_of(&used);
    let (commissioners, commissioner_keys) = parties.commissioners_of(&used);
    let shortest = |text: fn(&ContractRow) -> &str| {
        let all = used.iter().map(|row| text(row)).filter(|t| !t.is_empty());
        all.min().unwrap_or_default().to_owned()
    };
    let not_ended = days.possible >= live.as_at.number();
    let open = |number| (number != OPEN).then(|| day(number));
    let contract = Audited {
        register: position,
        label: reference.clone(),
        reference,
        title: shortest(|row| &row.title),
        providers,
        commissioners,
        starts: day(days.starts),
        ends: open(days.firm),
        extends_to: (days.possible > days.firm).then(|| day(days.possible)),
        worth,
        unreadable_value,
        pathways: used
            .iter()
            .map(|row| Pathways::read(&row.pathway))
            .fold(Pathways::default(), Pathways::with),
        by_rule: false,
        care_code: used.iter().any(|row| is_care(&row.cpv)),
        rows: used.len(),
        terms: not_ended.then(|| live.terms.of(&used)),
        shows: live.phrases.shown_by(if not_ended { &used } else { &[] }),
        first: days.starts,
        firm: days.firm,
        possible: days.possible,
        rate: rate(worth, &days),
        provider_keys,
        commissioner_keys,
        party: 0,
        part_of: folded(&shortest(|row| &row.part_of)),
        cells: Vec::new(),
    };
    Some((contract, used))
}

fn left_out_for(fault: days::NotPlaced, row: &ContractRow, register: &Register) -> LeftOut {
    LeftOut {
        at: row.at,
        file: register.name.clone(),
        reference: row.reference.clone(),
        providers: row.providers.clone(),
        why: fault.why,
        told: fault.told,
    }
}

/// A reference that stands in two registers is printed with its file.
fn label(contracts: &mut [Audited], names: &[&str]) {
    let mut home: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    for contract in contracts.iter() {
        let one = home
            .entry(&contract.reference)
            .or_insert(Some(contract.register));
        if *one != Some(contract.register) {
            *one = None;
        }
    }
    let shared: FxHashSet<String> = home
        .into_iter()
        .filter(|(_, one)| one.is_none())
        .map(|(reference, _)| reference.to_owned())
        .collect();
    for contract in contracts {
        if shared.contains(&contract.reference) {
            contract.label = format!("{}:{}", names[contract.register], contract.reference);
        }
    }
}

/// Call-offs of one framework are one party; every other contract is its own.
fn party(contracts: &mut [Audited]) {
    let mut frameworks: FxHashMap<String, u32> = FxHashMap::default();
    for (i, contract) in contracts.iter_mut().enumerate() {
        let own = u32::try_from(i).unwrap_or(u32::MAX);
        contract.party = if contract.part_of.is_empty() {
            own
        } else {
            *frameworks.entry(contract.part_of.clone()).or_insert(own)
        };
    }
}

/// Every spelling of the partnership's providers, tidied, and what stands for it.
pub(super) fn known_names(partnership: &Partnership) -> FxHashMap<String, String> {
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

impl<'a> Parties<'a> {
    fn new(plan: &'a Plan) -> Parties<'a> {
        Parties {
            partnership: &plan.partnership,
            keys: Keys::of(plan),
            providers: Names::default(),
            bodies: Names::default(),
        }
    }

    fn providers_of(&mut self, rows: &[&ContractRow]) -> (Vec<String>, Vec<u32>) {
        let names = rows.iter().flat_map(|row| {
            let numbers = row.provider_numbers.iter().map(String::as_str);
            row.providers
                .iter()
                .zip(numbers.chain(std::iter::repeat("")))
        });
        let mut keys = Vec::new();
        let mut spelled: Vec<String> = Vec::new();
        for (name, number) in names {
            let key = self.keys.key(name, number);
            keys.push(self.providers.number(key, name));
            spelled.push(name.clone());
        }
        (once(spelled), once(keys))
    }

    fn commissioners_of(&mut self, rows: &[&ContractRow]) -> (Vec<String>, Vec<u32>) {
        let mut keys = Vec::new();
        let mut spelled: Vec<String> = Vec::new();
        // A row that leaves it blank is of the same commissioner as the others.
        let named = rows.iter().any(|row| !row.commissioner.is_empty());
        let names = rows.iter().map(|row| row.commissioner.as_str());
        for name in names.filter(|name| !named || !name.is_empty()) {
            let tidy = names::body(name);
            let partner = self.partnership.partners.iter().find(|p| {
                names::body(p.id.value.as_str()) == tidy
                    || p.name.value().is_some_and(|n| names::body(n) == tidy)
            });
            let key = partner.map_or(tidy, |p| format!("partner {}", p.id.value));
            keys.push(self.bodies.number(key, name));
            if !name.is_empty() {
                spelled.push(name.to_owned());
            }
        }
        (once(spelled), once(keys))
    }
}

fn once<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all.dedup();
    all
}
