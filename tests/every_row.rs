//! Real files that nobody of this project wrote: every row of each is used or named with its
//! reason, whole, torn, and in every encoding people save in.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use jcplan::source::{decode, for_each_row};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use support::book::{Cell, Sheet, xlsx};
use support::{folder, program};

/// The files; none, and a word of it, where the folder is not beside the project.
fn files() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut files = Vec::new();
    for folder in [beside.clone(), beside.join("reference")] {
        let Ok(entries) = fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            continue;
        };
        files.extend(entries.map(|e| e.unwrap().path()));
    }
    files.retain(|f| f.extension().is_some_and(|e| e == "csv" || e == "json"));
    files.sort();
    files
}

/// The answer of a command, which must be one: no panic, and one of the known exit codes.
fn asked(command: &str, files: &[&Path]) -> Option<Value> {
    let mut program = program();
    program.arg(command).args(files);
    program.args(["--as-at", "2025-09-30", "--format", "json"]);
    let output = program.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!error.contains("panicked"), "{files:?}: {error}");
    match output.status.code() {
        Some(0 | 1) => Some(serde_json::from_slice(&output.stdout).unwrap()),
        Some(2) => {
            assert!(output.stdout.is_empty() && !error.is_empty(), "{files:?}");
            None
        }
        code => panic!("{files:?}: exit {code:?}"),
    }
}

fn n(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value}"))
}

fn len(value: &Value) -> u64 {
    u64::try_from(value.as_array().unwrap().len()).unwrap()
}

/// All payments are somewhere in the sum.
fn payments_add_up(answer: &Value) {
    if answer["money"].is_null() {
        return;
    }
    let pence = |value: &Value| {
        let text = value.as_str().unwrap().replace('.', "");
        text.parse::<i128>().unwrap()
    };
    let money = &answer["money"];
    let amounts = |list: &str| {
        let all = money[list].as_array().unwrap().iter();
        all.map(|one| pence(&one["amount"])).sum::<i128>()
    };
    let parts = [
        "tied",
        "several_contracts",
        "unnamed",
        "beyond_what_is_kept",
    ];
    let sum: i128 = parts.iter().map(|part| pence(&money[part])).sum();
    let sum = sum + amounts("without_contract") + amounts("on_left_out");
    assert_eq!(sum, pence(&money["spend"]));
    let files = answer["payments"].as_array().unwrap().iter();
    let all: i128 = files.map(|file| pence(&file["sum"])).sum();
    assert_eq!(all, pence(&money["spend"]) + pence(&money["after_as_at"]));
}

