//! The checklists of the law and of guidance, and how a partnership stands to each of their items:
//! what the agreement states, what the checks found, what people answered.

mod answers;
mod applies;
mod state;
mod stated;
mod told;

pub(super) use applies::{APPORTIONMENT, aftercare, makes, of_better_care_fund};
pub use state::{ItemState, State, states};

use crate::finding::Check;

pub(super) static CHECKS: &[&Check] = &[
    &told::MATTER_MISSING,
    &told::MATTER_WEAK,
    &told::PROVISION_MISSING,
    &told::CLAUSE_OF_NO_MATTER,
    &answers::QUESTION_UNANSWERED,
    &answers::ANSWER_WITHOUT_EVIDENCE,
    &answers::ANSWER_OF_NO_ITEM,
    &answers::EVIDENCE_MISSING,
];

const FAMILY: &str = "matters";
