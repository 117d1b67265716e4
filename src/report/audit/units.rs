//! Prices of like units, as people read them.

use super::SHOWN;
use super::meaning::{first, number};
use super::money::name;
use super::words::{Words, more};
use crate::compute::audit::{Audit, UnitPrices};
use crate::report::{Cell, Part, Table, text};
use crate::value::{Money, shown};

/// Prices of like units, with their fences, and contracts of which none can be told.
pub(super) fn units(audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let (all, unpriced) = (&audit.redesign.units, &audit.redesign.unpriced);
    if all.is_empty() && unpriced.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![
        Part::Heading("Prices of a unit".to_owned()),
        Part::Sentence(
            "A year's value ÷ `capacity`, for contracts not yet ended of one service in one unit. \
             Fences are the quartiles less, or plus, one and a half times the distance between \
             them; five prices are needed."
                .to_owned(),
        ),
    ];
    if !all.is_empty() {
        parts.extend(spread(all, words));
    }
    if !unpriced.is_empty() {
        let lines = unpriced.iter().take(SHOWN);
        let lines = lines.map(|one| format!("{}: {}", name(words, one.contract), one.why));
        parts.push(Part::Sentence(format!(
            "No price can be told of {}:",
            match unpriced.len() {
                1 => "one contract".to_owned(),
                n => format!("{} contracts", number(n)),
            }
        )));
        parts.push(Part::List(lines.collect()));
        parts.extend(more(unpriced.len(), "contract", "contracts"));
    }
    parts
}

fn spread(all: &[UnitPrices], words: &Words<'_>) -> Vec<Part> {
    let headings = [
        "Service and unit",
        "Prices",
        "Least",
        "Lower fence",
        "Lower quartile",
        "Median",
        "Upper quartile",
        "Upper fence",
        "Most",
    ];
    let mut table = Table::new(&headings, &[1, 2, 3, 4, 5, 6, 7, 8]);
    all.iter()
        .take(SHOWN)
        .for_each(|group| table.row(prices(words, group)));
    let mut apart = Vec::new();
    for group in all {
        let beyond = group
            .prices
            .iter()
            .filter(|(_, price)| group.fences.is_some_and(|f| f.is_beyond(*price)));
        apart.extend(beyond.map(|(position, price)| {
            format!(
                "{}: {price} a year for one of {}",
                name(words, *position),
                shown(&group.unit)
            )
        }));
    }
    let said = match apart.len() {
        0 if all.iter().all(|group| group.fences.is_none()) => {
            "There are too few prices to say whether one stands apart.".to_owned()
        }
        0 => "No price lies beyond a fence.".to_owned(),
        1 => "One price lies beyond a fence:".to_owned(),
        n => format!("{} prices lie beyond a fence:", first(&number(n))),
    };
    let mut parts = vec![Part::Table(table)];
    parts.extend(more(all.len(), "service and unit", "services and units"));
    parts.push(Part::Sentence(said));
    if !apart.is_empty() {
        let found = apart.len();
        apart.truncate(SHOWN);
        parts.push(Part::List(apart));
        parts.extend(more(found, "price", "prices"));
    }
    parts
}

fn prices(words: &Words<'_>, group: &UnitPrices) -> Vec<Cell> {
    let end = |price: Option<&(u32, Money)>| price.map_or(Cell::Blank, |(_, p)| Cell::Money(*p));
    let n = i64::try_from(group.prices.len()).unwrap_or(i64::MAX);
    let mut row = vec![
        text(format!(
            "{}: {}",
            words.service_name(&group.service),
            shown(&group.unit)
        )),
        Cell::Count(n),
        end(group.prices.first()),
    ];
    match group.fences {
        Some(fences) => row.extend(fences.shown().map(Cell::Money)),
        None => row.extend(vec![Cell::Blank; 5]),
    }
    row.push(end(group.prices.last()));
    row
}
