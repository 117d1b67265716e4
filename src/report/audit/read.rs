//! What was read and what became of it: files, rows, contracts, what could not be classified,
//! what needs attention.

use super::words::more;
use super::{Given, SHOWN};
use crate::compute::audit::{Audit, LeftOut};
use crate::report::columns::maybe_cut;
use crate::report::defined_twice;
use crate::report::missing::{bodies_lost, schemes_and_pools_lost};
use crate::report::{Cell, Part, Table, counted, listed, text};
use std::collections::HashSet;

pub(super) fn facts(given: &Given, audit: &Audit) -> Vec<(String, String)> {
    let mut facts = given.around.facts();
    if given.bare
        && let Some(first) = facts.first_mut()
    {
        "Files".clone_into(&mut first.0);
    }
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let end = given.question.horizon();
    facts.push(fact("Looked ahead to", end.long()));
    let tally = audit.tally;
    facts.push(fact(
        "Rows",
        sum(
            tally.rows,
            &[(tally.used, "used"), (tally.left_out, "left out")],
        ),
    ));
    let terms = [
        (tally.compared, "compared"),
        (tally.unclassified, "not classified"),
        (tally.undated, "without usable dates"),
        (tally.recorded_twice, "recorded twice"),
    ];
    facts.push(fact("Contracts", sum(tally.contracts, &terms)));
    facts.extend(super::payments::fact(given, audit));
    if let Some(words) = given.question.sections.alone() {
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        facts.push(fact("Parts", format!("{} alone", listed(&words))));
    }
    facts
}

/// `7 = 5 used + 2 left out`; terms of none but the first are not said.
pub(super) fn sum(all: usize, terms: &[(usize, &str)]) -> String {
    let said: Vec<String> = terms
        .iter()
        .enumerate()
        .filter(|(i, (n, _))| *i == 0 || *n > 0)
        .map(|(_, (n, what))| format!("{n} {what}"))
        .collect();
    format!("{all} = {}", said.join(" + "))
}

/// The files and what each was recognised as.
pub(super) fn registers(given: &Given) -> Vec<Part> {
    let mut table = Table::new(&["Register", "Rows", "Recognised as"], &[1]);
    for register in &given.plan.registers {
        table.row(vec![
            text(register.name.clone()),
            Cell::Count(i64::try_from(register.counts.rows).unwrap_or(i64::MAX)),
            text(register.recognised_as.clone()),
        ]);
    }
    if table.rows.is_empty() {
        let none = "No contract register was found or recognised.".to_owned();
        return vec![Part::Sentence(none)];
    }
    let rows: usize = given.plan.registers.iter().map(|r| r.counts.rows).sum();
    let files = given.plan.registers.len();
    let mut parts = vec![
        Part::Table(table),
        Part::Sentence(format!(
            "{} of {} {} read; what became of them stands above.",
            counted(rows, "row", "rows"),
            counted(files, "register", "registers"),
            if rows == 1 { "was" } else { "were" }
        )),
    ];
    parts.extend(super::payments::files(given));
    parts
}

/// What a reader must know before the figures.
pub(super) fn remarks(given: &Given) -> Vec<Part> {
    let mut parts = Vec::new();
    let national: Vec<String> = given
        .plan
        .registers
        .iter()
        .filter(|r| r.area_is_buyer)
        .map(|r| r.name.clone())
        .collect();
    if !national.is_empty() {
        let (verb, each) = if national.len() == 1 {
            ("names", "it")
        } else {
            ("name", "them")
        };
        parts.push(Part::Sentence(format!(
            "{} {verb} no areas, so each buyer in {each} is taken for its own area: contracts of \
             two different buyers are not called an overlap.",
            listed(&national)
        )));
    }
    if given.question.with_extensions {
        parts.push(Part::Sentence(
            "Overlaps are drawn on possible cover: as if every extension already agreed were used."
                .to_owned(),
        ));
    }
    parts
}

/// Registers nothing was read from, and schemes, pools and bodies that could not be read, a line each.
pub(super) fn unread(given: &Given) -> Vec<String> {
    let registers = given.plan.unread.iter().map(|(_, why)| why.clone());
    let plan = &given.plan.partnership;
    let entries = schemes_and_pools_lost(plan, &given.sources);
    let bodies = bodies_lost(plan, &given.sources);
    registers.chain(entries).chain(bodies).collect()
}

