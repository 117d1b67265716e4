//! Names for what a report of risk shares tells of: parties, pools, schemes, scopes.

use crate::compute::outturn::Question;
use crate::compute::risk_share::{Outcome, Scope, Target};
use crate::model::{Kind, Party, Plan, Pool};
use crate::value::{Money, Month};
use std::collections::HashSet;

/// Scopes and months that appear twice, told apart by their risk share.
pub(in crate::report) type Twins<'a> = HashSet<(&'a str, Option<(u8, u8)>)>;

/// The scopes of an outcome that are told apart by their risk share alone.
pub(in crate::report) fn twins(outcome: &Outcome) -> Twins<'_> {
    let (mut seen, mut twice) = (HashSet::new(), HashSet::new());
    for scope in &outcome.scopes {
        let key = (scope.name.as_str(), scope.part);
        if !seen.insert(key) {
            twice.insert(key);
        }
    }
    twice
}

/// Names for positions.
pub(in crate::report) struct Words<'a> {
    pub(in crate::report) plan: &'a Plan,
}

impl Words<'_> {
    /// A party's id.
    pub(in crate::report) fn id(&self, party: Party) -> String {
        match party {
            Party::Partner(i) => self.plan.partnership.partners[i].id.value.to_string(),
            Party::Provider(i) => self.plan.partnership.providers[i].id.value.to_string(),
        }
    }

    /// A party's name, else its id.
    pub(in crate::report) fn name(&self, party: Party) -> String {
        let name = match party {
            Party::Partner(i) => &self.plan.partnership.partners[i].name,
            Party::Provider(i) => &self.plan.partnership.providers[i].name,
        };
        name.value().cloned().unwrap_or_else(|| self.id(party))
    }

    pub(in crate::report) fn pool_id(&self, pool: usize) -> String {
        self.plan.partnership.pools[pool].id.value.to_string()
    }

    pub(in crate::report) fn reserve_id(&self, pool: usize, reserve: usize) -> String {
        self.plan.partnership.pools[pool].reserves[reserve]
            .id
            .value
            .to_string()
    }

    /// The id of a party or of a reserve of the scope's pool.
    pub(in crate::report) fn target_id(&self, scope: &Scope, target: Target) -> String {
        match target {
            Target::Party(party) => self.id(party),
            Target::Reserve(reserve) => self.reserve_id(scope.pool, reserve),
            Target::Unallocated => "unallocated".to_owned(),
        }
    }

    pub(in crate::report) fn pool_name(&self, pool: usize) -> String {
        let pool = &self.plan.partnership.pools[pool];
        pool.name
            .value()
            .cloned()
            .unwrap_or_else(|| pool.id.value.to_string())
    }

    /// A scheme's id.
    pub(in crate::report) fn scheme_id(&self, scheme: usize) -> String {
        self.plan.partnership.schemes[scheme].id.value.to_string()
    }

    /// A scheme's name, else its id.
    pub(in crate::report) fn scheme_name(&self, scheme: usize) -> String {
        let name = self.plan.partnership.schemes[scheme].name.value();
        name.cloned().unwrap_or_else(|| self.scheme_id(scheme))
    }

    /// Pooled funds with contributions planned for the year and none in the ledger.
    pub(in crate::report) fn pools_without_payments(&self, question: &Question) -> Vec<String> {
        let year = question.period.year();
        let plan = &self.plan.partnership;
        let planned = |pool: &Pool| {
            pool.contributions
                .iter()
                .any(|c| c.year.value() == Some(&year))
        };
        let paid = |pool: usize| {
            self.plan.totals.lines.keys().any(|line| {
                line.kind == Kind::Contribution
                    && line.pool == Some(pool)
                    && line.month.year == year
                    && line.month.number <= question.period.months_gone()
            })
        };
        (0..plan.pools.len())
            .filter(|i| plan.pools[*i].is_pooled() && planned(&plan.pools[*i]) && !paid(*i))
            .map(|i| self.pool_name(i))
            .collect()
    }

    /// Every party with a share in any scope, in order.
    pub(in crate::report) fn parties_with_shares(&self, outcome: &Outcome) -> Vec<Party> {
        let mut all: Vec<Party> = outcome
            .scopes
            .iter()
            .flat_map(|s| s.shares.keys().copied())
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// What of the variance is with no party.
    pub(in crate::report) fn elsewhere(&self, scope: &Scope) -> Money {
        let shares: Money = scope.shares.values().copied().sum();
        scope.variance() - shares
    }

    /// The scope in a table: its id, its months where it has not all, and its risk share where two
    /// net one pool.
    pub(in crate::report) fn scope_label(&self, scope: &Scope, twins: &Twins<'_>) -> String {
        let id = scope.name.split_once('/').map_or("", |(_, id)| id);
        let id = if scope.name.starts_with("pool/") {
            format!("pool {id}")
        } else {
            id.to_owned()
        };
        let mut told_apart = Vec::new();
        if let Some((from, to)) = scope.part {
            told_apart.push(Month::names(from, to));
        }
        if twins.contains(&(scope.name.as_str(), scope.part)) {
            told_apart.push(scope.risk_share.clone());
        }
        match told_apart.is_empty() {
            true => id,
            false => format!("{id} ({})", told_apart.join(", ")),
        }
    }

    /// The scope as a heading.
    pub(in crate::report) fn scope_title(&self, scope: &Scope) -> String {
        let name = if scope.name.starts_with("pool/") {
            format!("{} as a whole", self.pool_name(scope.pool))
        } else {
            let scheme = scope.schemes.first();
            let scheme = scheme.map(|s| &self.plan.partnership.schemes[*s]);
            match scheme {
                Some(s) => s
                    .name
                    .value()
                    .cloned()
                    .unwrap_or_else(|| s.id.value.to_string()),
                None => scope.name.clone(),
            }
        };
        match scope.part {
            Some((from, to)) => format!("{name}, {}", Month::names(from, to)),
            None => name,
        }
    }

    /// When a scope's risk share holds: `from 1 October 2025`, `until …`; nothing if always.
    pub(in crate::report) fn in_force(&self, scope: &Scope) -> String {
        match (scope.from, scope.until) {
            (None, None) => String::new(),
            (Some(from), None) => format!("in force from {}", from.long()),
            (None, Some(until)) => format!("in force until {}", until.long()),
            (Some(from), Some(until)) => {
                format!("in force from {} to {}", from.long(), until.long())
            }
        }
    }
}
