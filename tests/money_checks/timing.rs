//! Grant handed on, instalments, years, budgets named twice, ledgers written up, and registers.

use super::support::agreement;
use super::{DAY, of, of_register, with_ledger};

#[test]
fn a_grant_is_handed_on_in_full_by_the_years_end() {
    let below = |more: &str| {
        format!(
            "providers:\n  - {{id: fell, name: Fell District Council}}\npools:\n  - {{id: p, host: council}}\n\
             better_care_fund:\n  passports:\n    - {{to: fell, year: 2024-25, amount: £500{more}}}\n"
        )
    };
    let head = "date,kind,pool,to,amount\n";
    let on = |more: &str, rows: &str, day: &str| {
        let ledger = format!("{head}{rows}");
        with_ledger(
            "passport-short",
            "fund-passport",
            &below(more),
            &ledger,
            day,
        )
    };
    let part = "2024-06-28,passport,p,fell,300.00\n2025-03-31,passport,p,fell,199.99\n";
    assert!(on("", part, "2025-03-31").is_empty());
    assert_eq!(
        on("", part, "2025-04-01"),
        [
            "warning: £499.99 was handed on to `fell` for 2024-25, £0.01 less than its grant of £500.00"
        ]
    );
    assert!(on("", &format!("{part}2025-03-31,passport,p,fell,0.01\n"), DAY).is_empty());
    // Next year's date is next year's money.
    assert_eq!(
        on("", &format!("{part}2025-04-01,passport,p,fell,0.01\n"), DAY).len(),
        1
    );
    assert!(on(", agreed_otherwise: 2024-06-11", part, DAY).is_empty());
    // No rows of that year tell nothing of it, and one left out may be the payment.
    assert!(on("", "2025-06-28,passport,p,fell,300.00\n", DAY).is_empty());
    assert!(on("", &format!("{part}2025-03-31,passport,p,fell,?\n"), DAY).is_empty());
}

const INSTALMENTS: &str = "\
pools:
  - id: p
    host: icb
    contributions:
      - partner: council
        source: labcg
        year: 2025-26
        amount: £400
        instalments:
          - {due: 2025-04-01, amount: £100}
          - {due: 2025-07-01, amount: £100}
          - {due: 2025-10-01, amount: £100}
          - {due: 2026-01-01, amount: £100}
schemes:
  - {id: s, pool: p, baseline: {2025-26: £400}}
";

fn instalments(name: &str, rows: &str, as_at: &str) -> Vec<String> {
    let ledger = format!("date,kind,pool,partner,scheme,paid_by,amount\n{rows}");
    with_ledger("instalment-late", name, INSTALMENTS, &ledger, as_at)
}

#[test]
fn an_instalment_received_late_or_in_part_is_told_until_it_is_whole() {
    let first = "2025-04-01,contribution,p,council,,,100\n2025-09-30,spend,,,s,,50\n";
    assert_eq!(
        instalments("instalments-whole", first, DAY),
        [
            "warning: `council` has paid £100.00 of the £200.00 due to pool `p` for 2025-26 by 30 September 2025: £100.00 is outstanding, the first of it since 1 July 2025"
        ]
    );
    let part = format!("{first}2025-08-05,contribution,p,council,,,99.99\n");
    let told = instalments("instalments-whole", &part, DAY);
    assert!(
        told[0].contains("£0.01 is outstanding, the first of it since 1 July 2025"),
        "{told:?}"
    );
    // Late, and whole by now.
    let whole = format!("{first}2025-08-05,contribution,p,council,,,100\n");
    assert!(instalments("instalments-whole", &whole, DAY).is_empty());
}

#[test]
fn an_instalment_paid_in_advance_or_in_the_partners_own_books_counts() {
    let advance = "2025-04-01,contribution,p,council,,,200\n2025-09-30,spend,,,s,,50\n";
    assert!(instalments("instalments-advance", advance, DAY).is_empty());
    let own = "2025-04-01,contribution,p,council,,,100\n2025-09-30,spend,,,s,council,100\n";
    assert!(instalments("instalments-advance", own, DAY).is_empty());
    // Spend of the pool itself is no contribution.
    let pools = "2025-04-01,contribution,p,council,,,100\n2025-09-30,spend,,,s,,100\n";
    assert_eq!(instalments("instalments-advance", pools, DAY).len(), 1);
}

