//! The memorandum account: funding, expenditure, surplus, whose it is, brought and carried forward.

use super::{PAID, PLAN, SPENT, asked, folder, map, of, whole};

const SUMS: &[&str] = &["funding_total", "expenditure_total", "surplus"];

/// Funding £10m; home £6.3m and beds £1.95m + £2m − £50,000 = £3.9m: £10.2m, a deficit of £200,000.
/// Home is £300,000 over: the reserve finds 100,000, and 200,000 is 6 : 4, 120,000 and 80,000. Beds are
/// £100,000 under: 60,000 and 40,000 back. The ICB bears 60,000, the council 40,000; with the reserve's
/// 100,000 that is the deficit. The fund holds 100,000 + 10,000,000 − 10,200,000 = −100,000: nothing in
/// reserve, and 100,000 to come from the partners.
#[test]
fn a_whole_year_adds_up() {
    let rows = format!("{PAID}{SPENT}");
    let answer = whole("year", PLAN, &rows, "2025-26", "2026-06-30");
    let pool = &answer["pools"][0];
    assert_eq!(
        of(pool, &["pool", "standing", "host"]),
        "care pooled council"
    );
    let account = &pool["accounts"][0];
    assert_eq!(of(account, SUMS), "10000000.00 10200000.00 -200000.00");
    assert_eq!(
        map(&account["expenditure"]),
        "home 6300000.00 beds 3900000.00"
    );
    assert_eq!(map(&account["shares"]), "icb 60000.00 council 40000.00");
    assert_eq!(of(account, &["not_budgeted", "unallocated"]), "0.00 0.00");
    let reserve = &account["reserves"][0];
    assert_eq!(
        of(reserve, &["opening", "change", "closing"]),
        "100000.00 -100000.00 0.00"
    );
    assert_eq!(
        of(account, &["brought_forward", "carried_forward"]),
        "100000.00 0.00"
    );
    assert_eq!(of(account, &["held"]), "-100000.00");
    assert_eq!(pool["accounts"].as_array().unwrap().len(), 1);
}

/// To September the ICB's two instalments make £3m and six twelfths of £4m, odd pennies to the first four, are
/// £2,000,000.02. Home cost £3.1m, beds £1.95m − £0.05m = £1.9m: a surplus of two pence. Home is £100,000 over,
/// which the reserve finds; beds, budgeted in the same twelfths, are £100,000.02 under: 60,000.012 and
/// 40,000.008, the penny left over to the larger rest.
#[test]
fn part_of_a_year_counts_what_is_due() {
    let rows = format!("{PAID}{SPENT}");
    let answer = whole("half", PLAN, &rows, "2025-26-Q2", "2025-10-20");
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(of(account, SUMS), "5000000.02 5000000.00 0.02");
    assert_eq!(map(&account["shares"]), "icb -60000.01 council -40000.01");
    assert_eq!(
        of(account, &["not_budgeted", "carried_forward"]),
        "0.00 0.00"
    );
}

/// To May one instalment of £1.5m and two twelfths of £4m, £666,666.68 (odd pennies to the earliest):
/// £2,166,666.68. Two twelfths of the baselines: £1m and £666,666.68. £500,000.00 is due before it is
/// budgeted. Nothing is spent on beds by then but £1; home cost £1m.
#[test]
fn what_is_due_before_it_is_budgeted_is_named() {
    let rows = "2025-05-31,spend,,home,,1000000,,,,,\n2025-05-31,spend,,beds,,1,,,,,\n";
    let answer = whole("early", PLAN, rows, "2025-26-M02", "2025-06-10");
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(of(account, SUMS), "2166666.68 1000001.00 1166665.68");
    // £666,665.68 less than budgeted, 6 : 4: 399,999.408 and 266,666.272; the penny to the larger rest.
    assert_eq!(map(&account["shares"]), "icb -399999.41 council -266666.27");
    assert_eq!(of(account, &["not_budgeted"]), "500000.00");
}

/// The year as forecast: home £3.1m and £3.3m to come, beds £1.9m and £2.1m: £10.4m against the year's £10m.
#[test]
fn a_forecast_counts_the_year_s_contributions() {
    let rows = "\
2025-06-30,spend,,home,,3100000,,,,,
2025-06-30,spend,,beds,,1900000,,,,,
2026-01-31,forecast,,home,,3300000,,,,,2025-10-01
2026-01-31,forecast,,beds,,2100000,,,,,2025-10-01
";
    let at = folder("forecast", PLAN, rows);
    let asked = [
        "pool",
        "--through",
        "2025-26-Q2",
        "--basis",
        "forecast",
        "--format",
        "json",
    ];
    let output = super::support::run(&at, &[&asked[..], &["--as-at", "2025-10-20"]].concat());
    let answer = super::support::answer(&output);
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(of(account, &["period"]), "2025-26 forecast");
    assert_eq!(of(account, SUMS), "10000000.00 10400000.00 -400000.00");
    let budget = &answer["pools"][0]["budgets"][0];
    assert_eq!(
        of(&budget["to_date"], &["budget", "outturn", "variance"]),
        "3000000.00 3100000.00 100000.00"
    );
    assert_eq!(
        of(&budget["year"], &["budget", "outturn", "variance"]),
        "6000000.00 6400000.00 400000.00"
    );
}

