//! Entries of the folder that cannot be read: ledger rows that name them are in no total.

use super::Given;
use crate::model::Partnership;
use crate::report::Part;
use crate::source::Sources;

/// Each in words, with its places.
pub fn not_read(plan: &Partnership, sources: &Sources) -> Vec<String> {
    let all = plan.not_read().into_iter();
    let told = all.map(|fact| {
        let (why, at) = (fact.why, sources.places(fact.at));
        format!("{why} ({at}): ledger rows that name it are left out")
    });
    told.collect()
}

/// The same as a part of the report.
pub(super) fn part(given: &Given) -> Vec<Part> {
    match not_read(&given.plan.partnership, &given.sources) {
        none if none.is_empty() => Vec::new(),
        lines => vec![Part::Heading("Not read".to_owned()), Part::List(lines)],
    }
}