#[test]
fn what_fell_due_after_the_ledgers_last_month_may_have_been_paid() {
    let june = "2025-04-01,contribution,p,council,,,100\n2025-06-30,spend,,,s,,50\n";
    assert!(instalments("instalments-july", june, DAY).is_empty());
    let july = "2025-04-01,contribution,p,council,,,100\n2025-07-01,spend,,,s,,50\n";
    let told = instalments("instalments-july", july, DAY);
    assert!(
        told[0].contains("due to pool `p` for 2025-26 by 31 July 2025"),
        "{told:?}"
    );
    // October is not over on the 31st, and is on 1 November.
    let october = "2025-04-01,contribution,p,council,,,200\n2025-10-31,spend,,,s,,50\n";
    assert!(instalments("instalments-july", october, "2025-10-31").is_empty());
    assert_eq!(
        instalments("instalments-july", october, "2025-11-01").len(),
        1
    );
    // A row left out may be the receipt.
    let left_out = format!("{july}2025-07-02,contribution,p,council,,,lots\n");
    assert!(instalments("instalments-july", &left_out, DAY).is_empty());
    // So may one that names a scheme; the pool's own spend is none.
    let named = format!("{july}2025-07-02,contribution,,council,s,,lots\n");
    assert!(instalments("instalments-july", &named, DAY).is_empty());
    let spent = format!("{july}2025-07-02,spend,,,s,,lots\n");
    assert_eq!(instalments("instalments-july", &spent, DAY).len(), 1);
    // A ledger without any contribution does not record them.
    assert!(instalments("instalments-july", "2025-09-30,spend,,,s,,50\n", DAY).is_empty());
}

#[test]
fn a_year_the_agreement_only_touches_is_inside_it() {
    let on = |starts: &str, ends: &str, more: &str| {
        let below = format!(
            "agreement:\n  arrangements: [pooled-fund]\n  starts: {starts}\n  ends: {ends}\n{more}\
             pools:\n  - id: p\n    contributions:\n      \
             - {{partner: icb, source: nhs-minimum, year: 2025-26, amount: £1m}}\n"
        );
        of("year-outside-agreement", "timing-year", &below, DAY).len()
    };
    assert_eq!(on("2024-04-01", "2025-04-01", ""), 0);
    assert_eq!(on("2024-04-01", "2025-03-31", ""), 1);
    assert_eq!(on("2026-03-31", "2027-03-31", ""), 0);
    assert_eq!(on("2026-04-01", "2027-03-31", ""), 1);
    assert_eq!(
        on(
            "2024-04-01",
            "2025-03-31",
            "  extensions: {made: [2026-03-31]}\n"
        ),
        0
    );
}

#[test]
fn two_schemes_of_one_name_and_baseline_are_one_budget_twice() {
    let on = |second: &str| {
        let below = format!(
            "pools:\n  - {{id: p, host: icb}}\nschemes:\n  \
             - {{id: one, name: Home reablement, pool: p, baseline: {{2025-26: £100}}}}\n  - {{id: two, {second}}}\n"
        );
        of("scheme-earmarked-twice", "timing-twice", &below, DAY)
    };
    assert_eq!(
        on("name: home-Reablement, pool: p, baseline: {2025-26: £100.00}"),
        ["warning: schemes `one` and `two` have one name and the same baseline of £100.00"]
    );
    assert!(on("name: Home reablement, pool: p, baseline: {2025-26: £100.01}").is_empty());
    assert!(on("name: Home reablement, pool: p, baseline: {2026-27: £100}").is_empty());
    assert!(on("name: Reablement, pool: p, baseline: {2025-26: £100}").is_empty());
}

#[test]
fn a_ledger_is_stale_123_days_after_its_last_actual_month() {
    let below = format!(
        "{}pools:\n  - {{id: p, host: icb}}\nschemes:\n  - {{id: s, pool: p, baseline: £100}}\n",
        agreement("")
    );
    let on = |rows: &str, day: &str| {
        let ledger = format!("date,kind,scheme,amount\n{rows}");
        with_ledger("ledger-stale", "reviews-ledger", &below, &ledger, day)
    };
    // 31 July, 31 August, 30 September and 31 October are 123 days; they end on 31 October.
    let june = "2025-06-10,spend,s,10\n";
    assert!(on(june, "2025-10-31").is_empty());
    assert_eq!(
        on(june, "2025-11-01"),
        [
            "warning: the ledger's last actual figures are of the month to 30 June 2025, 124 days ago"
        ]
    );
    // Neither a forecast nor a month to come brings it up to date.
    let more = "2025-10-10,forecast,s,10\n2026-03-31,spend,s,10\n";
    assert_eq!(on(&format!("{june}{more}"), "2025-11-01").len(), 1);
    // A row left out may be of a later month; an agreement that is over has no ledger to keep up.
    assert!(on(&format!("{june}2025-09-30,spend,s,lots\n"), "2025-11-01").is_empty());
    assert!(on(june, "2028-04-01").is_empty());
}

