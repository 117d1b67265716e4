//! What is defined twice under one id carries no figure: both places are named, and what does not
//! rest on it is given. Each figure is worked by hand in the comment above its test.

#![allow(clippy::unwrap_used)]

mod support;

use support::twice::{asked, folder, missing, shares, texts};

/// Beds again, in the table, as a scheme of £3m of the other pool.
const BEDS: (&str, &str) = (
    "schemes.csv",
    "scheme,pool,lead,year,baseline,risk_share\nbeds,own,icb,2025-26,3000000,rule\n",
);

/// The care pool again, of £1m, after the other: line 18.
const CARE: (&str, &str) = (
    "schemes:\n",
    "  - {id: care, contributions: [{partner: icb, source: other, year: 2025-26, amount: £1m}]}\nschemes:\n",
);

/// Nothing is defined twice: of home's and beds' £100,000 the ICB bears £60,000 each, of the
/// ward's £40,000 £30,000.
#[test]
fn what_is_defined_once_is_shared() {
    let (answer, status) = asked(&folder("nothing", None, None), "riskshare");
    assert_eq!(status, 0, "{answer}");
    let wanted = [
        "scheme/beds icb 60000.00 council 40000.00",
        "scheme/home icb 60000.00 council 40000.00",
        "scheme/ward icb 30000.00 council 10000.00",
    ];
    assert_eq!(shares(&answer), wanted);
}

/// Beds may be of £1m or of £3m: home's £100,000 and the ward's £40,000 are shared, 6 : 4 and 3 : 1, and beds are not.
#[test]
fn a_scheme_defined_twice_is_not_shared() {
    let at = folder("scheme", None, Some(BEDS));
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(status, 1);
    let wanted = [
        "scheme/home icb 60000.00 council 40000.00",
        "scheme/ward icb 30000.00 council 10000.00",
    ];
    assert_eq!(shares(&answer), wanted);
    let both = [
        "scheme/beds partnership.yaml:19: it is defined twice",
        "scheme/beds schemes.csv:2: it is defined twice",
    ];
    let mut told = missing(&answer);
    told.sort();
    assert_eq!(told, both);
    let text = support::printed(&support::run(&at, &["riskshare", "--through", "2025-26"]));
    assert!(text.contains("leave out 1 scope not computed"), "{text}");
    let flags =
        "riskshare --through 2025-26-Q1 --basis forecast --as-at 2026-06-30 --simulate 20 --seed 1";
    let flags: Vec<&str> = flags.split(' ').collect();
    let output = support::run(&at, &flags);
    assert_eq!(output.status.code(), Some(1));
    let text = support::printed(&output);
    assert!(
        text.contains("- scheme/beds: it is defined twice"),
        "{text}"
    );
}

/// Beds may be of either pool: neither has a total. Home's £2.1m and the ward's £440,000 are given.
#[test]
fn a_scheme_defined_twice_keeps_back_the_totals_of_either_pool() {
    let (answer, status) = asked(&folder("scheme-pool", None, Some(BEDS)), "pool");
    assert_eq!(status, 1);
    let told = missing(&answer);
    for wanted in [
        "care scheme/beds partnership.yaml:19: it is defined twice",
        "own expenditure schemes.csv:2: scheme `beds` is defined twice, and may be one of it",
    ] {
        assert!(told.iter().any(|t| t == wanted), "{told:#?}");
    }
    let account = |pool: usize| &answer["pools"][pool]["accounts"][0];
    for pool in [0, 1] {
        assert!(account(pool)["expenditure_total"].is_null());
        assert!(account(pool)["surplus"].is_null());
    }
    assert!(account(0)["expenditure"]["beds"].is_null());
    assert_eq!(account(0)["expenditure"]["home"], "2100000.00");
    assert_eq!(account(1)["expenditure"]["ward"], "440000.00");
}

/// The ledger's money goes where it went; that beds stand at two places is said before it.
#[test]
fn flows_name_a_scheme_defined_twice() {
    let (answer, status) = asked(&folder("scheme-flows", None, Some(BEDS)), "flows");
    assert_eq!(status, 1);
    assert_eq!(
        texts(&answer["not_known"]),
        [
            "scheme `beds` is defined twice (partnership.yaml:19): what the ledger has of it is taken for this one",
            "scheme `beds` is defined twice (schemes.csv:2): what is said here is in no figure",
        ]
    );
}

