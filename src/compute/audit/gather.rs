//! Rows of registers, as they come → contracts with days, values, providers and the places they
//! serve; and every row that could not be placed, with the reason. Rows are not kept.

use super::book::{Aside, Book, Title};
use super::contract::{Adding, Pathways, is_unreadable, worth_of};
use super::days;
use super::entry::{Entry, Marks, NO_PLACE};
use super::lots::Lot;
use super::parties::Parties;
use super::place::Places;
use super::principles::Looking;
use super::references::{References, Seen};
use super::service::{Rules, is_care};
use super::sets::Sets;
use super::terms::{Terms, TermsSoFar};
use super::{LeftOut, Question, Section, order};
use crate::model::{Partnership, Plan, Register, RegisterRow, RowShown, ServiceList};
use crate::seeds::principles;
use crate::source::Sources;
use crate::value::{Day, folded};
use rustc_hash::{FxHashMap, FxHashSet};

/// Contracts while their rows come.
pub struct Gathering {
    pub(super) as_at: Day,
    /// Are words of design principles looked for?
    shows: bool,
    state: Option<State>,
}

/// What the rows so far come to.
pub(super) struct State {
    pub(super) rules: Rules,
    pub(super) looking: Option<Looking>,
    pub(super) references: References,
    pub(super) parties: Parties,
    pub(super) places: Places,
    pub(super) entries: Vec<Entry>,
    /// Titles that stand in no text as they are, and contracts of several rows.
    aside: FxHashMap<u32, Aside>,
    terms: FxHashMap<u32, TermsSoFar>,
    /// Contract → the framework it is called off from.
    frameworks: FxHashMap<u32, String>,
    /// Register and framework of every row that is called off.
    called_off: FxHashSet<(u16, String)>,
    pub(super) left_out: Vec<LeftOut>,
    /// References none of whose rows could be placed.
    pub(super) undated: usize,
    /// Rows that are part of a contract.
    pub(super) used: usize,
    pub(super) register: u16,
    as_at: Day,
}

/// What the registers say, put together.
pub(super) struct Gathered {
    /// Contracts in order of start, then reference, then file. Their cells are not in order yet.
    pub(super) book: Book,
    pub(super) places: Places,
    pub(super) rules: Rules,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) undated: usize,
    pub(super) used: usize,
}

impl Gathering {
    /// For this question.
    pub fn new(question: &Question) -> Gathering {
        Gathering {
            as_at: question.as_at,
            shows: question.sections.has(Section::Redesign),
            state: None,
        }
    }

    /// One row of a register, which is of the plan by this number. Rows of a register come one
    /// after another, and registers in their order.
    pub fn add(&mut self, plan: &Plan, number: usize, register: &Register, row: &RegisterRow<'_>) {
        let as_at = self.as_at;
        let new = || State::new(&plan.partnership, as_at, self.shows);
        let state = self.state.get_or_insert_with(new);
        state.register = u16::try_from(number).unwrap_or(u16::MAX);
        state.row(register, row);
    }

    /// The same of a row that is shown as it comes; says whether it was taken in. A plain row that
    /// was not is to be shown whole.
    pub fn show(
        &mut self,
        plan: &Plan,
        number: usize,
        register: &Register,
        row: RowShown<'_>,
    ) -> bool {
        match (row, &mut self.state) {
            (RowShown::Whole(row), _) => self.add(plan, number, register, row),
            (RowShown::Plain(row), Some(state)) if usize::from(state.register) == number => {
                return state.plain(register, row);
            }
            (RowShown::Plain(_), _) => return false,
        }
        true
    }

    /// Every row that was kept.
    pub fn add_kept(&mut self, plan: &Plan) {
        for (number, register) in plan.registers.iter().enumerate() {
            for row in &register.rows {
                self.add(plan, number, register, &row.as_read());
            }
        }
    }
}

impl Gathering {
    /// Every row has come.
    pub(super) fn close(self, plan: &Plan, sources: &Sources) -> Gathered {
        let as_at = self.as_at;
        let state = self.state;
        let state = state.unwrap_or_else(|| State::new(&plan.partnership, as_at, false));
        state.close(plan, sources)
    }
}

