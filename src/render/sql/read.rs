//! The stages of the query, each a table made of the one before it.

use super::engine::Engine;
use super::words::{amount, day, folded, is_day};
use crate::report::totals::query::Query;

/// Columns that hold a word or an id.
const WORDS: &[&str] = &[
    "kind", "pool", "scheme", "partner", "from", "to", "paid_by", "source", "cause",
];

pub(super) fn names(engine: Engine, columns: &[&str]) -> String {
    columns
        .iter()
        .map(|column| engine.name(column))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Columns kept as they are written.
pub(super) fn spelt(query: &Query) -> &'static [&'static str] {
    match query.providers {
        true => &["provider", "contract"],
        false => &[],
    }
}

/// One table for each kind of id.
pub(super) fn ids(query: &Query, engine: Engine) -> String {
    let none = engine.nothing();
    let list = |name: &str, ids: &[String]| {
        let values = ids.iter().map(|id| format!("({})", engine.text(id)));
        let values: Vec<String> = values.collect();
        let values = match values.is_empty() {
            true => format!("({none})"),
            false => values.join(", "),
        };
        format!("{name} AS (SELECT * FROM (VALUES {values}) AS v(id))")
    };
    let schemes = query.schemes.iter().map(|(id, pool)| {
        let pool = pool
            .as_ref()
            .map_or_else(|| none.clone(), |pool| engine.text(pool));
        format!("({}, {pool})", engine.text(id))
    });
    let schemes: Vec<String> = schemes.collect();
    let schemes = match schemes.is_empty() {
        true => format!("({none}, {none})"),
        false => schemes.join(", "),
    };
    format!(
        "known_schemes AS (SELECT * FROM (VALUES {schemes}) AS v(id, own_pool)),\n{},\n{},\n{}",
        list("known_pools", &query.pools),
        list("known_partners", &query.partners),
        list("known_parties", &query.parties),
    )
}

/// The cells every later stage carries on.
fn cells(query: &Query) -> Vec<&'static str> {
    [&["file", "slashes", "date", "version"], WORDS, spelt(query)].concat()
}

pub(super) fn amounts(query: &Query, engine: Engine) -> String {
    format!(
        "amounts AS (\n  SELECT {}, {} AS written,\n    {} AS money\n  FROM ledger_rows\n)",
        names(engine, &cells(query)),
        engine.name("amount"),
        amount(engine),
    )
}

pub(super) fn alike(query: &Query, engine: Engine) -> String {
    let cells = names(engine, &cells(query));
    let unread = "CASE WHEN money IS NULL THEN coalesce(written, '') END";
    format!(
        "alike AS (\n  SELECT {cells}, {unread} AS unread,\n    sum(money) AS money, count(*) AS \
         ledger_rows\n  FROM amounts\n  GROUP BY {cells}, {unread}\n)"
    )
}

pub(super) fn words(query: &Query, engine: Engine) -> String {
    let folded = WORDS
        .iter()
        .map(|c| format!("{} AS {}", folded(engine, c), engine.name(c)));
    let trimmed = ["unread"].iter().chain(spelt(query)).map(|column| {
        let cell = engine.trimmed(&engine.name(column));
        match *column {
            "unread" => format!("{cell} AS unread"),
            _ => format!("nullif({cell}, '') AS {}", engine.name(column)),
        }
    });
    let dates = ["date", "version"].map(|column| {
        let cell = engine.trimmed(&engine.name(column));
        format!("nullif(lower({cell}), '') AS {}", engine.name(column))
    });
    let all: Vec<String> = folded.chain(trimmed).chain(dates).collect();
    format!(
        "words AS (\n  SELECT {}, money, ledger_rows,\n    {}\n  FROM alike\n)",
        names(engine, &["file", "slashes"]),
        all.join(",\n    "),
    )
}

pub(super) fn days(engine: Engine) -> String {
    let parts = ["date", "version"].map(|column| {
        let parts = day(engine, column).into_iter().zip(["y", "m", "d"]);
        let parts = parts.map(|(part, letter)| {
            format!("{part} AS {}", engine.name(&format!("{column}_{letter}")))
        });
        parts.collect::<Vec<_>>().join(",\n    ")
    });
    format!(
        "days AS (\n  SELECT *,\n    {}\n  FROM words\n)",
        parts.join(",\n    ")
    )
}

/// A number with noughts before it.
fn padded(engine: Engine, number: &str, length: u8) -> String {
    format!("lpad({}, {length}, '0')", engine.as_text(number))
}

pub(super) fn found(engine: Engine) -> String {
    let (ok, made) = (is_day(engine, "date"), is_day(engine, "version"));
    let [y, m] = ["date_y", "date_m"].map(|name| engine.name(name));
    let year = format!("CASE WHEN {m} >= 4 THEN {y} ELSE {y} - 1 END");
    let version = ["version_y", "version_m", "version_d"].map(|name| engine.name(name));
    let version = [
        padded(engine, &version[0], 4),
        padded(engine, &version[1], 2),
        padded(engine, &version[2], 2),
    ];
    let year = format!(
        "{} || '-' || {}",
        padded(engine, &year, 4),
        padded(engine, &format!("({year} + 1) % 100"), 2)
    );
    let joins = [
        ("known_schemes", "s", "scheme"),
        ("known_pools", "p", "pool"),
        ("known_partners", "a", "partner"),
        ("known_partners", "b", "paid_by"),
        ("known_parties", "f", "from"),
        ("known_parties", "t", "to"),
    ];
    let joins = joins.map(|(table, short, column)| {
        format!(
            "  LEFT JOIN {table} AS {short} ON {short}.id = d.{}\n",
            engine.name(column)
        )
    });
    format!(
        "found AS (\n  SELECT d.*, s.id AS found_scheme, s.own_pool, p.id AS found_pool, a.id AS \
         found_partner,\n    b.id AS found_paid_by, f.id AS found_from, t.id AS found_to,\n    CASE \
         WHEN {ok} THEN {year} END AS {},\n    CASE WHEN {ok} THEN {} || '-' || {} END AS {},\n    \
         CASE WHEN {made} THEN {} END AS made\n  FROM days AS d\n{})",
        engine.name("year"),
        padded(engine, &y, 4),
        padded(engine, &m, 2),
        engine.name("month"),
        version.join(" || '-' || "),
        joins.concat(),
    )
}
