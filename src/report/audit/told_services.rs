//! Contracts by how their service is told: by a word the list does not hold, by a rule, or not.

use super::SHOWN;
use super::words::{Words, first_words, label_shown, more};
use crate::compute::audit::{Audit, Book};
use crate::report::{Part, Table, counted, listed, text};
use crate::value::{Money, nearest};

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

/// Is it what a contract without a reference is called by?
fn is_a_row(reference: &str) -> bool {
    let number = reference.strip_prefix("row ");
    number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

/// References that stand in several files: what is recorded once in each is added up as often.
fn in_several_files(book: &Book, all: &[u32]) -> String {
    let mut shared: Vec<&str> = all
        .iter()
        .filter(|c| book.label(**c) != book.reference(**c))
        .map(|c| book.reference(*c))
        .filter(|reference| !is_a_row(reference))
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
