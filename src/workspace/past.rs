//! A planning folder as a git revision has it. Nothing is checked out: the files are listed from
//! the revision's tree, and each is read from git as it is asked for.

use super::blob::Held;
use super::{FileEntry, Folder, MAIN_FILE, git, hidden};
use crate::value::Day;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

/// How many figures of a revision are shown.
const SHORT: usize = 12;

/// A revision that is there.
#[derive(Clone, Debug)]
pub struct Revision {
    /// As the user named it.
    pub named: String,
    /// The first twelve figures of its hash.
    pub short: String,
    /// The day it was committed, if that lies between 1990 and 2100.
    pub on: Option<Day>,
}

/// The files of a folder at a revision, by name.
#[derive(Debug)]
pub(super) struct Past {
    short: String,
    files: BTreeMap<String, Held>,
}

/// The folder as it stood at a revision.
pub fn at_revision(folder: &Folder, named: &str) -> Result<(Folder, Revision)> {
    let root = &folder.root;
    in_git(folder)?;
    let none = || {
        format!(
            "`{named}` is neither a period (2025-26-Q1, 2025-26-M07, 2025-10) nor a revision that git knows in {}",
            folder.shown
        )
    };
    // No revision begins with a dash; git would take it for a flag.
    if named.trim().is_empty() || named.starts_with('-') || named.contains(['\0', '\n']) {
        bail!(none());
    }
    let wanted = format!("{named}^{{commit}}");
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
    let found = answer(root, &[&arguments[..], &[&wanted]].concat())?;
    let hash = String::from_utf8_lossy(&found.with_context(none)?)
        .trim()
        .to_owned();
    let whole = hash.len() >= 40 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if !whole {
        bail!(none());
    }
    let short = hash[..SHORT].to_owned();
    let commit = answer(root, &["cat-file", "commit", &hash])?;
    let on = commit.and_then(|text| committed_on(&String::from_utf8_lossy(&text)));
    // Within a subfolder of the repository git lists that folder alone, by names within it.
    let listed = answer(root, &["ls-tree", "-r", "-z", "-l", &hash])?
        .with_context(|| format!("git cannot list what {} held at {short}", folder.shown))?;
    let files = entries(root, &listed);
    if files.is_empty() {
        bail!("{} was not there at revision {short}", folder.shown);
    }
    if !files.contains_key(MAIN_FILE) {
        bail!(
            "there was no {MAIN_FILE} in {} at revision {short}",
            folder.shown
        );
    }
    let past = Past {
        short: short.clone(),
        files,
    };
    let then = Folder {
        root: root.clone(),
        shown: format!("{} at {short}", folder.shown),
        past: Some(Arc::new(past)),
    };
    let revision = Revision {
        named: named.to_owned(),
        short,
        on,
    };
    Ok((then, revision))
}

/// Is git installed, and the folder in a repository it will look into?
fn in_git(folder: &Folder) -> Result<()> {
    let shown = &folder.shown;
    let output = git::command(&folder.root)
        .args(["rev-parse", "--is-inside-work-tree"])
        .stderr(Stdio::piped())
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("an earlier revision is asked for, and git is not installed")
        }
        Err(error) => return Err(error).context("git cannot be run"),
    };
    if output.status.success() && output.stdout.starts_with(b"true") {
        return Ok(());
    }
    if String::from_utf8_lossy(&output.stderr).contains("dubious ownership") {
        bail!(
            "git does not trust {shown}, which belongs to another user: `git config --global --add safe.directory` says how to"
        );
    }
    bail!("{shown} is not kept in git: an earlier revision of it cannot be read")
}

/// What git answers; none if it says no.
fn answer(root: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
    let output = git::command(root)
        .args(arguments)
        .output()
        .context("git cannot be run")?;
    Ok(output.status.success().then_some(output.stdout))
}

/// The day of a commit, where it was committed: `committer NAME <MAIL> SECONDS +0100`.
fn committed_on(commit: &str) -> Option<Day> {
    let head = commit.lines().take_while(|line| !line.is_empty());
    let line = head.filter_map(|l| l.strip_prefix("committer ")).next()?;
    let (_, time) = line.rsplit_once('>')?;
    let (seconds, zone) = time.trim().split_once(' ')?;
    let seconds: i64 = seconds.parse().ok()?;
    let zone: i64 = zone.parse().ok()?;
    let ahead = (zone / 100 * 60 + zone % 100) * 60;
    let days = seconds.checked_add(ahead)?.div_euclid(86_400);
    let first = Day::of(1990, 1, 1).ok()?;
    let last = Day::of(2100, 12, 31).ok()?;
    let since = i32::try_from(days).ok()?.checked_sub(first.number())?;
    (0..=last.number() - first.number())
        .contains(&since)
        .then(|| first.plus(since))
}

