//! Cells and contracts as pairs, sorted, so that a cell's contracts stand together and in order;
//! and the days that are looked at.

use super::Question;
use super::book::Book;
use super::days::{DayNumber, OPEN};
use rustc_hash::FxHashSet;

/// Cell and contract of all that is compared, sorted: a cell's contracts stand together, in order.
pub(super) fn pairs(book: &Book, cells: usize, again: &FxHashSet<u32>) -> Vec<(u32, u32)> {
    // Contracts come in order, so that counting alone puts them under their cells.
    let compared = || {
        book.positions()
            .filter(|position| !again.contains(position))
    };
    let mut next = vec![0_u32; cells + 1];
    for position in compared() {
        for cell in book.cells(position) {
            next[*cell as usize + 1] += 1;
        }
    }
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let all = next.last().map_or(0, |n| *n as usize);
    let mut pairs = vec![(0, 0); all];
    for position in compared() {
        for cell in book.cells(position) {
            let place = &mut next[*cell as usize];
            pairs[*place as usize] = (*cell, position);
            *place += 1;
        }
    }
    pairs
}

/// Those in force on a day.
pub(super) fn in_force(pairs: &[(u32, u32)], book: &Book, day: DayNumber) -> Vec<(u32, u32)> {
    let on_the_day = |(_, c): &&(u32, u32)| {
        let one = book.entry(*c);
        one.first <= day && day <= one.firm
    };
    pairs.iter().filter(on_the_day).copied().collect()
}

/// Contracts compared and not ended before a day.
pub(super) fn live(book: &Book, again: &FxHashSet<u32>, day: DayNumber) -> Vec<u32> {
    let lives = |c: &u32| book.entry(*c).firm >= day && book.is_classified(*c);
    let live = book.positions().filter(lives);
    live.filter(|c| !again.contains(c)).collect()
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
pub(super) fn window_end(book: &Book, question: &Question) -> i32 {
    let compared = book.positions().filter(|c| book.is_classified(*c));
    let ends = compared.map(|c| match question.with_extensions {
        true => book.entry(c).possible,
        false => book.entry(c).firm,
    });
    ends.filter(|end| *end != OPEN)
        .max()
        .unwrap_or(i32::MIN)
        .max(question.horizon().number())
}
