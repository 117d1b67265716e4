//! The arithmetic behind a step, as data: enough to do it again with a calculator. It is put down
//! while the step is done; nothing here is worded, and nothing is rounded anew.

use super::scope::Target;
use crate::model::{Party, SetAsideWhat};
use crate::source::Span;
use crate::value::{Exact, Money, Percent};
use std::sync::Arc;

/// One thing that was worked out.
#[derive(Clone, Debug)]
pub enum Reckoning {
    /// A row of `set_aside`: what of each scheme's variance it takes, by position; with signs.
    SetAside {
        /// What is set aside.
        what: SetAsideWhat,
        /// Schemes by position, and what of each.
        of: Vec<(usize, Money)>,
    },
    /// Losses and gains that stand against one another; sizes.
    Offset {
        /// All losses of the pool and risk share.
        losses: Money,
        /// All its gains.
        gains: Money,
    },
    /// What a reserve could give.
    Reserve {
        /// Which, by position in the pool.
        reserve: usize,
        /// What was in it at the start of the year.
        opening: Money,
        /// What was left of that.
        left: Money,
        /// What all scopes that draw on it need.
        need: Money,
    },
    /// An edge that bit.
    Edge(Edge),
    /// A trigger that was reached by this amount: everything is shared.
    Reached(Edge, Money),
    /// What of an amount lies in a band.
    Slice {
        /// The amount that is shared.
        size: Money,
        /// The band's lower edge.
        from: Money,
        /// Its upper edge, if it has one.
        edge: Option<Money>,
    },
    /// Amounts parted in two by a rate.
    Parted(Parted),
    /// What a party had beyond its limit.
    Over {
        /// Whose limit.
        party: Party,
        /// What it had.
        had: Money,
        /// The limit.
        limit: Money,
        /// Over all scopes of the pool and risk share together?
        together: bool,
    },
    /// A limit that was not reached.
    Within {
        /// Whose limit.
        party: Party,
        /// What it has.
        has: Money,
        /// The limit.
        limit: Edge,
        /// Over all scopes of the pool and risk share together?
        together: bool,
    },
    /// An amount divided within the scope.
    Divided(Division),
    /// An amount divided among several scopes; the same for all of them.
    Together(Arc<Division>),
}

/// What a per cent is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// It is no per cent but money as written.
    Itself,
    /// The baseline of the scope; of all scopes together for a limit over the pool.
    Baseline,
    /// The party's planned contribution to the pool for the year.
    Contribution,
    /// The planned contributions to the pool for the year of the partners a band goes to.
    Contributions,
    /// The party's own funding of the schemes for the year.
    Funding,
}

/// A threshold or a limit and what it comes to.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The per cent, if it is one.
    pub rate: Option<Percent>,
    /// What it is of.
    pub of: Of,
    /// How much that is.
    pub base: Money,
    /// What it comes to, rounded half away from nil.
    pub amount: Money,
    /// Where it is written.
    pub at: Span,
}

impl Edge {
    /// Money as written.
    pub(super) fn money(amount: Money, at: Span) -> Edge {
        Edge {
            rate: None,
            of: Of::Itself,
            base: amount,
            amount,
            at,
        }
    }

    /// So much of a base, rounded half away from nil.
    pub(super) fn share(rate: Percent, of: Of, base: Money, at: Span) -> Edge {
        Edge {
            rate: Some(rate),
            of,
            base,
            amount: rate.of(base).half_away(),
            at,
        }
    }
}

/// What parts amounts in two.
#[derive(Clone, Copy, Debug)]
pub enum RateOf {
    /// A rate as written.
    PerCent(Percent),
    /// Of each amount so many parts that stay, and so many that go.
    Part([i128; 2]),
    /// So much of all amounts together, in proportion to them.
    Money(Money),
}

/// Amounts parted in two by a rate, party by party.
#[derive(Clone, Debug)]
pub struct Parted {
    /// What parts them.
    pub rate: RateOf,
    /// Does the rate say what stays (else what goes)?
    pub stays: bool,
    /// Each party's amount, what stays of it and what goes; sizes.
    pub parties: Vec<(Party, Money, Money, Money)>,
    /// Where the rate is written.
    pub at: Span,
}

/// What an amount is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Not divided: all to one.
    Whole,
    /// The per cents of a destination.
    PerCents,
    /// Its whole-number parts.
    Parts,
    /// Planned contributions, in pence; or what was paid.
    Contributions {
        /// What was paid to date, rather than planned.
        paid: bool,
    },
    /// The schemes' own funding, in pence.
    Funding,
    /// All partners alike.
    Equally,
    /// What is left of each scope, in pence.
    Left,
    /// What each scope needs, in pence.
    Need,
    /// What the limited party has in each scope, in pence.
    Had,
}

/// Whom a part fell to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A party, a reserve or nobody.
    Target(Target),
    /// A word, divided on its own next.
    Word(By),
    /// A scope, and its months where it has not all.
    Scope(String, Option<(u8, u8)>),
}

/// What made a party the one that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The pool's host.
    Host,
    /// The scheme's lead.
    Lead,
}

/// One part of a division.
#[derive(Clone, Debug)]
pub struct Portion {
    /// Whom it fell to.
    pub who: Who,
    /// The word that names it, if one does.
    pub role: Option<Role>,
    /// Its weight; see `By` for what it counts.
    pub weight: i128,
    /// The part.
    pub part: Money,
}

/// An amount and its parts. Weights of nil are left out.
#[derive(Clone, Debug)]
pub struct Division {
    /// What is divided; a size.
    pub amount: Money,
    /// By what.
    pub by: By,
    /// The parts, in the order ties are decided in.
    pub portions: Vec<Portion>,
    /// Where it is written.
    pub at: Span,
}

impl Division {
    /// All weights together.
    pub fn total(&self) -> i128 {
        self.portions.iter().map(|p| p.weight).sum()
    }

    /// A portion's exact share, before odd pennies.
    pub fn exact(&self, portion: &Portion) -> Exact {
        Exact::fraction(self.amount, portion.weight, self.total())
    }

    /// Did a portion get an odd penny?
    pub fn got_odd_penny(&self, portion: &Portion) -> bool {
        portion.part > self.exact(portion).down()
    }

    /// Did order alone decide who got an odd penny?
    pub fn was_tie(&self) -> bool {
        let left = |p: &Portion| self.exact(p).beyond_pence();
        let (got, not): (Vec<&Portion>, Vec<&Portion>) =
            self.portions.iter().partition(|p| self.got_odd_penny(p));
        got.iter().any(|g| not.iter().any(|n| left(g) == left(n)))
    }
}
