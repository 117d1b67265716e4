//! Risk shares that change within the year: which version shares which months.

use super::{YEAR, answer, support, told};
use std::fs;
use std::path::Path;

/// The host bears all until September, each half from October.
const VERSIONS: &str = "  - id: rule
    until: 2025-09-30
    overspend: {bands: [{to: host}]}
    underspend: {bands: [{to: host}]}
  - id: rule
    from: 2025-10-01
    overspend: {bands: [{to: equally}]}
    underspend: {bands: [{to: equally}]}
";

/// £1.2m a year is £100,000 a month. April has £650,000 against six months' £600,000: £50,000 to
/// the host. October has £640,000 against £600,000: £20,000 each.
#[test]
fn each_version_shares_the_months_it_holds_for() {
    let rows = "2025-10-31,spend,,s,,\"640,000\",,,,,\n";
    let scheme = [("s", "£1.2m", "650,000", "")];
    let got = answer("versions", &scheme, VERSIONS, YEAR, rows);
    assert_eq!(
        told(&got),
        ["council 50000.00", "icb 20000.00 council 20000.00"]
    );
    let months = |i: usize| {
        let months = &got["scopes"][i]["months"];
        (months["from"].clone(), months["to"].clone())
    };
    assert_eq!(months(0), ("2025-26-M01".into(), "2025-26-M06".into()));
    assert_eq!(months(1), ("2025-26-M07".into(), "2025-26-M12".into()));
    assert_eq!(got["partners"][1]["share"], "70000.00");
}

/// To the end of September only the first version has months, and they are all that is asked.
#[test]
fn a_period_within_one_version_is_one_scope() {
    let scheme = [("s", "£1.2m", "650,000", "")];
    let got = answer("one-version", &scheme, VERSIONS, "--through 2025-26-Q2", "");
    assert_eq!(told(&got), ["council 50000.00"]);
}

/// The same by the scheme's own word: `risk_share` keyed by days. The gain of the first half goes
/// to the lead, the ICB; the loss of the second is each's half.
#[test]
fn a_scheme_may_change_its_risk_share_on_a_day() {
    let rule = "  - id: halves\n    overspend: {bands: [{to: equally}]}\n    underspend: {bands: [{to: equally}]}\n";
    let more = "    risk_share: {2025-04-01: each-bears-own, 2025-10-01: halves}\n";
    let rows = "2025-10-31,spend,,s,,\"640,000\",,,,,\n";
    let got = answer(
        "dated-use",
        &[("s", "£1.2m", "590,000", more)],
        rule,
        YEAR,
        rows,
    );
    assert_eq!(
        told(&got),
        ["icb -10000.00", "icb 20000.00 council 20000.00"]
    );
}

/// Months no version holds for are not computed, by name; the others are.
#[test]
fn months_in_a_hole_are_refused_and_the_others_are_not() {
    let holed = VERSIONS.replace("until: 2025-09-30", "until: 2025-06-30");
    let rows = "2025-10-31,spend,,s,,\"640,000\",,,,,\n";
    let scheme = [("s", "£1.2m", "350,000", "")];
    let got = answer("hole", &scheme, &holed, YEAR, rows);
    // Three months' £300,000 against £350,000, and six months' £600,000 against £640,000.
    assert_eq!(
        told(&got),
        ["council 50000.00", "icb 20000.00 council 20000.00"]
    );
    assert_eq!(
        got["not_computed"][0]["why"],
        "in July to September: no version of risk share `rule` is in force on 1 July 2025"
    );
}

#[test]
fn months_with_two_versions_are_refused() {
    let twice = VERSIONS.replace("from: 2025-10-01", "from: 2025-09-01");
    let scheme = [("s", "£1.2m", "650,000", "")];
    let got = answer("twice", &scheme, &twice, YEAR, "");
    let not = got["not_computed"].as_array().unwrap();
    assert_eq!(not.len(), 1);
    assert_eq!(
        not[0]["why"],
        "in September: two versions of `rule` are in force on 1 September 2025"
    );
    assert_eq!(got["scopes"].as_array().unwrap().len(), 2);
}

#[test]
fn a_change_within_a_month_is_refused() {
    let within = VERSIONS
        .replace("2025-09-30", "2025-10-14")
        .replace("2025-10-01", "2025-10-15");
    let scheme = [("s", "£1.2m", "650,000", "")];
    let got = answer("within-month", &scheme, &within, YEAR, "");
    assert!(got["scopes"].as_array().unwrap().is_empty());
    let why = got["not_computed"][0]["why"].as_str().unwrap();
    assert!(why.contains("15 October 2025, within a month"), "{why}");
}

