//! Fixed per cents that look like contributions worked out and rounded.

use super::FAMILY;
use crate::compute::risk_share::ratio::{EACH, Rounded, rounded};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Destination, Plan, Pool, RiskShare};
use crate::source::Span;
use crate::value::{Day, FinancialYear};

pub(super) static RATIO_ROUNDED: Check = Check {
    name: "ratio-rounded",
    family: FAMILY,
    severity: Severity::Note,
    basis: &["planning-folder/every-penny"],
    page: include_str!("../../../docs/checks/ratio-rounded.md"),
    run: Some(ratio_rounded),
};

/// Each destination once, in the first pool whose contributions it is close to.
fn ratio_rounded(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut seen: Vec<Span> = Vec::new();
    let mut found = Vec::new();
    for share in plan.risk_shares.iter().filter(|s| s.unreadable.is_empty()) {
        for to in share.destinations() {
            if seen.contains(&to.at) {
                continue;
            }
            seen.push(to.at);
            let pools = plan.pools.iter().enumerate();
            let used = pools.filter(|(_, pool)| pool.is_pooled() && uses(case.plan, share, pool));
            found.extend(
                used.filter_map(|(i, pool)| close(case, share, to, (i, pool)))
                    .next(),
            );
        }
    }
    found
}

/// Does a scheme of this pool use this risk share?
fn uses(plan: &Plan, share: &RiskShare, pool: &Pool) -> bool {
    let schemes = plan.partnership.schemes.iter();
    let mut used = schemes
        .filter(|s| s.pool.value() == Some(&pool.id.value))
        .flat_map(|s| &s.risk_share.values)
        .filter_map(|(_, used)| used.value.as_ref());
    used.any(|used| used.id.value == share.id.value)
}

/// The year of the day if contributions are planned for it, else the last of those that are.
fn year_of(pool: &Pool, as_at: Day) -> Option<FinancialYear> {
    let years = || pool.contributions.iter().filter_map(|c| c.year.value());
    let now = FinancialYear::of(as_at);
    years().find(|y| **y == now).or(years().max()).copied()
}

fn close(
    case: &Case<'_>,
    share: &RiskShare,
    to: &Destination,
    (i, pool): (usize, &Pool),
) -> Option<Finding> {
    let year = year_of(pool, case.as_at)?;
    let Rounded { parts, moves } = rounded(case.plan, i, year, &share.base, to)?;
    let partners = &case.plan.partnership.partners;
    let given = parts.iter().map(|(partner, given, makes)| {
        format!("`{}` {given} against {makes}", partners[*partner].id.value)
    });
    let given: Vec<String> = given.collect();
    let message = format!(
        "the shares are near what contributions to pool `{}` make for {year}, and are not the same: {}; on each {EACH} that moves {moves}",
        pool.id.value,
        given.join(", ")
    );
    let help = "have the agreement say whether the shares are fixed or worked out; worked out they are `to: contributions`";
    Some(Finding::new(&RATIO_ROUNDED, to.at, message).help(help))
}
