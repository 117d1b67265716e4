//! Contracts in registers: dates, values, and whether the plan knows who and what they are for.

use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Column, ContractRow, Field, Partnership, Register, ServiceList, Value};
use crate::source::{FileId, Span};
use crate::value::{folded, nearest, suggestion};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

pub(super) static CHECKS: &[&Check] = &[
    &CONTRACT_DATES,
    &CONTRACT_OPEN_ENDED,
    &CONTRACT_VALUE_UNKNOWN,
    &CONTRACT_OUTLIVES_AGREEMENT,
    &CONTRACT_OF_NO_PARTNER,
    &CONTRACT_OF_NO_SCHEME,
    &CONTRACT_SERVICE_UNKNOWN,
];

const FAMILY: &str = "contracts";

/// Every row of every register.
fn rows<'a>(case: &'a Case<'_>) -> impl Iterator<Item = (&'a Register, &'a ContractRow)> {
    let registers = case.plan.registers.iter();
    registers.flat_map(|register| register.rows.iter().map(move |row| (register, row)))
}

static CONTRACT_DATES: Check = Check {
    name: "contract-dates",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/one-meaning"],
    page: include_str!("../../docs/checks/contract-dates.md"),
    run: Some(contract_dates),
};

fn contract_dates(case: &Case<'_>) -> Vec<Finding> {
    rows(case)
        .filter_map(|(register, row)| {
            let (starts, ends) = (row.starts.value()?, row.last_day()?);
            let column = end_column(row);
            (ends < *starts).then(|| {
                let message = format!(
                    "contract {} ends on {}, before it starts on {}",
                    row.reference,
                    ends.long(),
                    starts.long()
                );
                Finding::new(
                    &CONTRACT_DATES,
                    register.cell(case.sources, row, column),
                    message,
                )
                .help("see which of the two dates is wrong; until then it is left out of the audit")
            })
        })
        .collect()
}

/// The column that says the last day.
fn end_column(row: &ContractRow) -> Column {
    match row.ended_on.value() {
        Some(_) => Column::EndedOn,
        None => Column::Ends,
    }
}

static CONTRACT_OPEN_ENDED: Check = Check {
    name: "contract-open-ended",
    family: FAMILY,
    severity: Severity::Note,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../docs/checks/contract-open-ended.md"),
    run: Some(contract_open_ended),
};

fn contract_open_ended(case: &Case<'_>) -> Vec<Finding> {
    let open = |row: &ContractRow| row.ends.is_absent() && row.ended_on.is_absent();
    let mut found = Vec::new();
    for register in &case.plan.registers {
        let has_column = register
            .columns
            .iter()
            .any(|(column, _)| *column == Column::Ends);
        let mut rows = register.rows.iter().filter(|row| open(row));
        // A register without the column says so once, not for every contract.
        let told: Vec<(&ContractRow, usize)> = if has_column {
            rows.map(|row| (row, 0)).collect()
        } else {
            rows.next()
                .map(|first| (first, rows.count()))
                .into_iter()
                .collect()
        };
        for (row, more) in told {
            let at = register.cell(case.sources, row, Column::Ends);
            let message = format!(
                "contract {} has no end date{}",
                row.reference,
                and_more(more)
            );
            found.push(Finding::new(&CONTRACT_OPEN_ENDED, at, message).help(
                "write its last day; where it truly has none, agree when it is next reviewed",
            ));
        }
    }
    found
}

static CONTRACT_VALUE_UNKNOWN: Check = Check {
    name: "contract-value-unknown",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/complete-rows"],
    page: include_str!("../../docs/checks/contract-value-unknown.md"),
    run: Some(contract_value_unknown),
};

