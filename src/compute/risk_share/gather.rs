//! Which schemes are shared by which risk share, and which are not computed at all.

use super::super::outturn::{Basis, Book, Figures, Question, Refusal};
use super::NotComputed;
use super::in_force::{Definitions, Rule, Stretch};
use super::leaning::{
    Before, lean_on_lost, lost, note_missing, note_year_amounts, ruleless, whole,
};
use super::scope::{Scope, Working};
use crate::model::{
    Band, Base, Destination, EACH_BEARS_OWN, Field, Half, Net, Partnership, Plan, RiskShare,
    SetAsideWhat, ShareOf, Standing, To, Word,
};
use crate::source::{Span, Spanned};
use crate::value::{Day, Id, Money, Month};
use std::collections::BTreeMap;

/// Scopes of one risk share in one pool.
pub(super) type Group<'p> = Vec<Working<'p>>;

/// Scopes grouped by risk share and pool, in the order they are evaluated in: risk shares as
/// written, `each-bears-own` last, pools as listed.
pub(super) fn gather<'p>(
    plan: &'p Plan,
    own: &'p RiskShare,
    question: &Question,
    book: &Book,
    left_out: &mut Vec<NotComputed>,
) -> Vec<Group<'p>> {
    let mut groups: BTreeMap<(usize, usize), Group<'p>> = BTreeMap::new();
    let mut missing: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    let mut before: Vec<(usize, Before)> = Vec::new();
    let mut lost = lost(plan, left_out);
    let definitions = Definitions::of(&plan.partnership);
    let last = question.last_month();
    for (i, scheme) in plan.partnership.schemes.iter().enumerate() {
        for stretch in definitions.stretches(i, question.period.year(), last) {
            let part = part_of(&stretch, question);
            let refuse = |refusal: Refusal| NotComputed {
                scope: format!("scheme/{}", scheme.id.value),
                refusal: in_months(refusal, part),
                beside: beside(&plan.partnership, i),
            };
            let found = match rule_of(&plan.partnership, own, i, &stretch) {
                Ok(found) => found,
                Err(refusal) => {
                    lost.extend(ruleless(&plan.partnership, i, question));
                    left_out.push(refuse(refusal));
                    continue;
                }
            };
            let figures = figures_of(&plan.partnership, book, i, &stretch);
            let key = (found.order, found.pool);
            match figures {
                Ok(figures) => {
                    let group = groups.entry(key).or_default();
                    let share = Share {
                        found,
                        scheme: i,
                        months: (stretch.from, stretch.to),
                        part,
                        last_day: last_day_of(&stretch, question),
                        figures,
                    };
                    add(plan, group, share);
                }
                Err(refusal) => {
                    let missing = missing.entry(key).or_default();
                    missing.push(scheme.id.value.as_str());
                    let draws = Before::of(plan, found.rule, found.pool, scheme.id.value.as_str());
                    before.extend(draws.map(|draws| (found.order, draws)));
                    left_out.push(refuse(refusal));
                }
            }
        }
    }
    for (key, group) in &mut groups {
        if let Some(schemes) = missing.get(key) {
            note_missing(group, schemes);
        }
        let earlier = before.iter().filter(|(order, _)| *order < key.0);
        earlier.for_each(|(_, before)| before.note(group));
        for lost in lost.iter().filter(|l| l.pool.is_none_or(|p| p == key.1)) {
            lean_on_lost(group, lost);
        }
        let provisional = question.basis == Basis::ToDate && !question.period.is_whole_year();
        note_year_amounts(group, provisional);
    }
    groups.into_values().collect()
}

/// The figures of a scheme in a stretch's months.
fn figures_of(
    partnership: &Partnership,
    book: &Book,
    scheme: usize,
    stretch: &Stretch,
) -> Result<Figures, Refusal> {
    whole(partnership, scheme)?;
    match &book.schemes[scheme] {
        Ok(months) => Ok(months.over(stretch.from, stretch.to)),
        Err(refusal) => Err(refusal.clone()),
    }
}

/// The months a stretch covers, where they are not all of those asked about.
fn part_of(stretch: &Stretch, question: &Question) -> Option<(u8, u8)> {
    let whole = stretch.from == 1 && stretch.to == question.last_month();
    (!whole).then_some((stretch.from, stretch.to))
}

/// The day a stretch's host and leads are taken on: its last, or the period's if that is sooner.
fn last_day_of(stretch: &Stretch, question: &Question) -> Day {
    let month = Month {
        year: question.period.year(),
        number: stretch.to,
    };
    month.last_day().min(question.period.last_day())
}

fn in_months(refusal: Refusal, part: Option<(u8, u8)>) -> Refusal {
    match part {
        None => refusal,
        Some((from, to)) => Refusal {
            why: format!("in {}: {}", Month::names(from, to), refusal.why),
            at: refusal.at,
        },
    }
}

/// What a stretch is shared by, and where.
struct Found<'p> {
    /// Its place in the order of evaluation.
    order: usize,
    rule: &'p RiskShare,
    /// The definition's position, if it has one.
    position: Option<usize>,
    pool: usize,
}

