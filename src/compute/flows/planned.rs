//! Contributions that are planned and of which the ledger has nothing; and how partners agreed to
//! pay in.

use super::Question;
use crate::compute::outturn::{Basis, Question as Of, Refusal};
use crate::compute::risk_share::due;
use crate::model::{Contribution, Field, Kind, Plan, Source};
use crate::value::{Day, FinancialYear, Money, Month, Period};
use std::collections::{BTreeMap, BTreeSet};

/// A planned contribution of which the ledger has nothing: whose, into which pool, from which
/// source, due in which month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planned {
    /// Which pool, by position.
    pub pool: usize,
    /// Which partner, by position.
    pub partner: usize,
    /// From which source.
    pub source: Option<Source>,
    /// The month it falls due in.
    pub month: Month,
}

/// How one contribution is agreed to be paid in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreed {
    /// By instalments on these days.
    Instalments(Vec<Day>),
    /// By even parts of these months, April being 1.
    Monthly(u8, u8),
}

impl Agreed {
    /// In a word: `4-instalments`, `monthly`, `part-of-the-year`.
    pub fn word(&self) -> String {
        match self {
            Agreed::Instalments(days) if days.len() == 1 => "1-instalment".to_owned(),
            Agreed::Instalments(days) => format!("{}-instalments", days.len()),
            Agreed::Monthly(1, 12) => "monthly".to_owned(),
            Agreed::Monthly(..) => "part-of-the-year".to_owned(),
        }
    }
}

/// What is planned.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    /// What the ledger has nothing of, by month. Pence.
    pub not_in_ledger: BTreeMap<Planned, Money>,
    /// How each contribution of the years asked about is agreed to be paid in.
    pub agreed: BTreeMap<(usize, usize, Option<Source>), BTreeSet<Agreed>>,
    /// Pools whose planned contributions cannot be read.
    pub unread: Vec<Refusal>,
}

impl Plans {
    /// How what a partner pays into a pool from a source was agreed to be paid in; nothing if it planned
    /// nothing there. Where the ledger or the plan names no source, in every way it may be.
    pub fn agreed(&self, pool: usize, partner: usize, source: Option<Source>) -> BTreeSet<&Agreed> {
        let theirs = self.agreed.iter();
        let theirs = theirs.filter(|((p, who, _), _)| (*p, *who) == (pool, partner));
        let own = self.agreed.contains_key(&(pool, partner, source));
        let may_be = |of: Option<Source>| match own && source.is_some() {
            true => of == source,
            false => of.is_none() || source.is_none(),
        };
        theirs
            .filter(|((.., of), _)| may_be(*of))
            .flat_map(|(_, ways)| ways)
            .collect()
    }
}

/// What is planned for the months asked about. A partner of whom the ledger has anything in a pool
/// and year, paid in or spent in its own books, has nothing planned there: also where that is dated
/// after the months asked about.
pub(super) fn plans(plan: &Plan, question: &Question) -> Plans {
    let mut known: BTreeSet<(usize, usize, FinancialYear)> = BTreeSet::new();
    for line in plan.totals.lines.keys() {
        let partner = match line.kind {
            Kind::Contribution => line.partner,
            Kind::Spend => line.paid_by,
            _ => None,
        };
        if let (Some(pool), Some(partner)) = (line.pool, partner) {
            known.insert((pool, partner, line.month.year));
        }
    }
    let mut plans = Plans::default();
    for (number, pool) in plan.partnership.pools.iter().enumerate() {
        let mut unread = pool.unreadable.first().copied();
        for contribution in &pool.contributions {
            if let Err(refusal) = of_one(plan, question, &known, (number, contribution), &mut plans)
            {
                unread = unread.or(refusal.at);
            }
        }
        if let Some(at) = unread {
            let id = &pool.id.value;
            let why = format!("a planned contribution to pool `{id}` cannot be read");
            plans.unread.push(Refusal::at(at, why));
            plans
                .not_in_ledger
                .retain(|planned, _| planned.pool != number);
        }
    }
    plans
}

fn of_one(
    plan: &Plan,
    question: &Question,
    known: &BTreeSet<(usize, usize, FinancialYear)>,
    (pool, contribution): (usize, &Contribution),
    plans: &mut Plans,
) -> Result<(), Refusal> {
    let (Field::Given(partner), Field::Given(year), Field::Given(_)) = (
        &contribution.partner,
        &contribution.year,
        &contribution.amount,
    ) else {
        return Err(Refusal::at(contribution.at, "it cannot be read"));
    };
    let Some(partner) = plan.partnership.partner(partner.value.as_str()) else {
        return Err(Refusal::at(partner.at, "it names no partner"));
    };
    let year = year.value;
    if !question.years().contains(&year) {
        return Ok(());
    }
    let source = contribution.source.value().copied();
    plans
        .agreed
        .entry((pool, partner, source))
        .or_default()
        .insert(agreed(contribution, year));
    if known.contains(&(pool, partner, year)) {
        return Ok(());
    }
    let mut before = Money::NIL;
    for number in 1..=question.gone(year) {
        let so_far = due(
            contribution,
            &Of {
                period: Period::Month(year, number),
                basis: Basis::ToDate,
                as_at: question.as_at,
            },
        )?;
        let month = Month { year, number };
        let planned = Planned {
            pool,
            partner,
            source,
            month,
        };
        if so_far != before {
            *plans.not_in_ledger.entry(planned).or_default() += so_far - before;
        }
        before = so_far;
    }
    Ok(())
}

fn agreed(contribution: &Contribution, year: FinancialYear) -> Agreed {
    let days = contribution
        .instalments
        .iter()
        .filter_map(|i| i.due.value());
    let mut days: Vec<Day> = days.copied().collect();
    if !days.is_empty() {
        days.sort();
        return Agreed::Instalments(days);
    }
    let month = |day: &Field<Day>, else_: u8| {
        let day = day.value().filter(|day| Month::of(**day).year == year);
        day.map_or(else_, |day| Month::of(*day).number)
    };
    Agreed::Monthly(month(&contribution.from, 1), month(&contribution.until, 12))
}
