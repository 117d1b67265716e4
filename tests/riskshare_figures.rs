//! Risk shares worked by hand: every rule of the language, each with its working in the comment.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
providers:
  - {id: fellside-care, name: Fellside Care Ltd}
agreement:
  arrangements: [pooled-fund]
  starts: 2025-04-01
  ends: 2028-03-31
  host: council
pools:
  - id: pool
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £6m}
      - {partner: council, source: council-additional, year: 2025-26, amount: £4m}
    reserves:
      - {id: contingency, opening: {2025-26: £500k}}
      - {id: reinvestment, opening: {2025-26: £0}}
";

/// Schemes as (id, baseline, out-turn, more keys); all led by the ICB unless said otherwise.
type Schemes<'a> = &'a [(&'a str, &'a str, &'a str, &'a str)];

fn answer(name: &str, schemes: Schemes<'_>, rule: &str, through: &str, ledger: &str) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("figures-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("ledger")).unwrap();
    let mut plan = format!("{PLAN}schemes:\n");
    let mut rows =
        String::from("date,kind,pool,scheme,partner,amount,cause,from,to,paid_by,version\n");
    for (id, baseline, outturn, more) in schemes {
        let lead = if more.contains("lead:") {
            ""
        } else {
            "    lead: icb\n"
        };
        let share = if more.contains("risk_share:") {
            ""
        } else {
            "    risk_share: rule\n"
        };
        plan.push_str(&format!(
            "  - id: {id}\n    pool: pool\n    baseline: {{2025-26: \"{baseline}\"}}\n{lead}{share}{more}"
        ));
        rows.push_str(&format!("2025-04-30,spend,,{id},,\"{outturn}\",,,,,\n"));
    }
    plan.push_str(&format!("risk_shares:\n{rule}"));
    rows.push_str(ledger);
    fs::write(folder.join("partnership.yaml"), plan).unwrap();
    fs::write(folder.join("ledger/a.csv"), rows).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(&folder)
        .args(["--as-at", "2026-06-30", "--format", "json"])
        .args(through.split(' '))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{name}: {e}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// What each party bears, what reserves gain, the offset and what is nobody's, of each scope.
fn told(answer: &Value) -> Vec<String> {
    let pairs = |map: &Value| -> String {
        let entries = map.as_object().unwrap().iter();
        let kept = entries.filter(|(_, v)| *v != "0.00");
        kept.map(|(k, v)| format!("{k} {} ", v.as_str().unwrap()))
            .collect()
    };
    let scopes = answer["scopes"].as_array().unwrap().iter();
    scopes
        .map(|s| {
            let mut line = pairs(&s["shares"]) + &pairs(&s["reserves"]);
            for key in ["offset", "unallocated"] {
                if s[key] != "0.00" {
                    line.push_str(&format!("{key} {} ", s[key].as_str().unwrap()));
                }
            }
            line.trim_end().to_owned()
        })
        .collect()
}

const YEAR: &str = "--through 2025-26";

fn shares(name: &str, schemes: Schemes<'_>, rule: &str) -> Vec<String> {
    told(&answer(name, schemes, rule, YEAR, ""))
}

/// A rule with this overspend half and all gains to the lead.
fn loss(terms: &str) -> String {
    format!("  - id: rule\n    overspend:\n{terms}    underspend: {{bands: [{{to: lead}}]}}\n")
}

/// A rule with this underspend half and all losses to the lead.
fn gain(terms: &str) -> String {
    format!("  - id: rule\n    overspend: {{bands: [{{to: lead}}]}}\n    underspend:\n{terms}")
}

/// £100,000 over, 6 : 4.
#[test]
fn by_contributions() {
    let got = shares(
        "contributions",
        &[("s", "£1m", "1,100,000", "")],
        &loss("      bands: [{to: contributions}]\n"),
    );
    assert_eq!(got, ["icb 60000.00 council 40000.00"]);
}

/// £0.01 over, half each: one penny, a tie, to the first named; a penny under likewise.
#[test]
fn odd_pennies_go_to_the_first_named_both_ways() {
    let rule = "  - id: rule\n    overspend: {bands: [{to: equally}]}\n    underspend: {bands: [{to: equally}]}\n";
    let got = shares(
        "pennies",
        &[
            ("a", "£1m", "1,000,000.01", ""),
            ("b", "£1m", "999,999.99", ""),
        ],
        rule,
    );
    assert_eq!(got, ["icb 0.01", "icb -0.01"]);
}

/// £10m, £800,000 over: 2% is £200,000, to the host; to 5% £300,000, half each; the rest £300,000,
/// 60 : 40. Council 200 + 150 + 120 = 470; ICB 150 + 180 = 330.
#[test]
fn bands() {
    let rule = loss(
        "      bands:\n        - {up_to: 2%, to: host}\n        - {up_to: 5%, to: {icb: 50%, council: 50%}}\n        - {to: {icb: 60%, council: 40%}}\n",
    );
    assert_eq!(
        shares("bands", &[("s", "£10m", "10,800,000", "")], &rule),
        ["icb 330000.00 council 470000.00"]
    );
}

/// £1m, £300,000 over, one band to 10%: £100,000 to the ICB, and £200,000 is nobody's.
#[test]
fn beyond_the_last_band_is_nobodys() {
    let rule = loss("      bands: [{up_to: 10%, to: icb}]\n");
    assert_eq!(
        shares("beyond", &[("s", "£1m", "1,300,000", "")], &rule),
        ["icb 100000.00 unallocated 200000.00"]
    );
}

/// £5m, £900,000 over; another scheme £250,000 under, and £500,000 in reserve: £150,000 is left,
/// 6 : 4, 90 and 60. The other scheme did £250,000 of covering.
#[test]
fn offset_then_reserve_then_share() {
    let rule =
        loss("      first: [offset, {reserve: contingency}]\n      bands: [{to: contributions}]\n");
    let got = shares(
        "cover",
        &[
            ("over", "£5m", "5,900,000", ""),
            ("under", "£2m", "1,750,000", ""),
        ],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 90000.00 council 60000.00 contingency -500000.00 offset -250000.00",
            "offset 250000.00"
        ]
    );
}

