//! The formats an answer can be drawn in.

/// The formats something can be drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// For minutes and web pages.
    Markdown,
    /// One web page, to read or print.
    Html,
    /// The findings of `jcplan check` for code scanning.
    Sarif,
    /// The findings of `jcplan check` as test results.
    Junit,
    /// The findings of `jcplan check` beside the lines of a change on GitHub.
    Github,
    /// The pictures of `jcplan audit` or `jcplan flows` alone.
    Svg,
    /// `jcplan flows` as a Mermaid diagram.
    Mermaid,
    /// `jcplan flows` for Graphviz.
    Dot,
}

impl Format {
    /// Is it drawn of pictures alone?
    pub fn is_picture(self) -> bool {
        matches!(self, Format::Svg | Format::Mermaid | Format::Dot)
    }

    /// What a format of pictures is for, in words.
    pub fn is_for(self) -> &'static str {
        match self {
            Format::Mermaid => "--format mermaid is for `jcplan flows`",
            Format::Dot => "--format dot is for `jcplan flows`",
            _ => "--format svg is for `jcplan audit` and `jcplan flows`",
        }
    }
}