/// The care pool may be of £10m or of £1m: of its schemes nothing is shared. The ward's £40,000 is, 3 : 1.
#[test]
fn a_pool_defined_twice_is_not_shared() {
    let (answer, status) = asked(&folder("pool", Some(CARE), None), "riskshare");
    assert_eq!(status, 1);
    assert_eq!(
        shares(&answer),
        ["scheme/ward icb 30000.00 council 10000.00"]
    );
    let wanted = [
        "scheme/beds partnership.yaml:8: pool `care` is defined twice",
        "scheme/home partnership.yaml:8: pool `care` is defined twice",
    ];
    assert_eq!(missing(&answer), wanted);
    let wanted = [
        "pool `care`: it is defined twice (partnership.yaml:8)",
        "pool `care`: it is defined twice (partnership.yaml:18)",
    ];
    assert_eq!(texts(&answer["not_settled"]), wanted);
    // Of the other pool alone: £3m and £1m.
    let planned = answer["partners"].as_array().unwrap().iter();
    let planned: Vec<&str> = planned
        .map(|p| p["contribution"].as_str().unwrap())
        .collect();
    assert_eq!(planned, ["3000000.00", "1000000.00"]);
}

/// Neither funding nor surplus of the care pool; the other's £4m less £440,000 is £3.56m.
#[test]
fn a_pool_defined_twice_has_no_funding() {
    let (answer, status) = asked(&folder("pool-pool", Some(CARE), None), "pool");
    assert_eq!(status, 1);
    let told = missing(&answer);
    for wanted in [
        "pools partnership.yaml:8: pool `care` is defined twice",
        "pools partnership.yaml:18: pool `care` is defined twice",
    ] {
        assert!(told.iter().any(|t| t == wanted), "{told:#?}");
    }
    let care = &answer["pools"][0]["accounts"][0];
    assert!(care["funding_total"].is_null() && care["surplus"].is_null());
    let own = &answer["pools"][1]["accounts"][0];
    assert_eq!(own["funding_total"], "4000000.00");
    assert_eq!(own["surplus"], "3560000.00");
}

/// Whether the care pool's money is pooled cannot be told: it stands apart from the other's.
#[test]
fn flows_name_a_pool_defined_twice() {
    let at = folder("pool-flows", Some(CARE), None);
    let (answer, status) = asked(&at, "flows");
    assert_eq!(status, 1);
    let wanted = [
        "pool `care` is defined twice (partnership.yaml:8)",
        "pool `care` is defined twice (partnership.yaml:18)",
    ];
    assert_eq!(texts(&answer["not_known"]), wanted);
    let text = support::printed(&support::run(&at, &["flows", "--through", "2025-26"]));
    assert!(
        text.contains("how pool `care` stands cannot be told"),
        "{text}"
    );
}

