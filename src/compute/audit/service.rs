//! Which service a contract buys: the word in its own column, else the classification rules over
//! its title, its description where a rule says so, and its CPV codes.

use super::names::words;
use crate::model::ContractRow;
use crate::seeds::{Rule, Service};
use crate::value::{Id, folded};
use rustc_hash::FxHashMap;

/// A service and how it was told.
pub(super) struct Told {
    pub(super) service: String,
    /// By the words of a rule, not by the column.
    pub(super) by_rule: bool,
}

/// The rules, ready to be tried.
pub(super) struct Rules<'a> {
    services: &'a [Service],
    /// First word of a phrase → the phrase's words and its number.
    phrases: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    numbers: FxHashMap<String, usize>,
    ids: FxHashMap<String, &'a str>,
}

impl<'a> Rules<'a> {
    /// Prepares the rules of these services.
    pub(super) fn new(services: &'a [Service]) -> Rules<'a> {
        let mut rules = Rules {
            services,
            phrases: FxHashMap::default(),
            numbers: FxHashMap::default(),
            ids: FxHashMap::default(),
        };
        for service in services {
            rules.ids.insert(folded(&service.id), &service.id);
            rules.ids.insert(folded(&service.name), &service.id);
            for phrase in service.rules.iter().flat_map(all_phrases) {
                rules.add(phrase);
            }
        }
        rules
    }

    fn add(&mut self, phrase: &str) {
        let number = self.numbers.len();
        let parts = words(phrase);
        if let Some(first) = parts.first().cloned()
            && !self.numbers.contains_key(phrase)
        {
            self.numbers.insert(phrase.to_owned(), number);
            self.phrases.entry(first).or_default().push((parts, number));
        }
    }

    /// The service of a row, by id; none if neither its column nor the rules tell. A word in the
    /// column that is an id counts as written even if no list has it; any other unknown word is
    /// somebody else's heading (a department, a category), and the rules decide.
    pub(super) fn of(&self, row: &ContractRow) -> Option<Told> {
        let written = row.service.trim();
        if self.ids.contains_key(&folded(written)) || Id::parse(written).is_some() {
            return Some(Told {
                service: self.id_of(written),
                by_rule: false,
            });
        }
        let title = self.found(&row.title);
        let description = self.found(&row.description);
        let fits = |service: &&Service| {
            cpv_allows(&service.cpv, &row.cpv)
                && service.rules.iter().any(|rule| {
                    self.rule_fits(rule, &title)
                        || (rule.description && self.rule_fits(rule, &description))
                })
        };
        self.services.iter().find(fits).map(|service| Told {
            service: service.id.clone(),
            by_rule: true,
        })
    }

    /// The id meant by an id or a name in any case; anything else as it is.
    pub(super) fn id_of(&self, written: &str) -> String {
        let known = self.ids.get(&folded(written)).copied();
        known.unwrap_or(written.trim()).to_owned()
    }

    /// Which phrases a text has.
    fn found(&self, text: &str) -> Vec<bool> {
        let mut found = vec![false; self.numbers.len()];
        let words = words(text);
        for (i, word) in words.iter().enumerate() {
            for (parts, number) in self.phrases.get(word).into_iter().flatten() {
                if words[i..].starts_with(parts) {
                    found[*number] = true;
                }
            }
        }
        found
    }

    fn rule_fits(&self, rule: &Rule, found: &[bool]) -> bool {
        let has = |phrase: &String| {
            let number = self.numbers.get(phrase.as_str());
            number.is_some_and(|n| found.get(*n).copied().unwrap_or(false))
        };
        let asked = !rule.any.is_empty() || !rule.all.is_empty();
        asked
            && (rule.any.is_empty() || rule.any.iter().any(has))
            && rule.all.iter().all(|list| list.iter().any(has))
            && !rule.not.iter().any(has)
    }
}

fn all_phrases(rule: &Rule) -> impl Iterator<Item = &String> {
    let all = rule.all.iter().flatten();
    rule.any.iter().chain(all).chain(&rule.not)
}

/// Is one of the CPV codes of health and social work (85) or of other community services (98)?
pub(super) fn is_care(cpv: &str) -> bool {
    !cpv.trim().is_empty() && cpv_allows(&["85".to_owned(), "98".to_owned()], cpv)
}

/// Where a service names CPV codes and the contract has some, one of them must begin alike.
fn cpv_allows(wanted: &[String], written: &str) -> bool {
    let mut codes = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|code| code.len() >= 8)
        .peekable();
    wanted.is_empty()
        || codes.peek().is_none()
        || codes.any(|code| wanted.iter().any(|w| code.starts_with(w.as_str())))
}
