//! Texts and where every piece of them stands: encodings, places, YAML and CSV.
//!
//! Knows files, bytes, lines and cells; knows nothing of partnerships or money.

mod csv;
mod digest;
mod long;
mod place;
mod text;
mod workbook;
pub mod yaml;

pub use self::csv::{
    Cells, CsvFault, Found, Knots, LONGEST_ROW, LongRow, Row, RowFault, Scan, Used, cell_spans,
    for_each_row, for_row, line_end_of,
};
pub use digest::{Digesting, UNIT, digest, digest_of_pieces, written};
pub use place::{FileId, Place, Sources, Span, Spanned};
pub use text::{Encoding, NotText, decode, decode_cell};
pub use workbook::{Sheet, WorkbookFault, WorkbookForm, is_workbook, workbook_sheets};
