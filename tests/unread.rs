//! Files that are not read, read twice or read only in part: never in silence, never counted
//! twice. Every expected figure is worked by hand in the comment above it.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::jcplan;

const SCHEMES: &str = "\
schemes:
  - {id: beds, pool: pool, lead: icb, baseline: {2025-26: £40k}, risk_share: each-bears-own}
  - {id: home, pool: pool, lead: council, baseline: {2025-26: £60k}, risk_share: each-bears-own}
";

/// Beds 1.00, home 2.00.
const LEDGER: &str =
    "date,kind,scheme,amount\n2025-04-01,spend,beds,1.00\n2025-04-01,spend,home,2.00\n";

fn folder(name: &str, tail: &str, files: &[(&str, &str)]) -> PathBuf {
    let agreement = support::agreement("  host: council\n");
    let pool = support::pool("pool", ["£60k", "£40k"], "");
    let plan = support::tarn_and_vale(&format!("{agreement}{pool}{SCHEMES}{tail}"));
    let mut all = vec![("partnership.yaml", plan.as_str())];
    all.extend(files);
    support::folder(&format!("unread-{name}"), &all)
}

fn riskshare(folder: &Path) -> Value {
    jcplan(folder, &["riskshare", "--through", "2025-26"])
}

/// Out-turns of every scope, in order.
fn outturns(answer: &Value) -> Vec<&str> {
    let scopes = answer["scopes"].as_array().unwrap().iter();
    scopes.map(|s| s["outturn"].as_str().unwrap()).collect()
}

/// Check, file, line and message of every finding of these checks.
fn told(folder: &Path, checks: &[&str]) -> Vec<String> {
    let answer = jcplan(folder, &["check"]);
    let all = answer["findings"].as_array().unwrap().iter();
    let wanted = all.filter(|f| checks.contains(&f["check"].as_str().unwrap()));
    wanted
        .map(|f| {
            let text = |v: &Value| v.as_str().unwrap().to_owned();
            let line = f["at"]["line"].as_u64().unwrap();
            let file = text(&f["at"]["file"]);
            format!(
                "{} {file}:{line} {}",
                text(&f["check"]),
                text(&f["message"])
            )
        })
        .collect()
}

/// A second ledger file that is not read at all is named in the report: what it holds is in no
/// figure.
#[test]
fn a_ledger_file_that_is_not_read_is_left_out_by_name() {
    let entry = |text: &str| format!("files:\n  - {text}\n");
    let when = "when,kind,scheme,amount\n2025-05-01,spend,beds,9.00\n";
    let cases = [
        ("heading", String::new(), "ledger/b.csv", when),
        ("workbook", String::new(), "ledger/b.xlsx", "PK\u{3}\u{4}"),
        ("gone", entry("{path: b.csv, as: ledger}"), "c.csv", when),
        ("word", entry("{path: b.csv, as: legder}"), "b.csv", when),
        ("list", "files: b.csv\n".to_owned(), "b.csv", when),
        (
            "column",
            entry("{path: b.csv, as: ledger, columns: {date: when, cause: Why}}"),
            "b.csv",
            when,
        ),
        (
            "outside",
            entry("{path: ../b.csv, as: ledger}"),
            "c.csv",
            when,
        ),
        (
            "rows",
            entry("{path: b.csv, as: ledger, skip_rows: two, columns: {date: when}}"),
            "b.csv",
            when,
        ),
    ];
    for (name, tail, file, text) in cases {
        let at = folder(name, &tail, &[("ledger/a.csv", LEDGER), (file, text)]);
        let answer = riskshare(&at);
        assert_eq!(outturns(&answer), ["1.00", "2.00"], "{name}");
        let left_out = answer["left_out"].to_string();
        assert!(left_out.contains("is not read: "), "{name}: {left_out}");
    }
}

