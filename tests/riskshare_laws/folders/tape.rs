//! The row of numbers a folder is drawn from.

/// A row of numbers to draw from; when it is used up, every draw is nil.
pub(crate) struct Tape<'a> {
    pub(crate) numbers: &'a [u32],
    pub(crate) at: usize,
}

impl Tape<'_> {
    pub(crate) fn up_to(&mut self, most: u32) -> u32 {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        number % (most + 1)
    }

    pub(super) fn one_in(&mut self, n: u32) -> bool {
        self.up_to(n - 1) == n - 1
    }

    pub(super) fn pick<'l>(&mut self, list: &'l [String]) -> &'l str {
        &list[self.up_to(list.len() as u32 - 1) as usize]
    }

    /// Pennies, pounds or millions, so that odd pennies are as common as large sums.
    pub(super) fn amount(&mut self) -> i128 {
        match self.up_to(3) {
            0 => i128::from(self.up_to(30)),
            1 => i128::from(self.up_to(20)) * 50_000,
            2 => i128::from(self.up_to(9_999_999)),
            _ => i128::from(self.up_to(500_000_000)),
        }
    }
}
