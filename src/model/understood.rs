//! What was understood of a file that is not of jcplan's own making.

use super::RowsRead;
use crate::value::{Money, SlashOrder};

/// What a file is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A register of contracts.
    Contracts,
    /// Payments.
    Payments,
    /// Neither: none of its rows is read.
    NotKnown,
}

/// One file and how it is read.
#[derive(Clone, Debug)]
pub struct Understood {
    /// Its name as the user gave it.
    pub name: String,
    /// What it is taken for.
    pub kind: FileKind,
    /// The same in words.
    pub recognised_as: String,
    /// Are its headings jcplan's own, so that it needs no mapping?
    pub is_own: bool,
    /// How its bytes were read.
    pub encoding: String,
    /// What ends its lines.
    pub line_ends: &'static str,
    /// Line of its heading.
    pub heading_line: usize,
    /// Does the heading stand below the rows?
    pub heading_last: bool,
    /// Each heading, in the order of the file.
    pub headings: Vec<HeadingRead>,
    /// What became of its rows.
    pub counts: RowsRead,
    /// All amounts of a file of payments, added up.
    pub sum: Option<Money>,
    /// How its slash dates read, if it has any that are read.
    pub slashes: Option<SlashOrder>,
    /// The heading that tells what payments were for.
    pub purpose: Option<String>,
}

/// One heading.
#[derive(Clone, Debug)]
pub struct HeadingRead {
    /// As written.
    pub heading: String,
    /// The column it is read as.
    pub column: Option<&'static str>,
    /// Of one that is read, how its dates read; of another, why it is not.
    pub said: String,
    /// The first different values under it.
    pub samples: Vec<String>,
    /// Rows that have a value under it.
    pub filled: usize,
}