/// Contracts none of whose rows has a value, each told once.
fn contract_value_unknown(case: &Case<'_>) -> Vec<Finding> {
    let known = |value: &Field<Value>| matches!(value.value(), Some(Value::Known(money)) if money.pence() >= 0);
    // A value that cannot be read has been told already.
    let told = |row: &ContractRow| row.annual.unreadable().or(row.total.unreadable()).is_some();
    let valued: HashSet<(FileId, &str)> = rows(case)
        .filter(|(_, row)| known(&row.annual) || known(&row.total) || told(row))
        .map(|(register, row)| (register.file, row.reference.as_str()))
        .collect();
    let mut seen = HashSet::new();
    rows(case)
        .filter(|(register, row)| {
            let contract = (register.file, row.reference.as_str());
            !valued.contains(&contract) && seen.insert(contract)
        })
        .map(|(register, row)| {
            let has = |column: Column| register.columns.iter().any(|(c, _)| *c == column);
            let column = match (row.annual.is_absent(), row.total.is_absent()) {
                (true, false) => Column::TotalValue,
                (true, true) if !has(Column::AnnualValue) => Column::TotalValue,
                _ => Column::AnnualValue,
            };
            let at = register.cell(case.sources, row, column);
            let message = format!("the value of contract {} is not known", row.reference);
            Finding::new(&CONTRACT_VALUE_UNKNOWN, at, message)
                .help("give `annual_value` or `total_value`: no sum can count it until then")
        })
        .collect()
}

static CONTRACT_OUTLIVES_AGREEMENT: Check = Check {
    name: "contract-outlives-agreement",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["si-2000-617/7-3-f"],
    page: include_str!("../../docs/checks/contract-outlives-agreement.md"),
    run: Some(contract_outlives_agreement),
};

/// Contracts that serve a scheme of the plan and end after the agreement that pays for it.
fn contract_outlives_agreement(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let agreement = plan.agreement.as_ref();
    let Some(Field::Given(until)) = agreement.map(|a| &a.ends) else {
        return Vec::new();
    };
    let schemes = scheme_ids(plan);
    rows(case)
        .filter_map(|(register, row)| {
            let ends = row.last_day()?;
            let serves = schemes.contains(folded(&row.scheme).as_str());
            (serves && ends > until.value).then(|| {
                let message = format!(
                    "contract {} runs to {}, and the agreement that pays for it ends on {}",
                    row.reference,
                    ends.long(),
                    until.value.long()
                );
                let at = register.cell(case.sources, row, end_column(row));
                Finding::new(&CONTRACT_OUTLIVES_AGREEMENT, at, message)
                    .also(until.at, "the agreement ends here")
                    .help("agree who pays for it from then on")
            })
        })
        .collect()
}

static CONTRACT_OF_NO_PARTNER: Check = Check {
    name: "contract-of-no-partner",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/names"],
    page: include_str!("../../docs/checks/contract-of-no-partner.md"),
    run: Some(contract_of_no_partner),
};

fn contract_of_no_partner(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    if plan.partners.is_empty() {
        return Vec::new();
    }
    let known = |name: &str| {
        let name = folded(name);
        plan.partners.iter().any(|p| {
            p.id.value.as_str() == name || p.name.value().is_some_and(|n| folded(n) == name)
        })
    };
    // One finding for each name in each register: a whole register may be another body's.
    let strangers = rows(case).filter(|(_, row)| !known(&row.commissioner));
    first_of_each(strangers, |row| folded(&row.commissioner))
        .into_iter()
        .map(|(register, row, more)| {
            let at = register.cell(case.sources, row, Column::Commissioner);
            let ids = plan.partners.iter().map(|p| p.id.value.as_str());
            let several = more > 0;
            let more = and_more(more);
            let message = if row.commissioner.is_empty() {
                format!("contract {} names no commissioner{more}", row.reference)
            } else {
                format!(
                    "contract {} is commissioned by `{}`, which is no partner{more}",
                    row.reference, row.commissioner
                )
            };
            Finding::new(&CONTRACT_OF_NO_PARTNER, at, message)
                .help(suggestion(&row.commissioner, ids))
                .and_others(several)
        })
        .collect()
}

fn scheme_ids(plan: &Partnership) -> HashSet<&str> {
    plan.schemes.iter().map(|s| s.id.value.as_str()).collect()
}

