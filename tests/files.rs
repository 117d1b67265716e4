//! Files that are not ours, and tables beside the YAML: the same figures as if they were written
//! our way. Every expected figure is worked by hand in the comment above it.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use support::jcplan;

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    support::folder(&format!("files-{name}"), files)
}

/// Scope, baseline, out-turn of every scope, in order.
fn figures(folder: &Path) -> Vec<(String, String, String)> {
    let answer = jcplan(folder, &["riskshare", "--through", "2025-26"]);
    assert_eq!(
        answer["not_computed"].as_array().unwrap().len(),
        0,
        "{answer:#}"
    );
    assert_eq!(
        answer["left_out"].as_array().unwrap().len(),
        0,
        "{answer:#}"
    );
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let scopes = answer["scopes"].as_array().unwrap().iter();
    scopes
        .map(|s| (text(&s["scope"]), text(&s["baseline"]), text(&s["outturn"])))
        .collect()
}

/// Check names and the lines they point at.
fn findings(folder: &Path) -> Vec<(String, String, u64)> {
    let answer = jcplan(folder, &["check"]);
    let all = answer["findings"].as_array().unwrap().iter();
    all.map(|f| {
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        (
            text(&f["check"]),
            text(&f["at"]["file"]),
            f["at"]["line"].as_u64().unwrap(),
        )
    })
    .collect()
}

const HEAD: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
agreement:
  arrangements: [pooled-fund]
  starts: 2025-04-01
  ends: 2028-03-31
  host: council
pools:
  - id: pool
";

const CONTRIBUTIONS: &str = "    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £60k}
      - {partner: council, source: council-additional, year: 2025-26, amount: £40k}
";

const SCHEMES: &str = "schemes:
  - {id: beds, pool: pool, lead: icb, baseline: {2025-26: £40k}, risk_share: each-bears-own}
  - {id: home, pool: pool, lead: council, baseline: {2025-26: £60k}, risk_share: each-bears-own}
";

fn plan(tail: &str) -> String {
    format!("{HEAD}{CONTRIBUTIONS}{SCHEMES}{tail}")
}

fn expected(beds: &str, home: &str) -> Vec<(String, String, String)> {
    let one = |id: &str, baseline: &str, outturn: &str| {
        (
            format!("scheme/{id}"),
            baseline.to_owned(),
            outturn.to_owned(),
        )
    };
    vec![one("beds", "40000.00", beds), one("home", "60000.00", home)]
}

/// Beds 1,000.00 + 2,500.50 = 3,500.50; home 700.00 − 50.00 = 650.00. Two rows stand above the
/// heading, and a total of both below, which must not be added.
#[test]
fn a_finance_export_is_read_through_its_mapping() {
    let mapping = "
files:
  - path: finance/M06.csv
    as: ledger
    kind: spend
    columns: {amount: Net, date: Posting Date, reference: Doc No}
    scheme: {from: Cost Centre, table: mappings/cost-centres.csv}
    dates: dd/mm/yyyy
    skip_rows: 2
    stop_at: Total
";
    let at = folder(
        "mapping",
        &[
            ("partnership.yaml", &plan(mapping)),
            (
                "mappings/cost-centres.csv",
                "code,scheme\nB1,beds\nB2,beds\nH1,home\n",
            ),
            (
                "finance/M06.csv",
                "Tarn and Vale Council,,,,\nLedger extract,,,,\nPosting Date,Doc No,Cost Centre,Supplier,Net\n\
                 03/04/2025,1,B1,Fellside Care Ltd,\"1,000.00\"\n04/04/2025,2,B2,Fellside Care Ltd,\"2,500.50\"\n\
                 05/04/2025,3,H1,Vale Homecare,700.00\n06/04/2025,4,H1,Vale Homecare,(50.00)\n\
                 Total,,,,\"4,150.50\"\n07/04/2025,5,H1,After the total,1.00\n",
            ),
        ],
    );
    assert_eq!(figures(&at), expected("3500.50", "650.00"));
}

