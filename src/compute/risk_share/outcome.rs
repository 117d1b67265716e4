//! What one question comes to: scopes shared, scopes not computed, positions and payments.

use super::super::outturn::Refusal;
use super::position::{Position, ReserveEnd, Transfer};
use super::scope::Scope;
use std::collections::BTreeSet;

/// What is left out, and why.
#[derive(Clone, Debug)]
pub struct NotComputed {
    /// `scheme/<id>` or `pool/<id>`; `schemes` where none is defined.
    pub scope: String,
    /// Why.
    pub refusal: Refusal,
    /// Is its money only aligned or in view? Then nothing of it is ever shared, and nothing is missing.
    pub beside: bool,
}

/// Everything one question comes to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Scopes computed, by pool and scheme as listed.
    pub scopes: Vec<Scope>,
    /// Scopes that are not, with the reason.
    pub not_computed: Vec<NotComputed>,
    /// Each partner's position, then each provider's that has a share.
    pub positions: Vec<Position>,
    /// Who pays whom through each pool's host.
    pub transfers: Vec<Transfer>,
    /// Reserves drawn on or added to.
    pub reserves: Vec<ReserveEnd>,
    /// Positions that could not be worked out, with the reason.
    pub no_position: Vec<Refusal>,
}

impl Outcome {
    /// How many scopes of pooled money are not computed: one that is refused for one reason at
    /// several places once.
    pub fn missing(&self) -> usize {
        let all = self.not_computed.iter().filter(|n| !n.beside);
        let reasons: BTreeSet<_> = all.map(|n| (&n.scope, &n.refusal.why)).collect();
        reasons.len()
    }
}

/// The identity did not hold: the run must fail rather than print.
#[derive(Clone, Debug)]
pub struct BrokenIdentity {
    /// Which scope.
    pub scope: String,
}
