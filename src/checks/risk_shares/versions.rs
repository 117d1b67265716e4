//! Risk shares that change with time: no day with two versions, none without one, and no change
//! within a month.

use super::FAMILY;
use crate::compute::risk_share::{Definitions, holds};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{RiskShare, Scheme, Since};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Month};
use std::collections::{BTreeMap, BTreeSet};

/// The versions of one risk share, each a definition of its own, in the order written.
type Versions<'p> = Vec<&'p RiskShare>;

/// Definitions that say when they hold, by id; one used with several sets of values counts once.
fn versions<'p>(case: &Case<'p>) -> BTreeMap<&'p str, Versions<'p>> {
    let mut all: BTreeMap<&str, Versions<'_>> = BTreeMap::new();
    for share in &case.plan.partnership.risk_shares {
        let of_id = all.entry(share.id.value.as_str()).or_default();
        let unread = [share.from.unreadable(), share.until.unreadable()];
        let known = of_id.iter().any(|other| other.at == share.at);
        if !known && unread.iter().all(Option::is_none) {
            of_id.push(share);
        }
    }
    all.retain(|_, of_id| of_id.len() > 1);
    all
}

fn first_day(share: &RiskShare) -> Day {
    let always = FinancialYear::starting(1990).first_day();
    share.from.value().copied().unwrap_or(always)
}

pub(super) static RISK_SHARE_OVERLAP: Check = Check {
    name: "risk-share-overlap",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../docs/checks/risk-share-overlap.md"),
    run: Some(risk_share_overlap),
};

/// Two versions of one risk share that hold on the same day.
fn risk_share_overlap(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, of_id) in versions(case) {
        for (i, second) in of_id.iter().enumerate() {
            for first in &of_id[..i] {
                let day = first_day(first).max(first_day(second));
                if holds(first, day) && holds(second, day) {
                    let message = format!(
                        "two versions of risk share `{id}` are in force on {}",
                        day.long()
                    );
                    let at = second.from.at().unwrap_or(second.id.at);
                    let other = first.until.at().unwrap_or(first.id.at);
                    found.push(
                        Finding::new(&RISK_SHARE_OVERLAP, at, message)
                            .also(other, "the other version")
                            .help("let the earlier end (`until:`) on the day before the later begins (`from:`)"),
                    );
                }
            }
        }
    }
    found
}

pub(super) static RISK_SHARE_GAP: Check = Check {
    name: "risk-share-gap",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/every-penny"],
    page: include_str!("../../../docs/checks/risk-share-gap.md"),
    run: Some(risk_share_gap),
};

/// Days between two versions that neither holds on, and months of a scheme's year that nothing it
/// names holds in.
fn risk_share_gap(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, mut of_id) in versions(case) {
        of_id.sort_by_key(|share| first_day(share));
        let mut ended: Option<(Day, Span)> = None;
        for share in of_id {
            if let (Some((until, at)), Some(from)) = (ended, share.from.value())
                && until.plus(1) < *from
            {
                let message = format!(
                    "no version of risk share `{id}` is in force from {} to {}",
                    until.plus(1).long(),
                    from.plus(-1).long()
                );
                found.push(
                    Finding::new(
                        &RISK_SHARE_GAP,
                        share.from.at().unwrap_or(share.id.at),
                        message,
                    )
                    .also(at, "the one before ends here")
                    .help("let one version begin on the day after the other ends"),
                );
            }
            let until = share.until.value().copied();
            ended = match (ended, until) {
                (Some((before, at)), Some(until)) if before >= until => Some((before, at)),
                (_, Some(until)) => Some((until, share.until.at().unwrap_or(share.id.at))),
                (_, None) => None,
            };
        }
    }
    let definitions = Definitions::of(&case.plan.partnership);
    let schemes = case.plan.partnership.schemes.iter().enumerate();
    found.extend(schemes.flat_map(|(i, scheme)| of_scheme(case, &definitions, i, scheme)));
    found
}

/// The first hole in each year the scheme has a baseline for, within the agreement.
fn of_scheme(
    case: &Case<'_>,
    definitions: &Definitions<'_>,
    i: usize,
    scheme: &Scheme,
) -> Vec<Finding> {
    let agreement = case.plan.partnership.agreement.as_ref();
    let starts = agreement.and_then(|a| a.starts.value().copied());
    let ends = agreement.and_then(|a| a.ends.value().copied());
    let years: BTreeSet<FinancialYear> = scheme
        .baseline
        .values
        .iter()
        .filter_map(|(since, _)| since.year())
        .collect();
    let mut found = Vec::new();
    for year in years {
        let first_days = (1..=12).map(|number| Month { year, number });
        let holes: Vec<u8> = first_days
            .filter(|month| {
                let (first, last) = (month.first_day(), month.last_day());
                let within = starts.is_none_or(|s| s <= last) && ends.is_none_or(|e| e >= first);
                within && definitions.is_hole(i, first)
            })
            .map(|month| month.number)
            .collect();
        let Some(first) = holes.first() else {
            continue;
        };
        let run = holes.iter().zip(*first..).take_while(|(a, b)| **a == *b);
        let last = run.last().map_or(*first, |(month, _)| *month);
        let message = format!(
            "scheme `{}` has no risk share in force in {} of {year}",
            scheme.id.value,
            Month::names(*first, last)
        );
        let at = scheme.risk_share.at().unwrap_or(scheme.id.at);
        found.push(Finding::new(&RISK_SHARE_GAP, at, message).help(
            "name the risk share of those months; where its lead bears all: `each-bears-own`",
        ));
    }
    found
}

pub(super) static CHANGE_WITHIN_MONTH: Check = Check {
    name: "change-within-month",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../docs/checks/change-within-month.md"),
    run: Some(change_within_month),
};

/// Risk shares that begin or end within a month, where a scheme falls under them.
fn change_within_month(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut days: BTreeMap<(Span, Day), ()> = BTreeMap::new();
    for share in &plan.risk_shares {
        let from = share.from.value().zip(share.from.at());
        let until = share.until.value().map(|day| day.plus(1));
        let until = until.zip(share.until.at());
        days.extend(from.map(|(day, at)| ((at, *day), ())));
        days.extend(until.map(|(day, at)| ((at, day), ())));
    }
    let uses = plan.schemes.iter().flat_map(|s| &s.risk_share.values);
    for (since, written) in uses {
        if let Since::Day(day) = since {
            days.insert((written.at, *day), ());
        }
    }
    let agreement = plan.agreement.as_ref();
    let starts = agreement.and_then(|a| a.starts.value().copied());
    let ends = agreement.and_then(|a| a.ends.value().copied());
    days.into_keys()
        .filter(|(_, day)| day.day() != 1)
        // The agreement's own first and last day are no change.
        .filter(|(_, day)| starts.is_none_or(|s| *day > s) && ends.is_none_or(|e| *day <= e))
        .map(|(at, day)| {
            let message = format!("a risk share changes on {}, within a month", day.long());
            Finding::new(&CHANGE_WITHIN_MONTH, at, message)
                .help("money is kept by month: write `from` as the first day of one and `until` as the last")
        })
        .collect()
}
