//! Rows that settle or change what was agreed: settlements that no risk share gives rise to, and a
//! changed baseline that does not say by which decision.

use super::FAMILY;
use crate::finding::{Check, RowRemark, Severity};
use crate::model::{Kind, LedgerRow, Partnership, Party, Plan, RowAt, Word};

pub(super) static SETTLEMENT_WITHOUT_SHARE: Check = Check {
    name: "settlement-without-share",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/every-penny"],
    page: include_str!("../../../docs/checks/settlement-without-share.md"),
    run: None,
};

pub(super) static REBASE_WITHOUT_REFERENCE: Check = Check {
    name: "rebase-without-reference",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../../docs/checks/rebase-without-reference.md"),
    run: None,
};

/// What the plan says of who may have to pay whom.
pub(super) struct Terms {
    pools: Vec<OfPool>,
}

/// What one pool's settlements rest on.
struct OfPool {
    /// Is its money shared at all?
    pooled: bool,
    /// Has any of its schemes a risk share, or one that cannot be read?
    shared: bool,
    /// Providers a risk share of its schemes names; none where one of them cannot be read.
    providers: Option<Vec<usize>>,
}

impl Terms {
    pub(super) fn of(plan: &Partnership) -> Terms {
        let pools = 0..plan.pools.len();
        Terms {
            pools: pools.map(|pool| OfPool::of(plan, pool)).collect(),
        }
    }

    /// A settlement of a pool none of whose money is shared, within one party, or with a provider
    /// that no risk share of the pool names.
    pub(super) fn without_share(&self, plan: &Plan, row: &LedgerRow) -> Option<RowRemark> {
        if row.line.kind != Kind::Settlement {
            return None;
        }
        let (pool, from, to) = (row.line.pool?, row.line.from?, row.line.to?);
        let of = &self.pools[pool];
        let id = &plan.partnership.pools[pool].id.value;
        let say = |column, message: String, help: &str| {
            Some(RowRemark {
                check: &SETTLEMENT_WITHOUT_SHARE,
                column,
                message,
                help: help.to_owned(),
            })
        };
        if from == to {
            let message = format!("this settlement is from `{}` to itself", name(plan, from));
            return say("to", message, "see which of the two parties is wrong");
        }
        if !of.pooled {
            let message = format!("pool `{id}` is not pooled: there is nothing of it to settle");
            return say(
                "pool",
                message,
                "correct the pool, or the pool's `standing:`",
            );
        }
        if !of.shared {
            let message =
                format!("no scheme of pool `{id}` has a risk share that a settlement could follow");
            return say(
                "pool",
                message,
                "correct the pool, or name the risk share in its schemes",
            );
        }
        let providers = of.providers.as_ref()?;
        let stranger = |party: &Party| match party {
            Party::Provider(provider) => !providers.contains(provider),
            Party::Partner(_) => false,
        };
        let ends = [("from", from), ("to", to)];
        let (column, party) = ends.into_iter().find(|(_, party)| stranger(party))?;
        let message = format!(
            "no risk share of pool `{id}` gives provider `{}` a part",
            name(plan, party)
        );
        say(
            column,
            message,
            "correct the party; what a provider is paid for its work is `spend`",
        )
    }
}

impl OfPool {
    fn of(plan: &Partnership, pool: usize) -> OfPool {
        let id = &plan.pools[pool].id.value;
        let mine = || plan.schemes.iter().filter(|s| s.pool.value() == Some(id));
        // A scheme whose pool cannot be told may be this one's.
        let lost = plan.schemes.iter().any(|s| s.pool.unreadable().is_some())
            || !plan.lost_schemes.is_empty();
        let values = || mine().flat_map(|scheme| &scheme.risk_share.values);
        let unread = lost || values().any(|(_, value)| value.value.is_none());
        let used = || values().filter_map(|(_, value)| value.value.as_ref());
        let mut named = Some(Vec::new());
        for share in used().flat_map(|used| used.versions(&plan.risk_shares)) {
            let share = share.1;
            match &mut named {
                Some(named) if share.unreadable.is_empty() => {
                    let entries = share.destinations().into_iter().flat_map(|to| &to.entries);
                    named.extend(entries.filter_map(|entry| match &entry.who.value {
                        Word::Named(id) => plan.provider(id.as_str()),
                        _ => None,
                    }));
                }
                _ => named = None,
            }
        }
        OfPool {
            pooled: plan.pools[pool].is_pooled() || plan.pools[pool].stands().is_none(),
            shared: unread || values().next().is_some(),
            providers: named.filter(|_| !unread),
        }
    }
}

fn name(plan: &Plan, party: Party) -> &str {
    match party {
        Party::Partner(i) => plan.partnership.partners[i].id.value.as_str(),
        Party::Provider(i) => plan.partnership.providers[i].id.value.as_str(),
    }
}

/// A change of the expected cost that does not say which decision it rests on.
pub(super) fn without_reference(row: &LedgerRow, at: &RowAt<'_>) -> Option<RowRemark> {
    let bare = row.line.kind == Kind::Rebase && (at.says)("reference").is_empty();
    bare.then(|| RowRemark {
        check: &REBASE_WITHOUT_REFERENCE,
        column: "reference",
        message: format!(
            "this changes the baseline by {} and does not say by which decision",
            row.amount
        ),
        help: "give the minute or deed that agreed it under `reference`".to_owned(),
    })
}
