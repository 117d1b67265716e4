//! Schemes, whether written in `partnership.yaml` or as rows of `schemes.csv`.

use super::faults::WRONG_SHAPE;
use super::fields::{
    Fields, entry_id, first_id, id_value, ids_given, lost_at, misread_in, text_of, told_since,
    wrong_shape,
};
use super::scalar::Reading;
use super::steps;
use super::within_year::{self, yearly_of};
use crate::finding::Finding;
use crate::model::{Dated, Field, LostScheme, PerWeek, Scheme, UseOf};
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::{Id, Money, Percent, shown};

const PROFILES: &[(&str, bool)] = &[("variable", false), ("fixed", true)];
const NATURES: &[(&str, bool)] = &[("revenue", false), ("capital", true)];

/// A scheme; or what can be told of one that cannot be read.
pub(super) fn read(node: &Node, reading: &mut Reading<'_>) -> Result<Scheme, LostScheme> {
    let lost = |named: String, pool| LostScheme {
        named,
        pool,
        doubled: false,
        ids: ids_given(node),
        at: lost_at(node),
    };
    let Some(mut fields) = Fields::of(node, "a scheme", reading) else {
        return Err(lost("?".to_owned(), None));
    };
    let Some(id) = entry_id(&mut fields, reading) else {
        let written = fields.node("id").map(|n| &n.shape);
        let named = match written {
            Some(Shape::Text(text)) => shown(text),
            _ => first_id(node).map_or_else(|| "?".to_owned(), shown),
        };
        let pool = fields.id("pool", reading);
        return Err(lost(named, pool.value().map(Id::to_string)));
    };
    let fixed = fields.word("profile", PROFILES, reading);
    let capital = fields.word("nature", NATURES, reading);
    let (funding, funding_unreadable) = funding(&mut fields, reading);
    let mut scheme = Scheme {
        id,
        name: fields.text("name", reading),
        pool: fields.id("pool", reading),
        lead: fields.dated("lead", reading, id_value),
        service: fields.text("service", reading),
        baseline: match fields.node("baseline") {
            Some(node) => within_year::monthly_of(node, reading),
            None => Dated::default(),
        },
        per_week: Vec::new(),
        steps: steps::by_year(&mut fields, reading),
        spread: fields.dated("spread", reading, percent_value),
        funding,
        funding_unreadable,
        fixed: fixed.value().copied().unwrap_or(false),
        capital: capital.value().copied().unwrap_or(false),
        risk_share: risk_share(&mut fields, reading),
        unreadable: [fixed.unreadable(), capital.unreadable()]
            .into_iter()
            .flatten()
            .collect(),
        doubled: false,
        at: node.at,
    };
    let before = reading.faults.list().len();
    let by_week = fields.node("per_week").map(misread_in);
    scheme.unreadable.extend(by_week.into_iter().flatten());
    scheme.per_week = per_week(&mut fields, reading);
    scheme.unreadable.extend(told_since(before, reading));
    fields.require(&["pool"], reading);
    // A key nobody knows may be a misspelt `nature` or `profile`.
    let before = reading.faults.list().len();
    fields.finish(reading);
    scheme.unreadable.extend(told_since(before, reading));
    Ok(scheme)
}

/// `per_week: {amount: £3,500, from: 2025-04-01}`, or a list of such entries.
fn per_week(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<PerWeek> {
    let mut all = Vec::new();
    for item in fields.items("per_week", reading) {
        let Some(mut entry) = Fields::of(item, "an amount by the week", reading) else {
            continue;
        };
        let by_week = PerWeek {
            amount: entry.money("amount", reading),
            from: entry.day("from", reading),
            until: entry.day("until", reading),
            at: item.at,
        };
        if let (Field::Given(from), Field::Given(until)) = (&by_week.from, &by_week.until)
            && until.value < from.value
        {
            let finding = Finding::new(&WRONG_SHAPE, until.at, "it ends before it begins");
            reading
                .faults
                .push(finding.help("see which of the days is wrong"));
        }
        entry.require(&["amount", "from"], reading);
        entry.finish(reading);
        all.push(by_week);
    }
    all
}

fn percent_value(reading: &mut Reading<'_>, node: &Node) -> Option<Percent> {
    let text = text_of(node, reading)?;
    reading.percent(text, node.at).value().copied()
}

type Funding = Vec<(Spanned<Id>, Dated<Money>)>;

/// `funding: {icb: £2.5m, council: £1.7m}`; each amount may change by year. With it, the places
/// where whose money it is cannot be read.
fn funding(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> (Funding, Vec<Span>) {
    let Some(node) = fields.node("funding") else {
        return (Vec::new(), Vec::new());
    };
    let Shape::Map(entries) = &node.shape else {
        wrong_shape(node, "a map of partners to amounts", reading);
        return (Vec::new(), vec![node.at]);
    };
    let (mut all, mut unreadable) = (Vec::new(), Vec::new());
    for entry in entries {
        match reading.id(&entry.key.value, entry.key.at) {
            Field::Given(id) => all.push((id, yearly_of(&entry.value, reading))),
            _ => unreadable.push(entry.key.at),
        }
    }
    (all, unreadable)
}

/// `standard`, `{2025-26: standard, 2026-27: standard-2}`, or `{use: standard, with: {at: 2%}}`.
fn risk_share(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Dated<UseOf> {
    fields.dated("risk_share", reading, use_of)
}

fn use_of(reading: &mut Reading<'_>, node: &Node) -> Option<UseOf> {
    if !matches!(node.shape, Shape::Map(_)) {
        let text = text_of(node, reading)?;
        let Field::Given(id) = reading.id(text, node.at) else {
            return None;
        };
        return Some(UseOf {
            id,
            with: Vec::new(),
        });
    }
    let mut fields = Fields::of(node, "the use of a risk share", reading)?;
    let id = fields.id("use", reading);
    let mut with = Vec::new();
    if let Some(values) = fields.node("with") {
        match &values.shape {
            Shape::Map(entries) => {
                for entry in entries {
                    if let Some(text) = text_of(&entry.value, reading) {
                        let value = Spanned::new(text.to_owned(), entry.value.at);
                        with.push((entry.key.clone(), value));
                    }
                }
            }
            _ => wrong_shape(values, "a map of parameters", reading),
        }
    }
    fields.require(&["use"], reading);
    fields.finish(reading);
    match id {
        Field::Given(id) if misread_in(node).is_empty() => Some(UseOf { id, with }),
        _ => None,
    }
}
