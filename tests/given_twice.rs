//! What one entry says twice, by two keys or by the rows of one scheme, carries no figure: both places are
//! named, and what does not rest on it is given. Each figure is worked by hand above its test.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use support::twice::{asked, folder, missing, shares, texts};

/// The scopes of which nothing is amiss.
const HOME: &str = "scheme/home icb 60000.00 council 40000.00";
const WARD: &str = "scheme/ward icb 30000.00 council 10000.00";
const BEDS: &str = "scheme/beds icb 60000.00 council 40000.00";

fn payments(answer: &Value) -> Vec<String> {
    let all = answer["settlement"].as_array().unwrap().iter();
    let one = |p: &Value| {
        let text = |key: &str| p[key].as_str().unwrap().to_owned();
        let (pool, from) = (text("pool"), text("from"));
        format!("{pool}: {from} pays {} {}", text("to"), text("amount"))
    };
    all.map(one).collect()
}

/// A place and the other of what is not computed: lines of the file.
fn lines(of: &Value) -> (u64, u64) {
    let line = |at: &Value| at["line"].as_u64().unwrap();
    (line(&of["at"]), line(&of["at"]["also"][0]))
}

/// The care pool's host may be the council or the ICB: who bears what is known, who is paid is not. Of the
/// other pool's £40,000 the ICB bears £30,000 and has paid none.
#[test]
fn a_host_given_twice_settles_nothing() {
    let host = ("    host: council\n", "    host: council\n    host: icb\n");
    let at = folder("given-host", Some(host), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(status, 1);
    assert_eq!(shares(&answer), [BEDS, HOME, WARD]);
    assert_eq!(payments(&answer), ["own: icb pays council 30000.00"]);
    let wanted =
        "pool `care`: its host cannot be read (partnership.yaml:9 and partnership.yaml:10)";
    assert_eq!(texts(&answer["not_settled"]), [wanted]);
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    let told = &answer["not_computed"][0];
    assert_eq!((told["of"].as_str(), lines(told)), (Some("host"), (9, 10)));
    // No flow rests on who holds the money.
    assert_eq!(asked(&at, "flows").1, 0);
}

/// Beds may be of either pool: what is shared scheme by scheme stands, and neither pool has a total.
#[test]
fn a_pool_given_twice_is_neither() {
    let pool = (
        "{id: beds, pool: care,",
        "{id: beds, pool: care, pool: own,",
    );
    let at = folder("given-pool", Some(pool), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(
        (status, shares(&answer)),
        (1, vec![HOME.to_owned(), WARD.to_owned()])
    );
    let wanted = ["scheme/beds partnership.yaml:19: it names no pool that can be read"];
    assert_eq!(missing(&answer), wanted);
    assert_eq!(lines(&answer["not_computed"][0]), (19, 19));
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    for pool in [0, 1] {
        let account = &answer["pools"][pool]["accounts"][0];
        assert!(account["expenditure_total"].is_null(), "{account}");
    }
    let (answer, status) = asked(&at, "flows");
    assert_eq!(status, 1);
    let wanted = "scheme `beds` names no pool that can be read (partnership.yaml:19, twice): its money stands with that of no pool";
    assert_eq!(texts(&answer["not_known"]), [wanted]);
}

/// A baseline of £1m and of £3m for one year: beds are £100,000 over or £1.9m under. Home's £2.1m are given.
#[test]
fn two_amounts_of_one_year_are_none() {
    let two = "baseline: {2025-26: £1m, 2025-26: £3m}";
    let at = folder("given-amount", Some(("baseline: £1m", two)), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(
        (status, shares(&answer)),
        (1, vec![HOME.to_owned(), WARD.to_owned()])
    );
    let wanted = ["scheme/beds partnership.yaml:19: its baseline cannot be read"];
    assert_eq!(missing(&answer), wanted);
    assert_eq!(lines(&answer["not_computed"][0]), (19, 19));
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    let account = &answer["pools"][0]["accounts"][0];
    assert!(account["expenditure"]["beds"].is_null() && account["surplus"].is_null());
    assert_eq!(account["expenditure"]["home"], "2100000.00");
    // What the ledger has went where it went, whatever was planned.
    assert_eq!(asked(&at, "flows").1, 0);
}

/// By which of two rules beds are shared is not known.
#[test]
fn two_risk_shares_are_none() {
    let two = (
        "baseline: £1m, risk_share: rule",
        "baseline: £1m, risk_share: rule, risk share: other",
    );
    let (answer, status) = asked(&folder("given-rule", Some(two), None), "riskshare");
    assert_eq!(
        (status, shares(&answer)),
        (1, vec![HOME.to_owned(), WARD.to_owned()])
    );
    assert_eq!(lines(&answer["not_computed"][0]), (19, 19));
}

/// The ICB's £6m may be £5m, and nothing is divided 6 : 4 or 5 : 4; the other pool is 3 : 1 as before.
#[test]
fn a_contribution_given_twice_divides_nothing() {
    let two = ("amount: £6m", "amount: £6m, amount: £5m");
    let at = folder("given-contribution", Some(two), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!((status, shares(&answer)), (1, vec![WARD.to_owned()]));
    for told in answer["not_computed"].as_array().unwrap() {
        assert_eq!(lines(told), (11, 11), "{told}");
    }
    let (answer, status) = asked(&at, "flows");
    assert_eq!(status, 1);
    let wanted =
        "a planned contribution to pool `care` cannot be read (partnership.yaml:11, twice)";
    assert_eq!(texts(&answer["not_planned"]), [wanted]);
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    assert!(answer["pools"][0]["accounts"][0]["funding_total"].is_null());
    assert_eq!(
        answer["pools"][1]["accounts"][0]["funding_total"],
        "4000000.00"
    );
}

/// A second list of schemes further down: night is known, its £5 are taken for it, and whether the two lists
/// were meant to be one is not. Of such schemes no pool has a total.
#[test]
fn a_list_given_twice_is_read_and_relied_on_by_nothing() {
    let more = "schemes:\n  - {id: night, pool: care, lead: icb, baseline: £1m, risk_share: rule}\nrisk_shares:\n";
    let at = folder("given-list", Some(("risk_shares:\n", more)), None);
    std::fs::write(
        at.join("ledger/b.csv"),
        "date,kind,scheme,amount\n2025-04-30,spend,night,5\n",
    )
    .unwrap();
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    for (i, pool) in answer["pools"].as_array().unwrap().iter().enumerate() {
        assert!(pool["accounts"][0]["expenditure_total"].is_null(), "{i}");
    }
    assert_eq!(
        answer["pools"][0]["accounts"][0]["expenditure"]["night"],
        "5.00"
    );
    assert_eq!(asked(&at, "riskshare").1, 1);
    let (answer, status) = asked(&at, "flows");
    assert_eq!(status, 1);
    let wanted = "scheme `?` cannot be read (partnership.yaml:18 and partnership.yaml:22): it is in no figure";
    assert_eq!(texts(&answer["not_known"]), [wanted]);
    // The one fault is told, and no row as naming nothing.
    let check = support::run(
        &at,
        &[
            "check",
            "--only",
            "duplicate-key",
            "--only",
            "unknown-name",
            "--as-at",
            "2026-06-30",
        ],
    );
    let told = support::printed(&check);
    assert!(
        told.contains("`schemes` is given twice") && told.contains("1 error"),
        "{told}"
    );
}

/// A second list of contributions, of another £1m: £10m or £11m or £1m.
#[test]
fn contributions_given_twice_are_not_added_up() {
    let more = "    contributions: [{partner: icb, source: other, year: 2025-26, amount: £1m}]\n  - id: own\n";
    let (answer, status) = asked(
        &folder("given-lists", Some(("  - id: own\n", more)), None),
        "pool",
    );
    assert_eq!(status, 1);
    let care = &answer["pools"][0]["accounts"][0];
    assert!(care["funding_total"].is_null(), "{care}");
    assert!(
        answer["not_computed"]
            .as_array()
            .unwrap()
            .iter()
            .any(|told| { told["at"]["also"][0]["line"] == 13 && told["at"]["line"] == 10 })
    );
}

/// No figure rests on a name.
#[test]
fn a_name_given_twice_keeps_nothing_back() {
    let name = ("{id: beds,", "{id: beds, name: Beds, name: Wards,");
    let at = folder("given-name", Some(name), None);
    for command in ["riskshare", "pool", "flows"] {
        assert_eq!(asked(&at, command).1, 0, "{command}");
    }
    assert_eq!(shares(&asked(&at, "riskshare").0), [BEDS, HOME, WARD]);
}

/// Two years of one scheme in the table, of which the second says something else.
fn rows(name: &str, column: &str, [first, second]: [&str; 2]) -> std::path::PathBuf {
    let all = format!(
        "scheme,lead,year,baseline,risk_share,{column}\n\
        night,icb,2025-26,2000000,rule,{first}\nnight,icb,2026-27,3000000,rule,{second}\n"
    );
    let pool = ",pool,";
    let all = match column {
        "pool" => all,
        _ => all
            .replacen(",lead,", ",pool,lead,", 1)
            .replace("night,", "night,care,"),
    };
    assert!(column == "pool" || all.contains(pool));
    let at = folder(name, None, Some(("schemes.csv", &all)));
    std::fs::write(
        at.join("ledger/b.csv"),
        "date,kind,scheme,amount\n2025-04-30,spend,night,2100000\n",
    )
    .unwrap();
    at
}

/// The night's £100,000 over £2m are of the care pool or of the other: shared by neither 6 : 4 nor 3 : 1.
#[test]
fn rows_that_name_two_pools_name_none() {
    let at = rows("rows-pool", "pool", ["care", "own"]);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(status, 1);
    assert_eq!(shares(&answer), [BEDS, HOME, WARD]);
    let wanted = ["scheme/night schemes.csv:2: it names no pool that can be read"];
    assert_eq!(missing(&answer), wanted);
    assert_eq!(lines(&answer["not_computed"][0]), (2, 3));
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    for pool in [0, 1] {
        assert!(answer["pools"][pool]["accounts"][0]["expenditure_total"].is_null());
    }
    let (answer, status) = asked(&at, "flows");
    assert_eq!(status, 1);
    let wanted = "scheme `night` names no pool that can be read (schemes.csv:2 and schemes.csv:3): its money stands with that of no pool";
    assert_eq!(texts(&answer["not_known"]), [wanted]);
}

/// Fixed or variable, revenue or capital: of neither kind is the night's £100,000 shared. Two names are no matter:
/// the ICB bears £60,000 of it.
#[test]
fn rows_that_differ_in_a_term_say_neither() {
    for (column, two) in [
        ("profile", ["fixed", "variable"]),
        ("nature", ["revenue", "capital"]),
    ] {
        let (answer, status) = asked(&rows("rows-term", column, two), "riskshare");
        assert_eq!((status, shares(&answer).len()), (1, 3), "{column}");
        let wanted = ["scheme/night schemes.csv:2: something in it cannot be read"];
        assert_eq!(missing(&answer), wanted, "{column}");
        assert_eq!(lines(&answer["not_computed"][0]), (2, 3), "{column}");
    }
    for (column, two) in [
        ("name", ["Night", "Nights"]),
        ("profile", ["fixed", "fixed"]),
    ] {
        let (answer, status) = asked(&rows("rows-name", column, two), "riskshare");
        assert_eq!(status, 0, "{column}");
        let night = "scheme/night icb 60000.00 council 40000.00".to_owned();
        assert!(shares(&answer).contains(&night), "{column}");
    }
}

/// Beds of two ids are neither: home's and the ward's shares are given, and beds are named by the first.
#[test]
fn a_scheme_of_two_ids_is_named_by_its_first_and_by_both_places() {
    let two = (
        "{id: beds, pool: care,",
        "{id: beds, id: bends, pool: care,",
    );
    let at = folder("given-ids", Some(two), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(
        (status, shares(&answer)),
        (1, vec![HOME.to_owned(), WARD.to_owned()])
    );
    let told = missing(&answer);
    assert_eq!(told, ["scheme/beds partnership.yaml:19: it has two ids"]);
    assert_eq!(lines(&answer["not_computed"][0]), (19, 19));
    let (answer, status) = asked(&at, "flows");
    assert_eq!(status, 1);
    let wanted = "scheme `beds` has two ids (partnership.yaml:19, twice): it is in no figure";
    assert_eq!(texts(&answer["not_known"]), [wanted]);
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    let told = missing(&answer);
    let wanted =
        "care expenditure partnership.yaml:19: scheme `beds` has two ids, and may be one of it";
    assert!(told.iter().any(|line| line == wanted), "{told:#?}");
}

/// A pool of two ids is neither, and nobody's payments are known: they may be into it.
#[test]
fn a_pool_of_two_ids_is_named_by_its_first_and_by_both_places() {
    let two = ("  - id: care\n", "  - id: care\n    id: cure\n");
    let at = folder("given-pool-ids", Some(two), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!((status, shares(&answer)), (1, vec![WARD.to_owned()]));
    let told = texts(&answer["not_settled"]);
    let wanted = "pool `care` has two ids (partnership.yaml:8 and partnership.yaml:9)";
    assert!(told.contains(&wanted), "{told:#?}");
    let (answer, status) = asked(&at, "pool");
    assert_eq!(status, 1);
    let wanted = "pools partnership.yaml:8: pool `care` has two ids";
    let told = missing(&answer);
    assert!(told.iter().any(|line| line == wanted), "{told:#?}");
}

/// Of three ids all three are told, on one line or on three.
#[test]
fn an_entry_of_three_ids_is_told_with_all_of_them() {
    let three = (
        "{id: beds, pool: care,",
        "{id: beds, id: bends, id: bunks, pool: care,",
    );
    let at = folder("given-three-ids", Some(three), None);
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(status, 1);
    let told = missing(&answer);
    assert_eq!(told, ["scheme/beds partnership.yaml:19: it has three ids"]);
    let (answer, _) = asked(&at, "flows");
    let wanted = "scheme `beds` has three ids (partnership.yaml:19, 3 times): it is in no figure";
    assert_eq!(texts(&answer["not_known"]), [wanted]);
    let told = support::told(&at, "duplicate-key", "2026-06-30");
    assert_eq!(
        told,
        ["error: `id` is given twice", "error: `id` is given 3 times"]
    );
    let three = (
        "  - id: care\n",
        "  - id: care\n    id: cure\n    id: core\n",
    );
    let at = folder("given-three-pool-ids", Some(three), None);
    let (answer, _) = asked(&at, "riskshare");
    let wanted = "pool `care` has three ids (partnership.yaml:8, partnership.yaml:9 and partnership.yaml:10)";
    let told = texts(&answer["not_settled"]);
    assert!(told.contains(&wanted), "{told:#?}");
}
