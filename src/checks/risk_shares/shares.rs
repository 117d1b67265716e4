//! Destinations: shares that make the whole, and names that exist.

use super::FAMILY;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Cover, Destination, Partnership, RiskShare, ShareOf, Word};
use crate::source::Spanned;
use crate::value::{Id, Percent, percent_weights, suggestion};

pub(super) static SHARES_NOT_WHOLE: Check = Check {
    name: "shares-not-whole",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/sums"],
    page: include_str!("../../../docs/checks/shares-not-whole.md"),
    run: Some(|case| each(case, not_whole)),
};

pub(super) static SHARES_MIXED: Check = Check {
    name: "shares-mixed",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../../docs/checks/shares-mixed.md"),
    run: Some(|case| each(case, mixed)),
};

pub(super) static DESTINATION_UNKNOWN: Check = Check {
    name: "destination-unknown",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/names"],
    page: include_str!("../../../docs/checks/destination-unknown.md"),
    run: Some(destination_unknown),
};

fn each(case: &Case<'_>, look: fn(&Destination) -> Option<Finding>) -> Vec<Finding> {
    let shares = case.plan.partnership.risk_shares.iter();
    shares
        .flat_map(RiskShare::destinations)
        .filter_map(look)
        .collect()
}

fn percents(to: &Destination) -> Vec<Percent> {
    let shares = to.entries.iter();
    shares
        .filter_map(|entry| match entry.share {
            ShareOf::Percent(percent) => Some(percent),
            _ => None,
        })
        .collect()
}

fn parts(to: &Destination) -> Vec<u32> {
    let shares = to.entries.iter();
    shares
        .filter_map(|entry| match entry.share {
            ShareOf::Parts(n) => Some(n),
            _ => None,
        })
        .collect()
}

fn not_whole(to: &Destination) -> Option<Finding> {
    let percents = percents(to);
    if !parts(to).is_empty() {
        let nobody = percents.is_empty() && parts(to).iter().all(|n| *n == 0);
        return nobody.then(|| {
            Finding::new(&SHARES_NOT_WHOLE, to.at, "every part is nil")
                .help("give at least one of them a part above nil")
        });
    }
    if to.entries.iter().any(|e| e.share == ShareOf::Whole) {
        return None;
    }
    let mut with_whole = percents.clone();
    with_whole.push(Percent::WHOLE);
    let weights = percent_weights(&with_whole);
    let (whole, shares) = weights.split_last()?;
    if shares.iter().sum::<i128>() == *whole {
        return None;
    }
    let sum: rust_decimal::Decimal = percents.iter().map(|p| p.number()).sum();
    let message = format!("the shares make {}%, not 100%", sum.normalize());
    let help = "make them exactly 100%; for shares no per cent can say, write whole parts: \
                {icb: 2, council: 1}";
    Some(Finding::new(&SHARES_NOT_WHOLE, to.at, message).help(help))
}

fn mixed(to: &Destination) -> Option<Finding> {
    (!percents(to).is_empty() && !parts(to).is_empty()).then(|| {
        Finding::new(
            &SHARES_MIXED,
            to.at,
            "per cents and whole parts stand side by side",
        )
        .help("write all of them as per cents, or all as whole parts")
    })
}

/// Words a destination may be instead of a name.
const WORDS: &[&str] = &[
    "host",
    "lead",
    "contributions",
    "funding",
    "equally",
    "unallocated",
];

/// Names that are no partner, no provider, and no reserve of a pool the risk share is used in.
fn destination_unknown(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut found = Vec::new();
    for share in &plan.risk_shares {
        let (parties, reserves) = (parties(plan), reserves_of(plan, share));
        let anyone = [parties.as_slice(), &reserves].concat();
        for entry in share.destinations().iter().flat_map(|to| &to.entries) {
            if let Word::Named(id) = &entry.who.value {
                let what =
                    "no partner, no provider, and no reserve of a pool that uses this risk share";
                let id = Spanned::new(id, entry.who.at);
                found.extend(unknown(id, &anyone, WORDS, what));
            }
        }
        for half in [&share.overspend, &share.underspend].into_iter().flatten() {
            let limited = half.limits.iter().map(|limit| &limit.party);
            for party in limited.chain(half.withhold.iter().map(|w| &w.from)) {
                let id = Spanned::new(&party.value, party.at);
                found.extend(unknown(id, &parties, &[], "no partner and no provider"));
            }
            for cover in &half.first {
                if let Cover::Reserve(id) = &cover.value {
                    let what = "no reserve of a pool that uses this risk share";
                    let id = Spanned::new(id, cover.at);
                    found.extend(unknown(id, &reserves, &[], what));
                }
            }
        }
    }
    found
}

/// A name that is not among those known: what it is not, and what may stand there.
fn unknown(id: Spanned<&Id>, known: &[&Id], words: &[&str], what: &str) -> Option<Finding> {
    if known.contains(&id.value) {
        return None;
    }
    let names = known
        .iter()
        .map(|k| k.as_str())
        .chain(words.iter().copied());
    let help = match names.clone().next() {
        Some(_) => suggestion(id.value.as_str(), names),
        None => "there is none: add it to the pool's `reserves:`".to_owned(),
    };
    let message = format!("`{}` is {what}", id.value);
    Some(Finding::new(&DESTINATION_UNKNOWN, id.at, message).help(help))
}

fn parties(plan: &Partnership) -> Vec<&Id> {
    let partners = plan.partners.iter().map(|p| &p.id.value);
    partners
        .chain(plan.providers.iter().map(|p| &p.id.value))
        .collect()
}

/// Reserves of every pool a scheme uses this risk share in (of all pools, while no scheme does).
fn reserves_of<'a>(plan: &'a Partnership, share: &RiskShare) -> Vec<&'a Id> {
    let used_in: Vec<&Id> = plan
        .schemes
        .iter()
        .filter(|s| {
            let mut uses = s
                .risk_share
                .values
                .iter()
                .filter_map(|(_, v)| v.value.as_ref());
            uses.any(|used| used.id.value == share.id.value)
        })
        .filter_map(|s| s.pool.value())
        .collect();
    let pools = plan.pools.iter();
    pools
        .filter(|pool| used_in.is_empty() || used_in.contains(&&pool.id.value))
        .flat_map(|pool| pool.reserves.iter().map(|r| &r.id.value))
        .collect()
}
