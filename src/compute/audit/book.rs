//! Every contract that could be placed in time, by position: numbers alone, and what people read
//! of a contract put together where it is asked for.

use super::contract::{Adding, Audited, Worth, rate};
use super::days::{DayNumber, OPEN, day};
use super::entry::{Entry, Marks, NO_PLACE};
use super::lots::Lot;
use super::numbers::ByNumber;
use super::parties::Sides;
use super::rate::{Daily, Rate};
use super::references::References;
use super::sets::Sets;
use super::terms::Terms;
use crate::source::{FileId, Sources, Span};
use crate::value::{Day, names_nobody};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// A title as a row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Title {
    Blank,
    /// Where it stands in the register's text, and how many bytes it has.
    At(u32, u16),
    Text(Box<str>),
}

/// What stands aside of a few contracts: those of several rows, with a title that stands nowhere
/// as it is, or with more worth than one number says.
#[derive(Debug, Default)]
pub(super) struct Aside {
    pub(super) titles: Vec<Title>,
    pub(super) worth: Option<Worth>,
    pub(super) adding: Option<Adding>,
    pub(super) parties: Vec<u32>,
    pub(super) places: Vec<u32>,
    /// What each row says of how much is bought.
    pub(super) lots: Vec<Lot>,
}

/// Every contract that could be placed in time, in order of start, reference, file.
pub struct Book {
    pub(super) entries: Vec<Entry>,
    pub(super) references: References,
    pub(super) sides: Vec<Sides>,
    /// What stands for a provider, by its tidied name.
    pub(super) known: FxHashMap<String, String>,
    /// What registered numbers told that names did not.
    pub by_number: ByNumber,
    /// Cells, by number of the place.
    pub(super) sets: Sets,
    pub(super) aside: FxHashMap<u32, Aside>,
    /// Terms of contracts whose rows say any.
    pub(super) terms: FxHashMap<u32, Terms>,
    /// Those of the others, by register.
    pub(super) silent: Vec<Terms>,
    /// Text and name of each register.
    pub(super) files: Vec<(FileId, String)>,
    pub(super) as_at: Day,
}

impl Book {
    /// How many contracts there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every position.
    pub fn positions(&self) -> impl Iterator<Item = u32> + use<> {
        (0_u32..).take(self.entries.len())
    }

    pub(super) fn entry(&self, position: u32) -> &Entry {
        &self.entries[position as usize]
    }

    pub(super) fn sides(&self, position: u32) -> &Sides {
        &self.sides[self.entry(position).parties as usize]
    }

    /// Can its service be told? It then covers a cell at least.
    pub(super) fn is_classified(&self, position: u32) -> bool {
        self.entry(position).place != NO_PLACE
    }

    /// Those whose service cannot be told.
    pub(super) fn unclassified(&self) -> Vec<u32> {
        let all = self.positions();
        all.filter(|c| !self.is_classified(*c)).collect()
    }

    /// The cells a contract covers, by position; none if its service cannot be told.
    pub fn cells(&self, position: u32) -> &[u32] {
        match self.entry(position).place {
            NO_PLACE => &[],
            place => self.sets.of(place),
        }
    }

    /// Its commissioners as numbers: the same body is the same number however it is written.
    pub fn commissioner_keys(&self, position: u32) -> &[u32] {
        &self.sides(position).commissioner_keys
    }

    /// Does a row of it name a commissioner?
    pub fn names_commissioner(&self, position: u32) -> bool {
        !self.sides(position).commissioners.is_empty()
    }

    /// Does a row of it name a provider?
    pub fn names_provider(&self, position: u32) -> bool {
        let mut named = self.sides(position).providers.iter();
        named.any(|name| !names_nobody(name))
    }

    /// Names of the commissioners of these as written, each spelling once, in order of letter.
    pub fn commissioners_of(&self, positions: &[u32]) -> Vec<String> {
        let names = positions.iter().flat_map(|c| &self.sides(*c).commissioners);
        let names: BTreeSet<&String> = names.collect();
        names.into_iter().cloned().collect()
    }

    /// Names of the providers of these likewise.
    pub fn providers_of(&self, positions: &[u32]) -> Vec<String> {
        let names = positions.iter().flat_map(|c| &self.sides(*c).providers);
        let names: BTreeSet<&String> = names.collect();
        names.into_iter().cloned().collect()
    }

    /// Its reference as the register has it.
    pub fn reference(&self, position: u32) -> &str {
        self.references.text(self.entry(position).reference)
    }

    /// Its reference as printed: `file:reference` where it stands in two registers.
    pub fn label(&self, position: u32) -> String {
        let entry = self.entry(position);
        let reference = self.references.text(entry.reference);
        if self.references.is_shared(entry.reference) {
            let name = &self.files[usize::from(entry.register)].1;
            return format!("{name}:{reference}");
        }
        reference.to_owned()
    }

