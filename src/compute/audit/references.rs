//! References of contracts, each text once, with the contract it stands for in the register that
//! is being read.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
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

/// Every reference.
#[derive(Default)]
pub(super) struct References {
    texts: String,
    ends: Vec<u32>,
    homes: Vec<Home>,
    table: HashTable<u32>,
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
        let hashed = hash(text);
        let (texts, ends) = (&self.texts, &self.ends);
        let same = |n: &u32| slice(texts, ends, *n) == text;
        if let Some(number) = self.table.find(hashed, same).copied() {
            let home = &mut self.homes[number as usize];
            if home.register != register {
                let i = usize::from(register);
                let length = self.in_order.len().max(i + 1);
                self.in_order.resize(length, true);
                self.in_order[i] = false;
                home.register = register;
                home.shared = true;
                home.contract = NONE;
                return (number, Seen::New);
            }
            let seen = match home.contract {
                NONE => Seen::NotPlaced,
                contract => Seen::Contract(contract as usize),
            };
            return (number, seen);
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.follows(text, register, number);
        self.texts.push_str(text);
        let end = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
        self.homes.push(Home {
            register,
            shared: false,
            contract: NONE,
        });
        let (texts, ends) = (&self.texts, &self.ends);
        let again = |n: &u32| hash(slice(texts, ends, *n));
        self.table.insert_unique(hashed, number, again);
        (number, Seen::New)
    }

    /// Notes whether a new reference comes in order after the one before it.
    fn follows(&mut self, text: &str, register: u16, number: u32) {
        let i = usize::from(register);
        if self.in_order.len() <= i {
            self.in_order.resize(i + 1, true);
        }
        if let Some((of, last)) = self.last
            && of == register
            && self.text(last) >= text
        {
            self.in_order[i] = false;
        }
        self.last = Some((register, number));
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
        self.table = HashTable::new();
        let homes = std::mem::take(&mut self.homes);
        self.shared = homes.into_iter().map(|home| home.shared).collect();
    }

    pub(super) fn text(&self, number: u32) -> &str {
        slice(&self.texts, &self.ends, number)
    }

    /// Does it stand in two registers?
    pub(super) fn is_shared(&self, number: u32) -> bool {
        self.shared.get(number as usize).copied().unwrap_or(false)
    }
}

fn slice<'t>(texts: &'t str, ends: &[u32], number: u32) -> &'t str {
    let i = number as usize;
    let from = i.checked_sub(1).map_or(0, |before| ends[before] as usize);
    texts.get(from..ends[i] as usize).unwrap_or("")
}
