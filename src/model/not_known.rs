//! What of a partnership its ledger's totals cannot be sure of: facts and places, for a file of
//! totals keeps both, and who takes the file holds the facts against the folder.

use super::{Partnership, TwiceWhat};
use crate::source::Span;

/// Something that is defined twice, or cannot be read.
#[derive(Clone, Debug)]
pub struct NotKnown {
    /// What is wrong, in words.
    pub why: String,
    /// Where.
    pub at: Span,
}

impl Partnership {
    /// Partners, providers, pools and schemes that are defined twice, each of their places, and those
    /// that cannot be read.
    pub fn not_known(&self) -> Vec<NotKnown> {
        let twice = self.defined_twice();
        twice.into_iter().chain(self.not_read()).collect()
    }

    /// Schemes, pools, partners and providers that cannot be read; of what is defined twice that is
    /// told apart.
    pub fn not_read(&self) -> Vec<NotKnown> {
        let schemes = self.lost_schemes.iter().filter(|scheme| !scheme.doubled);
        let schemes = schemes.map(|s| (format!("scheme `{}` {}", s.named, s.why()), s.at));
        let pools = self.lost_pools.iter().map(|pool| (pool.why(), pool.at));
        let is_twice = |at: &Span| self.twice.iter().any(|twice| twice.at == *at);
        let partners = self.lost_partners.iter().filter(|at| !is_twice(at));
        let partners = partners.map(|at| ("a partner here cannot be read".to_owned(), *at));
        let providers = self.lost_providers.iter();
        let providers = providers.map(|at| ("a provider here cannot be read".to_owned(), *at));
        let all = schemes.chain(pools).chain(partners).chain(providers);
        all.map(|(why, at)| NotKnown { why, at }).collect()
    }

    fn defined_twice(&self) -> Vec<NotKnown> {
        let counts = |what: TwiceWhat| !matches!(what, TwiceWhat::RiskShare | TwiceWhat::Row);
        let twice = self.twice.iter().filter(|twice| counts(twice.what));
        let twice = twice.map(|twice| (twice.why(), twice.at));
        let first = self.schemes.iter().filter(|scheme| scheme.doubled);
        let first = first.map(|scheme| (scheme.id.value.to_string(), scheme.id.at));
        let again = self.lost_schemes.iter().filter(|scheme| scheme.doubled);
        let again = again.map(|scheme| (scheme.named.clone(), scheme.at));
        let schemes = first.chain(again);
        let schemes = schemes.map(|(id, at)| (format!("scheme `{id}` is defined twice"), at));
        let all = twice.chain(schemes);
        all.map(|(why, at)| NotKnown { why, at }).collect()
    }
}
