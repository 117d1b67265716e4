//! Debits and credits in two columns: what stands under `amount` less what stands under `less`.

use super::LedgerFile;
use super::heading::Heading;
use crate::finding::{Finding, Findings};
use crate::load::faults;
use crate::load::mapping::{CellFrom, Mapping};
use crate::source::Span;
use crate::value::folded;

/// May the amounts of a file be read as its entry says? One side of two alone, or a side that is
/// taken off itself, would give other figures than the file's: it is told, and no row is read.
pub(super) fn both_counted(
    heading: &Heading,
    names: &[String],
    file: &LedgerFile<'_>,
    at: Span,
    out: &mut Findings,
) -> bool {
    let place = |column: &str| match heading.source(column) {
        CellFrom::Column(i) => Some(*i),
        _ => None,
    };
    let at = file.mapping.map_or(at, |m| entry_of(m, "less", "amount"));
    let name = file.name;
    let (message, help) = if heading.takes_off() && !heading.months.is_empty() {
        (
            format!("{name} has a column for each month and no amount to take `less` off"),
            "leave `less` out, or write the two sides of each month as one".to_owned(),
        )
    } else if heading.takes_off() {
        match (place("amount"), place("less")) {
            (Some(one), Some(other)) if one == other => (
                format!(
                    "{name} takes `{}` off itself: every amount is nil",
                    names[one]
                ),
                "write the other side under `less`: columns: {amount: Debit, less: Credit}"
                    .to_owned(),
            ),
            _ => return true,
        }
    } else {
        let Some((counted, other)) = place("amount").and_then(|i| one_of_two(names, i)) else {
            return true;
        };
        (
            format!(
                "{name} has a column `{other}` beside `{counted}`, and only `{counted}` counts: \
                 none of its rows are read"
            ),
            format!(
                "write under `columns:` what is taken off: {{amount: {counted}, less: {other}}}; \
                 the other way round where credits are what counts, as of income"
            ),
        )
    };
    out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
    false
}

/// Where an entry says the first of these columns that it says.
fn entry_of(mapping: &Mapping, first: &str, then: &str) -> Span {
    let said = |column| mapping.headings.iter().find(|(c, _)| *c == column);
    said(first)
        .or_else(|| said(then))
        .map_or(mapping.at, |(_, heading)| heading.at)
}

/// The heading at `counted`, and the one of the other side beside it; none if it is of neither.
pub(in crate::load) fn one_of_two(names: &[String], counted: usize) -> Option<(&str, &str)> {
    let counted = names.get(counted)?;
    let wanted = other_side(counted)?;
    let other = names.iter().find(|name| sides(name).0 == wanted)?;
    Some((counted, other))
}

/// The heading of the other side, in the words of `sides`; none if it is of neither.
fn other_side(heading: &str) -> Option<String> {
    let (words, turned) = sides(heading);
    (words != turned).then_some(turned)
}

/// A heading's words with `Dr` and `Cr` written out, and the same with the sides changed over.
fn sides(heading: &str) -> (String, String) {
    let heading = folded(heading);
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let pairs: Vec<(&str, &str)> = words
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "debit" | "debits" | "dr" => ("debit", "credit"),
            "credit" | "credits" | "cr" => ("credit", "debit"),
            word => (word, word),
        })
        .collect();
    let (own, turned): (Vec<&str>, Vec<&str>) = pairs.into_iter().unzip();
    (own.join(" "), turned.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_side_of_a_heading_is_known_by_its_words() {
        let pair = |one, other| other_side(one).as_deref() == Some(sides(other).0.as_str());
        assert!(pair("Debit", "CREDIT"));
        assert!(pair("Entered DR", "Entered Cr"));
        assert!(pair("Debit (£)", "Credit £"));
        assert!(pair("Credits", "Debit"));
        assert!(!pair("Debit", "Credit note no"));
        assert!(!pair("Accounted Dr", "Entered Cr"));
        assert_eq!(other_side("Net amount"), None);
        assert_eq!(other_side("Drawn"), None);
    }
}
