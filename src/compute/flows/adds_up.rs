//! What must hold of flows: they are the ledger's, and nothing is lost on the way.

use super::{Flows, Graph, Way};
use crate::model::{Kind, Plan};
use crate::value::Money;
use std::collections::BTreeMap;

/// Figures that do not add up: a fault of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unequal {
    /// What does not add up.
    pub what: String,
}

/// Movements of each kind are the ledger's, and what goes into each node comes out of it.
pub(super) fn adds_up(plan: &Plan, flows: &Flows) -> Result<(), Unequal> {
    let mut ledger: BTreeMap<Kind, Money> = BTreeMap::new();
    for (line, amount) in &plan.totals.lines {
        if flows.question.counts(line.month) && Way::of(line.kind).is_some() {
            *ledger.entry(line.kind).or_default() += *amount;
        }
    }
    for (kind, sum) in ledger {
        if flows.of_kind(kind) != sum {
            let what = kind.word().to_owned();
            return Err(Unequal { what });
        }
    }
    match flows.graphs.values().find_map(Graph::broken) {
        Some(node) => Err(Unequal {
            what: format!("{node:?}"),
        }),
        None => Ok(()),
    }
}
