//! `--why`: what each contract was taken for and by which words, what fitted as well, what was found
//! and kept out, and what no rule fits.

use super::why_wire::{data, wire};
use super::words::{Words, first_words, label_shown};
use super::{Given, SHOWN, read, why_one};
use crate::compute::audit::{Against, Audit, By, Classified, Fit, Reason, Where, why};
use crate::model::ServiceList;
use crate::report::defined_twice;
use crate::report::{Cell, Part, Report, Table, counted, later, listed, text};
use crate::value::shown;
use std::rc::Rc;

/// What is shown.
pub(super) struct Asked {
    pub(super) given: Given,
    pub(super) audit: Audit,
    pub(super) all: Vec<Classified>,
    /// One contract alone.
    pub(super) one: Option<String>,
    /// How many of the services, the first, are the partnership's.
    pub(super) own: usize,
}

/// The report of every contract, or of the one asked about; a sentence where there is none such.
pub fn why_report(given: Given, audit: Audit, one: Option<String>) -> Result<Report, String> {
    let own = ServiceList::of(&given.plan.partnership).own;
    let mut all = why(&given.plan, &audit, own);
    if let Some(asked) = &one {
        let is = |c: &Classified| c.label == *asked || c.reference == *asked;
        if !all.iter().any(is) {
            return Err(no_such(asked, &all));
        }
        all.retain(is);
    }
    let of = match given.plan.partnership.name.value() {
        Some(name) => name.clone(),
        None => given.around.folder.clone(),
    };
    let incomplete = !read::unread(&given).is_empty()
        || !given.plan.partnership.lost_services.is_empty()
        || defined_twice::is_any(&given.plan.partnership, &given.sources)
        || audit.tally.left_out > 0;
    let asked = Rc::new(Asked {
        given,
        audit,
        all,
        one,
        own,
    });
    let (of_parts, of_data) = (Rc::clone(&asked), Rc::clone(&asked));
    Ok(Report {
        title: format!("Why each service: {of}"),
        parts: later(move || parts(&of_parts)),
        data: later(move || data(&of_data)),
        incomplete,
        wire: Box::new(move || wire(&asked)),
    })
}

fn no_such(asked: &str, all: &[Classified]) -> String {
    let near = crate::value::nearest(asked, all.iter().map(|c| c.reference.as_str()));
    let help = match near {
        Some(near) => format!("did you mean `{}`?", shown(near)),
        None => "`--why` alone tells of all of them".to_owned(),
    };
    format!("no register has the contract `{}`: {help}", shown(asked))
}

impl Asked {
    pub(super) fn words(&self) -> Words<'_> {
        Words::of(&self.given, &self.audit)
    }

    /// Every contract with every way its rows were taken.
    pub(super) fn reasons(&self) -> impl Iterator<Item = (&Classified, &Reason)> {
        self.all
            .iter()
            .flat_map(|one| one.reasons.iter().map(move |reason| (one, reason)))
    }
}

/// How a contract was told, by what counts first of its rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Column,
    Rule(Where),
    Not,
}

pub(super) fn told(one: &Classified) -> Told {
    let by = one.reasons.iter().map(|r| match &r.by {
        By::Column(_) => Told::Column,
        By::Rule(fit) => Told::Rule(fit.place),
        By::Nothing => Told::Not,
    });
    let order = |told: &Told| match told {
        Told::Column => 0,
        Told::Rule(Where::Title) => 1,
        Told::Rule(Where::Description) => 2,
        Told::Not => 3,
    };
    by.min_by_key(order).unwrap_or(Told::Not)
}

pub(super) fn how_many(all: &[Classified], what: Told) -> usize {
    all.iter().filter(|one| told(one) == what).count()
}

fn parts(asked: &Asked) -> Vec<Part> {
    if asked.one.is_some() {
        return why_one::parts(asked);
    }
    let mut facts = asked.given.around.facts();
    if asked.given.bare
        && let Some(first) = facts.first_mut()
    {
        "Files".clone_into(&mut first.0);
    }
    let terms = [
        (Told::Column, "by column"),
        (Told::Rule(Where::Title), "by title"),
        (Told::Rule(Where::Description), "by description"),
        (Told::Not, "not classified"),
    ];
    let terms = terms.map(|(what, words)| (how_many(&asked.all, what), words));
    facts.push(("Contracts".to_owned(), read::sum(asked.all.len(), &terms)));
    let mut parts = vec![Part::Facts(facts)];
    parts.extend(read::not_read(&asked.given));
    parts.extend(by_service(asked));
    parts.extend(by_rule(asked));
    parts.extend(several(asked));
    parts.extend(column_differs(asked));
    parts.extend(kept_out(asked));
    parts.extend(none(asked));
    parts
}

