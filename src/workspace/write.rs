//! Writes files whole, and says whether a path is one that was read.

use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a file whole or not at all: first beside it, then in its place. A link is followed; what
/// is no ordinary file (a device, a pipe) is written to as it is, never replaced.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let shown = path.display();
    if path.is_dir() {
        bail!("{shown} is a folder: give the name of a file");
    }
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let special = std::fs::metadata(&target).is_ok_and(|m| !m.is_file());
    if special {
        return std::fs::write(&target, bytes)
            .with_context(|| format!("{shown} cannot be written"));
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".jcplan-tmp-{}-{name}", std::process::id()));
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, &target));
    if written.is_err() {
        // What is left of a failed write is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
    }
    written.with_context(|| format!("{shown} cannot be written"))
}

/// Adds to the end of a file; makes it if it is not there.
pub fn append(path: &Path, bytes: &[u8]) -> Result<()> {
    let file = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path);
    let written = file.and_then(|mut file| file.write_all(bytes));
    written.with_context(|| format!("{} cannot be written", path.display()))
}

/// Is this path one of these files, under whatever name?
pub fn is_one_of(path: &Path, files: &[PathBuf]) -> bool {
    let Ok(path) = std::fs::canonicalize(path) else {
        return false;
    };
    files
        .iter()
        .any(|file| std::fs::canonicalize(file).is_ok_and(|f| f == path))
}
