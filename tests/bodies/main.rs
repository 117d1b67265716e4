//! Bodies and their codes: what ended and who followed, worked by hand from the orders.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod names;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::folder;

const LUTON: &str =
    "  - {id: council, name: Luton Council, kind: unitary-authority, code: E06000032}\n";
const BLMK: &str = "  - {id: icb, name: NHS BLMK ICB, kind: integrated-care-board, code: QHG}\n";

fn plan(name: &str, partners: &str, starts: &str, ends: &str) -> PathBuf {
    let text = format!(
        "jcplan: 1\nid: joint-care\nname: Joint care\npartners:\n{partners}agreement:\n  \
         arrangements: [pooled-fund]\n  starts: {starts}\n  ends: {ends}\n"
    );
    folder(name, &[("partnership.yaml", &text)])
}

/// Findings of the family, and of others asked for, each as `severity name: message (help)`.
fn told(at: &Path, as_at: &str, also: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("check")
        .arg(at)
        .args(["--as-at", as_at, "--format", "json"])
        .output()
        .unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let family: Vec<&str> = jcplan::checks::families()
        .into_iter()
        .filter(|(family, _)| *family == "bodies")
        .flat_map(|(_, checks)| checks.iter().map(|check| check.name))
        .collect();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for finding in answer["findings"].as_array().unwrap() {
        let name = text(&finding["check"]);
        if family.contains(&name.as_str()) || also.contains(&name.as_str()) {
            let (severity, message) = (text(&finding["severity"]), text(&finding["message"]));
            all.push(format!(
                "{severity} {name}: {message} ({})",
                text(&finding["help"])
            ));
        }
    }
    all
}

fn names(all: &[String]) -> Vec<&str> {
    all.iter().map(|f| f.split(':').next().unwrap()).collect()
}

#[test]
fn a_board_that_ends_within_the_agreement_needs_a_successor_before_and_after() {
    let at = plan(
        "bodies-blmk",
        &(BLMK.to_owned() + LUTON),
        "2025-04-01",
        "2028-03-31",
    );
    let before = told(&at, "2025-10-20", &[]);
    assert_eq!(names(&before), ["warning successor-unnamed"]);
    assert!(before[0].contains("ends on 31 March 2026"), "{before:?}");
    let who = "NHS Central East Integrated Care Board (S1Y5D) follows from 1 April 2026";
    assert!(before[0].contains(who), "{before:?}");
    // On its last day it is still there.
    assert_eq!(
        names(&told(&at, "2026-03-31", &[])),
        ["warning successor-unnamed"]
    );
    assert_eq!(names(&told(&at, "2026-04-01", &[])), ["error body-ended"]);
    let after = told(&at, "2026-05-01", &[]);
    assert_eq!(names(&after), ["error body-ended"]);
    assert!(
        after[0].contains("ended on 31 March 2026") && after[0].contains(who),
        "{after:?}"
    );
}

#[test]
fn a_successor_is_enough_as_a_word_before_and_only_as_a_partner_after() {
    let named = BLMK.replace("QHG}", "QHG, successor: S1Y5D}") + LUTON;
    let at = plan("bodies-named", &named, "2025-04-01", "2028-03-31");
    assert!(told(&at, "2025-10-20", &[]).is_empty());
    let after = told(&at, "2026-05-01", &[]);
    assert_eq!(names(&after), ["error body-ended"]);
    assert!(
        after[0].contains("`S1Y5D`, named to follow it, is no partner"),
        "{after:?}"
    );

    // By id, by either code of the old board, by the new one's own word.
    for (i, of) in ["icb", "QHG", "E54000024", "[QHG, QUE]"].iter().enumerate() {
        let new = format!(
            "  - {{id: central-east, name: NHS Central East ICB, kind: integrated-care-board, \
             code: S1Y5D, successor_of: {of}, transfer_date: 2026-04-01}}\n"
        );
        let partners = [BLMK, &new, LUTON].concat();
        let at = plan(
            &format!("bodies-heir-{i}"),
            &partners,
            "2025-04-01",
            "2028-03-31",
        );
        for day in ["2025-10-20", "2026-05-01"] {
            assert_eq!(told(&at, day, &["unknown-name"]), [""; 0], "{of} {day}");
        }
    }
    let both = named
        + "  - {id: east, name: NHS Central East ICB, kind: integrated-care-board, code: S1Y5D}\n";
    let at = plan("bodies-both", &both, "2025-04-01", "2028-03-31");
    assert!(told(&at, "2026-05-01", &[]).is_empty());
}

