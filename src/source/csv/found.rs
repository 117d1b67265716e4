//! Where a row stands that the scan found.

/// One row that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its first byte in what is held.
    pub(super) from: u32,
    /// Its first and its last cell, among the ends.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Ends of lines before it.
    pub(super) lines_before: u32,
    /// Marks in it may be doubled, followed by more, or never closed.
    pub(super) knotty: bool,
    /// A mark in it may have run away.
    pub(super) doubtful: bool,
}

impl Found {
    /// Its first byte in what is held.
    #[inline]
    pub fn from(self) -> usize {
        self.from as usize
    }

    /// Ends of lines before it in what is held.
    #[inline]
    pub fn lines_before(self) -> usize {
        self.lines_before as usize
    }

    /// May a quotation mark in it have run away?
    #[inline]
    pub fn doubtful(self) -> bool {
        self.doubtful
    }
}
