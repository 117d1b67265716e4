//! Files no figure can rest on, and lines that cannot be read: nothing is lost in silence.

use super::{beds, file_of, support, written};
use std::path::Path;
use std::process::Output;

pub(super) const LEDGER: &str = "\
date,kind,scheme,amount
2025-05-01,spend,beds,100.00
2025-06-02,spend,beds,50.00
2025-06-03,spend,visits,1.00
";

pub(super) fn riskshare(at: &Path, file: &str) -> Output {
    let day = [
        "--through",
        "2025-26-Q1",
        "--as-at",
        "2026-06-30",
        "--format",
        "json",
    ];
    support::run(at, &[&["riskshare", "--totals", file][..], &day].concat())
}

/// The sentence that refuses a file changed so.
pub(super) fn refusal(name: &str, change: impl Fn(String) -> String) -> String {
    let at = beds(name, LEDGER);
    let file = written(&at, &change(file_of(&at, &[])));
    support::refused(&riskshare(&at, &file)).replace(&file, "FILE")
}

#[test]
fn a_file_that_is_not_whole_is_refused() {
    let cut = refusal("totals-cut", |file| {
        file[..file.rfind("beds,total").unwrap()].to_owned()
    });
    assert!(cut.contains("FILE has no line of kind `total`"), "{cut}");
    let lost = refusal("totals-lost", |file| {
        file.replace(
            "beds,spend,pool,visits,,,,,,,,2025-26,2025-06,,1.00,,\n",
            "",
        )
    });
    assert!(
        lost.contains("the lines of FILE come to £150.00 and its last line says £151.00"),
        "{lost}"
    );
    let changed = refusal("totals-changed", |file| file.replace("50.00", "60.00"));
    assert!(
        changed.contains("come to £161.00 and its last line says £151.00"),
        "{changed}"
    );
    let two = refusal("totals-twice", |file| {
        format!("{file}{}", file.split_once('\n').unwrap().1)
    });
    assert!(two.contains("FILE has 2 lines of kind `total`"), "{two}");
}

#[test]
fn a_file_of_another_partnership_is_refused() {
    let other = refusal("totals-other", |file| {
        file.replace("beds,total", "moor,total")
    });
    assert!(
        other.contains("FILE is of partnership `moor`, and this folder is `beds`"),
        "{other}"
    );
}

#[test]
fn a_file_of_something_else_is_refused() {
    for nothing in ["", "\n,,\n"] {
        assert_eq!(
            refusal("totals-empty", |_| nothing.to_owned()),
            "jcplan: FILE is empty: make it anew with `jcplan totals --format csv` or its query\n"
        );
    }
    let register = refusal("totals-register", |_| {
        "contract,title\nC-1,Beds\n".to_owned()
    });
    assert!(register.contains("FILE is no file of totals"), "{register}");
    let ledger = refusal("totals-ledger", |_| LEDGER.to_owned());
    assert!(
        ledger.contains("FILE has no column `partnership`, `pool`, `partner`"),
        "{ledger}"
    );
    let at = beds("totals-absent", LEDGER);
    let absent = support::refused(&riskshare(&at, "no-such-file.csv"));
    assert!(absent.contains("there is no such file"), "{absent}");
}

#[test]
fn a_line_that_cannot_be_read_is_told_and_its_scheme_not_computed() {
    let at = beds("totals-line", LEDGER);
    let file = file_of(&at, &[]).replacen("pool,beds,,", "pool,beds,nobody,", 1);
    let file = written(&at, &file);
    let run = riskshare(&at, &file);
    assert_eq!(run.status.code(), Some(1));
    let said = support::aside(&run);
    assert!(
        said.contains("totals.csv:2: there is no partner `nobody`"),
        "{said}"
    );
    let answer = support::answer(&run);
    assert_eq!(answer["not_computed"][0]["scope"], "scheme/beds");
    assert_eq!(answer["not_computed"][0]["at"]["line"], 2);
    assert_eq!(answer["scopes"][0]["scope"], "scheme/visits");
    assert_eq!(answer["totals"]["rows_left_out"], 1);
}

#[test]
fn a_name_or_a_month_that_is_not_known_is_told_with_what_to_write() {
    for (was, is, told) in [
        (
            "pool,visits",
            "pool,visit",
            "there is no scheme `visit` (did you mean `visits`?)",
        ),
        (
            "spend,pool",
            "spend,pools",
            "there is no pool `pools` (did you mean `pool`?)",
        ),
        (
            "beds,spend",
            "beds,spent",
            "`spent` is not a kind that is known (did you mean `spend`?)",
        ),
        (
            "2025-06",
            "Jun-25",
            "`Jun-25` is not a month (write the year first: 2025-10;",
        ),
        (
            "2025-26,2025-06",
            "2024-25,2025-06",
            "the month is one of 2025-26, and the year says 2024-25",
        ),
    ] {
        let at = beds("totals-told", LEDGER);
        let file = written(&at, &file_of(&at, &[]).replace(was, is));
        let run = riskshare(&at, &file);
        assert_eq!(run.status.code(), Some(1), "{is}");
        let said = support::aside(&run);
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn what_needs_single_rows_is_refused_with_a_file_of_totals() {
    let at = beds("totals-rows", LEDGER);
    let file = written(&at, &file_of(&at, &[]));
    let asked = |more: &[&str]| {
        let day = [
            "--through",
            "2025-26-Q1",
            "--as-at",
            "2026-06-30",
            "--totals",
            &file,
        ];
        support::refused(&support::run(
            &at,
            &[&["riskshare"][..], &day, more].concat(),
        ))
    };
    let trace = asked(&["--trace", "beds"]);
    assert!(
        trace.contains("--trace tells single ledger rows"),
        "{trace}"
    );
    let since = asked(&["--since", "HEAD"]);
    assert!(
        since.contains("--since a revision reads the ledger"),
        "{since}"
    );
}

#[test]
fn check_and_audit_say_that_they_need_the_ledger() {
    let at = beds("totals-never", LEDGER);
    for command in ["check", "audit"] {
        let said = support::refused(&support::run(&at, &[command, "--totals", "t.csv"]));
        let wanted = format!("{command} looks at single ledger rows, and t.csv holds totals alone");
        assert!(said.contains(&wanted), "{said}");
    }
}

#[test]
fn the_answer_is_not_written_over_the_file() {
    let at = beds("totals-over", LEDGER);
    let file = written(&at, &file_of(&at, &[]));
    let asked = [
        "riskshare",
        "--as-at",
        "2026-06-30",
        "--totals",
        &file,
        "--output",
        &file,
    ];
    let said = support::refused(&support::run(&at, &asked));
    assert!(
        said.contains("is one of the files this answer is worked out from"),
        "{said}"
    );
}

#[test]
fn a_spreadsheet_that_saves_the_file_changes_nothing() {
    // With a byte order mark, its own line ends, and every cell in quotation marks.
    let at = beds("totals-saved", LEDGER);
    let plain = written(&at, &file_of(&at, &[]));
    let wanted = support::answer(&riskshare(&at, &plain));
    let quoted: Vec<String> = file_of(&at, &[])
        .lines()
        .map(|line| {
            line.split(',')
                .map(|cell| format!("\"{cell}\""))
                .collect::<Vec<_>>()
                .join(",")
        })
        .collect();
    let saved = written(&at, &format!("\u{feff}{}\r\n", quoted.join("\r\n")));
    let answer = support::answer(&riskshare(&at, &saved));
    assert_eq!(answer["scopes"], wanted["scopes"]);
}
