//! A simulation: each scheme's out-turn drawn many times about what is expected, and each draw
//! shared.
//!
//! Whole numbers throughout and a generator that gives the same stream everywhere: the same seed
//! gives the same figures on every machine. A draw is the sum of twelve even draws, which is a
//! bell curve that ends at six times its spread.

use crate::compute::outturn::{Around, Book, Question, Refusal};
use crate::compute::risk_share::{BrokenIdentity, Outcome, StepKind, shared};
use crate::model::{Party, Plan};
use crate::value::{Exact, Money};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};

/// How far one scheme's out-turn of the months to come spreads about what is expected: one
/// standard deviation, in pence.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Which scheme, by position.
    pub scheme: usize,
    /// What its out-turn of the year is expected to be.
    pub expected: Money,
    /// One standard deviation; or why there is none.
    pub deviation: Result<Money, Refusal>,
    /// Was it worked out from this many months, rather than given?
    pub months: Option<u8>,
}

/// Every scheme that has figures, with its spread.
pub type Spreads = Vec<Spread>;

/// Something that may happen in a draw.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A limit takes something from this party: risk share, party, over the pool.
    Limit(String, Party, bool),
    /// Nothing is left of a reserve: pool and reserve, by position.
    UsedUp(usize, usize),
    /// Something is allocated to nobody.
    Unallocated,
}

/// In how many draws something happened.
#[derive(Clone, Debug)]
pub struct Chance {
    /// What.
    pub event: Event,
    /// In how many draws.
    pub draws: u32,
}

/// What the draws came to.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// How many.
    pub draws: u32,
    /// The spreads they were drawn with.
    pub spreads: Spreads,
    /// Each party's shares, ascending; one a draw.
    pub shares: BTreeMap<Party, Vec<Money>>,
    /// The variances of all scopes together, ascending; one a draw.
    pub variances: Vec<Money>,
    /// Was any scope computed in any draw?
    pub computed: bool,
    /// What may happen, and in how many draws it did.
    pub chances: Vec<Chance>,
    /// Scopes that could not be computed in some draw: name, reason, in how many.
    pub not_computed: BTreeMap<String, (Refusal, u32)>,
}

impl Simulation {
    /// The mean of ascending amounts, half away from nil.
    pub fn mean(amounts: &[Money]) -> Money {
        let sum: Money = amounts.iter().copied().sum();
        let n = i128::try_from(amounts.len()).unwrap_or(1);
        Exact::fraction(sum, 1, n).half_away()
    }

    /// The smallest of ascending amounts that so many per cent of them do not exceed.
    pub fn percentile(amounts: &[Money], per_cent: usize) -> Money {
        let rank = (amounts.len() * per_cent).div_ceil(100).max(1);
        amounts.get(rank - 1).copied().unwrap_or_default()
    }
}

/// Draws and shares, as often as asked. Schemes are drawn each on its own, or `together`: all by
/// the same draw.
pub fn simulate(
    plan: &Plan,
    question: &Question,
    around: Around,
    draws: u32,
    seed: u64,
    together: bool,
) -> Result<Simulation, BrokenIdentity> {
    let book = Book::around(plan, question, around);
    // What is gone is known: it may fall under other rules than what is to come.
    let gone = match around {
        Around::Outturn => question.period.months_gone(),
        Around::Baseline => 0,
    };
    let spreads = spreads(plan, question, &book, 12 - gone);
    let mut found = Simulation {
        draws,
        shares: BTreeMap::new(),
        variances: Vec::new(),
        computed: false,
        chances: possible(plan),
        not_computed: BTreeMap::new(),
        spreads,
    };
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    for draw in 0..draws {
        let mut drawn = book.clone();
        let mut same = together.then(|| deviates(&mut random));
        for spread in &found.spreads {
            let deviate = match same {
                Some(deviate) => deviate,
                None => deviates(&mut random),
            };
            if let Ok(deviation) = spread.deviation {
                let moved = Exact::fraction(deviation, deviate, UNIT).half_away();
                drawn.add(spread.scheme, moved, gone + 1..=12);
            }
        }
        same.take();
        let outcome = shared(plan, question, &drawn)?;
        found.count(draw, &outcome);
    }
    for shares in found.shares.values_mut() {
        shares.resize(draws as usize, Money::NIL);
        shares.sort_unstable();
    }
    found.variances.sort_unstable();
    Ok(found)
}

/// One standard deviation, in the units of `deviates`: 2³³.
const UNIT: i128 = 1 << 33;

/// A draw of mean nil and standard deviation one, in units of 2⁻³³: twelve even draws of 32 bits,
/// added up and their mean taken off.
fn deviates(random: &mut ChaCha8Rng) -> i128 {
    let sum: i128 = (0..12).map(|_| i128::from(random.next_u32())).sum();
    2 * sum - 12 * i128::from(u32::MAX)
}