/// The same, and services not read whole.
pub(super) fn not_read_lines(given: &Given) -> Vec<String> {
    let services = given.plan.partnership.lost_services.iter();
    let services =
        services.map(|at| format!("{}: not read whole, a service", given.sources.short(*at)));
    unread(given).into_iter().chain(services).collect()
}

/// The same and what is defined twice, before any figure.
pub(super) fn not_read(given: &Given) -> Vec<Part> {
    let mut parts = Vec::new();
    let plan = &given.plan.partnership;
    let lines = unread(given);
    if !lines.is_empty() {
        parts.push(Part::Heading("Not read".to_owned()));
        parts.push(Part::List(lines));
    }
    parts.extend(services_lost(given));
    let counted = "whose a contract is, who is paid and what a pool covers";
    parts.extend(defined_twice::parts(plan, &given.sources, counted));
    parts
}

/// Entries of `services:` that could not be read whole.
pub(super) fn services_lost(given: &Given) -> Option<Part> {
    let lost = given.plan.partnership.lost_services.iter();
    let places: Vec<String> = lost.map(|at| given.sources.short(*at)).collect();
    (!places.is_empty()).then(|| {
        Part::Sentence(format!(
            "Of `services:` something could not be read, at {}: without it contracts may be taken \
             for another service, or for none. `jcplan check` says what.",
            listed(&places)
        ))
    })
}

/// Nothing was read: an answer of no overlaps would be untrue.
pub(super) fn nothing(given: &Given, audit: &Audit) -> Vec<Part> {
    let none = match (given.plan.unread.is_empty(), given.plan.payments.is_empty()) {
        (false, _) => "No contract register could be read.",
        (true, false) => "No contract register was given.",
        (true, true) => {
            "There is no contract register: put it into `contracts/`, or name it under `files:` in \
             partnership.yaml."
        }
    };
    let mut parts = vec![Part::Sentence(none.to_owned())];
    parts.extend(super::payments::alone(given, audit));
    parts.extend(attention(given, audit));
    parts
}

/// Everything reading found, rows that could not be placed in time, and providers told by number.
pub(super) fn attention(given: &Given, audit: &Audit) -> Vec<Part> {
    let lines = all_attention(given, audit);
    let mut parts = super::numbers::numbers(audit);
    if lines.is_empty() {
        return parts;
    }
    let all = lines.len();
    let shown = lines
        .into_iter()
        .take(SHOWN)
        .map(|(place, message)| format!("{place}: {message}"));
    parts.push(Part::Heading("Rows that need attention".to_owned()));
    parts.push(Part::List(shown.collect()));
    parts.extend(more(all, "remark", "remarks"));
    parts
}

/// Place and fact: graver things first, in order of file and line.
pub(super) fn all_attention(given: &Given, audit: &Audit) -> Vec<(String, String)> {
    let cut = given.plan.registers.iter().filter_map(|register| {
        let said = maybe_cut(register.counts.rows)?;
        Some((register.name.clone(), format!("it has {said}")))
    });
    let not_placed = left_out(given, audit, |row| !row.told);
    let told_first = told(given, true).chain(not_placed);
    told_first.chain(told(given, false)).chain(cut).collect()
}

/// What takes something out of the figures: faults of cells, and contracts left out for another
/// reason.
pub(super) fn graver_attention(given: &Given, audit: &Audit) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = told(given, true).collect();
    let places: HashSet<String> = all.iter().map(|(place, _)| place.clone()).collect();
    let others = left_out(given, audit, |_| true);
    all.extend(others.filter(|(place, _)| !places.contains(place)));
    all
}

/// What reading found fault with.
fn told(given: &Given, grave: bool) -> impl Iterator<Item = (String, String)> {
    let these = given.attention.iter().filter(move |a| a.grave == grave);
    these.map(|a| {
        let help = a.help.as_ref().map(|help| format!(" ({help})"));
        let message = format!("{}{}", a.message, help.unwrap_or_default());
        (a.place.clone(), message)
    })
}

/// Contracts left out.
fn left_out(
    given: &Given,
    audit: &Audit,
    wanted: impl Fn(&LeftOut) -> bool,
) -> impl Iterator<Item = (String, String)> {
    let rows = audit.left_out.iter().filter(move |row| wanted(row));
    rows.map(|row| {
        let message = format!("contract {} is left out: {}", row.reference, row.why);
        (given.sources.short(row.at), message)
    })
}
