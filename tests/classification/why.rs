//! `--why`: every contract, in text, CSV and JSON; one contract; thousands.

use crate::support::{folder, jcplan, printed, refused, run};
use std::path::PathBuf;

const COLUMNS: &str =
    "contract,title,provider,commissioner,service,starts,ends,annual_value,description,cpv\n";

fn register(name: &str, rows: &str) -> PathBuf {
    let text = format!("{COLUMNS}{rows}");
    folder(&format!("why-{name}"), &[("r.csv", &text)]).join("r.csv")
}

const FEW: &str = "\
C-1,Reablement,P,council,,2025-04-01,2026-03-31,1000,,85000000
C-2,Home care for children,P,council,Adults,2025-04-01,2026-03-31,1000,,
C-3,Extra care,P,council,reablement-at-home,2025-04-01,2026-03-31,1000,,
C-4,Volunteers,P,council,,2025-04-01,2026-03-31,1000,Home from hospital,
C-4,Night sitting,P,council,,2025-04-01,2026-03-31,1000,,
C-5,Reablement,P,council,,,2026-03-31,1000,,
";

/// A title is asked before a description whatever the order of services; the column before both.
#[test]
fn every_contract_is_told_with_where_its_words_stand() {
    let answer = jcplan(&register("json", FEW), &["audit", "--why"]);
    assert_eq!(answer["schema"], "jcplan/audit-why/1");
    assert_eq!(answer["contracts"], 5);
    let counts = ["by_column", "by_title", "by_description", "not_classified"];
    assert_eq!(counts.map(|k| answer[k].as_u64().unwrap()), [1, 3, 0, 1]);
    let why = &answer["why"];
    let first = &why[0]["taken"][0];
    assert_eq!(first["by"], "title");
    assert_eq!(first["rule"]["words"][0], "reablement");
    assert_eq!(first["rule"]["cpv"], "85000000");
    let second = &why[1]["taken"][0];
    assert_eq!(second["column_passed_over"], "Adults");
    assert_eq!(second["kept_out"][0]["by_word"], "children");
    let third = &why[2]["taken"][0];
    assert_eq!(
        (&third["by"], &third["line"]),
        (&"column".into(), &4.into())
    );
    assert_eq!(third["fitted_as_well"][0]["service"], "extra-care-housing");
    let rows = &why[3]["taken"];
    assert_eq!(rows[0]["by"], "description");
    assert_eq!(rows[0]["rule"]["words"][0], "home from hospital");
    assert_eq!(rows[1]["service"], "night-support");
    // Without a first day it is in no overlap, and its service is told all the same.
    assert_eq!(why[4]["placed_in_time"], false);
    assert_eq!(why[4]["taken"][0]["service"], "reablement-at-home");
}

#[test]
fn the_table_for_spreadsheets_has_a_row_for_each_way_a_contract_was_taken() {
    let at = register("csv", FEW);
    let said = printed(&run(&at, &["audit", "--why", "--format", "csv"]));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 7, "{said}");
    assert!(lines[0].starts_with("contract,file,line,rows,title,service,by,words,own_rule,cpv"));
    assert!(
        lines[1].contains(",reablement-at-home,title,reablement,no,85000000,"),
        "{said}"
    );
    assert!(
        lines[2].ends_with("short-term-domiciliary-care by `children`"),
        "{said}"
    );
    assert!(lines[4].contains(",hospital-discharge-support,description,home from hospital,no,"));
}

/// What is printed, each run of blanks and line ends as one space: lines break by the length of paths.
fn flat(output: &std::process::Output) -> String {
    printed(output)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn one_contract_is_told_in_full_and_one_that_is_not_there_by_its_nearest() {
    let at = register("one", FEW);
    let said = flat(&run(&at, &["audit", "--why=C-2"]));
    assert!(said.contains("Not classified"), "{said}");
    assert!(said.contains("`Adults`, which is no service"), "{said}");
    assert!(
        said.contains("Kept out: Home care: `home care` in the title; by `children`."),
        "{said}"
    );
    assert!(!said.contains("C-1"), "{said}");
    let said = flat(&run(&at, &["audit", "--why=C-4"]));
    assert!(
        said.contains(":5: taken for Hospital discharge support"),
        "{said}"
    );
    assert!(
        said.contains(":6: taken for Night support at home"),
        "{said}"
    );
    let error = refused(&run(&at, &["audit", "--why=C-22"]));
    assert!(
        error.contains("no register has the contract `C-22`: did you mean `C-2`?"),
        "{error}"
    );
}

/// The text shows twenty and counts the rest; CSV has them all.
#[test]
fn thousands_of_rows_stay_readable() {
    let rows = |i: usize| format!("C-{i},Reablement {i},P,council,,2025-04-01,2026-03-31,1000,,\n");
    let all: String = (0..3000).map(rows).collect();
    let at = register("many", &all);
    let said = printed(&run(&at, &["audit", "--why"]));
    assert!(said.lines().count() < 80, "{} lines", said.lines().count());
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("2980 more are not shown here"), "{said}");
    let table = printed(&run(&at, &["audit", "--why", "--format", "csv"]));
    assert_eq!(table.lines().count(), 3001);
}

/// The audit's own answer and `--why` are of one mind about every contract.
#[test]
fn the_audit_and_why_agree() {
    let at = register("agree", FEW);
    let (audit, why) = (jcplan(&at, &["audit"]), jcplan(&at, &["audit", "--why"]));
    let of = |list: &str| -> Vec<String> {
        let all = audit[list].as_array().unwrap().iter();
        all.map(|c| c["contract"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of("unclassified"), ["C-2"]);
    for one in why["why"].as_array().unwrap() {
        let contract = one["contract"].as_str().unwrap().to_owned();
        let by = one["taken"][0]["by"].as_str();
        if one["placed_in_time"] == true {
            let by_rule = matches!(by, Some("title" | "description"));
            assert_eq!(
                of("classified_by_rule").contains(&contract),
                by_rule,
                "{contract}"
            );
            assert_eq!(
                of("unclassified").contains(&contract),
                by.is_none(),
                "{contract}"
            );
        }
    }
}

#[test]
fn a_column_that_its_words_agree_with_has_nothing_more_told_of_it() {
    // `overnight support` and `support at home` both fit; the first is what the column says.
    let row =
        "C-1,Overnight support at home,P,council,night-support,2025-04-01,2026-03-31,1000,,\n";
    let answer = jcplan(&register("same", row), &["audit", "--why"]);
    let taken = &answer["why"][0]["taken"][0];
    assert_eq!(taken["service"], "night-support");
    assert_eq!(taken["fitted_as_well"].as_array().unwrap().len(), 0);
}

#[test]
fn what_a_rule_forbids_may_stand_in_neither_text() {
    let words = "Supported accommodation for people with autism";
    let rows = format!(
        "C-1,Tarn Court,P,council,,2025-04-01,2026-03-31,1000,{words},\n\
         C-2,Tarn Court for young people,P,council,,2025-04-01,2026-03-31,1000,{words},\n\
         C-3,Software for Tarn Court,P,council,,2025-04-01,2026-03-31,1000,{words},\n"
    );
    let answer = jcplan(&register("neither", &rows), &["audit", "--why"]);
    let taken = |i: usize| &answer["why"][i]["taken"][0];
    assert_eq!(taken(0)["service"], "supported-living");
    assert_eq!(taken(1)["kept_out"][0]["by_word"], "young people");
    assert_eq!(taken(2)["kept_out"][0]["by_word"], "software");
}
