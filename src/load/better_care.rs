//! `better_care_fund:`: minimums, sign-offs, and grant to be handed on.

use super::fields::Fields;
use super::scalar::Reading;
use crate::model::{BetterCare, Minimum, Passport, Role, SignOff, Source};
use crate::source::Span;
use crate::source::yaml::{Node, Shape};

/// Reads the block.
pub(super) fn read(node: &Node, reading: &mut Reading<'_>) -> Option<BetterCare> {
    let mut all = BetterCare::default();
    all.unreadable.extend(misread(node));
    if !all.unreadable.is_empty() {
        return Some(all);
    }
    let mut fields = Fields::of(node, "the Better Care Fund", reading)?;
    all.unreadable
        .extend(fields.node("minimums").and_then(misread));
    for item in fields.items("minimums", reading) {
        all.unreadable.extend(misread(item));
        all.minimums.extend(minimum(item, reading));
    }
    for item in fields.items("sign_off", reading) {
        all.sign_offs.extend(sign_off(item, reading));
    }
    for item in fields.items("passports", reading) {
        all.passports.extend(passport(item, reading));
    }
    fields.finish(reading);
    Some(all)
}

/// The place of a node that cannot be read, and is told.
fn misread(node: &Node) -> Option<Span> {
    matches!(node.shape, Shape::Misread).then_some(node.at)
}

fn minimum(node: &Node, reading: &mut Reading<'_>) -> Option<Minimum> {
    let mut fields = Fields::of(node, "a minimum", reading)?;
    let minimum = Minimum {
        year: fields.year("year", reading),
        source: fields.word("source", Source::WORDS, reading),
        partner: fields.id("partner", reading),
        amount: fields.money("amount", reading),
        at: node.at,
    };
    fields.require(&["year", "source", "amount"], reading);
    fields.finish(reading);
    Some(minimum)
}

fn sign_off(node: &Node, reading: &mut Reading<'_>) -> Option<SignOff> {
    let mut fields = Fields::of(node, "a sign-off", reading)?;
    let sign_off = SignOff {
        year: fields.year("year", reading),
        role: fields.word("role", Role::WORDS, reading),
        partner: fields.id("partner", reading),
        on: fields.day("on", reading),
        delegated: fields.flag("delegated", reading).unwrap_or(false),
        at: node.at,
    };
    fields.node("by");
    fields.require(&["year", "role"], reading);
    fields.finish(reading);
    Some(sign_off)
}

fn passport(node: &Node, reading: &mut Reading<'_>) -> Option<Passport> {
    let mut fields = Fields::of(node, "grant to hand on", reading)?;
    let passport = Passport {
        to: fields.id("to", reading),
        year: fields.year("year", reading),
        amount: fields.money("amount", reading),
        agreed_otherwise: fields.day("agreed_otherwise", reading),
        at: node.at,
    };
    fields.require(&["to", "year", "amount"], reading);
    fields.finish(reading);
    Some(passport)
}
