//! Registers too long to be held give the same audit, and the same places, as those that are.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::path::Path;
use support::{answer, folder, run_in};

/// Makes the folder; no register.
const NOTE: &[(&str, &str)] = &[("note.txt", "made by a test\n")];

/// A register of more than eight million bytes, faults among its rows. Every part of it is worked
/// out from the row's number, so that it can be written twice; `ballast` makes titles longer.
fn register(rows: usize, ballast: usize) -> String {
    let mut text = String::from(
        "contract,title,provider,commissioner,service,area,cohort,starts,ends,annual_value,notice_months\n",
    );
    let ballast = " and so on".repeat(ballast);
    for i in 0..rows {
        let services = ["reablement-at-home", "home-care", "", "night-support"];
        let titles = [
            "Home care £ and meals",
            "Reablement, with \"\"tea\"\"",
            "Step-down beds",
        ];
        let (year, month) = (2019 + i % 6, 1 + i * 7 % 12);
        let starts = match i % 1_009 {
            0 => String::new(),
            1 => "31/02/2024".to_owned(),
            2 => format!("13/{month:02}/{year}"),
            _ => format!("{year}-{month:02}-05"),
        };
        let ends = match i % 997 {
            0 => "open".to_owned(),
            1 => "2018-01-01".to_owned(),
            _ => format!("{}-{month:02}-04", year + 2),
        };
        let value = match i % 503 {
            0 => "tbc".to_owned(),
            1 => "12.345".to_owned(),
            _ => format!("{}.{:02}", 1_000 + i % 90_000, i % 100),
        };
        let notice = ["", "6", "six"][i % 400 % 3];
        let notice = if i % 400 < 3 { notice } else { "" };
        // Every fiftieth row is a further lot of the contract before it.
        let number = if i % 50 == 0 && i > 0 { i - 1 } else { i };
        let line = match i % 701 {
            0 => "\r\n",
            _ => " ",
        };
        text.push_str(&format!(
            "C-{number},\"{}{line}{}{ballast}\",Provider {},{},{},area-{},{},{starts},{ends},{value},{notice}\n",
            titles[i % 3],
            i % 1_000,
            i % 37,
            ["council", "icb"][i % 2],
            services[i % 4],
            i % 211,
            ["65-plus", "adults", ""][i % 3],
        ));
    }
    text
}

/// The same bytes in another encoding are held, for they have to be decoded whole.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect()
}

fn without(mut value: Value, keys: &[&str]) -> Value {
    for key in keys {
        value.as_object_mut().unwrap().remove(*key);
    }
    value
}

#[test]
fn a_long_register_gives_what_a_held_one_gives() {
    let text = register(22_000, 30);
    assert!(text.len() > 8 * 1024 * 1024, "{}", text.len());
    let (long, held) = (folder("long-register", NOTE), folder("held-register", NOTE));
    std::fs::write(long.join("council.csv"), &text).unwrap();
    std::fs::write(held.join("council.csv"), windows_1252(&text)).unwrap();
    let of = |at: &Path| {
        let asked = [
            "audit",
            "council.csv",
            "--as-at",
            "2024-06-30",
            "--format",
            "json",
        ];
        // The bytes are other bytes.
        without(answer(&run_in(at, &asked)), &["digest"])
    };
    let (from_long, from_held) = (of(&long), of(&held));
    let places = from_long["left_out"].as_array().unwrap();
    assert!(places.len() > 40, "{}", places.len());
    // Row 1010 is the first but one without a start. Of the 1,009 rows before it the first and the
    // 702nd have a line end inside, and the heading is one line: it begins on line 1,013.
    assert!(
        places
            .iter()
            .any(|p| p["at"] == "council.csv:1013" && p["contract"] == "C-1009"),
        "{:?}",
        &places[..4]
    );
    for (key, value) in from_held.as_object().unwrap() {
        assert_eq!(&from_long[key], value, "{key}");
    }
}

#[test]
fn a_long_file_that_is_no_register_is_told_so() {
    let at = folder("long-words", NOTE);
    let words = "some words, and more of them\n".repeat(300_000);
    std::fs::write(at.join("words.csv"), words).unwrap();
    let told = run_in(&at, &["audit", "words.csv", "--as-at", "2024-06-30"]);
    let said = support::printed(&told) + &support::aside(&told);
    assert!(said.contains("words.csv"), "{said}");
    assert!(said.contains("heading"), "{said}");
}

#[test]
fn parts_of_an_audit_are_those_of_the_whole() {
    let at = folder("parts-of-audit", NOTE);
    std::fs::write(at.join("council.csv"), register(3_000, 0)).unwrap();
    let ask = |only: &str| {
        let mut asked = vec!["audit", "council.csv", "--as-at", "2024-06-30"];
        asked.extend(["--format", "json"]);
        if !only.is_empty() {
            asked.extend(["--only", only]);
        }
        answer(&run_in(&at, &asked))
    };
    let whole = ask("");
    let mut keys = 0;
    for only in [
        "overlaps",
        "gaps",
        "redesign",
        "money",
        "services",
        "gaps,overlaps",
    ] {
        let part = ask(only);
        for (key, value) in part.as_object().unwrap() {
            assert_eq!(value, &whole[key], "{only}: {key}");
        }
        keys += usize::from(part.get("overlaps").is_some());
        assert_eq!(
            part.get("breaks").is_some(),
            only.contains("gaps"),
            "{only}"
        );
        assert_eq!(part.get("opportunities").is_some(), only == "redesign");
    }
    assert_eq!(keys, 2);
    let asked = [
        "audit",
        "council.csv",
        "--as-at",
        "2024-06-30",
        "--only",
        "gaps,overlaps",
    ];
    let text = support::printed(&run_in(&at, &asked));
    assert!(text.contains("overlaps and gaps alone"), "{text}");
    assert!(!text.contains("Design principles"), "{text}");
    let refused = run_in(&at, &["audit", "council.csv", "--only", "everything"]);
    assert!(support::aside(&refused).contains("overlaps, gaps, redesign, money, services"));
}
