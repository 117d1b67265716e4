//! Who spends what, where, and by which arrangement: payer → pool → scheme → provider.
//!
//! Money into a pool is what the ledger has as contributions. Money out of it is spend less income,
//! and grant handed on. Spend in a partner's own books goes from the partner to the scheme beside the
//! pool, and counts as paid in kind. Settlements pass between parties and change no pool's account
//! here. Nothing paid into a pool is tied to a scheme. Whole pence throughout; nothing is rounded.

mod adds_up;
mod contracts;
mod dimension;
mod entry;
mod funding;
mod graph;
mod payees;
mod planned;
mod question;
mod transfers;

pub use adds_up::Unequal;
pub use contracts::{Contract, Contracts, Found, Registers};
pub use dimension::{Amounts, Dimension, Key, key, pivot};
pub use entry::{Entries, Entry, Held, Paid, Payer, Way};
pub use funding::Funding;
pub use graph::{Account, Graph, Link, Mark, Node};
pub use payees::{Payee, Payees};
pub use planned::{Agreed, Planned, Plans};
pub use question::{By, Question, Slot, quarter};
pub use transfers::{End, Transfer};

use crate::model::{Kind, Plan};
use crate::value::Money;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The flows of the months asked about.
#[derive(Clone, Debug)]
pub struct Flows {
    /// What was asked.
    pub question: Question,
    /// Everybody the ledger names as provider.
    pub payees: Payees,
    /// Every contract it names.
    pub contracts: Contracts,
    /// Every movement, by the periods told apart: each in the last month of its own.
    pub entries: Entries,
    /// What is planned and not in the ledger.
    pub plans: Plans,
    /// What partners agreed to pay for schemes.
    pub funding: Funding,
    /// Flows as nodes and links, pooled money apart from other.
    pub graphs: BTreeMap<Held, Graph>,
    /// Settlements and grants handed on, between pairs.
    pub transfers: Vec<Transfer>,
}

impl Flows {
    /// Every movement by month, as far as the plan's totals tell months apart. Worked out anew: of
    /// ten million rows by the year there are twelve times as many.
    pub fn by_month(&self, plan: &Plan) -> Cow<'_, Entries> {
        if self.question.by == By::Month {
            return Cow::Borrowed(&self.entries);
        }
        let question = Question {
            by: By::Month,
            ..self.question
        };
        let entries = entry::entries(plan, &question, &self.payees, &self.contracts);
        Cow::Owned(entries)
    }

    /// What rows of a kind come to in the months asked about.
    pub fn of_kind(&self, kind: Kind) -> Money {
        let entries = self.entries.iter().filter(|(e, _)| e.kind == kind);
        entries.map(|(_, amount)| *amount).sum()
    }
}

/// Works out the flows. What does not add up to the ledger's totals, or into other than out of a
/// node, is a fault of the program, and no figure is given.
pub fn compute(plan: &Plan, question: Question, registers: &Registers) -> Result<Flows, Unequal> {
    let payees = Payees::of(plan);
    let contracts = Contracts::of(plan, &payees, registers);
    let entries = entry::entries(plan, &question, &payees, &contracts);
    let plans = planned::plans(plan, &question);
    let mut flows = Flows {
        question,
        payees,
        contracts,
        entries,
        plans,
        funding: funding::funding(plan, &question),
        graphs: BTreeMap::new(),
        transfers: transfers::transfers(plan, &question),
    };
    flows.graphs = graph::graphs(plan, &flows);
    adds_up::adds_up(plan, &flows)?;
    Ok(flows)
}
