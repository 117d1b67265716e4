//! Contracts that overlap and end near each other: could they be let as one?

use super::Kind;
use super::days::{OPEN, day};
use super::opportunity::{Asked, Chance, Found, Why};
use crate::value::Day;
use rustc_hash::FxHashSet;

/// Groups within each overlap that is still to end: in order of end, a group takes all that end
/// within the window of its first. It needs two parties; handovers are meant.
pub(super) fn ask(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let mut told: FxHashSet<Vec<u32>> = FxHashSet::default();
    let today = asked.question.as_at;
    let first = today.number();
    let ahead = asked
        .overlaps
        .iter()
        .filter(|o| o.kind != Kind::Handover && o.to >= today);
    for overlap in ahead {
        let last = |c: &u32| asked.book.entry(*c).firm;
        let ahead = overlap
            .contracts
            .iter()
            .filter(|c| (first..OPEN).contains(&last(c)));
        let mut ends: Vec<(Day, u32)> = ahead.map(|c| (day(last(c)), *c)).collect();
        if ends.len() < 2 {
            continue;
        }
        ends.sort_unstable();
        let mut rest = ends.as_slice();
        while let Some((first, _)) = rest.first() {
            let window = first.plus_months(asked.question.together_months);
            let n = rest.partition_point(|(day, _)| *day <= window);
            let (group, later) = rest.split_at(n);
            rest = later;
            let parties: FxHashSet<u32> = group.iter().map(|(_, c)| asked.book.party(*c)).collect();
            let mut members: Vec<u32> = group.iter().map(|(_, c)| *c).collect();
            members.sort_unstable();
            let last = group.last().map_or(*first, |(day, _)| *day);
            if parties.len() < 2 || !told.insert(members.clone()) {
                continue;
            }
            let mut one = asked.of(Chance::LetTogether, members, Why::EndWithin(*first, last));
            one.cells.clone_from(&overlap.cells);
            // One contract in their place has to be there when the first of them ends.
            one.act_by = Some(first.plus_months(-asked.question.letting_months));
            found.all.push(one);
        }
    }
    found.asked = asked.live.len();
    found
}
