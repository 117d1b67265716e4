//! Where and for whom: the areas and cohorts a row names, what contains what, and the cells
//! service × area × cohort they come to.

use super::entry::NO_PLACE;
use super::names::{self, Names, Numbered};
use super::near::Near;
use super::service::Rules;
use super::sets::Sets;
use crate::model::{Listed, Partnership, PlainRow, RegisterRow};
use crate::source::Spanned;
use crate::value::folded;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// No area, or no cohort, is named.
const NONE: u32 = u32::MAX;

/// What rows say of where and for whom; an empty list covers all.
struct Place {
    service: u32,
    areas: Vec<u32>,
    cohorts: Vec<u32>,
    /// Whoever buys, tidied, where the area is blank: it may be an area of a national export.
    buyer: Option<String>,
}

/// One of the two dimensions beside the service.
struct Dimension {
    /// What cells say, as written.
    cells: Numbered,
    /// Those that name nothing, by number.
    blank: Vec<bool>,
    names: Names,
    /// Container → its members, both tidied, with the members' spelling.
    contains: FxHashMap<String, Vec<String>>,
    expanded: FxHashMap<String, Vec<u32>>,
    /// Named by the partnership: covered by every blank.
    partnership: BTreeSet<u32>,
    /// Named by rows of each service.
    by_service: FxHashMap<u32, BTreeSet<u32>>,
}

/// Every service, area and cohort named.
pub(super) struct Places {
    services: Names,
    areas: Dimension,
    cohorts: Dimension,
    /// Service and tidied buyer → area, as national exports have them.
    buyers: FxHashMap<(u32, String), u32>,
    /// What was said, each thing once, and the number it was given.
    said: Vec<Place>,
    numbers: FxHashMap<Key, u32>,
    near: Near,
    /// Words of service columns, and the id each decides on.
    columns: Numbered,
    decided: Vec<Option<u32>>,
    ids: Numbered,
    buyer_cells: Numbered,
    cells: FxHashMap<(u32, u32, u32), u32>,
    list: Vec<(u32, u32, u32)>,
}

/// A cell: the smallest thing that can be covered once or twice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Service id.
    pub service: String,
    /// Area; none where none is named.
    pub area: Option<String>,
    /// Cohort; none where none is named.
    pub cohort: Option<String>,
}

/// What a row says of a place: lists with the number of their cell.
struct Said<'r> {
    id: u32,
    areas: (u32, &'r Listed<'r>),
    cohorts: (u32, &'r Listed<'r>),
    commissioner: &'r str,
    /// Is each buyer its own area?
    area_is_buyer: bool,
}

/// Service and areas; cohorts, who buys, and whether each buyer is its own area.
type Key = (u64, u64, bool);

fn key((id, areas): (u32, u32), (cohorts, buyer): (u32, u32), area_is_buyer: bool) -> Key {
    let both = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
    (both(id, areas), both(cohorts, buyer), area_is_buyer)
}

impl Places {
    /// Starts from what the partnership names.
    pub(super) fn new(partnership: &Partnership) -> Places {
        let needs = &partnership.needs;
        Places {
            services: Names::default(),
            areas: Dimension::new(
                &partnership.areas,
                needs.iter().filter_map(|n| n.area.value()),
            ),
            cohorts: Dimension::new(
                &partnership.cohorts,
                needs.iter().filter_map(|n| n.cohort.value()),
            ),
            buyers: FxHashMap::default(),
            said: Vec::new(),
            numbers: FxHashMap::default(),
            near: Near::default(),
            columns: Numbered::default(),
            decided: Vec::new(),
            ids: Numbered::default(),
            buyer_cells: Numbered::default(),
            cells: FxHashMap::default(),
            list: Vec::new(),
        }
    }

    /// The number of the place a row serves, `NO_PLACE` if its service cannot be told; and whether
    /// a rule told it.
    pub(super) fn of(
        &mut self,
        row: &RegisterRow<'_>,
        area_is_buyer: bool,
        rules: &Rules,
    ) -> (u32, bool) {
        let column = self.columns.number(&row.service);
        if column as usize == self.decided.len() {
            let id = rules.by_column(&row.service);
            self.decided.push(id.map(|id| self.ids.number(&id)));
        }
        let (id, by_rule) = match self.decided.get(column as usize) {
            Some(Some(id)) => (*id, false),
            _ => match rules.by_words(row) {
                None => return (NO_PLACE, false),
                Some(service) => (self.ids.number(service), true),
            },
        };
        let said = Said {
            id,
            areas: (self.areas.cells.of(&row.areas), &row.areas),
            cohorts: (self.cohorts.cells.of(&row.cohorts), &row.cohorts),
            commissioner: &row.commissioner,
            area_is_buyer,
        };
        (self.number(&said), by_rule)
    }

