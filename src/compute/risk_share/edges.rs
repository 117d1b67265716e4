//! What edges and limits come to where they are per cents of contributions or of funding.

use super::super::outturn::{Question, Refusal};
use super::division::{host, lead, threshold};
use super::half::named_party;
use super::over_pool::half_of;
use super::reckoning::{Edge, Of};
use super::scope::Working;
use super::weights;
use crate::model::{self, AtMost, Band, Limit, Party, Plan, ShareOf, To, Word};
use crate::source::{Span, Spanned};
use crate::value::Money;

/// The upper edge of a band, a size; none where it takes all that is left. Per cents of
/// contribution are of the planned contributions, for the year and to the pool, of the partners
/// the band goes to, added up, nothing left out; rounded half away from nil.
pub(super) fn edge_of(
    plan: &Plan,
    question: &Question,
    working: &Working<'_>,
    band: &Band,
) -> Result<Option<Edge>, Refusal> {
    let Some(up_to) = &band.up_to else {
        return Ok(None);
    };
    let edge = match up_to.value {
        model::Edge::Amount(amount) => {
            threshold(&Spanned::new(amount, up_to.at), working.scope.baseline)
        }
        model::Edge::OfContribution(percent) => {
            let planned = weights::planned(plan, working.scope.pool, question, &[])?;
            let mut counted = vec![false; planned.len()];
            for to in &band.to.entries {
                for partner in partners_of(plan, working, to, up_to.at)? {
                    counted[partner] = true;
                }
            }
            let of_theirs = planned.iter().zip(&counted).filter(|(_, counts)| **counts);
            let sum: Money = of_theirs.map(|(amount, _)| *amount).sum();
            Edge::share(percent, Of::Contributions, sum, up_to.at)
        }
    };
    Ok(Some(edge))
}

/// The partners one entry of a band's destination stands for; one with no share is none of them.
fn partners_of(
    plan: &Plan,
    working: &Working<'_>,
    to: &To,
    edge_at: Span,
) -> Result<Vec<usize>, Refusal> {
    let nothing = match to.share {
        ShareOf::Whole => false,
        ShareOf::Percent(percent) => percent.number().is_zero(),
        ShareOf::Parts(parts) => parts == 0,
    };
    if nothing {
        return Ok(Vec::new());
    }
    let at = to.who.at;
    let none = |what: String| {
        let why = format!("an edge of its bands is of contribution, and goes to {what}");
        Err(Refusal::at(edge_at, why))
    };
    match &to.who.value {
        Word::Host => Ok(vec![host(plan, working.last_day, working.scope.pool, at)?]),
        Word::Lead => Ok(vec![lead(plan, working, at)?]),
        Word::Contributions | Word::Equally | Word::Funding => {
            Ok((0..plan.partnership.partners.len()).collect())
        }
        Word::Unallocated => none("nobody".to_owned()),
        Word::Named(id) => match plan.partnership.partner(id.as_str()) {
            Some(partner) => Ok(vec![partner]),
            None => none(format!("`{id}`, which contributes nothing")),
        },
    }
}

/// What a limit is measured against: one scope, or all of a pool and risk share together.
pub(super) struct Measured {
    /// Pool, by position.
    pub(super) pool: usize,
    /// Schemes, by position.
    pub(super) schemes: Vec<usize>,
    /// Their baseline.
    pub(super) baseline: Money,
}

impl Measured {
    /// Scopes of one pool together.
    pub(super) fn of<'w, 'p: 'w>(scopes: impl Iterator<Item = &'w Working<'p>>) -> Measured {
        let mut all = Measured {
            pool: 0,
            schemes: Vec::new(),
            baseline: Money::NIL,
        };
        for working in scopes {
            all.pool = working.scope.pool;
            all.schemes.extend(&working.scope.schemes);
            all.baseline += working.scope.baseline;
        }
        all
    }
}

