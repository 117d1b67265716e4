//! How wide each column of a table on a page is: no figure and no word broken, and as few lines as the
//! page allows.

use super::text::words;
use crate::report::{Cell, Row, Table};

/// The cells of a table in words, made once.
pub(super) type Texts = Vec<Vec<String>>;

/// Puts every cell in words.
pub(super) fn texts(rows: &Table) -> Texts {
    let of_row = |row: &Row| row.cells.iter().map(words).collect();
    rows.rows.iter().map(of_row).collect()
}

/// How many letters a text has.
fn letters(words: &str) -> usize {
    match words.is_ascii() {
        true => words.len(),
        false => words.chars().count(),
    }
}

/// Is it a place, `ledger/2025-26.csv:214`? Broken over lines it is another place.
pub(super) fn is_place(words: &str) -> bool {
    let Some((file, line)) = words.rsplit_once(':') else {
        return false;
    };
    !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()) && !file.contains(' ')
}

/// What a cell of words needs so that none is broken but a very long one: a place whole, else its
/// longest word, or the longest piece of an id between hyphens.
fn unbroken(words: &str) -> usize {
    if is_place(words) {
        return letters(words);
    }
    let id = !words.contains([' ', '/', '.']);
    let pieces = words.split(|c| c == ' ' || c == '\n' || (id && c == '-'));
    let longest = pieces.map(letters).max().unwrap_or(0);
    // A hyphen stays with what stands before it.
    let hyphen = usize::from(id && words.contains('-'));
    (longest + hyphen).min(LONG_WORD)
}

/// A word longer than this may be broken.
const LONG_WORD: usize = 24;

/// What columns need.
pub(super) struct Needs {
    /// At the least: figures whole, and no word broken.
    least: Vec<usize>,
    /// To stand on one line.
    natural: Vec<usize>,
}

impl Needs {
    /// Looks at every cell once.
    pub(super) fn of(rows: &Table, texts: &Texts) -> Needs {
        let mut needs = Needs {
            least: Vec::with_capacity(rows.columns.len()),
            natural: Vec::with_capacity(rows.columns.len()),
        };
        for (i, column) in rows.columns.iter().enumerate() {
            let heading = column.heading.split(' ').map(letters).max();
            let mut least = heading.unwrap_or(0);
            let mut natural = letters(&column.heading);
            for (row, cells) in texts.iter().zip(&rows.rows) {
                let whole = letters(&row[i]);
                natural = natural.max(whole);
                // Figures and days are read as one.
                let one = column.figures || matches!(cells.cells[i], Cell::Day(_));
                least = least.max(match one {
                    true => whole,
                    false => unbroken(&row[i]),
                });
            }
            needs.least.push(least);
            needs.natural.push(natural);
        }
        needs
    }

    /// The least width of the whole table.
    pub(super) fn least_width(&self) -> usize {
        whole_width(&self.least)
    }
}

/// The whole width of a table of these columns: a space on either side of each, and one between.
fn whole_width(widths: &[usize]) -> usize {
    let columns: usize = widths.iter().map(|width| width + 3).sum();
    columns.saturating_sub(1)
}

/// The width of each column: what it needs at the least, and of the space left over first what
/// brings a column onto one line for no more than its fair part, then a fair part each.
pub(super) fn widths(needs: Needs, rows: &Table, texts: &Texts, page: usize) -> Vec<usize> {
    let Needs {
        least: mut widths,
        natural,
    } = needs;
    if whole_width(&natural) <= page {
        return natural;
    }
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
        if *width == natural[i] {
            continue;
        }
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
        let seen = letters(part.trim_end_matches([' ', '\n']));
        let long = line + seen > width && line > 0;
        if long {
            line = 0;
        }
        longest = longest.max((line + seen).min(width));
        line += letters(part);
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
        let texts = texts(&table);
        widths(Needs::of(&table, &texts), &table, &texts, page)
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
