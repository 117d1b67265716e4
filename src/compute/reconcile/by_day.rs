//! Rows matched by amount and day: the nearest first, and never where it cannot be told which.

use super::entry::{Both, Entry, group};
use super::{How, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// Matches what is left, amount by amount. References may differ: each system gives its own.
pub(super) fn pair(entries: &mut [Vec<Entry>; 2], within: u16, outcome: &mut Outcome) {
    let mut amounts: BTreeMap<i128, Both> = BTreeMap::new();
    for (book, all) in entries.iter_mut().enumerate() {
        for entry in std::mem::take(all) {
            amounts.entry(entry.pence).or_default()[book].push(entry);
        }
    }
    for both in amounts.into_values() {
        for cluster in clusters(both, within) {
            let [ours, theirs] = of_cluster(cluster, within, outcome);
            entries[0].extend(ours);
            entries[1].extend(theirs);
        }
    }
    for all in entries {
        all.sort_by_key(|e| e.day);
    }
}

/// Rows of one amount parted wherever more days lie between two than may.
pub(super) fn clusters(both: Both, within: u16) -> Vec<Both> {
    let mut found: Vec<Both> = Vec::new();
    let mut all: Vec<(usize, Entry)> = Vec::new();
    for (book, entries) in both.into_iter().enumerate() {
        all.extend(entries.into_iter().map(|e| (book, e)));
    }
    // Sorting keeps the order of equals: ours before theirs, each by what they say.
    all.sort_by_key(|(book, e)| (e.day, *book));
    let mut last = None;
    for (book, entry) in all {
        let near = last.is_some_and(|day| entry.day - day <= i32::from(within));
        last = Some(entry.day);
        match found.last_mut().filter(|_| near) {
            Some(cluster) => cluster[book].push(entry),
            None => {
                let mut cluster = Both::default();
                cluster[book].push(entry);
                found.push(cluster);
            }
        }
    }
    found
}

/// Matches within a cluster; gives back what only one book has.
fn of_cluster([ours, theirs]: Both, within: u16, outcome: &mut Outcome) -> Both {
    if ours.is_empty() || theirs.is_empty() {
        return [ours, theirs];
    }
    let near = |(a, b): (&Entry, &Entry)| a.day.abs_diff(b.day) <= u32::from(within);
    if ours.len() == theirs.len() && ours.iter().zip(&theirs).all(near) {
        match_all(&ours, &theirs, outcome);
        return Both::default();
    }
    let mut days = [by_day(ours), by_day(theirs)];
    for apart in 0..=i32::from(within) {
        let firsts: Vec<i32> = days[0].keys().copied().collect();
        for first in firsts {
            let [mine, yours] = connected(&days, first, apart);
            if mine.is_empty() || yours.is_empty() {
                continue;
            }
            let ours = taken(&mut days[0], &mine);
            let theirs = taken(&mut days[1], &yours);
            let paired = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(near);
            if paired {
                match_all(&ours, &theirs, outcome);
            } else {
                outcome.unclear.push(group(&ours, &theirs, How::Unclear));
            }
        }
    }
    days.map(|left| left.into_values().flatten().collect())
}

fn match_all(ours: &[Entry], theirs: &[Entry], outcome: &mut Outcome) {
    for (a, b) in ours.iter().zip(theirs) {
        let (a, b) = (std::slice::from_ref(a), std::slice::from_ref(b));
        outcome.matched.push(group(a, b, How::AmountAndDay));
    }
}

type Days = BTreeMap<i32, Vec<Entry>>;

fn by_day(entries: Vec<Entry>) -> Days {
    let mut days = Days::new();
    for entry in entries {
        days.entry(entry.day).or_default().push(entry);
    }
    days
}

fn taken(days: &mut Days, which: &BTreeSet<i32>) -> Vec<Entry> {
    let taken = which.iter().filter_map(|day| days.remove(day));
    taken.flatten().collect()
}

/// The days of both books that hang together with this day of ours, each exactly so many days from
/// the next.
fn connected(days: &[Days; 2], first: i32, apart: i32) -> [BTreeSet<i32>; 2] {
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    let mut waiting = vec![(0, first)];
    while let Some((book, day)) = waiting.pop() {
        if !days[book].contains_key(&day) || !found[book].insert(day) {
            continue;
        }
        waiting.push((1 - book, day + apart));
        waiting.push((1 - book, day - apart));
    }
    found
}
