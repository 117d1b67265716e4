//! From last year's figures to this year's.

use super::{PLAN, SPENT, of, support, whole};
use serde_json::Value;

/// The ICB's next year: £5m of last year's £6m recurs (£1m more did not), and 3% of it is 150,000; £20,000
/// goes on from changes made within the year, £80,000 is planned, £50,000 to be saved, and £300,000 is new and
/// not to recur: 6,000,000 − 1,000,000 + 150,000 + 20,000 + 80,000 − 50,000 + 300,000 = 5,500,000. It pays
/// 5,500,123.45: £123.45 is not explained.
const NEXT: &str = "
      - {partner: icb, source: nhs-minimum, year: 2026-27, amount: \"5,200,123.45\", uplift: 3%, recurrent_change: 20k, planned change: £80k, efficiency: -50k}
      - {partner: icb, source: nhs-minimum, year: 2026-27, amount: £300k, recurrent: no}
    reserves:";

fn plan() -> String {
    PLAN.replace(
        "        amount: £6m
        instalments:
          - {due: 2025-04-15, amount: £1.5m}
          - {due: 2025-07-15, amount: £1.5m}
          - {due: 2025-10-15, amount: £1.5m}
          - {due: 2026-01-15, amount: £1.5m}
",
        "        amount: £5m
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £1m, recurrent: no}
",
    )
    .replace("\n    reserves:", NEXT)
    .replace(
        "baseline: {2025-26: £6m}",
        "baseline: {2025-26: £6m, 2026-27: £6.3m}, uplift: {2026-27: £200k}, efficiency: {2026-27: \"(25,000)\"}",
    )
    .replace("{2025-26: £100k}", "{2025-26: £100k, 2026-27: £0}")
}

const STEPS: &[&str] = &[
    "last_year",
    "ended",
    "uplift",
    "recurrent_change",
    "planned_change",
    "efficiency",
    "new",
    "not_explained",
    "this_year",
];

const ROWS: &str = "2026-04-30,spend,,home,,500000,,,,,\n2026-04-30,rebase,,home,,10000,,,,,\n2026-04-30,spend,,beds,,1,,,,,\n";

#[test]
fn every_step_is_told_and_the_rest_is_not_explained() {
    let plan = plan().replace("baseline: {2025-26: £4m}", "baseline: {2026-27: £4m}");
    let (answer, _) = super::asked(
        &super::folder("bridge", &plan, ROWS),
        "2026-27-M01",
        "2026-06-30",
    );
    let bridge = &answer["pools"][0]["bridge"];
    assert_eq!(of(bridge, &["from", "to"]), "2025-26 2026-27");
    let icb = &bridge["contributions"][0];
    assert_eq!(
        of(icb, STEPS),
        "6000000.00 -1000000.00 150000.00 20000.00 80000.00 -50000.00 300000.00 123.45 5500123.45"
    );
    // The council's ends: nothing explains it.
    let council = &bridge["contributions"][1];
    assert_eq!(
        of(council, STEPS),
        "4000000.00 0.00 0.00 0.00 0.00 0.00 0.00 -4000000.00 0.00"
    );
    // 6,300,000 − 6,000,000 − 200,000 + 25,000 = 125,000.
    let home = &bridge["schemes"][0];
    assert_eq!(
        of(home, STEPS),
        "6000000.00 0.00 200000.00 0.00 0.00 -25000.00 0.00 125000.00 6300000.00"
    );
    assert_eq!(of(home, &["changed_within_year"]), "10000.00");
    // A scheme that is new has nothing to come from.
    let beds = &bridge["schemes"][1];
    assert_eq!(
        of(beds, &["last_year", "not_explained", "this_year"]),
        "0.00 4000000.00 4000000.00"
    );
}

/// The example's steps are those worked by hand in `docs/pool.md`, over every contribution and every scheme of
/// the pool; and where each begins and ends is what the accounts of the two years plan of it.
#[test]
fn the_steps_of_the_example_are_those_worked_by_hand() {
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    let (answer, _) = super::asked(&example, "2026-27-Q2", "2026-10-20");
    let pence =
        |value: &Value| -> i128 { value.as_str().unwrap().replace('.', "").parse().unwrap() };
    let pool = &answer["pools"][0];
    assert_eq!(of(pool, &["pool"]), "intermediate-care");
    for (list, worked) in [
        (
            "contributions",
            [
                2_594_996_200,
                0,
                37_424_881,
                0,
                43_490_000,
                -5_000_000,
                0,
                119,
            ],
        ),
        (
            "schemes",
            [
                2_594_996_200,
                0,
                76_026_160,
                3_530_640,
                15_382_400,
                -18_928_200,
                0,
                -96_000,
            ],
        ),
    ] {
        let all = pool["bridge"][list].as_array().unwrap();
        let sum = |step: &str| all.iter().map(|bridge| pence(&bridge[step])).sum::<i128>();
        let steps: Vec<i128> = STEPS[..8].iter().map(|step| sum(step)).collect();
        assert_eq!(steps, worked, "{list}");
        assert_eq!(sum("this_year"), worked.iter().sum(), "{list}");
    }
    let planned = |account: usize, bridge: &Value| -> i128 {
        let all = pool["accounts"][account]["funding"].as_array().unwrap();
        let own = all
            .iter()
            .filter(|f| f["partner"] == bridge["partner"] && f["source"] == bridge["source"]);
        own.map(|f| pence(&f["planned"])).sum()
    };
    let whole = pool["accounts"].as_array().unwrap().len() - 1;
    for bridge in pool["bridge"]["contributions"].as_array().unwrap() {
        let ends = (pence(&bridge["last_year"]), pence(&bridge["this_year"]));
        assert_eq!(
            ends,
            (planned(whole, bridge), planned(0, bridge)),
            "{bridge}"
        );
    }
}

