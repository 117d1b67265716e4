//! One planning folder → plan, or register files alone → registers. All faults of all files in
//! one go.

use super::asked::{Asked, RegisterWatch};
use super::body::LongFile;
use super::contracts::{self, RegisterFile, Rows};
use super::mapping::{self, As, Mapping, Refused};
use super::scalar::Reading;
use super::tables::{Table, Tables};
use super::workbook::{self, How};
use super::{answers, books, faults, partnership, references, totals};
use crate::finding::{Finding, Findings};
use crate::model::{FileRead, Plan, Register, RowShown, Stranded};
use crate::source::yaml::{self, Node, SlipKind};
use crate::source::{Encoding, FileId, Sources, Span, decode, digest};
use crate::value::FinancialYear;
use crate::workspace::{FileEntry, Folder, MAIN_FILE};
use anyhow::{Context, Result};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// What reading gives: the plan, the texts, the faults.
#[derive(Default)]
pub struct Loaded {
    /// What the files say.
    pub plan: Plan,
    /// Their texts.
    pub sources: Sources,
    /// What is wrong with them.
    pub findings: Findings,
}

/// Reads a whole planning folder.
pub fn read(folder: &Folder, asked: &Asked<'_>) -> Result<Loaded> {
    let mut work = Work {
        folder,
        loaded: Loaded::default(),
        lookups: HashMap::new(),
        refused: Vec::new(),
        stranded: Vec::new(),
    };
    let root = work.main_file()?;
    let tables = work.tables()?;
    let (mut mappings, mut all_books) = (Vec::new(), Vec::new());
    if let Some(root) = &root {
        let loaded = &mut work.loaded;
        let mut reading = Reading {
            faults: &mut loaded.findings,
            slashes: None,
        };
        loaded.plan.partnership = partnership::read(root, &tables, &mut reading);
        answers::look_for_evidence(&mut loaded.plan.partnership.answers, folder);
        let twice = loaded.findings.list().iter();
        for finding in twice.filter(|f| f.check.name == faults::DUPLICATE_KEY.name) {
            let first = finding.also.first().map(|(first, _)| *first);
            // Both places of what is defined twice are told a line each.
            let told = &loaded.plan.partnership.twice;
            if let Some(first) = first.filter(|first| !told.iter().any(|t| t.at == *first)) {
                loaded.sources.given_again(first, finding.at);
            }
        }
        references::check(&loaded.plan.partnership, &mut loaded.findings);
        let mut reading = Reading {
            faults: &mut loaded.findings,
            slashes: None,
        };
        let (read, refused) = mapping::read_all(root, &mut reading);
        mappings = read;
        all_books = books::reconciliations(root, &mut reading);
        work.refused = refused;
        loaded.plan.readable = true;
    }
    work.lookup_tables(&mappings)?;
    work.books(all_books, asked.books)?;
    // Without a partnership every name in the ledger would be unknown: its rows wait.
    if root.is_some() {
        match asked.totals {
            None if asked.shapes => work.shapes(&mappings)?,
            None => work.ledger(&mappings, asked)?,
            Some(given) => totals::read(given, &mut work.loaded, asked)?,
        }
    }
    if !asked.ledger_alone {
        work.contracts(&mappings, asked.registers)?;
    }
    work.entries_refused();
    // Last, so that no row is counted with a file.
    let stranded = std::mem::take(&mut work.stranded);
    // A ledger that is not read lacks nothing.
    let stranded = stranded.into_iter().filter(|_| asked.totals.is_none());
    work.loaded.plan.totals.stranded.extend(stranded);
    let mut loaded = work.loaded;
    loaded.plan.files.sort_by(|a, b| a.name.cmp(&b.name));
    loaded.findings.close(&loaded.sources);
    Ok(loaded)
}

pub(super) fn not_text_sentence(name: &str, bytes: &[u8]) -> String {
    match decode(bytes) {
        Err(why) => format!("{name} {why}"),
        Ok(_) => format!("{name} cannot be read"),
    }
}

/// A folder being read.
pub(super) struct Work<'a> {
    pub(super) folder: &'a Folder,
    pub(super) loaded: Loaded,
    /// Look-up tables by path, code → meaning.
    pub(super) lookups: HashMap<String, HashMap<String, String>>,
    /// Entries of `files:` that cannot be used.
    pub(super) refused: Vec<Refused>,
    /// Ledger files none of whose rows are read.
    pub(super) stranded: Vec<Stranded>,
}

/// Keeps a file's text; none if it is no text.
pub(super) fn add_text(loaded: &mut Loaded, name: &str, bytes: &[u8]) -> Option<(FileId, String)> {
    let (text, encoding) = decode(bytes).ok()?;
    let text = text.into_owned();
    let file = loaded.sources.add(name, text.clone());
    loaded.plan.files.push(FileRead {
        name: name.to_owned(),
        digest: digest(bytes),
        encoding: encoding.to_string(),
    });
    Some((file, text))
}

/// Knows a file that is too long to hold.
pub(super) fn add_long(loaded: &mut Loaded, name: &str, long: &LongFile) -> FileId {
    loaded.plan.files.push(FileRead {
        name: name.to_owned(),
        digest: long.digest,
        encoding: Encoding::Utf8.to_string(),
    });
    let path = long.path.clone();
    loaded.sources.add_long(name, path, long.length)
}

/// Tells a file that is no text, and gives its place.
pub(super) fn no_text(loaded: &mut Loaded, name: &str, sentence: &str) -> Span {
    let file = loaded.sources.add(name, "");
    let at = Span {
        file,
        start: 0,
        end: 0,
    };
    let finding = Finding::new(&faults::NOT_TEXT, at, sentence).help("none of it has been read");
    loaded.findings.push(finding);
    at
}

