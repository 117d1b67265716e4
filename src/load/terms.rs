//! The terms within one half of a risk share.

use super::destinations::destination;
use super::faults;
use super::fields::{Fields, text_of};
use super::scalar::Reading;
use crate::finding::Finding;
use crate::model::{
    Amount, AtMost, Band, Cover, Earned, Edge, Field, Limit, Rate, Trigger, Withhold,
};
use crate::source::yaml::{Node, Shape};
use crate::source::{Span, Spanned};
use crate::value::folded;
use crate::value::{Money, Percent};

pub(super) fn cover(half: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Spanned<Cover>> {
    let mut all = Vec::new();
    for item in half.items("first", reading) {
        match &item.shape {
            Shape::Text(word) if folded(word) == "offset" => {
                all.push(Spanned::new(Cover::Offset, item.at));
            }
            Shape::Map(_) => {
                let Some(mut row) = Fields::of(item, "cover", reading) else {
                    continue;
                };
                if let Field::Given(id) = row.id("reserve", reading) {
                    all.push(Spanned::new(Cover::Reserve(id.value), id.at));
                }
                row.require(&["reserve"], reading);
                row.finish(reading);
            }
            _ => {
                let message = "this is neither `offset` nor a reserve";
                let help = "write `- offset` or `- reserve: contingency`";
                reading
                    .faults
                    .push(Finding::new(&faults::UNKNOWN_WORD, item.at, message).help(help));
            }
        }
    }
    all
}

pub(super) fn trigger(half: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Trigger> {
    let node = half.node("trigger")?;
    let mut fields = Fields::of(node, "a trigger", reading)?;
    let threshold = amount(&mut fields, "at", reading);
    let below_to = destination(&mut fields, "below_to", reading);
    fields.require(&["at", "below_to"], reading);
    fields.finish(reading);
    Some(Trigger {
        threshold: threshold?,
        below_to: below_to?,
    })
}

pub(super) fn bands(half: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Band> {
    let mut all = Vec::new();
    for item in half.items("bands", reading) {
        let Some(mut fields) = Fields::of(item, "a band", reading) else {
            continue;
        };
        if fields
            .entry("up_to")
            .is_some_and(|e| matches!(e.value.shape, Shape::Nothing))
        {
            // Without the key a band has no edge; with it and nothing after it, nobody can tell.
            fields.require(&["up_to"], reading);
        }
        let up_to = edge(&mut fields, reading);
        let to = destination(&mut fields, "to", reading);
        fields.require(&["to"], reading);
        fields.finish(reading);
        if let Some(to) = to {
            all.push(Band {
                up_to,
                to,
                at: item.at,
            });
        }
    }
    all
}

pub(super) fn earned(half: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Earned> {
    let node = half.node("earned")?;
    let mut fields = Fields::of(node, "an `earned` term", reading)?;
    let rate = rate_or_measure(&mut fields, reading);
    let unit_value = fields.money("unit_value", reading);
    let unit_value = at_least_nil(unit_value, reading);
    let unearned_to = destination(&mut fields, "unearned_to", reading);
    fields.require(&["rate", "unearned_to"], reading);
    fields.finish(reading);
    Some(Earned {
        rate: rate?,
        unit_value: unit_value?,
        unearned_to: unearned_to?,
    })
}

/// An amount that may be left out; none at all where it cannot be read or is below nil.
fn at_least_nil(amount: Field<Money>, reading: &mut Reading<'_>) -> Option<Option<Spanned<Money>>> {
    match amount {
        Field::Absent => Some(None),
        Field::Unreadable(_) => None,
        Field::Given(amount) if amount.value.pence() < 0 => {
            let message = format!("{} is below nil", amount.value);
            let finding = Finding::new(&faults::UNREADABLE_AMOUNT, amount.at, message);
            let help = "write what one unit towards the target is worth, above nil";
            reading.faults.push(finding.help(help));
            None
        }
        Field::Given(amount) => Some(Some(amount)),
    }
}

/// A percentage, or the id of an outcome of the agreement.
fn rate_or_measure(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Spanned<Rate>> {
    let (text, at) = scalar(fields, "rate", reading)?;
    if text.contains('%') || !text.contains(|c: char| c.is_alphabetic()) {
        return Some(rate(fields, reading)?.map(Rate::Percent));
    }
    match reading.id(text, at) {
        Field::Given(id) => Some(id.map(Rate::Measure)),
        _ => None,
    }
}

pub(super) fn limits(half: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Limit> {
    let mut all = Vec::new();
    for item in half.items("limits", reading) {
        let Some(mut fields) = Fields::of(item, "a limit", reading) else {
            continue;
        };
        let party = fields.id("party", reading);
        let at_most = at_most(&mut fields, reading);
        let over = fields.word("over", &[("pool", true), ("scheme", false)], reading);
        let excess_to = destination(&mut fields, "excess_to", reading);
        fields.require(&["party", "at_most", "excess_to"], reading);
        fields.finish(reading);
        if let (Field::Given(party), Some(at_most), Some(excess_to)) = (party, at_most, excess_to) {
            all.push(Limit {
                party,
                at_most,
                over_pool: over.value().copied().unwrap_or(false),
                excess_to,
                at: item.at,
            });
        }
    }
    all
}

pub(super) fn withhold(half: &mut Fields<'_>, reading: &mut Reading<'_>) -> Vec<Withhold> {
    let mut all = Vec::new();
    for item in half.items("withhold", reading) {
        let Some(mut fields) = Fields::of(item, "a `withhold` term", reading) else {
            continue;
        };
        let rate = rate(&mut fields, reading);
        let from = fields.id("from", reading);
        let to = destination(&mut fields, "to", reading);
        fields.require(&["rate", "from", "to"], reading);
        fields.finish(reading);
        if let (Some(rate), Field::Given(from), Some(to)) = (rate, from, to) {
            all.push(Withhold { rate, from, to });
        }
    }
    all
}

/// A percentage of at most the whole.
fn rate(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Spanned<Percent>> {
    let (text, at) = scalar(fields, "rate", reading)?;
    let Field::Given(percent) = reading.percent(text, at) else {
        return None;
    };
    if percent.value > Percent::WHOLE {
        let message = format!("{} is more than the whole", percent.value);
        reading
            .faults
            .push(Finding::new(&faults::UNREADABLE_PERCENTAGE, at, message));
        return None;
    }
    Some(percent)
}

fn scalar<'n>(
    fields: &mut Fields<'n>,
    key: &'static str,
    reading: &mut Reading<'_>,
) -> Option<(&'n str, Span)> {
    let node: &Node = fields.node(key)?;
    Some((text_of(node, reading)?, node.at))
}

/// Money, or a percentage of the baseline; never below nil.
fn amount(
    fields: &mut Fields<'_>,
    key: &'static str,
    reading: &mut Reading<'_>,
) -> Option<Spanned<Amount>> {
    let (text, at) = scalar(fields, key, reading)?;
    amount_of(text, at, reading).map(|a| Spanned::new(a, at))
}

fn amount_of(text: &str, at: Span, reading: &mut Reading<'_>) -> Option<Amount> {
    if text.contains('%') {
        // A per cent here is of the baseline, said or not.
        let lower = text.trim().to_lowercase();
        let of_baseline = lower
            .strip_suffix("of baseline")
            .or(lower.strip_suffix("of the baseline"));
        return reading
            .percent(of_baseline.unwrap_or(text), at)
            .value()
            .map(|p| Amount::OfBaseline(*p));
    }
    // `2` or `0.6` where 2% or 0.6% is meant would be read as two pounds or sixty pence.
    let bare = text.trim();
    let only_digits = bare.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let small = |money: Money| money < Money::from_pence(10_000);
    if only_digits && Money::parse(bare).is_ok_and(small) {
        reading.percent(text, at);
        return None;
    }
    let money = *reading.money(text, at).value()?;
    if money.pence() < 0 {
        let message = format!("{money} is below nil");
        let help = "write thresholds and limits above nil: they are sizes";
        reading
            .faults
            .push(Finding::new(&faults::UNREADABLE_AMOUNT, at, message).help(help));
        return None;
    }
    Some(Amount::Money(money))
}

fn at_most(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Spanned<AtMost>> {
    let (text, at) = scalar(fields, "at_most", reading)?;
    let lower = text.to_lowercase();
    let value = if let Some(percent) = lower.trim().strip_suffix("of contribution") {
        AtMost::OfContribution(*reading.percent(percent, at).value()?)
    } else if let Some(percent) = lower.trim().strip_suffix("of funding") {
        AtMost::OfFunding(*reading.percent(percent, at).value()?)
    } else {
        AtMost::Amount(amount_of(text, at, reading)?)
    };
    Some(Spanned::new(value, at))
}

/// The upper edge of a band: an amount, or a percentage of contribution.
fn edge(fields: &mut Fields<'_>, reading: &mut Reading<'_>) -> Option<Spanned<Edge>> {
    let (text, at) = scalar(fields, "up_to", reading)?;
    let lower = text.to_lowercase();
    let value = match lower.trim().strip_suffix("of contribution") {
        Some(percent) => Edge::OfContribution(*reading.percent(percent, at).value()?),
        None => Edge::Amount(amount_of(text, at, reading)?),
    };
    Some(Spanned::new(value, at))
}
