//! Registers in workbooks: the same answers as from CSV, places as people see them, and a plain
//! refusal of what cannot be read.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod refused;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use support::book::{Cell, Sheet, ods, xlsx};
use support::{answer, folder, jcplan, printed, program, run, settle};

/// Four contracts: a number for a reference, half pounds, a date that is none, and pence beyond two.
const REGISTER: &str = "contract,title,provider,service,starts,ends,annual_value\n\
    1001,Reablement north,Fellside Care Ltd,reablement-at-home,2025-04-01,2026-03-31,1234.5\n\
    1002,Reablement also,Moss Care,reablement-at-home,2025-07-01,2026-06-30,600\n\
    C-3,Beds,Moss & Co <North>,bed-based-intermediate-care,soon,2026-06-30,100\n\
    C-4,More beds,Vale Homes,bed-based-intermediate-care,2025-07-01,2026-06-30,0.125\n";

/// A folder with these files of bytes.
fn files(name: &str, files: &[(&str, Vec<u8>)]) -> PathBuf {
    let at = folder(name, &[("note", "")]);
    for (name, bytes) in files {
        fs::create_dir_all(at.join(name).parent().unwrap()).unwrap();
        fs::write(at.join(name), bytes).unwrap();
    }
    at
}

/// The JSON of `audit` on a file alone, with its places as those of a CSV file.
fn audited(at: &Path, name: &str) -> Value {
    let mut program = program();
    program.args(["audit", name, "--as-at", "2025-09-30", "--format", "json"]);
    let output = program.current_dir(at).output().unwrap();
    let text = printed(&output)
        .replace(&format!("{name}, sheet Contracts, row "), "council.csv:")
        .replace(name, "council.csv")
        .replace(", sheet Contracts", "");
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["digest"] = Value::Null;
    value
}

#[test]
fn the_same_register_gives_the_same_audit_as_csv_xlsx_and_ods() {
    let sheet = [Sheet::typed("Contracts", REGISTER)];
    let at = files(
        "workbook-same",
        &[
            ("council.csv", REGISTER.into()),
            ("council.xlsx", xlsx(&sheet)),
            ("council.ods", ods(&sheet)),
        ],
    );
    let csv = audited(&at, "council.csv");
    assert_eq!(csv["rows"]["read"], 4);
    // 1 July 2025 to 31 March 2026 are 274 days of the cheaper: 600 × 274 ÷ 365 = 450.41.
    assert_eq!(csv["overlaps"][0]["cost_at_stake"], "450.41");
    assert_eq!(
        csv["overlaps"][0]["contracts"],
        serde_json::json!(["1001", "1002"])
    );
    assert_eq!(audited(&at, "council.xlsx"), csv);
    assert_eq!(audited(&at, "council.ods"), csv);
}

#[test]
fn a_fault_is_told_at_its_sheet_and_row() {
    let titled = format!(
        ",Contracts register,,,,,,\n\n,{}",
        REGISTER.replace('\n', "\n,")
    );
    let sheets = [
        Sheet::typed(
            "Read me",
            "About this workbook\nAsk the commissioning team\n",
        ),
        Sheet::typed("Live contracts", titled.trim_end_matches(',')),
    ];
    for (name, bytes) in [("r.xlsx", xlsx(&sheets)), ("r.ods", ods(&sheets))] {
        let at = files(&format!("workbook-places-{name}"), &[(name, bytes)]);
        let answer = jcplan(&at.join(name), &["audit"]);
        let told: Vec<&str> = answer["attention"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a["at"].as_str().unwrap())
            .collect();
        let ends = |end: &str| told.iter().any(|at| at.ends_with(end));
        // The title on row 1, nothing on row 2, the heading on row 3: C-3 and C-4 on 6 and 7.
        assert!(
            ends(&format!("{name}, sheet Live contracts, row 6")),
            "{told:?}"
        );
        assert!(
            ends(&format!("{name}, sheet Live contracts, row 7")),
            "{told:?}"
        );
        assert!(ends(&format!("{name}, sheet Read me, row 1")), "{told:?}");
        // Nothing is missing from the figures for want of the notes.
        assert_eq!(answer["not_read"], serde_json::json!([]));
        assert_eq!(answer["rows"]["read"], 4);
    }
}

