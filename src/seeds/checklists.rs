//! Checklists: what the law, guidance and a planning folder itself ask, item by item, in our own
//! words; a folder a document.

use super::read;
use crate::value::{Day, FinancialYear};
use serde::{Deserialize, Deserializer};
use std::sync::OnceLock;

/// A document and its items.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its id: the folder's name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it asks.
    pub items: Vec<Item>,
}

/// One thing a document asks. It is answered by the parts of the agreement that state it, by
/// checks, or by people whose answer is kept with a date and evidence; or by several of these.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Unique: `document/place`.
    pub id: String,
    /// Where the document says it.
    pub place: String,
    /// What it asks, in our words.
    pub text: String,
    /// How much it binds.
    pub kind: Kind,
    /// First day it holds; none: as long as the document does.
    #[serde(default, deserialize_with = "day")]
    pub since: Option<Day>,
    /// Last day it holds.
    #[serde(default, deserialize_with = "day")]
    pub until: Option<Day>,
    /// The Better Care Fund year it belongs to.
    #[serde(default, deserialize_with = "year")]
    pub year: Option<FinancialYear>,
    /// It applies only where any of these holds; none: everywhere.
    #[serde(default, rename = "for")]
    pub applies: Vec<When>,
    /// Why it is not certain, where it rests on what nobody has verified.
    pub unverified: Option<String>,
    /// What the agreement must state for it.
    #[serde(default)]
    pub parts: Vec<Stating>,
    /// Another item that asks the same, and is told in its stead.
    pub same_as: Option<String>,
    /// Keys whose place is shown where checks answer it and find nothing amiss.
    #[serde(default)]
    pub shown: Vec<String>,
    /// Names of the checks that answer it.
    #[serde(default)]
    pub answered_by: Vec<String>,
    /// What people are asked; answered yes, partly or no.
    pub question: Option<String>,
    /// Lighter than its kind where the parts are missing: a gap, not a breach.
    #[serde(default)]
    pub lighter: bool,
}

/// How much an item binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Law, or a condition of funding.
    Must,
    /// Guidance says to do it.
    Should,
    /// A question worth putting.
    Ask,
}

impl Kind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Must => "must",
            Kind::Should => "should",
            Kind::Ask => "ask",
        }
    }
}

/// What must hold of a partnership for an item to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The agreement makes a pooled fund (reg 7).
    PooledFund,
    /// NHS bodies exercise councils' functions (reg 8).
    NhsExercisesCouncilFunctions,
    /// Councils exercise NHS functions (reg 9).
    CouncilExercisesNhsFunctions,
    /// An NHS trust, not a foundation trust, is a partner.
    NhsTrust,
    /// A combined authority, or combined county authority, is a partner.
    CombinedAuthority,
    /// A district council is a partner.
    DistrictCouncil,
    /// A county council is a partner: districts hold the disabled facilities grant.
    TwoTier,
    /// A contribution comes from a Better Care Fund source.
    BetterCareFund,
    /// A pooled fund takes no contribution from a Better Care Fund source.
    OtherThanBetterCareFund,
    /// The place model of that name.
    SeatAtTheTable,
    /// The place model of that name.
    JointArrangements,
    /// The place model of that name.
    Delegation,
    /// The place model of that name.
    Devolution,
    /// A risk share is defined.
    RiskShare,
    /// Contract registers are there.
    Contracts,
    /// A ledger is there.
    Ledger,
    /// The functions name section 117 after-care.
    Aftercare,
    /// Charging functions are exercised.
    Charging,
}

impl When {
    /// What does not hold, where an item does not apply.
    pub fn otherwise(self) -> &'static str {
        match self {
            When::PooledFund => "no pooled fund is made",
            When::NhsExercisesCouncilFunctions => "no NHS body exercises a council's functions",
            When::CouncilExercisesNhsFunctions => "no council exercises NHS functions",
            When::NhsTrust => "no NHS trust is a partner",
            When::CombinedAuthority => "no combined authority is a partner",
            When::DistrictCouncil => "no district council is a partner",
            When::TwoTier => "no county council is a partner",
            When::BetterCareFund => "no contribution comes from the Better Care Fund",
            When::OtherThanBetterCareFund => "every pooled fund is a Better Care Fund pool",
            When::SeatAtTheTable
            | When::JointArrangements
            | When::Delegation
            | When::Devolution => "the agreement follows another place model, or names none",
            When::RiskShare => "no risk share is defined",
            When::Contracts => "no contract register is there",
            When::Ledger => "no ledger is there",
            When::Aftercare => "section 117 after-care is not among the functions",
            When::Charging => "no charging is stated",
        }
    }
}

