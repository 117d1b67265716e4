//! What of an amount is earned: by a fixed rate, by the part an outcome measure has achieved, or by
//! what each unit towards the target is worth.

use super::super::outturn::{Question, Refusal};
use crate::model::{Earned, Field, Outcome, Plan, Rate};
use crate::source::{Span, Spanned};
use crate::value::{Id, Money, Number, on_one_scale, percent_weights};

/// What is earned.
pub(super) enum Part {
    /// Of every party's amount so much: weights of what is earned and what is not.
    OfEach([i128; 2]),
    /// So much of all amounts together.
    Whole(Money),
}

/// What is earned, and how it came about.
pub(super) struct Earning {
    /// How much.
    pub(super) part: Part,
    /// How it came about, for the report; nothing where a rate is fixed.
    pub(super) note: Option<String>,
}

/// A part of the way from the baseline to the target, at least nil and at most the whole.
struct Way {
    /// How far it came, in parts of a unit.
    came: i128,
    /// How far it was to come; above nil.
    planned: i128,
    /// Parts that make one unit; none where the measure has no figures.
    unit: Option<i128>,
    /// In words.
    words: String,
}

/// What is earned of `given`, all that the bands gave the parties (a size).
pub(super) fn earning(
    plan: &Plan,
    question: &Question,
    earned: &Earned,
    given: Money,
) -> Result<Earning, Refusal> {
    let id = match &earned.rate.value {
        Rate::Percent(rate) => {
            if let Some(unit_value) = &earned.unit_value {
                let why = "its risk share gives a `unit_value` and no outcome measure to count by";
                return Err(Refusal::at(unit_value.at, why));
            }
            let weights = percent_weights(&[*rate, rate.rest()]);
            return Ok(Earning {
                part: Part::OfEach([weights[0], weights[1]]),
                note: None,
            });
        }
        Rate::Measure(id) => id,
    };
    let outcome = outcome_named(plan, id, earned.rate.at)?;
    let way = way(question, outcome)?;
    let Some(unit_value) = &earned.unit_value else {
        return Ok(Earning {
            part: Part::OfEach([way.came, way.planned - way.came]),
            note: Some(format!("outcome measure {}", way.words)),
        });
    };
    let Some(unit) = way.unit else {
        let why = format!(
            "outcome measure `{id}` has no `baseline` and `target`, and a `unit_value` counts by them"
        );
        return Err(Refusal::at(outcome.at, why));
    };
    let worth = worth(unit_value, way.came, unit)?;
    let money = worth.min(given);
    let capped = match money < worth {
        true => format!(", and {money} is all there is"),
        false => String::new(),
    };
    let words = &way.words;
    let note = format!(
        "outcome measure {words}; at {} a unit {worth} is earned{capped}",
        unit_value.value
    );
    Ok(Earning {
        part: Part::Whole(money),
        note: Some(note),
    })
}

/// The outcome of this name; two of one name are none that can be relied on.
fn outcome_named<'p>(plan: &'p Plan, id: &Id, at: Span) -> Result<&'p Outcome, Refusal> {
    let agreement = plan.partnership.agreement.iter();
    let mut named = agreement
        .flat_map(|a| &a.outcomes)
        .filter(|outcome| outcome.named == id.as_str());
    match (named.next(), named.next()) {
        (Some(outcome), None) => Ok(outcome),
        (Some(_), Some(second)) => {
            let why = format!("two outcomes of the agreement are called `{id}`");
            Err(Refusal::at(second.at, why))
        }
        (None, _) => {
            let why = format!("its risk share names `{id}`, which is no outcome of the agreement");
            Err(Refusal::at(at, why))
        }
    }
}

