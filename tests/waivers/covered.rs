//! What a waiver covers, and what is told of the waiver.

use super::support::printed;
use super::{PARTNERSHIP, REGISTER, check, check_on, folder, places, run, waiver};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn partnership(name: &str, waivers: &str) -> PathBuf {
    let files = [
        ("partnership.yaml", PARTNERSHIP),
        ("contracts/council.csv", REGISTER),
        ("waivers.yaml", waivers),
    ];
    folder(&format!("waivers-{name}"), &files)
}

fn waived(at: &Path) -> Vec<String> {
    places(&check(at, &[]), "waived", "")
}

#[test]
fn a_waiver_covers_the_entry_it_names_and_no_other() {
    let at = partnership(
        "one",
        &waiver(
            "contract-open-ended",
            "at: contracts/council.csv\nid: C-0042",
        ),
    );
    let answer = check(&at, &[]);
    // C-0043 is a call-off of C-0042: the reference stands in its row, and is not its name.
    assert_eq!(
        places(&answer, "waived", ""),
        ["contracts/council.csv:2 contract-open-ended"]
    );
    assert_eq!(
        places(&answer, "findings", "contract-open-ended"),
        ["contracts/council.csv:3 contract-open-ended"]
    );
    assert_eq!(answer["counts"]["waived"], 1);
    assert_eq!(
        answer["waived"][0]["waiver"],
        json!({
            "reason": "agreed by the board",
            "by": "Head of Commissioning",
            "until": "2026-03-31",
            "at": {"file": "waivers.yaml", "line": 1},
        })
    );
    assert_eq!(places(&answer, "findings", "waiver"), [""; 0]);
}

#[test]
fn a_name_in_the_message_an_id_alone_or_a_file_alone_will_do() {
    let by_message = partnership("message", &waiver("signed-late", "id: council"));
    assert_eq!(waived(&by_message), ["partnership.yaml:13 signed-late"]);
    let by_id = partnership("id", &waiver("contract-open-ended", "id: C-0043"));
    assert_eq!(
        waived(&by_id),
        ["contracts/council.csv:3 contract-open-ended"]
    );
    let by_file = partnership(
        "file",
        &waiver("contract-open-ended", "at: '.\\contracts\\council.csv'"),
    );
    assert_eq!(waived(&by_file).len(), 2);
}

#[test]
fn part_of_a_name_or_another_case_is_another_name() {
    for (name, id) in [
        ("part", "C-004"),
        ("case", "c-0042"),
        ("wider", "C-0042 Home care"),
    ] {
        let at = partnership(name, &waiver("contract-open-ended", &format!("id: {id}")));
        let answer = check(&at, &[]);
        assert_eq!(places(&answer, "waived", ""), [""; 0], "{id}");
        assert_eq!(
            places(&answer, "findings", "waiver"),
            ["waivers.yaml:2 waiver-matches-nothing"],
            "{id}"
        );
    }
}

#[test]
fn a_waiver_of_one_check_leaves_the_others() {
    let at = partnership("check", &waiver("contract-value-unknown", "id: C-0044"));
    let answer = check(&at, &[]);
    assert_eq!(
        places(&answer, "waived", ""),
        ["contracts/council.csv:4 contract-value-unknown"]
    );
    assert_eq!(places(&answer, "findings", "contract-open-ended").len(), 2);
}

#[test]
fn rows_of_ledgers_and_entries_of_lists_go_by_their_own_values() {
    let pools = "\
pools:
  - id: care
    name: Care
    host: council
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £1m, status: disputed}
      - {partner: icb, source: nhs-additional, year: 2025-26, amount: £2m, status: disputed}
schemes:
  - {id: reablement, name: Reablement, pool: care, baseline: {2025-26: £3m}}
";
    let ledger = "\
date,kind,scheme,pool,partner,amount,reference
2025-05-01,spend,reablement,,,1.005,R-1
2025-05-02,spend,reablement,,,1.005,R-2
";
    let waivers = waiver("unreadable-amount", "at: ledger/a.csv\nid: R-2")
        + &waiver("contribution-indicative", "id: nhs-additional");
    let files = [
        ("partnership.yaml", &*format!("{PARTNERSHIP}{pools}")),
        ("ledger/a.csv", ledger),
        ("waivers.yaml", &waivers),
    ];
    let answer = check(&folder("waivers-values", &files), &[]);
    assert_eq!(
        places(&answer, "waived", ""),
        [
            "ledger/a.csv:3 unreadable-amount",
            "partnership.yaml:20 contribution-indicative"
        ]
    );
    assert_eq!(
        places(&answer, "findings", "contribution-indicative"),
        ["partnership.yaml:19 contribution-indicative"]
    );
}