/// Home 12 × 5,000 = 60,000 by month; beds 40,000 phased as 10,000 in April and 30,000 in March.
/// To the end of September: home 30,000, beds 10,000.
#[test]
fn a_budget_with_a_column_a_month_is_phased() {
    let mapping = "
files:
  - path: budget.csv
    as: ledger
    kind: baseline
    months: Apr..Mar
    year: 2025-26
    columns: {scheme: Line}
";
    let months = "Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar";
    let home = ["\"5,000\""; 12].join(",");
    let budget = format!("Line,{months}\nhome,{home}\nbeds,\"10,000\",,,,,,,,,,,\"30,000\"\n");
    let at = folder(
        "months",
        &[
            ("partnership.yaml", &plan(mapping)),
            ("budget.csv", &budget),
            (
                "ledger/a.csv",
                "date,kind,scheme,amount\n2025-04-01,spend,home,1.00\n2025-04-01,spend,beds,1.00\n",
            ),
        ],
    );
    assert_eq!(figures(&at), expected("1.00", "1.00"));
    let answer = jcplan(&at, &["riskshare", "--through", "2025-26-Q2"]);
    let baselines: Vec<&str> = answer["scopes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["baseline"].as_str().unwrap())
        .collect();
    assert_eq!(baselines, ["10000.00", "30000.00"]);
}

/// The same plan as tables: two years of schemes, funding by partner, contributions and reserves.
#[test]
fn tables_beside_the_yaml_mean_the_same() {
    let at = folder(
        "tables",
        &[
            ("partnership.yaml", HEAD),
            (
                "schemes.csv",
                "scheme,name,pool,lead,year,baseline,funding icb,funding council,risk_share\n\
                 beds,Beds,pool,icb,2025-26,\"£40,000\",40000,0,each-bears-own\n\
                 beds,Beds,pool,icb,2026-27,\"£41,000\",41000,0,each-bears-own\n\
                 home,Home,pool,council,2025-26,60000.00,20000,40000,each-bears-own\n",
            ),
            (
                "contributions.csv",
                "pool,partner,source,year,amount\npool,icb,nhs-minimum,2025-26,60000\npool,council,council-additional,2025-26,40000\n",
            ),
            (
                "reserves.csv",
                "pool,reserve,year,opening\npool,contingency,2025-26,£500\n",
            ),
            (
                "ledger/a.csv",
                "date,kind,scheme,amount\n2025-04-01,spend,home,2.00\n2025-04-01,spend,beds,1.00\n",
            ),
        ],
    );
    assert_eq!(figures(&at), expected("1.00", "2.00"));
    let faults: Vec<_> = findings(&at)
        .into_iter()
        .filter(|f| f.1.ends_with(".csv") && f.0 != "matter-weak")
        .collect();
    assert_eq!(faults, []);
}

/// A fault in a table is told at its cell: the year on line 3, the amount on line 2, a scheme
/// that stands in the YAML as well.
#[test]
fn a_fault_in_a_table_is_told_at_its_cell() {
    let at = folder(
        "table-faults",
        &[
            ("partnership.yaml", &plan("")),
            (
                "schemes.csv",
                "scheme,pool,lead,year,baseline,risk_share\nhome,pool,icb,2025-26,5,each-bears-own\n",
            ),
            (
                "contributions.csv",
                "pool,partner,year,amount,colour\npool,icb,2025-26,12.345,\npool,icb,2025-27,1,\npol,icb,2025-26,1,\n",
            ),
        ],
    );
    let faults: Vec<_> = findings(&at)
        .into_iter()
        .filter(|f| f.1.ends_with(".csv"))
        .collect();
    let fault = |check: &str, file: &str, line| (check.to_owned(), file.to_owned(), line);
    assert_eq!(
        faults,
        [
            fault("unknown-column", "contributions.csv", 1),
            fault("unreadable-amount", "contributions.csv", 2),
            fault("unreadable-period", "contributions.csv", 3),
            fault("unknown-name", "contributions.csv", 4),
            fault("duplicate-id", "schemes.csv", 2),
        ]
    );
}

/// 13/04/2025 can only be day first, so 03/04/2025 is 3 April; 04/13 as well makes a mixture, and
/// then no slash date of the column is read.
#[test]
fn slash_dates_are_judged_by_the_whole_column() {
    let rows = |extra: &str| {
        format!(
            "date,kind,scheme,amount\n03/04/2025,spend,home,5.00\n13/04/2025,spend,beds,6.00\n{extra}"
        )
    };
    let one = folder(
        "slashes",
        &[("partnership.yaml", &plan("")), ("ledger/a.csv", &rows(""))],
    );
    assert_eq!(figures(&one), expected("6.00", "5.00"));
    let noted: Vec<_> = findings(&one)
        .into_iter()
        .filter(|f| f.0 == "date-order-inferred")
        .collect();
    assert_eq!(noted.len(), 1);
    let mixed = rows("04/13/2025,spend,home,7.00\n");
    let two = folder(
        "slashes-mixed",
        &[("partnership.yaml", &plan("")), ("ledger/a.csv", &mixed)],
    );
    let lines: Vec<u64> = findings(&two)
        .into_iter()
        .filter(|f| f.0 == "ambiguous-date")
        .map(|f| f.2)
        .collect();
    assert_eq!(lines, [2, 3, 4]);
}

/// After a quoted cell with a line break, a blank line and a £, lines are still physical.
#[test]
fn lines_stay_physical_after_quoted_breaks_and_blank_lines() {
    let ledger = "\u{feff}date,kind,scheme,amount,description\r\n\
        2025-04-01,spend,home,\"£1,000.00\",\"two\r\nlines\"\r\n\r\n,,,,\r\n\
        2025-04-02,spend,hoem,5.00,x\r\n";
    let at = folder(
        "physical",
        &[("partnership.yaml", &plan("")), ("ledger/a.csv", ledger)],
    );
    let answer = jcplan(&at, &["check", "--only", "unknown-name"]);
    let place = &answer["findings"][0]["at"];
    assert_eq!(
        (&place["line"], &place["column"], &place["end_column"]),
        (&6.into(), &18.into(), &22.into())
    );
}

/// Every one of these used to be somebody's file: none may stop the program, and each is told.
#[test]
fn torn_ledgers_are_told_and_never_stop_the_run() {
    for (name, bytes) in [
        ("empty", &b""[..]),
        ("heading-only", b"date,kind,scheme,amount\n"),
        ("no-heading", b"2025-04-01,spend,home,5.00\n"),
        (
            "cut",
            b"date,kind,scheme,amount\n2025-04-01,spend,home,5.00\n2025-04-0",
        ),
        (
            "unclosed",
            b"date,kind,scheme,amount\n2025-04-01,spend,home,\"5.00\n2025-04-01,spend,home,6.00\n",
        ),
        ("zip", b"PK\x03\x04not text"),
        ("nul", b"date,kind\0,scheme,amount\n"),
        ("commas", b",,,,\n,,,,\n"),
        (
            "wide",
            b"date,kind,scheme,amount\n2025-04-01,spend,home,1,234.00\n",
        ),
    ] {
        let at = folder(&format!("torn-{name}"), &[("partnership.yaml", &plan(""))]);
        fs::create_dir_all(at.join("ledger")).unwrap();
        fs::write(at.join("ledger/a.csv"), bytes).unwrap();
        let answer = jcplan(&at, &["riskshare", "--through", "2025-26"]);
        assert_eq!(answer["schema"], "jcplan/riskshare/1", "{name}");
        let told = findings(&at)
            .into_iter()
            .filter(|f| f.1 == "ledger/a.csv")
            .count();
        // A heading alone waits for its rows.
        assert_eq!(told > 0, name != "heading-only", "{name}");
    }
}

#[test]
fn a_heading_of_another_system_written_twice_is_told() {
    let register = "supplier,Reference,Supplier,title,start,end,value\n\
                    A,1,B,Reablement,2025-04-01,2026-03-31,1000\n";
    let folder = folder("register-twice", &[("register.csv", register)]);
    // JSON, for the text wraps by the length of the path.
    let answer = jcplan(&folder.join("register.csv"), &["audit"]);
    let told = answer["attention"].as_array().unwrap();
    assert_eq!(told.len(), 1, "{answer:#}");
    let text = |key: &str| told[0][key].as_str().unwrap();
    assert!(text("at").ends_with("register.csv:1"), "{answer:#}");
    let sentence = "the column `Supplier` is there twice";
    assert!(text("message").starts_with(sentence), "{answer:#}");
}

#[test]
fn a_posting_period_counts_on_the_day_its_table_says() {
    // Beds: 100.00 of April and 7.00 of the year end's period 13. Home: 50.00 of October.
    let tail = "files:\n  - path: gl.csv\n    as: ledger\n    kind: spend\n    \
                columns: {amount: Net}\n    date: {from: Period, table: periods.csv}\n";
    let rows = "Scheme,Period,Net\nbeds,202501,100.00\nbeds,202513,7.00\nhome,202507,50.00\n";
    let days = "period,day\n202501,2025-04-30\n202507,2025-10-31\n202513,2026-03-31\n";
    let plan = plan(tail);
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("gl.csv", rows),
        ("periods.csv", days),
    ];
    let at = folder("periods", &files);
    assert_eq!(figures(&at), expected("107.00", "50.00"));
}
