//! Open document workbooks, read event by event: one cell may stand for a million (`repeated`), so
//! the cells are counted while they are read and not after.

use super::rows::{Budget, Rows, day_of, number};
use super::{Sheet, WorkbookFault, Zip};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::HashSet;
use std::io::{BufReader, Read};

pub(super) fn sheets(zip: &mut Zip<'_>, budget: &mut Budget) -> Result<Vec<Sheet>, WorkbookFault> {
    let mut manifest = String::new();
    if let Ok(mut part) = zip.by_name("META-INF/manifest.xml") {
        // One that is no text says nothing of a password.
        let _ = part.read_to_string(&mut manifest);
    }
    if manifest.contains("encryption-data") {
        return Err(WorkbookFault::Password);
    }
    let content = zip
        .by_name("content.xml")
        .map_err(|_| WorkbookFault::Torn)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut book = Book::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => book.start(&tag),
            Ok(Event::End(tag)) => book.end(tag.name().as_ref(), budget)?,
            Ok(Event::Text(text)) => book.say(&text.xml10_content()),
            Ok(Event::CData(text)) => book.say(&text.xml10_content()),
            Ok(Event::GeneralRef(name)) => book.entity(&name),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => return Err(WorkbookFault::Torn),
        }
    }
    match book.depth == 0 && book.whole {
        true => Ok(book.sheets),
        false => Err(WorkbookFault::Torn),
    }
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    repeated: u32,
    /// What its attributes give as its value.
    value: Option<String>,
    /// What it shows.
    text: String,
    paragraphs: usize,
    is_error: bool,
    /// The formula of a cell that has no value.
    formula: Option<String>,
    merged_down: bool,
}

/// What one or more like cells of a row hold.
struct Run {
    column: u32,
    repeated: u32,
    text: String,
    is_error: bool,
    merged_down: bool,
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    /// Styles of sheets that are not shown.
    not_shown: HashSet<String>,
    style: String,
    /// Tables within tables.
    depth: usize,
    name: String,
    hidden: bool,
    rows: Rows,
    row: u32,
    row_repeated: u32,
    column: u32,
    runs: Vec<Run>,
    cell: Option<Cell>,
    /// Within a paragraph of a cell, and within notes beside it.
    paragraph: usize,
    note: usize,
    /// Was the end of the content seen?
    whole: bool,
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()?
            .into_owned(),
    )
}

fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).map_or(1, |n| n.trim().parse().unwrap_or(u32::MAX))
}

impl Book {
    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "style:style" => self.style = attribute(tag, "style:name").unwrap_or_default(),
            "style:table-properties"
                if attribute(tag, "table:display").is_some_and(|shown| shown == "false") =>
            {
                self.not_shown.insert(self.style.clone());
            }
            "table:table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.name = attribute(tag, "table:name").unwrap_or_default();
                    let style = attribute(tag, "table:style-name").unwrap_or_default();
                    self.hidden = self.not_shown.contains(&style);
                    self.row = 0;
                }
            }
            "table:table-row" if self.depth == 1 => {
                self.row_repeated = repeated(tag, "table:number-rows-repeated");
                self.column = 0;
                self.runs.clear();
            }
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                self.cell = Some(opened(tag));
            }
            "office:annotation" => self.note += 1,
            "text:p" => {
                self.paragraph += 1;
                if let Some(cell) = self.shown_cell() {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        cell.text.push(' ');
                    }
                }
            }
            "text:s" | "text:tab" | "text:line-break" => self.say(" "),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), WorkbookFault> {
        match name {
            "table:table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let rows = std::mem::take(&mut self.rows);
                    self.sheets
                        .push(rows.sheet(&self.name, self.hidden, budget)?);
                }
            }
            "table:table-row" if self.depth == 1 => self.put_row(budget)?,
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                if let Some(cell) = self.cell.take() {
                    self.close(cell);
                }
            }
            "office:annotation" => self.note = self.note.saturating_sub(1),
            "text:p" => self.paragraph = self.paragraph.saturating_sub(1),
            "office:document-content" => self.whole = true,
            _ => {}
        }
        Ok(())
    }

    /// The cell whose shown words are being read, if any.
    fn shown_cell(&mut self) -> Option<&mut Cell> {
        let shown = self.paragraph > 0 && self.note == 0 && self.depth == 1;
        self.cell.as_mut().filter(|_| shown)
    }

    fn say(&mut self, words: &str) {
        if let Some(cell) = self.shown_cell() {
            cell.text.push_str(words);
        }
    }

    fn entity(&mut self, name: &BytesRef<'_>) {
        let letter = match name.resolve_char_ref() {
            Ok(Some(c)) => Some(c),
            _ => match &*name.xml10_content() {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => None,
            },
        };
        if let Some(c) = letter {
            self.say(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn close(&mut self, cell: Cell) {
        let text = match (cell.value, cell.formula) {
            (Some(value), _) if !cell.is_error => value,
            (None, Some(formula)) if cell.text.is_empty() => formula,
            _ => cell.text,
        };
        if !text.trim().is_empty() {
            self.runs.push(Run {
                column: self.column,
                repeated: cell.repeated,
                text,
                is_error: cell.is_error,
                merged_down: cell.merged_down,
            });
        }
        self.column = self.column.saturating_add(cell.repeated);
    }

    fn put_row(&mut self, budget: &mut Budget) -> Result<(), WorkbookFault> {
        let runs = std::mem::take(&mut self.runs);
        if !runs.is_empty() {
            for row in self.row..self.row.saturating_add(self.row_repeated) {
                for run in &runs {
                    if run.merged_down {
                        self.rows.merged.push((row, run.column));
                    }
                    for column in run.column..run.column.saturating_add(run.repeated) {
                        match run.is_error {
                            true => self.rows.put_error((row, column), &run.text, budget)?,
                            false => self.rows.put((row, column), &run.text, budget)?,
                        }
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeated);
        Ok(())
    }
}

fn opened(tag: &BytesStart<'_>) -> Cell {
    let kind = attribute(tag, "office:value-type").unwrap_or_default();
    let shown = attribute(tag, "calcext:value-type");
    let formula = attribute(tag, "table:formula").filter(|_| kind.is_empty());
    let formula = formula.map(|text| text.trim_start_matches("of:").to_owned());
    let value = match kind.as_str() {
        "float" | "percentage" | "currency" => attribute(tag, "office:value").map(|n| {
            // Written as the file has it, unless it is longer than what a spreadsheet works with.
            n.parse().map_or_else(|_| n.clone(), number)
        }),
        "date" => attribute(tag, "office:date-value").map(|day| day_of(&day).to_owned()),
        "time" => attribute(tag, "office:time-value"),
        "boolean" => attribute(tag, "office:boolean-value").map(|b| b.to_ascii_uppercase()),
        _ => attribute(tag, "office:string-value"),
    };
    Cell {
        repeated: repeated(tag, "table:number-columns-repeated"),
        value,
        is_error: formula.is_some() || shown.is_some_and(|kind| kind == "error"),
        formula,
        merged_down: repeated(tag, "table:number-rows-spanned") > 1,
        ..Cell::default()
    }
}
