//! `jcplan totals --sql ENGINE`: the query that comes to the same totals where the rows lie.

use super::TotalsArgs;
use crate::commands::{Product, Run};
use crate::load::{self, Asked};
use crate::render::{Engine, totals_query};
use crate::report::defined_twice;
use crate::report::totals::not_read;
use crate::report::totals::query::Query;
use crate::value::{folded, suggestion};
use crate::workspace::Folder;
use anyhow::{Result, anyhow, bail};

/// Flags of the query.
#[derive(clap::Args)]
#[command(next_help_heading = "The same on another engine")]
pub(super) struct QueryArgs {
    /// Print the query that comes to the same totals on this engine, and read no row
    #[arg(long, value_enum, value_name = "ENGINE")]
    sql: Option<EngineArg>,
    /// What the query reads
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Form::Csv, requires = "sql")]
    from: Form,
    /// Where it reads them [default: the folder's own ledger files]
    #[arg(long, value_name = "PATH", requires = "sql")]
    path: Option<String>,
    /// Columns of the ledger there, parted by commas [default: those of the folder's ledger]
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column, requires = "path")]
    columns: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum EngineArg {
    /// DuckDB
    Duckdb,
    /// Apache Spark SQL
    Spark,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// CSV files
    Csv,
    /// Parquet files
    Parquet,
}

fn column(text: &str) -> Result<&'static str, String> {
    let known = load::ledger_columns();
    let wanted = folded(text);
    let found = known.iter().find(|column| folded(column) == wanted);
    let all = known.iter().copied();
    found
        .copied()
        .ok_or_else(|| format!("there is no such column: {}", suggestion(text, all)))
}

impl QueryArgs {
    pub(super) fn engine(&self) -> Option<Engine> {
        self.sql.map(|engine| match engine {
            EngineArg::Duckdb => Engine::DuckDb,
            EngineArg::Spark => Engine::Spark,
        })
    }
}

/// The query of one folder.
pub(super) fn query(
    args: &TotalsArgs,
    engine: Engine,
    found: Vec<Folder>,
    run: &mut Run<'_>,
) -> Result<Product> {
    let [folder] = found.as_slice() else {
        bail!(
            "a query is of one planning folder, and here are {}: name one of them",
            found.len()
        );
    };
    let asked = Asked {
        shapes: true,
        ledger_alone: true,
        ..Asked::default()
    };
    let loaded = load::read(folder, &asked)?;
    run.say_files(&folder.root, &loaded.plan);
    run.say_errors(&folder.shown, loaded.findings.errors());
    if !loaded.plan.readable {
        run.unreadable(folder, true)?;
    }
    let plan = &loaded.plan;
    // In the query itself it is a line of its answer, which somebody else may read.
    let not_known = not_read(&plan.partnership, &loaded.sources).into_iter();
    let not_known = not_known.chain(defined_twice(&plan.partnership, &loaded.sources));
    run.stops
        .extend(not_known.map(|line| format!("jcplan: {line}")));
    run.failed |= !run.stops.is_empty();
    let mut query = Query::of(plan, &loaded.sources, args.providers);
    match (&args.query.path, args.query.from) {
        (None, Form::Parquet) => bail!(
            "a planning folder holds its ledger as CSV: say with --path where the Parquet files are"
        ),
        (None, Form::Csv) => {
            if let Some(lost) = plan.totals.stranded.first() {
                bail!("{}: no query can be written that has all rows", lost.why);
            }
        }
        (Some(path), form) => {
            let columns = match args.query.columns.as_slice() {
                [] => columns_of(&query),
                said => said.to_vec(),
            };
            query.at(path, form == Form::Parquet, &columns, plan);
        }
    }
    let text = totals_query(&query, engine).map_err(|why| anyhow!(why))?;
    Ok(Product::Page(text))
}

/// The columns that any ledger file of the folder has; all of them if there is none.
fn columns_of(query: &Query) -> Vec<&'static str> {
    let says = |column: &&&str| {
        let mut files = query.files.iter();
        files.any(|file| file.columns.iter().any(|(name, _)| *name == **column))
    };
    let all = load::ledger_columns();
    match query.files.is_empty() {
        true => all.iter().filter(|c| **c != "less").copied().collect(),
        false => all.iter().filter(says).copied().collect(),
    }
}
