//! Contracts recorded twice: same provider, same dates, a cell in common, titles alike. Compared
//! within blocks of one provider and one pair of dates, and there by the rarest words of titles.

use super::contract::Audited;
use super::names::words;
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
}

/// Every contract recorded again, in order. Positions are in order of start, reference, file.
pub(super) fn recorded_twice(contracts: &[Audited]) -> Vec<Twice> {
    let mut blocks: FxHashMap<(&[u32], i32, i32), Vec<u32>> = FxHashMap::default();
    for (i, contract) in contracts.iter().enumerate() {
        if contract.cells.is_empty() || contract.provider_keys.is_empty() {
            continue;
        }
        let key = (
            contract.provider_keys.as_slice(),
            contract.first,
            contract.firm,
        );
        let position = u32::try_from(i).unwrap_or(u32::MAX);
        blocks.entry(key).or_default().push(position);
    }
    let mut found: Vec<Twice> = blocks
        .into_values()
        .filter(|block| block.len() > 1)
        .flat_map(|block| within(&block, contracts))
        .collect();
    found.sort_by_key(|twice| twice.left_out);
    found
}

/// One block: same provider, same dates.
fn within(block: &[u32], contracts: &[Audited]) -> Vec<Twice> {
    let titles: Vec<Vec<String>> = block
        .iter()
        .map(|c| {
            let mut all = words(&contracts[*c as usize].title);
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
                let (a, b) = (
                    &contracts[block[i] as usize],
                    &contracts[block[*j] as usize],
                );
                if *j != i && alike(title, &titles[*j]) && may_be_one(a, b) {
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
        })
    });
    told.collect()
}

/// Different papers, a cell in common, not call-offs of one framework.
fn may_be_one(a: &Audited, b: &Audited) -> bool {
    a.party != b.party && common(&a.cells, &b.cells) > 0
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
