//! Files of rows that may be workbooks: which sheet is read, and what is said of the others.

use super::body::{Body, LongFile};
use super::contracts::{self, RegisterFile};
use super::folder::{Loaded, Work, add_long, add_text, not_text_sentence};
use super::held::is_empty;
use super::mapping::Mapping;
use super::{faults, ocds, payments};
use crate::finding::{Finding, Severity};
use crate::model::{FileRead, Register};
use crate::source::{FileId, Sheet, Span, digest, is_workbook, workbook_sheets};
use crate::value::{FinancialYear, SlashOrder, shown};
use crate::workspace::FileEntry;
use anyhow::Result;
use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

/// The rows of a file: its text, or one sheet of a workbook as text.
pub(super) struct Rows {
    pub(super) file: FileId,
    pub(super) text: String,
    /// Instead of a text, a file too long to hold.
    long: Option<LongFile>,
    /// What a workbook tells of them beside their text.
    pub(super) sheet: Option<About>,
}

/// What is known of a sheet.
pub(super) struct About {
    pub(super) name: String,
    hidden: bool,
    rows: usize,
    errors: Vec<Span>,
    merged: Vec<Span>,
}

/// How the rows of a file are read, whichever sheet they stand on.
pub(super) struct How<'a> {
    pub(super) name: &'a str,
    pub(super) mapping: Option<&'a Mapping>,
    pub(super) tables: &'a HashMap<String, HashMap<String, String>>,
    /// How slashes read, if the folder or the command says.
    pub(super) slashes: Option<SlashOrder>,
    /// Years the folder names.
    pub(super) years: Option<RangeInclusive<FinancialYear>>,
}

impl<'a> How<'a> {
    /// These rows as a register.
    pub(super) fn register(&self, rows: &'a Rows) -> RegisterFile<'a> {
        RegisterFile {
            name: self.name,
            file: rows.file,
            text: &rows.text,
            long: rows.long.as_ref(),
            mapping: self.mapping,
            tables: self.tables,
            slashes: self.slashes,
            years: self.years.clone(),
        }
    }
}

/// Keeps a file's text, or that of every sheet of it; a sentence if it is neither.
pub(super) fn rows_of(loaded: &mut Loaded, name: &str, bytes: &[u8]) -> Result<Vec<Rows>, String> {
    if !is_workbook(bytes) {
        let (file, text) =
            add_text(loaded, name, bytes).ok_or_else(|| not_text_sentence(name, bytes))?;
        let sheet = None;
        let long = None;
        return Ok(vec![Rows {
            file,
            text,
            long,
            sheet,
        }]);
    }
    let (form, sheets) = workbook_sheets(bytes).map_err(|why| format!("{name} {why}"))?;
    loaded.plan.files.push(FileRead {
        name: name.to_owned(),
        digest: digest(bytes),
        encoding: format!("a workbook ({form})"),
    });
    let kept = sheets.into_iter();
    Ok(kept.map(|sheet| keep(loaded, name, sheet)).collect())
}

/// The rows of a file too long to hold.
pub(super) fn long(loaded: &mut Loaded, name: &str, long: LongFile) -> Rows {
    Rows {
        file: add_long(loaded, name, &long),
        text: String::new(),
        long: Some(long),
        sheet: None,
    }
}

fn keep(loaded: &mut Loaded, name: &str, sheet: Sheet) -> Rows {
    let file = loaded
        .sources
        .add_sheet(name, sheet.name.as_str(), sheet.text.clone());
    let span = |range: Range<u32>| Span {
        file,
        start: range.start,
        end: range.end,
    };
    let spans = |ranges: Vec<Range<u32>>| ranges.into_iter().map(span).collect();
    Rows {
        file,
        text: sheet.text,
        long: None,
        sheet: Some(About {
            name: sheet.name,
            hidden: sheet.hidden,
            rows: sheet.rows,
            errors: spans(sheet.errors),
            merged: spans(sheet.merged),
        }),
    }
}

impl Rows {
    /// What they are read from.
    pub(super) fn body(&self) -> Body<'_> {
        match &self.long {
            Some(long) => Body::Long(long),
            None => Body::Held(&self.text),
        }
    }

    /// Were they read to their end?
    pub(super) fn whole(&self) -> Result<()> {
        self.long.as_ref().map_or(Ok(()), LongFile::whole)
    }