    /// The same of a row whose service's column was met before, and tells the service.
    pub(super) fn of_plain(&mut self, row: &PlainRow<'_>, area_is_buyer: bool) -> Option<u32> {
        let column = self.columns.number(row.service);
        let id = (*self.decided.get(column as usize)?)?;
        let areas = self.areas.cells.number(row.area);
        let cohorts = self.cohorts.cells.number(row.cohort);
        let asked = (id, cohorts, area_is_buyer);
        if let Some(number) = self.near.get(asked, areas) {
            return Some(number);
        }
        let listed = |cell| Listed::Cell(Cow::Borrowed(cell));
        let (area_cell, cohort_cell) = (listed(row.area), listed(row.cohort));
        let number = self.number(&Said {
            id,
            areas: (areas, &area_cell),
            cohorts: (cohorts, &cohort_cell),
            commissioner: row.commissioner,
            area_is_buyer,
        });
        if !self.areas.is_blank(areas, &area_cell) {
            self.near.set(asked, areas, number);
        }
        Some(number)
    }

    /// The number of a place, which it is given where it is new.
    fn number(&mut self, said: &Said<'_>) -> u32 {
        let (areas, area_cell) = said.areas;
        // Only where no area is named does it matter who buys.
        let buyer = match self.areas.is_blank(areas, area_cell) {
            true => self.buyer_cells.number(said.commissioner) + 1,
            false => 0,
        };
        let key = key(
            (said.id, areas),
            (said.cohorts.0, buyer),
            said.area_is_buyer,
        );
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let name = self.ids.text(said.id).to_owned();
        let service = self.services.number(name.clone(), &name);
        let place = self.place(service, said);
        let number = u32::try_from(self.said.len()).unwrap_or(NO_PLACE);
        self.said.push(place);
        self.numbers.insert(key, number);
        number
    }

    fn place(&mut self, service: u32, said: &Said<'_>) -> Place {
        let mut areas = self.areas.expand_all(&said.areas.1.several());
        let cohorts = self.cohorts.expand_all(&said.cohorts.1.several());
        let mut buyer = None;
        if areas.is_empty() && !said.commissioner.is_empty() {
            let key = names::body(said.commissioner);
            if said.area_is_buyer {
                let area = self.areas.names.number(key.clone(), said.commissioner);
                self.buyers.insert((service, key), area);
                areas.push(area);
            } else {
                buyer = Some(key);
            }
        } else {
            self.areas.name(service, &areas);
        }
        self.cohorts.name(service, &cohorts);
        Place {
            service,
            areas,
            cohorts,
            buyer,
        }
    }

    /// The cells of every place that was said, by its number.
    pub(super) fn cells_said(&mut self) -> Sets {
        let said = std::mem::take(&mut self.said);
        self.numbers = FxHashMap::default();
        self.near = Near::default();
        let mut sets = Sets::default();
        for place in &said {
            sets.push(&self.cells(place));
        }
        sets
    }

