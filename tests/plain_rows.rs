//! Rows that are plain throughout are taken in at once. The same registers with a letter beyond
//! ASCII in every row, in a column nobody reads, are read cell by cell: the audit is the same.

#![allow(clippy::unwrap_used)]

mod support;

use jcplan::compute::audit::{Gathering, Question, Sections};
use jcplan::load::{Shown, registers};
use jcplan::model::{Plan, Register, RowShown};
use jcplan::value::Day;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use support::{answer, folder, run_in};

const SERVICES: [&str; 4] = ["home-care", "Reablement at home", "", "night-support"];
const PROVIDERS: [&str; 6] = [
    "Fellside Care Ltd",
    "FELLSIDE CARE LIMITED",
    "Wren Community Ltd; Vale Homecare",
    "REDACTED",
    "",
    "Ash and Elm plc",
];
const COHORTS: [&str; 5] = ["65-plus", "adults", "", "all", "65-plus; adults"];
const AREAS: [&str; 6] = [
    "north",
    "south",
    "",
    "north; south",
    "all",
    "a longer name than most",
];

/// A register in order of its references or not, every row worked out from its number. `beyond`
/// is a word for a column that nobody reads.
fn register(mark: &str, rows: usize, shuffled: bool, beyond: &str) -> String {
    let mut text = String::from(
        "contract,title,provider,commissioner,service,area,cohort,starts,ends,annual_value,total_value,part_of,x-note\n",
    );
    for i in 0..rows {
        let n = if shuffled { i * 7_919 % rows } else { i };
        // Some contracts have several rows, next to one another or not; some stand in both registers.
        let number = match n % 17 {
            3 => n - 1,
            5 if n > 40 => n - 40,
            _ => n,
        };
        let mark = if n % 23 == 0 { "S" } else { mark };
        let starts = match n % 101 {
            0 => String::new(),
            1 => "2024-02-30".to_owned(),
            2 => "13/03/2024".to_owned(),
            _ => format!("{}-{:02}-{:02}", 2019 + n % 6, 1 + n * 5 % 12, 1 + n % 28),
        };
        let ends = match n % 37 {
            0 => String::new(),
            1 => "open".to_owned(),
            2 => "2018-01-01".to_owned(),
            _ => format!("{}-{:02}-{:02}", 2021 + n % 6, 1 + n * 5 % 12, 1 + n % 28),
        };
        let annual = match n % 29 {
            0 => String::new(),
            1 => "1.00".to_owned(),
            2 => "-500".to_owned(),
            3 => "£1200".to_owned(),
            4 => "tbc".to_owned(),
            _ => format!("{}.{:02}", 900 + n % 7 * 400, n % 100),
        };
        let total = if n % 29 == 0 || n % 31 == 0 {
            "36500.00"
        } else {
            ""
        };
        let part_of = if n % 41 == 0 { "FRAME-1" } else { "" };
        // A total and a contract without a reference, with days as the others have them.
        let reference = match n % 71 {
            7 => "N/A".to_owned(),
            8 => "Grand total".to_owned(),
            _ => format!("{mark}{number:05}"),
        };
        let title = match n % 73 {
            9 => "Total".to_owned(),
            _ => format!("Home care and support {}", n % 90),
        };
        text.push_str(&format!(
            "{reference},{title},{},{},{},{},{},{starts},{ends},{annual},{total},{part_of},{beyond}\n",
            PROVIDERS[n % 6],
            ["council", "icb", ""][n % 3],
            SERVICES[n / 3 % 4],
            AREAS[n / 5 % 6],
            COHORTS[n / 7 % 5],
        ));
    }
    text
}

fn audited(name: &str, beyond: &str, shuffled: [bool; 2]) -> Value {
    let at = folder(name, &[("note.txt", "made by a test\n")]);
    let council = register("C", 1_500, shuffled[0], beyond);
    std::fs::write(at.join("council.csv"), council).unwrap();
    let icb = register("I", 900, shuffled[1], beyond);
    std::fs::write(at.join("icb.csv"), icb).unwrap();
    let asked = ["council.csv", "icb.csv", "--as-at", "2024-06-30"];
    let asked = [&["audit"], &asked[..], &["--format", "json"]].concat();
    let mut answer = answer(&run_in(&at, &asked));
    // The bytes are other bytes.
    answer.as_object_mut().unwrap().remove("digest");
    answer
}