/// The agreement begins on 10 April and so does its risk share: that is no change, and April is
/// shared by it. From October each half.
#[test]
fn the_agreements_own_first_day_is_no_change() {
    let late = VERSIONS.replace("    until", "    from: 2025-04-10\n    until");
    let scheme = [("s", "£1.2m", "1,250,000", "")];
    answer("own-first-day", &scheme, &late, YEAR, "");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures-own-first-day");
    let path = folder.join("partnership.yaml");
    let plan = fs::read_to_string(&path).unwrap();
    fs::write(
        path,
        plan.replace("starts: 2025-04-01", "starts: 2025-04-10"),
    )
    .unwrap();
    let got = support::jcplan(&folder, &["riskshare", "--through", "2025-26"]);
    // £650,000 over in the first six months, £600,000 under in the others.
    assert_eq!(
        told(&got),
        ["council 650000.00", "icb -300000.00 council -300000.00"]
    );
}

/// A forecast from June at the rate so far: £330,000 in three months is £1,320,000 in the year and
/// £110,000 in each month to come. April to September: £660,000 against £600,000, to the host;
/// October to March: £660,000 against £600,000, in halves.
#[test]
fn a_year_carried_on_falls_evenly_on_the_months_to_come() {
    let scheme = [("s", "£1.2m", "330,000", "")];
    let asked = "--through 2025-26-Q1 --basis forecast";
    let got = answer("carried-versions", &scheme, VERSIONS, asked, "");
    assert_eq!(
        told(&got),
        ["council 60000.00", "icb 30000.00 council 30000.00"]
    );
}

/// Two schemes net the pool; one changes its rule in October. The pool has all its months from
/// one scheme and half from the other: £50,000 + £30,000 of loss, and the rest is the lead's.
#[test]
fn a_netted_pool_takes_only_the_months_under_its_rule() {
    let rule = "  - id: rule\n    net: pool\n    overspend: {bands: [{to: equally}]}\n    underspend: {bands: [{to: equally}]}\n";
    let more = "    risk_share: {2025-04-01: rule, 2025-10-01: each-bears-own}\n";
    let rows = "2025-10-31,spend,,b,,\"610,000\",,,,,\n";
    let schemes = [
        ("a", "£1.2m", "1,250,000", ""),
        ("b", "£1.2m", "630,000", more),
    ];
    let got = answer("net-versions", &schemes, rule, YEAR, rows);
    assert_eq!(
        told(&got),
        ["icb 40000.00 council 40000.00", "icb 10000.00"]
    );
    let notes = got["scopes"][0]["notes"].as_array().unwrap();
    assert!(
        notes.contains(&"b: only April to September".into()),
        "{notes:?}"
    );
}

/// Amounts that change within the year are told with their months: £1.2m a year until September and
/// £1.8m from October is £100,000 and £150,000 a month, £1.5m in all. £60,000 of the council's from
/// October is due in six months.
#[test]
fn amounts_that_change_within_the_year_are_told_with_their_months() {
    let plan = support::tarn_and_vale(
        "pools:
  - id: pool
    host: council
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £720k}
      - {partner: council, source: other, year: 2025-26, amount: £60k, from: 2025-10-01}
schemes:
  - id: s
    pool: pool
    lead: icb
    baseline: {2025-04-01: £1.2m, 2025-10-01: £1.8m}
    risk_share: each-bears-own
",
    );
    let rows = "date,kind,scheme,amount\n2025-04-30,spend,s,1500000\n";
    let files = [("partnership.yaml", plan.as_str()), ("ledger/a.csv", rows)];
    let folder = support::folder("figures-amounts-within", &files);
    let got = support::jcplan(&folder, &["riskshare", "--through", "2025-26"]);
    assert_eq!(got["scopes"][0]["variance"], "0.00");
    let changes = got["changes"].as_array().unwrap();
    let told: Vec<&str> = changes.iter().map(|c| c.as_str().unwrap()).collect();
    assert_eq!(
        told,
        [
            "baseline of s: £1,200,000.00 a year in April to September and £1,800,000.00 a year in October to March; each month takes a twelfth",
            "contribution of council to pool (other): £60,000.00 falls due in October to March",
        ]
    );
}

/// What a folder of this name says once one text of its plan is another.
fn changed(name: &str, from: &str, to: &str, through: &str) -> serde_json::Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("figures-{name}"));
    let path = folder.join("partnership.yaml");
    let plan = fs::read_to_string(&path).unwrap();
    assert!(plan.contains(from), "{plan}");
    fs::write(path, plan.replace(from, to)).unwrap();
    support::jcplan(&folder, &["riskshare", "--through", through])
}

