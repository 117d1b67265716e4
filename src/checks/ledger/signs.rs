//! Money in that comes to less than nil over a year: mostly the sign a finance system gives income.

use super::FAMILY;
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::Kind;
use crate::source::Span;
use crate::value::{FinancialYear, Money};
use std::collections::BTreeMap;

pub(super) static MONEY_IN_BELOW_NIL: Check = Check {
    name: "money-in-below-nil",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/exact-values"],
    page: include_str!("../../../docs/checks/money-in-below-nil.md"),
    run: Some(money_in_below_nil),
};

/// A scheme's income, or a partner's contributions to a pool.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Income(usize),
    Expected(usize),
    Contribution(usize, usize),
}

/// Income of a scheme and contributions of a partner to a pool that come to less than nil in a year.
fn money_in_below_nil(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let mut sums: BTreeMap<(Of, FinancialYear), Money> = BTreeMap::new();
    for (line, amount) in &case.plan.totals.lines {
        let of = match (line.kind, line.scheme, line.pool, line.partner) {
            (Kind::Income, Some(scheme), ..) => Of::Income(scheme),
            (Kind::ForecastIncome, Some(scheme), ..) => Of::Expected(scheme),
            (Kind::Contribution, _, Some(pool), Some(partner)) => Of::Contribution(pool, partner),
            _ => continue,
        };
        *sums.entry((of, line.month.year)).or_insert(Money::NIL) += *amount;
    }
    sums.into_iter()
        .filter(|(_, sum)| *sum < Money::NIL)
        .map(|((of, year), sum)| {
            let scheme = |number: usize, what: &str| -> (Span, String) {
                let id = &plan.schemes[number].id;
                let message = format!(
                    "{what} of scheme `{}` in {year} comes to {sum}: below nil it adds to the cost",
                    id.value
                );
                (id.at, message)
            };
            let (at, message) = match of {
                Of::Income(number) => scheme(number, "income"),
                Of::Expected(number) => scheme(number, "expected income"),
                Of::Contribution(pool, partner) => {
                    let message = format!(
                        "contributions of `{}` to pool `{}` in {year} come to {sum}: below nil \
                         they are money taken back",
                        plan.partners[partner].id.value, plan.pools[pool].id.value
                    );
                    (plan.pools[pool].id.at, message)
                }
            };
            Finding::new(&MONEY_IN_BELOW_NIL, at, message).help(
                "write money in above nil, whatever its sign in the finance system; \
                 `columns: {less: Net}` turns the signs of a mapped file",
            )
        })
        .collect()
}
