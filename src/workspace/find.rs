//! Finds planning folders on disk.

use super::{Folder, MAIN_FILE};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The planning folder at this path, or every one below it, in order of name.
pub fn find(path: &Path) -> Result<Vec<Folder>> {
    let shown = path.display().to_string();
    let kind = std::fs::metadata(path).with_context(|| format!("there is no folder {shown}"))?;
    if !kind.is_dir() {
        bail!("{shown} is a file: give the folder that holds {MAIN_FILE}");
    }
    let mut found = Vec::new();
    look(path, 0, &mut found)?;
    found.sort();
    if found.is_empty() && holds_csv(path) {
        bail!(
            "there is no {MAIN_FILE} in {shown} or below it; it holds CSV files: name them to audit them alone, as `jcplan audit {shown}/*.csv`"
        );
    }
    if found.is_empty() {
        bail!("there is no {MAIN_FILE} in {shown} or below it: `jcplan init {shown}` writes one");
    }
    Ok(found
        .into_iter()
        .map(|root| Folder {
            shown: root.display().to_string(),
            root,
            past: None,
        })
        .collect())
}

fn holds_csv(path: &Path) -> bool {
    let is_csv = |p: &PathBuf| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    listing(path).is_ok_and(|entries| entries.iter().any(is_csv))
}

/// A repository deeper than this is not one of planning folders.
const DEEPEST: usize = 32;

fn look(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    if path.join(MAIN_FILE).exists() {
        found.push(path.to_owned());
        return Ok(());
    }
    if depth == DEEPEST {
        return Ok(());
    }
    for entry in listing(path)? {
        let name = entry
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let skipped = name.starts_with('.') || name == "target" || name == "node_modules";
        if entry.is_dir() && !entry.is_symlink() && !skipped {
            look(&entry, depth + 1, found)?;
        }
    }
    Ok(())
}

/// Entries of a folder in order of name.
pub(super) fn listing(path: &Path) -> Result<Vec<PathBuf>> {
    let read = std::fs::read_dir(path)
        .with_context(|| format!("the folder {} cannot be listed", path.display()))?;
    let mut entries = Vec::new();
    for entry in read {
        let entry =
            entry.with_context(|| format!("the folder {} cannot be listed", path.display()))?;
        entries.push(entry.path());
    }
    entries.sort();
    Ok(entries)
}
