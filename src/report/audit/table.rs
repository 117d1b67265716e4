//! The audit as one tidy table: a row for every overlap, break, cliff, record kept twice, unmet
//! need, opportunity and unclassified contract, and for all that was not read whole, is defined twice
//! or left out. `what` says which; sums of `cost_at_stake` may count a contract that is in several
//! overlaps several times.

use super::Given;
use super::meaning::a_year;
use super::missing::missing;
use super::redesign::why;
use super::words::Words;
use crate::compute::audit::{Audit, Opportunity, Overlap, Section};
use crate::report::{Cell, Table, text};
use crate::value::{Day, Money};

const HEADINGS: [&str; 15] = [
    "what",
    "kind",
    "service",
    "areas",
    "cohorts",
    "from",
    "to",
    "days",
    "contracts",
    "peak",
    "commissioners",
    "providers",
    "cost_at_stake",
    "unknown_values",
    "remark",
];

/// One line of the table, most of it blank for most kinds.
#[derive(Default)]
struct Line {
    what: &'static str,
    kind: &'static str,
    cells: Vec<u32>,
    from: Option<Day>,
    to: Option<Day>,
    days: Option<i32>,
    contracts: Vec<u32>,
    peak: Option<usize>,
    commissioners: Vec<String>,
    providers: Vec<String>,
    cost: Option<Money>,
    unknown: Option<usize>,
    remark: String,
}

pub(super) fn data(given: &Given, words: &Words<'_>) -> Table {
    let audit = words.audit;
    let mut table = Table::new(&HEADINGS, &[7, 9, 12, 13]);
    let mut add = |line: Line| table.row(cells(words, line));
    let wants = |section| words.sections.has(section);
    let overlaps = audit.overlaps.iter().filter(|_| wants(Section::Overlaps));
    for overlap in overlaps {
        add(of_overlap(words, overlap));
    }
    of_gaps(audit).for_each(&mut add);
    for twice in audit.twice.iter().filter(|_| wants(Section::Overlaps)) {
        add(Line {
            what: "recorded-twice",
            contracts: vec![twice.kept, twice.left_out],
            remark: match twice.values_differ {
                true => format!(
                    "{}; but their values differ: they may be two",
                    twice.because.join(", ")
                ),
                false => twice.because.join(", "),
            },
            ..Line::default()
        });
    }
    for unmet in &audit.unmet {
        add(Line {
            what: "unmet",
            cells: vec![unmet.cell],
            remark: unmet.pathway.unwrap_or_default().to_owned(),
            ..Line::default()
        });
    }
    for opportunity in &audit.redesign.found {
        add(of_opportunity(opportunity));
    }
    for position in audit
        .unclassified
        .iter()
        .filter(|_| wants(Section::Services))
    {
        add(unclassified(words, *position));
    }
    for (what, remark) in missing(given, words) {
        add(Line {
            what,
            remark,
            ..Line::default()
        });
    }
    table
}

/// Breaks and ends of cover.
fn of_gaps(audit: &Audit) -> impl Iterator<Item = Line> {
    let breaks = audit.breaks.iter().map(|gap| {
        let extended = match gap.open_from_if_extended {
            None => "an extension already agreed would close it",
            Some(_) => "",
        };
        Line {
            what: "break",
            cells: gap.cells.clone(),
            from: Some(gap.from),
            to: Some(gap.to),
            days: Some(gap.days),
            contracts: vec![gap.after, gap.before],
            remark: extended.to_owned(),
            ..Line::default()
        }
    });
    let cliffs = audit.cliffs.iter().map(|cliff| Line {
        what: "cliff",
        cells: vec![cliff.cell],
        from: Some(cliff.ends),
        contracts: vec![cliff.contract],
        remark: cliff
            .extends_to
            .map_or(String::new(), |day| format!("extension possible to {day}")),
        ..Line::default()
    });
    breaks.chain(cliffs)
}

fn of_overlap(words: &Words<'_>, overlap: &Overlap) -> Line {
    let book = &words.audit.contracts;
    Line {
        what: "overlap",
        kind: overlap.kind.word(),
        cells: overlap.cells.clone(),
        from: Some(overlap.from),
        to: Some(overlap.to),
        days: Some(overlap.days),
        contracts: overlap.contracts.clone(),
        peak: Some(overlap.peak),
        commissioners: book.commissioners_of(&overlap.contracts),
        providers: book.providers_of(&overlap.contracts),
        cost: Some(overlap.cost_at_stake),
        unknown: Some(overlap.unknown_values),
        remark: String::new(),
    }
}

/// `from` is the day to act by; what it is worth a year stands in the remark, for it is no cost at
/// stake.
fn of_opportunity(opportunity: &Opportunity) -> Line {
    Line {
        what: "opportunity",
        kind: opportunity.chance.word(),
        cells: opportunity.cells.clone(),
        from: opportunity.act_by,
        contracts: opportunity.contracts.clone(),
        unknown: Some(opportunity.value.unknown),
        remark: format!("{}; {}", why(opportunity), a_year(opportunity.value)),
        ..Line::default()
    }
}

fn unclassified(words: &Words<'_>, position: u32) -> Line {
    let contract = words.contract(position);
    Line {
        what: "unclassified",
        from: Some(contract.starts),
        to: contract.ends,
        contracts: vec![position],
        commissioners: contract.commissioners.clone(),
        providers: contract.providers.clone(),
        remark: format!("{}: {}", contract.title, words.worth(&contract)),
        ..Line::default()
    }
}

fn cells(words: &Words<'_>, line: Line) -> Vec<Cell> {
    let of = |pick: &dyn Fn(u32) -> Option<String>| {
        let mut all: Vec<String> = line.cells.iter().filter_map(|c| pick(*c)).collect();
        all.sort();
        all.dedup();
        text(all.join("; "))
    };
    let labels: Vec<String> = line.contracts.iter().map(|c| words.label(*c)).collect();
    let count = |n: Option<usize>| {
        n.map_or(Cell::Blank, |n| {
            Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))
        })
    };
    vec![
        text(line.what),
        text(line.kind),
        of(&|c| Some(words.cell(c).service.clone())),
        of(&|c| words.cell(c).area.clone()),
        of(&|c| words.cell(c).cohort.clone()),
        line.from.map_or(Cell::Blank, Cell::Day),
        line.to.map_or(Cell::Blank, Cell::Day),
        line.days.map_or(Cell::Blank, |n| Cell::Count(n.into())),
        text(labels.join("; ")),
        count(line.peak),
        text(line.commissioners.join("; ")),
        text(line.providers.join("; ")),
        line.cost.map_or(Cell::Blank, Cell::Money),
        count(line.unknown),
        text(line.remark),
    ]
}
