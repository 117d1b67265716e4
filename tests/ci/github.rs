//! GitHub's commands: escaped as its runner reads them, ten of each level, and no word of a file
//! obeyed.

use super::support::{aside, folder, refused, run_in};
use super::{HOSTILE, PLAN, command, printed, root};
use std::fs;
use std::path::Path;

fn github(at: &Path, arguments: &[&str]) -> String {
    printed(at, &[&["--format", "github"], arguments].concat())
}

/// What the runner obeys of a log, by its own rules: a line that begins with `::word::`, or holds
/// `##[word]`; nothing between `stop-commands` and its token.
fn obeyed(log: &str) -> Vec<(String, String, String)> {
    const KNOWN: &[&str] = &[
        "error",
        "warning",
        "notice",
        "debug",
        "group",
        "endgroup",
        "add-mask",
        "set-output",
        "set-env",
        "add-path",
        "save-state",
        "add-matcher",
        "remove-matcher",
        "echo",
        "stop-commands",
    ];
    let mut obeyed = Vec::new();
    let mut token: Option<String> = None;
    for line in log.split(['\n', '\r']) {
        let parsed = line
            .trim_start()
            .strip_prefix("::")
            .and_then(|rest| rest.split_once("::"))
            .map(|(info, data)| (info.to_owned(), data.to_owned()))
            .or_else(|| {
                let (_, rest) = line.split_once("##[")?;
                let (info, data) = rest.split_once(']')?;
                Some((info.to_owned(), data.to_owned()))
            });
        let Some((info, data)) = parsed else { continue };
        let (name, properties) = info.split_once(' ').unwrap_or((&info, ""));
        match &token {
            Some(stop) if name == stop => token = None,
            Some(_) => {}
            None if name == "stop-commands" => {
                assert!(data.len() >= 32, "a token nobody guesses");
                token = Some(data);
            }
            None if KNOWN.contains(&name) => {
                obeyed.push((name.to_owned(), properties.to_owned(), data));
            }
            None => {}
        }
    }
    assert_eq!(token, None, "commands are obeyed again at the end");
    obeyed
}

/// `name: ::error::x` and other words in an amount of a ledger, and a folder with such a name.
fn hostile(name: &str) -> std::path::PathBuf {
    let rows: String = [
        "::error::forged",
        "##[error]forged",
        HOSTILE,
        "a\n::set-env name=P::forged\n",
    ]
    .iter()
    .map(|words| format!("2026-05-01,spend,beds,\"{}\"\n", words.replace('"', "\"\"")))
    .collect();
    let ledger = format!("date,kind,scheme,amount\n{rows}");
    let plan = PLAN.replace(
        "name: Tarn and Vale\n",
        "name: \"::error::forged\\n::add-mask::forged\\n##[group]forged\"\n",
    );
    folder(
        name,
        &[
            ("::error::x,y%0A/partnership.yaml", &plan),
            ("::error::x,y%0A/ledger/##[error]a.csv", &ledger),
            ("b/partnership.yaml", PLAN),
        ],
    )
}

#[test]
fn a_mark_stands_at_the_true_line_and_columns() {
    let at = root().join("examples");
    let only = |check| github(&at, &["tarn-and-vale-amiss", "--only", check]);
    let first = |log: &str| log.lines().next().unwrap().to_owned();
    // `2025-09-30,spend,,telecare,,` is 28 characters, and the amount has nine.
    assert_eq!(
        first(&only("unreadable-amount")),
        "::error file=tarn-and-vale-amiss/ledger/2025-26.csv,line=221,col=29,endColumn=38,\
         title=unreadable-amount::`55479.195` cannot be read as an amount: an amount has at most \
         two decimals%0Awrite it as 1234.50, £1,234.50 or (1,234.50); nil is 0.00"
    );
    // A region of several lines has no columns: GitHub would refuse them.
    let shares = first(&only("shares-not-whole"));
    let expected = "::error file=tarn-and-vale-amiss/partnership.yaml,line=505,endLine=506,\
                    title=shares-not-whole::the shares make 99%25, not 100%25%0Amake them ";
    assert!(shares.starts_with(expected), "{shares}");
}

#[test]
fn at_most_ten_of_each_level_are_marked_and_all_are_listed() {
    let rows =
        "2026-05-01,spend,beds,1.234\n".repeat(12) + &"2026-05-01,spend,bods,1.00\n".repeat(3);
    let late: String = (10..22)
        .map(|day| format!("c{day},Care,x,2020-01-{day},\n"))
        .collect();
    let at = folder(
        "ci-github-ten",
        &[
            ("partnership.yaml", PLAN),
            ("ledger/a.csv", &format!("date,kind,scheme,amount\n{rows}")),
            (
                "contracts/a.csv",
                &format!("reference,title,supplier,starts,ends\n{late}"),
            ),
        ],
    );
    let csv = printed(&at, &["--format", "csv"]);
    let of = |word: &str| {
        csv.lines()
            .filter(|l| l.contains(&format!(",{word},")))
            .count()
    };
    assert!(of("error") >= 15, "{csv}");
    assert!(of("warning") > 10, "{csv}");
    let log = github(&at, &[]);
    let marks = |word: &str| {
        log.lines()
            .filter(|l| l.starts_with(&format!("::{word} ")))
            .count()
    };
    assert_eq!((marks("error"), marks("warning")), (10, 10));
    let more = |word: &str| format!("{} more {word}s", of(word) - 10);
    let told = format!(
        "{}, {} and {}",
        more("error"),
        more("warning"),
        more("note")
    );
    assert!(log.contains(&told), "{told}: {log}");
    let list = log.split("::stop-commands::").nth(1).unwrap();
    assert_eq!(list.matches("unreadable-amount: ").count(), 12);
}

