//! What the agreement says: functions that may not be in it, references that no longer stand,
//! outcomes nobody can measure, consents and apportionments that must be there.

use super::bodies;
use super::matters::{APPORTIONMENT, aftercare, makes};
use super::words::{Around, every_phrase};
use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{ArrangementKind, Consent, Field, Partner, PartnerKind};
use crate::seeds::{self, Side};
use crate::source::{Span, Spanned};
use crate::value::{Day, folded, shown};

pub(super) static CHECKS: &[&Check] = &[
    &FUNCTION_EXCLUDED,
    &OBSOLETE_REFERENCE,
    &OUTCOME_WITHOUT_MEASURE,
    &TRUST_CONSENT_MISSING,
    &AFTERCARE_WITHOUT_APPORTIONMENT,
];

const FAMILY: &str = "terms";

static FUNCTION_EXCLUDED: Check = Check {
    name: "function-excluded",
    family: FAMILY,
    severity: Severity::Error,
    basis: &[
        "si-2000-617/5-out",
        "si-2000-617/5-primary-care",
        "si-2000-617/6-out",
    ],
    page: include_str!("../../docs/checks/function-excluded.md"),
    run: Some(function_excluded),
};

/// Words after which a function is named as what comes before or instead of the one covered:
/// rehabilitation after surgery.
const NOT_THE_FUNCTION: &[&str] = &[
    "after ",
    "alternative",
    "avoid",
    "before ",
    "discharge from",
    "following ",
    "instead of",
    "need for",
    "post ",
    "post-",
    "pre-",
    "prevent",
    "rather than",
    "recover",
    "reduc",
    "referr",
    "without",
];

fn function_excluded(case: &Case<'_>) -> Vec<Finding> {
    let Some(agreement) = &case.plan.partnership.agreement else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for excluded in seeds::excluded() {
        let (functions, whose) = match excluded.side {
            Side::Nhs => (&agreement.nhs_functions, "an NHS"),
            Side::Council => (&agreement.council_functions, "a council"),
        };
        for function in functions {
            let all = every_phrase(function.at, case.sources, &excluded.phrases);
            let meant = |at: Span| {
                let around = Around::of(at, function.at, case.sources);
                let turned = excluded.unless.iter().any(|w| around.comes_after(w))
                    || excluded.followed.iter().any(|w| around.comes_before(w))
                    || around.runs_on_from(NOT_THE_FUNCTION);
                !turned && !around.leaves_out()
            };
            let Some((at, phrase)) = all.into_iter().find(|(at, _)| meant(*at)) else {
                continue;
            };
            let phrase = shown(phrase);
            let message = format!("{whose} function names `{phrase}`, and {}", excluded.why);
            found.push(
                Finding::new(&FUNCTION_EXCLUDED, at, message)
                    .help(
                        "take it out of the functions; where it is named to leave it out, write \
                         `excluding` before it",
                    )
                    .on_basis(&excluded.item),
            );
        }
    }
    found
}

static OBSOLETE_REFERENCE: Check = Check {
    name: "obsolete-reference",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[
        "health-and-care-act-2022/boards",
        "health-and-care-act-2022/13z",
        "health-and-care-act-2022/14z3",
        "health-and-care-act-2022/older-powers",
        "health-and-care-act-2022/older-bodies",
        "health-and-care-act-2022/older-grants",
        "scie-place-models/delegation-power",
    ],
    page: include_str!("../../docs/checks/obsolete-reference.md"),
    run: Some(obsolete_reference),
};

/// Every text of the agreement, and the names of partners, pools and schemes.
fn wording<'a>(case: &Case<'a>) -> Vec<Span> {
    let plan = &case.plan.partnership;
    let name = |field: &Field<String>| field.at();
    let notes = |agreement: &'a crate::model::Agreement| {
        let said = agreement
            .wording
            .iter()
            .map(|text: &Spanned<String>| text.at);
        let clauses = agreement.clauses.iter();
        said.chain(clauses.filter_map(move |c| c.note.at()))
    };
    let mut all: Vec<Span> = plan.agreement.iter().flat_map(notes).collect();
    all.extend(plan.partners.iter().filter_map(|p| name(&p.name)));
    all.extend(plan.pools.iter().filter_map(|p| name(&p.name)));
    all.extend(plan.schemes.iter().filter_map(|s| name(&s.name)));
    all.sort();
    all.dedup();
    all
}

