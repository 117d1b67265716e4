//! What a table means, in the sentence below it.

use super::bought::times;
use super::words::Words;
use crate::compute::audit::{Audit, Cliff, Overlap, Yearly, yearly};
use crate::report::{Part, counted, listed};
use crate::value::{Day, Money};
use std::collections::BTreeSet;

/// `three`, up to ten; then figures.
pub(super) fn number(n: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    words
        .get(n)
        .map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// The same at the beginning of a sentence.
pub(super) fn first(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(letter) => letter.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `£184,000.00 a year`, and how many are of unknown value.
pub(super) fn a_year(value: Yearly) -> String {
    match (value.known.is_nil(), value.unknown) {
        (true, 0) => "nothing a year".to_owned(),
        (_, 0) => format!("{} a year", value.known),
        (true, _) => "an unknown amount".to_owned(),
        (false, n) => format!("{} a year and {} of unknown value", value.known, number(n)),
    }
}

/// `reablement at home in north and south for 65+`.
/// An area that is a buyer of the same name is left out.
pub(super) fn what(words: &Words<'_>, cells: &[u32], buyers: &[String]) -> String {
    let all: Vec<_> = cells.iter().map(|c| words.cell(*c)).collect();
    let services: BTreeSet<&str> = all.iter().map(|c| c.service.as_str()).collect();
    let services: Vec<String> = services
        .iter()
        .map(|s| lower(&words.service_name(s)))
        .collect();
    let areas: BTreeSet<&str> = all.iter().filter_map(|c| c.area.as_deref()).collect();
    let cohorts: BTreeSet<&str> = all.iter().filter_map(|c| c.cohort.as_deref()).collect();
    let mut out = listed(&services);
    // Of a national export each buyer's area is its own: one buyer is named already.
    let is_its_own = matches!(buyers, [buyer] if areas.iter().all(|area| area == buyer));
    if !areas.is_empty() && !is_its_own {
        out.push_str(&format!(" in {}", super::words::few(&areas)));
    }
    if !cohorts.is_empty() {
        out.push_str(&format!(" for {}", super::words::few(&cohorts)));
    }
    out
}

/// A service's name within a sentence.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        // An abbreviation keeps its capitals.
        (Some(a), Some(b)) if a.is_uppercase() && !b.is_uppercase() => {
            a.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

pub(super) fn handovers(all: &[&Overlap]) -> Part {
    let cost: Money = all.iter().map(|o| o.cost_at_stake).sum();
    let (n, verb) = match all.len() {
        1 => ("One handover".to_owned(), "costs"),
        n => (format!("{} handovers", first(&number(n))), "cost"),
    };
    Part::Sentence(format!(
        "{n} {verb} {cost} for days on which both contracts are in force."
    ))
}

pub(super) fn breaks(audit: &Audit, as_at: Day) -> Part {
    let ahead = audit.breaks.iter().filter(|b| b.to >= as_at).count();
    let longest = audit.breaks.iter().map(|b| b.days).max().unwrap_or(0);
    let days = counted(usize::try_from(longest).unwrap_or(0), "day", "days");
    let all = audit.breaks.len();
    let gone = match (all, ahead) {
        (1, 0) => "it is past".to_owned(),
        (_, 0) => "all are past".to_owned(),
        (1, _) => "it is not over yet".to_owned(),
        (_, n) => format!("{} not over yet", counted(n, "is", "are")),
    };
    let closed = audit.breaks.iter();
    let closed = closed.filter(|b| b.open_from_if_extended.is_none()).count();
    let closed = match closed {
        0 => String::new(),
        _ if all == 1 => " An extension already agreed closes it, if it is used.".to_owned(),
        n => format!(
            " Extensions already agreed close {} of them, if they are used.",
            number(n)
        ),
    };
    Part::Sentence(format!(
        "Cover broke {}, for at most {days}; {gone}.{closed}",
        match all {
            1 => "once".to_owned(),
            n => times(n),
        }
    ))
}

pub(super) fn cliffs(words: &Words<'_>, groups: &[(&Cliff, Vec<u32>)], as_at: Day) -> Part {
    let mut contracts: Vec<u32> = groups.iter().map(|(cliff, _)| cliff.contract).collect();
    contracts.sort_unstable();
    contracts.dedup();
    let value = yearly(&contracts, &words.audit.contracts);
    let soonest = groups.first().map(|(cliff, _)| cliff.ends.long());
    let late = groups.iter().filter(|(cliff, _)| {
        cliff.begin_letting_by < as_at && cliff.notice_by.is_none_or(|day| day < as_at)
    });
    let mut late: Vec<u32> = late.map(|(cliff, _)| cliff.contract).collect();
    late.sort_unstable();
    late.dedup();
    if let ([_], Some(day)) = (contracts.as_slice(), &soonest) {
        let late = match late.len() {
            0 => "there is time to act",
            _ => "the day to act has gone by",
        };
        let value = a_year(value);
        return Part::Sentence(format!(
            "One contract, {value}, ends without anything after, on {day}, and {late}."
        ));
    }
    let late = match late.len() {
        0 => "there is time to act on each".to_owned(),
        n if n == contracts.len() => "for all of them the day to act has gone by".to_owned(),
        n => format!("for {} of them the day to act has gone by", number(n)),
    };
    Part::Sentence(format!(
        "{} contracts, {}, end without anything after: the first on {}, and {late}.",
        first(&number(contracts.len())),
        a_year(value),
        soonest.unwrap_or_default()
    ))
}
