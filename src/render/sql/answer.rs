//! The answer: a line for each total, lines for rows left out and for what of the folder is not
//! known, and last what it all comes to.

use super::engine::Engine;
use super::read::spelt;
use crate::report::totals::query::{ALL_LEFT_OUT, NOT_KNOWN, Query};

const MONEY: &str = "DECIMAL(38,2)";
const WHOLE: &str = "BIGINT";

/// What tells totals apart: the column, and what holds it in the stage before.
fn keys(query: &Query) -> Vec<(&'static str, &'static str)> {
    let words = [
        ("kind", "kind"),
        ("pool", "of_pool"),
        ("scheme", "scheme"),
        ("partner", "partner"),
        ("from", "from"),
        ("to", "to"),
        ("paid_by", "paid_by"),
        ("source", "source"),
        ("cause", "cause"),
        ("version", "made"),
    ];
    let spelt = spelt(query).iter().map(|column| (*column, *column));
    words.into_iter().chain(spelt).collect()
}

/// Lines of one kind: what the columns hold by name; those that are not named hold nothing.
struct Lines<'a> {
    query: &'a Query,
    engine: Engine,
    part: u8,
    holds: Vec<(&'static str, String)>,
}

impl Lines<'_> {
    fn select(&self) -> String {
        let none = |column: &str| match column {
            "rows" => format!("CAST(NULL AS {WHOLE})"),
            "amount" => format!("CAST(NULL AS {MONEY})"),
            _ => self.engine.nothing(),
        };
        let cells = columns(self.query).into_iter().map(|column| {
            let held = self.holds.iter().find(|(name, _)| *name == column);
            let held = held.map_or_else(|| none(column), |(_, held)| held.clone());
            format!("{held} AS {}", self.engine.name(column))
        });
        let cells: Vec<String> = cells.collect();
        format!("  SELECT {} AS part, {}\n", self.part, cells.join(", "))
    }
}

/// The columns of the answer.
fn columns(query: &Query) -> Vec<&'static str> {
    let keys = keys(query).into_iter().map(|(column, _)| column);
    let rest = ["year", "month", "rows", "amount", "why", "at"];
    ["partnership"]
        .into_iter()
        .chain(keys)
        .chain(rest)
        .collect()
}

pub(super) fn answer(query: &Query, engine: Engine) -> String {
    let name = |column: &str| engine.name(column);
    let (year, month) = (name("year"), name("month"));
    let partnership = match query.partnership.as_str() {
        "" => engine.nothing(),
        id => engine.text(id),
    };
    let lines = |part, mut holds: Vec<(&'static str, String)>| {
        holds.push(("partnership", partnership.clone()));
        let lines = Lines {
            query,
            engine,
            part,
            holds,
        };
        lines.select()
    };
    let mut total: Vec<(&'static str, String)> = keys(query)
        .into_iter()
        .map(|(column, from)| (column, name(from)))
        .collect();
    let grouped: Vec<String> = total.iter().map(|(_, from)| from.clone()).collect();
    total.extend([
        ("year", year.clone()),
        ("month", month.clone()),
        ("amount", format!("CAST(sum(money) AS {MONEY})")),
    ]);
    let not_known = query.not_known.iter().map(|(why, at)| {
        let holds = vec![
            ("kind", engine.text(NOT_KNOWN)),
            ("why", engine.text(why)),
            ("at", engine.text(at)),
        ];
        format!("{}  UNION ALL\n", lines(3, holds))
    });
    let not_known: String = not_known.collect();
    let columns = columns(query);
    let order = ["part"].iter().chain(&columns[1..]);
    let order = order.map(|column| format!("answer.{} NULLS FIRST", name(column)));
    let shown = columns.iter().map(|column| match MARKED.contains(column) {
        true => format!("{} AS {}", marked(engine, &name(column)), name(column)),
        false => name(column),
    });
    format!(
        "SELECT {}\nFROM (\n{}  FROM reasons\n  WHERE why IS NULL\n  GROUP BY {}, {year}, {month}\n  \
         UNION ALL\n{}  FROM reasons\n  WHERE why IS NOT NULL\n  GROUP BY of_pool, found_scheme, \
         {year}\n  UNION ALL\n{not_known}{}  FROM reasons\n) AS answer\nORDER BY {}",
        shown.collect::<Vec<_>>().join(", "),
        lines(1, total),
        grouped.join(", "),
        lines(2, left_out(engine)),
        lines(4, whole(engine)),
        order.collect::<Vec<_>>().join(", "),
    )
}

/// What a line of rows left out holds.
fn left_out(engine: Engine) -> Vec<(&'static str, String)> {
    let file = engine.name("file");
    vec![
        ("kind", engine.text("left-out")),
        ("pool", "of_pool".to_owned()),
        ("scheme", "found_scheme".to_owned()),
        ("year", engine.name("year")),
        ("rows", format!("CAST(sum(ledger_rows) AS {WHOLE})")),
        ("why", format!("min(why || ' (in ' || {file} || ')')")),
        ("at", format!("min({file})")),
    ]
}

/// What the last line holds: of rows that were read their number and sum, and how many were not.
fn whole(engine: Engine) -> Vec<(&'static str, String)> {
    let sum = |what: &str, rows: &str, of: &str| {
        format!("CAST(coalesce(sum(CASE WHEN why IS {rows} THEN {what} END), 0) AS {of})")
    };
    let left_out = engine.as_text(&sum("ledger_rows", "NOT NULL", WHOLE));
    let left_out = format!("{left_out} || {}", engine.text(&format!(" {ALL_LEFT_OUT}")));
    vec![
        ("kind", engine.text("total")),
        ("rows", sum("ledger_rows", "NULL", WHOLE)),
        ("amount", sum("money", "NULL", MONEY)),
        ("why", left_out),
    ]
}

/// Columns whose words come from other people's files.
const MARKED: &[&str] = &["cause", "provider", "contract", "at"];

/// The text marked, as in every file for a spreadsheet, where one would run it as a formula.
fn marked(engine: Engine, text: &str) -> String {
    let runs = engine.matches(text, "^'*([=@\\t\\r]|[-+][0-9.]*[^0-9.])");
    let mark = engine.text("'");
    format!("CASE WHEN {runs} THEN {mark} || {text} ELSE {text} END")
}
