//! Names that mean two things where a destination is read.

use super::FAMILY;
use crate::finding::{Case, Check, Finding, Severity};
use crate::source::{Span, Spanned};
use crate::value::Id;

pub(super) static RESERVE_NAME_TAKEN: Check = Check {
    name: "reserve-name-taken",
    family: FAMILY,
    severity: Severity::Error,
    basis: &["planning-folder/names"],
    page: include_str!("../../../docs/checks/reserve-name-taken.md"),
    run: Some(reserve_name_taken),
};

/// Words that a destination reads before any name.
const WORDS: &[&str] = &[
    "host",
    "lead",
    "contributions",
    "funding",
    "equally",
    "unallocated",
];

/// A destination is read as a word first, then as a partner, a provider, a reserve: a name that
/// comes earlier hides one that comes later.
fn reserve_name_taken(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let partners: Vec<&Spanned<Id>> = plan.partners.iter().map(|p| &p.id).collect();
    let providers: Vec<&Spanned<Id>> = plan.providers.iter().map(|p| &p.id).collect();
    let both: Vec<&Spanned<Id>> = partners.iter().chain(&providers).copied().collect();
    let mut found = Vec::new();
    for partner in &partners {
        found.extend(taken("partner", partner, &[]));
    }
    for provider in &providers {
        found.extend(taken("provider", provider, &[]));
        found.extend(of_both(provider, &partners));
    }
    for reserve in plan.pools.iter().flat_map(|pool| &pool.reserves) {
        found.extend(taken("reserve", &reserve.id, &both));
    }
    found
}

/// A body of either kind may stand wherever one of the other may.
fn of_both(provider: &Spanned<Id>, partners: &[&Spanned<Id>]) -> Option<Finding> {
    let partner = partners.iter().find(|p| p.value == provider.value)?;
    let id = &provider.value;
    let message = format!(
        "`{id}` is the id of this provider and of a partner: which of the two is meant cannot be told"
    );
    let finding = Finding::new(&RESERVE_NAME_TAKEN, provider.at, message);
    let help = "give the provider another id, or remove it if it is the same body";
    Some(finding.also(partner.at, "the partner").help(help))
}

fn taken(what: &str, id: &Spanned<Id>, before: &[&Spanned<Id>]) -> Option<Finding> {
    let tell = |message: String| {
        Finding::new(&RESERVE_NAME_TAKEN, id.at, message).help(format!(
            "give the {what} another id, and name that in the risk shares"
        ))
    };
    if WORDS.contains(&id.value.as_str()) {
        let message = format!(
            "the id of this {what}, `{}`, is a word that a risk share reads as something else",
            id.value
        );
        return Some(tell(message));
    }
    let other: Span = before.iter().find(|b| b.value == id.value)?.at;
    let message = format!(
        "`{}` is the id of this {what} and of a body: where a risk share names it, the body is meant",
        id.value
    );
    Some(tell(message).also(other, "the body"))
}
