//! Which schemes are shared by which risk share, and which are not computed at all.

use super::super::outturn::{Basis, ByScheme, Figures, Question, Refusal, figures};
use super::NotComputed;
use super::leaning::{lean_on_lost, lost, note_missing, note_year_amounts, ruleless, whole};
use super::scope::{Scope, Working};
use crate::model::{
    Band, Base, Destination, Field, Half, Net, Partnership, Plan, RiskShare, SetAsideWhat, ShareOf,
    Since, Standing, To, Word,
};
use crate::source::{Span, Spanned};
use crate::value::{Id, Money};
use std::collections::BTreeMap;

/// The risk share that needs no definition.
const EACH_BEARS_OWN: &str = "each-bears-own";

/// Scopes grouped by risk share and pool, in the order they are evaluated in: risk shares as
/// written, `each-bears-own` last, pools as listed.
pub(super) fn gather<'p>(
    plan: &'p Plan,
    own: &'p RiskShare,
    question: &Question,
    left_out: &mut Vec<NotComputed>,
) -> Vec<Vec<Working<'p>>> {
    let ledger = ByScheme::of(plan, question.period.year());
    let mut groups: BTreeMap<(usize, usize), Vec<Working<'p>>> = BTreeMap::new();
    let mut missing: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    let mut lost = lost(plan, left_out);
    for (i, scheme) in plan.partnership.schemes.iter().enumerate() {
        let refuse = |refusal| NotComputed {
            scope: format!("scheme/{}", scheme.id.value),
            refusal,
        };
        let (order, rule, pool) = match rule_of(&plan.partnership, own, i, question) {
            Ok(found) => found,
            Err(refusal) => {
                lost.extend(ruleless(&plan.partnership, i, question));
                left_out.push(refuse(refusal));
                continue;
            }
        };
        match whole(&plan.partnership, i).and_then(|()| figures(plan, i, question, &ledger)) {
            Ok(figures) => {
                let group = groups.entry((order, pool)).or_default();
                add(plan, group, rule, pool, i, figures);
            }
            Err(refusal) => {
                missing
                    .entry((order, pool))
                    .or_default()
                    .push(scheme.id.value.as_str());
                left_out.push(refuse(refusal));
            }
        }
    }
    for (key, group) in &mut groups {
        if let Some(schemes) = missing.get(key) {
            note_missing(group, schemes);
        }
        for lost in lost.iter().filter(|l| l.pool.is_none_or(|p| p == key.1)) {
            lean_on_lost(group, lost);
        }
        if question.basis == Basis::ToDate && !question.period.is_whole_year() {
            note_year_amounts(group);
        }
    }
    groups.into_values().collect()
}

/// The scheme's risk share, its place in the order of evaluation, and its pool.
fn rule_of<'p>(
    plan: &'p Partnership,
    own: &'p RiskShare,
    scheme: usize,
    question: &Question,
) -> Result<(usize, &'p RiskShare, usize), Refusal> {
    let scheme = &plan.schemes[scheme];
    let pool = pool_of(plan, scheme.id.at, &scheme.pool)?;
    let last_day = question.period.last_day();
    let Some(written) = scheme.risk_share.on(last_day) else {
        let why = match scheme.risk_share.is_absent() {
            true => "it has no risk share".to_owned(),
            false => match scheme.risk_share.values[0].0 {
                Since::Year(_) => format!("it has no risk share for {}", question.period.year()),
                _ => format!("it has no risk share on {}", last_day.long()),
            },
        };
        return Err(Refusal::at(scheme.id.at, why));
    };
    let Some(used) = &written.value else {
        return Err(Refusal::at(written.at, "its risk share cannot be read"));
    };
    let (order, rule) = if used.id.value.as_str() == EACH_BEARS_OWN {
        (usize::MAX, own)
    } else {
        let Some(found) = used.meant(&plan.risk_shares) else {
            let why = format!("there is no risk share `{}`", used.id.value);
            return Err(Refusal::at(used.id.at, why));
        };
        let rule = &plan.risk_shares[found];
        // Uses of one definition with different values are one risk share.
        let first = plan
            .risk_shares
            .iter()
            .position(|r| r.id.value == rule.id.value);
        (first.unwrap_or(found), rule)
    };
    usable(rule, used.id.at, last_day)?;
    let set_aside = rule.set_aside.iter().any(|row| match row.what {
        SetAsideWhat::Capital => true,
        SetAsideWhat::Fixed => scheme.fixed,
        SetAsideWhat::Cause(_) => false,
    });
    if scheme.capital && !set_aside {
        return Err(Refusal::at(
            scheme.id.at,
            "its nature is capital and its risk share does not set capital aside",
        ));
    }
    Ok((order, rule, pool))
}