/// Needs of £600,000 and £200,000 and £500,000 in reserve: 3 : 1 is 375 and 125; left 225 and 75.
#[test]
fn a_reserve_too_small_is_drawn_in_proportion_to_need() {
    let rule = loss("      first: [{reserve: contingency}]\n      bands: [{to: icb}]\n");
    let got = shares(
        "reserve",
        &[("a", "£1m", "1,600,000", ""), ("b", "£1m", "1,200,000", "")],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 225000.00 contingency -375000.00",
            "icb 75000.00 contingency -125000.00"
        ]
    );
}

/// £1m: 1% is £10,000. £9,999.99 over stays below, to the host; £10,000.00 is shared from the
/// first pound, 6 : 4.
#[test]
fn a_trigger_shares_from_the_first_pound() {
    let rule =
        loss("      trigger: {at: 1%, below_to: host}\n      bands: [{to: contributions}]\n");
    let got = shares(
        "trigger",
        &[
            ("a", "£1m", "1,009,999.99", ""),
            ("b", "£1m", "1,010,000.00", ""),
        ],
        &rule,
    );
    assert_eq!(got, ["council 9999.99", "icb 6000.00 council 4000.00"]);
}

/// £900,000 over, 60 : 40 is 540 and 360; the council at most £250,000, £110,000 to the ICB.
#[test]
fn a_limit_hands_its_excess_on() {
    let rule = loss(
        "      bands: [{to: {icb: 60%, council: 40%}}]\n      limits: [{party: council, at_most: £250k, excess_to: icb}]\n",
    );
    assert_eq!(
        shares("limit", &[("s", "£5m", "5,900,000", "")], &rule),
        ["icb 650000.00 council 250000.00"]
    );
}

/// £900,000 over, half each is 450; both at most £200,000, each to the other: £500,000 is nobody's.
#[test]
fn limits_in_a_circle_leave_the_rest_to_nobody() {
    let rule = loss(
        "      bands: [{to: equally}]\n      limits:\n        - {party: icb, at_most: £200k, excess_to: council}\n        - {party: council, at_most: £200k, excess_to: icb}\n",
    );
    let got = shares("circle", &[("s", "£5m", "5,900,000", "")], &rule);
    assert_eq!(
        got,
        ["icb 200000.00 council 200000.00 unallocated 500000.00"]
    );
}

