//! What `jcplan columns` understands of registers and of files of payments.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{folder, jcplan};

fn columns(name: &str, text: &str) -> Value {
    let at = folder(&format!("columns-{name}"), &[("file.csv", text)]);
    jcplan(&at.join("file.csv"), &["columns"])
}

/// Which heading is read as what.
fn read_as(answer: &Value) -> Vec<String> {
    let headings = answer["headings"].as_array().unwrap().iter();
    let read = headings.filter_map(|h| {
        let column = h["column"].as_str()?;
        Some(format!("{column}: {}", h["heading"].as_str().unwrap()))
    });
    read.collect()
}

#[test]
fn a_heading_is_found_below_titles_and_under_the_rows() {
    let titled = "Contracts register,,,,\n\n,Ref No.,Contract Title,,Start Date\n\
                  ,C-1,Reablement,,2025-04-01\n,C-2,Beds,,2025-05-01\n";
    let answer = columns("titled", titled);
    assert_eq!(answer["heading_line"], 3);
    assert_eq!(answer["rows"]["used"], 2);
    assert_eq!(
        read_as(&answer),
        [
            "contract: Ref No.",
            "title: Contract Title",
            "starts: Start Date"
        ]
    );
    // Three rows, then the heading; the same below more rows than are looked at from the top.
    for rows in [3, 60] {
        let row = "North,,Fellside Care,13/04/2025,10.00\n".repeat(rows);
        let under = format!("{row}Area,,Name:  ,Payment Date, Amount Paid \n");
        let answer = columns(&format!("under-{rows}"), &under);
        assert_eq!(answer["kind"], "payments");
        assert_eq!(answer["heading_below_rows"], true);
        assert_eq!(answer["rows"]["used"], rows);
        assert_eq!(answer["sum"], format!("{rows}0.00"));
    }
    // One heading and no rows is a register without contracts, not one upside down.
    let empty = columns("empty", "Register 2025\nContract,Title,Provider,Starts\n");
    assert_eq!(empty["heading_below_rows"], false);
    assert_eq!(empty["rows"]["read"], 0);
}

#[test]
fn a_register_with_its_heading_on_the_last_line_is_audited() {
    let text = "C-1,Reablement at home,Fellside,2025-04-01,2026-03-31,1000\n\
                C-2,Reablement at home,Moss,2025-04-01,2026-03-31,500\n\
                Contract Ref,Contract Title,Supplier,Start Date,End Date,Annual Value (£)\n";
    let at = folder("columns-audited", &[("council.csv", text)]);
    let answer = jcplan(&at.join("council.csv"), &["audit"]);
    assert_eq!(answer["rows"]["used"], 2);
    // The cheaper of the two, for the whole year: 365 days of £500 ÷ 365.
    assert_eq!(answer["cost_at_stake"]["all"], "500.00");
}

#[test]
fn payments_are_read_row_by_row_and_none_is_lost() {
    let text = "Supplier,Date,Amount\nMoss,7/31/2020, 10.00 \nMoss,7/1/2020,(2.50)\n\
                Moss,7/2/2020,-£1.25\nMoss,,5.00\nMoss,7/3/2020,ten\nTotal,,13.75,x\n";
    let answer = columns("payments", text);
    // 10.00 − 2.50 − 1.25 = 6.25; one row has no day, one no amount, one a cell too many.
    assert_eq!(answer["sum"], "6.25");
    assert_eq!(answer["rows"]["read"], 6);
    assert_eq!(answer["rows"]["used"], 3);
    let told = answer["attention"].as_array().unwrap();
    let places: Vec<&str> = told.iter().map(|t| t["at"].as_str().unwrap()).collect();
    let lines: Vec<&str> = places
        .iter()
        .map(|p| p.rsplit(':').next().unwrap())
        .collect();
    assert_eq!(lines, ["1", "5", "6", "7"]);
    assert_eq!(
        answer["headings"][1]["remark"],
        "dates read month first: no other reading fits every row"
    );
}

