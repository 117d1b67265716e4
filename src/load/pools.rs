//! Pools, their contributions and reserves; and the tables that add to them.

use super::fields::{Fields, entry_id, first_id, id_value, misread_in, told_since};
use super::scalar::Reading;
use super::steps;
use super::tables::{Table, Tables};
use super::{agreement, faults, twice, within_year};
use crate::finding::Finding;
use crate::model::{
    Contribution, Dated, Field, Instalment, Pool, Reserve, Since, Source, Standing,
};
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::Id;
use crate::value::{folded, shown, suggestion};

const STATUSES: &[(&str, &str)] = &[
    ("confirmed", "confirmed"),
    ("indicative", "indicative"),
    ("disputed", "disputed"),
];

pub(super) fn read(node: &Node, reading: &mut Reading<'_>) -> Option<Pool> {
    let mut fields = Fields::of(node, "a pool", reading)?;
    let id = entry_id(&mut fields, reading)?;
    let (host, standing) = (
        fields.dated("host", reading, id_value),
        fields.word("standing", Standing::WORDS, reading),
    );
    let pool_manager = agreement::pool_manager(&mut fields, reading);
    let before = reading.faults.list().len();
    let mut pool = Pool {
        id,
        name: fields.text("name", reading),
        host,
        pool_manager,
        standing,
        contributions: fields
            .items("contributions", reading)
            .iter()
            .filter_map(|item| contributions(item, reading).map(|(all, _)| all))
            .flatten()
            .collect(),
        reserves: Vec::new(),
        unreadable: Vec::new(),
        doubled: false,
        at: node.at,
    };
    for item in fields.items("reserves", reading) {
        if let Some((reserve, _)) = reserve(item, reading) {
            add_reserve(&mut pool, reserve, reading);
        }
    }
    fields.finish(reading);
    // A key nobody knows may be a misspelt list of contributions.
    pool.unreadable = told_since(before, reading);
    for key in ["contributions", "reserves"] {
        pool.unreadable.extend(fields_under(node, key));
    }
    Some(pool)
}

/// The id of a pool as written, the first of two, else its name.
pub(super) fn written(pool: &Node) -> Option<String> {
    let Shape::Map(entries) = &pool.shape else {
        return None;
    };
    let text = |key: &str| {
        let entry = entries.iter().find(|e| folded(&e.key.value) == key);
        match entry.map(|e| &e.value.shape) {
            Some(Shape::Text(text)) if !text.trim().is_empty() => Some(shown(text)),
            _ => None,
        }
    };
    let first = || first_id(pool).map(shown);
    text("id").or_else(first).or_else(|| text("name"))
}

fn fields_under(pool: &Node, key: &str) -> Vec<Span> {
    let Shape::Map(entries) = &pool.shape else {
        return Vec::new();
    };
    let named = entries.iter().filter(|e| folded(&e.key.value) == key);
    named.flat_map(|e| misread_in(&e.value)).collect()
}

/// Adds a reserve; one whose id the pool has already is told and left out, and no opening is known.
fn add_reserve(pool: &mut Pool, reserve: Reserve, reading: &mut Reading<'_>) {
    let id = &reserve.id.value;
    match pool.reserves.iter_mut().find(|r| r.id.value == *id) {
        Some(first) => {
            twice::tell(&reserve.id, first.id.at, twice::ANOTHER_ID, reading);
            let unknown = (Since::Unreadable, Spanned::new(None, first.id.at));
            first.opening.values.push(unknown);
        }
        None => pool.reserves.push(reserve),
    }
}

/// `contributions.csv` and `reserves.csv`: the same keys, and the pool each row belongs to.
pub(super) fn add_tables(pools: &mut [Pool], tables: &Tables, reading: &mut Reading<'_>) {
    for row in tables.nodes(Table::Contributions) {
        let before = reading.faults.list().len();
        let read = contributions(row, reading);
        let pool = read.as_ref().map(|(_, pool)| pool);
        let found = pool.and_then(|pool| pool_of(pools, pool, row, reading));
        let unreadable = told_since(before, reading);
        match (read, found) {
            (Some((contributions, _)), Some(pool)) => {
                pools[pool].contributions.extend(contributions);
                pools[pool].unreadable.extend(unreadable);
            }
            _ => lose(pools, None, row.at),
        }
    }
    for row in tables.nodes(Table::Reserves) {
        let before = reading.faults.list().len();
        let read = reserve(row, reading);
        let pool = read.as_ref().map(|(_, pool)| pool);
        let found = pool.and_then(|pool| pool_of(pools, pool, row, reading));
        let unreadable = told_since(before, reading);
        match (read, found) {
            (Some((reserve, _)), Some(pool)) => {
                add_reserve(&mut pools[pool], reserve, reading);
                pools[pool].unreadable.extend(unreadable);
            }
            _ => lose(pools, None, row.at),
        }
    }
    let both = [Table::Contributions, Table::Reserves];
    for lost in tables.lost().iter().filter(|l| both.contains(&l.table)) {
        lose(pools, lost.pool.as_deref(), lost.at);
    }
}

