//! References of contracts, with the contract each stands for in the register that is being read.
//! While registers come in order of their references, as most do, each is new or the last one
//! again, and none is looked up; from the first on that is not in order, all are.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::cmp::Ordering;
use std::hash::Hasher;

/// No contract yet: none of its rows could be placed.
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Home {
    /// The register it was seen in last.
    register: u16,
    /// Was it seen in another before?
    shared: bool,
    /// Its contract there.
    contract: u32,
}

/// What is known of a reference when a row with it comes.
pub(super) enum Seen {
    /// Not in this register so far.
    New,
    /// Only on rows that could not be placed.
    NotPlaced,
    /// It has this contract.
    Contract(usize),
}

/// Every reference. One that stands in two registers may have a number for each.
#[derive(Default)]
pub(super) struct References {
    texts: String,
    ends: Vec<u32>,
    homes: Vec<Home>,
    /// Numbers by text, from the first reference on that did not come in order. Of a text that
    /// came in two registers before that, the first.
    table: Option<HashTable<u32>>,
    /// Does it stand in two registers? Known once all have come.
    shared: Vec<bool>,
    /// By register: did its references come new and in order of their text? Then their numbers
    /// stand in that order.
    in_order: Vec<bool>,
    /// The register and the number of the last that came new.
    last: Option<(u16, u32)>,
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl References {
    /// The number of a reference, and what is known of it in this register.
    pub(super) fn look(&mut self, text: &str, register: u16) -> (u32, Seen) {
        if self.table.is_none() {
            match self.after_the_last(text, register) {
                Ordering::Greater => return (self.add(text, register, true), Seen::New),
                Ordering::Equal => return self.seen(self.last.map_or(0, |(_, number)| number)),
                Ordering::Less => self.table = Some(self.by_text()),
            }
        }
        let hashed = hash(text);
        let (texts, ends) = (&self.texts, &self.ends);
        let same = |n: &u32| slice(texts, ends, *n) == text;
        let table = self.table.get_or_insert_default();
        if let Some(number) = table.find(hashed, same).copied() {
            let home = &mut self.homes[number as usize];
            if home.register == register {
                return self.seen(number);
            }
            home.register = register;
            home.shared = true;
            home.contract = NONE;
            self.out_of_order(register);
            return (number, Seen::New);
        }
        let follows = self.after_the_last(text, register).is_gt();
        let number = self.add(text, register, follows);
        let (texts, ends) = (&self.texts, &self.ends);
        let again = |n: &u32| hash(slice(texts, ends, *n));
        let table = self.table.get_or_insert_default();
        table.insert_unique(hashed, number, again);
        (number, Seen::New)
    }

    /// How a text stands to the last one of its register.
    fn after_the_last(&self, text: &str, register: u16) -> Ordering {
        match self.last {
            Some((of, last)) if of == register => compare(text, self.text(last)),
            _ => Ordering::Greater,
        }
    }

    fn seen(&self, number: u32) -> (u32, Seen) {
        let seen = match self.homes[number as usize].contract {
            NONE => Seen::NotPlaced,
            contract => Seen::Contract(contract as usize),
        };
        (number, seen)
    }

    /// A text that came new; does it follow the last one of its register in order?
    fn add(&mut self, text: &str, register: u16, follows: bool) -> u32 {
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        if self.in_order.len() <= usize::from(register) {
            self.in_order.resize(usize::from(register) + 1, true);
        }
        if !follows {
            self.out_of_order(register);
        }
        self.last = Some((register, number));
        self.texts.push_str(text);
        let end = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
        self.homes.push(Home {
            register,
            shared: false,
            contract: NONE,
        });
        number
    }

    /// All that came in order so far, to be found by their text.
    fn by_text(&mut self) -> HashTable<u32> {
        let mut table = HashTable::with_capacity(self.ends.len());
        let (texts, ends) = (&self.texts, &self.ends);
        let again = |n: &u32| hash(slice(texts, ends, *n));
        for number in (0_u32..).take(ends.len()) {
            let text = slice(texts, ends, number);
            let hashed = hash(text);
            match table
                .find(hashed, |n| slice(texts, ends, *n) == text)
                .copied()
            {
                None => {
                    table.insert_unique(hashed, number, again);
                }
                Some(first) => {
                    let home = &mut self.homes[number as usize];
                    home.shared = true;
                    self.homes[first as usize] = *home;
                }
            }
        }
        table
    }

    fn out_of_order(&mut self, register: u16) {
        let i = usize::from(register);
        let length = self.in_order.len().max(i + 1);
        self.in_order.resize(length, true);
        self.in_order[i] = false;
    }

    /// Do the numbers of a register's references stand in order of their texts?
    pub(super) fn are_in_order(&self, register: u16) -> bool {
        self.in_order
            .get(usize::from(register))
            .copied()
            .unwrap_or(false)
    }

    /// The contract of a reference in the register being read.
    pub(super) fn place(&mut self, number: u32, contract: usize) {
        self.homes[number as usize].contract = u32::try_from(contract).unwrap_or(NONE);
    }

    /// Every reference has come: only its text and whether it is shared are still asked for.
    pub(super) fn close(&mut self) {
        if self.table.take().is_none() && self.in_order.len() > 1 {
            self.share();
        }
        let homes = std::mem::take(&mut self.homes);
        self.shared = homes.into_iter().map(|home| home.shared).collect();
    }

    /// Notes those that stand in two registers, where every register came in order.
    fn share(&mut self) {
        let mut all: Vec<u32> = (0_u32..).take(self.ends.len()).collect();
        // They are as many runs in order as there are registers, which the sort only merges.
        all.sort_by(|a, b| compare(self.text(*a), self.text(*b)));
        let (texts, ends) = (&self.texts, &self.ends);
        for alike in all.chunk_by(|a, b| slice(texts, ends, *a) == slice(texts, ends, *b)) {
            if alike.len() > 1 {
                for number in alike {
                    self.homes[*number as usize].shared = true;
                }
            }
        }
    }

    pub(super) fn text(&self, number: u32) -> &str {
        slice(&self.texts, &self.ends, number)
    }

    /// Does it stand in two registers?
    pub(super) fn is_shared(&self, number: u32) -> bool {
        self.shared.get(number as usize).copied().unwrap_or(false)
    }
}

/// In order of their bytes, as a rule told by eight of them.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    match (a.as_bytes().first_chunk(), b.as_bytes().first_chunk()) {
        (Some(first), Some(other)) if first != other => {
            u64::from_be_bytes(*first).cmp(&u64::from_be_bytes(*other))
        }
        _ => a.cmp(b),
    }
}

