//! What cannot be read carries no figure: each refusal is by name and with its place.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::path::PathBuf;

/// A pool of £10m and one scheme of £1m, overspent by £100,000; line 5 is the first partner, 11
/// the first contribution, 14 the scheme, 18 its funding, 19 its risk share.
const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
pools:
  - id: pool
    host: council
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £6m}
      - {partner: council, source: other, year: 2025-26, amount: £4m}
schemes:
  - id: beds
    pool: pool
    lead: icb
    baseline: £1m
    funding: {icb: £600k, council: £400k}
    risk_share: rule
risk_shares:
  - id: rule
    overspend: {bands: [{to: contributions}]}
    underspend: {bands: [{to: lead}]}
";

fn folder(name: &str, changes: &[(&str, &str)], files: &[(&str, &str)]) -> PathBuf {
    let mut plan = PLAN.to_owned();
    for (from, to) in changes {
        assert!(plan.contains(from), "{name}: {from}");
        plan = plan.replacen(from, to, 1);
    }
    let ledger = "date,kind,scheme,amount\n2025-04-30,spend,beds,\"1,100,000\"\n";
    let mut all = vec![
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", ledger),
    ];
    all.extend(files);
    support::folder(&format!("refused-{name}"), &all)
}

fn answer(name: &str, changes: &[(&str, &str)], files: &[(&str, &str)]) -> Value {
    let asked = ["riskshare", "--through", "2025-26"];
    support::jcplan(&folder(name, changes, files), &asked)
}

/// `scope|file:line|why` of what is not computed, then `why (file:line)` of what is not settled.
fn refusals(answer: &Value) -> Vec<String> {
    let line = |r: &Value| {
        let (scope, why) = (r["scope"].as_str().unwrap(), r["why"].as_str().unwrap());
        let file = r["at"]["file"].as_str().unwrap_or("");
        format!("{scope}|{file}:{}|{why}", r["at"]["line"])
    };
    let computed = answer["not_computed"].as_array().unwrap().iter();
    let settled = answer["not_settled"].as_array().unwrap().iter();
    computed
        .map(line)
        .chain(settled.map(|r| r.as_str().unwrap().to_owned()))
        .collect()
}

#[track_caller]
fn refuses(name: &str, changes: &[(&str, &str)], files: &[(&str, &str)], wanted: &[&str]) {
    let answer = answer(name, changes, files);
    let got = refusals(&answer);
    for wanted in wanted {
        assert!(
            got.iter().any(|g| g.starts_with(wanted)),
            "{name}: {got:#?}"
        );
    }
}

/// What each party bears, of every scope.
fn shares(answer: &Value) -> Vec<String> {
    let scopes = answer["scopes"].as_array().unwrap().iter();
    scopes.map(|s| s["shares"].to_string()).collect()
}

fn findings(name: &str, changes: &[(&str, &str)], files: &[(&str, &str)]) -> String {
    let asked = ["check", "--as-at", "2026-06-30", "--format", "csv"];
    support::printed(&support::run(&folder(name, changes, files), &asked))
}

const POOL: &str = "pool `pool`: something among the contributions and reserves of its pool cannot be read (partnership.yaml:11)";
const BEDS: &str = "scheme/beds|partnership.yaml:11|something among the contributions";

#[test]
fn a_sound_folder_refuses_nothing() {
    let answer = answer("sound", &[], &[]);
    assert!(refusals(&answer).is_empty(), "{:?}", refusals(&answer));
    // £100,000 by 6 to 4.
    let by_contributions = r#"{"icb":"60000.00","council":"40000.00"}"#;
    assert_eq!(shares(&answer), [by_contributions]);
}

#[test]
fn a_flag_of_a_contribution_that_cannot_be_read() {
    for (name, flag) in [
        ("capital", "capital: maybe"),
        ("recurrent", "recurrent: sometimes"),
        ("misspelt", "captial: yes"),
        ("curly", "capital: “yes”"),
    ] {
        let to = format!("amount: £6m, {flag}}}");
        refuses(name, &[("amount: £6m}", &to)], &[], &[BEDS, POOL]);
    }
}