/// All twelve months, `Sept` among them: home 12 × 5.00 = 60.00, beds 12 × 1.00 = 12.00. `Mar YTD`
/// is no month. With `Jly` for July nothing is read, nor with March twice, nor with April of 2024
/// in a file for 2025-26.
#[test]
fn a_column_a_month_is_there_once_for_each_month() {
    let tail = "files:\n  - {path: b.csv, as: ledger, kind: spend, months: Apr..Mar, \
                year: 2025-26, columns: {scheme: Line}}\n";
    let good = "Line,Apr-25,May 2025,2025-06,July,Aug,Sept,Oct,Nov,Dec,Jan-26,Feb,Mar,Mar YTD\n";
    let cells = |amount: &str| [amount; 12].join(",");
    let rows = format!(
        "home,{},99.00\nbeds,{},99.00\n",
        cells("5.00"),
        cells("1.00")
    );
    let at = folder("months", tail, &[("b.csv", &format!("{good}{rows}"))]);
    assert_eq!(outturns(&riskshare(&at)), ["12.00", "60.00"]);
    for (name, from, to, told_as) in [
        (
            "jly",
            "July",
            "Jly",
            "missing-column partnership.yaml:21 b.csv has no column for July 2025: none of its rows are read",
        ),
        (
            "twice",
            "Mar YTD",
            "Mar-26",
            "duplicate-key b.csv:1 b.csv has two columns for March 2026: none of its rows are read",
        ),
        (
            "other",
            "Apr-25",
            "Apr-24",
            "missing-column partnership.yaml:21 b.csv has no column for April 2025: none of its rows are read",
        ),
    ] {
        let text = format!("{}{rows}", good.replace(from, to));
        let at = folder(
            &format!("months-{name}"),
            tail,
            &[("b.csv", &text), ("ledger/a.csv", LEDGER)],
        );
        assert_eq!(told(&at, &["missing-column", "duplicate-key"]), [told_as]);
        let answer = riskshare(&at);
        assert_eq!(outturns(&answer), ["1.00", "2.00"]);
        assert_eq!(answer["left_out"].as_array().unwrap().len(), 1);
    }
    // The third cell is May's: `home,5.00,` is ten characters.
    let bad = format!("{good}{}", rows.replacen("5.00,5.00", "5.00,five", 1));
    let at = folder("months-cell", tail, &[("b.csv", &bad)]);
    let place = jcplan(&at, &["check", "--only", "unreadable-amount"])["findings"][0]["at"].clone();
    assert_eq!((&place["line"], &place["column"]), (&2.into(), &11.into()));
}

/// Beds 1.00 and home 2.00, once, however often the file is named.
#[test]
fn a_file_named_twice_is_read_once() {
    for (name, tail, told_as) in [
        (
            "dot",
            "files:\n  - {path: ./ledger//a.csv, as: ledger}\n",
            0,
        ),
        (
            "back",
            "files:\n  - {path: 'ledger\\a.csv', as: ledger}\n",
            0,
        ),
        (
            "twice",
            "files:\n  - {path: ledger/a.csv, as: ledger}\n  - {path: x/../ledger/a.csv, as: ledger}\n",
            1,
        ),
    ] {
        let at = folder(&format!("once-{name}"), tail, &[("ledger/a.csv", LEDGER)]);
        assert_eq!(outturns(&riskshare(&at)), ["1.00", "2.00"], "{name}");
        assert_eq!(told(&at, &["duplicate-key"]).len(), told_as, "{name}");
    }
}

/// B1 is beds on line 2 and home on line 4: the row with it is in neither figure. B2 is 3.00.
#[test]
fn a_code_with_two_meanings_means_nothing() {
    let tail =
        "files:\n  - path: b.csv\n    as: ledger\n    scheme: {from: Code, table: codes.csv}\n";
    let codes = "code,scheme\nB1,beds\nB2,beds\nB1,home\nH1,home\nH1,home\n";
    let rows = "date,kind,Code,amount\n2025-04-01,spend,B1,5.00\n2025-04-01,spend,B2,3.00\n2025-04-01,spend,H1,4.00\n";
    let at = folder("codes", tail, &[("codes.csv", codes), ("b.csv", rows)]);
    assert_eq!(outturns(&riskshare(&at)), ["3.00", "4.00"]);
    assert_eq!(
        told(&at, &["duplicate-key", "unknown-name"]),
        [
            "unknown-name b.csv:2 there is no scheme `B1 (two meanings)`",
            "duplicate-key codes.csv:4 the code `B1` means `beds` and `home`: it is read as neither",
        ]
    );
}

/// A title, a blank line, the heading: two physical lines to skip. 04/13/2025 stands after the
/// total: it is not looked at, so no order of slash dates is told, nor is its 7.00 counted.
#[test]
fn rows_to_skip_are_physical_lines() {
    let tail = "files:\n  - {path: b.csv, as: ledger, skip_rows: 2, stop_at: Total}\n";
    let rows = format!("Extract,,,\n\n{LEDGER}Total,,,3.00\n04/13/2025,spend,home,7.00\n");
    let at = folder("skip", tail, &[("b.csv", &rows)]);
    assert_eq!(outturns(&riskshare(&at)), ["1.00", "2.00"]);
    assert_eq!(told(&at, &["date-order-inferred"]), Vec::<String>::new());
}

