//! `jcplan totals`: what the ledger comes to, as a file other commands take in its place.

mod query;

use super::{Product, Run};
use crate::load::{self, Asked};
use crate::report::totals::{Given, report};
use crate::workspace;
use anyhow::Result;
use std::path::PathBuf;

/// Flags of `totals`.
#[derive(clap::Args)]
pub(crate) struct TotalsArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Tell providers and contracts apart too, as `flows` needs; there may be as many totals as
    /// rows then
    #[arg(long)]
    providers: bool,
    #[command(flatten)]
    query: query::QueryArgs,
}

/// The totals of every planning folder found.
pub(crate) fn totals(args: &TotalsArgs, run: &mut Run<'_>) -> Result<Product> {
    let found = workspace::find(&args.folder)?;
    if let Some(engine) = args.query.engine() {
        return query::query(args, engine, found, run);
    }
    let alone = found.len() == 1;
    let mut reports = Vec::new();
    for folder in found {
        let asked = Asked {
            providers: args.providers,
            ledger_alone: true,
            progress: run.progress,
            ..Asked::default()
        };
        let read = load::read(&folder, &asked);
        let Some((loaded, around)) = run.answerable((&folder, alone), read)? else {
            continue;
        };
        let given = Given {
            plan: loaded.plan,
            sources: loaded.sources,
            around,
            providers: args.providers,
        };
        reports.push((folder.shown.clone(), report(given)));
    }
    run.any_answered(reports.len())?;
    Ok(Product::Reports(reports))
}
