//! Where each party stands after sharing: due, paid, settled, balance; and who pays whom.

use super::super::outturn::{Question, Refusal};
use super::super::spread;
use super::{Outcome, division, weights};
use crate::model::{Contribution, Field, Kind, Line, Party, Plan};
use crate::value::Money;
use std::collections::BTreeMap;

/// One party's position over all pooled funds.
#[derive(Clone, Debug)]
pub struct Position {
    /// Who.
    pub party: Party,
    /// Planned contribution for the year.
    pub contribution: Money,
    /// What it bears: above nil a cost, below a return.
    pub share: Money,
    /// Contribution due by the end of the period.
    pub due: Money,
    /// Paid in by then, and spent in its own books on the pools' schemes.
    pub paid: Money,
    /// Risk-share payments already made, less those received.
    pub settled: Money,
}

impl Position {
    /// Contribution and share together.
    pub fn after(&self) -> Money {
        self.contribution + self.share
    }

    /// Due + share − paid − settled: above nil it owes the host.
    pub fn balance(&self) -> Money {
        self.due + self.share - self.paid - self.settled
    }
}

/// One payment that settles a balance.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Pool, by position.
    pub pool: usize,
    /// Who pays.
    pub from: Party,
    /// Who is paid.
    pub to: Party,
    /// How much, above nil.
    pub amount: Money,
}

/// One reserve over the run.
#[derive(Clone, Debug)]
pub struct ReserveEnd {
    /// Pool, by position.
    pub pool: usize,
    /// Reserve, by position in its pool.
    pub reserve: usize,
    /// What was in it at the start of the year, if that is known.
    pub opening: Option<Money>,
    /// Added, less drawn.
    pub change: Money,
}

impl ReserveEnd {
    /// Was it drawn on until nothing is left?
    pub fn is_used_up(&self) -> bool {
        let left = self.opening.map(|opening| opening + self.change);
        self.change.pence() < 0 && left.is_some_and(|left| left.pence() <= 0)
    }
}

/// What every reserve that was drawn on or added to comes to.
pub(super) fn reserves(plan: &Plan, question: &Question, outcome: &mut Outcome) {
    let mut changes: BTreeMap<(usize, usize), Money> = BTreeMap::new();
    for scope in &outcome.scopes {
        for (reserve, change) in &scope.reserves {
            *changes.entry((scope.pool, *reserve)).or_default() += *change;
        }
    }
    outcome.reserves = changes
        .into_iter()
        .map(|((pool, reserve), change)| ReserveEnd {
            pool,
            reserve,
            opening: super::cover::opening(plan, question, (pool, reserve)).ok(),
            change,
        })
        .collect();
}

/// Works out positions and transfers pool by pool; a pool whose contributions cannot be read is
/// left out by name.
pub(super) fn settle(plan: &Plan, question: &Question, outcome: &mut Outcome) {
    let mut whole: BTreeMap<Party, Position> = BTreeMap::new();
    let lost = plan.partnership.lost_pools.iter();
    let unread = lost.map(|pool| Refusal::at(pool.at, pool.why()));
    outcome.no_position.extend(unread);
    let twice = Refusal::twice(&plan.partnership, question.period.year());
    let twice = twice.map(|(named, at)| Refusal::at(at, format!("{named}: it is defined twice")));
    outcome.no_position.extend(twice);
    for (i, pool) in plan.partnership.pools.iter().enumerate() {
        if let (false, Some(at)) = (pool.doubled, pool.standing.unreadable()) {
            let id = &pool.id.value;
            let why = format!("pool `{id}`: its standing cannot be read");
            outcome.no_position.push(Refusal::at(at, why));
        }
        if !pool.is_pooled() {
            continue;
        }
        match of_pool(plan, question, outcome, i) {
            Ok(positions) => {
                transfers(plan, question, i, &positions, outcome);
                for (party, position) in positions {
                    let sum = whole.entry(party).or_insert_with(|| nil(party));
                    add(sum, &position);
                }
            }
            Err(refusal) => outcome.no_position.push(Refusal {
                why: format!("pool `{}`: {}", pool.id.value, refusal.why),
                at: refusal.at,
            }),
        }
    }
    outcome.positions = whole.into_values().collect();
}

/// Each partner's planned contribution of the year to all pooled funds, by position.
pub fn contributions(plan: &Plan, question: &Question) -> Result<Vec<Money>, Refusal> {
    let mut sums = vec![Money::NIL; plan.partnership.partners.len()];
    for (i, pool) in plan.partnership.pools.iter().enumerate() {
        if pool.is_pooled() {
            let planned = weights::planned(plan, i, question, &[])?;
            for (sum, amount) in sums.iter_mut().zip(planned) {
                *sum += amount;
            }
        }
    }
    Ok(sums)
}

fn nil(party: Party) -> Position {
    Position {
        party,
        contribution: Money::NIL,
        share: Money::NIL,
        due: Money::NIL,
        paid: Money::NIL,
        settled: Money::NIL,
    }
}

