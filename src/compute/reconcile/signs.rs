//! Whose signs are the other way round: one partner's books have as money out what the other's have
//! as money in.

use super::entry::{Both, Entry};
use crate::model::{Book, Signs};
use std::collections::BTreeMap;

/// Which of the two books is turned round, from their rows as written. Most of the rows that may be
/// pairs decide whether the two have the same signs, and both are read so that those pairs come to
/// more than nil. Where that tells nothing, or one of the books says its signs, each is read as it
/// says, or so that it comes to more than nil itself.
pub(super) fn turned(books: [&Book; 2], entries: &Both) -> [bool; 2] {
    let said = books.map(|book| book.signs.value().map(|signs| *signs == Signs::Turned));
    let sums = [0, 1].map(|book| entries[book].iter().map(|e| e.pence).sum::<i128>());
    let pairs = || pairs(entries, true).or_else(|| pairs(entries, false));
    let told = match said {
        [None, None] => pairs(),
        _ => None,
    };
    let Some(pairs) = told else {
        return [0, 1].map(|book| said[book].unwrap_or(sums[book] < 0));
    };
    let both = match (pairs.sum, pairs.opposite) {
        (0, false) => sums[0] + sums[1],
        (0, true) => sums[0] - sums[1],
        (sum, _) => sum,
    };
    [both < 0, (both < 0) != pairs.opposite]
}

/// What rows of one size tell that both books have.
struct Pairs {
    /// Have most of them opposite signs?
    opposite: bool,
    /// What those of the majority come to in the first book. Pence.
    sum: i128,
}

/// How many rows of one size are above and below nil, in either book.
type Sides = [[usize; 2]; 2];

/// What pairs of one size tell, of one reference or of any; none if there are as many of the same
/// as of opposite signs.
fn pairs(entries: &Both, by_reference: bool) -> Option<Pairs> {
    let mut sizes: BTreeMap<(&str, u128), Sides> = BTreeMap::new();
    let counts = |e: &&Entry| e.pence != 0 && !(by_reference && e.reference.is_empty());
    for (book, all) in entries.iter().enumerate() {
        for entry in all.iter().filter(counts) {
            let reference = match by_reference {
                true => entry.reference.as_str(),
                false => "",
            };
            let key = (reference, entry.pence.unsigned_abs());
            sizes.entry(key).or_default()[book][usize::from(entry.pence < 0)] += 1;
        }
    }
    let (mut same, mut opposite) = (Sum::default(), Sum::default());
    for ((_, size), [ours, theirs]) in sizes {
        same.add(size, ours[0].min(theirs[0]), ours[1].min(theirs[1]));
        opposite.add(size, ours[0].min(theirs[1]), ours[1].min(theirs[0]));
    }
    (same.rows != opposite.rows).then(|| Pairs {
        opposite: opposite.rows > same.rows,
        sum: same.max(opposite).sum,
    })
}

/// Rows that may be pairs, and what they come to in the first book.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Sum {
    rows: usize,
    sum: i128,
}

impl Sum {
    fn add(&mut self, size: u128, above: usize, below: usize) {
        let size = i128::try_from(size).unwrap_or(i128::MAX);
        self.rows += above + below;
        self.sum += size * (above as i128 - below as i128);
    }
}