#[test]
fn an_agreement_that_ends_with_the_board_or_is_over_is_not_told() {
    let partners = BLMK.to_owned() + LUTON;
    let at = plan("bodies-with", &partners, "2025-04-01", "2026-03-31");
    assert!(told(&at, "2026-05-01", &[]).is_empty());
    let at = plan(
        "bodies-over",
        &partners,
        "2025-04-01",
        "2028-03-31\n  status: superseded",
    );
    assert!(told(&at, "2026-05-01", &[]).is_empty());
    // One that begins only after the board ended is wrong on any day.
    let at = plan("bodies-late", &partners, "2026-05-01", "2028-03-31");
    let found = told(&at, "2025-10-20", &[]);
    assert_eq!(names(&found), ["error body-ended"]);
    assert!(
        found[0].contains("before the agreement starts on 1 May 2026"),
        "{found:?}"
    );
}

#[test]
fn frimley_is_divided_three_ways_and_a_partner_that_may_be_its_heir_must_say_so() {
    let partners = "  - {id: frimley, kind: integrated-care-board, code: QNQ}\n  - {id: hampshire, \
                    kind: integrated-care-board, code: QRL}\n  - {id: council, name: Hampshire \
                    County Council, kind: county-council, code: E10000014}\n";
    let at = plan("bodies-frimley", partners, "2025-04-01", "2028-03-31");
    let found = told(&at, "2026-05-01", &[]);
    assert_eq!(names(&found), ["error body-ended"], "{found:?}");
    for text in [
        "NHS Surrey and Sussex Integrated Care Board (S9B9J), NHS Thames Valley Integrated Care \
         Board (S0E4D) and NHS Hampshire and Isle of Wight Integrated Care Board (QRL) follow \
         from 1 April 2026",
        "if partner `hampshire` takes its part, write `successor_of: frimley` there",
    ] {
        assert!(found[0].contains(text), "{found:?}");
    }
    // QRL itself goes on; by its GSS code only the code is old, and only after the change.
    let gss = partners.replace("code: QRL", "code: E54000042, successor_of: frimley");
    let at = plan("bodies-hampshire", &gss, "2025-04-01", "2028-03-31");
    assert!(told(&at, "2026-03-31", &[]).is_empty());
    let after = told(&at, "2026-04-01", &[]);
    assert_eq!(
        names(&after),
        ["warning code-superseded", "note transfer-date-missing"],
        "{after:?}"
    );
    assert!(after[0].contains("E54000067"), "{after:?}");
}

#[test]
fn surrey_ends_with_march_2027_and_its_successors_have_names_only() {
    let partners = "  - {id: icb, kind: integrated-care-board, code: S9B9J}\n  - {id: council, \
                    name: Surrey County Council, kind: county-council, code: E10000030}\n";
    let at = plan("bodies-surrey", partners, "2026-04-01", "2029-03-31");
    let before = told(&at, "2027-03-31", &[]);
    assert_eq!(names(&before), ["warning successor-unnamed"], "{before:?}");
    assert!(before[0].contains("East Surrey and West Surrey follow from 1 April 2027"));
    assert_eq!(names(&told(&at, "2027-04-01", &[])), ["error body-ended"]);
    let heirs = partners.to_owned()
        + "  - {id: east, name: East Surrey, kind: unitary-authority, successor_of: council}\n";
    let at = plan("bodies-surrey-heirs", &heirs, "2026-04-01", "2029-03-31");
    assert!(told(&at, "2027-04-01", &[]).is_empty());
    // One that ends on that very day spans nothing.
    let at = plan("bodies-surrey-ends", partners, "2026-04-01", "2027-03-31");
    assert!(told(&at, "2026-10-20", &[]).is_empty());
}

#[test]
fn days_the_partnership_writes_count_without_any_code() {
    let partners = "  - {id: icb, kind: integrated-care-board}\n  - {id: council, name: Tarn and \
                    Vale Council, kind: county-council, until: 2027-03-31}\n";
    let at = plan("bodies-own", partners, "2026-04-01", "2029-03-31");
    let found = told(&at, "2026-10-20", &[]);
    assert_eq!(names(&found), ["warning successor-unnamed"]);
    assert!(found[0].contains("`council`, Tarn and Vale Council, ends on 31 March 2027"));
    assert_eq!(names(&told(&at, "2027-04-01", &[])), ["error body-ended"]);
}