    fn cells(&mut self, place: &Place) -> Vec<u32> {
        let mut all = Vec::new();
        let mut areas = self.areas.covered(place.service, &place.areas);
        let buyer = place.buyer.as_ref();
        let bought = buyer.and_then(|key| self.buyers.get(&(place.service, key.clone())));
        if let Some(area) = bought.filter(|area| !areas.contains(area)) {
            areas.retain(|area| *area != NONE);
            areas.push(*area);
        }
        let cohorts = self.cohorts.covered(place.service, &place.cohorts);
        for area in &areas {
            for cohort in &cohorts {
                all.push(self.cell((place.service, *area, *cohort)));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The cells of one need: service, area or everywhere, cohort or everybody.
    pub(super) fn needed(&mut self, service: &str, area: &[String], cohort: &[String]) -> Vec<u32> {
        let place = Place {
            service: self.services.number(service.to_owned(), service),
            areas: self.areas.expand_all(area),
            cohorts: self.cohorts.expand_all(cohort),
            buyer: None,
        };
        self.cells(&place)
    }

    fn cell(&mut self, key: (u32, u32, u32)) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let n = *self.cells.entry(key).or_insert(next);
        if n == next {
            self.list.push(key);
        }
        n
    }

    /// Every cell in order of name, and the place of each earlier number in that order.
    pub(super) fn in_order(&self) -> (Vec<Cell>, Vec<u32>) {
        let shown = |names: &Names, n: u32| (n != NONE).then(|| names.shown(n).to_owned());
        let mut cells: Vec<(Cell, usize)> = self
            .list
            .iter()
            .enumerate()
            .map(|(i, (service, area, cohort))| {
                let cell = Cell {
                    service: self.services.shown(*service).to_owned(),
                    area: shown(&self.areas.names, *area),
                    cohort: shown(&self.cohorts.names, *cohort),
                };
                (cell, i)
            })
            .collect();
        cells.sort();
        let mut order = vec![0; cells.len()];
        for (new, (_, old)) in cells.iter().enumerate() {
            order[*old] = u32::try_from(new).unwrap_or(u32::MAX);
        }
        (cells.into_iter().map(|(cell, _)| cell).collect(), order)
    }
}

impl Dimension {
    fn new<'a>(
        containers: &[(Spanned<String>, Vec<String>)],
        needed: impl Iterator<Item = &'a String>,
    ) -> Dimension {
        let mut dimension = Dimension {
            cells: Numbered::default(),
            blank: Vec::new(),
            names: Names::default(),
            contains: FxHashMap::default(),
            expanded: FxHashMap::default(),
            partnership: BTreeSet::new(),
            by_service: FxHashMap::default(),
        };
        for (name, members) in containers {
            let key = folded(&name.value);
            dimension.contains.insert(key, members.clone());
        }
        let containers = containers.iter().map(|(name, _)| name.value.clone());
        let named: Vec<String> = containers.chain(needed.cloned()).collect();
        for name in named.iter().filter(|n| folded(n) != "all") {
            let leaves = dimension.expand(name);
            dimension.partnership.extend(leaves);
        }
        dimension
    }

    /// Does a list of this number name nothing?
    fn is_blank(&mut self, number: u32, list: &Listed<'_>) -> bool {
        if number as usize == self.blank.len() {
            self.blank.push(list.several().is_empty());
        }
        self.blank.get(number as usize).copied().unwrap_or(true)
    }

    /// What a name comes to: itself, or the innermost members of what it contains. A container
    /// that contains only itself stands for itself.
    fn expand(&mut self, name: &str) -> Vec<u32> {
        if let Some(known) = self.expanded.get(name) {
            return known.clone();
        }
        let mut leaves = Vec::new();
        let mut seen = FxHashSet::default();
        let mut waiting = vec![name.to_owned()];
        while let Some(next) = waiting.pop() {
            let key = folded(&next);
            if !seen.insert(key.clone()) {
                continue;
            }
            match self.contains.get(&key).filter(|m| !m.is_empty()) {
                Some(members) => waiting.extend(members.iter().cloned()),
                None => leaves.push(self.names.number(key, &next)),
            }
        }
        if leaves.is_empty() {
            leaves.push(self.names.number(folded(name), name));
        }
        leaves.sort_unstable();
        leaves.dedup();
        self.expanded.insert(name.to_owned(), leaves.clone());
        leaves
    }

    fn expand_all(&mut self, names: &[String]) -> Vec<u32> {
        let mut all: Vec<u32> = names.iter().flat_map(|name| self.expand(name)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Notes that rows of a service name these.
    fn name(&mut self, service: u32, names: &[u32]) {
        if !names.is_empty() {
            self.by_service.entry(service).or_default().extend(names);
        }
    }

    /// Those named; for a blank, every one that rows of the service or the partnership name.
    fn covered(&self, service: u32, named: &[u32]) -> Vec<u32> {
        if !named.is_empty() {
            return named.to_vec();
        }
        let rows = self.by_service.get(&service).into_iter().flatten();
        let all: BTreeSet<u32> = rows.chain(&self.partnership).copied().collect();
        if all.is_empty() {
            vec![NONE]
        } else {
            all.into_iter().collect()
        }
    }
}