/// The first row of each key in each register, and how many more there are.
fn first_of_each<'a>(
    rows: impl Iterator<Item = (&'a Register, &'a ContractRow)>,
    key: impl Fn(&ContractRow) -> String,
) -> Vec<(&'a Register, &'a ContractRow, usize)> {
    let mut found: Vec<(&Register, &ContractRow, usize)> = Vec::new();
    let mut places: HashMap<(FileId, String), usize> = HashMap::new();
    for (register, row) in rows {
        match places.entry((register.file, key(row))) {
            Entry::Occupied(place) => found[*place.get()].2 += 1,
            Entry::Vacant(place) => {
                place.insert(found.len());
                found.push((register, row, 0));
            }
        }
    }
    found
}

/// ` (and 3 more in this register)`.
fn and_more(more: usize) -> String {
    match more {
        0 => String::new(),
        n => format!(" (and {n} more in this register)"),
    }
}

static CONTRACT_OF_NO_SCHEME: Check = Check {
    name: "contract-of-no-scheme",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/names"],
    page: include_str!("../../docs/checks/contract-of-no-scheme.md"),
    run: Some(contract_of_no_scheme),
};

fn contract_of_no_scheme(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let schemes = scheme_ids(plan);
    rows(case)
        .filter(|(_, row)| {
            !row.scheme.is_empty() && !schemes.contains(folded(&row.scheme).as_str())
        })
        .map(|(register, row)| {
            let at = register.cell(case.sources, row, Column::Scheme);
            let ids = plan.schemes.iter().map(|s| s.id.value.as_str());
            let message = format!("there is no scheme `{}`", row.scheme);
            let help = if plan.schemes.is_empty() {
                "this folder defines no scheme at all: add it under `schemes:`".to_owned()
            } else {
                suggestion(&row.scheme, ids)
            };
            Finding::new(&CONTRACT_OF_NO_SCHEME, at, message).help(help)
        })
        .collect()
}

static CONTRACT_SERVICE_UNKNOWN: Check = Check {
    name: "contract-service-unknown",
    family: FAMILY,
    severity: Severity::Note,
    basis: &["planning-folder/names"],
    page: include_str!("../../docs/checks/contract-service-unknown.md"),
    run: Some(contract_service_unknown),
};

/// Services that neither the built-in list nor the partnership's own holds: each is compared only
/// with itself, so a misspelt one hides overlaps. Told once for each service and register, and for
/// each need.
fn contract_service_unknown(case: &Case<'_>) -> Vec<Finding> {
    let list = ServiceList::of(&case.plan.partnership);
    let names = list
        .all
        .iter()
        .flat_map(|s| [s.id.clone(), folded(&s.name)]);
    let known: HashSet<String> = names.map(|name| folded(&name)).collect();
    let tell = |service: &str, at: Span, more: usize, or: &str| {
        let message = format!(
            "`{service}` is not on the list of services{}",
            and_more(more)
        );
        let help = match nearest(service, list.all.iter().map(|s| s.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "see `jcplan list services`, or add it under `services:` in partnership.yaml{or}"
            ),
        };
        Finding::new(&CONTRACT_SERVICE_UNKNOWN, at, message)
            .help(help)
            .and_others(more > 0)
    };
    let unlisted = rows(case)
        .filter(|(_, row)| !row.service.is_empty() && !known.contains(&folded(&row.service)));
    let of_rows = first_of_each(unlisted, |row| folded(&row.service))
        .into_iter()
        .map(|(register, row, more)| {
            let at = register.cell(case.sources, row, Column::Service);
            tell(&row.service, at, more, "; blank leaves it to the title")
        });
    let needs = case.plan.partnership.needs.iter();
    let of_needs = needs.filter_map(|need| match &need.service {
        Field::Given(service) if !known.contains(&folded(&service.value)) => {
            Some(tell(&service.value, service.at, 0, ""))
        }
        _ => None,
    });
    of_rows.chain(of_needs).collect()
}
