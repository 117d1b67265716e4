//! Since an earlier period of the same files.

use super::{BY_CONTRIBUTIONS, ledger, plan, support, told};
use serde_json::Value;

fn answer(name: &str, plan: &str, rows: &[&str], asked: &str) -> Value {
    let ledger = ledger(rows);
    let files = [("partnership.yaml", plan), ("ledger/a.csv", &ledger)];
    let folder = support::folder(&format!("since-{name}"), &files);
    let mut all = vec!["riskshare"];
    all.extend(asked.split(' '));
    support::jcplan(&folder, &all)
}

const Q1_TO_Q2: &str = "--through 2025-26-Q2 --since 2025-26-Q1";

/// £100,000 a month. To June £320,000 against £300,000: £20,000, 6 : 4 is 12,000 and 8,000. To
/// September £650,000 against £600,000: £50,000, 30,000 and 20,000. The out-turn's £330,000 more
/// is 198,000 and 132,000; the baseline's £300,000 more is 180,000 and 120,000 less.
#[test]
fn more_months_move_the_out_turn_and_the_baseline() {
    let plan = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let rows = ["2025-04-30,spend,s,320000,", "2025-07-31,spend,s,330000,"];
    let got = answer("months", &plan, &rows, Q1_TO_Q2);
    let expected = [
        "icb 12000.00 | 0.00 | 198000.00 | -180000.00 | 0.00 | 30000.00",
        "council 8000.00 | 0.00 | 132000.00 | -120000.00 | 0.00 | 20000.00",
    ];
    assert_eq!(told(&got["parties"]), expected);
    assert_eq!(told(&got["scopes"][0]["parties"]), expected);
    assert_eq!(got["schema"], "jcplan/riskshare-movement/1");
    assert_eq!(got["scopes"][0]["outturn"]["then"], "320000.00");
    assert_eq!(got["scopes"][0]["baseline"]["now"], "600000.00");
    assert!(got["changes"].as_array().unwrap().is_empty());
}

/// The host bears all to September, each half from October. To September £650,000 against
/// £600,000: 50,000 on the council. October to December cost £340,000 against £300,000. By the
/// rule of September the council bears 340,000 more and 300,000 less; the rule of October makes
/// halves of those months' 40,000: 20,000 off the council and on the ICB.
#[test]
fn a_version_that_begins_between_the_periods_is_a_changed_term() {
    let rules = "  - id: rule
    until: 2025-09-30
    overspend: {bands: [{to: host}]}
    underspend: {bands: [{to: host}]}
  - id: rule
    from: 2025-10-01
    overspend: {bands: [{to: equally}]}
    underspend: {bands: [{to: equally}]}
";
    let plan = plan(&[("s", "£1.2m")], rules);
    let rows = ["2025-04-30,spend,s,650000,", "2025-10-31,spend,s,340000,"];
    let asked = "--through 2025-26-Q3 --since 2025-26-Q2";
    let got = answer("versions", &plan, &rows, asked);
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 0.00 | 0.00 | 0.00 | 0.00 | 20000.00 | 20000.00",
            "council 50000.00 | 0.00 | 340000.00 | -300000.00 | -20000.00 | 70000.00",
        ]
    );
    assert_eq!(
        super::changes(&got),
        [
            "rule of `s` from `rule` (until 30 September 2025) to `rule` (until 30 September 2025) in April to September and `rule` (from 1 October 2025) in October to December (partnership.yaml:20)"
        ]
    );
}

/// A rebase of £24,000 in July: of the baseline's £324,000 more the ICB's six tenths are 194,400,
/// the council's 129,600. £320,000 and £330,000 as above: to September £650,000 against £624,000
/// is £26,000: 15,600 and 10,400.
#[test]
fn a_rebased_baseline_is_in_the_baseline() {
    let plan = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let rows = [
        "2025-04-30,spend,s,320000,",
        "2025-07-31,spend,s,330000,",
        "2025-07-01,rebase,s,24000,",
    ];
    let got = answer("rebase", &plan, &rows, Q1_TO_Q2);
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 12000.00 | 0.00 | 198000.00 | -194400.00 | 0.00 | 15600.00",
            "council 8000.00 | 0.00 | 132000.00 | -129600.00 | 0.00 | 10400.00",
        ]
    );
}

