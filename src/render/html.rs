//! Reports and findings as one web page: everything in it, nothing fetched, fit to be printed.

use super::InFolder;
use super::beside::{grading, saying};
use crate::finding::Finding;
use crate::report::{Cell, Entry, Part, Report, Table, Worked};
use crate::source::{Sources, Span};

/// Longest piece of a line quoted under a finding.
const QUOTED: usize = 160;

/// By day and by night; printed always by day.
const STYLE: &str = include_str!("page.css");

/// Draws reports, one below the other.
pub fn reports(reports: &[&Report]) -> String {
    let title = reports.first().map_or("", |r| r.title.as_str());
    // Pictures are told apart by number, over all reports of the page.
    let mut pictures = 0;
    let body: Vec<String> = reports.iter().map(|r| report(r, &mut pictures)).collect();
    page(title, &body.join("\n"))
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        // The name of a page is no markup.
        escaped(&title.replace('`', ""))
    )
}

fn report(report: &Report, pictures: &mut usize) -> String {
    let mut out = format!("<h1>{}</h1>\n", prose(&report.title));
    for part in report.parts.iter() {
        match part {
            Part::Heading(words) => out.push_str(&format!("<h2>{}</h2>\n", prose(words))),
            Part::Sentence(words) => out.push_str(&format!("<p>{}</p>\n", prose(words))),
            Part::Verbatim(lines) => {
                out.push_str(&format!("<pre>{}</pre>\n", escaped(lines)));
            }
            Part::List(items) => {
                let items = items.iter().map(|i| format!("<li>{}</li>\n", prose(i)));
                out.push_str(&format!("<ul>\n{}</ul>\n", items.collect::<String>()));
            }
            Part::Facts(facts) => {
                let facts = facts.iter().map(|(name, value)| {
                    format!("<dt>{}</dt><dd>{}</dd>\n", prose(name), prose(value))
                });
                out.push_str(&format!("<dl>\n{}</dl>\n", facts.collect::<String>()));
            }
            Part::Table(rows) => out.push_str(&table(rows)),
            Part::Worked(all) => out.extend(all.iter().map(worked)),
            Part::Chart(chart) => {
                let drawn = super::svg::inline(chart);
                out.push_str(&format!("<div class=\"wide\">\n{drawn}</div>\n"));
            }
            Part::Sankey(sankey) => {
                *pictures += 1;
                let drawn = super::sankey::inline(sankey, *pictures);
                out.push_str(&format!("<div class=\"wide\">\n{drawn}</div>\n"));
            }
            Part::Entries(entries) => out.extend(entries.iter().map(entry)),
        }
    }
    out
}

