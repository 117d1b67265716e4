//! Contributions that change within the year, or are due in some of its months.

use super::{PLAN, Value, answer_of, loss, told};
use crate::support;

const ICB: &str = "{partner: icb, source: nhs-minimum, year: 2025-26, amount: £6m}";

/// One scheme that cost too much, and this instead of the board's contribution.
fn of(name: &str, contribution: &str, through: &str) -> Value {
    assert!(PLAN.contains(ICB));
    let plan = PLAN.replace(ICB, contribution);
    let rule = loss("      bands: [{to: contributions}]\n");
    let name = format!("within-{name}-{}", through.to_lowercase());
    let schemes = &[("s", "£1m", "2,000,000", "")];
    let through = format!("--through 2025-26-{through}");
    answer_of(&plan, &name, schemes, &rule, &through, "")
}

/// The board's contribution for the year and what of it is due.
fn due(name: &str, contribution: &str, through: &str) -> [String; 2] {
    let got = of(name, contribution, through);
    let icb = &got["partners"][0];
    ["contribution", "due"].map(|key| icb[key].as_str().unwrap().to_owned())
}

const CHANGES: &str =
    "{partner: icb, year: 2025-26, amount: {2025-10-01: £5.9m, 2025-04-01: £5.6m}}";

/// Twelfths of £5.6m are £466,666.67 to November: six are £2,800,000.02. Twelfths of £5.9m are
/// £491,666.67 to November and £491,666.66 then: the last six are £2,949,999.98. Together £5.75m. To
/// October £2,800,000.02 + £491,666.67 = £3,291,666.69 is due.
#[test]
fn each_month_takes_a_twelfth_of_the_amount_in_force() {
    assert_eq!(due("changes", CHANGES, "Q2"), ["5750000.00", "2800000.02"]);
    assert_eq!(due("changes", CHANGES, "M07"), ["5750000.00", "3291666.69"]);
    assert_eq!(due("changes", CHANGES, "Q4"), ["5750000.00", "5750000.00"]);
}

/// £1.2m, £1.8m from July, £0 from January: 3 × £100,000 + 6 × £150,000 = £1.2m. To August £600,000.
#[test]
fn an_amount_may_change_more_than_once() {
    let changes = "{partner: icb, year: 2025-26, amount: {2025-04-01: £1.2m, 1 July 2025: £1.8m, 2026-01-01: 0.00}}";
    assert_eq!(due("twice", changes, "M05"), ["1200000.00", "600000.00"]);
    assert_eq!(due("twice", changes, "M10"), ["1200000.00", "1200000.00"]);
}

/// Shares go by the year: £5.75m and £4m of £97,500 over are £57,500 and £40,000.
#[test]
fn shares_go_by_the_year() {
    let plan = PLAN.replace(ICB, CHANGES);
    let rule = loss("      bands: [{to: contributions}]\n");
    let schemes = &[("s", "£1m", "1,097,500", "")];
    let got = answer_of(
        &plan,
        "within-shares",
        schemes,
        &rule,
        "--through 2025-26",
        "",
    );
    assert_eq!(told(&got), ["icb 57500.00 council 40000.00"]);
}

/// £900,000 from July to December is £150,000 a month: to October four of them. £100 from January is
/// £33.34, £33.33 and £33.33.
#[test]
fn a_contribution_may_be_due_in_some_months_and_counts_whole() {
    let half =
        "{partner: icb, year: 2025-26, amount: £900k, from: 2025-07-01, until: 31 December 2025}";
    assert_eq!(due("half", half, "Q1"), ["900000.00", "0.00"]);
    assert_eq!(due("half", half, "M04"), ["900000.00", "150000.00"]);
    assert_eq!(due("half", half, "M07"), ["900000.00", "600000.00"]);
    assert_eq!(due("half", half, "Q4"), ["900000.00", "900000.00"]);
    let late = "{partner: icb, year: 2025-26, amount: 100.00, from: 2026-01-01}";
    assert_eq!(due("late", late, "M10"), ["100.00", "33.34"]);
    assert_eq!(due("late", late, "M11"), ["100.00", "66.67"]);
    let early = "{partner: icb, year: 2025-26, amount: 100.00, until: 2025-06-30}";
    assert_eq!(due("early", early, "M01"), ["100.00", "33.34"]);
    assert_eq!(due("early", early, "Q4"), ["100.00", "100.00"]);
}