/// Forecasts of one version that covers July to March. As of June: £300,000 and then £930,000 of
/// forecast, £1,230,000 against £1,200,000: 18,000 and 12,000. As of September the £310,000 spent
/// take the place of July's forecast of £330,000: £20,000 less, so 12,000 and 8,000 less.
#[test]
fn a_forecast_moves_by_what_took_its_place() {
    let plan = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let rows = [
        "2025-04-30,spend,s,300000,",
        "2025-07-31,spend,s,310000,",
        "2025-07-31,forecast,s,330000,2025-06-30",
        "2025-10-31,forecast,s,600000,2025-06-30",
    ];
    let asked = format!("{Q1_TO_Q2} --basis forecast");
    let got = answer("forecast", &plan, &rows, &asked);
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 18000.00 | 0.00 | -12000.00 | 0.00 | 0.00 | 6000.00",
            "council 12000.00 | 0.00 | -8000.00 | 0.00 | 0.00 | 4000.00",
        ]
    );
    let notes = got["notes"].as_array().unwrap();
    assert_eq!(notes[0]["when"], "then", "{notes:?}");
    let what = notes[0]["what"].as_str().unwrap();
    assert!(what.contains("nothing for August"), "{what}");
}

/// `b` has nothing in the ledger before July: its movement is not given, nor any sum with it.
#[test]
fn what_could_not_be_computed_then_is_not_given() {
    let plan = plan(&[("a", "£1.2m"), ("b", "£1.2m")], BY_CONTRIBUTIONS);
    let rows = [
        "2025-04-30,spend,a,320000,",
        "2025-07-31,spend,a,330000,",
        "2025-07-31,spend,b,700000,",
    ];
    let got = answer("not-then", &plan, &rows, Q1_TO_Q2);
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 12000.00 | 0.00 | 198000.00 | -180000.00 | 0.00 | 30000.00",
            "council 8000.00 | 0.00 | 132000.00 | -120000.00 | 0.00 | 20000.00",
        ]
    );
    let not = got["not_given"].as_array().unwrap();
    assert_eq!(not.len(), 1);
    assert_eq!(not[0]["scope"], "scheme/b");
    assert_eq!(not[0]["when"], "then");
    assert!(
        not[0]["why"]
            .as_str()
            .unwrap()
            .starts_with("no spend or income")
    );
}

/// The same where the pool is added up: the pool's share then would lack `b`, so it is not given.
#[test]
fn a_pool_is_not_given_where_one_of_its_schemes_is_not() {
    let rules = BY_CONTRIBUTIONS.replace("id: rule\n", "id: rule\n    net: pool\n");
    let plan = plan(&[("a", "£1.2m"), ("b", "£1.2m")], &rules);
    let rows = [
        "2025-04-30,spend,a,320000,",
        "2025-07-31,spend,a,330000,",
        "2025-07-31,spend,b,700000,",
    ];
    let got = answer("pool-not-then", &plan, &rows, Q1_TO_Q2);
    assert!(got["scopes"].as_array().unwrap().is_empty());
    let not = got["not_given"].as_array().unwrap().iter();
    let names: Vec<&str> = not.map(|n| n["scope"].as_str().unwrap()).collect();
    assert_eq!(names, ["pool/pool", "scheme/b"]);
}

/// What was drawn from a reserve moves with the rest. £20,000 then: £10,000 from the reserve, the
/// rest 6,000 and 4,000. Now £50,000: still £10,000, the rest 24,000 and 16,000. With the out-turn
/// alone: £350,000 less £10,000 is £340,000: 204,000 and 136,000.
#[test]
fn what_a_reserve_takes_stands_beside_the_parties() {
    let rules = BY_CONTRIBUTIONS.replace(
        "overspend: {bands",
        "overspend: {first: [{reserve: contingency}], bands",
    );
    let plan = plan(&[("s", "£1.2m")], &rules);
    let rows = ["2025-04-30,spend,s,320000,", "2025-07-31,spend,s,330000,"];
    let got = answer("reserve", &plan, &rows, Q1_TO_Q2);
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 6000.00 | 0.00 | 198000.00 | -180000.00 | 0.00 | 24000.00",
            "council 4000.00 | 0.00 | 132000.00 | -120000.00 | 0.00 | 16000.00",
            "elsewhere 10000.00 | 0.00 | 0.00 | 0.00 | 0.00 | 10000.00",
        ]
    );
}

