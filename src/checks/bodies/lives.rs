//! Bodies that begin or end while the agreement runs, and who follows them.

use super::succession::{follower, follows_a_partner, heir_named};
use super::{FAMILY, code_at, days_of, life_of, listed, live};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Partner, PartnerKind, Partnership};
use crate::seeds::Successor;
use crate::source::Span;
use crate::value::{Day, shown};

const BASIS: &[&str] = &["bodies/14z25", "bodies/structural-changes"];

/// The item a finding about this partner rests on.
fn ground(partner: &Partner) -> &'static str {
    if partner.kind.value().is_some_and(|kind| !kind.is_nhs()) {
        BASIS[1]
    } else {
        BASIS[0]
    }
}

/// How a sentence calls a partner: its id, and its name where one is known.
fn called(partner: &Partner) -> String {
    let id = &partner.id.value;
    let listed = life_of(partner).map(|life| life.name.to_owned());
    match listed.or(partner.name.value().map(|name| shown(name))) {
        Some(name) => format!("`{id}`, {name},"),
        None => format!("`{id}`"),
    }
}

/// Where it is written that a partner ends: in the file, or by its code.
fn end_at(partner: &Partner) -> Span {
    partner.until.at().unwrap_or_else(|| code_at(partner))
}

/// A partner whose last day falls within the agreement or before it, and that day.
fn ending<'a>(case: &Case<'a>) -> Vec<(&'a Partner, Day)> {
    let plan = &case.plan.partnership;
    if plan.agreement.is_some() && live(case).is_none() {
        return Vec::new();
    }
    let ends = live(case).and_then(|agreement| agreement.ends.value());
    let partners = plan.partners.iter();
    partners
        .filter_map(|partner| Some((partner, days_of(partner).1?)))
        // An agreement that ends with the body needs nobody to follow.
        .filter(|(_, until)| ends.is_none_or(|ends| ends > until))
        .collect()
}

/// The first day of the agreement, where it can be read.
fn starts(case: &Case<'_>) -> Option<Day> {
    let agreement = live(case)?;
    agreement.starts.value().copied()
}

/// Had the body ended by the day asked for, or before the agreement began?
fn has_ended(case: &Case<'_>, until: Day) -> bool {
    case.as_at > until || starts(case).is_some_and(|starts| starts > until)
}

/// Who follows a partner by the lists, in a sentence; and what to write of it.
fn by_the_lists(partner: &Partner, until: Day) -> (String, String) {
    let successors = life_of(partner).map_or_else(Vec::new, |life| life.successors);
    let named = |s: &Successor| match s.code {
        Some(code) => format!("{} ({code})", s.name),
        None => s.name.to_owned(),
    };
    let names: Vec<String> = successors.iter().map(named).collect();
    let verb = if names.len() > 1 { "follow" } else { "follows" };
    let sentence = match names.as_slice() {
        [] => String::new(),
        names => format!("{} {verb} from {}; ", listed(names), until.plus(1).long()),
    };
    let write = match successors.as_slice() {
        [] => "write who follows: `successor: …`".to_owned(),
        [one] => format!("write `successor: {}` here", one.code.unwrap_or(one.name)),
        [first, ..] => {
            let first = first.code.unwrap_or(first.name);
            format!("write whichever takes its part here, such as `successor: {first}`")
        }
    };
    (sentence, write)
}

pub(super) static BODY_ENDED: Check = Check {
    name: "body-ended",
    family: FAMILY,
    severity: Severity::Error,
    basis: BASIS,
    page: include_str!("../../../docs/checks/body-ended.md"),
    run: Some(body_ended),
};

fn body_ended(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for (partner, until) in ending(case) {
        if !has_ended(case, until) || follower(plan, partner).is_some() {
            continue;
        }
        let before = starts(case).filter(|starts| *starts > until);
        let what = match (before, heir_named(partner)) {
            (Some(starts), _) => format!("before the agreement starts on {}", starts.long()),
            (None, None) => "and no partner follows it".to_owned(),
            (None, Some(named)) => {
                format!(
                    "and `{}`, named to follow it, is no partner",
                    shown(&named.value)
                )
            }
        };
        let message = format!("{} ended on {}, {what}", called(partner), until.long());
        let (who, _) = by_the_lists(partner, until);
        let finding = Finding::new(&BODY_ENDED, end_at(partner), message)
            .help(format!("{who}{}", take_over(plan, partner)));
        found.push(finding.on_basis(ground(partner)));
    }
    found
}

