//! The matters of regulation 7(3): what a written agreement for a pooled fund must specify, and
//! whether this one does.

use crate::finding::{Case, Check, Finding, Severity};
use crate::model::{Agreement, ArrangementKind, Partnership};
use crate::seeds;
use crate::source::Span;
use crate::value::folded;

pub(super) static CHECKS: &[&Check] = &[&MATTER_MISSING, &MATTER_WEAK];

const FAMILY: &str = "matters";

const ITEMS: &[&str] = &[
    "si-2000-617/7-3-a",
    "si-2000-617/7-3-b",
    "si-2000-617/7-3-c",
    "si-2000-617/7-3-d",
    "si-2000-617/7-3-e",
    "si-2000-617/7-3-f",
    "si-2000-617/7-3-g",
];

static MATTER_MISSING: Check = Check {
    name: "matter-missing",
    family: FAMILY,
    severity: Severity::Error,
    basis: ITEMS,
    page: include_str!("../../docs/checks/matter-missing.md"),
    run: Some(|case| told(case, State::Missing)),
};

static MATTER_WEAK: Check = Check {
    name: "matter-weak",
    family: FAMILY,
    severity: Severity::Warning,
    basis: ITEMS,
    page: include_str!("../../docs/checks/matter-weak.md"),
    run: Some(|case| told(case, State::Weak)),
};

/// How a matter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All of it is stated.
    Met,
    /// Part of it is stated, or only in name.
    Weak,
    /// None of it is stated.
    Missing,
    /// The agreement makes no pooled fund.
    NotApplicable,
}

impl State {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            State::Met => "met",
            State::Weak => "weak",
            State::Missing => "missing",
            State::NotApplicable => "not-applicable",
        }
    }
}

/// One matter, how it stands, and what says so.
pub struct MatterState {
    /// The seed item.
    pub item: &'static str,
    /// How it stands.
    pub state: State,
    /// The first place that states any of it.
    pub by: Option<Span>,
    /// Parts that are not stated.
    lacking: Vec<&'static Part>,
}

/// One part of a matter: the key of `agreement:` that states it, keys that must stand below it,
/// and the names under which a row of `clauses` may place it instead.
struct Part {
    words: &'static str,
    key: &'static str,
    below: &'static [&'static str],
    clauses: &'static [&'static str],
}

const fn part(
    words: &'static str,
    key: &'static str,
    below: &'static [&'static str],
    clauses: &'static [&'static str],
) -> Part {
    Part {
        words,
        key,
        below,
        clauses,
    }
}

const AIMS: &[Part] = &[
    part("its aims", "aims", &[], &["aims", "aims-and-outcomes"]),
    part(
        "its outcomes",
        "outcomes",
        &[],
        &["outcomes", "aims-and-outcomes"],
    ),
];
const CONTRIBUTIONS: &[Part] = &[
    part(
        "each partner's contribution",
        "(contributions)",
        &[],
        &["contributions"],
    ),
    part(
        "how contributions may be varied",
        "variations",
        &[],
        &["variation-of-contributions", "contributions-variation"],
    ),
];
const FUNCTIONS: &[Part] = &[part(
    "the functions of both sides",
    "functions",
    &["nhs", "council"],
    &["functions"],
)];
const PERSONS: &[Part] = &[
    part(
        "the persons it is for",
        "persons",
        &[],
        &["persons", "persons-and-services"],
    ),
    part(
        "the kinds of services",
        "services",
        &[],
        &["services", "persons-and-services"],
    ),
];
const RESOURCES: &[Part] = &[part(
    "staff, goods, services or accommodation, or that there are none",
    "resources",
    &[],
    &["resources", "staff-goods-services-accommodation"],
)];
const DURATION: &[Part] = &[
    part("how long it lasts", "(dates)", &[], &["duration"]),
    part("how it is reviewed", "review", &[], &["review"]),
    part(
        "how it is varied",
        "variations",
        &[],
        &["variation", "variations", "variation-of-contributions"],
    ),
    part(
        "how it is ended",
        "(termination)",
        &[],
        &["termination", "exit"],
    ),
];
const MANAGEMENT: &[Part] = &[
    part("which body is host", "(host)", &[], &["host"]),
    part(
        "quarterly and annual reports",
        "reporting",
        &["quarterly", "annual"],
        &["reporting", "monitoring", "management-and-monitoring"],
    ),
];

