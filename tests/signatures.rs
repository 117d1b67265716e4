//! Signatures, and money, held against the days of the agreement, worked by hand.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;
use std::process::Command;
use support::folder;

/// Every finding of these checks on a day, as `check line: message`.
fn told(at: &Path, day: &str, checks: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jcplan"));
    command.args([
        "check",
        "--format",
        "json",
        "--fail-on",
        "never",
        "--as-at",
        day,
    ]);
    for check in checks {
        command.args(["--only", check]);
    }
    let output = command.arg(at).output().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = answer["findings"].as_array().unwrap();
    let words = |f: &serde_json::Value| {
        let text = |key: &str| f[key].as_str().unwrap().to_owned();
        format!("{} {}: {}", text("check"), f["at"]["line"], text("message"))
    };
    findings.iter().map(words).collect()
}

const SIGNED: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn ICB, kind: integrated-care-board, until: 2026-03-31}
  - id: new-icb
    name: NHS Tarn and Vale ICB
    kind: integrated-care-board
    from: 2026-04-01
    successor_of: icb
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
  - {id: late-trust, name: Vale NHS Trust, kind: foundation-trust, from: 2025-10-01}
agreement:
  arrangements: [ARRANGEMENT]
  status: signed
  starts: 2025-04-01
  ends: 2028-03-31
  signatures:
    - {partner: icb, by: Chief Executive, on: 2025-03-27}
    - {partner: new-icb, by: Chief Executive, on: 2026-04-09}
    - {partner: council, by: Chief Executive, on: 2025-05-19}
    - {partner: late-trust, by: Chief Executive, on: 2025-10-03}
";

#[test]
fn a_signature_of_a_later_day_than_the_one_asked_for_is_none_yet() {
    let text = SIGNED.replace("ARRANGEMENT", "pooled-fund");
    let at = folder("signed-later", &[("partnership.yaml", &text)]);
    let both = ["unsigned", "signed-late"];
    assert_eq!(
        told(&at, "2025-05-18", &both),
        ["unsigned 21: `council` had not signed by 18 May 2025: its signature is of 19 May 2025"]
    );
    // The trust begins on 1 October.
    assert_eq!(
        told(&at, "2025-10-02", &both),
        [
            "signed-late 21: `council` signed 48 days after the agreement began",
            "unsigned 22: `late-trust` had not signed by 2 October 2025: its signature is of 3 October 2025",
        ]
    );
}

#[test]
fn a_body_that_follows_another_or_began_later_could_not_sign_on_the_first_day() {
    let text = SIGNED.replace("ARRANGEMENT", "pooled-fund");
    let at = folder("signed-follower", &[("partnership.yaml", &text)]);
    // From 1 April to 19 May are 48 days.
    assert_eq!(
        told(&at, "2026-06-30", &["unsigned", "signed-late"]),
        ["signed-late 21: `council` signed 48 days after the agreement began"]
    );
}

#[test]
fn a_finding_rests_on_the_regulation_of_the_arrangement_that_is_made() {
    let cases = [
        ("pooled-fund", "si-2000-617/7-3"),
        ("nhs-exercises-council-functions", "si-2000-617/8-written"),
        ("council-exercises-nhs-functions", "si-2000-617/9-3"),
    ];
    for (arrangement, item) in cases {
        let text = SIGNED.replace("ARRANGEMENT", arrangement);
        let at = folder("signed-basis", &[("partnership.yaml", &text)]);
        let answer = support::jcplan(&at, &["check", "--only", "signed-late"]);
        let basis = &answer["findings"][0]["basis"];
        let both = serde_json::json!([item, "pooled-fund-practice/signed-in-time"]);
        assert_eq!(*basis, both, "{arrangement}");
    }
}

