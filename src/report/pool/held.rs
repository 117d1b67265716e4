//! Reserves brought and carried forward, what the fund holds, and where each partner stands with it.

use super::figures::{cell, period};
use super::told::Told;
use crate::compute::outturn::Basis;
use crate::compute::pool::{Account, Fund};
use crate::report::{Cell, Part, Table, text};
use crate::value::Money;

pub(super) fn parts(told: &Told, fund: &Fund) -> Vec<Part> {
    let mut parts = reserves(told, fund);
    let Some(now) = told.now(fund) else {
        return parts;
    };
    // What came is known to the end of the period, and of a forecast the rest is not.
    if now.question.basis == Basis::ToDate {
        parts.extend(holds(told, fund, now));
    }
    parts.extend(partners(told, fund, now));
    parts
}

fn reserves(told: &Told, fund: &Fund) -> Vec<Part> {
    let name = told.words().pool_name(fund.pool);
    let heading = Part::Heading(format!("{name}: brought and carried forward"));
    let none = told.plan().partnership.pools[fund.pool].reserves.is_empty();
    if none {
        return vec![
            heading,
            Part::Sentence(
                "The pool has no reserve: nothing in the files is carried from one year to the next."
                    .to_owned(),
            ),
        ];
    }
    let headings = [
        "Reserve",
        "Period",
        "Brought forward",
        "Added or drawn",
        "Carried forward",
    ];
    let mut table = Table::new(&headings, &[2, 3, 4]);
    for reserve in 0..fund.accounts.first().map_or(0, |a| a.reserves.len()) {
        for account in &fund.accounts {
            let of = &account.reserves[reserve];
            table.row(vec![
                text(told.words().reserve_id(fund.pool, reserve)),
                text(period(&account.question)),
                cell(&of.opening),
                cell(&of.change),
                cell(&of.closing()),
            ]);
        }
    }
    let mut parts = vec![heading, Part::Table(table)];
    parts.push(Part::Sentence(
        "A reserve brings forward what the files say it opens the year with; the risk shares add to \
         it or draw on it. Only reserves carry money forward."
            .to_owned(),
    ));
    parts.extend(agrees(told, fund).into_iter().map(Part::Sentence));
    parts
}

/// Does each reserve open with what last year closed with?
fn agrees(told: &Told, fund: &Fund) -> Vec<String> {
    let Some((now, whole)) = fund.accounts.first().zip(fund.accounts.last()) else {
        return Vec::new();
    };
    if fund.accounts.len() < 2 || !whole.question.period.is_whole_year() {
        return Vec::new();
    }
    let before = told.given.funds.before;
    let year = now.question.period.year();
    let pairs = now.reserves.iter().zip(&whole.reserves);
    let differ = pairs.filter_map(|(opens, closed)| {
        let (opening, closing) = (opens.opening.as_ref().ok()?, closed.closing().ok()?);
        let name = told.words().reserve_id(fund.pool, opens.reserve);
        (*opening != closing).then(|| {
            format!(
                "Reserve {name} closed {before} with {closing} and opens {year} with {opening}: {} {} is not explained.",
                (*opening - closing).size(),
                if *opening > closing { "more" } else { "less" }
            )
        })
    });
    differ.collect()
}

/// What the fund holds and what that is made up of.
fn holds(told: &Told, fund: &Fund, now: &Account) -> Vec<Part> {
    let name = told.words().pool_name(fund.pool);
    let heading = Part::Heading(format!("{name}: what the fund holds"));
    if !now.receives {
        return vec![
            heading,
            Part::Sentence(format!(
                "The ledger has no contribution to this pool in {} up to then: what came into it, and so what it holds, is not known.",
                now.question.period.year()
            )),
        ];
    }
    vec![
        heading,
        Part::Table(made_up_of(now)),
        Part::Sentence(format!(
            "To {}: brought forward and paid in, less what was spent. Below nil the host has laid it out. It is of this year alone: what last year's shares left to pay is not in it, and risk-share payments already made are in the next table.",
            now.question.period.last_day().long()
        )),
    ]
}

fn made_up_of(now: &Account) -> Table {
    let mut table = Table::new(&["", "Amount"], &[1]);
    let line = |name: &str, cell: Cell| vec![text(name), cell];
    let brought = cell(&now.brought_forward());
    table.row(line("Brought forward in reserves", brought));
    table.row(line("Contributions received", cell(&now.received())));
    let own = now.in_own_books();
    if own != Ok(Money::NIL) {
        table.row(line("Spent in partners' own books", cell(&own)));
    }
    let spent = now.spent().map(|spent| -spent);
    table.row(line("Expenditure, less income", cell(&spent)));
    table.total(line("Held before shares are settled", cell(&now.held())));
    let (Ok(shared), Ok(carried), Ok(ahead)) =
        (&now.shared, now.carried_forward(), now.paid_ahead())
    else {
        return table;
    };
    let Ok(not_budgeted) = shared.not_budgeted else {
        return table;
    };
    let shares: Money = shared.shares.values().copied().sum();
    let mut of_it = |name: &str, amount| table.row(line(name, Cell::Money(amount)));
    of_it("· carried forward in reserves", carried);
    of_it(
        "· to go back to partners, or below nil to come from them",
        -shares,
    );
    of_it("· not budgeted", not_budgeted);
    if !shared.unallocated.is_nil() {
        of_it("· with nobody yet", -shared.unallocated);
    }
    of_it("· paid ahead, or below nil not yet paid", ahead);
    table
}

/// Where each partner stands with this pool.
fn partners(told: &Told, fund: &Fund, now: &Account) -> Vec<Part> {
    let Ok(positions) = &now.positions else {
        return Vec::new();
    };
    let words = told.words();
    let headings = ["Party", "Due", "Paid", "Share", "Settled", "Balance"];
    let mut table = Table::new(&headings, &[1, 2, 3, 4, 5]);
    // A part of the shares is no share, and a balance without one none.
    let known = |amount: Money| cell(&now.shared.as_ref().map(|_| amount).map_err(Clone::clone));
    for position in positions.values() {
        table.row(vec![
            text(words.name(position.party)),
            Cell::Money(position.due),
            Cell::Money(position.paid),
            known(position.share),
            Cell::Money(position.settled),
            known(position.balance()),
        ]);
    }
    let mut sentence = format!(
        "Due and paid are to {}, spend in a partner's own books counted as paid. Balance = due + share − paid − settled: above nil is still to pay, below nil to come back; the host settles with nobody.",
        now.question.period.last_day().long()
    );
    if now.shared.is_err() {
        sentence.push_str(" Shares are not computed, nor balances with them: see the last part.");
    }
    vec![
        Part::Heading(format!(
            "{}: where each party stands",
            words.pool_name(fund.pool)
        )),
        Part::Table(table),
        Part::Sentence(sentence),
    ]
}
