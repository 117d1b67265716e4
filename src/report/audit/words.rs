//! The words of the audit: services, places, kinds, values, names.

use super::{Given, SHOWN};
use crate::compute::audit::{Audit, Audited, Cell, Kind, Sections, Worth};
use crate::model::Plan;
use crate::report::{Part, counted, listed};
use crate::source::Sources;
use crate::value::shown;
use std::collections::BTreeSet;

pub(super) struct Words<'a> {
    pub(super) plan: &'a Plan,
    pub(super) sources: &'a Sources,
    /// The parts that are asked for.
    pub(super) sections: Sections,
    pub(super) audit: &'a Audit,
}

/// What is said of a grouping that finds too much.
pub(super) const DOUBT: &str = "the grouping is probably wrong: see that `service`, `area` and \
                                `cohort` tell apart what is meant to be apart";

/// Names in a row of a table before the rest is counted.
const NAMES: usize = 6;

impl<'a> Words<'a> {
    pub(super) fn of(given: &'a Given, audit: &'a Audit) -> Words<'a> {
        Words {
            plan: &given.plan,
            sources: &given.sources,
            sections: given.question.sections,
            audit,
        }
    }
}

impl Words<'_> {
    pub(super) fn contract(&self, position: u32) -> Audited {
        self.audit.contracts.contract(position, self.sources)
    }

    pub(super) fn label(&self, position: u32) -> String {
        self.audit.contracts.label(position)
    }

    pub(super) fn cell(&self, position: u32) -> &Cell {
        &self.audit.cells[position as usize]
    }

    /// A service by its name, or by its id where no list has it.
    pub(super) fn service_name(&self, id: &str) -> String {
        self.audit.service_name(id).to_owned()
    }

    /// `Reablement at home: north and south, 65+`.
    pub(super) fn cells(&self, cells: &[u32]) -> String {
        let all: Vec<&Cell> = cells.iter().map(|c| self.cell(*c)).collect();
        let services: BTreeSet<&str> = all.iter().map(|c| c.service.as_str()).collect();
        let names: Vec<String> = services.iter().map(|id| self.service_name(id)).collect();
        let areas: BTreeSet<&str> = all.iter().filter_map(|c| c.area.as_deref()).collect();
        let cohorts: BTreeSet<&str> = all.iter().filter_map(|c| c.cohort.as_deref()).collect();
        let product = areas.len().max(1) * cohorts.len().max(1);
        let place = if product == cells.len() {
            let both = [few(&areas), few(&cohorts)];
            let said: Vec<String> = both.into_iter().filter(|p| !p.is_empty()).collect();
            said.join(", ")
        } else {
            let pairs: BTreeSet<String> = all.iter().map(|c| place(c)).collect();
            few(&pairs.iter().map(String::as_str).collect())
        };
        let names = listed(&names);
        if place.is_empty() {
            names
        } else {
            format!("{names}: {place}")
        }
    }

    /// How many different bodies commission these.
    pub(super) fn bodies(&self, contracts: &[u32]) -> usize {
        let keys = contracts
            .iter()
            .flat_map(|c| self.audit.contracts.commissioner_keys(*c));
        keys.collect::<BTreeSet<_>>().len()
    }

    /// Names of the services a contract buys.
    pub(super) fn services(&self, contract: &Audited) -> Vec<String> {
        let ids: BTreeSet<&str> = contract
            .cells
            .iter()
            .map(|c| self.cell(*c).service.as_str())
            .collect();
        ids.into_iter().map(|id| self.service_name(id)).collect()
    }

    /// A contract's register, where there are several.
    pub(super) fn register(&self, contract: &Audited) -> &str {
        &self.plan.registers[contract.register].name
    }

    /// A contract's own words for its value.
    pub(super) fn worth(&self, contract: &Audited) -> String {
        if contract.unreadable_value && contract.worth == Worth::default() {
            return "cannot be read".to_owned();
        }
        match (contract.worth.annual, contract.worth.total) {
            (Some(year), Some(total)) => format!("{year} a year and {total} in all"),
            (Some(year), None) => format!("{year} a year"),
            (None, Some(total)) if contract.ends.is_none() => {
                format!("{total} in all, no end: a day's cost is unknown")
            }
            (None, Some(total)) => format!("{total} in all"),
            (None, None) => "unknown".to_owned(),
        }
    }

    /// A contract in one line.
    pub(super) fn line(&self, contract: &Audited) -> String {
        let or = |names: &[String], none: &str| match names {
            [] => none.to_owned(),
            names => few_of(names),
        };
        format!(
            "{}, {}: {}, for {}; {}; {}",
            contract.label,
            first_words(&contract.title),
            or(&contract.providers, "no provider named"),
            or(&contract.commissioners, "no commissioner named"),
            self.in_force(contract),
            match self.worth(contract).as_str() {
                "unknown" => "value unknown".to_owned(),
                "cannot be read" => "its value cannot be read".to_owned(),
                worth => worth.to_owned(),
            }
        )
    }

    /// `1 Apr 2024 to 31 Mar 2025`.
    pub(super) fn in_force(&self, contract: &Audited) -> String {
        match contract.ends {
            Some(ends) => format!("{} to {}", contract.starts.short(), ends.short()),
            None => format!("{}, open-ended", contract.starts.short()),
        }
    }
}

