//! What changed between two plans, as far as it can be told plainly: terms, and planned baselines.

use super::super::{counted, listed};
use super::outcomes::outcomes;
use super::{Answer, rules};
use crate::compute::spread::twelve_months;
use crate::model::{Dated, Field, Kind, Plan, Standing};
use crate::source::Span;
use crate::value::{Id, Money};
use std::collections::{BTreeMap, HashMap};

/// One thing that changed.
pub(super) struct Change {
    /// In words.
    pub(super) what: String,
    /// Is it a term, rather than a figure?
    pub(super) term: bool,
    /// Where it stands, and whether that is a place of then.
    pub(super) at: Option<(Span, bool)>,
}

/// What something is called, what it comes to, and where that is said.
pub(super) struct Said {
    pub(super) what: String,
    pub(super) value: String,
    pub(super) at: Option<Span>,
}

/// Everything that changed, in the order of the files.
pub(super) fn find(then: &Answer, now: &Answer) -> Vec<Change> {
    let mut changes = rules::definitions(then, now);
    changes.extend(together(rules::uses(then, now), rules::uses(now, then)));
    let terms = [
        partners,
        contributions,
        paid,
        hosts,
        reserves,
        schemes,
        outcomes,
    ];
    for said in terms {
        changes.extend(differ(said(then, now), said(now, then), true));
    }
    changes.extend(differ(baselines(then, now), baselines(now, then), false));
    changes
}

/// What is said otherwise now, what is new and what is gone.
fn differ(then: Vec<Said>, now: Vec<Said>, term: bool) -> Vec<Change> {
    let were: HashMap<&str, &Said> = then.iter().map(|s| (s.what.as_str(), s)).collect();
    let are: HashMap<&str, &Said> = now.iter().map(|s| (s.what.as_str(), s)).collect();
    let mut changes = Vec::new();
    for said in &now {
        let at = said.at.map(|at| (at, false));
        let what = match were.get(said.what.as_str()) {
            Some(before) if before.value == said.value => continue,
            Some(before) => format!("{} from {} to {}", said.what, before.value, said.value),
            None => format!("{} is new{}", said.what, colon(&said.value)),
        };
        changes.push(Change { what, term, at });
    }
    for said in then.iter().filter(|s| !are.contains_key(s.what.as_str())) {
        let at = said.at.map(|at| (at, true));
        let what = format!("{} is gone{}", said.what, colon(&said.value));
        changes.push(Change { what, term, at });
    }
    changes
}

fn colon(value: &str) -> String {
    match value.is_empty() {
        true => String::new(),
        false => format!(": {value}"),
    }
}

/// Schemes whose rule changed alike are told in one sentence.
fn together(then: Vec<Said>, now: Vec<Said>) -> Vec<Change> {
    const NAMED: usize = 3;
    let were: HashMap<&str, &Said> = then.iter().map(|s| (s.what.as_str(), s)).collect();
    let mut alike: Vec<((&str, &str), Vec<&Said>)> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for said in &now {
        let Some(before) = were.get(said.what.as_str()) else {
            continue;
        };
        if before.value == said.value {
            continue;
        }
        let key = (before.value.as_str(), said.value.as_str());
        let place = *places.entry(key).or_insert_with(|| {
            alike.push((key, Vec::new()));
            alike.len() - 1
        });
        alike[place].1.push(said);
    }
    let each = alike.into_iter().map(|((before, after), schemes)| {
        let mut names: Vec<String> = schemes
            .iter()
            .take(NAMED)
            .map(|said| format!("`{}`", said.what))
            .collect();
        if schemes.len() > NAMED {
            names.push(counted(schemes.len() - NAMED, "more", "more"));
        }
        Change {
            what: format!("rule of {} from {before} to {after}", listed(&names)),
            term: true,
            at: schemes[0].at.map(|at| (at, false)),
        }
    });
    each.collect()
}

fn partners(side: &Answer, _: &Answer) -> Vec<Said> {
    let partners = side.plan.partnership.partners.iter();
    partners
        .map(|partner| Said {
            what: format!("partner `{}`", partner.id.value),
            value: String::new(),
            at: Some(partner.id.at),
        })
        .collect()
}

/// Planned contributions of the year, by pool, partner and source.
fn contributions(side: &Answer, _: &Answer) -> Vec<Said> {
    let mut sums: BTreeMap<(usize, String, &str), (Option<Money>, Span)> = BTreeMap::new();
    for (pool, of_pool) in side.plan.partnership.pools.iter().enumerate() {
        for contribution in &of_pool.contributions {
            let of_year = contribution.year.value() == Some(&side.question.period.year());
            let Some(partner) = contribution.partner.value().filter(|_| of_year) else {
                continue;
            };
            let source = contribution.source.value().map_or("", |s| s.word());
            let amount = contribution.amount.value().copied();
            sums.entry((pool, partner.to_string(), source))
                .and_modify(|(sum, _)| *sum = sum.zip(amount).map(|(a, b)| a + b))
                .or_insert((amount, contribution.at));
        }
    }
    let each = sums
        .into_iter()
        .map(|((pool, partner, source), (sum, at))| {
            let pool = &side.plan.partnership.pools[pool].id.value;
            let source = match source {
                "" => String::new(),
                source => format!(" ({source})"),
            };
            Said {
                what: format!("contribution of `{partner}` to pool `{pool}`{source}"),
                value: money(sum),
                at: Some(at),
            }
        });
    each.collect()
}