#[test]
fn a_waiver_by_id_leaves_findings_that_are_only_counted() {
    let rows: String = (0..60)
        .map(|n| format!("2025-05-01,spend,reablement,1.005,R-{n}\n"))
        .collect();
    let ledger = format!("date,kind,scheme,amount,reference\n{rows}");
    let plan = format!(
        "{PARTNERSHIP}pools:\n  - {{id: care, host: council}}\nschemes:\n  - {{id: reablement, pool: care}}\n"
    );
    // R-49 is the last row told; R-55 is one of those only counted.
    let waivers =
        waiver("unreadable-amount", "id: R-49") + &waiver("unreadable-amount", "id: R-55");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", &ledger),
        ("waivers.yaml", &waivers),
    ];
    let answer = check(&folder("waivers-counted", &files), &[]);
    assert_eq!(answer["counts"]["waived"], 1);
    assert_eq!(places(&answer, "findings", "unreadable-amount").len(), 50);
    assert_eq!(places(&answer, "findings", "waiver"), [""; 0]);
}

#[test]
fn a_waiver_holds_up_to_and_on_its_last_day() {
    let at = partnership("until", &waiver("signed-late", "id: council"));
    let on = check_on(&at, "2026-03-31", &[]);
    assert_eq!(on["counts"]["waived"], 1);
    assert_eq!(places(&on, "findings", "waiver"), [""; 0]);
    let after = check_on(&at, "2026-04-01", &[]);
    assert_eq!(after["counts"]["waived"], 0);
    assert_eq!(places(&after, "findings", "signed-late").len(), 2);
    assert_eq!(
        places(&after, "findings", "waiver"),
        ["waivers.yaml:5 waiver-expired"]
    );
}

#[test]
fn a_waiver_that_lacks_anything_covers_nothing_and_is_told() {
    let whole = waiver("signed-late", "id: council");
    for (without, told) in [
        ("reason", "waiver-without-reason"),
        ("by", "waiver-without-owner"),
        ("until", "waiver-without-end"),
        ("id", "waiver-without-place"),
    ] {
        let kept = |l: &&str| !l.trim_start().starts_with(&format!("{without}:"));
        let text: String = whole
            .lines()
            .filter(kept)
            .map(|l| format!("{l}\n"))
            .collect();
        let answer = check(&partnership(&format!("without-{without}"), &text), &[]);
        assert_eq!(answer["counts"]["waived"], 0, "{without}");
        assert_eq!(
            places(&answer, "findings", "waiver"),
            [format!("waivers.yaml:1 {told}")],
            "{without}"
        );
    }
    let thin = whole.replace("agreed by the board", "tbc");
    let answer = check(&partnership("thin", &thin), &[]);
    assert_eq!(places(&answer, "findings", "waiver").len(), 1);
}

#[test]
fn a_misspelt_key_does_not_widen_a_waiver() {
    // Without its id the waiver would cover the whole file.
    let text = waiver(
        "contract-open-ended",
        "at: contracts/council.csv\nidd: C-0042",
    );
    let answer = check(&partnership("misspelt", &text), &[]);
    assert_eq!(answer["counts"]["waived"], 0);
    assert_eq!(
        places(&answer, "findings", "unknown-key"),
        ["waivers.yaml:3 unknown-key"]
    );
}

#[test]
fn a_check_that_there_is_not_and_one_about_waivers_cannot_be_waived() {
    let text = waiver("sined-late", "id: council") + &waiver("waiver-expired", "at: waivers.yaml");
    let answer = check(&partnership("impossible", &text), &[]);
    assert_eq!(
        places(&answer, "findings", "waiver"),
        [
            "waivers.yaml:1 waiver-not-possible",
            "waivers.yaml:6 waiver-not-possible"
        ]
    );
    let help = |f: &Value| {
        f["help"]
            .as_str()
            .unwrap_or_default()
            .contains("`signed-late`")
    };
    assert!(answer["findings"].as_array().unwrap().iter().any(help));
}

#[test]
fn faults_in_the_waivers_cannot_be_waived() {
    let text = waiver("unknown-key", "at: waivers.yaml") + &waiver("signed-late", "idd: council");
    let answer = check(&partnership("themselves", &text), &[]);
    assert_eq!(answer["counts"]["waived"], 0);
    assert_eq!(places(&answer, "findings", "unknown-key").len(), 1);
}

