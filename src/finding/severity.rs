//! How grave a finding is.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Note,
    /// A gap in good practice, or something that will become a fault.
    Warning,
    /// The law broken, arithmetic that cannot hold, or a value that cannot be read.
    Error,
}

impl Severity {
    /// Every severity with its word.
    pub const WORDS: &'static [(&'static str, Severity)] = &[
        ("note", Severity::Note),
        ("warning", Severity::Warning),
        ("error", Severity::Error),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, s)| *s == self)
            .map_or("", |(word, _)| word)
    }
}