fn add(sum: &mut Position, more: &Position) {
    sum.contribution += more.contribution;
    sum.share += more.share;
    sum.due += more.due;
    sum.paid += more.paid;
    sum.settled += more.settled;
}

/// Where each party stands with one pool.
pub fn of_pool(
    plan: &Plan,
    question: &Question,
    outcome: &Outcome,
    pool: usize,
) -> Result<BTreeMap<Party, Position>, Refusal> {
    division::refuse_lost_partners(&plan.partnership)?;
    refuse_stranded(plan, question, pool)?;
    let mut positions: BTreeMap<Party, Position> = BTreeMap::new();
    let planned = weights::planned(plan, pool, question, &[])?;
    for (i, amount) in planned.into_iter().enumerate() {
        let party = Party::Partner(i);
        let mut position = nil(party);
        position.contribution = amount;
        positions.insert(party, position);
    }
    for contribution in &plan.partnership.pools[pool].contributions {
        let id = contribution.partner.value().map(|p| p.as_str());
        let partner = id.and_then(|id| plan.partnership.partner(id));
        if let Some(partner) = partner
            && contribution.year.value() == Some(&question.period.year())
            && let Some(position) = positions.get_mut(&Party::Partner(partner))
        {
            position.due += due(contribution, question)?;
        }
    }
    for scope in outcome.scopes.iter().filter(|s| s.pool == pool) {
        for (party, share) in &scope.shares {
            of(&mut positions, *party).share += *share;
        }
    }
    for (line, amount) in &plan.totals.lines {
        let in_time = line.month.year == question.period.year()
            && line.month.number <= question.period.months_gone();
        if line.pool == Some(pool) && in_time {
            movement(&mut positions, line, *amount);
        }
    }
    Ok(positions)
}

/// Ledger rows that could not be read and may be money paid into, out of or for this pool: who
/// pays whom would rest on them.
pub fn refuse_stranded(plan: &Plan, question: &Question, pool: usize) -> Result<(), Refusal> {
    let mut rows = 0;
    let mut first = None;
    for stranded in &plan.totals.stranded {
        let of_year = stranded.year.is_none_or(|y| y == question.period.year());
        let of_pool = stranded.pool.is_none_or(|p| p == pool);
        if of_year && of_pool {
            rows += stranded.rows;
            first.get_or_insert(stranded);
        }
    }
    match first {
        None => Ok(()),
        Some(stranded) => {
            let more = match rows {
                1 => String::new(),
                n => format!(", and {} more", n - 1),
            };
            let why = format!(
                "what may belong to it cannot be read: {}{more}",
                stranded.why
            );
            Err(Refusal::at(stranded.at, why))
        }
    }
}

/// What of a contribution is due by the end of the period: its instalments, else even parts of
/// its months. An instalment that cannot be read refuses it.
pub fn due(contribution: &Contribution, question: &Question) -> Result<Money, Refusal> {
    if contribution.instalments.is_empty() {
        return Ok(spread::due(contribution, question.period));
    }
    let mut sum = Money::NIL;
    for instalment in &contribution.instalments {
        let (Field::Given(day), Field::Given(amount)) = (&instalment.due, &instalment.amount)
        else {
            return Err(Refusal::at(instalment.at, "an instalment cannot be read"));
        };
        if day.value <= question.period.last_day() {
            sum += amount.value;
        }
    }
    Ok(sum)
}

fn movement(positions: &mut BTreeMap<Party, Position>, line: &Line, amount: Money) {
    match line.kind {
        Kind::Contribution => {
            if let Some(partner) = line.partner {
                of(positions, Party::Partner(partner)).paid += amount;
            }
        }
        Kind::Spend => {
            if let Some(partner) = line.paid_by {
                of(positions, Party::Partner(partner)).paid += amount;
            }
        }
        Kind::Settlement => {
            if let Some(from) = line.from {
                of(positions, from).settled += amount;
            }
            if let Some(to) = line.to {
                of(positions, to).settled -= amount;
            }
        }
        _ => {}
    }
}

fn of(positions: &mut BTreeMap<Party, Position>, party: Party) -> &mut Position {
    positions.entry(party).or_insert_with(|| nil(party))
}

/// Every balance is settled with the pool's host; the host settles with nobody.
fn transfers(
    plan: &Plan,
    question: &Question,
    pool: usize,
    positions: &BTreeMap<Party, Position>,
    outcome: &mut Outcome,
) {
    let at = plan.partnership.pools[pool].id.at;
    let host = match division::host(plan, question.period.last_day(), pool, at) {
        Ok(host) => Party::Partner(host),
        Err(refusal) => {
            outcome.no_position.push(refusal);
            return;
        }
    };
    for (party, position) in positions {
        let balance = position.balance();
        if *party == host || balance.is_nil() {
            continue;
        }
        let owes = balance.pence() > 0;
        let (from, to) = if owes { (*party, host) } else { (host, *party) };
        outcome.transfers.push(Transfer {
            pool,
            from,
            to,
            amount: balance.size(),
        });
    }
}
