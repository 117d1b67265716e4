//! What the money is planned for: schemes' funding, their baselines and the pool's contributions.

use super::{FAMILY, years_of_term};
use crate::compute::spread::twelve_months;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Contribution, Kind, Pool, Scheme};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Money};
use std::collections::BTreeSet;

pub(super) static FUNDING_DIFFERS: Check = Check {
    name: "funding-differs",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/sums"],
    page: include_str!("../../../docs/checks/funding-differs.md"),
    run: Some(funding_differs),
};

fn funding_differs(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for scheme in &case.plan.partnership.schemes {
        for year in years_of_money(scheme, case.as_at) {
            let Some((baseline, at)) = baseline_of(scheme, year) else {
                continue;
            };
            let amounts: Vec<Option<Money>> = scheme
                .funding
                .iter()
                .filter_map(|(_, dated)| dated.for_year(year).map(|v| v.value))
                .collect();
            let known: Option<Vec<Money>> = amounts.into_iter().collect();
            let Some(known) = known.filter(|k| !k.is_empty()) else {
                continue;
            };
            let sum: Money = known.into_iter().sum();
            if sum != baseline {
                let message = format!(
                    "the funding of `{}` makes {sum} for {year}, and its baseline is {baseline}",
                    scheme.id.value
                );
                let funding = scheme.funding.first().map_or(scheme.id.at, |(id, _)| id.at);
                found.push(
                    Finding::new(&FUNDING_DIFFERS, funding, message)
                        .also(at, "the baseline")
                        .help("see which of the amounts is wrong"),
                );
            }
        }
    }
    found
}

/// Years the scheme's baseline or funding names; the year of the day where both are the same in
/// every year.
fn years_of_money(scheme: &Scheme, as_at: Day) -> BTreeSet<FinancialYear> {
    let funding = scheme.funding.iter().flat_map(|(_, dated)| &dated.values);
    let weeks = scheme.per_week.iter();
    let named: BTreeSet<FinancialYear> = scheme
        .baseline
        .values
        .iter()
        .chain(funding)
        .filter_map(|(since, _)| since.year())
        .chain(weeks.filter_map(|w| w.from.value().map(|day| FinancialYear::of(*day))))
        .collect();
    if named.is_empty() {
        return BTreeSet::from([FinancialYear::of(as_at)]);
    }
    named
}

fn baseline_of(scheme: &Scheme, year: FinancialYear) -> Option<(Money, Span)> {
    let months = twelve_months(scheme, year).ok()??;
    Some((months.whole(), months.at))
}

pub(super) static POOL_OUT_OF_BALANCE: Check = Check {
    name: "pool-out-of-balance",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/sums"],
    page: include_str!("../../../docs/checks/pool-out-of-balance.md"),
    run: Some(pool_out_of_balance),
};

/// Contributions of a year against the baselines of the pool's schemes for that year; only for
/// years in which both are given and can all be read.
fn pool_out_of_balance(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for pool in plan.pools.iter().filter(|p| p.is_pooled()) {
        let schemes: Vec<&Scheme> = plan
            .schemes
            .iter()
            .filter(|s| s.pool.value() == Some(&pool.id.value))
            .collect();
        for year in years_of_term(plan) {
            let (Some(money_in), Some(planned)) = (paid_in(pool, year), planned(&schemes, year))
            else {
                continue;
            };
            if money_in == planned || phased_only(case, pool, year) {
                continue;
            }
            let (size, word) = match (planned - money_in).pence() {
                n if n > 0 => ((planned - money_in).size(), "more"),
                _ => ((planned - money_in).size(), "less"),
            };
            let message = format!(
                "the baselines of pool `{}` make {planned} for {year}, {size} {word} than its contributions of {money_in}",
                pool.id.value
            );
            found.push(Finding::new(&POOL_OUT_OF_BALANCE, pool.id.at, message).help(
                "give what is not allocated a scheme of its own, or correct the baselines or contributions",
            ));
        }
    }
    found
}

/// Has a scheme of the pool its baseline of the year in the ledger alone?
fn phased_only(case: &Case<'_>, pool: &Pool, year: FinancialYear) -> bool {
    let plan = &case.plan.partnership;
    let mut baselines = case.plan.totals.lines.keys().filter_map(|line| {
        let scheme = &plan.schemes[line.scheme?];
        let of_year = line.kind == Kind::Baseline && line.month.year == year;
        (of_year && scheme.pool.value() == Some(&pool.id.value)).then_some(scheme)
    });
    baselines.any(|scheme| matches!(twelve_months(scheme, year), Ok(None)))
}

/// None where there is nothing for the year, or something cannot be read.
fn paid_in(pool: &Pool, year: FinancialYear) -> Option<Money> {
    if pool.contributions.iter().any(|c| c.year.value().is_none()) {
        return None;
    }
    let of_year: Vec<&Contribution> = pool
        .contributions
        .iter()
        .filter(|c| c.year.value() == Some(&year))
        .collect();
    let amounts: Option<Vec<Money>> = of_year.iter().map(|c| c.amount.value().copied()).collect();
    amounts
        .filter(|a| !a.is_empty())
        .map(|a| a.into_iter().sum())
}

fn planned(schemes: &[&Scheme], year: FinancialYear) -> Option<Money> {
    let of_year = schemes.iter().map(|s| twelve_months(s, year));
    let of_year = of_year.filter_map(|months| match months {
        Ok(months) => months.map(|m| Some(m.whole())),
        Err(_) => Some(None),
    });
    let known: Option<Vec<Money>> = of_year.collect();
    known.filter(|k| !k.is_empty()).map(|k| k.into_iter().sum())
}

pub(super) static SCHEME_WITHOUT_LEAD: Check = Check {
    name: "scheme-without-lead",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../../docs/checks/scheme-without-lead.md"),
    run: Some(scheme_without_lead),
};

fn scheme_without_lead(case: &Case<'_>) -> Vec<Finding> {
    let schemes = case.plan.partnership.schemes.iter();
    schemes
        .filter(|scheme| scheme.lead.is_absent())
        .map(|scheme| {
            let message = format!("scheme `{}` has no lead", scheme.id.value);
            Finding::new(&SCHEME_WITHOUT_LEAD, scheme.id.at, message)
                .help("name the partner that commissions it: `lead: council`")
        })
        .collect()
}