#[test]
fn a_period_that_is_not_earlier_in_the_year_is_refused() {
    let plan = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let ledger = ledger(&["2025-04-30,spend,s,320000,"]);
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", &ledger),
    ];
    let folder = support::folder("since-refused-periods", &files);
    for (since, said) in [
        (
            "2024-25-Q1",
            "--since 2024-25-Q1 is of another year than 2025-26-Q2: a risk share is of one year, so give an earlier period of 2025-26",
        ),
        (
            "2025-26-Q3",
            "--since 2025-26-Q3 does not end before 2025-26-Q2: give a period that ends before 30 September 2025",
        ),
        (
            "2025-26-M06",
            "--since 2025-26-M06 does not end before 2025-26-Q2: give a period that ends before 30 September 2025",
        ),
    ] {
        let asked = ["riskshare", "--through", "2025-26-Q2", "--since", since];
        let error = support::refused(&support::run(&folder, &asked));
        assert_eq!(error, format!("jcplan: {said}\n"));
    }
}

/// £600,000 to September as expected, and as much again by March, with a fire of £40,000 in
/// December that is the council's. It is so at once: the out-turn's £640,000 more is £40,000 to
/// the council and the rest to the ICB, the baseline's £600,000 takes that back.
#[test]
fn a_cause_of_the_months_between_goes_where_it_is_set_aside_at_once() {
    let rules = "  - id: rule
    set_aside: [{cause: fire, to: council}]
    overspend: {bands: [{to: icb}]}
    underspend: {bands: [{to: icb}]}
";
    let rows = "date,kind,scheme,amount,cause
2025-04-30,spend,s,600000,
2025-11-30,spend,s,600000,
2025-12-31,spend,s,40000,fire
";
    let plan = plan(&[("s", "£1.2m")], rules);
    let files = [("partnership.yaml", plan.as_str()), ("ledger/a.csv", rows)];
    let folder = support::folder("since-causes", &files);
    let asked = ["riskshare", "--through", "2025-26", "--since", "2025-26-Q2"];
    let got = support::jcplan(&folder, &asked);
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 0.00 | 0.00 | 600000.00 | -600000.00 | 0.00 | 0.00",
            "council 0.00 | 0.00 | 40000.00 | 0.00 | 0.00 | 40000.00",
        ]
    );
}

/// What is withheld, when, and why.
fn not_given(got: &Value) -> Vec<String> {
    let all = got["not_given"].as_array().unwrap().iter();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    all.map(|w| {
        format!(
            "{} {}: {}",
            text(&w["scope"]),
            text(&w["when"]),
            text(&w["why"])
        )
    })
    .collect()
}

/// Each period's own reason is told for it.
#[test]
fn reasons_that_differ_are_told_apart() {
    let plan = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let got = answer("reasons", &plan, &[], Q1_TO_Q2);
    let why = |period: &str| {
        format!("no spend or income in the ledger to {period}: a true nil is a row of 0.00")
    };
    let (then, now) = (why("2025-26-Q1"), why("2025-26-Q2"));
    assert_eq!(
        not_given(&got),
        [
            format!("scheme/s then: {then}"),
            format!("scheme/s now: {now}")
        ]
    );
}

/// A limit over the pool runs over both schemes, and `t` has no figures in June: what `s` bore
/// then may be more or less with it, and its movement is not given.
#[test]
fn what_was_worked_out_without_another_is_not_compared() {
    let rules = "  - id: rule
    overspend:
      bands: [{to: contributions}]
      limits: [{party: icb, at_most: £5k, over: pool, excess_to: council}]
    underspend: {bands: [{to: contributions}]}
";
    let plan = plan(&[("s", "£1.2m"), ("t", "£1.2m")], rules);
    let rows = ["2025-04-30,spend,s,320000,", "2025-07-31,spend,t,640000,"];
    let got = answer("partial", &plan, &rows, Q1_TO_Q2);
    let told = not_given(&got);
    assert_eq!(
        told[0],
        "scheme/s then: it is worked out together with others that cannot be computed"
    );
    assert!(told[1].starts_with("scheme/t then: no spend"), "{told:?}");
    assert!(got["scopes"].as_array().unwrap().is_empty());
}