fn slice<'t>(texts: &'t str, ends: &[u32], number: u32) -> &'t str {
    let i = number as usize;
    let from = i.checked_sub(1).map_or(0, |before| ends[before] as usize);
    texts.get(from..ends[i] as usize).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks at references of a register one after another, each new one given the next contract;
    /// gives the contract of each row.
    fn rows(all: &mut References, register: u16, texts: &[&str], next: &mut usize) -> Vec<usize> {
        let each = texts.iter().map(|text| match all.look(text, register) {
            (_, Seen::Contract(contract)) => contract,
            (number, _) => {
                assert_eq!(all.text(number), *text);
                all.place(number, *next);
                *next += 1;
                *next - 1
            }
        });
        each.collect()
    }

    #[test]
    fn a_reference_is_known_again_whether_or_not_it_comes_in_order() {
        let mut all = References::default();
        let mut next = 0;
        let first = ["A1", "A1", "B2", "D4"];
        assert_eq!(rows(&mut all, 0, &first, &mut next), [0, 0, 1, 2]);
        // The second register is in order at first. Its B2 is another contract than the first's.
        let second = ["B2", "C3", "B2", "A9", "C3", "D4"];
        assert_eq!(rows(&mut all, 1, &second, &mut next), [3, 4, 3, 5, 4, 6]);
        let (b, _) = all.look("B2", 1);
        let (a, _) = all.look("A9", 1);
        all.close();
        assert!(all.are_in_order(0) && !all.are_in_order(1));
        assert!(all.is_shared(b) && !all.is_shared(a));
    }

    #[test]
    fn references_of_registers_in_order_are_shared_by_merging() {
        let mut all = References::default();
        let mut next = 0;
        rows(&mut all, 0, &["A1", "B2", "D4"], &mut next);
        rows(&mut all, 1, &["B2", "C3"], &mut next);
        all.close();
        let shared: Vec<&str> = (0..5)
            .filter(|n| all.is_shared(*n))
            .map(|n| all.text(n))
            .collect();
        assert_eq!(shared, ["B2", "B2"]);
        assert!(all.are_in_order(0) && all.are_in_order(1));
    }
}
