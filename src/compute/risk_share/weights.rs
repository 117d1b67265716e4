//! What the words `contributions` and `funding` weigh partners by.

use super::super::outturn::{Question, Refusal};
use super::position::refuse_stranded;
use crate::model::{Base, Contribution, Field, Kind, LeaveOut, Line, Plan};
use crate::source::Span;
use crate::value::{FinancialYear, Money};

/// Planned contributions of each partner to a pool for the year, as positions of the partners'
/// list; some left out. An unreadable contribution refuses the lot.
pub(super) fn planned(
    plan: &Plan,
    pool: usize,
    question: &Question,
    leave_out: &[LeaveOut],
) -> Result<Vec<Money>, Refusal> {
    let mut sums = vec![Money::NIL; plan.partnership.partners.len()];
    for (partner, amount, _) in planned_entries(plan, pool, question, leave_out)? {
        sums[partner] += amount;
    }
    Ok(sums)
}

/// The planned contributions themselves: whose by position, how much, where written.
pub(super) fn planned_entries(
    plan: &Plan,
    pool: usize,
    question: &Question,
    leave_out: &[LeaveOut],
) -> Result<Vec<(usize, Money, Span)>, Refusal> {
    let entries = planned_of(plan, pool, question.period.year())?.into_iter();
    let counted = entries.filter(|(_, _, contribution)| !is_left_out(contribution, leave_out));
    Ok(counted
        .map(|(partner, amount, c)| (partner, amount, c.at))
        .collect())
}

/// Every contribution planned to a pool for a year: whose by position, how much, the entry itself.
/// An unreadable one refuses the lot.
pub fn planned_of(
    plan: &Plan,
    pool: usize,
    year: FinancialYear,
) -> Result<Vec<(usize, Money, &Contribution)>, Refusal> {
    readable(plan, pool)?;
    let mut entries = Vec::new();
    for contribution in &plan.partnership.pools[pool].contributions {
        let unreadable = [
            contribution.amount.unreadable(),
            contribution.year.unreadable(),
            contribution.partner.unreadable(),
            contribution.source.unreadable(),
        ];
        if let Some(at) = unreadable.into_iter().flatten().next() {
            return Err(Refusal::at(at, "a contribution to its pool cannot be read"));
        }
        let (Field::Given(of_year), Field::Given(partner)) =
            (&contribution.year, &contribution.partner)
        else {
            return Err(Refusal::at(
                contribution.at,
                "a contribution to its pool does not say whose, or for which year, it is",
            ));
        };
        if of_year.value != year {
            continue;
        }
        let Some(amount) = contribution.amount.value() else {
            return Err(Refusal::at(
                contribution.at,
                "a contribution to its pool has no amount",
            ));
        };
        match plan.partnership.partner(partner.value.as_str()) {
            Some(partner) => entries.push((partner, *amount, contribution)),
            None => {
                let why = format!(
                    "a contribution to its pool names no partner: {}",
                    partner.value
                );
                return Err(Refusal::at(partner.at, why));
            }
        }
    }
    Ok(entries)
}

/// Is there nothing among a pool's contributions and reserves that could not be read?
fn readable(plan: &Plan, pool: usize) -> Result<(), Refusal> {
    match plan.partnership.pools[pool].unreadable.first() {
        None => Ok(()),
        Some(at) => Err(Refusal::at(
            *at,
            "something among the contributions and reserves of its pool cannot be read",
        )),
    }
}

fn is_left_out(contribution: &Contribution, leave_out: &[LeaveOut]) -> bool {
    leave_out.iter().any(|what| match what {
        LeaveOut::Source(source) => contribution.source.value() == Some(source),
        LeaveOut::Capital => contribution.capital,
        LeaveOut::NonRecurrent => !contribution.recurrent,
    })
}

/// What each partner has paid into a pool in the year to the period's end. Capital and
/// non-recurrent payments are known by the source whose plan for that partner says so.
fn paid(plan: &Plan, pool: usize, question: &Question, leave_out: &[LeaveOut]) -> Vec<Money> {
    let mut sums = vec![Money::NIL; plan.partnership.partners.len()];
    for (line, amount) in &plan.totals.lines {
        if let Some(partner) = payer(plan, pool, question, leave_out, line) {
            sums[partner] += *amount;
        }
    }
    sums
}

/// Whose payment a line is among those that count; nobody's if it does not.
pub(super) fn payer(
    plan: &Plan,
    pool: usize,
    question: &Question,
    leave_out: &[LeaveOut],
    line: &Line,
) -> Option<usize> {
    let counts = line.kind == Kind::Contribution
        && line.pool == Some(pool)
        && line.month.year == question.period.year()
        && line.month.number <= question.period.months_gone();
    let partner = line.partner.filter(|_| counts)?;
    let planned = &plan.partnership.pools[pool].contributions;
    let id = &plan.partnership.partners[partner].id.value;
    let mut alike = planned.iter().filter(|c| {
        c.partner.value() == Some(id)
            && c.source.value().copied() == line.source
            && c.year.value() == Some(&line.month.year)
    });
    let by_source = leave_out
        .iter()
        .any(|what| matches!(what, LeaveOut::Source(s) if Some(*s) == line.source));
    let by_plan = alike.clone().next().is_some() && alike.all(|c| is_left_out(c, leave_out));
    (!by_source && !by_plan).then_some(partner)
}

/// Weights of the word `contributions`, in pence.
pub(super) fn contributions(
    plan: &Plan,
    pool: usize,
    base: &Base,
    question: &Question,
) -> Result<Vec<i128>, Refusal> {
    let sums = if base.paid {
        readable(plan, pool)?;
        refuse_stranded(plan, question, pool)?;
        paid(plan, pool, question, &base.leave_out)
    } else {
        planned(plan, pool, question, &base.leave_out)?
    };
    Ok(sums.into_iter().map(Money::pence).collect())
}

/// Weights of the word `funding`: the schemes' own funding, added up, in pence.
pub(super) fn funding(
    plan: &Plan,
    schemes: &[usize],
    question: &Question,
) -> Result<Vec<i128>, Refusal> {
    let mut sums = vec![0; plan.partnership.partners.len()];
    for scheme in schemes {
        let scheme = &plan.partnership.schemes[*scheme];
        if let Some(at) = scheme.funding_unreadable.first() {
            return Err(Refusal::at(*at, "its funding cannot be read"));
        }
        for (partner, amounts) in &scheme.funding {
            let year = question.period.year();
            let Some(written) = amounts.for_year(year) else {
                let why = format!("its funding by `{}` says nothing for {year}", partner.value);
                return Err(Refusal::at(partner.at, why));
            };
            let Some(amount) = written.value else {
                return Err(Refusal::at(written.at, "its funding cannot be read"));
            };
            match plan.partnership.partner(partner.value.as_str()) {
                Some(partner) => sums[partner] += amount.pence(),
                None => {
                    let why = format!("its funding names no partner: {}", partner.value);
                    return Err(Refusal::at(partner.at, why));
                }
            }
        }
    }
    Ok(sums)
}
