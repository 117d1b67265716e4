//! What every question of what if is asked about, and how its report begins.

use super::super::missing::{left_out_part, left_out_wire};
use super::super::riskshare::sections::{basis, not_computed, stage, with_place};
use super::super::riskshare::words::Words;
use super::super::{Part, Surroundings, left_out};
use crate::compute::outturn::Question;
use crate::compute::risk_share::{NotComputed, Outcome};
use crate::model::Plan;
use crate::source::Sources;
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// What every question of what if is asked about.
#[derive(Clone)]
pub struct Asked {
    /// The folder, read.
    pub plan: Rc<Plan>,
    /// Its texts.
    pub sources: Rc<Sources>,
    /// Period, basis and day.
    pub question: Question,
    /// Where the figures come from.
    pub around: Surroundings,
}

impl Asked {
    pub(super) fn words(&self) -> Words<'_> {
        Words { plan: &self.plan }
    }

    pub(super) fn name(&self) -> String {
        let name = self.plan.partnership.name.value();
        name.cloned().unwrap_or_default()
    }

    /// The facts at the head of a report, and what its figures leave out.
    pub(super) fn head(&self, more: Vec<(String, String)>) -> Vec<Part> {
        let question = &self.question;
        let said = format!("{}, {}", basis(question.basis), stage(question));
        let mut facts = vec![("Basis".to_owned(), said)];
        facts.extend(more);
        self.head_of_plan(facts)
    }

    /// The same for figures that rest on baselines alone, whatever the ledger holds.
    pub(super) fn head_of_plan(&self, more: Vec<(String, String)>) -> Vec<Part> {
        let period = self.question.period;
        let mut facts = vec![(
            "Period".to_owned(),
            format!("{period} (to {})", period.last_day().long()),
        )];
        facts.extend(more);
        facts.extend(self.around.facts());
        let mut parts = vec![Part::Facts(facts)];
        parts.extend(left_out_part(self.left_out(), ""));
        parts
    }

    /// Scopes without figures, named.
    pub(super) fn not_computed(&self, all: &[NotComputed]) -> Vec<Part> {
        let outcome = Outcome {
            not_computed: all.to_vec(),
            ..Outcome::default()
        };
        not_computed(&outcome, &self.sources)
    }

    /// Ledger rows left out of every figure, each with its place.
    pub(super) fn left_out(&self) -> Vec<(String, String)> {
        left_out(&self.plan, &self.sources, self.question.period.year())
    }

    pub(super) fn leaves_out(&self) -> bool {
        !self.left_out().is_empty()
    }

    /// The keys every wire format of these begins with.
    pub(super) fn wire(&self, schema: &str) -> Map<String, Value> {
        let id = self.plan.partnership.id.value();
        let mut value = json!({
            "schema": schema,
            "partnership": id.map(|id| id.to_string()),
            "folder": self.around.folder,
            "as_at": self.around.as_at.to_string(),
            "digest": self.around.digest,
            "revision": self.around.revision,
            "through": self.question.period.to_string(),
            "basis": self.question.basis.word(),
            "stage": stage(&self.question),
            "left_out": left_out_wire(self.left_out()),
        });
        self.around.add_totals(&mut value);
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    pub(super) fn not_computed_wire(&self, all: &[NotComputed]) -> Value {
        let one = |not: &NotComputed| json!({"scope": not.scope, "why": with_place(&not.refusal, &self.sources)});
        Value::Array(all.iter().map(one).collect())
    }
}
