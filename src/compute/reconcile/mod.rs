//! Two books of the same transfers held against one another: what agrees, what differs, what only
//! one of them has. Every row of both falls under exactly one of these, whatever the order of rows.

mod by_day;
mod by_reference;
mod compared;
mod entry;
mod matching;
mod signs;

pub use compared::{Compared, book_row, compare_all, within};
pub use matching::reconcile;

use crate::value::Money;

/// Days by which the same transfer may be dated apart where nothing says.
pub const WITHIN: u16 = 5;

/// Rows of both books that belong together, by their positions. Amounts and sums are in the signs
/// of the comparison: what both books have comes to more than nil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Rows of the first book, by day.
    pub ours: Vec<usize>,
    /// Rows of the second.
    pub theirs: Vec<usize>,
    /// What they come to in each.
    pub sums: [Money; 2],
    /// What holds them together, or keeps them apart.
    pub how: How,
}

/// How rows were matched, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Same reference and amount.
    ReferenceAndAmount,
    /// Same reference, several rows that come to the same.
    ReferenceInParts,
    /// Same amount, and days near enough.
    AmountAndDay,
    /// Same reference and another amount.
    OtherAmount,
    /// Same reference and amount, or sum of parts, and days too far apart.
    OtherDay,
    /// Same amount and days near enough, and which belongs to which cannot be told.
    Unclear,
}

/// What comes of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What agrees.
    pub matched: Vec<Group>,
    /// What is in both, and differs in amount or day.
    pub differing: Vec<Group>,
    /// What may be the same, and cannot be told apart.
    pub unclear: Vec<Group>,
    /// Rows of each book that the other does not have, by position.
    pub only: [Vec<usize>; 2],
    /// Were the signs of this book turned round?
    pub turned: [bool; 2],
    /// What every row of each book comes to.
    pub totals: [Money; 2],
}

impl Outcome {
    /// Is every row of both books matched?
    pub fn agrees(&self) -> bool {
        self.differing.is_empty() && self.unclear.is_empty() && self.only.iter().all(Vec::is_empty)
    }
}
