//! `check --baseline`: a file of findings that were there before, read, held against a run and
//! written.

use super::Run;
use crate::checks;
use crate::finding::{
    Check, Finding, Known, KnownFinding, WAIVERS_FILE, baseline_text, fingerprints, read_baseline,
};
use crate::load;
use crate::report::counted;
use crate::source::{Sources, decode};
use crate::workspace::{self, Folder, MAIN_FILE};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Flags about the baseline.
#[derive(clap::Args)]
pub(crate) struct BaselineArgs {
    /// Hold back the findings that this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings of this run to a baseline; with --baseline, those of them it knows
    #[arg(long, value_name = "FILE", conflicts_with = "only")]
    write_baseline: Option<PathBuf>,
}

/// How many stale entries are told one by one.
const TOLD: usize = 10;

/// A baseline during a run.
pub(crate) struct Baseline {
    /// The file read, and what it holds; none without `--baseline`.
    read: Option<(PathBuf, BTreeSet<KnownFinding>)>,
    /// The file to be written.
    write: Option<PathBuf>,
    /// What will stand in it.
    kept: BTreeSet<KnownFinding>,
    /// Entries that match nothing any more.
    stale: Vec<KnownFinding>,
    /// Folders looked at in this run.
    seen: BTreeSet<String>,
    /// Findings that no baseline takes in.
    refused: usize,
}

/// Findings that no baseline may hold back: those of files that hide their other findings, and
/// those about waivers.
fn is_never_known(check: &Check) -> bool {
    load::hides_others(check) || checks::is_of_waivers(check)
}

impl Baseline {
    /// Reads the baseline, if one is named, and sees that one can be written.
    pub(crate) fn open(args: &BaselineArgs, run: &mut Run<'_>) -> Result<Baseline> {
        let read = match &args.baseline {
            Some(path) => Some((path.clone(), entries(path)?)),
            None => None,
        };
        if let Some(path) = &args.write_baseline
            && path.is_file()
            && entries(path).is_err()
        {
            bail!(
                "{} is there and is no baseline: give another name for the one to be written",
                path.display()
            );
        }
        if let Some(path) = &args.write_baseline
            && path.file_name().is_some_and(|name| name == WAIVERS_FILE)
        {
            bail!(
                "{} would be read as waivers: give another name for the baseline",
                path.display()
            );
        }
        // An answer is not written over either of them.
        run.read.extend(args.baseline.clone());
        run.read.extend(args.write_baseline.clone());
        Ok(Baseline {
            read,
            write: args.write_baseline.clone(),
            kept: BTreeSet::new(),
            stale: Vec::new(),
            seen: BTreeSet::new(),
            refused: 0,
        })
    }

    /// The findings of one folder without those known; what was known of it, counted where `shown`.
    pub(crate) fn sift(
        &mut self,
        folder: &Folder,
        all: Vec<Finding>,
        sources: &Sources,
        shown: impl Fn(&Finding) -> bool,
    ) -> (Vec<Finding>, Option<Known>) {
        let first = self.read.as_ref().map(|(path, _)| path);
        let Some(file) = first.or(self.write.as_ref()) else {
            return (all, None);
        };
        let from = file.display().to_string();
        let key = way(file, &folder.root);
        let mut open: BTreeMap<&str, Vec<&KnownFinding>> = BTreeMap::new();
        let entries = self.read.iter().flat_map(|(_, entries)| entries);
        for entry in entries.filter(|e| e.folder == key) {
            open.entry(&entry.fingerprint).or_default().push(entry);
        }
        // What a file that is not read would tell may still be there.
        let unread = all.iter().any(|f| load::hides_others(f.check));
        let marks = fingerprints(&all, sources);
        let mut told = Vec::new();
        let mut count = 0;
        for (finding, fingerprint) in all.into_iter().zip(marks) {
            let alike = open.get_mut(fingerprint.as_str());
            // The first of them: entries written by hand may share a fingerprint.
            let entry = alike.filter(|all| !all.is_empty()).map(|all| all.remove(0));
            let known = match &self.read {
                Some(_) => entry.cloned(),
                None => Some(as_entry(&finding, &key, fingerprint, sources)),
            };
            let shown_here = shown(&finding);
            let never = is_never_known(finding.check);
            self.refused += usize::from(never);
            match known.filter(|_| !never) {
                // In a baseline or not, a waived one stays listed as waived.
                Some(known) if finding.waived.is_some() => {
                    if self.read.is_some() {
                        self.kept.insert(known);
                    }
                    told.push(finding);
                }
                Some(known) => {
                    self.kept.insert(known);
                    count += usize::from(shown_here);
                }
                None => told.push(finding),
            }
        }
        let mut stale: Vec<KnownFinding> = open.into_values().flatten().cloned().collect();
        stale.sort();
        let stale = if unread {
            self.kept.extend(stale);
            Vec::new()
        } else {
            stale
        };
        self.stale.extend(stale.iter().cloned());
        self.seen.insert(key);
        (told, Some(Known { from, count, stale }))
    }

