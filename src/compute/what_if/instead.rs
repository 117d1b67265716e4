//! A plan with another risk share in it.

use crate::compute::outturn::{Book, Question, Refusal};
use crate::compute::risk_share::{BrokenIdentity, Outcome, shared};
use crate::model::{Dated, EACH_BEARS_OWN, Plan, RiskShare, Scheme, Since, UseOf};
use crate::source::Spanned;
use crate::value::{Id, Money};
use std::collections::BTreeSet;

/// The outcomes of two plans that differ in their risk shares alone, over the same schemes: one that
/// only one of the two can share is left out of both, by name.
pub fn both(
    agreed: &Plan,
    instead: &Plan,
    question: &Question,
) -> Result<(Outcome, Outcome), BrokenIdentity> {
    let mut book = Book::of(agreed, question);
    loop {
        let first = shared(agreed, question, &book)?;
        let second = shared(instead, question, &book)?;
        let (a, b) = (schemes(&first), schemes(&second));
        let one_alone: Vec<usize> = a
            .symmetric_difference(&b)
            .filter(|scheme| book.schemes[**scheme].is_ok())
            .copied()
            .collect();
        if one_alone.is_empty() {
            return Ok((first, second));
        }
        for scheme in one_alone {
            let outcome = if a.contains(&scheme) { &second } else { &first };
            let name = format!("scheme/{}", agreed.partnership.schemes[scheme].id.value);
            let mut told = outcome.not_computed.iter().filter(|not| not.scope == name);
            let why = told
                .next()
                .map(|not| (not.refusal.why.clone(), not.refusal.at));
            let (why, at) = why.unwrap_or(("not all of it can be shared".to_owned(), None));
            book.schemes[scheme] = Err(Refusal {
                why: format!("left out of both, for one of the two cannot share it: {why}"),
                at,
            });
        }
    }
}

/// Every scheme an outcome shares.
fn schemes(outcome: &Outcome) -> BTreeSet<usize> {
    let scopes = outcome.scopes.iter();
    scopes.flat_map(|s| s.schemes.iter().copied()).collect()
}

/// Are two outcomes of the same money? Schemes may be shared for some months by one and for all by
/// the other.
pub fn same_money(a: &Outcome, b: &Outcome) -> bool {
    let sums = |outcome: &Outcome| -> (Money, Money) {
        let scopes = || outcome.scopes.iter();
        let baseline = scopes().map(|s| s.baseline).sum();
        (baseline, scopes().map(|s| s.outturn).sum())
    };
    schemes(a) == schemes(b) && sums(a) == sums(b)
}

/// Does a plan define this risk share, or is it the one that needs no definition?
pub fn defines(plan: &Plan, id: &str) -> bool {
    let mut defined = plan.partnership.risk_shares.iter();
    id == EACH_BEARS_OWN || defined.any(|share| share.id.value.as_str() == id)
}

/// The plan with every scheme that has a risk share under this one, and how many that changes. A
/// scheme that uses it already keeps its own values.
///
/// # Errors
/// Says what to write where the definition has blanks that only some schemes fill.
pub fn with_rule(plan: &Plan, id: &Id) -> Result<(Plan, usize), String> {
    let mut all = plan.partnership.risk_shares.iter();
    let defined = all.clone().any(|share| share.id.value == *id);
    let whole = all.any(|s| s.id.value == *id && s.with.is_empty() && s.unfilled.is_empty());
    if defined && !whole {
        return Err(format!(
            "risk share `{id}` has blanks to fill: write it with its values in a file of its own and name that"
        ));
    }
    let mut plan = plan.clone();
    let mut changed = 0;
    for scheme in &mut plan.partnership.schemes {
        changed += usize::from(put(scheme, id));
    }
    Ok((plan, changed))
}

/// Puts a scheme under another risk share; one that has none stays without.
fn put(scheme: &mut Scheme, id: &Id) -> bool {
    let Some(at) = scheme.risk_share.at() else {
        return false;
    };
    let mut uses = scheme.risk_share.values.iter();
    if uses.all(|(_, used)| used.value.as_ref().is_some_and(|u| u.id.value == *id)) {
        return false;
    }
    let used = UseOf {
        id: Spanned::new(id.clone(), at),
        with: Vec::new(),
    };
    scheme.risk_share = Dated {
        values: vec![(Since::Always, Spanned::new(Some(used), at))],
    };
    true
}

/// Definitions with others put where those of their ids stood first, and the rest behind: rules are
/// applied in the order written, and a difference must be the rule's alone.
fn in_place(old: Vec<RiskShare>, new: Vec<RiskShare>, ids: &BTreeSet<Id>) -> Vec<RiskShare> {
    let mut left: Vec<RiskShare> = new;
    let mut all = Vec::with_capacity(old.len() + left.len());
    for share in old {
        if !ids.contains(&share.id.value) {
            all.push(share);
            continue;
        }
        let (same, others): (Vec<_>, Vec<_>) = left
            .into_iter()
            .partition(|new| new.id.value == share.id.value);
        all.extend(same);
        left = others;
    }
    all.extend(left);
    all
}

/// The plan with these definitions in place of its own of the same ids, and how many schemes that
/// changes. One definition of a new id takes the place of all.
///
/// # Errors
/// Several definitions, none of which a scheme uses.
pub fn with_definitions(plan: &Plan, definitions: Vec<RiskShare>) -> Result<(Plan, usize), String> {
    let ids: BTreeSet<Id> = definitions.iter().map(|d| d.id.value.clone()).collect();
    let names = |used: &UseOf| ids.contains(&used.id.value);
    let uses = |scheme: &Scheme| {
        let mut values = scheme.risk_share.values.iter();
        values.any(|(_, used)| used.value.as_ref().is_some_and(names))
    };
    let schemes = plan.partnership.schemes.iter();
    let changed = schemes.filter(|scheme| uses(scheme)).count();
    let mut other = plan.clone();
    let shares = &mut other.partnership.risk_shares;
    *shares = in_place(std::mem::take(shares), definitions, &ids);
    let mut ids = ids.into_iter();
    match (changed, ids.next(), ids.next()) {
        (0, Some(only), None) => with_rule(&other, &only),
        (0, Some(first), Some(second)) => Err(format!(
            "no scheme uses any risk share of this file (`{first}`, `{second}` …): give one definition to put all under, or the ids the schemes use"
        )),
        _ => Ok((other, changed)),
    }
}
