//! What the ledger's totals show beside the plan: spend and contributions nobody planned.

use super::FAMILY;
use crate::compute::outturn::{Basis, ByScheme, Question, figures};
use crate::compute::spread::twelve_months;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Contribution, Kind};
use crate::value::{FinancialYear, Month, Period};
use std::collections::BTreeSet;

pub(super) static SPEND_WITHOUT_BASELINE: Check = Check {
    name: "spend-without-baseline",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../../docs/checks/spend-without-baseline.md"),
    run: Some(spend_without_baseline),
};

/// Schemes with spend in a year for which neither the plan nor the ledger has a baseline. A row
/// left out of the ledger may be the one that seems to be missing.
fn spend_without_baseline(case: &Case<'_>) -> Vec<Finding> {
    let years = |kinds: &[Kind]| -> BTreeSet<(usize, FinancialYear)> {
        let lines = case.plan.totals.lines.keys();
        lines
            .filter(|line| kinds.contains(&line.kind))
            .filter_map(|line| Some((line.scheme?, line.month.year)))
            .collect()
    };
    let planned = years(&[Kind::Baseline]);
    let agreement = case.plan.partnership.agreement.as_ref();
    let days = agreement.and_then(|a| Some((*a.starts.value()?, *a.ends.value()?)));
    // Spend of a year before or after the agreement is told at its row.
    let within = |year: FinancialYear| {
        days.is_none_or(|(starts, ends)| year.last_day() >= starts && year.first_day() <= ends)
    };
    years(&[Kind::Spend])
        .into_iter()
        .filter(|(_, year)| within(*year))
        .filter(|key| !planned.contains(key))
        .filter(|(scheme, year)| {
            let mut left_out = case.plan.totals.stranded.iter();
            !left_out.any(|s| s.scheme == Some(*scheme) && s.year == Some(*year))
        })
        .filter_map(|(scheme, year)| {
            let scheme = &case.plan.partnership.schemes[scheme];
            matches!(twelve_months(scheme, year), Ok(None)).then(|| {
                let message = format!(
                    "scheme `{}` has spend in {year} and no baseline for it",
                    scheme.id.value
                );
                let help =
                    format!("add what it was expected to cost: baseline: {{{year}: \"£…\"}}");
                Finding::new(&SPEND_WITHOUT_BASELINE, scheme.id.at, message).help(help)
            })
        })
        .collect()
}

pub(super) static SPEND_BEYOND_BASELINE: Check = Check {
    name: "spend-beyond-baseline",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["pooled-fund-practice/early-warning"],
    page: include_str!("../../../docs/checks/spend-beyond-baseline.md"),
    run: Some(spend_beyond_baseline),
};

/// Schemes whose out-turn to date has passed the whole year's baseline before the year is over.
/// What cannot be worked out is for the risk share to say.
fn spend_beyond_baseline(case: &Case<'_>) -> Vec<Finding> {
    let year = FinancialYear::of(case.as_at);
    let now = Month::of(case.as_at).number;
    if case.as_at == year.last_day() {
        return Vec::new();
    }
    let ledger = ByScheme::of(case.plan, year);
    let to = |period| Question {
        period,
        basis: Basis::ToDate,
        as_at: case.as_at,
    };
    let schemes = case.plan.partnership.schemes.iter().enumerate();
    schemes
        .filter_map(|(i, scheme)| {
            let whole = figures(case.plan, i, &to(Period::Quarter(year, 4)), &ledger).ok()?;
            let so_far = figures(case.plan, i, &to(Period::Month(year, now)), &ledger).ok()?;
            let baseline = whole.over(1, 12).baseline;
            let outturn = so_far.over(1, now).outturn;
            if baseline.is_nil() || outturn <= baseline {
                return None;
            }
            let message = format!(
                "scheme `{}` has cost {outturn} by {}, {} more than its baseline of {baseline} for the whole of {year}",
                scheme.id.value,
                case.as_at.long(),
                outturn - baseline
            );
            Some(
                Finding::new(&SPEND_BEYOND_BASELINE, scheme.id.at, message)
                    .help("tell the partners, and agree what is done about it; `jcplan riskshare` shows who bears what so far"),
            )
        })
        .collect()
}

pub(super) static CONTRIBUTION_UNPLANNED: Check = Check {
    name: "contribution-unplanned",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["si-2000-617/7-3-b"],
    page: include_str!("../../../docs/checks/contribution-unplanned.md"),
    run: Some(contribution_unplanned),
};

/// Contributions in the ledger from a partner the plan has none from, for that pool and year.
fn contribution_unplanned(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut seen = BTreeSet::new();
    for (line, amount) in &case.plan.totals.lines {
        if let (Kind::Contribution, Some(pool), Some(partner), false) =
            (line.kind, line.pool, line.partner, amount.is_nil())
        {
            seen.insert((pool, partner, line.month.year));
        }
    }
    let planned = |c: &Contribution, partner: usize, year: FinancialYear| {
        let theirs = c.partner.value() == Some(&plan.partners[partner].id.value);
        // One that cannot be read may be the one that seems to be missing.
        let this_year = c.year.value().is_none_or(|y| *y == year);
        (theirs || c.partner.value().is_none()) && this_year
    };
    seen.into_iter()
        .filter(|(pool, partner, year)| {
            !plan.pools[*pool].contributions.iter().any(|c| planned(c, *partner, *year))
        })
        .map(|(pool, partner, year)| {
            let message = format!(
                "`{}` paid into pool `{}` in {year}, and the plan has no contribution of it for that year",
                plan.partners[partner].id.value, plan.pools[pool].id.value
            );
            Finding::new(&CONTRIBUTION_UNPLANNED, plan.pools[pool].id.at, message)
                .help("add it under the pool's `contributions:`")
        })
        .collect()
}
