//! The checklists: how each item stands, for reasons worked out by hand.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod answers;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use support::{folder, jcplan};

const PARTNERSHIP: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
agreement:
  arrangements: [ARRANGEMENT]
  starts: 2025-04-01
  ends: 2028-03-31
  aims: [People go home sooner]
  outcomes: tbc
  functions:
    nhs: Rehabilitation
MORE
";

fn partnership(arrangement: &str, more: &str) -> String {
    let text = PARTNERSHIP.replace("ARRANGEMENT", arrangement);
    text.replace("MORE", more)
}

/// State, line and reason of one item.
fn stands(at: &Path, item: &str) -> (String, Option<u64>, String) {
    let answer = jcplan(at, &["check", "--matters"]);
    let documents = answer["documents"].as_array().unwrap();
    let mut items = documents
        .iter()
        .flat_map(|d| d["items"].as_array().unwrap());
    let found = items.find(|i| i["item"] == item).unwrap();
    let text = |key: &str| found[key].as_str().unwrap().to_owned();
    (text("state"), found["by"]["line"].as_u64(), text("why"))
}

fn state(at: &Path, item: &str) -> String {
    stands(at, item).0
}

#[test]
fn a_matter_is_met_weak_or_missing_by_what_is_stated_and_shows_the_line() {
    let text = partnership("pooled-fund", "");
    let at = folder("matters-states", &[("partnership.yaml", &text)]);
    // Aims on line 11; outcomes are `tbc`, which states nothing.
    let (state_a, line, why) = stands(&at, "si-2000-617/7-3-a");
    assert_eq!((state_a.as_str(), line), ("weak", Some(11)));
    assert_eq!(why, "not wholly stated: its outcomes");
    // One side's functions only.
    let (state_c, line, _) = stands(&at, "si-2000-617/7-3-c");
    assert_eq!((state_c.as_str(), line), ("weak", Some(14)));
    let (state_e, line, _) = stands(&at, "si-2000-617/7-3-e");
    assert_eq!((state_e.as_str(), line), ("missing", None));
}

#[test]
fn regulations_7_8_and_9_ask_of_their_own_arrangement_alone() {
    for (arrangement, asked, not) in [
        ("pooled-fund", "7-3-a", ["8-a", "9-3-a"]),
        ("nhs-exercises-council-functions", "8-a", ["7-3-a", "9-3-a"]),
        ("council-exercises-nhs-functions", "9-3-a", ["7-3-a", "8-a"]),
    ] {
        let text = partnership(arrangement, "");
        let at = folder(
            &format!("matters-{arrangement}"),
            &[("partnership.yaml", &text)],
        );
        assert_eq!(state(&at, &format!("si-2000-617/{asked}")), "weak");
        for item in not {
            assert_eq!(state(&at, &format!("si-2000-617/{item}")), "not-applicable");
        }
    }
}

#[test]
fn regulations_8_and_9_ask_for_information_sharing_and_7_does_not() {
    let text = partnership("council-exercises-nhs-functions", "");
    let at = folder("matters-sharing", &[("partnership.yaml", &text)]);
    assert_eq!(state(&at, "si-2000-617/9-3-i"), "missing");
    let stated = partnership(
        "council-exercises-nhs-functions",
        "  information_sharing: {agreed: 2025-03-01}",
    );
    let at = folder("matters-sharing-stated", &[("partnership.yaml", &stated)]);
    assert_eq!(state(&at, "si-2000-617/9-3-i"), "met");
}

#[test]
fn reporting_in_one_text_states_the_reports_it_names() {
    let cases = [
        ("Reports each quarter and every year", "met"),
        ("Monthly to the board, and an annual return", "met"),
        ("Quarterly to the board", "weak"),
        ("To the board", "weak"),
        ("tbc", "missing"),
        ("{monthly: to the board, annual: to both}", "met"),
        ("{quarterly: to the board}", "weak"),
    ];
    for (words, expected) in cases {
        let more = match words.starts_with('{') {
            true => format!("  reporting: {words}"),
            false => format!("  reporting: \"{words}\""),
        };
        let text = partnership("council-exercises-nhs-functions", &more);
        let at = folder("matters-reporting", &[("partnership.yaml", &text)]);
        assert_eq!(state(&at, "si-2000-617/9-reports"), expected, "{words}");
    }
}

/// Reg 4(2A): a pool made for the Better Care Fund needs no joint consultation; another does.
#[test]
fn consultation_is_asked_of_pools_outside_the_better_care_fund() {
    let pool = |source: &str| {
        partnership(
            "pooled-fund",
            &format!(
                "pools:\n  - id: pool\n    contributions:\n      - {{partner: icb, source: {source}, year: 2026-27, amount: £1m}}"
            ),
        )
    };
    let fund = folder("matters-bcf", &[("partnership.yaml", &pool("nhs-minimum"))]);
    assert_eq!(state(&fund, "si-2000-617/4-2"), "not-applicable");
    let other = folder(
        "matters-no-bcf",
        &[("partnership.yaml", &pool("nhs-additional"))],
    );
    assert_eq!(state(&other, "si-2000-617/4-2"), "missing");
}

/// Three partners, the third a company: the matter of regulation 3 is missing at its line.
#[test]
fn an_item_that_checks_answer_stands_as_they_find() {
    let text = partnership("pooled-fund", "").replace(
        "agreement:",
        "  - {id: firm, name: Fellside Care Ltd, kind: company}\nagreement:",
    );
    let at = folder("matters-checked", &[("partnership.yaml", &text)]);
    let (state, line, why) = stands(&at, "si-2000-617/3");
    assert_eq!((state.as_str(), line), ("missing", Some(7)));
    assert!(
        why.starts_with("partner-not-eligible: `company` is no kind"),
        "{why}"
    );
}

