//! A destination in its scope: whom it means, and how an amount is divided among them.

use super::super::outturn::{Question, Refusal};
use super::reckoning::{By, Division, Edge, Of, Portion, Reckoning, Role, Who};
use super::scope::{Moved, Target, Working};
use super::weights;
use crate::model::{Amount, Destination, Field, Partnership, Party, Plan, ShareOf, Twice, Word};
use crate::source::{Span, Spanned};
use crate::value::{Day, Money, Percent, SplitFault, percent_weights, split};

/// What one entry of a destination stands for, in the order amounts are divided in: partners,
/// providers, reserves, then the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    One(Target),
    Contributions,
    Equally,
    Funding,
    Nobody,
}

impl Bucket {
    /// What a word divides by.
    fn by(self, paid: bool) -> By {
        match self {
            Bucket::Contributions => By::Contributions { paid },
            Bucket::Funding => By::Funding,
            Bucket::Equally => By::Equally,
            Bucket::One(_) | Bucket::Nobody => By::Whole,
        }
    }

    fn who(self, paid: bool) -> Who {
        match self {
            Bucket::One(target) => Who::Target(target),
            Bucket::Nobody => Who::Target(Target::Unallocated),
            word => Who::Word(word.by(paid)),
        }
    }
}

/// Divides an amount (a size, above nil) as a destination says. A nil amount is not divided.
pub(super) fn divide(
    plan: &Plan,
    question: &Question,
    working: &mut Working<'_>,
    amount: Money,
    to: &Destination,
) -> Result<Vec<Moved>, Refusal> {
    if amount.is_nil() {
        return Ok(Vec::new());
    }
    let mut moved = Vec::new();
    for (bucket, part) in buckets(plan, working, amount, to)? {
        match bucket {
            Bucket::One(target) => moved.push((target, part)),
            Bucket::Nobody => moved.push((Target::Unallocated, part)),
            word => {
                let weights = word_weights(plan, question, working, word)?;
                let parts = split(part, &weights).map_err(|fault| {
                    let why = undivided(plan, working, word, (part, &weights), fault);
                    Refusal::at(to.at, why)
                })?;
                let partner = |i| Target::Party(Party::Partner(i));
                let parties = parts.into_iter().enumerate();
                let parties: Vec<Moved> = parties
                    .filter(|(i, _)| weights[*i] != 0)
                    .map(|(i, p)| (partner(i), p))
                    .collect();
                let given = weights.iter().filter(|weight| **weight != 0);
                let portions = parties.iter().zip(given);
                working.note(Reckoning::Divided(Division {
                    amount: part,
                    by: word.by(working.rule.base.paid),
                    portions: portions
                        .map(|((target, part), weight)| Portion {
                            who: Who::Target(*target),
                            role: None,
                            weight: *weight,
                            part: *part,
                        })
                        .collect(),
                    at: to.at,
                }));
                moved.extend(parties);
            }
        }
    }
    Ok(merged(moved))
}

/// Why a word cannot divide an amount, in the words of what it divides by.
fn undivided(
    plan: &Plan,
    working: &Working<'_>,
    word: Bucket,
    (part, weights): (Money, &[i128]),
    fault: SplitFault,
) -> String {
    let (name, of_one, of_none) = match word {
        Bucket::Contributions if working.rule.base.paid => (
            "contributions",
            "has paid in less than nil so far",
            "no partner has paid in anything so far that counts",
        ),
        Bucket::Contributions => (
            "contributions",
            "is planned to contribute less than nil",
            "no partner is planned to contribute anything that counts",
        ),
        Bucket::Equally => ("equally", "does not count", "there is no partner"),
        _ => (
            "funding",
            "funds less than nil",
            "no partner is said to fund anything of it",
        ),
    };
    let below = weights.iter().position(|weight| *weight < 0);
    let partner = below.and_then(|i| plan.partnership.partners.get(i));
    let why = match (fault, partner) {
        (SplitFault::Negative, Some(partner)) => format!("`{}` {of_one}", partner.id.value),
        (SplitFault::AllNil, _) => of_none.to_owned(),
        _ => fault.to_string(),
    };
    format!("`{name}` cannot divide {part}: {why}")
}

