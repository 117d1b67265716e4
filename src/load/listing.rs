//! Which files of a folder are read as what: those of a subfolder, those mapped, their look-up
//! tables; and what lies beside them and is not read, told so that nobody counts on it.

use super::faults;
use super::folder::Work;
use super::mapping::{As, Mapping};
use super::sheet::sheet;
use crate::finding::{Finding, Severity};
use crate::model::{Stranded, WholeFile};
use crate::source::{NotText, Span};
use crate::workspace::FileEntry;
use anyhow::Result;
use std::collections::HashMap;

/// Endings of workbooks a register may be; of one that is refused it is told why.
const WORKBOOKS: &[&str] = &[".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"];
/// Endings of other files that are likely to hold rows.
const DATA: &[&str] = &[
    ".txt", ".tsv", ".tab", ".dat", ".psv", ".json", ".xml", ".gz", ".zip", ".numbers",
];

/// A folder within a folder within … this deep is looked through for files that are not read.
const DEEPEST: usize = 8;

fn ends(name: &str, endings: &[&str]) -> bool {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit('/').next().unwrap_or(&lower);
    !file.starts_with("readme") && endings.iter().any(|e| lower.ends_with(e))
}

impl Work<'_> {
    /// Two-column tables that say what another system's codes mean. A code with two meanings has
    /// none: rows with it are told as naming nothing.
    pub(super) fn lookup_tables(&mut self, mappings: &[Mapping]) -> Result<()> {
        for (_, _, table) in mappings.iter().flat_map(|m| &m.lookups) {
            if self.lookups.contains_key(&table.value) {
                continue;
            }
            let meanings = match self.folder.file(&table.value) {
                None => {
                    self.missing(&table.value, table.at);
                    HashMap::new()
                }
                Some(entry) => self.meanings(&entry)?,
            };
            self.lookups.insert(table.value.clone(), meanings);
        }
        Ok(())
    }

    fn meanings(&mut self, entry: &FileEntry) -> Result<HashMap<String, String>> {
        let mut meanings: HashMap<String, (String, Span)> = HashMap::new();
        let Some((file, text)) = self.text(entry)? else {
            return Ok(HashMap::new());
        };
        let sheet = sheet(file, &text, &mut self.loaded.findings);
        let mut doubtful = Vec::new();
        for row in sheet.rows {
            let [code, meaning, ..] = row.cells.as_slice() else {
                continue;
            };
            match meanings.get(&code.value) {
                None => {
                    let meant = (meaning.value.clone(), code.at);
                    meanings.insert(code.value.clone(), meant);
                }
                Some((first, _)) if *first == meaning.value => {}
                Some((first, at)) => {
                    let message = format!(
                        "the code `{}` means `{first}` and `{}`: it is read as neither",
                        code.value, meaning.value
                    );
                    self.loaded.findings.push(
                        Finding::new(&faults::DUPLICATE_KEY, code.at, message)
                            .also(*at, "first here")
                            .help("keep one of the two rows"),
                    );
                    doubtful.push(code.value.clone());
                }
            }
        }
        for code in doubtful {
            // Words no id can be, so that nothing is found under them.
            if let Some((meaning, _)) = meanings.get_mut(&code) {
                *meaning = format!("{code} (two meanings)");
            }
        }
        let kept = meanings.into_iter();
        Ok(kept.map(|(code, (meaning, _))| (code, meaning)).collect())
    }

    pub(super) fn missing(&mut self, path: &str, at: Span) {
        let message = format!("there is no file {path} in this folder");
        self.loaded.findings.push(
            Finding::new(&faults::MISSING_FILE, at, message)
                .help("correct the path, or remove the entry"),
        );
    }

    /// Files of a subfolder and mapped files of one kind, each with its mapping.
    pub(super) fn files<'m>(
        &mut self,
        subfolder: &str,
        kind: As,
        mappings: &'m [Mapping],
    ) -> Result<Vec<(FileEntry, Option<&'m Mapping>)>> {
        let mut files = Vec::new();
        let endings: &[&str] = match kind {
            As::Ledger => &[".csv"],
            As::Contracts => &[&[".csv", ".json", ".jsonl"], WORKBOOKS].concat(),
            As::Book => &[],
        };
        for entry in self.folder.files_in(subfolder)? {
            if self.named(&entry.name, mappings) {
                continue;
            }
            if entry.is_folder() && !ends(&entry.name, &[".csv"]) {
                self.tell_below(subfolder, &entry, mappings)?;
            } else if ends(&entry.name, endings) {
                files.push((entry, None));
            } else if ends(&entry.name, WORKBOOKS) {
                let sentence = format!("{} {}", entry.name, NotText::Workbook);
                let at = self.not_text(&entry.name, &sentence);
                self.unread(kind, &entry.name, at, "it is a workbook");
            } else if ends(&entry.name, DATA) {
                self.tell_beside(subfolder, &entry.name, 0);
            }
        }
        for mapping in mappings.iter().filter(|m| m.kind == kind) {
            let path = &mapping.path;
            match self.folder.file(&path.value) {
                Some(entry) => files.push((entry, Some(mapping))),
                None => {
                    self.missing(&path.value, path.at);
                    self.unread(kind, &path.value, path.at, "there is no such file");
                }
            }
        }
        Ok(files)
    }

    /// Is the file one that an entry of `files:` names, whether that can be used or not?
    fn named(&self, name: &str, mappings: &[Mapping]) -> bool {
        let refused = self.refused.iter().any(|r| r.path.as_deref() == Some(name));
        refused || mappings.iter().any(|m| m.path.value == name)
    }

    /// Notes a folder below a subfolder that holds files nobody reads.
    fn tell_below(
        &mut self,
        subfolder: &str,
        entry: &FileEntry,
        mappings: &[Mapping],
    ) -> Result<()> {
        let mut names = Vec::new();
        let mut waiting = vec![(entry.name.clone(), 0)];
        while let Some((name, depth)) = waiting.pop() {
            for entry in self.folder.files_in(&name)? {
                let data = [&[".csv"], WORKBOOKS, DATA].concat();
                if entry.is_folder() && !entry.path.is_symlink() && depth < DEEPEST {
                    waiting.push((entry.name, depth + 1));
                } else if ends(&entry.name, &data) && !self.named(&entry.name, mappings) {
                    names.push(entry.name);
                }
            }
        }
        names.sort();
        if let Some(first) = names.first() {
            self.tell_beside(subfolder, first, names.len() - 1);
        }
        Ok(())
    }

    /// Notes a file that lies where files are read and is not one of them.
    fn tell_beside(&mut self, subfolder: &str, name: &str, more: usize) {
        let file = self.loaded.sources.add(name, "");
        let at = Span {
            file,
            start: 0,
            end: 0,
        };
        let more = match more {
            0 => String::new(),
            1 => " (and 1 more file)".to_owned(),
            n => format!(" (and {n} more files)"),
        };
        let these = match subfolder {
            "contracts" => "CSV files, workbooks and OCDS packages (JSON)",
            _ => "CSV files",
        };
        let message =
            format!("{name}{more} is not read: only {these} directly in {subfolder}/ are");
        let help = "save it there as CSV, or map it under `files:` in partnership.yaml";
        self.loaded.findings.push(
            Finding::new(&faults::MISSING_FILE, at, message)
                .graded(Severity::Note)
                .help(help),
        );
    }

    /// Records a file none of whose rows are read, so that reports say so.
    pub(super) fn unread(&mut self, kind: As, name: &str, at: Span, why: &str) {
        let file = WholeFile {
            name: name.to_owned(),
            why: why.to_owned(),
        };
        match kind {
            As::Ledger => self.stranded.push(Stranded {
                whole_file: Some(file.clone()),
                ..Stranded::unknown(at, file.sentence(), 1)
            }),
            As::Contracts => self.loaded.plan.unread.push((at, file.sentence())),
            // What is lost of a book is kept with it.
            As::Book => {}
        }
    }

    /// Records the entries of `files:` that cannot be used; one that does not say what it is may
    /// be a ledger or a register.
    pub(super) fn entries_refused(&mut self) {
        for refused in std::mem::take(&mut self.refused) {
            let name = refused.path.as_deref().unwrap_or("a file under `files:`");
            let why = "its entry under `files:` cannot be used";
            let kinds = match refused.kind {
                Some(kind) => vec![kind],
                None => vec![As::Ledger, As::Contracts],
            };
            for kind in kinds {
                self.unread(kind, name, refused.at, why);
            }
        }
    }

    /// Where the finding told last stands.
    pub(super) fn last_place(&mut self) -> Span {
        match self.loaded.findings.list().last() {
            Some(finding) => finding.at,
            None => Span {
                file: self.loaded.sources.add("", ""),
                start: 0,
                end: 0,
            },
        }
    }
}
