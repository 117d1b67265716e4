//! One file looked at by itself: what it is taken for, what each heading is read as and why not,
//! and what becomes of its rows.

use super::bare::bytes_of;
use super::contracts::{self, RegisterFile, Rows};
use super::dates::{Survey, inferred};
use super::folder::Loaded;
use super::held::{EMPTY, each_row, first_row, is_empty, is_headed};
use super::workbook::{self, How};
use super::{faults, ocds, payments};
use crate::finding::{Finding, Findings};
use crate::model::{Column, FileKind, HeadingRead, Register, RowShown, RowsRead, Understood};
use crate::seeds;
use crate::source::{FileId, Span};
use crate::value::{SlashOrder, bare_heading, shown};
use anyhow::{Result, anyhow};
use std::collections::HashMap;
use std::io::Read;
use std::ops::ControlFlow;

/// Values shown under each heading.
const SAMPLES: usize = 2;

/// Reads one file and says what was understood of it. `-` reads standard input.
///
/// # Errors
/// A file that is not there, or is no text.
pub fn understood(
    path: &str,
    stdin: &mut dyn Read,
    slashes: Option<SlashOrder>,
) -> Result<(Understood, Loaded)> {
    let mut loaded = Loaded::default();
    let (name, bytes) = bytes_of(path, stdin)?;
    let all = workbook::rows_of(&mut loaded, name, &bytes).map_err(|why| anyhow!(why))?;
    let how = How {
        name,
        mapping: None,
        tables: &HashMap::new(),
        slashes,
        years: None,
    };
    let (rows, _) = workbook::chosen(all, &how, &mut loaded);
    let source = how.register(&rows);
    let out = &mut loaded.findings;
    if ocds::is_json(&rows.text) {
        let understood = package(&source, out);
        loaded.findings.close(&loaded.sources);
        return Ok((understood, loaded));
    }
    let mut understood = match contracts::recognised(&source) {
        Some(heading) => register(&source, heading, out),
        None => match payments::recognised(rows.file, &rows.text) {
            Some(columns) => spend(&source, &columns, out),
            None => not_known(&source, out),
        },
    };
    if let Some(read) = loaded.plan.files.first() {
        understood.encoding.clone_from(&read.encoding);
    }
    if !understood.heading_last {
        let below = rows.below(understood.heading_line);
        workbook::tell_cells(&rows, below, &mut loaded);
    }
    understood.recognised_as = rows.said(&understood.recognised_as);
    if rows.sheet.is_some() {
        understood.line_ends = "rows of a sheet";
    }
    loaded.findings.close(&loaded.sources);
    Ok((understood, loaded))
}

/// A heading on its line, before the rows are looked at.
struct Heading<'a> {
    cells: &'a [String],
    line: usize,
    last: bool,
    /// Cell → the column it is read as.
    read: Vec<(usize, &'static str)>,
    /// Every heading known, and the column it would be read as.
    known: Vec<(&'static str, &'static str)>,
    /// Columns that hold dates.
    dates: &'static [&'static str],
}

fn register(
    source: &RegisterFile<'_>,
    heading: contracts::Recognised,
    out: &mut Findings,
) -> Understood {
    let places = heading.places.iter().map(|(c, i)| (*i, c.word())).collect();
    let sets = seeds::heading_sets().iter();
    let named = sets.flat_map(|set| known(&set.columns));
    let own = Column::WORDS.iter().map(|(word, _)| (*word, *word));
    let mut understood = looked_at(
        source,
        &Heading {
            cells: &heading.heading,
            line: heading.line,
            last: heading.last,
            read: places,
            known: own.chain(named).collect(),
            dates: &["starts", "ends", "ended_on", "extends_to", "break_on"],
        },
        said_by(source.slashes, heading.dates),
    );
    understood.kind = FileKind::Contracts;
    understood.is_own = heading.is_own;
    // Only what is told of the rows is wanted, none of them.
    let mut rows = |_: &Register, _: RowShown<'_>| true;
    if let Some(register) = contracts::read(source, &mut Rows::Shown(&mut rows), out) {
        understood.recognised_as = register.recognised_as;
        understood.counts = register.counts;
    }
    understood
}

