//! Where the rows come from: one part of the query for each file, every cell as text.

use super::engine::Engine;
use crate::report::counted;
use crate::report::totals::query::{QueryFile, Says};
use crate::value::{TOTAL_BEFORE, TOTAL_BEHIND};
use std::collections::BTreeSet;

/// The columns of the ledger a total is made from.
pub(super) const CELLS: &[&str] = &[
    "date", "kind", "pool", "scheme", "partner", "amount", "from", "to", "paid_by", "source",
    "cause", "version", "provider", "contract",
];

/// Why a file cannot be read by an engine as it is here, if it cannot.
pub(super) fn refused(file: &QueryFile, engine: Engine) -> Option<String> {
    let (name, said) = (&file.name, engine.said());
    if file.stop_at.is_some() {
        return Some(format!(
            "{name} is read to a row where it stops (`stop_at`), and rows have no order in a query: \
             save it without what stands below that row"
        ));
    }
    if file.columns.iter().any(|(column, _)| *column == "less") {
        return Some(format!(
            "{name} takes one column off another (`less`), which the query does not: save it with \
             one column of net amounts"
        ));
    }
    if file.encoding != "UTF-8" {
        return Some(format!(
            "{name} is in {}, and the query reads UTF-8: save it so",
            file.encoding
        ));
    }
    if file.skip_rows > 0 && engine == Engine::Spark {
        return Some(format!(
            "{name} has {} above its heading (`skip_rows`), and {said} cannot pass over what stands \
             there: save it without",
            counted(file.skip_rows, "line", "lines")
        ));
    }
    if file.path != file.name && file.path.contains(['*', '?', '[', ']', '{', '}']) {
        return Some(format!(
            "{name} has a mark in its name that {said} takes for any letter"
        ));
    }
    let blank = |heading: &&String| heading.trim().is_empty();
    let mut blanks = file.heading.iter().filter(blank);
    if blanks.any(|heading| heading.contains(|c| c != ' ')) {
        return Some(format!(
            "{name} has a heading of spaces that are not plain ones, which {said} takes for another: \
             leave it blank"
        ));
    }
    let mut seen = BTreeSet::new();
    let twice = file.heading.iter().enumerate().find(|(i, heading)| {
        // A name the engine gives is held against the others too.
        let name = match (engine, heading.trim()) {
            (Engine::DuckDb, "") => headed(file, *i, engine),
            (_, bare) => bare.to_owned(),
        };
        !seen.insert(name.to_lowercase())
    });
    let twice = twice.map(|(i, _)| headed(file, i, engine));
    match (twice, engine) {
        (Some(blank), Engine::Spark) if blank.trim().is_empty() => Some(format!(
            "{name} has several columns without a heading, which {said} cannot tell apart: give each one"
        )),
        (Some(twice), _) => Some(format!(
            "{name} has two columns `{}`, which {said} cannot tell apart",
            twice.trim()
        )),
        _ => None,
    }
}

/// What must be said before the query: views of files whose reader takes options only so.
pub(super) fn before(files: &[QueryFile], engine: Engine) -> String {
    let all = files.iter().enumerate().filter(|_| engine == Engine::Spark);
    let views = all.map(|(i, file)| {
        let path = engine.text(&file.path);
        let view = engine.name(&view(i));
        if file.parquet {
            return format!(
                "CREATE OR REPLACE TEMPORARY VIEW {view} USING parquet OPTIONS (path {path});\n\n"
            );
        }
        let headings = file.heading.iter().map(|h| format!("{} STRING", engine.name(h)));
        let headings = headings.collect::<Vec<_>>().join(", ");
        format!(
            "CREATE OR REPLACE TEMPORARY VIEW {view} ({headings})\nUSING csv OPTIONS (path {path}, \
             header 'true', enforceSchema 'false', mode 'FAILFAST',\n  columnPruning 'false', \
             multiLine 'true', sep ',', quote '\"', escape '\"', nullValue '', encoding 'UTF-8');\n\n"
        )
    });
    views.collect()
}

fn view(number: usize) -> String {
    format!("ledger_{}", number + 1)
}

/// The rows of one file: a select for each, or for each of its months.
pub(super) fn rows(number: usize, file: &QueryFile, engine: Engine, providers: bool) -> String {
    match file.months.as_slice() {
        [] => select(number, file, engine, providers, None),
        months => {
            let each = months.iter().map(|(heading, day)| {
                let month = Some((heading.as_str(), day.to_string()));
                select(number, file, engine, providers, month)
            });
            each.collect::<Vec<_>>().join("  UNION ALL\n")
        }
    }
}

