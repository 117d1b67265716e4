//! What the agreement must or should state, and does not.

use super::FAMILY;
use super::state::{State, of_parts};
use super::{applies, stated};
use crate::finding::{Case, Check, Finding, Severity};
use crate::seeds::{self, Item, Kind, Stating};
use crate::value::{folded, nearest, shown};

pub(super) static MATTER_MISSING: Check = Check {
    name: seeds::MATTER_MISSING,
    family: FAMILY,
    severity: Severity::Error,
    basis: &[],
    page: include_str!("../../../docs/checks/matter-missing.md"),
    run: Some(|case| musts(case, State::Missing)),
};

pub(super) static MATTER_WEAK: Check = Check {
    name: seeds::MATTER_WEAK,
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[],
    page: include_str!("../../../docs/checks/matter-weak.md"),
    run: Some(|case| musts(case, State::Weak)),
};

/// Items of an agreement that apply and are stated in parts.
fn asked(case: &Case<'_>) -> impl Iterator<Item = &'static Item> {
    seeds::items()
        .filter(|item| !item.parts.is_empty() && item.same_as.is_none())
        .filter(|item| applies::why_not(item, case).is_none())
}

/// A finding for every must in this state.
fn musts(case: &Case<'_>, wanted: State) -> Vec<Finding> {
    let Some(agreement) = &case.plan.partnership.agreement else {
        return Vec::new();
    };
    let all = asked(case).filter(|item| item.kind == Kind::Must);
    all.map(|item| of_parts(item, case))
        .filter(|found| found.state == wanted)
        .map(|found| {
            let item = found.item;
            let words: Vec<&str> = found.lacking.iter().map(|p| p.words.as_str()).collect();
            let lacking = words.join(" or ");
            let mut named: Vec<&str> = found
                .lacking
                .iter()
                .filter_map(|part| part.clauses.first().map(String::as_str))
                .collect();
            named.dedup();
            let place = &item.place;
            let (check, message) = match wanted {
                State::Missing => (
                    &MATTER_MISSING,
                    format!("the agreement does not state {lacking} ({place})"),
                ),
                _ => (
                    &MATTER_WEAK,
                    format!("the agreement does not fully state {lacking} ({place})"),
                ),
            };
            let placed = match named.is_empty() {
                true => String::new(),
                false => format!(
                    ", or say where the signed document does by a row of `clauses:` (matter: {})",
                    named.join(", ")
                ),
            };
            let help = format!("state it{placed}. Wanted: {}", item.text);
            let finding = Finding::new(check, found.by.unwrap_or(agreement.at), message)
                .help(help)
                .on_basis(&item.id);
            match item.lighter {
                true => finding.graded(Severity::Warning.min(check.severity)),
                false => finding,
            }
        })
        .collect()
}

pub(super) static PROVISION_MISSING: Check = Check {
    name: seeds::PROVISION_MISSING,
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[],
    page: include_str!("../../../docs/checks/provision-missing.md"),
    run: Some(provision_missing),
};

/// How many provisions are named; the rest are counted.
const NAMED: usize = 8;

/// One finding for all that guidance asks an agreement to state and it states nowhere. A draft is
/// still being written, and is only told in a note.
fn provision_missing(case: &Case<'_>) -> Vec<Finding> {
    let Some(agreement) = &case.plan.partnership.agreement else {
        return Vec::new();
    };
    let draft = agreement.status.value().is_some_and(|s| s == "draft");
    // What the law wants too is told by the checks on its matters.
    let wanted: Vec<&String> = asked(case)
        .filter(|item| item.kind == Kind::Must)
        .flat_map(|item| &item.parts)
        .flat_map(|part| &part.keys)
        .collect();
    let mut basis: Vec<&'static str> = Vec::new();
    let mut lacking: Vec<&'static Stating> = Vec::new();
    for item in asked(case).filter(|item| item.kind == Kind::Should) {
        let found = of_parts(item, case);
        if found.state == State::Met {
            continue;
        }
        // Stating of it stands somewhere: what does not is told, whichever document asks for it.
        for part in found.lacking {
            let own = |key: &String| key.starts_with("agreement.") && !wanted.contains(&key);
            if !part.keys.iter().all(own) || stated::find(part, case).some {
                continue;
            }
            let known = |p: &&Stating| p.keys == part.keys;
            if !lacking.iter().any(known) {
                lacking.push(part);
            }
            if basis.last() != Some(&item.id.as_str()) {
                basis.push(&item.id);
            }
        }
    }
    if lacking.is_empty() {
        return Vec::new();
    }
    let named: Vec<&str> = lacking
        .iter()
        .take(NAMED)
        .map(|p| p.words.as_str())
        .collect();
    let more = match lacking.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    let (provisions, are) = match lacking.len() {
        1 => ("1 provision".to_owned(), "is"),
        n => (format!("{n} provisions"), "are"),
    };
    let message = format!(
        "{provisions} that guidance asks of an agreement {are} stated nowhere: {}{more}",
        named.join("; ")
    );
    let help = "state each by its key, or place it by a row of `clauses:`; `jcplan check --matters` shows which document asks, and `jcplan explain` with \
                an item's id names its keys and clauses";
    let mut finding = Finding::new(&PROVISION_MISSING, agreement.at, message).help(help);
    finding.basis = basis;
    let finding = finding.and_others(lacking.len() > 1);
    vec![match draft {
        true => finding.graded(Severity::Note),
        false => finding,
    }]
}

pub(super) static CLAUSE_OF_NO_MATTER: Check = Check {
    name: "clause-of-no-matter",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["planning-folder/names"],
    page: include_str!("../../../docs/checks/clause-of-no-matter.md"),
    run: Some(clause_of_no_matter),
};

/// A row of `clauses` whose matter no checklist knows places nothing.
fn clause_of_no_matter(case: &Case<'_>) -> Vec<Finding> {
    let Some(agreement) = &case.plan.partnership.agreement else {
        return Vec::new();
    };
    let known = seeds::items()
        .flat_map(|item| &item.parts)
        .flat_map(|part| &part.clauses)
        .map(String::as_str)
        .chain(applies::APPORTIONMENT.iter().copied());
    let mut found = Vec::new();
    for clause in &agreement.clauses {
        let Some(at) = clause.matter.at() else {
            continue;
        };
        let Some(matter) = clause.matter.value() else {
            continue;
        };
        let name = folded(matter);
        if name.starts_with("x-") || known.clone().any(|k| k == name) {
            continue;
        }
        let message = format!("no checklist has a matter `{}`", shown(matter));
        let help = match nearest(&name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`jcplan list matters` names them; one of your own begins with `x-`".to_owned(),
        };
        found.push(Finding::new(&CLAUSE_OF_NO_MATTER, at, message).help(help));
    }
    found
}
