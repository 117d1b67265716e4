//! The rows of one account for spreadsheets.

use super::data::{Row, Rows};
use super::figures::{period, source};
use crate::compute::pool::{Account, AllFunding, Known, Reserve, Shared};
use crate::model::Standing;
use crate::value::Money;

/// A figure: table, line, of what, how much.
type Figure = (&'static str, &'static str, String, Known<Money>);

/// Every figure of an account.
pub(super) fn account(rows: &mut Rows<'_>, account: &Account) {
    let at = period(&account.question);
    if let Ok(all) = &account.funding {
        let known = (account.received().is_ok(), account.in_own_books().is_ok());
        funding(rows, &at, all, known);
    }
    let words = rows.told.words();
    let all = |line, known| ("account", line, String::new(), known);
    let mut figures: Vec<Figure> = vec![all("funding, all", account.counted())];
    figures.extend(account.spend.iter().map(|spend| {
        let of = words.scheme_id(spend.scheme);
        ("account", "expenditure", of, spend.amount.clone())
    }));
    figures.push(all("handed on", account.handed_on()));
    figures.push(all("expenditure, all", account.spent()));
    figures.push(all("surplus", account.surplus()));
    if rows.standing == Some(Standing::Pooled) {
        if let Ok(known) = &account.shared {
            figures.extend(shared(rows, known));
        }
        for reserve in &account.reserves {
            figures.extend(of_reserve(rows, reserve));
        }
        figures.push(("fund", "held", String::new(), account.held()));
        figures.extend(positions(rows, account));
    }
    for (table, line, of, known) in figures {
        rows.figure(table, &at, line, of, &known);
    }
}

fn funding(rows: &mut Rows<'_>, at: &str, funding: &AllFunding, (cash, own): (bool, bool)) {
    for ((partner, from), figures) in &funding.by_source {
        let received = ("received", figures.received);
        let known = [("planned", figures.planned), ("funding", figures.counted)];
        // What came is not told where a row that may be of it cannot be read.
        let received = Some(received).filter(|_| cash);
        for (line, amount) in known.into_iter().chain(received) {
            rows.add(Row {
                table: "account",
                line: line.to_owned(),
                of: rows.told.partner_id(*partner),
                from: source(*from).to_owned(),
                period: at.to_owned(),
                amount: Some(amount),
                ..Row::default()
            });
        }
    }
    for (partner, amount) in funding.own_books.iter().filter(|_| own) {
        let of = rows.told.partner_id(*partner);
        rows.figure("account", at, "own books", of, &Ok(*amount));
    }
}

fn shared(rows: &Rows<'_>, shared: &Shared) -> Vec<Figure> {
    let words = rows.told.words();
    let shares = shared.shares.iter();
    let shares = shares.map(|(p, m)| ("shares", "share of surplus", words.id(*p), Ok(-*m)));
    let rest = [
        ("not budgeted", shared.not_budgeted.clone()),
        ("with nobody", Ok(-shared.unallocated)),
    ];
    let rest = rest.map(|(line, known)| ("shares", line, String::new(), known));
    shares.chain(rest).collect()
}

fn of_reserve(rows: &Rows<'_>, reserve: &Reserve) -> [Figure; 3] {
    let name = rows.told.words().reserve_id(rows.pool, reserve.reserve);
    [
        ("brought forward", reserve.opening.clone()),
        ("change", reserve.change.clone()),
        ("carried forward", reserve.closing()),
    ]
    .map(|(line, known)| ("reserves", line, name.clone(), known))
}

fn positions(rows: &Rows<'_>, account: &Account) -> Vec<Figure> {
    let words = rows.told.words();
    let all = account.positions.iter().flatten();
    let shared = account.shared.as_ref().map(|_| ()).map_err(Clone::clone);
    let each = all.flat_map(|(party, position)| {
        let name = words.id(*party);
        let known = |line: &str, amount| match line {
            "share" | "balance" => shared.clone().map(|()| amount),
            _ => Ok(amount),
        };
        [
            ("due", position.due),
            ("paid", position.paid),
            ("share", position.share),
            ("settled", position.settled),
            ("balance", position.balance()),
        ]
        .map(|(line, amount)| ("positions", line, name.clone(), known(line, amount)))
    });
    each.collect()
}