/// What to write so that somebody takes over: on a partner that the lists say may be it, or anew.
fn take_over(plan: &Partnership, partner: &Partner) -> String {
    let id = &partner.id.value;
    let successors = life_of(partner).map_or_else(Vec::new, |life| life.successors);
    let of_list = |p: &&Partner| {
        let code = life_of(p).map(|life| life.code);
        code.is_some() && successors.iter().any(|s| s.code == code)
    };
    match plan.partners.iter().find(of_list) {
        Some(there) => format!(
            "if partner `{}` takes its part, write `successor_of: {id}` there",
            there.id.value
        ),
        None => format!("add the body that takes its part as a partner with `successor_of: {id}`"),
    }
}

pub(super) static SUCCESSOR_UNNAMED: Check = Check {
    name: "successor-unnamed",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/successor-unnamed.md"),
    run: Some(successor_unnamed),
};

fn successor_unnamed(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(ends) = live(case).and_then(|agreement| agreement.ends.value()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (partner, until) in ending(case) {
        let named = heir_named(partner).is_some() || follower(plan, partner).is_some();
        if has_ended(case, until) || named {
            continue;
        }
        let message = format!(
            "{} ends on {}, before the agreement does on {}, and no successor is named",
            called(partner),
            until.long(),
            ends.long()
        );
        let (who, write) = by_the_lists(partner, until);
        let help = format!(
            "{who}{write}, or add a partner with `successor_of: {}`",
            partner.id.value
        );
        let finding = Finding::new(&SUCCESSOR_UNNAMED, end_at(partner), message).help(help);
        found.push(finding.on_basis(ground(partner)));
    }
    found
}

pub(super) static BODY_NOT_BEGUN: Check = Check {
    name: "body-not-begun",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/body-not-begun.md"),
    run: Some(body_not_begun),
};

/// A body that says whom it follows may begin while the agreement runs.
fn body_not_begun(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(starts) = starts(case) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for partner in &plan.partners {
        let Some(from) = days_of(partner).0.filter(|from| *from > starts) else {
            continue;
        };
        if !partner.successor_of.is_empty() || follows_a_partner(plan, partner) {
            continue;
        }
        let message = format!(
            "the agreement starts on {}, and {} begins on {}",
            starts.long(),
            called(partner),
            from.long()
        );
        let at = partner.from.at().unwrap_or_else(|| code_at(partner));
        let help = "say whose part in the agreement it took: `successor_of:` and the body's id, \
                    code or name";
        let finding = Finding::new(&BODY_NOT_BEGUN, at, message).help(help);
        found.push(finding.on_basis(ground(partner)));
    }
    found
}

pub(super) static BODY_DATES_DIFFER: Check = Check {
    name: "body-dates-differ",
    family: FAMILY,
    severity: Severity::Warning,
    basis: BASIS,
    page: include_str!("../../../docs/checks/body-dates-differ.md"),
    run: Some(body_dates_differ),
};

fn body_dates_differ(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for partner in &case.plan.partnership.partners {
        let Some(life) = life_of(partner) else {
            continue;
        };
        let pairs = [
            (&partner.from, life.from, "begins"),
            (&partner.until, life.until, "ends"),
        ];
        for (own, listed, verb) in pairs {
            let (Some(day), Some(listed), Some(at)) = (own.value(), listed, own.at()) else {
                continue;
            };
            if *day == listed {
                continue;
            }
            let message = format!(
                "{} {verb} on {} here, and on {} by its code",
                called(partner),
                day.long(),
                listed.long()
            );
            let help = format!("see whether the day or the code {} is wrong", life.code);
            let finding = Finding::new(&BODY_DATES_DIFFER, at, message)
                .also(code_at(partner), "its code")
                .help(help);
            found.push(finding.on_basis(ground(partner)));
        }
    }
    found
}

/// Is this partner an integrated care board?
pub(super) fn is_board(partner: &Partner) -> bool {
    partner.kind.value() == Some(&PartnerKind::IntegratedCareBoard)
}