/// How far a measure had come by the period's last day. What is given for a year holds for it.
fn way(question: &Question, outcome: &Outcome) -> Result<Way, Refusal> {
    let named = &outcome.named;
    let unreadable = |at| Refusal::at(at, format!("outcome measure `{named}` cannot be read"));
    let day = question.period.last_day();
    if !outcome.result.is_absent() && !outcome.achieved.is_absent() {
        let why = format!("outcome measure `{named}` has a `result` and an `achieved`");
        return Err(Refusal::at(outcome.at, why));
    }
    if let Some(written) = outcome.achieved.on(day) {
        let achieved = written.value.ok_or_else(|| unreadable(written.at))?;
        let weights = percent_weights(&[achieved, achieved.rest()]);
        let (part, whole) = match weights[1] {
            0 => (1, 1),
            rest => (weights[0], weights[0] + rest),
        };
        let way = Way {
            came: part,
            planned: whole,
            unit: None,
            words: format!("`{named}`: {achieved} is achieved"),
        };
        return match figures(outcome)? {
            Some((baseline, target)) => of_distance(outcome, way, baseline, target),
            None => Ok(way),
        };
    }
    let Some(written) = outcome.result.on(day) else {
        let year = question.period.year();
        let why = format!("outcome measure `{named}` has no result for {year}");
        return Err(Refusal::at(outcome.at, why));
    };
    let result = Spanned::new(
        written.value.ok_or_else(|| unreadable(written.at))?,
        written.at,
    );
    let Some((baseline, target)) = figures(outcome)? else {
        let why = format!("outcome measure `{named}` has a result and no `baseline` and `target`");
        return Err(Refusal::at(outcome.at, why));
    };
    let ([from, to, now], unit) = one_kind(outcome, [baseline, target, result.value])?;
    let planned = distance(outcome, from, to)?;
    let came = if from > to { from - now } else { now - from };
    Ok(Way {
        came: came.clamp(0, planned),
        planned,
        unit: Some(unit),
        words: format!(
            "`{named}`: from {baseline} to {target}, and it came to {}",
            result.value
        ),
    })
}

/// A part achieved of a distance that is known: counted in units of the measure.
fn of_distance(outcome: &Outcome, way: Way, from: Number, to: Number) -> Result<Way, Refusal> {
    let ([from, to], unit) = one_kind(outcome, [from, to])?;
    let distance = distance(outcome, from, to)?;
    let times = |a: i128, b: i128| a.checked_mul(b).ok_or_else(|| too_large(outcome.at));
    Ok(Way {
        came: times(distance, way.came)?,
        planned: times(distance, way.planned)?,
        unit: Some(times(unit, way.planned)?),
        words: way.words,
    })
}

/// Baseline and target, where both are written.
fn figures(outcome: &Outcome) -> Result<Option<(Number, Number)>, Refusal> {
    for field in [&outcome.baseline, &outcome.target] {
        if let Some(at) = field.unreadable() {
            let why = format!("outcome measure `{}` cannot be read", outcome.named);
            return Err(Refusal::at(at, why));
        }
    }
    match (&outcome.baseline, &outcome.target) {
        (Field::Given(baseline), Field::Given(target)) => Ok(Some((baseline.value, target.value))),
        _ => Ok(None),
    }
}

/// Numbers of one scale; per cents and plain numbers do not compare.
fn one_kind<const N: usize>(
    outcome: &Outcome,
    numbers: [Number; N],
) -> Result<([i128; N], i128), Refusal> {
    let (scaled, unit) = on_one_scale(&numbers);
    let per_cents = numbers.iter().filter(|n| n.is_per_cent()).count();
    match <[i128; N]>::try_from(scaled) {
        Ok(scaled) if per_cents == 0 || per_cents == N => Ok((scaled, unit)),
        _ => {
            let named = &outcome.named;
            let why = format!("outcome measure `{named}` mixes per cents and plain numbers");
            Err(Refusal::at(outcome.at, why))
        }
    }
}

fn distance(outcome: &Outcome, from: i128, to: i128) -> Result<i128, Refusal> {
    match (to - from).abs() {
        0 => {
            let named = &outcome.named;
            let why = format!("the target of outcome measure `{named}` is its baseline");
            Err(Refusal::at(outcome.at, why))
        }
        distance => Ok(distance),
    }
}

fn too_large(at: Span) -> Refusal {
    Refusal::at(
        at,
        "the figures of an outcome measure are too large to count exactly",
    )
}

/// `unit_value × came ÷ unit`, half away from nil to the penny. None is below nil.
fn worth(unit_value: &Spanned<Money>, came: i128, unit: i128) -> Result<Money, Refusal> {
    let twice = unit_value.value.pence().checked_mul(came);
    let twice = twice.and_then(|exact| exact.checked_mul(2)?.checked_add(unit));
    let by = unit.checked_mul(2);
    match (twice, by) {
        (Some(twice), Some(by)) => Ok(Money::from_pence(twice / by)),
        _ => Err(too_large(unit_value.at)),
    }
}