/// `MODE TYPE HASH SIZE\tNAME`, each ended by a nil byte. A name that is no text keeps its place
/// with what cannot be read of it marked, as on disk.
fn entries(root: &Path, listed: &[u8]) -> BTreeMap<String, Held> {
    let lines = listed.split(|byte| *byte == 0);
    lines
        .filter_map(|line| {
            let tab = line.iter().position(|byte| *byte == b'\t')?;
            let name = String::from_utf8_lossy(&line[tab + 1..]).into_owned();
            let head = String::from_utf8_lossy(&line[..tab]).into_owned();
            let mut parts = head.split_ascii_whitespace();
            let (mode, _, hash) = (parts.next()?, parts.next()?, parts.next()?);
            let held = match mode {
                "120000" => Held::Link,
                "160000" => Held::Module,
                _ => Held::File {
                    root: root.to_owned(),
                    hash: hash.to_owned(),
                    size: parts.next()?.parse().ok()?,
                },
            };
            Some((name, held))
        })
        .collect()
}

impl Past {
    fn entry(&self, name: &str, held: Held) -> FileEntry {
        FileEntry {
            name: name.to_owned(),
            path: PathBuf::from(format!("{name} at {}", self.short)),
            past: Some(held),
        }
    }

    /// What stands under a name, if anything does.
    fn held(&self, name: &str) -> Option<Held> {
        let Some(name) = plain(name) else {
            return Some(Held::Outside);
        };
        if let Some(held) = self.files.get(&name) {
            return Some(held.clone());
        }
        // What lies below a link or another repository cannot be told from here.
        let mut above = name.as_str();
        while let Some((folder, _)) = above.rsplit_once('/') {
            if let Some(held @ (Held::Link | Held::Module)) = self.files.get(folder) {
                return Some(held.clone());
            }
            above = folder;
        }
        let below = format!("{name}/");
        let mut after = self.files.range(below.clone()..);
        after
            .next()
            .filter(|(first, _)| first.starts_with(&below))
            .map(|_| Held::Folder)
    }

    pub(super) fn file(&self, name: &str) -> Option<FileEntry> {
        self.held(name).map(|held| self.entry(name, held))
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        matches!(self.held(name), Some(Held::File { .. }))
    }

    pub(super) fn files_in(&self, subfolder: &str) -> Result<Vec<FileEntry>> {
        let shown = || format!("{subfolder} at {}", self.short);
        match self.held(subfolder) {
            Some(Held::Folder) => {}
            Some(held @ (Held::Link | Held::Module)) => bail!(held.refused(&shown())),
            _ => return Ok(Vec::new()),
        }
        let below = format!("{subfolder}/");
        let mut found: BTreeMap<String, Held> = BTreeMap::new();
        for (name, held) in self.files.range(below.clone()..) {
            let Some(rest) = name.strip_prefix(&below) else {
                break;
            };
            let (first, deeper) = match rest.split_once('/') {
                Some((folder, _)) => (folder, true),
                None => (rest, false),
            };
            if !hidden(first) {
                let held = if deeper { Held::Folder } else { held.clone() };
                found.insert(format!("{below}{first}"), held);
            }
        }
        let entries = found.into_iter();
        Ok(entries
            .map(|(name, held)| self.entry(&name, held))
            .collect())
    }
}

/// A name without `.` in it; none if it leads out of the folder.
fn plain(name: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in Path::new(name).components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::Normal(part) => parts.push(part.to_string_lossy()),
            _ => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_of_the_day_where_it_was_made() {
        let commit = |time: &str| {
            let text = format!("tree 1\ncommitter A > B <a@b> {time}\n\ncommitter C <c> 0 +0000\n");
            committed_on(&text).map(|day| day.to_string())
        };
        // Half past eleven in the evening of 30 September 2025 in Greenwich.
        let late = "1759275000";
        assert_eq!(commit(&format!("{late} +0000")).unwrap(), "2025-09-30");
        assert_eq!(commit(&format!("{late} +0100")).unwrap(), "2025-10-01");
        assert_eq!(commit(&format!("{late} -0930")).unwrap(), "2025-09-30");
        for outside in [
            "0 +0000",
            "99999999999999 +0000",
            "9223372036854775807 +9999",
            "x",
        ] {
            assert_eq!(commit(outside), None, "{outside}");
        }
    }

    #[test]
    fn what_stands_under_a_name_is_told_from_the_names() {
        let listed = b"100644 blob aa 5\tledger/a.csv\x00120000 blob bb 3\tshared\x00160000 commit cc -\tother\x00100644 blob dd 7\tledger/old/b.csv\x00";
        let past = Past {
            short: "3f2a".to_owned(),
            files: entries(Path::new("."), listed),
        };
        assert!(past.holds("ledger/a.csv") && past.holds("./ledger/a.csv"));
        assert!(past.file("ledger/b.csv").is_none() && past.file("led").is_none());
        assert_eq!(past.held("ledger"), Some(Held::Folder));
        assert_eq!(past.held("shared/a.csv"), Some(Held::Link));
        assert_eq!(past.held("other/a/b.csv"), Some(Held::Module));
        assert_eq!(past.held("../a.csv"), Some(Held::Outside));
        assert_eq!(past.held("/etc/passwd"), Some(Held::Outside));
        let names: Vec<String> = past
            .files_in("ledger")
            .unwrap()
            .into_iter()
            .map(|entry| format!("{} {}", entry.name, entry.is_folder()))
            .collect();
        assert_eq!(names, ["ledger/a.csv false", "ledger/old true"]);
        assert!(past.files_in("contracts").unwrap().is_empty());
        assert!(past.files_in("shared").is_err());
    }
}