/// The rule of a stretch, its place in the order of evaluation, and the scheme's pool.
fn rule_of<'p>(
    plan: &'p Partnership,
    own: &'p RiskShare,
    scheme: usize,
    stretch: &Stretch,
) -> Result<Found<'p>, Refusal> {
    let scheme = &plan.schemes[scheme];
    let pool = pool_of(plan, scheme.id.at, &scheme.pool)?;
    let (rule, used_at) = stretch.rule.clone()?;
    let (order, rule, position) = match rule {
        Rule::Own => (usize::MAX, own, None),
        Rule::Defined(found) => {
            // Uses of one definition with different values are one risk share.
            let mut first = found;
            while first > 0 && plan.risk_shares[first - 1].at == plan.risk_shares[found].at {
                first -= 1;
            }
            (first, &plan.risk_shares[found], Some(found))
        }
    };
    usable(rule, used_at)?;
    let set_aside = rule.set_aside.iter().any(|row| match row.what {
        SetAsideWhat::Capital => true,
        SetAsideWhat::Fixed => scheme.fixed,
        SetAsideWhat::Cause(_) => false,
    });
    if scheme.capital && !set_aside {
        return Err(Refusal::at(
            scheme.id.at,
            "its nature is capital and its risk share does not set capital aside: add `{nature: capital, to: …}` to its `set_aside`",
        ));
    }
    Ok(Found {
        order,
        rule,
        position,
        pool,
    })
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
    if plan.pools[pool].doubled {
        let why = format!("pool `{}` is defined twice", id.value);
        return Err(Refusal::at(plan.pools[pool].id.at, why));
    }
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

/// Is a scheme's money known to be aligned or in view only?
fn beside(plan: &Partnership, scheme: usize) -> bool {
    let id = plan.schemes[scheme].pool.value();
    let pool = id.and_then(|id| plan.pool(id.as_str()));
    pool.map(|pool| &plan.pools[pool]).is_some_and(|pool| {
        let standing = pool.standing.value();
        !pool.doubled && matches!(standing, Some(Standing::Aligned | Standing::InView))
    })
}

/// Can this definition be applied at all?
fn usable(rule: &RiskShare, used_at: Span) -> Result<(), Refusal> {
    if let Some(parameter) = rule.unfilled.first() {
        let why = format!("its risk share needs a value for `${}`", parameter.value);
        return Err(Refusal::at(used_at, why));
    }
    if let Some(at) = rule.unreadable.first() {
        return Err(Refusal::at(*at, "its risk share cannot be read"));
    }
    Ok(())
}

/// One scheme's months under one rule.
struct Share<'p> {
    found: Found<'p>,
    scheme: usize,
    months: (u8, u8),
    /// The months, where they are not all of those asked about.
    part: Option<(u8, u8)>,
    last_day: Day,
    figures: Figures,
}

/// Adds a scheme to its group: a scope of its own, or the pool's.
fn add<'p>(plan: &'p Plan, group: &mut Group<'p>, share: Share<'p>) {
    let id = &plan.partnership.schemes[share.scheme].id.value;
    if share.found.rule.net == Net::Pool
        && let Some(working) = group
            .iter_mut()
            .find(|w| std::ptr::eq(w.rule, share.found.rule))
    {
        let scope = &mut working.scope;
        scope.schemes.push(share.scheme);
        scope.months.push(share.months);
        scope.baseline += share.figures.baseline;
        scope.outturn += share.figures.outturn;
        working.left += share.figures.variance();
        let notes = share.figures.notes.iter().map(|n| format!("{id}: {n}"));
        scope.notes.extend(notes);
        if let Some((from, to)) = share.part {
            let months = Month::names(from, to);
            scope.notes.push(format!("{id}: only {months}"));
        }
        // The pool's months are those of all its schemes.
        scope.part = match (scope.part, share.part) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            _ => None,
        };
        working.last_day = working.last_day.max(share.last_day);
        working.figures.push((share.scheme, share.figures));
        return;
    }
    let name = match share.found.rule.net {
        Net::Scheme => format!("scheme/{id}"),
        Net::Pool => format!("pool/{}", plan.partnership.pools[share.found.pool].id.value),
    };
    group.push(opened(name, share));
}

fn opened(name: String, share: Share<'_>) -> Working<'_> {
    let rule = share.found.rule;
    let with = rule.with.iter();
    Working {
        scope: Scope {
            name,
            risk_share: rule.id.value.to_string(),
            clause: rule.clause.value().cloned(),
            rule: share.found.position,
            from: rule.from.value().copied(),
            until: rule.until.value().copied(),
            pool: share.found.pool,
            schemes: vec![share.scheme],
            months: vec![share.months],
            part: share.part,
            baseline: share.figures.baseline,
            outturn: share.figures.outturn,
            steps: Vec::new(),
            within: Vec::new(),
            offset: Money::NIL,
            shares: BTreeMap::new(),
            reserves: BTreeMap::new(),
            unallocated: Money::NIL,
            with: with
                .map(|(name, value)| (name.value.clone(), value.value.clone()))
                .collect(),
            notes: share.figures.notes.clone(),
            partial: false,
        },
        rule,
        last_day: share.last_day,
        left: share.figures.variance(),
        figures: vec![(share.scheme, share.figures)],
        given: BTreeMap::new(),
        stopped: false,
        draws: BTreeMap::new(),
        said: Vec::new(),
        at: None,
        refused: None,
    }
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