impl Simulation {
    fn count(&mut self, draw: u32, outcome: &Outcome) {
        self.computed |= !outcome.scopes.is_empty();
        let mut variance = Money::NIL;
        let mut shares: BTreeMap<Party, Money> = BTreeMap::new();
        let mut events: BTreeSet<Event> = BTreeSet::new();
        for scope in &outcome.scopes {
            variance += scope.variance();
            for (party, share) in &scope.shares {
                *shares.entry(*party).or_default() += *share;
            }
            for step in &scope.steps {
                if let (StepKind::Limit(_), Some(party)) = (step.kind, step.from) {
                    events.insert(Event::Limit(
                        scope.risk_share.clone(),
                        party,
                        step.over_pool,
                    ));
                }
            }
            if !scope.unallocated.is_nil() {
                events.insert(Event::Unallocated);
            }
        }
        for end in &outcome.reserves {
            if end.is_used_up() {
                events.insert(Event::UsedUp(end.pool, end.reserve));
            }
        }
        self.variances.push(variance);
        for (party, share) in shares {
            let all = self.shares.entry(party).or_default();
            // A party without a share in the draws before had nil in each.
            all.resize(draw as usize, Money::NIL);
            all.push(share);
        }
        for chance in &mut self.chances {
            chance.draws += u32::from(events.contains(&chance.event));
        }
        // A scope refused at several places is missing from one draw.
        let all = &outcome.not_computed;
        for not in all.chunk_by(|a, b| a.scope == b.scope).map(|of| &of[0]) {
            let counted = self.not_computed.entry(not.scope.clone());
            counted.or_insert_with(|| (not.refusal.clone(), 0)).1 += 1;
        }
    }
}

/// Everything the definitions name that may happen, so that what never does is shown as never.
fn possible(plan: &Plan) -> Vec<Chance> {
    let mut events: BTreeSet<Event> = BTreeSet::from([Event::Unallocated]);
    for share in &plan.partnership.risk_shares {
        let halves = [&share.overspend, &share.underspend];
        for limit in halves.into_iter().flatten().flat_map(|half| &half.limits) {
            let party = plan.partnership.party(limit.party.value.as_str());
            events.extend(
                party.map(|party| Event::Limit(share.id.value.to_string(), party, limit.over_pool)),
            );
        }
    }
    for (i, pool) in plan.partnership.pools.iter().enumerate() {
        if pool.is_pooled() {
            events.extend((0..pool.reserves.len()).map(|r| Event::UsedUp(i, r)));
        }
    }
    let chance = |event| Chance { event, draws: 0 };
    events.into_iter().map(chance).collect()
}

/// The fewest months a spread is worked out from.
const FEWEST_MONTHS: u8 = 3;

/// The spread of every scheme with figures, for the months `ahead`.
fn spreads(plan: &Plan, question: &Question, book: &Book, ahead: u8) -> Spreads {
    let known = Book::of(plan, question);
    let gone = question.period.months_gone();
    let schemes = 0..book.schemes.len();
    schemes
        .filter_map(|scheme| {
            let expected = book.outturn(scheme)?;
            let (deviation, months) = match (
                given(plan, question, book, scheme, ahead),
                &known.schemes[scheme],
            ) {
                (Some(given), _) => (given, None),
                (None, Ok(months)) => {
                    let so_far = months.outturn.iter().zip(&months.baseline);
                    let so_far = so_far.take(usize::from(gone));
                    let variances: Vec<Money> = so_far.map(|(o, b)| *o - *b).collect();
                    (estimated(&variances, ahead), Some(gone))
                }
                (None, Err(_)) => (Err(too_few()), None),
            };
            Some(Spread {
                scheme,
                expected,
                deviation,
                months,
            })
        })
        .collect()
}

/// The spread the plan gives, of the months ahead: per cent of the year's baseline × √(ahead ÷ 12),
/// cut to the penny.
fn given(
    plan: &Plan,
    question: &Question,
    book: &Book,
    scheme: usize,
    ahead: u8,
) -> Option<Result<Money, Refusal>> {
    let spread = &plan.partnership.schemes[scheme].spread;
    let written = spread.for_year(question.period.year())?;
    let Some(per_cent) = &written.value else {
        return Some(Err(Refusal::at(written.at, "its `spread` cannot be read")));
    };
    let baseline: Money = book.schemes[scheme].as_ref().ok()?.over(1, 12).baseline;
    let year = per_cent.of(baseline).half_away().pence();
    let squared = year.checked_mul(year);
    let ahead = squared.and_then(|squared| squared.checked_mul(i128::from(ahead)));
    Some(match ahead {
        Some(ahead) => Ok(Money::from_pence((ahead / 12).isqrt())),
        None => Err(Refusal::at(
            written.at,
            "its `spread` comes to too much to draw",
        )),
    })
}

fn too_few() -> Refusal {
    Refusal::plain(format!(
        "it has no `spread`, and fewer than {FEWEST_MONTHS} months to work one out from: it does not vary"
    ))
}

/// √(months ahead × the variance of the months so far), months taken as a sample, cut to the penny.
fn estimated(months: &[Money], ahead: u8) -> Result<Money, Refusal> {
    let n = i128::try_from(months.len()).unwrap_or(0);
    if n < i128::from(FEWEST_MONTHS) {
        return Err(too_few());
    }
    let sum: i128 = months.iter().map(|m| m.pence()).sum();
    let squares: Option<i128> = months.iter().try_fold(0_i128, |sum, month| {
        sum.checked_add(month.pence().checked_mul(month.pence())?)
    });
    let variance = squares
        .and_then(|squares| squares.checked_mul(n)?.checked_sub(sum.checked_mul(sum)?))
        .and_then(|variance| variance.checked_mul(i128::from(ahead)))
        .ok_or_else(|| Refusal::plain("its months are too large to work a spread out from"))?;
    Ok(Money::from_pence((variance / (n * (n - 1))).isqrt()))
}
