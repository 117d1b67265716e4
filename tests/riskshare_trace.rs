//! `riskshare --trace`: a figure down to its ledger rows and terms. Figures are worked by hand.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const HEAD: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
agreement:
  arrangements: [pooled-fund]
  starts: 2025-04-01
  ends: 2028-03-31
  host: council
pools:
  - id: beds
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £720k}
      - {partner: council, source: council-additional, year: 2025-26, amount: £480k}
    reserves:
      - {id: contingency, opening: {2025-26: £20k}}
";

/// 2% to the host, the rest by contributions, the council limited to £30,000.
const STORY: &str = "\
schemes:
  - {id: home, pool: beds, lead: icb, baseline: {2025-26: £1.2m}, risk_share: rule}
risk_shares:
  - id: rule
    clause: Schedule 3
    overspend:
      bands:
        - {up_to: $first, to: host}
        - to: contributions   # as planned
      limits:
        - {party: council, at_most: £30k, excess_to: icb}
    underspend: {bands: [{to: lead}]}
";

const ROWS: &str = "\
date,kind,scheme,amount,reference,description
2025-09-30,spend,home,\"630,000.00\",R1,half
2026-03-31,spend,home,\"640,000.01\",R2,the other
2026-03-31,income,home,\"10,000.00\",R3,charges
2025-03-31,spend,home,5.00,R0,the year before
";

fn made(name: &str, plan: &str, rows: &str) -> PathBuf {
    let plan = format!("{HEAD}{plan}");
    let files = [("partnership.yaml", plan.as_str()), ("ledger/a.csv", rows)];
    support::folder(&format!("trace-{name}"), &files)
}

fn story(name: &str) -> PathBuf {
    let used = STORY.replace(
        "risk_share: rule",
        "risk_share: {use: rule, with: {first: 2%}}",
    );
    made(name, &used, ROWS)
}

fn traced(at: &Path, asked: &str) -> Value {
    support::jcplan(at, &["riskshare", "--through", "2025-26", "--trace", asked])
}

fn run(at: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("riskshare")
        .arg(at)
        .args(["--through", "2025-26", "--as-at", "2026-06-30"])
        .args(arguments)
        .env("COLUMNS", "120")
        .output()
        .unwrap()
}

fn refused(at: &Path, arguments: &[&str]) -> String {
    let output = run(at, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr)
        .unwrap()
        .trim_end()
        .to_owned()
}

fn text(at: &Path, arguments: &[&str]) -> String {
    String::from_utf8(run(at, arguments).stdout).unwrap()
}

/// Fields of every entry of a list, joined.
fn each(list: &Value, keys: &[&str]) -> Vec<String> {
    let field = |one: &Value, key: &str| match one.pointer(key) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => "?".to_owned(),
    };
    let one = |one: &Value| -> Vec<String> { keys.iter().map(|k| field(one, k)).collect() };
    let list = list.as_array().unwrap().iter();
    list.map(|entry| one(entry).join(" ")).collect()
}

