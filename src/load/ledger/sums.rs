//! Sums of a piece of a ledger, by line, who is paid and month, until they are added to the totals.

use crate::model::{Line, PaidTo, Spelling, Spellings, Totals};
use crate::value::{Money, Month};
use rustc_hash::FxHashMap;

/// What rows come to.
#[derive(Default)]
pub(super) struct Sums {
    /// Lines, each once; their month says nothing.
    lines: Vec<Line>,
    places: FxHashMap<Line, u32>,
    /// What sums are of, by number: which of the lines, and who is paid.
    of: Vec<(u32, PaidTo)>,
    /// Their numbers by that of the line, then by that of who is paid; `NO_CELL` if there is none.
    near: Vec<Vec<u32>>,
    /// So many of these are held.
    held: usize,
    /// The numbers of the others.
    far: FxHashMap<(u32, u32), u32>,
    months: Vec<Month>,
    /// Pence by month, then by what they are of.
    sums: Vec<Vec<i64>>,
    rows: u64,
}

/// No row was added here. Rows that come to it are not added either.
const NOTHING: i64 = i64::MIN;
/// There is no sum of these.
const NO_CELL: u32 = u32::MAX;
/// So many numbers are held near: they are found at once, and where many lines pay the same take
/// less room than those that are not.
const MOST_NEAR: usize = 1024 * 1024;

impl Sums {
    /// The number of a line.
    pub(super) fn line(&mut self, line: &Line) -> u32 {
        let month = self.months.first().copied().unwrap_or(line.month);
        self.month(month);
        let line = Line {
            month,
            ..line.clone()
        };
        if let Some(place) = self.places.get(&line) {
            return *place;
        }
        let place = number(self.lines.len());
        self.lines.push(line.clone());
        self.places.insert(line, place);
        place
    }

    /// The sum of a line and one that is paid, by their numbers, if there is any.
    #[inline(always)]
    pub(super) fn cell(&self, line: u32, to: u32) -> Option<u32> {
        let near = self.near.get(line as usize);
        match near.and_then(|cells| cells.get(to as usize)) {
            Some(cell) if *cell != NO_CELL => Some(*cell),
            _ if self.far.is_empty() => None,
            _ => self.far.get(&(line, to)).copied(),
        }
    }

    /// A new sum of a line and one that is paid.
    pub(super) fn new_cell(&mut self, line: u32, to: u32, paid_to: PaidTo) -> u32 {
        let cell = number(self.of.len());
        self.of.push((line, paid_to));
        self.keep((line, to), cell);
        cell
    }

    fn keep(&mut self, (line, to): (u32, u32), cell: u32) {
        let (line_at, to_at) = (line as usize, to as usize);
        if self.near.len() <= line_at {
            self.near.resize_with(line_at + 1, Vec::new);
        }
        let cells = &mut self.near[line_at];
        let more = (to_at + 1).saturating_sub(cells.len());
        if self.held + more > MOST_NEAR {
            self.far.insert((line, to), cell);
            return;
        }
        self.held += more;
        if more > 0 {
            cells.resize(to_at + 1, NO_CELL);
        }
        cells[to_at] = cell;
    }

    /// The sum of a line, where all of it is paid to one: its number is the line's own.
    pub(super) fn only_cell(&mut self, line: u32, paid_to: PaidTo) -> u32 {
        if self.of.len() <= line as usize {
            self.of.push((line, paid_to));
        }
        line
    }

    /// The number of a month.
    pub(super) fn month(&mut self, month: Month) -> u32 {
        let place = self.months.iter().position(|known| *known == month);
        let place = place.unwrap_or_else(|| {
            self.months.push(month);
            self.sums.push(Vec::new());
            self.months.len() - 1
        });
        number(place)
    }

    /// Adds one row; not if the sum would be too large to hold.
    #[inline(always)]
    pub(super) fn add(&mut self, cell: u32, month: u32, pence: i64) -> bool {
        let sums = &mut self.sums[month as usize];
        if sums.len() <= cell as usize {
            sums.resize(self.of.len(), NOTHING);
        }
        let sum = &mut sums[cell as usize];
        let before = if *sum == NOTHING { 0 } else { *sum };
        match before.checked_add(pence) {
            Some(all) if all != NOTHING => *sum = all,
            _ => return false,
        }
        self.rows += 1;
        true
    }

    /// Adds all of it to the totals. `names` is what the spellings of those who are paid say, if
    /// they are told apart.
    pub(super) fn into_totals(mut self, names: Option<&Spellings>, totals: &mut Totals) {
        totals.rows += self.rows;
        (self.near, self.far) = (Vec::new(), FxHashMap::default());
        if let Some(names) = names {
            let mut number = |name: Spelling| totals.names.number(names.text(name));
            for (_, to) in &mut self.of {
                to.provider = to.provider.and_then(&mut number);
                to.contract = to.contract.and_then(&mut number);
            }
        }
        let mut order: Vec<u32> = (0..).take(self.of.len()).collect();
        order.sort_unstable_by_key(|i| self.of[*i as usize].0);
        let mut parts: Vec<(PaidTo, Money)> = Vec::new();
        for alike in order.chunk_by(|a, b| self.of[*a as usize].0 == self.of[*b as usize].0) {
            let line = &self.lines[self.of[alike[0] as usize].0 as usize];
            for (month, sums) in self.months.iter().zip(&self.sums) {
                parts.extend(alike.iter().filter_map(|i| {
                    let sum = sums.get(*i as usize).filter(|sum| **sum != NOTHING)?;
                    Some((self.of[*i as usize].1, Money::from_pence(i128::from(*sum))))
                }));
                if parts.is_empty() {
                    continue;
                }
                let line = Line {
                    month: *month,
                    ..line.clone()
                };
                totals.add(&line, parts.iter().map(|(_, amount)| *amount).sum());
                let told = parts.drain(..);
                if names.is_some() {
                    totals.paid.add(&line, told);
                }
            }
        }
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_found_again_however_many_are_paid() {
        let mut sums = Sums::default();
        let most = number(MOST_NEAR);
        let asked = [
            (0, 0),
            (0, 9),
            (3, 4),
            (1, most),
            (1, 2),
            (3, most - 100),
            (3, 5),
            (0, 200),
        ];
        let mut given = Vec::new();
        for (line, to) in asked {
            assert_eq!(sums.cell(line, to), None);
            given.push(sums.new_cell(line, to, PaidTo::default()));
        }
        assert_eq!(given, [0, 1, 2, 3, 4, 5, 6, 7]);
        for ((line, to), cell) in asked.into_iter().zip(given) {
            assert_eq!(sums.cell(line, to), Some(cell), "{line}, {to}");
        }
        // By number 1 + 9 + 5 + 3 + (most - 104) are held near, and 5 under line 3 is among them. The
        // line that alone has more than that is far, and so is what comes when 86 are left.
        assert_eq!(sums.far.len(), 2);
        assert_eq!(sums.held, MOST_NEAR - 86);
        assert_eq!(sums.cell(2, 4), None);
        assert_eq!(sums.cell(7, 0), None);
    }
}
