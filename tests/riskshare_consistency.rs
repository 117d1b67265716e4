//! No figure contradicts another: one question asked in two ways has one answer. Held over the
//! example, a folder whose rules change within the year, and folders drawn at random.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "riskshare_laws/folders/mod.rs"]
mod folders;
mod support;

use folders::{Allow, Row, draw, ledger, pounds};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Pence by party, nil left out.
type Shares = BTreeMap<String, i128>;

fn pence(value: &Value) -> i128 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap()
}

fn ask(at: &Path, asked: &str) -> Value {
    let mut arguments = vec!["riskshare"];
    arguments.extend(asked.split(' '));
    support::jcplan(at, &arguments)
}

fn add(shares: &mut Shares, all: &Map<String, Value>) {
    for (party, share) in all {
        *shares.entry(party.clone()).or_default() += pence(share);
    }
    shares.retain(|_, share| *share != 0);
}

/// What each bears over these scopes.
fn borne<'v>(scopes: impl IntoIterator<Item = &'v Value>) -> Shares {
    let mut shares = Shares::new();
    for scope in scopes {
        add(&mut shares, scope["shares"].as_object().unwrap());
    }
    shares
}

/// One amount of each party in a list of parties.
fn by_party(parties: &Value, key: &str) -> Shares {
    let all = list(parties).iter().filter(|p| p["kind"] != "elsewhere");
    let all = all.map(|p| (word(p, "party").to_owned(), pence(&p[key])));
    all.filter(|(_, amount)| *amount != 0).collect()
}

/// A rule to September written below the one from October, each with a memory of its own; leads
/// and a baseline that change within the year; a reserve, a limit over the pool, an aligned pool.
const WITHIN_THE_YEAR: &str = "providers: [{id: care, name: Care}]
pools:
  - id: pool
    host: council
    contributions:
      - {partner: icb, year: 2025-26, amount: £720k}
      - {partner: council, year: 2025-26, amount: £480k}
    reserves: [{id: winter, opening: {2025-26: £5k}}]
  - {id: apart, standing: aligned, host: icb}
schemes:
  - {id: a, pool: pool, lead: {2025-10-01: icb, 2025-04-01: council}, baseline: {2025-26: £1.2m}, spread: 0%, risk_share: standard}
  - {id: b, pool: pool, lead: icb, baseline: {2025-10-01: £2.4m, 2025-04-01: £1.2m}, spread: 0%, risk_share: standard}
  - {id: c, pool: pool, lead: icb, baseline: {2025-26: £100k}, spread: 0%, risk_share: {2025-07-01: shared, 2025-04-01: each-bears-own}}
  - {id: d, pool: apart, lead: icb, baseline: {2025-26: £100k}, risk_share: shared}
risk_shares:
  - id: standard
    from: 2025-10-01
    overspend:
      first: [offset, {reserve: winter}]
      bands: [{up_to: 1%, to: lead}, {to: {icb: 2, care: 1}}]
      limits: [{party: icb, at_most: £9k, over: pool, excess_to: unallocated}]
    underspend: {bands: [{to: {winter: 50%, contributions: 50%}}]}
  - id: standard
    until: 2025-09-30
    overspend: {bands: [{up_to: 2%, to: host}, {to: contributions}]}
    underspend: {bands: [{to: contributions}]}
  - id: shared
    net: pool
    overspend: {bands: [{to: equally}]}
    underspend: {bands: [{to: host}]}
";

/// Spend of April to September.
const MONTHS: [(&str, [i128; 6]); 4] = [
    ("a", [110_000, 95_000, 102_000, 107_000, 104_000, 99_000]),
    ("b", [90_000, 95_000, 102_000, 100_003, 104_000, 99_000]),
    ("c", [9_000, 9_000, 9_000, 7_001, 8_000, 9_000]),
    ("d", [9_000, 9_000, 9_000, 7_001, 8_000, 9_000]),
];

fn within_the_year(name: &str) -> PathBuf {
    let yaml = support::tarn_and_vale(WITHIN_THE_YEAR);
    let mut rows = String::from("date,kind,scheme,amount\n");
    for (scheme, months) in MONTHS {
        for (month, amount) in (4..).zip(months) {
            rows.push_str(&format!("2025-{month:02}-28,spend,{scheme},{amount}\n"));
        }
    }
    let files = [("partnership.yaml", yaml.as_str()), ("ledger/a.csv", &rows)];
    support::folder(name, &files)
}

