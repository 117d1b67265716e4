//! JSON Schema of the YAML files, for editors: every key with what it holds, the words that may
//! stand there, and what a value looks like. It says what can be read; whether a plan is sound is
//! for the checks.
//!
//! Draft 7, which editors' YAML servers know best. What the reader takes for the same is the same
//! here: `Pool Manager` is `pool_manager`, and a list of one may be that one.

mod agreement;
mod better_care;
mod bodies;
mod books;
mod files;
mod matters;
mod patterns;
mod pools;
mod risk_shares;
mod services;
mod shape;
mod values;
mod waivers;

use serde_json::{Value, json};
use shape::{Map, key};

/// Where `init` puts the schema of `partnership.yaml`, and where the file's first line looks for it.
pub const PARTNERSHIP_AT: &str = ".jcplan/partnership.schema.json";
/// The same for `waivers.yaml`.
pub const WAIVERS_AT: &str = ".jcplan/waivers.schema.json";

/// The schema of `partnership.yaml`.
pub fn partnership() -> Value {
    let definitions = [
        bodies::maps(),
        agreement::maps(),
        matters::maps(),
        pools::maps(),
        services::maps(),
        risk_shares::maps(),
        better_care::maps(),
        files::maps(),
        books::maps(),
    ];
    let root = Map {
        name: "",
        what: "A partnership under section 75 of the NHS Act 2006, as jcplan reads it.",
        keys: top(),
    };
    let values = [
        ("outcome", matters::outcome()),
        ("source", pools::sources()),
        ("service", pools::services()),
        ("destination", risk_shares::destination()),
    ];
    whole(
        "partnership.yaml",
        root.value(),
        definitions.concat(),
        values.to_vec(),
    )
}

/// The schema of `waivers.yaml`.
pub fn waivers() -> Value {
    let list = shape::list(values::named("waiver"));
    whole("waivers.yaml", list, waivers::maps(), Vec::new())
}

/// A schema of a whole file: its own shape, and the maps and values that stand in it.
fn whole(file: &str, root: Value, maps: Vec<Map>, own: Vec<(&str, Value)>) -> Value {
    let mut all = serde_json::Map::new();
    all.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    all.insert("title".to_owned(), json!(file));
    if let Value::Object(root) = root {
        all.extend(root);
    }
    let maps = maps.into_iter().map(|map| (map.name, map.value()));
    let values = values::definitions().into_iter().chain(own);
    let named = maps
        .chain(values)
        .map(|(name, value)| (name.to_owned(), value));
    all.insert("definitions".to_owned(), Value::Object(named.collect()));
    Value::Object(all)
}

fn top() -> Vec<shape::Key> {
    let list_of = |name| shape::list(values::named(name));
    vec![
        key("jcplan", "The format of this file. There is one so far: 1.", json!({"enum": [1, "1", null]})),
        key("id", "The partnership's id: lower-case words joined by hyphens. Needed.", values::id()).needed(),
        key("name", "The partnership's name. Needed.", values::text()).needed(),
        key("area", "The place it is for: its `name` and `code`, or its name alone.", shape::either([values::text(), values::named("area")])),
        key("dates", "How dates with slashes read, in every file of the folder. 2025-04-01 reads without it.", values::words(&[
            ("dd/mm/yyyy", "the day first: 01/04/2025 is 1 April"),
            ("mm/dd/yyyy", "the month first: 04/01/2025 is 1 April"),
        ])),
        key("partners", "The bodies that bind themselves by the agreement. The order matters: odd pennies go to the first named. Needed.", list_of("partner")).needed(),
        key("providers", "Bodies that are paid and are no partners: companies, charities, federations, care companies.", list_of("provider")),
        key("agreement", "The section 75 agreement: what was signed, and what it says of each matter.", values::named("agreement")),
        key("pools", "Pooled funds, and money kept beside them.", list_of("pool")),
        key("schemes", "What the money is for. May stand in schemes.csv instead.", list_of("scheme")),
        key("risk_shares", "Who bears a loss and keeps a gain. Evaluated in the order written.", list_of("risk_share")),
        key("services", "Services of your own, and rules added to the built-in ones, by which contracts are taken for them.", list_of("own_service")),
        key("needs", "Services there should always be a contract for. May stand in needs.csv instead.", list_of("need")),
        key("better_care_fund", "The Better Care Fund: minimums, sign-offs, and grant handed on to districts.", values::named("better_care_fund")),
        key("answers", "What people answered to questions no file can answer. May stand in answers.csv instead.", list_of("answer")),
        key("areas", "Areas that contain others: a map from a name to the list of those in it.", values::containers()),
        key("cohorts", "Groups of people that contain others: a map from a name to the list of those in it.", values::containers()),
        key("assert", "What other ledgers come to on a day. May stand in assertions.csv instead.", list_of("assertion")),
        key("reconcile", "Partners' books that are held against one another.", list_of("reconciliation")),
        key("files", "Ledgers and registers whose headings are another system's.", shape::list(files::entry())),
    ]
}
