//! Contracts and the pool: services it covers that are bought outside it, and contracts that run
//! beyond the agreement that pays for them.

use super::opportunity::{Asked, Chance, Found, Why};
use super::wanting::untold;
use crate::model::{Scheme, Standing};
use crate::value::folded;

/// How a scheme's money stands; none where that cannot be told.
fn standing(asked: &Asked<'_>, scheme: &Scheme) -> Option<Standing> {
    let plan = &asked.plan.partnership;
    plan.pools[plan.pool(scheme.pool.value()?.as_str())?].stands()
}

/// Services a pooled scheme buys.
fn covered(asked: &Asked<'_>) -> Vec<String> {
    let schemes = asked.plan.partnership.schemes.iter();
    let pooled = schemes.filter(|s| standing(asked, s) == Some(Standing::Pooled));
    pooled
        .filter_map(|s| s.service.value())
        .map(|service| {
            let wanted = folded(service);
            let known = asked
                .services
                .iter()
                .find(|s| s.id == wanted || folded(&s.name) == wanted);
            known.map_or_else(|| service.clone(), |s| s.id.clone())
        })
        .collect()
}

pub(super) fn outside(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let schemes = &asked.plan.partnership.schemes;
    let covered = covered(asked);
    let (mut silent, mut strange) = (0, 0);
    for position in &asked.live {
        let services = asked.services_of(*position);
        let Some(terms) = asked.terms(*position) else {
            continue;
        };
        if !services.iter().any(|s| covered.iter().any(|c| c == s)) {
            continue;
        }
        if !terms.says_scheme {
            silent += 1;
            continue;
        }
        let named: Vec<Option<Standing>> = terms
            .schemes
            .iter()
            .map(|id| {
                let scheme = schemes.iter().find(|s| s.id.value.as_str() == id);
                scheme.and_then(|s| standing(asked, s))
            })
            .collect();
        if named.contains(&None) {
            strange += 1;
            continue;
        }
        found.asked += 1;
        let why = if named.is_empty() {
            Why::NoScheme
        } else if !named.contains(&Some(Standing::Pooled)) {
            Why::SchemeNotPooled(terms.schemes.join(", "))
        } else {
            continue;
        };
        let one = asked.of(Chance::OutsidePool, vec![*position], why);
        found.all.push(one);
    }
    let why = "the register has no column `scheme`";
    found
        .untold
        .extend(untold(Chance::OutsidePool, silent, why));
    let why = "they name a scheme whose pool cannot be told";
    found
        .untold
        .extend(untold(Chance::OutsidePool, strange, why));
    if covered.is_empty() && !schemes.is_empty() {
        let why = "no scheme of a pooled fund says its `service`";
        let all = asked.live.len();
        found.untold.extend(untold(Chance::OutsidePool, all, why));
    }
    found
}

/// Contracts that serve a scheme and are firm beyond the agreement's last day.
pub(super) fn beyond(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    let plan = &asked.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return found;
    };
    let serving = |position: &&u32| {
        let terms = asked.terms(**position);
        let serves = |id: &String| plan.schemes.iter().any(|s| s.id.value.as_str() == id);
        terms.is_some_and(|t| t.schemes.iter().any(serves))
    };
    let serving: Vec<u32> = asked.live.iter().filter(serving).copied().collect();
    found.asked = serving.len();
    let Some(until) = agreement.ends.value().copied() else {
        let why = "the agreement's last day cannot be told";
        found
            .untold
            .extend(untold(Chance::BeyondAgreement, serving.len(), why));
        return found;
    };
    for position in serving {
        if asked.book.ends(position).is_none_or(|day| day > until) {
            let why = Why::AgreementEnds(until);
            let mut one = asked.of(Chance::BeyondAgreement, vec![position], why);
            one.act_by = Some(until);
            found.all.push(one);
        }
    }
    found
}
