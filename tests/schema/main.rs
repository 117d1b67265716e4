//! JSON Schema for editors: it describes exactly what the reader knows, and never flags a file
//! that reads.

#![allow(clippy::unwrap_used)]

mod made;
mod reader;
#[path = "../support/mod.rs"]
mod support;
mod template;
mod values;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jcplan"));
    command.args(arguments).output().unwrap()
}

/// What `jcplan schema` prints.
pub(crate) fn printed(of: &str) -> Value {
    let output = run(&["schema", of]);
    assert_eq!(output.status.code(), Some(0));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A schema that has been held against draft 7's own.
pub(crate) struct Held {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Held {
    /// The whole schema, or what stands at a place in it.
    pub(crate) fn at(schema: &Value, place: &str) -> Held {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let name = "https://example.org/schema.json";
        compiler.add_resource(name, schema.clone()).unwrap();
        let index = compiler.compile(&format!("{name}{place}"), &mut schemas);
        let index = index.unwrap_or_else(|e| panic!("{e:#}"));
        Held { schemas, index }
    }

    pub(crate) fn fault(&self, value: &Value) -> Option<String> {
        let result = self.schemas.validate(value, self.index);
        result.err().map(|fault| format!("{fault:#}"))
    }
}

/// A YAML text as JSON.
pub(crate) fn json_of(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

#[track_caller]
pub(crate) fn accepts(held: &Held, text: &str) {
    if let Some(fault) = held.fault(&json_of(text)) {
        panic!("{fault}");
    }
}

#[track_caller]
pub(crate) fn flags(held: &Held, text: &str) {
    assert!(held.fault(&json_of(text)).is_some(), "not flagged: {text}");
}

#[test]
fn the_sound_example_is_flagged_nowhere() {
    let held = Held::at(&printed("partnership"), "");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    accepts(
        &held,
        &fs::read_to_string(example.join("partnership.yaml")).unwrap(),
    );
}

/// Of its faults one is of the shape: a misspelt key.
#[test]
fn the_example_amiss_is_flagged_for_its_misspelt_key_alone() {
    let held = Held::at(&printed("partnership"), "");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale-amiss");
    let text = fs::read_to_string(example.join("partnership.yaml")).unwrap();
    let fault = held.fault(&json_of(&text)).unwrap();
    let marks = fault.matches("additionalProperties").count();
    assert!(marks >= 1, "{fault}");
    assert!(!fault.contains("pattern "), "{fault}");
}

const LEAST: &str = "id: a\nname: A\npartners:\n  - id: icb\n    kind: integrated-care-board\n";

#[test]
fn what_cannot_be_read_is_flagged() {
    let held = Held::at(&printed("partnership"), "");
    accepts(&held, LEAST);
    for wrong in [
        "nmae: B",
        "dates: yyyy/mm/dd",
        "agreement: {arrangements: [pooled-fund], starts: soon, ends: 2026-03-31}",
        "agreement: {arrangements: [pooled-fnd], starts: 2025-04-01, ends: 2026-03-31}",
        "agreement: {arrangements: [pooled-fund], starts: 2025-04-01}",
        "agreement: {arrangements: [pooled-fund], starts: 2025-04-01, ends: 20260331}",
        "agreement: {arrangements: [pooled-fund], starts: 2025-04-01, ends: 2026-03-31, exit: {blance: x}}",
        "pools: [{id: p, standing: poled}]",
        "pools: [{id: P}]",
        "pools: [{id: p, contributions: [{partner: icb, year: 2025, amount: 5}]}]",
        "pools: [{id: p, contributions: [{partner: icb, year: 2025-26, amount: a lot}]}]",
        "schemes: [{id: s}]",
        "schemes: [{id: s, pool: p, baseline: {Oct-25: 5}}]",
        "schemes: [{id: s, pool: p, risk_share: {use: r, wth: {at: 2%}}}]",
        "risk_shares: [{id: r, overspend: {bands: [{to: {icb: 0.6, council: 0.4}}]}}]",
        "risk_shares: [{id: r, underspend: {first: [offset], bands: [{to: host}]}}]",
        "risk_shares: [{id: r, overspend: {bands: [{up_to: 2, to: host}]}}]",
        "answers: [{item: si-2000-617/7-4-quarterly, answer: perhaps}]",
        "files: [{path: a.csv, as: contracts, paid_by: icb}]",
        "files: [{path: a.csv, as: leger}]",
    ] {
        flags(&held, &format!("{LEAST}{wrong}\n"));
    }
    flags(&held, "name: A\npartners: [{id: icb, kind: nhs-trust}]\n");
}

#[test]
fn every_manner_of_writing_that_reads_is_accepted() {
    let text = "\
Jcplan: '1'
ID: a
Name: 2025
Partners: {Id: icb, KIND: Integrated Care Board, x-our own: [1, {a: b}]}
agreement:
  Arrangements: [pooled fund, NHS_exercises_council_functions]
  STARTS: 1 April 2025
  ends: 31/03/2026
  pool-manager: {post: yes, employer: 12}
  Information sharing: by letter
  outcomes: {id: a, our_base: 4}
  variations: [in writing, {deed: 1, changes: [x]}]
  review: {held: 2025-07-22}
  clauses: {matter: X our own, clause: 4}
  resources: none
pools:
  - id: p
    host: {2025-26: icb, 2026-10-01: icb}
    contributions: {partner: icb, year: 2025-26, amount: (1200.50), capital: Yes, recurrent: no}
schemes:
  - {id: s, pool: p, baseline: £4.2m, service: our-own, risk share: {2025-26: {use: r, with: {at: 2%}}}}
risk_shares:
  - id: r
    from: $day
    overspend:
      first: [Offset]
      trigger: {at: $at, below_to: $who}
      bands: {to: {icb: 1, Contributions: 60%}}
    underspend: {bands: [{to: Each_bears, up_to: '£1,000'}, {to: HOST}], limits: {party: icb, at_most: 2% of contribution, excess_to: icb}}
providers:
better_care_fund:
answers: [{item: si-2000-617/7-4-quarterly, answer: Not Applicable, on: 01-Apr-25}]
files: {path: a.csv, as: Ledger, kind: spend, scheme: {from: Centre, table: t.csv}, skip rows: 2}
";
    let text = text.replace("to: Each_bears, ", "to: icb, ");
    accepts(&Held::at(&printed("partnership"), ""), &text);
    let at = support::folder("schema-manners", &[("partnership.yaml", &text)]);
    let answer = support::jcplan(&at, &["check"]);
    for finding in answer["findings"].as_array().unwrap() {
        let check = finding["check"].as_str().unwrap();
        let misread = ["unknown-key", "unknown-word", "wrong-shape", "missing-key"];
        assert!(!misread.contains(&check), "{finding}");
        assert!(!check.starts_with("unreadable"), "{finding}");
    }
}

#[test]
fn waivers_have_a_schema_of_their_own() {
    let schema = printed("waivers");
    let held = Held::at(&schema, "");
    let sound = "finding: unsigned\nat: partnership.yaml\nreason: x\nby: y\nuntil: 2026-03-31\n";
    accepts(&held, sound);
    accepts(&held, "# nothing yet\n");
    accepts(
        &held,
        "- {Finding: unsigned, grade: Note, reason: x, by: y}\n",
    );
    flags(&held, &sound.replace("unsigned", "unsined"));
    flags(&held, &sound.replace("reason", "reson"));
    flags(&held, &sound.replace("2026-03-31", "soon"));
    let named = &schema["definitions"]["waiver"]["properties"]["finding"]["anyOf"][0]["enum"];
    let all: Vec<&str> = jcplan::checks::all().map(|check| check.name).collect();
    assert_eq!(*named, json!(all));
}

#[test]
fn every_key_says_what_it_holds() {
    for of in ["partnership", "waivers"] {
        let schema = printed(of);
        let maps = schema["definitions"].as_object().unwrap().values();
        let mut keys = 0;
        for map in maps.chain([&schema]) {
            for (name, value) in map["properties"].as_object().into_iter().flatten() {
                let about = value["description"].as_str().unwrap_or_default();
                assert!(
                    about.ends_with('.') && about.len() > 4,
                    "{of}: {name}: {about}"
                );
                keys += 1;
            }
        }
        assert!(keys > 6, "{of}: {keys}");
    }
}

#[test]
fn a_schema_is_json_and_goes_to_a_file_as_any_answer() {
    let at = support::folder("schema-output", &[("old.json", "{}")]);
    let file = at.join("old.json");
    let output = run(&["schema", "--output", file.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let written: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(written, printed("partnership"));
    let json = run(&["schema", "waivers", "--format", "json"]);
    assert_eq!(json.stdout, run(&["schema", "waivers"]).stdout);
    let csv = run(&["schema", "--format", "csv"]);
    let said = String::from_utf8(csv.stderr).unwrap();
    assert_eq!(said, "jcplan: this answer is JSON: --format json\n");
}
