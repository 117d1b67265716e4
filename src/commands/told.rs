//! What a command is told of its run, and what it has to say of it beside its answer.

use super::run::chain;
use crate::load::Progress;
use crate::model::Plan;
use crate::report::counted;
use crate::value::Day;
use crate::workspace::{Folder, MAIN_FILE};
use anyhow::{Error, Result, bail};
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a command is told.
pub(crate) struct Run<'a> {
    pub(crate) as_at: Day,
    pub(crate) verbose: bool,
    pub(crate) progress: Option<Progress<'a>>,
    pub(crate) stdin: &'a mut dyn Read,
    /// Files this answer is worked out from: it must not be written over them.
    pub(crate) read: Vec<PathBuf>,
    /// Could one of several folders not be answered for, or is the answer amiss where it cannot say so?
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
        let why = chain(&error);
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
