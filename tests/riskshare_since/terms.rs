//! What counts as a changed term, and how it is told.

use super::repository::{movement, repository, run, write};
use super::support::{self, printed};
use super::{BY_CONTRIBUTIONS, changes, ledger, plan, told};
use serde_json::Value;

/// The changes between two plans with nothing spent otherwise; none without git.
fn between(name: &str, was: &str, is: &str) -> Option<Vec<String>> {
    let ledger = ledger(&["2025-04-30,spend,s,640000,"]);
    let files = [("partnership.yaml", was), ("ledger/a.csv", &ledger)];
    let root = repository(&format!("terms-{name}"), &files)?;
    write(&root.join("plan"), &[("partnership.yaml", is)]);
    Some(changes(&movement(&root, "then")))
}

/// Remarks on lines of their own and behind a term, and wider spaces, say nothing.
#[test]
fn remarks_are_no_changed_terms() {
    let was = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let is = was
        .replace("    overspend:", "    # as agreed\n    overspend:   ")
        .replace("{to: contributions}]}", "{to: contributions}]} # was: host");
    assert_ne!(was, is);
    if let Some(changes) = between("remarks", &was, &is) {
        assert_eq!(changes, [""; 0]);
    }
}

/// A `#` within a value is part of it.
#[test]
fn a_clause_with_a_number_sign_is_a_changed_term() {
    let rules = BY_CONTRIBUTIONS.replace(
        "id: rule\n",
        "id: rule\n    clause: 'Paragraph # 2' # old\n",
    );
    let was = plan(&[("s", "£1.2m")], &rules);
    let is = was.replace("# 2", "# 3").replace("# old", "# new");
    if let Some(changes) = between("number-sign", &was, &is) {
        assert_eq!(
            changes,
            [
                "risk share `rule` (Paragraph # 3): `clause: 'Paragraph # 3'` where it said `clause: 'Paragraph # 2'` (partnership.yaml:23)"
            ]
        );
    }
}

/// The line is too long to show, and its end is what differs.
#[test]
fn of_a_long_line_the_part_that_differs_is_told() {
    let rules = "  - id: rule
    overspend:
      bands: [{up_to: 2%, to: host}, {up_to: 5%, to: equally}, {to: contributions}]
    underspend: {bands: [{to: contributions}]}
";
    let was = plan(&[("s", "£1.2m")], rules);
    let is = was.replace("up_to: 5%", "up_to: 6%");
    if let Some(changes) = between("long", &was, &is) {
        assert_eq!(
            changes,
            [
                "risk share `rule`: `… {up_to: 6%, …` where it said `… {up_to: 5%, …` (partnership.yaml:24)"
            ]
        );
    }
}

/// Both halves equally; of a gain what `m` achieved from 80 to 85, the rest to the council.
const BY_MEASURE: &str = "  - id: rule
    overspend: {bands: [{to: equally}]}
    underspend:
      bands: [{to: equally}]
      earned: {rate: m, unearned_to: council}
";

/// `s` at £100,000 a month, and `m` with these results beside a measure no rule counts by.
fn measured(results: &str) -> String {
    let outcomes = format!(
        "  host: council\n  outcomes:\n    - {{id: m, baseline: 80, target: 85, result: {{{results}}}}}\n    - {{id: other, baseline: 1, target: 2, result: {{{results}}}}}\n"
    );
    let plan = plan(&[("s", "£1.2m")], BY_MEASURE);
    plan.replace("  host: council\n", &outcomes)
}

fn sentences(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// £40,000 under, 20,000 each. 81 is one fifth: 4,000 each is earned, twice 16,000 is not and is
/// the council's too: −4,000 and −36,000. 83 is three fifths: 12,000 each, and twice 8,000:
/// −12,000 and −28,000.
#[test]
fn a_result_that_changed_is_a_changed_term() {
    let was = measured("2025-26: 81");
    let ledger = ledger(&["2025-04-30,spend,s,560000,"]);
    let files = [
        ("partnership.yaml", was.as_str()),
        ("ledger/a.csv", &ledger),
    ];
    let Some(root) = repository("terms-result", &files) else {
        return;
    };
    let is = measured("2025-26: 83");
    write(&root.join("plan"), &[("partnership.yaml", &is)]);
    let got = movement(&root, "then");
    assert_eq!(
        told(&got["parties"]),
        [
            "icb -4000.00 | 0.00 | 0.00 | 0.00 | -8000.00 | -12000.00",
            "council -36000.00 | 0.00 | 0.00 | 0.00 | 8000.00 | -28000.00",
        ]
    );
    let what = "result of outcome measure `m` from 81 to 83";
    assert_eq!(changes(&got), [format!("{what} (partnership.yaml:13)")]);
    let text = sentences(&printed(&run(&root, "then", "text")));
    let cause = format!("£8,000.00 more for one changed term, the {what}.");
    assert!(text.contains(&cause), "{cause}\nis not in\n{text}");
}

/// To June £20,000 under: 10,000 each, a fifth of it earned: −2,000 and −18,000. To September
/// £40,000 under and three fifths: −12,000 and −28,000. In between, by the result of June: £560,000
/// against £300,000 is 130,000 each to bear, 132,000 and 148,000 more; against £600,000 it is
/// −4,000 and −36,000, 134,000 and 166,000 less. What the new result makes of it is no spend.
#[test]
fn a_result_that_came_between_two_periods_is_a_changed_term() {
    let plan = measured("2025-04-01: 81, 2025-07-01: 83");
    let ledger = ledger(&["2025-04-30,spend,s,280000,", "2025-07-31,spend,s,280000,"]);
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", &ledger),
    ];
    let at = support::folder("since-terms-periods", &files);
    let asked = |format: &'static str| {
        let period = ["riskshare", "--through=2025-26-Q2", "--since=2025-26-Q1"];
        let day = ["--as-at", "2026-06-30", "--format", format];
        support::run(&at, &[&period[..], &day[..]].concat())
    };
    let got: Value = support::answer(&asked("json"));
    assert_eq!(
        told(&got["parties"]),
        [
            "icb -2000.00 | 0.00 | 132000.00 | -134000.00 | -8000.00 | -12000.00",
            "council -18000.00 | 0.00 | 148000.00 | -166000.00 | 8000.00 | -28000.00",
        ]
    );
    let text = sentences(&printed(&asked("text")));
    let cause = "£2,000.00 less for what July to September cost against the baseline of those months and £8,000.00 less for one changed term, the result of outcome measure `m` from 81 to 83.";
    assert!(text.contains(cause), "{cause}\nis not in\n{text}");
}