/// A YAML file as a tree, its slips told; none if it is empty or broken.
pub(super) fn yaml_tree(loaded: &mut Loaded, file: FileId, text: &str) -> Option<Node> {
    let (node, slips) = yaml::read(file, text);
    for slip in slips {
        let check = match slip.kind {
            SlipKind::Syntax => &faults::YAML_UNREADABLE,
            SlipKind::Misread => &faults::YAML_MISREAD,
            SlipKind::DuplicateKey => &faults::DUPLICATE_KEY,
            SlipKind::Doubtful => &faults::YAML_DOUBTFUL,
        };
        let mut finding = Finding::new(check, slip.at, slip.message).help(slip.help);
        finding.also.extend(slip.also);
        loaded.findings.push(finding);
    }
    node
}

impl Work<'_> {
    /// Reads a small file whole; a file that is no text is a finding.
    pub(super) fn text(&mut self, entry: &FileEntry) -> Result<Option<(FileId, String)>> {
        let bytes = entry.bytes()?;
        let added = add_text(&mut self.loaded, &entry.name, &bytes);
        if added.is_none() {
            self.not_text(&entry.name, &not_text_sentence(&entry.name, &bytes));
        }
        Ok(added)
    }

    /// Tells a file that is no text, and gives its place.
    pub(super) fn not_text(&mut self, name: &str, sentence: &str) -> Span {
        no_text(&mut self.loaded, name, sentence)
    }

    fn main_file(&mut self) -> Result<Option<Node>> {
        let entry = self
            .folder
            .file(MAIN_FILE)
            .context("the folder's main file is gone")?;
        let Some((file, text)) = self.text(&entry)? else {
            return Ok(None);
        };
        self.loaded.plan.main = Some(file);
        Ok(self.partnership_tree(file, &text))
    }

    fn partnership_tree(&mut self, file: FileId, text: &str) -> Option<Node> {
        let before = self.loaded.findings.list().len();
        let node = yaml_tree(&mut self.loaded, file, text);
        let mut told = self.loaded.findings.list()[before..].iter();
        let broken = told.any(|f| f.check.name == faults::YAML_UNREADABLE.name);
        if node.is_none() && !broken {
            let at = Span {
                file,
                start: 0,
                end: 0,
            };
            let message = format!("{MAIN_FILE} is empty");
            let help = "`jcplan init` writes one with every key in it";
            self.loaded
                .findings
                .push(Finding::new(&faults::YAML_UNREADABLE, at, message).help(help));
        }
        node
    }

    fn tables(&mut self) -> Result<Tables> {
        let mut tables = Tables::default();
        for (name, table) in Table::FILES {
            let Some(entry) = self.folder.file(name) else {
                continue;
            };
            match self.text(&entry)? {
                Some((file, text)) => {
                    tables.add(*table, file, &text, &mut self.loaded.findings);
                }
                None => tables.lose(*table, self.loaded.findings.list()),
            }
        }
        Ok(tables)
    }

    fn contracts(&mut self, mappings: &[Mapping], watch: Option<RegisterWatch<'_>>) -> Result<()> {
        let files = self.files("contracts", As::Contracts, mappings)?;
        let years = years_named(&self.loaded.plan);
        let slashes = self.loaded.plan.partnership.dates.value().copied();
        for (entry, mapping) in files {
            let long = match watch {
                Some(_) if entry.is_on_disk() => LongFile::of(&entry.path)?,
                _ => None,
            };
            let all = match long {
                Some(long) => Some(vec![workbook::long(&mut self.loaded, &entry.name, long)]),
                None => self.rows(&entry)?,
            };
            let Some(all) = all else {
                let at = self.last_place();
                self.unread(As::Contracts, &entry.name, at, "it is no text");
                continue;
            };
            let how = How {
                name: &entry.name,
                mapping,
                tables: &self.lookups,
                slashes,
                years: years.clone(),
            };
            let (rows, _) = workbook::chosen(all, &how, &mut self.loaded);
            let source = how.register(&rows);
            let loaded = &mut self.loaded;
            let register = read_register(&source, &loaded.plan, watch, &mut loaded.findings);
            rows.whole()?;
            let register = workbook::finished(&rows, register, &mut self.loaded);
            if register.is_none() {
                let at = mapping.map_or_else(|| self.last_place(), |m| m.at);
                self.unread(As::Contracts, &entry.name, at, rows.why_unread());
            }
            self.loaded.plan.registers.extend(register);
        }
        Ok(())
    }
}

/// Reads a register; its rows are kept unless there is somebody to show them to.
pub(super) fn read_register(
    source: &RegisterFile<'_>,
    plan: &Plan,
    watch: Option<RegisterWatch<'_>>,
    out: &mut Findings,
) -> Option<Register> {
    match watch {
        None => contracts::read(source, &mut Rows::Kept, out),
        Some(watch) => {
            let mut show = |register: &Register, row: RowShown<'_>| watch(plan, register, row);
            contracts::read(source, &mut Rows::Shown(&mut show), out)
        }
    }
}

/// The years from the first to the last the agreement and the contributions name.
pub(super) fn years_named(plan: &Plan) -> Option<RangeInclusive<FinancialYear>> {
    let agreement = plan.partnership.agreement.as_ref()?;
    let (starts, ends) = (agreement.starts.value()?, agreement.ends.value()?);
    Some(FinancialYear::of(*starts)..=FinancialYear::of(*ends))
}