#[test]
fn the_mapping_it_prints_reads_the_file() {
    let text = "Spend,,,\nSupplier,Date,Amount,Expense Area\nMoss,13/04/2025,10.00,Beds\n";
    let at = folder("columns-mapping", &[("finance/M01.csv", text)]);
    let answer = jcplan(&at.join("finance/M01.csv"), &["columns"]);
    let mapping = answer["mapping"].as_str().unwrap();
    let partnership = support::tarn_and_vale(&format!(
        "agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2028-03-31\n  host: icb\n\
         pools:\n  - id: pool\n    contributions:\n      \
         - {{partner: icb, source: nhs-minimum, year: 2025-26, amount: £20}}\n\
         schemes:\n  - {{id: beds, pool: pool, lead: icb, baseline: {{2025-26: £20}}, risk_share: standard}}\n\
         risk_shares:\n  - id: standard\n    overspend: {{bands: [{{to: contributions}}]}}\n    \
         underspend: {{bands: [{{to: contributions}}]}}\n{mapping}"
    ));
    std::fs::create_dir_all(at.join("mappings")).unwrap();
    std::fs::write(at.join("mappings/schemes.csv"), "area,scheme\nBeds,beds\n").unwrap();
    std::fs::write(at.join("partnership.yaml"), partnership).unwrap();
    let answer = jcplan(&at, &["check"]);
    let findings = answer["findings"].as_array().unwrap().iter();
    let amiss: Vec<String> = findings
        .filter(|f| {
            let at = f["file"].as_str().unwrap_or_default();
            at.contains("M01") || at.contains("schemes.csv") || f["check"] == "unknown-key"
        })
        .map(|f| f.to_string())
        .collect();
    assert!(amiss.is_empty(), "{amiss:?}");
    let answer = jcplan(&at, &["riskshare"]);
    assert_eq!(answer["scopes"][0]["outturn"], "10.00", "{answer}");
}

#[test]
fn the_mapping_can_be_copied_from_every_page() {
    let text = "Supplier,Date,Amount\nMoss <Ltd>,2025-04-13,10.00\n";
    let at = folder("columns-pages", &[("spend.csv", text)]);
    let drawn = |format: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_jcplan"));
        command.args([
            "columns",
            "spend.csv",
            "--as-at",
            "2026-06-30",
            "--format",
            format,
        ]);
        let output = command.current_dir(&at).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        String::from_utf8(output.stdout).unwrap()
    };
    let entry = "files:\n  - path: \"finance/spend.csv\"\n    as: ledger\n    kind: spend\n    \
                 columns:\n      provider: \"Supplier\"\n      date: \"Date\"\n      \
                 amount: \"Amount\"\n";
    assert!(drawn("text").contains(entry));
    assert!(drawn("markdown").contains(&format!("```\n{entry}```\n")));
    let escaped = entry.replace('"', "&quot;");
    assert!(drawn("html").contains(&format!("<pre>{escaped}</pre>")));
    assert!(drawn("csv").contains("Date,date,,1,2025-04-13"));
}

#[test]
fn a_round_thousand_rows_is_remarked_on() {
    let row = "C,Reablement,Moss,2025-04-01\n";
    for (rows, told) in [(999, false), (1000, true), (2000, true), (1001, false)] {
        let text = format!("contract,title,provider,starts\n{}", row.repeat(rows));
        let answer = columns(&format!("round-{rows}"), &text);
        assert_eq!(answer["maybe_cut_short"], told, "{rows}");
    }
}

#[test]
fn every_row_of_every_published_file_is_read_or_told() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let Ok(files) = std::fs::read_dir(&data) else {
        println!("skipped: {} is not there", data.display());
        return;
    };
    let mut files: Vec<PathBuf> = files.map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "csv"));
    files.sort();
    // Rows, and the sum of the amounts, as a reader of its own worked them out (Python's csv and
    // decimal, blank lines set aside).
    let known = [
        ("calderdale-spend-over-500-2022-08.csv", 1956, "15901508.75"),
        ("hyndburn-spend-over-250-2021-01.csv", 227, "581479.42"),
        ("hyndburn-spend-over-250-2023-05.csv", 572, "1214631.73"),
        ("hyndburn-spend-over-250-2025-03.csv", 888, "10043481.44"),
        (
            "nhs-croydon-health-services-spend-2020-09.csv",
            133,
            "5477695.00",
        ),
        (
            "nhs-havering-ccg-spend-2020-07-redacted.csv",
            251,
            "28190297.10",
        ),
        ("nhs-kingston-hospital-spend-2020-06.csv", 52, "6396456.04"),
        ("nhs-whittington-spend-2020-06.csv", 74, "7230563.47"),
    ];
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let answer = jcplan(&file, &["columns"]);
        let count = |what: &str| answer["rows"][what].as_u64().unwrap();
        assert!(count("read") > 0, "{name}");
        assert_eq!(count("read"), count("used") + count("left_out"), "{name}");
        if let Some((_, rows, sum)) = known.iter().find(|(n, ..)| *n == name) {
            assert_eq!(
                (count("used"), &answer["sum"]),
                (*rows, &Value::from(*sum)),
                "{name}"
            );
        } else if name.starts_with("contractsfinder") {
            assert_eq!(count("left_out"), 0, "{name}");
        } else {
            assert_eq!(answer["kind"], "not-known", "{name}");
            assert!(
                !answer["attention"].as_array().unwrap().is_empty(),
                "{name}"
            );
        }
    }
}

