//! The agreement itself: who makes it, which arrangements, how long, who hosts.

use super::days;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Agreement, ArrangementKind, Field, PartnerKind, PoolManager};
use crate::source::Span;
use crate::value::suggestion;

pub(super) static CHECKS: &[&Check] = &[
    &AGREEMENT_MISSING,
    &PARTIES_ONE_SIDED,
    &PARTNER_NOT_ELIGIBLE,
    &ARRANGEMENT_WITHOUT_POOL,
    &AGREEMENT_DATES,
    &AGREEMENT_EXPIRED,
    &HOST_MISSING,
    &POOL_MANAGER_MISSING,
    &POOL_MANAGER_ELSEWHERE,
];

const FAMILY: &str = "agreement";

static AGREEMENT_MISSING: Check = Check {
    name: "agreement-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-3"],
    page: include_str!("../../docs/checks/agreement-missing.md"),
    run: Some(agreement_missing),
};

fn agreement_missing(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    if plan.agreement.is_some() || !case.plan.readable {
        return Vec::new();
    }
    let at = plan.id.at().or(plan.name.at()).or(start_of_main(case));
    at.map(|at| {
        Finding::new(
            &AGREEMENT_MISSING,
            at,
            "this partnership states no agreement",
        )
        .help("add an `agreement:` block with its arrangements, dates and signatures")
    })
    .into_iter()
    .collect()
}

fn start_of_main(case: &Case<'_>) -> Option<Span> {
    case.plan.main.map(|file| Span {
        file,
        start: 0,
        end: 0,
    })
}

static PARTIES_ONE_SIDED: Check = Check {
    name: "parties-one-sided",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/2"],
    page: include_str!("../../docs/checks/parties-one-sided.md"),
    run: Some(parties_one_sided),
};

fn parties_one_sided(case: &Case<'_>) -> Vec<Finding> {
    let partners = &case.plan.partnership.partners;
    let (Some(first), true) = (
        partners.first(),
        // A kind that is missing or cannot be read may be the side that seems to be missing.
        partners.iter().all(|p| p.kind.value().is_some()),
    ) else {
        return Vec::new();
    };
    let has = |side: fn(PartnerKind) -> bool| {
        partners
            .iter()
            .any(|p| p.kind.value().is_some_and(|k| side(*k)))
    };
    let missing = match (
        has(PartnerKind::is_nhs),
        has(PartnerKind::is_local_authority),
    ) {
        (true, true) => return Vec::new(),
        (false, _) => "NHS body",
        (_, false) => "local authority",
    };
    let message = format!("no {missing} is among the partners");
    vec![
        Finding::new(&PARTIES_ONE_SIDED, first.id.at, message)
            .help("a section 75 arrangement needs at least one of each: add it under `partners:`"),
    ]
}

static PARTNER_NOT_ELIGIBLE: Check = Check {
    name: "partner-not-eligible",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/3"],
    page: include_str!("../../docs/checks/partner-not-eligible.md"),
    run: Some(partner_not_eligible),
};

fn partner_not_eligible(case: &Case<'_>) -> Vec<Finding> {
    let partners = case.plan.partnership.partners.iter();
    partners
        .filter_map(|partner| match (&partner.kind, &partner.kind_word) {
            (Field::Unreadable(_), Field::Given(word)) => {
                let words = PartnerKind::WORDS.iter().map(|(word, _)| *word);
                let message = format!("`{}` is no kind of body that may be a partner", word.value);
                let help = format!(
                    "{}; any other body is a provider: list it under `providers:`",
                    suggestion(&word.value, words)
                );
                Some(Finding::new(&PARTNER_NOT_ELIGIBLE, word.at, message).help(help))
            }
            _ => None,
        })
        .collect()
}

static ARRANGEMENT_WITHOUT_POOL: Check = Check {
    name: "arrangement-without-pool",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7"],
    page: include_str!("../../docs/checks/arrangement-without-pool.md"),
    run: Some(arrangement_without_pool),
};

fn arrangement_without_pool(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let pooled = plan.pools.iter().find(|pool| pool.is_pooled());
    let said = agreement
        .arrangements
        .iter()
        .find(|kind| kind.value == ArrangementKind::PooledFund);
    // A standing or an arrangement that cannot be read may be the one that seems to be missing.
    let doubtful = plan.pools.iter().any(|pool| pool.stands().is_none());
    match (said, pooled) {
        (Some(said), None) if !doubtful => vec![
            Finding::new(
                &ARRANGEMENT_WITHOUT_POOL,
                said.at,
                "the agreement makes a pooled fund, and no pool is pooled",
            )
            .help("add the fund under `pools:`, or take `pooled-fund` out of the arrangements"),
        ],
        (None, Some(pool)) if agreement.arrangements_said => vec![
            Finding::new(
                &ARRANGEMENT_WITHOUT_POOL,
                pool.id.at,
                format!(
                    "pool `{}` is pooled, and the agreement makes no pooled fund",
                    pool.id.value
                ),
            )
            .help("add `pooled-fund` to the arrangements, or say `standing: aligned`"),
        ],
        _ => Vec::new(),
    }
}

static AGREEMENT_DATES: Check = Check {
    name: "agreement-dates",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-3-f"],
    page: include_str!("../../docs/checks/agreement-dates.md"),
    run: Some(agreement_dates),
};

