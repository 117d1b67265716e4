//! The parts of the report in their order.

use super::words::{Words, held_words};
use super::{beside, chosen, funds, picture, spent};
use crate::compute::flows::{Dimension, Flows, Held, Way};
use crate::model::{Kind, Plan};
use crate::report::{Part, Surroundings};
use crate::source::Sources;
use std::rc::Rc;

/// All that is told.
pub(super) struct Told {
    pub(super) plan: Rc<Plan>,
    pub(super) sources: Rc<Sources>,
    pub(super) flows: Rc<Flows>,
    pub(super) surroundings: Surroundings,
    /// The dimensions of the tables asked for; none for the whole report.
    pub(super) chosen: Vec<Dimension>,
    /// Boxes a column of a picture has before the rest is put together.
    pub(super) largest: usize,
}

impl Told {
    pub(super) fn words(&self) -> Words<'_> {
        Words {
            plan: &self.plan,
            flows: &self.flows,
        }
    }
}

/// What people read.
pub(super) fn parts(told: &Told) -> Vec<Part> {
    let words = told.words();
    let question = &told.flows.question;
    let through = question.through;
    let mut parts = vec![Part::Facts(facts(told))];
    if through.last_day() >= question.as_at {
        parts.push(Part::Sentence(format!(
            "{through} ends on {}, and this is asked as at {}: the ledger may not yet hold all of it.",
            through.last_day().long(),
            question.as_at.long()
        )));
    }
    let left_out = beside::left_out(&words, &told.sources);
    parts.extend(beside::left_out_part(left_out));
    parts.extend(beside::not_known(&words, &told.sources));
    if told.flows.entries.is_empty() {
        parts.push(Part::Sentence(format!(
            "The ledger has no contribution, spend, income, settlement or grant handed on from {} to {}.",
            question.from.first_day().long(),
            through.last_day().long()
        )));
    }
    for held in told.flows.graphs.keys() {
        parts.extend(match told.chosen.as_slice() {
            [] => of_held(told, *held),
            some => chosen::tables(&words, *held, some),
        });
    }
    if told.chosen.is_empty() {
        parts.extend(beside::transfers(&words));
        parts.extend(beside::planned(&words, &told.sources));
        parts.extend(beside::funding(&words));
    }
    parts
}

/// Everything about money of one standing.
fn of_held(told: &Told, held: Held) -> Vec<Part> {
    let words = told.words();
    let Some(graph) = told.flows.graphs.get(&held) else {
        return Vec::new();
    };
    // Of movements that cancel there is no link, and they are told; settlements alone pass beside.
    let mut own = told.flows.entries.keys().filter(|e| e.held == held);
    if graph.links.is_empty() && own.all(|entry| entry.way == Way::Between) {
        return Vec::new();
    }
    let apart = match held {
        Held::Pooled if told.flows.graphs.len() == 1 => "Money of pooled funds.",
        Held::Pooled => {
            "Money of pooled funds. Other money is told apart from it, and is in none of these figures."
        }
        Held::Aligned => {
            "Money the partners decide on together and each keeps: none of it is pooled, and none of it is in the figures of pooled funds."
        }
        Held::InView => {
            "Money the partners only look at together: none of it is pooled, and none of it is in the figures of pooled funds."
        }
        Held::Unread => "Whether this money is pooled cannot be told.",
        Held::NoPool => "Schemes that name no pool, or none that can be read.",
    };
    let mut parts = vec![
        Part::Heading(held_words(held).to_owned()),
        Part::Sentence(apart.to_owned()),
    ];
    let left_out = beside::not_in_picture(&words, &told.sources);
    let mut pictured = picture::parts(&words, held, graph, told.largest);
    for part in &mut pictured {
        if let Part::Sankey(sankey) = part {
            sankey.not_drawn = format!("{left_out} {}", sankey.not_drawn).trim().to_owned();
        }
    }
    parts.extend(pictured);
    parts.extend(funds::accounts(&words, graph));
    parts.extend(funds::paid_in(&words, held));
    parts.extend(spent::schemes(&words, held));
    parts.extend(spent::providers(&words, held));
    parts.extend(spent::arrangements(&words, held));
    parts
}

fn facts(told: &Told) -> Vec<(String, String)> {
    let question = &told.flows.question;
    let mut facts = vec![(
        "Period".to_owned(),
        format!(
            "{} to {}",
            question.from.first_day().long(),
            question.through.last_day().long()
        ),
    )];
    let kinds = [
        Kind::Contribution,
        Kind::Spend,
        Kind::Income,
        Kind::Passport,
        Kind::Settlement,
    ];
    let said = kinds.iter().filter_map(|kind| {
        let sum = told.flows.of_kind(*kind);
        (!sum.is_nil()).then(|| format!("{} {sum}", kind.word()))
    });
    let said: Vec<String> = said.collect();
    if !said.is_empty() {
        facts.push(("In the ledger".to_owned(), said.join(", ")));
    }
    facts.extend(told.surroundings.facts());
    facts
}