fn select(
    number: usize,
    file: &QueryFile,
    engine: Engine,
    providers: bool,
    month: Option<(&str, String)>,
) -> String {
    let slashes = match file.slashes {
        None => "",
        Some(crate::value::SlashOrder::DayFirst) => "dd/mm",
        Some(crate::value::SlashOrder::MonthFirst) => "mm/dd",
    };
    let (mut cells, mut joins) = (Vec::new(), String::new());
    let cell_below = |heading: &str| {
        let place = file.heading.iter().position(|known| known == heading);
        place.map_or_else(|| engine.nothing(), |i| cell(file, engine, i))
    };
    for column in CELLS
        .iter()
        .filter(|c| providers || !["provider", "contract"].contains(c))
    {
        let says = file
            .columns
            .iter()
            .find(|(name, _)| name == column)
            .map(|(_, says)| says);
        let text = match (&month, *column, says) {
            (Some((_, day)), "date", _) => engine.text(day),
            (Some((heading, _)), "amount", _) => cell_below(heading),
            (_, _, None) => engine.nothing(),
            (_, _, Some(Says::Heading(heading))) => cell_below(heading),
            (_, _, Some(Says::Constant(text))) => engine.text(text),
            (_, _, Some(Says::LookedUp(heading, table))) => {
                let code = engine.trimmed(&cell_below(heading));
                let known = format!("look_{column}");
                joins.push_str(&looked_up(engine, &known, &code, table));
                format!("coalesce({known}.meaning, {code})")
            }
        };
        let text = match *column {
            "amount" => unless_total(file, engine, text),
            _ => text,
        };
        cells.push(format!("{text} AS {}", engine.name(column)));
    }
    format!(
        "  SELECT {} AS {}, {} AS {},\n    {}\n  FROM {} AS l{joins}\n  WHERE {}\n",
        engine.text(&file.name),
        engine.name("file"),
        engine.text(slashes),
        engine.name("slashes"),
        cells.join(",\n    "),
        reader(number, file, engine),
        match &month {
            Some((heading, _)) => {
                engine.matches(&cell_below(heading), "[^ \\t\\n\\f\\r]")
            }
            None => filled(file, engine),
        },
    )
}

/// The amount, or, in a row that is called a total, words that are none: it is left out by them.
fn unless_total(file: &QueryFile, engine: Engine, amount: String) -> String {
    let called = file.totals_in.iter().map(|place| {
        let cell = format!("lower({})", cell(file, engine, *place));
        let (before, behind) = (TOTAL_BEFORE.join("|"), TOTAL_BEHIND.join("|"));
        let word = format!(
            "^[^a-z0-9]*(({before})[^a-z0-9]*)?totals?([^a-z0-9]+({behind}|[0-9]+))*[^a-z0-9]*$"
        );
        engine.matches(&cell, &word)
    });
    match called.collect::<Vec<_>>() {
        none if none.is_empty() => amount,
        called => {
            let words = engine.text("a total of other rows");
            let called = called.join(" OR ");
            format!("CASE WHEN {called} THEN {words} ELSE {amount} END")
        }
    }
}

/// What reads a file.
fn reader(number: usize, file: &QueryFile, engine: Engine) -> String {
    match engine {
        Engine::Spark => engine.name(&view(number)),
        Engine::DuckDb if file.parquet => {
            format!(
                "read_parquet({}, union_by_name = true)",
                engine.text(&file.path)
            )
        }
        Engine::DuckDb => format!(
            "read_csv({}, header = true, all_varchar = true, union_by_name = true, delim = ',', \
             quote = '\"',\n    escape = '\"', skip = {}, comment = '', nullstr = '', ignore_errors \
             = false, null_padding = false)",
            engine.text(&file.path),
            file.skip_rows
        ),
    }
}

/// A cell of a file as text; of CSV it is one.
fn cell(file: &QueryFile, engine: Engine, place: usize) -> String {
    let cell = format!("l.{}", engine.name(&headed(file, place, engine)));
    match file.parquet {
        true => engine.as_text(&cell),
        false => cell,
    }
}

/// The name an engine gives the column below a heading. DuckDB takes off the spaces around it, and
/// calls a column without a heading by its number.
fn headed(file: &QueryFile, place: usize, engine: Engine) -> String {
    let heading = file.heading.get(place).map_or("", String::as_str);
    if engine == Engine::Spark || file.parquet {
        return heading.to_owned();
    }
    let space = |c| {
        matches!(
            c,
            ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
                ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
        )
    };
    match heading.trim_matches(space) {
        "" => {
            let figures = file.heading.len().saturating_sub(1).to_string().len();
            format!("column{place:0figures$}")
        }
        bare => bare.to_owned(),
    }
}

/// Is anything but spaces written in the row?
fn filled(file: &QueryFile, engine: Engine) -> String {
    let cells = (0..file.heading.len()).map(|i| cell(file, engine, i));
    let all = format!("concat_ws('', {})", cells.collect::<Vec<_>>().join(", "));
    let date = file.columns.iter().find_map(|(name, says)| match says {
        Says::Heading(heading) if *name == "date" => {
            file.heading.iter().position(|known| known == heading)
        }
        _ => None,
    });
    // Nearly every row has a date: the rest is not put together for it.
    let first = date.map(|i| format!("trim({}) <> '' OR ", cell(file, engine, i)));
    let any = engine.matches(&all, "[^ ]");
    format!("{}{any}", first.unwrap_or_default())
}

fn looked_up(engine: Engine, known: &str, code: &str, table: &[(String, String)]) -> String {
    let values = table
        .iter()
        .map(|(code, meaning)| format!("({}, {})", engine.text(code), engine.text(meaning)));
    let values = match table.is_empty() {
        true => format!("({0}, {0})", engine.nothing()),
        false => values.collect::<Vec<_>>().join(", "),
    };
    format!(
        "\n  LEFT JOIN (SELECT * FROM (VALUES {values}) AS v(code, meaning)) AS {known} ON \
         {known}.code = {code}"
    )
}