fn table(rows: &Table) -> String {
    let class = |figures: bool| if figures { " class=\"figures\"" } else { "" };
    let mut out = String::from("<div class=\"wide\"><table>\n<thead><tr>");
    for column in &rows.columns {
        let (class, heading) = (class(column.figures), prose(&column.heading));
        out.push_str(&format!("<th scope=\"col\"{class}>{heading}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &rows.rows {
        out.push_str(if row.total {
            "<tr class=\"total\">"
        } else {
            "<tr>"
        });
        for (cell, column) in row.cells.iter().zip(&rows.columns) {
            let words = super::text::words(cell);
            let class = match column.figures {
                false if is_one(cell, &words) => " class=\"one\"",
                figures => class(figures),
            };
            out.push_str(&format!("<td{class}>{}</td>", prose(&words)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}

/// Is a cell read as one: a day, or a place in a file?
fn is_one(cell: &Cell, words: &str) -> bool {
    matches!(cell, Cell::Day(_)) || super::widths::is_place(words)
}

fn entry(entry: &Entry) -> String {
    let mut out = stands(entry.state);
    out.push_str(&format!("<p class=\"name\">{}</p>\n", prose(&entry.name)));
    for line in &entry.lines {
        out.push_str(&format!("<p>{}</p>\n", prose(line)));
    }
    if !entry.shown_by.is_empty() {
        let shown = prose(&entry.shown_by);
        out.push_str(&format!("<p class=\"shown\">See {shown}</p>\n"));
    }
    out.push_str("</div></div>\n");
    out
}

fn worked(one: &Worked) -> String {
    let (name, amount) = (prose(&one.name), escaped(&one.amount.to_string()));
    let said = match one.said.is_empty() {
        true => String::new(),
        false => format!("<span>{}</span>", prose(&one.said)),
    };
    let mut out = format!(
        "<div class=\"worked\"><p><b>{name}</b> <b class=\"figures\">{amount}</b> {said}</p>\n"
    );
    let lines = one.lines.iter().map(|l| format!("<li>{}</li>\n", prose(l)));
    if !one.lines.is_empty() {
        out.push_str(&format!("<ul>\n{}</ul>\n", lines.collect::<String>()));
    }
    out.push_str("</div>\n");
    out
}

/// The beginning of an entry: its state, in words and in colour.
fn stands(state: &str) -> String {
    format!("<div class=\"entry\"><span class=\"state {state}\">{state}</span><div>\n")
}

/// Draws findings, folder by folder and file by file.
pub fn findings(folders: &[InFolder<'_>]) -> String {
    let mut body = String::new();
    for folder in folders {
        let mut lines = folder.head.lines();
        let title = lines.next().unwrap_or_default();
        body.push_str(&format!("<h1>{}</h1>\n", prose(title)));
        if folders.len() > 1 {
            let name = escaped(folder.folder);
            body.push_str(&format!("<p class=\"shown\">Folder {name}</p>\n"));
        }
        for line in lines {
            body.push_str(&format!("<p>{}</p>\n", prose(line)));
        }
        if folder.findings.is_empty() {
            body.push_str("<p>No findings.</p>\n");
        }
        let mut file = String::new();
        for finding in folder.findings {
            let place = folder.sources.place(finding.at);
            if place.file != file {
                body.push_str(&format!("<h3>{}</h3>\n", escaped(&place.file)));
                file = place.file;
            }
            body.push_str(&one(finding, folder.sources));
        }
        body.push_str(&waived(folder));
    }
    let title = folders.first().and_then(|f| f.head.lines().next());
    page(title.unwrap_or("Findings"), &body)
}

/// What is waived, each with its waiver: it counts for nothing above, and is not hidden.
fn waived(folder: &InFolder<'_>) -> String {
    if folder.waived.is_empty() {
        return String::new();
    }
    let mut out = String::from("<h2>Waived</h2>\n");
    for finding in folder.waived {
        let short = escaped(&folder.sources.short(finding.at));
        let says = finding
            .waived
            .as_deref()
            .map(|by| saying(by, folder.sources));
        out.push_str(&stands("waived"));
        out.push_str(&format!(
            "<p class=\"name\">{}</p>\n<p class=\"shown\">{short}: {}</p>\n<p>{}</p>\n</div></div>\n",
            prose(&finding.message),
            escaped(finding.check.name),
            prose(&says.unwrap_or_default())
        ));
    }
    out
}

fn one(finding: &Finding, sources: &Sources) -> String {
    let place = sources.place(finding.at);
    let mut out = stands(finding.severity.word());
    out.push_str(&format!(
        "<p class=\"name\">{}</p>\n<p class=\"shown\">line {}, column {}: {}</p>\n",
        prose(&finding.message),
        place.line,
        place.column,
        escaped(finding.check.name)
    ));
    out.push_str(&quoted(finding.at, sources));
    if let Some(graded) = grading(finding, |at| sources.place(at)) {
        out.push_str(&format!("<p class=\"shown\">{}</p>\n", prose(&graded)));
    }
    if let Some(help) = &finding.help {
        out.push_str(&format!("<p>{}</p>\n", prose(help)));
    }
    for (at, text) in &finding.also {
        let (short, text) = (escaped(&sources.short(*at)), prose(text));
        out.push_str(&format!("<p class=\"shown\">{short} {text}</p>\n"));
    }
    out.push_str("</div></div>\n");
    out
}

/// The line a finding stands on, with what is flagged marked.
fn quoted(at: Span, sources: &Sources) -> String {
    let first = Span {
        end: at.start,
        ..at
    };
    let line = sources.lines_around(first);
    let text = sources.slice(line);
    let start = (at.start - line.start) as usize;
    let end = ((at.end.max(at.start) - line.start) as usize).min(text.len());
    let (Some(before), Some(marked), Some(after)) =
        (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return String::new();
    };
    if text.trim().is_empty() {
        return String::new();
    }
    // As much as lets the mark be seen where a line is long.
    let kept = |words: &str, from_end: bool| -> String {
        let n = words.chars().count();
        if n <= QUOTED / 2 {
            return words.to_owned();
        }
        match from_end {
            true => format!(
                "…{}",
                words.chars().skip(n - QUOTED / 2).collect::<String>()
            ),
            false => format!("{}…", words.chars().take(QUOTED / 2).collect::<String>()),
        }
    };
    format!(
        "<pre>{}<mark>{}</mark>{}</pre>\n",
        escaped(kept(before, true).trim_start()),
        escaped(&kept(marked, false)),
        escaped(&kept(after, false))
    )
}

/// A sentence of ours, the names in it between backticks set apart.
fn prose(words: &str) -> String {
    let escaped = escaped(words);
    let pieces: Vec<&str> = escaped.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return escaped;
    }
    let mut out = String::with_capacity(escaped.len());
    for (i, piece) in pieces.iter().enumerate() {
        match i % 2 {
            0 => out.push_str(piece),
            _ => out.push_str(&format!("<code>{piece}</code>")),
        }
    }
    out
}

/// Words from files must not become markup.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in super::calm(words).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No characters, and no XML may have them: a picture is XML.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
