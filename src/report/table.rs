//! Typed tables: money stays money until it is drawn.

use crate::value::{Day, Money};

/// A table of typed cells.
#[derive(Clone, Default)]
pub struct Table {
    /// Column headings; figures stand to the right.
    pub columns: Vec<Column>,
    /// Rows of as many cells.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Does it hold figures?
    pub figures: bool,
    /// Is it left out where the page is too narrow? Its figures must stand elsewhere too.
    pub spare: bool,
}

/// A row.
#[derive(Clone)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Is it a total?
    pub total: bool,
}

/// A typed cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Pence.
    Money(Money),
    /// Tenths of a per cent.
    PerMille(i128),
    /// A number of things.
    Count(i64),
    /// A day.
    Day(Day),
    /// Nothing.
    Blank,
}

impl Table {
    /// A table with these headings; `figures` says which stand to the right, by position.
    pub fn new(headings: &[&str], figures: &[usize]) -> Table {
        Table {
            columns: headings
                .iter()
                .enumerate()
                .map(|(i, heading)| Column {
                    heading: (*heading).to_owned(),
                    figures: figures.contains(&i),
                    spare: false,
                })
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Marks columns that a narrow page may leave out, by position.
    pub fn spare(mut self, columns: &[usize]) -> Table {
        for i in columns {
            self.columns[*i].spare = true;
        }
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row {
            cells,
            total: false,
        });
    }

    /// Adds a row that is blank but for the columns of these headings.
    pub fn row_with(&mut self, cells: Vec<(&str, Cell)>) {
        let mut row = vec![Cell::Blank; self.columns.len()];
        for (heading, cell) in cells {
            let mut columns = self.columns.iter();
            if let Some(i) = columns.position(|column| column.heading == heading) {
                row[i] = cell;
            }
        }
        self.row(row);
    }

    /// Adds a total.
    pub fn total(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row { cells, total: true });
    }
}

/// Words in a cell.
pub fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}
