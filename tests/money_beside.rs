//! Schemes of money that is only aligned or in view are no gap in a risk share, and one of pooled
//! money that cannot be shared is said beside the figures it is missing from.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::PathBuf;

const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
agreement: {arrangements: [pooled-fund], starts: 2025-04-01, ends: 2027-03-31, host: council}
pools:
  - id: care
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: 1200.00}
      - {partner: council, source: labcg, year: 2025-26, amount: 600.00}
  - {id: other, standing: STANDING}
risk_shares:
  - id: paid
    in_proportion_to: {contributions: paid}
    overspend: {bands: [{to: contributions}]}
    underspend: {bands: [{to: contributions}]}
schemes:
  - {id: home, pool: care, lead: council, baseline: {2025-26: 1800.00}, risk_share: RULE}
  - {id: wards, pool: other, lead: icb, baseline: {2025-26: 100.00}}
";

const LEDGER: &str = "\
date,kind,scheme,amount,pool,partner
2025-04-30,spend,home,1900.00,,
2025-04-30,spend,wards,10.00,,
2025-05-01,contribution,,1200.00,care,icb
2025-05-01,contribution,,600.00,care,council
2025-06-01,contribution,,-650.00,care,council
";

fn folder(name: &str, standing: &str, rule: &str) -> PathBuf {
    let plan = PLAN.replace("STANDING", standing).replace("RULE", rule);
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/2025-26.csv", LEDGER),
    ];
    support::folder(&format!("beside-{name}"), &files)
}

/// Exit status and text, its lines joined.
fn share(at: &std::path::Path) -> (Option<i32>, String) {
    let asked = [
        "riskshare",
        "--through",
        "2025-26",
        "--as-at",
        "2026-06-30",
        "--quiet",
    ];
    let output = support::run(at, &asked);
    let text = String::from_utf8(output.stdout).unwrap();
    (
        output.status.code(),
        text.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}

#[test]
fn money_beside_the_pools_is_named_and_leaves_nothing_out() {
    // The council leads home and bears its 1,900.00 − 1,800.00.
    for standing in ["aligned", "in-view"] {
        let (status, text) = share(&folder(standing, standing, "each-bears-own"));
        assert_eq!(status, Some(0), "{text}");
        assert!(text.contains("scheme/wards: pool `other` is"), "{text}");
        assert!(!text.contains("leave out"), "{text}");
    }
    // A standing that cannot be read may be pooled.
    let (status, _) = share(&folder("unread", "alined", "each-bears-own"));
    assert_eq!(status, Some(1));
}

#[test]
fn a_share_that_is_missing_is_said_below_where_each_party_stands() {
    // Paid in: 1,200.00 and 600.00 − 650.00 = −50.00, below nil.
    let (status, text) = share(&folder("negative", "aligned", "paid"));
    assert_eq!(status, Some(1));
    for said in [
        "The shares of 1 scope not computed are not in it: see below.",
        "`contributions` cannot divide £100.00: `council` has paid in less than nil so far",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}
