//! Two partners' books of the same transfers, and what a host's ledger is said to come to.

use super::{Field, Kind, Line};
use crate::source::Span;
use crate::value::{Day, Id, Money};

/// Two books that are held against one another: an entry of `reconcile:`.
#[derive(Clone, Debug)]
pub struct Reconciliation {
    /// Its name.
    pub name: Field<String>,
    /// The two books, in the order written; an entry that cannot be used has fewer.
    pub books: Vec<Book>,
    /// By how many days the same transfer may be dated apart.
    pub within: Field<u16>,
    /// Could part of the entry not be read? Then nothing is worked out from it.
    pub unreadable: Option<Span>,
    /// The whole entry.
    pub at: Span,
}

/// One partner's book.
#[derive(Clone, Debug)]
pub struct Book {
    /// Whose it is.
    pub partner: Field<Id>,
    /// Where its rows stand.
    pub from: BookFrom,
    /// How its signs read; unless said, as most pairs of the two books tell.
    pub signs: Field<Signs>,
    /// Its rows, in the order read; none unless the books were asked for.
    pub rows: Vec<BookRow>,
    /// The first row, or the file, that could not be read, and why.
    pub lost: Option<(Span, String)>,
    /// How many rows could not be read.
    pub lost_rows: u64,
    /// The entry.
    pub at: Span,
}

impl Book {
    /// Could nothing at all be read of it?
    pub fn is_unread(&self) -> bool {
        self.rows.is_empty() && self.lost.is_some()
    }

    /// The file it stands in, by its path, if it stands in one.
    pub fn file(&self) -> Option<&str> {
        match &self.from {
            BookFrom::File(path) => Some(path),
            BookFrom::Ledger { .. } | BookFrom::Unreadable => None,
        }
    }
}

/// Where the rows of a book stand.
#[derive(Clone, Debug)]
pub enum BookFrom {
    /// In a file of the folder, by its path.
    File(String),
    /// In the folder's own ledger.
    Ledger {
        /// Rows of this kind.
        kind: Kind,
        /// Of this pool; absent is every pool.
        pool: Field<Id>,
        /// Paid by this partner; absent is whoever paid.
        payer: Field<Id>,
    },
    /// Nowhere that can be read, which is told.
    Unreadable,
}

/// How the signs of a book read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// As they are written.
    AsWritten,
    /// The other way round.
    Turned,
}

impl Signs {
    /// Both with the word files use for it.
    pub const WORDS: &'static [(&'static str, Signs)] =
        &[("as-written", Signs::AsWritten), ("turned", Signs::Turned)];
}

/// One row of a book.
#[derive(Clone, Debug)]
pub struct BookRow {
    /// Its day.
    pub day: Day,
    /// Its amount, as written. Pence.
    pub amount: Money,
    /// Its reference; may be blank.
    pub reference: String,
    /// What it says besides; may be blank.
    pub description: String,
    /// Where it stands.
    pub at: RowPlace,
}

impl BookRow {
    /// Its amount, the sign turned round where the book's are.
    pub fn signed(&self, turned: bool) -> Money {
        if turned { -self.amount } else { self.amount }
    }
}

/// Where a row of a book stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// The file's name within the folder.
    pub file: String,
    /// Physical line on which the row begins, from 1; of a workbook the sheet's row.
    pub line: usize,
}

/// What somebody else's ledger comes to: an entry of `assert:`.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// Rows up to and including this day count.
    pub on: Field<Day>,
    /// First day that counts; else the first of the financial year of `on`.
    pub since: Field<Day>,
    /// Of one pool.
    pub pool: Field<Id>,
    /// Of one scheme.
    pub scheme: Field<Id>,
    /// Of one partner.
    pub partner: Field<Id>,
    /// Of which rows.
    pub kind: Field<Asserted>,
    /// What they come to. Pence.
    pub amount: Field<Money>,
    /// Whose figure it is: the host's general ledger.
    pub from: Field<String>,
    /// Where that figure stands: a report's name or number.
    pub reference: Field<String>,
    /// The whole entry.
    pub at: Span,
}

/// What is said to come to an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asserted {
    /// Rows of one kind.
    Kind(Kind),
    /// Spend less income.
    Outturn,
}

impl Asserted {
    /// Every one with the word files use for it.
    pub const WORDS: &'static [(&'static str, Asserted)] = &[
        ("spend", Asserted::Kind(Kind::Spend)),
        ("income", Asserted::Kind(Kind::Income)),
        ("out-turn", Asserted::Outturn),
        ("contribution", Asserted::Kind(Kind::Contribution)),
        ("settlement", Asserted::Kind(Kind::Settlement)),
        ("passport", Asserted::Kind(Kind::Passport)),
        ("baseline", Asserted::Kind(Kind::Baseline)),
        ("rebase", Asserted::Kind(Kind::Rebase)),
    ];

    /// The word files use for it.
    pub fn word(self) -> &'static str {
        let mut words = Asserted::WORDS.iter();
        words.find(|(_, a)| *a == self).map_or("", |(word, _)| word)
    }

    /// Do rows of this kind count?
    pub fn is_of(self, kind: Kind) -> bool {
        match self {
            Asserted::Kind(wanted) => wanted == kind,
            Asserted::Outturn => matches!(kind, Kind::Spend | Kind::Income),
        }
    }

    /// What a row of this kind and amount adds; none if it does not count.
    pub fn counts(self, line: &Line, amount: Money) -> Option<Money> {
        match (self, line.kind) {
            (Asserted::Kind(kind), of) => (kind == of).then_some(amount),
            (Asserted::Outturn, Kind::Spend) => Some(amount),
            (Asserted::Outturn, Kind::Income) => Some(-amount),
            (Asserted::Outturn, _) => None,
        }
    }
}
