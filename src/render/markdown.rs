//! Reports and findings for minutes and web pages.

use crate::finding::Finding;
use crate::report::{Part, Report, Table};
use crate::source::{Place, Sources, Span};

/// Draws a report.
pub(super) fn report(report: &Report) -> String {
    let mut out = format!("# {}\n", escaped(&report.title));
    for part in &report.parts {
        out.push('\n');
        match part {
            Part::Heading(words) => out.push_str(&format!("## {}\n", escaped(words))),
            Part::Sentence(words) => out.push_str(&format!("{}\n", escaped(words))),
            Part::List(items) => {
                for item in items {
                    out.push_str(&format!("- {}\n", escaped(item)));
                }
            }
            Part::Facts(facts) => {
                for (name, value) in facts {
                    out.push_str(&format!("- **{}**: {}\n", escaped(name), escaped(value)));
                }
            }
            Part::Table(rows) => out.push_str(&table(rows)),
        }
    }
    out
}

/// Draws findings as a list by file.
pub(super) fn findings(findings: &[Finding], sources: &Sources) -> String {
    format!("# Findings\n{}", list(findings, |at| sources.place(at)))
}

/// The list alone, each finding at the place said of it.
pub(super) fn list(findings: &[Finding], place: impl Fn(Span) -> Place) -> String {
    let mut out = String::new();
    let mut file = String::new();
    for finding in findings {
        let place = place(finding.at);
        if place.file != file {
            out.push_str(&format!("\n## {}\n\n", escaped(&place.file)));
            file = place.file;
        }
        out.push_str(&format!(
            "- line {}: **{}** `{}`: {}",
            place.line,
            finding.severity.word(),
            finding.check.name,
            escaped(&finding.message)
        ));
        match &finding.help {
            Some(help) => out.push_str(&format!(" ({})\n", escaped(help))),
            None => out.push('\n'),
        }
    }
    out
}

fn table(rows: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(rows.columns.iter().map(|c| escaped(&c.heading)).collect());
    let marks = rows
        .columns
        .iter()
        .map(|c| if c.figures { "---:" } else { "---" });
    out.push_str(&line(marks.map(str::to_owned).collect()));
    for row in &rows.rows {
        let cells = row.cells.iter().map(|cell| {
            let words = escaped(&super::text::words(cell));
            if row.total && !words.is_empty() {
                format!("**{words}**")
            } else {
                words
            }
        });
        out.push_str(&line(cells.collect()));
    }
    out
}

/// Words from files must not become markup.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in super::calm(words).chars() {
        match c {
            '|' | '\\' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
