//! What jcplan knows before it reads anything: checklists, services, headings, bodies. Embedded data;
//! our own words, each folder with a note of what it rests on.

mod better_care;
mod bodies;
mod checklists;
mod headings;
mod phrases;
mod principles;
mod routes;
mod services;

pub use better_care::{
    BetterCareYear, Due, FundSource, Measure, Return, SignOffRole, Signatory, better_care_year,
    better_care_years,
};
pub use bodies::{
    COUNCILS_KNOWN_TO, ICBS_KNOWN_TO, Life, Listed, Part, Successor, bodies, codes_of, life, parts,
    replaced,
};
pub use checklists::{
    ANSWER_WITHOUT_EVIDENCE, Checklist, Item, Kind, MATTER_MISSING, MATTER_WEAK, PROVISION_MISSING,
    QUESTION_UNANSWERED, Stating, When, checklists, item, items,
};
pub use headings::{HeadingSet, Payments, heading_of, heading_sets, payments};
pub use phrases::{Excluded, Obsolete, Side, excluded, obsolete, obsolete_near};
pub use principles::{Principle, principles};
pub use routes::{Exception, HealthCodes, Regime, health_codes, regime};
pub use services::{Rule, Service, services};

fn read<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> T {
    match serde_yaml::from_str(text) {
        Ok(value) => value,
        // Embedded data that a test reads on every run; it cannot differ on a user's machine.
        Err(error) => unreachable!("{what}: {error}"),
    }
}
