//! Planning folders, on disk or as a git revision has them: finds them, lists their files, writes
//! files whole. Nothing is parsed here; what the operating system or git will not do is an error of
//! the run, in a clear sentence.

mod blob;
mod find;
mod git;
mod past;
mod read;
mod write;

pub use find::find;
pub use git::revision;
pub use past::{Revision, at_revision};
pub use read::{bytes, plain_words};
pub use write::{append, is_one_of, write_whole};

use anyhow::Result;
use blob::Held;
use past::Past;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The file that makes a folder a planning folder.
pub const MAIN_FILE: &str = "partnership.yaml";

/// One planning folder.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub root: PathBuf,
    /// As the user named it.
    pub shown: String,
    /// Its files as a revision has them; none for those on disk.
    past: Option<Arc<Past>>,
}

/// A file of a planning folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEntry {
    /// Its name within the folder, parts joined by `/`.
    pub name: String,
    /// Where it is; of a revision, its name and the revision, for messages alone.
    pub path: PathBuf,
    /// What a revision holds under this name; none for a file on disk.
    past: Option<Held>,
}

impl FileEntry {
    /// Is it a file on disk, not one of a revision?
    pub fn is_on_disk(&self) -> bool {
        self.past.is_none()
    }
}

impl Folder {
    /// A file by its name within the folder; none if it is not there. A link that leads nowhere is
    /// there: that it cannot be read is told, and not passed over.
    pub fn file(&self, name: &str) -> Option<FileEntry> {
        if let Some(past) = &self.past {
            return past.file(name);
        }
        let path = self.root.join(name);
        path.symlink_metadata().is_ok().then(|| FileEntry {
            name: name.to_owned(),
            path,
            past: None,
        })
    }

    /// Is there such a file in the folder itself? A name that leads out of it names none.
    pub fn holds(&self, name: &str) -> bool {
        if let Some(past) = &self.past {
            return past.holds(name);
        }
        let name = Path::new(name);
        let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        name.components().all(inside) && self.root.join(name).is_file()
    }

    /// Files directly in a subfolder, hidden ones and a spreadsheet's lock files left out.
    pub fn files_in(&self, subfolder: &str) -> Result<Vec<FileEntry>> {
        if let Some(past) = &self.past {
            return past.files_in(subfolder);
        }
        let path = self.root.join(subfolder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        for path in find::listing(&path)? {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if hidden(&name) {
                continue;
            }
            files.push(FileEntry {
                name: format!("{subfolder}/{name}"),
                path,
                past: None,
            });
        }
        Ok(files)
    }
}

fn hidden(name: &str) -> bool {
    name.starts_with(['.', '~'])
}
