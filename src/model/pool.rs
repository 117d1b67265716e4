//! Pools: pooled funds with their contributions and reserves, and money kept beside them.

use super::scheme::has_ids;
use super::{Dated, Field, PoolManager, Steps};
use crate::source::{Span, Spanned};
use crate::value::{Day, FinancialYear, Id, Money};

/// A pooled fund, or money aligned with one or only in view.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Its id.
    pub id: Spanned<Id>,
    /// Its name.
    pub name: Field<String>,
    /// The partner responsible for its accounts and audit (reg 7(4)); else the agreement's.
    pub host: Dated<Id>,
    /// Only pooled money is shared.
    pub standing: Field<Standing>,
    /// Its own pool manager, where it is not the agreement's.
    pub pool_manager: Option<PoolManager>,
    /// What partners pay in.
    pub contributions: Vec<Contribution>,
    /// Pots a risk share may draw on or add to; order matters as for partners.
    pub reserves: Vec<Reserve>,
    /// Places among its contributions and reserves that could not be read, rows of tables too:
    /// nothing is computed from any of them while there is one.
    pub unreadable: Vec<Span>,
    /// Is another pool of its id defined too? Then it is not known how it stands.
    pub doubled: bool,
    /// The whole entry.
    pub at: Span,
}

/// A pool that could not be read: its money is in no figure.
#[derive(Clone, Debug)]
pub struct LostPool {
    /// Its id as written, the first of two, else its name; `?` where neither is.
    pub named: String,
    /// How many ids it has: of several, which it is cannot be told.
    pub ids: usize,
    /// Where it stands.
    pub at: Span,
}

impl LostPool {
    /// That it cannot be read, or has several ids, in words.
    pub fn why(&self) -> String {
        match (self.named.as_str(), has_ids(self.ids)) {
            (named, Some(ids)) => format!("pool `{named}` {ids}"),
            ("?", None) => "a pool here cannot be read".to_owned(),
            (named, None) => format!("pool `{named}` cannot be read"),
        }
    }
}

/// How money stands to the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the pooled fund.
    Pooled,
    /// Decided on together, kept apart.
    Aligned,
    /// Only looked at together.
    InView,
}

impl Standing {
    /// Every standing with the word files use for it.
    pub const WORDS: &'static [(&'static str, Standing)] = &[
        ("pooled", Standing::Pooled),
        ("aligned", Standing::Aligned),
        ("in-view", Standing::InView),
    ];
}

/// Where a contribution comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Minimum NHS contribution to the Better Care Fund.
    NhsMinimum,
    /// Additional NHS contribution.
    NhsAdditional,
    /// Local Authority Better Care Grant.
    Labcg,
    /// Disabled Facilities Grant.
    Dfg,
    /// Additional council contribution.
    CouncilAdditional,
    /// Any other.
    Other,
}

impl Source {
    /// Every source with the word files use for it.
    pub const WORDS: &'static [(&'static str, Source)] = &[
        ("nhs-minimum", Source::NhsMinimum),
        ("nhs-additional", Source::NhsAdditional),
        ("labcg", Source::Labcg),
        ("dfg", Source::Dfg),
        ("council-additional", Source::CouncilAdditional),
        ("other", Source::Other),
    ];

    /// The word files use for it.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, s)| *s == self)
            .map_or("other", |(word, _)| word)
    }
}

/// What one partner pays into a pool for one year from one source. An entry whose amount changes
/// within the year is one of these for each stretch, with the part that falls into it.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// Who pays.
    pub partner: Field<Id>,
    /// From which source.
    pub source: Field<Source>,
    /// For which year.
    pub year: Field<FinancialYear>,
    /// How much of it, planned for the year. Pence, net of recoverable VAT.
    pub amount: Field<Money>,
    /// First of the months it is due in, where they are not all of the year's.
    pub from: Field<Day>,
    /// Last of the months it is due in.
    pub until: Field<Day>,
    /// confirmed, indicative or disputed.
    pub status: Field<String>,
    /// Is it capital?
    pub capital: bool,
    /// Does it recur? Unless said otherwise it does.
    pub recurrent: bool,
    /// When parts of it fall due.
    pub instalments: Vec<Instalment>,
    /// Why it is another amount than that of the year before.
    pub steps: Steps,
    /// The whole entry.
    pub at: Span,
}

/// A part of a contribution and the day it falls due.
#[derive(Clone, Debug)]
pub struct Instalment {
    /// The day.
    pub due: Field<Day>,
    /// The amount.
    pub amount: Field<Money>,
    /// The entry.
    pub at: Span,
}

/// A pot within a pool.
#[derive(Clone, Debug)]
pub struct Reserve {
    /// Its id.
    pub id: Spanned<Id>,
    /// What was in it at the start of each year.
    pub opening: Dated<Money>,
    /// The entry.
    pub at: Span,
}

impl Pool {
    /// Position of a reserve in the list.
    pub fn reserve(&self, id: &str) -> Option<usize> {
        self.reserves.iter().position(|r| r.id.value.as_str() == id)
    }

    /// One contribution of each entry written: the first stretch of one that changes.
    pub fn entries(&self) -> impl Iterator<Item = &Contribution> {
        let mut last = None;
        self.contributions
            .iter()
            .filter(move |c| last.replace(c.at) != Some(c.at))
    }

    /// How its money stands: unless said otherwise it is pooled. None where that cannot be read.
    pub fn stands(&self) -> Option<Standing> {
        match &self.standing {
            _ if self.doubled => None,
            Field::Absent => Some(Standing::Pooled),
            Field::Unreadable(_) => None,
            Field::Given(standing) => Some(standing.value),
        }
    }

    /// Why it cannot be told how its money stands, and the place; none where it can.
    pub fn unsure(&self) -> Option<(Span, &'static str)> {
        let unreadable = || Some((self.standing.unreadable()?, "its standing cannot be read"));
        match self.doubled {
            true => Some((self.id.at, "it is defined twice")),
            false => unreadable(),
        }
    }

    /// Is its money shared? Unreadable counts as said that it is not.
    pub fn is_pooled(&self) -> bool {
        self.stands() == Some(Standing::Pooled)
    }
}