/// £60,000.01 over: £24,000 to the host, of £36,000.01 in 3 : 2 £14,400.00 to the council, whose
/// limit of £30,000 takes £8,400 off it.
#[test]
fn a_partys_parts_add_up_to_its_share() {
    let at = story("party");
    let got = traced(&at, "home/council");
    assert_eq!(got["schema"], "jcplan/riskshare-trace/1");
    assert_eq!(
        (&got["scope"], &got["party"]),
        (&"scheme/home".into(), &"council".into())
    );
    let scope = &got["scopes"][0];
    assert_eq!(scope["figure"], "30000.00");
    assert_eq!(
        each(&scope["given"], &["/step", "/amount"]),
        ["band/1 24000.00", "band/2 14400.00", "limit/1 -8400.00"]
    );
    // The rows of the year, and no other: £1,270,000.01 less £10,000.00.
    assert_eq!(
        each(
            &scope["rows"],
            &["/kind", "/file", "/line", "/date", "/amount", "/reference"]
        ),
        [
            "spend ledger/a.csv 2 2025-09-30 630000.00 R1",
            "spend ledger/a.csv 3 2026-03-31 640000.01 R2",
            "income ledger/a.csv 4 2026-03-31 10000.00 R3",
        ]
    );
    assert_eq!(scope["sums"]["spend"], "1270000.01");
    assert_eq!(scope["sums"]["income"], "10000.00");
    assert_eq!(scope["outturn"], "1260000.01");
    assert_eq!(
        each(&scope["terms"], &["/term", "/at/line", "/written"]),
        [
            "baseline of home 20 £1.2m",
            "risk share of home 20 {use: rule, with: {first: 2%}}",
            "its definition 22 rule",
            "its clause 23 Schedule 3",
            "step 1, band 1 26 {up_to: $first, to: host} (first is 2%)",
            "host 11 council",
            "step 2, band 2 27 to: contributions",
            "contribution of icb 15 {partner: icb, source: nhs-minimum, year: 2025-26, amount: £720k}",
            "contribution of council 16 {partner: council, source: council-additional, year: 2025-26, amount: £480k}",
            "step 3, limit 29 {party: council, at_most: £30k, excess_to: icb}",
        ]
    );
    assert_eq!(scope["steps"][0]["working"][0]["kind"], "edge");
}

/// The ICB has no part in the first band: the step is not in its trace, the others keep their
/// numbers.
#[test]
fn steps_that_gave_a_party_nothing_are_left_out_of_its_trace() {
    let at = story("icb");
    let shown = text(&at, &["--trace", "scheme/home/icb"]);
    assert!(!shown.contains("1. Band 1"), "{shown}");
    assert!(shown.contains("2. Band 2 £36,000.01"), "{shown}");
    assert!(shown.contains("The figure traced is what icb bears of it, £30,000.01."));
    let lines = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines.contains("spend £1,270,000.01 less income £10,000.00 = £1,260,000.01"));
    assert!(shown.contains(" Together    £30,000.01"), "{shown}");
}

const COVER: &str = "\
schemes:
  - {id: a, pool: beds, lead: icb, baseline: {2025-26: £100k}, risk_share: rule}
  - {id: b, pool: beds, lead: icb, baseline: {2025-26: £100k}, risk_share: rule}
risk_shares:
  - id: rule
    overspend:
      first: [offset, {reserve: contingency}]
      bands: [{to: {icb: 60%, council: 40%}}]
    underspend: {bands: [{to: lead}]}
";

/// A loss of £90,000 against a gain of £25,000: £65,000 is left, the reserve gives its £20,000.
#[test]
fn a_reserve_may_be_traced() {
    let rows = "date,kind,scheme,amount\n2025-05-01,spend,a,190000\n2025-05-01,spend,b,75000\n";
    let at = made("reserve", COVER, rows);
    let scope = &traced(&at, "a/contingency")["scopes"][0];
    assert_eq!(scope["figure"], "-20000.00");
    assert_eq!(
        each(&scope["given"], &["/step", "/amount"]),
        ["first/reserve -20000.00"]
    );
    let terms = each(&scope["terms"], &["/term", "/written"]);
    assert!(
        terms.contains(&"opening of contingency £20k".to_owned()),
        "{terms:?}"
    );
    // Without a party the figure is the variance: 60% and 40% of £45,000 are the shares.
    let scope = &traced(&at, "a")["scopes"][0];
    assert_eq!(scope["figure"], "90000.00");
    assert_eq!(scope["shares"]["icb"], "27000.00");
    assert_eq!(scope["given"], Value::Null);
    let shown = text(&at, &["--trace", "a"]);
    let sum = "Adds up: icb £27,000.00 + council £18,000.00 = £45,000.00; \
               variance £90,000.00 − offset £25,000.00 − contingency £20,000.00 = £45,000.00.";
    let lines = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines.contains(sum), "{shown}");
}

