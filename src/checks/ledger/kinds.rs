//! Kinds of money in ledger rows: a source only the other side has, capital spent as revenue.

use super::FAMILY;
use crate::checks::contributions::{SOURCE_OF_OTHER_SIDE, whose};
use crate::compute::risk_share::host;
use crate::finding::{Check, RowRemark, Severity};
use crate::model::{Contribution, Kind, LedgerRow, Partnership, Party, Plan, Scheme, Source};
use crate::value::FinancialYear;
use std::collections::BTreeMap;

pub(super) static CAPITAL_ON_REVENUE: Check = Check {
    name: "capital-on-revenue",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/kinds-of-money"],
    page: include_str!("../../../docs/checks/capital-on-revenue.md"),
    run: None,
};

/// What the plan says of kinds of money.
pub(super) struct Terms {
    /// Of each pool, source and year contributions are planned for: is all of it capital?
    capital: BTreeMap<(usize, Source, FinancialYear), bool>,
    /// Of each scheme: is it read to its end, and revenue?
    revenue: Vec<bool>,
}

impl Terms {
    pub(super) fn of(plan: &Partnership) -> Terms {
        let mut capital = BTreeMap::new();
        for (i, pool) in plan.pools.iter().enumerate() {
            for contribution in pool.entries() {
                if let Some((source, year)) = source_and_year(contribution) {
                    // What could not be read of the pool may be revenue from the same source.
                    let all = contribution.capital && pool.unreadable.is_empty();
                    *capital.entry((i, source, year)).or_insert(true) &= all;
                }
            }
        }
        let revenue = |s: &Scheme| !s.capital && s.unreadable.is_empty();
        Terms {
            capital,
            revenue: plan.schemes.iter().map(revenue).collect(),
        }
    }

    /// A contribution, or a grant handed on, from a source the partner that pays it cannot have.
    pub(super) fn other_side(&self, plan: &Plan, row: &LedgerRow) -> Option<RowRemark> {
        let source = row.line.source?;
        let payer = match (row.line.kind, row.line.from) {
            (Kind::Contribution, _) => row.line.partner?,
            (Kind::Passport, Some(Party::Partner(partner))) if !hosts(plan, row, partner) => {
                partner
            }
            _ => return None,
        };
        let message = whose(&plan.partnership.partners[payer], source)?;
        Some(RowRemark {
            check: &SOURCE_OF_OTHER_SIDE,
            column: "source",
            message,
            help: "see whether the partner or the source is wrong".to_owned(),
        })
    }

    /// Spend of a revenue scheme from a source that is capital: the Disabled Facilities Grant, and
    /// any other whose every contribution to that pool for that year is marked so.
    pub(super) fn capital_on_revenue(&self, plan: &Plan, row: &LedgerRow) -> Option<RowRemark> {
        let (line, scheme) = (&row.line, row.line.scheme?);
        let source = line.source.filter(|_| line.kind == Kind::Spend)?;
        let planned = line
            .pool
            .and_then(|pool| self.capital.get(&(pool, source, line.month.year)));
        let capital = source == Source::Dfg || planned.copied().unwrap_or(false);
        (capital && self.revenue[scheme]).then(|| RowRemark {
            check: &CAPITAL_ON_REVENUE,
            column: "source",
            message: format!(
                "{} of `{}` money, which is capital, is spent on `{}`, a revenue scheme",
                row.amount,
                source.word(),
                plan.partnership.schemes[scheme].id.value
            ),
            help:
                "correct the source or the scheme; of a scheme that is capital, say nature: capital"
                    .to_owned(),
        })
    }
}

/// Is a partner the host of the pool a row is of, on its day? What it hands on is the pool's, of
/// whichever source.
fn hosts(plan: &Plan, row: &LedgerRow, partner: usize) -> bool {
    let Some(pool) = row.line.pool else {
        return false;
    };
    let at = plan.partnership.pools[pool].id.at;
    host(plan, row.date, pool, at).is_ok_and(|host| host == partner)
}

fn source_and_year(contribution: &Contribution) -> Option<(Source, FinancialYear)> {
    let source = contribution.source.value()?;
    Some((*source, *contribution.year.value()?))
}