    /// Looks at entries of folders that are no part of this run, says what is stale, and writes the
    /// file that is to be written.
    pub(crate) fn finish(mut self, folder: &Path, run: &mut Run<'_>) -> Result<()> {
        if let Some((path, entries)) = &self.read {
            let beside = path.parent().unwrap_or(Path::new(""));
            for entry in entries.iter().filter(|e| !self.seen.contains(&e.folder)) {
                if beside.join(&entry.folder).join(MAIN_FILE).exists() {
                    self.kept.insert(entry.clone());
                } else {
                    self.stale.push(entry.clone());
                }
            }
            run.remarks.extend(self.stale_sentences(path, folder));
        }
        let Some(path) = &self.write else {
            return Ok(());
        };
        workspace::write_whole(path, baseline_text(&self.kept).as_bytes())?;
        let findings = counted(self.kept.len(), "finding", "findings");
        let mut said = format!("{} knows {findings}", path.display());
        if self.refused > 0 {
            let more = counted(self.refused, "other is", "others are");
            said.push_str(&format!(
                "; {more} not taken in: faults that leave a file unread, or of waivers"
            ));
        }
        run.remarks.push(said);
        Ok(())
    }

    /// What is stale, and how to be rid of it; the first few one by one.
    fn stale_sentences(&self, path: &Path, folder: &Path) -> Vec<String> {
        let stale = self.stale.len();
        if stale == 0 {
            return Vec::new();
        }
        let (from, folder) = (path.display(), folder.display());
        let entries = counted(stale, "entry", "entries");
        let matches = if stale == 1 { "matches" } else { "match" };
        let how = match &self.write {
            Some(write) => format!("not written to {}", write.display()),
            None => format!(
                "`jcplan check {folder} --baseline {from} --write-baseline {from}` takes out what is stale and adds nothing"
            ),
        };
        let first = format!("{entries} of {from} {matches} nothing any more: {how}");
        let each = self.stale.iter().take(TOLD);
        let each = each.map(|k| {
            let KnownFinding {
                check,
                file,
                folder,
                message,
                ..
            } = k;
            format!("  {check} in {folder}/{file}: {message}")
        });
        let more = (stale > TOLD).then(|| format!("  and {} more", stale - TOLD));
        std::iter::once(first).chain(each).chain(more).collect()
    }
}

fn as_entry(
    finding: &Finding,
    folder: &str,
    fingerprint: String,
    sources: &Sources,
) -> KnownFinding {
    KnownFinding {
        folder: folder.to_owned(),
        file: sources.name(finding.at.file).to_owned(),
        check: finding.check.name.to_owned(),
        message: finding.message.clone(),
        fingerprint,
    }
}

/// What a baseline holds.
fn entries(path: &Path) -> Result<BTreeSet<KnownFinding>> {
    let shown = path.display();
    let bytes = workspace::bytes(path).with_context(|| format!("the baseline {shown}"))?;
    let text = decode(&bytes).map_err(|why| anyhow!("the baseline {shown} {why}"))?;
    read_baseline(&text.0).map_err(|why| anyhow!("the baseline {shown} cannot be used: {why}"))
}

/// The way from the folder a file stands in to another folder, however either was named.
fn way(file: &Path, to: &Path) -> String {
    let beside = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (from, to) = (real(beside), real(to));
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to
        .components()
        .skip(shared)
        .map(|c| c.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}
