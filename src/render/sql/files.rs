//! Where the rows come from: one part of the query for each file, every cell as text.

use super::engine::Engine;
use crate::report::counted;
use crate::report::totals::query::{QueryFile, Says};
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
    let mut seen = BTreeSet::new();
    let twice = file
        .heading
        .iter()
        .find(|heading| !seen.insert(heading.to_lowercase()));
    match (twice, engine) {
        (Some(blank), Engine::Spark) if blank.trim().is_empty() => Some(format!(
            "{name} has several columns without a heading, which {said} cannot tell apart: give each one"
        )),
        (Some(twice), _) if !twice.trim().is_empty() => Some(format!(
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
    let cell_below = |heading: &str| cell(file, engine, heading);
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
        cells.push(format!("{text} AS {}", engine.name(column)));
    }
    let from = match engine {
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
    };
    format!(
        "  SELECT {} AS {}, {} AS {},\n    {}\n  FROM {from} AS l{joins}\n  WHERE {}\n",
        engine.text(&file.name),
        engine.name("file"),
        engine.text(slashes),
        engine.name("slashes"),
        cells.join(",\n    "),
        filled(file, engine, month.as_ref().map(|(heading, _)| *heading)),
    )
}

/// A cell of a file as text; of CSV it is one.
fn cell(file: &QueryFile, engine: Engine, heading: &str) -> String {
    let cell = format!("l.{}", engine.name(heading));
    match file.parquet {
        true => engine.as_text(&cell),
        false => cell,
    }
}

/// Is anything written in the row, or in its cell of the month?
fn filled(file: &QueryFile, engine: Engine, month: Option<&str>) -> String {
    let filled = |text: &str| format!("{} <> ''", engine.trimmed(text));
    if let Some(heading) = month {
        return filled(&cell(file, engine, heading));
    }
    let headings = file
        .heading
        .iter()
        .filter(|heading| !heading.trim().is_empty());
    let cells = headings.map(|heading| cell(file, engine, heading));
    let all = format!("concat_ws('', {})", cells.collect::<Vec<_>>().join(", "));
    let date = file.columns.iter().find_map(|(name, says)| match says {
        Says::Heading(heading) if *name == "date" => Some(cell(file, engine, heading)),
        _ => None,
    });
    // Nearly every row has a date: the rest is not put together for it.
    let first = date.map(|date| format!("trim({date}) <> '' OR "));
    format!("{}{}", first.unwrap_or_default(), filled(&all))
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
