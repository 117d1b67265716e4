//! `partnership.yaml` → partnership: the file's keys in their order, and the lists below the parties.

use super::fields::{Fields, ids_given, items_of, lost_at, text_of, wrong_shape};
use super::scalar::Reading;
use super::tables::{Table, Tables};
use super::{
    agreement, answers, better_care, books, faults, parties, pools, risk_shares, schemes, services,
    twice,
};
use crate::finding::Finding;
use crate::model::{Answer, Area, Field, LostPool, LostScheme, Need, Partnership, Pool, Scheme};
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::{SlashOrder, shown};

const SLASHES: &[(&str, SlashOrder)] = &[
    ("dd/mm/yyyy", SlashOrder::DayFirst),
    ("mm/dd/yyyy", SlashOrder::MonthFirst),
];

const PATHWAYS: &[(&str, &str)] = &[
    ("step-up", "step-up"),
    ("step-down", "step-down"),
    ("both", "both"),
];

/// Reads the whole file; `tables` stand beside it and add to its lists.
pub(super) fn read(root: &Node, tables: &Tables, reading: &mut Reading<'_>) -> Partnership {
    let mut plan = Partnership {
        ends: Some(last_of(root)),
        twice: tables.twice().to_vec(),
        ..Partnership::default()
    };
    let Some(mut fields) = Fields::of(root, "a partnership", reading) else {
        return plan;
    };
    format(&mut fields, reading);
    plan.id = fields.id("id", reading);
    plan.name = fields.text("name", reading);
    let area = fields.node("area");
    // Dates first: every date below is read by it.
    plan.dates = fields.word("dates", SLASHES, reading);
    reading.slashes = plan.dates.value().copied();
    plan.area = area.and_then(|node| area_of(node, reading));
    parties::read(&mut fields, &mut plan, reading);
    plan.agreement = match fields.entry("agreement") {
        // Nothing after it: a check tells that there is no agreement.
        Some(entry) if matches!(entry.value.shape, Shape::Nothing) => None,
        Some(entry) => agreement::read(entry, tables.nodes(Table::Clauses), reading),
        None => None,
    };
    let pools = pools_of(&mut fields, &mut plan.lost_pools, reading);
    plan.pools = twice::pools(pools, &mut plan.twice, reading);
    pools::add_tables(&mut plan.pools, tables, reading);
    schemes_of(&mut fields, tables, &mut plan, reading);
    plan.risk_shares = match fields.node("risk_shares") {
        Some(node) => {
            let told = (&mut plan.twice, &mut plan.lost_risk_shares);
            risk_shares::read_all(node, &plan.schemes, told, reading)
        }
        None => Vec::new(),
    };
    services_of(&mut fields, &mut plan, reading);
    plan.needs = list(&mut fields, "needs", reading, need);
    let rows = tables.nodes(Table::Needs).iter();
    plan.needs.extend(rows.filter_map(|n| need(n, reading)));
    plan.better_care = fields
        .node("better_care_fund")
        .and_then(|node| better_care::read(node, reading));
    plan.answers = answers_of(&mut fields, tables, reading);
    plan.areas = containers(&mut fields, "areas", reading);
    plan.cohorts = containers(&mut fields, "cohorts", reading);
    plan.assertions = books::assertions(&mut fields, tables, reading);
    // Read apart, before the registers and the ledger.
    fields.node("files");
    fields.node("reconcile");
    fields.require(&["id", "name", "partners"], reading);
    fields.finish(reading);
    plan
}

/// The last value of a file, or the last key where nothing stands behind it.
fn last_of(node: &Node) -> Span {
    let last = match &node.shape {
        Shape::List(items) => items.last().map(last_of),
        Shape::Map(entries) => entries.last().map(|entry| match entry.value.shape {
            Shape::Nothing | Shape::Misread => entry.key.at,
            _ => last_of(&entry.value),
        }),
        Shape::Nothing | Shape::Misread | Shape::Text(_) => None,
    };
    last.unwrap_or(node.at)
}

/// Answers of the file and of the table.
fn answers_of(fields: &mut Fields<'_>, tables: &Tables, reading: &mut Reading<'_>) -> Vec<Answer> {
    let mut all = list(fields, "answers", reading, answers::read);
    let rows = tables.nodes(Table::Answers).iter();
    all.extend(rows.filter_map(|n| answers::read(n, reading)));
    all
}

/// `jcplan: 1`, the only format there is so far.
fn format(fields: &mut Fields<'_>, reading: &mut Reading<'_>) {
    let Field::Given(format) = fields.text("jcplan", reading) else {
        return;
    };
    if format.value != "1" {
        let message = format!("this file is written in format {}", shown(&format.value));
        let help = "this program reads format 1: jcplan: 1";
        reading
            .faults
            .push(Finding::new(&faults::UNKNOWN_WORD, format.at, message).help(help));
    }
}

/// Reads every item of a list; an item that cannot be read is told and left out.
fn list<'n, T>(
    fields: &mut Fields<'n>,
    key: &'static str,
    reading: &mut Reading<'_>,
    read: impl Fn(&'n Node, &mut Reading<'_>) -> Option<T>,
) -> Vec<T> {
    let items = fields.items(key, reading);
    items
        .iter()
        .filter_map(|node| read(node, reading))
        .collect()
}

