//! Which rules changed: the texts of risk shares, and which of them each scheme falls under when.

use super::super::listed;
use super::Answer;
use super::changes::{Change, Said};
use crate::compute::risk_share::{Definitions, Rule};
use crate::model::RiskShare;
use crate::source::Span;
use crate::value::{Day, Month, shown};
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
    let mut changes = Vec::new();
    for (key, share) in &are {
        let name = named(share);
        let change = match were.get(key) {
            None => (format!("risk share {name} is new"), share.id.at),
            Some(before) => match text_changed(then, before, now, share) {
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

/// A line that says something, and where.
type Line<'a> = (&'a str, Span);

/// Lines without indents, blank ones and remarks left out.
fn lines<'a>(side: &'a Answer, share: &RiskShare) -> Vec<Line<'a>> {
    let text = side.sources.slice(share.at);
    let mut found = Vec::new();
    let mut start = share.at.start;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let indent = u32::try_from(line.len() - line.trim_start().len()).unwrap_or(0);
        let length = u32::try_from(trimmed.len()).unwrap_or(0);
        if !trimmed.is_empty() && !trimmed.starts_with('#') {
            let from = start + indent;
            let at = Span {
                file: share.at.file,
                start: from,
                end: from + length,
            };
            found.push((trimmed, at));
        }
        start += u32::try_from(line.len()).unwrap_or(0);
    }
    found
}

/// What the text says now and what it said, by the lines between those that are alike.
fn text_changed(
    then: &Answer,
    before: &RiskShare,
    now: &Answer,
    after: &RiskShare,
) -> Option<(String, Span)> {
    let (was, is) = (lines(then, before), lines(now, after));
    let alike = |(a, b): &(&Line<'_>, &Line<'_>)| a.0 == b.0;
    let first = was.iter().zip(&is).take_while(alike).count();
    let (was, is) = (&was[first..], &is[first..]);
    let last = was
        .iter()
        .rev()
        .zip(is.iter().rev())
        .take_while(alike)
        .count();
    let (was, is) = (&was[..was.len() - last], &is[..is.len() - last]);
    let cut = |lines: &[Line<'_>]| -> String {
        let more = if lines.len() > 1 { " …" } else { "" };
        format!("`{}`{more}", shown(lines[0].0))
    };
    match (was, is) {
        ([], []) => None,
        ([], is) => Some((format!("{} is added", cut(is)), is[0].1)),
        (was, []) => Some((format!("{} is taken out", cut(was)), after.id.at)),
        (was, is) => Some((format!("{} where it said {}", cut(is), cut(was)), is[0].1)),
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