/// A row of numbers that looks like chance and is the same each time.
fn numbers(mut seed: u32) -> Vec<u32> {
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed >> 8
    };
    (0..250).map(|_| next()).collect()
}

const DRAWN: u32 = 6;

/// A drawn folder whose schemes do not spread, and its schemes' baselines and other rows.
fn drawn(name: &str, seed: u32) -> (PathBuf, folders::Folder) {
    let mut folder = draw(&numbers(seed), Allow::ALL);
    for scheme in &mut folder.schemes {
        scheme.more.push_str("    spread: 0%\n");
    }
    let files = [
        ("partnership.yaml", folder.yaml()),
        ("ledger/a.csv", ledger(&folder.rows)),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    (
        support::folder(&format!("agree-{name}-{seed}"), &files),
        folder,
    )
}

/// Every folder the laws are held over.
fn all(name: &str) -> Vec<PathBuf> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    let mut all = vec![example, within_the_year(&format!("agree-{name}"))];
    all.extend((1..=DRAWN).map(|seed| drawn(name, seed).0));
    all
}

const ASKED: [&str; 3] = [
    "--through 2025-26-Q2",
    "--through 2025-26-Q2 --basis forecast",
    "--through 2025-26",
];

#[test]
fn no_change_of_the_out_turn_is_the_risk_share_itself() {
    let mut held = 0;
    for at in all("sweep") {
        for asked in ASKED {
            let plain = ask(&at, asked);
            let scopes = list(&plain["scopes"]);
            assert!(!scopes.is_empty(), "{}", at.display());
            let swept = ask(&at, &format!("{asked} --sweep -1%..1%/1%"));
            let point = &swept["runs"][0]["points"][1];
            assert_eq!(point["change"], "0%");
            // A scheme with nothing in the ledger yet is in the sweep alone.
            let computed = list(&plain["not_computed"]).len() == list(&point["not_computed"]).len();
            if computed {
                let mut shares = Shares::new();
                add(&mut shares, point["shares"].as_object().unwrap());
                assert_eq!(shares, borne(scopes), "{} {asked}", at.display());
                held += 1;
            }
        }
    }
    assert!(held > 20, "{held}");
}

#[test]
fn the_working_and_the_trace_change_no_figure() {
    for at in all("explain") {
        for asked in ASKED {
            let plain = ask(&at, asked);
            let mut shown = ask(&at, &format!("{asked} --explain"));
            for scope in shown["scopes"].as_array_mut().unwrap() {
                let scope = scope.as_object_mut().unwrap();
                for more in ["accounts", "within", "at"] {
                    scope.remove(more);
                }
                for step in scope["steps"].as_array_mut().unwrap() {
                    let step = step.as_object_mut().unwrap();
                    step.remove("working");
                    step.remove("at");
                }
            }
            assert_eq!(shown, plain, "{} {asked}", at.display());
            for scope in list(&plain["scopes"]).iter().take(2) {
                traced(&at, asked, &plain, word(scope, "scope"));
            }
        }
    }
}

fn traced(at: &Path, asked: &str, plain: &Value, name: &str) {
    let alike = list(&plain["scopes"]).iter();
    let alike: Vec<&Value> = alike.filter(|s| s["scope"] == name).collect();
    for party in alike[0]["shares"].as_object().unwrap().keys() {
        let got = ask(at, &format!("{asked} --trace {name}/{party}"));
        let figure = |scope: &Value| pence(&scope["figure"]);
        let figures: i128 = list(&got["scopes"]).iter().map(figure).sum();
        let share = borne(alike.iter().copied());
        let share = share.get(party).copied().unwrap_or_default();
        assert_eq!(figures, share, "{} {name} {party}", at.display());
    }
}

#[test]
fn draws_that_do_not_spread_are_the_forecast() {
    let mut all = vec![within_the_year("agree-simulate")];
    all.extend((1..=DRAWN).map(|seed| drawn("simulate", seed).0));
    for at in all {
        let forecast = borne(list(
            &ask(&at, "--through 2025-26-Q2 --basis forecast")["scopes"],
        ));
        let got = ask(&at, "--through 2025-26-Q2 --simulate 3");
        for key in ["expected", "p5", "p50", "p95"] {
            assert_eq!(by_party(&got["shares"], key), forecast, "{}", at.display());
        }
    }
}