#[test]
fn no_word_of_a_file_is_obeyed() {
    let at = hostile("ci-github-hostile");
    let log = github(&at, &[]);
    let mut groups = 0;
    for (name, properties, data) in obeyed(&log) {
        match name.as_str() {
            "group" => {
                groups += 1;
                assert!(data.ends_with(" findings"), "{data}");
            }
            "endgroup" => {}
            "error" | "warning" | "notice" => {
                assert!(properties.starts_with("file="), "{properties} {data}");
                let names: Vec<&str> = properties
                    .split(',')
                    .map(|p| p.split('=').next().unwrap())
                    .collect();
                let (last, rest) = names.split_last().unwrap();
                assert_eq!(*last, "title");
                assert!(
                    [
                        ["file", "line", "col", "endColumn"].as_slice(),
                        &["file", "line", "endLine"]
                    ]
                    .contains(&rest),
                    "{properties}"
                );
            }
            other => panic!("{other} is obeyed: {log}"),
        }
    }
    assert_eq!(groups, 1);
    assert!(
        log.contains("file=%3A%3Aerror%3A%3Ax%2Cy%250A/ledger/"),
        "{log}"
    );
    // Even without the token no line of the list is a command.
    let list = log.split("::stop-commands::").nth(1).unwrap();
    let list = &list[list.find('\n').unwrap() + 1..];
    let list = &list[..list.find("\n::").unwrap()];
    assert!(list.contains("forged"), "{list}");
    assert_eq!(obeyed(list), []);
}

#[test]
fn words_on_standard_error_are_not_obeyed_either() {
    let at = hostile("ci-github-error");
    let output = command(&at, &["--format", "github", "--verbose"])
        .output()
        .unwrap();
    let error = aside(&output);
    assert!(error.contains("read "), "{error}");
    assert_eq!(obeyed(&error), []);
}

#[test]
fn the_summary_is_added_to_the_file_that_github_names() {
    let at = folder(
        "ci-github-summary",
        &[("a/partnership.yaml", PLAN), ("steps.md", "before\n")],
    );
    let plan = format!("{PLAN}x<b>: 1\n");
    fs::create_dir_all(at.join("b")).unwrap();
    fs::write(at.join("b/partnership.yaml"), plan).unwrap();
    let steps = at.join("steps.md");
    let output = command(&at, &["--format", "github", "--only", "unknown-key"])
        .env("GITHUB_STEP_SUMMARY", &steps)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty());
    let summary = fs::read_to_string(&steps).unwrap();
    let expected = "before\n\
        # Tarn and Vale, as at 20 October 2026\n\nno findings\n\n\
        # Tarn and Vale, as at 20 October 2026\n\n## b/partnership.yaml\n\n\
        - line 14: **error** `unknown-key`: there is no key \\`x\\<b\\>\\` in a partnership (";
    assert!(summary.starts_with(expected), "{summary}");
    assert_eq!(summary.lines().count(), 10);
    // Other formats leave it alone.
    command(&at, &["--format", "text"])
        .env("GITHUB_STEP_SUMMARY", at.join("none.md"))
        .output()
        .unwrap();
    assert!(!at.join("none.md").exists());
}

#[test]
fn a_summary_that_cannot_be_added_is_told_and_changes_no_answer() {
    let at = folder("ci-github-no-summary", &[("partnership.yaml", PLAN)]);
    let plain = command(&at, &["--format", "github"]).output().unwrap();
    for (path, told) in [
        (at.join("none/steps.md"), "there is no such file or folder"),
        (
            at.join("partnership.yaml"),
            "one of the files this answer is worked out from",
        ),
    ] {
        let output = command(&at, &["--format", "github"])
            .env("GITHUB_STEP_SUMMARY", path)
            .output()
            .unwrap();
        assert_eq!(output.stdout, plain.stdout);
        assert_eq!(output.status.code(), plain.status.code());
        let error = aside(&output);
        assert!(error.contains(told), "{error}");
    }
    assert_eq!(
        fs::read_to_string(at.join("partnership.yaml")).unwrap(),
        PLAN
    );
}

#[test]
fn these_formats_are_for_findings_alone() {
    let at = root().join("examples/tarn-and-vale");
    for format in ["sarif", "junit", "github"] {
        for of in [
            ["riskshare", "."],
            ["audit", "."],
            ["list", "checks"],
            ["explain", "unsigned"],
        ] {
            let asked = ["--format", format, "--as-at", "2026-10-20"];
            let error = refused(&run_in(&at, &[&of[..], &asked].concat()));
            assert!(error.contains("--format text"), "{error}");
        }
    }
}
