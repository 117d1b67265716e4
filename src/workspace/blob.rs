//! One file as a git revision holds it, read from git as it is asked for.

use super::git;
use anyhow::{Context, Result, bail};
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Stdio};

/// What a file kept elsewhere by Git LFS begins with.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";
/// A text that stands for a file kept elsewhere is never longer.
const LFS_LONGEST: u64 = 1024;

/// What stands under a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Held {
    /// A file: the folder git is asked in, its hash and its length.
    File {
        root: PathBuf,
        hash: String,
        size: u64,
    },
    /// A link.
    Link,
    /// Another repository.
    Module,
    /// A folder.
    Folder,
    /// A name that leads out of the folder.
    Outside,
}

impl Held {
    /// Why it cannot be read, in a sentence.
    pub(super) fn refused(&self, shown: &str) -> String {
        match self {
            Held::Link => format!("{shown} is a link: what it led to then cannot be told"),
            Held::Module => format!("{shown} is another repository: its files are not kept here"),
            Held::Folder => format!("{shown} is a folder where a file is expected"),
            _ => format!("{shown} lies outside the folder: only files in it are read"),
        }
    }

    pub(super) fn open(&self, shown: &str) -> Result<Box<dyn Read>> {
        let Held::File { root, hash, size } = self else {
            bail!(self.refused(shown));
        };
        let mut child = git::command(root)
            .args(["cat-file", "blob", hash])
            .stdout(Stdio::piped())
            .spawn()
            .context("git cannot be run")?;
        let output = child.stdout.take().context("git cannot be run")?;
        let mut whole = Blob {
            child,
            output,
            left: *size,
            shown: shown.to_owned(),
        };
        if *size > LFS_LONGEST {
            return Ok(Box::new(whole));
        }
        let mut bytes = Vec::new();
        whole
            .read_to_end(&mut bytes)
            .with_context(|| format!("{shown} cannot be read"))?;
        if bytes.starts_with(LFS) {
            bail!("{shown} is kept by Git LFS: its text is not in the repository");
        }
        Ok(Box::new(Cursor::new(bytes)))
    }
}

/// A file as git gives it, held to its length: what stops halfway is never taken for the whole.
struct Blob {
    child: Child,
    output: ChildStdout,
    left: u64,
    shown: String,
}

impl Read for Blob {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.output.read(buffer)?;
        self.left = self.left.saturating_sub(got as u64);
        if got == 0 && !buffer.is_empty() && self.left > 0 {
            let why = format!("git does not give {} to its end", self.shown);
            return Err(std::io::Error::other(why));
        }
        Ok(got)
    }
}

impl Drop for Blob {
    fn drop(&mut self) {
        // It may still be writing what nobody asked for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