/// Words after which a reference is named as what went before.
const GONE: &[&str] = &[
    "abolish",
    "dissol",
    "former",
    "in place of",
    "instead of",
    "predecessor",
    "previous",
    "repeal",
    "replac",
    "revoked",
    "succeed",
    "successor",
    "supersed",
    "took over",
];

fn obsolete_reference(case: &Case<'_>) -> Vec<Finding> {
    let agreement = case.plan.partnership.agreement.iter();
    let deeds: Vec<(Span, Day)> = agreement
        .flat_map(|agreement| &agreement.variations)
        .filter_map(|deed| Some((deed.at, *deed.on.value()?)))
        .collect();
    let mut found = Vec::new();
    for text in wording(case) {
        let deed = deeds.iter().find(|(deed, _)| {
            deed.file == text.file && deed.start <= text.start && text.end <= deed.end
        });
        for obsolete in seeds::obsolete_near(case.sources.slice(text)) {
            // A deed is held to the words of its own day.
            let day = deed.map_or(case.as_at, |(_, on)| case.as_at.min(*on));
            if obsolete.begins().is_none_or(|since| day < since) {
                continue;
            }
            let all = every_phrase(text, case.sources, &obsolete.phrases);
            let meant = |at: Span| !Around::of(at, text, case.sources).runs_on_from(GONE);
            let Some((at, phrase)) = all.into_iter().find(|(at, _)| meant(*at)) else {
                continue;
            };
            let message = format!("`{}` is out of date: {}", shown(phrase), obsolete.why);
            let mut help = format!("write {} instead", obsolete.instead);
            if let Some(caveat) = &obsolete.unverified {
                help.push_str(&format!(" (not verified: {caveat})"));
            }
            found.push(
                Finding::new(&OBSOLETE_REFERENCE, at, message)
                    .help(help)
                    .on_items(obsolete.items.iter().map(String::as_str)),
            );
        }
    }
    found
}

static OUTCOME_WITHOUT_MEASURE: Check = Check {
    name: "outcome-without-measure",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[
        "pooled-fund-practice/measures",
        "scie-pooling/agreement-benefits",
        "scie-risk-sharing/transparency",
    ],
    page: include_str!("../../docs/checks/outcome-without-measure.md"),
    run: Some(outcome_without_measure),
};

fn outcome_without_measure(case: &Case<'_>) -> Vec<Finding> {
    let agreement = case.plan.partnership.agreement.iter();
    agreement
        .flat_map(|agreement| &agreement.outcomes)
        .filter(|outcome| !outcome.measured)
        .map(|outcome| {
            let message = format!("outcome `{}` has no measure", outcome.named);
            Finding::new(&OUTCOME_WITHOUT_MEASURE, outcome.at, message)
                .help("say how it is measured: {id: …, text: …, measure: …}")
        })
        .collect()
}

static TRUST_CONSENT_MISSING: Check = Check {
    name: "trust-consent-missing",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &["si-2000-617/7-2", "si-2000-617/9-2"],
    page: include_str!("../../docs/checks/trust-consent-missing.md"),
    run: Some(trust_consent_missing),
};

