//! Rows of several registers put together, told by hand.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{answer, folder, printed, run_in};

const HEADING: &str = "contract,title,provider,service,starts,ends,annual_value";

fn audit(name: &str, files: &[(&str, &[&str])]) -> Value {
    let texts: Vec<(&str, String)> = files
        .iter()
        .map(|(file, rows)| (*file, format!("{HEADING}\n{}\n", rows.join("\n"))))
        .collect();
    let made: Vec<(&str, &str)> = texts.iter().map(|(f, t)| (*f, t.as_str())).collect();
    let at = folder(name, &made);
    let mut asked = vec!["audit"];
    asked.extend(files.iter().map(|(file, _)| *file));
    asked.extend(["--as-at", "2025-09-30", "--format", "json"]);
    answer(&run_in(&at, &asked))
}

#[test]
fn a_reference_of_two_registers_is_printed_with_its_file_and_in_its_order() {
    let all = "home-care,2025-04-01,2026-03-31,36500";
    let row = |label: &str, who: &str| format!("{label},{label} {who},{who},{all}");
    let (b, c) = (row("B", "Becks"), row("C", "Cedar"));
    let (a, d) = (row("A", "Ash"), row("B", "Dale"));
    let told = audit(
        "shared-references",
        &[("council.csv", &[&b, &c]), ("icb.csv", &[&a, &d])],
    );
    let overlaps = told["overlaps"].as_array().unwrap();
    assert_eq!(overlaps.len(), 1, "{told}");
    assert_eq!(
        overlaps[0]["contracts"],
        json!(["A", "council.csv:B", "icb.csv:B", "C"])
    );
    // £100 a day each: all but one of four, 365 days.
    assert_eq!(overlaps[0]["cost_at_stake"], "109500.00");
    // The council's began on another day: what is left is in order of reference all the same.
    let earlier = "B,B Becks,Becks,home-care,2023-04-01,2024-03-31,36500";
    let told = audit(
        "shared-references-apart",
        &[("council.csv", &[earlier]), ("icb.csv", &[&a, &d])],
    );
    assert_eq!(told["overlaps"][0]["contracts"], json!(["A", "icb.csv:B"]));
}

#[test]
fn a_contract_is_undated_only_if_none_of_its_rows_can_be_placed() {
    let told = audit(
        "undated-rows",
        &[(
            "r.csv",
            &[
                "X,One,Becks,home-care,,2026-03-31,1",
                "X,One,Becks,home-care,2025-04-01,2026-03-31,",
                "Y,Two,Moss,home-care,,2026-03-31,",
                "Y,Two,Moss,home-care,,2026-03-31,",
            ],
        )],
    );
    assert_eq!(told["contracts"], 2);
    assert_eq!(told["undated"], 1);
    assert_eq!(told["compared"], 1);
    assert_eq!(told["rows"], json!({"read": 4, "used": 1, "left_out": 3}));
}

#[test]
fn cells_not_parted_by_commas_are_told_so() {
    for (name, mark) in [("semicolons", ";"), ("tabs", "\t"), ("strokes", "|")] {
        let text = format!("{HEADING}\nA,One,Becks,home-care,2025-04-01,2026-03-31,1\n");
        let text = text.replace(',', mark);
        let at = folder(&format!("parted-by-{name}"), &[("r.csv", text.as_str())]);
        let output = run_in(&at, &["audit", "r.csv", "--as-at", "2025-09-30"]);
        let said = printed(&output);
        let said: Vec<&str> = said.split_whitespace().collect();
        let said = said.join(" ");
        assert_eq!(output.status.code(), Some(1));
        assert!(
            said.contains("its cells are not parted by commas: save it as CSV with commas"),
            "{said}"
        );
    }
}

