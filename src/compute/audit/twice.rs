//! Contracts recorded twice: same provider, same dates, a cell in common, titles alike. Compared
//! within blocks of one provider and one pair of dates, and there by the rarest words of titles.

use super::book::Book;
use super::contract::Worth;
use super::names::words;
use crate::source::Sources;
use rustc_hash::FxHashMap;

/// A contract that another one already stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice {
    /// The earlier one (start, reference, file), by position: it is kept.
    pub kept: u32,
    /// The later one, left out of overlaps and breaks.
    pub left_out: u32,
    /// What speaks for it.
    pub because: Vec<&'static str>,
    /// Are both of known value, and is it not the same? Then they may be two.
    pub values_differ: bool,
}

/// Provider and last day as one number; a cell; and a contract that has all three.
type Served = (u64, u32, u32);

/// Every contract recorded again, in order. Positions are in order of start, reference, file.
pub(super) fn recorded_twice(book: &Book, sources: &Sources) -> Vec<Twice> {
    let mut found = Vec::new();
    let mut day: Vec<Served> = Vec::new();
    let mut some = Sieve::default();
    let mut position = 0;
    for starting in book.entries.chunk_by(|a, b| a.first == b.first) {
        day.clear();
        for entry in starting {
            let sides = &book.sides[entry.parties as usize];
            if !sides.provider_keys.is_empty() {
                let last = u64::from(entry.firm.cast_unsigned());
                let who = u64::from(sides.provider_set) << 32 | last;
                let cells = book.cells(position).iter();
                day.extend(cells.map(|cell| (who, *cell, position)));
            }
            position += 1;
        }
        some.more_than_once(&mut day);
        day.sort_unstable();
        for block in day.chunk_by(|a, b| a.0 == b.0) {
            let block = meeting(block);
            if block.len() > 1 {
                found.extend(within(&block, book, sources));
            }
        }
    }
    found.sort_by_key(|twice: &Twice| twice.left_out);
    found
}

/// Lets through whatever may be there more than once: most is there once, and need not be sorted.
#[derive(Default)]
struct Sieve {
    once: Vec<u64>,
    again: Vec<u64>,
}

impl Sieve {
    fn more_than_once(&mut self, all: &mut Vec<Served>) {
        // Thirty-two bits for each: few fall on another's.
        let words = (all.len() / 2 + 1).next_power_of_two();
        for bits in [&mut self.once, &mut self.again] {
            bits.clear();
            bits.resize(words, 0);
        }
        let place = |(who, cell, _): &Served| {
            let mixed = (who ^ u64::from(*cell)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
            ((mixed >> 6) as usize & (words - 1), 1_u64 << (mixed & 63))
        };
        for (word, bit) in all.iter().map(place) {
            self.again[word] |= self.once[word] & bit;
            self.once[word] |= bit;
        }
        all.retain(|one| {
            let (word, bit) = place(one);
            self.again[word] & bit != 0
        });
    }
}

/// Those of a block that have a cell with another of them, in order. Few blocks have any.
fn meeting(block: &[Served]) -> Vec<u32> {
    let shared = block
        .chunk_by(|a, b| a.1 == b.1)
        .filter(|run| run.len() > 1);
    let mut all: Vec<u32> = shared.flatten().map(|(_, _, position)| *position).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// One block: same provider, same dates.
fn within(block: &[u32], book: &Book, sources: &Sources) -> Vec<Twice> {
    let titles: Vec<Vec<String>> = block
        .iter()
        .map(|c| {
            let mut all = words(&book.title(*c, sources));
            all.sort();
            all.dedup();
            all
        })
        .collect();
    let mut having: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, title) in titles.iter().enumerate() {
        for word in title {
            having.entry(word).or_default().push(i);
        }
    }
    let mut earliest: Vec<Option<usize>> = vec![None; block.len()];
    let mut note = |a: usize, b: usize| {
        let (first, later) = (a.min(b), a.max(b));
        let known = &mut earliest[later];
        *known = Some(known.map_or(first, |k| k.min(first)));
    };
    for (i, title) in titles.iter().enumerate() {
        // Titles alike share one of the rarer half of the words of the shorter, or more.
        let mut rare: Vec<&String> = title.iter().collect();
        rare.sort_by_key(|word| (having[word.as_str()].len(), word.as_str()));
        for word in &rare[..title.len() / 2 + usize::from(!title.is_empty())] {
            for j in &having[word.as_str()] {
                let one = *j != i && alike(title, &titles[*j]);
                if one && may_be_one(block[i], block[*j], book) {
                    note(i, *j);
                    // The list is in order: what comes after is no earlier match.
                    if *j < i {
                        break;
                    }
                }
            }
        }
    }
    let told = earliest.iter().enumerate().filter_map(|(later, first)| {
        first.map(|first| Twice {
            kept: block[first],
            left_out: block[later],
            because: because(&titles[first], &titles[later]),
            values_differ: differ(book.worth(block[first]), book.worth(block[later])),
        })
    });
    told.collect()
}

/// Different papers, a cell in common, not call-offs of one framework.
fn may_be_one(a: u32, b: u32, book: &Book) -> bool {
    book.party(a) != book.party(b) && common(book.cells(a), book.cells(b)) > 0
}

/// One title's words contain the other's, or they share at least half of all their words.
fn alike(a: &[String], b: &[String]) -> bool {
    let shared = common(a, b);
    shared > 0 && (shared == a.len().min(b.len()) || shared * 2 >= a.len() + b.len() - shared)
}

fn because(a: &[String], b: &[String]) -> Vec<&'static str> {
    let numbers = |title: &[String]| -> Vec<String> {
        let with_figure = |w: &&String| w.contains(|c: char| c.is_ascii_digit());
        title.iter().filter(with_figure).cloned().collect()
    };
    let titles = if a == b {
        "same title"
    } else if numbers(a) != numbers(b) {
        "like titles, but their numbers differ: they may be two lots"
    } else {
        "like titles"
    };
    vec!["same provider", "same dates", titles]
}

fn differ(a: Worth, b: Worth) -> bool {
    let known = |worth: Worth| worth != Worth::default();
    known(a) && known(b) && a != b
}

/// How many two sorted lists share.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Vec<String> {
        let mut all = words(text);
        all.sort();
        all
    }

    #[test]
    fn titles_are_alike_when_one_holds_the_other_or_half_is_shared() {
        let alike = |a: &str, b: &str| super::alike(&title(a), &title(b));
        assert!(alike("Reablement North", "Reablement North (home)"));
        // Two of four words.
        assert!(alike("Home care service", "Home care support"));
        // One of four.
        assert!(!alike("Home care", "Night care sitting"));
        assert!(!alike("", "Home care"));
    }
}
