//! How wide each column of a table on a page is: no figure and no word broken, and as few lines as the
//! page allows.

use super::text::words;
use crate::report::{Column, Row, Table};

/// The cells of a table in words, made once.
pub(super) type Texts = Vec<Vec<String>>;

/// Puts every cell in words.
pub(super) fn texts(rows: &Table) -> Texts {
    let of_row = |row: &Row| row.cells.iter().map(words).collect();
    rows.rows.iter().map(of_row).collect()
}

fn figures_width(texts: &Texts, i: usize) -> usize {
    let widths = texts.iter().map(|row| row[i].chars().count());
    widths.max().unwrap_or(0)
}

/// The widest place of a column, `ledger/2025-26.csv:214`: broken over lines it is another place.
fn places_width(texts: &Texts, i: usize) -> usize {
    let is_place = |words: &&String| {
        let parted = words.rsplit_once(':');
        let line = parted
            .filter(|(file, _)| !file.contains(' '))
            .map(|(_, line)| line);
        line.is_some_and(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_digit()))
    };
    let places = texts.iter().map(|row| &row[i]).filter(is_place);
    places.map(|words| words.chars().count()).max().unwrap_or(0)
}

/// What a column of words needs so that none is broken but a very long one: its places whole, its
/// words, and the pieces of an id between hyphens.
fn words_width(texts: &Texts, i: usize, column: &Column) -> usize {
    let pieces = |words: &str| -> usize {
        let id = !words.contains([' ', '/', '.']);
        let parts = words.split(|c| c == ' ' || c == '\n' || (id && c == '-'));
        // A hyphen stays with what stands before it.
        let widths =
            parts.map(|part| part.chars().count() + usize::from(id && words.contains('-')));
        widths.max().unwrap_or(0)
    };
    let longest = texts.iter().map(|row| pieces(&row[i])).max().unwrap_or(0);
    let heading = column.heading.split(' ').map(|w| w.chars().count()).max();
    let words = longest.min(LONG_WORD).max(heading.unwrap_or(0));
    words.max(places_width(texts, i))
}

/// A word longer than this may be broken.
const LONG_WORD: usize = 24;

/// What each column needs at the least: figures whole, and no word broken.
fn least_widths(rows: &Table, texts: &Texts) -> Vec<usize> {
    let width = |(i, column): (usize, &Column)| {
        let heading = column.heading.split(' ').map(|w| w.chars().count()).max();
        let wanted = match column.figures {
            true => figures_width(texts, i),
            false => words_width(texts, i, column),
        };
        wanted.max(heading.unwrap_or(0))
    };
    rows.columns.iter().enumerate().map(width).collect()
}

/// The whole width of a table of these columns: a space on either side of each, and one between.
fn whole_width(widths: &[usize]) -> usize {
    let columns: usize = widths.iter().map(|width| width + 3).sum();
    columns.saturating_sub(1)
}

/// The least width of the whole table.
pub(super) fn least_width(rows: &Table, texts: &Texts) -> usize {
    whole_width(&least_widths(rows, texts))
}

/// The width of each column: what it needs at the least, and of the space left over first what
/// brings a column onto one line for no more than its fair part, then a fair part each.
pub(super) fn widths(rows: &Table, texts: &Texts, page: usize) -> Vec<usize> {
    let mut widths = least_widths(rows, texts);
    let headings = rows.columns.iter().map(|c| c.heading.chars().count());
    let natural: Vec<usize> = headings
        .enumerate()
        .map(|(i, heading)| figures_width(texts, i).max(heading))
        .collect();
    let mut left = page.saturating_sub(whole_width(&widths));
    let mut short: Vec<usize> = (0..widths.len())
        .filter(|i| natural[*i] > widths[*i])
        .collect();
    while !short.is_empty() && left > 0 {
        let fair = left / short.len();
        let cheap = short.iter().position(|i| natural[*i] - widths[*i] <= fair);
        let Some(place) = cheap else {
            // Odd letters to the last, which is most often the one with sentences.
            let odd = left % short.len();
            short.iter().for_each(|i| widths[*i] += fair);
            if let Some(last) = short.last() {
                widths[*last] += odd;
            }
            break;
        };
        let i = short.remove(place);
        left -= natural[i] - widths[i];
        widths[i] = natural[i];
    }
    // Lines end with a word, mostly before the column does.
    for (i, width) in widths.iter_mut().enumerate() {
        let heading = longest_line(&rows.columns[i].heading, *width);
        let lines = texts.iter().map(|row| longest_line(&row[i], *width));
        *width = lines.max().unwrap_or(0).max(heading);
    }
    widths
}

/// The longest line of words broken into lines of this width.
fn longest_line(words: &str, width: usize) -> usize {
    let id = !words.contains([' ', '/', '.']);
    let (mut longest, mut line) = (0, 0);
    for part in words.split_inclusive(|c| c == ' ' || c == '\n' || (id && c == '-')) {
        let letters = part.trim_end_matches([' ', '\n']).chars().count();
        let long = line + letters > width && line > 0;
        if long {
            line = 0;
        }
        longest = longest.max((line + letters).min(width));
        line += part.chars().count();
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text;

    fn drawn(headings: &[&str], cells: &[&str], page: usize) -> Vec<usize> {
        let mut table = Table::new(headings, &[]);
        table.row(cells.iter().map(|words| text(*words)).collect());
        widths(&table, &texts(&table), page)
    }

    /// 3 + 10 + 40 letters and three spaces a column are 61 less one: all on one line at 61, and at 45
    /// the short ones still are. The long one has 45 − (3 + 3 + 10 + 3 + 3 − 1) = 24.
    #[test]
    fn short_columns_stand_on_one_line_before_long_ones() {
        let long = "a sentence of some words for forty char";
        assert_eq!(long.len(), 39);
        let cells = ["C-1", "1 Apr 2025", long];
        assert_eq!(drawn(&["A", "B", "C"], &cells, 61), [3, 10, 39]);
        // `a sentence of some words` has 24 letters; at 23 `words for forty char`, 20, is the longest.
        assert_eq!(drawn(&["A", "B", "C"], &cells, 45), [3, 10, 24]);
        assert_eq!(drawn(&["A", "B", "C"], &cells, 44), [3, 10, 20]);
    }

    #[test]
    fn no_word_is_broken_but_a_very_long_one() {
        let word = "x".repeat(40);
        assert_eq!(drawn(&["Heading here"], &[&word], 10), [24]);
        assert_eq!(drawn(&["Heading"], &["home-based reablement"], 10), [10]);
    }
}
