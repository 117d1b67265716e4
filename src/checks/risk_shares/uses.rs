//! Uses: every scheme comes to one risk share, every risk share is used, every parameter filled.

use super::FAMILY;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{EACH_BEARS_OWN, Net, Scheme, Word};

pub(super) static SCHEME_WITHOUT_RISK_SHARE: Check = Check {
    name: "scheme-without-risk-share",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/every-penny"],
    page: include_str!("../../../docs/checks/scheme-without-risk-share.md"),
    run: Some(scheme_without_risk_share),
};

fn scheme_without_risk_share(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let shared = |scheme: &&Scheme| {
        let pool = scheme.pool.value().and_then(|p| plan.pool(p.as_str()));
        pool.is_some_and(|p| plan.pools[p].is_pooled())
    };
    plan.schemes
        .iter()
        .filter(shared)
        .filter(|scheme| scheme.risk_share.is_absent())
        .map(|scheme| {
            let message = format!("scheme `{}` has no risk share", scheme.id.value);
            Finding::new(&SCHEME_WITHOUT_RISK_SHARE, scheme.id.at, message)
                .help("name one; where its lead bears all: `risk_share: each-bears-own`")
        })
        .collect()
}

pub(super) static RISK_SHARE_UNUSED: Check = Check {
    name: "risk-share-unused",
    family: FAMILY,
    severity: Severity::Note,
    basis: &["planning-folder/nothing-unread"],
    page: include_str!("../../../docs/checks/risk-share-unused.md"),
    run: Some(risk_share_unused),
};

fn risk_share_unused(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let used = |id: &str| {
        let uses = plan.schemes.iter().flat_map(|s| &s.risk_share.values);
        uses.filter_map(|(_, v)| v.value.as_ref())
            .any(|u| u.id.value.as_str() == id)
    };
    plan.risk_shares
        .iter()
        .filter(|share| !used(share.id.value.as_str()))
        .map(|share| {
            let message = format!("no scheme uses risk share `{}`", share.id.value);
            Finding::new(&RISK_SHARE_UNUSED, share.id.at, message)
                .help("remove it, or name it in the schemes it is meant for")
        })
        .collect()
}

pub(super) static PARAMETER_MISSING: Check = Check {
    name: "parameter-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../../docs/checks/parameter-missing.md"),
    run: Some(parameter_missing),
};

fn parameter_missing(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for scheme in &plan.schemes {
        for used in scheme
            .risk_share
            .values
            .iter()
            .filter_map(|(_, v)| v.value.as_ref())
        {
            let versions = used.versions(&plan.risk_shares);
            let mut told: Vec<&str> = Vec::new();
            for parameter in versions.flat_map(|(_, share)| &share.unfilled) {
                let name = &parameter.value;
                if told.contains(&name.as_str()) {
                    continue;
                }
                told.push(name);
                let message = format!(
                    "risk share `{}` needs a value for `${name}`, and scheme `{}` gives none",
                    used.id.value, scheme.id.value
                );
                let help = format!("write: {{use: {}, with: {{{name}: …}}}}", used.id.value);
                found.push(
                    Finding::new(&PARAMETER_MISSING, used.id.at, message)
                        .also(parameter.at, "used here")
                        .help(help),
                );
            }
        }
    }
    found
}

pub(super) static PARAMETER_UNUSED: Check = Check {
    name: "parameter-unused",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/nothing-unread"],
    page: include_str!("../../../docs/checks/parameter-unused.md"),
    run: Some(parameter_unused),
};

fn parameter_unused(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    let uses = plan.schemes.iter().flat_map(|s| &s.risk_share.values);
    for used in uses.filter_map(|(_, v)| v.value.as_ref()) {
        let share = used.versions(&plan.risk_shares).map(|(_, s)| s).next();
        if share.is_none() && used.id.value.as_str() != EACH_BEARS_OWN {
            continue;
        }
        for (name, _) in &used.with {
            let mut versions = used.versions(&plan.risk_shares);
            let takes = versions.any(|(_, s)| s.unused.iter().all(|u| u.value != name.value));
            if takes {
                continue;
            }
            let message = format!(
                "risk share `{}` has no `${}` that this value could fill",
                used.id.value, name.value
            );
            let finding = Finding::new(&PARAMETER_UNUSED, name.at, message);
            found.push(match share {
                Some(share) => finding
                    .also(share.id.at, "defined here")
                    .help("write the blank into the definition, or take the value out"),
                None => {
                    finding.help("take the value out: its lead bears all, and nothing is to fill")
                }
            });
        }
    }
    found
}

pub(super) static LEADS_DIFFER: Check = Check {
    name: "leads-differ",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../docs/checks/leads-differ.md"),
    run: Some(leads_differ),
};

/// A risk share that nets the pool and names `lead`, used by schemes with different leads.
fn leads_differ(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for (i, share) in plan.risk_shares.iter().enumerate() {
        let named = share
            .destinations()
            .into_iter()
            .flat_map(|to| &to.entries)
            .find(|e| e.who.value == Word::Lead);
        let (Some(named), Net::Pool) = (named, share.net) else {
            continue;
        };
        for pool in &plan.pools {
            let leads: Vec<&str> = plan
                .schemes
                .iter()
                .filter(|s| s.pool.value() == Some(&pool.id.value))
                .filter(|s| {
                    let used = s.risk_share.on(case.as_at).and_then(|v| v.value.as_ref());
                    used.is_some_and(|u| u.versions(&plan.risk_shares).any(|(v, _)| v == i))
                })
                .filter_map(|s| s.lead.on(case.as_at)?.value.as_ref().map(|id| id.as_str()))
                .collect();
            if leads.windows(2).any(|pair| pair[0] != pair[1]) {
                let message = format!(
                    "risk share `{}` adds up pool `{}` and names `lead`, and its schemes have different ones",
                    share.id.value, pool.id.value
                );
                found.push(
                    Finding::new(&LEADS_DIFFER, named.who.at, message)
                        .help("name a partner instead, or write `net: scheme`"),
                );
            }
        }
    }
    found
}
