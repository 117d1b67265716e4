//! Who is paid: every spelling of the ledger, those of one body together.

use crate::compute::audit::{known_names, tidied};
use crate::model::{Plan, Spelling};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// One body that is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// How it is printed: as `providers:` names it, else the first of its spellings by letter.
    pub shown: String,
    /// As the ledger writes it, each spelling once, in order of letter.
    pub spellings: Vec<String>,
    /// Its position in `providers:`.
    pub listed: Option<usize>,
}

/// Everybody a ledger names as provider, in order of how each is printed.
#[derive(Clone, Debug, Default)]
pub struct Payees {
    /// The bodies.
    pub all: Vec<Payee>,
    of: FxHashMap<Spelling, usize>,
    known: FxHashMap<String, String>,
}

impl Payees {
    /// Puts spellings that mean one body together: case, punctuation and legal form do not count, and
    /// `providers:` says the rest.
    pub fn of(plan: &Plan) -> Payees {
        let known = known_names(&plan.partnership);
        let named = plan.totals.paid.iter();
        let named: FxHashSet<Spelling> = named.filter_map(|(_, to, _)| to.provider).collect();
        let mut spelled: Vec<Spelling> = named.into_iter().collect();
        spelled.sort_unstable();
        let mut together: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
        for spelling in spelled {
            let key = key(&known, plan.totals.names.text(spelling));
            together.entry(key).or_default().push(spelling);
        }
        let mut bodies: Vec<(Payee, Vec<Spelling>)> = together
            .into_iter()
            .map(|(key, spellings)| (payee(plan, &key, &spellings), spellings))
            .collect();
        bodies.sort_by(|a, b| (&a.0.shown, &a.0.spellings).cmp(&(&b.0.shown, &b.0.spellings)));
        let mut payees = Payees {
            known,
            ..Payees::default()
        };
        for (number, (payee, spellings)) in bodies.into_iter().enumerate() {
            payees.of.extend(spellings.into_iter().map(|s| (s, number)));
            payees.all.push(payee);
        }
        payees
    }

    /// The body a spelling means.
    pub fn number(&self, spelling: Spelling) -> Option<usize> {
        self.of.get(&spelling).copied()
    }

    /// What a name is compared by.
    pub(super) fn key(&self, name: &str) -> String {
        key(&self.known, name)
    }
}

fn key(known: &FxHashMap<String, String>, name: &str) -> String {
    let tidy = tidied(name);
    known.get(&tidy).cloned().unwrap_or(tidy)
}

fn payee(plan: &Plan, key: &str, spellings: &[Spelling]) -> Payee {
    let mut written: Vec<String> = spellings
        .iter()
        .map(|s| plan.totals.names.text(*s).to_owned())
        .collect();
    written.sort();
    let listed = key
        .strip_prefix("provider ")
        .and_then(|id| plan.partnership.provider(id));
    let name = listed.and_then(|i| plan.partnership.providers[i].name.value().cloned());
    Payee {
        shown: name
            .or_else(|| written.first().cloned())
            .unwrap_or_default(),
        spellings: written,
        listed,
    }
}
