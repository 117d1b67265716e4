//! `jcplan pool`: where each pooled fund stands.

use super::on_totals::OnTotals;
use super::riskshare::{AskArgs, whole};
use super::{Product, Run};
use crate::compute::pool::{Receipts, compute};
use crate::load::{self, Asked};
use crate::model::{LedgerRow, Plan, RowAt};
use crate::report::pool::{Given, report};
use crate::workspace;
use anyhow::Result;
use std::cell::RefCell;
use std::path::PathBuf;

/// Flags of `pool`.
#[derive(clap::Args)]
pub(crate) struct PoolArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    folder: PathBuf,
    #[command(flatten)]
    asked: AskArgs,
    #[command(flatten)]
    totals: OnTotals,
}

/// Puts together where the pools of every planning folder found stand.
pub(crate) fn pool(args: &PoolArgs, run: &mut Run<'_>) -> Result<Product> {
    let question = args.asked.question(run.as_at);
    let found = workspace::find(&args.folder)?;
    let totals = args.totals.given(&found, run)?;
    let alone = found.len() == 1;
    let mut reports = Vec::new();
    for folder in found {
        let receipts = RefCell::new(Receipts::by_row());
        let watch = |_: &Plan, row: &LedgerRow, _: &RowAt<'_>| {
            receipts.borrow_mut().add(row);
            Vec::new()
        };
        let asked = Asked {
            watch: totals.is_none().then_some(&watch),
            wanted: Some(&Receipts::counts),
            totals: totals.as_ref(),
            progress: run.progress,
            ..Asked::default()
        };
        let read = load::read(&folder, &asked);
        let Some((loaded, around)) = run.answerable((&folder, alone), read)? else {
            continue;
        };
        let receipts = match &totals {
            None => receipts.into_inner(),
            Some(_) => Receipts::of_totals(&loaded.plan),
        };
        let funds = whole(compute(&loaded.plan, &question, &receipts))?;
        let given = Given {
            plan: loaded.plan,
            sources: loaded.sources,
            funds,
            around,
            to_the_day: receipts.to_the_day,
        };
        reports.push((folder.shown.clone(), report(given)));
    }
    run.any_answered(reports.len())?;
    Ok(Product::Reports(reports))
}
