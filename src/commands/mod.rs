//! The commands, one file each with its flags beside it. A command returns what it has to say; it
//! never prints, exits or looks at the format.

pub(crate) mod audit;
mod baseline;
pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod init;
pub(crate) mod list;
mod matters;
pub(crate) mod riskshare;
mod run;
pub(crate) mod schema;
mod side_by_side;
mod years;

pub use run::{Ended, World, run};

use crate::finding::{Check, Finding, Known, Severity};
use crate::model::Plan;
use crate::report::{Report, counted};
use crate::source::Sources;
use crate::value::Day;
use crate::workspace::{Folder, MAIN_FILE};
use anyhow::{Error, Result, bail};
use std::io::Read;
use std::path::{Path, PathBuf};

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

/// What a command is told.
pub(crate) struct Run<'a> {
    pub(crate) as_at: Day,
    pub(crate) verbose: bool,
    pub(crate) stdin: &'a mut dyn Read,
    /// Files this answer is worked out from: it must not be written over them.
    pub(crate) read: Vec<PathBuf>,
    /// Could one of several folders not be answered for?
    pub(crate) failed: bool,
    /// What stopped the answer for one of several folders: told whatever else is kept quiet.
    pub(crate) stops: Vec<String>,
    /// Remarks about the run, for standard error.
    pub(crate) remarks: Vec<String>,
}

impl Run<'_> {
    /// Keeps the names of the files read below `root`; with `--verbose`, says them and their
    /// encodings.
    pub(crate) fn say_files(&mut self, root: &Path, plan: &Plan) {
        self.read
            .extend(plan.files.iter().map(|f| root.join(&f.name)));
        if self.verbose {
            let lines = plan
                .files
                .iter()
                .map(|f| format!("read {} ({})", f.name, f.encoding));
            self.remarks.extend(lines);
        }
    }

    /// A folder whose main file cannot be read: the end of the run if it is the only one, else the
    /// others are answered for and this one is told.
    pub(crate) fn unreadable(&mut self, folder: &Folder, alone: bool) -> Result<()> {
        let main = folder.root.join(MAIN_FILE);
        let shown = &folder.shown;
        let sentence = format!(
            "{} cannot be read: `jcplan check {shown}` says why",
            main.display()
        );
        if alone {
            bail!(sentence);
        }
        self.failed = true;
        self.remarks.push(sentence);
        Ok(())
    }

    /// A folder with a file that the system will not give: the end of the run if it is the only
    /// one, else the others are answered for and this one is told.
    pub(crate) fn stopped(&mut self, shown: &str, error: Error, alone: bool) -> Result<()> {
        if alone {
            return Err(error);
        }
        self.failed = true;
        let why = run::chain(&error);
        self.stops
            .push(format!("jcplan: {shown} is not answered for: {why}"));
        Ok(())
    }

    /// The end of the run, if of several folders none could be answered for.
    pub(crate) fn any_answered(&self, answered: usize) -> Result<()> {
        if answered == 0 && !self.stops.is_empty() {
            bail!("no folder could be answered for");
        }
        Ok(())
    }

    /// Figures are given as far as the data supports them; says if the data has faults.
    pub(crate) fn say_errors(&mut self, folder: &str, errors: usize) {
        if errors > 0 {
            let what = counted(errors, "error", "errors");
            self.remarks.push(format!(
                "{what} met while reading: `jcplan check {folder}` tells every fault"
            ));
        }
    }
}
