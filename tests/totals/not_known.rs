//! What of the folder is not known when a file of totals is made: lines of the file, which say so to
//! whoever takes it.

use super::refused::{LEDGER, riskshare};
use super::{beds, engines, file_of, support, written};
use std::fs;
use std::path::{Path, PathBuf};
use std::slice::from_ref;

/// The folder with this in place of that in its partnership.yaml.
fn changed(name: &str, from: &str, to: &str) -> PathBuf {
    let at = beds(name, LEDGER);
    change(&at, from, to);
    at
}

fn change(at: &Path, from: &str, to: &str) {
    let yaml = at.join("partnership.yaml");
    let text = fs::read_to_string(&yaml).unwrap();
    assert!(text.contains(from));
    fs::write(&yaml, text.replacen(from, to, 1)).unwrap();
}

/// The lines of a file that say what is not known.
fn lines(file: &str) -> Vec<&str> {
    let of_it = |line: &&str| line.starts_with("beds,not-known,");
    file.lines().filter(of_it).collect()
}

/// Beds again, of £9: the scheme stands on lines 18 and 19.
const AGAIN: (&str, &str) = (
    "  - {id: visits",
    "  - {id: beds, pool: pool, lead: icb, baseline: {2025-26: 9.00}}\n  - {id: visits",
);

#[test]
fn what_is_defined_twice_is_a_line_of_the_file_for_each_place() {
    let at = changed("not-known-twice", AGAIN.0, AGAIN.1);
    let file = file_of(&at, &[]);
    let wanted = [
        "beds,not-known,,,,,,,,,,,,,,scheme `beds` is defined twice,partnership.yaml:18",
        "beds,not-known,,,,,,,,,,,,,,scheme `beds` is defined twice,partnership.yaml:19",
    ];
    assert_eq!(lines(&file), wanted);
    // £150 of beds and £1 of visits are in the sum, and no row is left out.
    let last = file.lines().last().unwrap();
    assert_eq!(last, "beds,total,,,,,,,,,,,,3,151.00,0 left out,");
    assert_eq!(
        file_of(&at, &["--providers"]).matches("not-known").count(),
        2
    );
    // Nothing twice, no such line.
    assert!(lines(&file_of(&beds("not-known-none", LEDGER), &[])).is_empty());
}

#[test]
fn a_file_made_before_the_folder_was_put_right_is_refused() {
    let at = changed("not-known-right", AGAIN.0, AGAIN.1);
    let file = written(&at, &file_of(&at, &[]));
    // While it is so still, the folder tells it, as it does beside the ledger itself.
    let answer = riskshare(&at, &file);
    assert_eq!(answer.status.code(), Some(1));
    assert!(support::printed(&answer).contains("it is defined twice"));
    // Two lines lower, and the same.
    change(&at, "dates: dd/mm/yyyy\n", "\n\ndates: dd/mm/yyyy\n");
    assert_eq!(riskshare(&at, &file).status.code(), Some(1));
    change(
        &at,
        "{id: beds, pool: pool, lead: icb",
        "{id: bunks, pool: pool, lead: icb",
    );
    let refused = support::refused(&riskshare(&at, &file)).replace(&file, "FILE");
    assert_eq!(
        refused,
        "jcplan: FILE says what was not known when it was made (scheme `beds` is defined twice), and the \
         folder has changed since: its totals may belong elsewhere now; make it anew with `jcplan totals \
         --format csv` or its query\n"
    );
}

#[test]
fn a_query_says_it_even_where_it_is_to_be_quiet_and_its_answer_has_the_lines() {
    let at = changed("not-known-query", AGAIN.0, AGAIN.1);
    let asked = [
        "totals",
        "--sql",
        "duckdb",
        "--as-at",
        "2026-06-30",
        "--quiet",
    ];
    let run = support::run(&at, &asked);
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(
        support::aside(&run),
        "jcplan: scheme `beds` is defined twice (partnership.yaml:18): what the ledger has of it is \
         taken for this one\n\
         jcplan: scheme `beds` is defined twice (partnership.yaml:19): what is said here is in no figure\n"
    );
    if engines::duckdb() {
        engines::same("not-known-duckdb", from_ref(&at), &[]);
        engines::same("not-known-providers", &[at], &["--providers"]);
    }
}

/// A ledger of beds alone: no row names the scheme on line 19, which has two ids.
const OF_BEDS: &str = "date,kind,scheme,amount\n2025-05-01,spend,beds,100.00\n";

#[test]
fn a_scheme_that_cannot_be_read_is_named_though_no_row_names_it() {
    let two = ("{id: visits,", "{id: visits, id: calls,");
    let at = beds("not-known-ids", OF_BEDS);
    change(&at, two.0, two.1);
    let said = "scheme `visits` has two ids (partnership.yaml:19, twice): ledger rows that name it are left out";
    let asked = |format: &[&str]| {
        let asked = [&["totals", "--as-at", "2026-06-30"], format].concat();
        support::run(&at, &asked)
    };
    let output = asked(&["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer = support::answer(&output);
    assert_eq!(answer["not_read"], serde_json::json!([said]));
    assert_eq!(answer["left_out"], serde_json::json!([]));
    let text = support::printed(&asked(&[]));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains(&format!("Not read -------- - {said}")),
        "{text}"
    );
    let file = file_of(&at, &[]);
    let wanted = "beds,not-known,,,,,,,,,,,,,,scheme `visits` has two ids,partnership.yaml:19";
    assert_eq!(lines(&file), [wanted]);
    let quiet = asked(&["--sql", "duckdb", "--quiet"]);
    assert_eq!(quiet.status.code(), Some(1));
    assert_eq!(support::aside(&quiet), format!("jcplan: {said}\n"));
    if engines::duckdb() {
        engines::same("not-known-ids-duckdb", from_ref(&at), &[]);
    }
    // Its ids put right, the file made before is refused; one made since is not.
    let before = written(&at, &file);
    change(&at, two.1, two.0);
    let refused = support::refused(&riskshare(&at, &before));
    assert!(
        refused.contains("(scheme `visits` has two ids)"),
        "{refused}"
    );
    let since = written(&at, &file_of(&at, &[]));
    assert_ne!(riskshare(&at, &since).status.code(), Some(2));
}

#[test]
fn a_ledger_file_left_out_whole_is_a_line_of_its_own_kind() {
    let at = beds("not-known-file", LEDGER);
    fs::write(at.join("ledger/other.csv"), "x,y\n1,2\n").unwrap();
    let file = file_of(&at, &["--providers"]);
    let line = "beds,left-out-file,,,,,,,,,,,,,,1,,ledger/other.csv is not read: its heading cannot be \
                used,ledger/other.csv:1\n";
    assert!(file.contains(line), "{file}");
    let picture = |file: &str| {
        let totals = written(&at, file);
        let asked = [
            "flows",
            "--through",
            "2025-26",
            "--totals",
            &totals,
            "--format",
            "dot",
        ];
        support::printed(&support::run(&at, &asked))
    };
    let whole = picture(&file);
    let said = "1 ledger file is left out whole: ledger/other.csv (its heading cannot be used).";
    assert!(whole.contains(said), "{whole}");
    // The kind says so, and not the sentence.
    let row = picture(&file.replace("left-out-file", "left-out"));
    assert!(
        row.contains("1 ledger row that cannot be read is left out"),
        "{row}"
    );
}
