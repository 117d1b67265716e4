//! Rows matched by their references: first those whose amounts are the same, then several that come
//! to the same.

use super::entry::{Entry, group};
use super::{How, Outcome};
use std::collections::BTreeMap;

/// Entries of both books under one key, in order of day.
type Both = [Vec<Entry>; 2];

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

/// Pairs rows of one reference and amount, the earliest with the earliest. Days further apart than
/// allowed make the pair differ.
pub(super) fn pair(entries: &mut [Vec<Entry>; 2], within: u16, outcome: &mut Outcome) {
    let parted = by(entries, |e| {
        (!e.reference.is_empty()).then(|| (e.reference.clone(), e.pence))
    });
    let left = parted.into_values().map(|[ours, theirs]| {
        let pairs = ours.len().min(theirs.len());
        for (a, b) in ours.iter().zip(&theirs) {
            let near = a.day.abs_diff(b.day) <= u32::from(within);
            let (list, how) = match near {
                true => (&mut outcome.matched, How::ReferenceAndAmount),
                false => (&mut outcome.differing, How::OtherDay),
            };
            list.push(group(std::slice::from_ref(a), std::slice::from_ref(b), how));
        }
        [ours, theirs].map(|mut left| left.split_off(pairs))
    });
    let left: Vec<Both> = left.collect();
    put_back(entries, left.into_iter());
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
