//! Numbers of combinations, found by few steps in little room: a register asks for the same few
//! services and cohorts in ever other areas, and the same few bodies buy from ever other providers.

const NONE: u32 = u32::MAX;
/// So many numbers are held, and no more.
const ROOM: usize = 1 << 21;
/// So many of the first, and so many of the second of what is asked.
const FEW: u32 = 64;

/// What there are few of: service, cohorts, and whether each buyer is its own area; or who buys.
type Asked = (u32, u32, bool);

/// Numbers by what there are many of, areas or providers, under all else that is asked.
#[derive(Default)]
pub(super) struct Near {
    lists: Vec<Vec<u32>>,
    held: usize,
}

/// Where the list of what is asked stands; none beyond the few.
fn place((first, second, third): Asked) -> Option<usize> {
    let few = first < FEW && second < FEW;
    few.then_some(((first * FEW + second) * 2 + u32::from(third)) as usize)
}

impl Near {
    pub(super) fn get(&self, asked: Asked, one: u32) -> Option<u32> {
        let list = self.lists.get(place(asked)?)?;
        list.get(one as usize).copied().filter(|n| *n != NONE)
    }

    /// Holds a number if there is room for it.
    pub(super) fn set(&mut self, asked: Asked, one: u32, number: u32) {
        let Some(place) = place(asked) else {
            return;
        };
        if self.lists.len() <= place {
            self.lists.resize_with(place + 1, Vec::new);
        }
        let list = &mut self.lists[place];
        let wanted = one as usize + 1;
        let more = wanted.saturating_sub(list.len());
        if self.held + more > ROOM {
            return;
        }
        self.held += more;
        list.resize(list.len().max(wanted), NONE);
        list[one as usize] = number;
    }
}
