//! Signatures: by every partner, with a date, before the agreement begins.

use super::matters::makes;
use super::{bodies, days};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Agreement, ArrangementKind, Field, Partner, Signature};

pub(super) static CHECKS: &[&Check] = &[&UNSIGNED, &SIGNED_LATE];

const FAMILY: &str = "signatures";

static UNSIGNED: Check = Check {
    name: "unsigned",
    family: FAMILY,
    severity: Severity::Error,
    basis: &[
        "si-2000-617/7-3",
        "si-2000-617/8-written",
        "si-2000-617/9-3",
        SCIE,
        IN_TIME,
    ],
    page: include_str!("../../docs/checks/unsigned.md"),
    run: Some(unsigned),
};

/// Guidance asks for the terms to be documented, whatever the arrangement.
const SCIE: &str = "scie-pooling/agreement";

/// Practice asks for signatures before the first day.
const IN_TIME: &str = "pooled-fund-practice/signed-in-time";

/// The regulations that want this agreement in writing; all of them where it names no arrangement.
fn in_writing(agreement: &Agreement) -> Vec<&'static str> {
    let all = [
        (ArrangementKind::PooledFund, "si-2000-617/7-3"),
        (
            ArrangementKind::NhsExercisesCouncilFunctions,
            "si-2000-617/8-written",
        ),
        (
            ArrangementKind::CouncilExercisesNhsFunctions,
            "si-2000-617/9-3",
        ),
    ];
    let none = agreement.arrangements.is_empty();
    let theirs = all
        .iter()
        .filter(|(kind, _)| none || makes(agreement, *kind));
    theirs.map(|(_, item)| *item).collect()
}

fn signature_of<'a>(signatures: &'a [Signature], partner: &Partner) -> Option<&'a Signature> {
    signatures
        .iter()
        .find(|s| s.partner.value() == Some(&partner.id.value))
}

/// An error once the agreement has begun; a warning while it is still to begin, or a draft.
fn unsigned(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let begun = agreement
        .starts
        .value()
        .is_some_and(|starts| *starts <= case.as_at);
    let draft = agreement
        .status
        .value()
        .is_some_and(|s| s == "draft" || s == "agreed");
    let severity = if begun && !draft {
        Severity::Error
    } else {
        Severity::Warning
    };
    let mut found = Vec::new();
    for partner in &plan.partners {
        let id = &partner.id.value;
        let signature = signature_of(&agreement.signatures, partner);
        let dated = signature.is_none_or(|s| !s.on.is_absent());
        let first = agreement.starts.value().map(|s| (*s).min(case.as_at));
        let there = first.is_none_or(|first| bodies::is_there_within(partner, first, case.as_at));
        // One that follows another is bound by what that one signed; one not begun cannot sign.
        if dated && (bodies::follows_a_partner(plan, partner) || !there) {
            continue;
        }
        let (at, message, help) = match signature {
            None => (
                partner.id.at,
                format!("`{id}` has not signed the agreement"),
                format!("add under `signatures:` {{partner: {id}, by: <post>, on: <date>}}"),
            ),
            Some(s) if s.on.is_absent() => (
                s.at,
                format!("the signature of `{id}` has no date"),
                "add the day it was signed: `on: <date>`".to_owned(),
            ),
            Some(Signature {
                on: Field::Given(on),
                ..
            }) if on.value > case.as_at => (
                on.at,
                format!(
                    "`{id}` had not signed by {}: its signature is of {}",
                    case.as_at.long(),
                    on.value.long()
                ),
                "correct the day, or ask for a later one with --as-at".to_owned(),
            ),
            Some(_) => continue,
        };
        found.push(
            Finding::new(&UNSIGNED, at, message)
                .help(help)
                .on_items(in_writing(agreement).into_iter().chain([SCIE, IN_TIME]))
                .graded(severity),
        );
    }
    found
}

static SIGNED_LATE: Check = Check {
    name: "signed-late",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[
        "si-2000-617/7-3",
        "si-2000-617/8-written",
        "si-2000-617/9-3",
        IN_TIME,
    ],
    page: include_str!("../../docs/checks/signed-late.md"),
    run: Some(signed_late),
};

fn signed_late(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let Field::Given(starts) = &agreement.starts else {
        return Vec::new();
    };
    // One that follows another is bound by what that one signed; one that had not begun joined later.
    let from_the_first = |partner: &Partner| {
        !bodies::follows_a_partner(plan, partner)
            && bodies::is_there_within(partner, starts.value, starts.value)
    };
    let late = |signature: &Signature| {
        let Field::Given(on) = &signature.on else {
            return None;
        };
        let late = starts.value.days_to(on.value) - 1;
        let partner = signature.partner.value()?;
        let known = plan.partner(partner.as_str()).map(|i| &plan.partners[i]);
        let asked = on.value <= case.as_at && known.is_none_or(from_the_first);
        (asked && late > 0).then(|| {
            let late = days(late);
            let message = format!("`{partner}` signed {late} after the agreement began");
            Finding::new(&SIGNED_LATE, on.at, message)
                .also(starts.at, "it began here")
                .help("record what was done in between, and by which authority")
                .on_items(in_writing(agreement).into_iter().chain([IN_TIME]))
        })
    };
    agreement.signatures.iter().filter_map(late).collect()
}