/// Then and now over the scopes whose movement is given; those withheld are named.
#[test]
fn a_movement_begins_and_ends_with_what_each_period_says() {
    for at in all("since") {
        for basis in ["to-date", "forecast"] {
            let period = |p: &str| ask(&at, &format!("--through {p} --basis {basis}"));
            let got = ask(
                &at,
                &format!("--through 2025-26 --basis {basis} --since 2025-26-Q2"),
            );
            let withheld = list(&got["not_given"]).iter();
            let withheld: BTreeSet<&str> = withheld.map(|w| word(w, "scope")).collect();
            for (key, answer) in [("then", period("2025-26-Q2")), ("now", period("2025-26"))] {
                let scopes = list(&answer["scopes"]).iter();
                let given = scopes.filter(|s| !withheld.contains(word(s, "scope")));
                let parties = by_party(&got["parties"], key);
                assert_eq!(parties, borne(given), "{} {basis} {key}", at.display());
            }
        }
    }
}

/// Where one risk share holds for all, itself instead moves nobody; and each bearing its own
/// instead is what a folder says that has it written.
#[test]
fn the_same_rule_instead_makes_no_difference() {
    let mut held = 0;
    for at in all("instead") {
        for asked in ASKED {
            let plain = ask(&at, asked);
            let shares: BTreeSet<&str> = list(&plain["scopes"])
                .iter()
                .map(|s| word(s, "risk_share"))
                .collect();
            if let (1, Some(only)) = (shares.len(), shares.first()) {
                let got = ask(&at, &format!("{asked} --instead {only}"));
                assert_eq!(by_party(&got["parties"], "difference"), Shares::new());
                held += 1;
                assert_eq!(
                    by_party(&got["parties"], "agreed"),
                    borne(list(&plain["scopes"]))
                );
            }
        }
    }
    assert!(held > 5, "{held}");
    let at = within_the_year("agree-own");
    let asked = "--through 2025-26-Q2";
    let instead = ask(&at, &format!("{asked} --instead each-bears-own"));
    let path = at.join("partnership.yaml");
    let mut yaml = fs::read_to_string(&path).unwrap();
    for from in [
        "standard}",
        "{2025-07-01: shared, 2025-04-01: each-bears-own}}",
    ] {
        yaml = yaml.replace(
            &format!("risk_share: {from}"),
            "risk_share: each-bears-own}",
        );
    }
    fs::write(&path, yaml).unwrap();
    let own = borne(list(&ask(&at, asked)["scopes"]));
    assert_eq!(by_party(&instead["parties"], "instead"), own);
}

/// A ledger that spends the baseline and a tenth more, month by month, says what exposure says of
/// a tenth more. Contributions and settlements stay: proportions may rest on what is paid.
#[test]
fn exposure_is_what_a_ledger_that_spends_so_would_say() {
    for seed in 1..=DRAWN {
        let (at, folder) = drawn("exposure", seed);
        let got = ask(&at, "--through 2025-26 --exposure=10%");
        let stays = |row: &&Row| row.kind != "spend";
        let mut rows: Vec<Row> = folder.rows.iter().filter(stays).cloned().collect();
        for scheme in &folder.schemes {
            // Half a penny away from nil.
            let amount = scheme.baseline + (scheme.baseline + 5) / 10;
            rows.push(Row {
                kind: "spend",
                scheme: scheme.id.clone(),
                amount,
                ..Row::default()
            });
        }
        fs::write(at.join("ledger/a.csv"), ledger(&rows)).unwrap();
        let plain = ask(&at, "--through 2025-26");
        let point = &got["points"][0];
        let mut shares = Shares::new();
        add(&mut shares, point["shares"].as_object().unwrap());
        assert_eq!(shares, borne(list(&plain["scopes"])), "{}", at.display());
        let outturns = list(&plain["scopes"]).iter().map(|s| pence(&s["outturn"]));
        let outturn = point["outturn"].as_str().unwrap().replace(',', "");
        assert_eq!(outturn, pounds(outturns.sum()));
    }
}
