//! Workbooks made by hand, as small as a spreadsheet's own reader takes them.

use super::container::{Part, zip};
use jcplan::value::Day;
use std::fmt::Write;

/// One cell.
#[derive(Clone)]
pub(crate) enum Cell {
    Blank,
    Text(String),
    /// The number as the file holds it.
    Number(String),
    /// A day, the year first; a spreadsheet holds it as a count of days.
    Day(String),
    /// `#REF!`.
    Error(String),
    /// A formula and the text it last gave; blank: none was ever saved.
    Formula(String, String),
}

/// One sheet.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    pub(crate) hidden: bool,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// First and last row, and column, of cells made one; from 0.
    pub(crate) merged: Vec<(usize, usize, usize)>,
}

impl Sheet {
    /// Cells as somebody would type them: days and numbers become what they look like. No cell
    /// holds a comma.
    pub(crate) fn typed(name: &'static str, csv: &str) -> Sheet {
        let cell = |text: &str| match text {
            "" => Cell::Blank,
            _ if text.starts_with('#') => Cell::Error(text.to_owned()),
            _ if text.len() == 10 && Day::parse(text).is_ok() => Cell::Day(text.to_owned()),
            _ if text.parse::<f64>().is_ok() => Cell::Number(text.to_owned()),
            _ => Cell::Text(text.to_owned()),
        };
        Sheet {
            name,
            hidden: false,
            rows: csv
                .lines()
                .map(|line| line.split(',').map(cell).collect())
                .collect(),
            merged: Vec::new(),
        }
    }

    pub(crate) fn hidden(self) -> Sheet {
        Sheet {
            hidden: true,
            ..self
        }
    }
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// `0, 2` → `C1`, `0, 26` → `AA1`.
fn named(row: usize, column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n).unwrap());
    match column / 26 {
        0 => format!("{}{}", letter(column), row + 1),
        n => format!("{}{}{}", letter(n - 1), letter(column % 26), row + 1),
    }
}

/// Days since the last but one of 1899, by which 1 January 1990 is 32,874.
fn serial(day: &str) -> i32 {
    let number = |text| Day::parse(text).unwrap().number();
    number(day) - number("1990-01-01") + 32_874
}

fn xlsx_cell(row: usize, column: usize, cell: &Cell, shared: &mut Vec<String>) -> String {
    let at = named(row, column);
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => {
            shared.push(safe(text));
            format!("<c r=\"{at}\" t=\"s\"><v>{}</v></c>", shared.len() - 1)
        }
        Cell::Number(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
        Cell::Day(day) => format!("<c r=\"{at}\" s=\"1\"><v>{}</v></c>", serial(day)),
        Cell::Error(error) => format!("<c r=\"{at}\" t=\"e\"><v>{error}</v></c>"),
        Cell::Formula(formula, text) if text.is_empty() => {
            format!("<c r=\"{at}\"><f>{}</f><v/></c>", safe(formula))
        }
        Cell::Formula(formula, text) => format!(
            "<c r=\"{at}\" t=\"str\"><f>{}</f><v>{}</v></c>",
            safe(formula),
            safe(text)
        ),
    }
}

