//! Global flags and the list of commands; each command's own flags stand beside it.

use crate::commands::{
    audit, check, columns, explain, flows, init, list, pool, reconcile, riskshare, schema, totals,
};
use crate::render::Format;
use crate::value::Day;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Checks, computes and audits joint commissioning plans kept as plain files.
#[derive(Parser)]
#[command(name = "jcplan", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 done, nothing at or above --fail-on; 1 findings at or above it, or something could not be computed; 2 could not run."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags every command takes.
#[derive(Args)]
pub(crate) struct Everywhere {
    /// The day the question is asked for, as 2025-10-20 [default: today]
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub(crate) as_at: Option<Day>,
    /// How the answer is drawn
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Write the answer to a file instead of standard output
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Say nothing about the run itself
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// Say which files were read, and how
    #[arg(long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// Colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
}

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Is the agreement, the plan and the data sound?
    Check(check::CheckArgs),
    /// Who bears what between baseline and out-turn, and who pays whom
    Riskshare(riskshare::RiskshareArgs),
    /// Where each pooled fund stands: its memorandum account
    Pool(pool::PoolArgs),
    /// Do two partners' books agree, and does the ledger come to what others say?
    Reconcile(reconcile::ReconcileArgs),
    /// Overlaps and gaps in contract registers
    Audit(audit::AuditArgs),
    /// Who spends what, where, and by which arrangement
    Flows(flows::FlowsArgs),
    /// The ledger's totals, as a file that other commands take in its place
    Totals(totals::TotalsArgs),
    /// What is understood of a register or a file of payments, and the mapping that reads it
    Columns(columns::ColumnsArgs),
    /// The page of a check, a computation or a matter of the checklist
    Explain(explain::ExplainArgs),
    /// What jcplan knows: checks, services, matters, years, pages
    List(list::ListArgs),
    /// Write a starting folder, or with --demo a complete one
    Init(init::InitArgs),
    /// JSON Schema of partnership.yaml or waivers.yaml, for editors
    Schema(schema::SchemaArgs),
}

/// A date argument, in the words of the date reader.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|fault| format!("{fault}: write the year first, as 2025-10-20"))
}
