//! The terms of each half: both halves there, bands in order, limits that come to rest, reserves
//! with something in them, and a base that was chosen.

use super::FAMILY;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Amount, Edge, Half, LeaveOut, Partnership, Pool, RiskShare, Source, Word};
use crate::source::Spanned;
use crate::value::FinancialYear;

pub(super) static HALF_MISSING: Check = Check {
    name: "half-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/every-penny"],
    page: include_str!("../../../docs/checks/half-missing.md"),
    run: Some(half_missing),
};

fn half_missing(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for share in case
        .plan
        .partnership
        .risk_shares
        .iter()
        .filter(|s| s.unreadable.is_empty())
    {
        for (half, name) in [
            (&share.overspend, "overspend"),
            (&share.underspend, "underspend"),
        ] {
            if half.is_none() {
                let message = format!(
                    "risk share `{}` does not say what happens to an {name}",
                    share.id.value
                );
                let help = format!(
                    "write both halves; where each bears its own: `{name}: {{bands: [{{to: lead}}]}}`"
                );
                found.push(Finding::new(&HALF_MISSING, share.id.at, message).help(help));
            }
        }
    }
    found
}

/// Halves of risk shares that could be read whole: an edge or a band that cannot be read may be
/// the one that seems to be missing.
fn halves<'a>(case: &Case<'a>) -> impl Iterator<Item = (&'a RiskShare, &'a Half)> + use<'a> {
    let shares = case.plan.partnership.risk_shares.iter();
    let whole = shares.filter(|s| s.unreadable.is_empty() && s.unfilled.is_empty());
    whole.flat_map(|share| {
        let halves = [&share.overspend, &share.underspend].into_iter().flatten();
        halves.map(move |half| (share, half))
    })
}

pub(super) static BANDS_NOT_ASCENDING: Check = Check {
    name: "bands-not-ascending",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../docs/checks/bands-not-ascending.md"),
    run: Some(bands_not_ascending),
};

/// Edges of one kind are compared; money against per cents depends on the baseline and is left
/// to the computation, which refuses by name.
fn bands_not_ascending(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, half) in halves(case) {
        for pair in half.bands.windows(2) {
            let [lower, upper] = pair else {
                continue;
            };
            let Some(edge) = &lower.up_to else {
                let message =
                    "this band is never reached: the one before it takes all that is left";
                found.push(
                    Finding::new(&BANDS_NOT_ASCENDING, upper.at, message)
                        .also(lower.at, "has no `up_to`")
                        .help("give the one before an `up_to`, or remove this one"),
                );
                continue;
            };
            if let Some(next) = &upper.up_to
                && at_or_below(next, edge)
            {
                let message = "this band ends at or below where the one before it ends";
                found.push(
                    Finding::new(&BANDS_NOT_ASCENDING, next.at, message)
                        .also(edge.at, "the one before ends here")
                        .help("write the edges from the lowest to the highest, counted from nil"),
                );
            }
        }
    }
    found
}

fn at_or_below(a: &Spanned<Edge>, b: &Spanned<Edge>) -> bool {
    match (a.value, b.value) {
        (Edge::Amount(Amount::Money(a)), Edge::Amount(Amount::Money(b))) => a <= b,
        (Edge::Amount(Amount::OfBaseline(a)), Edge::Amount(Amount::OfBaseline(b))) => a <= b,
        _ => false,
    }
}

pub(super) static BANDS_END: Check = Check {
    name: "bands-end",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/every-penny"],
    page: include_str!("../../../docs/checks/bands-end.md"),
    run: Some(bands_end),
};

fn bands_end(case: &Case<'_>) -> Vec<Finding> {
    let ends = |(_, half): (&RiskShare, &Half)| {
        let Some(last) = half.bands.last() else {
            let message = "this half has no band: all of it is allocated to nobody";
            return Some(
                Finding::new(&BANDS_END, half.at, message)
                    .help("add a band, to `unallocated` if that is what is meant"),
            );
        };
        let edge = last.up_to.as_ref()?;
        let message = "what lies beyond the last band is allocated to nobody";
        Some(
            Finding::new(&BANDS_END, edge.at, message)
                .help("add a last band without `up_to`, to `unallocated` if that is what is meant"),
        )
    };
    halves(case).filter_map(ends).collect()
}

pub(super) static LIMITS_IN_A_CIRCLE: Check = Check {
    name: "limits-in-a-circle",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../docs/checks/limits-in-a-circle.md"),
    run: Some(limits_in_a_circle),
};

