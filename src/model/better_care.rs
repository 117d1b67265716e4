//! What the Better Care Fund asks of a partnership: minimums, sign-offs, grant handed on.

use super::{Field, Source};
use crate::source::Span;
use crate::value::{Day, FinancialYear, Id, Money};

/// What the `better_care_fund:` block says.
#[derive(Clone, Debug, Default)]
pub struct BetterCare {
    /// Published allocations: the least that must be pooled.
    pub minimums: Vec<Minimum>,
    /// Who signed the plan off, when.
    pub sign_offs: Vec<SignOff>,
    /// Grant to be handed on to districts.
    pub passports: Vec<Passport>,
    /// Places where something may stand among the minimums that cannot be read.
    pub unreadable: Vec<Span>,
}

/// The least one source must bring in a year.
#[derive(Clone, Debug)]
pub struct Minimum {
    /// The year.
    pub year: Field<FinancialYear>,
    /// The source.
    pub source: Field<Source>,
    /// Whose allocation; none: all partners' together.
    pub partner: Field<Id>,
    /// Pence.
    pub amount: Field<Money>,
    /// The entry.
    pub at: Span,
}

/// One signature under a plan.
#[derive(Clone, Debug)]
pub struct SignOff {
    /// The plan's year.
    pub year: Field<FinancialYear>,
    /// In which role.
    pub role: Field<Role>,
    /// For which body, where a body signs.
    pub partner: Field<Id>,
    /// When.
    pub on: Field<Day>,
    /// Was it signed by somebody in the holder's stead?
    pub delegated: bool,
    /// The entry.
    pub at: Span,
}

/// Who signs a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The chief executive of a partner.
    ChiefExecutive,
    /// The council's officer under section 151 of the Local Government Act 1972.
    Section151Officer,
    /// The health and wellbeing board.
    HealthAndWellbeingBoard,
}

impl Role {
    /// Every role with the word files use for it.
    pub const WORDS: &'static [(&'static str, Role)] = &[
        ("chief-executive", Role::ChiefExecutive),
        ("section-151-officer", Role::Section151Officer),
        ("health-and-wellbeing-board", Role::HealthAndWellbeingBoard),
    ];
}

/// Grant an upper-tier council hands on.
#[derive(Clone, Debug)]
pub struct Passport {
    /// To whom: a partner or provider.
    pub to: Field<Id>,
    /// For which year.
    pub year: Field<FinancialYear>,
    /// The district's allocation. Pence.
    pub amount: Field<Money>,
    /// The day the district agreed otherwise, if it did.
    pub agreed_otherwise: Field<Day>,
    /// The entry.
    pub at: Span,
}