/// Whose limit it is and what it comes to. `n% of contribution` is of that partner's planned
/// contribution to the pool for the year, nothing left out; `n% of funding` of that partner's own
/// funding of the schemes for the year. Both are rounded half away from nil.
pub(super) fn limit_of(
    plan: &Plan,
    question: &Question,
    limit: &Limit,
    of: &Measured,
) -> Result<(Party, Edge), Refusal> {
    let at = limit.at_most.at;
    let who = named_party(plan, &limit.party)?;
    let partner = |word: &str, verb: &str| match who {
        Party::Partner(partner) => Ok(partner),
        Party::Provider(_) => {
            let why = format!(
                "its risk share limits `{}` by its {word}, and only partners {verb}",
                limit.party.value
            );
            Err(Refusal::at(limit.at_most.at, why))
        }
    };
    let edge = match limit.at_most.value {
        AtMost::Amount(amount) => threshold(&Spanned::new(amount, at), of.baseline),
        AtMost::OfContribution(percent) => {
            let partner = partner("contribution", "contribute")?;
            let planned = weights::planned(plan, of.pool, question, &[])?;
            Edge::share(percent, Of::Contribution, planned[partner], at)
        }
        AtMost::OfFunding(percent) => {
            let partner = partner("funding", "fund schemes")?;
            for scheme in &of.schemes {
                let scheme = &plan.partnership.schemes[*scheme];
                // A partner that is not named pays nothing; where nobody is, nothing is known.
                if scheme.funding.is_empty() && scheme.funding_unreadable.is_empty() {
                    let why = format!(
                        "a limit of its risk share is of funding, and scheme `{}` does not say who pays for it",
                        scheme.id.value
                    );
                    return Err(Refusal::at(scheme.id.at, why));
                }
            }
            let funding = weights::funding(plan, &of.schemes, question)?;
            let own = Money::from_pence(funding[partner]);
            Edge::share(percent, Of::Funding, own, at)
        }
    };
    if edge.amount.pence() < 0 {
        return Err(below_nil(&edge, "limit"));
    }
    Ok((who, edge))
}

/// A per cent of what is below nil is no size, and so no edge of anything.
pub(super) fn below_nil(edge: &Edge, what: &str) -> Refusal {
    let (base, at) = (edge.base, edge.at);
    Refusal::at(
        at,
        format!("a {what} of its risk share is a per cent of {base}, which is below nil"),
    )
}

/// Notes every party that ends beyond a limit because a later step handed something on to it: the
/// order is the language's, and nobody should take the limit for what it bears at most.
pub(super) fn note_beyond(plan: &Plan, question: &Question, group: &mut [Working<'_>]) {
    let done = |w: &Working<'_>| w.refused.is_none() && !w.stopped && !w.left.is_nil();
    for loss in [true, false] {
        let reached: Vec<usize> = (0..group.len())
            .filter(|g| done(&group[*g]) && group[*g].is_loss() == loss)
            .collect();
        for g in &reached {
            let one = std::slice::from_ref(g);
            let limits = half_of(&group[*g], loss).map_or(&[][..], |half| &half.limits);
            for limit in limits.iter().filter(|limit| !limit.over_pool) {
                let of = Measured::of([&group[*g]].into_iter());
                note_if_beyond(plan, question, group, one, limit, &of);
            }
        }
        // The same for every scope of the group.
        let first = reached.first().and_then(|g| half_of(&group[*g], loss));
        let limits = first.map_or(&[][..], |half| &half.limits);
        for limit in limits.iter().filter(|limit| limit.over_pool) {
            let of = Measured::of(group.iter().filter(|w| w.refused.is_none()));
            note_if_beyond(plan, question, group, &reached, limit, &of);
        }
    }
}

fn note_if_beyond(
    plan: &Plan,
    question: &Question,
    group: &mut [Working<'_>],
    which: &[usize],
    limit: &Limit,
    of: &Measured,
) {
    let Ok((who, edge)) = limit_of(plan, question, limit, of) else {
        return;
    };
    let has = |g: &usize| group[*g].given.get(&who).copied().unwrap_or_default();
    let has: Money = which.iter().map(has).sum();
    if has <= edge.amount {
        return;
    }
    let over = if limit.over_pool {
        " over the pool"
    } else {
        ""
    };
    for g in which {
        group[*g].scope.notes.push(format!(
            "`{}` ends at {has}, beyond its limit of {}{over}: what a later step hands on is not limited again",
            limit.party.value, edge.amount
        ));
    }
}
