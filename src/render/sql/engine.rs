//! Two engines and the words in which they differ.

/// An engine a query is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// DuckDB.
    DuckDb,
    /// Apache Spark SQL.
    Spark,
}

impl Engine {
    /// Its name.
    pub fn said(self) -> &'static str {
        match self {
            Engine::DuckDb => "DuckDB",
            Engine::Spark => "Spark",
        }
    }

    /// The type of a text.
    pub(super) fn text_type(self) -> &'static str {
        match self {
            Engine::DuckDb => "VARCHAR",
            Engine::Spark => "STRING",
        }
    }

    /// A name.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Engine::DuckDb => format!("\"{}\"", name.replace('"', "\"\"")),
            Engine::Spark => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// A text. To Spark two marks side by side are two texts, and a backslash takes the next letter.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Engine::DuckDb => format!("'{}'", text.replace('\'', "''")),
            Engine::Spark => {
                format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
            }
        }
    }

    /// No text.
    pub(super) fn nothing(self) -> String {
        format!("CAST(NULL AS {})", self.text_type())
    }

    /// As text.
    pub(super) fn as_text(self, what: &str) -> String {
        format!("CAST({what} AS {})", self.text_type())
    }

    /// Does the whole or a part of a text look so?
    pub(super) fn matches(self, what: &str, pattern: &str) -> String {
        let pattern = self.text(pattern);
        match self {
            Engine::DuckDb => format!("regexp_matches({what}, {pattern})"),
            Engine::Spark => format!("{what} RLIKE {pattern}"),
        }
    }

    /// The text with every part that looks so replaced.
    pub(super) fn replaced(self, what: &str, pattern: &str, by: &str) -> String {
        let (pattern, by) = (self.text(pattern), self.text(by));
        match self {
            Engine::DuckDb => format!("regexp_replace({what}, {pattern}, {by}, 'g')"),
            Engine::Spark => format!("regexp_replace({what}, {pattern}, {by})"),
        }
    }

    /// The part in the brackets of this number.
    pub(super) fn part(self, what: &str, pattern: &str, number: u8) -> String {
        format!("regexp_extract({what}, {}, {number})", self.text(pattern))
    }

    /// Without the spaces around it: also tabs, line ends and no-break spaces.
    pub(super) fn trimmed(self, what: &str) -> String {
        let spaces = "' ' || chr(9) || chr(10) || chr(13) || chr(160)";
        match self {
            Engine::DuckDb => format!("trim({what}, {spaces})"),
            Engine::Spark => format!("trim(BOTH {spaces} FROM {what})"),
        }
    }
}
