//! Ids that two entries of one list have.

use crate::source::Span;
use crate::value::FinancialYear;

/// One of the places where something is defined that is defined twice: figures that rest on it
/// are not given.
#[derive(Clone, Debug)]
pub struct Twice {
    /// Of what.
    pub what: TwiceWhat,
    /// Its name in words: "pool `care`".
    pub named: String,
    /// The year it is of, where it is the row of one.
    pub year: Option<FinancialYear>,
    /// Where it is defined, once.
    pub at: Span,
}

/// What can be defined twice, schemes and reserves apart: of those the entry itself says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwiceWhat {
    /// A partner.
    Partner,
    /// A provider.
    Provider,
    /// A body: the id is a partner's and a provider's.
    Party,
    /// A pool.
    Pool,
    /// A risk share.
    RiskShare,
    /// The row of one year in a table.
    Row,
}

impl TwiceWhat {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            TwiceWhat::Partner => "partner",
            TwiceWhat::Provider => "provider",
            TwiceWhat::Party => "partner and provider",
            TwiceWhat::Pool => "pool",
            TwiceWhat::RiskShare => "risk share",
            TwiceWhat::Row => "row",
        }
    }
}

impl Twice {
    /// That it is defined twice, in words.
    pub fn why(&self) -> String {
        format!("{} is defined twice", self.named)
    }
}