/// The same from tables: a column a step.
#[test]
fn tables_hold_the_steps_as_columns() {
    let plan = "\
jcplan: 1
id: a
name: A
partners:
  - {id: icb, name: ICB, kind: integrated-care-board}
  - {id: council, name: Council, kind: unitary-authority}
agreement: {arrangements: [pooled-fund], starts: 2025-04-01, ends: 2028-03-31, host: council}
pools:
  - {id: care}
";
    let contributions = "\
pool,partner,source,year,amount,Uplift,recurrent change,planned_change,efficiency
care,icb,nhs-minimum,2025-26,1000000,,,,
care,icb,nhs-minimum,2026-27,1030000,2%,,20000,-10000
care,council,other,2026-27,5,,,,
";
    let schemes = "\
scheme,name,pool,lead,year,baseline,risk_share,uplift,efficiency
home,Home,care,council,2025-26,1000000,each-bears-own,,
home,Home,care,council,2026-27,1030005,each-bears-own,4%,-9995
";
    let ledger = format!("{}2026-04-30,spend,,home,,1,,,,,\n", super::HEAD);
    let at = support::folder(
        "pool-tables",
        &[
            ("partnership.yaml", plan),
            ("contributions.csv", contributions),
            ("schemes.csv", schemes),
            ("ledger/a.csv", &ledger),
        ],
    );
    let (answer, status) = super::asked(&at, "2026-27-M01", "2026-06-30");
    assert_eq!(status, 0, "{}", answer["not_computed"]);
    let bridge = &answer["pools"][0]["bridge"];
    // 1,030,000 − 1,000,000 − 20,000 − 20,000 + 10,000 = 0.
    assert_eq!(
        of(&bridge["contributions"][0], STEPS),
        "1000000.00 0.00 20000.00 0.00 20000.00 -10000.00 0.00 0.00 1030000.00"
    );
    // 1,030,005 − 1,000,000 − 40,000 + 9,995 = 0.
    assert_eq!(
        of(&bridge["schemes"][0], STEPS),
        "1000000.00 0.00 40000.00 0.00 0.00 -9995.00 0.00 0.00 1030005.00"
    );
}

/// An efficiency above nil would raise the amount; an uplift is a percentage or an amount.
#[test]
fn a_step_that_cannot_be_meant_is_told() {
    let wrong = plan()
        .replace("efficiency: -50k", "efficiency: 50k")
        .replace("{2026-27: £200k}", "{2026-27: 3..2%}");
    let at = super::folder("wrong-steps", &wrong, ROWS);
    let told = support::told(&at, "wrong-shape", "2026-06-30");
    assert_eq!(
        told,
        [
            "error: an efficiency of £50,000.00 would raise the amount of the year",
            "error: `3..2%` is no percentage",
        ]
    );
    let (answer, status) = super::asked(&at, "2026-27-M01", "2026-06-30");
    assert_eq!(status, 1);
    let home = &answer["pools"][0]["bridge"]["schemes"][0];
    assert!(home["not_explained"].is_null(), "{home}");
}

/// Two entries of one partner and source with an uplift each: of what it is cannot be told.
#[test]
fn two_uplifts_of_one_source_are_refused() {
    let twice = plan().replace("amount: £300k, recurrent: no", "amount: £300k, uplift: 1%");
    let twice = twice.replace(
        "baseline: {2025-26: £4m}",
        "baseline: {2025-26: £4m, 2026-27: £4m}",
    );
    let (answer, status) = super::asked(
        &super::folder("twice", &twice, ROWS),
        "2026-27-M01",
        "2026-06-30",
    );
    assert_eq!(status, 1);
    let why = super::missing(&answer).join("\n");
    assert!(
        why.contains("two contributions of one partner and source have an uplift"),
        "{why}"
    );
}

/// Without a year before there is nothing to come from, and nothing amiss.
#[test]
fn the_first_year_has_no_bridge() {
    let answer = whole("first-year", PLAN, SPENT, "2025-26", "2026-06-30");
    let bridge = &answer["pools"][0]["bridge"];
    assert!(bridge["contributions"].is_null() && bridge["schemes"].is_null());
}