/// Rows read, and contracts, of an audit whose sums were seen to add up.
fn accounted(answer: &Value) -> (u64, u64) {
    let rows = &answer["rows"];
    assert_eq!(
        n(&rows["read"]),
        n(&rows["used"]) + n(&rows["left_out"]),
        "{rows}"
    );
    let contracts = n(&answer["contracts"]);
    assert_eq!(
        contracts,
        n(&answer["compared"])
            + len(&answer["unclassified"])
            + n(&answer["undated"])
            + len(&answer["recorded_twice"])
    );
    let mut left_out = n(&rows["left_out"]);
    let mut read = n(&rows["read"]);
    for file in answer["payments"].as_array().unwrap() {
        assert_eq!(n(&file["rows"]), n(&file["used"]) + n(&file["left_out"]));
        left_out += n(&file["left_out"]);
        read += n(&file["rows"]);
    }
    let of_registers: u64 = answer["registers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| n(&r["rows"]))
        .sum();
    assert_eq!(of_registers, n(&rows["read"]));
    // Each row left out has a place and a reason.
    let mut places = BTreeSet::new();
    for list in ["left_out", "attention"] {
        for one in answer[list].as_array().unwrap() {
            let why = if list == "left_out" {
                &one["why"]
            } else {
                &one["message"]
            };
            assert!(!why.as_str().unwrap().is_empty(), "{one}");
            places.insert(one["at"].as_str().unwrap().to_owned());
        }
    }
    let named = u64::try_from(places.len()).unwrap();
    assert!(
        named >= left_out,
        "{named} places for {left_out} rows left out"
    );
    payments_add_up(answer);
    (read, contracts)
}

/// What `columns` and `audit` say of a file alone: the rows, used, and contracts.
fn told(file: &Path) -> Option<(String, u64, u64, u64)> {
    let columns = asked("columns", &[file]);
    let audit = asked("audit", &[file]);
    let (columns, audit) = (columns?, audit?);
    let rows = &columns["rows"];
    assert_eq!(
        n(&rows["read"]),
        n(&rows["used"]) + n(&rows["left_out"]),
        "{rows}"
    );
    let (read, contracts) = accounted(&audit);
    let kind = columns["kind"].as_str().unwrap().to_owned();
    match kind.as_str() {
        "contracts" | "payments" => assert_eq!(read, n(&rows["read"]), "{}", file.display()),
        _ => assert!(len(&audit["not_read"]) > 0, "{}", file.display()),
    }
    Some((kind, n(&rows["read"]), n(&rows["used"]), contracts))
}

#[test]
fn every_row_of_every_file_is_used_or_named() {
    for file in files() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let (kind, read, used, contracts) = told(&file).unwrap_or_else(|| panic!("{name}"));
        println!("{name}: {kind}, {read} rows, {used} used, {contracts} contracts");
        if kind == "not known" || !name.ends_with(".csv") {
            continue;
        }
        // Counted again without a heading table: every row that holds anything, but for those
        // down to the heading, or the heading below them.
        let columns = asked("columns", &[&file]).unwrap();
        let bytes = fs::read(&file).unwrap();
        let (text, _) = decode(&bytes).unwrap();
        let heading = usize::try_from(n(&columns["heading_line"])).unwrap();
        let below = columns["heading_below_rows"] == true;
        let mut rows = 0;
        for_each_row(&mut text.as_bytes(), &mut |row| {
            rows += u64::from(if below {
                row.line < heading
            } else {
                row.line > heading
            });
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(read, rows, "{name}");
    }
}

#[test]
fn torn_files_lose_no_row_in_silence() {
    let at = folder("every-row-torn", &[("note", "")]);
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        let name = file.file_name().unwrap();
        for part in [2, 3, 7] {
            let torn = at.join(name);
            fs::write(&torn, &bytes[..bytes.len() / part]).unwrap();
            told(&torn);
            fs::write(&torn, &bytes[bytes.len() / part..]).unwrap();
            told(&torn);
        }
    }
}

#[test]
fn the_encoding_and_the_workbook_change_no_count() {
    let at = folder("every-row-encoded", &[("note", "")]);
    for file in files() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&file).unwrap();
        let (text, _) = decode(&bytes).unwrap();
        let wanted = told(&file);
        let copy = at.join(&name);
        let utf16: Vec<u8> = std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        fs::write(&copy, utf16).unwrap();
        assert_eq!(told(&copy), wanted, "{name} in UTF-16");
        if let (latin, _, false) = encoding_rs::WINDOWS_1252.encode(&text) {
            fs::write(&copy, latin).unwrap();
            assert_eq!(told(&copy), wanted, "{name} in Windows-1252");
        }
        if name.ends_with(".csv") && !name.starts_with("uk-local") {
            let mut rows = Vec::new();
            for_each_row(&mut text.as_bytes(), &mut |row| {
                let cells = row.cells.iter().map(|c| match c {
                    b"" => Cell::Blank,
                    c => Cell::Text(String::from_utf8_lossy(c).into_owned()),
                });
                rows.push(cells.collect());
                ControlFlow::Continue(())
            })
            .unwrap();
            let sheet = Sheet {
                name: "Export",
                hidden: false,
                rows,
                merged: Vec::new(),
            };
            let copy = at.join(name.replace(".csv", ".xlsx"));
            fs::write(&copy, xlsx(&[sheet])).unwrap();
            assert_eq!(told(&copy), wanted, "{name} as a workbook");
        }
    }
}

#[test]
fn all_files_together_add_up() {
    let files = files();
    if files.is_empty() {
        return;
    }
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let (rows, contracts) = accounted(&asked("audit", &paths).unwrap());
    println!("together: {rows} rows, {contracts} contracts");
    let alone: u64 = files
        .iter()
        .filter_map(|file| told(file))
        .filter(|(kind, ..)| kind == "contracts" || kind == "payments")
        .map(|(_, read, ..)| read)
        .sum();
    assert_eq!(rows, alone);
}
