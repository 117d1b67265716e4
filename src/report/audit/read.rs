//! What was read and what became of it: files, rows, contracts, what could not be classified,
//! what needs attention.

use super::words::{Words, first_words, label_shown, more};
use super::{Given, SHOWN};
use crate::compute::audit::{Audit, Book, LeftOut};
use crate::report::columns::maybe_cut;
use crate::report::defined_twice;
use crate::report::missing::{bodies_lost, schemes_and_pools_lost};
use crate::report::{Cell, Part, Table, counted, listed, text};
use crate::value::{Money, nearest};
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

/// Services a column names that the list does not hold: each is compared only with itself.
pub(super) fn unlisted(audit: &Audit) -> Option<Part> {
    let known = |id: &str| audit.service(id).is_some();
    let mut names: Vec<&str> = audit.cells.iter().map(|c| c.service.as_str()).collect();
    names.retain(|id| !known(id));
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return None;
    }
    let said = names.iter().take(SHOWN).map(|id| {
        let near = nearest(id, audit.services.iter().map(|s| s.id.as_str()));
        match near {
            Some(near) => format!("`{id}` (did you mean `{near}`?)"),
            None => format!("`{id}`"),
        }
    });
    let said: Vec<String> = said.collect();
    let more = match names.len().saturating_sub(SHOWN) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    Some(Part::Sentence(format!(
        "Not on the list of services, so compared only with contracts that say the same: {}{more}.",
        listed(&said)
    )))
}

/// Contracts whose service neither a column nor a rule tells: those with a care code first, then
/// the largest.
pub(super) fn unclassified(audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    if audit.unclassified.is_empty() {
        return Vec::new();
    }
    let book = &audit.contracts;
    // A value in all and one of a year are never added up together.
    let value = |c: &u32| book.worth(*c).total.or(book.worth(*c).annual);
    let total = |c: &u32| book.worth(*c).total;
    let yearly = |c: &u32| book.worth(*c).annual.filter(|_| total(c).is_none());
    let mut all = audit.unclassified.clone();
    all.sort_by_key(|c| std::cmp::Reverse((book.has_care_code(*c), value(c))));
    let unknown = all.iter().filter(|c| value(c).is_none()).count();
    let care = all.iter().filter(|c| book.has_care_code(**c)).count();
    let mut table = Table::new(&["Contract", "Title", "Value"], &[]);
    for contract in all.iter().take(SHOWN) {
        let contract = words.contract(*contract);
        table.row(vec![
            text(label_shown(&contract.label)),
            text(first_words(&contract.title)),
            text(words.worth(&contract)),
        ]);
    }
    let sum = [
        (sum_of(all.iter().filter_map(total)), "in all"),
        (sum_of(all.iter().filter_map(yearly)), "a year"),
    ];
    let sum = sum
        .into_iter()
        .filter_map(|(sum, of)| Some(format!("{} {of}", sum?)));
    let sum = match listed(&sum.collect::<Vec<_>>()) {
        none if none.is_empty() => "of no known value".to_owned(),
        sum => format!("{sum} as recorded"),
    };
    let twice = in_several_files(book, &all);
    let unknown = match unknown {
        0 => String::new(),
        n => format!(", {} of unknown value", counted(n, "contract", "contracts")),
    };
    let order = match care {
        0 => "The largest first.".to_owned(),
        n => format!(
            "First {n} with a CPV code of care (85 or 98), then the others, the largest first."
        ),
    };
    let mut parts = vec![
        Part::Heading("Not classified".to_owned()),
        Part::Sentence(format!(
            "{} whose service no column names and no rule finds: {sum}{unknown}.{twice} \
             Left out of overlaps and gaps; a `service` column brings one in. {order}",
            counted(all.len(), "contract", "contracts")
        )),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "contract", "contracts"));
    let parts_of = audit.tally.contracts;
    parts.push(Part::Sentence(format!(
        "So the figures of this audit speak of {} of {parts_of} contracts.",
        audit.tally.compared
    )));
    parts
}

/// The sum of some amounts; nothing of none.
fn sum_of(amounts: impl Iterator<Item = Money>) -> Option<Money> {
    amounts.reduce(|sum, one| sum + one)
}

/// References that stand in several files: what is recorded once in each is added up as often.
fn in_several_files(book: &Book, all: &[u32]) -> String {
    let mut shared: Vec<&str> = all
        .iter()
        .filter(|c| book.label(**c) != book.reference(**c))
        .map(|c| book.reference(*c))
        .collect();
    shared.sort_unstable();
    let runs = shared.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
    let (references, rows) = runs.fold((0, 0), |(n, rows), run| (n + 1, rows + run.len()));
    match references {
        0 => String::new(),
        n => format!(
            " {} in several files, together {rows} times in this: see whether they are the same \
             contracts.",
            counted(n, "reference stands", "references stand")
        ),
    }
}

/// Contracts whose service a rule told from their words: for a reader to correct.
pub(super) fn by_rule(audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let book = &audit.contracts;
    let by_rule = |c: &u32| book.is_by_rule(*c) && !book.cells(*c).is_empty();
    let all: Vec<u32> = book.positions().filter(by_rule).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["Contract", "Title", "Taken for"], &[]);
    for contract in all.iter().take(SHOWN) {
        let contract = words.contract(*contract);
        table.row(vec![
            text(label_shown(&contract.label)),
            text(first_words(&contract.title)),
            text(listed(&words.services(&contract))),
        ]);
    }
    let mut parts = vec![
        Part::Heading("Classified by their words".to_owned()),
        Part::Sentence(
            "No column names the service of these; rules over the title, and where a rule says so \
             the description, do; `--why` tells the words. A `service` column overrules them."
                .to_owned(),
        ),
        Part::Table(table),
    ];
    parts.extend(more(all.len(), "contract", "contracts"));
    let many = all.len() * 2 > audit.tally.compared;
    parts.push(Part::Sentence(format!(
        "{} of the {} contracts compared {} told by words alone{}.",
        all.len(),
        audit.tally.compared + audit.tally.recorded_twice,
        if all.len() == 1 { "is" } else { "are" },
        if many {
            ": read these before anything above"
        } else {
            ""
        }
    )));
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
