//! Sums against baselines that change within the year or go by the week.

use super::{DAY, of, with_ledger};

fn below(contribution: &str, funding: &str, baseline: &str) -> String {
    format!(
        "agreement:\n  arrangements: [pooled-fund]\n  starts: 2025-04-01\n  ends: 2026-03-31\n\
         pools:\n  - id: p\n    contributions: [{{partner: icb, year: 2025-26, amount: {contribution}}}]\n\
         schemes:\n  - {{id: s, pool: p, funding: {{icb: {funding}}}, {baseline}}}\n"
    )
}

/// £3,500 for 52 weeks is £182,000.
const WEEKS: &str = "per_week: {amount: \"£3,500\", from: 2025-04-01, until: 2026-03-30}";
/// Half a year at £1.2m and half at £1.8m is £1.5m.
const CHANGES: &str = "baseline: {2025-04-01: £1.2m, 2025-10-01: £1.8m}";

#[test]
fn funding_makes_the_baseline_however_it_is_given() {
    let differs =
        |name, funding, baseline| of("funding-differs", name, &below("1", funding, baseline), DAY);
    assert!(differs("weeks-fund", "182000", WEEKS).is_empty());
    assert!(differs("changes-fund", "£1.5m", CHANGES).is_empty());
    assert_eq!(
        differs("weeks-fund-not", "182500", WEEKS),
        [
            "error: the funding of `s` makes £182,500.00 for 2025-26, and its baseline is £182,000.00"
        ]
    );
    assert_eq!(
        differs("changes-fund-not", "£1.8m", CHANGES),
        [
            "error: the funding of `s` makes £1,800,000.00 for 2025-26, and its baseline is £1,500,000.00"
        ]
    );
}

#[test]
fn a_pool_is_weighed_against_baselines_however_they_are_given() {
    let balance = |name, contribution, baseline| {
        of(
            "pool-out-of-balance",
            name,
            &below(contribution, "1", baseline),
            DAY,
        )
    };
    assert!(balance("weeks-pool", "182000", WEEKS).is_empty());
    assert_eq!(balance("weeks-pool-not", "182001", WEEKS).len(), 1);
    // Contributions that change alike come to the same.
    let alike = "{2025-04-01: £1.2m, 2025-10-01: £1.8m}";
    assert!(balance("changes-pool", alike, CHANGES).is_empty());
    assert_eq!(balance("changes-pool-not", "£1.8m", CHANGES).len(), 1);
}

#[test]
fn an_amount_by_the_week_is_a_baseline() {
    let ledger = "date,kind,scheme,amount\n2025-04-30,spend,s,5\n";
    let without = |name, baseline| {
        let below = below("1", "1", baseline);
        with_ledger("spend-without-baseline", name, &below, ledger, DAY)
    };
    assert!(without("weeks-spend", WEEKS).is_empty());
    let before = "per_week: {amount: 5, from: 2024-04-01}";
    assert_eq!(
        without("weeks-spend-not", before),
        ["warning: scheme `s` has spend in 2025-26 and no baseline for it"]
    );
}

/// How far a year's out-turn spreads is a percentage, by year if it changes; in the table too.
#[test]
fn a_spread_is_a_percentage() {
    let said = |name, terms: &str| of("unreadable-percentage", name, &below("1", "1", terms), DAY);
    assert!(said("spread", "spread: 6%").is_empty());
    assert!(said("spread-years", "spread: {2025-26: 6%, 2026-27: 5.5%}").is_empty());
    assert_eq!(
        said("spread-bare", "spread: {2025-26: 6%, 2026-27: 5}"),
        ["error: `5` is not a percentage"]
    );
    let table = "scheme,pool,year,baseline,spread\ns,p,2025-26,5,6%\ns,p,2026-27,5,five\n";
    let plan = super::tarn_and_vale("pools: [{id: p}]\n");
    let files = [("partnership.yaml", plan.as_str()), ("schemes.csv", table)];
    let at = super::folder("spread-table", &files);
    assert_eq!(
        super::told(&at, "unreadable-percentage", DAY),
        ["error: `five` is not a percentage"]
    );
}