/// An NHS trust (not a foundation trust) that pools, or hands functions to a council, needs the
/// consent of each board it has a contract with; which these are, no file says, so each board among
/// the partners is asked for, or any one where none is a partner.
fn trust_consent_missing(case: &Case<'_>) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let pools = makes(agreement, ArrangementKind::PooledFund);
    let hands_over = makes(agreement, ArrangementKind::CouncilExercisesNhsFunctions);
    let items = [(pools, "si-2000-617/7-2"), (hands_over, "si-2000-617/9-2")];
    let items: Vec<&'static str> = items
        .iter()
        .filter(|(made, _)| *made)
        .map(|i| i.1)
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    let of_kind = |kind| {
        let partners = plan.partners.iter();
        partners.filter(move |p: &&Partner| p.kind.value() == Some(&kind))
    };
    let boards: Vec<&Partner> = of_kind(PartnerKind::IntegratedCareBoard).collect();
    let kinds_read = plan.partners.iter().all(|p| p.kind.value().is_some());
    let mut found = Vec::new();
    for trust in of_kind(PartnerKind::NhsTrust) {
        let mut lacking = Vec::new();
        for board in &boards {
            // What a board consented to binds the one that follows it.
            let given = |before: &Partner| consent_lacking(trust, before).is_none();
            if !bodies::follows_one(plan, board, given) {
                lacking.extend(consent_lacking(trust, board));
            }
        }
        if boards.is_empty() && trust.consents.is_empty() && kinds_read {
            let id = &trust.id.value;
            let message =
                format!("`{id}` is an NHS trust, and no board's consent to its part is recorded");
            lacking.push((trust.id.at, message, "<board>".to_owned()));
        }
        found.extend(lacking.into_iter().map(|(at, message, by)| {
            Finding::new(&TRUST_CONSENT_MISSING, at, message)
                .help(format!(
                    "record it under the trust: consents: [{{by: {by}, on: <date>}}]"
                ))
                .on_items(items.iter().copied())
        }));
    }
    found
}

/// Where and how a board's consent to a trust's part is lacking, and whose it is.
fn consent_lacking(trust: &Partner, board: &Partner) -> Option<(Span, String, String)> {
    let (id, by) = (&trust.id.value, &board.id.value);
    // One whose giver cannot be read may be this board's.
    let theirs = |c: &&Consent| c.by.value().is_none_or(|given| given == by);
    let (at, message) = match trust.consents.iter().find(theirs) {
        Some(consent) if !consent.on.is_absent() => return None,
        Some(consent) => (
            consent.at,
            format!("the consent of `{by}` to `{id}` has no date"),
        ),
        None => {
            let message = format!("`{id}` is an NHS trust, and no consent of `{by}` is recorded");
            (trust.id.at, message)
        }
    };
    Some((at, message, by.to_string()))
}

static AFTERCARE_WITHOUT_APPORTIONMENT: Check = Check {
    name: "aftercare-without-apportionment",
    family: FAMILY,
    severity: Severity::Warning,
    basis: &[
        "nhs-act-2006/mha-117-apportionment",
        "pooled-fund-practice/aftercare",
    ],
    page: include_str!("../../docs/checks/aftercare-without-apportionment.md"),
    run: Some(aftercare_without_apportionment),
};

/// Section 117 makes after-care a joint duty and does not say who pays how much.
fn aftercare_without_apportionment(case: &Case<'_>) -> Vec<Finding> {
    let Some(agreement) = &case.plan.partnership.agreement else {
        return Vec::new();
    };
    let Some(at) = aftercare(agreement) else {
        return Vec::new();
    };
    let stated = agreement
        .stated
        .get("aftercare")
        .is_some_and(|s| s.words > 0);
    let placed = agreement.clauses.iter().any(|clause| {
        let matter = clause.matter.value().map(|m| folded(m));
        matter.is_some_and(|m| APPORTIONMENT.contains(&m.as_str()))
            && clause.clause.value().is_some_and(|c| !c.trim().is_empty())
    });
    if stated || placed {
        return Vec::new();
    }
    let message = "section 117 after-care is covered, and nothing says who pays how much of it";
    vec![
        Finding::new(&AFTERCARE_WITHOUT_APPORTIONMENT, at, message).help(
            "state it as `aftercare: …`, or place it by a row of `clauses:` (matter: aftercare)",
        ),
    ]
}