impl State {
    fn new(partnership: &Partnership, as_at: Day, shows: bool) -> State {
        State {
            rules: Rules::new(ServiceList::of(partnership).all.into()),
            looking: shows.then(|| Looking::new(principles())),
            references: References::default(),
            parties: Parties::new(partnership),
            places: Places::new(partnership),
            entries: Vec::new(),
            aside: FxHashMap::default(),
            terms: FxHashMap::default(),
            frameworks: FxHashMap::default(),
            called_off: FxHashSet::default(),
            left_out: Vec::new(),
            undated: 0,
            used: 0,
            register: 0,
            as_at,
        }
    }

    fn row(&mut self, register: &Register, row: &RegisterRow<'_>) {
        if !row.part_of.is_empty() {
            self.called_off
                .insert((self.register, folded(&row.part_of)));
        }
        let (reference, seen) = self.references.look(&row.reference, self.register);
        let days = match days::of(row) {
            Ok(days) => days,
            Err(fault) => {
                self.undated += usize::from(matches!(seen, Seen::New));
                // What it says of numbers and names counts.
                self.parties.of(row);
                self.left_out.push(LeftOut {
                    at: row.at,
                    file: register.name.clone(),
                    reference: row.reference.to_string(),
                    providers: row.providers.apart().0,
                    why: fault.why,
                    told: fault.told,
                });
                return;
            }
        };
        self.used += 1;
        let mut one = Entry::new(self.register, reference, days);
        self.say(&mut one, register, row);
        let position = match seen {
            Seen::Contract(position) => {
                self.join(position, one, row, days);
                position
            }
            Seen::New | Seen::NotPlaced => {
                self.undated -= usize::from(matches!(seen, Seen::NotPlaced));
                self.begin(one, row)
            }
        };
        let key = number(position);
        if TermsSoFar::any(row) {
            let so_far = self
                .terms
                .entry(key)
                .or_insert_with(|| TermsSoFar::new(register));
            so_far.add(row, self.as_at, register.slashes);
        }
        if !row.part_of.is_empty() {
            let framework = folded(&row.part_of);
            let known = self
                .frameworks
                .entry(key)
                .or_insert_with(|| framework.clone());
            if framework < *known {
                *known = framework;
            }
        }
    }

    /// What a row says beside its days and its value.
    fn say(&mut self, one: &mut Entry, register: &Register, row: &RegisterRow<'_>) {
        one.parties = self.parties.of(row);
        let (place, by_rule) = self.places.of(row, register.area_is_buyer, &self.rules);
        one.place = place;
        if let Some(looking) = &mut self.looking {
            one.shows = looking.shown_by([&row.title, &row.description]);
        }
        one.marks.set(Marks::BY_RULE, by_rule);
        one.marks.set(Marks::UNREADABLE_VALUE, is_unreadable(row));
        one.marks.set(Marks::CARE, is_care(&row.cpv));
        if !row.pathway.is_empty() {
            let ways = Pathways::read(&folded(&row.pathway));
            one.marks.set(Marks::STEP_UP, ways.up);
            one.marks.set(Marks::STEP_DOWN, ways.down);
        }
    }

    /// The first row of a contract that could be placed.
    fn begin(&mut self, mut one: Entry, row: &RegisterRow<'_>) -> usize {
        let position = self.entries.len();
        let key = number(position);
        let worth = worth_of(row);
        let held = one.set_worth(worth);
        match title(row) {
            Title::At(start, length) => (one.title, one.title_length) = (start, length),
            Title::Text(text) => self
                .aside
                .entry(key)
                .or_default()
                .titles
                .push(Title::Text(text)),
            Title::Blank => {}
        }
        if !held {
            self.aside.entry(key).or_default().worth = Some(worth);
        }
        self.references.place(one.reference, position);
        self.entries.push(one);
        position
    }

    /// One more row of a contract.
    fn join(&mut self, position: usize, more: Entry, row: &RegisterRow<'_>, days: days::RowDays) {
        let entry = &mut self.entries[position];
        let aside = self.aside.entry(number(position)).or_default();
        if aside.places.is_empty() {
            aside.adding = Some(Adding::new(aside.worth.unwrap_or_else(|| entry.worth())));
            aside.parties.push(entry.parties);
            aside.places.push(entry.place);
            let said = self.terms.get(&number(position));
            let worth = aside.worth.unwrap_or_else(|| entry.worth());
            aside.lots.push(Lot::first(entry.days(), worth, said));
            if entry.title_length > 0 {
                aside
                    .titles
                    .push(Title::At(entry.title, entry.title_length));
            }
        }
        entry.span(days);
        entry.marks.join(more.marks);
        entry.shows.join(more.shows);
        aside.lots.push(Lot::of(row, days));
        aside.parties.push(more.parties);
        aside.places.push(more.place);
        let title = title(row);
        if !matches!(title, Title::Blank) && !aside.titles.contains(&title) {
            aside.titles.push(title);
        }
        if let Some(adding) = &mut aside.adding {
            adding.add(worth_of(row));
            aside.worth = None;
            if !entry.set_worth(adding.worth()) {
                aside.worth = Some(adding.worth());
            }
        }
    }

