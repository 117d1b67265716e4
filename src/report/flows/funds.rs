//! Where each pool stands, and who pays in.

use super::periods::Periods;
use super::words::{Words, own_books};
use crate::compute::flows::{Account, Agreed, Dimension, Graph, Held, Key, Payer, Way, key};
use crate::model::{Kind, Party, Source};
use crate::report::sources::source_words;
use crate::report::{Cell, Part, Table, counted, listed, text};
use crate::value::{Money, Month};
use std::collections::{BTreeMap, BTreeSet};

/// The account of every pool of one standing.
pub(super) fn accounts(words: &Words<'_>, graph: &Graph) -> Vec<Part> {
    let pools: Vec<(&Option<usize>, &Account)> = graph
        .pools
        .iter()
        .filter(|(pool, _)| pool.is_some())
        .collect();
    if pools.is_empty() {
        return Vec::new();
    }
    let headings = ["Pool", "Paid in", "Spend less income", "Handed on", "Left"];
    let mut table = Table::new(&headings, &[1, 2, 3, 4]);
    let mut sum = Account::default();
    let cells = |name: String, account: &Account| {
        vec![
            text(name),
            Cell::Money(account.paid_in),
            Cell::Money(account.spend - account.income),
            Cell::Money(account.handed_on),
            Cell::Money(account.left()),
        ]
    };
    for (pool, account) in &pools {
        table.row(cells(words.pool(**pool), account));
        add(&mut sum, account);
    }
    if pools.len() > 1 {
        table.total(cells("All".to_owned(), &sum));
    }
    let told = pools
        .iter()
        .map(|(pool, account)| left(&words.pool(**pool), account));
    let own = match sum.own_books.is_nil() {
        true => String::new(),
        false => format!(
            " Partners spent {} on these schemes in their own books: it passes beside the pools and counts as paid in kind.",
            sum.own_books
        ),
    };
    vec![
        Part::Heading("Where each pool stands".to_owned()),
        Part::Table(table),
        Part::Sentence(format!(
            "Left = paid in − spend less income − handed on, without what was left before: above nil it is not yet spent, below nil more was spent than paid in.{own}"
        )),
        Part::List(told.collect()),
    ]
}

fn add(sum: &mut Account, more: &Account) {
    sum.paid_in += more.paid_in;
    sum.planned += more.planned;
    sum.spend += more.spend;
    sum.income += more.income;
    sum.handed_on += more.handed_on;
    sum.own_books += more.own_books;
}

/// What is left in a pool, in words.
fn left(name: &str, account: &Account) -> String {
    let left = account.left();
    let planned = match account.planned.is_nil() {
        true => String::new(),
        false => format!(
            "; {} more is planned to have been paid in, of which the ledger has nothing",
            account.planned
        ),
    };
    match left.pence() {
        0 => format!("{name}: all that was paid in is spent{planned}"),
        1.. => format!("{name}: {left} not yet spent{planned}"),
        _ => format!("{name}: {} more spent than paid in{planned}", left.size()),
    }
}

/// Who pays in: contributions in the ledger, and spend in partners' own books.
pub(super) fn paid_in(words: &Words<'_>, held: Held) -> Vec<Part> {
    type Row = (Option<Party>, bool, Option<Source>, Option<usize>);
    let slots = words.flows.question.slots();
    let mut rows: BTreeMap<Row, Vec<Money>> = BTreeMap::new();
    for (entry, amount) in words.flows.entries.iter() {
        let own = entry.kind == Kind::Spend && entry.payer != Payer::Fund;
        if entry.held != held || (entry.way != Way::In && !own) {
            continue;
        }
        let party = match entry.payer {
            Payer::Party(party) => Some(party),
            _ => None,
        };
        let row = rows.entry((party, own, entry.source, entry.pool));
        let row = row.or_insert_with(|| vec![Money::NIL; slots.len()]);
        if let Some(slot) = slots.iter().position(|s| s.holds(entry.month)) {
            row[slot] += *amount;
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let pools: BTreeSet<Option<usize>> = rows.keys().map(|row| row.3).collect();
    let several = pools.len() > 1;
    let mut names = vec!["Payer", "Source"];
    if several {
        names.push("Pool");
    }
    names.push("Agreed");
    let mut table = Periods::new(words, &names, "Paid in");
    for ((party, own, source, pool), amounts) in &rows {
        let who = party.map_or_else(|| "nobody named".to_owned(), |p| words.party(p));
        let what = match own {
            true => own_books(*source),
            false => source_words(*source),
        };
        let mut cells = vec![who, what];
        if several {
            cells.push(words.pool(*pool));
        }
        cells.push(match own {
            true => "as it is spent".to_owned(),
            false => agreed(words, *pool, *party, *source),
        });
        table.row(cells, amounts);
    }
    let all = table.all();
    vec![
        Part::Heading("Who pays in".to_owned()),
        Part::Table(table.close()),
        Part::Sentence(format!(
            "Paid in is what the ledger has as contributions and as spend in partners' own books, together {all}. Agreed is how the contribution is planned to be paid: nothing says which scheme a pound of it pays for."
        )),
    ]
}

/// How a contribution is agreed to be paid in.
pub(super) fn agreed(
    words: &Words<'_>,
    pool: Option<usize>,
    party: Option<Party>,
    source: Option<Source>,
) -> String {
    let ways = match (pool, party) {
        (Some(pool), Some(Party::Partner(partner))) => {
            words.flows.plans.agreed(pool, partner, source)
        }
        _ => BTreeSet::new(),
    };
    if ways.is_empty() {
        return "nothing planned".to_owned();
    }
    let said = |way: &Agreed| match way {
        Agreed::Instalments(days) => counted(days.len(), "instalment", "instalments"),
        Agreed::Monthly(1, 12) => "a twelfth each month".to_owned(),
        Agreed::Monthly(from, to) => format!("even parts, {}", Month::names(*from, *to)),
    };
    let said: BTreeSet<String> = ways.into_iter().map(said).collect();
    listed(&said.into_iter().collect::<Vec<_>>())
}

/// What a movement's provider, payment and such are, with the sign it counts with, by a dimension.
pub(super) fn by_key(
    words: &Words<'_>,
    held: Held,
    dimension: Dimension,
) -> BTreeMap<Key, BTreeSet<String>> {
    let mut of: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    for entry in words.flows.entries.keys() {
        if entry.held == held && entry.kind == Kind::Spend {
            let provider = key(words.plan, words.flows, Dimension::Provider, entry);
            let other = key(words.plan, words.flows, dimension, entry);
            let said = of.entry(provider).or_default();
            said.insert(words.key(dimension, &other));
        }
    }
    of
}