#[test]
fn a_contract_with_a_provider_on_one_of_its_rows_has_one() {
    let head = "contract,title,provider,starts,ends\n";
    let on = |rows: &str| {
        of_register(
            "contract-without-provider",
            "routes-provider",
            &format!("{head}{rows}"),
        )
    };
    let two = "A-1,Beds,,2025-04-01,2026-03-31\nA-1,Beds,Fellside Care Ltd,2025-04-01,2026-03-31\n";
    assert!(on(two).is_empty());
    let none = "A-1,Beds,,2025-04-01,2026-03-31\nA-1,Beds,TBC,2025-04-01,2026-03-31\n";
    assert_eq!(on(none), ["warning: contract A-1 names no provider"]);
    // It may not be awarded yet.
    assert!(on("A-1,Beds,,2025-10-21,2026-03-31\n").is_empty());
    assert_eq!(on("A-1,Beds,,2025-10-20,2026-03-31\n").len(), 1);
    let column = "contract,title,starts,ends\nA-1,Beds,2025-04-01,2026-03-31\nA-2,Home care,2025-04-01,2026-03-31\n";
    let told = of_register("contract-without-provider", "routes-no-column", column);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("note: "), "{told:?}");
}

#[test]
fn a_route_is_held_against_the_codes_where_both_can_tell() {
    let on = |starts: &str, cpv: &str, route: &str| {
        let register = format!(
            "contract,title,provider,starts,ends,cpv,route\nA-1,Care,Fellside,{starts},2028-03-31,{cpv},{route}\n"
        );
        of_register("route-doubtful", "routes-route", &register).len()
    };
    let (inside, outside, perhaps) = ("85140000-2", "85311000-2", "85323000-9");
    let begun = "2025-04-01";
    for (route, of_the_regime) in [
        ("Direct Award Process A", true),
        ("PSR - direct award (C)", true),
        ("Provider Selection Regime: competitive process", true),
        ("most_suitable_provider", true),
        ("Open tender", false),
        ("Competitive flexible procedure", false),
        ("Outside PSR", false),
    ] {
        assert_eq!(
            on(begun, inside, route),
            usize::from(!of_the_regime),
            "inside, {route}"
        );
        assert_eq!(
            on(begun, outside, route),
            usize::from(of_the_regime),
            "outside, {route}"
        );
        assert_eq!(on(begun, perhaps, route), 0, "perhaps, {route}");
    }
    for route in [
        "Direct award",
        "Competitive process",
        "Framework call-off",
        "TBC",
    ] {
        assert_eq!(
            on(begun, inside, route) + on(begun, outside, route),
            0,
            "{route}"
        );
    }
    // Codes of both sides, none, and contracts of before the regime.
    assert_eq!(on(begun, "85140000; 85311000", "Open tender"), 0);
    assert_eq!(on(begun, "", "Open tender"), 0);
    assert_eq!(on("2023-12-31", inside, "Open tender"), 0);
    assert_eq!(on("2024-01-01", inside, "Open tender"), 1);
}

/// £60 a month against £600: reached with the tenth month, passed with the eleventh.
#[test]
fn spend_is_beyond_its_baseline_once_it_is_more_than_the_whole_years() {
    let below =
        "pools: [{id: pool}]\nschemes:\n  - {id: beds, pool: pool, baseline: {2025-26: £600}}\n";
    let months = [
        "2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11",
        "2025-12", "2026-01", "2026-02",
    ];
    let rows: String = months
        .iter()
        .map(|month| format!("{month}-15,spend,beds,60.00\n"))
        .collect();
    let ledger = format!("date,kind,scheme,amount\n{rows}");
    let on = |day: &str, ledger: &str| {
        with_ledger("spend-beyond-baseline", "beyond", below, ledger, day)
    };
    assert!(on("2026-01-31", &ledger).is_empty());
    assert_eq!(
        on("2026-02-28", &ledger),
        [
            "warning: scheme `beds` has cost £660.00 by 28 February 2026, £60.00 more than its baseline of £600.00 for the whole of 2025-26"
        ]
    );
    // A baseline raised by a later row is the one that counts.
    let raised = format!("{ledger}2026-01-10,rebase,beds,60.00\n");
    assert!(on("2026-02-28", &raised).is_empty());
    // On the year's last day it is no longer early, and in the next year another baseline holds.
    assert!(on("2026-03-31", &ledger).is_empty());
    assert!(on("2026-04-01", &ledger).is_empty());
}
