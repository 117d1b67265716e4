//! Entries of `reconcile:`, worked out; and rows of the folder's own ledger as a book.

use super::{Outcome, WITHIN, reconcile};
use crate::model::{
    Book, BookFrom, BookRow, Field, Kind, LedgerRow, Line, Partnership, Party, Reconciliation,
    RowAt, RowPlace,
};
use crate::source::Span;
use crate::value::{Day, Id};

/// One entry of `reconcile:`, worked out.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Which entry, by position.
    pub entry: usize,
    /// What comes of it; or where something stands that keeps it from being worked out, and what.
    pub outcome: Result<Outcome, (Span, String)>,
    /// The last day both books reach, if both have rows.
    pub reaches: Option<Day>,
}

impl Compared {
    /// Do the books agree in everything, and could all of them be read?
    pub fn agrees(&self, plan: &Partnership) -> bool {
        let books = &plan.reconciliations[self.entry].books;
        let whole = books.iter().all(|book| book.lost.is_none());
        whole && self.outcome.as_ref().is_ok_and(Outcome::agrees)
    }
}

/// Works out every entry of `reconcile:`.
pub fn compare_all(plan: &Partnership) -> Vec<Compared> {
    let all = plan.reconciliations.iter().enumerate();
    all.map(|(entry, reconciliation)| compare(entry, reconciliation))
        .collect()
}

fn compare(entry: usize, reconciliation: &Reconciliation) -> Compared {
    let last = |book: &Book| book.rows.iter().map(|row| row.day).max();
    let (outcome, reaches) = match (reconciliation.books.as_slice(), reconciliation.unreadable) {
        (_, Some(at)) => {
            let why = "part of the entry cannot be read".to_owned();
            (Err((at, why)), None)
        }
        ([ours, theirs], None) => {
            let unread = [ours, theirs].into_iter().find(|book| book.is_unread());
            match unread.and_then(|book| book.lost.clone()) {
                Some(lost) => (Err(lost), None),
                None => (
                    Ok(reconcile([ours, theirs], within(reconciliation))),
                    last(ours).zip(last(theirs)).map(|(a, b)| a.min(b)),
                ),
            }
        }
        _ => {
            let why = "two books are needed".to_owned();
            (Err((reconciliation.at, why)), None)
        }
    };
    Compared {
        entry,
        outcome,
        reaches,
    }
}

/// A row of the folder's own ledger as one of this entry's book, where it is one of its transfers.
pub fn book_row(
    entry: &Reconciliation,
    book: usize,
    plan: &Partnership,
    row: &LedgerRow,
    at: &RowAt<'_>,
) -> Option<BookRow> {
    let line = &row.line;
    let [_, _] = entry.books.as_slice() else {
        return None;
    };
    let BookFrom::Ledger { kind, pool, payer } = &entry.books[book].from else {
        return None;
    };
    let named = |id: &Field<Id>| id.value().map(|id| plan.party(id.as_str()));
    let of_pool = match pool.value() {
        Some(id) => line.pool.is_some() && line.pool == plan.pool(id.as_str()),
        None => true,
    };
    let paid = line.payer();
    let by = named(payer).is_none_or(|payer| paid.is_some() && paid == payer);
    if line.kind != *kind || !of_pool || !by {
        return None;
    }
    let turned = match kind {
        // They go either way.
        Kind::Settlement if payer.is_absent() => {
            let partners = [book, 1 - book].map(|b| named(&entry.books[b].partner).flatten());
            match partners {
                [Some(own), Some(other)] => is_income(line, own, other)?,
                _ => false,
            }
        }
        _ => false,
    };
    Some(BookRow {
        day: row.date,
        amount: if turned { -row.amount } else { row.amount },
        reference: (at.says)("reference"),
        description: (at.says)("description"),
        at: RowPlace {
            file: at.file.to_owned(),
            line: at.line,
        },
    })
}

/// Is this money in to one partner, or out of the other? None if it is a transfer of neither.
fn is_income(line: &Line, own: Party, other: Party) -> Option<bool> {
    let ways = [
        (line.from, own, false),
        (line.to, own, true),
        (line.to, other, false),
        (line.from, other, true),
    ];
    let found = ways.into_iter().find(|(is, of, _)| *is == Some(*of));
    found.map(|(.., income)| income)
}

/// Days by which this entry lets transfers be apart.
pub fn within(reconciliation: &Reconciliation) -> u16 {
    reconciliation.within.value().copied().unwrap_or(WITHIN)
}
