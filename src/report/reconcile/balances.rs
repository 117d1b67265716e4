//! What the ledger comes to beside what others say, for people.

use super::Given;
use super::words::{about, ago, near, of_pool, state};
use crate::compute::balance::{Balance, LastGood, NEAR_AT_MOST, State, stale_after};
use crate::model::{Assertion, Plan};
use crate::report::{Cell, Part, Table, counted, text};
use crate::source::Sources;

/// Every entry of `assert:`.
pub(super) fn parts(given: &Given) -> Vec<Part> {
    if given.balances.is_empty() {
        return Vec::new();
    }
    let assertions = &given.plan.partnership.assertions;
    let headings = [
        "on",
        "what",
        "said by",
        "said",
        "the ledger",
        "difference",
        "state",
    ];
    let mut table = Table::new(&headings, &[3, 4, 5]);
    for balance in &given.balances {
        table.row(row(&assertions[balance.assertion], balance));
    }
    let mut parts = vec![
        Part::Heading("Balances".to_owned()),
        Part::Sentence(summary(given)),
        Part::Table(table),
    ];
    let mut lines: Vec<String> = given
        .balances
        .iter()
        .flat_map(|balance| lines(&given.plan, &given.sources, balance))
        .collect();
    lines.extend(old(given));
    if !lines.is_empty() {
        parts.push(Part::List(lines));
    }
    parts
}

fn row(assertion: &Assertion, balance: &Balance) -> Vec<Cell> {
    let money = |money: Option<&crate::value::Money>| {
        money.map_or(Cell::Blank, |money| Cell::Money(*money))
    };
    let (ledger, difference) = figures(balance);
    vec![
        assertion
            .on
            .value()
            .map_or(Cell::Blank, |day| Cell::Day(*day)),
        text(about(assertion)),
        text(assertion.from.value().cloned().unwrap_or_default()),
        money(assertion.amount.value()),
        money(ledger.as_ref()),
        money(difference.as_ref()),
        text(state(&balance.state)),
    ]
}

/// What the ledger comes to, and that less what is said.
pub(super) fn figures(
    balance: &Balance,
) -> (Option<crate::value::Money>, Option<crate::value::Money>) {
    match &balance.state {
        State::Holds(sum) => (Some(*sum), Some(crate::value::Money::NIL)),
        State::Differs {
            ledger, difference, ..
        } => (Some(*ledger), Some(*difference)),
        State::ToCome | State::NotComputed(..) => (None, None),
    }
}

fn summary(given: &Given) -> String {
    let count = |wanted: &str| {
        let all = given.balances.iter();
        all.filter(|b| state(&b.state) == wanted).count()
    };
    let all = counted(given.balances.len(), "figure", "figures");
    let last = given.balances.iter().filter_map(|balance| {
        let assertion = &given.plan.partnership.assertions[balance.assertion];
        match balance.state {
            State::Holds(_) => assertion.on.value().copied(),
            _ => None,
        }
    });
    let last = last.max().map_or_else(
        || " None that holds.".to_owned(),
        |day| {
            format!(
                " The last that holds is of {}, {}.",
                day.long(),
                ago(given, day)
            )
        },
    );
    let mut said = format!(
        "Of {all} that other ledgers are said to come to, {} and {}",
        counted(count("holds"), "holds", "hold"),
        counted(count("differs"), "differs", "differ")
    );
    for (word, one, many) in [
        (
            "not-computed",
            "cannot be worked out",
            "cannot be worked out",
        ),
        ("to-come", "is of a day to come", "are of a day to come"),
    ] {
        if count(word) > 0 {
            said.push_str(&format!("; {}", counted(count(word), one, many)));
        }
    }
    format!("{said}.{last}")
}

fn lines(plan: &Plan, sources: &Sources, balance: &Balance) -> Vec<String> {
    let assertion = &plan.partnership.assertions[balance.assertion];
    let on = assertion.on.value().map_or_else(String::new, |d| d.long());
    let what = format!("{}, {on}", about(assertion));
    match &balance.state {
        State::NotComputed(at, why) => {
            vec![format!(
                "{what}: not worked out: {}: {why}",
                sources.short(*at)
            )]
        }
        State::Differs {
            last_good,
            near: rows,
            ..
        } => {
            let mut said: Vec<String> = rows
                .iter()
                .map(|row| format!("{what}: {}", near(row)))
                .collect();
            if rows.len() >= NEAR_AT_MOST {
                let n = rows.len();
                said.push(format!(
                    "{what}: there may be more such rows than these {n}"
                ));
            }
            said.extend(
                last_good
                    .as_ref()
                    .map(|good| format!("{what}: {}", since(good))),
            );
            said
        }
        State::Holds(_) | State::ToCome => Vec::new(),
    }
}

/// Of each pool whose last figure that holds is an old one, that it is.
fn old(given: &Given) -> Vec<String> {
    let plan = &given.plan.partnership;
    let all = stale_after(plan, &given.balances, given.as_at).into_iter();
    all.map(|stale| {
        format!(
            "{}: no figure of the last quarter holds; the last is of {}, {}",
            of_pool(plan, &stale),
            stale.on.long(),
            ago(given, stale.on)
        )
    })
    .collect()
}

fn since(good: &LastGood) -> String {
    if good.rows == 0 {
        return format!(
            "it held on {}, and no row is dated since: one is missing",
            good.on.long()
        );
    }
    let rows = counted(
        usize::try_from(good.rows).unwrap_or(usize::MAX),
        "row",
        "rows",
    );
    format!(
        "it held on {}; {rows} dated since come to {}",
        good.on.long(),
        good.sum
    )
}
