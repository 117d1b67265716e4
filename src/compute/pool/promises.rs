//! What every partner promised a pool for a year, against what came.

use super::super::outturn::Question;
use super::super::risk_share::{planned_of, refuse_stranded};
use super::account::Known;
use super::instalments::{
    InLedger, WrittenUp, instalments_beyond, receives, receives_in, schedule, years_due,
};
use super::matching::{Paid, Promised, Stands, matched};
use super::receipts::Receipts;
use crate::model::{Plan, Source};
use crate::value::{Day, FinancialYear, Money, Month};

/// What partners promised a pool.
#[derive(Clone, Debug)]
pub struct Promises {
    /// Each partner that promised anything, or paid anything, in their order.
    pub partners: Vec<Promised>,
    /// How far the ledger of the pool is written up; none if it records no contribution to it.
    pub written: Option<WrittenUp>,
    /// Entries whose instalments do not make up their amount, and by how much they are beyond it:
    /// partner, source, difference.
    pub differing: Vec<(usize, Option<Source>, Money)>,
    /// Of the year before: what each partner promised and did not come, where that is not nil.
    pub last_year: Vec<(usize, Money)>,
}

/// What every partner promised a pool for the year, against what came.
pub(super) fn promises(
    plan: &Plan,
    question: &Question,
    pool: usize,
    receipts: &Receipts,
) -> Known<Promises> {
    let year = question.period.year();
    // Whatever is unreadable among them refuses them all.
    planned_of(plan, pool, year)?;
    refuse_stranded(plan, question, pool)?;
    // A ledger without contributions tells nothing of them.
    let written = WrittenUp::of(plan, pool, question.as_at).filter(|_| receives(plan, pool));
    let known = (written, question.as_at);
    let of = |partner, year| promised(plan, (pool, partner), year, receipts, known);
    let before = FinancialYear::starting(year.start() - 1);
    // A partner that paid nothing counts as long as any did: the ledger then tells of that year.
    let told_before = receives_in(plan, pool, before);
    let (mut partners, mut last_year) = (Vec::new(), Vec::new());
    for partner in 0..plan.partnership.partners.len() {
        let now = of(partner, year)?;
        if !now.parts.is_empty() || !now.beyond.is_nil() || !now.for_others.is_nil() {
            partners.push(now);
        }
        let earlier = of(partner, before)?;
        if told_before || !earlier.received.is_nil() {
            // What falls due later is missing once it is overdue.
            let gone =
                |p: &&Paid| Month::of(p.due.on).year == before || p.stands == Stands::Overdue;
            let parts = earlier.parts.iter().filter(gone);
            last_year.push((partner, parts.map(|p| p.due.amount - p.received).sum()));
        }
    }
    last_year.retain(|(_, missing): &(usize, Money)| !missing.is_nil());
    Ok(Promises {
        partners,
        written,
        differing: differing(plan, pool, year),
        last_year,
    })
}

/// What one partner promised for a year, each part met by money dated in the year it falls due in.
fn promised(
    plan: &Plan,
    parties: (usize, usize),
    year: FinancialYear,
    receipts: &Receipts,
    known: (Option<WrittenUp>, Day),
) -> Known<Promised> {
    let of_year = |dated: FinancialYear| -> Known<Promised> {
        let schedule = schedule(plan, parties, dated)?;
        let has = InLedger::of(plan, parties, dated);
        Ok(matched(receipts, parties, dated, (schedule, has), known))
    };
    let mut all = of_year(year)?;
    let (own, others): (Vec<Paid>, Vec<Paid>) =
        all.parts.into_iter().partition(|p| p.due.year == year);
    all.for_others = others.iter().map(|p| p.received).sum();
    all.parts = own;
    let mut elsewhere = years_due(plan, parties, year);
    elsewhere.remove(&year);
    for dated in elsewhere {
        let parts = of_year(dated)?.parts.into_iter();
        all.parts.extend(parts.filter(|p| p.due.year == year));
    }
    all.parts.sort_by_key(|p| (p.due.on, p.due.source));
    Ok(all)
}

fn differing(plan: &Plan, pool: usize, year: FinancialYear) -> Vec<(usize, Option<Source>, Money)> {
    let entries = plan.partnership.pools[pool].entries();
    let of_year = entries.filter(|c| c.year.value() == Some(&year));
    of_year
        .filter_map(|c| {
            let beyond = instalments_beyond(c)?;
            let partner = plan.partnership.partner(c.partner.value()?.as_str())?;
            (!beyond.is_nil()).then(|| (partner, c.source.value().copied(), beyond))
        })
        .collect()
}