/// 10% of the council's £4m is £400,000; of £900,000 it would bear £450,000; £50,000 goes on.
#[test]
fn a_limit_may_be_of_a_contribution() {
    let rule = loss(
        "      bands: [{to: equally}]\n      limits: {party: council, at_most: 10% of contribution, excess_to: icb}\n",
    );
    assert_eq!(
        shares("of-contribution", &[("s", "£5m", "5,900,000", "")], &rule),
        ["icb 500000.00 council 400000.00"]
    );
}

/// Two schemes, £300,000 and £100,000 over, all the council's: £400,000, at most £100,000 over the
/// pool. £300,000 comes off 3 : 1, 225 and 75, and goes to the ICB.
#[test]
fn a_limit_over_the_pool_takes_from_every_scope() {
    let rule = loss(
        "      bands: [{to: council}]\n      limits: [{party: council, at_most: £100k, over: pool, excess_to: icb}]\n",
    );
    let got = shares(
        "over-pool",
        &[("a", "£1m", "1,300,000", ""), ("b", "£1m", "1,100,000", "")],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 225000.00 council 75000.00",
            "icb 75000.00 council 25000.00"
        ]
    );
}

/// £200,000 over, £30,000 of it unauthorised: the host's; £170,000 is 60 : 40, 102 and 68.
#[test]
fn a_cause_is_set_aside() {
    let rule = "  - id: rule\n    set_aside: [{cause: unauthorised, to: host}]\n    overspend: {bands: [{to: contributions}]}\n    underspend: {bands: [{to: lead}]}\n";
    let more = "2025-05-31,spend,,s,,\"30,000.00\",unauthorised,,,,\n";
    let got = told(&answer(
        "cause",
        &[("s", "£1m", "1,170,000", "")],
        rule,
        YEAR,
        more,
    ));
    assert_eq!(got, ["icb 102000.00 council 98000.00"]);
}

/// The pool nets: a fixed scheme £50,000 over is the host's; the other £80,000 over is 60 : 40.
/// ICB 48; council 50 + 32 = 82.
#[test]
fn a_fixed_scheme_is_set_aside_in_a_netted_pool() {
    let rule = "  - id: rule\n    net: pool\n    set_aside: [{profile: fixed, to: host}]\n    overspend: {bands: [{to: contributions}]}\n    underspend: {bands: [{to: icb}]}\n";
    let got = shares(
        "fixed",
        &[
            ("a", "£1m", "1,050,000", "    profile: fixed\n"),
            ("b", "£1m", "1,080,000", ""),
        ],
        rule,
    );
    assert_eq!(got, ["icb 48000.00 council 82000.00"]);
}

/// £380,000 under: half to reinvestment 190; 30% to contingency 114; 20% returned 6 : 4 of £76,000.
#[test]
fn a_gain_is_disposed_of() {
    let rule =
        gain("      bands: [{to: {reinvestment: 50%, contingency: 30%, contributions: 20%}}]\n");
    let got = shares("disposed", &[("s", "£1m", "620,000", "")], &rule);
    assert_eq!(
        got,
        ["icb -45600.00 council -30400.00 contingency 114000.00 reinvestment 190000.00"]
    );
}

/// £100,000 under, half each, 85% earned: 42.5 each, and £15,000 to reinvestment.
#[test]
fn a_gain_depends_on_outcomes() {
    let rule = gain(
        "      bands: [{to: equally}]\n      earned: {rate: 85%, unearned_to: reinvestment}\n",
    );
    let got = shares("earned", &[("s", "£1m", "900,000", "")], &rule);
    assert_eq!(
        got,
        ["icb -42500.00 council -42500.00 reinvestment 15000.00"]
    );
}

