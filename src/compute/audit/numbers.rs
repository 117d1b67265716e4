//! Providers by the numbers they are registered by, which go before their names.

use super::names;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What the numbers of the registers tell that names do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByNumber {
    /// Numbers with names that are not alike: one provider each.
    pub joined: Vec<(String, Vec<String>)>,
    /// Names with several numbers: as many providers each.
    pub parted: Vec<(String, Vec<String>)>,
}

/// What stands for a provider, by name and by number.
pub(super) struct Keys {
    /// Tidied name → what stands for it.
    pub(super) known: FxHashMap<String, String>,
    /// Number → what stands for it.
    by_number: FxHashMap<String, String>,
}

impl Keys {
    /// A name the partnership knows stands for what it says; else a number for itself, and a name
    /// that has one number everywhere for that number.
    pub(super) fn of<'r>(
        mut known: FxHashMap<String, String>,
        together: impl Iterator<Item = (&'r str, &'r str)>,
    ) -> Keys {
        let mut by_number: FxHashMap<String, String> = FxHashMap::default();
        let mut by_name: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (name, number) in together {
            let tidy = names::provider(name);
            if let Some(own) = known.get(&tidy) {
                by_number.insert(number.to_owned(), own.clone());
            }
            by_name.entry(tidy).or_default().insert(number);
        }
        for (tidy, numbers) in by_name {
            if let (Some(number), 1) = (numbers.first(), numbers.len()) {
                let itself = || format!("number {number}");
                let key = by_number.get(*number).cloned().unwrap_or_else(itself);
                known.entry(tidy).or_insert(key);
            }
        }
        Keys { known, by_number }
    }

    /// What stands for a provider of a row; its number is blank where it has none.
    pub(super) fn key(&self, name: &str, number: &str) -> String {
        let tidy = names::provider(name);
        match self.known.get(&tidy) {
            Some(key) => key.clone(),
            None if number.is_empty() => tidy,
            None => {
                let own = self.by_number.get(number).cloned();
                own.unwrap_or_else(|| format!("number {number}"))
            }
        }
    }
}

/// What the numbers of the registers tell that names do not, in order.
pub(super) fn told_by_number<'r>(together: impl Iterator<Item = (&'r str, &'r str)>) -> ByNumber {
    let mut by_number: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
    let mut by_name: BTreeMap<String, (&str, BTreeSet<&str>)> = BTreeMap::new();
    for (name, number) in together {
        let tidy = names::provider(name);
        let spelled = by_number.entry(number).or_default();
        spelled.entry(tidy.clone()).or_insert(name);
        by_name
            .entry(tidy)
            .or_insert((name, BTreeSet::new()))
            .1
            .insert(number);
    }
    let owned = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect();
    let joined = by_number.into_iter().filter(|(_, names)| names.len() > 1);
    let parted = by_name
        .into_values()
        .filter(|(_, numbers)| numbers.len() > 1);
    ByNumber {
        joined: joined
            .map(|(number, names)| (number.to_owned(), owned(names.into_values().collect())))
            .collect(),
        parted: parted
            .map(|(name, numbers)| (name.to_owned(), owned(numbers.into_iter().collect())))
            .collect(),
    }
}