/// Two limits whose excess goes to one another: when both bite, part is allocated to nobody.
fn limits_in_a_circle(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, half) in halves(case) {
        for (i, limit) in half.limits.iter().enumerate() {
            let goes_to = |l: &crate::model::Limit, to: &crate::value::Id| {
                l.excess_to
                    .entries
                    .iter()
                    .any(|e| e.who.value == Word::Named(to.clone()))
            };
            let back = half.limits[i + 1..].iter().find(|other| {
                goes_to(limit, &other.party.value) && goes_to(other, &limit.party.value)
            });
            if let Some(other) = back {
                let message = format!(
                    "the excess of `{}` goes to `{}` and the excess of `{}` back to it",
                    limit.party.value, other.party.value, other.party.value
                );
                found.push(
                    Finding::new(&LIMITS_IN_A_CIRCLE, other.at, message)
                        .also(limit.at, "the other limit")
                        .help("say who bears it when both are at their limit, or `excess_to: unallocated`"),
                );
            }
        }
    }
    found
}

pub(super) static RESERVE_WITHOUT_OPENING: Check = Check {
    name: "reserve-without-opening",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../../docs/checks/reserve-without-opening.md"),
    run: Some(reserve_without_opening),
};

/// Reserves drawn on by a risk share of the pool's schemes, in years with spend in the ledger.
fn reserve_without_opening(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for pool in &plan.pools {
        for reserve in &pool.reserves {
            let drawn_on = uses(plan, pool).any(|share| draws_on(share, reserve.id.value.as_str()));
            if !drawn_on {
                continue;
            }
            for year in years_with_ledger(case, pool) {
                if reserve.opening.for_year(year).is_none() {
                    let message = format!(
                        "reserve `{}` is drawn on and has no opening amount for {year}",
                        reserve.id.value
                    );
                    let help = format!("add what was in it on 1 April: opening: {{{year}: …}}");
                    found.push(
                        Finding::new(&RESERVE_WITHOUT_OPENING, reserve.id.at, message).help(help),
                    );
                }
            }
        }
    }
    found
}

/// Risk shares used by the schemes of a pool.
fn uses<'a>(plan: &'a Partnership, pool: &'a Pool) -> impl Iterator<Item = &'a RiskShare> {
    let schemes = plan
        .schemes
        .iter()
        .filter(|s| s.pool.value() == Some(&pool.id.value));
    schemes
        .flat_map(|s| &s.risk_share.values)
        .filter_map(|(_, used)| used.value.as_ref())
        .flat_map(|used| used.versions(&plan.risk_shares))
        .map(|(_, share)| share)
}

fn draws_on(share: &RiskShare, reserve: &str) -> bool {
    share.covered_by().any(|id| id.as_str() == reserve)
}

/// Years in which the ledger has spend on this pool's schemes.
fn years_with_ledger(case: &Case<'_>, pool: &Pool) -> Vec<FinancialYear> {
    let plan = &case.plan.partnership;
    let position = plan.pool(pool.id.value.as_str());
    let mut years: Vec<FinancialYear> = case
        .plan
        .totals
        .lines
        .keys()
        .filter(|line| line.pool == position && line.kind == crate::model::Kind::Spend)
        .map(|line| line.month.year)
        .collect();
    years.sort();
    years.dedup();
    years
}

pub(super) static GRANT_IN_THE_BASE: Check = Check {
    name: "grant-in-the-base",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/every-penny"],
    page: include_str!("../../../docs/checks/grant-in-the-base.md"),
    run: Some(grant_in_the_base),
};

/// A pool with grant money, shared by `contributions`, and nothing said of the grants.
fn grant_in_the_base(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut told: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for pool in plan.pools.iter().filter(|p| p.is_pooled()) {
        let grant = pool
            .contributions
            .iter()
            .find(|c| matches!(c.source.value(), Some(Source::Dfg | Source::Labcg)));
        let Some(grant) = grant else {
            continue;
        };
        for share in uses(plan, pool) {
            let silent = !share.base.said && names_contributions(share);
            if silent && !told.contains(&share.id.value.as_str()) {
                told.push(share.id.value.as_str());
                let message = format!(
                    "risk share `{}` divides by contributions, grants of pool `{}` among them, and does not say whether they count",
                    share.id.value, pool.id.value
                );
                found.push(
                    Finding::new(&GRANT_IN_THE_BASE, share.id.at, message)
                        .also(grant.at, "a grant")
                        .help("say so under `in_proportion_to:`, by `leave_out: [dfg]`, or by `leave_out: []` if all of it counts"),
                );
            }
        }
    }
    found
}

fn names_contributions(share: &RiskShare) -> bool {
    let halves = [&share.overspend, &share.underspend].into_iter().flatten();
    let left = |what: &LeaveOut| matches!(what, LeaveOut::Source(_));
    !share.base.leave_out.iter().any(left)
        && halves.flat_map(|h| &h.bands).any(|band| {
            band.to
                .entries
                .iter()
                .any(|e| e.who.value == Word::Contributions)
        })
}
