//! Checks: plan → findings. One file a family; in it each check's static value and, beside it,
//! the function that looks. To add one: the pair in its family's file, and its page.

mod agreement;
mod better_care;
mod bodies;
mod contracts;
mod contributions;
mod ledger;
mod matters;
mod reviews;
mod risk_shares;
mod routes;
mod signatures;
mod terms;
mod waivers;
mod words;

pub use ledger::RowChecks;
pub use matters::{ItemState, State, states};
pub use waivers::{is_of_waivers, waive};

use crate::finding::{Case, Check, Finding};

/// Every family with its checks, in the order of the files.
pub fn families() -> Vec<(&'static str, &'static [&'static Check])> {
    vec![
        ("files", crate::load::faults()),
        ("agreement", agreement::CHECKS),
        ("bodies", bodies::CHECKS),
        ("signatures", signatures::CHECKS),
        ("matters", matters::CHECKS),
        ("terms", terms::CHECKS),
        ("reviews", reviews::CHECKS),
        ("better-care-fund", better_care::CHECKS),
        ("contributions", contributions::CHECKS),
        ("risk-shares", risk_shares::CHECKS),
        ("ledger", ledger::CHECKS),
        ("contracts", contracts::CHECKS),
        ("registers", routes::CHECKS),
        ("waivers", waivers::CHECKS),
    ]
}

/// `1 day`, `3 days`.
fn days(n: i32) -> String {
    if n == 1 {
        "1 day".to_owned()
    } else {
        format!("{n} days")
    }
}

/// Every check.
pub fn all() -> impl Iterator<Item = &'static Check> + Clone {
    families()
        .into_iter()
        .flat_map(|(_, checks)| checks.iter().copied())
}

/// Runs every check that looks for itself.
pub fn run_all(case: &Case<'_>) -> Vec<Finding> {
    all()
        .filter_map(|check| check.run)
        .flat_map(|run| run(case))
        .collect()
}
