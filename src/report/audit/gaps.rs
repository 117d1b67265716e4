//! Where cover breaks, where it ends, and needs nothing covers.

use super::redesign::by;
use super::words::{Words, more};
use super::{Given, SHOWN, meaning};
use crate::compute::audit::{Audit, Cliff, Unmet};
use crate::report::{Cell, Part, Table, counted, text};
use crate::value::Day;

pub(super) fn breaks(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    if audit.breaks.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<_> = audit.breaks.iter().collect();
    // What is still ahead, or lately past, matters more than what is long gone.
    all.sort_by_key(|b| std::cmp::Reverse(b.to));
    let headings = ["Where", "From", "To", "Days", "After", "Before"];
    let mut table = Table::new(&headings, &[3]);
    for gap in all.iter().take(SHOWN) {
        let after = match gap.open_from_if_extended {
            None if gap.to < given.question.as_at => {
                format!(
                    "{} (an extension would have closed it)",
                    words.label(gap.after)
                )
            }
            None => format!("{} (an extension would close it)", words.label(gap.after)),
            Some(_) => words.label(gap.after),
        };
        table.row(vec![
            text(words.cells(&gap.cells)),
            Cell::Day(gap.from),
            Cell::Day(gap.to),
            Cell::Count(gap.days.into()),
            text(after),
            text(words.label(gap.before)),
        ]);
    }
    let mut parts = vec![
        Part::Heading("Breaks in cover, the latest first".to_owned()),
        Part::Sentence("Days between two contracts on which none is in force.".to_owned()),
        Part::Table(table),
    ];
    parts.extend(more(audit.breaks.len(), "break", "breaks"));
    parts.push(meaning::breaks(audit, given.question.as_at));
    parts
}

pub(super) fn cliffs(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let today = given.question.as_at;
    let mut groups: Vec<(&Cliff, Vec<u32>)> = Vec::new();
    for cliff in &audit.cliffs {
        let service = &words.cell(cliff.cell).service;
        let same = groups.iter_mut().rev().find(|(first, _)| {
            first.contract == cliff.contract
                && first.extends_to == cliff.extends_to
                && first.extended_by == cliff.extended_by
                && words.cell(first.cell).service == *service
        });
        match same {
            Some((_, cells)) => cells.push(cliff.cell),
            None => groups.push((cliff, vec![cliff.cell])),
        }
    }
    groups.sort_by_key(|(cliff, _)| cliff.ends);
    if !groups.is_empty() {
        let mut table = Table::new(
            &["Where", "Ends", "Contract", "Extension", "Begin letting by"],
            &[],
        );
        for (cliff, cells) in groups.iter().take(SHOWN) {
            table.row(vec![
                text(words.cells(cells)),
                Cell::Day(cliff.ends),
                text(words.label(cliff.contract)),
                text(extension(cliff, words, today)),
                text(by(Some(cliff.begin_letting_by), today)),
            ]);
        }
        parts.push(Part::Heading(
            "Cover that ends with nothing after it".to_owned(),
        ));
        parts.push(Part::Sentence(format!(
            "Between {} and {}, the soonest first. Letting takes {}; notice of an extension is \
             the contract's own, or else {}.",
            today.long(),
            given.question.horizon().long(),
            months(given.question.letting_months),
            months(given.question.notice_months)
        )));
        parts.push(Part::Table(table));
        parts.extend(more(groups.len(), "end of cover", "ends of cover"));
        parts.push(meaning::cliffs(words, &groups, today));
    }
    if audit.lapsed > 0 {
        let cells = counted(
            audit.lapsed,
            "cell of service, area and cohort was",
            "cells of service, area and cohort were",
        );
        parts.push(Part::Heading("Cover that has ended".to_owned()));
        parts.push(Part::Sentence(format!(
            "{cells} covered before {} and firmly by no contract since: over, extended, or let \
             again and not in these files.",
            given.question.as_at.long()
        )));
    }
    parts
}

/// Whether the contract can go on, and by when that must be said.
fn extension(cliff: &Cliff, words: &Words<'_>, today: Day) -> String {
    let of = match cliff.extended_by {
        Some(other) if other != cliff.contract => format!(" ({})", words.label(other)),
        _ => String::new(),
    };
    match (cliff.extends_to, cliff.notice_by) {
        (None, _) => "none recorded".to_owned(),
        (Some(to), None) => format!("possible to {}{of}; its notice cannot be read", to.short()),
        (Some(to), Some(notice)) => format!(
            "possible to {}{of}; notice by {}",
            to.short(),
            by(Some(notice), today)
        ),
    }
}

fn months(n: i32) -> String {
    counted(usize::try_from(n).unwrap_or(0), "month", "months")
}

pub(super) fn unmet(given: &Given, audit: &Audit, words: &Words<'_>) -> Vec<Part> {
    if audit.unmet.is_empty() {
        return Vec::new();
    }
    let (one_way, wanted): (Vec<&Unmet>, Vec<&Unmet>) =
        audit.unmet.iter().partition(|unmet| unmet.at.is_none());
    let today = given.question.as_at.long();
    let mut parts = vec![Part::Heading("Needs without a contract".to_owned())];
    if !wanted.is_empty() {
        let lines = wanted.iter().take(SHOWN).map(|unmet| {
            let cell = words.cells(&[unmet.cell]);
            let at = unmet.at.map(|at| given.sources.short(at));
            let way = unmet
                .pathway
                .map_or(String::new(), |way| format!(", {way}"));
            format!("{cell}{way} ({})", at.unwrap_or_default())
        });
        parts.push(Part::Sentence(format!(
            "What the partnership means to cover and nothing covers on {today}."
        )));
        parts.push(Part::List(lines.collect()));
        parts.extend(more(wanted.len(), "need", "needs"));
    }
    if !one_way.is_empty() {
        let names = one_way.iter().take(SHOWN);
        let names = names.map(|unmet| words.service_name(&words.cell(unmet.cell).service));
        parts.push(Part::Sentence(format!(
            "Services whose contracts on {today} all say they are step-down, so that none is \
             step-up:"
        )));
        parts.push(Part::List(names.collect()));
        parts.extend(more(one_way.len(), "service", "services"));
    }
    parts
}