/// The pool is netted: its rows are those of both schemes, and a scheme of it has no scope.
#[test]
fn a_netted_pool_is_traced_as_one() {
    let plan = COVER
        .replace("      first: [offset, {reserve: contingency}]\n", "")
        .replace("- id: rule\n", "- id: rule\n    net: pool\n");
    let rows =
        "date,kind,scheme,amount,cause\n2025-05-01,spend,a,190000,\n2025-05-01,spend,b,75000,\n";
    let at = made("pool", &plan, rows);
    let got = traced(&at, "beds");
    assert_eq!(got["scope"], "pool/beds");
    assert_eq!(
        each(&got["scopes"][0]["rows"], &["/scheme", "/amount"]),
        ["a 190000.00", "b 75000.00"]
    );
    // £265,000 against £200,000.
    assert_eq!(got["scopes"][0]["figure"], "65000.00");
    assert_eq!(
        refused(&at, &["--trace", "scheme/a"]),
        "jcplan: scheme/a is shared together with other schemes of its pool: ask --trace pool/beds"
    );
}

/// Months under different versions are traced one below the other, each with its own rows.
#[test]
fn months_of_different_versions_have_their_own_rows() {
    let plan = "\
schemes:
  - {id: s, pool: beds, lead: icb, baseline: {2025-26: £1.2m}, risk_share: rule}
risk_shares:
  - {id: rule, until: 2025-09-30, overspend: {bands: [{to: host}]}, underspend: {bands: [{to: host}]}}
  - {id: rule, from: 2025-10-01, overspend: {bands: [{to: lead}]}, underspend: {bands: [{to: lead}]}}
";
    let rows = "date,kind,scheme,amount\n2025-04-30,spend,s,650000\n2025-10-31,spend,s,640000\n\
                2025-11-30,rebase,s,1000\n";
    let at = made("versions", plan, rows);
    let got = traced(&at, "s");
    let rows = |i: usize| each(&got["scopes"][i]["rows"], &["/kind", "/line"]);
    assert_eq!(rows(0), ["spend 2"]);
    assert_eq!(rows(1), ["rebase 4", "spend 3"]);
    assert_eq!(got["scopes"][0]["figure"], "50000.00");
    // £640,000 against six months' £600,000 and £1,000 more.
    assert_eq!(got["scopes"][1]["figure"], "39000.00");
    let terms = each(&got["scopes"][1]["terms"], &["/term", "/at/line"]);
    assert!(terms.contains(&"its definition 23".to_owned()), "{terms:?}");
}

/// One line with a column a month stands for a row in each month that is filled.
#[test]
fn a_line_with_a_column_a_month_is_a_row_a_month() {
    let plan = "\
schemes:
  - {id: s, pool: beds, lead: icb, baseline: {2025-26: £1.2m}, risk_share: each-bears-own}
files:
  - {path: finance/b.csv, as: ledger, kind: spend, months: Apr..Mar, year: 2025-26, columns: {scheme: Scheme, description: Note}}
";
    let plan = format!("{HEAD}{plan}");
    let months = "Scheme,Note,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar\n\
                  s,bank staff,700000,,600000,,,,,,,,,\n";
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("finance/b.csv", months),
    ];
    let at = support::folder("trace-months", &files);
    let got = traced(&at, "s");
    assert_eq!(
        each(
            &got["scopes"][0]["rows"],
            &["/file", "/line", "/date", "/amount", "/description"]
        ),
        [
            "finance/b.csv 2 2025-04-01 700000.00 bank staff",
            "finance/b.csv 2 2025-06-01 600000.00 bank staff",
        ]
    );
    assert_eq!(got["scopes"][0]["figure"], "100000.00");
}

