//! The working behind the figures, as `--explain` gives it: each line worked by hand.

use super::{YEAR, answer, gain, loss, support};
use serde_json::Value;
use std::path::Path;

const EXPLAIN: &str = "--through 2025-26 --explain";

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("null")
}

/// A reckoning as one line: its kind, then the figures that matter.
fn line(one: &Value) -> String {
    let keys = [
        "rate", "base", "size", "from", "opening", "left", "need", "losses", "gains", "party",
        "had", "has", "by", "amount",
    ];
    let said = keys.iter().filter_map(|key| one[*key].as_str());
    let mut words: Vec<String> = vec![text(&one["kind"]).to_owned()];
    words.extend(said.map(str::to_owned));
    for part in one["parts"].as_array().into_iter().flatten() {
        let odd = if part["odd_penny"] == true { "+" } else { "" };
        let (to, weight) = (text(&part["to"]), text(&part["weight"]));
        let (exact, amount) = (text(&part["exact_pence"]), text(&part["amount"]));
        words.push(format!("[{to} {weight} {exact} {amount}{odd}]"));
    }
    for part in one["parties"].as_array().into_iter().flatten() {
        let (party, amount) = (text(&part["party"]), text(&part["amount"]));
        let (stays, goes) = (text(&part["stays"]), text(&part["goes"]));
        words.push(format!("[{party} {amount} {stays} {goes}]"));
    }
    words.join(" ")
}

/// The working of a scope's steps, each line after its step.
fn working(answer: &Value, scope: usize) -> Vec<String> {
    let steps = answer["scopes"][scope]["steps"].as_array().unwrap();
    let lines = steps.iter().flat_map(|step| {
        let name = text(&step["step"]).to_owned();
        let lines = step["working"].as_array().unwrap().iter();
        lines.map(move |one| format!("{name}: {}", line(one)))
    });
    lines.collect()
}

/// 2% of £1.2m is £24,000, the host's. £36,000.01 in 3 : 2 is 2,160,000.6 and 1,440,000.4 pence:
/// the odd penny is the ICB's. The council has £38,400 and is limited to £30,000.
#[test]
fn odd_pennies_and_a_limit() {
    let rule = loss(
        "      bands: [{up_to: 2%, to: host}, {to: contributions}]
      limits: [{party: council, at_most: £30k, excess_to: icb}]
",
    );
    let scheme = [("s", "£1.2m", "1,260,000.01", "")];
    let got = answer("working-story", &scheme, &rule, EXPLAIN, "");
    assert_eq!(
        working(&got, 0),
        [
            "band/1: edge 2% 1200000.00 24000.00",
            "band/1: slice 60000.01 0.00 24000.00",
            "band/1: division whole 24000.00 [council null 2400000/1 24000.00]",
            "band/2: slice 60000.01 24000.00 36000.01",
            "band/2: division whole 36000.01 [contributions null 3600001/1 36000.01]",
            "band/2: division contributions 36000.01 \
             [icb 6000000.00 10800003/5 21600.01+] [council 4000000.00 7200002/5 14400.00]",
            "limit/1: edge 30000.00 30000.00",
            "limit/1: over council 38400.00 8400.00",
            "limit/1: division whole 8400.00 [icb null 840000/1 8400.00]",
        ]
    );
    // The bands begin on the 30th line of the plan.
    assert_eq!(
        got["scopes"][0]["steps"][0]["at"]["file"],
        "partnership.yaml"
    );
    let account = &got["scopes"][0]["accounts"][0];
    assert_eq!(account["year"], "1200000.00");
    assert_eq!(account["rows"]["spend"], "1260000.01");
}

/// £900,000 of loss and £250,000 of gain: £250,000 is offset. Of the £650,000 left the reserve of
/// £500,000 covers all it has; the rest is 60 : 40, by per cents.
#[test]
fn an_offset_and_a_reserve() {
    let rule = loss(
        "      first: [offset, {reserve: contingency}]
      bands: [{to: {icb: 60%, council: 40%}}]
",
    );
    let schemes = [("a", "£1m", "1,900,000", ""), ("b", "£1m", "750,000", "")];
    let got = answer("working-cover", &schemes, &rule, EXPLAIN, "");
    assert_eq!(
        working(&got, 0),
        [
            "first/offset: offset 900000.00 250000.00 250000.00",
            "first/offset: division-among-scopes left 250000.00 \
             [scheme/a 900000.00 25000000/1 250000.00]",
            "first/reserve: reserve 500000.00 500000.00 650000.00 500000.00",
            "first/reserve: division-among-scopes need 500000.00 \
             [scheme/a 650000.00 50000000/1 500000.00]",
            "band/1: slice 150000.00 0.00 150000.00",
            "band/1: division per-cents 150000.00 \
             [icb 60% 9000000/1 90000.00] [council 40% 6000000/1 60000.00]",
        ]
    );
}

