//! YAML as a tree in which every scalar is text and keeps its place.
//!
//! Nothing is guessed: `no`, `0123` and `1200.50` stay as written. Anchors, tags and second
//! documents are refused, so a file cannot grow when it is read.

mod plain_words;
mod remarks;
mod slips;
mod tree;

pub use remarks::Remarks;

use super::{FileId, Span, Spanned};

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it holds.
    pub shape: Shape,
    /// Where it stands: the whole of a list or map.
    pub at: Span,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Nothing after the colon.
    Nothing,
    /// Something a slip has already told of: nothing may be read from it.
    Misread,
    /// A scalar, as written, escapes of quoted text resolved.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written; no key twice.
    Map(Vec<Entry>),
}

/// One key of a map and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key as written.
    pub key: Spanned<String>,
    /// Its value.
    pub value: Node,
    /// What was written first where the key is given twice, and so has no value.
    pub first: Option<String>,
    /// How often the key is given.
    pub times: usize,
}

/// What is wrong with the YAML itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// The file cannot be read as YAML beyond this point.
    Syntax,
    /// Readable, but surely not what was meant.
    Misread,
    /// A key written twice in one map.
    DuplicateKey,
    /// Probably not what was meant.
    Doubtful,
}

/// One such fault, with what to write instead.
#[derive(Clone, Debug)]
pub struct Slip {
    /// What kind.
    pub kind: SlipKind,
    /// Where.
    pub at: Span,
    /// The fact.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Another place that explains it.
    pub also: Option<(Span, String)>,
}

/// Reads one file. The tree is there unless the file is empty or broken; slips say what is wrong.
pub fn read(file: FileId, text: &str) -> (Option<Node>, Vec<Slip>) {
    tree::read(file, text)
}
