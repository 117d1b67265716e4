//! SARIF: valid by its schema, at the true lines and columns, and the same finding known again.

use super::support::folder;
use super::{HOSTILE, PLAN, check, printed, root};
use boon::{Compiler, Schemas};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The log of a command, held against the published schema.
fn sarif(at: &Path, arguments: &[&str]) -> Value {
    let text = printed(at, &[&["--format", "sarif"], arguments].concat());
    let log: Value = serde_json::from_str(&text).unwrap();
    let schema = fs::read_to_string(root().join("tests/schemas/sarif-schema-2.1.0.json")).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    let address = "https://example.org/sarif.json";
    compiler
        .add_resource(address, serde_json::from_str(&schema).unwrap())
        .unwrap();
    let schema = compiler.compile(address, &mut schemas).unwrap();
    if let Err(faults) = schemas.validate(&log, schema) {
        panic!("{faults:#}");
    }
    log
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

fn physical(result: &Value) -> (String, [u64; 4]) {
    let location = &result["locations"][0]["physicalLocation"];
    let at = |name: &str| location["region"][name].as_u64().unwrap();
    (
        location["artifactLocation"]["uri"].as_str().unwrap().into(),
        ["startLine", "startColumn", "endLine", "endColumn"].map(at),
    )
}

/// What stands in a file at a region of one line, columns counted in characters.
fn marked(file: &Path, region: [u64; 4]) -> String {
    let [line, from, end_line, to] = region.map(|n| usize::try_from(n).unwrap());
    assert_eq!(line, end_line);
    let text = fs::read_to_string(file).unwrap();
    let line = text.lines().nth(line - 1).unwrap();
    line.chars().skip(from - 1).take(to - from).collect()
}

fn prints(log: &Value) -> BTreeMap<String, String> {
    let all = results(log).iter().map(|result| {
        let print = &result["partialFingerprints"]["jcplanFinding/v1"];
        let said = format!("{} {}", result["ruleId"], result["message"]["text"]);
        (print.as_str().unwrap().to_owned(), said)
    });
    all.collect()
}

#[test]
fn the_schema_refuses_what_is_no_log() {
    let schema = fs::read_to_string(root().join("tests/schemas/sarif-schema-2.1.0.json")).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let address = "https://example.org/sarif.json";
    compiler
        .add_resource(address, serde_json::from_str(&schema).unwrap())
        .unwrap();
    let schema = compiler.compile(address, &mut schemas).unwrap();
    let log = serde_json::json!({"version": "2.1.0", "runs": [{"results": []}]});
    assert!(schemas.validate(&log, schema).is_err(), "a run has a tool");
}

#[test]
fn the_log_of_both_examples_is_valid_and_one_run() {
    let log = sarif(root(), &["examples"]);
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    // tests/examples.rs holds which faults the amiss example has.
    let amiss = "examples/tarn-and-vale-amiss";
    let csv = printed(root(), &["--format", "csv", "--show-waived", amiss]);
    assert_eq!(results(&log).len(), csv.lines().count() - 1);
    let waived: Vec<_> = results(&log)
        .iter()
        .filter(|r| r["suppressions"] != serde_json::json!([]))
        .collect();
    assert_eq!(waived.len(), 1);
    assert_eq!(waived[0]["ruleId"], "contract-value-unknown");
    let why = waived[0]["suppressions"][0]["justification"]
        .as_str()
        .unwrap();
    assert!(why.contains("the block price is in dispute"), "{why}");
    let rules = runs[0]["tool"]["driver"]["rules"].as_array().unwrap();
    let found: BTreeSet<&str> = results(&log)
        .iter()
        .map(|r| r["ruleId"].as_str().unwrap())
        .collect();
    let named: Vec<&str> = rules.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(named, found.iter().copied().collect::<Vec<_>>());
    for result in results(&log) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let (uri, _) = physical(result);
        assert!(uri.starts_with("examples/tarn-and-vale-amiss/"), "{uri}");
        assert!(root().join(uri).exists());
    }
    let page = fs::read_to_string(root().join("docs/checks/shares-not-whole.md")).unwrap();
    let rule = rules
        .iter()
        .find(|r| r["id"] == "shares-not-whole")
        .unwrap();
    assert_eq!(rule["help"]["markdown"], page);
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
}

