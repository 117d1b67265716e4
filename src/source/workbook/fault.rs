//! Why a workbook is not read.

use std::fmt;

/// Why a workbook is not read; its `Display` is a clause that can follow the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookFault {
    /// It opens only with a password.
    Password,
    /// Its end is missing, or a part of it is not what it should be.
    Torn,
    /// Larger than is taken into memory.
    TooLarge,
    /// `.xls`.
    OldExcel,
    /// `.xlsb`.
    Binary,
    /// A zip container of something else.
    NoWorkbook,
    /// No sheet in it has a cell with anything in it.
    Empty,
}

impl fmt::Display for WorkbookFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WorkbookFault::Password => {
                "is a workbook with a password: save a copy without one, or the sheet as CSV UTF-8"
            }
            WorkbookFault::Torn => {
                "is a workbook that is torn or damaged: open it, and save it anew or the sheet as \
                 CSV UTF-8"
            }
            WorkbookFault::TooLarge => {
                "is a workbook of more than 5 million cells or 256 MiB once unpacked: save the \
                 sheet as CSV UTF-8"
            }
            WorkbookFault::OldExcel => {
                "is a workbook of the old Excel form (.xls): save it as .xlsx, or the sheet as CSV \
                 UTF-8"
            }
            WorkbookFault::Binary => {
                "is a workbook of the binary form (.xlsb): save it as .xlsx, or the sheet as CSV \
                 UTF-8"
            }
            WorkbookFault::NoWorkbook => "is a zip container, and holds no workbook",
            WorkbookFault::Empty => "is a workbook with nothing in it",
        })
    }
}
