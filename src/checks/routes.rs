//! Contracts and the law they were awarded under: who is named, and by which route.

use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Column, ContractRow, Register};
use crate::seeds::{Regime, regime};
use crate::source::Span;
use crate::value::{Day, folded};
use std::collections::HashSet;

pub(super) static CHECKS: &[&Check] = &[&CONTRACT_WITHOUT_PROVIDER, &ROUTE_DOUBTFUL];

const FAMILY: &str = "registers";

static CONTRACT_WITHOUT_PROVIDER: Check = Check {
    name: "contract-without-provider",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["contracts-law/code-5"],
    page: include_str!("../../docs/checks/contract-without-provider.md"),
    run: Some(contract_without_provider),
};

/// Words that stand in the place of a name.
const NOBODY: &[&str] = &[
    "-",
    "?",
    "n/a",
    "na",
    "none",
    "not-known",
    "tba",
    "tbc",
    "to-be-confirmed",
    "unknown",
    "various",
];

fn is_named(row: &ContractRow) -> bool {
    let nobody = |name: &String| NOBODY.contains(&folded(name).as_str()) || folded(name).is_empty();
    !row.providers.iter().all(nobody)
}

/// Contracts begun none of whose rows names a provider.
fn contract_without_provider(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for register in &case.plan.registers {
        if !register.columns.iter().any(|(c, _)| *c == Column::Provider) {
            found.extend(no_such_column(register));
            continue;
        }
        let named = register.rows.iter().filter(|row| is_named(row));
        let named: HashSet<&str> = named.map(|row| row.reference.as_str()).collect();
        let mut told = HashSet::new();
        for row in &register.rows {
            let reference = row.reference.as_str();
            let to_come = row.starts.value().is_some_and(|day| *day > case.as_at);
            if to_come || named.contains(reference) || !told.insert(reference) {
                continue;
            }
            let at = register.cell(case.sources, row.at, Column::Provider);
            let message = format!("contract {reference} names no provider");
            found.push(
                Finding::new(&CONTRACT_WITHOUT_PROVIDER, at, message)
                    .help("write who is under contract, as the award has it"),
            );
        }
    }
    found
}

/// A register without the column is told once, and lightly: many are published without it.
fn no_such_column(register: &Register) -> Option<Finding> {
    let first = register.rows.first()?;
    let message = format!("{} has no column for the provider", register.name);
    let at = Span {
        end: first.at.start,
        ..first.at
    };
    Some(
        Finding::new(&CONTRACT_WITHOUT_PROVIDER, at, message)
            .help("add a column `provider`, or map its heading under `files:`")
            .graded(Severity::Note),
    )
}

static ROUTE_DOUBTFUL: Check = Check {
    name: "route-doubtful",
    family: FAMILY,
    severity: Severity::Note,
    basis: &[
        "contracts-law/psr-applies",
        "contracts-law/psr-route",
        "contracts-law/procurement-act",
    ],
    page: include_str!("../../docs/checks/route-doubtful.md"),
    run: Some(route_doubtful),
};

/// Words that only a route of the Provider Selection Regime has.
const OF_THE_REGIME: &[&str] = &[
    "direct-award-a",
    "direct-award-b",
    "direct-award-c",
    "direct-award-process",
    "most-suitable-provider",
    "provider-selection-regime",
    "psr",
];

/// Words a route of either law may have.
const OF_EITHER: &[&str] = &[
    "award",
    "call-off",
    "competition",
    "competitive",
    "extension",
    "framework",
    "modification",
    "n/a",
    "not-known",
    "tbc",
    "unknown",
    "urgent",
    "variation",
];

/// Is a route of the regime? None where its words do not tell.
fn of_the_regime(route: &str) -> Option<bool> {
    let route = folded(route);
    let words: Vec<&str> = route
        .split(|c: char| c == '-' || !(c.is_alphanumeric() || c == '/'))
        .filter(|word| !word.is_empty())
        .collect();
    let route = format!("-{}-", words.join("-"));
    let has = |all: &[&str]| {
        all.iter()
            .any(|words| route.contains(&format!("-{words}-")))
    };
    if has(&["not-psr", "non-psr", "outside-psr"]) {
        return Some(false);
    }
    if has(OF_THE_REGIME) {
        return Some(true);
    }
    // Competitive flexible procedures are of the Procurement Act alone.
    if has(OF_EITHER) && !has(&["competitive-flexible"]) {
        return None;
    }
    Some(false)
}

/// A contract's codes say health care and its route is none of the regime's, or the reverse. Only
/// where a register gives both, for contracts begun under the regime; once a contract.
fn route_doubtful(case: &Case<'_>) -> Vec<Finding> {
    let Ok(begun) = Day::parse("2024-01-01") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for register in &case.plan.registers {
        let mut told = HashSet::new();
        for row in &register.rows {
            let since = row.starts.value().is_some_and(|starts| *starts >= begun);
            if !since || row.route.trim().is_empty() {
                continue;
            }
            let (reference, route) = (row.reference.as_str(), row.route.trim());
            let (message, items): (String, &[&'static str]) = match (
                codes(row),
                of_the_regime(route),
            ) {
                (Some(true), Some(false)) => (
                    format!(
                        "contract {reference} is for health care by its codes, and its route, {route}, is none of the Provider Selection Regime's"
                    ),
                    &["contracts-law/psr-applies", "contracts-law/psr-route"],
                ),
                (Some(false), Some(true)) => (
                    format!(
                        "contract {reference} has a route of the Provider Selection Regime, {route}, and none of its codes is on the regime's list"
                    ),
                    &["contracts-law/procurement-act"],
                ),
                _ => continue,
            };
            if !told.insert(reference) {
                continue;
            }
            let at = register.cell(case.sources, row.at, Column::Route);
            found.push(
                Finding::new(&ROUTE_DOUBTFUL, at, message)
                    .help("see which of the two is right: the codes, or the route")
                    .on_items(items.iter().copied()),
            );
        }
    }
    found
}

/// Are the codes of a contract health care (true), or none of them (false)? None where there are
/// no codes, or a code alone cannot tell.
fn codes(row: &ContractRow) -> Option<bool> {
    let mut regimes = Vec::new();
    for code in row.cpv.split(|c: char| !c.is_ascii_digit()) {
        if code.len() == 8 {
            regimes.push(regime(code));
        }
    }
    if regimes.is_empty() || regimes.contains(&Regime::Perhaps) {
        return None;
    }
    if regimes.iter().all(|r| *r == Regime::Inside) {
        return Some(true);
    }
    let outside = regimes.iter().all(|r| *r == Regime::Outside);
    outside.then_some(false)
}
