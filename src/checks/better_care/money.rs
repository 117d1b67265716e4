//! Better Care Fund money: the minimums pooled, and grant handed on to districts.

use super::{FAMILY, items_for};
use crate::compute::pool::pooled;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Field, Kind, Passport, Source};
use crate::value::{FinancialYear, Money};

pub(super) static BELOW_MINIMUM: Check = Check {
    name: "below-minimum",
    family: FAMILY,
    severity: Severity::Error,
    basis: &[
        RECORDED,
        "nhs-act-2006/223ga-3",
        "better-care-fund/2023-24/nhs-minimum",
        "better-care-fund/2024-25/nhs-minimum",
        "better-care-fund/2025-26/grant-conditions",
        "better-care-fund/2025-26/nhs-minimum",
        "better-care-fund/2025-26/labcg",
        "better-care-fund/2025-26/dfg",
        "better-care-fund/2026-27/nhs-minimum",
        "better-care-fund/2026-27/labcg",
        "better-care-fund/2026-27/dfg",
    ],
    page: include_str!("../../../docs/checks/below-minimum.md"),
    run: Some(below_minimum),
};

/// That the minimums are recorded: what a year or source rests on that no other item names.
const RECORDED: &str = "better-care-fund/minimums-recorded";

/// What is pooled from a source for a year comes to less than the allocation recorded for it. A
/// year that has not begun is still being planned.
fn below_minimum(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for minimum in plan.better_care.iter().flat_map(|b| &b.minimums) {
        let (Some(&year), Some(&source), Field::Given(amount)) = (
            minimum.year.value(),
            minimum.source.value(),
            &minimum.amount,
        ) else {
            continue;
        };
        let Ok(sum) = pooled(case.plan, minimum, year, source) else {
            continue;
        };
        if sum >= amount.value {
            continue;
        }
        let message = format!(
            "{sum} of {}{} is pooled for {year}, {} less than the minimum of {}",
            source.word(),
            match minimum.partner.value() {
                Some(partner) => format!(" from `{partner}`"),
                None => String::new(),
            },
            amount.value - sum,
            amount.value
        );
        let finding = Finding::new(&BELOW_MINIMUM, amount.at, message)
            .help(
                "raise the contribution to the allocation, or correct the allocation recorded here",
            )
            .on_items(items_of(year, source));
        found.push(match year.first_day() > case.as_at {
            true => finding.graded(Severity::Warning),
            false => finding,
        });
    }
    found
}

/// The items for a year and source.
fn items_of(year: FinancialYear, source: Source) -> Vec<&'static str> {
    let ends: &[&str] = match source {
        Source::NhsMinimum => &["223ga-3", "grant-conditions", "nhs-minimum"],
        Source::Labcg => &["grant-conditions", "/labcg"],
        Source::Dfg => &["grant-conditions", "/dfg"],
        _ => &[],
    };
    let mut all = items_for(&BELOW_MINIMUM, year);
    all.retain(|id| ends.iter().any(|end| id.ends_with(end)));
    if all.is_empty() {
        all.push(RECORDED);
    }
    all
}

pub(super) static PASSPORT_SHORT: Check = Check {
    name: "passport-short",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[
        "better-care-fund/dfg-passport",
        "better-care-fund/2025-26/dfg",
        "better-care-fund/2026-27/dfg",
    ],
    page: include_str!("../../../docs/checks/passport-short.md"),
    run: Some(passport_short),
};

/// Once its year has ended: a district was handed less than its grant, and has not agreed to it.
/// Only where the ledger has rows of that year.
fn passport_short(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let totals = &case.plan.totals;
    let told = |passport: &Passport| -> Option<Finding> {
        let (to, year) = (passport.to.value()?, *passport.year.value()?);
        let Field::Given(amount) = &passport.amount else {
            return None;
        };
        let agreed = !passport.agreed_otherwise.is_absent();
        if agreed || year.last_day() >= case.as_at {
            return None;
        }
        let party = plan.party(to.as_str())?;
        // A row left out may be the one that seems to be missing.
        let mut left_out = totals.stranded.iter();
        let kept = totals.lines.keys().any(|line| line.month.year == year);
        if !kept || left_out.any(|s| s.year.is_none_or(|y| y == year)) {
            return None;
        }
        let lines = totals.lines.iter();
        let paid: Money = lines
            .filter(|(line, _)| line.kind == Kind::Passport && line.to == Some(party))
            .filter(|(line, _)| line.month.year == year)
            .map(|(_, amount)| *amount)
            .sum();
        (paid < amount.value).then(|| {
            let message = format!(
                "{paid} was handed on to `{to}` for {year}, {} less than its grant of {}",
                amount.value - paid,
                amount.value
            );
            Finding::new(&PASSPORT_SHORT, amount.at, message)
                .help(
                    "record the payment in the ledger as kind `passport`, or the day the district \
                     agreed otherwise: agreed_otherwise: <date>",
                )
                .on_items(items_for(&PASSPORT_SHORT, year))
        })
    };
    let block = plan.better_care.iter();
    block.flat_map(|b| &b.passports).filter_map(told).collect()
}
