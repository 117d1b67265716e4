//! A `partnership.yaml` that is cut off where what is left is sound: no command ends as if all were
//! well with less than the whole of its figures.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use support::{answer, folder, jcplan, printed, run};

const BELOW: &str = "\
agreement:
  arrangements: [pooled-fund]
  starts: 2025-04-01
  ends: 2026-03-31
  host: council
pools:
  - id: care
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: 600.00}
  - id: kit
    contributions:
      - {partner: council, source: council-additional, year: 2025-26, amount: 600.00}
schemes:
  - id: beds
    name: Beds
    pool: care
    lead: council
    risk_share: half
    baseline: {2025-26: 600.00}
  - id: hoists
    name: Hoists
    pool: kit
    lead: council
    risk_share: half
    baseline: {2025-26: 600.00}
risk_shares:
  - id: half
    overspend:
      bands:
        - to: {icb: 50%, council: 50%}
    underspend:
      bands:
        - to: {icb: 50%, council: 50%}
areas: {tarn: [north, south]}
";

const LEDGER: &str = "\
date,kind,pool,scheme,partner,amount
2025-04-15,contribution,care,,icb,600.00
2025-04-15,contribution,kit,,council,600.00
2025-05-01,spend,,beds,,700.00
2025-05-01,spend,,hoists,,500.00
";

/// The status of a command and its answer.
fn told(at: &Path, command: &str) -> (Option<i32>, Value) {
    let asked = [command, "--through", "2025-26", "--as-at", "2026-06-30"];
    let output = run(at, &[&asked[..], &["--format", "json"]].concat());
    let status = output.status.code();
    let answer = match status {
        Some(2) => Value::Null,
        _ => answer(&output),
    };
    (status, answer)
}

/// How much of each command's figures there is.
fn figures(command: &str, answer: &Value) -> usize {
    let list = |value: &Value| value.as_array().map_or(0, Vec::len);
    match command {
        "riskshare" => list(&answer["scopes"]),
        "pool" => list(&answer["pools"]),
        _ => list(&answer["rows"]),
    }
}

/// Two schemes in two pools, and four rows of the ledger: two scopes, two pools, four flows.
#[test]
fn no_command_answers_a_file_cut_short_with_less_and_ends_well() {
    let whole = support::tarn_and_vale(BELOW);
    let files = [
        ("partnership.yaml", whole.as_str()),
        ("ledger/a.csv", LEDGER),
    ];
    let at = folder("cut-short", &files);
    let commands = [("riskshare", 2), ("pool", 2), ("flows", 4)];
    for (command, all) in commands {
        let (status, answer) = told(&at, command);
        assert_eq!(status, Some(0), "{command}: {answer}");
        assert_eq!(figures(command, &answer), all, "{command}: {answer}");
    }
    let ends = whole.match_indices('\n').map(|(end, _)| end + 1);
    for end in ends {
        fs::write(at.join("partnership.yaml"), &whole[..end]).unwrap();
        for (command, all) in commands {
            let (status, answer) = told(&at, command);
            let given = figures(command, &answer);
            let well = status == Some(0);
            let last = whole[..end].lines().last();
            assert!(!well || given == all, "{command} after {last:?}: {answer}");
        }
    }
}

/// A folder of partners alone, without a row of the ledger: the council, on line 6, is the last of the file.
#[test]
fn a_folder_in_which_nothing_is_defined_says_what_to_write_and_does_not_end_well() {
    let partners = support::tarn_and_vale("");
    let at = folder("cut-bare", &[("partnership.yaml", &partners)]);
    let schemes = "schemes: none is defined before the file ends: write each under `schemes:`, or as a row of schemes.csv (partnership.yaml:6)";
    let pools = "pools: none is defined before the file ends: write each under `pools:` (partnership.yaml:6)";
    for (command, said) in [
        ("riskshare", &[schemes][..]),
        ("pool", &[pools]),
        ("flows", &[pools, schemes]),
    ] {
        let asked = [command, "--as-at", "2026-06-30"];
        let output = run(&at, &asked);
        // However the lines are broken.
        let text = printed(&output);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(1), "{command}: {text}");
        for line in said {
            assert!(text.contains(&format!("- {line}")), "{command}: {text}");
        }
    }
    let csv = ["riskshare", "--as-at", "2026-06-30", "--format", "csv"];
    assert!(printed(&run(&at, &csv)).contains("none is defined"));
    for question in ["--sweep=-5%..5%", "--exposure", "--instead=each-bears-own"] {
        let output = run(&at, &["riskshare", "--through", "2025-26", question]);
        assert_eq!(output.status.code(), Some(1), "{question}");
    }
}

/// A row of a scheme that is not defined is named, and the run does not end well, though all that
/// is defined has its figures.
#[test]
fn rows_of_a_scheme_that_is_no_longer_defined_end_no_run_well() {
    let end = BELOW.find("  - id: hoists").unwrap();
    let shares = &BELOW[BELOW.find("risk_shares:").unwrap()..];
    let left = support::tarn_and_vale(&format!("{}{shares}", &BELOW[..end]));
    let files = [
        ("partnership.yaml", left.as_str()),
        ("ledger/a.csv", LEDGER),
    ];
    let at = folder("cut-rows", &files);
    for command in ["riskshare", "pool", "flows"] {
        let (status, answer) = told(&at, command);
        assert_eq!(status, Some(1), "{command}: {answer}");
        let named = answer["left_out"].to_string();
        assert!(named.contains("hoists"), "{command}: {named}");
    }
    let answer = jcplan(&at, &["riskshare", "--through", "2025-26"]);
    assert_eq!(answer["scopes"].as_array().unwrap().len(), 1);
}
