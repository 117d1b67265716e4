//! Contracts the ledger names: how each is paid for and in what form it is held, as registers say.

use super::Payees;
use crate::compute::audit::{known_names, tidied};
use crate::model::{Line, PaidTo, Plan, Register, RegisterRow, Spelling};
use crate::value::folded;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// What registers say of one contract that the ledger names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Terms {
    /// Its providers, as they are compared.
    providers: BTreeSet<String>,
    /// Of each of its rows the scheme it serves, folded, how it is paid for and its form.
    rows: BTreeSet<[String; 3]>,
}

impl Terms {
    /// How it is paid for and its form: of the rows that name this scheme, where any does.
    fn of(&self, scheme: &str) -> (String, String) {
        let own = self.rows.iter().any(|row| row[0] == scheme);
        let rows = self.rows.iter().filter(|row| !own || row[0] == scheme);
        let rows: Vec<&[String; 3]> = rows.collect();
        let joined = |column: usize| {
            let words = rows.iter().map(|row| row[column].as_str());
            let words: BTreeSet<&str> = words.filter(|word| !word.is_empty()).collect();
            words.into_iter().collect::<Vec<_>>().join(" and ")
        };
        (joined(1), joined(2))
    }
}

/// Rows of registers whose contracts the ledger names, while they come. Others are not kept.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    wanted: Option<Wanted>,
    found: BTreeMap<String, BTreeMap<String, Terms>>,
}

#[derive(Clone, Debug, Default)]
struct Wanted {
    references: FxHashSet<String>,
    /// Does one name the register as well: `contracts/council.csv:C-1`?
    labels: bool,
    known: FxHashMap<String, String>,
}

impl Wanted {
    fn of(plan: &Plan) -> Wanted {
        let named = plan.totals.paid.iter();
        let named = named.filter_map(|(_, to, _)| to.contract);
        let references: FxHashSet<String> = named
            .collect::<FxHashSet<Spelling>>()
            .into_iter()
            .map(|s| folded(plan.totals.names.text(s)))
            .collect();
        Wanted {
            labels: references.iter().any(|r| r.contains(':')),
            references,
            known: known_names(&plan.partnership),
        }
    }
}

impl Registers {
    /// One row of a register; the ledger of the plan has been read.
    pub fn add(&mut self, plan: &Plan, register: &Register, row: &RegisterRow<'_>) {
        let wanted = self.wanted.get_or_insert_with(|| Wanted::of(plan));
        let mut keys = vec![folded(&row.reference)];
        if wanted.labels {
            keys.push(folded(&format!("{}:{}", register.name, row.reference)));
        }
        for key in keys {
            if !wanted.references.contains(&key) {
                continue;
            }
            let registers = self.found.entry(key).or_default();
            let terms = registers.entry(register.name.clone()).or_default();
            for name in row.providers.apart().0 {
                let tidy = tidied(&name);
                let known = wanted.known.get(&tidy).cloned();
                terms.providers.insert(known.unwrap_or(tidy));
            }
            let cells = [&row.scheme, &row.terms.payment, &row.terms.form];
            terms.rows.insert(cells.map(|cell| folded(cell)));
        }
    }
}

/// What is known of a contract that the ledger names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// It stands in one register: how it is paid for, and its form; blank where that is not said.
    In {
        /// The register.
        register: String,
        /// `block`, or several words of its rows joined by `and`.
        payment: String,
        /// `single`, `prime`, …
        form: String,
    },
    /// Several registers have one of that reference, which differ.
    Several,
    /// No register has it.
    Nowhere,
}

/// A contract that the ledger names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Its reference as the ledger writes it; of several manners of writing the first by letter.
    pub reference: String,
    /// What registers say.
    pub found: Found,
}

/// Every contract that the ledger names.
#[derive(Clone, Debug, Default)]
pub struct Contracts {
    /// The contracts, in order of reference.
    pub all: Vec<Contract>,
    of: FxHashMap<Named, usize>,
}

/// The contract, provider and scheme that the ledger names together.
type Named = (Spelling, Option<Spelling>, Option<usize>);

impl Contracts {
    /// Finds every contract the ledger names, with the provider it names beside it.
    pub(super) fn of(plan: &Plan, payees: &Payees, registers: &Registers) -> Contracts {
        let mut named: BTreeMap<(String, Found), BTreeSet<&str>> = BTreeMap::new();
        let all = plan.totals.paid.iter();
        let asked: FxHashSet<Named> = all
            .filter_map(|(line, to, _)| Some((to.contract?, to.provider, line.scheme)))
            .collect();
        let mut keys = Vec::new();
        for (contract, provider, scheme) in asked {
            let written = plan.totals.names.text(contract);
            let key = folded(written);
            let provider_key = provider.map(|p| payees.key(plan.totals.names.text(p)));
            let scheme_key = scheme.and_then(|s| plan.partnership.schemes.get(s));
            let scheme_key = scheme_key.map_or_else(String::new, |s| folded(s.id.value.as_str()));
            let registers = registers.found.get(&key);
            let found = found(registers, provider_key.as_deref(), &scheme_key);
            named
                .entry((key.clone(), found.clone()))
                .or_default()
                .insert(written);
            keys.push(((contract, provider, scheme), (key, found)));
        }
        let numbers: BTreeMap<&(String, Found), usize> =
            named.keys().enumerate().map(|(i, key)| (key, i)).collect();
        let of = keys
            .iter()
            .filter_map(|(asked, key)| Some((*asked, *numbers.get(key)?)))
            .collect();
        let contract = |((_, found), written): (&(String, Found), &BTreeSet<&str>)| Contract {
            reference: written.first().map_or("", |w| w).to_owned(),
            found: found.clone(),
        };
        Contracts {
            all: named.iter().map(contract).collect(),
            of,
        }
    }

    /// The contract meant by what a line of the ledger names.
    pub(super) fn number(&self, line: &Line, to: PaidTo) -> Option<usize> {
        let named = (to.contract?, to.provider, line.scheme);
        self.of.get(&named).copied()
    }
}

/// The contract of a reference; of several registers that have it, the one with this provider, else
/// what all of them say alike.
fn found(
    registers: Option<&BTreeMap<String, Terms>>,
    provider: Option<&str>,
    scheme: &str,
) -> Found {
    let registers = registers.into_iter().flatten();
    let all: Vec<(&String, &Terms)> = registers.collect();
    let has = |terms: &Terms| provider.is_some_and(|p| terms.providers.contains(p));
    let own: Vec<&(&String, &Terms)> = all.iter().filter(|(_, terms)| has(terms)).collect();
    let said: BTreeSet<(String, String)> = all.iter().map(|(_, t)| t.of(scheme)).collect();
    let one = match (all.as_slice(), own.as_slice(), said.len()) {
        ([], _, _) => return Found::Nowhere,
        (_, [one], _) => one,
        ([first, ..], _, 1) => first,
        _ => return Found::Several,
    };
    let (payment, form) = one.1.of(scheme);
    Found::In {
        register: one.0.clone(),
        payment,
        form,
    }
}
