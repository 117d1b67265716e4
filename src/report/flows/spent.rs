//! What the money is spent on, who is paid, and under which arrangement.

use super::funds::by_key;
use super::periods::Periods;
use super::words::Words;
use crate::compute::flows::{Amounts, Dimension, Entry, Held, Key, Way, pivot};
use crate::model::Kind;
use crate::report::riskshare::sections::per_mille;
use crate::report::{Cell, Part, Table, counted, listed, text};
use crate::value::Money;
use std::collections::BTreeSet;

/// Every scheme's spend, income and out-turn; of several periods its out-turn in each.
pub(super) fn schemes(words: &Words<'_>, held: Held) -> Vec<Part> {
    let costs =
        |entry: &Entry| entry.held == held && matches!(entry.kind, Kind::Spend | Kind::Income);
    let rows = pivot(
        words.plan,
        words.flows,
        &[Dimension::Pool, Dimension::Scheme],
        costs,
    );
    if rows.is_empty() {
        return Vec::new();
    }
    let pools: BTreeSet<&Key> = rows.keys().map(|row| &row[0]).collect();
    let several = pools.len() > 1;
    let income = of_kind(words, held, Kind::Income);
    let own: Money = of_entries(words, held, |entry| {
        entry.kind == Kind::Spend && entry.payer != crate::compute::flows::Payer::Fund
    });
    let mut names = vec!["Scheme"];
    if several {
        names.push("Pool");
    }
    let mut table = Periods::new(words, &names, "Out-turn");
    for (keys, amounts) in &rows {
        let mut cells = vec![words.key(Dimension::Scheme, &keys[1])];
        if several {
            cells.push(words.key(Dimension::Pool, &keys[0]));
        }
        table.row(cells, amounts);
    }
    let all = table.all();
    let spend = all + income;
    let own = match own.is_nil() {
        true => String::new(),
        false => format!(" {own} of the spend was paid in partners' own books."),
    };
    vec![
        Part::Heading("What it is spent on".to_owned()),
        Part::Table(table.close()),
        Part::Sentence(format!(
            "Out-turn = spend less income: {spend} less {income} is {all}.{own}"
        )),
    ]
}

fn of_kind(words: &Words<'_>, held: Held, kind: Kind) -> Money {
    of_entries(words, held, |entry| entry.kind == kind)
}

fn of_entries(words: &Words<'_>, held: Held, wanted: impl Fn(&Entry) -> bool) -> Money {
    let all = words.flows.entries.iter();
    let all = all.filter(|(entry, _)| entry.held == held && wanted(entry));
    all.map(|(_, amount)| *amount).sum()
}

/// Providers in order of what they are paid, the largest first; those not named last.
pub(super) fn largest_first(
    rows: impl IntoIterator<Item = (Vec<Key>, Amounts)>,
) -> Vec<(Vec<Key>, Amounts)> {
    let mut rows: Vec<(Vec<Key>, Amounts)> = rows.into_iter().collect();
    let sum = |amounts: &Amounts| -> Money { amounts.iter().copied().sum() };
    rows.sort_by_key(|(keys, amounts)| {
        let named = matches!(
            keys.first(),
            Some(Key::Number(_) | Key::Word(_) | Key::Party(_))
        );
        (!named, std::cmp::Reverse(sum(amounts)), keys.clone())
    });
    rows
}