/// £100,000 under, all the provider's, 2% kept back for the ICB.
#[test]
fn part_of_a_gain_is_kept_back() {
    let rule = gain(
        "      bands: [{to: fellside-care}]\n      withhold: {rate: 2%, from: fellside-care, to: icb}\n",
    );
    assert_eq!(
        shares("withhold", &[("s", "£1m", "900,000", "")], &rule),
        ["icb -2000.00 fellside-care -98000.00"]
    );
}

/// £100,000 over in parts 2 : 1. 66,666.666… and 33,333.333…: the odd penny to the larger
/// remainder.
#[test]
fn whole_parts_say_what_no_per_cent_can() {
    let rule = loss("      bands: [{to: {council: 1, icb: 2}}]\n");
    assert_eq!(
        shares("parts", &[("s", "£1m", "1,100,000", "")], &rule),
        ["icb 66666.67 council 33333.33"]
    );
}

/// `host` is the council: 20% and 30% are one entry of 50%. £0.03 over: 1.5p each, a tie, the odd
/// penny to the first named, the ICB.
#[test]
fn entries_of_one_party_are_one() {
    let rule = loss("      bands: [{to: {host: 20%, council: 30%, icb: 50%}}]\n");
    assert_eq!(
        shares("one-party", &[("s", "£1m", "1,000,000.03", "")], &rule),
        ["icb 0.02 council 0.01"]
    );
}

/// One definition with two sets of values: 10% of £100,000 and 20% of £100,000 to the host.
#[test]
fn parameters_are_filled_for_each_use() {
    let rule = loss("      bands: [{up_to: $at, to: host}, {to: icb}]\n");
    let with = |at: &str| format!("    risk_share: {{use: rule, with: {{at: {at}}}}}\n");
    let (ten, twenty) = (with("1%"), with("2%"));
    let got = shares(
        "parameters",
        &[
            ("a", "£1m", "1,100,000", &ten),
            ("b", "£1m", "1,100,000", &twenty),
        ],
        &rule,
    );
    assert_eq!(
        got,
        [
            "icb 90000.00 council 10000.00",
            "icb 80000.00 council 20000.00"
        ]
    );
}

/// Led by the council, both ways; no definition is needed.
#[test]
fn each_may_bear_its_own() {
    let more = "    lead: council\n    risk_share: each-bears-own\n";
    let got = shares(
        "own",
        &[
            ("a", "£1m", "1,120,000", more),
            ("b", "£1m", "955,000", more),
        ],
        "  []\n",
    );
    assert_eq!(got, ["council 120000.00", "council -45000.00"]);
}

/// £1,200,000.05 over twelve months: £100,000.00 each and five odd pennies, one to each of the
/// earliest five. To the end of June 3 × £100,000.01 = £300,000.03. Out-turn £330,000.
#[test]
fn a_quarter_is_measured_against_its_months() {
    let rule = loss("      bands: [{up_to: £20k, to: host}, {to: icb}]\n");
    let got = answer(
        "quarter",
        &[("s", "£1,200,000.05", "330,000", "")],
        &rule,
        "--through 2025-26-Q1",
        "",
    );
    assert_eq!(got["stage"], "provisional");
    assert_eq!(got["scopes"][0]["baseline"], "300000.03");
    // 29,999.97 over: 20,000 to the host, 9,999.97 to the ICB. £20k is not cut down to a quarter.
    assert_eq!(told(&got), ["icb 9999.97 council 20000.00"]);
    let notes = got["scopes"][0]["notes"].as_array().unwrap();
    let said = |part: &str| notes.iter().any(|n| n.as_str().unwrap().starts_with(part));
    assert!(said("provisional: the amounts in pounds"), "{notes:?}");
    // The one row is of April, and the quarter ends with June.
    assert!(
        said("its last spend or income in the ledger is of April"),
        "{notes:?}"
    );
}

/// Forecast: £330,000 to June, then the latest version made by 30 June 2026, £900,000, against a
/// year's £1.2m: £30,000 over. The version of July 2026 is not known yet.
#[test]
fn a_forecast_takes_the_latest_version_known() {
    let rows = "2025-07-31,forecast,,s,,\"800,000\",,,,,2025-05-01\n\
                2025-07-31,forecast,,s,,\"900,000\",,,,,2026-06-30\n\
                2025-07-31,forecast,,s,,\"1,000,000\",,,,,2026-07-01\n";
    let rule = loss("      bands: [{to: icb}]\n");
    let got = answer(
        "forecast",
        &[("s", "£1.2m", "330,000", "")],
        &rule,
        "--through 2025-26-Q1 --basis forecast",
        rows,
    );
    assert_eq!(told(&got), ["icb 30000.00"]);
}

