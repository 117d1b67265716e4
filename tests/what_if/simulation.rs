//! Simulations: the same draws everywhere, and what they are drawn from.

use super::{ALL_TO_ICB, RULE, ask, change, plan};
use serde_json::Value;

/// Six months of £100,000 each expected; out-turns of 110,000, 95,000, 102,500, 100,000, 107,500
/// and 90,000. Variances in pence: 1,000,000, −500,000, 250,000, 0, 750,000 and −1,000,000; their
/// sum 500,000, of their squares 2,875,000,000,000. As a sample (6 × 2.875e12 − 2.5e11) ÷ (6 × 5) =
/// 5.6666…e11 a month, six months to come 3.4e12, the root £18,439.08. Expected: £605,000 in six
/// months, £1,210,000 in the year. The draws of seeds 1 and 7 were worked out with a generator and a
/// script written apart from this program.
const MONTHS: [(&str, &str); 6] = [
    ("2025-04-30", "110000"),
    ("2025-05-30", "95000"),
    ("2025-06-30", "102500"),
    ("2025-07-30", "100000"),
    ("2025-08-30", "107500"),
    ("2025-09-30", "90000"),
];

#[test]
fn a_simulation_gives_the_same_figures_everywhere() {
    let at = plan("simulate", ALL_TO_ICB, &MONTHS);
    let known = [
        ("1", ["9927.74", "-20134.04", "9537.23", "40334.23"], 138),
        ("7", ["9750.89", "-22205.77", "9631.12", "39638.03"], 130),
    ];
    for (seed, [mean, p5, p50, p95], over) in known {
        let asked = format!("--through 2025-26-Q2 --simulate 1000 --seed {seed}");
        let got = ask(&at, &asked);
        assert_eq!(got["spreads"][0]["spread"], "18439.08");
        assert_eq!(got["spreads"][0]["expected"], "1210000.00");
        let variance = &got["variance"];
        assert_eq!(variance["expected"], mean);
        assert_eq!(variance["p5"], p5);
        assert_eq!(variance["p50"], p50);
        assert_eq!(variance["p95"], p95);
        // The ICB has all of it, up to its limit.
        assert_eq!(got["shares"][0]["p5"], p5);
        assert_eq!(got["shares"][0]["p95"], "30000.00");
        let chances = got["chances"].as_array().unwrap();
        let limit = chances.iter().find(|c| c["what"] == "limit").unwrap();
        assert_eq!(limit["draws"], over);
        // The council has what is beyond it, and nothing in most draws.
        assert_eq!(got["shares"][1]["party"], "council");
        assert_eq!(got["shares"][1]["p50"], "0.00");
        assert_eq!(got, ask(&at, &asked));
    }
}

/// 6% of £1.2m is £72,000 in a year, and £72,000 × √½ = £50,911.688… in six months to come; about
/// the baseline all twelve months are to come.
#[test]
fn a_spread_given_in_the_plan_counts_before_the_months() {
    let at = plan("spread", ALL_TO_ICB, &MONTHS);
    change(&at, "lead: council,", "lead: council, spread: 6%,");
    let got = ask(&at, "--through 2025-26-Q2 --simulate 20");
    assert_eq!(got["spreads"][0]["spread"], "50911.68");
    assert_eq!(got["spreads"][0]["months"], Value::Null);
    let got = ask(&at, "--through 2025-26 --simulate 20 --around baseline");
    assert_eq!(got["spreads"][0]["spread"], "72000.00");
    assert_eq!(got["spreads"][0]["expected"], "1200000.00");
}

/// A scheme with fewer than three months does not vary, by name; every draw is its expectation.
#[test]
fn a_scheme_with_too_few_months_does_not_vary() {
    let at = plan("still", ALL_TO_ICB, &MONTHS[..2]);
    let got = ask(&at, "--through 2025-26-M02 --simulate 50");
    assert_eq!(got["spreads"][0]["spread"], Value::Null);
    let why = got["spreads"][0]["why_none"].as_str().unwrap();
    assert!(why.contains("fewer than 3 months"), "{why}");
    // £205,000 in two months is £1,230,000 in the year.
    for key in ["expected", "p5", "p95"] {
        assert_eq!(got["variance"][key], "30000.00");
    }
}

