//! The whole audit, step by step: each step takes what those before it gave.

use super::gather::Gathered;
use super::{Audit, Cell, Question, Section};
use super::{Gathering, answer, gaps, opportunity, overlap, pairs, twice, unmet};
use crate::model::Plan;
use crate::source::Sources;
use rustc_hash::FxHashSet;

/// The cells of needs, by position of the need.
type Wanted = Vec<(usize, Vec<u32>)>;

/// Every cell in order of name; and those of needs. Contracts have theirs by that order from now on.
fn in_order(plan: &Plan, gathered: &mut Gathered) -> (Vec<Cell>, Wanted) {
    let places = &mut gathered.places;
    let mut wanted = unmet::wanted(&plan.partnership, places, &gathered.rules);
    let (cells, order) = places.in_order();
    gathered.book.sets.reorder(&order);
    for (_, cells) in &mut wanted {
        pairs::reorder(cells, &order);
    }
    (cells, wanted)
}

/// What some part of the audit needs, if it is asked for.
fn asked_for<T: Default>(is: bool, work: impl FnOnce() -> T) -> T {
    if is { work() } else { T::default() }
}

/// Audits the contracts that were gathered while the plan's registers were read.
pub fn compute(plan: &Plan, sources: &Sources, gathering: Gathering, question: &Question) -> Audit {
    let mut gathered = gathering.close(plan, sources);
    let (cells, wanted) = in_order(plan, &mut gathered);
    let book = gathered.book;
    let services = gathered.rules.services.as_ref();
    let twice = twice::recorded_twice(&book, sources);
    let again: FxHashSet<u32> = twice.iter().map(|t| t.left_out).collect();
    let pairs = pairs::pairs(&book, cells.len(), &again);
    let names: Vec<&str> = cells.iter().map(|c| c.service.as_str()).collect();
    let numbers = pairs::numbered(&names);
    let end = pairs::window_end(&book, question);
    let wants = |section| question.sections.has(section);
    let swept = wants(Section::Overlaps) || wants(Section::Redesign);
    let (overlaps, at_stake) = asked_for(swept, || {
        overlap::overlaps(&pairs, &numbers, &book, question, end)
    });
    let gaps = asked_for(wants(Section::Gaps), || {
        gaps::gaps(&pairs, &numbers, &book, question)
    });
    let today = question.as_at.number();
    let anywhere = wants(Section::Gaps) || wants(Section::Redesign);
    let in_force = asked_for(anywhere, || pairs::in_force(&pairs, &book, today));
    let mut unmet = Vec::new();
    if wants(Section::Gaps) {
        let needs = &plan.partnership.needs;
        unmet = unmet::unmet(needs, &wanted, &in_force, &book, &names, services);
        unmet.extend(unmet::one_way(&in_force, &book, &names));
    }
    let asked = opportunity::Asked {
        plan,
        book: &book,
        cells: &cells,
        overlaps: &overlaps,
        in_force: &in_force,
        live: asked_for(wants(Section::Redesign), || {
            pairs::live(&book, &again, today)
        }),
        services,
        question,
    };
    let redesign = asked_for(wants(Section::Redesign), || opportunity::redesign(&asked));
    let unclassified = book.unclassified();
    let rows = (gathered.used, gathered.undated, gathered.left_out.len());
    Audit {
        tally: answer::tally(plan, &book, rows, unclassified.len(), twice.len()),
        unclassified,
        served: pairs,
        overlaps,
        at_stake,
        breaks: gaps.breaks,
        cliffs: gaps.cliffs,
        lapsed: gaps.lapsed,
        twice,
        unmet,
        redesign,
        money: None,
        left_out: gathered.left_out,
        contracts: book,
        cells,
        services: services.to_vec(),
    }
}