/// £900,000 from October is £150,000 a month: £300,000 to November.
#[test]
fn the_table_of_contributions_has_both_days() {
    let plan = support::tarn_and_vale(
        "agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2028-03-31\n  host: council\n\
         pools: [{id: pool}]\nschemes: [{id: s, pool: pool, lead: icb, risk_share: each-bears-own}]\n",
    );
    let table = "pool,partner,source,year,amount,from,until\n\
                 pool,icb,nhs-minimum,2025-26,900000,2025-10-01,\npool,council,,2025-26,12,,\n";
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("contributions.csv", table),
    ];
    let at = support::folder("within-table", &files);
    let got = support::jcplan(&at, &["riskshare", "--through", "2025-26-M08"]);
    let due: Vec<&str> = got["partners"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["due"].as_str().unwrap())
        .collect();
    assert_eq!(due, ["300000.00", "8.00"]);
}

/// Test, terms, the check that tells them, and what it says.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    (
        "hole",
        "amount: {2025-07-01: £5m}",
        "hole-in-the-year",
        "the first amount for 2025-26 is from 1 July 2025: the months before it have none",
    ),
    (
        "part",
        "amount: {2025-04-01: £5m, 2025-10-15: £6m}",
        "part-of-a-month",
        "15 October 2025 is not the first day of a month",
    ),
    (
        "next-year",
        "amount: {2025-04-01: £5m, 2026-04-01: £6m}",
        "wrong-shape",
        "1 April 2026 is not in 2025-26",
    ),
    (
        "no-day",
        "amount: {2025-26: £5m}",
        "unreadable-date",
        "`2025-26` cannot be read as a date: it is not a date",
    ),
    (
        "same-day",
        "amount: {2025-04-01: £5m, 1 April 2025: £6m}",
        "duplicate-key",
        "this day is given twice",
    ),
    (
        "from",
        "amount: £5m, from: 2025-04-02",
        "part-of-a-month",
        "2 April 2025 is not the first day of a month",
    ),
    (
        "until",
        "amount: £5m, until: 2025-12-30",
        "part-of-a-month",
        "30 December 2025 is not the last day of a month",
    ),
    (
        "backwards",
        "amount: £5m, from: 2025-10-01, until: 2025-06-30",
        "wrong-shape",
        "it ends before it begins",
    ),
    (
        "other-year",
        "amount: £5m, from: 2026-04-01",
        "wrong-shape",
        "1 April 2026 is not in 2025-26",
    ),
    (
        "both",
        "amount: {2025-04-01: £5m}, until: 2025-12-31",
        "wrong-shape",
        "the amount says itself from when it holds, and the months are given too",
    ),
    (
        "instalments",
        "amount: £5m, from: 2025-10-01, instalments: [{due: 2025-10-15, amount: £5m}]",
        "wrong-shape",
        "instalments say when this contribution is due, and its months are given too",
    ),
];

/// What is amiss, as `check` tells it, and that no share or position rests on it.
#[test]
fn what_does_not_go_by_whole_months_of_its_year_is_refused() {
    for (name, terms, check, want) in REFUSED {
        let got = of(
            name,
            &format!("{{partner: icb, year: 2025-26, {terms}}}"),
            "Q4",
        );
        assert_eq!(got["partners"].as_array().unwrap().len(), 0, "{name}");
        assert_eq!(got["scopes"].as_array().unwrap().len(), 0, "{name}");
        let at = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let at = at.join(format!("figures-within-{name}-q4"));
        let told = support::told(&at, check, "2025-10-20");
        assert_eq!(told, [format!("error: {want}")], "{name}");
    }
}

/// An entry that changes is told once, not for each of its stretches.
#[test]
fn an_entry_that_changes_is_one_entry() {
    let entry = CHANGES.replace("year:", "source: labcg, status: indicative, year:");
    of("once", &entry, "Q4");
    let at = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures-within-once-q4");
    for check in ["source-of-other-side", "contribution-indicative"] {
        assert_eq!(support::told(&at, check, "2025-10-20").len(), 1, "{check}");
    }
}
