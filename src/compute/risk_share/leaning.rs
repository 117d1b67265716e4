//! What a scope's figures lean on beside its own: other schemes that are lost or missing, and
//! amounts that are for the whole year.

use super::super::outturn::{Question, Refusal};
use super::NotComputed;
use super::scope::Working;
use crate::model::{AtMost, Net, Partnership, Plan, RiskShare, Word};
use crate::source::Span;
use crate::value::{Id, Month};

/// A scheme that could not be read far enough to know its risk share.
pub(super) struct Lost {
    named: String,
    /// None where it may be of any pool.
    pub(super) pool: Option<usize>,
    why: &'static str,
    at: Span,
}

/// Names every scheme that could not be read.
pub(super) fn lost(plan: &Plan, left_out: &mut Vec<NotComputed>) -> Vec<Lost> {
    let schemes = plan.partnership.lost_schemes.iter();
    schemes
        .map(|scheme| {
            left_out.push(NotComputed {
                scope: format!("scheme/{}", scheme.named),
                refusal: Refusal::at(scheme.at, format!("it {}", scheme.why())),
                beside: false,
            });
            let pool = scheme.pool.as_deref();
            Lost {
                named: scheme.named.clone(),
                pool: pool.and_then(|id| plan.partnership.pool(id)),
                why: scheme.why(),
                at: scheme.at,
            }
        })
        .collect()
}

/// A scheme whose pool or risk share is written and cannot be read: it may belong with others.
pub(super) fn ruleless(plan: &Partnership, scheme: usize, question: &Question) -> Option<Lost> {
    let scheme = &plan.schemes[scheme];
    let pool = scheme.pool.value().and_then(|id| plan.pool(id.as_str()));
    let written = scheme.risk_share.on(question.period.last_day());
    let rule_lost = written.is_some_and(|w| w.value.is_none());
    if !rule_lost && pool.is_some() {
        return None;
    }
    Some(Lost {
        named: scheme.id.value.to_string(),
        pool,
        why: "cannot be read",
        at: scheme.pool.unreadable().unwrap_or(scheme.id.at),
    })
}

/// Is nothing of the scheme unreadable that may change how it is shared?
pub(super) fn whole(plan: &Partnership, scheme: usize) -> Result<(), Refusal> {
    super::division::refuse_lost_partners(plan)?;
    match plan.schemes[scheme].unreadable.first() {
        None => Ok(()),
        Some(at) => Err(Refusal::at(*at, "something in it cannot be read")),
    }
}

/// Scopes of one risk share lean on one another where it nets the pool, offsets, draws on a
/// reserve or limits over the pool: a scheme that is missing may change them.
pub(super) fn leans(rule: &RiskShare) -> bool {
    let mut halves = [&rule.overspend, &rule.underspend].into_iter().flatten();
    rule.net == Net::Pool
        || halves.any(|h| !h.first.is_empty() || h.limits.iter().any(|l| l.over_pool))
}

/// A lost scheme of this pool is noted; one that may be of any pool refuses what leans on the
/// others of its own.
pub(super) fn lean_on_lost(group: &mut [Working<'_>], lost: &Lost) {
    if lost.pool.is_some() {
        note_names(group, &format!("`{}`", lost.named));
        return;
    }
    for working in group.iter_mut().filter(|w| leans(w.rule)) {
        let why = format!(
            "scheme `{}` {}, and may be one of its pool",
            lost.named, lost.why
        );
        working.refused.get_or_insert(Refusal::at(lost.at, why));
    }
}

/// Something not computed that may draw on reserves of its pool before others do.
pub(super) struct Before {
    pub(super) pool: usize,
    named: String,
    reserves: Vec<Id>,
}

impl Before {
    /// Whatever a scope of this pool and rule may draw on; none if that is nothing.
    pub(super) fn of(plan: &Plan, rule: &RiskShare, pool: usize, named: &str) -> Option<Before> {
        let destinations = rule.destinations().into_iter();
        let named_in =
            destinations
                .flat_map(|to| &to.entries)
                .filter_map(|to| match &to.who.value {
                    Word::Named(id) => Some(id),
                    _ => None,
                });
        let own = &plan.partnership.pools[pool];
        let reserves = rule.covered_by().chain(named_in);
        let reserves: Vec<Id> = reserves
            .filter(|id| own.reserve(id.as_str()).is_some())
            .cloned()
            .collect();
        (!reserves.is_empty()).then(|| Before {
            pool,
            named: named.to_owned(),
            reserves,
        })
    }

    /// Notes it in scopes evaluated after it whose losses the same reserves cover.
    pub(super) fn note(&self, group: &mut [Working<'_>]) {
        for working in group.iter_mut().filter(|w| w.scope.pool == self.pool) {
            let mut shared = working
                .rule
                .covered_by()
                .filter(|id| self.reserves.contains(id));
            if let Some(reserve) = shared.next() {
                working.scope.partial = true;
                working.scope.notes.push(format!(
                    "worked out without `{}`, not computed, which comes before it and may draw on reserve `{reserve}`",
                    self.named
                ));
            }
        }
    }
}

pub(super) fn note_missing(group: &mut [Working<'_>], missing: &[&str]) {
    const NAMED: usize = 3;
    let mut names: Vec<String> = missing
        .iter()
        .take(NAMED)
        .map(|id| format!("`{id}`"))
        .collect();
    if missing.len() > NAMED {
        names.push(format!("{} more", missing.len() - NAMED));
    }
    note_names(group, &names.join(", "));
}

pub(super) fn note_names(group: &mut [Working<'_>], names: &str) {
    for working in group {
        if leans(working.rule) {
            working.scope.partial = true;
            let note = format!(
                "worked out without {names}, not computed: offsets, reserves and limits over the pool may come out differently with it"
            );
            if !working.scope.notes.contains(&note) {
                working.scope.notes.push(note);
            }
        }
    }
}

/// Edges in money, and per cents of a contribution, are for the year and are not cut down for
/// part of it: a provisional figure that meets them has to say so, and so has that of some months.
pub(super) fn note_year_amounts(group: &mut [Working<'_>], provisional: bool) {
    for working in group {
        let (stage, cut) = match working.scope.part {
            _ if provisional => ("provisional: ", "the period".to_owned()),
            Some((from, to)) => ("", Month::names(from, to)),
            None => continue,
        };
        let halves = [&working.rule.overspend, &working.rule.underspend];
        let of_year = halves.into_iter().flatten().any(|half| {
            let trigger = half.trigger.iter().any(|t| t.threshold.value.is_of_year());
            let mut edges = half.bands.iter().filter_map(|b| b.up_to.as_ref());
            let mut limits = half.limits.iter().map(|l| l.at_most.value);
            trigger || edges.any(|edge| edge.value.is_of_year()) || limits.any(AtMost::is_of_year)
        });
        if of_year {
            working.scope.notes.push(format!(
                "{stage}the amounts in pounds and the per cents of contributions or funding in `{}` are for the whole year, and are not cut down to {cut}",
                working.rule.id.value
            ));
        }
    }
}
