//! Every ledger file of a folder, one after the other: at the machine's speed where that can be, row
//! by row where not.

use super::fold::Fold;
use super::long::Outcome;
use super::open::{Hashing, Steady, ledger_input, read_through};
use super::pieces::Manner;
use super::{LedgerFile, RowWatch, slash_order};
use crate::load::asked::{Asked, Step};
use crate::load::folder::{Loaded, Work};
use crate::load::mapping::{As, Mapping};
use crate::model::{FileRead, LedgerRow, RowAt};
use crate::source::Span;
use crate::value::SlashOrder;
use crate::workspace::FileEntry;
use anyhow::{Context, Result};

/// Why none of a file is read.
pub(in crate::load) enum Unread {
    /// It is no text, in words.
    NoText(String),
    /// Its heading cannot be used, as this place says.
    NoHeading(Span),
}

impl Work<'_> {
    /// Folds the ledger.
    pub(in crate::load) fn ledger(
        &mut self,
        mappings: &[Mapping],
        asked: &Asked<'_>,
    ) -> Result<()> {
        let files = self.ledger_files(mappings)?;
        for (entry, mapping) in files {
            let file = LedgerFile::of(&entry, mapping, &self.lookups, &self.loaded.plan);
            let at_speed = asked.watch.is_none() || asked.wanted.is_some();
            let manner = at_speed.then(Manner::of_this_machine);
            if let Some(unread) = fold(&mut self.loaded, &entry, &file, asked, manner)? {
                self.ledger_unread(&entry.name, unread);
            }
        }
        self.loaded.plan.totals.put_names_in_order();
        Ok(())
    }

    /// Records a ledger file none of which is read.
    pub(in crate::load) fn ledger_unread(&mut self, name: &str, unread: Unread) {
        let (at, why) = match unread {
            Unread::NoText(sentence) => (self.not_text(name, &sentence), "it is no text"),
            Unread::NoHeading(at) => (at, "its heading cannot be used"),
        };
        self.unread(As::Ledger, name, at, why);
    }
}

/// Folds one file: in pieces if there is a manner to, and where that does not do, row by row.
fn fold(
    loaded: &mut Loaded,
    entry: &FileEntry,
    file: &LedgerFile<'_>,
    asked: &Asked<'_>,
    manner: Option<Manner>,
) -> Result<Option<Unread>> {
    let said = file.mapping.and_then(|m| m.dates).or(file.slashes);
    let mut order = said.map(Some);
    if let Some(manner) = manner {
        let mut outcome = in_pieces(loaded, entry, file, asked, (order, manner))?;
        if matches!(outcome, Outcome::Slashes) {
            order = Some(slashes_of(loaded, entry, file)?);
            outcome = in_pieces(loaded, entry, file, asked, (order, manner))?;
        }
        if let Outcome::Folded(read) = outcome {
            loaded.plan.files.push(read);
            return Ok(None);
        }
    }
    row_by_row(loaded, entry, file, asked, order)
}

/// Folds a file in pieces. `order` is how its slash dates read, if that is settled.
fn in_pieces(
    loaded: &mut Loaded,
    entry: &FileEntry,
    file: &LedgerFile<'_>,
    asked: &Asked<'_>,
    (order, manner): (Option<Option<SlashOrder>>, Manner),
) -> Result<Outcome> {
    let mut totals = std::mem::take(&mut loaded.plan.totals);
    let plan = &loaded.plan;
    let row_watch = asked
        .watch
        .map(|w| move |row: &LedgerRow, at: &RowAt<'_>| w(plan, row, at));
    let mut fold = Fold {
        plan: &plan.partnership,
        totals: &mut totals,
        sources: &mut loaded.sources,
        out: &mut loaded.findings,
        watch: row_watch.as_ref().map(|w| w as RowWatch<'_>),
        wanted: asked.wanted,
        providers: asked.providers,
        periods: asked.periods,
        progress: asked.progress,
    };
    let outcome = fold.in_pieces(entry, file, order, manner);
    loaded.plan.totals = totals;
    outcome
}

fn row_by_row(
    loaded: &mut Loaded,
    entry: &FileEntry,
    file: &LedgerFile<'_>,
    asked: &Asked<'_>,
    order: Option<Option<SlashOrder>>,
) -> Result<Option<Unread>> {
    let opened = ledger_input(entry)?;
    let (of_bytes, encoding) = (opened.digest, opened.encoding);
    let Some(mut first) = opened.input else {
        return Ok(Some(Unread::NoText(encoding)));
    };
    let order = match order {
        Some(order) => order,
        None => slashes_of(loaded, entry, file)?,
    };
    let mut totals = std::mem::take(&mut loaded.plan.totals);
    let plan = &loaded.plan;
    let row_watch = asked
        .watch
        .map(|w| move |row: &LedgerRow, at: &RowAt<'_>| w(plan, row, at));
    let steady = Steady::of(entry)?;
    let length = steady.as_ref().map_or(0, |steady| steady.length);
    let step = |bytes| {
        if let Some(progress) = asked.progress {
            let file = file.name;
            progress(Step {
                file,
                bytes,
                length,
            });
        }
    };
    let mut hashing = Hashing::new(&mut *first, &step);
    let mut fold = Fold {
        plan: &loaded.plan.partnership,
        totals: &mut totals,
        sources: &mut loaded.sources,
        out: &mut loaded.findings,
        watch: row_watch.as_ref().map(|w| w as RowWatch<'_>),
        wanted: None,
        providers: asked.providers,
        periods: asked.periods,
        progress: asked.progress,
    };
    let unusable = read_through(entry, fold.file(file, order, &mut hashing))?;
    let digest = hashing
        .finish()
        .with_context(|| format!("{} cannot be read", entry.name))?;
    if let Some(steady) = steady {
        steady.still(entry)?;
    }
    loaded.plan.totals = totals;
    loaded.plan.files.push(FileRead {
        name: entry.name.clone(),
        digest: of_bytes.unwrap_or(digest),
        encoding,
    });
    Ok(unusable.map(Unread::NoHeading))
}

/// How the slash dates of a file read by the whole column, where nothing says.
fn slashes_of(
    loaded: &mut Loaded,
    entry: &FileEntry,
    file: &LedgerFile<'_>,
) -> Result<Option<SlashOrder>> {
    let mut input = ledger_input(entry)?
        .input
        .context("the file changed while it was read")?;
    let read = slash_order(file, &mut input, &mut loaded.sources);
    Ok(read_through(entry, read)?.map(|(order, note)| {
        loaded.findings.push(note);
        order
    }))
}

#[cfg(test)]
#[path = "differential.rs"]
mod differential;
