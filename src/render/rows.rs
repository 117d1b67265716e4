//! Tables for people at a terminal: columns fitted to the page, or on a narrow one each row a name
//! and its cells below.

use super::Look;
use super::text::{words, wrap};
use super::widths::{Needs, texts, widths};
use crate::report::{Cell, Column, Table};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};

/// Where an id may be broken: a space of no width.
const BREAK: char = '\u{200b}';

/// Draws a table as wide as the page, or on its side, or row by row.
pub(super) fn table(rows: &Table, look: Look) -> String {
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
    let room = usize::from(look.width.max(20)) - 2;
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
        // A row without a name goes on under the one above.
        let named = !name.is_empty();
        for line in wrap(&name, usize::from(look.width))
            .iter()
            .filter(|_| named)
        {
            out.push_str(&format!("{line}\n"));
        }
        let pairs = cells.map(|(cell, column)| (&column.heading, words(cell)));
        let pairs: Vec<String> = pairs
            .filter(|(_, words)| !words.is_empty())
            .map(|(heading, words)| {
                let pair = format!("{heading}: {words};");
                // Kept whole where a line has room for it.
                match pair.chars().count() <= room {
                    true => pair.replace(' ', "\u{a0}"),
                    false => format!("{}: {words};", heading.replace(' ', "\u{a0}")),
                }
            })
            .collect();
        if pairs.is_empty() {
            continue;
        }
        let pairs = pairs.join(" ");
        for line in wrap(pairs.trim_end_matches(';'), room) {
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