fn pool_of(plan: &Partnership, at: Span, pool: &Field<Id>) -> Result<usize, Refusal> {
    let Field::Given(id) = pool else {
        return Err(Refusal::at(
            pool.at().unwrap_or(at),
            "it names no pool that can be read",
        ));
    };
    let Some(pool) = plan.pool(id.value.as_str()) else {
        return Err(Refusal::at(
            id.at,
            format!("there is no pool `{}`", id.value),
        ));
    };
    if !plan.pools[pool].is_pooled() {
        let standing = match plan.pools[pool].standing.value() {
            Some(Standing::Aligned) => "is aligned",
            Some(Standing::InView) => "is only in view",
            _ => "has a standing that cannot be read",
        };
        return Err(Refusal::at(
            id.at,
            format!(
                "pool `{}` {standing}: only pooled money is shared",
                id.value
            ),
        ));
    }
    Ok(pool)
}

/// Can this definition be applied at all on this day?
fn usable(rule: &RiskShare, used_at: Span, day: crate::value::Day) -> Result<(), Refusal> {
    if let Some(parameter) = rule.unfilled.first() {
        let why = format!("its risk share needs a value for `${}`", parameter.value);
        return Err(Refusal::at(used_at, why));
    }
    if let Some(at) = rule.unreadable.first() {
        return Err(Refusal::at(*at, "its risk share cannot be read"));
    }
    let begun = rule.from.value().is_none_or(|from| *from <= day);
    let ended = rule.until.value().is_some_and(|until| *until < day);
    if !begun || ended {
        let why = format!(
            "risk share `{}` is not in force on {}",
            rule.id.value,
            day.long()
        );
        return Err(Refusal::at(used_at, why));
    }
    Ok(())
}

/// Adds a scheme to its group: a scope of its own, or the pool's.
fn add<'p>(
    plan: &'p Plan,
    group: &mut Vec<Working<'p>>,
    rule: &'p RiskShare,
    pool: usize,
    scheme: usize,
    figures: Figures,
) {
    if rule.net == Net::Pool
        && let Some(working) = group.iter_mut().find(|w| std::ptr::eq(w.rule, rule))
    {
        working.scope.schemes.push(scheme);
        working.scope.baseline += figures.baseline;
        working.scope.outturn += figures.outturn;
        working.left += figures.variance();
        let id = &plan.partnership.schemes[scheme].id.value;
        let notes = figures.notes.iter().map(|n| format!("{id}: {n}"));
        working.scope.notes.extend(notes);
        working.figures.push((scheme, figures));
        return;
    }
    let name = match rule.net {
        Net::Scheme => format!("scheme/{}", plan.partnership.schemes[scheme].id.value),
        Net::Pool => format!("pool/{}", plan.partnership.pools[pool].id.value),
    };
    group.push(Working {
        scope: Scope {
            name,
            risk_share: rule.id.value.to_string(),
            clause: rule.clause.value().cloned(),
            pool,
            schemes: vec![scheme],
            baseline: figures.baseline,
            outturn: figures.outturn,
            steps: Vec::new(),
            offset: Money::NIL,
            shares: BTreeMap::new(),
            reserves: BTreeMap::new(),
            unallocated: Money::NIL,
            with: rule
                .with
                .iter()
                .map(|(name, value)| (name.value.clone(), value.value.clone()))
                .collect(),
            notes: figures.notes.clone(),
        },
        rule,
        left: figures.variance(),
        figures: vec![(scheme, figures)],
        given: BTreeMap::new(),
        stopped: false,
        draws: BTreeMap::new(),
        refused: None,
    });
}

/// All to the lead, both ways. It has no definition in any file: its places are the first
/// scheme's, and are never pointed at.
pub(super) fn each_bears_own(at: Span) -> RiskShare {
    let to = Destination {
        entries: vec![To {
            who: Spanned::new(Word::Lead, at),
            share: ShareOf::Whole,
        }],
        at,
    };
    let half = Half {
        first: Vec::new(),
        trigger: None,
        bands: vec![Band {
            up_to: None,
            to,
            at,
        }],
        earned: None,
        limits: Vec::new(),
        withhold: Vec::new(),
        at,
    };
    let id = Id::parse(EACH_BEARS_OWN).unwrap_or_else(|| unreachable!("a fixed id"));
    RiskShare {
        id: Spanned::new(id, at),
        name: Field::Absent,
        clause: Field::Absent,
        net: Net::Scheme,
        base: Base::default(),
        set_aside: Vec::new(),
        overspend: Some(half.clone()),
        underspend: Some(half),
        from: Field::Absent,
        until: Field::Absent,
        unreadable: Vec::new(),
        with: Vec::new(),
        unfilled: Vec::new(),
        unused: Vec::new(),
        at,
    }
}
