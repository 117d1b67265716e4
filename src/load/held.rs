//! Rows of a CSV file that is held in memory, each cell with its place.

use super::body::Body;
use super::faults;
use crate::finding::{Finding, Findings, Severity};
use crate::source::{CsvFault, FileId, Row, Span, Spanned, cell_spans};
use crate::value::{folded, nearest, shown, suggestion};
use std::ops::ControlFlow;

/// One row of a held file.
pub(super) struct HeldRow<'a> {
    file: FileId,
    start: usize,
    row: &'a Row<'a>,
    /// All of its bytes as text: looked at once, and not cell by cell.
    whole: &'a str,
    /// Has it nothing but letters, figures and marks of ASCII and spaces?
    plain: bool,
}

impl<'a> HeldRow<'a> {
    fn new(file: FileId, row: &'a Row<'a>) -> HeldRow<'a> {
        let ordinary = |byte: &u8| (b' '..0x7f).contains(byte);
        HeldRow {
            file,
            start: usize::try_from(row.start).unwrap_or(usize::MAX),
            row,
            // A held text is UTF-8 throughout.
            whole: std::str::from_utf8(row.raw).unwrap_or(""),
            plain: row.raw.iter().fold(true, |all, byte| all & ordinary(byte)),
        }
    }

    /// The trimmed text of a cell; blank beyond the row's end.
    pub(super) fn text(&self, column: usize) -> &str {
        let place = self.row.cells.place(column);
        if let Some(text) = place.and_then(|range| self.whole.get(range)) {
            // Few cells begin or end with a space.
            return match text.as_bytes() {
                [] => text,
                [one] | [one, .., _] if !one.is_ascii_graphic() => text.trim(),
                [.., last] if !last.is_ascii_graphic() => text.trim(),
                _ => text,
            };
        }
        let bytes = self.row.cells.get(column).unwrap_or_default();
        // Cells end only at ASCII bytes.
        std::str::from_utf8(bytes).unwrap_or("").trim()
    }

    /// Has no cell of it a character that could steer a terminal?
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// The trimmed texts of all its cells, if it has as many as asked for, all stand in it as they
    /// are, and it has nothing but letters, figures and marks of ASCII and spaces.
    pub(super) fn plain_texts<'s>(&'s self, texts: &mut [&'s str]) -> Option<()> {
        if !self.plain || self.width() != texts.len() {
            return None;
        }
        for (place, into) in self.row.cells.places()?.zip(texts) {
            let text = self.whole.get(place)?;
            *into = match text.as_bytes() {
                [b' ', ..] | [.., b' '] => text.trim(),
                _ => text,
            };
        }
        Some(())
    }

    /// How many cells the row has.
    pub(super) fn width(&self) -> usize {
        self.row.cells.len()
    }

    /// Where a cell stands; the row's end for a cell beyond it.
    pub(super) fn span(&self, column: usize) -> Span {
        match self.row.cells.range(column) {
            Some(range) => self.at(range.start, range.end),
            None => self.at(self.row.raw.len(), self.row.raw.len()),
        }
    }

    /// Where the trimmed text of a cell stands; none where it is not to be found there as it is.
    pub(super) fn place(&self, column: usize) -> Option<Span> {
        let range = self.row.cells.place(column)?;
        let whole = self.whole.get(range.clone())?;
        let text = whole.trim_start();
        let start = range.start + whole.len() - text.len();
        Some(self.at(start, start + text.trim_end().len()))
    }

    /// Does the row end the rows: is its first filled cell this text, in capitals or not?
    pub(super) fn stops(&self, text: &str) -> bool {
        let mut cells = (0..self.width()).map(|i| self.text(i));
        let first = cells.find(|cell| !cell.is_empty()).unwrap_or("");
        first.eq_ignore_ascii_case(text.trim())
    }

    /// The whole row.
    pub(super) fn whole(&self) -> Span {
        self.at(0, self.row.raw.len())
    }

    /// Physical line on which it begins.
    pub(super) fn line(&self) -> usize {
        self.row.line
    }

    fn at(&self, from: usize, to: usize) -> Span {
        let cut = |n: usize| u32::try_from(self.start + n).unwrap_or(u32::MAX);
        Span {
            file: self.file,
            start: cut(from),
            end: cut(to),
        }
    }
}

