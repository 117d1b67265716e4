//! What cannot be computed is named with its place, and nothing that would rest on it is given.

use super::{PAID, PLAN, SPENT, asked, folder, map, missing, of};

/// Without a ledger there is funding, and nothing else.
#[test]
fn without_a_ledger_there_is_only_funding() {
    let (answer, status) = asked(&folder("no-ledger", PLAN, ""), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    let why = "no spend or income in the ledger to 2025-26-Q4: a true nil is a row of 0.00";
    assert_eq!(
        missing(&answer),
        [
            format!("care scheme/home nowhere: {why}"),
            format!("care scheme/beds nowhere: {why}")
        ]
    );
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(of(account, &["funding_total"]), "10000000.00");
    for key in [
        "expenditure_total",
        "surplus",
        "shares",
        "not_budgeted",
        "held",
    ] {
        assert!(account[key].is_null(), "{key}");
    }
    assert_eq!(map(&account["expenditure"]), "home null beds null");
}

/// One scheme of two without spend: the other's figures are there, the totals are not.
#[test]
fn a_scheme_that_cannot_be_computed_takes_the_totals_with_it() {
    let rows = format!("{PAID}2025-06-30,spend,,home,,6300000,,,,,\n");
    let (answer, status) = asked(&folder("one-scheme", PLAN, &rows), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    assert_eq!(missing(&answer).len(), 1);
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(map(&account["expenditure"]), "home 6300000.00 beds null");
    assert!(account["surplus"].is_null() && account["shares"].is_null());
    let text = super::support::printed(&super::support::run(
        &folder("one-scheme-text", PLAN, &rows),
        &["pool", "--through", "2025-26", "--as-at", "2026-06-30"],
    ));
    let surplus = text.lines().find(|l| l.contains("Surplus")).unwrap();
    assert!(
        surplus.replace('\u{a0}', " ").ends_with("not computed"),
        "{surplus}"
    );
    assert!(
        text.contains("- pool/care, scheme/beds: no spend or income"),
        "{text}"
    );
}

/// A row whose amount cannot be read, of a scheme that can: its line is named, once.
#[test]
fn a_row_that_cannot_be_read_is_named() {
    let rows = format!("{PAID}{SPENT}2025-06-30,spend,,beds,,12o0,,,,,\n");
    let (answer, status) = asked(&folder("bad-row", PLAN, &rows), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    let told = missing(&answer);
    assert!(!told.is_empty());
    assert!(
        told.iter().all(|m| m.contains("ledger/a.csv:13")),
        "{told:?}"
    );
    assert!(answer["pools"][0]["accounts"][0]["surplus"].is_null());
}

/// A row that names no pool that can be read may be money into this one: what came is not told.
#[test]
fn a_row_that_may_be_of_the_pool_refuses_what_came() {
    let rows = format!("{PAID}{SPENT}2025-06-30,contribution,?,,icb,100,,,,,\n");
    let (answer, status) = asked(&folder("any-pool", PLAN, &rows), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    let pool = &answer["pools"][0];
    assert!(pool["instalments"].is_null());
    assert!(pool["accounts"][0]["surplus"].is_null());
    assert_eq!(answer["left_out"].as_array().unwrap().len(), 1);
}

/// A reserve without an opening for the year: what is carried forward is not known. The risk share
/// that draws on it is refused with it.
#[test]
fn a_reserve_without_an_opening_carries_nothing_forward() {
    let plan = PLAN.replace("{2025-26: £100k}", "{2024-25: £100k}");
    let rows = format!("{PAID}{SPENT}");
    let (answer, status) = asked(&folder("no-opening", &plan, &rows), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    let account = &answer["pools"][0]["accounts"][0];
    assert!(account["carried_forward"].is_null() && account["held"].is_null());
    // What does not rest on it is given.
    assert_eq!(of(account, &["surplus"]), "-200000.00");
    let told = missing(&answer);
    assert_eq!(
        told,
        [
            "care reserve contingency partnership.yaml:27: reserve `contingency` has no opening amount for 2025-26"
        ]
    );
}

/// A scheme that names no pool may be one of any; a pool whose standing cannot be read is shown apart.
#[test]
fn what_may_be_of_a_pool_keeps_its_totals_back() {
    let plan = PLAN.replace(
        "{id: beds, name: Beds, pool: care,",
        "{id: beds, name: Beds, pool: carr,",
    );
    let (answer, status) = asked(&folder("stray", &plan, SPENT), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    assert!(answer["pools"][0]["accounts"][0]["surplus"].is_null());
    let told = missing(&answer).join("\n");
    assert!(
        told.contains("scheme `beds` names no pool that can be read, and may be one of it"),
        "{told}"
    );

    let plan = PLAN.replace("    name: Care fund\n", "    standing: pooled-ish\n");
    let (answer, status) = asked(&folder("standing", &plan, SPENT), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    assert!(answer["pools"][0]["standing"].is_null());
    let told = missing(&answer).join("\n");
    assert!(told.contains("whether it is shared is not known"), "{told}");
}

/// The only pool has an id that cannot be read, and so has a scheme: both are named with their places, and no pool
/// is there to tell of them.
#[test]
fn a_pool_and_a_scheme_that_cannot_be_read_are_named() {
    let plan = PLAN
        .replace("  - id: care\n", "  - id: Care\n")
        .replace("{id: beds, name", "{id: Beds, name");
    let (answer, status) = asked(&folder("lost", &plan, ""), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    assert_eq!(answer["pools"].as_array().unwrap().len(), 0);
    assert_eq!(
        missing(&answer),
        [
            "null pools partnership.yaml:13: pool `Care` cannot be read",
            "null pools partnership.yaml:30: scheme `Beds` cannot be read",
        ]
    );
}
