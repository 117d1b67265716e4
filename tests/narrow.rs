//! Every answer of `riskshare` on a page of forty letters.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::path::Path;

/// Every question, as it is asked of the example.
const ASKED: [&str; 9] = [
    "--through 2025-26",
    "--through 2025-26 --explain",
    "--through 2025-26 --trace home-reablement",
    "--through 2025-26-Q2 --trace home-reablement/council",
    "--through 2025-26 --since 2025-26-Q2",
    "--through 2025-26-Q2 --sweep -10%..10%",
    "--through 2025-26 --exposure",
    "--through 2025-26 --instead each-bears-own",
    "--through 2025-26-Q2 --simulate 50",
];

fn drawn(asked: &str, format: &str) -> String {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    let mut question = support::program();
    // A short name of the folder: a path longer than the page cannot be broken.
    question.current_dir(example).arg("riskshare");
    question.args(asked.split(' '));
    question.args(["--as-at", "2026-06-30", "--format", format]);
    support::printed(&question.env("COLUMNS", "40").output().unwrap())
}

#[test]
fn no_line_is_wider_than_the_page() {
    for asked in ASKED {
        let page = drawn(asked, "text");
        assert!(page.lines().count() > 20, "{asked} says little:\n{page}");
        for line in page.lines() {
            assert!(line.chars().count() <= 40, "{asked}: {line}");
            assert_eq!(line, line.trim_end(), "{asked}");
        }
    }
}

/// A cell that says nothing is left out, with its heading.
#[test]
fn no_heading_stands_without_what_it_heads() {
    for asked in ASKED {
        let page = drawn(asked, "text");
        for empty in [": ;", ":\n\n", "\n\n\n"] {
            assert!(!page.contains(empty), "{asked}: {empty:?} in\n{page}");
        }
    }
    // A reserve that runs dry is of no scope.
    let page = drawn("--through 2025-26-Q2 --sweep -10%..10%", "text");
    let dry = "What: nothing is left of reserve contingency";
    let words: Vec<&str> = page.split_whitespace().collect();
    assert!(words.join(" ").contains(&format!("; {dry}")), "{page}");
}

/// Facts that do not fit beside their names stand behind them, all of a report alike.
#[test]
fn facts_are_broken_over_lines() {
    let page = drawn("--through 2025-26 --exposure", "text");
    for fact in [
        "Period: 2025-26-Q4 (to 31 March 2026)\n",
        "Out-turn: the baseline of 2025-26\n  changed by +5%, +10%, +20% and +50%\n",
    ] {
        assert!(page.contains(fact), "{fact}\nis not in\n{page}");
    }
}

/// On a web page names are set apart, wherever they stand.
#[test]
fn no_web_page_shows_the_marks_around_a_name() {
    for asked in ASKED {
        let page = drawn(asked, "html");
        assert!(!page.contains('`'), "{asked}");
    }
    let page = drawn("--through 2025-26 --instead each-bears-own", "html");
    for set_apart in [
        "<dd><code>each-bears-own</code></dd>",
        ", <code>each-bears-own</code> instead</h1>",
        ", each-bears-own instead</title>",
    ] {
        assert!(page.contains(set_apart), "{set_apart}");
    }
}
