//! JUnit XML: a suite for each folder, a test case for each check that ran, as CI systems read it.

use super::calm;
use super::in_folder::InFolder;
use crate::finding::{Check, Finding};

/// Draws the findings of all folders as JUnit XML.
pub fn findings(folders: &[InFolder<'_>]) -> String {
    let several = folders.len() > 1;
    let (mut suites, mut tests, mut failures) = (String::new(), 0, 0);
    for folder in folders {
        let cases = cases(folder);
        let failed = cases.iter().filter(|case| case.fails(folder)).count();
        tests += cases.len();
        failures += failed;
        let name = match folder.name() {
            here if here.is_empty() => ".".to_owned(),
            name => name,
        };
        let counts = format!(
            "tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\"",
            cases.len()
        );
        suites.push_str(&format!(
            "  <testsuite name=\"{}\" {counts}>\n    <properties>\n      \
             <property name=\"partnership\" value=\"{}\"/>\n    </properties>\n",
            attribute(&name),
            attribute(folder.head.lines().next().unwrap_or_default()),
        ));
        for case in &cases {
            suites.push_str(&case.drawn(folder, several));
        }
        suites.push_str("  </testsuite>\n");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"jcplan check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n\
         {suites}</testsuites>\n"
    )
}

/// One check and what it found.
struct Case<'a> {
    check: &'static Check,
    found: Vec<&'a Finding>,
}

/// A case for every check that ran, in their order; a finding of any other has one behind them.
fn cases<'a>(folder: &InFolder<'a>) -> Vec<Case<'a>> {
    let mut cases: Vec<Case<'a>> = folder
        .checks
        .iter()
        .map(|check| Case {
            check,
            found: Vec::new(),
        })
        .collect();
    for finding in folder.findings {
        let name = finding.check.name;
        match cases.iter_mut().find(|case| case.check.name == name) {
            Some(case) => case.found.push(finding),
            None => cases.push(Case {
                check: finding.check,
                found: vec![finding],
            }),
        }
    }
    cases
}

impl Case<'_> {
    fn fails(&self, folder: &InFolder<'_>) -> bool {
        self.found.iter().any(|finding| folder.fails(finding))
    }

    fn drawn(&self, folder: &InFolder<'_>, several: bool) -> String {
        let found = self.found.iter().copied();
        let (failing, lesser): (Vec<&Finding>, Vec<&Finding>) =
            found.partition(|f| folder.fails(f));
        // Readers tell cases apart by class and name alone, not by suite.
        let class = match several {
            true => format!("{}/{}", folder.name(), self.check.family),
            false => self.check.family.to_owned(),
        };
        let mut out = format!(
            "    <testcase classname=\"{}\" name=\"{}\"",
            attribute(&class),
            attribute(self.check.name)
        );
        if let Some(first) = failing.first().or(lesser.first()) {
            let place = folder.place(first.at);
            let (file, line) = (attribute(&place.file), place.line);
            out.push_str(&format!(" file=\"{file}\" line=\"{line}\""));
        }
        if self.found.is_empty() {
            out.push_str("/>\n");
            return out;
        }
        out.push_str(">\n");
        if !failing.is_empty() {
            let message = match failing.len() {
                1 => failing[0].message.clone(),
                n => format!("{n} findings"),
            };
            let gravest = failing.iter().map(|f| f.severity).max();
            out.push_str(&format!(
                "      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                attribute(&message),
                gravest.map_or("", |severity| severity.word()),
                lines(&failing, folder)
            ));
        }
        if !lesser.is_empty() {
            let lines = lines(&lesser, folder);
            out.push_str(&format!("      <system-out>{lines}</system-out>\n"));
        }
        out.push_str("    </testcase>\n");
        out
    }
}

/// A line for each finding: where, how grave, what, and what to write instead.
fn lines(found: &[&Finding], folder: &InFolder<'_>) -> String {
    let lines = found.iter().map(|f| text(&folder.line(f)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Words between tags. What XML 1.0 forbids even as a reference becomes the sign for a character
/// that is not there.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in calm(words).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // Nothing may look like the end of a CDATA section.
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Words between quotation marks: a reader would turn ends of lines into spaces.
fn attribute(words: &str) -> String {
    text(words)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(text("a]]>b<c>&d"), "a]]&gt;b&lt;c&gt;&amp;d");
        assert_eq!(
            text("\u{fffe}\u{ffff}\u{1f600}£"),
            "\u{fffd}\u{fffd}\u{1f600}£"
        );
        assert_eq!(text("a\u{0}b\u{1b}c"), "a b c");
        assert_eq!(attribute("\"a\"\nb\tc'"), "&quot;a&quot;&#10;b&#9;c'");
    }
}
