//! What the agreement says of each matter of the law and of guidance: in words of the
//! partnership's own, or in a map of known keys.

use super::agreement::signatures;
use super::shape::{Key, Map, by_time, either, key, list_or_one, words_or_map};
use super::values::{anything, count, date, named, number, percent, text, words};
use serde_json::{Value, json};

/// How often reviews are held.
const EVERY: &[(&str, &str)] = &[
    ("month", ""),
    ("quarter", ""),
    ("half-year", ""),
    ("year", ""),
    ("monthly", ""),
    ("quarterly", ""),
    ("half-yearly", ""),
    ("annual", ""),
];

/// Matters stated in words of the partnership's own: a text, a list or a map.
const FREE: &[(&str, &str)] = &[
    (
        "aims",
        "The agreed aims (regulation 7(3)(a), 8(a), 9(3)(a)).",
    ),
    (
        "persons",
        "The people the functions are exercised for (regulation 7(3)(d), 8(d), 9(3)(d)).",
    ),
    (
        "services",
        "The kinds of services (regulation 7(3)(d), 8(d), 9(3)(d)).",
    ),
    (
        "payments",
        "The payments to be made from one body to the other (regulation 8(b), 9(3)(b)).",
    ),
    (
        "monitoring",
        "How the exercise of the functions is monitored (regulation 8(g), 9(3)(g)).",
    ),
    (
        "charging",
        "Which services people may be charged for, how that is decided, and how they are told (regulation 6(k) and (l), 8(h), 9(3)(h)); or that there is no charging.",
    ),
    (
        "capital",
        "Whether capital may be spent, who approves it, and who owns what is bought.",
    ),
    (
        "termination",
        "How the agreement is ended (regulation 7(3)(f), 8(f), 9(3)(f)).",
    ),
    (
        "improvement",
        "Why the arrangement is likely to improve the way the functions are exercised (regulation 4(1)).",
    ),
    (
        "staff_powers",
        "Whether officers of one side may exercise the functions of the other (regulation 7(5)).",
    ),
    (
        "joint_committee",
        "Whether a joint committee is formed, and what it may decide (regulation 10(2)).",
    ),
    (
        "complaints",
        "How complaints about the services are handled, and who considers them (regulation 10(3)).",
    ),
    (
        "disputes",
        "How disputes between the partners are resolved.",
    ),
    (
        "liability",
        "Who is liable to whom, who indemnifies whom, and who insures.",
    ),
    (
        "vat",
        "Whose VAT rules apply, scheme by scheme, and how VAT is treated.",
    ),
    (
        "audit",
        "How the fund is audited, and that every partner's auditors may see its records.",
    ),
    ("permitted_spend", "What the fund may be spent on."),
    ("conflicts", "How conflicts of interest are handled."),
    ("risks", "The main risks, and how they are managed."),
    (
        "benefits",
        "The benefits expected, and how they are realised and shared.",
    ),
    ("vision", "The vision the partners share."),
    (
        "implementation",
        "The plan for putting the agreement into effect.",
    ),
    (
        "aftercare",
        "How the cost of section 117 after-care is apportioned between NHS and council.",
    ),
];

/// A key and what it holds.
type About = (&'static str, &'static str);
/// A matter with parts: its key, what it is, its days, and what is said in words.
type Parted = (
    &'static str,
    &'static str,
    &'static [About],
    &'static [About],
);

const PARTED: &[Parted] = &[
    (
        "functions",
        "The functions covered.",
        &[],
        &[
            ("nhs", "The NHS functions (regulation 5)."),
            (
                "council",
                "The council's health-related functions (regulation 6).",
            ),
        ],
    ),
    (
        "resources",
        "What partners provide other than money.",
        &[],
        &[
            ("staff", "Staff provided."),
            ("goods", "Goods provided."),
            ("services", "Services provided."),
            ("accommodation", "Accommodation provided."),
        ],
    ),
    (
        "reporting",
        "What is reported to the partners.",
        &[],
        &[
            ("monthly", "What is reported each month."),
            (
                "quarterly",
                "What is reported each quarter: for a pool, income and expenditure (regulation 7(4)(b)).",
            ),
            (
                "annual",
                "What is reported each year: for a pool, the return of income and expenditure (regulation 7(4)(b)).",
            ),
        ],
    ),
    (
        "consultation",
        "The joint consultation (regulation 4(2)).",
        &[("on", "The day of the consultation, or its last.")],
        &[("with", "Who was consulted.")],
    ),
    (
        "information_sharing",
        "How the partners share information.",
        &[
            ("agreed", "The day on which it was agreed."),
            ("review", "The day by which it is to be reviewed."),
        ],
        &[("text", "How information is shared.")],
    ),
    (
        "governance",
        "How the arrangement is governed.",
        &[(
            "terms_of_reference",
            "The day on which the board's terms of reference were agreed.",
        )],
        &[
            ("board", "The board that decides."),
            ("quorum", "How many must be there, and from which partners."),
            ("meets", "How often it meets."),
            (
                "delegated_limits",
                "Who may commit money, and up to how much.",
            ),
        ],
    ),
    (
        "exit",
        "What becomes of everything when the agreement ends.",
        &[],
        &[
            ("balance", "What becomes of the fund's balance."),
            ("contracts", "What becomes of the contracts."),
            ("staff", "What becomes of the staff."),
            ("data", "What becomes of the data."),
        ],
    ),
];

