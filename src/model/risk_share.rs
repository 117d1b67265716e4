//! The language of risk and gain shares, as written. What it comes to is computed elsewhere.

use super::{Field, Source};
use crate::source::{Span, Spanned};
use crate::value::{Day, Id, Money, Percent};

/// The risk share that needs no definition: all to the lead, both ways.
pub const EACH_BEARS_OWN: &str = "each-bears-own";

/// One risk share.
#[derive(Clone, Debug)]
pub struct RiskShare {
    /// Its id.
    pub id: Spanned<Id>,
    /// Its name.
    pub name: Field<String>,
    /// Where the agreement says it.
    pub clause: Field<String>,
    /// Each scheme on its own, or the pool's schemes added first.
    pub net: Net,
    /// What the word `contributions` means.
    pub base: Base,
    /// Taken out of the variance before anything else.
    pub set_aside: Vec<SetAside>,
    /// What happens to a loss.
    pub overspend: Option<Half>,
    /// What happens to a gain.
    pub underspend: Option<Half>,
    /// First day it holds.
    pub from: Field<Day>,
    /// Last day it holds.
    pub until: Field<Day>,
    /// Places within it that could not be read: nothing is computed by it while there are any.
    pub unreadable: Vec<Span>,
    /// The values its parameters were filled with; empty for a definition without any.
    pub with: Vec<(Spanned<String>, Spanned<String>)>,
    /// Names of parameters that were not filled.
    pub unfilled: Vec<Spanned<String>>,
    /// Values given for parameters it does not have.
    pub unused: Vec<Spanned<String>>,
    /// The whole entry.
    pub at: Span,
}

/// What is added up before sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Net {
    /// Each scheme on its own.
    Scheme,
    /// The pool's schemes with this risk share first added up.
    Pool,
}

/// What the word `contributions` means.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// What was paid to date, rather than what was planned for the year.
    pub paid: bool,
    /// Was anything said of the base at all?
    pub said: bool,
    /// What does not count.
    pub leave_out: Vec<LeaveOut>,
}

/// Contributions left out of the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveOut {
    /// Those from one source.
    Source(Source),
    /// Those marked capital.
    Capital,
    /// Those marked not recurrent.
    NonRecurrent,
}

/// One row of `set_aside`.
#[derive(Clone, Debug)]
pub struct SetAside {
    /// Which part of the variance.
    pub what: SetAsideWhat,
    /// Where it goes.
    pub to: Destination,
    /// The row.
    pub at: Span,
}

/// Which part of the variance is set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetAsideWhat {
    /// Ledger rows of one cause.
    Cause(String),
    /// The whole variance of schemes whose profile is fixed.
    Fixed,
    /// The whole variance of schemes whose nature is capital.
    Capital,
}

/// What happens to a loss, or to a gain.
#[derive(Clone, Debug)]
pub struct Half {
    /// Cover before anything is shared; overspend only.
    pub first: Vec<Spanned<Cover>>,
    /// Below this nothing is shared.
    pub trigger: Option<Trigger>,
    /// Slices and who takes them.
    pub bands: Vec<Band>,
    /// Gains that depend on outcomes.
    pub earned: Option<Earned>,
    /// The most a party bears.
    pub limits: Vec<Limit>,
    /// What is kept back from a party.
    pub withhold: Vec<Withhold>,
    /// The half as written.
    pub at: Span,
}

/// Cover for a loss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Underspends of other schemes of the same pool and risk share.
    Offset,
    /// A reserve of the pool.
    Reserve(Id),
}

/// `trigger: {at, below_to}`.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Sharing starts from the first pound once the variance reaches this.
    pub threshold: Spanned<Amount>,
    /// Who takes it otherwise.
    pub below_to: Destination,
}

/// A slice of the variance.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its upper edge, counted from nil; none for the rest.
    pub up_to: Option<Spanned<Edge>>,
    /// Who takes it.
    pub to: Destination,
    /// The entry.
    pub at: Span,
}

/// Money, or a percentage of the scope's baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Money, for the year.
    Money(Money),
    /// Of the whole baseline of the scope.
    OfBaseline(Percent),
}

impl Amount {
    /// Is it for the whole year, and not cut down to a part of it?
    pub fn is_of_year(self) -> bool {
        matches!(self, Amount::Money(_))
    }
}

