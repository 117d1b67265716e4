//! What partners pay in: from whom, for which year, from which source, in which instalments.

use super::{FAMILY, years_of_term};
use crate::checks::bodies;
use crate::compute::pool::instalments::instalments_beyond;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Contribution, Field, Partner, Partnership, Pool, Source};

pub(super) static CONTRIBUTION_MISSING: Check = Check {
    name: "contribution-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["si-2000-617/7-3-b"],
    page: include_str!("../../../docs/checks/contribution-missing.md"),
    run: Some(contribution_missing),
};

/// A partner with no contribution to any pooled fund for a year of the term that has begun, or
/// for which another partner has one. An agreed nil is a contribution of £0.00.
fn contribution_missing(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let all: Vec<&Contribution> = plan
        .pools
        .iter()
        .filter(|p| p.is_pooled())
        .flat_map(|p| &p.contributions)
        .collect();
    if all.is_empty() && !plan.pools.iter().any(Pool::is_pooled) {
        return Vec::new();
    }
    // One that cannot be read may be the one that seems to be missing.
    if all
        .iter()
        .any(|c| c.partner.value().is_none() || c.year.value().is_none())
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    for year in years_of_term(plan) {
        let of_year = |c: &&&Contribution| c.year.value() == Some(&year);
        let begun = year.first_day() <= case.as_at;
        if !begun && !all.iter().any(|c| of_year(&c)) {
            continue;
        }
        for partner in &plan.partners {
            let theirs = |c: &&&Contribution| c.partner.value() == Some(&partner.id.value);
            let there = bodies::is_there_within(partner, year.first_day(), year.last_day());
            if !there || all.iter().any(|c| of_year(&c) && theirs(&c)) {
                continue;
            }
            let id = &partner.id.value;
            found.push(
                Finding::new(
                    &CONTRIBUTION_MISSING,
                    partner.id.at,
                    format!("`{id}` has no contribution to a pooled fund for {year}"),
                )
                .help(format!(
                    "add it under a pool's `contributions:`; where none is agreed, say so: {{partner: {id}, year: {year}, amount: 0.00}}"
                )),
            );
        }
    }
    found
}

pub(super) static CONTRIBUTION_INDICATIVE: Check = Check {
    name: "contribution-indicative",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["si-2000-617/7-3-b"],
    page: include_str!("../../../docs/checks/contribution-indicative.md"),
    run: Some(contribution_indicative),
};

fn contribution_indicative(case: &Case<'_>) -> Vec<Finding> {
    each(&case.plan.partnership, |_, c| {
        let (Field::Given(status), Field::Given(year)) = (&c.status, &c.year) else {
            return None;
        };
        let begun = year.value.first_day() <= case.as_at;
        (begun && status.value != "confirmed").then(|| {
            let message = format!(
                "this contribution is still {} after {} began",
                status.value, year.value
            );
            Finding::new(&CONTRIBUTION_INDICATIVE, status.at, message)
                .help("confirm it: figures that rest on it are not settled")
        })
    })
}

fn each(
    plan: &Partnership,
    look: impl Fn(&Pool, &Contribution) -> Option<Finding>,
) -> Vec<Finding> {
    let pools = plan.pools.iter();
    pools
        .flat_map(|pool| pool.entries().map(move |c| (pool, c)))
        .filter_map(|(pool, c)| look(pool, c))
        .collect()
}

pub(super) static INSTALMENTS_DIFFER: Check = Check {
    name: "instalments-differ",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/sums"],
    page: include_str!("../../../docs/checks/instalments-differ.md"),
    run: Some(instalments_differ),
};

fn instalments_differ(case: &Case<'_>) -> Vec<Finding> {
    each(&case.plan.partnership, |_, c| {
        let Field::Given(amount) = &c.amount else {
            return None;
        };
        let beyond = instalments_beyond(c)?;
        let first = c.instalments.first()?;
        (!beyond.is_nil()).then(|| {
            let word = if beyond.pence() > 0 { "more" } else { "less" };
            let (sum, size) = (amount.value + beyond, beyond.size());
            let message = format!(
                "the instalments make {sum}, {size} {word} than the contribution of {}",
                amount.value
            );
            Finding::new(&INSTALMENTS_DIFFER, first.at, message)
                .also(amount.at, "the contribution")
                .help("see which of the amounts is wrong")
        })
    })
}

pub(in crate::checks) static SOURCE_OF_OTHER_SIDE: Check = Check {
    name: "source-of-other-side",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/kinds-of-money"],
    page: include_str!("../../../docs/checks/source-of-other-side.md"),
    run: Some(source_of_other_side),
};

fn source_of_other_side(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    each(plan, |_, c| {
        let Field::Given(source) = &c.source else {
            return None;
        };
        let partner = plan.partner(c.partner.value()?.as_str())?;
        let message = whose(&plan.partners[partner], source.value)?;
        Some(
            Finding::new(&SOURCE_OF_OTHER_SIDE, source.at, message)
                .help("see whether the partner or the source is wrong"),
        )
    })
}

/// Whose money a source is, where it is not this partner's side's; none where it is, or where that
/// cannot be told.
pub(in crate::checks) fn whose(partner: &Partner, source: Source) -> Option<String> {
    let nhs_money = match source {
        Source::NhsMinimum | Source::NhsAdditional => true,
        Source::Labcg | Source::Dfg | Source::CouncilAdditional => false,
        Source::Other => return None,
    };
    let kind = *partner.kind.value()?;
    (nhs_money != kind.is_nhs()).then(|| {
        let (whose, side) = if nhs_money {
            ("NHS money", "a local authority")
        } else {
            ("a council's money", "an NHS body")
        };
        let id = &partner.id.value;
        format!("`{}` is {whose}, and `{id}` is {side}", source.word())
    })
}

pub(super) static GRANT_NOT_CAPITAL: Check = Check {
    name: "grant-not-capital",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/kinds-of-money"],
    page: include_str!("../../../docs/checks/grant-not-capital.md"),
    run: Some(grant_not_capital),
};

fn grant_not_capital(case: &Case<'_>) -> Vec<Finding> {
    each(&case.plan.partnership, |_, c| {
        let Field::Given(source) = &c.source else {
            return None;
        };
        (source.value == Source::Dfg && !c.capital).then(|| {
            let message = "the Disabled Facilities Grant is capital, and this is not marked so";
            Finding::new(&GRANT_NOT_CAPITAL, source.at, message).help("add: capital: true")
        })
    })
}