#[test]
fn a_board_of_2022_cannot_have_made_an_older_agreement_unless_it_follows_somebody() {
    let partners = "  - {id: icb, kind: integrated-care-board, code: QF7}\n  - {id: council, \
                    kind: unitary-authority, code: E08000018}\n";
    let at = plan("bodies-older", partners, "2022-06-30", "2027-03-31");
    let found = told(&at, "2025-10-20", &[]);
    assert_eq!(names(&found), ["warning body-not-begun"], "{found:?}");
    assert!(found[0].contains("begins on 1 July 2022"), "{found:?}");
    let at = plan("bodies-same-day", partners, "2022-07-01", "2027-03-31");
    assert!(told(&at, "2025-10-20", &[]).is_empty());
    let follows = partners.replace("QF7", "QF7, successor_of: NHS Rotherham CCG");
    let at = plan("bodies-follows", &follows, "2020-04-01", "2027-03-31");
    assert!(told(&at, "2025-10-20", &["unknown-name"]).is_empty());
}

#[test]
fn sound_partnerships_of_real_bodies_draw_nothing() {
    let cases = [
        (
            "QOP",
            "Manchester City Council",
            "unitary-authority",
            "E08000003",
        ),
        (
            "E54000028",
            "London Borough of Camden",
            "london-borough",
            "E09000007",
        ),
        (
            "QMF",
            "City of London Corporation",
            "city-of-london",
            "E09000001",
        ),
        (
            "QT6",
            "Council of the Isles of Scilly",
            "isles-of-scilly",
            "E06000053",
        ),
        ("QKS", "Kent County Council", "county-council", "E10000016"),
        ("QHM", "Gateshead Council", "unitary-authority", "E08000037"),
        (
            "QF7",
            "Sheffield City Council",
            "unitary-authority",
            "E08000039",
        ),
    ];
    for (icb, name, kind, code) in cases {
        let partners = format!(
            "  - {{id: icb, kind: integrated-care-board, code: {icb}}}\n  - {{id: council, \
             name: {name}, kind: {kind}, code: {code}}}\n"
        );
        let at = plan(
            &format!("bodies-sound-{code}"),
            &partners,
            "2024-04-01",
            "2026-03-31",
        );
        assert_eq!(told(&at, "2025-10-20", &[]), [""; 0], "{name}");
    }
}

#[test]
fn councils_lie_in_the_boards_the_lists_have_and_slivers_are_not_told() {
    let partners = |icb: &str, council: &str| {
        format!(
            "  - {{id: icb, kind: integrated-care-board, code: {icb}}}\n  - {{id: council, kind: \
             county-council, code: {council}}}\n"
        )
    };
    // Essex: Mid and South 56.7%, Suffolk and North East 22.8%, Hertfordshire and West 20.5%.
    let essex = partners("QH8", "E10000012");
    let at = plan("bodies-essex", &essex, "2024-04-01", "2026-03-31");
    let found = told(&at, "2025-10-20", &[]);
    assert_eq!(names(&found), ["note council-in-several-icbs"], "{found:?}");
    assert!(found[0].contains("(QJG) with 22.8% of it") && found[0].contains("(QM7) with 20.5%"));
    // From 1 April 2026 Essex may have all of it.
    let at = plan(
        "bodies-essex-2026",
        &partners("D7T5G", "E10000012"),
        "2026-04-01",
        "2028-03-31",
    );
    assert!(told(&at, "2026-05-01", &[]).is_empty());
    // Oxfordshire: 0.9% and 0.2% in others.
    let at = plan(
        "bodies-oxford",
        &partners("QU9", "E10000025"),
        "2024-04-01",
        "2026-03-31",
    );
    assert!(told(&at, "2025-10-20", &[]).is_empty());
    // Another county's board.
    let at = plan(
        "bodies-far",
        &partners("QF7", "E10000025"),
        "2024-04-01",
        "2026-03-31",
    );
    assert_eq!(
        names(&told(&at, "2025-10-20", &[])),
        ["warning council-outside-icbs"]
    );
    // A board without a code may be the right one.
    let at = plan(
        "bodies-uncoded",
        &partners("''", "E10000025"),
        "2024-04-01",
        "2026-03-31",
    );
    assert!(!names(&told(&at, "2025-10-20", &[])).contains(&"warning council-outside-icbs"));
}
