//! The headline and the overlaps: what matters most first, handovers after, records kept twice
//! last.

use super::words::{DOUBT, Words, kind_name, kind_question, more};
use super::{Given, SHOWN, bought, meaning};
use crate::compute::audit::{Audit, Kind, Overlap, Question};
use crate::report::{Cell, Part, Table, counted, text};

/// Contracts shown in the block of one overlap.
const CONTRACTS: usize = 12;

pub(super) fn headline(given: &Given, audit: &Audit) -> Vec<Part> {
    let handovers = audit.overlaps.iter().filter(|o| o.kind == Kind::Handover);
    let handovers = handovers.count();
    let overlaps = audit.overlaps.len() - handovers;
    let total = audit.at_stake;
    let unknown = of_unknown_value(audit);
    let mut said = vec![
        (
            "Overlaps".to_owned(),
            match handovers {
                0 => overlaps.to_string(),
                n => format!("{overlaps}, and {}", counted(n, "handover", "handovers")),
            },
        ),
        (
            "Cost at stake".to_owned(),
            format!("{} in overlaps", total.without_handovers),
        ),
        (
            "Still to come".to_owned(),
            format!(
                "{} of it falls on or after {}",
                total.still_to_come,
                given.question.as_at.long()
            ),
        ),
    ];
    if handovers > 0 {
        said.push(("In handovers".to_owned(), total.in_handovers.to_string()));
    }
    if unknown > 0 {
        let what = counted(unknown, "contract counts as nil", "contracts count as nil");
        said.push(("Unknown value".to_owned(), format!("{what} in these sums")));
    }
    let mut parts = vec![
        Part::Heading("At a glance".to_owned()),
        Part::Facts(said),
        Part::Sentence(
            "Cost at stake is the most that one contract in place of several could save: on each \
             day the cost of all of them less that of the dearest. It is not a saving. Each \
             contract and day counts once, however many overlaps it is in."
                .to_owned(),
        ),
    ];
    parts.extend(far_off(given, audit));
    if audit.tally.compared < 2 {
        parts.push(Part::Sentence(
            "Fewer than two contracts could be compared, so nothing can overlap.".to_owned(),
        ));
    }
    parts
}

/// So many months beyond the horizon an end may only stand for none.
const FAR_OFF: i32 = 120;

/// An overlap that runs on for decades rests on an end that somebody wrote for want of one.
fn far_off(given: &Given, audit: &Audit) -> Option<Part> {
    let last = audit.overlaps.iter().map(|o| o.to).max()?;
    let far = last > given.question.horizon().plus_months(FAR_OFF);
    far.then(|| {
        Part::Sentence(format!(
            "The last overlap is reckoned to {}: where such a day stands for no end, leave it blank.",
            last.long()
        ))
    })
}

/// How many contracts in overlaps cost an unknown amount.
fn of_unknown_value(audit: &Audit) -> usize {
    let mut unknown: Vec<u32> = audit
        .overlaps
        .iter()
        .filter(|o| o.unknown_values > 0)
        .flat_map(|o| &o.contracts)
        .copied()
        .filter(|c| audit.contracts.is_of_unknown_cost(*c))
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown.len()
}

/// Overlaps that are no handovers, the costliest first, each a block.
pub(super) fn warnings(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut all: Vec<&Overlap> = audit
        .overlaps
        .iter()
        .filter(|o| o.kind != Kind::Handover)
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    // The list is in order of cell and date, and the sort keeps that order among equals.
    all.sort_by_key(|o| std::cmp::Reverse(o.cost_at_stake));
    let mut parts = vec![Part::Heading("Overlaps, the costliest first".to_owned())];
    for (service, found, asked) in audit.overlapping_too_often() {
        parts.push(Part::Sentence(format!(
            "{}: {found} of {asked} contracts overlap another; {DOUBT}.",
            words.service_name(service)
        )));
    }
    for (i, overlap) in all.iter().take(SHOWN).enumerate() {
        parts.extend(block(i + 1, overlap, words, &given.question));
    }
    parts.extend(more(all.len(), "overlap", "overlaps"));
    parts
}