/// Where contributions weigh as paid, the payments are among the rows: 3 : 1 of £40,000.
#[test]
fn contributions_paid_stand_behind_what_they_weigh() {
    let plan = COVER.replace(
        "    overspend:\n      first: [offset, {reserve: contingency}]\n      bands: [{to: {icb: 60%, council: 40%}}]\n",
        "    in_proportion_to: {contributions: paid}\n    set_aside: [{cause: fines, to: host}]\n    overspend: {bands: [{to: contributions}]}\n",
    );
    let rows = "date,kind,pool,scheme,partner,amount,cause\n\
                2025-05-01,spend,,a,,140000,\n\
                2025-06-01,spend,,a,,7000,Fines\n\
                2025-07-01,income,,a,,1000,fines\n\
                2025-05-01,contribution,beds,,icb,3000,\n\
                2025-05-02,contribution,beds,,council,1000,\n\
                2026-05-02,contribution,beds,,council,1000,\n";
    let at = made("paid", &plan, rows);
    let scope = &traced(&at, "a")["scopes"][0];
    assert_eq!(
        each(&scope["rows"], &["/kind", "/line", "/cause"]),
        [
            "spend 2 null",
            "spend 3 fines",
            "income 4 fines",
            "contribution 5 null",
            "contribution 6 null",
        ]
    );
    assert_eq!(scope["sums"]["contribution"], "4000.00");
    // £6,000 is set aside for the host; £40,000 in 3 : 1.
    assert_eq!(scope["shares"]["icb"], "30000.00");
    assert_eq!(scope["shares"]["council"], "16000.00");
}

/// A page shows two hundred rows of a kind and says how many more; programs get all.
#[test]
fn very_many_rows_are_all_there_for_programs() {
    let mut rows = String::from("date,kind,scheme,amount\n");
    for _ in 0..250 {
        rows.push_str("2025-05-01,spend,home,4840.00\n");
    }
    let used = STORY.replace("$first", "2%");
    let at = made("many", &used, &rows);
    // 250 × £4,840 = £1,210,000.
    let shown = text(&at, &["--trace", "home"]);
    assert!(shown.contains("50 more of them: --format csv or json gives all."));
    assert!(shown.contains("ledger/a.csv:201 ") && !shown.contains("ledger/a.csv:202 "));
    assert!(shown.contains("£1,210,000.00"));
    let got = traced(&at, "home");
    assert_eq!(got["scopes"][0]["rows"].as_array().unwrap().len(), 250);
    let csv = text(&at, &["--trace", "home", "--format", "csv"]);
    let rows = csv.lines().filter(|line| line.contains(",row,spend,"));
    assert_eq!(rows.count(), 250);
}

#[test]
fn names_that_are_not_known_are_told_with_the_nearest() {
    let at = story("names");
    let cases = [
        (
            "hmoe",
            "there is no scheme or pool `hmoe`: did you mean `home`?",
        ),
        ("scheme/beds", "there is no scheme `beds`: one of: home"),
        ("pool/bed", "there is no pool `bed`: did you mean `beds`?"),
        (
            "home/concil",
            "there is no partner, provider or reserve of pool `beds` named `concil`: did you mean `council`?",
        ),
        (
            "beds",
            "pool `beds` is not shared as a whole but scheme by scheme: ask --trace scheme/home, or another of its schemes",
        ),
    ];
    for (asked, said) in cases {
        assert_eq!(refused(&at, &["--trace", asked]), format!("jcplan: {said}"));
    }
    for asked in ["", "/", "home/", "scheme/home/council/more"] {
        let said = refused(&at, &["--trace", asked]);
        assert!(
            said.contains("names no scope: write --trace scheme/ID"),
            "{said}"
        );
    }
}

#[test]
fn what_is_not_computed_has_no_trace_but_a_reason() {
    let at = made(
        "none",
        &STORY.replace("$first", "2%"),
        "date,kind,scheme,amount\n",
    );
    let said = refused(&at, &["--trace", "home"]);
    assert!(
        said.starts_with("jcplan: scheme/home is not computed: no spend or income"),
        "{said}"
    );
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    let at = story("together");
    let said = refused(&at, &["--trace", "home", "--explain"]);
    assert!(
        said.contains("--trace") && said.contains("'--explain'"),
        "{said}"
    );
    let plan = format!("{HEAD}{STORY}");
    let files = [
        ("one/partnership.yaml", plan.as_str()),
        ("two/partnership.yaml", plan.as_str()),
    ];
    let at = support::folder("trace-folders", &files);
    assert_eq!(
        refused(&at, &["--trace", "home"]),
        "jcplan: --trace asks about one planning folder, and there are 2 here: name the one"
    );
}