/// JSON has no headings: what is read of each award stands in their place.
fn package(source: &RegisterFile<'_>, out: &mut Findings) -> Understood {
    let read = contracts::read(source, &mut Rows::Kept, out);
    let mut understood = Understood {
        name: source.name.to_owned(),
        kind: FileKind::NotKnown,
        recognised_as: "not recognised".to_owned(),
        is_own: true,
        encoding: "UTF-8".to_owned(),
        line_ends: line_ends(source.text),
        heading_line: 1,
        heading_last: false,
        headings: Vec::new(),
        counts: RowsRead::default(),
        sum: None,
        slashes: None,
        purpose: None,
    };
    if let Some(register) = read {
        understood.kind = FileKind::Contracts;
        understood.headings = ocds::headings(&register.rows, SAMPLES);
        understood.recognised_as = register.recognised_as;
        understood.counts = register.counts;
    }
    understood
}

fn spend(
    source: &RegisterFile<'_>,
    columns: &payments::PaymentColumns,
    out: &mut Findings,
) -> Understood {
    let set = seeds::payments();
    let mut understood = looked_at(
        source,
        &Heading {
            cells: &columns.heading,
            line: columns.line,
            last: columns.last,
            read: columns.places.iter().map(|(c, i)| (*i, *c)).collect(),
            known: known(&set.columns).collect(),
            dates: &["date"],
        },
        said_by(source.slashes, None),
    );
    understood.kind = FileKind::Payments;
    understood.recognised_as.clone_from(&set.name);
    if let (None, Some(order)) = (source.slashes, understood.slashes) {
        out.push(inferred(order, false, first_row(source.file, source.text)));
    }
    let read = payments::read(
        source.file,
        source.text,
        columns,
        understood.slashes,
        out,
        &mut |_| {},
    );
    understood.counts = read.counts;
    understood.sum = Some(read.sum);
    let purpose = columns.purpose.and_then(|i| understood.headings.get_mut(i));
    understood.purpose = purpose.map(|heading| {
        "a scheme may be looked up by it".clone_into(&mut heading.said);
        heading.heading.clone()
    });
    understood
}