/// Calls `each` with every row of a held text whose quoting can be trusted; tells the others.
/// Returns how many rows were told and left out for their quoting.
pub(super) fn each_row<'t>(
    file: FileId,
    text: impl Into<Body<'t>>,
    faults_out: &mut Findings,
    each: &mut dyn FnMut(&HeldRow<'_>, &mut Findings) -> ControlFlow<()>,
) -> usize {
    let mut left_out = 0;
    let read = text.into().rows(&mut |row| {
        let held = HeldRow::new(file, row);
        match row.fault {
            None => each(&held, faults_out),
            Some(fault) => {
                left_out += 1;
                let at = held.at(fault.opened, fault.opened + 1);
                faults_out.push(runaway(at, fault.line, fault.closed_on));
                ControlFlow::Continue(())
            }
        }
    });
    if let Err(CsvFault::TooLong(long)) = read {
        left_out += 1;
        let at = Span {
            file,
            start: u32::try_from(long.byte).unwrap_or(u32::MAX),
            end: u32::try_from(long.byte + 1).unwrap_or(u32::MAX),
        };
        faults_out.push(runaway(at, long.line, None));
    }
    left_out
}

/// Rows to look through for a heading before looking at the last.
pub(super) const HEADING_WITHIN: usize = 20;

/// Is the row on this line one of those the heading is for? `last`: it stands below them.
pub(super) fn is_headed(line: usize, heading: usize, last: bool) -> bool {
    match last {
        true => line < heading,
        false => line > heading,
    }
}

/// A row that may be a heading.
pub(super) struct HeadingRow {
    pub(super) line: usize,
    /// Is it the last row of the file?
    pub(super) last: bool,
    pub(super) cells: Vec<Spanned<String>>,
}

/// The first row that `recognise` takes for a heading: of the first `within` below `skip` lines,
/// else, if more than one is looked at, the file's last.
pub(super) fn heading_row<'t, T>(
    file: FileId,
    text: impl Into<Body<'t>>,
    skip: usize,
    within: usize,
    recognise: &mut dyn FnMut(&HeadingRow) -> Option<T>,
) -> Option<T> {
    let text = text.into();
    let mut quiet = Findings::default();
    let mut seen = 0;
    let mut found: Option<(T, HeadingRow)> = None;
    let mut last = None;
    let mut alike_above = false;
    let mut rows_below = false;
    each_row(file, text, &mut quiet, &mut |row, _| {
        if row.line() <= skip {
            return ControlFlow::Continue(());
        }
        if found.is_some() {
            rows_below = true;
            return ControlFlow::Break(());
        }
        seen += 1;
        if seen > within {
            last = Some((row.line(), row.whole()));
            return ControlFlow::Continue(());
        }
        let cells = (0..row.width()).map(|i| Spanned::new(row.text(i).to_owned(), row.span(i)));
        let one = HeadingRow {
            line: row.line(),
            last: false,
            cells: cells.collect(),
        };
        match recognise(&one) {
            Some(this) => found = Some((this, one)),
            None if within == 1 => return ControlFlow::Break(()),
            None => {
                let filled = (0..row.width()).filter(|i| !row.text(*i).is_empty());
                alike_above = filled.count() > 2;
                last = Some((row.line(), row.whole()));
            }
        }
        ControlFlow::Continue(())
    });
    if let Some((this, one)) = found {
        // A heading with rows above it and none below stands under its rows.
        return match alike_above && !rows_below {
            true => recognise(&HeadingRow { last: true, ..one }),
            false => Some(this),
        };
    }
    if within == 1 {
        return None;
    }
    recognise(&last_row(text, last?)?)
}

/// The last row, its cells parted anew.
fn last_row(text: Body<'_>, (line, at): (usize, Span)) -> Option<HeadingRow> {
    let start = usize::try_from(at.start).ok()?;
    let raw = text.slice(start..usize::try_from(at.end).ok()?)?;
    let cells = cell_spans(raw.as_bytes()).into_iter().map(|range| {
        let cut = |n: usize| at.start + u32::try_from(n).unwrap_or(0);
        let span = Span {
            start: cut(range.start),
            end: cut(range.end),
            ..at
        };
        let value = raw.get(range).unwrap_or_default().replace("\"\"", "\"");
        Spanned::new(value.trim().to_owned(), span)
    });
    Some(HeadingRow {
        line,
        last: true,
        cells: cells.collect(),
    })
}

