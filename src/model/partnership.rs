//! The partnership: who takes part.

use super::{
    Agreement, Answer, Assertion, BetterCare, Field, LostPool, LostScheme, Need, OwnService, Party,
    Pool, Reconciliation, RiskShare, Scheme, Twice,
};
use crate::source::{Span, Spanned};
use crate::value::{Day, Id, SlashOrder};

/// Everything `partnership.yaml` and the tables beside it say.
#[derive(Clone, Debug, Default)]
pub struct Partnership {
    /// The last thing its file says; none where there is no file.
    pub ends: Option<Span>,
    /// Its id.
    pub id: Field<Id>,
    /// Its name.
    pub name: Field<String>,
    /// The place it is for.
    pub area: Option<Area>,
    /// How dates with slashes read.
    pub dates: Field<SlashOrder>,
    /// Partners in order: odd pennies go to the first named.
    pub partners: Vec<Partner>,
    /// Entries of that list which could not be read: no amount can be divided without them.
    pub lost_partners: Vec<Span>,
    /// Providers that may share pain and gain.
    pub providers: Vec<Provider>,
    /// Entries of that list which could not be read: under which names they go is not known.
    pub lost_providers: Vec<Span>,
    /// The agreement, if the file has that block.
    pub agreement: Option<Agreement>,
    /// Pooled funds, and money beside them.
    pub pools: Vec<Pool>,
    /// Pools that could not be read: their money is in no position.
    pub lost_pools: Vec<LostPool>,
    /// What the money is for.
    pub schemes: Vec<Scheme>,
    /// Schemes that could not be read.
    pub lost_schemes: Vec<LostScheme>,
    /// Partners, providers, pools, risk shares and rows of a year that are defined twice: each place
    /// of each.
    pub twice: Vec<Twice>,
    /// The risk shares defined.
    pub risk_shares: Vec<RiskShare>,
    /// Entries of that list which could not be read: one that seems not to be there may be one.
    pub lost_risk_shares: Vec<Span>,
    /// What the Better Care Fund asks of it, if the file says.
    pub better_care: Option<BetterCare>,
    /// Answers to questions no file can answer.
    pub answers: Vec<Answer>,
    /// Services of its own, and rules it adds to the built-in ones.
    pub services: Vec<OwnService>,
    /// Entries of that list of which something could not be read: contracts may be taken for another
    /// service without it.
    pub lost_services: Vec<Span>,
    /// What ledgers elsewhere are said to come to.
    pub assertions: Vec<Assertion>,
    /// Partners' books that are held against one another.
    pub reconciliations: Vec<Reconciliation>,
    /// The cells the partnership means to cover.
    pub needs: Vec<Need>,
    /// Areas that contain others: name, members.
    pub areas: Vec<(Spanned<String>, Vec<String>)>,
    /// Cohorts that contain others: name, members.
    pub cohorts: Vec<(Spanned<String>, Vec<String>)>,
}

/// The place a partnership is for.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its name.
    pub name: Field<String>,
    /// GSS code of the council whose area it is, or ODS or GSS code of a board.
    pub code: Field<String>,
    /// Where it is said.
    pub at: Span,
}

/// A body that binds itself by the agreement.
#[derive(Clone, Debug)]
pub struct Partner {
    /// Its id.
    pub id: Spanned<Id>,
    /// Its name.
    pub name: Field<String>,
    /// What kind of body it is; unreadable where the word is none of the kinds the Regulations
    /// know, which a check tells.
    pub kind: Field<PartnerKind>,
    /// The word written for it.
    pub kind_word: Field<String>,
    /// ODS or GSS code.
    pub code: Field<String>,
    /// The body's first day, where it begins while the agreement runs.
    pub from: Field<Day>,
    /// The body's last day, where it ends while the agreement runs.
    pub until: Field<Day>,
    /// Whom it follows: ids of partners, codes or names.
    pub successor_of: Vec<Spanned<String>>,
    /// Who follows it: likewise.
    pub successor: Vec<Spanned<String>>,
    /// The day on which rights and liabilities of whom it follows pass to it.
    pub transfer_date: Field<Day>,
    /// Commissioners that consented to an NHS trust's taking part (reg 7(2), 9(2)).
    pub consents: Vec<Consent>,
    /// The whole entry.
    pub at: Span,
}