#[test]
fn what_matches_nothing_is_judged_by_every_finding_and_not_by_those_shown() {
    let at = partnership("only", &waiver("signed-late", "id: council"));
    let answer = check(&at, &["--only", "waiver-matches-nothing"]);
    assert_eq!(answer["findings"], json!([]));
    let answer = check(&at, &["--only", "contract-open-ended"]);
    assert_eq!(answer["counts"]["waived"], 0);
}

#[test]
fn while_a_file_is_unread_no_waiver_is_said_to_match_nothing() {
    let files = [
        ("partnership.yaml", PARTNERSHIP),
        ("contracts/council.csv", "PK\u{3}\u{4} a workbook\0\0"),
        (
            "waivers.yaml",
            &waiver("contract-open-ended", "at: contracts/council.csv"),
        ),
    ];
    let answer = check(&folder("waivers-unread", &files), &[]);
    assert_eq!(places(&answer, "findings", "not-text").len(), 1);
    assert_eq!(places(&answer, "findings", "waiver"), [""; 0]);
}

#[test]
fn a_file_of_waivers_that_is_broken_is_told_and_waives_nothing() {
    let text = waiver("signed-late", "id: council") + "- finding: [\n";
    let answer = check(&partnership("broken", &text), &[]);
    assert_eq!(answer["counts"]["waived"], 0);
    assert_eq!(places(&answer, "findings", "yaml-unreadable").len(), 1);
    assert_eq!(places(&answer, "findings", "signed-late").len(), 2);
    // An empty one is no fault.
    let answer = check(&partnership("empty", "# none yet\n"), &[]);
    assert_eq!(answer["counts"]["error"], 0);
}

#[test]
fn waived_findings_are_counted_listed_on_demand_and_do_not_fail_the_run() {
    let all = waiver("signed-late", "at: partnership.yaml");
    let at = folder(
        "waivers-status",
        &[("partnership.yaml", PARTNERSHIP), ("waivers.yaml", &all)],
    );
    let strict = ["--fail-on", "note", "--as-at", "2026-03-31"];
    let quiet = run(&at, &strict);
    assert_eq!(quiet.status.code(), Some(0));
    assert!(printed(&quiet).ends_with("no findings, 2 waived\n"));
    assert!(!printed(&quiet).contains("agreed by the board"));
    let shown = printed(&run(&at, &[&strict[..], &["--show-waived"]].concat()));
    assert!(shown.contains("`council` signed 48 days after"));
    assert!(shown.contains(
        "waived by Head of Commissioning until 31 March 2026: agreed by the board (waivers.yaml:1)"
    ));
    let page = printed(&run(
        &at,
        &[&strict[..], &["--format", "markdown"]].concat(),
    ));
    assert!(page.contains("## Waived\n\n- partnership.yaml:12: **warning** `signed-late`"));
    let rows = printed(&run(
        &at,
        &[&strict[..], &["--format", "csv", "--show-waived"]].concat(),
    ));
    assert!(rows.lines().next().unwrap().ends_with(",help,waived"));
    assert_eq!(rows.lines().count(), 3);
    let late = run(&at, &["--fail-on", "note", "--as-at", "2026-04-01"]);
    assert_eq!(late.status.code(), Some(1));
}

#[test]
fn a_waiver_changes_no_figure_and_no_matter_met() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale-amiss");
    let file = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let names = [
        "partnership.yaml",
        "schemes.csv",
        "clauses.csv",
        "ledger/2025-26.csv",
        "contracts/council.csv",
    ];
    let texts = names.map(file);
    let files: Vec<(&str, &str)> = names
        .into_iter()
        .zip(texts.iter().map(String::as_str))
        .collect();
    let at = super::support::folder("waivers-figures", &files);
    let share = || super::support::jcplan(&at, &["riskshare", "--through", "2025-26"]);
    let (shares, checked) = (share(), check(&at, &[]));
    let waivers = waiver("unreadable-amount", "at: ledger/2025-26.csv")
        + &waiver("matter-missing", "id: si-2000-617/7-3-e");
    std::fs::write(at.join("waivers.yaml"), waivers).unwrap();
    // What is compared must not be printed whole when it differs.
    assert!(share() == shares, "the figures differ");
    let after = check(&at, &[]);
    assert_eq!(after["matters"], checked["matters"]);
    assert_eq!(after["counts"]["waived"], 2);
}
