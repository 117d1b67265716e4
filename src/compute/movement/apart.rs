//! Works out every answer from then to now, and takes the movement apart.

use super::parts::{in_order, moved, tally};
use super::{Bearer, Movement, Note, Side, Stage, figures, withheld};
use crate::compute::outturn::Book;
use crate::compute::risk_share::{BrokenIdentity, Outcome, compute_on};
use crate::model::{Party, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// What moved from then to now. An identity that does not hold in one of the answers, or parts
/// that do not add up, are a fault of the program.
pub fn between(then: Side<'_>, now: Side<'_>) -> Result<Movement, BrokenIdentity> {
    let (old, new) = (
        Book::of(then.plan, then.question),
        Book::of(now.plan, now.question),
    );
    let gone = figures::only_in(then.plan, now.plan);
    let added = figures::only_in(now.plan, then.plan);
    let kept = figures::without(then.plan, &gone);
    let common = figures::without(now.plan, &added);
    let (outturn, baseline) = figures::mixed(then, now, &old, &new);
    let mut outcomes = vec![
        compute_on(then.plan, then.question, &old)?,
        compute_on(&kept, then.question, &old)?,
        compute_on(&kept, then.question, &outturn)?,
        compute_on(&kept, then.question, &baseline)?,
        compute_on(&common, now.question, &new)?,
        compute_on(now.plan, now.question, &new)?,
    ];
    for (stage, plan, left) in [
        (1..4, then.plan, gone.as_slice()),
        (4..5, now.plan, added.as_slice()),
    ] {
        for outcome in &mut outcomes[stage] {
            forget(outcome, plan, left);
        }
    }
    let withheld = withheld::find(then.plan, now.plan, &outcomes);
    let names = Names::of(then.plan, now.plan);
    let tallies: Vec<_> = Stage::ALL
        .iter()
        .zip(&outcomes)
        .map(|(stage, outcome)| tally(&names, stage.is_then(), outcome))
        .collect();
    let mut scopes = Vec::new();
    let not_given: BTreeSet<&str> = withheld.iter().map(|w| w.scope.as_str()).collect();
    for name in in_order(&outcomes) {
        if !not_given.contains(name.as_str()) {
            scopes.push(moved(name, &tallies)?);
        }
    }
    let notes = notes(&outcomes[0], &outcomes[5], &not_given);
    Ok(Movement {
        scopes,
        notes,
        withheld,
        new: added,
        gone,
    })
}

/// The notes of both answers on the scopes given; one that both have is told once.
fn notes(then: &Outcome, now: &Outcome, not_given: &BTreeSet<&str>) -> Vec<Note> {
    let of = |outcome: &Outcome| -> Vec<(String, String)> {
        let scopes = outcome.scopes.iter();
        let given = scopes.filter(|s| !not_given.contains(s.name.as_str()));
        given
            .flat_map(|s| s.notes.iter().map(|n| (s.name.clone(), n.clone())))
            .collect()
    };
    let (were, are) = (of(then), of(now));
    let old: BTreeSet<&(String, String)> = were.iter().collect();
    let both: BTreeSet<&(String, String)> = are.iter().filter(|n| old.contains(n)).collect();
    let mut all = Vec::new();
    for (notes, when) in [(&were, "then"), (&are, "now")] {
        for note in notes {
            let when = match (both.contains(note), when) {
                (true, "then") => continue,
                (true, _) => "then and now",
                (false, when) => when,
            };
            all.push(Note {
                scope: note.0.clone(),
                when,
                what: note.1.clone(),
            });
        }
    }
    all.sort_by(|a, b| a.scope.cmp(&b.scope));
    // Parts of one scope may each say it.
    all.dedup();
    all
}

/// A scheme taken out of an answer is not one that could not be computed.
fn forget(outcome: &mut Outcome, plan: &Plan, left: &[usize]) {
    let names: Vec<String> = left
        .iter()
        .map(|scheme| format!("scheme/{}", plan.partnership.schemes[*scheme].id.value))
        .collect();
    outcome.not_computed.retain(|n| !names.contains(&n.scope));
}

/// Parties of two plans by id, in now's order.
pub(super) struct Names {
    then: BTreeMap<Party, Bearer>,
    now: BTreeMap<Party, Bearer>,
}

impl Names {
    fn of(then: &Plan, now: &Plan) -> Names {
        let mut names = Names {
            then: BTreeMap::new(),
            now: BTreeMap::new(),
        };
        let ids = |plan: &Plan| -> Vec<(Party, String)> {
            let partners = plan.partnership.partners.iter().enumerate();
            let providers = plan.partnership.providers.iter().enumerate();
            partners
                .map(|(i, p)| (Party::Partner(i), p.id.value.to_string()))
                .chain(providers.map(|(i, p)| (Party::Provider(i), p.id.value.to_string())))
                .collect()
        };
        let (of_now, of_then) = (ids(now), ids(then));
        for (party, id) in &of_now {
            let first = of_now.iter().position(|(_, other)| other == id);
            let bearer = Bearer::Party(first.unwrap_or_default(), id.clone());
            names.now.insert(*party, bearer);
        }
        for (i, (party, id)) in of_then.iter().enumerate() {
            let there = of_now.iter().position(|(_, other)| other == id);
            let place = there.unwrap_or(of_now.len() + i);
            names.then.insert(*party, Bearer::Party(place, id.clone()));
        }
        names
    }

    pub(super) fn bearer(&self, is_then: bool, party: Party) -> Option<&Bearer> {
        let names = if is_then { &self.then } else { &self.now };
        names.get(&party)
    }
}