#[test]
fn another_sheet_with_rows_is_named_with_its_reason() {
    let more = REGISTER.replace("100", "200");
    let sheets = [
        Sheet::typed("Old", REGISTER).hidden(),
        Sheet::typed("Contracts", REGISTER),
        Sheet::typed("Spend", "Date,Supplier,Amount\n2025-05-01,Moss Care,10\n"),
        Sheet::typed("South", &more),
        Sheet::typed("Empty", ""),
    ];
    for (name, bytes) in [("r.xlsx", xlsx(&sheets)), ("r.ods", ods(&sheets))] {
        let at = files(&format!("workbook-others-{name}"), &[(name, bytes)]);
        let answer = jcplan(&at.join(name), &["audit"]);
        let unread: Vec<&str> = answer["not_read"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a.as_str().unwrap())
            .collect();
        assert_eq!(unread.len(), 3, "{unread:?}");
        let of = |sheet: &str, rows: &str, why: &str| {
            let begins = format!("sheet {sheet} of ");
            let one = unread.iter().find(|u| u.starts_with(&begins)).unwrap();
            assert!(one.contains(rows) && one.contains(why), "{one}");
        };
        of("Old", "(5 rows)", "it is hidden");
        of("Spend", "(2 rows)", "it holds payments");
        of(
            "South",
            "(5 rows)",
            "only one sheet of a workbook is, and that is Contracts",
        );
        assert_eq!(
            answer["registers"][0]["recognised_as"],
            "a register with jcplan's own headings, sheet Contracts"
        );
        let output = run(&at.join(name), &["audit"]);
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn errors_and_merged_cells_are_told_where_they_stand() {
    let text = "contract,title,provider,service,starts,ends,annual_value\n\
        C-1,Beds,#N/A,reablement-at-home,2025-04-01,2026-03-31,#REF!\n\
        C-2,Beds,,reablement-at-home,2025-04-01,2026-03-31,5\n";
    let mut sheet = Sheet::typed("Contracts", text);
    sheet.rows[2][1] = Cell::Formula("CONCAT(\"Be\",\"ds\")".into(), "Beds & more".into());
    sheet.rows[2][6] = Cell::Formula("2*300".into(), String::new());
    // The title of the first contract reaches over the second.
    sheet.merged = vec![(1, 2, 1)];
    let sheets = [sheet];
    for (name, bytes) in [("r.xlsx", xlsx(&sheets)), ("r.ods", ods(&sheets))] {
        let at = files(&format!("workbook-errors-{name}"), &[(name, bytes)]);
        for command in ["audit", "columns"] {
            let output = run(&at.join(name), &[command]);
            let text = printed(&output).replace('\n', " ");
            let said = |words: &str| {
                text.split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .contains(words)
            };
            assert!(
                said("row 2: the cell holds #N/A, an error of the workbook"),
                "{text}"
            );
            assert!(said("row 2: the cell holds #REF!"), "{text}");
            assert!(
                said("row 3: the cell holds the formula =2*300, and no value was saved with it"),
                "{text}"
            );
            assert!(
                said("row 2: the cell `Beds` is merged over several rows"),
                "{text}"
            );
        }
        let answer = jcplan(&at.join(name), &["columns"]);
        let titles = &answer["headings"][1]["samples"];
        assert_eq!(
            *titles,
            serde_json::json!(["Beds", "Beds & more"]),
            "{answer}"
        );
        assert_eq!(
            answer["encoding"].as_str().unwrap(),
            format!("a workbook ({})", &name[2..])
        );
    }
}

#[test]
fn what_the_spreadsheet_leaves_behind_is_not_read_as_pence() {
    let text = "contract,title,provider,service,starts,ends,annual_value\n\
        900719925474099,A,P,reablement-at-home,2025-04-01,2026-03-31,0.30000000000000004\n\
        7,B,Q,reablement-at-home,2025-04-01,2026-03-31,1234.4999999999998\n\
        8,C,R,reablement-at-home,2025-04-01,2026-03-31,1.005\n";
    let sheets = [Sheet::typed("Contracts", text)];
    for (name, bytes) in [("r.xlsx", xlsx(&sheets)), ("r.ods", ods(&sheets))] {
        let at = files(&format!("workbook-noise-{name}"), &[(name, bytes)]);
        let answer = jcplan(&at.join(name), &["audit"]);
        let told = answer["attention"].to_string();
        // 30p and 1,234.50 are read; 1.005 has more decimals than money has, and is told.
        assert!(told.contains("1.005"), "{told}");
        assert!(!told.contains("row 2") && !told.contains("row 3"), "{told}");
        let of = answer["overlaps"][0]["contracts"].as_array().unwrap();
        assert_eq!(of[0], "7");
        assert_eq!(of[2], "900719925474099");
        // All three are in force for the same year: 1,234.50 is the dearest, 0.30 is at stake, and
        // one value is not known.
        assert_eq!(answer["overlaps"][0]["cost_at_stake"], "0.30");
    }
}

#[test]
fn a_workbook_is_read_from_standard_input_and_from_a_folder() {
    let bytes = xlsx(&[Sheet::typed("Contracts", REGISTER)]);
    let mut child = program()
        .args(["audit", "-", "--as-at", "2025-09-30", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(answer(&output)["rows"]["read"], 4);

    let at = files("workbook-folder", &[("contracts/council.xlsx", bytes)]);
    fs::write(
        at.join("partnership.yaml"),
        "jcplan: 1\nid: tarn\nname: Tarn\n",
    )
    .unwrap();
    settle(&at);
    let found = jcplan(&at, &["check"]);
    let of_book: Vec<&Value> = found["folders"][0]["findings"]
        .as_array()
        .or_else(|| found["findings"].as_array())
        .unwrap_or_else(|| panic!("{found}"))
        .iter()
        .filter(|f| f.to_string().contains("contracts/council.xlsx"))
        .collect();
    assert!(!of_book.is_empty(), "{found}");
    let audited = jcplan(&at, &["audit"]);
    assert_eq!(audited["rows"]["read"], 4);
    assert!(
        audited["attention"][0]["at"]
            .as_str()
            .unwrap()
            .contains("contracts/council.xlsx, sheet Contracts, row "),
        "{audited}"
    );
}
