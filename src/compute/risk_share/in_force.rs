//! Which risk share a scheme falls under in which months: uses and definitions that begin and end.
//!
//! Money is kept by month, so a change must fall on the first of one. Months that no version
//! covers, or that two do, have no risk share and are refused by name.

use super::super::outturn::Refusal;
use crate::model::{EACH_BEARS_OWN, Partnership, RiskShare, Since, UseOf, same_values};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Month};
use std::collections::HashMap;

/// Which rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `each-bears-own`.
    Own,
    /// A definition, by position.
    Defined(usize),
}

/// Months of one year with one answer.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The first month, April being 1.
    pub from: u8,
    /// The last month.
    pub to: u8,
    /// The rule, and where it is named; or why there is none.
    pub rule: Result<(Rule, Span), Refusal>,
}

/// Definitions by id, so that each is looked for once.
pub struct Definitions<'p> {
    plan: &'p Partnership,
    by_id: HashMap<&'p str, Vec<usize>>,
}

impl<'p> Definitions<'p> {
    /// Sorts the definitions of a plan.
    pub fn of(plan: &'p Partnership) -> Definitions<'p> {
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, share) in plan.risk_shares.iter().enumerate() {
            by_id.entry(share.id.value.as_str()).or_default().push(i);
        }
        Definitions { plan, by_id }
    }

    /// The versions a use means: same id, parameters filled alike; in the order written.
    fn versions(&self, used: &UseOf) -> Vec<usize> {
        let all = self.by_id.get(used.id.value.as_str());
        let alike = |i: &&usize| same_values(&self.plan.risk_shares[**i].with, &used.with);
        all.into_iter().flatten().filter(alike).copied().collect()
    }

    /// The rules of one scheme in the months 1 to `last` of a year, in order.
    pub fn stretches(&self, scheme: usize, year: FinancialYear, last: u8) -> Vec<Stretch> {
        let last_day = Month { year, number: last }.last_day();
        let ends = self.agreed().1.filter(|day| *day >= year.first_day());
        let mut firsts = Vec::new();
        for (day, at) in self.changes(scheme, year.first_day(), last_day) {
            if day.day() != 1 {
                let why = format!(
                    "its risk share changes on {}, within a month: money is kept by month, so write the first of one",
                    day.long()
                );
                return vec![Stretch {
                    from: 1,
                    to: last,
                    rule: Err(Refusal::at(at, why)),
                }];
            }
            firsts.push(Month::of(day).number);
        }
        firsts.push(1);
        firsts.sort_unstable();
        firsts.dedup();
        let mut all: Vec<Stretch> = Vec::new();
        for (i, from) in firsts.iter().enumerate() {
            let to = firsts.get(i + 1).map_or(last, |next| next - 1);
            let day = match firsts.len() {
                // As the period's last day has it, or the agreement's: nothing changes within it.
                1 => ends.map_or(last_day, |day| day.min(last_day)),
                _ => self.first_day(Month {
                    year,
                    number: *from,
                }),
            };
            let rule = self.on(scheme, day);
            match all.last_mut() {
                Some(before) if alike(&before.rule, &rule) => before.to = to,
                _ => all.push(Stretch {
                    from: *from,
                    to,
                    rule,
                }),
            }
        }
        all
    }

    /// Days after `first` and up to `last` on which the rule may change, and the place that says so.
    fn changes(&self, scheme: usize, first: Day, last: Day) -> Vec<(Day, Span)> {
        let mut days = Vec::new();
        for (since, written) in &self.plan.schemes[scheme].risk_share.values {
            if let Since::Day(day) = since {
                days.push((*day, written.at));
            }
            let versions = written.value.as_ref().map(|used| self.versions(used));
            for share in versions.into_iter().flatten() {
                let share = &self.plan.risk_shares[share];
                let from = share.from.value().map(|day| (*day, share.from.at()));
                let until = share.until.value().map(|d| (d.plus(1), share.until.at()));
                let both = [from, until].into_iter().flatten();
                days.extend(both.map(|(day, at)| (day, at.unwrap_or(share.at))));
            }
        }
        let (starts, ends) = self.agreed();
        days.retain(|(day, _)| *day > first && *day <= last);
        // A rule that begins and ends with the agreement changes nothing: there is no other beyond.
        days.retain(|(day, _)| {
            let begins = Some(*day) == starts && self.on(scheme, day.plus(-1)).is_err();
            let ended = ends.is_some_and(|e| *day == e.plus(1)) && self.on(scheme, *day).is_err();
            !begins && !ended
        });
        days
    }

