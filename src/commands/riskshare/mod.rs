//! `jcplan riskshare`: who bears what, and who pays whom.

mod adds_up;
mod trace;

use super::{Product, Run};
use crate::compute::outturn::{Basis, Book, Question};
use crate::compute::risk_share::{self, accounts};
use crate::load::{self, Loaded};
use crate::report::{Report, Surroundings, riskshare::explained};
use crate::value::{Period, last_full_quarter};
use crate::workspace;
use adds_up::{broken, whole};
use anyhow::Result;
use std::path::PathBuf;
use std::rc::Rc;

/// Flags of `riskshare`.
#[derive(clap::Args)]
pub(crate) struct RiskshareArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// To the end of this period: 2025-26-Q2, 2025-26-M07, 2025-10 or 2025-26 [default: the last full quarter]
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    through: Option<Period>,
    /// Judge by what has happened to date, or by the year as forecast
    #[arg(long, value_enum, default_value_t = BasisArg::ToDate)]
    basis: BasisArg,
    /// Show how every figure comes about, step by step, and where its term is written
    #[arg(long)]
    explain: bool,
    /// Trace one scope, or one party's part of it, to its ledger rows and terms: home-reablement, pool/beds, home-reablement/council
    #[arg(long, value_name = "SCOPE[/PARTY]", conflicts_with = "explain")]
    trace: Option<String>,
}

/// What a period is judged by.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum BasisArg {
    /// Baseline and out-turn to the period's end
    ToDate,
    /// The year's baseline; out-turn to the period's end and the forecast after it
    Forecast,
}

fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| {
        "write a period as 2025-26-Q2, 2025-26-M07 (M01 is April), 2025-10 or 2025-26".to_owned()
    })
}

/// Computes the risk shares of every planning folder found.
pub(crate) fn riskshare(args: &RiskshareArgs, run: &mut Run<'_>) -> Result<Product> {
    let question = Question {
        period: args.through.unwrap_or_else(|| last_full_quarter(run.as_at)),
        basis: match args.basis {
            BasisArg::ToDate => Basis::ToDate,
            BasisArg::Forecast => Basis::Forecast,
        },
        as_at: run.as_at,
    };
    let mut reports = Vec::new();
    let found = workspace::find(&args.folder)?;
    if let Some(asked) = &args.trace {
        return trace::trace(asked, found, question, run);
    }
    let alone = found.len() == 1;
    for folder in found {
        let loaded = match load::whole(&folder, None) {
            Ok(loaded) => loaded,
            Err(error) => {
                run.stopped(&folder.shown, error, alone)?;
                continue;
            }
        };
        run.say_files(&folder.root, &loaded.plan);
        run.say_errors(&folder.shown, loaded.findings.errors());
        if !loaded.plan.readable {
            run.unreadable(&folder, alone)?;
            continue;
        }
        let revision = workspace::revision(&folder.root);
        let around = Surroundings::of(&loaded.plan, &folder.shown, run.as_at, revision);
        reports.push((
            folder.shown.clone(),
            figures(loaded, question, &around, args.explain)?,
        ));
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
    let accounts = accounts.transpose().map_err(broken)?;
    Ok(explained(
        Rc::new(loaded.plan),
        Rc::new(loaded.sources),
        question,
        Rc::new(outcome),
        around,
        accounts,
    ))
}
