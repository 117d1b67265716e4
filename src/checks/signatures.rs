//! Signatures: by every partner, with a date, before the agreement begins.

use super::{bodies, days};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Field, Partner, Signature};

pub(super) static CHECKS: &[&Check] = &[&UNSIGNED, &SIGNED_LATE];

const FAMILY: &str = "signatures";

static UNSIGNED: Check = Check {
    name: "unsigned",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-3"],
    page: include_str!("../../docs/checks/unsigned.md"),
    run: Some(unsigned),
};

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
        if signature.is_none() && bodies::follows_a_partner(plan, partner) {
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
            Some(_) => continue,
        };
        found.push(
            Finding::new(&UNSIGNED, at, message)
                .help(help)
                .graded(severity),
        );
    }
    found
}

static SIGNED_LATE: Check = Check {
    name: "signed-late",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["si-2000-617/7-3"],
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
    let late = |signature: &Signature| {
        let Field::Given(on) = &signature.on else {
            return None;
        };
        let late = starts.value.days_to(on.value) - 1;
        let partner = signature.partner.value()?;
        (late > 0).then(|| {
            let late = days(late);
            let message = format!("`{partner}` signed {late} after the agreement began");
            Finding::new(&SIGNED_LATE, on.at, message)
                .also(starts.at, "it began here")
                .help("record what was done in between, and by which authority")
        })
    };
    agreement.signatures.iter().filter_map(late).collect()
}
