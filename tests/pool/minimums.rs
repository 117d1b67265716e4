//! The Better Care Fund's minimums with their margin.

use super::{PLAN, SPENT, asked, folder, missing, of};

const MINIMUMS: &str = "better_care_fund:
  minimums:
    - {year: 2025-26, source: nhs-minimum, partner: icb, amount: £5.9m}
    - {year: 2025-26, source: council-additional, amount: £4.5m}
    - {year: 2026-27, source: nhs-minimum, amount: £7m}
pools:
";

/// £6m of £5.9m: £100,000 over. £4m of £4.5m: £500,000 short. Another year's is not told.
#[test]
fn each_minimum_has_its_margin() {
    let plan = PLAN.replace("pools:\n", MINIMUMS);
    let (answer, status) = asked(&folder("minimums", &plan, SPENT), "2025-26", "2026-06-30");
    assert_eq!(status, 0, "{}", answer["not_computed"]);
    let keys = ["source", "partner", "minimum", "pooled", "margin"];
    let all = answer["minimums"].as_array().unwrap().iter();
    let all: Vec<String> = all.map(|m| of(m, &keys)).collect();
    assert_eq!(
        all,
        [
            "nhs-minimum icb 5900000.00 6000000.00 100000.00",
            "council-additional null 4500000.00 4000000.00 -500000.00",
        ]
    );
}

/// A contribution that does not say of which source it is may be of this one.
#[test]
fn a_margin_that_cannot_be_told_is_refused() {
    let plan = PLAN.replace("pools:\n", MINIMUMS).replace(
        "{partner: council, source: council-additional,",
        "{partner: council,",
    );
    let (answer, status) = asked(&folder("no-source", &plan, SPENT), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    assert!(answer["minimums"][1]["pooled"].is_null());
    assert_eq!(
        missing(&answer),
        [
            "null minimum of council-additional partnership.yaml:30: a contribution does not say of which source or year it is, or how much"
        ]
    );
}