/// ICB: due £6m, share £60,000, paid £5.9m + £50,000 in its own books, settled £20,000: balance
/// 6,000,000 + 60,000 − 5,950,000 − 20,000 = £90,000, to the host. The provider has a share of nil.
#[test]
fn positions_count_what_was_paid_and_settled() {
    let rows = "2025-10-01,contribution,pool,,icb,\"5,900,000\",,,,,\n\
                2025-10-01,contribution,pool,,council,\"4,000,000\",,,,,\n\
                2025-11-30,spend,,s,,\"50,000\",,,,icb,\n\
                2026-01-31,settlement,pool,,,\"20,000\",,icb,council,,\n";
    let rule = loss("      bands: [{to: contributions}]\n");
    let got = answer(
        "positions",
        &[("s", "£1m", "1,050,000", "")],
        &rule,
        YEAR,
        rows,
    );
    assert_eq!(told(&got), ["icb 60000.00 council 40000.00"]);
    let icb = &got["partners"][0];
    let figure = |key: &str| icb[key].as_str().unwrap().to_owned();
    assert_eq!(
        ["due", "share", "paid", "settled", "balance", "after"].map(figure),
        [
            "6000000.00",
            "60000.00",
            "5950000.00",
            "20000.00",
            "90000.00",
            "6060000.00"
        ]
    );
    let settlement = &got["settlement"];
    assert_eq!(settlement.as_array().unwrap().len(), 1);
    assert_eq!(
        (
            &settlement[0]["from"],
            &settlement[0]["to"],
            &settlement[0]["amount"]
        ),
        (&"icb".into(), &"council".into(), &"90000.00".into())
    );
}

/// Each of these stops its own scope by name, and `fine` is computed beside it.
#[test]
fn what_cannot_be_applied_stops_that_scope_alone() {
    let halves = |to: &str| {
        format!(
            "    overspend: {{bands: [{{to: {to}}}]}}\n    underspend: {{bands: [{{to: {to}}}]}}\n"
        )
    };
    let rules = format!(
        "  - id: rule\n{}  - id: unknown\n{}  - id: unfunded\n{}  - id: half\n    overspend: {{bands: [{{to: icb}}]}}\n  - id: ninety-nine\n{}  - id: mixed\n{}",
        halves("icb"),
        halves("nobody-here"),
        halves("funding"),
        halves("{icb: 50%, council: 49%}"),
        halves("{icb: 50%, council: 1}")
    );
    let uses = |id: &str| format!("    risk_share: {id}\n");
    let (a, b, c, d, e) = (
        uses("unknown"),
        uses("unfunded"),
        uses("half"),
        uses("ninety-nine"),
        uses("mixed"),
    );
    let got = answer(
        "stops",
        &[
            ("fine", "£1m", "1,000,100", ""),
            ("a", "£1m", "999,900", &a),
            ("b", "£1m", "999,900", &b),
            ("c", "£1m", "999,900", &c),
            ("d", "£1m", "999,900", &d),
            ("e", "£1m", "999,900", &e),
        ],
        &rules,
        YEAR,
        "",
    );
    assert_eq!(told(&got), ["icb 100.00"]);
    let whys: Vec<&str> = got["not_computed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["why"].as_str().unwrap())
        .collect();
    for (why, part) in whys.iter().zip([
        "`nobody-here`",
        "`funding` cannot divide",
        "underspend",
        "99%, not 100%",
        "mixes per cents and parts",
    ]) {
        assert!(why.contains(part), "{why}");
    }
    assert_eq!(whys.len(), 5);
}

/// £500,000 in reserve; £60,000 of unauthorised spend is set aside to it. Of the £900,000 left,
/// `first` finds £440,000; £460,000 is 6 : 4, 276 and 184.
#[test]
fn what_is_set_aside_to_a_reserve_is_gone_before_it_is_drawn_on() {
    let rule = "  - id: rule\n    set_aside: [{cause: unauthorised, to: contingency}]\n    overspend: {first: [{reserve: contingency}], bands: [{to: contributions}]}\n    underspend: {bands: [{to: lead}]}\n";
    let more = "2025-05-31,spend,,s,,\"60,000\",unauthorised,,,,\n";
    let got = told(&answer(
        "drawn-before",
        &[("s", "£5m", "5,900,000", "")],
        rule,
        YEAR,
        more,
    ));
    assert_eq!(
        got,
        ["icb 276000.00 council 184000.00 contingency -500000.00"]
    );
}

/// The first risk share adds £100,000 to the reserve and draws £400,000 from it; what it added is
/// not available, so the second finds £100,000 of its £300,000, and £200,000 is the ICB's.
#[test]
fn what_a_run_adds_to_a_reserve_is_not_available_in_it() {
    let rules = "  - id: one\n    overspend: {bands: [{to: contingency}]}\n    underspend: {bands: [{to: contingency}]}\n  - id: two\n    overspend: {first: [{reserve: contingency}], bands: [{to: icb}]}\n    underspend: {bands: [{to: icb}]}\n";
    let (one, two) = ("    risk_share: one\n", "    risk_share: two\n");
    let schemes: Schemes<'_> = &[
        ("adds", "£1m", "900,000", one),
        ("draws", "£1m", "1,400,000", one),
        ("needs", "£1m", "1,300,000", two),
    ];
    assert_eq!(
        shares("not-available", schemes, rules),
        [
            "contingency 100000.00",
            "contingency -400000.00",
            "icb 200000.00 contingency -100000.00"
        ]
    );
}