#[test]
fn plain_rows_come_to_what_reading_them_cell_by_cell_comes_to() {
    for shuffled in [[false, false], [true, false], [false, true], [true, true]] {
        let plain = audited("plain-rows", "e", shuffled);
        let whole = audited("whole-rows", "é", shuffled);
        assert!(!plain["overlaps"].as_array().unwrap().is_empty());
        for (key, value) in whole.as_object().unwrap() {
            assert_eq!(&plain[key], value, "{key}, {shuffled:?}");
        }
    }
}

#[test]
fn rows_in_words_that_were_met_are_taken_in_at_once() {
    let mut text = String::from(
        "contract,title,provider,commissioner,service,area,starts,ends,annual_value\n",
    );
    for i in 0..5_000 {
        text += &format!(
            "C{i:05},Care {i},Wren Care,council,home-care,north,2024-04-01,2026-03-31,100.00\n"
        );
    }
    let at = folder("plain-taken", &[("register.csv", &text)]);
    let question = Question {
        as_at: Day::parse("2025-09-30").unwrap(),
        horizon_months: 12,
        handover_days: 31,
        with_extensions: false,
        notice_months: 6,
        letting_months: 12,
        together_months: 6,
        tolerance_per_cent: 0,
        sections: Sections::only(&[]),
    };
    let gathering = RefCell::new(Gathering::new(&question));
    let taken = Cell::new(0);
    let rows = |plan: &Plan, register: &Register, row: RowShown<'_>| {
        let plain = matches!(row, RowShown::Plain(_));
        let number = plan.registers.len();
        let took = gathering.borrow_mut().show(plan, number, register, row);
        taken.set(taken.get() + usize::from(plain && took));
        took
    };
    let mut shown = Shown {
        rows: Some(&rows),
        paid: &mut |_| (),
    };
    let path = at.join("register.csv").display().to_string();
    registers(&[path], &mut std::io::empty(), None, &mut shown).unwrap();
    // The first row brings the words.
    assert_eq!(taken.get(), 4_999);
}

/// A buyer of a national export is its own area. Where a register leaves the area blank, its
/// contracts are for the area of whoever buys, also where others left it blank before.
#[test]
fn a_blank_area_is_that_of_its_own_buyer() {
    let export = "\
Notice Identifier,Organisation Name,Title,\"Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]\",Contract start date,Contract end date,Awarded Value
E1,Tarn Council,Home care,Becks,01/04/2025,31/03/2026,36500
";
    let register = "\
contract,title,provider,commissioner,service,area,starts,ends,annual_value
T0,Reablement,Wren,Tarn Council,reablement-at-home,,2020-04-01,2020-09-30,3650.00
V1,Care one,Moss,Vale Council,home-care,,2025-04-01,2026-03-31,3650.00
V2,Care two,Moss,Vale Council,home-care,,2025-04-01,2026-03-31,3650.00
W1,Care three,Wren,Tarn Council,home-care,,2025-04-01,2026-03-31,3650.00
";
    let at = folder(
        "plain-buyers",
        &[("export.csv", export), ("register.csv", register)],
    );
    let asked = [
        "audit",
        "export.csv",
        "register.csv",
        "--as-at",
        "2025-09-30",
    ];
    let answer = answer(&run_in(&at, &[&asked[..], &["--format", "json"]].concat()));
    let overlaps = answer["overlaps"].as_array().unwrap();
    let mut together: Vec<String> = overlaps
        .iter()
        .map(|o| o["contracts"].to_string())
        .collect();
    together.sort();
    assert_eq!(together, [r#"["E1","W1"]"#, r#"["V1","V2"]"#]);
}
