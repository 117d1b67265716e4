//! Years and days: money planned outside the agreement, instalments not received, one budget named
//! for two purposes.

use super::FAMILY;
use crate::compute::pool::instalments::{
    InLedger, WrittenUp, first_unmet, pays, received, receives, schedule, theirs, to_be_met,
};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Contribution, Field, Instalment, Kind, Pool, Scheme, Since, StrandedKind};
use crate::value::{FinancialYear, Money, Month, folded};
use std::collections::BTreeMap;

pub(super) static INSTALMENT_LATE: Check = Check {
    name: "instalment-late",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["pooled-fund-practice/instalments"],
    page: include_str!("../../../docs/checks/instalment-late.md"),
    run: Some(instalment_late),
};

/// What fell due by the end of the last whole month the ledger is written up to, against what it
/// has received, spend in the partner's own books counted in: where there is such spend, an instalment
/// counts once the next has fallen due. Only where every contribution of that partner to that pool for
/// the year is in instalments.
fn instalment_late(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for (i, pool) in plan.pools.iter().enumerate() {
        if !pool.is_pooled() || !receives(case.plan, i) {
            continue;
        }
        for p in 0..plan.partners.len() {
            for year in years(pool) {
                let theirs: Vec<&Contribution> = theirs(case.plan, (i, p), year).collect();
                found.extend(late(case, (i, p), year, &theirs));
            }
        }
    }
    found
}

fn years(pool: &Pool) -> Vec<FinancialYear> {
    let named = pool.contributions.iter().filter_map(|c| c.year.value());
    let parts = pool.contributions.iter().flat_map(|c| &c.instalments);
    let due = parts.filter_map(|i| Some(Month::of(*i.due.value()?).year));
    let mut years: Vec<FinancialYear> = named.copied().chain(due).collect();
    years.sort();
    years.dedup();
    years
}

fn late(
    case: &Case<'_>,
    (pool, partner): (usize, usize),
    year: FinancialYear,
    theirs: &[&Contribution],
) -> Option<Finding> {
    let read = |i: &Instalment| i.due.value().is_some() && i.amount.value().is_some();
    let in_instalments =
        |c: &&Contribution| !c.instalments.is_empty() && c.instalments.iter().all(read);
    if !theirs.iter().all(in_instalments) || doubtful(case, (pool, partner), year) {
        return None;
    }
    let written = WrittenUp::of(case.plan, pool, case.as_at)?;
    let schedule = schedule(case.plan, (pool, partner), year).ok()?;
    let has = InLedger::of(case.plan, (pool, partner), year);
    let due = to_be_met(&schedule, year, has, &written);
    let received = received(case.plan, (pool, partner), year, &written);
    let total: Money = due.iter().map(|due| due.amount).sum();
    let first = first_unmet(&due, received)?;
    let plan = &case.plan.partnership;
    let of_year = due.iter().all(|due| due.year == year);
    let within = if of_year { "for" } else { "in" };
    let message = format!(
        "`{}` has paid {received} of the {total} due to pool `{}` {within} {year} by {}: {} is outstanding, the first of it since {}",
        plan.partners[partner].id.value,
        plan.pools[pool].id.value,
        written.until(year).long(),
        total - received,
        first.on.long()
    );
    Some(
        Finding::new(&INSTALMENT_LATE, first.at, message)
            .help("ask for it, or add the receipt to the ledger as kind `contribution`"),
    )
}

/// May a row that was left out be a receipt? One of a scheme that is no contribution is spend, and
/// counts only where the partner pays some of the pool's spend itself.
fn doubtful(case: &Case<'_>, (pool, partner): (usize, usize), year: FinancialYear) -> bool {
    let totals = &case.plan.totals;
    let mut spend = totals.lines.keys();
    let spends = spend.any(|l| l.kind == Kind::Spend && l.pool == Some(pool) && pays(l, partner));
    let paid_in = |k: &StrandedKind| k.kind.is_none_or(|kind| kind == Kind::Contribution);
    let mut left_out = totals.stranded.iter();
    left_out.any(|s| {
        (s.scheme.is_none() || spends || s.kinds.iter().any(paid_in))
            && s.pool.is_none_or(|p| p == pool)
            && s.year.is_none_or(|y| y == year)
    })
}

pub(super) static YEAR_OUTSIDE_AGREEMENT: Check = Check {
    name: "year-outside-agreement",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["better-care-fund/year-covered"],
    page: include_str!("../../../docs/checks/year-outside-agreement.md"),
    run: Some(year_outside_agreement),
};

/// A contribution to a pooled fund for a year of which the agreement covers no day.
fn year_outside_agreement(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let (Some(starts), Some(ends)) = (agreement.starts.value(), agreement.ends.value()) else {
        return Vec::new();
    };
    // Whether `ends` was moved when it was extended or not.
    let extended = agreement.extensions.iter().flat_map(|e| &e.made);
    let ends = extended.map(|day| &day.value).fold(ends, Ord::max);
    let pooled = plan.pools.iter().filter(|pool| pool.is_pooled());
    pooled
        .flat_map(|pool| pool.entries())
        .filter_map(|contribution| {
            let Field::Given(year) = &contribution.year else {
                return None;
            };
            let outside = year.value.last_day() < *starts || year.value.first_day() > *ends;
            (outside && starts <= ends).then(|| {
                let message = format!(
                    "a contribution is pooled for {}, and the agreement runs from {} to {}",
                    year.value,
                    starts.long(),
                    ends.long()
                );
                Finding::new(&YEAR_OUTSIDE_AGREEMENT, year.at, message)
                    .help("pool it under an agreement that covers the year, or correct the year")
            })
        })
        .collect()
}

pub(super) static SCHEME_EARMARKED_TWICE: Check = Check {
    name: "scheme-earmarked-twice",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["better-care-fund/earmarked-once"],
    page: include_str!("../../../docs/checks/scheme-earmarked-twice.md"),
    run: Some(scheme_earmarked_twice),
};

/// Two schemes of one name with the same baseline in the same year.
fn scheme_earmarked_twice(case: &Case<'_>) -> Vec<Finding> {
    let mut seen: BTreeMap<(String, Since, Money), &Scheme> = BTreeMap::new();
    let mut found = Vec::new();
    for scheme in &case.plan.partnership.schemes {
        let Some(name) = scheme.name.value().map(|name| folded(name)) else {
            continue;
        };
        for (since, amount) in &scheme.baseline.values {
            let Some(money) = amount.value.filter(|m| !m.is_nil()) else {
                continue;
            };
            let key = (name.clone(), *since, money);
            match seen.get(&key) {
                Some(first) if first.id.value != scheme.id.value => {
                    let message = format!(
                        "schemes `{}` and `{}` have one name and the same baseline of {money}",
                        first.id.value, scheme.id.value
                    );
                    found.push(
                        Finding::new(&SCHEME_EARMARKED_TWICE, amount.at, message)
                            .also(first.id.at, "the first of them")
                            .help("if it is one budget, keep one scheme; if two, give each its own name"),
                    );
                    break;
                }
                Some(_) => {}
                None => {
                    seen.insert(key, scheme);
                }
            }
        }
    }
    found
}