#[test]
fn a_contribution_or_instalment_that_is_no_map() {
    let whole = "{partner: icb, source: nhs-minimum, year: 2025-26, amount: £6m}";
    refuses("no-map", &[(whole, "icb 6m")], &[], &[BEDS, POOL]);
    for (name, list) in [("part", "[1 April]"), ("day", "[{due: soon, amount: £6m}]")] {
        let to = format!("amount: £6m, instalments: {list}}}");
        refuses(name, &[("amount: £6m}", &to)], &[], &[BEDS, POOL]);
    }
}

#[test]
fn a_word_of_a_scheme_that_cannot_be_read() {
    for (name, word) in [("nature", "nature: captial"), ("profile", "profile: fixd")] {
        let to = format!("lead: icb\n    {word}");
        let wanted = ["scheme/beds|partnership.yaml:17|something in it cannot be read"];
        refuses(name, &[("lead: icb", &to)], &[], &wanted);
    }
}

#[test]
fn funding_that_cannot_be_read_or_says_nothing() {
    let by_funding = ("{to: contributions}", "{to: funding}");
    for (name, funding, why) in [
        (
            "capitals",
            "icb: 600, Council: 400",
            "its funding cannot be read",
        ),
        (
            "later",
            "icb: 600, council: {2026-27: 400}",
            "its funding by `council` says nothing for 2025-26",
        ),
    ] {
        let to = format!("{{{funding}}}");
        let wanted = format!("scheme/beds|partnership.yaml:18|{why}");
        let changes = [by_funding, ("{icb: £600k, council: £400k}", to.as_str())];
        refuses(name, &changes, &[], &[&wanted]);
    }
    // A first day says the same as its year: £100,000 by 600 to 400.
    let by_day = "{icb: {2025-26: 600}, council: {2025-04-01: 400}}";
    let changes = [by_funding, ("{icb: £600k, council: £400k}", by_day)];
    let got = answer("by-day", &changes, &[]);
    assert_eq!(shares(&got), [r#"{"icb":"60000.00","council":"40000.00"}"#]);
}

#[test]
fn rows_of_contributions_that_are_lost() {
    const HEADING: &str = "pool,partner,source,year,amount\n";
    for (name, row) in [
        ("unknown-pool", "pond,icb,other,2025-26,100"),
        ("no-pool", ",icb,other,2025-26,100"),
        ("ragged", "pool,icb,other,2025-26"),
        ("quote", "pool,icb,other,2025-26,\"100"),
    ] {
        let text = format!("{HEADING}{row}\n");
        let why = "something among the contributions and reserves of its pool cannot be read";
        let beds = format!("scheme/beds|contributions.csv:2|{why}");
        let pool = format!("pool `pool`: {why} (contributions.csv:2)");
        refuses(name, &[], &[("contributions.csv", &text)], &[&beds, &pool]);
    }
    let text = "pool,partner,source,year\npool,icb,other,2025-26\n";
    let beds = "scheme/beds|contributions.csv:2|something among";
    refuses("no-amount", &[], &[("contributions.csv", text)], &[beds]);
}

#[test]
fn a_heading_misspelt_leaves_its_rows_unreadable() {
    let text = "pool,partner,source,year,amount,captial\npool,icb,other,2025-26,100,yes\n";
    let beds = "scheme/beds|contributions.csv:1|something among";
    refuses("heading", &[], &[("contributions.csv", text)], &[beds]);
    let text = "scheme,pool,lead,baseline,risk_share,natuer\nhomes,pool,icb,100,rule,capital\n";
    let homes = "scheme/homes|schemes.csv:1|something in it cannot be read";
    refuses("natuer", &[], &[("schemes.csv", text)], &[homes]);
}

#[test]
fn a_table_that_is_no_text_is_lost_whole() {
    let nothing = [
        ("contributions.csv", "PK\u{3}\u{4}\0\0"),
        ("schemes.csv", "\0\0\0"),
    ];
    let beds = "scheme/beds|contributions.csv:1|something among";
    let scheme = "scheme/?|schemes.csv:1|it cannot be read";
    refuses("no-text", &[], &nothing, &[beds, scheme]);
}

#[test]
fn schemes_that_are_lost_are_named() {
    const HEADING: &str = "scheme,pool,lead,baseline,risk_share\n";
    for (name, row, scope) in [
        ("scheme-ragged", "homes,pool,icb", "scheme/homes"),
        ("scheme-capitals", "Homes,pool,icb,100,rule", "scheme/Homes"),
        ("scheme-nameless", ",pool,icb,100,rule", "scheme/?"),
    ] {
        let text = format!("{HEADING}{row}\n");
        let wanted = format!("{scope}|schemes.csv:2|it cannot be read");
        let net_pool = ("  - id: rule\n", "  - id: rule\n    net: pool\n");
        let got = answer(name, &[net_pool], &[("schemes.csv", &text)]);
        assert!(refusals(&got).contains(&wanted), "{:?}", refusals(&got));
        let notes = got["scopes"][0]["notes"].to_string();
        assert!(notes.contains("worked out without"), "{name}: {notes}");
        let pond = text.replace(",pool,icb", ",,icb");
        let wanted = "pool/pool|schemes.csv:2|scheme";
        let name = format!("{name}-nowhere");
        refuses(&name, &[net_pool], &[("schemes.csv", &pond)], &[wanted]);
    }
    let to = "schemes:\n  - {id: Homes, pool: pool}\n";
    let wanted = "scheme/Homes|partnership.yaml:14|it cannot be read";
    refuses("scheme-yaml", &[("schemes:\n", to)], &[], &[wanted]);
}

#[test]
fn a_pool_that_cannot_be_read_is_named() {
    let to = "pools:\n  - {id: Pond}\n";
    let wanted = "pool `Pond` cannot be read (partnership.yaml:8)";
    refuses("pool", &[("pools:\n", to)], &[], &[wanted]);
    let to = "pools:\n  - {host: council}\n";
    let wanted = "a pool here cannot be read (partnership.yaml:8)";
    refuses("pool-nameless", &[("pools:\n", to)], &[], &[wanted]);
    let to = "host: council\n    standing: poold";
    let wanted = "pool `pool`: its standing cannot be read (partnership.yaml:10)";
    refuses("standing", &[("host: council", to)], &[], &[wanted]);
}

#[test]
fn a_limit_of_a_contribution_that_cannot_be_read() {
    let limit = "{party: icb, at_most: 1% of contribution, excess_to: council}";
    let half = format!("overspend: {{limits: [{limit}], bands: [{{to: icb}}]}}");
    let changes = [
        ("amount: £6m}", "amount: £6m, capital: maybe}"),
        ("overspend: {bands: [{to: contributions}]}", half.as_str()),
    ];
    refuses("limit", &changes, &[], &[BEDS]);
}

#[test]
fn reserves_of_two_rows_without_a_year() {
    let text = "pool,reserve,opening\npool,pot,100000\npool,pot,50000\n";
    let files = [("reserves.csv", text)];
    let to = ("{to: contributions}", "{to: pot}");
    let drawn = ("overspend: {", "overspend: {first: [{reserve: pot}], ");
    let got = answer("pots", &[to, drawn], &files);
    assert!(got["scopes"].as_array().unwrap().is_empty(), "{got}");
    let at = "scheme/beds|reserves.csv:2|";
    assert!(
        refusals(&got).iter().any(|r| r.starts_with(at)),
        "{:?}",
        refusals(&got)
    );
}

#[test]
fn a_partner_that_cannot_be_read_refuses_everything() {
    for (name, id) in [
        ("partner", "{id: NHS Trust, kind: nhs-trust}"),
        ("word", "trust"),
    ] {
        let to = format!("partners:\n  - {id}\n");
        let why = "`partners` cannot all be read";
        let beds = format!("scheme/beds|partnership.yaml:5|{why}");
        let pool = format!("pool `pool`: {why} (partnership.yaml:5)");
        let changes = [
            ("{to: contributions}", "{to: equally}"),
            ("partners:\n", &to),
        ];
        refuses(name, &changes, &[], &[&beds, &pool]);
    }
}

#[test]
fn rows_of_one_id_without_a_year() {
    const HEADING: &str = "scheme,pool,lead,risk_share,year,baseline\n";
    for (name, rows, line) in [
        (
            "none",
            "homes,pool,icb,rule,,100\nhomes,pool,icb,rule,,200\n",
            3,
        ),
        (
            "mixed",
            "homes,pool,icb,rule,,100\nhomes,pool,icb,rule,2025-26,200\n",
            2,
        ),
    ] {
        let text = format!("{HEADING}{rows}");
        let files = [("schemes.csv", text.as_str())];
        let wanted = "scheme/homes|schemes.csv:2|its risk share cannot be read";
        refuses(&format!("year-{name}"), &[], &files, &[wanted]);
        let told = findings(&format!("told-{name}"), &[], &files);
        let here =
            |l: &&str| l.contains("duplicate-key") && l.contains(&format!("schemes.csv,{line}"));
        assert!(told.lines().any(|l| here(&l)), "{told}");
    }
}

#[test]
fn a_key_given_twice_in_two_spellings() {
    let to = "risk_share: rule\n    Risk-Share: each-bears-own";
    let told = findings("twice", &[("risk_share: rule", to)], &[]);
    assert!(told.contains("duplicate-key"), "{told}");
}

#[test]
fn values_nothing_takes_and_names_taken_twice_are_told() {
    for (name, used) in [("cap", "rule"), ("own", "each-bears-own")] {
        let to = format!("risk_share: {{use: {used}, with: {{cap: 5%}}}}");
        let told = findings(name, &[("risk_share: rule", &to)], &[]);
        assert!(told.contains("parameter-unused"), "{told}");
    }
    for (name, from, to) in [
        (
            "reserve",
            "    host: council\n",
            "    host: council\n    reserves: [{id: icb}]\n",
        ),
        (
            "lead",
            "pools:\n",
            "providers: [{id: lead, name: Lead Ltd}]\npools:\n",
        ),
    ] {
        let told = findings(name, &[(from, to)], &[]);
        assert!(told.contains("reserve-name-taken"), "{told}");
    }
    let needs = "needs: [{service: beds, pathway: stepdown}]\npools:\n";
    let told = findings("pathway", &[("pools:\n", needs)], &[]);
    assert!(told.contains("unknown-word"), "{told}");
}

#[test]
fn an_edge_with_nothing_after_it_is_no_last_band() {
    let wanted = "scheme/beds|partnership.yaml:22|its risk share cannot be read";
    for (name, edge) in [("empty-edge", "up_to: "), ("curly-edge", "up_to: “5%”")] {
        let to = format!("{{{edge}, to: contributions}}");
        refuses(name, &[("{to: contributions}", &to)], &[], &[wanted]);
    }
}

#[test]
fn a_term_of_another_year_does_not_hold() {
    for (name, years) in [
        ("one", "{2024-25: rule}"),
        ("two", "{2024-25: rule, 2026-27: rule}"),
    ] {
        let to = format!("risk_share: {years}");
        let wanted = "scheme/beds|partnership.yaml:14|it has no risk share for 2025-26";
        refuses(
            &format!("years-{name}"),
            &[("risk_share: rule", &to)],
            &[],
            &[wanted],
        );
    }
    let host = ("    host: council\n", "    host: {2024-25: council}\n");
    let wanted = "pool `pool` has no host on 31 March 2026 (partnership.yaml:9)";
    refuses("host", &[host], &[], &[wanted]);
    let lead = [
        ("lead: icb", "lead: {2024-25: icb}"),
        ("{to: contributions}", "{to: lead}"),
    ];
    let wanted = "scheme/beds|partnership.yaml:14|scheme `beds` has no lead";
    refuses("lead-year", &lead, &[], &[wanted]);
    // From a day it holds until another begins: all 100,000 by 6 to 4.
    let day = ("risk_share: rule", "risk_share: {2024-04-01: rule}");
    let got = answer("from-day", &[day], &[]);
    assert_eq!(shares(&got), [r#"{"icb":"60000.00","council":"40000.00"}"#]);
    // A time that cannot be read may be any.
    let time = (
        "risk_share: rule",
        "risk_share: {2025-26: rule, Oct-25: other}",
    );
    let wanted = "scheme/beds|partnership.yaml:19|its risk share cannot be read";
    refuses("time", &[time], &[], &[wanted]);
}
