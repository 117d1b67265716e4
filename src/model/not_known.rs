//! What of a partnership its ledger's totals cannot be sure of: facts and places, for a file of
//! totals keeps both, and who takes the file holds the facts against the folder.

use super::{Partnership, TwiceWhat};
use crate::source::Span;

/// Something that is defined twice.
#[derive(Clone, Debug)]
pub struct NotKnown {
    /// What is wrong, in words.
    pub why: String,
    /// Where.
    pub at: Span,
}

impl Partnership {
    /// Every place of a partner, provider, pool or scheme that is defined twice.
    pub fn not_known(&self) -> Vec<NotKnown> {
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
