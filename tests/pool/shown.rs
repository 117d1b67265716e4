//! The report as it is drawn: text, CSV, Markdown, HTML.

use super::{PAID, PLAN, SPENT, folder, support};
use std::path::Path;

fn drawn(at: &Path, format: &str, width: &str) -> String {
    let mut program = support::program();
    program.env("COLUMNS", width).arg("pool").arg(at);
    program.args([
        "--through",
        "2026-27-Q2",
        "--as-at",
        "2026-10-20",
        "--format",
        format,
    ]);
    support::printed(&program.output().unwrap())
}

fn example() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale")
}

/// Every table is followed by the sentence that says what it means, and no line is wider than the page.
#[test]
fn every_table_is_followed_by_a_sentence() {
    for width in ["80", "200"] {
        let page = drawn(&example(), "text", width);
        let lines: Vec<&str> = page.lines().collect();
        for line in lines
            .iter()
            .filter(|l| !l.starts_with("Folder") && !l.starts_with("  "))
        {
            assert!(line.chars().count() <= width.parse().unwrap(), "{line}");
        }
        let rules = lines.iter().enumerate().filter(|(_, l)| l.starts_with('─'));
        let mut tables = 0;
        for (i, _) in rules {
            let end = i + lines[i..].iter().position(|l| l.is_empty()).unwrap();
            assert!(
                lines[end + 1].ends_with(|c: char| c.is_ascii_alphanumeric() || ".,".contains(c))
            );
            assert!(
                !lines[end + 1].starts_with(' ')
                    && !lines.get(end + 2).is_some_and(|l| l.starts_with("---"))
            );
            tables += 1;
        }
        assert_eq!(tables, 10 + 9 + 1);
    }
}

/// A spreadsheet has every figure, and what is missing at its end.
#[test]
fn a_spreadsheet_has_every_figure_and_what_is_missing() {
    let csv = drawn(&example(), "csv", "100");
    let mut lines = csv.lines();
    assert_eq!(
        lines.next().unwrap(),
        "pool,standing,table,period,line,of,source,amount,due,days_late,note"
    );
    let has = |line: &str| csv.lines().any(|l| l == line);
    assert!(has(
        "intermediate-care,pooled,account,2026-27-Q2,funding,icb,nhs-minimum,7239270.00,,,"
    ));
    assert!(has(
        "intermediate-care,pooled,contributions bridge,2025-26 to 2026-27,uplift,icb,nhs-minimum,242020.81,,,"
    ));
    assert!(has(
        "intermediate-care,pooled,instalments,2026-27,received,icb,nhs-minimum,3619635.00,2026-04-15,0,on time"
    ));
    assert!(has(",,minimums,2026-27,margin,icb,nhs-minimum,0.00,,,"));
    let rows = format!("{PAID}2026-04-30,spend,,home,,1,,,,,\n");
    let csv = drawn(&folder("gaps", PLAN, &rows), "csv", "100");
    let last = csv.lines().last().unwrap();
    assert!(last.contains("not-computed"), "{last}");
}

#[test]
fn pages_for_the_web_and_for_minutes_have_every_heading() {
    for format in ["html", "markdown"] {
        let page = drawn(&example(), format, "100");
        for heading in [
            "memorandum account",
            "whose the surplus or deficit is",
            "brought and carried forward",
            "what the fund holds",
            "where each party stands",
            "contributions promised and received",
            "budget and spend",
            "the year as forecast",
            "from 2025-26 to 2026-27",
            "Better Care Fund minimums of 2026-27",
        ] {
            assert!(page.contains(heading), "{format}: no {heading}");
        }
    }
}

/// Rows in another order, in two files: the same bytes but for the digest of the files.
#[test]
fn the_order_of_rows_changes_nothing() {
    let rows = format!("{PAID}{SPENT}");
    let turned: String = rows.lines().rev().map(|l| format!("{l}\n")).collect();
    let one = |at: &Path| {
        let asked = ["pool", "--through", "2025-26", "--as-at", "2026-06-30"];
        let page = support::printed(&support::run(at, &asked));
        let kept =
            |l: &&str| !l.starts_with("Digest") && !l.starts_with("Folder") && !l.starts_with("  ");
        page.lines()
            .filter(kept)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        one(&folder("order", PLAN, &rows)),
        one(&folder("order-2", PLAN, &turned))
    );
}
