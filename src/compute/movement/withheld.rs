//! Scopes whose movement is not given: what cannot be computed in one of the answers, and what is
//! worked out together with it.

use super::{Stage, Withheld};
use crate::compute::outturn::Refusal;
use crate::compute::risk_share::{EVERY_SCHEME, Outcome, Scope};
use crate::model::{Net, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// Why a scope is withheld: its own refusals by stage; none where it only leans on others.
type Reasons = BTreeMap<String, Vec<(Stage, Refusal)>>;

/// Every scope withheld, in order of name.
pub(super) fn find(then: &Plan, now: &Plan, outcomes: &[Outcome]) -> Vec<Withheld> {
    let mut reasons: Reasons = BTreeMap::new();
    let mut schemes: BTreeSet<String> = BTreeSet::new();
    for (stage, outcome) in Stage::ALL.into_iter().zip(outcomes) {
        let plan = if stage.is_then() { then } else { now };
        for not in &outcome.not_computed {
            // Between two plans none need be in both.
            if not.scope == EVERY_SCHEME && !now.partnership.schemes.is_empty() {
                continue;
            }
            if let Some(pool) = not.scope.strip_prefix("pool/") {
                schemes.extend(netted(plan, pool));
            }
            let told = (stage, not.refusal.clone());
            reasons.entry(not.scope.clone()).or_default().push(told);
        }
        for scope in outcome.scopes.iter().filter(|scope| scope.partial) {
            let why = "it is worked out together with others that cannot be computed";
            let told = (stage, Refusal::plain(why));
            reasons.entry(scope.name.clone()).or_default().push(told);
        }
    }
    spread(then, now, outcomes, &mut reasons, schemes);
    let told = reasons.into_iter();
    told.flat_map(|(scope, refusals)| chosen(scope, refusals))
        .collect()
}

/// Ids of the schemes of a pool that some risk share of theirs adds up.
fn netted(plan: &Plan, pool: &str) -> Vec<String> {
    let nets = |id: &str| {
        let mut shares = plan.partnership.risk_shares.iter();
        shares.any(|s| s.id.value.as_str() == id && s.net == Net::Pool)
    };
    let schemes = plan.partnership.schemes.iter();
    schemes
        .filter(|s| s.pool.value().is_some_and(|p| p.as_str() == pool))
        .filter(|s| {
            let mut uses = s.risk_share.values.iter();
            uses.any(|(_, used)| {
                used.value
                    .as_ref()
                    .is_some_and(|u| nets(u.id.value.as_str()))
            })
        })
        .map(|s| s.id.value.to_string())
        .collect()
}

/// A scope that shares a scheme with one withheld, at whatever stage, is withheld too: one of the
/// two figures would lack what the other has.
fn spread(
    then: &Plan,
    now: &Plan,
    outcomes: &[Outcome],
    reasons: &mut Reasons,
    mut schemes: BTreeSet<String>,
) {
    let all: Vec<(&Scope, Vec<String>)> = Stage::ALL
        .into_iter()
        .zip(outcomes)
        .flat_map(|(stage, outcome)| {
            let plan = if stage.is_then() { then } else { now };
            let id = |i: &usize| plan.partnership.schemes[*i].id.value.to_string();
            let scopes = outcome.scopes.iter();
            scopes.map(move |s| (s, s.schemes.iter().map(id).collect()))
        })
        .collect();
    loop {
        let before = (schemes.len(), reasons.len());
        for name in reasons.keys() {
            schemes.extend(name.strip_prefix("scheme/").map(str::to_owned));
        }
        for (scope, ids) in &all {
            if reasons.contains_key(&scope.name) {
                schemes.extend(ids.iter().cloned());
            } else if ids.iter().any(|id| schemes.contains(id)) {
                reasons.insert(scope.name.clone(), Vec::new());
            }
        }
        if before == (schemes.len(), reasons.len()) {
            return;
        }
    }
}

/// The reasons worth telling: then's and now's own, in one where they are the same; those in
/// between only where neither has one.
fn chosen(scope: String, refusals: Vec<(Stage, Refusal)>) -> Vec<Withheld> {
    let own = |wanted: Stage| -> Vec<Refusal> {
        let of_stage = refusals.iter().filter(|(stage, _)| *stage == wanted);
        of_stage.map(|(_, refusal)| refusal.clone()).collect()
    };
    let (mut were, are) = (own(Stage::Then), own(Stage::Now));
    let told = |stage: Stage, when: &'static str, refusal: Refusal| Withheld {
        scope: scope.clone(),
        stage,
        when,
        refusal,
    };
    let mut all = Vec::new();
    for refusal in are {
        let before = were.iter().position(|r| r.why == refusal.why);
        let when = match before {
            Some(_) => "then and now",
            None => Stage::Now.words(),
        };
        if let Some(before) = before {
            were.remove(before);
        }
        all.push(told(Stage::Now, when, refusal));
    }
    let then = were.into_iter();
    let then = then.map(|refusal| told(Stage::Then, Stage::Then.words(), refusal));
    all.splice(0..0, then);
    if all.is_empty() {
        let between = refusals.first().cloned().unwrap_or_else(|| {
            let why = "it shares a scheme with a scope that cannot be computed";
            (Stage::Now, Refusal::plain(why))
        });
        all.push(told(between.0, between.0.words(), between.1));
    }
    all
}
