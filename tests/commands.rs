//! The program as its user meets it: what it prints, where, and with which exit status.
//!
//! Long output is kept under tests/snapshots; `INSTA_UPDATE=always cargo test --test commands`
//! writes it anew. Figures are worked by hand elsewhere; here it is the wire that is tested.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = support::folder(&format!("commands-{name}"), &[]);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn command(at: &Path, arguments: &[&str]) -> Command {
    let mut command = support::program();
    command
        .args(arguments)
        .current_dir(at)
        .env_remove("NO_COLOR")
        .env("GIT_CEILING_DIRECTORIES", at.parent().unwrap());
    command
}

fn run(at: &Path, arguments: &[&str]) -> Output {
    command(at, arguments).output().unwrap()
}

/// Exit status, standard output and standard error as one text.
fn told(at: &Path, arguments: &[&str]) -> String {
    let output = run(at, arguments);
    format!(
        "status {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().unwrap(),
        support::printed(&output),
        support::aside(&output)
    )
}

fn status_and_error(at: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(at, arguments);
    assert!(output.stdout.is_empty(), "nothing half-written");
    let error = support::aside(&output).trim_end().to_owned();
    (output.status.code().unwrap(), error)
}

/// Contributions of £60,000 and £40,000.
fn partnership() -> String {
    let agreement = support::agreement("  host: council\n");
    let pool = support::pool("pool", ["£60k", "£40k"], "");
    support::tarn_and_vale(&format!("{agreement}{pool}{SCHEMES}"))
}

const SCHEMES: &str = "\
schemes:
  - {id: beds, pool: pool, lead: icb, baseline: {2025-26: £40k}, risk_share: standard}
  - {id: home, pool: pool, lead: council, baseline: {2025-26: £60k}, risk_share: standard}
risk_shares:
  - id: standard
    overspend: {bands: [{to: contributions}]}
    underspend: {bands: [{to: contributions}]}
";

const LEDGER: &str = "\
date,kind,scheme,amount
2025-05-01,spend,beds,\"41,000.00\"
2025-06-01,spend,home,\"60,000.00\"
";

fn planning_folder(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "partnership.yaml", partnership());
    write(&folder, "ledger/2025-26.csv", LEDGER);
    folder
}

const TO_THE_END: &[&str] = &["--through", "2025-26", "--as-at", "2026-06-30"];

fn riskshare<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec!["riskshare", "."];
    all.extend(TO_THE_END);
    all.extend(more);
    all
}

#[test]
fn a_bad_folder_is_told_in_a_sentence() {
    let at = folder("bad");
    let (status, error) = status_and_error(&at, &["check", "nowhere"]);
    assert_eq!(status, 2);
    assert!(
        error.starts_with("jcplan: there is no folder nowhere"),
        "{error}"
    );
    let (status, error) = status_and_error(&at, &["check"]);
    assert_eq!(status, 2);
    assert_eq!(
        error,
        "jcplan: there is no partnership.yaml in . or below it: `jcplan init .` writes one"
    );
    write(&at, "a.txt", "x");
    let (status, error) = status_and_error(&at, &["riskshare", "a.txt"]);
    assert_eq!(
        (status, error.as_str()),
        (
            2,
            "jcplan: a.txt is a file: give the folder that holds partnership.yaml"
        )
    );
}

#[test]
fn a_folder_where_a_file_is_expected_stops_the_run() {
    let at = planning_folder("folder-as-file");
    fs::create_dir_all(at.join("ledger/2026-27.csv")).unwrap();
    let (status, error) = status_and_error(&at, &["check"]);
    assert_eq!(status, 2);
    assert_eq!(
        error,
        "jcplan: ./ledger/2026-27.csv is a folder where a file is expected"
    );
}

#[test]
fn a_partnership_that_cannot_be_read_gives_no_figures() {
    let at = planning_folder("unreadable");
    write(&at, "partnership.yaml", "id: [");
    let (status, error) = status_and_error(&at, &["riskshare"]);
    assert_eq!(status, 2);
    assert!(
        error.contains("cannot be read: `jcplan check .` says why"),
        "{error}"
    );
    assert_eq!(run(&at, &["check"]).status.code(), Some(1));
}

