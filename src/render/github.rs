//! GitHub's workflow commands: marks beside the lines of a change, and the whole list in the log.

use super::calm;
use super::in_folder::InFolder;
use crate::finding::{Finding, Severity};
use crate::report::counted;

/// GitHub shows so many marks of each level that one step gives, and drops the rest.
const SHOWN: usize = 10;
/// GitHub refuses a step's summary longer than 1 MiB.
const SUMMARY_BYTES: usize = 1_000_000;

/// Draws the findings of all folders as GitHub's workflow commands: marks, what is not marked, and
/// the whole list.
pub fn findings(folders: &[InFolder<'_>]) -> String {
    let all = || {
        folders
            .iter()
            .flat_map(|f| f.findings.iter().map(move |x| (f, x)))
    };
    let mut out = String::new();
    let mut rest = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_it = || all().filter(|(_, finding)| finding.severity == severity);
        for (folder, finding) in of_it().take(SHOWN) {
            out.push_str(&mark(finding, folder));
        }
        let word = severity.word();
        match of_it().count().saturating_sub(SHOWN) {
            0 => {}
            n => rest.push(counted(
                n,
                &format!("more {word}"),
                &format!("more {word}s"),
            )),
        }
    }
    if !rest.is_empty() {
        out.push_str(&format!(
            "{} not marked: GitHub shows {SHOWN} of each level; the list below has all\n",
            crate::report::listed(&rest)
        ));
    }
    let mut list = String::new();
    for folder in folders {
        list.push_str(&plain(folder.head));
        list.push('\n');
        for finding in folder.findings {
            list.push_str(&plain(&folder.line(finding)));
            list.push('\n');
        }
    }
    let count = counted(all().count(), "finding", "findings");
    // Words from people's files are no commands: none are obeyed until the token is said again,
    // and nobody can write a digest into the words it is a digest of.
    let token = token(&list);
    out.push_str(&format!(
        "::group::{count}\n::stop-commands::{token}\n{list}::{token}::\n::endgroup::\n"
    ));
    out
}

/// One mark. Columns only where the first and the last stand on one line: GitHub takes no others.
fn mark(finding: &Finding, folder: &InFolder<'_>) -> String {
    let place = folder.place(finding.at);
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let to = if place.line == place.end_line {
        format!("col={},endColumn={}", place.column, place.end_column)
    } else {
        format!("endLine={}", place.end_line)
    };
    let words = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    format!(
        "::{command} file={},line={},{to},title={}::{}\n",
        property(&place.file),
        place.line,
        property(finding.check.name),
        data(&words)
    )
}

fn data(words: &str) -> String {
    escaped(&calm(words))
}

fn escaped(words: &str) -> String {
    words
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

/// Words in a log, each line of them made to be no command: neither `::word::` at its beginning
/// nor the older `##[word]` anywhere in it.
pub fn plain(words: &str) -> String {
    let lines = calm(words);
    let lines = lines.split('\n').map(|line| {
        let line = line.replace("##[", "## [");
        match line.trim_start().strip_prefix("::") {
            Some(rest) => format!(": :{rest}"),
            None => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn token(words: &str) -> String {
    let whole = blake3::hash(words.as_bytes());
    whole.as_bytes()[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The findings of all folders in Markdown, for the page GitHub shows of a step.
pub fn summary(folders: &[InFolder<'_>]) -> String {
    let each = folders.iter().map(|folder| {
        let title = super::markdown::escaped(folder.head.lines().next().unwrap_or_default());
        let list = super::markdown::list(folder.findings, |at| folder.place(at));
        match folder.findings {
            [] => format!("# {title}\n\nno findings\n"),
            _ => format!("# {title}\n{list}"),
        }
    });
    cut(each.collect::<Vec<_>>().join("\n"))
}

/// As much as GitHub takes, cut at the end of a line.
fn cut(mut text: String) -> String {
    if text.len() > SUMMARY_BYTES {
        let mut end = SUMMARY_BYTES;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let end = text[..end].rfind('\n').map_or(end, |at| at + 1);
        text.truncate(end);
        text.push_str("\n… and more: the list in the log has every finding.\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_escaped_as_github_reads_them() {
        assert_eq!(escaped("100%: a,b\r\nc"), "100%25: a,b%0D%0Ac");
        assert_eq!(data("%0A\u{1b}[1m"), "%250A [1m");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }

    #[test]
    fn words_in_the_log_are_no_commands() {
        assert_eq!(plain("::error::x"), ": :error::x");
        assert_eq!(plain("a\n  ::set-env name=x::y"), "a\n: :set-env name=x::y");
        assert_eq!(plain("a ##[error]b"), "a ## [error]b");
        assert_eq!(plain("a::b::c"), "a::b::c");
        // A mark that a control character would hide is shown without it.
        assert_eq!(plain("\u{1b}::error::x"), ": :error::x");
    }

    #[test]
    fn a_summary_too_long_ends_with_a_line_and_says_so() {
        let long = cut("- £12\n".repeat(300_000));
        assert!(long.len() < SUMMARY_BYTES + 100);
        assert!(
            long.contains("- £12\n\n… and more: "),
            "cut at a line's end"
        );
        assert_eq!(cut("a".to_owned()), "a");
    }
}