/// Words of the ledger and of the command line are shown, and steer and mark up nothing.
#[test]
fn hostile_names_do_no_harm() {
    let rows = "date,kind,scheme,amount,reference,description\n\
                2025-09-30,spend,home,\"1,300,000\",=HYPERLINK(1),<script>\u{1b}[31m`|*\n";
    let at = made("hostile", &STORY.replace("$first", "2%"), rows);
    let html = text(&at, &["--trace", "home", "--format", "html"]);
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
    let csv = text(&at, &["--trace", "home", "--format", "csv"]);
    assert!(!csv.contains(",=HYPERLINK"), "{csv}");
    for format in ["text", "markdown", "html", "csv"] {
        let shown = text(&at, &["--trace", "home", "--format", format]);
        assert!(!shown.contains('\u{1b}'), "{format}");
    }
    let said = refused(&at, &["--trace", "home/\u{1b}[31mx<script>"]);
    assert!(!said.contains('\u{1b}'), "{said}");
}

/// Of a reserve's and an offset's cover a party gets nothing, but what was left to share rests on
/// them: its trace shows them before the band, and counts the band alone.
#[test]
fn cover_before_a_partys_part_is_shown_and_not_counted() {
    let rows = "date,kind,scheme,amount\n2025-05-01,spend,a,190000\n2025-05-01,spend,b,75000\n";
    let at = made("covered", COVER, rows);
    let shown = text(&at, &["--trace", "a/council"]);
    for step in [
        "1. Offset £25,000.00",
        "2. Reserve £20,000.00",
        "3. Band 1 £45,000.00",
    ] {
        assert!(shown.contains(step), "{shown}");
    }
    let scope = &traced(&at, "a/council")["scopes"][0];
    assert_eq!(
        each(&scope["given"], &["/step", "/amount"]),
        ["band/1 18000.00"]
    );
}

/// A limit over the pool: a has £60,000 of loss and b £30,000, all the council's, at most £70,000
/// over both. £20,000 goes off in 60 : 30, £13,333.33 and £6,666.67.
#[test]
fn a_limit_over_the_pool_shows_the_schemes_it_is_over() {
    let plan = COVER.replace(
        "      first: [offset, {reserve: contingency}]\n      bands: [{to: {icb: 60%, council: 40%}}]\n",
        "      bands: [{to: council}]\n      limits: [{party: council, at_most: £70k, over: pool, excess_to: icb}]\n",
    );
    let rows = "date,kind,scheme,amount\n2025-05-01,spend,a,160000\n2025-05-01,spend,b,130000\n";
    let at = made("over-pool", &plan, rows);
    let got = traced(&at, "b/icb");
    let scope = &got["scopes"][0];
    assert_eq!(scope["figure"], "6666.67");
    let working = &scope["steps"][1]["working"];
    assert_eq!(working[1]["over_pool"], true);
    assert_eq!(working[1]["had"], "90000.00");
    assert_eq!(
        each(
            &working[2]["parts"],
            &["/to", "/exact_pence", "/amount", "/odd_penny"]
        ),
        [
            "scheme/a 4000000/3 13333.33 false",
            "scheme/b 2000000/3 6666.67 true",
        ]
    );
    let shown = text(&at, &["--trace", "b/icb"]);
    assert!(shown.contains("council has £90,000.00 over all schemes of the pool and risk share"));
}

/// A line number broken over two lines of a page would be another line.
#[test]
fn places_are_never_broken_over_lines() {
    let at = story("narrow");
    for columns in ["40", "50", "60", "70", "80"] {
        let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
            .arg("riskshare")
            .arg(&at)
            .args([
                "--through",
                "2025-26",
                "--as-at",
                "2026-06-30",
                "--trace",
                "home",
            ])
            .env("COLUMNS", columns)
            .output()
            .unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        for place in ["ledger/a.csv:2", "ledger/a.csv:4", "partnership.yaml:15"] {
            assert!(shown.contains(place), "{columns}: {shown}");
        }
    }
}