/// A file nothing is read from: its first row of several cells is shown for a heading.
fn not_known(source: &RegisterFile<'_>, out: &mut Findings) -> Understood {
    let mut first: Option<(usize, Vec<String>, Span)> = None;
    each_row(
        source.file,
        source.text,
        &mut Findings::default(),
        &mut |row, _| {
            let cells: Vec<String> = (0..row.width()).map(|i| row.text(i).to_owned()).collect();
            let several = cells.iter().filter(|c| !c.is_empty()).count() > 1;
            if several || first.is_none() {
                first = Some((row.line(), cells, row.whole()));
            }
            match several {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        },
    );
    let (line, cells, at) = first.unwrap_or((1, Vec::new(), nowhere(source.file)));
    let mut understood = looked_at(
        source,
        &Heading {
            cells: &cells,
            line,
            last: false,
            read: Vec::new(),
            known: Vec::new(),
            dates: &[],
        },
        None,
    );
    understood.counts.left_out = understood.counts.rows;
    understood.counts.used = 0;
    let name = source.name;
    let (message, help) = match is_empty(source.file, source.text) {
        true => (format!("{name} is empty"), EMPTY),
        false => (
            format!("{name} is neither a contract register nor a file of payments by its headings"),
            "a register needs a title or provider and a start date, payments a date, an amount and \
             who was paid",
        ),
    };
    out.push(Finding::new(&faults::MISSING_COLUMN, at, message).help(help));
    understood
}

fn nowhere(file: FileId) -> Span {
    Span {
        file,
        start: 0,
        end: 0,
    }
}

fn known(
    columns: &'static std::collections::BTreeMap<String, Vec<String>>,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    columns
        .iter()
        .flat_map(|(column, names)| names.iter().map(move |n| (n.as_str(), column.as_str())))
}

/// What stands under one heading.
#[derive(Default)]
struct Under {
    samples: Vec<String>,
    filled: usize,
    survey: Survey,
}

/// What stands under each heading, how many rows there are, and what all columns of dates allow.
fn under(source: &RegisterFile<'_>, heading: &Heading<'_>) -> (Vec<Under>, usize, Survey) {
    let is_date = |i: &usize| {
        let mut read = heading.read.iter();
        read.any(|(at, column)| at == i && heading.dates.contains(column))
    };
    let mut dates = Survey::default();

    let mut under: Vec<Under> = Vec::new();
    under.resize_with(heading.cells.len(), Under::default);
    let mut rows = 0;
    let quiet = &mut Findings::default();
    let lost = each_row(source.file, source.text, quiet, &mut |row, _| {
        if !is_headed(row.line(), heading.line, heading.last) {
            return ControlFlow::Continue(());
        }
        rows += 1;
        for (i, one) in under.iter_mut().enumerate() {
            let text = row.text(i);
            if text.is_empty() {
                continue;
            }
            one.filled += 1;
            one.survey.look(text);
            if is_date(&i) {
                dates.look(text);
            }
            if one.samples.len() < SAMPLES {
                let sample = shown(text);
                if !one.samples.contains(&sample) {
                    one.samples.push(sample);
                }
            }
        }
        ControlFlow::Continue(())
    });
    (under, rows + lost, dates)
}

/// How slashes read, and by whose word.
type Said = (SlashOrder, &'static str);

/// The command's word goes before what is known of such files.
fn said_by(command: Option<SlashOrder>, set: Option<SlashOrder>) -> Option<Said> {
    let command = command.map(|order| (order, "as said"));
    command.or_else(|| Some((set?, "as such files are known to write them")))
}

/// Every heading with what stands under it. All columns of dates read one way, so they are judged
/// together.
fn looked_at(source: &RegisterFile<'_>, heading: &Heading<'_>, said: Option<Said>) -> Understood {
    let (under, rows, dates) = under(source, heading);
    let order = said.or_else(|| Some((dates.order()?, "no other reading fits every row")));
    let mut slashes = None;
    let mut headings = Vec::new();
    for (i, (cell, under)) in heading.cells.iter().zip(under).enumerate() {
        let column = heading
            .read
            .iter()
            .find(|(at, _)| *at == i)
            .map(|(_, c)| *c);
        let is_date = column.is_some_and(|c| heading.dates.contains(&c));
        let words = match column {
            Some(_) if is_date && under.survey.any() => {
                slashes = order.map(|(order, _)| order);
                slash_words(order, &dates)
            }
            Some(_) => String::new(),
            None => why_not(cell, under.filled, heading),
        };
        headings.push(HeadingRead {
            heading: cell.clone(),
            column,
            said: words,
            samples: under.samples,
            filled: under.filled,
        });
    }
    Understood {
        name: source.name.to_owned(),
        kind: FileKind::NotKnown,
        recognised_as: "not recognised".to_owned(),
        is_own: false,
        encoding: String::new(),
        line_ends: line_ends(source.text),
        heading_line: heading.line,
        heading_last: heading.last,
        headings,
        counts: RowsRead {
            rows,
            used: rows,
            left_out: 0,
        },
        sum: None,
        slashes,
        purpose: None,
    }
}

fn slash_words(order: Option<Said>, dates: &Survey) -> String {
    match order {
        Some((SlashOrder::DayFirst, why)) => format!("dates read day first: {why}"),
        Some((SlashOrder::MonthFirst, why)) => format!("dates read month first: {why}"),
        None if dates.is_mixed() => {
            "dates read neither way in every row: see how each is written".to_owned()
        }
        None => "dates read either way: say --dates dd/mm/yyyy".to_owned(),
    }
}

/// Why nothing is read from a heading.
fn why_not(cell: &str, filled: usize, heading: &Heading<'_>) -> String {
    if cell.is_empty() {
        return match filled {
            0 => "no heading, and nothing under it".to_owned(),
            _ => "it has no heading".to_owned(),
        };
    }
    let bare = bare_heading(cell);
    let meant = heading
        .known
        .iter()
        .filter(|(name, _)| bare_heading(name) == bare);
    for (_, column) in meant {
        let taken = heading.read.iter().find(|(_, c)| c == column);
        if let Some(other) = taken.and_then(|(i, _)| heading.cells.get(*i)) {
            return format!("`{}` is read as {column}", shown(other));
        }
    }
    "not known".to_owned()
}

fn line_ends(text: &str) -> &'static str {
    match (text.contains("\r\n"), text.contains('\n')) {
        (true, _) => "CR LF",
        (false, true) => "LF",
        (false, false) if text.contains('\r') => "CR",
        _ => "nothing",
    }
}