fn by_service(asked: &Asked) -> Vec<Part> {
    let mut ids: Vec<&str> = asked.audit.services.iter().map(|s| s.id.as_str()).collect();
    let named = asked.reasons().filter_map(|(_, r)| r.service.as_deref());
    ids.extend(named);
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    let headings = [
        "Service",
        "Contracts",
        "By column",
        "By title",
        "By description",
    ];
    let mut table = Table::new(&headings, &[1, 2, 3, 4]);
    let mut services = 0;
    for id in ids {
        let of = |r: &&Reason| r.service.as_deref() == Some(id);
        let taken: Vec<&Reason> = (asked.all.iter())
            .filter_map(|one| one.reasons.iter().find(of))
            .collect();
        if taken.is_empty() {
            continue;
        }
        services += 1;
        let by = |what: Option<Where>| {
            let fits = |r: &&&Reason| match &r.by {
                By::Rule(fit) => what == Some(fit.place),
                _ => what.is_none(),
            };
            count(taken.iter().filter(fits).count())
        };
        table.row(vec![
            text(asked.audit.service_name(id)),
            count(taken.len()),
            by(None),
            by(Some(Where::Title)),
            by(Some(Where::Description)),
        ]);
    }
    if services == 0 {
        return Vec::new();
    }
    let given = asked.all.len() - how_many(&asked.all, Told::Not);
    vec![
        Part::Heading("What was found of each service".to_owned()),
        Part::Table(table),
        Part::Sentence(format!(
            "{given} of {} buy {} in all; a contract whose rows are of several services counts \
             under each.",
            counted(asked.all.len(), "contract", "contracts"),
            counted(services, "service", "services")
        )),
    ]
}

