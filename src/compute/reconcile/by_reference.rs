//! Rows matched by their references: first those whose amounts are the same, then several that come
//! to the same.

use super::by_day::clusters;
use super::entry::{Both, Entry, group};
use super::{Group, How, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// Takes the entries apart by a key; those without one are kept as they are.
fn by<K: Ord>(
    entries: &mut [Vec<Entry>; 2],
    key: impl Fn(&Entry) -> Option<K>,
) -> BTreeMap<K, Both> {
    let mut parted: BTreeMap<K, Both> = BTreeMap::new();
    for (book, all) in entries.iter_mut().enumerate() {
        let mut kept = Vec::new();
        for entry in std::mem::take(all) {
            match key(&entry) {
                Some(key) => parted.entry(key).or_default()[book].push(entry),
                None => kept.push(entry),
            }
        }
        *all = kept;
    }
    parted
}

/// Puts back what is left, in order of day.
fn put_back(entries: &mut [Vec<Entry>; 2], left: impl Iterator<Item = Both>) {
    for [ours, theirs] in left {
        entries[0].extend(ours);
        entries[1].extend(theirs);
    }
    // By day alone the order of equals would be that of their references: the same in any order
    // of rows.
    for all in entries {
        all.sort_by_key(|e| e.day);
    }
}

/// Pairs rows of one reference and amount. As many as can be within the days allowed match; of what
/// is left the earliest goes with the earliest, and differs in the day.
pub(super) fn pair(entries: &mut [Vec<Entry>; 2], within: u16, outcome: &mut Outcome) {
    let parted = by(entries, |e| {
        (!e.reference.is_empty()).then(|| (e.reference.clone(), e.pence))
    });
    let left = parted.into_values().map(|both| {
        let mut left = Both::default();
        for cluster in clusters(both, within) {
            let [ours, theirs] = match_near(cluster, within, outcome);
            left[0].extend(ours);
            left[1].extend(theirs);
        }
        let [ours, theirs] = &left;
        for (a, b) in ours.iter().zip(theirs) {
            outcome.differing.push(two(a, b, How::OtherDay));
        }
        let pairs = ours.len().min(theirs.len());
        left.map(|mut left| left.split_off(pairs))
    });
    let left: Vec<Both> = left.collect();
    put_back(entries, left.into_iter());
}

fn two(a: &Entry, b: &Entry, how: How) -> Group {
    group(std::slice::from_ref(a), std::slice::from_ref(b), how)
}

/// Matches as many rows as may be, no further apart than needed for so many; gives back the rest.
fn match_near([ours, theirs]: Both, within: u16, outcome: &mut Outcome) -> Both {
    let most = merged(&ours, &theirs, within).len();
    // The fewest days apart that match as many.
    let (mut low, mut high) = (0, within);
    while low < high {
        let apart = low.midpoint(high);
        match merged(&ours, &theirs, apart).len() == most {
            true => high = apart,
            false => low = apart + 1,
        }
    }
    let pairs = merged(&ours, &theirs, high);
    for (a, b) in &pairs {
        let matched = two(&ours[*a], &theirs[*b], How::ReferenceAndAmount);
        outcome.matched.push(matched);
    }
    let [mine, yours]: [BTreeSet<usize>; 2] = [
        pairs.iter().map(|(a, _)| *a).collect(),
        pairs.iter().map(|(_, b)| *b).collect(),
    ];
    [left_of(ours, &mine), left_of(theirs, &yours)]
}

fn left_of(entries: Vec<Entry>, taken: &BTreeSet<usize>) -> Vec<Entry> {
    let all = entries.into_iter().enumerate();
    let left = all.filter(|(i, _)| !taken.contains(i));
    left.map(|(_, entry)| entry).collect()
}

/// Goes along the days of both, and takes the two earliest together that are no further apart than
/// this: no other way takes more.
fn merged(ours: &[Entry], theirs: &[Entry], apart: u16) -> Vec<(usize, usize)> {
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(mine), Some(yours)) = (ours.get(a), theirs.get(b)) {
        if mine.day.abs_diff(yours.day) <= u32::from(apart) {
            pairs.push((a, b));
            a += 1;
            b += 1;
        } else if mine.day < yours.day {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// Gathers what is left of a reference that both books have: the same in sum, or of another amount
/// or day. Where both have several rows that do not come to the same, the reference tells too
/// little.
pub(super) fn gather(entries: &mut [Vec<Entry>; 2], within: u16, outcome: &mut Outcome) {
    let parted = by(entries, |e| {
        (!e.reference.is_empty()).then(|| e.reference.clone())
    });
    let mut left = Vec::new();
    for [ours, theirs] in parted.into_values() {
        if ours.is_empty() || theirs.is_empty() {
            left.push([ours, theirs]);
            continue;
        }
        let mut found = group(&ours, &theirs, How::ReferenceInParts);
        if found.sums[0] == found.sums[1] {
            if are_near(&ours, &theirs, within) {
                outcome.matched.push(found);
            } else {
                found.how = How::OtherDay;
                outcome.differing.push(found);
            }
        } else if ours.len() == 1 || theirs.len() == 1 {
            found.how = How::OtherAmount;
            outcome.differing.push(found);
        } else {
            left.push([ours, theirs]);
        }
    }
    put_back(entries, left.into_iter());
}

/// Do no more days than allowed lie between any two rows of both?
fn are_near(ours: &[Entry], theirs: &[Entry], within: u16) -> bool {
    let days = || ours.iter().chain(theirs).map(|e| e.day);
    let between = days().max().zip(days().min());
    between.is_none_or(|(last, first)| last - first <= i32::from(within))
}
