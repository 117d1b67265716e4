//! The `agreement:` block: what was signed, by whom. What it states of each matter, and the terms
//! that run over time, stand in files of their own.

mod outcomes;
mod over_time;
mod signed;
mod stated;

pub(super) use signed::pool_manager;

use super::fields::{Fields, text_of};
use super::scalar::Reading;
use crate::model::{Agreement, ArrangementKind, Field, PlaceModel};
use crate::source::yaml::{Entry, Node, Shape};

const STATUSES: &[(&str, &str)] = &[
    ("draft", "draft"),
    ("agreed", "agreed"),
    ("signed", "signed"),
    ("expired", "expired"),
    ("superseded", "superseded"),
];

pub(super) fn read(
    block: &Entry,
    clause_rows: &[Node],
    reading: &mut Reading<'_>,
) -> Option<Agreement> {
    let mut fields = Fields::of(&block.value, "an agreement", reading)?;
    let listed = fields.node("arrangements").map(|node| &node.shape);
    let arrangements_said = matches!(listed, Some(Shape::List(_)));
    let status = fields.word("status", STATUSES, reading);
    let mut agreement = Agreement {
        at: block.key.at,
        reference: fields.text("reference", reading),
        arrangements: Vec::new(),
        arrangements_said,
        status: match status {
            Field::Given(word) => Field::Given(word.map(str::to_owned)),
            Field::Unreadable(at) => Field::Unreadable(at),
            Field::Absent => Field::Absent,
        },
        starts: fields.day("starts", reading),
        ends: fields.day("ends", reading),
        signatures: signed::signatures(&mut fields, reading),
        host: fields.id("host", reading),
        pool_manager: pool_manager(&mut fields, reading),
        stated: stated::outline(&block.value),
        wording: stated::wording(&block.value),
        place_model: fields.word("place_model", PlaceModel::WORDS, reading),
        outcomes: outcomes::outcomes(&mut fields, reading),
        nhs_functions: Vec::new(),
        council_functions: Vec::new(),
        clauses: Vec::new(),
        review: over_time::review(&mut fields, reading),
        sharing_review: Field::Absent,
        variations: over_time::variations(&mut fields, reading),
        extensions: over_time::extensions(&mut fields, reading),
    };
    (agreement.nhs_functions, agreement.council_functions) =
        stated::functions(&mut fields, reading);
    stated::known_keys(&mut fields, reading);
    agreement.sharing_review = over_time::dates_stated(&mut fields, reading);
    for item in fields.items("arrangements", reading) {
        if let Some(text) = text_of(item, reading)
            && let Field::Given(kind) = reading.word(text, item.at, ArrangementKind::WORDS)
        {
            agreement.arrangements.push(kind);
        } else {
            agreement.arrangements_said = false;
        }
    }
    let rows = fields.items("clauses", reading);
    agreement.clauses = rows
        .iter()
        .chain(clause_rows)
        .filter_map(|row| signed::clause(row, reading))
        .collect();
    fields.require(&["arrangements", "starts", "ends"], reading);
    fields.finish(reading);
    Some(agreement)
}
