//! The Better Care Fund, instalments, years, ledgers and routes: edges of each check, worked by hand.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod baselines;
mod fund;
#[path = "../support/mod.rs"]
mod support;
mod timing;
mod versions;

use support::{folder, tarn_and_vale, told};

pub(crate) const DAY: &str = "2025-10-20";

/// What a check says of a partnership with these lines below its partners.
pub(crate) fn of(check: &str, name: &str, below: &str, as_at: &str) -> Vec<String> {
    let at = folder(name, &[("partnership.yaml", &tarn_and_vale(below))]);
    told(&at, check, as_at)
}

/// What a check says of a partnership with a ledger.
pub(crate) fn with_ledger(
    check: &str,
    name: &str,
    below: &str,
    ledger: &str,
    as_at: &str,
) -> Vec<String> {
    let at = folder(
        name,
        &[
            ("partnership.yaml", &tarn_and_vale(below)),
            ("ledger/all.csv", ledger),
        ],
    );
    told(&at, check, as_at)
}

/// What a check says of a register.
pub(crate) fn of_register(check: &str, name: &str, register: &str) -> Vec<String> {
    let at = folder(
        name,
        &[
            ("partnership.yaml", &tarn_and_vale("")),
            ("contracts/council.csv", register),
        ],
    );
    told(&at, check, DAY)
}
