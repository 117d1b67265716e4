//! `jcplan riskshare`: who bears what, and who pays whom.

mod adds_up;
mod args;
mod names;
mod since;
mod trace;
mod what_if;

use super::{Product, Run};
use crate::compute::outturn::{Book, Question};
use crate::compute::risk_share::{self, accounts};
use crate::load::{self, Asked, Loaded};
use crate::report::{Report, Surroundings, riskshare::explained};
use crate::workspace;
pub(crate) use adds_up::whole;
pub(crate) use args::{AskArgs, RiskshareArgs};

use anyhow::{Result, bail};
use std::rc::Rc;

/// Computes the risk shares of every planning folder found.
pub(crate) fn riskshare(args: &RiskshareArgs, run: &mut Run<'_>) -> Result<Product> {
    let question = args.asked.question(run.as_at);
    args.what_if.allow(&question)?;
    run.read.extend(args.what_if.file());
    let since = since::Since::asked(args.since.as_ref(), &question)?;
    let mut reports = Vec::new();
    let found = workspace::find(&args.folder)?;
    let totals = args.totals.given(&found, run)?;
    if let (Some(given), Some(what)) = (&totals, args.needs_the_ledger(since.as_ref())) {
        bail!(
            "{what}, and {} holds totals alone: leave out --totals",
            given.name()
        );
    }
    if let Some(asked) = &args.trace {
        return trace::trace(asked, found, question, run);
    }
    let alone = found.len() == 1;
    let asked = Asked {
        totals: totals.as_ref(),
        progress: run.progress,
        ..Asked::default()
    };
    for folder in found {
        let read = load::read(&folder, &asked);
        let Some((loaded, around)) = run.answerable((&folder, alone), read)? else {
            continue;
        };
        let report = match &since {
            None => match args.what_if.report(loaded, question, &around)? {
                Ok(report) => report,
                Err(loaded) => figures(loaded, question, &around, args.explain)?,
            },
            Some(since) => match since.report((&folder, alone), loaded, question, around, run)? {
                Some(report) => report,
                None => continue,
            },
        };
        reports.push((folder.shown.clone(), report));
    }
    run.any_answered(reports.len())?;
    Ok(Product::Reports(reports))
}

/// The figures of one folder.
fn figures(
    loaded: Loaded,
    question: Question,
    around: &Surroundings,
    explain: bool,
) -> Result<Report> {
    let book = Book::of(&loaded.plan, &question);
    let outcome = whole(risk_share::compute_on(&loaded.plan, &question, &book))?;
    let accounts = explain.then(|| accounts(&loaded.plan, &question, &book, &outcome));
    let accounts = accounts.map(whole).transpose()?;
    Ok(explained(
        Rc::new(loaded.plan),
        Rc::new(loaded.sources),
        question,
        Rc::new(outcome),
        around,
        accounts,
    ))
}