    /// Why none of them is read as a register.
    pub(super) fn why_unread(&self) -> &'static str {
        match is_empty(self.file, self.body()) {
            true => "it is empty",
            false => "its heading is not recognised",
        }
    }

    pub(super) fn start(&self) -> Span {
        Span {
            file: self.file,
            start: 0,
            end: 0,
        }
    }

    fn is_hidden(&self) -> bool {
        self.sheet.as_ref().is_some_and(|s| s.hidden)
    }

    fn is_filled(&self) -> bool {
        self.sheet.as_ref().is_none_or(|s| s.rows > 0)
    }

    /// The place after a line.
    pub(super) fn below(&self, line: usize) -> Option<Span> {
        let mut ends = self.text.match_indices('\n').map(|(i, _)| i + 1);
        let start = u32::try_from(ends.nth(line.checked_sub(1)?)?).ok()?;
        Some(Span {
            start,
            end: start,
            ..self.start()
        })
    }

    /// What a register or a file of payments from here is said to be.
    pub(super) fn said(&self, recognised_as: &str) -> String {
        match &self.sheet {
            None => recognised_as.to_owned(),
            Some(sheet) => format!("{recognised_as}, sheet {}", sheet.name),
        }
    }
}

/// What the rows of a sheet are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Register,
    Payments,
    NotKnown,
}

/// What rows are by their headings.
fn kind_of(rows: &Rows, how: &How<'_>) -> Kind {
    let source = How {
        years: how.years.clone(),
        ..*how
    };
    let source = source.register(rows);
    if ocds::is_json(&rows.text) || contracts::recognised(&source).is_some() {
        Kind::Register
    } else if how.mapping.is_none() && payments::is_one(rows.file, rows.body()) {
        Kind::Payments
    } else {
        Kind::NotKnown
    }
}

/// The sheet that is read: the first that is shown and a register, else the first that holds
/// payments, else the first that holds anything. All others with rows are named with the reason.
pub(super) fn chosen(mut all: Vec<Rows>, how: &How<'_>, loaded: &mut Loaded) -> (Rows, Kind) {
    let kinds: Vec<Kind> = all.iter().map(|rows| kind_of(rows, how)).collect();
    let shown = |i: &usize| !all[*i].is_hidden() && all[*i].is_filled();
    let first = |kind: Kind| (0..all.len()).filter(shown).find(|i| kinds[*i] == kind);
    let known = first(Kind::Register).or_else(|| first(Kind::Payments));
    let i = known
        .or_else(|| (0..all.len()).find(shown))
        .or_else(|| all.iter().position(|rows| !rows.is_hidden()))
        .unwrap_or_default();
    for (other, rows) in all.iter().enumerate() {
        if other != i && rows.is_filled() {
            tell_other(rows, kinds[other], all[i].sheet.as_ref(), how.name, loaded);
        }
    }
    (all.swap_remove(i), kinds[i])
}

fn tell_other(rows: &Rows, kind: Kind, read: Option<&About>, name: &str, loaded: &mut Loaded) {
    let (Some(about), Some(read)) = (&rows.sheet, read) else {
        return;
    };
    let again = format!("only one sheet of a workbook is, and that is {}", read.name);
    let (why, lost) = match kind {
        _ if about.hidden => ("it is hidden".to_owned(), kind != Kind::NotKnown),
        Kind::Register => (format!("it has the headings of a register: {again}"), true),
        Kind::Payments => (format!("it holds payments: {again}"), true),
        Kind::NotKnown => ("no heading in it is recognised".to_owned(), false),
    };
    let message = tell_unread(rows.start(), about, name, (&why, lost), loaded);
    if lost {
        loaded.plan.unread.push((rows.start(), message));
    }
}

/// Tells that a sheet is not read, and why; a warning if rows are lost by it.
fn tell_unread(
    at: Span,
    about: &About,
    name: &str,
    (why, lost): (&str, bool),
    loaded: &mut Loaded,
) -> String {
    let held = match about.rows {
        1 => "1 row".to_owned(),
        n => format!("{n} rows"),
    };
    let message = format!("sheet {} of {name} ({held}) is not read: {why}", about.name);
    let help = "save it as a file of its own if it is wanted";
    let severity = match lost {
        true => Severity::Warning,
        false => Severity::Note,
    };
    let finding = Finding::new(&faults::MISSING_FILE, at, message.as_str());
    loaded.findings.push(finding.graded(severity).help(help));
    message
}

