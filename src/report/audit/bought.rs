//! The sentence below an overlap: who buys how often at the same time, until when, and what that
//! costs beside the dearest.

use super::meaning::{first, number, what};
use super::words::Words;
use crate::compute::audit::{Book, Overlap, Question, Yearly, yearly};
use crate::report::Part;
use crate::value::Money;
use std::collections::BTreeMap;

/// What is bought of one overlap.
struct Bought {
    /// Is it over?
    past: bool,
    /// Contracts and frameworks, a framework's call-offs together.
    parties: usize,
    /// Is each of them in force on every day of it?
    throughout: bool,
    /// Contracts.
    contracts: usize,
    /// The most on one day.
    peak: usize,
    /// What all come to in a year, and the dearest alone.
    all: Yearly,
    dearest: Money,
}

/// `Three commissioners buy reablement at home in the north until 31 March 2027; the smaller two
/// cost £184,000.00 a year.` Where not all are in force all the time, how many are at once.
pub(super) fn sentence(words: &Words<'_>, overlap: &Overlap, question: &Question) -> Part {
    let bought = Bought::of(words, overlap, question);
    let from = match overlap.from > question.as_at {
        true => format!(" from {}", overlap.from.long()),
        false => String::new(),
    };
    let (subject, much) = bought.subject(words, overlap);
    let (until, at_once) = (overlap.to.long(), bought.at_once());
    let cost = bought.cost();
    Part::Sentence(format!(
        "{subject}{much}{from} until {until}{at_once}; {cost}."
    ))
}

impl Bought {
    fn of(words: &Words<'_>, overlap: &Overlap, question: &Question) -> Bought {
        let mut parties: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for contract in &overlap.contracts {
            let party = words.audit.contracts.party(*contract);
            parties.entry(party).or_default().push(*contract);
        }
        let value = |held: &[u32]| yearly(held, &words.audit.contracts);
        let covered = |held: &Vec<u32>| {
            let book = &words.audit.contracts;
            held.iter().any(|c| covers(book, *c, overlap, question))
        };
        Bought {
            past: overlap.to < question.as_at,
            parties: parties.len(),
            throughout: parties.values().all(covered),
            contracts: overlap.contracts.len(),
            peak: overlap.peak,
            all: value(&overlap.contracts),
            dearest: parties
                .values()
                .map(|held| value(held).known)
                .max()
                .unwrap_or_default(),
        }
    }

    /// Who buys what, and how much of it.
    fn subject(&self, words: &Words<'_>, overlap: &Overlap) -> (String, String) {
        let buyers = words.audit.contracts.commissioners_of(&overlap.contracts);
        let what = what(words, &overlap.cells, &buyers);
        let verb = |now: &'static str| if self.past { "bought" } else { now };
        let named = |c: &u32| words.audit.contracts.names_commissioner(*c);
        let over = match self.throughout {
            true => format!(" {} over", times(self.parties)),
            false => format!(" by {} contracts", number(self.contracts)),
        };
        if !overlap.contracts.iter().all(named) {
            let is = if self.past { "was" } else { "is" };
            return (format!("{} {is} bought", first(&what)), over);
        }
        match words.bodies(&overlap.contracts) {
            0 | 1 => {
                let who = buyers.first().map_or("One commissioner", String::as_str);
                (format!("{} {} {what}", first(who), verb("buys")), over)
            }
            n => {
                let who = first(&number(n));
                let over = if self.throughout { String::new() } else { over };
                (format!("{who} commissioners {} {what}", verb("buy")), over)
            }
        }
    }

    fn at_once(&self) -> String {
        let call_offs = match self.parties < self.contracts {
            true => " (call-offs of one framework counted as one)",
            false => "",
        };
        match self.throughout {
            true => String::new(),
            false if self.peak < self.contracts => {
                format!(", at most {} on any one day{call_offs}", number(self.peak))
            }
            false => ", not all of them on every day".to_owned(),
        }
    }

    fn cost(&self) -> String {
        let rest = self.all.known - self.dearest;
        let known = self.contracts - self.all.unknown;
        let cost = |n| if self.past || n != 1 { "cost" } else { "costs" };
        match (self.all.unknown, self.parties.saturating_sub(1)) {
            (0, 1) if self.throughout => format!("the smaller one {} {rest} a year", cost(1)),
            (0, n) if self.throughout => {
                format!("the smaller {} {} {rest} a year", number(n), cost(n))
            }
            (0, _) => format!("a year of all but the dearest comes to {rest}"),
            _ if known == 0 => "what any of them costs is not known".to_owned(),
            (unknown, _) if rest.is_nil() => {
                let of = if unknown == 1 { "one" } else { "the others" };
                format!("what {of} of them costs is not known")
            }
            (unknown, _) => format!(
                "a year of those of known value, the dearest left aside, comes to {rest}; {} of \
                 unknown value",
                match unknown {
                    1 => "one is".to_owned(),
                    n => format!("{} are", number(n)),
                }
            ),
        }
    }
}

/// Is the contract in force on every day of the overlap?
fn covers(book: &Book, contract: u32, overlap: &Overlap, question: &Question) -> bool {
    let extended = book
        .extends_to(contract)
        .filter(|_| question.with_extensions);
    let last = book.ends(contract).map(|ends| extended.unwrap_or(ends));
    book.starts(contract) <= overlap.from && last.is_none_or(|last| last >= overlap.to)
}

/// `twice`, `three times`.
pub(super) fn times(n: usize) -> String {
    match n {
        0..=2 => "twice".to_owned(),
        n => format!("{} times", number(n)),
    }
}