pub(super) fn maps() -> Vec<Map> {
    let mut all = vec![review(), variation(), extensions()];
    all.extend(parted());
    all
}

/// The keys of the agreement that state a matter.
pub(super) fn keys() -> Vec<Key> {
    let mut all = in_parts();
    let free = FREE.iter();
    all.extend(free.map(|(name, about)| key(name, about, anything())));
    all
}

/// Matters stated in words, or in a map of known keys.
fn in_parts() -> Vec<Key> {
    let deeds = json!({ "type": "array", "items": either([text(), named("variation")]) });
    let outcomes = json!({ "type": "array", "items": either([text(), named("outcome")]) });
    vec![
        key(
            "outcomes",
            "The agreed outcomes, each with its measure (regulation 7(3)(a), 8(a), 9(3)(a)).",
            either([text(), named("outcome"), outcomes]),
        ),
        key(
            "functions",
            "The functions covered, NHS and council (regulation 7(3)(c), 8(c), 9(3)(c)).",
            words_or_map("functions"),
        ),
        key(
            "resources",
            "Staff, goods, services or accommodation that partners provide, or the word none (regulation 7(3)(e), 8(e), 9(3)(e)).",
            words_or_map("resources"),
        ),
        key(
            "review",
            "How and when the agreement is reviewed (regulation 7(3)(f), 8(f), 9(3)(f)).",
            words_or_map("review"),
        ),
        key(
            "variations",
            "How contributions and terms may be varied (regulation 7(3)(b) and (f)), or the list of deeds that have varied them.",
            either([text(), named("variation"), deeds]),
        ),
        key(
            "reporting",
            "What is reported to the partners each quarter and each year (regulation 7(4)(b), 8, 9).",
            words_or_map("reporting"),
        ),
        key(
            "consultation",
            "When the people affected were consulted, and who they were (regulation 4(2)).",
            words_or_map("consultation"),
        ),
        key(
            "information_sharing",
            "How the partners share information (regulation 8(i), 9(3)(i)).",
            words_or_map("information_sharing"),
        ),
        key(
            "governance",
            "Which board governs the arrangement, and how.",
            words_or_map("governance"),
        ),
        key(
            "exit",
            "What becomes of balance, contracts, staff and data when the agreement ends.",
            words_or_map("exit"),
        ),
    ]
}

fn about(what: &str, value: Value) -> Value {
    let mut described = value;
    described["description"] = json!(what);
    described
}

/// An outcome may have keys of the partnership's own beside these.
pub(super) fn outcome() -> Value {
    json!({
        "description": "An agreed outcome and how it is measured.",
        "type": ["object", "null"],
        "properties": {
            "id": { "description": "Its id." },
            "text": { "description": "What is to be achieved." },
            "measure": { "description": "How it is measured: the figure, its base and its target." },
            "baseline": about("Where it stood: a number, or a percentage.", number()),
            "target": about("Where it is to come to: a number, or a percentage.", number()),
            "result": about("What was measured, by year or day. What is earned rests on it.", by_time(number())),
            "achieved": about("Instead of `result`: the part achieved in per cents, by year or day.", by_time(percent())),
        },
    })
}

fn review() -> Map {
    Map {
        name: "review",
        what: "How and when the agreement is reviewed.",
        keys: vec![
            key("every", "How often reviews are held.", words(EVERY)),
            key("annual", "The day of the next annual review.", date()),
            key(
                "held",
                "Days on which reviews were held: a list, or one.",
                list_or_one(date()),
            ),
        ],
    }
}

fn variation() -> Map {
    Map {
        name: "variation",
        what: "A deed that changed terms after signature.",
        keys: vec![
            key("deed", "Its number or name.", text()),
            key("on", "The day from which it holds.", date()),
            key("changes", "What it changes.", anything()),
            key("signatures", "Who signed it, and when.", signatures()),
            key("note", "Anything else to say of it.", anything()),
        ],
    }
}

fn extensions() -> Map {
    Map {
        name: "extensions",
        what: "Extensions the agreement allows, and those made.",
        keys: vec![
            key("allowed", "How many it allows: a whole number.", count()),
            key(
                "made",
                "The last day that each extension made reaches: a list, or one.",
                list_or_one(date()),
            ),
        ],
    }
}

/// Maps of matters that have parts.
fn parted() -> Vec<Map> {
    let map = |(name, what, days, said): &Parted| Map {
        name,
        what,
        keys: (days.iter().map(|(name, about)| key(name, about, date())))
            .chain(
                said.iter()
                    .map(|(name, about)| key(name, about, anything())),
            )
            .collect(),
    };
    PARTED.iter().map(map).collect()
}
