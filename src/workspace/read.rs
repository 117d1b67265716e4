//! Opens files: those on disk, and those as a git revision has them.

use super::FileEntry;
use super::blob::Held;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::Read;
use std::path::Path;

impl FileEntry {
    /// Opens it for reading; says plainly what stands in the way.
    pub fn open(&self) -> Result<Box<dyn Read>> {
        match &self.past {
            None => Ok(Box::new(open(&self.path)?)),
            Some(held) => held.open(&self.path.display().to_string()),
        }
    }

    /// How many bytes it has, where that is known without reading it.
    pub fn length(&self) -> Option<u64> {
        match &self.past {
            None => std::fs::metadata(&self.path)
                .ok()
                .filter(|m| m.is_file())
                .map(|m| m.len()),
            Some(Held::File { size, .. }) => Some(*size),
            Some(_) => None,
        }
    }

    /// Its bytes, whole. Files beyond 4 GiB are refused: places in them could not be named.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        match &self.past {
            None => bytes(&self.path),
            Some(held) => {
                let shown = self.path.display();
                let length = match held {
                    Held::File { size, .. } => *size,
                    _ => 0,
                };
                let mut bytes = with_room(&shown.to_string(), length)?;
                self.open()?
                    .read_to_end(&mut bytes)
                    .with_context(|| format!("{shown} cannot be read to its end"))?;
                Ok(bytes)
            }
        }
    }

    /// Is it a folder?
    pub fn is_folder(&self) -> bool {
        match &self.past {
            None => self.path.is_dir(),
            Some(held) => *held == Held::Folder,
        }
    }
}

/// Room for a file of this length, unless that is too much.
fn with_room(shown: &str, length: u64) -> Result<Vec<u8>> {
    if length > u64::from(u32::MAX) {
        bail!("{shown} is larger than 4 GiB: split it into several files");
    }
    Ok(Vec::with_capacity(usize::try_from(length).unwrap_or(0)))
}

/// Opens a file for reading; says plainly what stands in the way.
fn open(path: &Path) -> Result<File> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("{shown} cannot be read"))?;
    let kind = file
        .metadata()
        .with_context(|| format!("{shown} cannot be read"))?;
    if kind.is_dir() {
        bail!("{shown} is a folder where a file is expected");
    }
    Ok(file)
}

/// A file's bytes, whole. Files beyond 4 GiB are refused: places in them could not be named.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut file = open(path)?;
    let length = file.metadata().map(|m| m.len()).unwrap_or(0);
    let mut bytes = with_room(&path.display().to_string(), length)?;
    file.read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read to its end", path.display()))?;
    Ok(bytes)
}

/// What the operating system said, in plain words.
pub fn plain_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "this user may not".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::NotADirectory => "part of that path is a file, not a folder".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::InvalidFilename => "that name cannot be a file's".to_owned(),
        _ => {
            let said = error.to_string();
            said.split(" (os error")
                .next()
                .unwrap_or("it failed")
                .to_owned()
        }
    }
}