/// One commissioner's consent.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Who consented.
    pub by: Field<Id>,
    /// When.
    pub on: Field<Day>,
    /// The entry.
    pub at: Span,
}

/// The kinds of bodies the Regulations let be partners (SI 2000/617 reg 3, NHS Act 2006 s75(7A)
/// to (8)), and a mark for those they do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartnerKind {
    /// Integrated care board.
    IntegratedCareBoard,
    /// NHS England.
    NhsEngland,
    /// NHS trust.
    NhsTrust,
    /// NHS foundation trust.
    FoundationTrust,
    /// Unitary or metropolitan council: a county or district council in law.
    UnitaryAuthority,
    /// County council.
    CountyCouncil,
    /// District council.
    DistrictCouncil,
    /// London borough council.
    LondonBorough,
    /// Common Council of the City of London.
    CityOfLondon,
    /// Council of the Isles of Scilly.
    IslesOfScilly,
    /// Combined authority: an NHS body by treatment only.
    CombinedAuthority,
    /// Combined county authority: likewise.
    CombinedCountyAuthority,
}

impl PartnerKind {
    /// Every kind with the word files use for it.
    pub const WORDS: &'static [(&'static str, PartnerKind)] = &[
        ("integrated-care-board", PartnerKind::IntegratedCareBoard),
        ("nhs-england", PartnerKind::NhsEngland),
        ("nhs-trust", PartnerKind::NhsTrust),
        ("foundation-trust", PartnerKind::FoundationTrust),
        ("unitary-authority", PartnerKind::UnitaryAuthority),
        ("county-council", PartnerKind::CountyCouncil),
        ("district-council", PartnerKind::DistrictCouncil),
        ("london-borough", PartnerKind::LondonBorough),
        ("city-of-london", PartnerKind::CityOfLondon),
        ("isles-of-scilly", PartnerKind::IslesOfScilly),
        ("combined-authority", PartnerKind::CombinedAuthority),
        (
            "combined-county-authority",
            PartnerKind::CombinedCountyAuthority,
        ),
    ];

    /// Is it an NHS body, or treated as one?
    pub fn is_nhs(self) -> bool {
        matches!(
            self,
            PartnerKind::IntegratedCareBoard
                | PartnerKind::NhsEngland
                | PartnerKind::NhsTrust
                | PartnerKind::FoundationTrust
                | PartnerKind::CombinedAuthority
                | PartnerKind::CombinedCountyAuthority
        )
    }

    /// Is it a local authority of reg 3?
    pub fn is_local_authority(self) -> bool {
        !self.is_nhs()
    }
}

/// A body that is paid, and may share pain and gain; never a partner.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its id.
    pub id: Spanned<Id>,
    /// Its name.
    pub name: Field<String>,
    /// Other spellings of its name.
    pub also: Vec<String>,
}

impl Partnership {
    /// Position of a partner in the list.
    pub fn partner(&self, id: &str) -> Option<usize> {
        self.partners.iter().position(|p| p.id.value.as_str() == id)
    }

    /// Position of a provider in the list.
    pub fn provider(&self, id: &str) -> Option<usize> {
        self.providers
            .iter()
            .position(|p| p.id.value.as_str() == id)
    }

    /// A partner or provider by id.
    pub fn party(&self, id: &str) -> Option<Party> {
        let partner = self.partner(id).map(Party::Partner);
        partner.or_else(|| self.provider(id).map(Party::Provider))
    }

    /// Position of a pool in the list.
    pub fn pool(&self, id: &str) -> Option<usize> {
        self.pools.iter().position(|p| p.id.value.as_str() == id)
    }

    /// Position of a scheme in the list.
    pub fn scheme(&self, id: &str) -> Option<usize> {
        self.schemes.iter().position(|s| s.id.value.as_str() == id)
    }
}
