//! The ledger read once more, for what one reading cannot know.

use super::asked::{Asked, Watch};
use super::folder::{Loaded, read};
use crate::model::Plan;
use crate::workspace::Folder;
use anyhow::{Result, bail};

/// Reads the ledger of a folder again and shows every row. Errors where the files are not those of
/// the first reading any more.
pub fn ledger_again(folder: &Folder, first: &Loaded, watch: Watch<'_>) -> Result<()> {
    let again = read(
        folder,
        &Asked {
            watch: Some(watch),
            ledger_alone: true,
            ..Asked::default()
        },
    )?;
    let known = |plan: &Plan, name: &str| {
        let mut files = plan.files.iter();
        files.find(|f| f.name == name).map(|f| f.digest)
    };
    for file in &again.plan.files {
        if known(&first.plan, &file.name) != Some(file.digest) {
            bail!("{} changed while it was read", file.name);
        }
    }
    if again.plan.totals.rows != first.plan.totals.rows {
        bail!("the ledger changed while it was read");
    }
    Ok(())
}