#[test]
fn the_mapping_of_a_national_export_gives_the_same_audit() {
    let heading = "Notice Identifier,Organisation Name,Title,Region,Awarded Value,\
                   \"Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]\",\
                   Contract start date,Contract end date";
    let row = |label: &str, buyer: &str| {
        format!(
            "{label},{buyer},Home based reablement {label},North,365000.00,\
             [Provider of {label}|High St|NONE||Yes|No],01/04/2025,31/03/2026"
        )
    };
    let text = format!(
        "{heading}\n{}\n{}\n{}\n",
        row("N-1", "Tarn Council"),
        row("N-2", "Vale Council"),
        row("N-3", "Vale Council")
    );
    let at = folder("columns-national", &[("registers/export.csv", &text)]);
    let file = at.join("registers/export.csv");
    let bare = jcplan(&file, &["audit"]);
    let mapping = jcplan(&file, &["columns"])["mapping"].clone();
    let partnership = support::tarn_and_vale(mapping.as_str().unwrap());
    std::fs::write(at.join("partnership.yaml"), partnership).unwrap();
    let mapped = jcplan(&at, &["audit"]);
    // Only Vale's two are of one place.
    assert_eq!(
        bare["overlaps"][0]["contracts"],
        serde_json::json!(["N-2", "N-3"])
    );
    assert_eq!(bare["overlaps"].as_array().unwrap().len(), 1);
    for list in [
        "rows",
        "contracts",
        "overlaps",
        "breaks",
        "cliffs",
        "recorded_twice",
        "cost_at_stake",
    ] {
        assert_eq!(bare[list], mapped[list], "{list}");
    }
    assert_eq!(mapped["registers"][0]["area_is_buyer"], true);
}

#[test]
fn the_remark_on_dates_is_what_is_done_with_them() {
    let remarks = |name: &str, heading: &str, dates: &str| -> Vec<String> {
        let answer = columns(name, &format!("{heading}\nC,Reablement,Moss,{dates}\n"));
        let all = answer["headings"].as_array().unwrap().iter();
        let said = all.filter(|h| h["column"] == "starts" || h["column"] == "ends");
        said.map(|h| h["remark"].as_str().unwrap().to_owned())
            .collect()
    };
    let own = "contract,title,provider,starts,ends";
    // 1 April or 4 January; the end settles it for both columns.
    let settled = "dates read day first: no other reading fits every row";
    assert_eq!(
        remarks("settled", own, "01/04/2025,31/03/2026"),
        [settled; 2]
    );
    let either = "dates read either way: say --dates dd/mm/yyyy";
    assert_eq!(remarks("either", own, "01/04/2025,01/04/2026"), [either; 2]);
    let mixed = "dates read neither way in every row: see how each is written";
    assert_eq!(remarks("mixed", own, "13/04/2025,04/13/2026"), [mixed; 2]);
    let national = "Notice Identifier,Title,Supplier [Name|Address|Ref type|Ref Number|Is SME|Is \
                    VCSE],Contract start date,Contract end date,Organisation Name,Awarded Value";
    let known = "dates read day first: as such files are known to write them";
    assert_eq!(
        remarks("known", national, "01/04/2025,01/04/2026,Tarn,1"),
        [known; 2]
    );
}
