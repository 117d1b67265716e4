//! The movement report: how each party's and each scope's share moved between two answers, and
//! which part of it is new spend, which a changed baseline, which a changed term.

mod changes;
mod outcomes;
mod rules;
mod sections;
mod table;
mod wire;
mod wording;
mod words;

use super::missing::left_out_part;
use super::{Part, Report, Surroundings, left_out};
use crate::compute::movement::Movement;
use crate::compute::outturn::Question;
use crate::model::Plan;
use crate::report::ready;
use crate::source::Sources;
use crate::value::Day;
use changes::Change;
use std::rc::Rc;
use words::Words;

/// One of the two answers.
pub struct Answer {
    /// What was read.
    pub plan: Rc<Plan>,
    /// Its texts.
    pub sources: Rc<Sources>,
    /// What is asked.
    pub question: Question,
    /// Folder, day, digest, revision.
    pub around: Surroundings,
}

/// The earlier revision that is compared with, where it is one.
#[derive(Clone)]
pub struct Earlier {
    /// As the user named it.
    pub named: String,
    /// The first figures of its hash.
    pub short: String,
    /// The day it was committed.
    pub on: Option<Day>,
}

/// Everything the report is made from.
pub(super) struct Moved {
    then: Answer,
    now: Answer,
    earlier: Option<Earlier>,
    movement: Movement,
    changes: Vec<Change>,
}

/// Builds the report.
pub fn report(then: Answer, now: Answer, earlier: Option<Earlier>, movement: Movement) -> Report {
    let changes = changes::find(&then, &now);
    let moved = Rc::new(Moved {
        then,
        now,
        earlier,
        movement,
        changes,
    });
    let words = Words { moved: &moved };
    let mut parts = vec![Part::Facts(words.facts())];
    parts.extend(words.compared().into_iter().map(Part::Sentence));
    parts.extend(left_out_part(moved.left_out(), ", then or now,"));
    parts.extend(sections::parties(&words));
    parts.extend(sections::scopes(&words));
    parts.extend(sections::figures(&words));
    parts.extend(sections::schemes(&words));
    parts.extend(sections::changed(&words));
    parts.extend(sections::notes(&words));
    parts.extend(sections::withheld(&words));
    let incomplete = !moved.movement.withheld.is_empty() || !moved.left_out().is_empty();
    Report {
        title: words.title(),
        parts: ready(parts),
        data: ready(table::data(&words)),
        wire: {
            let moved = Rc::clone(&moved);
            Box::new(move || wire::value(&Words { moved: &moved }).into())
        },
        incomplete,
    }
}

impl Moved {
    /// Ledger rows left out of the figures of either answer, each with its place.
    fn left_out(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for side in [&self.then, &self.now] {
            let year = side.question.period.year();
            for row in left_out(&side.plan, &side.sources, year) {
                if !all.contains(&row) {
                    all.push(row);
                }
            }
        }
        all
    }
}