/// The agreement ends on 15 September and so does its risk share: September is shared by it, all
/// £50,000 by the host, whether or not another came before it (to June £650,000 − £300,000, then
/// £300,000 under).
#[test]
fn the_agreements_own_last_day_is_no_change() {
    let scheme = [("s", "£1.2m", "650,000", "")];
    let ends = ("ends: 2028-03-31", "ends: 2025-09-15");
    let one = VERSIONS.split("  - id: rule\n    from").next().unwrap();
    let one = one.replace("2025-09-30", "2025-09-15");
    answer("own-last-day", &scheme, &one, YEAR, "");
    let got = changed("own-last-day", ends.0, ends.1, "2025-26-Q2");
    assert_eq!(told(&got), ["council 50000.00"]);
    let two = VERSIONS.replace("2025-09-30", "2025-06-30").replace(
        "from: 2025-10-01",
        "from: 2025-07-01\n    until: 2025-09-15",
    );
    answer("own-last-days", &scheme, &two, YEAR, "");
    let got = changed("own-last-days", ends.0, ends.1, "2025-26-Q2");
    assert_eq!(
        told(&got),
        ["council 350000.00", "icb -150000.00 council -150000.00"]
    );
}

/// On a period's last day too a change is within a month: it would be moved to the next.
#[test]
fn a_change_on_the_last_day_of_the_period_is_refused() {
    let late = VERSIONS
        .replace("2025-09-30", "2025-09-29")
        .replace("2025-10-01", "2025-09-30");
    let scheme = [("s", "£1.2m", "650,000", "")];
    let asked = "--through 2025-26-Q2";
    let got = answer("last-day", &scheme, &late, asked, "");
    assert!(got["scopes"].as_array().unwrap().is_empty());
    let why = got["not_computed"][0]["why"].as_str().unwrap();
    assert!(why.contains("30 September 2025, within a month"), "{why}");
}

/// One risk share named for two stretches is one, over all twelve months: £650,000 against £1.2m.
#[test]
fn the_same_rule_again_is_no_change() {
    let both =
        "  - {id: rule, overspend: {bands: [{to: host}]}, underspend: {bands: [{to: host}]}}\n";
    let scheme = [("s", "£1.2m", "650,000", "")];
    answer("again", &scheme, both, YEAR, "");
    let to = "risk_share: {2025-04-01: rule, 2025-10-01: rule}";
    let got = changed("again", "risk_share: rule", to, "2025-26");
    assert_eq!(told(&got), ["council -550000.00"]);
    assert_eq!(got["scopes"].as_array().unwrap().len(), 1);
}

/// Who leads is asked on the last day of the months shared: the council to September, the ICB after.
#[test]
fn each_version_goes_to_the_lead_of_its_own_months() {
    let lead = "    lead: {2025-04-01: council, 2025-10-01: icb}\n";
    let rows = "2025-10-31,spend,,s,,\"640,000\",,,,,\n";
    let scheme = [("s", "£1.2m", "650,000", lead)];
    let rule = VERSIONS
        .replace("to: host", "to: lead")
        .replace("to: equally", "to: lead");
    let got = answer("lead-versions", &scheme, &rule, YEAR, rows);
    assert_eq!(told(&got), ["council 50000.00", "icb 40000.00"]);
}

/// A pool's months are those of all its schemes, to the last day of the longest: April to June of
/// `a` is £10,000 over, April to September of `b` £50,000, and on 30 September the council leads.
/// The months after are each scheme's own: £900,000 and £600,000 under.
#[test]
fn a_netted_pool_runs_to_the_last_month_of_any_scheme() {
    let half = "{bands: [{to: lead}]}";
    let rule = format!("  - {{id: rule, net: pool, overspend: {half}, underspend: {half}}}\n");
    let more = |until: &str| {
        format!(
            "    lead: {{2025-04-01: icb, 2025-07-01: council}}\n    risk_share: {{2025-04-01: rule, {until}: each-bears-own}}\n"
        )
    };
    let (a, b) = (more("2025-07-01"), more("2025-10-01"));
    let schemes = [
        ("a", "£1.2m", "310,000", &*a),
        ("b", "£1.2m", "650,000", &*b),
    ];
    let got = answer("net-longest", &schemes, &rule, YEAR, "");
    assert_eq!(
        told(&got),
        [
            "council 60000.00",
            "council -900000.00",
            "council -600000.00"
        ]
    );
    let months = &got["scopes"][0]["months"];
    assert_eq!(months["to"], "2025-26-M06");
}