/// Sixty bad rows of beds, then one of home: home's refusal points at its own row, line 62.
#[test]
fn a_scheme_left_out_late_has_its_own_place() {
    let beds = "2025-04-01,spend,beds,x\n".repeat(60);
    let text = format!("date,kind,scheme,amount\n{beds}2025-04-01,spend,home,y\n");
    let at = folder("late", "", &[("ledger/a.csv", &text)]);
    let why = riskshare(&at)["not_computed"].to_string();
    assert!(
        why.contains("ledger/a.csv:62") || why.contains("\"line\":62"),
        "{why}"
    );
    assert!(why.contains("`y`"), "{why}");
}

/// Nine million bytes after a mark that is never closed: on line 4 of the ledger, on line 2 of the
/// register.
#[test]
fn a_mark_never_closed_in_a_long_file_is_told_where_it_stands() {
    let tail = "2025-04-02,spend,home,2.00\n".repeat(340_000);
    let text = format!("{LEDGER}2025-04-01,spend,\"beds,1.00\n{tail}");
    let at = folder("endless", "", &[("ledger/a.csv", &text)]);
    let answer = riskshare(&at);
    assert_eq!(outturns(&answer), ["1.00", "2.00"]);
    assert_eq!(answer["left_out"].as_array().unwrap().len(), 1);
    let told = told(&at, &["runaway-quote"]);
    assert_eq!(
        told,
        ["runaway-quote ledger/a.csv:4 the quotation mark on line 4 is never closed"]
    );
    let row = "C,Home,Vale,2025-04-01,2026-03-31\n".repeat(270_000);
    let register = format!("contract,title,provider,starts,ends\nA,Home,\"Vale,2025-04-01,\n{row}");
    let at = folder("endless-register", "", &[("contracts/r.csv", &register)]);
    let place = jcplan(&at, &["check", "--only", "runaway-quote"])["findings"][0]["at"].clone();
    assert_eq!((&place["line"], &place["column"]), (&2.into(), &8.into()));
}

/// What lies beside the files that are read is told once; README and mapped files are not.
#[test]
fn files_beside_the_read_ones_are_told() {
    let tail = "files:\n  - {path: ledger/old/m.csv, as: ledger}\n";
    let at = folder(
        "beside",
        tail,
        &[
            ("ledger/a.csv", LEDGER),
            ("ledger/b.txt", LEDGER),
            ("ledger/README.txt", "Notes"),
            ("ledger/old/m.csv", LEDGER),
            ("contracts/sub/c.csv", LEDGER),
            ("contracts/sub/d.csv", LEDGER),
        ],
    );
    assert_eq!(
        told(&at, &["missing-file"]),
        [
            "missing-file contracts/sub/c.csv:1 contracts/sub/c.csv (and 1 more file) is not read: only CSV files, workbooks and OCDS packages (JSON) directly in contracts/ are",
            "missing-file ledger/b.txt:1 ledger/b.txt is not read: only CSV files directly in ledger/ are",
        ]
    );
}

/// Two registers give no rows: one is not there, one has no heading that is known.
#[test]
fn a_register_that_is_not_read_is_kept_by_name() {
    let tail = "files:\n  - {path: gone.csv, as: contracts}\n";
    let at = folder("register", tail, &[("contracts/r.csv", "a,b\n1,2\n")]);
    let found = jcplan::workspace::find(&at).unwrap();
    let plan = jcplan::load::read(&found[0], &jcplan::load::Asked::default())
        .unwrap()
        .plan;
    let why: Vec<&str> = plan.unread.iter().map(|(_, why)| why.as_str()).collect();
    assert_eq!(
        why,
        [
            "gone.csv is not read: there is no such file",
            "contracts/r.csv is not read: its heading is not recognised",
        ]
    );
}

