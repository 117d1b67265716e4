//! The contract audit: rows → contracts, cells, stretches, breaks, cliffs, and the cost at stake.
//! Step 1 of a joint plan as the guidance has it: audit existing contracts for overlaps and gaps.
//! Pure arithmetic, exact throughout; each figure is rounded once.

mod answer;
mod contract;
mod days;
mod gaps;
mod gather;
mod names;
mod overlap;
mod pairs;
mod place;
mod rate;
mod service;
mod stretch;
mod twice;
mod unmet;

pub use answer::{Audit, LeftOut, Question, Tally};
pub use contract::{Audited, Pathways, Worth};
pub use gaps::{Break, Cliff};
pub use overlap::{AtStakeTotal, Kind, Overlap};
pub use place::Cell;
pub use rate::Rate;
pub use twice::Twice;
pub use unmet::Unmet;

use crate::model::Plan;
use crate::seeds::Service;
use rustc_hash::FxHashSet;

/// Audits the registers of a plan. `services` in the order their rules are tried.
pub fn compute(plan: &Plan, services: &[Service], question: &Question) -> Audit {
    let rules = service::Rules::new(services);
    let mut places = place::Places::new(&plan.partnership);
    let gathered = gather::gather(plan, &rules, &mut places);
    let mut contracts = gathered.contracts;
    for (contract, served) in contracts.iter_mut().zip(&gathered.places) {
        contract.cells = places.cells(served);
    }
    let mut wanted = unmet::wanted(&plan.partnership, &mut places, &rules);
    let (cells, order) = places.in_order();
    let reorder = |cells: &mut Vec<u32>| {
        cells
            .iter_mut()
            .for_each(|cell| *cell = order[*cell as usize]);
        cells.sort_unstable();
    };
    contracts.iter_mut().for_each(|c| reorder(&mut c.cells));
    wanted.iter_mut().for_each(|(_, cells)| reorder(cells));
    let twice = twice::recorded_twice(&contracts);
    let again: FxHashSet<u32> = twice.iter().map(|t| t.left_out).collect();
    let pairs = pairs::pairs(&contracts, &again);
    let names: Vec<&str> = cells.iter().map(|c| c.service.as_str()).collect();
    let numbers = pairs::numbered(&names);
    let end = pairs::window_end(&contracts, question);
    let (overlaps, at_stake) = overlap::overlaps(&pairs, &numbers, &contracts, question, end);
    let horizon = question.horizon();
    let gaps = gaps::gaps(&pairs, &numbers, &contracts, question.as_at, horizon);
    let today = question.as_at.number();
    let in_force: Vec<(u32, u32)> = pairs
        .into_iter()
        .filter(|(_, c)| {
            let one = &contracts[*c as usize];
            one.first <= today && today <= one.firm
        })
        .collect();
    let needs = &plan.partnership.needs;
    let mut unmet = unmet::unmet(needs, &wanted, &in_force, &contracts, &names, services);
    unmet.extend(unmet::one_way(&in_force, &contracts, &names));
    let unclassified: Vec<u32> = pairs::positions(&contracts, |c| c.cells.is_empty());
    let tally = answer::tally(
        plan,
        &contracts,
        &gathered.left_out,
        gathered.undated,
        &twice,
    );
    Audit {
        overlaps,
        at_stake,
        breaks: gaps.breaks,
        cliffs: gaps.cliffs,
        lapsed: gaps.lapsed,
        twice,
        unmet,
        unclassified,
        left_out: gathered.left_out,
        tally,
        contracts,
        cells,
    }
}