/// What a sheet is to a book, and how many rows of the book it may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OfBook {
    /// It has the headings, and so many rows below.
    Headed(u64),
    /// It has none, and so many rows with a date and an amount.
    Headless(u64),
}

/// Rows of a sheet that is not read: where it stands, why, and how many.
pub(super) type Unread = (Span, String, u64);

/// The sheet of a book: the first that is shown and has its headings, else the first that is shown
/// and holds anything; none if all are hidden or empty. All others that hold anything are told, and
/// given back where they may hold rows of the book.
pub(super) fn of_book(
    mut all: Vec<Rows>,
    name: &str,
    what: &dyn Fn(&Rows) -> OfBook,
    loaded: &mut Loaded,
) -> (Option<Rows>, Vec<Unread>) {
    if all.iter().all(|rows| rows.sheet.is_none()) {
        return (all.into_iter().next(), Vec::new());
    }
    let is: Vec<OfBook> = all.iter().map(what).collect();
    let shown = |i: &usize| !all[*i].is_hidden() && all[*i].is_filled();
    let mut filled = (0..all.len()).filter(shown);
    let headed = filled.clone().find(|i| matches!(is[*i], OfBook::Headed(_)));
    let chosen = headed.or_else(|| filled.next());
    let mut unread = Vec::new();
    for (i, rows) in all.iter().enumerate() {
        let Some(about) = rows.sheet.as_ref().filter(|about| about.rows > 0) else {
            continue;
        };
        if Some(i) == chosen {
            continue;
        }
        let (OfBook::Headed(held) | OfBook::Headless(held)) = is[i];
        let why = match chosen.and_then(|i| all[i].sheet.as_ref()) {
            _ if about.hidden => "it is hidden".to_owned(),
            Some(read) if held > 0 || matches!(is[i], OfBook::Headed(_)) => {
                format!("only one sheet of a book is, and that is {}", read.name)
            }
            _ => "it has no heading of the book".to_owned(),
        };
        let message = tell_unread(rows.start(), about, name, (&why, held > 0), loaded);
        if held > 0 {
            unread.push((rows.start(), message, held));
        }
    }
    (chosen.map(|i| all.swap_remove(i)), unread)
}

/// A register as read from these rows: its sheet named, and what is wrong with its cells told.
pub(super) fn finished(
    rows: &Rows,
    register: Option<Register>,
    loaded: &mut Loaded,
) -> Option<Register> {
    let mut register = register?;
    register.recognised_as = rows.said(&register.recognised_as);
    tell_cells(rows, register.first, loaded);
    Some(register)
}

/// Tells cells that hold an error, and those merged over several rows, from the first row read.
pub(super) fn tell_cells(rows: &Rows, from: Option<Span>, loaded: &mut Loaded) {
    let (Some(about), Some(from)) = (&rows.sheet, from) else {
        return;
    };
    let below = |at: &&Span| at.start >= from.start;
    for at in about.errors.iter().filter(below) {
        let shows = shown(loaded.sources.slice(*at));
        let (message, help) = match shows.starts_with('=') {
            true => (
                format!("the cell holds the formula {shows}, and no value was saved with it"),
                "open the workbook in a spreadsheet and save it, or write the value itself",
            ),
            false => (
                format!("the cell holds {shows}, an error of the workbook, and no value"),
                "put right the formula, or write the value itself",
            ),
        };
        let finding = Finding::new(&faults::SPREADSHEET_DAMAGE, *at, message).help(help);
        loaded.findings.push(finding);
    }
    for at in about.merged.iter().filter(below) {
        let value = shown(loaded.sources.slice(*at));
        let message = format!(
            "the cell `{value}` is merged over several rows: it is read for the first of them alone"
        );
        let help = "part the cells again, and write the value in every row it is for";
        let finding = Finding::new(&faults::SPREADSHEET_DAMAGE, *at, message).help(help);
        loaded.findings.push(finding);
    }
}

impl Work<'_> {
    /// The rows of a file in a folder, of every sheet if it is a workbook; told if it is neither.
    pub(super) fn rows(&mut self, entry: &FileEntry) -> Result<Option<Vec<Rows>>> {
        let bytes = entry.bytes()?;
        Ok(match rows_of(&mut self.loaded, &entry.name, &bytes) {
            Ok(rows) => Some(rows),
            Err(sentence) => {
                self.not_text(&entry.name, &sentence);
                None
            }
        })
    }
}