fn by_rule(asked: &Asked) -> Vec<Part> {
    let taken = asked
        .reasons()
        .filter_map(|(one, reason)| match &reason.by {
            By::Rule(fit) => Some((one, fit)),
            _ => None,
        });
    let rows = taken.map(|(one, fit)| {
        vec![
            text(label_shown(&one.label)),
            text(first_words(&one.title)),
            text(asked.audit.service_name(&fit.service)),
            text(found(fit)),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let by_rule = |one: &&Classified| one.reasons.iter().any(|r| matches!(r.by, By::Rule(_)));
    let told = format!(
        "{} given a service by a rule; a `service` column overrules it.",
        counted(
            asked.all.iter().filter(by_rule).count(),
            "contract was",
            "contracts were"
        )
    );
    let headings = ["Contract", "Title", "Taken for", "Words"];
    section("Taken by a rule", &headings, rows, told)
}

fn several(asked: &Asked) -> Vec<Part> {
    let both = asked
        .reasons()
        .filter_map(|(one, reason)| match &reason.by {
            By::Rule(fit) if !reason.also.is_empty() => Some((one, fit, &reason.also)),
            _ => None,
        });
    let rows: Vec<Vec<Cell>> = both
        .map(|(one, fit, also)| {
            vec![
                text(label_shown(&one.label)),
                text(service_and_words(asked, fit)),
                text(also_fits(asked, also)),
            ]
        })
        .collect();
    let told = format!(
        "In {} the words of two services or more were found. Titles are asked before descriptions, \
         and services in the order of `jcplan list services`, your own first: the first that fits \
         is taken.",
        counted(rows.len(), "contract", "contracts")
    );
    let headings = ["Contract", "Taken for", "Fitted as well"];
    section("Fitting several services", &headings, rows, told)
}

fn column_differs(asked: &Asked) -> Vec<Part> {
    let differ = asked
        .reasons()
        .filter_map(|(one, reason)| match &reason.by {
            By::Column(written) if !reason.also.is_empty() => Some((one, written, &reason.also)),
            _ => None,
        });
    let rows: Vec<Vec<Cell>> = differ
        .map(|(one, written, also)| {
            vec![
                text(label_shown(&one.label)),
                text(first_words(&one.title)),
                text(shown(written)),
                text(also_fits(asked, also)),
            ]
        })
        .collect();
    let told = format!(
        "The column of {} names one service, and the words another. The column counts.",
        counted(rows.len(), "contract", "contracts")
    );
    let headings = ["Contract", "Title", "Column", "Words would say"];
    section("Column and words differ", &headings, rows, told)
}

fn kept_out(asked: &Asked) -> Vec<Part> {
    let nearly = asked.reasons().filter(|(_, r)| matches!(r.by, By::Nothing));
    let nearly: Vec<_> = nearly.filter(|(_, r)| !r.nearly.is_empty()).collect();
    let told = format!(
        "{} words of a service, and something beside them that keeps it out.",
        counted(nearly.len(), "contract has", "contracts have")
    );
    let nearly = nearly.into_iter();
    let each = nearly.flat_map(|(one, r)| r.nearly.iter().map(move |near| (one, near)));
    let rows: Vec<Vec<Cell>> = each
        .map(|(one, (fit, against))| {
            vec![
                text(label_shown(&one.label)),
                text(first_words(&one.title)),
                text(service_and_words(asked, fit)),
                text(kept(against)),
            ]
        })
        .collect();
    let headings = ["Contract", "Title", "Words of", "Kept out by"];
    section("Found and kept out", &headings, rows, told)
}

fn none(asked: &Asked) -> Vec<Part> {
    let words = asked.words();
    let mut none: Vec<&Classified> = asked.all.iter().collect();
    none.retain(|one| told(one) == Told::Not && one.reasons.iter().all(|r| r.nearly.is_empty()));
    let care = |one: &&Classified| one.contract.is_some_and(|c| words.contract(c).care_code);
    let of_care = none.iter().filter(|one| care(one)).count();
    none.sort_by_key(|one| !care(one));
    let rows: Vec<Vec<Cell>> = none
        .iter()
        .map(|one| vec![text(label_shown(&one.label)), text(first_words(&one.title))])
        .collect();
    let first = match of_care {
        0 => String::new(),
        1 => ", the first of which has a CPV code of care (85 or 98)".to_owned(),
        n => format!(", the first {n} of which have a CPV code of care (85 or 98)"),
    };
    let told = format!(
        "No rule finds words in {}{first}. A `service` column brings one in, or a rule of your own \
         under `services:` in partnership.yaml.",
        counted(rows.len(), "contract", "contracts")
    );
    section("No rule fits", &["Contract", "Title"], rows, told)
}

/// A heading, the first rows, what they mean, and how many more there are.
fn section(name: &str, headings: &[&str], rows: Vec<Vec<Cell>>, told: String) -> Vec<Part> {
    if rows.is_empty() {
        return Vec::new();
    }
    let all = rows.len();
    let mut table = Table::new(headings, &[]);
    rows.into_iter().take(SHOWN).for_each(|row| table.row(row));
    let rest = match all.saturating_sub(SHOWN) {
        0 => String::new(),
        1 => " One more is not shown here: --format json and csv have all of them.".to_owned(),
        n => format!(" {n} more are not shown here: --format json and csv have all of them."),
    };
    vec![
        Part::Heading(name.to_owned()),
        Part::Table(table),
        Part::Sentence(format!("{told}{rest}")),
    ]
}

pub(super) fn count(n: usize) -> Cell {
    Cell::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// ``reablement` in the title, CPV 85000000; your own rule``.
pub(super) fn found(fit: &Fit) -> String {
    let words: Vec<String> = fit
        .words
        .iter()
        .map(|w| format!("`{}`", shown(w)))
        .collect();
    let code = match &fit.code {
        Some(code) => format!(", CPV {code}"),
        None => String::new(),
    };
    let own = if fit.own { "; your own rule" } else { "" };
    format!("{} in the {}{code}{own}", listed(&words), fit.place.word())
}

pub(super) fn service_and_words(asked: &Asked, fit: &Fit) -> String {
    format!("{}: {}", asked.audit.service_name(&fit.service), found(fit))
}

pub(super) fn also_fits(asked: &Asked, also: &[Fit]) -> String {
    let all: Vec<String> = also.iter().map(|f| service_and_words(asked, f)).collect();
    all.join("; ")
}

pub(super) fn kept(against: &Against) -> String {
    match against {
        Against::Word(word) => format!("`{}`", shown(word)),
        Against::Codes(codes) => format!("CPV {}, another trade", listed(codes)),
    }
}
