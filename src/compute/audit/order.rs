//! Contracts in order of start, then reference, then file: by counting days first, so that only
//! those of one day are compared.

use super::entry::Entry;
use super::references::{self, References};
use std::cmp::Ordering;

/// Contracts of one register, one after another.
struct Run {
    /// One past its last position.
    end: u32,
    /// Do they stand in order of their references?
    in_order: bool,
}

/// Puts contracts in order; gives the new position of each.
pub(super) fn put(entries: &mut [Entry], references: &References, names: &[&str]) -> Vec<u32> {
    let mut sorted = by_day(entries);
    let runs = runs(entries, references);
    let run = |position: u32| runs.partition_point(|run| run.end <= position);
    let key = |position: u32| {
        let entry = &entries[position as usize];
        (entry.reference, usize::from(entry.register))
    };
    let compare = |a: &u32, b: &u32| -> Ordering {
        let of = run(*a);
        if of == run(*b) && runs[of].in_order {
            return a.cmp(b);
        }
        let ((one, register), (other, its_register)) = (key(*a), key(*b));
        let named = |register: usize| (names[register], register);
        references::compare(references.text(one), references.text(other))
            .then_with(|| named(register).cmp(&named(its_register)))
    };
    let mut rest = sorted.0.as_mut_slice();
    for count in sorted.1 {
        let (day, after) = rest.split_at_mut(count as usize);
        // They came in order as a rule.
        day.sort_by(compare);
        rest = after;
    }
    let sorted = sorted.0;
    let mut rank = vec![0_u32; entries.len()];
    for (new, old) in (0_u32..).zip(&sorted) {
        rank[*old as usize] = new;
    }
    drop(sorted);
    move_to(entries, &rank);
    rank
}

/// Registers come one after another: the positions of each, and how they stand.
fn runs(entries: &[Entry], references: &References) -> Vec<Run> {
    let runs = entries.chunk_by(|a, b| a.register == b.register);
    let mut end = 0;
    let each = runs.map(|run| {
        end += u32::try_from(run.len()).unwrap_or(u32::MAX);
        let in_order = references.are_in_order(run[0].register);
        Run {
            end,
            in_order: in_order && run.is_sorted_by_key(|entry| entry.reference),
        }
    });
    each.collect()
}

/// Positions by first day, those of one day as they came; and how many each day has.
fn by_day(entries: &[Entry]) -> (Vec<u32>, Vec<u32>) {
    let days = entries.iter().map(|e| e.first);
    let bounds = days.fold(None, |known: Option<(i32, i32)>, day| {
        let (least, most) = known.unwrap_or((day, day));
        Some((least.min(day), most.max(day)))
    });
    let Some((least, most)) = bounds else {
        return (Vec::new(), Vec::new());
    };
    let day = |entry: &Entry| usize::try_from(entry.first - least).unwrap_or(0);
    // Days lie between 1990 and 2100: some forty thousand.
    let mut counts = vec![0_u32; usize::try_from(most - least).unwrap_or(0) + 1];
    for entry in entries {
        counts[day(entry)] += 1;
    }
    let mut next: Vec<u32> = Vec::with_capacity(counts.len());
    let mut before = 0;
    for count in &counts {
        next.push(before);
        before += count;
    }
    let mut sorted = vec![0_u32; entries.len()];
    for (position, entry) in (0_u32..).zip(entries) {
        let place = &mut next[day(entry)];
        sorted[*place as usize] = position;
        *place += 1;
    }
    (sorted, counts)
}

/// Two to the power of this many contracts lie near each other in memory.
const NEAR: u32 = 12;

/// Moves every entry to its new position, in place: first near it, then to it, so that what is
/// moved is at hand each time. Their parties are not known yet, and hold the positions meanwhile.
fn move_to(entries: &mut [Entry], rank: &[u32]) {
    for (entry, to) in entries.iter_mut().zip(rank) {
        entry.party = *to;
    }
    move_near(entries);
    let within = (1_u32 << NEAR) - 1;
    for block in entries.chunks_mut(1 << NEAR) {
        for entry in &block.to_vec() {
            block[(entry.party & within) as usize] = *entry;
        }
    }
}

/// Moves every entry to its block. One step is taken in each block in turn: the processor need not
/// wait for the memory of one before it asks for that of the next.
fn move_near(entries: &mut [Entry]) {
    let ends = |block: usize| entries.len().min((block + 1) << NEAR);
    let blocks = entries.len().div_ceil(1 << NEAR);
    let ends: Vec<usize> = (0..blocks).map(ends).collect();
    let mut next: Vec<usize> = (0..blocks).map(|block| block << NEAR).collect();
    let mut open: Vec<usize> = (0..blocks).collect();
    while !open.is_empty() {
        open.retain(|block| next[*block] < ends[*block]);
        for block in &open {
            let here = next[*block];
            if here == ends[*block] {
                continue;
            }
            let to = (entries[here].party >> NEAR) as usize;
            if to != *block {
                entries.swap(here, next[to]);
            }
            next[to] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::days::RowDays;
    use super::*;

    #[test]
    fn every_contract_comes_to_its_place() {
        let days = RowDays {
            starts: 0,
            planned: 0,
            firm: 0,
            possible: 0,
        };
        // More than two blocks, the last of them not full.
        let count: u32 = 10_000;
        let mut entries: Vec<Entry> = (0..count).map(|i| Entry::new(0, i, days)).collect();
        let rank: Vec<u32> = (0..count).map(|i| (i * 7_919 + 13) % count).collect();
        move_to(&mut entries, &rank);
        for (reference, place) in (0..count).zip(rank) {
            assert_eq!(entries[place as usize].reference, reference);
        }
    }
}
