//! What people read of the totals: how many there are, what each kind comes to, what is in none.

use super::{Given, not_read};
use crate::model::{Kind, Stranded};
use crate::report::defined_twice;
use crate::report::missing::more;
use crate::report::{Cell, Part, Table, counted, text};
use crate::value::{FinancialYear, Money};
use std::collections::BTreeMap;

pub(super) fn parts(given: &Given) -> Vec<Part> {
    let mut parts = vec![Part::Facts(given.around.facts())];
    let plan = &given.plan.partnership;
    parts.extend(not_read::part(given));
    let counted = "which scheme, pool or party each total is of";
    parts.extend(defined_twice::parts(plan, &given.sources, counted));
    parts.extend(left_out(given));
    parts.push(Part::Sentence(meaning(given)));
    let table = by_kind(given);
    if !table.rows.is_empty() {
        parts.push(Part::Table(table));
    }
    parts
}

/// What they come to, in a sentence.
fn meaning(given: &Given) -> String {
    let totals = &given.plan.totals;
    if totals.lines.is_empty() {
        return "The ledger holds no row that can be read.".to_owned();
    }
    let rows = usize::try_from(totals.rows).unwrap_or(usize::MAX);
    let apart = match given.providers {
        true => "source, cause, provider, contract and month",
        false => "source, cause and month",
    };
    let taken = match given.providers {
        true => "`riskshare`, `pool` and `flows` take that file in place of the ledger",
        false => {
            "`riskshare` and `pool` take that file in place of the ledger, and `flows` one made with \
             `--providers`"
        }
    };
    format!(
        "{} to {}: one for every kind, pool, scheme, partner, {apart} that they \
         tell apart. `--format csv` prints them all; with `--totals FILE`, {taken}.",
        counted(rows, "row of the ledger comes", "rows of the ledger come"),
        counted(given.all().count(), "total", "totals"),
    )
}

/// What each kind comes to, year by year.
fn by_kind(given: &Given) -> Table {
    let mut sums: BTreeMap<(FinancialYear, Kind), (i64, Money)> = BTreeMap::new();
    for ((line, _), amount) in given.all() {
        let sum = sums.entry((line.month.year, line.kind)).or_default();
        sum.0 += 1;
        sum.1 += amount;
    }
    let mut table = Table::new(&["Year", "Kind", "Totals", "Amount"], &[2, 3]);
    for ((year, kind), (lines, amount)) in sums {
        table.row(vec![
            text(year.to_string()),
            text(kind.word()),
            Cell::Count(lines),
            Cell::Money(amount),
        ]);
    }
    table
}

/// Ledger rows in no total, by name.
fn left_out(given: &Given) -> Vec<Part> {
    let stranded = &given.plan.totals.stranded;
    if stranded.is_empty() {
        return Vec::new();
    }
    let lines = stranded.iter().map(|s| {
        let more = more(s.rows);
        format!("{}{more}{}", told(given, s), belongs(given, s))
    });
    vec![
        Part::Heading("Left out of every total".to_owned()),
        Part::Sentence(
            "These ledger rows cannot be read. They stand in the file too, so that figures made \
             from it are refused where they would rest on them."
                .to_owned(),
        ),
        Part::List(lines.collect()),
    ]
}

fn told(given: &Given, stranded: &Stranded) -> String {
    format!("{}: {}", given.sources.short(stranded.at), stranded.why)
}

/// The scheme and year it is of, if they are known.
fn belongs(given: &Given, stranded: &Stranded) -> String {
    let plan = &given.plan.partnership;
    let scheme = stranded
        .scheme
        .map(|i| format!("scheme {}", plan.schemes[i].id.value));
    let year = stranded.year.map(|year| year.to_string());
    match scheme
        .into_iter()
        .chain(year)
        .collect::<Vec<_>>()
        .join(", ")
    {
        of if of.is_empty() => of,
        of => format!(" [{of}]"),
    }
}
