//! A risk share worked out from the file is the one worked out from the ledger: over every folder
//! of the conformance set, the known answers beside the project, the examples, and torn ledgers.

use super::support;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The planning folders directly below a folder.
fn folders(below: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(below) else {
        println!("skipped: {} is not there", below.display());
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = paths
        .filter(|at| at.join("partnership.yaml").is_file())
        .collect();
    all.sort();
    all
}

/// What a folder is asked: the period and the basis its expected answer is of.
fn question(at: &Path) -> (String, String, String) {
    let expected = fs::read_to_string(at.join("expected.json")).unwrap_or_default();
    let expected: Value = serde_json::from_str(&expected).unwrap_or_default();
    let said = |key: &str, else_: &str| expected[key].as_str().unwrap_or(else_).to_owned();
    (
        said("through", "2025-26"),
        said("basis", "to-date"),
        said("as_at", "2026-06-30"),
    )
}

/// An answer without what names the files it comes from, and without columns: a file of totals
/// knows the line of a ledger row and not the cell.
fn bare(mut answer: Value) -> Value {
    fn without_columns(value: &mut Value) {
        match value {
            Value::Object(map) => {
                if map.contains_key("file") && map.contains_key("line") {
                    map.remove("column");
                }
                map.values_mut().for_each(without_columns);
            }
            Value::Array(all) => all.iter_mut().for_each(without_columns),
            _ => {}
        }
    }
    let map = answer.as_object_mut().unwrap();
    map.remove("digest");
    map.remove("totals");
    without_columns(&mut answer);
    answer
}

/// Is the answer the same from the ledger and from its totals, with and without providers?
fn hold(at: &Path) {
    let (through, basis, as_at) = question(at);
    let asked = [
        "riskshare",
        "--through",
        &through,
        "--basis",
        &basis,
        "--as-at",
        &as_at,
        "--format",
        "json",
    ];
    let own = support::run(at, &asked);
    if own.status.code() == Some(2) {
        return;
    }
    let wanted = bare(support::answer(&own));
    for more in [&[][..], &["--providers"]] {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("totals-same.csv");
        let file = file.to_str().unwrap();
        let made = [
            &[
                "totals", "--format", "csv", "--as-at", &as_at, "--output", file,
            ],
            more,
        ]
        .concat();
        support::run(at, &made);
        let run = support::run(at, &[&asked[..], &["--totals", file]].concat());
        assert_eq!(
            run.status.code(),
            own.status.code(),
            "{}: {}",
            at.display(),
            support::aside(&run)
        );
        assert_eq!(bare(support::answer(&run)), wanted, "{}", at.display());
    }
}

#[test]
fn a_risk_share_is_the_same_from_the_ledger_and_from_its_totals() {
    let places = [
        root().join("tests/conformance"),
        root().join("examples"),
        root().join("../shared/cases/riskshare"),
    ];
    let all: Vec<PathBuf> = places.iter().flat_map(|at| folders(at)).collect();
    assert!(all.len() > 170);
    for at in &all {
        hold(at);
    }
    println!("{} folders agree", all.len());
    torn();
}

type Damage = dyn Fn(&str) -> String;

/// Ledgers with one row in three damaged, another way each time.
fn torn() {
    let example = root().join("examples/tarn-and-vale");
    let ledger = fs::read_to_string(example.join("ledger/2025-26.csv")).unwrap();
    let damage: [(&str, &Damage); 8] = [
        ("amount", &|row| row.replacen(".00", ".0x", 1)),
        ("date", &|row| row.replacen("2025", "20x5", 1)),
        ("scheme", &|row| row.replacen("reablement", "enablement", 1)),
        ("kind", &|row| row.replacen("spend", "spent", 1)),
        ("cut", &|row| row[..row.len() / 2].to_owned()),
        ("quote", &|row| row.replacen(',', ",\"", 1)),
        ("longer", &|row| format!("{row},surplus")),
        ("blank", &|_| String::new()),
    ];
    for (name, damage) in damage {
        for every in [3, 97] {
            let rows = ledger.lines().enumerate();
            let rows: Vec<String> = rows
                .map(|(i, row)| match i > 0 && i % every == 0 {
                    true => damage(row),
                    false => row.to_owned(),
                })
                .collect();
            let mut files = vec![("ledger/2025-26.csv".to_owned(), rows.join("\n"))];
            for file in ["partnership.yaml", "schemes.csv"] {
                files.push((
                    file.to_owned(),
                    fs::read_to_string(example.join(file)).unwrap(),
                ));
            }
            let files: Vec<(&str, &str)> = files
                .iter()
                .map(|(n, t)| (n.as_str(), t.as_str()))
                .collect();
            hold(&support::folder(
                &format!("totals-torn-{name}-{every}"),
                &files,
            ));
        }
    }
}