    /// Its title: of several rows the first by letter that is not blank.
    pub fn title(&self, position: u32, sources: &Sources) -> String {
        let entry = self.entry(position);
        let file = self.files[usize::from(entry.register)].0;
        let read = |title: &Title| match title {
            Title::Blank => String::new(),
            Title::Text(text) => text.to_string(),
            Title::At(start, length) => {
                let end = start + u32::from(*length);
                let start = *start;
                sources.piece(Span { file, start, end }).into_owned()
            }
        };
        let own = Title::At(entry.title, entry.title_length);
        let own = (entry.title_length > 0).then(|| read(&own));
        let aside = self.aside.get(&position);
        let aside = aside.into_iter().flat_map(|aside| &aside.titles).map(read);
        own.into_iter().chain(aside).min().unwrap_or_default()
    }

    /// What its register says it is worth.
    pub fn worth(&self, position: u32) -> Worth {
        let entry = self.entry(position);
        let aside = self.aside.get(&position).and_then(|aside| aside.worth);
        aside.unwrap_or_else(|| entry.worth())
    }

    pub(super) fn rate(&self, position: u32) -> Option<Rate> {
        let entry = self.entry(position);
        match entry.marks.has(Marks::WORTH_APART) {
            true => rate(self.worth(position), &entry.days()),
            false => entry.rate(),
        }
    }

    /// The same in little room.
    pub(super) fn daily(&self, position: u32) -> Daily {
        let entry = self.entry(position);
        match entry.marks.has(Marks::WORTH_APART) {
            true => Daily::of(self.rate(position)),
            false => entry.daily(),
        }
    }

    /// What it costs a day; none where its value, or a part of it, is not known.
    pub(super) fn full_rate(&self, position: u32) -> Option<Rate> {
        let worth = self.worth(position);
        // Without an end a row's total has no cost a day, and the rate is of the other rows alone.
        let in_part = |rate: &Rate| {
            worth.total.is_some() && worth.annual.map(Rate::of_a_year).as_ref() == Some(rate)
        };
        let whole = self.rate(position).filter(|rate| !in_part(rate));
        whole.filter(|_| !self.has_unreadable_value(position))
    }

    /// Is nothing known of what it costs a day? It then counts as nil.
    pub fn is_of_unknown_cost(&self, position: u32) -> bool {
        self.rate(position).is_none()
    }

    /// Has it a value that cannot be read?
    pub fn has_unreadable_value(&self, position: u32) -> bool {
        self.entry(position).marks.has(Marks::UNREADABLE_VALUE)
    }

    /// Was its service told by a rule over its words, in any row?
    pub fn is_by_rule(&self, position: u32) -> bool {
        self.entry(position).marks.has(Marks::BY_RULE)
    }

    /// Has it a CPV code of health, social work or community services?
    pub fn has_care_code(&self, position: u32) -> bool {
        self.entry(position).marks.has(Marks::CARE)
    }

    /// Contracts of one framework share a party; any other is its own.
    pub fn party(&self, position: u32) -> u32 {
        self.entry(position).party
    }

    /// Its register, by position.
    pub fn register(&self, position: u32) -> usize {
        self.entry(position).register.into()
    }

    /// First day in force.
    pub fn starts(&self, position: u32) -> Day {
        day(self.entry(position).first)
    }

    /// Last day of firm cover; none is open-ended.
    pub fn ends(&self, position: u32) -> Option<Day> {
        closed(self.entry(position).firm)
    }

    /// Last day of possible cover where that is later than the firm one.
    pub fn extends_to(&self, position: u32) -> Option<Day> {
        let entry = self.entry(position);
        (entry.possible > entry.firm).then(|| day(entry.possible))
    }

    /// Terms that decide what can still be done; none once it has ended.
    pub fn terms(&self, position: u32) -> Option<&Terms> {
        let entry = self.entry(position);
        if entry.possible < self.as_at.number() {
            return None;
        }
        let said = self.terms.get(&position);
        said.or_else(|| self.silent.get(usize::from(entry.register)))
    }

    /// A contract as people read it.
    pub fn contract(&self, position: u32, sources: &Sources) -> Audited {
        let entry = self.entry(position);
        let sides = self.sides(position);
        Audited {
            register: self.register(position),
            reference: self.reference(position).to_owned(),
            label: self.label(position),
            title: self.title(position, sources),
            providers: sides.providers.clone(),
            commissioners: sides.commissioners.clone(),
            starts: self.starts(position),
            ends: self.ends(position),
            extends_to: self.extends_to(position),
            worth: self.worth(position),
            unreadable_value: self.has_unreadable_value(position),
            pathways: entry.pathways(),
            by_rule: self.is_by_rule(position),
            care_code: self.has_care_code(position),
            cells: self.cells(position).to_vec(),
        }
    }
}

fn closed(number: DayNumber) -> Option<Day> {
    (number != OPEN).then(|| day(number))
}
