//! The way from the year before to this.

use super::figures::NOT_COMPUTED;
use super::told::Told;
use crate::compute::pool::{Bridge, Fund, Known, bridged};
use crate::report::sources::source_words;
use crate::report::{Cell, Part, Table, text};
use crate::value::Money;

/// A step: name in words, name for programs, amount.
type Step = (&'static str, &'static str, fn(&Bridge) -> Money);

/// The steps, in order.
pub(super) const STEPS: &[Step] = &[
    ("Not recurrent, ended", "ended", |b| b.ended),
    ("Uplift", "uplift", |b| b.uplift),
    ("Recurrent change", "recurrent_change", |b| {
        b.recurrent_change
    }),
    ("Planned change", "planned_change", |b| b.planned_change),
    ("Efficiency", "efficiency", |b| b.efficiency),
    ("Not recurrent, new", "new", |b| b.started),
    ("Not explained", "not_explained", Bridge::unexplained),
];

pub(super) fn parts(told: &Told, fund: &Fund) -> Vec<Part> {
    let funds = &told.given.funds;
    let (before, now) = (funds.before, funds.question.period.year());
    let name = told.words().pool_name(fund.pool);
    let heading = Part::Heading(format!("{name}: from {before} to {now}"));
    let contributions = match &fund.contributions {
        Ok(None) => None,
        Ok(Some(all)) => Some(bridged(all.values())),
        Err(refusal) => Some(Err(refusal.clone())),
    };
    let baselines = fund.baselines.as_ref();
    let baselines = baselines.map(|all| bridged(all.iter().map(|(_, bridge)| bridge)));
    if contributions.is_none() && baselines.is_none() {
        return vec![
            heading,
            Part::Sentence(format!(
                "The files have no contribution and no baseline of {before}: there is nothing to come from."
            )),
        ];
    }
    let mut parts = vec![heading];
    parts.push(Part::Table(steps(told, &contributions, &baselines)));
    parts.push(Part::Sentence(format!(
        "Contributions as planned for each year, baselines as each year opened with them. Each step is what it adds; what no step written in the files accounts for is not explained, so that the steps always add up to {now}.",
    )));
    let table = each(told, fund);
    if !table.rows.is_empty() {
        parts.push(Part::Table(table));
        parts.push(Part::Sentence(
            "Explained is every step together. Each step of each line is in the CSV and JSON."
                .to_owned(),
        ));
    }
    parts
}

fn amount(known: Option<&Known<Bridge>>, of: fn(&Bridge) -> Money) -> Cell {
    match known {
        None => Cell::Blank,
        Some(Err(_)) => text(NOT_COMPUTED),
        Some(Ok(bridge)) => Cell::Money(of(bridge)),
    }
}

/// Step by step, contributions beside baselines.
fn steps(
    told: &Told,
    contributions: &Option<Known<Bridge>>,
    baselines: &Option<Known<Bridge>>,
) -> Table {
    let funds = &told.given.funds;
    let mut table = Table::new(&["", "Contributions", "Baselines"], &[1, 2]);
    let cells = |name: String, of: fn(&Bridge) -> Money| {
        let both = [contributions.as_ref(), baselines.as_ref()];
        let mut cells = vec![text(name)];
        cells.extend(both.into_iter().map(|known| amount(known, of)));
        cells
    };
    let any = |of: fn(&Bridge) -> Money| {
        let both = [contributions, baselines].into_iter().flatten();
        let mut known = both.filter_map(|known| known.as_ref().ok());
        known.any(|bridge| !of(bridge).is_nil())
    };
    table.row(cells(funds.before.to_string(), |b| b.before));
    for (name, key, of) in STEPS {
        if any(*of) || *key == "not_explained" {
            table.row(cells((*name).to_owned(), *of));
        }
    }
    table.total(cells(funds.question.period.year().to_string(), |b| b.now));
    if any(|b| b.changed) {
        table.row(cells("Changed within the year".to_owned(), |b| b.changed));
        table.total(cells("Budget now".to_owned(), |b| b.now + b.changed));
    }
    table
}

/// Each contribution and each scheme.
fn each(told: &Told, fund: &Fund) -> Table {
    let funds = &told.given.funds;
    let (before, now) = (
        funds.before.to_string(),
        funds.question.period.year().to_string(),
    );
    let headings = [
        "Of",
        before.as_str(),
        "Explained",
        "Not explained",
        now.as_str(),
    ];
    let mut table = Table::new(&headings, &[1, 2, 3, 4]);
    let mut row = |name: String, bridge: &Known<Bridge>| {
        let mut cells = vec![text(name)];
        let explained: fn(&Bridge) -> Money = |b| b.now - b.before - b.unexplained();
        for of in [
            |b: &Bridge| b.before,
            explained,
            Bridge::unexplained,
            |b: &Bridge| b.now,
        ] {
            cells.push(amount(Some(bridge), of));
        }
        table.row(cells);
    };
    if let Ok(Some(all)) = &fund.contributions {
        for ((partner, from), bridge) in all {
            row(
                format!("{} {}", told.partner_id(*partner), source_words(*from)),
                bridge,
            );
        }
    }
    for (scheme, bridge) in fund.baselines.iter().flatten() {
        row(told.words().scheme_name(*scheme), bridge);
    }
    table
}