fn place(cell: &Cell) -> String {
    let parts = [cell.area.as_deref(), cell.cohort.as_deref()];
    let said: Vec<&str> = parts.into_iter().flatten().collect();
    said.join(" ")
}

/// The first few names, and how many more.
pub(super) fn few(names: &BTreeSet<&str>) -> String {
    let mut shown: Vec<String> = names.iter().take(NAMES).map(|n| (*n).to_owned()).collect();
    if names.len() > NAMES {
        shown.push(format!("{} more", names.len() - NAMES));
    }
    listed(&shown)
}

/// Names in a list, the first few and how many more.
pub(super) fn few_of(names: &[String]) -> String {
    few(&names.iter().map(String::as_str).collect())
}

/// What sort of overlap, in words.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Handover => "handover",
        Kind::RolledOver => "one provider, one commissioner",
        Kind::ParallelCommissioning => "one provider, several commissioners",
        Kind::AcrossCommissioners => "several providers, several commissioners",
        Kind::SeveralProviders => "several providers, one commissioner",
    }
}

/// The question each sort puts.
pub(super) fn kind_question(kind: Kind) -> &'static str {
    match kind {
        Kind::Handover => "A short overlap while one contract takes over from another.",
        Kind::RolledOver => {
            "The same provider holds several contracts with the same commissioner: was the \
             earlier one meant to end?"
        }
        Kind::ParallelCommissioning => {
            "Several commissioners pay the same provider for the same thing: could one joint \
             contract do?"
        }
        Kind::AcrossCommissioners => {
            "Several commissioners pay different providers for the same thing: who does what, \
             and does one know of the other?"
        }
        Kind::SeveralProviders => {
            "One commissioner pays several providers for the same thing: is that meant (choice, \
             capacity, different people), or is one left over?"
        }
    }
}

/// A title short enough for a table.
pub(super) fn first_words(title: &str) -> String {
    let flat: Vec<&str> = title.split_whitespace().collect();
    let flat = flat.join(" ");
    if flat.chars().count() <= 90 {
        return flat;
    }
    let cut: String = flat.chars().take(87).collect();
    format!("{}…", cut.trim_end())
}

/// A contract's reference as tables show it: whole unless it is very long, for what tells two of
/// one file apart stands at its end.
pub(super) fn label_shown(label: &str) -> String {
    match label.chars().count() {
        ..=120 => label.to_owned(),
        _ => shown(label),
    }
}

/// How many are not shown, and where they are.
pub(super) fn more(all: usize, one: &str, many: &str) -> Option<Part> {
    let rest = all.checked_sub(SHOWN).filter(|rest| *rest > 0)?;
    Some(Part::Sentence(format!(
        "{} not shown here: --format json and csv have all of them.",
        counted(rest, &format!("more {one} is"), &format!("more {many} are"))
    )))
}
