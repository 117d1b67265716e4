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

/// The grant's one row cannot be read: that nothing was handed on, or not budgeted, is not said.
#[test]
fn grant_of_which_a_row_cannot_be_read_is_not_taken_for_none() {
    let plan = PLAN.replace("source: council-additional", "source: dfg");
    let rows = format!("{PAID}{SPENT}2025-06-30,passport,care,,,1o0,dfg,council,icb,,\n");
    let at = folder("grant-row", &plan, &rows);
    let (answer, status) = asked(&at, "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(
        of(
            account,
            &["funding_total", "handed_on", "not_budgeted", "surplus"]
        ),
        "10000000.00 null null null"
    );
    // £6.3m and £3.9m of spend and income against £10m: £100,000 from the reserve, and £100,000 as
    // they contribute, 6 to 4. That does not rest on the row.
    assert_eq!(map(&account["shares"]), "icb 60000.00 council 40000.00");
    let ask = ["pool", "--through", "2025-26", "--as-at", "2026-06-30"];
    let text = super::support::printed(&super::support::run(&at, &ask));
    let text = text.replace('\u{a0}', " ");
    for line in [" Grant handed on ", " Not budgeted "] {
        let found = text.lines().find(|l| l.starts_with(line));
        assert!(found.is_some_and(|l| l.ends_with("not computed")), "{text}");
    }
}

/// A contribution may name a scheme; where its amount cannot be read, what came is not known.
#[test]
fn a_contribution_of_a_scheme_that_cannot_be_read_refuses_what_came() {
    let rows = format!("{PAID}{SPENT}2025-06-30,contribution,,home,icb,1o0,,,,,\n");
    let at = folder("paid-for-scheme", PLAN, &rows);
    let (answer, status) = asked(&at, "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    let account = &answer["pools"][0]["accounts"][0];
    let sources = account["funding"].as_array().unwrap();
    assert!(!sources.is_empty() && sources.iter().all(|source| source["received"].is_null()));
    let ask = ["pool", "--through", "2025-26", "--as-at", "2026-06-30"];
    let text = super::support::printed(&super::support::run(&at, &ask));
    let came = text.lines().find(|l| l.contains("Contributions received"));
    let came = came.map(|l| l.replace('\u{a0}', " "));
    assert!(came.is_some_and(|l| l.ends_with("not computed")), "{text}");
}

/// A row that names one pool and another's scheme may be either's: neither total is given.
#[test]
fn a_row_of_two_pools_keeps_the_totals_of_both_back() {
    let plan = PLAN
        .replace("schemes:\n", "  - {id: kit, name: Kit fund}\nschemes:\n  - {id: hoists, name: Hoists, pool: kit, lead: icb, baseline: {2025-26: 500.00}, risk_share: rule}\n")
        .replace("first: [{reserve: contingency}], ", "");
    let rows = format!(
        "{PAID}{SPENT}2025-06-30,spend,,hoists,,480.00,,,,,\n2025-07-01,spend,kit,home,,20.00,,,,,\n"
    );
    let (answer, status) = asked(&folder("two-pools", &plan, &rows), "2025-26", "2026-06-30");
    assert_eq!(status, 1);
    let pools = answer["pools"].as_array().unwrap();
    assert_eq!(pools.len(), 2);
    for pool in pools {
        let account = &pool["accounts"][0];
        assert_eq!(
            of(account, &["expenditure_total", "surplus", "held"]),
            "null null null"
        );
    }
    assert_eq!(
        map(&pools[1]["accounts"][0]["expenditure"]),
        "hoists 480.00"
    );
    let told = missing(&answer).join("\n");
    assert!(
        told.contains("kit expenditure ledger/a.csv:14: what may belong to it"),
        "{told}"
    );
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
