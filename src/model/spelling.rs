//! Names of providers and references of contracts as a ledger writes them, by number.

use rustc_hash::FxHashMap;

/// A name, by its number in the totals it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spelling(pub u32);

/// Every name once, without the spaces around it.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    names: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl Spellings {
    /// The number of a name, a new one if it is new; none of a blank.
    pub fn number(&mut self, name: &str) -> Option<Spelling> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Some(known) = self.numbers.get(name) {
            return Some(Spelling(*known));
        }
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.into());
        self.numbers.insert(name.into(), next);
        Some(Spelling(next))
    }

    /// What a number stands for.
    pub fn text(&self, name: Spelling) -> &str {
        self.names.get(name.0 as usize).map_or("", |name| name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Numbers the names in the order of their letters; gives the new number of each.
    pub(super) fn put_in_order(&mut self) -> Vec<Spelling> {
        let mut order: Vec<u32> = (0..).take(self.names.len()).collect();
        order.sort_unstable_by(|a, b| self.names[*a as usize].cmp(&self.names[*b as usize]));
        let mut moved = vec![Spelling(0); order.len()];
        for (new, old) in (0..).zip(&order) {
            moved[*old as usize] = Spelling(new);
        }
        self.names.sort_unstable();
        for number in self.numbers.values_mut() {
            *number = moved[*number as usize].0;
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number_which_follows_its_letters_once_they_are_in_order() {
        let mut names = Spellings::default();
        let wren = names.number(" Wren Care ").unwrap();
        let ash = names.number("Ash Care").unwrap();
        assert_eq!(names.number("Wren Care"), Some(wren));
        assert_eq!(names.number("  "), None);
        let moved = names.put_in_order();
        assert_eq!(
            (moved[wren.0 as usize], moved[ash.0 as usize]),
            (Spelling(1), Spelling(0))
        );
        assert_eq!(names.text(Spelling(1)), "Wren Care");
        assert_eq!(names.number("Ash Care"), Some(Spelling(0)));
    }
}
