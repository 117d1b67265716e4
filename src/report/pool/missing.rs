//! What is not computed, each reason once, with the place to look.

use super::told::Told;
use crate::compute::outturn::Refusal;
use crate::compute::pool::{Account, Fund, Funds};
use crate::model::{Plan, Standing};
use crate::report::Part;
use crate::report::missing::not_computed_part;
use crate::report::riskshare::sections::with_place;

/// A figure that is not there, and why.
pub(super) struct Missing {
    /// Which pool, by position; none where it is of no one pool.
    pub(super) pool: Option<usize>,
    /// Of what: `scheme/<id>`, `contributions`, …
    pub(super) what: String,
    /// Why.
    pub(super) refusal: Refusal,
}

impl Missing {
    /// Everything that is missing of these.
    pub(super) fn all(plan: &Plan, funds: &Funds) -> Vec<Missing> {
        let mut all = Vec::new();
        for refusal in &funds.refused {
            push(&mut all, None, "pools", refusal);
        }
        for fund in &funds.pools {
            of_fund(plan, fund, &mut all);
        }
        for margin in &funds.minimums {
            if let Err(refusal) = &margin.pooled {
                let what = format!("minimum of {}", margin.source.word());
                push(&mut all, None, &what, refusal);
            }
        }
        all
    }

    /// `pool/<id>, scheme/<id>`.
    pub(super) fn name(&self, plan: &Plan) -> String {
        match self.pool {
            None => self.what.clone(),
            Some(pool) => {
                let id = &plan.partnership.pools[pool].id.value;
                format!("pool/{id}, {}", self.what)
            }
        }
    }
}

fn push(all: &mut Vec<Missing>, pool: Option<usize>, what: &str, refusal: &Refusal) {
    // What one reason keeps from several figures is told once.
    let same = |m: &Missing| {
        let (told, why) = (&m.refusal.why, &refusal.why);
        let of_one = m.what == what || refusal.at.is_some();
        let again = of_one && (told.ends_with(why.as_str()) || why.ends_with(told.as_str()));
        let with_name = *why == format!("{}: {told}", m.what);
        m.pool == pool && m.refusal.at == refusal.at && (again || with_name)
    };
    if !all.iter().any(same) {
        all.push(Missing {
            pool,
            what: what.to_owned(),
            refusal: refusal.clone(),
        });
    }
}

fn of_fund(plan: &Plan, fund: &Fund, all: &mut Vec<Missing>) {
    let pool = Some(fund.pool);
    let scheme = |scheme: usize| format!("scheme/{}", plan.partnership.schemes[scheme].id.value);
    let mut found: Vec<(String, &Refusal)> = Vec::new();
    let pooled = fund.standing == Some(Standing::Pooled);
    for account in &fund.accounts {
        of_account(plan, fund.pool, account, pooled, &mut found);
    }
    for budget in &fund.budgets {
        let known = [budget.to_date.as_ref().err(), budget.year.as_ref().err()];
        found.extend(
            known
                .into_iter()
                .flatten()
                .map(|r| (scheme(budget.scheme), r)),
        );
    }
    if pooled {
        found.extend(fund.host.as_ref().err().map(|r| ("host".to_owned(), r)));
        found.extend(
            fund.promises
                .as_ref()
                .err()
                .map(|r| ("contributions".to_owned(), r)),
        );
        match &fund.contributions {
            Err(refusal) => found.push(("contributions".to_owned(), refusal)),
            Ok(all) => {
                let each = all.iter().flat_map(|all| all.values());
                let unknown = each.filter_map(|bridge| bridge.as_ref().err());
                found.extend(unknown.map(|r| ("contributions of two years".to_owned(), r)));
            }
        }
        for (of, bridge) in fund.baselines.iter().flatten() {
            found.extend(bridge.as_ref().err().map(|r| (scheme(*of), r)));
        }
    }
    for (what, refusal) in found {
        push(all, pool, &what, refusal);
    }
    if let Some((at, why)) = plan.partnership.pools[fund.pool].unsure() {
        let why = format!("{why}: whether it is shared is not known");
        let refusal = Refusal::at(at, why);
        push(all, pool, "standing", &refusal);
    }
}

fn of_account<'a>(
    plan: &Plan,
    pool: usize,
    account: &'a Account,
    pooled: bool,
    found: &mut Vec<(String, &'a Refusal)>,
) {
    let unknown = account.funding.as_ref().err();
    found.extend(unknown.map(|r| ("funding".to_owned(), r)));
    found.extend(account.doubt.iter().map(|r| ("expenditure".to_owned(), r)));
    for spend in &account.spend {
        let id = &plan.partnership.schemes[spend.scheme].id.value;
        let unknown = spend.amount.as_ref().err();
        found.extend(unknown.map(|r| (format!("scheme/{id}"), r)));
    }
    if !pooled {
        return;
    }
    for reserve in &account.reserves {
        let id = &plan.partnership.pools[pool].reserves[reserve.reserve]
            .id
            .value;
        let unknown = reserve.opening.as_ref().err();
        found.extend(unknown.map(|r| (format!("reserve {id}"), r)));
    }
    let shared = account.shared.as_ref().err();
    found.extend(shared.map(|r| ("shares".to_owned(), r)));
    let positions = account.positions.as_ref().err();
    found.extend(positions.map(|r| ("positions".to_owned(), r)));
}

/// The last part of the report, if anything is missing.
pub(super) fn parts(told: &Told) -> Vec<Part> {
    let lines = told.missing.iter().map(|missing| {
        let why = with_place(&missing.refusal, told.sources());
        format!("{}: {why}", missing.name(told.plan()))
    });
    not_computed_part(lines.collect())
}
