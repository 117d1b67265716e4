//! Contracts in order of start, then reference, then file: by counting days first, so that only
//! those of one day are compared.

use super::entry::Entry;
use super::references::References;

/// Puts contracts in order; gives the new position of each.
pub(super) fn put(entries: &mut [Entry], references: &References, names: &[&str]) -> Vec<u32> {
    let mut sorted = by_day(entries);
    let key = |position: u32| {
        let entry = &entries[position as usize];
        let register = usize::from(entry.register);
        (references.text(entry.reference), names[register], register)
    };
    for day in sorted.chunk_by_mut(|a, b| entries[*a as usize].first == entries[*b as usize].first)
    {
        // Registers are as a rule in order of reference already, and their numbers tell it.
        day.sort_by(|a, b| {
            let (one, other) = (&entries[*a as usize], &entries[*b as usize]);
            if one.register == other.register && references.are_in_order(one.register) {
                return one.reference.cmp(&other.reference);
            }
            key(*a).cmp(&key(*b))
        });
    }
    let mut rank = vec![0_u32; entries.len()];
    for (new, old) in (0_u32..).zip(&sorted) {
        rank[*old as usize] = new;
    }
    // The same room is used again: what was where, to be undone step by step.
    sorted.clone_from(&rank);
    move_to(entries, sorted);
    rank
}

/// Positions by first day, those of one day as they came.
fn by_day(entries: &[Entry]) -> Vec<u32> {
    let days = entries.iter().map(|e| e.first);
    let (Some(least), Some(most)) = (days.clone().min(), days.max()) else {
        return Vec::new();
    };
    let day = |entry: &Entry| usize::try_from(entry.first - least).unwrap_or(0);
    // Days lie between 1990 and 2100: some forty thousand.
    let mut next = vec![0_u32; usize::try_from(most - least).unwrap_or(0) + 2];
    for entry in entries {
        next[day(entry) + 1] += 1;
    }
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let mut sorted = vec![0_u32; entries.len()];
    for (position, entry) in (0_u32..).zip(entries) {
        let place = &mut next[day(entry)];
        sorted[*place as usize] = position;
        *place += 1;
    }
    sorted
}

/// Moves every entry to its new position, in place.
fn move_to(entries: &mut [Entry], mut rank: Vec<u32>) {
    for i in 0..entries.len() {
        loop {
            let to = rank[i] as usize;
            if to == i {
                break;
            }
            entries.swap(i, to);
            rank.swap(i, to);
        }
    }
}
