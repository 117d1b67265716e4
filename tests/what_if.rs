//! Sweeps, exposure, another risk share instead, and simulations: figures worked by hand.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The host (the council) bears the first 2%, then 3 : 2 by contributions; the council at most
/// £30,000. All gains by contributions.
const RULE: &str = "  - id: standard
    overspend:
      bands: [{up_to: 2%, to: host}, {to: contributions}]
      limits: [{party: council, at_most: £30k, excess_to: icb}]
    underspend: {bands: [{to: contributions}]}
";

/// One scheme of £1,200,000 and its ledger rows of spend.
fn plan(name: &str, rule: &str, spend: &[(&str, &str)]) -> PathBuf {
    let yaml = support::tarn_and_vale(&format!(
        "pools:
  - id: pool
    host: council
    contributions:
      - {{partner: icb, source: nhs-minimum, year: 2025-26, amount: £720k}}
      - {{partner: council, source: council-additional, year: 2025-26, amount: £480k}}
    reserves: [{{id: contingency, opening: {{2025-26: £10k}}}}]
schemes:
  - {{id: s, pool: pool, lead: council, baseline: {{2025-26: \"£1,200,000\"}}, risk_share: standard}}
risk_shares:
{rule}"
    ));
    let mut rows = String::from("date,kind,scheme,amount\n");
    for (day, amount) in spend {
        rows.push_str(&format!("{day},spend,s,{amount}\n"));
    }
    let files = [("partnership.yaml", yaml.as_str()), ("ledger/a.csv", &rows)];
    support::folder(&format!("what-if-{name}"), &files)
}

fn ask(at: &Path, asked: &str) -> Value {
    let mut arguments = vec!["riskshare"];
    let parted = parted(asked);
    arguments.extend(parted.iter().map(String::as_str));
    support::jcplan(at, &arguments)
}

/// The words of a question, `\0` standing for a space within one.
fn parted(asked: &str) -> Vec<String> {
    let words = asked.split(' ');
    words.map(|word| word.replace('\u{0}', " ")).collect()
}

const EVEN: [(&str, &str); 1] = [("2026-03-31", "1200000")];

/// Each break as `out-turn: sentence`.
fn breaks(got: &Value) -> Vec<String> {
    let all = got["runs"][0]["breaks"].as_array().unwrap();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let line = |b: &Value| format!("{}: {}", text(&b["outturn"]), text(&b["sentence"]));
    all.iter().map(line).collect()
}

/// At +5%, £60,000: £24,000 to the council, £36,000 as £21,600 and £14,400, the council cut from
/// £38,400 to £30,000. Band 2 begins a penny past 2%. The council has 24,000 + 0.4x of x beyond it:
/// at x = £15,000.01 the odd penny is the ICB's (9,000.006 against 6,000.004) and the council has
/// £30,000.00; at £15,000.02 it is the council's, and the limit bites: £1,239,000.02.
#[test]
fn a_sweep_of_one_scheme_finds_each_edge_to_the_penny() {
    let at = plan("sweep", RULE, &EVEN);
    let got = ask(&at, "--through 2025-26 --sweep -5%..5% --vary s");
    let points = got["runs"][0]["points"].as_array().unwrap();
    assert_eq!(points.len(), 21);
    let last = points.last().unwrap();
    assert_eq!(last["change"], "+5%");
    assert_eq!(last["shares"]["icb"], "30000.00");
    assert_eq!(last["shares"]["council"], "30000.00");
    // A gain of £60,000: 36,000 and 24,000 back.
    assert_eq!(points[0]["shares"]["icb"], "-36000.00");
    assert_eq!(
        breaks(&got),
        [
            "1199999.99: band 1 of the underspend begins",
            "1200000.01: band 1 of the overspend begins",
            "1224000.01: band 2 of the overspend begins",
            "1239000.02: the limit on council begins to bite",
        ]
    );
}

/// All together the same, by the per cent: £24,000.01 is 2.0000008…% of £1,200,000.
#[test]
fn a_sweep_of_all_finds_the_per_cent() {
    let at = plan("sweep-all", RULE, &EVEN);
    let got = ask(&at, "--through 2025-26 --sweep 1%..5%/1%");
    let points = got["runs"][0]["points"].as_array().unwrap();
    assert_eq!(points.len(), 5);
    assert_eq!(points[1]["shares"]["council"], "24000.00");
    let told = breaks(&got);
    assert_eq!(told[0], "1224000.01: band 2 of the overspend begins");
    let change = got["runs"][0]["breaks"][0]["change"].as_str().unwrap();
    assert!(change.starts_with("+2.000000"), "{change}");
}

/// A reserve of £10,000 covers the first of it: nothing is left once the loss is £10,000.00, and
/// the band begins a penny later.
#[test]
fn a_sweep_tells_when_a_reserve_is_used_up() {
    let rule = RULE.replace(
        "    overspend:\n",
        "    overspend:\n      first: [{reserve: contingency}]\n",
    );
    let at = plan("sweep-reserve", &rule, &EVEN);
    let got = ask(&at, "--through 2025-26 --sweep 0%..1%/1% --vary each");
    assert_eq!(
        breaks(&got),
        [
            "1200000.01: a reserve is drawn on",
            "1210000.00: nothing is left of reserve contingency",
            "1210000.01: band 1 of the overspend begins",
        ]
    );
}

/// Before there is any ledger the baseline stands for the out-turn, and the report says so.
#[test]
fn a_sweep_needs_no_ledger() {
    let at = plan("sweep-early", RULE, &[]);
    let got = ask(&at, "--through 2025-26 --sweep 0%..2% --vary each");
    assert_eq!(got["runs"][0]["outturn"], "1200000.00");
    let note = got["runs"][0]["notes"][0].as_str().unwrap();
    assert!(note.starts_with("nothing in the ledger yet"), "{note}");
}

/// +10%, £120,000: £24,000, then £96,000 as 57,600 and 38,400; the council's 62,400 cut to 30,000.
/// 90,000 of 720,000 is 12.5%, 30,000 of 480,000 is 6.25%. What was spent takes no part.
#[test]
fn exposure_is_of_the_baseline_and_tells_who_has_no_limit() {
    let at = plan("exposure", RULE, &[("2026-03-31", "999")]);
    let got = ask(&at, "--through 2025-26-Q2 --exposure=10%,-5%");
    let points = got["points"].as_array().unwrap();
    assert_eq!(points[0]["change"], "-5%");
    assert_eq!(points[0]["shares"]["icb"], "-36000.00");
    assert_eq!(points[1]["outturn"], "1320000.00");
    assert_eq!(points[1]["shares"]["icb"], "90000.00");
    assert_eq!(points[1]["shares"]["council"], "30000.00");
    let beyond = got["beyond"].as_array().unwrap();
    assert_eq!(beyond[0]["limited"], false);
    assert_eq!(beyond[0]["of_each_further_100"], "100.00");
    assert_eq!(beyond[1]["limited"], true);
    assert_eq!(beyond[1]["at_most"], "30000.00");
    assert_eq!(beyond[1]["of_each_further_100"], "0.00");
}

/// £60,000 over: 30,000 each as agreed, all to the council as its lead instead.
#[test]
fn another_risk_share_is_set_beside_the_agreed_one() {
    let at = plan("instead", RULE, &[("2026-03-31", "1260000")]);
    let got = ask(&at, "--through 2025-26 --instead each-bears-own");
    assert_eq!(got["comparable"], true);
    assert_eq!(got["schemes"], 1);
    let parties = got["parties"].as_array().unwrap();
    assert_eq!(parties[0]["difference"], "-30000.00");
    assert_eq!(parties[1]["agreed"], "30000.00");
    assert_eq!(parties[1]["instead"], "60000.00");
}

/// A file of definitions: one of the same id takes its place; a new one alone takes that of all.
#[test]
fn a_file_may_hold_the_other_risk_share() {
    let at = plan("instead-file", RULE, &[("2026-03-31", "1260000")]);
    let file = at.join("other.yaml");
    // A path may hold spaces: it stands for one word until the others are parted.
    let named = file.display().to_string().replace(' ', "\u{0}");
    let asked = format!("--through 2025-26 --instead {named}");
    for id in ["standard", "quite-another"] {
        let text = format!(
            "risk_shares:\n  - id: {id}\n    overspend: {{bands: [{{to: equally}}]}}\n    underspend: {{bands: [{{to: equally}}]}}\n"
        );
        std::fs::write(&file, text).unwrap();
        let got = ask(&at, &asked);
        // Each half of £60,000, as it happens the same as agreed.
        assert_eq!(
            got["instead"]["scopes"][0]["shares"]["icb"], "30000.00",
            "{id}"
        );
        assert_eq!(got["instead"]["scopes"][0]["risk_share"], id);
        assert_eq!(got["parties"][0]["difference"], "0.00");
    }
    for (text, said) in [
        (
            "risk_shares:\n  - id: a\n    overspent: {}\n",
            "no key `overspent`",
        ),
        ("", "defines no risk share"),
        ("name: x\n", "defines no risk share"),
        (
            "- {id: a, overspend: {bands: [{to: icb}]}}\n- {id: b, overspend: {bands: [{to: icb}]}}\n",
            "no scheme uses any risk share of this file",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let error = refused(&at, &asked);
        assert!(error.contains(said), "{error}");
    }
}

/// What a run that is refused says.
fn refused(at: &Path, asked: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(at)
        .args(parted(asked))
        .args(["--as-at", "2026-06-30"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    let at = plan("refused", RULE, &EVEN);
    for (asked, said) in [
        ("--vary each", "add --sweep or --simulate"),
        ("--around baseline", "add --sweep or --simulate"),
        ("--through 2025-26 --simulate 10", "nothing is left to vary"),
        (
            "--through 2025-26-Q1 --simulate 10 --vary s",
            "a draw of its own",
        ),
        ("--sweep 5%..-5%", "is not below"),
        ("--sweep 5", "-10%..10%"),
        ("--sweep 0%..1%/0%", "the step"),
        ("--sweep 0%..1% --vary x", "there is no scheme `x`"),
        ("--sweep 0%..1% --exposure", "cannot be used with"),
        ("--instead nowhere", "no risk share of this folder"),
        ("--simulate 0", "0 is not in 1..=1000000"),
    ] {
        let error = refused(&at, asked);
        assert!(error.contains(said), "{asked}: {error}");
    }
}

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

const ALL_TO_ICB: &str = "  - id: standard
    overspend: {bands: [{to: icb}], limits: [{party: icb, at_most: £30k, excess_to: council}]}
    underspend: {bands: [{to: icb}]}
";

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
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    std::fs::write(
        &path,
        yaml.replace("lead: council,", "lead: council, spread: 6%,"),
    )
    .unwrap();
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

/// Two schemes alike drawn together move together: the pool's variance is twice that of one.
#[test]
fn schemes_drawn_together_move_together() {
    let at = plan("together", ALL_TO_ICB, &MONTHS);
    let yaml = std::fs::read_to_string(at.join("partnership.yaml")).unwrap();
    let two = yaml.replace(
        "risk_shares:",
        "  - {id: t, pool: pool, lead: council, baseline: {2025-26: \"£1,200,000\"}, risk_share: standard}\nrisk_shares:",
    );
    std::fs::write(at.join("partnership.yaml"), two).unwrap();
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
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    let yaml = yaml.replace("lead: council,", "lead: council, spread: 10%,");
    std::fs::write(&path, yaml).unwrap();
    let got = ask(&at, "--through 2025-26-Q2 --simulate 50");
    let shares = got["shares"].as_array().unwrap();
    let of = |party: &str| shares.iter().find(|s| s["party"] == party).unwrap();
    for key in ["expected", "p5", "p50", "p95"] {
        assert_eq!(of("council")[key], "3000.00", "{key}");
    }
    assert_ne!(of("icb")["p5"], of("icb")["p95"]);
}

/// Income of £52,000 against £50,000 expected. The gain ends at a net £50,000.00 of income, band 2
/// begins beyond £1,000 of loss: at −£48,999.99, £3,000.01 or 5.7692…% less income.
#[test]
fn a_scheme_with_more_income_than_spend_is_swept_as_any_other() {
    let rule = RULE.replace("up_to: 2%", "up_to: £1k");
    let at = plan("income", &rule, &[("2026-03-31", "-52000")]);
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, yaml.replace("£1,200,000", "-£50,000")).unwrap();
    let got = ask(&at, "--through 2025-26 --sweep -10%..10%/5% --vary s");
    assert_eq!(
        breaks(&got),
        [
            "-50000.00: band 1 of the underspend is no longer reached",
            "-49999.99: band 1 of the overspend begins",
            "-48999.99: band 2 of the overspend begins",
        ]
    );
    let change = got["runs"][0]["breaks"][2]["change"].as_str().unwrap();
    assert!(change.starts_with("-5.7692"), "{change}");
}

/// Below 5% all is the council's: 4% of £1.2m is £48,000. Beyond, all is the ICB's, and the council
/// is not left out of the table for that.
#[test]
fn exposure_names_who_bears_something_below_a_trigger_alone() {
    let rule = ALL_TO_ICB.replace(
        "{bands: [{to: icb}],",
        "{trigger: {at: 5%, below_to: council}, bands: [{to: icb}],",
    );
    assert_ne!(rule, ALL_TO_ICB);
    let at = plan(
        "below-trigger",
        &rule.replace(
            ", limits: [{party: icb, at_most: £30k, excess_to: council}]",
            "",
        ),
        &[],
    );
    let got = ask(&at, "--through 2025-26 --exposure=4%,10%");
    assert_eq!(got["points"][0]["shares"]["council"], "48000.00");
    assert_eq!(got["points"][1]["shares"]["icb"], "120000.00");
    let council = &got["beyond"][1];
    assert_eq!(council["party"], "council");
    assert_eq!(council["at_most"], "48000.00");
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .args(["riskshare", "--through", "2025-26", "--exposure=4%,10%"])
        .arg(&at)
        .env("COLUMNS", "200")
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("council, of contribution"), "{page}");
    assert!(
        page.contains("Below a trigger a party may bear more"),
        "{page}"
    );
    assert!(!page.contains("whatever the schemes cost"), "{page}");
}

/// A tenth more of nothing is nothing, but the scheme may cost all the same: far beyond it is taken to
/// rise by as much as others do. The ICB has no limit, the council its £30,000. Of a baseline below
/// nil 2% is no edge: nothing is worked out, and nobody is called limited.
#[test]
fn exposure_of_a_nil_baseline_knows_who_is_limited() {
    let at = plan("nil-exposure", RULE, &EVEN);
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, yaml.replace("£1,200,000", "£0")).unwrap();
    let got = ask(&at, "--through 2025-26 --exposure");
    assert_eq!(got["beyond"][0]["limited"], false);
    assert_eq!(got["beyond"][1]["at_most"], "30000.00");
    std::fs::write(&path, yaml.replace("£1,200,000", "-£50,000")).unwrap();
    let got = ask(&at, "--through 2025-26 --exposure");
    assert_eq!(got["beyond"].as_array().unwrap().len(), 0);
    assert_eq!(got["not_beyond"][0]["scope"], "scheme/s");
}

/// A second scheme has no baseline, and its lead, the council, would bear all of it: nobody can say
/// that the council bears at most its £30,000 of the first.
#[test]
fn exposure_limits_nobody_by_what_is_not_worked_out() {
    let at = plan("part-exposure", RULE, &EVEN);
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    let more = "  - {id: t, pool: pool, lead: council, risk_share: each-bears-own}\nrisk_shares:";
    std::fs::write(&path, yaml.replace("risk_shares:", more)).unwrap();
    let got = ask(&at, "--through 2025-26 --exposure");
    let beyond = got["beyond"].as_array().unwrap();
    assert_eq!(beyond.len(), 1);
    assert_eq!(beyond[0]["party"], "icb");
    assert_eq!(got["not_beyond"][0]["scope"], "scheme/t");
}

/// In September what is spent in October is not known yet: half the baseline stands for the rest.
#[test]
fn what_is_spent_later_is_nothing_yet() {
    let at = plan("later", RULE, &[("2025-10-31", "900000")]);
    let got = ask(&at, "--through 2025-26-Q2 --sweep 0%..2% --vary each");
    assert_eq!(got["runs"][0]["outturn"], "600000.00");
}

/// What only the other rule can share is left out too, with the reason of the one agreed.
#[test]
fn a_scheme_without_a_rule_is_left_out_of_the_other() {
    let at = plan("instead-more", RULE, &[("2026-03-31", "1260000")]);
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    let more = "  - {id: t, pool: pool, lead: icb, baseline: {2025-26: £1k}, risk_share: none-such}\nrisk_shares:";
    std::fs::write(&path, yaml.replace("risk_shares:", more)).unwrap();
    std::fs::write(
        at.join("ledger/b.csv"),
        "date,kind,scheme,amount\n2026-03-31,spend,t,9000\n",
    )
    .unwrap();
    let got = ask(&at, "--through 2025-26 --instead each-bears-own");
    let council = got["parties"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["party"] == "council");
    assert_eq!(council.unwrap()["instead"], "60000.00");
    for (side, begins) in [("agreed", "there is no"), ("instead", "left out of both")] {
        assert_eq!(got[side]["scopes"].as_array().unwrap().len(), 1);
        let why = got[side]["not_computed"][0]["why"].as_str().unwrap();
        assert!(why.starts_with(begins), "{why}");
        assert!(why.contains("there is no risk share `none-such`"), "{why}");
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
        let path = at.join("partnership.yaml");
        let yaml = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, yaml.replace("£10k", opening)).unwrap();
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

/// Contributions and a baseline of £9,000,000,000,000,000: a tenth of it divides, but a thousand
/// times as much is beyond what can be divided exactly. That is said, and no limit is claimed.
#[test]
fn what_is_too_large_far_beyond_is_named() {
    let at = plan("vast", RULE, &[]);
    let path = at.join("partnership.yaml");
    let yaml = std::fs::read_to_string(&path).unwrap();
    let vast = "£9,000,000,000,000,000";
    let yaml = yaml
        .replace("£1,200,000", vast)
        .replace("amount: £720k", &format!("amount: \"{vast}\""));
    std::fs::write(&path, yaml).unwrap();
    let got = ask(&at, "--through 2025-26 --exposure=10%");
    assert_eq!(got["points"][0]["shares"]["council"], "30000.00");
    assert!(got["beyond"].as_array().unwrap().is_empty());
    let why = got["not_beyond"][0]["why"].as_str().unwrap();
    assert!(why.contains("too large to divide exactly"), "{why}");
}

/// Nothing to share is said once, and no figure of nil stands in its place.
#[test]
fn a_folder_without_schemes_has_no_figures() {
    let at = support::folder(
        "what-if-nothing",
        &[(
            "partnership.yaml",
            &support::tarn_and_vale("pools: [{id: pool}]\n"),
        )],
    );
    for asked in [
        "--sweep -5%..5%",
        "--exposure",
        "--simulate 5 --around baseline",
        "--instead each-bears-own",
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
            .arg("riskshare")
            .arg(&at)
            .args(parted(asked))
            .args(["--through", "2025-26", "--as-at", "2026-06-30"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            text.contains("No scheme could be computed."),
            "{asked}: {text}"
        );
        assert!(!text.contains("£0.00"), "{asked}: {text}");
    }
}

/// The file that is compared with counts among those the answer rests on: it is not written over,
/// and another text in it gives another digest.
#[test]
fn the_file_compared_with_is_one_of_those_the_answer_rests_on() {
    let at = plan("instead-kept", RULE, &[("2026-03-31", "1260000")]);
    let file = at.join("other.yaml");
    let text = RULE.replace("£30k", "£20k");
    std::fs::write(&file, format!("risk_shares:\n{text}")).unwrap();
    let named = file.display().to_string().replace(' ', "\u{0}");
    let asked = format!("--through 2025-26 --instead {named}");
    let error = refused(&at, &format!("{asked} --output {named}"));
    assert!(error.contains("is one of the files"), "{error}");
    let digest = ask(&at, &asked)["digest"].clone();
    std::fs::write(&file, format!("# changed\nrisk_shares:\n{text}")).unwrap();
    assert_ne!(ask(&at, &asked)["digest"], digest);
}
