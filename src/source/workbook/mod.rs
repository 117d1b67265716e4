//! Workbooks: each sheet as the text of a CSV file whose line 12 is the sheet's row 12, so that
//! whatever reads files of rows reads sheets as well.

mod container;
mod fault;
mod guarded;
mod ods;
mod rows;
mod xlsx;

use container::{form, unpacks_within};
pub use fault::WorkbookFault;
use guarded::guarded;
use rows::Budget;
use std::fmt;
use std::io::Cursor;
use std::ops::Range;
use zip::ZipArchive;

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Is it hidden from those who open the workbook?
    pub hidden: bool,
    /// Its cells as CSV; line ends within a cell are spaces.
    pub text: String,
    /// Rows that hold anything.
    pub rows: usize,
    /// Where in the text stand cells that hold an error, `#REF!`, or a formula without a value.
    pub errors: Vec<Range<u32>>,
    /// Where in the text stands the first cell of those merged over several rows.
    pub merged: Vec<Range<u32>>,
}

/// Which form a workbook has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookForm {
    /// Excel's, xlsx or xlsm.
    Xlsx,
    /// The open document's.
    Ods,
}

impl fmt::Display for WorkbookForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WorkbookForm::Xlsx => "xlsx",
            WorkbookForm::Ods => "ods",
        })
    }
}

/// So many bytes may the parts of a workbook have once unpacked, and the text of its sheets.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// So many filled cells may its sheets have in all.
const MOST_CELLS: u64 = 5_000_000;

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Do these bytes begin as those of a workbook do, whatever the file is called?
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || is_old(bytes)
}

fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xD0\xCF\x11\xE0")
}

/// Every sheet, in the order of the workbook.
///
/// # Errors
/// Whatever cannot be read whole is not read at all.
pub fn workbook_sheets(bytes: &[u8]) -> Result<(WorkbookForm, Vec<Sheet>), WorkbookFault> {
    if is_old(bytes) {
        // A workbook with a password is put into the old container.
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let locked = bytes.windows(name.len()).any(|w| w == name);
        return Err(match locked {
            true => WorkbookFault::Password,
            false => WorkbookFault::OldExcel,
        });
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WorkbookFault::Torn)?;
    let names: Vec<String> = zip
        .file_names()
        .filter_map(|n| Some(n.ok()?.to_string()))
        .collect();
    let form = form(&names)?;
    unpacks_within(&mut zip, MOST_BYTES)?;
    let mut budget = Budget {
        cells: MOST_CELLS,
        bytes: MOST_BYTES,
    };
    let sheets = guarded(|| match form {
        WorkbookForm::Xlsx => xlsx::sheets(bytes, &mut budget),
        WorkbookForm::Ods => ods::sheets(&mut zip, &mut budget),
    })?;
    match sheets.iter().all(|sheet| sheet.rows == 0) {
        true => Err(WorkbookFault::Empty),
        false => Ok((form, sheets)),
    }
}
