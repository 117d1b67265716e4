//! Excel's workbooks, cell by cell: a sheet whose cells stand far apart takes no more memory than
//! its cells.

use super::rows::{Budget, Rows, day_of, number};
use super::{Sheet, WorkbookFault};
use calamine::{
    DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata,
};
use std::io::Cursor;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, WorkbookFault> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let metadata = book.sheets_metadata().to_vec();
    let cells = metadata.iter().filter(|s| s.typ == SheetType::WorkSheet);
    cells
        .map(|about| {
            let rows = rows(&mut book, &about.name, budget)?;
            let hidden = about.visible != SheetVisible::Visible;
            rows.sheet(&about.name, hidden, budget)
        })
        .collect()
}

// Taken by value, for `map_err`.
#[allow(clippy::needless_pass_by_value)]
fn fault(error: XlsxError) -> WorkbookFault {
    match error {
        XlsxError::Password => WorkbookFault::Password,
        _ => WorkbookFault::Torn,
    }
}

fn rows(book: &mut Book<'_>, name: &str, budget: &mut Budget) -> Result<Rows, WorkbookFault> {
    let mut rows = Rows::default();
    {
        let mut reader = book.worksheet_cells_reader(name).map_err(fault)?;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(fault)? {
            let at = cell.pos;
            match &cell.value {
                DataRef::Empty => {
                    if let Some(formula) = &cell.formula {
                        rows.put_error(at, &never_worked_out(formula), budget)?;
                    }
                }
                DataRef::String(text) => rows.put(at, text, budget)?,
                DataRef::SharedString(text) => rows.put(at, text, budget)?,
                DataRef::Int(n) => rows.put(at, &n.to_string(), budget)?,
                DataRef::Float(n) => rows.put(at, &number(*n), budget)?,
                DataRef::Bool(true) => rows.put(at, "TRUE", budget)?,
                DataRef::Bool(false) => rows.put(at, "FALSE", budget)?,
                DataRef::DateTime(when) => rows.put(at, &moment(when), budget)?,
                DataRef::DateTimeIso(text) => rows.put(at, day_of(text), budget)?,
                DataRef::DurationIso(text) => rows.put(at, text, budget)?,
                DataRef::Error(error) => rows.put_error(at, &error.to_string(), budget)?,
            }
        }
    }
    let merged = book.merge_cells_by_sheet_name(name).map_err(fault)?;
    let several_rows = merged.iter().filter(|m| m.end.0 > m.start.0);
    rows.merged = several_rows.map(|m| m.start).collect();
    Ok(rows)
}

/// A formula that has no value, as the program that wrote it left it.
fn never_worked_out(formula: &XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
            format!("={formula}")
        }
        // One that is like the formula of a cell before it.
        _ => "=…".to_owned(),
    }
}

/// A day by its date; what is less than a day by its hour.
fn moment(when: &ExcelDateTime) -> String {
    if when.is_duration() {
        return number(when.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    match when.as_f64() < 1.0 {
        true => format!("{hour:02}:{minute:02}:{second:02}"),
        false => format!("{year:04}-{month:02}-{day:02}"),
    }
}
