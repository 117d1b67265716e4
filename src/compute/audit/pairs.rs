//! Cells and contracts as pairs, sorted, so that a cell's contracts stand together and in order;
//! and the days that are looked at.

use super::Question;
use super::contract::Audited;
use super::days::{DayNumber, OPEN};
use rustc_hash::FxHashSet;

pub(super) fn positions(contracts: &[Audited], wanted: impl Fn(&Audited) -> bool) -> Vec<u32> {
    (0u32..)
        .zip(contracts)
        .filter(|(_, contract)| wanted(contract))
        .map(|(i, _)| i)
        .collect()
}

/// Cell and contract of all that is compared, sorted: a cell's contracts stand together, in order.
pub(super) fn pairs(contracts: &[Audited], again: &FxHashSet<u32>) -> Vec<(u32, u32)> {
    let compared = positions(contracts, |_| true);
    let mut pairs: Vec<(u32, u32)> = compared
        .into_iter()
        .filter(|i| !again.contains(i))
        .flat_map(|i| contracts[i as usize].cells.iter().map(move |c| (*c, i)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Those in force on a day.
pub(super) fn in_force(
    pairs: &[(u32, u32)],
    contracts: &[Audited],
    day: DayNumber,
) -> Vec<(u32, u32)> {
    let on_the_day = |(_, c): &&(u32, u32)| {
        let one = &contracts[*c as usize];
        one.first <= day && day <= one.firm
    };
    pairs.iter().filter(on_the_day).copied().collect()
}

/// Contracts compared and not ended before a day.
pub(super) fn live(contracts: &[Audited], again: &FxHashSet<u32>, day: DayNumber) -> Vec<u32> {
    let mut live = positions(contracts, |c| !c.cells.is_empty() && c.firm >= day);
    live.retain(|c| !again.contains(c));
    live
}

/// Gives cells the places they have in order of name.
pub(super) fn reorder(cells: &mut [u32], order: &[u32]) {
    cells
        .iter_mut()
        .for_each(|cell| *cell = order[*cell as usize]);
    cells.sort_unstable();
}

/// A number for each run of equal names.
pub(super) fn numbered(names: &[&str]) -> Vec<u32> {
    let mut number = 0;
    let mut all = Vec::with_capacity(names.len());
    for (i, name) in names.iter().enumerate() {
        if i > 0 && names[i - 1] != *name {
            number += 1;
        }
        all.push(number);
    }
    all
}

/// The later of the horizon and the last known end; open-ended contracts are cut there.
pub(super) fn window_end(contracts: &[Audited], question: &Question) -> i32 {
    let ends = contracts
        .iter()
        .filter(|c| !c.cells.is_empty())
        .map(|c| {
            if question.with_extensions {
                c.possible
            } else {
                c.firm
            }
        })
        .filter(|end| *end != OPEN);
    ends.max()
        .unwrap_or(i32::MIN)
        .max(question.horizon().number())
}
