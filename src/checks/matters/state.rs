//! How a partnership stands to every item of the checklists.

use super::{answers, applies, stated};
use crate::finding::{Case, Finding, Severity};
use crate::model::Answered;
use crate::seeds::{self, Item, Kind, Stating};
use crate::source::Span;

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// All of it is stated, or answered with evidence.
    Met,
    /// There, but too thin to rely on.
    Weak,
    /// Not there.
    Missing,
    /// It asks nothing of this partnership on this day.
    NotApplicable,
}

impl State {
    /// Every state, best first.
    pub const ALL: &'static [State] = &[
        State::Met,
        State::Weak,
        State::Missing,
        State::NotApplicable,
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            State::Met => "met",
            State::Weak => "weak",
            State::Missing => "missing",
            State::NotApplicable => "not-applicable",
        }
    }
}

/// One item, how it stands, and what says so.
pub struct ItemState {
    /// The seed item.
    pub item: &'static Item,
    /// How it stands.
    pub state: State,
    /// The first place that says so.
    pub by: Option<Span>,
    /// Why, in a few words.
    pub why: String,
    /// Parts that are not stated.
    pub(super) lacking: Vec<&'static Stating>,
}

/// How every item stands. `findings` are those of every check; the checks on the matters
/// themselves follow from the parts and are left aside.
pub fn states(case: &Case<'_>, findings: &[Finding]) -> Vec<ItemState> {
    seeds::items()
        .map(|item| {
            let asked = item.same_as.as_deref().and_then(seeds::item);
            ItemState {
                item,
                ..state_of(asked.unwrap_or(item), case, findings)
            }
        })
        .collect()
}

/// The state of one item.
fn state_of(item: &'static Item, case: &Case<'_>, findings: &[Finding]) -> ItemState {
    if let Some(why) = applies::why_not(item, case) {
        return stands(item, State::NotApplicable, None, why);
    }
    let told = worst(item, findings);
    let told_why = |f: &Finding| format!("{}: {}", f.check.name, f.message);
    let stated = match (item.parts.is_empty(), &item.question) {
        (true, None) => return by_checks(item, told, case),
        (true, Some(_)) => of_answer(item, case),
        (false, None) => of_parts(item, case),
        (false, Some(_)) => both(of_parts(item, case), of_answer(item, case)),
    };
    match told {
        // Stated, and yet what it states does not hold.
        Some(f) if stated.state == State::Met && f.severity == Severity::Error => {
            stands(item, State::Weak, Some(f.at), told_why(f))
        }
        _ => stated,
    }
}

fn stands(item: &'static Item, state: State, by: Option<Span>, why: String) -> ItemState {
    ItemState {
        item,
        state,
        by,
        why,
        lacking: Vec::new(),
    }
}

/// An item that only checks answer: met where they find nothing, weak where they note or warn.
fn by_checks(item: &'static Item, told: Option<&Finding>, case: &Case<'_>) -> ItemState {
    let Some(finding) = told else {
        let shown = item.shown.iter();
        let shown = shown.map(|key| stated::of_key(key, item.year, case));
        let shown: Vec<stated::Found> = shown.filter(|found| found.some).collect();
        if shown.is_empty() && !item.shown.is_empty() {
            // Nothing amiss where there is nothing to look at proves nothing.
            let why = "nothing is recorded that could be checked".to_owned();
            return stands(item, State::Missing, None, why);
        }
        let by = shown.iter().find_map(|found| found.at);
        let why = format!("checked: no finding of {}", item.answered_by.join(", "));
        return stands(item, State::Met, by, why);
    };
    let state = match finding.severity {
        Severity::Error => State::Missing,
        _ => State::Weak,
    };
    let why = format!("{}: {}", finding.check.name, finding.message);
    stands(item, state, Some(finding.at), why)
}

/// Parts that are stated, and a question besides. What is only worth asking is met by either; what
/// must or should be done wants both.
fn both(parts: ItemState, answer: ItemState) -> ItemState {
    if parts.item.kind == Kind::Ask {
        return if answer.state < parts.state {
            answer
        } else {
            parts
        };
    }
    match (parts.state, answer.state) {
        (_, State::NotApplicable) => answer,
        (State::Met, State::Met) => ItemState {
            why: format!("stated; the question is {}", answer.why),
            ..parts
        },
        (State::Missing, State::Missing) => parts,
        (State::Met, _) => ItemState {
            state: State::Weak,
            why: format!("stated; the question is {}", answer.why),
            ..parts
        },
        _ => ItemState {
            state: State::Weak,
            ..parts
        },
    }
}

/// Does a finding bear on an item? By its own word; or because its check answers the item and it chose
/// none among those the check answers.
fn rests_on(finding: &Finding, item: &Item) -> bool {
    let check = finding.check;
    let names = |ids: &[&str]| ids.iter().any(|id| *id == item.id);
    let answers = || item.answered_by.iter().any(|name| name == check.name);
    let chosen = finding.basis != check.basis || names(check.basis);
    check.family != super::FAMILY && (names(&finding.basis) || (!chosen && answers()))
}

/// The gravest finding that bears on an item.
fn worst<'f>(item: &Item, findings: &'f [Finding]) -> Option<&'f Finding> {
    let mut worst: Option<&Finding> = None;
    for finding in findings {
        if rests_on(finding, item) && worst.is_none_or(|w| finding.severity > w.severity) {
            worst = Some(finding);
        }
    }
    worst
}

/// The state of an item by the parts that must be stated.
pub(super) fn of_parts(item: &'static Item, case: &Case<'_>) -> ItemState {
    let found: Vec<stated::Found> = item.parts.iter().map(|p| stated::find(p, case)).collect();
    let lacking: Vec<&Stating> = item
        .parts
        .iter()
        .zip(&found)
        .filter(|(_, found)| !found.whole)
        .map(|(part, _)| part)
        .collect();
    let state = if lacking.is_empty() {
        State::Met
    } else if found.iter().all(|f| !f.some) {
        State::Missing
    } else {
        State::Weak
    };
    let words: Vec<&str> = lacking.iter().map(|part| part.words.as_str()).collect();
    let why = match state {
        State::Met => String::new(),
        State::Weak => format!("not wholly stated: {}", words.join(", ")),
        _ => format!("not stated: {}", words.join(", ")),
    };
    ItemState {
        item,
        state,
        by: found.iter().find_map(|f| f.at),
        why,
        lacking,
    }
}

fn of_answer(item: &'static Item, case: &Case<'_>) -> ItemState {
    let answer = answers::to(item, case);
    let (state, why) = match answer {
        None => (State::Missing, "not answered".to_owned()),
        Some(answer) => {
            let shown = answers::shown_by(answer, case);
            match (answer.answer.value(), shown) {
                (None, _) => (State::Missing, "not answered".to_owned()),
                (Some(Answered::NotApplicable), Ok(())) => {
                    (State::NotApplicable, "answered: does not apply".to_owned())
                }
                (Some(Answered::No), _) => (State::Missing, "answered: no".to_owned()),
                (Some(Answered::Partly), _) => (State::Weak, "answered: partly".to_owned()),
                (Some(_), Err(why)) => (State::Weak, why.to_owned()),
                (Some(_), Ok(())) => (State::Met, "answered: yes".to_owned()),
            }
        }
    };
    ItemState {
        item,
        state,
        by: answer.map(|a| a.at),
        why,
        lacking: Vec::new(),
    }
}