#[test]
fn usage_is_told_with_what_may_be_written() {
    let at = planning_folder("usage");
    for arguments in [
        vec!["riskshare", "--through", "2025-27"],
        vec!["check", "--as-at", "31/02/2025"],
        vec!["check", "--only", "share-not-whole"],
        vec!["riskshare", "--format", "yaml"],
        vec!["nothing"],
    ] {
        let (status, error) = status_and_error(&at, &arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(error.starts_with("error: "), "{error}");
    }
    let (_, error) = status_and_error(&at, &["check", "--only", "share-not-whole"]);
    assert!(
        error.contains("did you mean `shares-not-whole`?"),
        "{error}"
    );
}

#[test]
fn the_exit_status_follows_fail_on() {
    let at = planning_folder("fail-on");
    let status = |arguments: &[&str]| run(&at, arguments).status.code().unwrap();
    let only = ["check", "--as-at", "2025-10-20", "--only", "matter-weak"];
    assert_eq!(status(&only), 0);
    assert_eq!(status(&[&only[..], &["--fail-on", "warning"]].concat()), 1);
    assert_eq!(status(&["check", "--as-at", "2025-10-20"]), 1);
    assert_eq!(
        status(&["check", "--as-at", "2025-10-20", "--fail-on", "never"]),
        0
    );
}

/// £41,000 against £40,000 is £1,000 over, shared 60 : 40 into £600 and £400.
#[test]
fn the_risk_share_is_drawn_in_every_format() {
    let at = planning_folder("formats");
    insta::assert_snapshot!("riskshare-text", told(&at, &riskshare(&[])));
    insta::assert_snapshot!(
        "riskshare-json",
        told(&at, &riskshare(&["--format", "json"]))
    );
    insta::assert_snapshot!("riskshare-csv", told(&at, &riskshare(&["--format", "csv"])));
    insta::assert_snapshot!(
        "riskshare-markdown",
        told(&at, &riskshare(&["--format", "markdown"]))
    );
}

#[test]
fn findings_are_drawn_in_every_format() {
    let at = planning_folder("findings");
    write(
        &at,
        "ledger/2025-26.csv",
        LEDGER.replace("60,000.00", "1e3"),
    );
    let check = |format| {
        told(
            &at,
            &[
                "check",
                "--as-at",
                "2025-10-20",
                "--only",
                "unreadable-amount",
                "--only",
                "unsigned",
                "--format",
                format,
            ],
        )
    };
    insta::assert_snapshot!("check-text", check("text"));
    insta::assert_snapshot!("check-json", check("json"));
    insta::assert_snapshot!("check-csv", check("csv"));
    insta::assert_snapshot!("check-markdown", check("markdown"));
}

#[test]
fn a_scheme_with_an_unreadable_row_is_refused_by_name_and_the_others_computed() {
    let at = planning_folder("refused");
    write(
        &at,
        "ledger/2025-26.csv",
        LEDGER.replace("60,000.00", "1e3"),
    );
    let output = run(&at, &riskshare(&["--format", "json"]));
    assert_eq!(output.status.code(), Some(1));
    let answer = support::answer(&output);
    assert_eq!(answer["scopes"].as_array().unwrap().len(), 1);
    let refused = &answer["not_computed"][0];
    assert_eq!(refused["scope"], "scheme/home");
    assert_eq!(refused["at"]["file"], "ledger/2025-26.csv");
    assert_eq!(
        (&refused["at"]["line"], &refused["at"]["column"]),
        (&3.into(), &24.into())
    );
}

#[test]
fn a_row_of_no_scheme_is_left_out_by_name() {
    let at = planning_folder("left-out");
    write(
        &at,
        "ledger/2025-26.csv",
        format!("{LEDGER}2025-07-01,spend,hoem,5.00\n"),
    );
    let output = run(&at, &riskshare(&["--format", "json"]));
    assert_eq!(output.status.code(), Some(1));
    let answer = support::answer(&output);
    assert_eq!(answer["scopes"].as_array().unwrap().len(), 2);
    assert_eq!(answer["left_out"][0]["at"], "ledger/2025-26.csv:4");
    assert_eq!(answer["left_out"][0]["why"], "there is no scheme `hoem`");
}

#[test]
fn rows_and_files_in_another_order_change_no_byte_of_the_figures() {
    let one = planning_folder("order-one");
    let two = planning_folder("order-two");
    fs::remove_file(two.join("ledger/2025-26.csv")).unwrap();
    let lines: Vec<&str> = LEDGER.lines().collect();
    write(
        &two,
        "ledger/a.csv",
        format!("{}\n{}\n", lines[0], lines[2]),
    );
    write(
        &two,
        "ledger/b.csv",
        format!("{}\n{}\n", lines[0], lines[1]),
    );
    let csv = riskshare(&["--format", "csv"]);
    assert_eq!(run(&one, &csv).stdout, run(&two, &csv).stdout);
    assert_eq!(
        run(&one, &riskshare(&[])).stdout,
        run(&one, &riskshare(&[])).stdout
    );
}

#[test]
fn many_folders_are_answered_each() {
    let at = folder("many");
    for name in ["b", "a/deep"] {
        write(&at, &format!("{name}/partnership.yaml"), partnership());
        write(&at, &format!("{name}/ledger/2025-26.csv"), LEDGER);
    }
    let output = run(&at, &riskshare(&["--format", "json"]));
    assert_eq!(output.status.code(), Some(0));
    let answer = support::answer(&output);
    assert_eq!(answer["schema"], "jcplan/many/1");
    let folders: Vec<&str> = answer["folders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["folder"].as_str().unwrap())
        .collect();
    assert_eq!(folders, ["./a/deep", "./b"]);
}

#[test]
fn an_answer_goes_whole_into_a_file_or_not_at_all() {
    let at = planning_folder("output");
    let output = run(&at, &riskshare(&["--output", "answer.txt"]));
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert!(
        fs::read_to_string(at.join("answer.txt"))
            .unwrap()
            .starts_with("Risk share: ")
    );
    let (status, error) = status_and_error(&at, &riskshare(&["--output", "ledger"]));
    assert_eq!(
        (status, error.as_str()),
        (2, "jcplan: ledger is a folder: give the name of a file")
    );
    let (status, error) = status_and_error(&at, &riskshare(&["--output", "no/such/answer.txt"]));
    assert_eq!(status, 2);
    assert!(
        error.starts_with("jcplan: no/such/answer.txt cannot be written"),
        "{error}"
    );
    let left: Vec<String> = fs::read_dir(&at)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_reader_that_has_read_enough_is_no_fault() {
    let at = planning_folder("pipe");
    let mut child = command(&at, &["list", "checks"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_same_ledger_in_any_encoding_and_line_end_gives_the_same_figures() {
    let plain = planning_folder("encoding-plain");
    let wanted = run(&plain, &riskshare(&["--format", "csv"])).stdout;
    let text = LEDGER.replace("\"41,000.00\"", "\"£41,000.00\"");
    let windows: Vec<u8> = text
        .chars()
        .map(|c| if c == '£' { 0xA3 } else { c as u8 })
        .collect();
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, bytes) in [
        ("bom", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("windows-1252", windows),
        ("utf-16", utf16),
        ("crlf", text.replace('\n', "\r\n").into_bytes()),
        ("cr", text.replace('\n', "\r").into_bytes()),
        ("no last line end", text.trim_end().as_bytes().to_vec()),
    ] {
        let at = planning_folder(&format!("encoding-{name}"));
        write(&at, "ledger/2025-26.csv", &bytes);
        assert_eq!(
            run(&at, &riskshare(&["--format", "csv"])).stdout,
            wanted,
            "{name}"
        );
    }
}
