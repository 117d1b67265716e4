//! The parts of the report, in the order people read them.

use super::words::Words;
use super::{
    Given, gaps, money, overlaps, picture, principles, read, redesign, told_services, units,
};
use crate::compute::audit::{Audit, Section};
use crate::report::Part;

pub(super) fn parts(given: &Given, audit: &Audit) -> Vec<Part> {
    let mut parts = vec![Part::Facts(read::facts(given, audit))];
    parts.extend(read::not_read(given));
    if given.plan.registers.is_empty() {
        parts.extend(read::nothing(given, audit));
    } else {
        parts.extend(found(given, audit, &Words::of(given, audit)));
    }
    parts
}

/// What was read, and what was found in it.
fn found(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut parts = read::registers(given);
    parts.extend(read::remarks(given));
    parts.extend(told_services::unlisted(audit));
    let wants = |section| given.question.sections.has(section);
    if wants(Section::Overlaps) {
        parts.extend(overlaps::headline(given, audit));
    }
    if wants(Section::Gaps) {
        parts.extend(picture::calendar(given, audit, words));
    }
    parts.extend(picture::timeline(given, audit, words));
    for (_, section) in Section::WORDS {
        if wants(*section) {
            parts.extend(of(*section, given, audit, words));
        }
    }
    parts.extend(read::attention(given, audit));
    parts
}

fn of(section: Section, given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    match section {
        Section::Overlaps => {
            parts.extend(overlaps::warnings(given, audit, words));
            parts.extend(overlaps::short(given, audit, words));
        }
        Section::Gaps => {
            parts.extend(gaps::breaks(given, audit, words));
            parts.extend(gaps::cliffs(given, audit, words));
            parts.extend(gaps::unmet(given, audit, words));
        }
        Section::Redesign => {
            parts.extend(redesign::redesign(given, audit, words));
            parts.extend(principles::matrix(audit, words));
            parts.extend(units::units(audit, words));
        }
        Section::Money => parts.extend(money::money(given, audit, words)),
        Section::Services => {
            parts.extend(told_services::by_rule(audit, words));
            parts.extend(told_services::unclassified(audit, words));
        }
    }
    parts
}