/// A gain of £100.01: 85% of each party's part is earned. In halves icb has £50.01 and council
/// £50.00; 85% is £42.5085 and £42.50, so £42.51 and £42.50 stay and £7.50 and £7.50 go.
#[test]
fn what_is_earned_is_parted_party_by_party() {
    let rule = gain(
        "      bands: [{to: equally}]
      earned: {rate: 85%, unearned_to: reinvestment}
",
    );
    let scheme = [("s", "£1m", "999,899.99", "")];
    let got = answer("working-earned", &scheme, &rule, EXPLAIN, "");
    assert_eq!(
        working(&got, 0)[2..],
        [
            "band/1: division equally 100.01 [icb null 10001/2 50.01+] [council null 10001/2 50.00]",
            "earned: parted 85% [icb 50.01 42.51 7.50] [council 50.00 42.50 7.50]",
            "earned: division whole 15.00 [reinvestment null 1500/1 15.00]",
        ]
    );
}

/// A trigger of 1% of £1m is reached by £20,000, and told with the first band; a limit of 10% of
/// the council's £4m is not, and told beside the steps.
#[test]
fn a_trigger_that_is_reached_and_a_limit_that_is_not() {
    let rule = loss(
        "      trigger: {at: 1%, below_to: host}
      bands: [{to: host}]
      limits: [{party: council, at_most: 10% of contribution, excess_to: icb}]
",
    );
    let scheme = [("s", "£1m", "1,020,000", "")];
    let got = answer("working-reached", &scheme, &rule, EXPLAIN, "");
    assert_eq!(
        working(&got, 0)[0],
        "band/1: reached 1% 1000000.00 20000.00 10000.00"
    );
    let within = &got["scopes"][0]["within"];
    assert_eq!(
        line(&within[0]),
        "within 10% 4000000.00 council 20000.00 400000.00"
    );
}

/// Two schemes of a netted pool: each has its own account, and together they are the scope's. The
/// first is spread evenly to June (£300,000 of £1.2m) and rebased by £6,000; the second is phased.
#[test]
fn a_pool_has_an_account_for_each_scheme() {
    let rule = "  - id: rule\n    net: pool\n    overspend: {bands: [{to: equally}]}\n    underspend: {bands: [{to: equally}]}\n";
    let rows = "2025-05-01,rebase,,a,,\"6,000\",,,,,\n\
                2025-04-01,baseline,,b,,\"70,000\",,,,,\n\
                2025-12-01,baseline,,b,,\"30,000\",,,,,\n\
                2025-06-01,income,,b,,\"1,000\",,,,,\n\
                2025-07-01,spend,,b,,\"9,000\",,,,,\n";
    let schemes = [("a", "£1.2m", "310,000", ""), ("b", "£100k", "80,000", "")];
    let asked = "--through 2025-26-Q1 --explain";
    let got = answer("working-pool", &schemes, rule, asked, rows);
    let accounts = &got["scopes"][0]["accounts"];
    let told = |i: usize, key: &str| text(&accounts[i][key]).to_owned();
    assert_eq!(told(0, "expected"), "300000.00");
    assert_eq!(told(0, "baseline"), "306000.00");
    assert_eq!(told(1, "baseline"), "70000.00");
    // £80,000 less £1,000; July is beyond the period.
    assert_eq!(told(1, "outturn"), "79000.00");
    assert_eq!(got["scopes"][0]["baseline"], "376000.00");
    assert_eq!(got["scopes"][0]["outturn"], "389000.00");
}

/// £330,000 in three months is £1,320,000 in the year: £990,000 to come, £110,000 a month. The
/// months to September have £330,000 of it, those from October £660,000.
#[test]
fn a_year_carried_on_is_shown_in_the_months_it_falls_on() {
    let rule = "  - id: rule\n    until: 2025-09-30\n    overspend: {bands: [{to: host}]}\n    underspend: {bands: [{to: host}]}\n  - id: rule\n    from: 2025-10-01\n    overspend: {bands: [{to: equally}]}\n    underspend: {bands: [{to: equally}]}\n";
    let scheme = [("s", "£1.2m", "330,000", "")];
    let asked = "--through 2025-26-Q1 --basis forecast --explain";
    let got = answer("working-carried", &scheme, rule, asked, "");
    let carried = |i: usize| got["scopes"][i]["accounts"][0]["carried"].clone();
    assert_eq!(carried(0)["year"], "1320000.00");
    assert_eq!(carried(0)["part"], "330000.00");
    assert_eq!(carried(1)["part"], "660000.00");
    assert_eq!(got["scopes"][1]["accounts"][0]["months"]["from"], 7);
}

