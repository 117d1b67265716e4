//! From a payment's words to the contract it is for.

use super::Audit;
use super::book::Book;
use super::names;
use crate::model::Plan;
use crate::value::{Month, folded, names_nobody};
use rustc_hash::{FxHashMap, FxHashSet};

/// How contracts are found. One that is recorded twice is found as the one that is kept.
pub(super) struct Ways<'a> {
    book: &'a Book,
    known: FxHashMap<String, String>,
    by_provider: FxHashMap<String, Vec<u32>>,
    by_reference: FxHashMap<String, Vec<u32>>,
    /// Rows left out whose contract is not audited for another row of it, by position.
    left_out_by_provider: FxHashMap<String, usize>,
    left_out_by_reference: FxHashMap<String, usize>,
}

/// What a payment is for.
pub(super) enum Meant {
    /// This contract, by position.
    One(u32),
    /// One of these.
    Several(Vec<u32>),
    /// A contract that was left out: its row, by position.
    LeftOut(usize),
    /// No contract of these registers.
    Nothing,
}

/// Those of these names that name somebody.
fn named(names: &[String]) -> impl Iterator<Item = &String> {
    names.iter().filter(|name| !names_nobody(name))
}

impl<'a> Ways<'a> {
    pub(super) fn new(audit: &'a Audit, plan: &Plan) -> Ways<'a> {
        let mut ways = Ways {
            book: &audit.contracts,
            known: audit.contracts.known.clone(),
            by_provider: FxHashMap::default(),
            by_reference: FxHashMap::default(),
            left_out_by_provider: FxHashMap::default(),
            left_out_by_reference: FxHashMap::default(),
        };
        let again: FxHashMap<u32, u32> = audit.twice.iter().map(|t| (t.left_out, t.kept)).collect();
        let kept = |position: u32| {
            let mut kept = position;
            // What is kept is the earlier one, so this comes to an end.
            while let Some(earlier) = again.get(&kept) {
                kept = *earlier;
            }
            kept
        };
        let book = &audit.contracts;
        for own in book.positions() {
            let position = kept(own);
            for name in named(&book.sides(own).providers) {
                let key = ways.key(name);
                ways.by_provider.entry(key).or_default().push(position);
            }
            for name in [book.reference(own), &book.label(own)] {
                let key = folded(name);
                ways.by_reference.entry(key).or_default().push(position);
            }
        }
        let named = ways.by_provider.values_mut();
        for positions in named.chain(ways.by_reference.values_mut()) {
            positions.sort_unstable();
            positions.dedup();
        }
        ways.left_out(audit, plan);
        ways
    }

    /// Contracts none of whose rows could be placed in time.
    fn left_out(&mut self, audit: &Audit, plan: &Plan) {
        let book = &audit.contracts;
        let audited: FxHashSet<(&str, &str)> = book
            .positions()
            .map(|c| {
                (
                    plan.registers[book.register(c)].name.as_str(),
                    book.reference(c),
                )
            })
            .collect();
        for (i, row) in audit.left_out.iter().enumerate() {
            if audited.contains(&(row.file.as_str(), row.reference.as_str())) {
                continue;
            }
            for name in named(&row.providers) {
                let key = self.key(name);
                self.left_out_by_provider.entry(key).or_insert(i);
            }
            let label = format!("{}:{}", row.file, row.reference);
            for name in [&row.reference, &label] {
                self.left_out_by_reference.entry(folded(name)).or_insert(i);
            }
        }
    }

    /// What a provider's name is compared by.
    pub(super) fn key(&self, name: &str) -> String {
        let tidy = names::provider(name);
        self.known.get(&tidy).cloned().unwrap_or(tidy)
    }

    /// The contract a payment is for: the one it names, else the one of its provider.
    pub(super) fn meant(&self, provider: &str, contract: &str, month: Month) -> Meant {
        let key = (!provider.is_empty()).then(|| self.key(provider));
        let held = key.as_ref().and_then(|key| self.by_provider.get(key));
        let held = held.map_or(&[][..], Vec::as_slice);
        if contract.is_empty() {
            let left_out = key.and_then(|key| self.left_out_by_provider.get(&key));
            self.one_of(held, left_out.copied(), month)
        } else {
            self.named(&folded(contract), held)
        }
    }

    /// Is somebody who is named no provider of a contract that names its own?
    pub(super) fn is_of_others(&self, contract: u32, provider: &str) -> bool {
        let of_it = || self.by_provider.get(&self.key(provider));
        let known = named(&self.book.sides(contract).providers).next().is_some();
        known && !provider.is_empty() && of_it().is_none_or(|held| !held.contains(&contract))
    }

    /// The contract a payment names; of several with that reference the one of its provider.
    fn named(&self, reference: &str, held: &[u32]) -> Meant {
        let found = self.by_reference.get(reference);
        let found = found.map_or(&[][..], Vec::as_slice);
        let both: Vec<u32> = found.iter().filter(|c| held.contains(c)).copied().collect();
        match (found, both.as_slice()) {
            ([], _) => match self.left_out_by_reference.get(reference) {
                Some(row) => Meant::LeftOut(*row),
                None => Meant::Nothing,
            },
            ([one], _) | (_, [one]) => Meant::One(*one),
            _ => Meant::Several(found.to_vec()),
        }
    }

    /// The only contract of a provider, or the only one in force in the month. One of its that was
    /// left out may have been in force as well.
    fn one_of(&self, held: &[u32], left_out: Option<usize>, month: Month) -> Meant {
        let (first, last) = (month.first_day().number(), month.last_day().number());
        let in_force = |c: &&u32| {
            let one = self.book.entry(**c);
            one.first <= last && first <= one.possible
        };
        let now: Vec<u32> = held.iter().filter(in_force).copied().collect();
        match (held, now.as_slice(), left_out) {
            ([], _, Some(row)) => Meant::LeftOut(row),
            ([], _, None) => Meant::Nothing,
            (_, _, Some(_)) => Meant::Several(held.to_vec()),
            ([one], _, None) | (_, [one], None) => Meant::One(*one),
            _ => Meant::Several(held.to_vec()),
        }
    }
}