    fn close(mut self, plan: &Plan, sources: &Sources) -> Gathered {
        let (known, by_number) = self.parties.resolve();
        let mut sets = self.places.cells_said();
        self.put_together(&mut sets);
        self.frameworks_themselves();
        self.references.close();
        let names: Vec<&str> = plan.registers.iter().map(|r| r.name.as_str()).collect();
        let rank = order::put(&mut self.entries, &self.references, &names);
        let moved = |key: u32| rank[key as usize];
        let aside: FxHashMap<u32, Aside> =
            self.aside.into_iter().map(|(k, v)| (moved(k), v)).collect();
        let terms = self.terms.into_iter().map(|(k, so_far)| {
            let register = &plan.registers[usize::from(self.entries[moved(k) as usize].register)];
            let lots = aside.get(&moved(k)).map_or(&[][..], |a| a.lots.as_slice());
            (moved(k), so_far.finish(register, sources, lots))
        });
        let terms = terms.collect();
        let frameworks: FxHashMap<u32, String> = self
            .frameworks
            .into_iter()
            .map(|(k, v)| (moved(k), v))
            .collect();
        party(&mut self.entries, &frameworks);
        let silent = plan.registers.iter().map(Terms::silent).collect();
        Gathered {
            book: Book {
                entries: self.entries,
                references: self.references,
                sides: self.parties.close(),
                known,
                by_number,
                sets,
                aside,
                terms,
                silent,
                files: plan
                    .registers
                    .iter()
                    .map(|r| (r.file, r.name.clone()))
                    .collect(),
                as_at: self.as_at,
            },
            places: self.places,
            rules: self.rules,
            left_out: self.left_out,
            undated: self.undated,
            used: self.used,
        }
    }

    /// Contracts of several rows: who, and where.
    fn put_together(&mut self, sets: &mut Sets) {
        let mut known: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        for (key, aside) in &mut self.aside {
            if aside.places.is_empty() {
                continue;
            }
            let entry = &mut self.entries[*key as usize];
            entry.parties = self.parties.joined(std::mem::take(&mut aside.parties));
            let mut places = std::mem::take(&mut aside.places);
            places.retain(|place| *place != NO_PLACE);
            places.sort_unstable();
            places.dedup();
            entry.place = match places.as_slice() {
                [] => NO_PLACE,
                [one] => *one,
                _ => *known.entry(places).or_insert_with_key(|places| {
                    let each = places.iter().flat_map(|place| sets.of(*place));
                    let mut cells: Vec<u32> = each.copied().collect();
                    cells.sort_unstable();
                    cells.dedup();
                    sets.push(&cells)
                }),
            };
        }
    }

    /// A framework's own row is one with what is called off from it.
    fn frameworks_themselves(&mut self) {
        if self.called_off.is_empty() {
            return;
        }
        for (position, entry) in self.entries.iter().enumerate() {
            if !self.frameworks.contains_key(&number(position)) {
                let own = folded(self.references.text(entry.reference));
                if self.called_off.contains(&(entry.register, own.clone())) {
                    self.frameworks.insert(number(position), own);
                }
            }
        }
    }
}

/// Call-offs of one framework are one party; every other contract is its own.
fn party(entries: &mut [Entry], frameworks: &FxHashMap<u32, String>) {
    let mut first: FxHashMap<&str, u32> = FxHashMap::default();
    for (position, entry) in (0_u32..).zip(entries) {
        entry.party = match frameworks.get(&position) {
            None => position,
            Some(framework) => {
                entry.marks.set(Marks::CALLED_OFF, true);
                *first.entry(framework).or_insert(position)
            }
        };
    }
}

fn title(row: &RegisterRow<'_>) -> Title {
    if row.title.is_empty() {
        return Title::Blank;
    }
    let held = row.title_at.and_then(|at| {
        let length = u16::try_from(at.end - at.start).ok()?;
        Some(Title::At(at.start, length))
    });
    held.unwrap_or_else(|| Title::Text(row.title.as_ref().into()))
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