/// To the end of June £330,000 is spent; the forecast of 1 July expects £1,020,000 and £10,000 of
/// income, the one of 1 May something else. The months of each are named.
#[test]
fn a_forecast_is_told_with_its_day_and_its_months() {
    let rows = "2026-01-31,forecast,,s,,\"1,020,000\",,,,,2025-07-01\n\
                2026-01-31,forecast-income,,s,,\"10,000\",,,,,2025-07-01\n\
                2026-01-31,forecast,,s,,\"1,000,000\",,,,,2025-05-01\n";
    let scheme = [("s", "£1.2m", "330,000", "")];
    let rule = loss("      bands: [{to: host}]\n");
    let asked = "--through 2025-26-Q1 --basis forecast --explain";
    let got = answer("working-forecast", &scheme, &rule, asked, rows);
    let account = &got["scopes"][0]["accounts"][0];
    assert_eq!(account["forecast_made"], "2025-07-01");
    assert_eq!(account["rows"]["forecast"], "1020000.00");
    // £330,000 + £1,020,000 − £10,000.
    assert_eq!(account["outturn"], "1340000.00");
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures-working-forecast");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(at)
        .args(asked.split(' '))
        .args(["--as-at", "2026-06-30"])
        .output()
        .unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    let told = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("April to June: spend less income £330,000.00 − £0.00"));
    assert!(told.contains(
        "July to March: forecast of 1 July 2025, less forecast income £1,020,000.00 − £10,000.00"
    ));
}

/// `each-bears-own` is written nowhere, so that no place is given; and without the flag there is
/// no working at all.
#[test]
fn what_is_written_nowhere_has_no_place() {
    let own = [("s", "£1m", "1,020,000", "    risk_share: each-bears-own\n")];
    let rule = loss("      bands: [{to: host}]\n");
    let got = answer("working-own", &own, &rule, EXPLAIN, "");
    assert_eq!(got["scopes"][0]["steps"][0]["at"], Value::Null);
    assert_eq!(
        got["scopes"][0]["steps"][0]["working"][1]["at"],
        Value::Null
    );
    let without = answer("working-none", &own, &rule, YEAR, "");
    assert!(without["scopes"][0]["steps"][0].get("working").is_none());
    assert!(without["scopes"][0].get("accounts").is_none());
}

fn pence(value: &Value) -> i128 {
    text(value).replace('.', "").parse().unwrap()
}

/// A division done again: its parts make the amount, and each is its exact share rounded down, or
/// a penny more where it says so.
fn is_right(division: &Value) {
    let mut sum = 0;
    for part in division["parts"].as_array().unwrap() {
        let (above, below) = text(&part["exact_pence"]).split_once('/').unwrap();
        let down = above.parse::<i128>().unwrap() / below.parse::<i128>().unwrap();
        let amount = pence(&part["amount"]);
        let odd = i128::from(part["odd_penny"] == true);
        assert_eq!(amount, down + odd, "{division}");
        sum += amount;
    }
    assert_eq!(sum, pence(&division["amount"]), "{division}");
}

/// The example has every kind of term: whoever does its workings again comes to the same pennies.
#[test]
fn the_working_of_the_example_can_be_done_again() {
    let at = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    let got = support::jcplan(&at, &["riskshare", "--through", "2025-26", "--explain"]);
    let mut divisions = 0;
    for scope in got["scopes"].as_array().unwrap() {
        for step in scope["steps"].as_array().unwrap() {
            let working = step["working"].as_array().unwrap();
            let divided = working.iter().filter(|one| one.get("parts").is_some());
            for division in divided {
                is_right(division);
                divisions += 1;
            }
            // An offset goes nowhere; any other step moves the whole of its amount.
            let to = step["to"].as_object().unwrap().values();
            let moved: i128 = to.map(pence).sum();
            assert!(moved == 0 || moved == pence(&step["amount"]), "{step}");
        }
        let accounts = scope["accounts"].as_array().unwrap().iter();
        let baseline: i128 = accounts.map(|a| pence(&a["baseline"])).sum();
        assert_eq!(baseline, pence(&scope["baseline"]));
    }
    assert!(divisions > 20, "{divisions}");
}

/// A penny over, in halves of half a penny: order alone gives it to the ICB, and that is said. By
/// two parts to one the remainders differ, two thirds and one third, and nothing is said.
#[test]
fn it_is_said_when_order_alone_gave_the_odd_penny() {
    let said = ", first named of equal remainders";
    for (to, tie) in [
        ("{icb: 1, council: 1}", true),
        ("{icb: 2, council: 1}", false),
    ] {
        let rule = loss(&format!("      bands: [{{to: {to}}}]\n"));
        answer(
            "tie",
            &[("s", "£1.2m", "1,200,000.01", "")],
            &rule,
            YEAR,
            "",
        );
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_jcplan"))
            .arg("riskshare")
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures-tie"))
            .args(EXPLAIN.split(' '))
            .output()
            .unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("the odd penny to icb"), "{page}");
        assert_eq!(page.contains(said), tie, "{to}");
    }
}