/// Amounts that come to the same target, added; in order of target.
fn merged(mut moved: Vec<Moved>) -> Vec<Moved> {
    moved.sort_by_key(|(target, _)| *target);
    let mut out: Vec<Moved> = Vec::with_capacity(moved.len());
    for (target, amount) in moved {
        match out.last_mut() {
            Some((last, sum)) if *last == target => *sum += amount,
            _ => out.push((target, amount)),
        }
    }
    out
}

/// The first division: by the entries of the map, entries of one party added.
fn buckets(
    plan: &Plan,
    working: &mut Working<'_>,
    amount: Money,
    to: &Destination,
) -> Result<Vec<(Bucket, Money)>, Refusal> {
    let weights = entry_weights(to)?;
    let mut entries: Vec<(Bucket, Option<Role>, i128)> = Vec::new();
    for (entry, weight) in to.entries.iter().zip(weights) {
        let bucket = bucket_of(plan, working, &entry.who.value, entry.who.at)?;
        let role = match entry.who.value {
            Word::Host => Some(Role::Host),
            Word::Lead => Some(Role::Lead),
            _ => None,
        };
        match entries.iter_mut().find(|(b, ..)| *b == bucket) {
            Some((_, _, sum)) => *sum += weight,
            None => entries.push((bucket, role, weight)),
        }
    }
    entries.sort_by_key(|(bucket, ..)| *bucket);
    let weights: Vec<i128> = entries.iter().map(|(.., weight)| *weight).collect();
    let parts = split(amount, &weights)
        .map_err(|fault| Refusal::at(to.at, format!("{amount} cannot be divided: {fault}")))?;
    let paid = working.rule.base.paid;
    let portions = entries.iter().zip(&parts);
    working.note(Reckoning::Divided(Division {
        amount,
        by: match to.entries.first().map(|e| e.share) {
            Some(ShareOf::Percent(_)) => By::PerCents,
            Some(ShareOf::Parts(_)) => By::Parts,
            _ => By::Whole,
        },
        portions: portions
            .map(|((bucket, role, weight), part)| Portion {
                who: bucket.who(paid),
                role: *role,
                weight: *weight,
                part: *part,
            })
            .collect(),
        at: to.at,
    }));
    Ok(entries
        .into_iter()
        .map(|(bucket, ..)| bucket)
        .zip(parts)
        .collect())
}

/// Per cents that make exactly the whole, or whole parts; never both.
fn entry_weights(to: &Destination) -> Result<Vec<i128>, Refusal> {
    let mut percents = Vec::new();
    let mut parts = Vec::new();
    for entry in &to.entries {
        match entry.share {
            ShareOf::Whole => return Ok(vec![1]),
            ShareOf::Percent(percent) => percents.push(percent),
            ShareOf::Parts(n) => parts.push(i128::from(n)),
        }
    }
    match (percents.is_empty(), parts.is_empty()) {
        (true, true) => Err(Refusal::at(to.at, "its risk share names nobody here")),
        (false, false) => Err(Refusal::at(
            to.at,
            "its risk share mixes per cents and parts",
        )),
        (true, false) => Ok(parts),
        (false, true) => {
            let weights = percent_weights(&percents);
            let mut with_whole = percents.clone();
            with_whole.push(Percent::WHOLE);
            let whole = percent_weights(&with_whole).last().copied().unwrap_or(0);
            let scaled = percent_weights(&with_whole)[..weights.len()]
                .iter()
                .sum::<i128>();
            if scaled != whole {
                let sum: rust_decimal::Decimal = percents.iter().map(|p| p.number()).sum();
                let why = format!(
                    "the shares of its risk share make {}%, not 100%",
                    sum.normalize()
                );
                return Err(Refusal::at(to.at, why));
            }
            Ok(weights)
        }
    }
}