/// Who is paid, and how.
pub(super) fn providers(words: &Words<'_>, held: Held) -> Vec<Part> {
    let spent = |entry: &Entry| entry.held == held && entry.kind == Kind::Spend;
    let rows = pivot(words.plan, words.flows, &[Dimension::Provider], spent);
    if rows.is_empty() {
        return Vec::new();
    }
    let paid = by_key(words, held, Dimension::Payment);
    let names = ["Provider", "Payment"];
    let mut table = Periods::new(words, &names, "Spend");
    let mut named = 0;
    let mut unnamed = Money::NIL;
    for (keys, amounts) in largest_first(rows) {
        let said = paid.get(&keys[0]);
        let said: Vec<String> = said.into_iter().flatten().cloned().collect();
        match keys[0] {
            Key::Number(_) => named += 1,
            _ => unnamed += amounts.iter().copied().sum(),
        }
        let name = words.key(Dimension::Provider, &keys[0]);
        table.row(vec![name, listed(&said)], &amounts);
    }
    let all = table.all();
    let unnamed_too = match unnamed.is_nil() {
        true => String::new(),
        false => format!(
            " {unnamed} of spend names no provider: see whether it is in-house. Together {all}."
        ),
    };
    let mut parts = vec![
        Part::Heading("Who is paid".to_owned()),
        Part::Table(table.close()),
        Part::Sentence(format!(
            "{} paid {} of spend, before income.{unnamed_too}",
            counted(named, "provider is", "providers are"),
            all - unnamed
        )),
    ];
    let spellings: Vec<String> = spelled_otherwise(words, held);
    if !spellings.is_empty() {
        parts.push(Part::List(spellings));
    }
    parts
}

/// Providers the ledger writes in several manners, or otherwise than they are printed.
fn spelled_otherwise(words: &Words<'_>, held: Held) -> Vec<String> {
    let entries = words.flows.entries.keys().filter(|e| e.held == held);
    let paid: BTreeSet<usize> = entries
        .filter_map(|entry| match entry.paid {
            crate::compute::flows::Paid::Provider(payee) => Some(payee),
            _ => None,
        })
        .collect();
    paid.into_iter()
        .filter_map(|payee| {
            let payee = words.flows.payees.all.get(payee)?;
            let others = payee.spellings.iter().filter(|s| **s != payee.shown);
            let others: Vec<String> = others.cloned().collect();
            (!others.is_empty())
                .then(|| format!("{} is also written {}", payee.shown, listed(&others)))
        })
        .collect()
}

/// By which arrangement money is spent.
pub(super) fn arrangements(words: &Words<'_>, held: Held) -> Vec<Part> {
    let spent = |entry: &Entry| entry.held == held && entry.kind == Kind::Spend;
    let dimensions = [Dimension::Payment, Dimension::Form];
    let rows = pivot(words.plan, words.flows, &dimensions, spent);
    if rows.is_empty() {
        return Vec::new();
    }
    let with_contract = [Dimension::Payment, Dimension::Form, Dimension::Contract];
    let contracts = pivot(words.plan, words.flows, &with_contract, spent);
    let all: Money = rows.values().flatten().copied().sum();
    let headings = ["Payment", "Form", "Contracts", "Spend", "Share"];
    let mut table = Table::new(&headings, &[2, 3, 4]);
    for (keys, amounts) in largest_first(rows) {
        let sum: Money = amounts.iter().copied().sum();
        let under = contracts.keys().filter(|k| k[..2] == keys[..]);
        let under = under.filter(|k| matches!(k[2], Key::Number(_))).count();
        let named = matches!(keys[0], Key::Word(_) | Key::Unsaid);
        table.row(vec![
            text(words.key(Dimension::Payment, &keys[0])),
            text(match named {
                true => words.key(Dimension::Form, &keys[1]),
                false => "–".to_owned(),
            }),
            Cell::Count(i64::try_from(under).unwrap_or(i64::MAX)),
            Cell::Money(sum),
            per_mille(sum, all),
        ]);
    }
    table.total(vec![
        text("All"),
        Cell::Blank,
        Cell::Blank,
        Cell::Money(all),
        Cell::Blank,
    ]);
    vec![
        Part::Heading("By which arrangement".to_owned()),
        Part::Table(table),
        Part::Sentence(
            "Payment and form are those of the contract a ledger row names, as its register has them: block, cost and volume, spot and so on; single, prime, alliance. Spend that names no contract, or one that no register has, stands by itself.".to_owned(),
        ),
    ]
}

/// What a table of dimensions is called in its sentence.
pub(super) fn way_words(way: Way) -> &'static str {
    match way {
        Way::In => "Paid in",
        Way::Out => "Spent",
        Way::Between => "Between parties",
    }
}