/// A row that could not be read refuses its pool, or every pool if its own cannot be told.
fn lose(pools: &mut [Pool], named: Option<&str>, at: Span) {
    let known = pools
        .iter()
        .position(|p| Some(p.id.value.as_str()) == named);
    for (i, pool) in pools.iter_mut().enumerate() {
        if known.is_none_or(|k| k == i) {
            pool.unreadable.push(at);
        }
    }
}

/// The pool a row of a table names; told if there is none.
fn pool_of(
    pools: &[Pool],
    named: &Field<Id>,
    row: &Node,
    reading: &mut Reading<'_>,
) -> Option<usize> {
    let Field::Given(named) = named else {
        if named.is_absent() {
            let message = "this row names no pool";
            let finding = Finding::new(&faults::ROW_INCOMPLETE, row.at, message);
            let help = "fill its `pool`; the row is left out until then";
            reading.faults.push(finding.help(help));
        }
        return None;
    };
    let found = pools.iter().position(|p| p.id.value == named.value);
    if found.is_none() {
        let message = format!("there is no pool `{}`", named.value);
        let names = pools.iter().map(|p| p.id.value.as_str());
        let help = match pools {
            [] => "partnership.yaml defines no pool at all".to_owned(),
            _ => suggestion(named.value.as_str(), names),
        };
        reading
            .faults
            .push(Finding::new(&faults::UNKNOWN_NAME, named.at, message).help(help));
    }
    found
}

/// One entry: a contribution, or one for each stretch of the year in which its amount is another.
/// With it the pool it names in a table.
fn contributions(node: &Node, reading: &mut Reading<'_>) -> Option<(Vec<Contribution>, Field<Id>)> {
    let mut fields = Fields::of(node, "a contribution", reading)?;
    let pool = fields.id("pool", reading);
    let status = fields.word("status", STATUSES, reading);
    let year = fields.year("year", reading);
    let stretches = within_year::amounts(&mut fields, &year, reading);
    let whole = Contribution {
        partner: fields.id("partner", reading),
        source: fields.word("source", Source::WORDS, reading),
        year,
        amount: Field::Absent,
        from: Field::Absent,
        until: Field::Absent,
        status: match status {
            Field::Given(word) => Field::Given(word.map(str::to_owned)),
            Field::Unreadable(at) => Field::Unreadable(at),
            Field::Absent => Field::Absent,
        },
        capital: fields.flag("capital", reading).unwrap_or(false),
        recurrent: fields.flag("recurrent", reading).unwrap_or(true),
        instalments: instalments(&mut fields, reading),
        steps: steps::of_year(&mut fields, reading),
        at: node.at,
    };
    within_year::one_account(&stretches, whole.instalments.first(), reading);
    fields.require(&["partner", "year", "amount"], reading);
    fields.finish(reading);
    let all = stretches.into_iter().map(|stretch| Contribution {
        amount: stretch.amount,
        from: stretch.from,
        until: stretch.until,
        ..whole.clone()
    });
    Some((all.collect(), pool))
}

fn instalments(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Instalment> {
    let mut all = Vec::new();
    for item in fields.items("instalments", reading) {
        let Some(mut entry) = Fields::of(item, "an instalment", reading) else {
            continue;
        };
        let instalment = Instalment {
            due: entry.day("due", reading),
            amount: entry.money("amount", reading),
            at: item.at,
        };
        entry.require(&["due", "amount"], reading);
        entry.finish(reading);
        all.push(instalment);
    }
    all
}

fn reserve(node: &Node, reading: &mut Reading<'_>) -> Option<(Reserve, Field<Id>)> {
    let mut fields = Fields::of(node, "a reserve", reading)?;
    let pool = fields.id("pool", reading);
    let id: Spanned<Id> = entry_id(&mut fields, reading)?;
    let opening = fields.node("opening");
    let opening = opening.map_or_else(Dated::default, |n| within_year::yearly_of(n, reading));
    fields.node("name");
    fields.finish(reading);
    let at = node.at;
    Some((Reserve { id, opening, at }, pool))
}
