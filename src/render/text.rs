//! Reports for people at a terminal.

use super::Look;
use super::widths::{Needs, texts, widths};
use crate::report::{Cell, Column, Entry, Part, Report, Table, Worked};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};

/// Where an id may be broken: a space of no width.
const BREAK: char = '\u{200b}';

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
            Part::Facts(facts) => {
                let widest = facts.iter().map(|(name, _)| name.chars().count()).max();
                let widest = widest.unwrap_or(0);
                for (name, value) in facts {
                    out.push_str(&format!("{name:<widest$}  {}\n", super::calm(value)));
                }
            }
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
            Part::Table(rows) => {
                if !after_heading(&out) {
                    out.push('\n');
                }
                out.push_str(&table(rows, look));
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

fn table(rows: &Table, look: Look) -> String {
    let texts = texts(rows);
    let needs = Needs::of(rows, &texts);
    if needs.least_width() > usize::from(look.width) && rows.columns.len() > 1 {
        return narrow(rows, look);
    }
    let mut table = comfy_table::Table::new();
    let rule = LineStyle::none().fill('─').junction('─');
    table.load_style(TableStyle::new().header_separator(rule));
    table
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(look.width);
    table.set_header(
        rows.columns
            .iter()
            .map(|column| align(comfy_table::Cell::new(&column.heading), column.figures)),
    );
    for row in &texts {
        let cells = row.iter().zip(&rows.columns);
        table.add_row(cells.map(|(words, column)| {
            let words = whole(words, column);
            // An id is broken after a hyphen, never inside a word. The mark is taken out below.
            let id = !column.figures && !words.contains([' ', '/', '.']) && words.contains('-');
            if id {
                let parted = words.replace('-', &format!("-{BREAK}"));
                align(comfy_table::Cell::new(parted), false).set_delimiter(BREAK)
            } else {
                align(comfy_table::Cell::new(words), column.figures)
            }
        }));
    }
    for (i, width) in widths(needs, rows, &texts, look.width.into())
        .into_iter()
        .enumerate()
    {
        if let Some(drawn) = table.column_mut(i) {
            // A space on either side.
            let width = u16::try_from(width + 2).unwrap_or(u16::MAX);
            let width = comfy_table::Width::Fixed(width);
            drawn.set_constraint(comfy_table::ColumnConstraint::Absolute(width));
        }
    }
    let drawn = table.to_string();
    let mut out = String::with_capacity(drawn.len());
    for line in drawn.lines() {
        match line.contains(BREAK) {
            true => out.push_str(line.replace(BREAK, "").trim_end()),
            false => out.push_str(line.trim_end()),
        }
        out.push('\n');
    }
    out
}

/// A cell's words; those of figures kept whole, since an amount broken over lines is misread.
fn whole(words: &str, column: &Column) -> String {
    if column.figures {
        words.replace(' ', "\u{a0}")
    } else {
        words.to_owned()
    }
}

/// A table too wide for the terminal: without its spare columns, or turned on its side, or else
/// each row a name and its figures below.
fn narrow(rows: &Table, look: Look) -> String {
    if rows.columns.iter().any(|c| c.spare) {
        return table(&without_spare(rows), look);
    }
    if let Some(turned) = turned(rows)
        && Needs::of(&turned, &texts(&turned)).least_width() <= usize::from(look.width)
    {
        return table(&turned, look);
    }
    let mut out = String::new();
    let kinds: Vec<bool> = rows.columns.iter().map(|c| c.figures).collect();
    let two_names = kinds.len() > 2 && !kinds[0] && !kinds[1] && kinds[2..].iter().all(|f| *f);
    for row in &rows.rows {
        let mut cells = row.cells.iter().zip(&rows.columns);
        let mut name = cells
            .next()
            .map(|(first, _)| words(first))
            .unwrap_or_default();
        // Two names and figures alone: the second name stands beside the first.
        if two_names && let Some((second, _)) = cells.next() {
            name.push_str(&format!(", {}", words(second)));
        }
        for line in wrap(&name, usize::from(look.width)) {
            out.push_str(&format!("{line}\n"));
        }
        let pairs: Vec<String> = cells
            .filter(|(cell, _)| **cell != Cell::Blank)
            .map(|(cell, column)| format!("{}: {};", column.heading, words(cell)))
            .collect();
        let pairs = pairs
            .iter()
            .map(|p| p.replace(' ', "\u{a0}"))
            .collect::<Vec<_>>()
            .join(" ");
        for line in wrap(pairs.trim_end_matches(';'), usize::from(look.width) - 2) {
            out.push_str(&format!("  {}\n", line.replace('\u{a0}', " ")));
        }
    }
    out
}

fn without_spare(rows: &Table) -> Table {
    let kept = |i: &usize| !rows.columns[*i].spare;
    let places: Vec<usize> = (0..rows.columns.len()).filter(kept).collect();
    let mut out = Table {
        columns: places.iter().map(|i| rows.columns[*i].clone()).collect(),
        rows: Vec::new(),
    };
    for row in &rows.rows {
        out.row(places.iter().map(|i| row.cells[*i].clone()).collect());
    }
    out
}

/// Rows become columns, where there are few rows and all their cells but the first are figures.
fn turned(rows: &Table) -> Option<Table> {
    let figures = rows.columns.iter().skip(1).all(|c| c.figures);
    if rows.rows.len() > 6 || !figures {
        return None;
    }
    let column = |heading: String, figures| Column {
        heading,
        figures,
        spare: false,
    };
    let first = rows.columns.first()?.heading.clone();
    let mut out = Table::default();
    out.columns.push(column(first, false));
    for row in &rows.rows {
        out.columns.push(column(words(row.cells.first()?), true));
    }
    for (i, heading) in rows.columns.iter().enumerate().skip(1) {
        let mut cells = vec![Cell::Text(heading.heading.clone())];
        cells.extend(rows.rows.iter().map(|row| row.cells[i].clone()));
        out.row(cells);
    }
    Some(out)
}

fn align(cell: comfy_table::Cell, figures: bool) -> comfy_table::Cell {
    cell.set_alignment(if figures {
        CellAlignment::Right
    } else {
        CellAlignment::Left
    })
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