#[test]
fn regions_mark_what_stands_in_the_files() {
    let at = root().join("examples/tarn-and-vale-amiss");
    let log = sarif(&at, &[]);
    // Read from the files themselves, line and text.
    let expected = [
        ("unreadable-amount", "ledger/2025-26.csv", 221, "55479.195"),
        ("unreadable-date", "ledger/2025-26.csv", 418, "31/02/2026"),
        ("unknown-name", "ledger/2026-27.csv", 50, "home-reablment"),
        ("contract-value-unknown", "contracts/icb.csv", 17, "TBC"),
        ("unknown-key", "partnership.yaml", 189, "standng"),
        ("pool-manager-elsewhere", "partnership.yaml", 69, "icb"),
    ];
    for (rule, file, line, text) in expected {
        let result = results(&log).iter().find(|r| r["ruleId"] == rule).unwrap();
        let (uri, region) = physical(result);
        assert_eq!((uri.as_str(), region[0]), (file, line), "{rule}");
        assert_eq!(marked(&at.join(file), region), text, "{rule}");
    }
    // An empty cell is a place between two characters.
    let empty = results(&log)
        .iter()
        .find(|r| r["ruleId"] == "row-incomplete")
        .unwrap();
    let (_, [line, from, end_line, to]) = physical(empty);
    assert_eq!((line, from), (end_line, to));
}

#[test]
fn columns_count_characters_before_the_flagged_cell() {
    // `2026-05-01,spend,beds,` is 22 characters, `Café £5 😀,` is 10, so the amount begins at 33.
    let ledger = "date,kind,scheme,note,amount\n2026-05-01,spend,beds,Café £5 😀,12.345\n";
    let at = folder(
        "ci-sarif-characters",
        &[("partnership.yaml", PLAN), ("ledger/a.csv", ledger)],
    );
    let log = sarif(&at, &["--only", "unreadable-amount"]);
    let (uri, region) = physical(&results(&log)[0]);
    assert_eq!(uri, "ledger/a.csv");
    assert_eq!(region, [2, 33, 2, 39]);
    assert_eq!(marked(&at.join(uri), region), "12.345");
}

#[test]
fn lines_put_in_above_leave_every_fingerprint() {
    let ledger = "date,kind,scheme,amount\n2026-05-01,spend,beds,12.345\n\
                  2026-05-01,spend,beds,12.345\n2026-05-02,spend,bads,1.00\n";
    let plan = format!("{PLAN}x: 1\n");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", ledger),
    ];
    let before = prints(&sarif(&folder("ci-sarif-before", &files), &[]));
    // The two rows alike are two findings with two fingerprints.
    let alike = before.values().filter(|said| said.contains("12.345"));
    assert_eq!(alike.count(), 2);
    let plan = format!("# a line\n\n{plan}");
    let ledger = ledger.replace("amount\n", "amount\n2026-04-30,spend,beds,1.00\n");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", ledger.as_str()),
    ];
    let after = prints(&sarif(&folder("ci-sarif-after", &files), &[]));
    assert_eq!(before, after);
    assert!(before.len() > 3);
}

#[test]
fn fingerprints_are_one_for_each_finding() {
    let log = sarif(root(), &["examples/tarn-and-vale-amiss"]);
    assert_eq!(prints(&log).len(), results(&log).len());
}

#[test]
fn two_folders_with_the_same_fault_have_two_fingerprints() {
    let plan = format!("{PLAN}x: 1\n");
    let at = folder(
        "ci-sarif-several",
        &[
            ("a north/partnership.yaml", plan.as_str()),
            ("b/partnership.yaml", plan.as_str()),
        ],
    );
    let log = sarif(&at, &["--only", "unknown-key"]);
    let places: Vec<String> = results(&log).iter().map(|r| physical(r).0).collect();
    assert_eq!(places, ["a%20north/partnership.yaml", "b/partnership.yaml"]);
    assert_eq!(prints(&log).len(), 2);
}

#[test]
fn messages_hold_whatever_words_the_files_hold() {
    let ledger = format!(
        "date,kind,scheme,amount\n2026-05-01,spend,beds,\"{}\"\n",
        HOSTILE.replace('"', "\"\"")
    );
    let at = folder(
        "ci-sarif-hostile",
        &[("partnership.yaml", PLAN), ("ledger/a.csv", &ledger)],
    );
    let log = sarif(&at, &["--only", "unreadable-amount"]);
    let text = results(&log)[0]["message"]["text"].as_str().unwrap();
    assert!(text.contains("{{0}}"), "{text}");
    assert!(text.contains("\\[a\\](http://…"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn places_that_explain_a_finding_stand_beside_it() {
    let log = sarif(root(), &["examples/tarn-and-vale-amiss"]);
    let result = results(&log)
        .iter()
        .find(|r| r["ruleId"] == "instalments-differ")
        .unwrap();
    let also = &result["relatedLocations"][0];
    assert_eq!(also["id"], 1);
    assert!(
        also["message"]["text"]
            .as_str()
            .unwrap()
            .contains("contribution")
    );
    let line = also["physicalLocation"]["region"]["startLine"].as_u64();
    assert!(line.unwrap() < physical(result).1[0]);
}

#[test]
fn no_findings_is_a_run_with_no_results() {
    let at = root().join("examples/tarn-and-vale");
    let output = check(&at, &["--format", "sarif"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(results(&sarif(&at, &[])).is_empty());
}