const PARTS: &[&[Part]] = &[
    AIMS,
    CONTRIBUTIONS,
    FUNCTIONS,
    PERSONS,
    RESOURCES,
    DURATION,
    MANAGEMENT,
];

/// How every matter stands.
pub fn states(plan: &Partnership) -> Vec<MatterState> {
    let agreement = plan.agreement.as_ref();
    let pooled = agreement.is_some_and(|a| {
        a.arrangements
            .iter()
            .any(|kind| kind.value == ArrangementKind::PooledFund)
    });
    ITEMS
        .iter()
        .zip(PARTS)
        .map(|(item, parts)| match (agreement, pooled) {
            (Some(agreement), true) => state_of(item, parts, plan, agreement),
            _ => MatterState {
                item,
                state: State::NotApplicable,
                by: None,
                lacking: Vec::new(),
            },
        })
        .collect()
}

fn state_of(
    item: &'static str,
    parts: &'static [Part],
    plan: &Partnership,
    agreement: &Agreement,
) -> MatterState {
    let stated: Vec<Stated> = parts
        .iter()
        .map(|part| stated(part, plan, agreement))
        .collect();
    let lacking = parts
        .iter()
        .zip(&stated)
        .filter(|(_, stated)| !stated.whole)
        .map(|(part, _)| part)
        .collect();
    let state = if stated.iter().all(|s| s.whole) {
        State::Met
    } else if stated.iter().all(|s| s.at.is_none()) {
        State::Missing
    } else {
        State::Weak
    };
    let by = stated.iter().find_map(|s| s.at);
    MatterState {
        item,
        state,
        by,
        lacking,
    }
}

struct Stated {
    at: Option<Span>,
    whole: bool,
}

fn stated(part: &Part, plan: &Partnership, agreement: &Agreement) -> Stated {
    let own = match part.key {
        "(contributions)" => plan
            .pools
            .iter()
            .flat_map(|p| &p.contributions)
            .next()
            .map(|c| c.at),
        "(dates)" => agreement.starts.at().and(agreement.ends.at()),
        "(host)" => {
            let pools = plan.pools.iter().filter(|p| p.is_pooled());
            let each = pools.map(|p| p.host.at().or(agreement.host.at()));
            each.collect::<Option<Vec<_>>>()
                .and_then(|all| all.first().copied())
        }
        _ => None,
    };
    if own.is_some() {
        return Stated {
            at: own,
            whole: true,
        };
    }
    let clause = agreement.clauses.iter().find(|clause| {
        let matter = clause.matter.value().map(|m| folded(m)).unwrap_or_default();
        part.clauses.contains(&matter.as_str())
    });
    let placed = clause.map(|c| {
        (
            c.at,
            c.clause.value().is_some_and(|text| !text.trim().is_empty()),
        )
    });
    if let Some((at, true)) = placed {
        return Stated {
            at: Some(at),
            whole: true,
        };
    }
    match agreement.stated.iter().find(|(key, _)| *key == part.key) {
        Some((_, stated)) => {
            let below = part.below.iter().all(|key| {
                stated
                    .below
                    .iter()
                    .any(|(name, words)| name == key && *words > 0)
            });
            Stated {
                at: Some(stated.at),
                whole: stated.words > 0 && below,
            }
        }
        None => Stated {
            at: placed.map(|(at, _)| at),
            whole: false,
        },
    }
}

/// A finding for every matter in this state.
fn told(case: &Case<'_>, wanted: State) -> Vec<Finding> {
    let plan = &case.plan.partnership;
    let Some(agreement) = &plan.agreement else {
        return Vec::new();
    };
    let all = states(plan).into_iter().filter(|m| m.state == wanted);
    all.map(|matter| {
        let item = seeds::item(matter.item);
        let place = item.map_or(matter.item, |i| i.place.as_str());
        let words: Vec<&str> = matter.lacking.iter().map(|part| part.words).collect();
        let lacking = words.join(" or ");
        let named: Vec<&str> = matter
            .lacking
            .iter()
            .filter_map(|part| part.clauses.first().copied())
            .collect();
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
        let what = item.map_or("", |i| i.text.as_str());
        Finding::new(check, matter.by.unwrap_or(agreement.at), message)
            .help(format!(
                "state it, or say where the signed document does by a row of `clauses:` \
                 (matter: {}). Wanted: {what}",
                named.join(", ")
            ))
            .on_basis(matter.item)
    })
    .collect()
}
