//! A planning folder, read.

use super::{LedgerShape, Partnership, PaymentsFile, Register, Totals};
use crate::source::{FileId, Span};

/// Everything a planning folder says.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Who, and under what agreement.
    pub partnership: Partnership,
    /// Could `partnership.yaml` be read at all?
    pub readable: bool,
    /// The ledger, folded.
    pub totals: Totals,
    /// The ledger's files as they lie there, where they were asked for and not folded.
    pub ledger: Vec<LedgerShape>,
    /// Contract registers.
    pub registers: Vec<Register>,
    /// Files of payments given beside registers.
    pub payments: Vec<PaymentsFile>,
    /// Registers that give no rows at all: the place that says why, and a sentence.
    pub unread: Vec<(Span, String)>,
    /// The file the totals were taken from, where the ledger itself was not read.
    pub totals_file: Option<FileRead>,
    /// Every file read, in order of name.
    pub files: Vec<FileRead>,
    /// The text of `partnership.yaml`, if there is one.
    pub main: Option<FileId>,
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// Its name within the folder.
    pub name: String,
    /// BLAKE3 of its bytes, as `b3sum` gives it.
    pub digest: [u8; 32],
    /// The encoding it was read in.
    pub encoding: String,
}