/// Three months are enough: £10,000, −£5,000 and £2,500 give 3 × 131,250,000 − 7,500² = 337,500,000;
/// over 6, times nine months to come, 506,250,000; the root is £22,500.00.
#[test]
fn three_months_are_enough_for_a_spread() {
    let at = plan("three", ALL_TO_ICB, &MONTHS[..3]);
    let got = ask(&at, "--through 2025-26-Q1 --simulate 5");
    assert_eq!(got["spreads"][0]["spread"], "22500.00");
}

/// Two schemes alike drawn together move together: the pool's variance is twice that of one.
#[test]
fn schemes_drawn_together_move_together() {
    let at = plan("together", ALL_TO_ICB, &MONTHS);
    let more = "  - {id: t, pool: pool, lead: council, baseline: {2025-26: \"£1,200,000\"}, risk_share: standard}\nrisk_shares:";
    change(&at, "risk_shares:", more);
    let rows = std::fs::read_to_string(at.join("ledger/a.csv")).unwrap();
    std::fs::write(at.join("ledger/b.csv"), rows.replace(",s,", ",t,")).unwrap();
    let got = ask(&at, "--through 2025-26-Q2 --simulate 1000 --vary together");
    assert_eq!(got["variance"]["p50"], "19074.46");
    assert_eq!(got["variance"]["p95"], "80668.46");
}

/// The months gone are known, whatever rule they fall under: to September all is the council's, and
/// £603,000 against £600,000 is £3,000.00 in every draw; what is to come is the ICB's.
#[test]
fn a_draw_changes_no_month_that_is_gone() {
    let half = |to: &str| format!("{{bands: [{{to: {to}}}]}}");
    let version = |days: &str, to: &str| {
        let half = half(to);
        format!("  - {{id: standard, {days}, overspend: {half}, underspend: {half}}}\n")
    };
    let rule = version("until: 2025-09-30", "council") + &version("from: 2025-10-01", "icb");
    let at = plan("gone", &rule, &[("2025-09-30", "603000")]);
    change(&at, "lead: council,", "lead: council, spread: 10%,");
    let got = ask(&at, "--through 2025-26-Q2 --simulate 50");
    let shares = got["shares"].as_array().unwrap();
    let of = |party: &str| shares.iter().find(|s| s["party"] == party).unwrap();
    for key in ["expected", "p5", "p50", "p95"] {
        assert_eq!(of("council")[key], "3000.00", "{key}");
    }
    assert_ne!(of("icb")["p5"], of("icb")["p95"]);
}

/// £30,000 over in every draw takes all £10,000 of a reserve each time; of an empty one nothing is
/// taken, and it is not said to be used up.
#[test]
fn a_reserve_is_used_up_when_its_last_penny_is_drawn() {
    let rule = RULE.replace(
        "    overspend:\n",
        "    overspend:\n      first: [{reserve: contingency}]\n",
    );
    for (opening, draws) in [("£10k", 7), ("£0", 0)] {
        let at = plan("used-up", &rule, &MONTHS[..2]);
        change(&at, "£10k", opening);
        let got = ask(&at, "--through 2025-26-M02 --simulate 7");
        let mut chances = got["chances"].as_array().unwrap().iter();
        let used = chances.find(|c| c["what"] == "reserve-used-up").unwrap();
        assert_eq!(used["draws"], draws, "{opening}");
    }
}

/// Of fifty draws 5 in 100 is two and a half: the third is the first not exceeded by so many.
#[test]
fn a_percentile_is_a_draw_and_never_one_too_low() {
    use jcplan::compute::what_if::Simulation;
    use jcplan::value::Money;
    let draws: Vec<Money> = (1..=50).map(Money::from_pence).collect();
    let of = |per_cent| Simulation::percentile(&draws, per_cent).pence();
    assert_eq!([of(5), of(50), of(95)], [3, 25, 48]);
    // 1,275 pence over 50 is 25.5.
    assert_eq!(Simulation::mean(&draws).pence(), 26);
}
