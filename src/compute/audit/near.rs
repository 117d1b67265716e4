//! Numbers of places, found by few steps in little room: a register asks for the same few services
//! and cohorts in ever other areas.

use rustc_hash::FxHashMap;

const NONE: u32 = u32::MAX;
/// So many numbers are held, and no more.
const ROOM: usize = 1 << 21;

/// Service, cohorts, and whether each buyer is its own area.
type Asked = (u32, u32, bool);

/// Numbers by area, under all else that is asked.
#[derive(Default)]
pub(super) struct Near {
    lists: FxHashMap<Asked, usize>,
    by_area: Vec<Vec<u32>>,
    held: usize,
}

impl Near {
    pub(super) fn get(&self, asked: Asked, areas: u32) -> Option<u32> {
        let list = &self.by_area[*self.lists.get(&asked)?];
        list.get(areas as usize).copied().filter(|n| *n != NONE)
    }

    /// Holds a number if there is room for it.
    pub(super) fn set(&mut self, asked: Asked, areas: u32, number: u32) {
        let next = self.by_area.len();
        let place = *self.lists.entry(asked).or_insert(next);
        if place == next {
            self.by_area.push(Vec::new());
        }
        let list = &mut self.by_area[place];
        let wanted = areas as usize + 1;
        let more = wanted.saturating_sub(list.len());
        if self.held + more > ROOM {
            return;
        }
        self.held += more;
        list.resize(list.len().max(wanted), NONE);
        list[areas as usize] = number;
    }
}
