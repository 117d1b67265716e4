//! A risk share, a pool's account and flows worked out from the file are those worked out from the
//! ledger: over the folders of the conformance set, the known answers beside the project, the
//! examples, and torn ledgers.

use super::support;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

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
/// knows the line of a ledger row and not the cell, and the month of a payment and not the day.
fn bare(mut answer: Value) -> Value {
    fn without_cells_and_days(value: &mut Value) {
        match value {
            Value::Object(map) => {
                if map.contains_key("file") && map.contains_key("line") {
                    map.remove("column");
                }
                map.remove("days_late");
                map.remove("to_the_day");
                if let Some(Value::String(day)) = map.get_mut("met_on") {
                    day.truncate("2025-04".len());
                }
                map.values_mut().for_each(without_cells_and_days);
            }
            Value::Array(all) => all.iter_mut().for_each(without_cells_and_days),
            _ => {}
        }
    }
    let map = answer.as_object_mut().unwrap();
    map.remove("digest");
    map.remove("totals");
    without_cells_and_days(&mut answer);
    answer
}

/// What a folder is asked for a command.
struct Ask<'a> {
    at: &'a Path,
    asked: Vec<String>,
}

impl Ask<'_> {
    fn of<'a>(at: &'a Path, command: &str) -> Ask<'a> {
        let (through, basis, as_at) = question(at);
        let mut asked = vec![command, "--through", &through, "--as-at", &as_at];
        if command != "flows" {
            asked.extend(["--basis", &basis]);
        }
        asked.extend(["--format", "json"]);
        let asked = asked.into_iter().map(str::to_owned).collect();
        Ask { at, asked }
    }

    fn run(&self, totals: &[&str]) -> Output {
        let asked: Vec<&str> = self.asked.iter().map(String::as_str).collect();
        support::run(self.at, &[&asked[..], totals].concat())
    }

    /// Is the answer the same from the ledger and from this file?
    fn hold(&self, file: &str, own: &Output) {
        if own.status.code() == Some(2) {
            return;
        }
        let run = self.run(&["--totals", file]);
        let of = format!("{}: {:?}", self.at.display(), self.asked);
        assert_eq!(
            run.status.code(),
            own.status.code(),
            "{of}: {}",
            support::aside(&run)
        );
        let (answer, wanted) = (support::answer(&run), support::answer(own));
        assert_eq!(bare(answer), bare(wanted), "{of}");
    }
}

/// Are the answers of these commands the same from the ledger and from its totals, with and without
/// providers? Who was paid is told only from a file that says so.
fn hold(at: &Path, commands: &[&str]) {
    let asks = commands.iter().map(|command| {
        let ask = Ask::of(at, command);
        let own = ask.run(&[]);
        (ask, own)
    });
    let asks: Vec<(Ask<'_>, Output)> = asks.collect();
    let (_, _, as_at) = question(at);
    for more in [&[][..], &["--providers"]] {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("totals-same.csv");
        let file = file.to_str().unwrap();
        let made = [
            "totals", "--format", "csv", "--as-at", &as_at, "--output", file,
        ];
        support::run(at, &[&made[..], more].concat());
        for (ask, own) in &asks {
            if ask.asked[0] == "flows" && more.is_empty() {
                let said = support::refused(&ask.run(&["--totals", file]));
                let wanted =
                    format!("{file} has no columns `provider` and `contract`, and this answer");
                assert!(said.contains(&wanted), "{said}");
                assert!(
                    said.contains("make it with `jcplan totals --providers`"),
                    "{said}"
                );
                continue;
            }
            ask.hold(file, own);
        }
    }
}

#[test]
fn an_answer_is_the_same_from_the_ledger_and_from_its_totals() {
    let places = [
        root().join("tests/conformance"),
        root().join("examples"),
        root().join("../shared/cases/riskshare"),
    ];
    let all: Vec<PathBuf> = places.iter().flat_map(|at| folders(at)).collect();
    assert!(all.len() > 170);
    for (i, at) in all.iter().enumerate() {
        let is_example = at.starts_with(root().join("examples"));
        match i % 4 == 0 || is_example {
            true => hold(at, ALL),
            false => hold(at, &ALL[..1]),
        }
    }
    println!("{} folders agree", all.len());
    torn();
}

/// The commands that take a file of totals.
const ALL: &[&str] = &["riskshare", "pool", "flows"];

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
            let at = support::folder(&format!("totals-torn-{name}-{every}"), &files);
            hold(&at, ALL);
        }
    }
}