fn money(amount: Option<Money>) -> String {
    amount.map_or_else(|| "what cannot be read".to_owned(), |m| m.to_string())
}

/// Contributions paid to date, where a rule divides by them.
fn paid(side: &Answer, _: &Answer) -> Vec<Said> {
    let plan: &Plan = &side.plan;
    if !plan.partnership.risk_shares.iter().any(|s| s.base.paid) {
        return Vec::new();
    }
    let mut sums: BTreeMap<(usize, usize), Money> = BTreeMap::new();
    for (line, amount) in &plan.totals.lines {
        let counts = line.kind == Kind::Contribution
            && line.month.year == side.question.period.year()
            && line.month.number <= side.question.period.months_gone();
        if let (Some(pool), Some(partner), true) = (line.pool, line.partner, counts) {
            *sums.entry((pool, partner)).or_default() += *amount;
        }
    }
    let each = sums.into_iter().map(|((pool, partner), sum)| {
        let pool = &plan.partnership.pools[pool].id.value;
        let partner = &plan.partnership.partners[partner].id.value;
        Said {
            what: format!("what `{partner}` has paid into pool `{pool}`"),
            value: sum.to_string(),
            at: None,
        }
    });
    each.collect()
}

/// Hosts on the last day, and how each pool's money stands.
fn hosts(side: &Answer, _: &Answer) -> Vec<Said> {
    let plan = &side.plan.partnership;
    let mut all = Vec::new();
    for pool in &plan.pools {
        let id = &pool.id.value;
        let agreed = || match plan.agreement.as_ref().map(|a| &a.host) {
            Some(Field::Given(host)) => Some((host.value.to_string(), host.at)),
            _ => None,
        };
        let own = on(&pool.host, side);
        if let Some((value, at)) = own.or_else(agreed) {
            all.push(Said {
                what: format!("host of pool `{id}`"),
                value: format!("`{value}`"),
                at: Some(at),
            });
        }
        let standing = match &pool.standing {
            Field::Absent => "pooled",
            Field::Unreadable(_) => "what cannot be read",
            Field::Given(given) => Standing::WORDS
                .iter()
                .find(|(_, s)| *s == given.value)
                .map_or("", |(word, _)| word),
        };
        all.push(Said {
            what: format!("standing of pool `{id}`"),
            value: standing.to_owned(),
            at: Some(pool.standing.at().unwrap_or(pool.id.at)),
        });
    }
    all
}

/// An id in force on the last day asked about.
fn on(dated: &Dated<Id>, side: &Answer) -> Option<(String, Span)> {
    let written = dated.on(side.question.period.last_day())?;
    let id = written.value.as_ref().map(ToString::to_string);
    Some((id.unwrap_or_else(|| "?".to_owned()), written.at))
}

fn reserves(side: &Answer, _: &Answer) -> Vec<Said> {
    let year = side.question.period.year();
    let pools = side.plan.partnership.pools.iter();
    let each = pools.flat_map(|pool| pool.reserves.iter().map(move |r| (pool, r)));
    each.filter_map(|(pool, reserve)| {
        let opening = reserve.opening.for_year(year)?;
        Some(Said {
            what: format!(
                "opening of reserve `{}` of pool `{}`",
                reserve.id.value, pool.id.value
            ),
            value: money(opening.value),
            at: Some(opening.at),
        })
    })
    .collect()
}

/// Terms of the schemes that are in both.
fn schemes(side: &Answer, other: &Answer) -> Vec<Said> {
    let mut all = Vec::new();
    for i in rules::in_both(side, other) {
        let scheme = &side.plan.partnership.schemes[i];
        let id = &scheme.id.value;
        let mut say = |what: &str, value: String, at: Span| {
            all.push(Said {
                what: format!("{what} of `{id}`"),
                value,
                at: Some(at),
            });
        };
        if let Some(pool) = scheme.pool.value() {
            let at = scheme.pool.at().unwrap_or(scheme.id.at);
            say("pool", format!("`{pool}`"), at);
        }
        if let Some((lead, at)) = on(&scheme.lead, side) {
            say("lead", format!("`{lead}`"), at);
        }
        let profile = if scheme.fixed { "fixed" } else { "variable" };
        say("profile", profile.to_owned(), scheme.id.at);
        let nature = if scheme.capital { "capital" } else { "revenue" };
        say("nature", nature.to_owned(), scheme.id.at);
        for (partner, amounts) in &scheme.funding {
            if let Some(amount) = amounts.for_year(side.question.period.year()) {
                let what = format!("funding by `{}`", partner.value);
                say(&what, money(amount.value), amount.at);
            }
        }
    }
    all
}

/// Planned baselines of the year; what the ledger phases or rebases has no single place.
fn baselines(side: &Answer, other: &Answer) -> Vec<Said> {
    let year = side.question.period.year();
    let both = rules::in_both(side, other).into_iter();
    both.filter_map(|i| {
        let planned = twelve_months(&side.plan.partnership.schemes[i], year).ok()??;
        Some(Said {
            what: format!(
                "baseline of `{}`",
                side.plan.partnership.schemes[i].id.value
            ),
            value: planned.whole().to_string(),
            at: Some(planned.at),
        })
    })
    .collect()
}