/// A partner, a risk share or a reserve defined twice: nothing that divides by it is given, and
/// every command ends by 1.
#[test]
fn a_partner_a_risk_share_or_a_reserve_defined_twice() {
    let again = "  - {id: icb, name: NHS Fell ICB, kind: integrated-care-board}\npools:\n";
    let at = folder("partner", Some(("pools:\n", again)), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!((status, shares(&answer)), (1, Vec::new()));
    let told = texts(&answer["not_settled"]).join("\n");
    for line in [5, 7] {
        let wanted = format!("partner `icb`: it is defined twice (partnership.yaml:{line})");
        assert!(told.contains(&wanted), "{told}");
    }
    assert_eq!(asked(&at, "pool").1, 1);
    assert_eq!(asked(&at, "flows").1, 1);

    let again = "risk_shares:\n  - {id: rule, overspend: {bands: [{to: equally}]}, underspend: {bands: [{to: equally}]}}\n";
    let at = folder("rule", Some(("risk_shares:\n", again)), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!((status, shares(&answer)), (1, Vec::new()));
    let told = texts(&answer["not_settled"]).join("\n");
    for line in [23, 24] {
        let wanted = format!("risk share `rule`: it is defined twice (partnership.yaml:{line})");
        assert!(told.contains(&wanted), "{told}");
    }
    assert_eq!(asked(&at, "pool").1, 1);

    let pot = "    reserves: [{id: pot, opening: £10k}, {id: pot, opening: £50k}]\n  - id: own\n";
    let at = folder("reserve", Some(("  - id: own\n", pot)), None);
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    let care = &answer["pools"][0]["accounts"][0];
    assert!(care["carried_forward"].is_null(), "{care}");
}

/// Of a scheme in the table one year has two rows: £2m or £3m. Of that year it has no figure.
#[test]
fn a_year_of_a_scheme_given_twice() {
    let rows = "scheme,pool,lead,year,baseline,risk_share\n\
        night,care,icb,2025-26,2000000,rule\nnight,care,icb,2025-26,3000000,rule\n\
        night,care,icb,2026-27,4000000,rule\n";
    let at = folder("year", None, Some(("schemes.csv", rows)));
    std::fs::write(
        at.join("ledger/b.csv"),
        "date,kind,scheme,amount\n2025-04-30,spend,night,5\n2026-04-30,spend,night,5\n",
    )
    .unwrap();
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(status, 1);
    let told = missing(&answer);
    assert_eq!(
        told,
        ["scheme/night schemes.csv:3: its baseline cannot be read"]
    );
    let wanted = [
        "2025-26 of scheme `night`: it is defined twice (schemes.csv:2)",
        "2025-26 of scheme `night`: it is defined twice (schemes.csv:3)",
    ];
    assert_eq!(texts(&answer["not_settled"]), wanted);
    assert_eq!(shares(&answer).len(), 3);
    // April of the year after: £5 less a twelfth of £4m, £333,333.34, the lead's alone.
    let flags = ["riskshare", "--through", "2026-04", "--format", "json"];
    let answer = support::answer(&support::run(&at, &flags));
    let night = shares(&answer);
    assert!(
        night.contains(&"scheme/night icb -333328.34".to_owned()),
        "{night:?}"
    );
}

/// One contract of the ICB's with the provider.
const REGISTER: &str = "contract,title,provider,commissioner,service,starts,ends,annual_value\n\
    C1,Home care,Wren Care,icb,reablement-at-home,2025-04-01,2027-03-31,1000.00\n";

/// The file of totals has fact and place apart; the audit's table the sentence.
fn named_in_the_table(command: &str, csv: &str, wanted: &[String; 2]) {
    let lines = csv.lines().filter(|line| line.contains("not-known,"));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 2, "{command}: {csv}");
    for (line, sentence) in lines.iter().zip(wanted) {
        let fact = sentence.split_once(" (").unwrap().0;
        let said = if command == "audit" { sentence } else { fact };
        assert!(line.contains(said), "{command}: {line}");
    }
}

/// Which of two a contract, a payment or a ledger row is of nobody can tell: `audit` and `totals` name both
/// places of each before any figure, and do not end well.
#[test]
fn audit_and_totals_name_what_is_defined_twice() {
    let partner = (
        "pools:\n",
        "  - {id: icb, name: NHS Fell ICB, kind: integrated-care-board}\npools:\n",
    );
    let provider = (
        "pools:\n",
        "providers:\n  - {id: wren, name: Wren Care}\n  - {id: wren, name: Kestrel Care}\npools:\n",
    );
    let beds = [
        "scheme `beds` is defined twice (partnership.yaml:19): what the ledger has of it is taken for this one",
        "scheme `beds` is defined twice (schemes.csv:2): what is said here is in no figure",
    ];
    let twice = |what: &str, [first, second]: [u8; 2]| {
        [first, second].map(|line| format!("{what} is defined twice (partnership.yaml:{line})"))
    };
    for (name, change, table, wanted) in [
        (
            "all-partner",
            Some(partner),
            None,
            twice("partner `icb`", [5, 7]),
        ),
        (
            "all-provider",
            Some(provider),
            None,
            twice("provider `wren`", [8, 9]),
        ),
        ("all-pool", Some(CARE), None, twice("pool `care`", [8, 18])),
        (
            "all-scheme",
            None,
            Some(BEDS),
            beds.map(|line| line.to_owned()),
        ),
    ] {
        let at = folder(name, change, table);
        std::fs::create_dir_all(at.join("contracts")).unwrap();
        std::fs::write(at.join("contracts/a.csv"), REGISTER).unwrap();
        for command in ["audit", "totals"] {
            let asked = |format: &str| {
                let asked = [command, "--as-at", "2026-06-30", "--format", format];
                support::run(&at, &asked)
            };
            let output = asked("json");
            let told = support::answer(&output);
            assert_eq!(texts(&told["defined_twice"]), wanted, "{command}");
            assert_eq!(output.status.code(), Some(1), "{command}: {told}");
            let text = support::printed(&asked("text"));
            let heading = text.find("Defined twice").unwrap();
            let figures = text
                .find("Register ")
                .or(text.find("of the ledger come to"));
            assert!(figures.is_some_and(|at| at > heading), "{command}: {text}");
            named_in_the_table(command, &support::printed(&asked("csv")), &wanted);
        }
    }
}

/// Nothing is defined twice: both end well.
#[test]
fn audit_and_totals_end_well_where_nothing_is_defined_twice() {
    let at = folder("all-once", None, None);
    for command in ["audit", "totals"] {
        let output = support::run(&at, &[command, "--as-at", "2026-06-30", "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{command}");
    }
}

/// A query is nothing but its text: what is defined twice stands beside it, and the run does not end well.
#[test]
fn a_query_for_totals_is_told_of_a_scheme_defined_twice() {
    let at = folder("query-scheme", None, Some(BEDS));
    let asked = ["totals", "--sql", "duckdb", "--as-at", "2026-06-30"];
    let output = support::run(&at, &asked);
    let said = support::aside(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("scheme `beds` is defined twice (partnership.yaml:19)"),
        "{said}"
    );
}
