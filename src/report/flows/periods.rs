//! Tables with a column for each period told apart, and one for all of them.

use super::words::Words;
use crate::compute::flows::Amounts;
use crate::report::{Cell, Column, Table, text};
use crate::value::Money;

/// A table whose last columns are periods.
pub(super) struct Periods {
    table: Table,
    sums: Amounts,
    /// With several periods, a column of all.
    several: bool,
}

impl Periods {
    /// Columns of words, then those of periods; of one period its column has this heading.
    pub(super) fn new(words: &Words<'_>, names: &[&str], one: &str) -> Periods {
        let slots = words.flows.question.slots();
        let several = slots.len() > 1;
        let mut headings: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        match several {
            true => {
                headings.extend(slots.iter().map(|slot| words.slot(slot)));
                headings.push("All".to_owned());
            }
            false => headings.push(one.to_owned()),
        }
        let column = |(i, heading)| Column {
            heading,
            figures: i >= names.len(),
            spare: false,
        };
        Periods {
            table: Table {
                columns: headings.into_iter().enumerate().map(column).collect(),
                rows: Vec::new(),
            },
            sums: vec![Money::NIL; slots.len()],
            several,
        }
    }

    /// A row.
    pub(super) fn row(&mut self, names: Vec<String>, amounts: &[Money]) {
        for (sum, amount) in self.sums.iter_mut().zip(amounts) {
            *sum += *amount;
        }
        let cells = self.cells(names, amounts);
        self.table.row(cells);
    }

    fn cells(&self, names: Vec<String>, amounts: &[Money]) -> Vec<Cell> {
        let mut cells: Vec<Cell> = names.into_iter().map(text).collect();
        cells.extend(amounts.iter().map(|amount| Cell::Money(*amount)));
        if self.several {
            cells.push(Cell::Money(amounts.iter().copied().sum()));
        }
        cells
    }

    /// The sum of everything so far.
    pub(super) fn all(&self) -> Money {
        self.sums.iter().copied().sum()
    }

    /// The table with a last row of sums.
    pub(super) fn close(mut self) -> Table {
        if self.table.rows.len() > 1 {
            let periods = self.sums.len() + usize::from(self.several);
            let blanks = self.table.columns.len() - periods - 1;
            let mut names = vec!["All".to_owned()];
            names.extend(std::iter::repeat_n(String::new(), blanks));
            let sums = self.sums.clone();
            let cells = self.cells(names, &sums);
            self.table.total(cells);
        }
        self.table
    }
}
