//! Sums of a piece of a ledger, by line and month, until they are added to the totals.

use crate::model::{Line, Spelling, Spellings, Totals};
use crate::value::{Money, Month};

/// What rows come to.
#[derive(Default)]
pub(super) struct Sums {
    /// Lines by number; their month says nothing.
    lines: Vec<Line>,
    months: Vec<Month>,
    /// Pence by month, then by line.
    sums: Vec<Vec<i64>>,
    rows: u64,
}

/// No row was added here. Rows that come to it are not added either.
const NOTHING: i64 = i64::MIN;

impl Sums {
    /// The number of a line, a new one each time.
    pub(super) fn line(&mut self, line: Line) -> u32 {
        self.lines.push(line);
        u32::try_from(self.lines.len() - 1).unwrap_or(u32::MAX)
    }

    /// The number of a month.
    pub(super) fn month(&mut self, month: Month) -> u32 {
        let place = self.months.iter().position(|known| *known == month);
        let place = place.unwrap_or_else(|| {
            self.months.push(month);
            self.sums.push(Vec::new());
            self.months.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Adds one row; not if the sum would be too large to hold.
    #[inline(always)]
    pub(super) fn add(&mut self, line: u32, month: u32, pence: i64) -> bool {
        let sums = &mut self.sums[month as usize];
        if sums.len() <= line as usize {
            sums.resize(self.lines.len(), NOTHING);
        }
        let sum = &mut sums[line as usize];
        let before = if *sum == NOTHING { 0 } else { *sum };
        match before.checked_add(pence) {
            Some(all) if all != NOTHING => *sum = all,
            _ => return false,
        }
        self.rows += 1;
        true
    }

    /// Adds all of it to the totals. `names` is what the lines' spellings say.
    pub(super) fn into_totals(self, names: &Spellings, totals: &mut Totals) {
        totals.rows += self.rows;
        let mut number = |name: Spelling| totals.names.number(names.text(name));
        let lines = self.lines.into_iter();
        let lines: Vec<Line> = lines
            .map(|mut line| {
                line.provider = line.provider.and_then(&mut number);
                line.contract = line.contract.and_then(&mut number);
                line
            })
            .collect();
        for (month, sums) in self.months.into_iter().zip(self.sums) {
            for (line, sum) in lines.iter().zip(sums) {
                if sum != NOTHING {
                    let line = Line {
                        month,
                        ..line.clone()
                    };
                    let total = totals.lines.entry(line).or_default();
                    *total += Money::from_pence(i128::from(sum));
                }
            }
        }
    }
}
