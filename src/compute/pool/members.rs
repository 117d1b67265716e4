//! Which schemes belong to a pool in a year, and what may belong to it and cannot be read.

use super::super::outturn::Refusal;
use super::super::spread::twelve_months;
use crate::model::{Kind, Plan};
use crate::value::FinancialYear;

/// Every scheme of a pool, by position.
pub(super) fn members(plan: &Plan, pool: usize) -> Vec<usize> {
    let id = &plan.partnership.pools[pool].id.value;
    let all = 0..plan.partnership.schemes.len();
    all.filter(|i| plan.partnership.schemes[*i].pool.value() == Some(id))
        .collect()
}

/// Is anything known of each scheme in a year: a baseline, a row of the ledger, or one that cannot
/// be read?
pub(super) fn of_year(plan: &Plan, year: FinancialYear) -> Vec<bool> {
    let schemes = plan.partnership.schemes.iter();
    let planned = schemes.map(|scheme| !matches!(twelve_months(scheme, year), Ok(None)));
    let mut known: Vec<bool> = planned.collect();
    let lines = plan.totals.lines.keys();
    let rows = lines.filter(|line| line.month.year == year);
    let stranded = plan.totals.stranded.iter();
    let lost = stranded.filter(|s| s.year.is_none_or(|y| y == year));
    for scheme in rows
        .filter_map(|l| l.scheme)
        .chain(lost.filter_map(|s| s.scheme))
    {
        known[scheme] = true;
    }
    known
}

/// Does the ledger have spend or income of a pool in a year?
pub(super) fn has_actuals(plan: &Plan, pool: usize, year: FinancialYear) -> bool {
    let mut lines = plan.totals.lines.keys();
    lines.any(|line| {
        let actual = matches!(line.kind, Kind::Spend | Kind::Income);
        actual && line.pool == Some(pool) && line.month.year == year
    })
}

/// A scheme that cannot be read, or names no pool that can be, and may be one of this.
pub(super) fn doubt(plan: &Plan, pool: usize) -> Option<Refusal> {
    let partnership = &plan.partnership;
    let id = partnership.pools[pool].id.value.as_str();
    let of_pool = |named: Option<&str>| {
        named.is_none_or(|named| named == id || partnership.pool(named).is_none())
    };
    let lost = partnership.lost_schemes.iter();
    let mut lost = lost.filter(|lost| of_pool(lost.pool.as_deref()));
    if let Some(lost) = lost.next() {
        let why = format!(
            "scheme `{}` {}, and may be one of it",
            lost.named,
            lost.why()
        );
        return Some(Refusal::at(lost.at, why));
    }
    let schemes = partnership.schemes.iter();
    let named = |i: &&crate::model::Scheme| i.pool.value().map(|id| id.as_str().to_owned());
    let mut strays = schemes.filter(|scheme| {
        let pool = named(scheme);
        pool.is_none_or(|pool| partnership.pool(&pool).is_none())
    });
    let stray = strays.next()?;
    let why = format!(
        "scheme `{}` names no pool that can be read, and may be one of it",
        stray.id.value
    );
    Some(Refusal::at(stray.pool.at().unwrap_or(stray.id.at), why))
}

/// A row of the year that is counted against none of the pool's schemes, and may be money into, out
/// of or for the pool: it names no scheme that can be read, or one of another pool and this.
pub(super) fn nameless(plan: &Plan, pool: usize, year: FinancialYear) -> Option<Refusal> {
    let own = members(plan, pool);
    let stranded = plan.totals.stranded.iter();
    let mut of_pool = stranded.filter(|s| {
        let of_year = s.year.is_none_or(|y| y == year);
        let counted = s.scheme.is_some_and(|scheme| own.contains(&scheme));
        !counted && of_year && s.pool.is_none_or(|p| p == pool)
    });
    let first = of_pool.next()?;
    let more: u64 = first.rows - 1 + of_pool.map(|s| s.rows).sum::<u64>();
    let more = match more {
        0 => String::new(),
        n => format!(", and {n} more"),
    };
    let why = &first.why;
    Some(Refusal::at(
        first.at,
        format!("what may belong to it cannot be read: {why}{more}"),
    ))
}
