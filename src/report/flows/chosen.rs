//! Tables by dimensions that are chosen, in the order chosen.

use super::periods::Periods;
use super::spent::way_words;
use super::words::{Words, heading, held_words};
use crate::compute::flows::{Dimension, Entry, Held, Way, pivot};
use crate::model::Kind;
use crate::report::Part;
use crate::value::Money;

/// The tables of money of one standing: what is paid in, what is spent, where the dimensions tell
/// anything of it.
pub(super) fn tables(words: &Words<'_>, held: Held, dimensions: &[Dimension]) -> Vec<Part> {
    let mut parts = Vec::new();
    for way in [Way::In, Way::Out] {
        let useful = way == Way::Out || dimensions.iter().any(|d| d.is_of_contributions());
        if useful {
            parts.extend(table(words, held, way, dimensions));
        }
    }
    parts
}

fn table(words: &Words<'_>, held: Held, way: Way, dimensions: &[Dimension]) -> Vec<Part> {
    let wanted = |entry: &Entry| entry.held == held && entry.way == way;
    let rows = pivot(words.plan, words.flows, dimensions, wanted);
    if rows.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = dimensions.iter().map(|d| heading(*d)).collect();
    let mut table = Periods::new(words, &names, "Amount");
    for (keys, amounts) in &rows {
        let keys = keys.iter().zip(dimensions);
        let names = keys.map(|(key, dimension)| words.key(*dimension, key));
        table.row(names.collect(), amounts);
    }
    let all = table.all();
    let by: Vec<String> = dimensions
        .iter()
        .map(|d| heading(*d).to_lowercase())
        .collect();
    vec![
        Part::Heading(format!(
            "{}: {} by {}",
            held_words(held),
            way_words(way).to_lowercase(),
            by.join(", ")
        )),
        Part::Table(table.close()),
        Part::Sentence(meaning(words, held, way, all)),
    ]
}

/// What the amounts of a table come to, and from which rows of the ledger.
fn meaning(words: &Words<'_>, held: Held, way: Way, all: Money) -> String {
    let of = |kind: Kind| -> Money {
        let entries = words.flows.entries.iter();
        let entries = entries.filter(|(e, _)| e.held == held && e.kind == kind);
        entries.map(|(_, amount)| *amount).sum()
    };
    match way {
        Way::In => format!("Contributions in the ledger, together {all}: what it has of them."),
        _ => format!(
            "Spend less income and grant handed on, together {all}: {} − {} + {}, as the ledger has them.",
            of(Kind::Spend),
            of(Kind::Income),
            of(Kind::Passport)
        ),
    }
}