/// Moss and Mossy are one body, says an entry of two ids, on lines 21 and 22, which cannot be read:
/// the overlap may be of one provider as well as of several. Of £1,000 and £2,000 a year on the same 365
/// days £1,000.00 is at stake, whoever is paid.
#[test]
fn a_provider_that_cannot_be_read_is_named_beside_what_rests_on_its_names() {
    let twice = "providers:\n  - id: moss\n    id: mossy\n    name: Moss\n    also: [Mossy]\n";
    let sound = twice.replacen("    id: mossy\n", "", 1);
    let contracts = "contract,title,provider,commissioner,service,starts,ends,annual_value\n\
                     A,Home care,Moss,council,home-care,2025-04-01,2026-03-31,1000\n\
                     B,Care at home,Mossy,council,home-care,2025-04-01,2026-06-30,2000\n";
    let files = [
        ("contracts/council.csv", contracts),
        ("ledger/2025-26.csv", LEDGER),
    ];
    let audited = |name: &str, tail: &str| {
        let at = folder(name, tail, &files);
        let flags = ["audit", "--as-at", "2025-10-20"];
        let output = support::run(&at, &[&flags[..], &["--format", "json"]].concat());
        let text = support::printed(&support::run(&at, &flags));
        let answer: Value = serde_json::from_str(&support::printed(&output)).unwrap();
        let overlap = answer["overlaps"][0].clone();
        assert_eq!(overlap["cost_at_stake"], "1000.00");
        let kind = overlap["kind"].as_str().unwrap().to_owned();
        (
            at,
            output.status.code(),
            kind,
            answer["not_read"].clone(),
            text,
        )
    };
    let (_, status, kind, not_read, _) = audited("provider-read", &sound);
    assert_eq!((status, kind.as_str()), (Some(0), "rolled-over"));
    assert_eq!(not_read, serde_json::json!([]));
    let (at, status, _, not_read, text) = audited("provider", twice);
    let sentence = "a provider here cannot be read (partnership.yaml:21 and partnership.yaml:22): one \
                    body may be taken for several";
    assert_eq!(status, Some(1));
    assert_eq!(not_read, serde_json::json!([sentence]));
    assert!(text.contains("- a provider here cannot be read"), "{text}");
    let flows = ["flows", "--through", "2025-26", "--format", "json"];
    let output = support::run(&at, &flows);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_str(&support::printed(&output)).unwrap();
    assert_eq!(answer["not_known"], serde_json::json!([sentence]));
}

/// A table has no text before its figures: its last rows say what is in none of them. Of the two
/// contracts one begins on no day that there is, on line 3.
#[test]
fn the_audit_s_table_names_what_it_leaves_out() {
    let register = "contract,title,provider,commissioner,service,starts,ends,annual_value\n\
                    A,Home care,Moss,council,home-care,2025-04-01,2026-03-31,1000\n\
                    B,Care at home,Moss,council,home-care,31/02/2025,2026-06-30,2000\n";
    let lost = "providers:\n  - id: moss\n    id: mossy\n    name: Moss\n";
    let files = [("contracts/council.csv", register)];
    let at = folder("audit-table", lost, &files);
    let csv = ["audit", "--as-at", "2025-10-20", "--format", "csv"];
    let output = support::run(&at, &csv);
    assert_eq!(output.status.code(), Some(1));
    let table = support::printed(&output);
    let last: Vec<&str> = table.lines().rev().take(2).collect();
    assert!(
        last[1].starts_with("not-known,") && last[1].contains("a provider here cannot be read"),
        "{table}"
    );
    assert!(
        last[0].starts_with("left-out,") && last[0].contains("contracts/council.csv:3: "),
        "{table}"
    );
}

/// A register of no byte, and one of two lines with nothing on them, say no more than that.
#[test]
fn an_empty_register_is_told_to_be_empty() {
    let files = [("contracts/a.csv", ""), ("contracts/b.csv", "\n , ,\n")];
    let at = folder("empty", "", &files);
    assert_eq!(
        told(&at, &["missing-column"]),
        [
            "missing-column contracts/a.csv:1 contracts/a.csv is empty",
            "missing-column contracts/b.csv:1 contracts/b.csv is empty",
        ]
    );
    let answer = jcplan(&at, &["audit"]);
    let wanted = ["a", "b"].map(|name| format!("contracts/{name}.csv is not read: it is empty"));
    assert_eq!(answer["not_read"], serde_json::json!(wanted));
    for name in ["contracts/a.csv", "contracts/b.csv"] {
        let columns = support::printed(&support::run(&at.join(name), &["columns"]));
        let said = "The file is empty: nothing is read from it.";
        assert!(columns.contains(said), "{columns}");
        let alone = support::printed(&support::run(&at.join(name), &["audit"]));
        assert!(alone.contains("is not read: it is empty"), "{alone}");
    }
}

/// A ledger file or a table that waits for its rows keeps no figure back, and is told.
#[test]
fn an_empty_ledger_file_or_table_is_told_and_left_out_of_nothing() {
    let files = [
        ("ledger/a.csv", LEDGER),
        ("ledger/b.csv", ""),
        ("needs.csv", "\n"),
    ];
    let at = folder("empty-ledger", "", &files);
    let wanted = ["ledger/b.csv", "needs.csv"]
        .map(|name| format!("missing-column {name}:1 {name} is empty: it has no heading"));
    assert_eq!(told(&at, &["missing-column"]), wanted);
    assert_eq!(outturns(&riskshare(&at)), ["1.00", "2.00"]);
}
