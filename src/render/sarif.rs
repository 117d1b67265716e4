//! SARIF 2.1.0 (OASIS): findings for code scanning and for viewers that mark a file's lines.

use super::beside::saying;
use super::calm;
use super::in_folder::{InFolder, uri};
use crate::finding::{Check, Finding, Severity, fingerprints};
use crate::source::Span;
use serde_json::{Value, json};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// Draws the findings of all folders as one SARIF log of one run.
pub fn findings(folders: &[InFolder<'_>]) -> String {
    let mut checks: Vec<&'static Check> = folders
        .iter()
        .flat_map(|folder| folder.findings.iter().chain(folder.waived))
        .map(|finding| finding.check)
        .collect();
    checks.sort_by_key(|check| check.name);
    checks.dedup_by_key(|check| check.name);
    let results: Vec<Value> = folders.iter().flat_map(|f| results(f, &checks)).collect();
    super::json(json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "jcplan",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": checks.iter().map(|check| rule(check)).collect::<Vec<_>>(),
            }},
            // Columns are counted in characters, and the last is one past what is marked.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// A check. Its page is no message with places to fill in, and stands as it is.
fn rule(check: &Check) -> Value {
    json!({
        "id": check.name,
        "shortDescription": {"text": check.summary()},
        "fullDescription": {"text": why(check)},
        "help": {"text": check.page, "markdown": check.page},
        "defaultConfiguration": {"level": level(check.severity)},
        "properties": {"tags": [check.family]},
    })
}

/// What its page says under "Why it matters", as one line; else its summary.
fn why(check: &Check) -> String {
    let part = check.page.split("**Why it matters**\n\n").nth(1);
    let paragraph = part.and_then(|p| p.split("\n\n").next());
    paragraph.map_or_else(|| check.summary(), |p| p.trim().replace('\n', " "))
}

fn results(folder: &InFolder<'_>, checks: &[&'static Check]) -> Vec<Value> {
    let of = |findings: &[Finding]| -> Vec<Value> {
        let prints = fingerprints(findings, folder.sources);
        let results = findings.iter().zip(prints);
        results
            .map(|(finding, print)| result(finding, print, folder, checks))
            .collect()
    };
    let mut all = of(folder.findings);
    all.extend(of(folder.waived));
    all
}

fn result(
    finding: &Finding,
    print: String,
    folder: &InFolder<'_>,
    checks: &[&'static Check],
) -> Value {
    let rule = checks.binary_search_by_key(&finding.check.name, |check| check.name);
    let words = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let name = folder.name();
    let print = match name.as_str() {
        "" => print,
        name => format!("{name}:{print}"),
    };
    let mut result = json!({
        "ruleId": finding.check.name,
        "ruleIndex": rule.unwrap_or_default(),
        "level": level(finding.severity),
        "message": {"text": message(&words)},
        "locations": [{"physicalLocation": location(finding.at, folder)}],
        "partialFingerprints": {"jcplanFinding/v1": print},
    });
    // None says that it is not known whether a finding is waived; an empty list, that it is not.
    let by = finding.waived.iter().map(|by| {
        json!({
            "kind": "external",
            "status": "accepted",
            "justification": calm(&saying(by, folder.sources)),
        })
    });
    result["suppressions"] = by.collect();
    if !finding.also.is_empty() {
        let also = finding.also.iter().zip(1..).map(|((at, text), id)| {
            json!({
                "id": id,
                "physicalLocation": location(*at, folder),
                "message": {"text": message(text)},
            })
        });
        result["relatedLocations"] = also.collect();
    }
    result
}

fn location(at: Span, folder: &InFolder<'_>) -> Value {
    let place = folder.place(at);
    json!({
        "artifactLocation": {"uri": uri(&place.file)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Words as a message: its braces doubled, as section 3.11.5 of the standard wants, and what would
/// be read as a link (3.11.6) shown as it was written.
fn message(words: &str) -> String {
    let words = calm(words).replace('{', "{{").replace('}', "}}");
    if words.contains("](") {
        words
            .replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]")
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_place_to_fill_in_and_no_link() {
        assert_eq!(message("{icb: {0}}"), "{{icb: {{0}}}}");
        assert_eq!(message("[a](b)"), "\\[a\\](b)");
        assert_eq!(message("[a] (b)"), "[a] (b)");
        assert_eq!(message("a\u{202e}b\u{7}"), "a   b ");
    }
}
