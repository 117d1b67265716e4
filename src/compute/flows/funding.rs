//! Who is agreed to pay for a scheme: the one tie between a partner and a scheme there is, and a
//! plan, not money.

use super::Question;
use crate::model::{Plan, Scheme};
use crate::value::{FinancialYear, Money};
use std::collections::BTreeMap;

/// What partners agreed to pay for schemes.
#[derive(Clone, Debug, Default)]
pub struct Funding {
    /// By scheme and partner, the years asked about added up. Pence of whole years.
    pub agreed: BTreeMap<(usize, usize), Money>,
    /// Schemes whose funding cannot be read, by position.
    pub unread: Vec<usize>,
}

/// The `funding:` of every scheme, for the years asked about.
pub(super) fn funding(plan: &Plan, question: &Question) -> Funding {
    let mut all = Funding::default();
    for (number, scheme) in plan.partnership.schemes.iter().enumerate() {
        match of_scheme(plan, scheme, &question.years()) {
            None => all.unread.push(number),
            Some(amounts) => {
                let amounts = amounts.into_iter();
                all.agreed
                    .extend(amounts.map(|(partner, sum)| ((number, partner), sum)));
            }
        }
    }
    all
}

/// None where something of it cannot be read.
fn of_scheme(
    plan: &Plan,
    scheme: &Scheme,
    years: &[FinancialYear],
) -> Option<BTreeMap<usize, Money>> {
    let mut sums = BTreeMap::new();
    if !scheme.funding_unreadable.is_empty() {
        return None;
    }
    for (id, amounts) in &scheme.funding {
        let partner = plan.partnership.partner(id.value.as_str())?;
        for year in years {
            if let Some(amount) = amounts.for_year(*year) {
                *sums.entry(partner).or_insert(Money::NIL) += amount.value?;
            }
        }
    }
    Some(sums)
}
