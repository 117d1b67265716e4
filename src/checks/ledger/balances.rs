//! What ledgers elsewhere are said to come to: does this one come to the same?

use super::FAMILY;
use crate::compute::balance::{Balance, LastGood, NEAR_AT_MOST, Near, NearRow, State, stale_after};
use crate::finding::{Check, Finding, Severity};
use crate::model::{Assertion, Partnership};
use crate::source::Span;
use crate::value::{Day, Money};

pub(super) static BALANCE_DIFFERS: Check = Check {
    name: "balance-differs",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/balances"],
    page: include_str!("../../../docs/checks/balance-differs.md"),
    run: None,
};

pub(super) static BALANCE_NOT_COMPUTED: Check = Check {
    name: "balance-not-computed",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/balances"],
    page: include_str!("../../../docs/checks/balance-not-computed.md"),
    run: None,
};

pub(super) static BALANCE_STALE: Check = Check {
    name: "balance-stale",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/balances"],
    page: include_str!("../../../docs/checks/balance-stale.md"),
    run: None,
};

/// What there is to say of every assertion.
pub(super) fn findings(plan: &Partnership, all: &[Balance], as_at: Day) -> Vec<Finding> {
    let mut found: Vec<Finding> = all
        .iter()
        .filter_map(|balance| {
            let assertion = &plan.assertions[balance.assertion];
            match &balance.state {
                State::Holds(_) | State::ToCome => None,
                State::NotComputed(at, why) => Some(not_computed(assertion, *at, why)),
                State::Differs {
                    ledger,
                    difference,
                    last_good,
                    near,
                } => Some(differs(
                    assertion,
                    (*ledger, *difference),
                    last_good.as_ref(),
                    near,
                )),
            }
        })
        .collect();
    found.extend(stale(plan, all, as_at));
    found
}

fn not_computed(assertion: &Assertion, at: Span, why: &str) -> Finding {
    let message = format!("this cannot be held against the ledger: {why}");
    let mut finding = Finding::new(&BALANCE_NOT_COMPUTED, amount_at(assertion), message);
    if at != assertion.at {
        finding = finding.also(at, "it rests on this");
    }
    finding.help("put that right first")
}

fn amount_at(assertion: &Assertion) -> Span {
    assertion.amount.at().unwrap_or(assertion.at)
}

fn differs(
    assertion: &Assertion,
    (ledger, difference): (Money, Money),
    last_good: Option<&LastGood>,
    near: &[NearRow],
) -> Finding {
    let said = ledger - difference;
    let word = if difference > Money::NIL {
        "more"
    } else {
        "less"
    };
    let on = assertion.on.value().map_or_else(String::new, |d| d.long());
    let message = format!(
        "the ledger comes to {ledger} on {on}, {} {word} than the {said} {}",
        difference.size(),
        match assertion.from.value() {
            Some(whose) => format!("of {whose}"),
            None => "that is said here".to_owned(),
        }
    );
    Finding::new(&BALANCE_DIFFERS, amount_at(assertion), message).help(clue(last_good, near))
}

/// Where to look.
fn clue(last_good: Option<&LastGood>, near: &[NearRow]) -> String {
    if let Some(row) = near.first() {
        let what = match row.how {
            Near::Counted => "counts here and makes the whole difference",
            Near::OppositeSign => "makes the difference if its sign is the wrong way round",
            Near::DatedAfter | Near::DatedBefore => {
                "makes the difference if it should count: see its date"
            }
        };
        let more = match near.len() {
            1 => String::new(),
            2 => ", and so does another".to_owned(),
            n if n < NEAR_AT_MOST => format!(", and so do {} others", n - 1),
            n => format!(", and so do at least {} others", n - 1),
        };
        return format!(
            "look at {}:{} of {}: {} {what}{more}",
            row.at.file,
            row.at.line,
            row.day.long(),
            row.amount
        );
    }
    match last_good {
        Some(good) if good.rows == 0 => format!(
            "it came to the same on {}, and no row is dated since: look for one that is missing",
            good.on.long()
        ),
        Some(good) => format!(
            "it came to the same on {}: look among the {} dated since, which come to {}",
            good.on.long(),
            match good.rows {
                1 => "1 row".to_owned(),
                n => format!("{n} rows"),
            },
            good.sum
        ),
        None => "assert the ends of earlier months too: the first that differs shows where to look"
            .to_owned(),
    }
}

/// Pools whose last assertion that holds is an old one.
fn stale(plan: &Partnership, all: &[Balance], as_at: Day) -> Vec<Finding> {
    let old = stale_after(plan, all, as_at).into_iter();
    old.map(|stale| {
        let assertion = &plan.assertions[stale.assertion];
        let (on, days) = (stale.on.long(), stale.days);
        let message =
            format!("the last figure the ledger was held against is of {on}, {days} days ago");
        let at = assertion.on.at().unwrap_or(assertion.at);
        Finding::new(&BALANCE_STALE, at, message)
            .help("ask for the same figure at the end of last month, and add it under `assert:`")
    })
    .collect()
}