#[test]
fn rows_of_one_contract_span_its_days_and_its_title_is_the_first_by_letter() {
    let told = audit(
        "spanning-rows",
        &[(
            "r.csv",
            &[
                "S,Zeal,Becks,home-care,2025-07-01,2025-09-30,100",
                "T,Whole,Moss,home-care,2025-04-01,2025-10-31,36500",
                "S,Ardour,Becks,home-care,2025-05-01,2025-06-30,100",
                "U,Later,Tarn,,2025-04-01,2025-10-31,1000",
                "U,Earlier,Tarn,,2025-04-01,2025-10-31,1000",
            ],
        )],
    );
    let overlap = &told["overlaps"][0];
    assert_eq!(overlap["from"], "2025-05-01");
    assert_eq!(overlap["to"], "2025-09-30");
    // £100 a year on both rows counts once: 153 days of it, the dearer being T.
    assert_eq!(overlap["cost_at_stake"], "41.92");
    assert_eq!(told["unclassified"][0]["title"], "Earlier");
}

/// Each buyer of a national export buys for its own area; a contract of the same service whose
/// buyer is another is no overlap.
#[test]
fn buyers_of_a_national_export_are_told_apart() {
    let release = |ocid: &str, buyer: &str| {
        format!(
            r#"{{"ocid": "{ocid}", "id": "{ocid}-1", "date": "2025-01-01T00:00:00Z", "tag": ["award"],
 "buyer": {{"name": "{buyer}"}}, "tender": {{"title": "Home care"}},
 "awards": [{{"id": "a", "status": "active", "suppliers": [{{"name": "P {ocid}"}}],
 "contractPeriod": {{"startDate": "2025-04-01", "endDate": "2026-03-31"}}}}]}}"#
        )
    };
    let of = |name: &str, buyers: [&str; 2]| {
        let all = [release("p-1", buyers[0]), release("p-2", buyers[1])];
        let text = format!(r#"{{"releases": [{}]}}"#, all.join(","));
        let at = folder(name, &[("r.json", text.as_str())]);
        let asked = [
            "audit",
            "r.json",
            "--as-at",
            "2025-09-30",
            "--format",
            "json",
        ];
        answer(&run_in(&at, &asked))["overlaps"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(of("two-buyers", ["Tarn Council", "Vale Council"]), 0);
    assert_eq!(of("one-buyer", ["Tarn Council", "TARN COUNCIL"]), 1);
}

#[test]
fn a_row_without_a_commissioner_is_of_the_same_one_as_the_others() {
    let text = "contract,title,provider,commissioner,service,starts,ends\n\
                A,One,Becks,council,home-care,2025-04-01,2026-03-31\n\
                A,One,Becks,,home-care,2025-04-01,2026-03-31\n\
                B,Two,Becks,council,home-care,2025-04-01,2026-03-31\n";
    let at = folder("blank-commissioner", &[("r.csv", text)]);
    let asked = [
        "audit",
        "r.csv",
        "--as-at",
        "2025-09-30",
        "--format",
        "json",
    ];
    let told = answer(&run_in(&at, &asked));
    assert_eq!(told["overlaps"][0]["kind"], "rolled-over", "{told}");
}

#[test]
fn a_notice_that_cannot_be_read_is_placed_at_its_cell() {
    let text = "contract,title,provider,service,starts,ends,notice_months,break_on\n\
                A,One,Becks,home-care,2025-04-01,2026-03-31,6,\n\
                A,One,Becks,home-care,2025-04-01,2026-03-31,six,soon\n";
    let at = folder("notice-placed", &[("r.csv", text)]);
    let asked = [
        "audit",
        "r.csv",
        "--as-at",
        "2025-09-30",
        "--format",
        "json",
    ];
    let told = answer(&run_in(&at, &asked));
    let all = told["terms_not_read"].as_array().unwrap();
    let said: Vec<(&Value, &Value)> = all.iter().map(|t| (&t["as_written"], &t["at"])).collect();
    assert_eq!(
        said,
        [
            (&json!("six"), &json!("r.csv:3")),
            (&json!("soon"), &json!("r.csv:3"))
        ]
    );
}
