//! Which service a contract buys: the word in its own column, else the classification rules over
//! its title, else those over its description. CPV codes only keep a rule from fitting.

use super::names::each_word;
use crate::model::ContractRow;
use crate::seeds::{Rule, Service};
use crate::value::{Id, folded};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// A service and how it was told.
pub(super) struct Told {
    pub(super) service: String,
    /// By the words of a rule, not by the column.
    pub(super) by_rule: bool,
}

/// The rules, ready to be tried. A text is read word by word once; a text that has no phrase of any
/// rule, and most have none, costs no more than that.
pub(super) struct Rules<'a> {
    pub(super) services: &'a [Service],
    /// Every word of every phrase → its number.
    vocabulary: FxHashMap<String, u32>,
    /// First word of a phrase → the words after it, and the phrase's number.
    beginnings: Vec<Vec<(Vec<u32>, u32)>>,
    /// How many phrases there are.
    phrases: u32,
    /// The rules of each service.
    ready: Vec<Vec<Ready>>,
    ids: FxHashMap<String, &'a str>,
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

/// A word of a text that stands in no phrase.
const OTHER: u32 = u32::MAX;

/// The phrases that one text has; kept from text to text, so that reading one takes no room anew.
#[derive(Default)]
pub(super) struct Text {
    word: String,
    words: Vec<u32>,
    has: Vec<bool>,
    found: Vec<u32>,
}

impl Text {
    fn has(&self, phrase: u32) -> bool {
        self.has.get(phrase as usize).copied().unwrap_or(false)
    }
}

impl<'a> Rules<'a> {
    /// Prepares the rules of these services.
    pub(super) fn new(services: &'a [Service]) -> Rules<'a> {
        let mut rules = Rules {
            services,
            vocabulary: FxHashMap::default(),
            beginnings: Vec::new(),
            phrases: 0,
            ready: Vec::new(),
            ids: FxHashMap::default(),
            describes: services
                .iter()
                .flat_map(|s| &s.rules)
                .any(|r| r.description),
            texts: RefCell::default(),
        };
        let mut numbers = FxHashMap::default();
        for service in services {
            rules.ids.entry(folded(&service.id)).or_insert(&service.id);
            rules
                .ids
                .entry(folded(&service.name))
                .or_insert(&service.id);
            let ready = service.rules.iter().map(|rule| {
                let mut number = |phrases: &'a [String]| -> Vec<u32> {
                    let all = phrases.iter().map(|p| rules.phrase(p, &mut numbers));
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

    /// The number of a phrase.
    fn phrase(&mut self, phrase: &'a str, numbers: &mut FxHashMap<&'a str, u32>) -> u32 {
        if let Some(known) = numbers.get(phrase) {
            return *known;
        }
        let number = self.phrases;
        self.phrases += 1;
        numbers.insert(phrase, number);
        let mut words = Vec::new();
        let vocabulary = &mut self.vocabulary;
        each_word(phrase, &mut String::new(), |word| {
            let next = u32::try_from(vocabulary.len()).unwrap_or(OTHER);
            words.push(*vocabulary.entry(word.to_owned()).or_insert(next));
        });
        self.beginnings.resize(self.vocabulary.len(), Vec::new());
        if let Some((first, rest)) = words.split_first() {
            self.beginnings[*first as usize].push((rest.to_vec(), number));
        }
        number
    }

    /// The service of a row, by id; none if neither its column nor the rules tell.
    pub(super) fn of(&self, row: &ContractRow) -> Option<Told> {
        if let Some(service) = self.by_column(row) {
            let by_rule = false;
            return Some(Told { service, by_rule });
        }
        let mut texts = self.texts.borrow_mut();
        let (title, description) = &mut *texts;
        self.read(&row.title, title);
        let mut found = self.first(title, row, |rule| fits(rule, title, title));
        if found.is_none() && self.describes {
            self.read(&row.description, description);
            found = self.first(description, row, |rule| {
                by_description(rule, title, description)
            });
        }
        found.map(|service| Told {
            service: service.id.clone(),
            by_rule: true,
        })
    }

    /// The service its column names. A word there that is an id counts as written even if no list
    /// has it; any other unknown word is somebody else's heading (a department, a category).
    pub(super) fn by_column(&self, row: &ContractRow) -> Option<String> {
        let written = row.service.trim();
        let known = !written.is_empty()
            && (self.ids.contains_key(&folded(written)) || Id::parse(written).is_some());
        known.then(|| self.id_of(written))
    }

    /// The first service that has a rule which fits, and whose codes allow it.
    fn first(
        &self,
        text: &Text,
        row: &ContractRow,
        fits: impl Fn(&Ready) -> bool,
    ) -> Option<&'a Service> {
        if text.found.is_empty() {
            return None;
        }
        let mut all = self.services.iter().zip(&self.ready);
        let found = all
            .find(|(service, rules)| rules.iter().any(&fits) && cpv_allows(&service.cpv, &row.cpv));
        found.map(|(service, _)| service)
    }

    /// The id meant by an id or a name in any case; anything else as it is.
    pub(super) fn id_of(&self, written: &str) -> String {
        let known = self.ids.get(&folded(written)).copied();
        known.unwrap_or(written.trim()).to_owned()
    }

    /// The rules of a service, by its position, as they are and as they are tried.
    pub(super) fn rules_of(&self, service: usize) -> impl Iterator<Item = (&'a Rule, &Ready)> {
        self.services[service]
            .rules
            .iter()
            .zip(&self.ready[service])
    }

    /// Finds the phrases that a text has.
    pub(super) fn read(&self, text: &str, into: &mut Text) {
        into.has.resize(self.phrases as usize, false);
        for phrase in into.found.drain(..) {
            into.has[phrase as usize] = false;
        }
        into.words.clear();
        let words = &mut into.words;
        each_word(text, &mut into.word, |word| {
            words.push(self.vocabulary.get(word).copied().unwrap_or(OTHER));
        });
        for (i, word) in into.words.iter().enumerate() {
            let Some(beginnings) = self.beginnings.get(*word as usize) else {
                continue;
            };
            for (rest, phrase) in beginnings {
                if into.words[i + 1..].starts_with(rest) && !into.has[*phrase as usize] {
                    into.has[*phrase as usize] = true;
                    into.found.push(*phrase);
                }
            }
        }
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