#[test]
fn a_plan_signed_for_a_chief_executive_is_missing_and_not_late_too() {
    let text = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
better_care_fund:
  sign_off:
    - {year: 2025-26, role: chief-executive, partner: icb, on: 2025-03-28}
    - {year: 2025-26, role: chief-executive, partner: council, on: 2025-04-14, delegated: yes}
    - {year: 2025-26, role: section-151-officer, on: 2025-04-02}
    - {year: 2025-26, role: health-and-wellbeing-board, on: 2025-06-05}
";
    let at = folder("signed-for", &[("partnership.yaml", text)]);
    let both = ["sign-off-missing", "sign-off-late"];
    // Due on 31 March: the officer's is 2 days late, and on 1 May the board is still to meet.
    let of_the_two = [
        "sign-off-missing 10: the chief executive of `council` did not sign the plan for 2025-26: somebody else did",
        "sign-off-late 11: the section 151 officer signed 2 days after plans for 2025-26 were due on 31 March 2025",
    ];
    assert_eq!(told(&at, "2025-06-30", &both), of_the_two);
    let board = "sign-off-missing 12: the health and wellbeing board had not signed the plan for 2025-26 by 1 May 2025";
    assert_eq!(
        told(&at, "2025-05-01", &both),
        [of_the_two[0], of_the_two[1], board]
    );
}

#[test]
fn spend_of_a_year_outside_the_agreement_is_told_at_its_row_alone() {
    let text = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
agreement: {starts: 2025-04-01, ends: 2027-03-31}
pools: [{id: one}]
schemes:
  - {id: beds, pool: one, baseline: {2025-26: 900}}
";
    let ledger = "\
date,kind,amount,scheme
2025-06-30,spend,100,beds
2026-06-30,spend,100,beds
2028-05-15,spend,100,beds
";
    let at = folder(
        "spend-outside",
        &[("partnership.yaml", text), ("ledger/l.csv", ledger)],
    );
    let both = ["spend-without-baseline", "row-after-agreement"];
    assert_eq!(
        told(&at, "2026-07-31", &both),
        [
            "row-after-agreement 4: this spend is dated 15 May 2028, after the agreement ended on 31 March 2027",
            "spend-without-baseline 10: scheme `beds` has spend in 2026-27 and no baseline for it",
        ]
    );
}

/// The agreement begins on 1 April 2025. Its first day is not too late; the next is.
#[test]
fn a_signature_on_the_agreements_first_day_is_in_time() {
    let text = |on: &str| {
        format!(
            "jcplan: 1\nid: tarn-and-vale\nname: Tarn and Vale\npartners:\n  \
             - {{id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}}\n  \
             - {{id: council, name: Tarn and Vale Council, kind: unitary-authority}}\n\
             agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2028-03-31\n  \
             signatures:\n    - {{partner: icb, on: 2025-03-31}}\n    - {{partner: council, on: {on}}}\n"
        )
    };
    let late = |name: &str, on: &str| {
        let at = folder(name, &[("partnership.yaml", &text(on))]);
        told(&at, "2025-10-20", &["signed-late"]).len()
    };
    assert_eq!(late("signatures-first-day", "2025-04-01"), 0);
    assert_eq!(late("signatures-second-day", "2025-04-02"), 1);
}

/// A deed of the day on which the old board ends, and of the day on which the new one begins: each is
/// there on its own last and first day.
#[test]
fn a_body_is_there_on_its_first_and_on_its_last_day() {
    let text = |on: &str| {
        format!(
            "jcplan: 1\nid: tarn-and-vale\nname: Tarn and Vale\npartners:\n  \
             - {{id: icb, name: NHS Tarn ICB, kind: integrated-care-board, until: 2026-03-31}}\n  \
             - {{id: trust, name: Vale NHS Trust, kind: foundation-trust, from: 2026-04-01}}\n  \
             - {{id: council, name: Tarn and Vale Council, kind: unitary-authority}}\n\
             agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2028-03-31\n  \
             variations:\n    - deed: 1\n      on: {on}\n      signatures: [{{partner: council, on: {on}}}]\n"
        )
    };
    let unsigned = |name: &str, on: &str| {
        let at = folder(name, &[("partnership.yaml", &text(on))]);
        told(&at, "2026-06-30", &["variation-unsigned"])
    };
    let last = unsigned("signatures-last-day", "2026-03-31");
    assert_eq!(last.len(), 1, "{last:?}");
    assert!(last[0].contains("`icb`"), "{last:?}");
    let first = unsigned("signatures-new-body", "2026-04-01");
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(first[0].contains("`trust`"), "{first:?}");
}
