//! `files:`: which heading, constant or look-up stands for which column of a ledger or register.

use super::shape::{Key, Map, either, key};
use super::values::{count, like, named, text, words, year};
use serde_json::Value;

/// The columns of a ledger.
const LEDGER: &[(&str, &str)] = &[
    (
        "date",
        "The accounting date: it decides the year and month a row counts in.",
    ),
    (
        "kind",
        "What kind of movement: contribution, spend, income, baseline, rebase, forecast, forecast-income, settlement, passport.",
    ),
    (
        "pool",
        "The pool's id: for contributions, settlements and passports.",
    ),
    (
        "scheme",
        "The scheme's id: for all but contributions and settlements.",
    ),
    ("partner", "The partner that pays in: for contributions."),
    ("amount", "Pounds; above nil in its own kind."),
    (
        "less",
        "Pounds taken off the amount: credits beside debits.",
    ),
    ("from", "Who paid: for settlements."),
    ("to", "Who was paid: for settlements and passports."),
    (
        "paid_by",
        "The partner in whose own books spend was paid, and not by the pool.",
    ),
    (
        "source",
        "A contribution's source: nhs-minimum, nhs-additional, labcg, dfg, council-additional, other.",
    ),
    ("provider", "Who is paid."),
    ("contract", "The contract's reference in a register."),
    (
        "cause",
        "A word that a risk share may set aside: unauthorised, prior-year.",
    ),
    ("version", "The day a forecast was made."),
    ("reference", "Free: the other system's document number."),
    ("description", "Free."),
];

/// The columns of a register.
const REGISTER: &[(&str, &str)] = &[
    (
        "contract",
        "The contract's reference; rows that share it are one contract.",
    ),
    ("title", "Its title."),
    ("provider", "Who provides it; several parted by semicolons."),
    (
        "company_number",
        "What the provider is registered by at Companies House.",
    ),
    (
        "charity_number",
        "What the provider is registered by as a charity.",
    ),
    ("commissioner", "A partner's id or a name."),
    (
        "service",
        "A service id; found from the title where it is blank.",
    ),
    (
        "cohort",
        "For whom; several parted by semicolons; blank is everybody.",
    ),
    (
        "area",
        "Where; several parted by semicolons; blank is everywhere.",
    ),
    ("pathway", "step-up, step-down or both."),
    ("starts", "First day."),
    ("ends", "Last day; blank or open is open-ended."),
    ("ended_on", "The last day, where it ended early."),
    (
        "extends_to",
        "The latest day that options in the contract can reach.",
    ),
    ("part_of", "The framework it is called off from."),
    ("notice_months", "Months of notice."),
    ("break_on", "The day on which it may be broken."),
    ("annual_value", "Pounds a year."),
    ("total_value", "Pounds over the whole length."),
    (
        "payment_model",
        "How it is paid: block, cost-and-volume, outcomes and so on.",
    ),
    (
        "contract_model",
        "How it is made: single, prime, alliance and so on.",
    ),
    ("outcomes", "Whether it holds to account for outcomes."),
    ("scheme", "The id of the scheme it serves."),
    ("route", "The way it was procured."),
    ("cpv", "CPV codes."),
    ("lot", "The lot."),
    ("capacity", "How much it buys."),
    ("unit", "The unit of the capacity."),
    ("description", "What it is for."),
];

const MAPPED_LEDGER: &str = "mapped_ledger";
const MAPPED_REGISTER: &str = "mapped_register";

pub(super) fn maps() -> Vec<Map> {
    vec![
        mapped(
            MAPPED_LEDGER,
            "ledger",
            "A ledger whose headings are another system's.",
            "ledger_columns",
            LEDGER,
        ),
        mapped(
            MAPPED_REGISTER,
            "contracts",
            "A register whose headings are another system's.",
            "register_columns",
            REGISTER,
        ),
        columns("ledger_columns", LEDGER),
        columns("register_columns", REGISTER),
        look_up(),
    ]
}

/// An entry of `files:`: a ledger or a register.
pub(super) fn entry() -> Value {
    either([named(MAPPED_LEDGER), named(MAPPED_REGISTER)])
}

fn mapped(
    name: &'static str,
    kind: &'static str,
    what: &'static str,
    headings: &'static str,
    of: &[(&'static str, &'static str)],
) -> Map {
    let orders = [
        ("dd/mm/yyyy", "the day first"),
        ("mm/dd/yyyy", "the month first"),
    ];
    let months = like(
        &[r"[Aa][Pp][Rr]\.\.[Mm][Aa][Rr]"],
        false,
        "Apr..Mar",
        "write Apr..Mar",
    );
    let mut keys: Vec<Key> = vec![
        key(
            "path",
            "The file's path from this folder: finance/M06.csv. Needed.",
            text(),
        )
        .needed(),
        key("as", "What it is read as. Needed.", words(&[(kind, what)])).needed(),
        key(
            "columns",
            "A map from our column to the heading that stands for it.",
            named(headings),
        ),
        key("dates", "How its dates with slashes read.", words(&orders)),
        key(
            "skip_rows",
            "Lines above the heading: a whole number.",
            count(),
        ),
        key(
            "stop_at",
            "The first cell of the row at which reading ends: Total.",
            text(),
        ),
        key("months", "A column for each month: Apr..Mar.", months),
        key(
            "year",
            "The financial year that the months are of: 2025-26.",
            year(),
        ),
    ];
    let constant = |(name, about): &(&'static str, &'static str)| {
        let about =
            format!("{about} The same on every row, or looked up `from` a heading in a `table`.");
        key(name, &about, either([text(), named("look_up")]))
    };
    keys.extend(of.iter().map(constant));
    Map { name, what, keys }
}

fn columns(name: &'static str, of: &[(&'static str, &'static str)]) -> Map {
    Map {
        name,
        what: "Our columns, and the heading in the file that stands for each.",
        keys: of
            .iter()
            .map(|(name, about)| key(name, about, text()))
            .collect(),
    }
}

fn look_up() -> Map {
    Map {
        name: "look_up",
        what: "A value looked up in a table of two columns: the other system's code, and ours.",
        keys: vec![
            key(
                "from",
                "The heading whose cells are looked up. Needed.",
                text(),
            )
            .needed(),
            key(
                "table",
                "The table's path from this folder: mappings/cost-centres.csv. Needed.",
                text(),
            )
            .needed(),
        ],
    }
}
