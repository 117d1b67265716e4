//! `reconcile:` and `assert:`: two partners' books, and what other ledgers come to.

use super::shape::{Map, key, list};
use super::values::{count, date, id, like, money, named, text, words};
use crate::model::Asserted;

/// What each kind of figure is, in their order.
const ASSERTED: &[&str] = &[
    "actual cost",
    "client charges and other income",
    "spend less income",
    "money into a pool",
    "risk-share payments made",
    "grants handed on",
    "phased expected cost",
    "changes to the expected cost",
];

pub(super) fn maps() -> Vec<Map> {
    vec![reconciliation(), book(), columns(), assertion()]
}

fn reconciliation() -> Map {
    let days = like(
        &[r"\d{1,2}( ?days?)?"],
        true,
        "5 days",
        "write a number of days, 92 at most: 5 days",
    );
    Map {
        name: "reconciliation",
        what: "Two partners' books of the same transfers, held against one another by jcplan reconcile.",
        keys: vec![
            key("name", "What it is called in the report.", text()),
            key(
                "within",
                "By how many days the same transfer may be dated apart: 5 days unless said.",
                days,
            ),
            key("books", "The two books. Needed.", list(named("book"))).needed(),
        ],
    }
}

fn book() -> Map {
    let orders = [
        ("dd/mm/yyyy", "the day first"),
        ("mm/dd/yyyy", "the month first"),
    ];
    let signs = [
        ("as-written", "as they are written"),
        ("turned", "the other way round"),
    ];
    let transfers = [
        ("contribution", "money into a pool"),
        ("settlement", "risk-share payments made"),
        ("passport", "grants handed on"),
    ];
    Map {
        name: "book",
        what: "One partner's book: a file, or rows of the folder's own ledger.",
        keys: vec![
            key(
                "partner",
                "The id of the partner whose it is. Needed.",
                id(),
            )
            .needed(),
            key(
                "path",
                "The file's path from this folder: books/icb.csv.",
                text(),
            ),
            key(
                "columns",
                "A map from our column to the heading that stands for it.",
                named("book_columns"),
            ),
            key("dates", "How its dates with slashes read.", words(&orders)),
            key(
                "skip_rows",
                "Lines above the heading: a whole number.",
                count(),
            ),
            key(
                "stop_at",
                "The first cell of the row at which reading ends: Total.",
                text(),
            ),
            key(
                "signs",
                "How its signs read; unless said, as most pairs of the two books tell.",
                words(&signs),
            ),
            key(
                "ledger",
                "Instead of a path: rows of this kind in the folder's own ledger.",
                words(&transfers),
            ),
            key("pool", "Beside `ledger`: of this pool alone.", id()),
            key("from", "Beside `ledger`: paid by this partner alone.", id()),
        ],
    }
}

fn columns() -> Map {
    Map {
        name: "book_columns",
        what: "The columns of a book, and the heading in the file that stands for each.",
        keys: vec![
            key("date", "The day of the transfer.", text()),
            key("amount", "Pounds.", text()),
            key(
                "paid",
                "Money out, where it has a column of its own.",
                text(),
            ),
            key(
                "received",
                "Money in, where it has a column of its own.",
                text(),
            ),
            key("reference", "What both books may know it by.", text()),
            key("description", "Free.", text()),
        ],
    }
}

fn assertion() -> Map {
    let kinds: Vec<(&str, &str)> = (Asserted::WORDS.iter().zip(ASSERTED))
        .map(|((word, _), about)| (*word, *about))
        .collect();
    Map {
        name: "assertion",
        what: "What another ledger comes to on a day; this one must come to the same.",
        keys: vec![
            key(
                "on",
                "The day: rows dated up to and including it count. Needed.",
                date(),
            )
            .needed(),
            key(
                "since",
                "The first day that counts; else the first of the financial year.",
                date(),
            ),
            key("pool", "Of this pool.", id()),
            key("scheme", "Of this scheme.", id()),
            key(
                "partner",
                "Paid by this partner: `from` of a settlement or passport, `paid_by` of spend, else `partner`.",
                id(),
            ),
            key("kind", "Of which rows. Needed.", words(&kinds)).needed(),
            key(
                "amount",
                "What they come to, to the penny. Needed.",
                money(),
            )
            .needed(),
            key("from", "Whose figure it is: host's general ledger.", text()),
            key(
                "reference",
                "Where it stands: a report's name or number.",
                text(),
            ),
        ],
    }
}