fn bucket_of(plan: &Plan, working: &Working<'_>, word: &Word, at: Span) -> Result<Bucket, Refusal> {
    let partner = |i| Bucket::One(Target::Party(Party::Partner(i)));
    Ok(match word {
        Word::Host => partner(host(plan, working.last_day, working.scope.pool, at)?),
        Word::Lead => partner(lead(plan, working, at)?),
        Word::Contributions => Bucket::Contributions,
        Word::Equally => Bucket::Equally,
        Word::Funding => Bucket::Funding,
        Word::Unallocated => Bucket::Nobody,
        Word::Named(id) => {
            let pool = &plan.partnership.pools[working.scope.pool];
            if let Some(party) = plan.partnership.party(id.as_str()) {
                Bucket::One(Target::Party(party))
            } else if let Some(reserve) = pool.reserve(id.as_str()) {
                Bucket::One(Target::Reserve(reserve))
            } else {
                let why = format!(
                    "its risk share names `{id}`, which is no partner, no provider and no reserve of pool `{}`",
                    pool.id.value
                );
                return Err(Refusal::at(at, why));
            }
        }
    })
}

/// Amounts divided among partners are divided wrongly if one of them is not known.
pub(super) fn refuse_lost_partners(plan: &Partnership) -> Result<(), Refusal> {
    let Some(at) = plan.lost_partners.first() else {
        return Ok(());
    };
    let twice = plan.twice.iter().find(|twice| twice.at == *at);
    let why = twice.map_or("`partners` cannot all be read".to_owned(), Twice::why);
    Err(Refusal::at(*at, why))
}

/// The pool's host, else the agreement's.
pub fn host(plan: &Plan, day: Day, pool: usize, at: Span) -> Result<usize, Refusal> {
    let pool = &plan.partnership.pools[pool];
    let unread = |at| {
        let why = format!("pool `{}`: its host cannot be read", pool.id.value);
        Err(Refusal::at(at, why))
    };
    let agreement = plan.partnership.agreement.as_ref();
    let id = match (pool.host.on(day), agreement.map(|a| &a.host)) {
        (Some(written), _) if written.value.is_none() => return unread(written.at),
        (Some(written), _) => written.value.clone(),
        (None, _) if !pool.host.is_absent() => {
            let why = format!("pool `{}` has no host on {}", pool.id.value, day.long());
            return Err(Refusal::at(pool.host.at().unwrap_or(at), why));
        }
        (None, Some(Field::Unreadable(at))) => return unread(*at),
        (None, all) => all.and_then(|host| host.value().cloned()),
    };
    let found = id
        .as_ref()
        .and_then(|id| plan.partnership.partner(id.as_str()));
    found.ok_or_else(|| {
        Refusal::at(
            at,
            format!("pool `{}` has no host that is a partner", pool.id.value),
        )
    })
}

/// The lead of the scope's schemes, which must all have the same one.
pub(super) fn lead(plan: &Plan, working: &Working<'_>, at: Span) -> Result<usize, Refusal> {
    let mut found: Option<usize> = None;
    for scheme in &working.scope.schemes {
        let scheme = &plan.partnership.schemes[*scheme];
        let lead = scheme.lead.on(working.last_day);
        let id = lead.and_then(|l| l.value.as_ref());
        let Some(this) = id.and_then(|id| plan.partnership.partner(id.as_str())) else {
            let why = format!("scheme `{}` has no lead that is a partner", scheme.id.value);
            return Err(Refusal::at(lead.map_or(scheme.at, |l| l.at), why));
        };
        match found {
            Some(other) if other != this => {
                return Err(Refusal::at(
                    at,
                    "its risk share names `lead`, and its schemes have different ones",
                ));
            }
            _ => found = Some(this),
        }
    }
    found.ok_or_else(|| Refusal::at(at, "its risk share names `lead`, and there is no scheme"))
}

fn word_weights(
    plan: &Plan,
    question: &Question,
    working: &Working<'_>,
    word: Bucket,
) -> Result<Vec<i128>, Refusal> {
    match word {
        Bucket::Contributions => {
            weights::contributions(plan, working.scope.pool, &working.rule.base, question)
        }
        Bucket::Funding => weights::funding(plan, &working.scope.schemes, question),
        _ => Ok(vec![1; plan.partnership.partners.len()]),
    }
}

/// A threshold of a scope: money as it is, `n%` of the baseline rounded half away from nil.
pub(super) fn threshold(amount: &Spanned<Amount>, baseline: Money) -> Edge {
    match amount.value {
        Amount::Money(money) => Edge::money(money, amount.at),
        Amount::OfBaseline(percent) => Edge::share(percent, Of::Baseline, baseline, amount.at),
    }
}
