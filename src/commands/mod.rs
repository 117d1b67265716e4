//! The commands, one file each with its flags beside it. A command returns what it has to say; it
//! never prints, exits or looks at the format.

mod answerable;
pub(crate) mod audit;
mod baseline;
pub(crate) mod check;
pub(crate) mod columns;
pub(crate) mod explain;
pub(crate) mod flows;
pub(crate) mod init;
pub(crate) mod list;
mod matters;
mod on_totals;
pub(crate) mod pool;
pub(crate) mod reconcile;
pub(crate) mod riskshare;
mod run;
pub(crate) mod schema;
mod side_by_side;
mod told;
pub(crate) mod totals;
mod years;

pub use run::{Ended, World, run};
pub(crate) use told::Run;

use crate::finding::{Check, Finding, Known, Severity};
use crate::report::Report;
use crate::source::Sources;

/// What a command has to say.
pub(crate) enum Product {
    /// Faults in the user's files, by folder.
    Findings(Vec<FolderFindings>),
    /// Figures, by folder.
    Reports(Vec<(String, Report)>),
    /// A text as it is.
    Page(String),
    /// What is JSON and nothing else.
    Json(serde_json::Value),
}

/// The findings of one folder.
pub(crate) struct FolderFindings {
    /// The folder as the user named it.
    pub(crate) folder: String,
    /// Sorted findings.
    pub(crate) findings: Vec<Finding>,
    /// Those that a waiver covers.
    pub(crate) waived: Vec<Finding>,
    /// Are they listed, or only counted?
    pub(crate) show_waived: bool,
    /// What a baseline knew of it, if there is one.
    pub(crate) known: Option<Known>,
    /// The texts they point into.
    pub(crate) sources: Sources,
    /// Every check that ran.
    pub(crate) checks: Vec<&'static Check>,
    /// The wire format.
    pub(crate) wire: serde_json::Value,
    /// A line said before the findings.
    pub(crate) head: String,
    /// The lowest severity that fails the run.
    pub(crate) fail_on: Option<Severity>,
}