/// £50,000 of £150,000 is unauthorised. Named twice, it is taken once: £50,000 to the host, and
/// £100,000 is 6 : 4.
#[test]
fn a_cause_named_twice_is_taken_once() {
    let rule = "  - id: rule\n    set_aside: [{cause: unauthorised, to: host}, {cause: Unauthorised, to: icb}]\n    overspend: {bands: [{to: contributions}]}\n    underspend: {bands: [{to: lead}]}\n";
    let more = "2025-05-31,spend,,s,,\"50,000\",unauthorised,,,,\n";
    let got = told(&answer(
        "cause-twice",
        &[("s", "£1m", "1,100,000", "")],
        rule,
        YEAR,
        more,
    ));
    assert_eq!(got, ["icb 60000.00 council 90000.00"]);
}

/// One definition, two pots of £500,000 and nothing: each use draws on its own. £300,000 over: the
/// first is covered whole, the second not at all.
#[test]
fn uses_with_different_values_draw_on_different_reserves() {
    let rule = loss("      first: [{reserve: $pot}]\n      bands: [{to: icb}]\n");
    let with = |pot: &str| format!("    risk_share: {{use: rule, with: {{pot: {pot}}}}}\n");
    let (full, empty) = (with("contingency"), with("reinvestment"));
    let schemes: Schemes<'_> = &[
        ("a", "£1m", "1,300,000", &full),
        ("b", "£1m", "1,300,000", &empty),
    ];
    assert_eq!(
        shares("pots", schemes, &rule),
        ["contingency -300000.00", "icb 300000.00"]
    );
}

/// `b`, £400,000 under, cannot be computed: its underspend half is missing. So it covers nothing:
/// `a` bears its whole £300,000, and says that it was worked out without `b`.
#[test]
fn a_scope_that_is_refused_covers_nobody() {
    let rule = "  - id: rule\n    overspend: {first: [offset], bands: [{to: icb}]}\n";
    let schemes: Schemes<'_> = &[("a", "£1m", "1,300,000", ""), ("b", "£1m", "600,000", "")];
    let got = answer("refused-covers", schemes, rule, YEAR, "");
    assert_eq!(told(&got), ["icb 300000.00"]);
    assert_eq!(got["not_computed"][0]["scope"], "scheme/b");
    let notes = got["scopes"][0]["notes"].to_string();
    assert!(notes.contains("worked out without `scheme/b`"), "{notes}");
}
