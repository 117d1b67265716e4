//! Planning folders on disk: finds them, lists their files, writes files whole. Nothing is parsed
//! here; what the operating system will not do is an error of the run, in a clear sentence.

use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// The file that makes a folder a planning folder.
pub const MAIN_FILE: &str = "partnership.yaml";

/// One planning folder.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub root: PathBuf,
    /// As the user named it.
    pub shown: String,
}

/// A file of a planning folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEntry {
    /// Its name within the folder, parts joined by `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

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
fn listing(path: &Path) -> Result<Vec<PathBuf>> {
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

impl Folder {
    /// A file by its name within the folder; none if it is not there. A link that leads nowhere is
    /// there: that it cannot be read is told, and not passed over.
    pub fn file(&self, name: &str) -> Option<FileEntry> {
        let path = self.root.join(name);
        path.symlink_metadata().is_ok().then(|| FileEntry {
            name: name.to_owned(),
            path,
        })
    }

    /// Is there such a file in the folder itself? A name that leads out of it names none.
    pub fn holds(&self, name: &str) -> bool {
        let name = Path::new(name);
        let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        name.components().all(inside) && self.root.join(name).is_file()
    }

    /// Files directly in a subfolder, hidden ones and a spreadsheet's lock files left out.
    pub fn files_in(&self, subfolder: &str) -> Result<Vec<FileEntry>> {
        let path = self.root.join(subfolder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        for path in listing(&path)? {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name.starts_with(['.', '~']) {
                continue;
            }
            files.push(FileEntry {
                name: format!("{subfolder}/{name}"),
                path,
            });
        }
        Ok(files)
    }
}

/// Opens a file for reading; says plainly what stands in the way.
pub fn open(path: &Path) -> Result<File> {
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
    use std::io::Read;
    let mut file = open(path)?;
    let length = file.metadata().map(|m| m.len()).unwrap_or(0);
    if length > u64::from(u32::MAX) {
        bail!(
            "{} is larger than 4 GiB: split it into several files",
            path.display()
        );
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read to its end", path.display()))?;
    Ok(bytes)
}

/// The git revision a folder stands at, with a mark if anything in it differs; none outside git
/// or where git is not installed.
pub fn revision(root: &Path) -> Option<String> {
    let git = |arguments: &[&str]| -> Option<String> {
        let output = std::process::Command::new("git")
            .args(["--no-optional-locks", "-C"])
            .arg(root)
            .args(arguments)
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .stderr(std::process::Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let head = git(&["rev-parse", "--short=12", "--verify", "--quiet", "HEAD"])?;
    let changes = git(&["status", "--porcelain", "-z", "--", "."])?;
    let mark = if changes.is_empty() {
        ""
    } else {
        " (changed since)"
    };
    Some(format!("{}{mark}", head.trim()))
}

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
