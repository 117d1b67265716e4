//! Sets of cells, one after another, found by number.

/// Sets of cells.
#[derive(Debug, Default)]
pub(super) struct Sets {
    cells: Vec<u32>,
    ends: Vec<u32>,
}

impl Sets {
    /// Adds a set; gives its number.
    pub(super) fn push(&mut self, cells: &[u32]) -> u32 {
        self.cells.extend_from_slice(cells);
        self.ends.push(number(self.cells.len()));
        number(self.ends.len() - 1)
    }

    /// The cells of a set.
    pub(super) fn of(&self, set: u32) -> &[u32] {
        let end = self.ends[set as usize] as usize;
        let before = (set as usize).checked_sub(1);
        let from = before.map_or(0, |before| self.ends[before] as usize);
        &self.cells[from..end]
    }

    /// Gives cells the places they have in order of name.
    pub(super) fn reorder(&mut self, order: &[u32]) {
        let mut from = 0;
        for end in &self.ends {
            let cells = &mut self.cells[from..*end as usize];
            cells
                .iter_mut()
                .for_each(|cell| *cell = order[*cell as usize]);
            cells.sort_unstable();
            from = *end as usize;
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