    /// The agreement's first and last day.
    fn agreed(&self) -> (Option<Day>, Option<Day>) {
        let agreement = self.plan.agreement.as_ref();
        let starts = agreement.and_then(|a| a.starts.value().copied());
        (starts, agreement.and_then(|a| a.ends.value().copied()))
    }

    /// The first day of a month that the agreement is there on.
    fn first_day(&self, month: Month) -> Day {
        let first = month.first_day();
        let starts = self.agreed().0.filter(|day| *day <= month.last_day());
        starts.map_or(first, |day| day.max(first))
    }

    /// The rule of one scheme on a day.
    pub fn on(&self, scheme: usize, day: Day) -> Result<(Rule, Span), Refusal> {
        let scheme = &self.plan.schemes[scheme];
        let Some(written) = scheme.risk_share.on(day) else {
            let why = match scheme.risk_share.values.first() {
                None => "it has no risk share".to_owned(),
                Some((Since::Year(_), _)) => {
                    format!("it has no risk share for {}", FinancialYear::of(day))
                }
                Some(_) => format!("it has no risk share on {}", day.long()),
            };
            return Err(Refusal::at(scheme.id.at, why));
        };
        let Some(used) = &written.value else {
            return Err(Refusal::at(written.at, "its risk share cannot be read"));
        };
        if used.id.value.as_str() == EACH_BEARS_OWN {
            return Ok((Rule::Own, used.id.at));
        }
        let found = self.one_of(used, &self.versions(used), day)?;
        Ok((Rule::Defined(found), used.id.at))
    }

    /// Does a scheme that names risk shares have none on a day, at either end of what it names?
    /// Days between two versions of one id are not meant: they are a hole in its definitions.
    pub fn is_hole(&self, scheme: usize, day: Day) -> bool {
        let named = &self.plan.schemes[scheme].risk_share;
        let Some(written) = named.on(day) else {
            return !named.is_absent();
        };
        let Some(used) = &written.value else {
            return false;
        };
        let versions = self.versions(used);
        let shares = || versions.iter().map(|i| &self.plan.risk_shares[*i]);
        let before = shares().all(|s| s.from.value().is_some_and(|from| *from > day));
        let after = shares().all(|s| s.until.value().is_some_and(|until| *until < day));
        !versions.is_empty() && (before || after)
    }

    /// The one version in force on the day.
    fn one_of(&self, used: &UseOf, versions: &[usize], day: Day) -> Result<usize, Refusal> {
        let id = &used.id.value;
        let share = |i: usize| &self.plan.risk_shares[i];
        let Some(first) = versions.first() else {
            if let Some(lost) = self.plan.lost_risk_shares.first() {
                let why = format!("risk share `{id}` may be one that cannot be read");
                return Err(Refusal::at(*lost, why));
            }
            let why = format!("there is no risk share `{id}`");
            return Err(Refusal::at(used.id.at, why));
        };
        for i in versions {
            let days = [share(*i).from.unreadable(), share(*i).until.unreadable()];
            if let Some(at) = days.into_iter().flatten().next() {
                return Err(Refusal::at(at, "its risk share cannot be read"));
            }
        }
        let mut holding = versions.iter().filter(|i| holds(share(**i), day));
        match (holding.next(), holding.next()) {
            (Some(one), None) => Ok(*one),
            (Some(_), Some(second)) => {
                let why = format!("two versions of `{id}` are in force on {}", day.long());
                Err(Refusal::at(share(*second).id.at, why))
            }
            (None, _) => {
                let what = match versions.len() {
                    1 => format!("risk share `{id}`"),
                    _ => format!("no version of risk share `{id}`"),
                };
                let not = if versions.len() == 1 { " not" } else { "" };
                let why = format!("{what} is{not} in force on {}", day.long());
                let at = if versions.len() == 1 {
                    used.id.at
                } else {
                    share(*first).id.at
                };
                Err(Refusal::at(at, why))
            }
        }
    }
}

/// Is a definition in force on a day? One without days always is.
pub fn holds(share: &RiskShare, day: Day) -> bool {
    share.from.value().is_none_or(|from| *from <= day)
        && share.until.value().is_none_or(|until| *until >= day)
}

fn alike(a: &Result<(Rule, Span), Refusal>, b: &Result<(Rule, Span), Refusal>) -> bool {
    match (a, b) {
        (Ok((a, _)), Ok((b, _))) => a == b,
        _ => false,
    }
}
