//! `jcplan reconcile`: do the partners' books agree, and does the ledger come to what others say?

use super::{Product, Run};
use crate::compute::balance::Balancing;
use crate::compute::reconcile::{book_row, compare_all};
use crate::finding::RowRemark;
use crate::load::{self, Asked, Loaded};
use crate::model::{BookFrom, BookRow, LedgerRow, Plan, RowAt, Stranded, StrandedKind};
use crate::report::reconcile::{Given, report};
use crate::report::{Report, Surroundings};
use crate::value::Day;
use crate::workspace::{self, Folder};
use anyhow::Result;
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

/// Flags of `reconcile`.
#[derive(clap::Args)]
pub(crate) struct ReconcileArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// List the transfers that agree too, and not only their number
    #[arg(long)]
    matched: bool,
}

/// Reconciles every planning folder found.
pub(crate) fn reconcile(args: &ReconcileArgs, run: &mut Run<'_>) -> Result<Product> {
    let found = workspace::find(&args.folder)?;
    let alone = found.len() == 1;
    let mut reports = Vec::new();
    for folder in found {
        let mut balancing = Balancing::default();
        let read = read(&folder, run, &mut balancing);
        let Some((loaded, around)) = run.answerable((&folder, alone), read)? else {
            continue;
        };
        let report = told(loaded, balancing, run.as_at, around, args.matched);
        reports.push((folder.shown.clone(), report));
    }
    run.any_answered(reports.len())?;
    Ok(Product::Reports(reports))
}

/// Reads a folder with the partners' books; the ledger once more where an assertion differs.
fn read(folder: &Folder, run: &Run<'_>, balancing: &mut Balancing) -> Result<Loaded> {
    let own: RefCell<Vec<(usize, usize, BookRow)>> = RefCell::default();
    let watch = |plan: &Plan, row: &LedgerRow, at: &RowAt<'_>| -> Vec<RowRemark> {
        balancing.look(plan, row);
        for (i, entry) in plan.partnership.reconciliations.iter().enumerate() {
            for b in 0..entry.books.len() {
                if let Some(row) = book_row(entry, b, &plan.partnership, row, at) {
                    own.borrow_mut().push((i, b, row));
                }
            }
        }
        Vec::new()
    };
    let asked = Asked {
        watch: Some(&watch),
        books: true,
        progress: run.progress,
        ..Asked::default()
    };
    let mut loaded = load::read(folder, &asked)?;
    for (i, b, row) in own.into_inner() {
        loaded.plan.partnership.reconciliations[i].books[b]
            .rows
            .push(row);
    }
    lose_rows(&mut loaded.plan);
    while balancing.again(&loaded.plan, run.as_at) {
        let look = |_: &Plan, row: &LedgerRow, at: &RowAt<'_>| {
            balancing.look_again(row, at);
            Vec::new()
        };
        load::ledger_again(folder, &loaded, &look)?;
    }
    Ok(loaded)
}

/// Says of every book that is the folder's own ledger which of its rows may be missing.
fn lose_rows(plan: &mut Plan) {
    let stranded = &plan.totals.stranded;
    let pools: Vec<_> = plan
        .partnership
        .pools
        .iter()
        .map(|p| p.id.value.clone())
        .collect();
    let entries = &mut plan.partnership.reconciliations;
    for book in entries.iter_mut().flat_map(|entry| &mut entry.books) {
        let BookFrom::Ledger { kind, pool, .. } = &book.from else {
            continue;
        };
        let may = |s: &&Stranded| {
            let of_pool = s.pool.and_then(|p| pools.get(p));
            pool.value().zip(of_pool).is_none_or(|(a, b)| a == b)
        };
        let kinds = stranded.iter().filter(may).flat_map(|s| &s.kinds);
        let lost = kinds.filter(|of| of.kind.is_none_or(|of| of == *kind));
        let lost: Vec<&StrandedKind> = lost.collect();
        if let Some(first) = lost.first() {
            book.lost = Some((first.at, first.why.clone()));
            book.lost_rows = lost.iter().map(|of| of.rows).sum();
        }
    }
}

fn told(
    loaded: Loaded,
    balancing: Balancing,
    as_at: Day,
    around: Surroundings,
    matched: bool,
) -> Report {
    let compared = compare_all(&loaded.plan.partnership);
    let balances = balancing.told(&loaded.plan, as_at);
    report(Given {
        plan: Rc::new(loaded.plan),
        sources: Rc::new(loaded.sources),
        compared,
        balances,
        as_at,
        around,
        matched,
    })
}
