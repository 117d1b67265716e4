//! `--totals FILE`, for the commands that take a file of totals in place of the ledger.

use super::Run;
use crate::load::{GivenTotals, Loaded};
use crate::model::Book;
use crate::workspace::Folder;
use anyhow::{Result, bail};
use std::path::PathBuf;

/// The flag.
#[derive(clap::Args)]
pub(crate) struct OnTotals {
    /// Take the ledger's totals from this file, as `jcplan totals` or its query writes it, and do not read the ledger; `-` is standard input
    #[arg(long = "totals", value_name = "FILE")]
    file: Option<String>,
}

impl OnTotals {
    /// The file, for the one folder it is of.
    pub(crate) fn given(&self, found: &[Folder], run: &mut Run<'_>) -> Result<Option<GivenTotals>> {
        let Some(file) = &self.file else {
            return Ok(None);
        };
        if found.len() > 1 {
            bail!(
                "--totals {file} is of one planning folder, and here are {}: name one of them",
                found.len()
            );
        }
        if file != "-" {
            run.read.push(PathBuf::from(file));
        }
        GivenTotals::of(file, run.stdin).map(Some)
    }
}

/// The same flag, for the commands that look at single rows: it is known, and refused.
#[derive(clap::Args)]
pub(crate) struct NeverOnTotals {
    #[arg(long = "totals", value_name = "FILE", hide = true)]
    file: Option<String>,
}

impl NeverOnTotals {
    /// Says why the command takes no such file, if one is given.
    pub(crate) fn refuse(&self, command: &str) -> Result<()> {
        match &self.file {
            None => Ok(()),
            Some(file) => bail!(
                "{command} looks at single ledger rows, and {file} holds totals alone: leave out \
                 --totals and let it read the ledger"
            ),
        }
    }
}

impl Run<'_> {
    /// Says what is to be said of a file of totals and of partners' books, line by line, for `check`
    /// reads neither; and of the folder's other files how much is wrong.
    pub(crate) fn say_faults(&mut self, folder: &str, loaded: &Loaded) {
        let plan = &loaded.plan;
        let books = plan.partnership.reconciliations.iter();
        let books = books.flat_map(|entry| &entry.books);
        let mut own: Vec<&str> = books.filter_map(Book::file).collect();
        own.extend(plan.totals_file.as_ref().map(|file| file.name.as_str()));
        let sources = &loaded.sources;
        let all = loaded.findings.list().iter();
        let (told, others): (Vec<_>, Vec<_>) =
            all.partition(|f| own.contains(&sources.name(f.at.file)));
        for finding in told {
            let help = finding.help.as_ref().map(|help| format!(" ({help})"));
            let place = sources.short(finding.at);
            let help = help.unwrap_or_default();
            self.remarks
                .push(format!("{place}: {}{help}", finding.message));
        }
        let errors = others
            .iter()
            .filter(|f| f.severity == crate::finding::Severity::Error);
        self.say_errors(folder, errors.count());
    }
}