#[test]
fn items_of_another_year_or_of_a_day_to_come_ask_nothing() {
    let text = partnership("pooled-fund", "");
    let at = folder("matters-years", &[("partnership.yaml", &text)]);
    let on = |day: &str| -> Value {
        let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
            .args([
                "check",
                "--matters=better-care-fund",
                "--format",
                "json",
                "--as-at",
                day,
            ])
            .arg(&at)
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let why = |answer: &Value, item: &str| {
        let items = answer["documents"][0]["items"].as_array().unwrap();
        let found = items.iter().find(|i| i["item"] == item).unwrap();
        found["why"].as_str().unwrap().to_owned()
    };
    let item = "better-care-fund/2025-26/plans-agreed";
    assert_eq!(
        why(&on("2026-06-30"), item),
        "it is for 2025-26, and the day falls in 2026-27"
    );
    assert_ne!(
        why(&on("2025-06-30"), item),
        "it is for 2025-26, and the day falls in 2026-27"
    );
}

#[test]
fn an_unknown_document_is_told_with_the_nearest() {
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .args(["check", "--matters=scie-poling"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("did you mean `scie-pooling`?"), "{error}");
}

/// The partners' own day: told from the day after it, and not once the agreement is over.
#[test]
fn the_review_of_information_sharing_is_overdue_the_day_after_its_day() {
    let text = partnership(
        "pooled-fund",
        "  information_sharing: {agreed: 2025-04-01, review: 2026-06-29}",
    );
    let told = |name: &str, text: &str| {
        let at = folder(name, &[("partnership.yaml", text)]);
        let answer = jcplan(&at, &["check", "--only", "information-sharing-overdue"]);
        answer["findings"].as_array().unwrap().len()
    };
    // Asked as at 30 June 2026.
    assert_eq!(told("matters-sharing-overdue", &text), 1);
    let today = text.replace("2026-06-29", "2026-06-30");
    assert_eq!(told("matters-sharing-today", &today), 0);
    let over = text.replace("2028-03-31", "2026-03-31");
    assert_eq!(told("matters-sharing-over", &over), 0);
}

#[test]
fn a_place_held_for_a_post_is_no_pool_manager() {
    let more =
        "  host: council\n  pool_manager: {post: TBC, employer: council}\npools: [{id: pool}]";
    let at = folder(
        "matters-post",
        &[("partnership.yaml", &partnership("pooled-fund", more))],
    );
    let answer = jcplan(&at, &["check", "--only", "pool-manager-missing"]);
    assert_eq!(answer["findings"].as_array().unwrap().len(), 1);
}

/// A pool is of the Better Care Fund by what it takes this year, not by what it took before.
#[test]
fn whether_a_pool_is_of_the_fund_goes_by_the_year_asked_for() {
    let more = "\
pools:
  - id: pool
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £1m}
      - {partner: icb, source: nhs-additional, year: 2026-27, amount: £1m}";
    let text = partnership("pooled-fund", more);
    let at = folder("matters-fund-year", &[("partnership.yaml", &text)]);
    // Asked as at 30 June 2026, in 2026-27.
    assert_eq!(state(&at, "better-care-fund/section-75"), "not-applicable");
    assert_eq!(state(&at, "si-2000-617/4-2"), "missing");
}

#[test]
fn a_key_with_nothing_said_under_it_apportions_no_aftercare() {
    let told = |name: &str, aftercare: &str| {
        let text = partnership("pooled-fund", &format!("  aftercare: {aftercare}"));
        let text = text.replace("nhs: Rehabilitation", "nhs: After-care under section 117");
        let at = folder(name, &[("partnership.yaml", &text)]);
        let answer = jcplan(&at, &["check", "--only", "aftercare-without-apportionment"]);
        answer["findings"].as_array().unwrap().len()
    };
    assert_eq!(told("matters-aftercare-bare", "tbc"), 1);
    assert_eq!(told("matters-aftercare-said", "half each"), 0);
}

/// One host for one of two funds is not a host for each.
#[test]
fn what_every_fund_must_have_is_stated_only_where_all_have_it() {
    let of = |name: &str, second: &str| {
        let more = format!(
            "  reporting: {{quarterly: to the board, annual: to the board}}\npools:\n  - {{id: one, host: council}}\n  - {{id: two{second}}}"
        );
        let at = folder(
            name,
            &[("partnership.yaml", &partnership("pooled-fund", &more))],
        );
        let (state, _, why) = stands(&at, "si-2000-617/7-3-g");
        (state, why)
    };
    assert_eq!(of("matters-hosts", ", host: icb").0, "met");
    let (state, why) = of("matters-host-of-one", "");
    assert_eq!(state, "weak");
    assert_eq!(why, "not wholly stated: which body is host");
}

/// What a scheme is expected to cost may be given by the week; nothing at all states nothing.
#[test]
fn a_baseline_by_the_week_is_a_baseline() {
    let of = |name: &str, scheme: &str| {
        let more = format!(
            "risk_shares: [{{id: r}}]\npools: [{{id: p}}]\nschemes: [{{id: s, pool: p, risk_share: r{scheme}}}]"
        );
        let text = partnership("pooled-fund", &more);
        let at = folder(name, &[("partnership.yaml", &text)]);
        stands(&at, "scie-risk-sharing/transparency")
    };
    let (state, _, why) = of("matters-no-baseline", "");
    assert_eq!(
        (state.as_str(), why.as_str()),
        ("missing", "not stated: the baseline of each scheme")
    );
    let weeks = ", per_week: {amount: 5, from: 2025-04-01}";
    assert_ne!(of("matters-weeks", weeks).0, "missing");
}