/// One part of an item: keys any of which states it, and the names under which a row of
/// `clauses` may place it instead.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stating {
    /// What it is, in words that follow "does not state".
    pub words: String,
    /// Keys, from the top of `partnership.yaml`.
    #[serde(default)]
    pub keys: Vec<String>,
    /// Names of matters in `clauses`.
    #[serde(default)]
    pub clauses: Vec<String>,
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
    let text = String::deserialize(from)?;
    let parsed = Day::parse(&text).map(Some);
    parsed.map_err(|fault| serde::de::Error::custom(format!("{text}: {fault}")))
}

fn year<'de, D: Deserializer<'de>>(from: D) -> Result<Option<FinancialYear>, D::Error> {
    let text = String::deserialize(from)?;
    let parsed = FinancialYear::parse(&text).map(Some);
    parsed.ok_or_else(|| serde::de::Error::custom(format!("{text} is no financial year")))
}

/// Told where nothing of a `must` is stated.
pub const MATTER_MISSING: &str = "matter-missing";
/// Told where a `must` is stated in part.
pub const MATTER_WEAK: &str = "matter-weak";
/// Told where what guidance asks is not stated.
pub const PROVISION_MISSING: &str = "provision-missing";
/// Told where an answer to a question has nothing to show for it.
pub const ANSWER_WITHOUT_EVIDENCE: &str = "answer-without-evidence";
/// Told where a question the law puts is not answered.
pub const QUESTION_UNANSWERED: &str = "question-unanswered";

impl Item {
    /// Adds the checks that answer every item of its make, so that no document need list them.
    fn with_general_checks(mut self) -> Item {
        let mut general = Vec::new();
        match (self.parts.is_empty(), self.kind) {
            (true, _) => {}
            (false, Kind::Must) => general.extend([MATTER_MISSING, MATTER_WEAK]),
            (false, Kind::Should) => general.push(PROVISION_MISSING),
            // Worth asking, and no fault where nobody has.
            (false, Kind::Ask) => {}
        }
        if self.question.is_some() {
            general.push(ANSWER_WITHOUT_EVIDENCE);
            if self.kind == Kind::Must {
                general.push(QUESTION_UNANSWERED);
            }
        }
        for name in general {
            if !self.answered_by.iter().any(|n| n == name) {
                self.answered_by.push(name.to_owned());
            }
        }
        self
    }
}

/// The documents, in the order they are printed.
const DOCUMENTS: &[(&str, &str)] = &[
    (
        "si-2000-617",
        include_str!("../../seeds/si-2000-617/checklist.yaml"),
    ),
    ("bodies", include_str!("../../seeds/bodies/checklist.yaml")),
    (
        "nhs-act-2006",
        include_str!("../../seeds/nhs-act-2006/checklist.yaml"),
    ),
    (
        "health-and-care-act-2022",
        include_str!("../../seeds/health-and-care-act-2022/checklist.yaml"),
    ),
    (
        "better-care-fund",
        include_str!("../../seeds/better-care-fund/checklist.yaml"),
    ),
    (
        "contracts-law",
        include_str!("../../seeds/contracts-law/checklist.yaml"),
    ),
    (
        "scie-pooling",
        include_str!("../../seeds/scie-pooling/checklist.yaml"),
    ),
    (
        "scie-risk-sharing",
        include_str!("../../seeds/scie-risk-sharing/checklist.yaml"),
    ),
    (
        "scie-contracting",
        include_str!("../../seeds/scie-contracting/checklist.yaml"),
    ),
    (
        "scie-joint-commissioning",
        include_str!("../../seeds/scie-joint-commissioning/checklist.yaml"),
    ),
    (
        "scie-place-models",
        include_str!("../../seeds/scie-place-models/checklist.yaml"),
    ),
    (
        "lga-intermediate-care",
        include_str!("../../seeds/lga-intermediate-care/checklist.yaml"),
    ),
    (
        "kings-fund-contracting",
        include_str!("../../seeds/kings-fund-contracting/checklist.yaml"),
    ),
    (
        "pooled-fund-practice",
        include_str!("../../seeds/pooled-fund-practice/checklist.yaml"),
    ),
    (
        "planning-folder",
        include_str!("../../seeds/planning-folder/checklist.yaml"),
    ),
];

/// Every checklist.
pub fn checklists() -> &'static [Checklist] {
    static ALL: OnceLock<Vec<Checklist>> = OnceLock::new();
    ALL.get_or_init(|| {
        let documents = DOCUMENTS.iter().map(|(id, text)| {
            let mut list: Checklist = read(text, id);
            let items = std::mem::take(&mut list.items);
            list.items = items.into_iter().map(Item::with_general_checks).collect();
            list
        });
        documents.collect()
    })
}

/// One item by its id.
pub fn item(id: &str) -> Option<&'static Item> {
    items().find(|i| i.id == id)
}

/// Every item of every document.
pub fn items() -> impl Iterator<Item = &'static Item> + Clone {
    checklists().iter().flat_map(|c| &c.items)
}
