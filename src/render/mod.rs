//! Findings and reports → bytes. One file for each format; knows tables and places, not plans.

mod beside;
mod calm;
mod chart;
mod csv;
mod dot;
mod findings;
mod findings_json;
mod format;
mod github;
mod html;
mod in_folder;
mod junit;
mod markdown;
mod mermaid;
mod plain_letters;
mod rows;
mod sankey;
mod sarif;
mod sql;
mod svg;
mod text;
mod widths;

pub use beside::Beside;
pub(crate) use calm::calm;
pub use findings_json::{MatterLine, findings_json};
pub use format::Format;
pub use github::{findings as findings_github, plain as github_words, summary as github_summary};
pub use html::{findings as findings_html, reports as reports_html};
pub use in_folder::InFolder;
pub use junit::findings as findings_junit;
pub use sarif::findings as findings_sarif;
pub use sql::{Engine, totals_query};

use crate::finding::Finding;
use crate::report::{Part, Report, Sankey, Wire};
use crate::source::Sources;

/// How wide a terminal is and whether it shows colour.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns.
    pub width: u16,
    /// Colour?
    pub colour: bool,
}

/// Draws a report; none in a format that has a meaning for findings alone.
pub fn report(report: &Report, format: Format, look: Look) -> Option<String> {
    Some(match format {
        Format::Text => text::report(report, look),
        Format::Json => written(&(report.wire)()),
        Format::Csv => csv::table(&report.data),
        Format::Markdown => markdown::report(report),
        Format::Html => html::reports(&[report]),
        Format::Svg | Format::Mermaid | Format::Dot => return pictures(&[report], format),
        Format::Sarif | Format::Junit | Format::Github => return None,
    })
}

/// Draws the pictures of reports alone; none where they have none, or none of that kind.
pub fn pictures(reports: &[&Report], format: Format) -> Option<String> {
    let parts = || reports.iter().flat_map(|report| report.parts.iter());
    let sankeys = parts().filter_map(|part| match part {
        Part::Sankey(sankey) => Some(sankey),
        _ => None,
    });
    let sankeys: Vec<&Sankey> = sankeys.collect();
    match format {
        Format::Mermaid => mermaid::file(&sankeys),
        Format::Dot => dot::file(&sankeys),
        _ => svg::file(reports).or_else(|| sankey::file(&sankeys)),
    }
}

/// Draws findings for people.
pub fn findings_text(
    findings: &[Finding],
    beside: Beside<'_>,
    sources: &Sources,
    look: Look,
) -> String {
    findings::text(findings, beside, sources, look)
}

/// How many findings of each severity, in words.
pub fn findings_counts<'f>(findings: impl Iterator<Item = &'f Finding> + Clone) -> String {
    findings::counts(findings)
}

/// Draws findings as one row each; the folder first where there are several.
pub fn findings_csv(folders: &[(&str, &[Finding], Beside<'_>, &Sources)]) -> String {
    csv::findings(folders)
}

/// Draws the tidy tables of several folders as one, the folder first.
pub fn reports_csv(reports: &[(String, Report)]) -> String {
    csv::several(reports)
}

/// Draws findings for minutes.
pub fn findings_markdown(findings: &[Finding], beside: Beside<'_>, sources: &Sources) -> String {
    markdown::findings(findings, beside, sources)
}

/// A wire value with a line's end.
pub fn json(value: serde_json::Value) -> String {
    written(&value.into())
}

fn written(wire: &Wire) -> String {
    // Keys are texts and nothing in it is anybody's to refuse.
    let mut text = serde_json::to_string_pretty(wire).unwrap_or_default();
    text.push('\n');
    text
}
