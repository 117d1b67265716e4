//! JUnit: well-formed whatever the files hold, and read back as what was found.

use super::support::folder;
use super::{HOSTILE, PLAN, printed, root};
use junit_parser::{TestCase, TestSuites};
use std::path::Path;

/// The suites of a command; the text must be XML to a strict reader too.
fn junit(at: &Path, arguments: &[&str]) -> TestSuites {
    let text = printed(at, &[&["--format", "junit"], arguments].concat());
    let strict = roxmltree::Document::parse(&text).unwrap();
    assert_eq!(strict.root_element().tag_name().name(), "testsuites");
    junit_parser::from_reader(text.as_bytes()).unwrap()
}

fn case<'a>(suites: &'a TestSuites, suite: usize, name: &str) -> &'a TestCase {
    let cases = &suites.suites[suite].cases;
    cases.iter().find(|c| c.original_name == name).unwrap()
}

#[test]
fn every_check_that_ran_is_a_case_and_those_that_failed_say_where() {
    let suites = junit(root(), &["examples/tarn-and-vale-amiss"]);
    let suite = &suites.suites[0];
    let names: Vec<&str> = suite
        .cases
        .iter()
        .map(|c| c.original_name.as_str())
        .collect();
    let all: Vec<&str> = jcplan::checks::all().map(|c| c.name).collect();
    assert_eq!(names, all);
    assert_eq!(suite.tests, u64::try_from(all.len()).unwrap());
    let failed = suite.cases.iter().filter(|c| c.status.is_failure()).count();
    assert_eq!(suite.failures, u64::try_from(failed).unwrap());
    assert_eq!(suites.failures, suite.failures);

    let failed = case(&suites, 0, "reserve-without-opening");
    assert_eq!(failed.classname.as_deref(), Some("risk-shares"));
    let file = "examples/tarn-and-vale-amiss/partnership.yaml";
    assert_eq!(failed.file.as_deref(), Some(file));
    assert_eq!(failed.line, Some(337));
    let failure = failed.status.failure_as_ref();
    assert_eq!(failure.message, "2 findings");
    assert_eq!(failure.failure_type, "error");
    let lines: Vec<&str> = failure.text.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with(&format!("{file}:337:13: error ")),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with(&format!("{file}:342:13: error ")),
        "{lines:?}"
    );

    assert!(case(&suites, 0, "unsigned").status.is_success());
}

#[test]
fn lesser_findings_pass_and_are_told_all_the_same() {
    let suites = junit(root(), &["examples/tarn-and-vale-amiss"]);
    let late = case(&suites, 0, "signed-late");
    assert!(late.status.is_success());
    assert_eq!(late.line, Some(65));
    let said = late.system_out.as_deref().unwrap();
    assert!(
        said.contains("partnership.yaml:65:11: warning signed-late: "),
        "{said}"
    );

    let stricter = ["examples/tarn-and-vale-amiss", "--fail-on", "warning"];
    assert!(
        case(&junit(root(), &stricter), 0, "signed-late")
            .status
            .is_failure()
    );
    let never = junit(
        root(),
        &["examples/tarn-and-vale-amiss", "--fail-on", "never"],
    );
    assert_eq!(never.failures, 0);
    let told = case(&never, 0, "shares-not-whole");
    assert!(told.system_out.as_deref().unwrap().contains("99%"));
}

#[test]
fn only_the_checks_asked_for_are_cases() {
    let suites = junit(
        root(),
        &["examples/tarn-and-vale-amiss", "--only", "unsigned"],
    );
    assert_eq!(suites.suites[0].cases.len(), 1);
    assert_eq!(suites.tests, 1);
}

#[test]
fn each_folder_is_a_suite_and_no_two_cases_have_one_name() {
    let suites = junit(root(), &["examples"]);
    let names: Vec<&str> = suites.suites.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(
        names,
        ["examples/tarn-and-vale", "examples/tarn-and-vale-amiss"]
    );
    let mut cases: Vec<(Option<&str>, &str)> = suites
        .suites
        .iter()
        .flat_map(|suite| &suite.cases)
        .map(|c| (c.classname.as_deref(), c.original_name.as_str()))
        .collect();
    let all = cases.len();
    cases.sort_unstable();
    cases.dedup();
    assert_eq!(cases.len(), all);
    assert_eq!(suites.tests, u64::try_from(all).unwrap());
    let failed = case(&suites, 1, "shares-not-whole");
    let class = "examples/tarn-and-vale-amiss/risk-shares";
    assert_eq!(failed.classname.as_deref(), Some(class));
}

#[test]
fn hostile_words_leave_the_document_well_formed() {
    let ledger = format!(
        "date,kind,scheme,amount\n2026-05-01,spend,beds,\"{}\"\n",
        HOSTILE.replace('"', "\"\"")
    );
    // Every control character, one after the other.
    let controls: String = (1..32u8).map(char::from).filter(|c| *c != '\n').collect();
    let plan = PLAN.replace(
        "name: Tarn and Vale\n",
        "name: \"a]]>\\u0001<b>&\\uFFFF\\\"c\"\n",
    );
    let at = folder(
        "ci-junit-hostile",
        &[
            ("partnership.yaml", &plan),
            ("ledger/a.csv", &ledger),
            (
                "ledger/b <&\".csv",
                &format!("date,kind,scheme,amount\n{controls}\u{7f}\u{85},spend,beds,1.00\n"),
            ),
        ],
    );
    let suites = junit(&at, &[]);
    assert_eq!(suites.suites[0].name, ".");
    let amount = case(&suites, 0, "unreadable-amount");
    assert!(amount.status.is_failure());
    let text = printed(&at, &["--format", "junit"]);
    let strict = roxmltree::Document::parse(&text).unwrap();
    let mut properties = strict.descendants().filter(|n| n.has_tag_name("property"));
    let head = properties.next().unwrap().attribute("value").unwrap();
    assert_eq!(head, "a]]> <b>&\u{fffd}\"c, as at 20 October 2026");
    let mut failures = strict.descendants().filter(|n| n.has_tag_name("failure"));
    let said = "` [31m]]> <b>&amp;\"'\u{1f600}\u{fffd}   {0} [a](http://…` cannot be read";
    assert!(failures.any(|f| f.text().unwrap().contains(said)), "{text}");
    let date = case(&suites, 0, "unreadable-date");
    assert_eq!(date.file.as_deref(), Some("ledger/b <&\".csv"));
}