/// The upper edge of a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edge {
    /// Money, or a percentage of the baseline.
    Amount(Amount),
    /// A percentage of the planned contributions, for the year and to the pool, of the partners
    /// the band goes to, added up.
    OfContribution(Percent),
}

impl Edge {
    /// Is it for the whole year, and not cut down to a part of it?
    pub fn is_of_year(self) -> bool {
        match self {
            Edge::Amount(amount) => amount.is_of_year(),
            Edge::OfContribution(_) => true,
        }
    }
}

/// The most a party bears.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AtMost {
    /// Money, or a percentage of the baseline.
    Amount(Amount),
    /// A percentage of that party's planned contribution to the pool for the year.
    OfContribution(Percent),
    /// A percentage of that party's own funding of the scope's schemes for the year.
    OfFunding(Percent),
}

impl AtMost {
    /// Is it for the whole year, and not cut down to a part of it?
    pub fn is_of_year(self) -> bool {
        match self {
            AtMost::Amount(amount) => amount.is_of_year(),
            AtMost::OfContribution(_) | AtMost::OfFunding(_) => true,
        }
    }
}

/// What is earned.
#[derive(Clone, Debug, PartialEq)]
pub enum Rate {
    /// So many per cent.
    Percent(Percent),
    /// The part achieved of an outcome of the agreement.
    Measure(Id),
}

/// `earned: {rate, unit_value, unearned_to}`.
#[derive(Clone, Debug)]
pub struct Earned {
    /// The part earned.
    pub rate: Spanned<Rate>,
    /// What one unit of the measure on its way to the target is worth; without it the part
    /// achieved is the part earned.
    pub unit_value: Option<Spanned<Money>>,
    /// Where the rest goes.
    pub unearned_to: Destination,
}

/// `limits: - {party, at_most, excess_to, over}`.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Whose share is limited.
    pub party: Spanned<Id>,
    /// To what.
    pub at_most: Spanned<AtMost>,
    /// Over all scopes of the pool and risk share together.
    pub over_pool: bool,
    /// Who takes the excess.
    pub excess_to: Destination,
    /// The entry.
    pub at: Span,
}

/// `withhold: {rate, from, to}`.
#[derive(Clone, Debug)]
pub struct Withhold {
    /// The part kept back.
    pub rate: Spanned<Percent>,
    /// From whom.
    pub from: Spanned<Id>,
    /// For whom.
    pub to: Destination,
}

/// Where an amount goes: one name or word, or several with their shares.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The entries in the order written; one without a share is the whole.
    pub entries: Vec<To>,
    /// As written.
    pub at: Span,
}

/// One entry of a destination.
#[derive(Clone, Debug)]
pub struct To {
    /// Who.
    pub who: Spanned<Word>,
    /// How much of it.
    pub share: ShareOf,
}

/// A share within a destination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShareOf {
    /// The whole: the destination is one name.
    Whole,
    /// Per cent.
    Percent(Percent),
    /// A whole-number part.
    Parts(u32),
}

/// A name or word of a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// The pool's host.
    Host,
    /// The scheme's lead.
    Lead,
    /// Partners by their contributions.
    Contributions,
    /// Partners by the schemes' own funding.
    Funding,
    /// All partners alike.
    Equally,
    /// Nobody.
    Unallocated,
    /// A partner, provider or reserve.
    Named(Id),
}

impl RiskShare {
    /// Everything it names as a destination, set aside first.
    pub fn destinations(&self) -> Vec<&Destination> {
        let mut all: Vec<&Destination> = self.set_aside.iter().map(|row| &row.to).collect();
        for half in [&self.overspend, &self.underspend].into_iter().flatten() {
            all.extend(half.trigger.iter().map(|t| &t.below_to));
            all.extend(half.bands.iter().map(|b| &b.to));
            all.extend(half.earned.iter().map(|e| &e.unearned_to));
            all.extend(half.limits.iter().map(|l| &l.excess_to));
            all.extend(half.withhold.iter().map(|w| &w.to));
        }
        all
    }

    /// The reserves its losses are covered by, in order.
    pub fn covered_by(&self) -> impl Iterator<Item = &Id> {
        let first = self.overspend.iter().flat_map(|half| &half.first);
        first.filter_map(|cover| match &cover.value {
            Cover::Reserve(id) => Some(id),
            Cover::Offset => None,
        })
    }
}