fn agreement_dates(case: &Case<'_>) -> Vec<Finding> {
    let Some((agreement, starts, ends)) = dates(case) else {
        return Vec::new();
    };
    if ends >= starts {
        return Vec::new();
    }
    let (Some(at), Some(start)) = (agreement.ends.at(), agreement.starts.at()) else {
        return Vec::new();
    };
    let message = format!(
        "the agreement ends on {}, before it starts on {}",
        ends.long(),
        starts.long()
    );
    vec![
        Finding::new(&AGREEMENT_DATES, at, message)
            .also(start, "starts here")
            .help("see which of the two dates is wrong"),
    ]
}

fn dates<'a>(case: &Case<'a>) -> Option<(&'a Agreement, crate::value::Day, crate::value::Day)> {
    let agreement = case.plan.partnership.agreement.as_ref()?;
    Some((
        agreement,
        *agreement.starts.value()?,
        *agreement.ends.value()?,
    ))
}

static AGREEMENT_EXPIRED: Check = Check {
    name: "agreement-expired",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-3-f"],
    page: include_str!("../../docs/checks/agreement-expired.md"),
    run: Some(agreement_expired),
};

/// Ended before the day: an error. Ends within 183 days of it: a warning.
fn agreement_expired(case: &Case<'_>) -> Vec<Finding> {
    let Some((agreement, starts, ends)) = dates(case) else {
        return Vec::new();
    };
    let done = agreement
        .status
        .value()
        .is_some_and(|s| s == "expired" || s == "superseded");
    let (Some(at), false, true) = (agreement.ends.at(), done, ends >= starts) else {
        return Vec::new();
    };
    let left = case.as_at.days_to(ends) - 1;
    let help = "agree its successor, or an extension, and record it here";
    if left < 0 {
        let message = format!(
            "the agreement ended on {}, {} ago",
            ends.long(),
            days(-left)
        );
        return vec![Finding::new(&AGREEMENT_EXPIRED, at, message).help(help)];
    }
    if left <= 183 {
        let when = match left {
            0 => "today".to_owned(),
            left => format!("in {}", days(left)),
        };
        let message = format!("the agreement ends on {}, {when}", ends.long());
        let finding = Finding::new(&AGREEMENT_EXPIRED, at, message).help(help);
        return vec![finding.graded(Severity::Warning)];
    }
    Vec::new()
}

static HOST_MISSING: Check = Check {
    name: "host-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-3-g", "si-2000-617/7-4"],
    page: include_str!("../../docs/checks/host-missing.md"),
    run: Some(host_missing),
};

fn host_missing(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let default = plan.agreement.as_ref().is_some_and(|a| !a.host.is_absent());
    plan.pools
        .iter()
        .filter(|pool| pool.is_pooled() && pool.host.is_absent() && !default)
        .map(|pool| {
            let message = format!("pool `{}` has no host", pool.id.value);
            Finding::new(&HOST_MISSING, pool.id.at, message)
                .help("name the partner that accounts for it: `host: council`")
        })
        .collect()
}

static POOL_MANAGER_MISSING: Check = Check {
    name: "pool-manager-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-4"],
    page: include_str!("../../docs/checks/pool-manager-missing.md"),
    run: Some(pool_manager_missing),
};

fn pool_manager_missing(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let help = "write the post, not the person: `pool_manager: {post: …, employer: …}`";
    let mut found = Vec::new();
    if let Some(manager) = &agreement.pool_manager {
        found.extend(post_missing(manager));
    }
    for pool in plan.pools.iter().filter(|pool| pool.is_pooled()) {
        match (&pool.pool_manager, &agreement.pool_manager) {
            (Some(manager), _) => found.extend(post_missing(manager)),
            (None, Some(_)) => {}
            (None, None) => {
                let message = format!("pool `{}` has no pool manager", pool.id.value);
                found.push(Finding::new(&POOL_MANAGER_MISSING, pool.id.at, message).help(help));
            }
        }
    }
    found
}

/// A pool manager without a post.
fn post_missing(manager: &PoolManager) -> Option<Finding> {
    manager.post.is_absent().then(|| {
        let message = "the pool manager's post is not said";
        Finding::new(&POOL_MANAGER_MISSING, manager.at, message)
            .help("write the post, not the person: `post: Head of Integrated Commissioning`")
    })
}

static POOL_MANAGER_ELSEWHERE: Check = Check {
    name: "pool-manager-elsewhere",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["si-2000-617/7-4"],
    page: include_str!("../../docs/checks/pool-manager-elsewhere.md"),
    run: Some(pool_manager_elsewhere),
};

fn pool_manager_elsewhere(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for pool in plan.pools.iter().filter(|pool| pool.is_pooled()) {
        let host = match pool.host.on(case.as_at) {
            Some(host) => host.value.as_ref(),
            None if !pool.host.is_absent() => None,
            None => agreement.host.value(),
        };
        let manager = pool
            .pool_manager
            .as_ref()
            .or(agreement.pool_manager.as_ref());
        let employer = manager.map(|m| &m.employer);
        if let (Some(host), Some(Field::Given(employer))) = (host, employer)
            && employer.value != *host
        {
            let message = format!(
                "the manager of pool `{}` is employed by `{}`, and `{host}` hosts it",
                pool.id.value, employer.value
            );
            let help = "the host appoints one of its own officers; a pool with another host has \
                        a `pool_manager:` of its own";
            found.push(
                Finding::new(&POOL_MANAGER_ELSEWHERE, employer.at, message)
                    .also(pool.id.at, "the pool")
                    .help(help),
            );
        }
    }
    found
}
