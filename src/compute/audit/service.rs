//! Which service a contract buys: the word in its own column, else the classification rules over
//! its title, else those over its description. CPV codes only keep a rule from fitting.

use super::phrases::{Phrases, Text};
use crate::model::RegisterRow;
use crate::seeds::{Rule, Service};
use crate::value::{Id, folded};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// The rules, ready to be tried.
pub(super) struct Rules {
    pub(super) services: Rc<[Service]>,
    phrases: Phrases,
    /// The rules of each service.
    ready: Vec<Vec<Ready>>,
    /// Id or name, folded → the service, by position.
    ids: FxHashMap<String, usize>,
    /// Does any rule look at descriptions? They are long.
    describes: bool,
    texts: RefCell<(Text, Text)>,
}

/// A rule, its phrases as numbers.
pub(super) struct Ready {
    any: Vec<u32>,
    all: Vec<Vec<u32>>,
    not: Vec<u32>,
    /// Forbidden in the title, whichever text is looked at.
    never: Vec<u32>,
    pub(super) description: bool,
}

impl Rules {
    /// Prepares the rules of these services.
    pub(super) fn new(services: Rc<[Service]>) -> Rules {
        let mut rules = Rules {
            services: Rc::clone(&services),
            phrases: Phrases::default(),
            ready: Vec::new(),
            ids: FxHashMap::default(),
            describes: services
                .iter()
                .flat_map(|s| &s.rules)
                .any(|r| r.description),
            texts: RefCell::default(),
        };
        for (position, service) in services.iter().enumerate() {
            for name in [&service.id, &service.name] {
                rules.ids.entry(folded(name)).or_insert(position);
            }
            let ready = service.rules.iter().map(|rule| {
                let mut number = |phrases: &[String]| -> Vec<u32> {
                    let all = phrases.iter().map(|p| rules.phrases.number(p));
                    all.collect()
                };
                Ready {
                    any: number(&rule.any),
                    all: rule.all.iter().map(|list| number(list)).collect(),
                    not: number(&rule.not),
                    never: number(rule.never),
                    description: rule.description,
                }
            });
            let ready = ready.collect();
            rules.ready.push(ready);
        }
        rules
    }

    /// The service that a row's words tell, by id; none if no rule fits.
    pub(super) fn by_words(&self, row: &RegisterRow<'_>) -> Option<&str> {
        let mut texts = self.texts.borrow_mut();
        let (title, description) = &mut *texts;
        self.read(&row.title, title);
        let mut found = self.first(title, &row.cpv, |rule| fits(rule, title, title));
        if found.is_none() && self.describes {
            self.read(&row.description, description);
            found = self.first(description, &row.cpv, |rule| {
                by_description(rule, title, description)
            });
        }
        found.map(|service| service.id.as_str())
    }

    /// The service a column's word names. A word that is an id counts as written even if no list
    /// has it; any other unknown word is somebody else's heading (a department, a category).
    pub(super) fn by_column(&self, written: &str) -> Option<String> {
        let written = written.trim();
        let known = !written.is_empty()
            && (self.ids.contains_key(&folded(written)) || Id::parse(written).is_some());
        known.then(|| self.id_of(written))
    }

    /// The first service that has a rule which fits, and whose codes allow it.
    fn first(&self, text: &Text, cpv: &str, fits: impl Fn(&Ready) -> bool) -> Option<&Service> {
        if text.found.is_empty() {
            return None;
        }
        let mut all = self.services.iter().zip(&self.ready);
        let found =
            all.find(|(service, rules)| rules.iter().any(&fits) && cpv_allows(&service.cpv, cpv));
        found.map(|(service, _)| service)
    }

    /// The id meant by an id or a name in any case; anything else as it is.
    pub(super) fn id_of(&self, written: &str) -> String {
        let known = self.ids.get(&folded(written));
        let known = known.map(|position| self.services[*position].id.as_str());
        known.unwrap_or(written.trim()).to_owned()
    }

    /// The rules of a service, by its position, as they are and as they are tried.
    pub(super) fn rules_of(&self, service: usize) -> impl Iterator<Item = (&Rule, &Ready)> {
        self.services[service]
            .rules
            .iter()
            .zip(&self.ready[service])
    }

    /// Finds the phrases that a text has.
    pub(super) fn read(&self, text: &str, into: &mut Text) {
        self.phrases.read(text, into);
    }
}

/// Has the text what a rule asks for, and neither it nor the title what the rule forbids?
pub(super) fn fits(rule: &Ready, text: &Text, title: &Text) -> bool {
    asked_for(rule, text)
        && !rule.not.iter().any(|n| text.has(*n) || title.has(*n))
        && !rule.never.iter().any(|n| title.has(*n))
}

/// Has the text what a rule asks for?
pub(super) fn asked_for(rule: &Ready, text: &Text) -> bool {
    let has = |phrase: &u32| text.has(*phrase);
    let asks = !rule.any.is_empty() || !rule.all.is_empty();
    asks && (rule.any.is_empty() || rule.any.iter().any(has))
        && rule.all.iter().all(|list| list.iter().any(has))
}

/// Does a rule fit a description? What it forbids may not stand in the title either.
pub(super) fn by_description(rule: &Ready, title: &Text, description: &Text) -> bool {
    rule.description && fits(rule, description, title)
}

/// The phrases of a rule that a text has: one of those any of which will do, and one of each list.
pub(super) fn words_found(rule: &Rule, ready: &Ready, text: &Text) -> Vec<String> {
    let first = |phrases: &[String], numbers: &[u32]| {
        let mut both = phrases.iter().zip(numbers);
        both.find(|(_, n)| text.has(**n)).map(|(p, _)| p.clone())
    };
    let any = first(&rule.any, &ready.any);
    let all = rule.all.iter().zip(&ready.all);
    any.into_iter()
        .chain(all.filter_map(|(phrases, numbers)| first(phrases, numbers)))
        .collect()
}

/// The first phrase a rule forbids that the text, or the title, has.
pub(super) fn forbidden(rule: &Rule, ready: &Ready, text: &Text, title: &Text) -> Option<String> {
    let not = rule.not.iter().zip(&ready.not);
    let mut not = not.filter(|(_, n)| text.has(**n) || title.has(**n));
    let never = rule.never.iter().zip(&ready.never);
    let mut never = never.filter(|(_, n)| title.has(**n));
    let found = not.next().or_else(|| never.next());
    found.map(|(phrase, _)| phrase.clone())
}

/// Is one of the CPV codes of health and social work (85) or of other community services (98)?
pub(super) fn is_care(cpv: &str) -> bool {
    !cpv.trim().is_empty() && cpv_allows(&["85".to_owned(), "98".to_owned()], cpv)
}

/// The CPV codes of a row.
pub(super) fn codes(written: &str) -> impl Iterator<Item = &str> {
    written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|code| code.len() >= 8)
}

/// Where a service names CPV codes and the contract has some, one of them must begin alike.
pub(super) fn cpv_allows(wanted: &[String], written: &str) -> bool {
    let mut codes = codes(written).peekable();
    wanted.is_empty()
        || codes.peek().is_none()
        || codes.any(|code| wanted.iter().any(|w| code.starts_with(w.as_str())))
}
