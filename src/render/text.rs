//! Reports for people at a terminal.

use super::{Look, rows};
use crate::report::{Cell, Entry, Part, Report, Worked};

/// Draws a report.
pub(super) fn report(report: &Report, look: Look) -> String {
    let mut out = String::new();
    heading(&mut out, &report.title, '=', look);
    for part in report.parts.iter() {
        match part {
            Part::Heading(words) => {
                if !out.ends_with("\n\n") {
                    out.push('\n');
                }
                heading(&mut out, words, '-', look);
            }
            Part::Sentence(words) => paragraph(&mut out, words, "", look),
            Part::Verbatim(lines) => {
                for line in lines.lines() {
                    out.push_str(&format!("{}\n", super::calm(line)));
                }
            }
            Part::List(items) => {
                if after_entries(&out) {
                    out.push('\n');
                }
                for item in items {
                    paragraph(&mut out, item, "- ", look);
                }
            }
            Part::Facts(all) => facts(&mut out, all, look),
            Part::Entries(entries) => {
                for entry in entries {
                    self::entry(&mut out, entry, look);
                }
            }
            Part::Worked(all) => worked(&mut out, all, look),
            Part::Chart(chart) => {
                if !after_heading(&out) {
                    out.push('\n');
                }
                out.push_str(&super::chart::letters(chart, look.width.into()));
                out.push('\n');
            }
            // The tables around it say the same in figures.
            Part::Sankey(_) => {}
            Part::Table(table) => {
                if !after_heading(&out) {
                    out.push('\n');
                }
                out.push_str(&rows::table(table, look));
                out.push('\n');
            }
        }
    }
    out
}

/// Does the last line stand under a heading?
fn after_heading(out: &str) -> bool {
    out.ends_with("-\n") || out.ends_with("=\n")
}

/// Does the last line stand under an entry?
fn after_entries(out: &str) -> bool {
    let last = out.trim_end_matches('\n').lines().next_back();
    last.is_some_and(|line| line.starts_with("         "))
}

fn heading(out: &mut String, words: &str, rule: char, look: Look) {
    let words = &super::calm(words);
    let lines = wrap(words, look.width.max(20).into());
    let widest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let rule: String = std::iter::repeat_n(rule, widest).collect();
    let words = lines.join("\n");
    if look.colour {
        out.push_str(&format!("\u{1b}[1m{words}\u{1b}[0m\n{rule}\n"));
    } else {
        out.push_str(&format!("{words}\n{rule}\n"));
    }
}

fn paragraph(out: &mut String, words: &str, mark: &str, look: Look) {
    let words = &super::calm(words);
    // Sentences are read best when their lines are not longer than a page's.
    let width = usize::from(look.width.clamp(30, 100)) - mark.len();
    for (i, line) in wrap(words, width).into_iter().enumerate() {
        let lead = if i == 0 { mark } else { &"  "[..mark.len()] };
        out.push_str(&format!("{lead}{line}\n"));
    }
}

/// Least width beside the names in which a fact is still read with ease.
const BESIDE: usize = 24;

/// Names and what they are: in two columns, or on a page too narrow for them one after another.
fn facts(out: &mut String, facts: &[(String, String)], look: Look) {
    let page = usize::from(look.width.max(20));
    let long = |words: &str| words.chars().count();
    let widest = facts.iter().map(|(name, _)| long(name)).max().unwrap_or(0);
    let room = page.saturating_sub(widest + 2);
    let values = facts.iter().map(|(_, value)| super::calm(value));
    let values: Vec<String> = values.collect();
    let broken = values.iter().any(|value| wrap(value, room).len() > 1);
    let beside = room >= BESIDE || !broken;
    for ((name, _), value) in facts.iter().zip(values) {
        let (words, width, indent) = match beside {
            true => (value, room, widest + 2),
            false => (format!("{name}: {value}"), page - 2, 2),
        };
        for (i, line) in wrap(&words, width).into_iter().enumerate() {
            let lead = match (i, beside) {
                (0, true) => format!("{name:<widest$}  "),
                (0, false) => String::new(),
                _ => " ".repeat(indent),
            };
            out.push_str(&format!("{lead}{line}\n"));
        }
    }
}

/// How wide a state stands before its entry.
const STATE: usize = 9;

fn entry(out: &mut String, entry: &Entry, look: Look) {
    let width = usize::from(look.width.clamp(30, 100)) - STATE;
    let name = wrap(&super::calm(&entry.name), width);
    let shown = match entry.shown_by.is_empty() {
        true => Vec::new(),
        false => vec![format!("See {}.", super::calm(&entry.shown_by))],
    };
    let words = entry.lines.iter().map(|words| super::calm(words));
    let under = words.flat_map(|words| wrap(&words, width)).chain(shown);
    out.push('\n');
    for (i, line) in name.into_iter().chain(under).enumerate() {
        let state = if i == 0 { entry.state } else { "" };
        out.push_str(&format!("{state:<STATE$}{line}\n"));
    }
}

/// Amounts with their working under them, each line further in than what it explains.
fn worked(out: &mut String, all: &[Worked], look: Look) {
    let page = usize::from(look.width.clamp(30, 100));
    let indented = |out: &mut String, words: &str, first: usize, rest: usize| {
        for (i, line) in wrap(&super::calm(words), page - rest)
            .into_iter()
            .enumerate()
        {
            let lead = " ".repeat(if i == 0 { first } else { rest });
            out.push_str(&format!("{lead}{line}\n"));
        }
    };
    for one in all {
        let said = match one.said.is_empty() {
            true => String::new(),
            false => format!(": {}", one.said),
        };
        if !after_heading(out) {
            out.push('\n');
        }
        indented(out, &format!("{} {}{said}", one.name, one.amount), 0, 2);
        for line in &one.lines {
            indented(out, line, 4, 6);
        }
    }
    if !all.is_empty() {
        out.push('\n');
    }
}

/// Breaks words into lines; a word longer than a line stands alone.
pub(super) fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words.split([' ', '\n']).filter(|w| !w.is_empty()) {
        let long = line.chars().count() + 1 + word.chars().count() > width;
        if long && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// A cell as people read it.
pub(super) fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => super::calm(words),
        Cell::Money(money) => money.to_string(),
        Cell::PerMille(tenths) => {
            let size = tenths.unsigned_abs();
            let sign = if *tenths < 0 { "-" } else { "" };
            format!("{sign}{}.{}%", size / 10, size % 10)
        }
        Cell::Count(n) => n.to_string(),
        Cell::Day(day) => day.short(),
        Cell::Blank => String::new(),
    }
}
