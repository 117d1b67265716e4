//! The findings of one planning folder as a CI system is told of them: beside those of other
//! folders, each file by its path from where the command was run.

use crate::finding::{Check, Finding, Severity};
use crate::source::{Place, Sources, Span};
use std::path::{Component, Path};

/// What one folder came to.
pub struct InFolder<'a> {
    /// The folder as the user named it.
    pub folder: &'a str,
    /// Whose it is, and the day the question was asked for.
    pub head: &'a str,
    /// Sorted findings.
    pub findings: &'a [Finding],
    /// Those that a waiver covers.
    pub waived: &'a [Finding],
    /// The texts they point into.
    pub sources: &'a Sources,
    /// Every check that ran.
    pub checks: &'a [&'static Check],
    /// The lowest severity that fails the run.
    pub fail_on: Option<Severity>,
}

impl InFolder<'_> {
    /// Does this finding fail the run?
    pub(super) fn fails(&self, finding: &Finding) -> bool {
        self.fail_on
            .is_some_and(|lowest| finding.severity >= lowest)
    }

    /// Where a finding stands, its file from where the command was run.
    pub(super) fn place(&self, at: Span) -> Place {
        let mut place = self.sources.place(at);
        place.file = self.path(&place.file);
        place
    }

    /// The folder from where the command was run, parts joined by `/`; empty if it is that place.
    pub(super) fn name(&self) -> String {
        self.path("")
    }

    fn path(&self, file: &str) -> String {
        let path = Path::new(self.folder).join(file);
        let mut parts: Vec<String> = Vec::new();
        for part in path.components() {
            match part {
                Component::CurDir => {}
                // Nothing stands before it, or a drive: an empty part makes the path begin with `/`.
                Component::RootDir if parts.is_empty() => parts.push(String::new()),
                Component::RootDir => {}
                part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
            }
        }
        parts.join("/")
    }

    /// A finding on one line: where, how grave, which check, what, and what to write instead.
    pub(super) fn line(&self, finding: &Finding) -> String {
        let place = self.place(finding.at);
        let help = finding.help.as_ref().map(|help| format!(" ({help})"));
        let line = format!(
            "{}:{}:{}: {} {}: {}{}",
            place.file,
            place.line,
            place.column,
            finding.severity.word(),
            finding.check.name,
            finding.message,
            help.unwrap_or_default()
        );
        line.replace(['\n', '\r'], " ")
    }
}

/// A path as a URI reference: every byte that is not plain is written `%41`.
pub(super) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let is_whole = path.starts_with('/') || Path::new(path).is_absolute();
    if is_whole {
        out.push_str(if path.starts_with('/') {
            "file://"
        } else {
            "file:///"
        });
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            // The letter of a drive.
            b':' if is_whole && out.len() == "file:///C".len() => out.push(':'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(folder: &str, file: &str) -> String {
        let sources = Sources::default();
        let one = InFolder {
            folder,
            head: "",
            findings: &[],
            waived: &[],
            sources: &sources,
            checks: &[],
            fail_on: None,
        };
        one.path(file)
    }

    #[test]
    fn a_path_begins_where_the_command_was_run() {
        assert_eq!(path(".", "partnership.yaml"), "partnership.yaml");
        assert_eq!(path("./north/", "ledger/a.csv"), "north/ledger/a.csv");
        assert_eq!(path("a/./b", "c.csv"), "a/b/c.csv");
        assert_eq!(path("../b", "c.csv"), "../b/c.csv");
        assert_eq!(path("/srv/plan", "c.csv"), "/srv/plan/c.csv");
        assert_eq!(path(".", ""), "");
        assert_eq!(path("north", ""), "north");
    }

    #[test]
    fn a_uri_holds_only_plain_characters() {
        assert_eq!(uri("north/ledger/2025-26.csv"), "north/ledger/2025-26.csv");
        assert_eq!(uri("a b/£ 100%#.csv"), "a%20b/%C2%A3%20100%25%23.csv");
        assert_eq!(uri("x:y/a.csv"), "x%3Ay/a.csv");
        assert_eq!(uri("/srv/a b.csv"), "file:///srv/a%20b.csv");
    }
}
