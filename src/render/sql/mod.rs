//! The query that comes to the ledger's totals on another engine, in that engine's words. It reads
//! cells by the rules of a ledger file, and what it cannot read is a line of its answer.

mod answer;
mod engine;
mod files;
mod read;
mod reasons;
mod words;

pub use engine::Engine;

use crate::report::totals::query::Query;

/// Writes the query, or says why this engine cannot be asked.
///
/// # Errors
/// A sentence: a ledger file is of a kind the engine does not read as it is read here.
pub fn totals_query(query: &Query, engine: Engine) -> Result<String, String> {
    if let Some(why) = query
        .files
        .iter()
        .find_map(|file| files::refused(file, engine))
    {
        return Err(why);
    }
    if query.files.is_empty() {
        return Err("the ledger has no file: there is nothing to ask".to_owned());
    }
    let stages = [
        ("ids of the partnership", read::ids(query, engine)),
        ("the rows, every cell as text", ledger_rows(query, engine)),
        ("amounts, row by row", read::amounts(query, engine)),
        (
            "rows that are alike cell by cell, added up",
            read::alike(query, engine),
        ),
        (
            "words, by the rules of a ledger file",
            read::words(query, engine),
        ),
        ("days", read::days(engine)),
        ("what the ids name", read::found(engine)),
        (
            "what cannot be read, and why",
            reasons::reasons(query, engine),
        ),
    ];
    let stages = stages.map(|(said, stage)| format!("-- {said}\n{stage}"));
    Ok(format!(
        "{}{}WITH\n{}\n{};\n",
        head(query, engine),
        files::before(&query.files, engine),
        stages.join(",\n"),
        answer::answer(query, engine),
    ))
}

fn head(query: &Query, engine: Engine) -> String {
    let first = match engine {
        Engine::DuckDb => "",
        Engine::Spark => " The statements before the last name the files.",
    };
    format!(
        "-- Totals of the ledger of {}, for {}: the columns and lines of `jcplan totals --format\n\
         -- csv`. Save the answer as CSV with its headings; `jcplan riskshare --totals FILE` takes it.\n\
         -- Rows that cannot be read are its lines of kind left-out; a file that is not as it was when\n\
         -- this was written stops it.{first}\n",
        query.partnership.replace('\n', " "),
        engine.said(),
    )
}

fn ledger_rows(query: &Query, engine: Engine) -> String {
    let files = query.files.iter().enumerate();
    let selects = files.map(|(i, file)| files::rows(i, file, engine, query.providers));
    let selects: Vec<String> = selects.collect();
    format!("ledger_rows AS (\n{})", selects.join("  UNION ALL\n"))
}
