//! Flags of `jcplan riskshare`, and the question they ask.

use super::since::Since;
use super::what_if;
use crate::commands::on_totals::OnTotals;
use crate::compute::outturn::{Basis, Question};
use crate::value::{Day, Period, last_full_quarter};
use std::path::PathBuf;

/// Flags that say which figures are asked for.
#[derive(clap::Args)]
pub(crate) struct AskArgs {
    /// To the end of this period: 2025-26-Q2, 2025-26-M07, 2025-10 or 2025-26 [default: the last full quarter]
    #[arg(long, value_name = "PERIOD", value_parser = Period::from_argument)]
    through: Option<Period>,
    /// Judge by what has happened to date, or by the year as forecast
    #[arg(long, value_enum, default_value_t = BasisArg::ToDate)]
    basis: BasisArg,
}

/// Flags of `riskshare`.
#[derive(clap::Args)]
pub(crate) struct RiskshareArgs {
    /// A planning folder, or one that holds several
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
    #[command(flatten)]
    pub(super) asked: AskArgs,
    /// Show how every figure comes about, step by step, and where its term is written
    #[arg(long, conflicts_with = "question")]
    pub(super) explain: bool,
    /// Trace one scope, or one party's part of it, to its ledger rows and terms: home-reablement, pool/beds, home-reablement/council
    #[arg(long, value_name = "SCOPE[/PARTY]", group = "question")]
    pub(super) trace: Option<String>,
    /// How each share moved since an earlier period of the year, or since a git revision: a tag, a branch, a hash (a branch named like a period is given as refs/heads/NAME)
    #[arg(long, value_name = "PERIOD|REVISION", group = "question")]
    pub(super) since: Option<String>,
    #[command(flatten)]
    pub(super) totals: OnTotals,
    #[command(flatten)]
    pub(super) what_if: what_if::WhatIfArgs,
}

/// What a period is judged by.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum BasisArg {
    /// Baseline and out-turn to the period's end
    ToDate,
    /// The year's baseline; out-turn to the period's end and the forecast after it
    Forecast,
}

impl RiskshareArgs {
    /// What of the question only the ledger itself can answer.
    pub(super) fn needs_the_ledger(&self, since: Option<&Since>) -> Option<&'static str> {
        match since {
            _ if self.trace.is_some() => Some("--trace tells single ledger rows"),
            Some(Since::Revision(_)) => {
                Some("--since a revision reads the ledger as it was then and as it is now")
            }
            _ => None,
        }
    }
}

impl AskArgs {
    /// The question they ask on this day.
    pub(crate) fn question(&self, as_at: Day) -> Question {
        Question {
            period: self.through.unwrap_or_else(|| last_full_quarter(as_at)),
            basis: match self.basis {
                BasisArg::ToDate => Basis::ToDate,
                BasisArg::Forecast => Basis::Forecast,
            },
            as_at,
        }
    }
}