/// Reads every item of a list; the place of one that cannot be read is kept.
pub(super) fn list_or_lost<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    lost: &mut Vec<Span>,
    reading: &mut Reading<'_>,
    read: impl Fn(&Node, &mut Reading<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(node) = fields.node(key) else {
        return Vec::new();
    };
    if matches!(node.shape, Shape::Text(_) | Shape::Misread) {
        lost.push(node.at);
    }
    let mut all = Vec::new();
    for item in items_of(node, reading) {
        match read(item, reading) {
            Some(entry) => all.push(entry),
            None => lost.push(lost_at(item)),
        }
    }
    all
}

/// Pools; of one that cannot be read its place is kept, with its id or name as written.
fn pools_of(
    fields: &mut Fields<'_>,
    lost: &mut Vec<LostPool>,
    reading: &mut Reading<'_>,
) -> Vec<Pool> {
    let mut places = Vec::new();
    let all = list_or_lost(fields, "pools", &mut places, reading, pools::read);
    let Some(list) = fields.node("pools") else {
        return all;
    };
    let items = items_of(list, reading);
    lost.extend(places.into_iter().map(|at| {
        let item = items.iter().find(|item| lost_at(item) == at);
        LostPool {
            named: item.and_then(pools::written).unwrap_or("?".to_owned()),
            ids: item.map_or(0, ids_given),
            at,
        }
    }));
    all
}

/// Schemes of the file and of the table. What is lost of one that was read refuses that scheme;
/// the rest is kept by name.
fn schemes_of(
    fields: &mut Fields<'_>,
    tables: &Tables,
    plan: &mut Partnership,
    reading: &mut Reading<'_>,
) {
    let mut all = Vec::new();
    let lost = |named: Option<&str>, pool: Option<&str>, at| LostScheme {
        named: named.map_or_else(|| "?".to_owned(), shown),
        pool: pool.map(str::to_owned),
        doubled: false,
        ids: 0,
        at,
    };
    let no_list = |node: &&Node| matches!(node.shape, Shape::Text(_) | Shape::Misread);
    let all_lost = fields.node("schemes").filter(no_list);
    plan.lost_schemes
        .extend(all_lost.map(|node| lost(None, None, node.at)));
    let items = fields.items("schemes", reading);
    for item in items.iter().chain(tables.nodes(Table::Schemes)) {
        match schemes::read(item, reading) {
            Ok(scheme) => all.push(scheme),
            Err(lost) => plan.lost_schemes.push(lost),
        }
    }
    plan.schemes = twice::schemes(all, plan, reading);
    for row in tables.lost().iter().filter(|l| l.table == Table::Schemes) {
        let known = |s: &&mut Scheme| Some(s.id.value.as_str()) == row.id.as_deref();
        match plan.schemes.iter_mut().find(known) {
            Some(scheme) => scheme.unreadable.push(row.at),
            None => {
                let lost = lost(row.id.as_deref(), row.pool.as_deref(), row.at);
                plan.lost_schemes.push(lost);
            }
        }
    }
}

/// Services of the partnership's own; what could not be read of them is kept by place.
fn services_of(fields: &mut Fields<'_>, plan: &mut Partnership, reading: &mut Reading<'_>) {
    let Some(node) = fields.node("services") else {
        return;
    };
    let lost = &mut plan.lost_services;
    if matches!(node.shape, Shape::Text(_) | Shape::Misread) {
        lost.push(node.at);
    }
    let items = items_of(node, reading).iter();
    let all = items.filter_map(|item| services::read(item, lost, reading));
    let all = all.collect();
    plan.services = twice::services(all, lost, reading);
}

/// `{name: Tarn and Vale, code: …}`, or the name alone.
fn area_of(node: &Node, reading: &mut Reading<'_>) -> Option<Area> {
    if let Shape::Text(name) = &node.shape {
        return Some(Area {
            name: Field::Given(Spanned::new(name.clone(), node.at)),
            code: Field::Absent,
            at: node.at,
        });
    }
    let mut fields = Fields::of(node, "an area", reading)?;
    let area = Area {
        name: fields.text("name", reading),
        code: fields.text("code", reading),
        at: node.at,
    };
    fields.finish(reading);
    Some(area)
}

fn need(node: &Node, reading: &mut Reading<'_>) -> Option<Need> {
    let mut fields = Fields::of(node, "a need", reading)?;
    let need = Need {
        service: fields.text("service", reading),
        area: fields.text("area", reading),
        cohort: fields.text("cohort", reading),
        pathway: match fields.word("pathway", PATHWAYS, reading) {
            Field::Given(word) => Field::Given(word.map(str::to_owned)),
            Field::Unreadable(at) => Field::Unreadable(at),
            Field::Absent => Field::Absent,
        },
        at: node.at,
    };
    fields.require(&["service"], reading);
    fields.finish(reading);
    Some(need)
}

/// `areas: {tarn: [north, south]}`.
fn containers(
    fields: &mut Fields<'_>,
    key: &'static str,
    reading: &mut Reading<'_>,
) -> Vec<(Spanned<String>, Vec<String>)> {
    let Some(node) = fields.node(key) else {
        return Vec::new();
    };
    let Shape::Map(entries) = &node.shape else {
        wrong_shape(node, "a map of names to lists", reading);
        return Vec::new();
    };
    entries
        .iter()
        .map(|entry| {
            let members = items_of(&entry.value, reading)
                .iter()
                .filter_map(|item| text_of(item, reading).map(str::to_owned))
                .collect();
            (entry.key.clone(), members)
        })
        .collect()
}
