//! The Better Care Fund year by year: what is known of it, and what is not.

use super::read;
use crate::value::{Day, FinancialYear};
use serde::Deserialize;
use std::sync::OnceLock;

/// One year of the fund.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BetterCareYear {
    /// The year, as 2025-26.
    pub year: String,
    /// The document that rules it.
    pub framework: String,
    /// When that was published, year first.
    pub published: String,
    /// When plans were due.
    pub plan_due: Option<Due>,
    /// The last day for signing the section 75 agreement.
    pub agreement_signed_by: Option<Due>,
    /// Where its money comes from.
    pub sources: Vec<FundSource>,
    /// By how much the minimum for adult social care rises on the year before.
    pub asc_minimum_uplift: Option<String>,
    /// Its conditions, by item.
    pub conditions: Vec<String>,
    /// Who signs the plan.
    pub sign_off: Vec<Signatory>,
    /// What is measured.
    pub metrics: Vec<Measure>,
    /// When returns are due.
    #[serde(default)]
    pub returns: Vec<Return>,
    /// What is not known.
    pub not_known: Vec<String>,
}

/// A day, and whether a source was seen for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The day, year first.
    pub on: String,
    /// Was a source seen?
    pub verified: bool,
}

impl Due {
    /// The day.
    pub fn day(&self) -> Option<Day> {
        Day::parse(&self.on).ok()
    }
}

/// A source of money.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FundSource {
    /// The word files use for it.
    pub source: String,
    /// Its name in that year.
    pub name: String,
    /// The national amount, in millions of pounds.
    pub national_millions: Option<u32>,
    /// Anything else known of it.
    pub note: Option<String>,
}

/// One who signs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// In which role.
    pub role: SignOffRole,
    /// What is asked.
    pub text: String,
    /// Was a source seen?
    pub verified: bool,
}

/// Roles in which a plan is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignOffRole {
    /// Chief executive of each council.
    ChiefExecutiveCouncil,
    /// Chief executive of each integrated care board.
    ChiefExecutiveIcb,
    /// Section 151 officer of the council.
    #[serde(rename = "section-151-officer")]
    Section151Officer,
    /// Health and wellbeing board.
    HealthAndWellbeingBoard,
}

/// What is measured.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// In our words.
    pub text: String,
    /// Was a source seen?
    pub verified: bool,
}

/// A return.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// For which period.
    pub period: String,
    /// When it is due.
    pub due: Due,
}

/// Every year known, earliest first.
pub fn better_care_years() -> &'static [BetterCareYear] {
    static ALL: OnceLock<Vec<BetterCareYear>> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = include_str!("../../seeds/better-care-fund/years.yaml");
        read(text, "Better Care Fund years")
    })
}

/// One year of the fund, if it is known.
pub fn better_care_year(year: FinancialYear) -> Option<&'static BetterCareYear> {
    let named = year.to_string();
    better_care_years().iter().find(|y| y.year == named)
}
