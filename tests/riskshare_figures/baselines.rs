//! Baselines that change within the year, and baselines by the week.

use super::{PLAN, Value, refused, told};
use crate::support;

/// One scheme with these terms and rows; losses half each, gains to a reserve.
fn of(name: &str, terms: &str, rows: &str, through: &str) -> Value {
    let plan = format!(
        "{PLAN}schemes:\n  - {{id: s, pool: pool, lead: icb, risk_share: rule, {terms}}}\nrisk_shares:\n  \
         - {{id: rule, overspend: {{bands: [{{to: equally}}]}}, underspend: {{bands: [{{to: reinvestment}}]}}}}\n"
    );
    let ledger = format!("date,kind,scheme,amount\n{rows}");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", ledger.as_str()),
    ];
    let at = support::folder(
        &format!("baselines-{name}-{}", through.to_lowercase()),
        &files,
    );
    support::jcplan(
        &at,
        &["riskshare", "--through", &format!("2025-26-{through}")],
    )
}

/// The scheme's baseline to the end of a period.
fn baseline(name: &str, terms: &str, through: &str) -> String {
    let got = of(name, terms, "2025-04-30,spend,s,0.00\n", through);
    let scope = &got["scopes"][0];
    assert!(!scope.is_null(), "{got}");
    scope["baseline"].as_str().unwrap().to_owned()
}

/// £1.2m, £1.8m from July: 3 × £100,000, then £150,000 a month: £1.65m over the year.
#[test]
fn each_month_takes_a_twelfth_of_the_baseline_in_force() {
    let terms = "baseline: {2025-04-01: £1.2m, 2025-07-01: £1.8m, 2026-27: £5m}";
    assert_eq!(baseline("force", terms, "M03"), "300000.00");
    assert_eq!(baseline("force", terms, "M04"), "450000.00");
    assert_eq!(baseline("force", terms, "Q4"), "1650000.00");
}

/// Twelfths of £100 are £8.34 to July (four odd pennies) and £8.33 then; of £50, £4.17 to November
/// (eight) and £4.16 then. To June 3 × 8.34 = 25.02; to December 25.02 + 5 × 4.17 + 4.16 = 50.03
/// (July to November £20.85, December £4.16); the year 50.03 + 3 × 4.16 = 62.51.
#[test]
fn odd_pennies_fall_where_each_amount_has_them() {
    let terms = "baseline: {2025-07-01: 50, 2025-04-01: 100}";
    assert_eq!(baseline("pennies", terms, "Q1"), "25.02");
    assert_eq!(baseline("pennies", terms, "Q3"), "50.03");
    assert_eq!(baseline("pennies", terms, "Q4"), "62.51");
}

/// Phased in the ledger it must come to the same over the year.
#[test]
fn the_ledgers_phasing_must_agree_with_the_changing_baseline() {
    let terms = "baseline: {2025-04-01: £1.2m, 2025-07-01: £1.8m}";
    let spend = "2025-04-30,spend,s,0.00\n";
    let agreeing = format!("{spend}2025-12-31,baseline,s,1650000\n");
    let got = of("phased", terms, &agreeing, "Q4");
    assert_eq!(got["scopes"][0]["baseline"], "1650000.00");
    let other = format!("{spend}2025-12-31,baseline,s,1200000\n");
    assert_eq!(
        refused(&of("phased-other", terms, &other, "Q4")),
        [
            "scheme/s: two baselines for 2025-26: £1,650,000.00 in the plan and £1,200,000.00 in the ledger; a later change is a ledger row of kind `rebase`"
        ]
    );
}

#[test]
fn a_baseline_with_a_hole_or_a_change_within_a_month_is_refused() {
    for (name, terms, check, message) in [
        (
            "hole",
            "{2025-07-01: £1m, 2025-10-01: £2m}",
            "hole-in-the-year",
            "the first amount for 2025-26 is from 1 July 2025: the months before it have none",
        ),
        (
            "part",
            "{2025-04-01: £1m, 2025-10-02: £2m}",
            "part-of-a-month",
            "2 October 2025 is not the first day of a month",
        ),
        (
            "year-and-day",
            "{2025-26: £1m, 2025-10-01: £2m}",
            "duplicate-key",
            "this is a second amount for 2025-26",
        ),
    ] {
        let terms = format!("baseline: {terms}");
        let got = of(name, &terms, "2025-04-30,spend,s,1.00\n", "Q4");
        assert_eq!(
            refused(&got),
            ["scheme/s: its baseline cannot be read"],
            "{name}"
        );
        let at = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let told = support::told(
            &at.join(format!("baselines-{name}-q4")),
            check,
            "2025-10-20",
        );
        assert!(
            told.contains(&format!("error: {message}")),
            "{name}: {told:?}"
        );
    }
}

const PLACED: &str = "per_week: {amount: \"£3,500\", from: 2025-04-01, until: 2026-03-30}";

