//! Schemes: what the money is for, and the cells a partnership means to cover.

use super::{Dated, Field, RiskShare, StepsByYear};
use crate::source::{Span, Spanned};
use crate::value::{Day, Id, Money, Percent};

/// A scheme of a pool.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its id.
    pub id: Spanned<Id>,
    /// Its name.
    pub name: Field<String>,
    /// The pool that pays for it.
    pub pool: Field<Id>,
    /// The partner that commissions it.
    pub lead: Dated<Id>,
    /// The service it buys.
    pub service: Field<String>,
    /// Expected cost by year, or the year's from days within it. What it comes to month by month
    /// is computed elsewhere.
    pub baseline: Dated<Money>,
    /// Expected cost by the week, which counts instead.
    pub per_week: Vec<PerWeek>,
    /// Why the expected cost of a year is another than that of the year before.
    pub steps: StepsByYear,
    /// The standard deviation of a year's out-turn as a per cent of its baseline.
    pub spread: Dated<Percent>,
    /// Who pays for this scheme: partner and amount (of a year, where said).
    pub funding: Vec<(Spanned<Id>, Dated<Money>)>,
    /// Places of its funding where whose money it is could not be read.
    pub funding_unreadable: Vec<Span>,
    /// Fixed schemes' variances may be set aside.
    pub fixed: bool,
    /// Capital schemes' variances are not shared unless a risk share sets them aside.
    pub capital: bool,
    /// The risk share it falls under.
    pub risk_share: Dated<UseOf>,
    /// Places that could not be read and may change what is shared: the scheme is refused.
    pub unreadable: Vec<Span>,
    /// Is another scheme of its id defined too? Then nothing is known of it.
    pub doubled: bool,
    /// The whole entry.
    pub at: Span,
}

/// An expected cost by the week, from a day to a day: of one person, or as long as a rate holds.
/// Entries add up.
#[derive(Clone, Debug)]
pub struct PerWeek {
    /// Pounds a week.
    pub amount: Field<Money>,
    /// First day.
    pub from: Field<Day>,
    /// Last day; else the last of the financial year it begins in.
    pub until: Field<Day>,
    /// The entry.
    pub at: Span,
}

/// A scheme, or a row of one, that could not be read: its money is in no figure.
#[derive(Clone, Debug)]
pub struct LostScheme {
    /// Its id as written, the first of two; `?` where none is.
    pub named: String,
    /// Its pool as written, where that can be told.
    pub pool: Option<String>,
    /// Is it left out because another scheme has its id?
    pub doubled: bool,
    /// How many ids it has: of several, which it is cannot be told.
    pub ids: usize,
    /// Where it stands.
    pub at: Span,
}

impl LostScheme {
    /// That it cannot be read, is defined twice or has several ids, in words.
    pub fn why(&self) -> &'static str {
        match self.doubled {
            true => "is defined twice",
            false => has_ids(self.ids).unwrap_or("cannot be read"),
        }
    }
}

/// That something has more ids than one, in words.
pub(super) fn has_ids(ids: usize) -> Option<&'static str> {
    match ids {
        0 | 1 => None,
        2 => Some("has two ids"),
        3 => Some("has three ids"),
        _ => Some("has more than three ids"),
    }
}

/// The use of a risk share by a scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct UseOf {
    /// Which risk share.
    pub id: Spanned<Id>,
    /// Values for its parameters: name without `$`, value as written.
    pub with: Vec<(Spanned<String>, Spanned<String>)>,
}

/// A cell the partnership means to cover.
#[derive(Clone, Debug)]
pub struct Need {
    /// Service id.
    pub service: Field<String>,
    /// Area; none is everywhere.
    pub area: Field<String>,
    /// Cohort; none is everybody.
    pub cohort: Field<String>,
    /// step-up, step-down or both.
    pub pathway: Field<String>,
    /// The entry.
    pub at: Span,
}

/// Do two uses fill the parameters alike?
pub fn same_values(
    a: &[(Spanned<String>, Spanned<String>)],
    b: &[(Spanned<String>, Spanned<String>)],
) -> bool {
    a.len() == b.len()
        && a.iter().all(|(name, value)| {
            b.iter()
                .any(|(n, v)| n.value == name.value && v.value == value.value)
        })
}

impl UseOf {
    /// The definitions meant, by position: same id, parameters filled alike. Several are versions of
    /// one risk share.
    pub fn versions<'s>(
        &self,
        shares: &'s [RiskShare],
    ) -> impl Iterator<Item = (usize, &'s RiskShare)> {
        let shares = shares.iter().enumerate();
        shares.filter(|(_, s)| s.id.value == self.id.value && same_values(&s.with, &self.with))
    }
}
