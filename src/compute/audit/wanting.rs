//! Contracts without outcome measures, and block payments for services whose demand varies.

use super::opportunity::{Asked, Chance, Found, Untold, Why};

pub(super) fn outcomes(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let mut silent = 0;
    for position in &asked.live {
        match asked.terms(*position).and_then(|t| t.outcomes) {
            None => silent += 1,
            Some(has) => {
                found.asked += 1;
                if !has {
                    let one = asked.of(Chance::NoOutcomes, vec![*position], Why::NoOutcomes);
                    found.all.push(one);
                }
            }
        }
    }
    let why = "the register has no column `outcomes`";
    found.untold.extend(untold(Chance::NoOutcomes, silent, why));
    found
}

/// Whether demand varies is what the list of services says; of a service it does not have, nothing
/// can be told.
pub(super) fn block(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let (mut silent, mut strange) = (0, 0);
    for position in &asked.live {
        let Some(block) = asked.terms(*position).and_then(|t| t.block) else {
            silent += 1;
            continue;
        };
        let ids = asked.services_of(*position);
        let known: Vec<bool> = ids
            .iter()
            .filter_map(|id| asked.services.iter().find(|s| s.id == **id))
            .map(|service| service.demand_varies)
            .collect();
        if known.is_empty() {
            strange += 1;
            continue;
        }
        found.asked += 1;
        if block && known.contains(&true) {
            found
                .all
                .push(asked.of(Chance::Block, vec![*position], Why::Block));
        }
    }
    let why = "no `payment_model` says how they are paid";
    found.untold.extend(untold(Chance::Block, silent, why));
    let why = "the service is not in the list that says whether demand varies";
    found.untold.extend(untold(Chance::Block, strange, why));
    found
}

pub(super) fn untold(chance: Chance, contracts: usize, why: &'static str) -> Option<Untold> {
    (contracts > 0).then_some(Untold {
        chance,
        contracts,
        why,
    })
}
