//! The whole audit, step by step: each step takes what those before it gave.

use super::{Audit, Question};
use super::{answer, gaps, gather, opportunity, overlap, pairs, place, service, twice, unmet};
use crate::model::Plan;
use crate::seeds::Service;
use crate::source::Sources;
use rustc_hash::FxHashSet;

/// Audits the registers of a plan. `services` in the order their rules are tried.
pub fn compute(plan: &Plan, sources: &Sources, services: &[Service], question: &Question) -> Audit {
    let rules = service::Rules::new(services);
    let mut places = place::Places::new(&plan.partnership);
    let gathered = gather::gather(plan, sources, question.as_at, &rules, &mut places);
    let mut contracts = gathered.contracts;
    for (contract, served) in contracts.iter_mut().zip(&gathered.places) {
        contract.cells = places.cells(served);
    }
    let mut wanted = unmet::wanted(&plan.partnership, &mut places, &rules);
    let (cells, order) = places.in_order();
    contracts
        .iter_mut()
        .for_each(|c| pairs::reorder(&mut c.cells, &order));
    wanted
        .iter_mut()
        .for_each(|(_, cells)| pairs::reorder(cells, &order));
    let twice = twice::recorded_twice(&contracts);
    let again: FxHashSet<u32> = twice.iter().map(|t| t.left_out).collect();
    let pairs = pairs::pairs(&contracts, &again);
    let names: Vec<&str> = cells.iter().map(|c| c.service.as_str()).collect();
    let numbers = pairs::numbered(&names);
    let end = pairs::window_end(&contracts, question);
    let (overlaps, at_stake) = overlap::overlaps(&pairs, &numbers, &contracts, question, end);
    let gaps = gaps::gaps(&pairs, &numbers, &contracts, question);
    let today = question.as_at.number();
    let in_force = pairs::in_force(&pairs, &contracts, today);
    let needs = &plan.partnership.needs;
    let mut unmet = unmet::unmet(needs, &wanted, &in_force, &contracts, &names, services);
    unmet.extend(unmet::one_way(&in_force, &contracts, &names));
    let unclassified: Vec<u32> = pairs::positions(&contracts, |c| c.cells.is_empty());
    let asked = opportunity::Asked {
        plan,
        contracts: &contracts,
        cells: &cells,
        overlaps: &overlaps,
        in_force: &in_force,
        live: pairs::live(&contracts, &again, today),
        services,
        question,
    };
    let redesign = opportunity::redesign(&asked);
    let left_out = gathered.left_out;
    let tally = answer::tally(plan, &contracts, &left_out, gathered.undated, &twice);
    Audit {
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
        unclassified,
        left_out,
        tally,
        contracts,
        cells,
        services: services.to_vec(),
    }
}
