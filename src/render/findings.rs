//! Findings for people: the fact, the line it stands on with a mark under it, what to write.

use super::beside::grading;
use super::{Beside, Look, calm};
use crate::finding::{Finding, Severity};
use crate::source::{Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, SourceCode, SourceSpan,
    SpanContents,
};
use std::fmt;

/// Longest run of another line quoted in a help.
const AROUND: usize = 60;
/// Bytes of a line shown behind a mark at least, where the line is cut.
const AFTER: usize = 8;

/// Draws every finding and a line that counts them.
pub(super) fn text(
    findings: &[Finding],
    beside: Beside<'_>,
    sources: &Sources,
    look: Look,
) -> String {
    let theme = if look.colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(look.width.clamp(40, 120).into())
        .with_context_lines(0)
        .with_links(false);
    let mut out = String::new();
    for finding in findings {
        let excerpt = Excerpt::of(finding.at, sources, look);
        let shown = Shown {
            finding,
            sources,
            excerpt,
        };
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut out, &shown);
        out.push('\n');
    }
    out.push_str(&calm(&beside.text(sources)));
    out.push_str(&format!(
        "{}{}\n",
        counts(findings.iter()),
        calm(&beside.counts())
    ));
    out
}

/// How many findings of each severity: `2 errors, 1 note`.
pub(super) fn counts<'f>(findings: impl Iterator<Item = &'f Finding> + Clone) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let n = findings.clone().filter(|f| f.severity == severity).count();
            let word = severity.word();
            match n {
                0 => None,
                1 => Some(format!("1 {word}")),
                n => Some(format!("{n} {word}s")),
            }
        })
        .collect();
    if parts.is_empty() {
        "no findings".to_owned()
    } else {
        parts.join(", ")
    }
}

/// One finding in the drawing library's terms.
struct Shown<'a> {
    finding: &'a Finding,
    sources: &'a Sources,
    excerpt: Excerpt<'a>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&calm(&self.finding.message))
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let word = self.finding.severity.word();
        Some(Box::new(format!("{word}: {}", self.finding.check.name)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let mut lines: Vec<String> = self.finding.help.iter().cloned().collect();
        lines.extend(grading(self.finding, |at| self.sources.place(at)));
        for (at, text) in &self.finding.also {
            let line = self.sources.slice(self.sources.lines_around(*at));
            let line: String = line.trim().chars().take(AROUND).collect();
            lines.push(format!("{} {text}: {line}", self.sources.short(*at)));
        }
        (!lines.is_empty()).then(|| Box::new(calm(&lines.join("\n"))) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = (!self.finding.label.is_empty()).then(|| self.finding.label.clone());
        let span = LabeledSpan::new(label, self.excerpt.mark.0, self.excerpt.mark.1);
        Some(Box::new(std::iter::once(span)))
    }
}

/// The part of a line around a mark, with its true line and column.
struct Excerpt<'a> {
    name: &'a str,
    text: String,
    /// Start and length of the mark within the text.
    mark: (usize, usize),
    line: usize,
    column: usize,
}

impl<'a> Excerpt<'a> {
    fn of(at: Span, sources: &'a Sources, look: Look) -> Excerpt<'a> {
        // The gutter and the line number take about ten columns.
        let room = usize::from(look.width.clamp(40, 120)) - 12;
        let place = sources.place(at);
        let first = Span {
            end: at.start,
            ..at
        };
        let line = sources.lines_around(first);
        let text = sources.slice(line);
        let start = (at.start - line.start) as usize;
        // A mark over several lines is drawn on the first of them.
        let end = ((at.end.max(at.start) - line.start) as usize)
            .min(text.len())
            .max(start);
        // As much of the line's beginning as lets the mark and a little behind it be seen.
        let end = end.min(start + room);
        let shown_to = (end + AFTER).min(text.len());
        let from = floor(text, shown_to.saturating_sub(room).min(start));
        let to = ceiling(text, (from + room).min(text.len()).max(start));
        let end = ceiling(text, end).min(to);
        let cut = |there: bool| if there { "…" } else { "" };
        let (before, after) = (cut(from > 0), cut(to < text.len()));
        Excerpt {
            name: sources.name(at.file),
            text: format!("{before}{}{after}", calm(&text[from..to])),
            mark: (before.len() + start - from, end - start),
            line: place.line,
            column: place.column,
        }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(Window {
            excerpt: self,
            span: (0, self.text.len()).into(),
        }))
    }
}

struct Window<'a> {
    excerpt: &'a Excerpt<'a>,
    span: SourceSpan,
}

impl<'a> SpanContents<'a> for Window<'a> {
    fn data(&self) -> &'a [u8] {
        self.excerpt.text.as_bytes()
    }
    fn span(&self) -> &SourceSpan {
        &self.span
    }
    fn name(&self) -> Option<&str> {
        Some(self.excerpt.name)
    }
    fn line(&self) -> usize {
        self.excerpt.line - 1
    }
    fn column(&self) -> usize {
        self.excerpt.column - 1
    }
    fn line_count(&self) -> usize {
        1
    }
}