fn block(number: usize, overlap: &Overlap, words: &Words<'_>, question: &Question) -> Vec<Part> {
    let (kind, puts) = sort(overlap, words);
    let unknown = match overlap.unknown_values {
        0 => String::new(),
        n => format!(", {} of unknown value", counted(n, "contract", "contracts")),
    };
    let parties = counted(overlap.contracts.len(), "contract", "contracts");
    let peak = if overlap.peak < overlap.contracts.len() {
        format!("{parties}, at most {} at once", overlap.peak)
    } else {
        parties
    };
    let shown = overlap.contracts.iter().take(CONTRACTS);
    let lines = shown.map(|c| words.line(&words.contract(*c))).collect();
    let mut parts = vec![
        Part::Heading(format!("{number}. {}", words.cells(&overlap.cells))),
        Part::Sentence(format!(
            "{} to {}, {}: {peak}; {}. Cost at stake {}{unknown}.",
            overlap.from.long(),
            overlap.to.long(),
            counted(usize::try_from(overlap.days).unwrap_or(0), "day", "days"),
            kind,
            overlap.cost_at_stake,
        )),
        Part::List(lines),
    ];
    if overlap.contracts.len() > CONTRACTS {
        let rest = overlap.contracts.len() - CONTRACTS;
        parts.push(Part::Sentence(format!("And {rest} more contracts.")));
    }
    parts.push(bought::sentence(words, overlap, question));
    parts.push(Part::Sentence(puts.to_owned()));
    parts
}

/// What sort it is, and the question that puts. A body that is not named may be any.
fn sort(overlap: &Overlap, words: &Words<'_>) -> (&'static str, &'static str) {
    let book = &words.audit.contracts;
    let mut each = overlap.contracts.iter();
    let no_commissioner = each.clone().any(|c| !book.names_commissioner(*c));
    let no_provider = each.any(|c| !book.names_provider(*c));
    match (no_commissioner, no_provider) {
        (false, false) => (kind_name(overlap.kind), kind_question(overlap.kind)),
        (true, false) => (
            "not every commissioner is named",
            "Whether one commissioner buys twice, or several do, cannot be told until the \
             register names them.",
        ),
        (false, true) => (
            "not every provider is named",
            "Whether one provider is paid twice, or several are, cannot be told until the \
             register names them.",
        ),
        (true, true) => (
            "not every commissioner and provider is named",
            "Who pays whom twice cannot be told until the register names them.",
        ),
    }
}

/// Handovers, and records kept twice: what is as a rule meant, or no overlap at all.
pub(super) fn short(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut parts = handovers(given, audit, words);
    parts.extend(twice(audit, words));
    parts
}

/// Handovers in one table.
fn handovers(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let all: Vec<&Overlap> = audit
        .overlaps
        .iter()
        .filter(|o| o.kind == Kind::Handover)
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let headings = ["Where", "From", "To", "Days", "Contracts", "Cost at stake"];
    let mut table = Table::new(&headings, &[3, 5]);
    for overlap in all.iter().take(SHOWN) {
        let labels: Vec<String> = overlap.contracts.iter().map(|c| words.label(*c)).collect();
        table.row(vec![
            text(words.cells(&overlap.cells)),
            Cell::Day(overlap.from),
            Cell::Day(overlap.to),
            Cell::Count(overlap.days.into()),
            text(labels.join(" → ")),
            Cell::Money(overlap.cost_at_stake),
        ]);
    }
    let mut parts = vec![
        Part::Heading("Handovers".to_owned()),
        Part::Sentence(format!(
            "Two contracts, at most {}, one takes over from the other: as a rule meant.",
            counted(
                usize::try_from(given.question.handover_days).unwrap_or(0),
                "day",
                "days"
            )
        )),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "handover", "handovers"));
    parts.push(meaning::handovers(&all));
    parts
}

fn twice(audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    if audit.twice.is_empty() {
        return Vec::new();
    }
    let lines = audit.twice.iter().take(SHOWN).map(|twice| {
        let (kept, again) = (words.contract(twice.kept), words.contract(twice.left_out));
        let (first, second) = (words.register(&kept), words.register(&again));
        let both = match kept.reference == again.reference {
            true => format!("{} in {first} and in {second}", kept.reference),
            false => format!(
                "{} in {first} and {} in {second}",
                kept.reference, again.reference
            ),
        };
        let but = match twice.values_differ {
            true => format!(
                "; but their values differ, {} and {}: they may be two",
                words.worth(&kept),
                words.worth(&again)
            ),
            false => String::new(),
        };
        format!("{both}: {}{but}", twice.because.join(", "))
    });
    let mut parts = vec![
        Part::Heading("Recorded twice".to_owned()),
        Part::Sentence(
            "One contract under two references or in two registers, as it seems. The second of \
             each pair is left out of overlaps and breaks."
                .to_owned(),
        ),
        Part::List(lines.collect()),
    ];
    parts.extend(more(audit.twice.len(), "pair", "pairs"));
    parts
}
