//! One need served by many providers, and services that rest on one.

use super::names;
use super::opportunity::{Asked, Chance, Found, Why, yearly};
use super::wanting::untold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// So many providers in one cell on one day are many.
const MANY: usize = 3;

/// Cells with many providers on the day; the same contracts in several cells are told once.
pub(super) fn many(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let mut places: FxHashMap<(&str, Vec<u32>), usize> = FxHashMap::default();
    for run in asked.in_force.chunk_by(|a, b| a.0 == b.0) {
        let held = run.iter().map(|(_, c)| asked.book.sides(*c));
        let held: FxHashSet<&[u32]> = held.map(|s| s.provider_keys.as_slice()).collect();
        let providers: FxHashSet<u32> = held.iter().copied().flatten().copied().collect();
        // Several that hold one contract together are no handoff: there must be as many holders.
        let holders = held.iter().filter(|keys| !keys.is_empty()).count();
        if holders.min(providers.len()) < MANY {
            continue;
        }
        let members: Vec<u32> = run.iter().map(|(_, c)| *c).collect();
        let cell = run[0].0;
        let service = asked.cells[cell as usize].service.as_str();
        let next = found.all.len();
        let i = *places.entry((service, members.clone())).or_insert(next);
        if i == next {
            let why = Why::Providers(providers.len());
            let mut one = asked.of(Chance::ManyProviders, members, why);
            one.cells.clear();
            found.all.push(one);
        }
        found.all[i].cells.push(cell);
    }
    found.asked = in_force(asked).len();
    found
}

/// Services with two contracts or more on the day of which one provider has more than half of the
/// known yearly value. Several providers of one contract count as one.
pub(super) fn one(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let mut by_service: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for position in in_force(asked) {
        for service in asked.services_of(position) {
            by_service.entry(service).or_default().push(position);
        }
    }
    let mut put: FxHashSet<u32> = FxHashSet::default();
    let mut unvalued: FxHashSet<u32> = FxHashSet::default();
    for (service, members) in by_service.into_iter().filter(|(_, m)| m.len() > 1) {
        put.extend(&members);
        let all = yearly(&members, asked.book);
        if all.known.is_nil() {
            unvalued.extend(&members);
            continue;
        }
        let all_known = all.unknown == 0;
        let all = all.known.pence();
        let mut shares: BTreeMap<&[u32], Vec<u32>> = BTreeMap::new();
        for member in &members {
            let keys = asked.book.sides(*member).provider_keys.as_slice();
            if !keys.is_empty() {
                shares.entry(keys).or_default().push(*member);
            }
        }
        for held in shares.into_values() {
            let value = yearly(&held, asked.book).known.pence();
            if value * 2 <= all {
                continue;
            }
            let why = Why::Share {
                provider: holder(asked, held[0]),
                per_mille: (value * 2_000 + all) / (all * 2),
                all_known,
            };
            let mut one = asked.of(Chance::OneProvider, held, why);
            one.cells
                .retain(|cell| asked.cells[*cell as usize].service == service);
            found.all.push(one);
        }
    }
    found.asked = put.len();
    let why = "no contract of their service is of known value";
    found
        .untold
        .extend(untold(Chance::OneProvider, unvalued.len(), why));
    found
}

/// The providers of a contract, one spelling of each.
fn holder(asked: &Asked<'_>, position: u32) -> String {
    let known = &asked.book.known;
    let mut seen = FxHashSet::default();
    let names = asked.book.sides(position).providers.iter().filter(|name| {
        let tidy = names::provider(name);
        seen.insert(known.get(&tidy).cloned().unwrap_or(tidy))
    });
    let names: Vec<&str> = names.map(String::as_str).collect();
    names.join(" with ")
}

/// Contracts in force on the day, each once, in order.
fn in_force(asked: &Asked<'_>) -> Vec<u32> {
    let mut all: Vec<u32> = asked.in_force.iter().map(|(_, c)| *c).collect();
    all.sort_unstable();
    all.dedup();
    all
}