/// The first row of a file that holds anything; its first place if there is none.
pub(super) fn first_row<'t>(file: FileId, text: impl Into<Body<'t>>) -> Span {
    let mut at = Span {
        file,
        start: 0,
        end: 0,
    };
    each_row(file, text, &mut Findings::default(), &mut |row, _| {
        at = row.whole();
        ControlFlow::Break(())
    });
    at
}

/// Does a text hold no row, nor so much as a heading?
pub(super) fn is_empty<'t>(file: FileId, text: impl Into<Body<'t>>) -> bool {
    let mut none = true;
    each_row(file, text, &mut Findings::default(), &mut |_, _| {
        none = false;
        ControlFlow::Break(())
    });
    none
}

/// The finding for a file that holds no row where none may be there yet.
pub(super) fn empty(at: Span, name: &str) -> Finding {
    let message = format!("{name} is empty: it has no heading");
    Finding::new(&faults::MISSING_COLUMN, at, message)
        .graded(Severity::Warning)
        .help("save it again from where it comes, or write its heading")
}

/// What to do about a file that is empty.
pub(super) const EMPTY: &str = "save it again from where it comes, or take it away";

/// The finding for a quotation mark that runs away.
pub(super) fn runaway(at: Span, line: usize, closed_on: Option<usize>) -> Finding {
    let message = match closed_on {
        None => format!("the quotation mark on line {line} is never closed"),
        Some(end) => format!(
            "the quotation mark on line {line} is closed only on line {end}, in the middle of a value"
        ),
    };
    Finding::new(&faults::RUNAWAY_QUOTE, at, message)
        .label("opened here")
        .help(
            "close it, or double it if it belongs to the text; all that was read as part of this \
             cell is left out",
        )
}

/// The finding for a row of the wrong length.
pub(super) fn ragged(at: Span, line: usize, cells: usize, wanted: usize) -> Finding {
    let message = format!("the row on line {line} has {cells} cells and the heading {wanted}");
    let help = if cells > wanted {
        "quote any value that holds a comma: \"1,234.50\""
    } else {
        "give the row as many commas as the heading, or quote a value broken over lines"
    };
    Finding::new(&faults::RAGGED_ROW, at, message).help(help)
}

/// The column a heading may stand for: one near it or near a word of it (`end date` for `ends`),
/// of those the heading does not have already.
fn column_meant(written: &str, heading: &[Spanned<String>], known: &[&'static str]) -> String {
    let there: Vec<String> = heading.iter().map(|cell| folded(&cell.value)).collect();
    let absent = known.iter().filter(|k| !there.contains(&folded(k)));
    let absent: Vec<&str> = absent.copied().collect();
    let near = nearest(written, absent.iter().copied()).or_else(|| {
        let words = written.split([' ', '_', '-']).filter(|w| w.len() > 2);
        words
            .filter_map(|word| nearest(word, absent.iter().copied()))
            .next()
    });
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if absent.is_empty() => "every column that is read is there already".to_owned(),
        None => suggestion(written, absent.iter().copied()),
    }
}

/// Where each known heading stands; headings written twice or unknown are told once.
pub(super) fn columns(
    heading: &[Spanned<String>],
    known: &[&'static str],
    is_known_otherwise: impl Fn(&str) -> bool,
    faults_out: &mut Findings,
) -> Vec<Option<&'static str>> {
    let mut found: Vec<Option<&'static str>> = Vec::with_capacity(heading.len());
    for (i, cell) in heading.iter().enumerate() {
        let name = folded(&cell.value);
        let this = known.iter().find(|k| folded(k) == name).copied();
        if let Some(this) = this
            && let Some(first) = found.iter().position(|f| *f == Some(this))
        {
            faults_out.push(
                Finding::new(
                    &faults::DUPLICATE_KEY,
                    cell.at,
                    format!("the column `{this}` is there twice"),
                )
                .also(heading[first].at, "first here")
                .help("keep one of the two columns"),
            );
            found.push(None);
            continue;
        }
        if this.is_none()
            && !name.is_empty()
            && !name.starts_with("x-")
            && !is_known_otherwise(&cell.value)
        {
            let help = column_meant(&cell.value, heading, known);
            faults_out.push(
                Finding::new(
                    &faults::UNKNOWN_COLUMN,
                    heading[i].at,
                    format!(
                        "the column `{}` is not one that is read",
                        shown(&cell.value)
                    ),
                )
                .help(format!("{help} (a column of your own begins with `x-`)")),
            );
        }
        found.push(this);
    }
    found
}
