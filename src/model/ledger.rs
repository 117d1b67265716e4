//! The ledger, folded: totals by what figures need to tell apart, never rows.

use super::{Paid, PaidTo, Source, Spellings};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Money, Month};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a ledger row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Phased expected cost.
    Baseline,
    /// A later change to the expected cost; it adds.
    Rebase,
    /// Money into a pool.
    Contribution,
    /// Actual cost.
    Spend,
    /// Client charges and other income of a scheme.
    Income,
    /// Expected cost of a month to come.
    Forecast,
    /// Expected income of a month to come.
    ForecastIncome,
    /// A risk-share payment already made.
    Settlement,
    /// A grant handed on.
    Passport,
}

impl Kind {
    /// Every kind with the word files use for it.
    pub const WORDS: &'static [(&'static str, Kind)] = &[
        ("baseline", Kind::Baseline),
        ("rebase", Kind::Rebase),
        ("contribution", Kind::Contribution),
        ("spend", Kind::Spend),
        ("income", Kind::Income),
        ("forecast", Kind::Forecast),
        ("forecast-income", Kind::ForecastIncome),
        ("settlement", Kind::Settlement),
        ("passport", Kind::Passport),
    ];

    /// The word files use for it.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, k)| *k == self)
            .map_or("", |(word, _)| word)
    }

    /// What a row of this kind cannot do without: the column, and what it says.
    pub fn needs(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Kind::Contribution => &[
                ("pool", "the pool it is paid into"),
                ("partner", "the partner that pays it"),
            ],
            Kind::Settlement => &[
                ("pool", "the pool it settles"),
                ("from", "who paid"),
                ("to", "who was paid"),
            ],
            Kind::Passport => &[
                ("pool", "the pool it is handed on from"),
                ("to", "who it is handed to"),
            ],
            _ => &[("scheme", "the scheme it belongs to")],
        }
    }
}

/// A partner or provider by its position in the partnership's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A partner.
    Partner(usize),
    /// A provider.
    Provider(usize),
}

/// What the totals tell apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// What it is.
    pub kind: Kind,
    /// Which scheme, by position.
    pub scheme: Option<usize>,
    /// Which pool, by position; a scheme's own where the row names none.
    pub pool: Option<usize>,
    /// Who pays in, or who it is for.
    pub partner: Option<usize>,
    /// Settlements and passports: who paid.
    pub from: Option<Party>,
    /// Settlements and passports: who was paid.
    pub to: Option<Party>,
    /// Spend in a partner's own books.
    pub paid_by: Option<usize>,
    /// Funding source.
    pub source: Option<Source>,
    /// A word a risk share may single out.
    pub cause: Option<Box<str>>,
    /// Forecasts: when it was made.
    pub version: Option<Day>,
    /// The month it counts in.
    pub month: Month,
}

impl Line {
    /// Who pays: `from` of what was paid over, `paid_by` of spend, else `partner`.
    pub fn payer(&self) -> Option<Party> {
        let partner = self.paid_by.or(self.partner).map(Party::Partner);
        self.from.or(partner)
    }

    /// Does it say the same but for its month?
    pub fn differs_by_month(&self, other: &Line) -> bool {
        let month = self.month;
        *self
            == Line {
                month,
                ..other.clone()
            }
    }

    /// What its kind cannot do without and it does not say: the column, and what it is for.
    pub fn lacks(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        let needed = self.kind.needs().iter().copied();
        needed.filter(|(column, _)| match *column {
            "pool" => self.pool.is_none(),
            "partner" => self.partner.is_none(),
            "from" => self.from.is_none(),
            "to" => self.to.is_none(),
            _ => self.scheme.is_none(),
        })
    }
}

/// The ledger's totals, and what could not be added.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Amount of each line. Pence, each positive in its own kind.
    pub lines: BTreeMap<Line, Money>,
    /// The same by who is paid, where that is asked for.
    pub paid: Paid,
    /// What its spellings say.
    pub names: Spellings,
    /// Rows read into the totals.
    pub rows: u64,
    /// Rows left out because something in them could not be read.
    pub stranded: Vec<Stranded>,
}