/// A year with one month gone, and no forecast: what that month cost is carried on.
#[test]
fn one_month_gone_is_carried_on() {
    let rows = "2025-04-30,spend,,home,,500000,,,,,\n2025-04-30,spend,,beds,,1,,,,,\n";
    let answer = whole("one-month", PLAN, rows, "2025-26-M01", "2025-05-20");
    let home = &answer["pools"][0]["budgets"][0];
    assert_eq!(of(&home["year"], &["outturn"]), "6000000.00");
    assert_eq!(
        home["notes"][0],
        "no forecast in the ledger: the out-turn of 1 month, £500,000.00, is carried on at the same rate"
    );
}

/// What the report says of the forecast of the test above, with £100,000 more of the council's from one source.
fn forecast_with(name: &str, source: &str, more: &str) -> String {
    let plan = PLAN.replace(
        "    reserves:",
        &format!("      - {{partner: council, source: {source}, year: 2025-26, amount: £100k}}\n    reserves:"),
    );
    let rows = format!(
        "2025-06-30,spend,,home,,3100000,,,,,\n2025-06-30,spend,,beds,,1900000,,,,,\n\
         2026-01-31,forecast,,home,,3300000,,,,,2025-10-01\n\
         2026-01-31,forecast,,beds,,2100000,,,,,2025-10-01\n{more}"
    );
    let at = folder(name, &plan, &rows);
    let asked = ["pool", "--through", "2025-26-Q2", "--basis", "forecast"];
    let output = super::support::run(&at, &[&asked[..], &["--as-at", "2025-10-20"]].concat());
    let text = super::support::printed(&output);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// £10.1m of funding, £10m of budgets. Where the £100,000 are the facilities grant and £40,000 were handed on, the
/// other £60,000 may still be, and no forecast has them: 10,100,000 − 10,400,000 − 40,000 = −340,000. Other
/// money is budgeted for no scheme, and of grant nothing is said.
#[test]
fn a_forecast_says_that_grant_is_still_to_be_handed_on() {
    let handed_on = "2025-05-31,passport,care,,,40000,,council,council,,\n";
    let told = forecast_with("forecast-grant", "dfg", handed_on);
    for said in [
        "The account shows a deficit of £340,000.00 for the year as forecast. Grant handed on is that to 30 September 2025: what is still to be handed on is not in expenditure, and the surplus is larger by it, or the deficit smaller.",
        "Not budgeted: £60,000.00 of the year's funding is for grant still to be handed on, or is budgeted for no scheme",
    ] {
        assert!(told.contains(said), "no {said}: {told}");
    }
    let told = forecast_with("forecast-other", "other", "");
    let said = "Not budgeted: £100,000.00 of the year's funding is budgeted for no scheme";
    assert!(told.contains(said), "{told}");
    assert!(!told.contains("handed on"), "{told}");
}

/// A partner that pays nothing and bears nothing; money taken back; a grant handed on, by which the budget
/// falls. £100,000 of grant, £40,000 of it handed on; home cost £6m, beds £4m less a credit of £20,000, and the
/// grant's scheme £60,000: £10.08m with the £40,000. Funding £10.1m: a surplus of £20,000, the credit: 6 : 4
/// of... the council now pays £4.1m of £10.1m: 8,118.81 and 11,881.19.
#[test]
fn grants_handed_on_credits_and_partners_who_pay_nothing() {
    let plan = PLAN
        .replace(
            "agreement:",
            "  - {id: trust, name: Tarnwater Trust, kind: nhs-trust}\nagreement:",
        )
        .replace(
            "    reserves:",
            "      - {partner: council, source: dfg, year: 2025-26, amount: £100k, capital: yes}\n    reserves:",
        )
        .replace(
            "risk_shares:",
            "  - {id: grant, pool: care, lead: council, baseline: {2025-26: £100k}, risk_share: rule}\nrisk_shares:",
        );
    let rows = "\
2025-05-31,rebase,,grant,,-40000,,,,,
2025-05-31,passport,care,grant,,40000,,council,council,,
2025-05-31,spend,,grant,,60000,,,,,
2025-05-31,spend,,home,,6000000,,,,,
2025-05-31,spend,,beds,,4000000,,,,,
2025-06-30,spend,,beds,,-20000,,,,,
";
    let answer = whole("handed-on", &plan, rows, "2025-26", "2026-06-30");
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(of(account, SUMS), "10100000.00 10080000.00 20000.00");
    assert_eq!(of(account, &["handed_on", "not_budgeted"]), "40000.00 0.00");
    assert_eq!(map(&account["shares"]), "icb -11881.19 council -8118.81");
    let trust = &account["positions"][2];
    assert_eq!(
        of(trust, &["party", "contribution", "due", "share", "balance"]),
        "trust 0.00 0.00 0.00 0.00"
    );
    // No contribution is in the ledger: what the fund holds is not known.
    assert!(account["held"].is_null());
}

/// Two pooled funds with hosts of their own, and money in view: shown apart, and in no share.
#[test]
fn several_pools_stand_each_on_its_own() {
    let plan = PLAN.replace(
        "schemes:\n",
        "  - id: kit
    host: icb
    contributions:
      - {partner: icb, source: nhs-additional, year: 2025-26, amount: £100k}
      - {partner: council, source: council-additional, year: 2025-26, amount: £100k}
  - id: aside
    standing: aligned
    contributions:
      - {partner: council, source: other, year: 2025-26, amount: £50k}
schemes:
  - {id: loans, pool: kit, lead: icb, baseline: {2025-26: £200k}, risk_share: rule-2}
  - {id: advice, pool: aside, lead: council, baseline: {2025-26: £50k}}
",
    ) + "  - id: rule-2
    overspend: {bands: [{to: equally}]}
    underspend: {bands: [{to: equally}]}
";
    let rows = format!(
        "{SPENT}2025-06-30,spend,,loans,,210000,,,,,\n2025-06-30,spend,,advice,,70000,,,,,\n"
    );
    let (answer, status) = asked(&folder("several", &plan, &rows), "2025-26", "2026-06-30");
    assert_eq!(status, 0, "{}", answer["not_computed"]);
    let pools = answer["pools"].as_array().unwrap();
    assert_eq!(of(&pools[1], &["pool", "host"]), "kit icb");
    let kit = &pools[1]["accounts"][0];
    assert_eq!(of(kit, SUMS), "200000.00 210000.00 -10000.00");
    assert_eq!(map(&kit["shares"]), "icb 5000.00 council 5000.00");
    assert_eq!(of(&pools[2], &["pool", "standing"]), "aside aligned");
    let aside = &pools[2]["accounts"][0];
    assert_eq!(of(aside, SUMS), "50000.00 70000.00 -20000.00");
    assert!(aside.get("shares").is_none());
    // As without it.
    assert_eq!(of(&pools[0]["accounts"][0], &["surplus"]), "-200000.00");
}

/// Last year beside this: 2025-26 closes its contingency with nothing, 2026-27 says it opens with £30,000.
/// Within the year the same months stand beside it, and the whole.
#[test]
fn last_year_stands_beside_this() {
    let plan = PLAN
        .replace("{2025-26: £100k}", "{2025-26: £100k, 2026-27: £30k}")
        .replace("{2025-26: £6m}", "{2025-26: £6m, 2026-27: £6.6m}")
        .replace("baseline: {2025-26: £4m}", "baseline: {2025-26: £4m, 2026-27: £4m}")
        .replace(
            "    reserves:",
            "      - {partner: icb, source: nhs-minimum, year: 2026-27, amount: £6.6m}\n      - {partner: council, source: council-additional, year: 2026-27, amount: £4m}\n    reserves:",
        );
    let rows = format!(
        "{SPENT}2026-06-30,spend,,home,,1650000,,,,,\n2026-06-30,spend,,beds,,1000000,,,,,\n"
    );
    let answer = whole("beside", &plan, &rows, "2026-27-Q1", "2026-07-20");
    let accounts = answer["pools"][0]["accounts"].as_array().unwrap();
    let periods: Vec<String> = accounts.iter().map(|a| of(a, &["period"])).collect();
    assert_eq!(periods, ["2026-27-Q1", "2025-26-Q1", "2025-26"]);
    // A quarter of £6.6m, and of £4m with two odd pennies, less £2.65m; £1.5m and that less £5.05m; and the whole
    // of the first test.
    assert_eq!(of(&accounts[0], SUMS), "2650000.02 2650000.00 0.02");
    assert_eq!(of(&accounts[1], SUMS), "2500000.02 5050000.00 -2549999.98");
    assert_eq!(of(&accounts[2], SUMS), "10000000.00 10200000.00 -200000.00");
    assert_eq!(of(&accounts[2], &["carried_forward"]), "0.00");
    assert_eq!(of(&accounts[0], &["brought_forward"]), "30000.00");
    let text = super::support::printed(&super::support::run(
        &folder("beside-text", &plan, &rows),
        &["pool", "--through", "2026-27-Q1", "--as-at", "2026-07-20"],
    ));
    let told = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("Reserve contingency closed 2025-26 with £0.00 and opens 2026-27 with £30,000.00: £30,000.00 more is not explained."),
        "{text}"
    );
}
