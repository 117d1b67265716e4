//! The tidy table of flows, made for a pivot table: one row for each finest combination and month.

use super::beside::{left_out, lost};
use super::words::{Words, heading};
use crate::compute::flows::{Dimension, Entry, Paid, Payer, Way, key, pivot, quarter};
use crate::model::Party;
use crate::report::{Cell, Column, Table, text};
use crate::source::Sources;
use crate::value::{Money, Month, Period};

/// Amounts are plain, and add up by any column within `way` and `stage`: income stands below nil.
pub(super) fn data(words: &Words<'_>, sources: &Sources, chosen: &[Dimension]) -> Table {
    let mut table = match chosen {
        [] => finest(words),
        some => by_chosen(words, some),
    };
    for why in lost(words, sources) {
        table.row_with(vec![("stage", text("not-known")), ("note", text(why))]);
    }
    for (at, why) in left_out(words, sources) {
        let said = format!("{at}: {why}");
        table.row_with(vec![("stage", text("left-out")), ("note", text(said))]);
    }
    table
}

fn headed(names: Vec<String>) -> Table {
    let column = |heading: String| Column {
        figures: heading == "amount",
        heading,
        spare: false,
    };
    Table {
        columns: names.into_iter().map(column).collect(),
        rows: Vec::new(),
    }
}

/// Every movement, and every planned contribution the ledger has nothing of.
fn finest(words: &Words<'_>) -> Table {
    let mut names: Vec<String> = ["stage", "way", "year", "quarter", "month"]
        .map(String::from)
        .into();
    for (word, dimension) in Dimension::WORDS {
        names.push((*word).to_owned());
        match dimension {
            Dimension::Pool | Dimension::Scheme | Dimension::Payer => {
                names.push(format!("{word}_name"));
            }
            _ => {}
        }
    }
    names.extend(["from", "to", "amount", "note"].map(String::from));
    let mut table = headed(names);
    for (entry, amount) in words.flows.by_month(words.plan).iter() {
        let mut cells = when("actual", entry.way.word(), entry.month);
        for (_, dimension) in Dimension::WORDS {
            let key = key(words.plan, words.flows, *dimension, entry);
            cells.push(text(words.code(*dimension, &key)));
            if let Dimension::Pool | Dimension::Scheme | Dimension::Payer = dimension {
                cells.push(text(name(words, *dimension, entry)));
            }
        }
        let (from, to) = ends(words, entry);
        let amount = Cell::Money(entry.signed(*amount));
        cells.extend([text(from), text(to), amount, text("")]);
        table.row(cells);
    }
    for (planned, amount) in &words.flows.plans.not_in_ledger {
        let held = crate::compute::flows::Held::of(words.plan, Some(planned.pool));
        let party = Party::Partner(planned.partner);
        let when = ["stage", "way", "year", "quarter", "month"];
        let when = when.into_iter().zip(when_cells(planned.month));
        let own = [
            ("standing", text(held.word())),
            ("pool", text(words.pool_id(Some(planned.pool)))),
            ("pool_name", text(words.pool(Some(planned.pool)))),
            ("kind", text("contribution")),
            ("payer", text(words.party_id(party))),
            ("payer_name", text(words.party(party))),
            (
                "source",
                text(planned.source.map_or("", crate::model::Source::word)),
            ),
            ("amount", Cell::Money(*amount)),
        ];
        table.row_with(when.chain(own).collect());
    }
    table
}

fn when_cells(month: Month) -> Vec<Cell> {
    when("planned", Way::In.word(), month)
}

fn when(stage: &str, way: &str, month: Month) -> Vec<Cell> {
    let quarter = Period::Quarter(month.year, quarter(month.number));
    vec![
        text(stage),
        text(way),
        text(month.year.to_string()),
        text(quarter.to_string()),
        text(month.to_string()),
    ]
}

fn name(words: &Words<'_>, dimension: Dimension, entry: &Entry) -> String {
    match (dimension, entry.payer) {
        (Dimension::Pool, _) => entry.pool.map_or_else(String::new, |p| words.pool(Some(p))),
        (Dimension::Scheme, _) => entry.scheme.map_or_else(String::new, |s| words.scheme(s)),
        (_, Payer::Party(party)) => words.party(party),
        (_, Payer::Fund) => words.pool(entry.pool),
        (_, Payer::Nobody) => String::new(),
    }
}

/// Who pays whom in a transfer; blank in others.
fn ends(words: &Words<'_>, entry: &Entry) -> (String, String) {
    let to = match entry.paid {
        Paid::Party(party) => words.party_id(party),
        _ => return (String::new(), String::new()),
    };
    let from = match entry.payer {
        Payer::Party(party) => words.party_id(party),
        Payer::Fund => words.pool_id(entry.pool),
        Payer::Nobody => String::new(),
    };
    (from, to)
}

/// One row for each combination of the dimensions chosen and each period.
fn by_chosen(words: &Words<'_>, chosen: &[Dimension]) -> Table {
    let question = words.flows.question;
    let mut names: Vec<String> = ["stage", "way", "period"].map(String::from).into();
    names.extend(chosen.iter().map(|d| heading(*d).to_lowercase()));
    names.extend(["amount", "note"].map(String::from));
    let mut table = headed(names);
    for way in [Way::In, Way::Out, Way::Between] {
        let rows = pivot(words.plan, words.flows, chosen, |e| e.way == way);
        for (keys, amounts) in rows {
            for (slot, amount) in question.slots().iter().zip(amounts) {
                if amount == Money::NIL {
                    continue;
                }
                let mut cells = vec![
                    text("actual"),
                    text(way.word()),
                    text(slot.code(question.by)),
                ];
                let codes = keys.iter().zip(chosen);
                cells.extend(codes.map(|(key, d)| text(words.code(*d, key))));
                cells.extend([Cell::Money(amount), text("")]);
                table.row(cells);
            }
        }
    }
    table
}
