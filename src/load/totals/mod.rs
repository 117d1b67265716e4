//! The ledger's totals from a file of `jcplan totals`, in place of the ledger: every line of it read
//! or named among what was left out, and the whole held against its own last line.

mod fold;
mod heading;
mod line;
mod sum;

use super::body::{Body, LongFile};
use super::folder::{Loaded, add_long, add_text, not_text_sentence};
use super::held::each_row;
use super::{Asked, bare, faults};
use crate::source::{FileId, is_workbook};
use crate::workspace;
use anyhow::{Result, bail};
use fold::Fold;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

/// A file of totals, as it was given.
pub struct GivenTotals {
    /// Its path; `standard input` of what came from there.
    name: String,
    /// What standard input held.
    bytes: Option<Vec<u8>>,
}

impl GivenTotals {
    /// The file of this path; `-` is standard input, read here and now.
    ///
    /// # Errors
    /// Standard input that cannot be read.
    pub fn of(path: &str, stdin: &mut dyn io::Read) -> Result<GivenTotals> {
        if path != "-" {
            return Ok(GivenTotals {
                name: path.to_owned(),
                bytes: None,
            });
        }
        let (name, bytes) = bare::bytes_of(path, stdin)?;
        Ok(GivenTotals {
            name: name.to_owned(),
            bytes: Some(bytes),
        })
    }

    /// Its name, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Reads the file into the plan's totals.
///
/// # Errors
/// A file that cannot be read, is no totals file or not of this partnership, was cut short or
/// changed, or lacks the columns that are needed: no figure can rest on it.
pub(super) fn read(given: &GivenTotals, loaded: &mut Loaded, asked: &Asked<'_>) -> Result<()> {
    let name = given.name.as_str();
    if asked.watch.is_some() {
        bail!("{name} holds totals, and this answer looks at single rows: ask it of the ledger");
    }
    let long = match given.bytes {
        None => LongFile::of(Path::new(name))?,
        Some(_) => None,
    };
    let (file, text) = match &long {
        Some(long) => (add_long(loaded, name, long), String::new()),
        None => held(given, loaded)?,
    };
    let body = match &long {
        Some(long) => Body::Long(long),
        None => Body::Held(&text),
    };
    loaded.plan.totals_file = loaded.plan.files.last().cloned();
    let heading = heading::of(name, file, body, &mut loaded.findings)?;
    if asked.providers && !heading.has_providers() {
        bail!(
            "{name} has no columns `provider` and `contract`, and this answer tells who was paid: \
             make it with `jcplan totals --providers`"
        );
    }
    let (plan, sources) = (&loaded.plan.partnership, &mut loaded.sources);
    let mut fold = Fold::new(name, heading, plan, sources, asked);
    let lost = each_row(file, body, &mut loaded.findings, &mut |row, out| {
        fold.row(row, out);
        ControlFlow::Continue(())
    });
    if let Some(long) = &long {
        long.whole()?;
    }
    let mut told = loaded.findings.list().iter();
    let runaway = told.find(|f| f.at.file == file && f.check.name == faults::RUNAWAY_QUOTE.name);
    let totals = fold.finish(lost, runaway.map(|f| f.at))?;
    loaded.plan.totals = totals;
    Ok(())
}

/// Keeps the text of a file that is not too long for that.
fn held(given: &GivenTotals, loaded: &mut Loaded) -> Result<(FileId, String)> {
    let name = given.name.as_str();
    let read;
    let bytes = match &given.bytes {
        Some(bytes) => bytes,
        None => {
            read = workspace::bytes(Path::new(name))?;
            &read
        }
    };
    if is_workbook(bytes) {
        bail!("{name} is a workbook: save its sheet as CSV");
    }
    match add_text(loaded, name, bytes) {
        Some(kept) => Ok(kept),
        None => bail!(not_text_sentence(name, bytes)),
    }
}
