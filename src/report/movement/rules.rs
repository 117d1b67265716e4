//! Which rules changed: the texts of risk shares, and which of them each scheme falls under when.

use super::super::listed;
use super::Answer;
use super::changes::{Change, Said};
use super::wording;
use crate::compute::risk_share::{Definitions, Rule};
use crate::model::RiskShare;
use crate::source::yaml::Remarks;
use crate::value::{Day, Month};
use std::collections::{BTreeMap, HashSet};

/// Positions of the schemes that the other side has too.
pub(super) fn in_both(side: &Answer, other: &Answer) -> Vec<usize> {
    let there = other.plan.partnership.schemes.iter();
    let there: HashSet<&str> = there.map(|s| s.id.value.as_str()).collect();
    let schemes = side.plan.partnership.schemes.iter().enumerate();
    schemes
        .filter(|(_, s)| there.contains(s.id.value.as_str()))
        .map(|(i, _)| i)
        .collect()
}

/// A definition by its id and the days it says.
type Key = (String, Option<Day>, Option<Day>);

fn by_key(side: &Answer) -> BTreeMap<Key, &RiskShare> {
    let shares = side.plan.partnership.risk_shares.iter();
    shares
        .map(|share| {
            let days = (share.from.value().copied(), share.until.value().copied());
            ((share.id.value.to_string(), days.0, days.1), share)
        })
        .collect()
}

/// Definitions whose text changed, that are new, or gone.
pub(super) fn definitions(then: &Answer, now: &Answer) -> Vec<Change> {
    let (were, are) = (by_key(then), by_key(now));
    let (old, new) = (Remarks::of(&then.sources), Remarks::of(&now.sources));
    let mut changes = Vec::new();
    for (key, share) in &are {
        let name = named(share);
        let change = match were.get(key) {
            None => (format!("risk share {name} is new"), share.id.at),
            Some(before) => match wording::changed((&old, before), (&new, share)) {
                None => continue,
                Some((what, at)) => (format!("risk share {name}: {what}"), at),
            },
        };
        changes.push(Change {
            what: change.0,
            term: true,
            at: Some((change.1, false)),
        });
    }
    for (_, share) in were.iter().filter(|(key, _)| !are.contains_key(*key)) {
        changes.push(Change {
            what: format!("risk share {} is gone", named(share)),
            term: true,
            at: Some((share.id.at, true)),
        });
    }
    changes
}

/// A risk share's id, its days and its clause.
fn named(share: &RiskShare) -> String {
    told(share, share.clause.value().cloned())
}

fn told(share: &RiskShare, clause: Option<String>) -> String {
    let id = &share.id.value;
    let from = share.from.value();
    let until = share.until.value();
    let said = [
        from.map(|day| format!("from {}", day.long())),
        until.map(|day| format!("until {}", day.long())),
        clause,
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    match said.is_empty() {
        true => format!("`{id}`"),
        false => format!("`{id}` ({})", said.join("; ")),
    }
}

/// The rule of each scheme in the months asked about, in words; only of schemes in both.
pub(super) fn uses(side: &Answer, other: &Answer) -> Vec<Said> {
    let plan = &side.plan.partnership;
    let definitions = Definitions::of(plan);
    let (year, last) = (side.question.period.year(), side.question.last_month());
    let both = in_both(side, other).into_iter();
    both.map(|i| {
        let stretches = definitions.stretches(i, year, last);
        let alone = stretches.len() == 1;
        let mut at = None;
        let told: Vec<String> = stretches
            .into_iter()
            .map(|stretch| {
                let rule = match stretch.rule {
                    Ok((Rule::Own, used)) => {
                        at = Some(used);
                        "`each-bears-own`".to_owned()
                    }
                    Ok((Rule::Defined(found), used)) => {
                        at = Some(used);
                        filled(&plan.risk_shares[found])
                    }
                    Err(_) => "none".to_owned(),
                };
                match alone {
                    true => rule,
                    false => format!("{rule} in {}", Month::names(stretch.from, stretch.to)),
                }
            })
            .collect();
        Said {
            what: plan.schemes[i].id.value.to_string(),
            value: listed(&told),
            at,
        }
    })
    .collect()
}

/// A rule by its id, its days and the values it is filled with. Its clause belongs to its text.
fn filled(share: &RiskShare) -> String {
    let name = told(share, None);
    let with: Vec<String> = share
        .with
        .iter()
        .map(|(name, value)| format!("{} {}", name.value, value.value))
        .collect();
    match with.is_empty() {
        true => name,
        false => format!("{name} with {}", listed(&with)),
    }
}