/// £3,500 a week for 52 weeks (364 days) is £182,000. It cost £3,900 a week, £202,800: £20,800 over,
/// £10,400 each. At £3,200, £166,400: £15,600 stays in the pool.
#[test]
fn a_person_is_expected_to_cost_so_much_a_week() {
    let over = of("dearer", PLACED, "2026-03-31,spend,s,202800\n", "Q4");
    assert_eq!(over["scopes"][0]["baseline"], "182000.00");
    assert_eq!(told(&over), ["icb 10400.00 council 10400.00"]);
    let under = of("cheaper", PLACED, "2026-03-31,spend,s,166400\n", "Q4");
    assert_eq!(told(&under), ["reinvestment 15600.00"]);
}

/// £500 a day: to April 30 days, £15,000; to June 91 days, £45,500. £100 a week: to April
/// 100 × 30 ÷ 7 = 428.571…, to May 100 × 61 ÷ 7 = 871.428…: £428.57 and £871.43. 0.35 a week is
/// 5p a day; to 13 April, 13 days, 65p.
#[test]
fn to_a_months_end_its_days_count() {
    assert_eq!(baseline("week", PLACED, "M01"), "15000.00");
    assert_eq!(baseline("week", PLACED, "Q1"), "45500.00");
    let hundred = "per_week: {amount: 100, from: 2025-04-01}";
    assert_eq!(baseline("hundred", hundred, "M01"), "428.57");
    assert_eq!(baseline("hundred", hundred, "M02"), "871.43");
    // 365 days: 100 × 365 ÷ 7 = 5,214.285…
    assert_eq!(baseline("hundred", hundred, "Q4"), "5214.29");
    let short = "per_week: {amount: 0.35, from: 2025-04-01, until: 2025-04-13}";
    assert_eq!(baseline("short", short, "Q4"), "0.65");
}

/// £700 a week to 30 June (91 days, £9,100), £770 from 1 July to 29 September (91 days, £10,010); and
/// a second person at £70 a week from 1 September (to 30 September 30 days, £300).
#[test]
fn entries_by_the_week_add_up() {
    let terms = "per_week: [{amount: 700, from: 2025-04-01, until: 2025-06-30}, {amount: 770, from: 2025-07-01, until: 2025-09-29}, {amount: 70, from: 2025-09-01}]";
    assert_eq!(baseline("several", terms, "Q1"), "9100.00");
    // 9,100 + 10,010 + 300.
    assert_eq!(baseline("several", terms, "Q2"), "19410.00");
}

/// From 1 January 2025 to 30 April 2026 at £7 a week, £1 a day: of 2025-26 the whole 365 days.
#[test]
fn a_stretch_over_years_counts_the_days_of_each() {
    let terms = "per_week: {amount: 7, from: 2025-01-01, until: 2026-04-30}";
    assert_eq!(baseline("over", terms, "M01"), "30.00");
    assert_eq!(baseline("over", terms, "Q4"), "365.00");
    // Without a last day it ends with 2024-25, and there is none for 2025-26.
    let ended = "per_week: {amount: 7, from: 2025-01-01}";
    let got = of("ended", ended, "2025-04-30,spend,s,1\n", "Q4");
    assert_eq!(refused(&got), ["scheme/s: no baseline for 2025-26"]);
}

#[test]
fn a_baseline_of_the_year_must_agree_with_that_by_the_week() {
    let both = |amount: &str| format!("baseline: {{2025-26: \"{amount}\"}}, {PLACED}");
    // Agreeing, the weeks count: 30 days of April are £15,000, and no twelfth of £182,000.
    assert_eq!(baseline("agree", &both("£182,000"), "M01"), "15000.00");
    let got = of("differ", &both("£182,500"), "2025-04-30,spend,s,1\n", "Q4");
    assert_eq!(
        refused(&got),
        [
            "scheme/s: two baselines for 2025-26: £182,500.00 for the year and £182,000.00 by the week"
        ]
    );
}

#[test]
fn what_cannot_be_read_by_the_week_refuses_its_scheme() {
    for (name, entry) in [
        ("amount", "{amount: lots, from: 2025-04-01}"),
        ("no-amount", "{from: 2025-04-01}"),
        ("no-from", "{amount: 5}"),
        (
            "backwards",
            "{amount: 5, from: 2025-10-01, until: 2025-04-01}",
        ),
        (
            "unknown",
            "{amount: 5, from: 2025-10-01, untill: 2025-12-01}",
        ),
    ] {
        let terms = format!("baseline: £5m, per_week: {entry}");
        let got = of(
            &format!("weekly-{name}"),
            &terms,
            "2025-04-30,spend,s,1\n",
            "Q4",
        );
        assert_eq!(
            refused(&got),
            ["scheme/s: something in it cannot be read"],
            "{name}"
        );
    }
}

/// An amount by the week that begins after the year is no baseline of nil for it.
#[test]
fn a_week_of_a_later_year_is_no_baseline_of_this_one() {
    let terms = "per_week: {amount: 700, from: 2026-05-01, until: 2027-03-31}";
    let got = of("later", terms, "2025-04-30,spend,s,5.00\n", "M03");
    assert_eq!(got["scopes"].as_array().unwrap().len(), 0);
    assert_eq!(got["not_computed"][0]["why"], "no baseline for 2025-26");
}
