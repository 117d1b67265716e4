//! The plain sentences of the risk-share report.

use super::words::Words;
use crate::compute::outturn::{Basis, Question};
use crate::compute::risk_share::{Moved, Scope, Step, StepKind, Target, Transfer};
use crate::model::Party;
use crate::report::listed;
use crate::value::Money;

impl Words<'_> {
    /// `X bears £1.00`, `X gets back £1.00`, `X bears nothing`.
    pub(in crate::report) fn bears(&self, party: Party, share: Money) -> String {
        let name = self.name(party);
        match share.pence() {
            0 => format!("{name} bears nothing"),
            n if n > 0 => format!("{name} bears {share}"),
            _ => format!("{name} gets back {}", share.size()),
        }
    }

    /// What was expected, what it came to, and by which rule the difference is shared.
    pub(in crate::report) fn opening(&self, question: &Question, scope: &Scope) -> String {
        let variance = scope.variance();
        let difference = match variance.pence() {
            0 => "exactly that".to_owned(),
            n if n > 0 => format!("{}: an overspend of {}", scope.outturn, variance.size()),
            _ => format!("{}: an underspend of {}", scope.outturn, variance.size()),
        };
        let mut said: Vec<String> = scope.clause.iter().cloned().collect();
        said.extend(Some(self.in_force(scope)).filter(|f| !f.is_empty()));
        let clause = match said.is_empty() {
            true => String::new(),
            false => format!(" ({})", said.join("; ")),
        };
        let schemes = match scope.schemes.len() {
            1 => String::new(),
            n => format!(" {n} schemes are added up."),
        };
        let (expected, came) = match (question.basis, question.period.is_whole_year()) {
            (Basis::Forecast, false) => ("Expected to cost", "it is forecast to cost"),
            _ if scope.part.is_some() => ("Expected to cost in those months", "it cost"),
            (_, true) => ("Expected to cost", "it cost"),
            (Basis::ToDate, false) => ("Expected to cost by then", "it has cost"),
        };
        format!(
            "{expected} {}, {came} {difference}.{schemes} Shared by `{}`{clause}.",
            scope.baseline, scope.risk_share
        )
    }

    /// A step's name.
    pub(in crate::report) fn step_name(&self, kind: StepKind) -> String {
        match kind {
            StepKind::SetAside(_) => "Set aside".to_owned(),
            StepKind::Offset => "Offset".to_owned(),
            StepKind::Reserve => "Reserve".to_owned(),
            StepKind::Trigger => "Trigger".to_owned(),
            StepKind::Band(n) => format!("Band {n}"),
            StepKind::Beyond => "Beyond the bands".to_owned(),
            StepKind::Earned => "Not earned".to_owned(),
            StepKind::Limit(_) => "Limit".to_owned(),
            StepKind::Withhold => "Kept back".to_owned(),
        }
    }

    /// One plain sentence for a step.
    pub(in crate::report) fn sentence(&self, scope: &Scope, step: &Step) -> String {
        let to = self.moved(scope, &step.to);
        let (verb, rest) = if step.loss {
            ("borne by", "is borne by")
        } else {
            ("goes to", "goes to")
        };
        let from = step.from.map(|p| self.id(p)).unwrap_or_default();
        let edge = step.edge.map(|e| e.to_string()).unwrap_or_default();
        match step.kind {
            StepKind::SetAside(_) => format!("taken out before anything is shared; {verb} {to}"),
            StepKind::Offset if step.loss => {
                "covered by underspends of other schemes of the same risk share".to_owned()
            }
            StepKind::Offset => {
                "covers overspends of other schemes of the same risk share".to_owned()
            }
            StepKind::Reserve => format!("drawn from {to}"),
            StepKind::Trigger => format!("below {edge}, so not shared; {verb} {to}"),
            StepKind::Band(_) => {
                let above = step.above.unwrap_or_default();
                let slice = match (above.is_nil(), step.edge) {
                    (true, None) => "the whole".to_owned(),
                    (true, Some(_)) => format!("up to {edge}"),
                    (false, None) => format!("above {above}"),
                    (false, Some(_)) => format!("from {above} to {edge}"),
                };
                format!("{slice}: {verb} {to}")
            }
            StepKind::Beyond => {
                let above = step.above.unwrap_or_default();
                format!("above {above}, where no band reaches: nobody's until the partners agree")
            }
            StepKind::Earned => format!("the part that was not earned {rest} {to}"),
            StepKind::Limit(_) => {
                let over = if step.over_pool {
                    " over the pool's schemes together"
                } else {
                    ""
                };
                format!("{from} is limited to {edge}{over}; the rest {rest} {to}")
            }
            StepKind::Withhold => format!("kept back from {from}; {verb} {to}"),
        }
    }

    fn moved(&self, scope: &Scope, moved: &[Moved]) -> String {
        let one = |target: &Target| match target {
            Target::Party(party) => self.id(*party),
            Target::Reserve(r) => format!("reserve {}", self.reserve_id(scope.pool, *r)),
            Target::Unallocated => "nobody yet".to_owned(),
        };
        match moved {
            [] => "nobody".to_owned(),
            [(target, _)] => one(target),
            many => {
                let names: Vec<String> = many
                    .iter()
                    .map(|(t, amount)| format!("{} {amount}", one(t)))
                    .collect();
                listed(&names)
            }
        }
    }

    /// What the scope comes to for each party.
    pub(in crate::report) fn closing(&self, scope: &Scope) -> String {
        let mut ends: Vec<String> = Vec::new();
        for (party, amount) in &scope.shares {
            ends.push(self.bears(*party, *amount));
        }
        if !scope.unallocated.is_nil() {
            ends.push(format!(
                "{} is allocated to nobody",
                scope.unallocated.size()
            ));
        }
        if ends.is_empty() {
            return "Nobody bears anything.".to_owned();
        }
        format!("In the end {}.", listed(&ends))
    }

    /// One payment.
    pub(in crate::report) fn transfer(&self, transfer: &Transfer) -> String {
        format!(
            "{} pays {} {} ({})",
            self.name(transfer.from),
            self.name(transfer.to),
            transfer.amount,
            self.pool_name(transfer.pool)
        )
    }
}