impl Totals {
    /// Adds an amount to a line.
    pub fn add(&mut self, line: &Line, amount: Money) {
        match self.lines.get_mut(line) {
            Some(total) => *total += amount,
            None => {
                self.lines.insert(line.clone(), amount);
            }
        }
    }

    /// Numbers the names anew in the order of their letters, so that the order of what is told
    /// apart is that of the names whatever the order of rows.
    pub fn put_names_in_order(&mut self) {
        let moved = self.names.put_in_order();
        self.paid.rename(&moved);
    }
}

/// Rows left out of every figure, by name: the first of them, and how many.
#[derive(Clone, Debug)]
pub struct Stranded {
    /// Where the trouble stands.
    pub at: Span,
    /// What could not be read, in words.
    pub why: String,
    /// The scheme it belongs to, if that could be read.
    pub scheme: Option<usize>,
    /// The pool it belongs to, if that could be read.
    pub pool: Option<usize>,
    /// Its year, if its date could be read.
    pub year: Option<FinancialYear>,
    /// How many rows are left out for the same scheme, pool and year.
    pub rows: u64,
    /// The same rows kind by kind, in the order met.
    pub kinds: Vec<StrandedKind>,
    /// The file whose rows these are, if it is left out whole: it counts as one row.
    pub whole_file: Option<WholeFile>,
}

/// A ledger file left out whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeFile {
    /// Its name within the folder.
    pub name: String,
    /// Why none of it is read, in words.
    pub why: String,
}

impl WholeFile {
    const IS_NOT_READ: &str = " is not read: ";

    /// The same in a sentence.
    pub fn sentence(&self) -> String {
        format!("{}{}{}", self.name, WholeFile::IS_NOT_READ, self.why)
    }

    /// What such a sentence says: all that a file of totals keeps, where its kind of line says so.
    pub fn of_sentence(said: &str) -> Option<WholeFile> {
        let (name, why) = said.split_once(WholeFile::IS_NOT_READ)?;
        let (name, why) = (name.to_owned(), why.to_owned());
        Some(WholeFile { name, why })
    }
}

impl Stranded {
    /// Rows of which nothing is known but how many.
    pub fn unknown(at: Span, why: String, rows: u64) -> Stranded {
        Stranded {
            kinds: vec![StrandedKind {
                kind: None,
                at,
                why: why.clone(),
                rows,
            }],
            at,
            why,
            scheme: None,
            pool: None,
            year: None,
            rows,
            whole_file: None,
        }
    }
}

/// Rows of one kind left out of every figure: the first of them, and how many.
#[derive(Clone, Debug)]
pub struct StrandedKind {
    /// The kind, if that could be read.
    pub kind: Option<Kind>,
    /// Where the trouble stands.
    pub at: Span,
    /// What could not be read, in words.
    pub why: String,
    /// How many rows.
    pub rows: u64,
}

/// One row, as a check may look at it while the ledger is folded.
#[derive(Clone, Debug)]
pub struct LedgerRow {
    /// The day it counts on.
    pub date: Day,
    /// Which line of the totals it is of.
    pub line: Line,
    /// Who is paid, where that is asked for.
    pub paid_to: PaidTo,
    /// Its amount.
    pub amount: Money,
}

/// Where a ledger row stands, and what cells say that no figure keeps.
pub struct RowAt<'a> {
    /// The file's name within the folder.
    pub file: &'a str,
    /// Physical line on which the row begins, from 1.
    pub line: usize,
    /// What a column says, by our name for it; nothing where the file has no such column.
    pub says: &'a dyn Fn(&str) -> String,
    /// The bytes of a cell, trimmed, by our name for its column.
    pub cell: &'a dyn Fn(&str) -> Cow<'a, [u8]>,
    /// The whole row, as written.
    pub text: &'a dyn Fn() -> String,
}
