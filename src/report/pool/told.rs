//! The parts of the report in their order.

use super::missing::{self, Missing};
use super::{Given, account, bridge, budget, held, minimums, promises};
use crate::compute::pool::Fund;
use crate::model::{Plan, Standing};
use crate::report::Part;
use crate::report::missing::left_out_part;
use crate::report::riskshare::told::facts;
use crate::report::riskshare::words::Words;
use crate::source::Sources;

/// All that is told.
pub(super) struct Told {
    pub(super) given: Given,
    pub(super) missing: Vec<Missing>,
    pub(super) left_out: Vec<(String, String)>,
}

impl Told {
    pub(super) fn plan(&self) -> &Plan {
        &self.given.plan
    }

    pub(super) fn sources(&self) -> &Sources {
        &self.given.sources
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words { plan: self.plan() }
    }
}

/// What people read.
pub(super) fn parts(told: &Told) -> Vec<Part> {
    let funds = &told.given.funds;
    let question = &funds.question;
    let facts = facts(question, &told.given.around);
    let mut parts = vec![Part::Facts(facts)];
    if question.period.last_day() >= question.as_at {
        parts.push(Part::Sentence(format!(
            "{} ends on {}, and this is asked as at {}: the ledger may not yet hold all of it.",
            question.period,
            question.period.last_day().long(),
            question.as_at.long()
        )));
    }
    // Before any figure, so that none is read without it.
    parts.extend(left_out_part(told.left_out.clone(), ""));
    let pooled = |fund: &&Fund| fund.standing == Some(Standing::Pooled);
    for fund in funds.pools.iter().filter(pooled) {
        parts.extend(account::parts(told, fund));
        parts.extend(held::parts(told, fund));
        parts.extend(promises::parts(told, fund));
        parts.extend(budget::parts(told, fund));
        parts.extend(bridge::parts(told, fund));
    }
    for fund in funds.pools.iter().filter(|fund| !pooled(fund)) {
        parts.extend(account::beside(told, fund));
        parts.extend(budget::parts(told, fund));
    }
    parts.extend(minimums::parts(told));
    parts.extend(missing::parts(told));
    parts
}