fn xlsx_sheet(sheet: &Sheet, shared: &mut Vec<String>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\"?><worksheet \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (r, row) in sheet.rows.iter().enumerate() {
        write!(out, "<row r=\"{}\">", r + 1).unwrap();
        for (c, cell) in row.iter().enumerate() {
            out.push_str(&xlsx_cell(r, c, cell, shared));
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    if !sheet.merged.is_empty() {
        out.push_str("<mergeCells>");
        for (from, to, column) in &sheet.merged {
            let (from, to) = (named(*from, *column), named(*to, *column));
            write!(out, "<mergeCell ref=\"{from}:{to}\"/>").unwrap();
        }
        out.push_str("</mergeCells>");
    }
    out + "</worksheet>"
}

/// An xlsx workbook.
pub(crate) fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    xlsx_of(sheets, &|sheet, shared| xlsx_sheet(sheet, shared))
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The parts of an xlsx workbook beside its sheets and their list.
fn around(shared: &[String]) -> [(String, String); 4] {
    let strings: String = shared
        .iter()
        .map(|text| format!("<si><t xml:space=\"preserve\">{text}</t></si>"))
        .collect();
    let part = |name: &str, text| (name.to_owned(), text);
    [
        part(
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"{MAIN}\">{strings}</sst>"),
        ),
        part(
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/>\
                 <xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        part(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        part(
            "[Content_Types].xml",
            format!("<Types xmlns=\"{PACKAGE}/content-types\"/>"),
        ),
    ]
}

/// An xlsx workbook whose sheets are written so.
pub(crate) fn xlsx_of(
    sheets: &[Sheet],
    written: &dyn Fn(&Sheet, &mut Vec<String>) -> String,
) -> Vec<u8> {
    let mut shared = Vec::new();
    let mut book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>");
    let mut links = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let mut parts = Vec::new();
    for (i, sheet) in (1..).zip(sheets) {
        let state = if sheet.hidden {
            " state=\"hidden\""
        } else {
            ""
        };
        let name = safe(sheet.name);
        write!(
            book,
            "<sheet name=\"{name}\" sheetId=\"{i}\"{state} r:id=\"r{i}\"/>"
        )
        .unwrap();
        write!(
            links,
            "<Relationship Id=\"r{i}\" Type=\"{OFFICE}/worksheet\" \
             Target=\"worksheets/sheet{i}.xml\"/>"
        )
        .unwrap();
        let text = written(sheet, &mut shared);
        parts.push((format!("xl/worksheets/sheet{i}.xml"), text));
    }
    for (id, kind, target) in [
        ("s", "styles", "styles.xml"),
        ("t", "sharedStrings", "sharedStrings.xml"),
    ] {
        write!(
            links,
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
        )
        .unwrap();
    }
    parts.push(("xl/workbook.xml".to_owned(), book + "</sheets></workbook>"));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        links + "</Relationships>",
    ));
    parts.extend(around(&shared));
    let parts: Vec<Part<'_>> = parts.iter().map(|(n, t)| Part::stored(n, t)).collect();
    zip(&parts)
}

fn ods_cell(cell: &Cell, spanned: &str) -> String {
    let (about, shown) = match cell {
        Cell::Blank => return format!("<table:table-cell{spanned}/>"),
        Cell::Formula(formula, text) if text.is_empty() => (
            format!("table:formula=\"of:={}\"", safe(formula)),
            String::new(),
        ),
        Cell::Text(text) => ("office:value-type=\"string\"".to_owned(), safe(text)),
        Cell::Number(number) => (
            format!("office:value-type=\"float\" office:value=\"{number}\""),
            format!("about {number}"),
        ),
        Cell::Day(day) => (
            format!("office:value-type=\"date\" office:date-value=\"{day}\""),
            "as it is shown".to_owned(),
        ),
        Cell::Error(error) => (
            "office:value-type=\"string\" office:string-value=\"\" \
             calcext:value-type=\"error\""
                .to_owned(),
            error.clone(),
        ),
        Cell::Formula(formula, text) => (
            format!(
                "table:formula=\"of:={}\" office:value-type=\"string\"",
                safe(formula).replace('"', "&quot;")
            ),
            safe(text),
        ),
    };
    format!("<table:table-cell{spanned} {about}><text:p>{shown}</text:p></table:table-cell>")
}

/// The content of an ods workbook, around what its tables hold.
pub(crate) fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>\
         <style:style style:name=\"gone\"><style:table-properties table:display=\"false\"/>\
         </style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        Part::stored("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        Part::stored("META-INF/manifest.xml", "<manifest:manifest/>"),
        Part::stored("content.xml", &content),
    ])
}

/// An ods workbook, with the empty rest of each sheet as LibreOffice writes it.
pub(crate) fn ods(sheets: &[Sheet]) -> Vec<u8> {
    let mut out = String::new();
    for sheet in sheets {
        let style = if sheet.hidden { "gone" } else { "there" };
        write!(
            out,
            "<table:table table:name=\"{}\" table:style-name=\"{style}\">",
            safe(sheet.name)
        )
        .unwrap();
        for (r, row) in sheet.rows.iter().enumerate() {
            out.push_str("<table:table-row>");
            for (c, cell) in row.iter().enumerate() {
                let merged = sheet.merged.iter().find(|m| m.0 == r && m.2 == c);
                let spanned = merged.map_or(String::new(), |(from, to, _)| {
                    format!(" table:number-rows-spanned=\"{}\"", to - from + 1)
                });
                out.push_str(&ods_cell(cell, &spanned));
            }
            out.push_str("<table:table-cell table:number-columns-repeated=\"16370\"/>");
            out.push_str("</table:table-row>");
        }
        out.push_str(
            "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell \
             table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
        );
    }
    ods_of(&out)
}
