//! Reports and findings for minutes and web pages.

use super::Beside;
use super::beside::{grading, saying};
use crate::finding::Finding;
use crate::report::{Entry, Part, Report, Table, Worked};
use crate::source::{Place, Sources, Span};

/// Draws a report.
pub(super) fn report(report: &Report) -> String {
    let mut out = format!("# {}\n", escaped(&report.title));
    for part in report.parts.iter() {
        out.push('\n');
        match part {
            Part::Heading(words) => out.push_str(&format!("## {}\n", escaped(words))),
            Part::Sentence(words) => out.push_str(&format!("{}\n", escaped(words))),
            Part::Verbatim(lines) => {
                // Longer than any run of the same marks within.
                let fence = "`".repeat(longest_run(lines).max(2) + 1);
                out.push_str(&format!("{fence}\n{}\n{fence}\n", lines.trim_end()));
            }
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
            Part::Entries(entries) => {
                for entry in entries {
                    out.push_str(&self::entry(entry));
                }
            }
            Part::Worked(all) => out.extend(all.iter().map(worked)),
            Part::Chart(chart) => {
                let drawn = super::chart::letters(chart, 100).replace('`', "'");
                out.push_str(&format!("```text\n{drawn}```\n"));
            }
            Part::Sankey(sankey) => {
                let drawn = super::mermaid::sankey(sankey);
                out.push_str(&format!("```mermaid\n{drawn}```\n"));
            }
            Part::Table(rows) => out.push_str(&table(rows)),
        }
    }
    out
}

/// The longest run of back quotes.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

fn worked(one: &Worked) -> String {
    let said = match one.said.is_empty() {
        true => String::new(),
        false => format!(": {}", escaped(&one.said)),
    };
    let mut out = format!("- **{} {}**{said}\n", escaped(&one.name), one.amount);
    for line in &one.lines {
        out.push_str(&format!("  - {}\n", escaped(line)));
    }
    out
}

fn entry(entry: &Entry) -> String {
    let shown = match entry.shown_by.is_empty() {
        true => String::new(),
        false => format!(" ({})", escaped(&entry.shown_by)),
    };
    let lines: Vec<String> = entry.lines.iter().map(|line| escaped(line)).collect();
    let (state, name) = (entry.state, escaped(&entry.name));
    format!("- **{state}** {name}{shown}: {}\n", lines.join(" "))
}

/// Draws findings as a list by file, and what stands beside them below it.
pub(super) fn findings(findings: &[Finding], beside: Beside<'_>, sources: &Sources) -> String {
    let list = list(findings, |at| sources.place(at));
    format!("# Findings\n{list}{}", below(beside, sources))
}

/// The list alone, each finding at the place said of it.
pub(super) fn list(findings: &[Finding], place_of: impl Fn(Span) -> Place) -> String {
    let mut out = String::new();
    let mut file = String::new();
    for finding in findings {
        let place = place_of(finding.at);
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
        for more in finding
            .help
            .clone()
            .into_iter()
            .chain(grading(finding, &place_of))
        {
            out.push_str(&format!(" ({})", escaped(&more)));
        }
        out.push('\n');
    }
    out
}

/// Those that are waived, and how many were known before.
fn below(beside: Beside<'_>, sources: &Sources) -> String {
    let mut out = String::new();
    if !beside.waived.is_empty() {
        out.push_str("\n## Waived\n\n");
    }
    for (finding, waiver) in beside.listed() {
        out.push_str(&format!(
            "- {}: **{}** `{}`: {} ({})\n",
            escaped(&sources.short(finding.at)),
            finding.severity.word(),
            finding.check.name,
            escaped(&finding.message),
            escaped(&saying(waiver, sources))
        ));
    }
    if let Some(known) = beside.known {
        let from = escaped(&known.from);
        out.push_str(&format!(
            "\n{} known from {from} are not listed.\n",
            known.count
        ));
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
