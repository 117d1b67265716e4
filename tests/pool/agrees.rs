//! What the account says is what `riskshare` says, to the penny; and what must add up does.

use super::support;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale")
}

fn pence(value: &Value) -> i128 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn answer(command: &str, at: &Path, through: &str, basis: &str, as_at: &str) -> Value {
    let asked = [
        command,
        "--through",
        through,
        "--basis",
        basis,
        "--as-at",
        as_at,
        "--format",
        "json",
    ];
    support::answer(&support::run(at, &asked))
}

/// Every party's share over all pools, and what each position is made of.
fn by_party(pools: &Value) -> BTreeMap<String, [i128; 5]> {
    let mut all: BTreeMap<String, [i128; 5]> = BTreeMap::new();
    for pool in pools["pools"].as_array().unwrap() {
        for position in pool["accounts"][0]["positions"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let party = position["party"].as_str().unwrap().to_owned();
            let sums = all.entry(party).or_default();
            let keys = ["share", "due", "paid", "settled", "balance"];
            for (sum, key) in sums.iter_mut().zip(keys) {
                *sum += pence(&position[key]);
            }
        }
    }
    all
}

fn as_riskshare(answer: &Value) -> BTreeMap<String, [i128; 5]> {
    let partners = answer["partners"].as_array().unwrap().iter();
    let one = |p: &Value| {
        let keys = ["share", "due", "paid", "settled", "balance"];
        (
            p["partner"].as_str().unwrap().to_owned(),
            keys.map(|key| pence(&p[key])),
        )
    };
    partners.map(one).collect()
}

/// The identities of one account.
fn adds_up(account: &Value) {
    let sum = |map: &Value| -> i128 { map.as_object().unwrap().values().map(pence).sum() };
    let funding = account["funding"].as_array().unwrap().iter();
    let funding: i128 = funding.map(|f| pence(&f["counted"])).sum();
    assert_eq!(funding, pence(&account["funding_total"]));
    let spent = sum(&account["expenditure"]) + pence(&account["handed_on"]);
    assert_eq!(spent, pence(&account["expenditure_total"]));
    let surplus = pence(&account["surplus"]);
    assert_eq!(surplus, funding - spent);
    let reserves = account["reserves"].as_array().unwrap();
    let changes: i128 = reserves.iter().map(|r| pence(&r["change"])).sum();
    let neither = pence(&account["not_budgeted"]) - pence(&account["unallocated"]);
    assert_eq!(
        surplus,
        -sum(&account["shares"]) + changes + neither,
        "{account}"
    );
    for reserve in reserves {
        let closing = pence(&reserve["opening"]) + pence(&reserve["change"]);
        assert_eq!(closing, pence(&reserve["closing"]));
    }
    let carried = pence(&account["brought_forward"]) + changes;
    assert_eq!(carried, pence(&account["carried_forward"]));
}

#[test]
fn shares_and_positions_are_those_of_riskshare() {
    let year = ["2025-26-Q1", "2025-26-M07", "2025-26"].map(|p| (p, "2026-06-30"));
    let next = ["2026-27-M01", "2026-27-Q2"].map(|p| (p, "2026-10-20"));
    for (through, as_at) in year.into_iter().chain(next) {
        for basis in ["to-date", "forecast"] {
            let pools = answer("pool", &example(), through, basis, as_at);
            let shared = answer("riskshare", &example(), through, basis, as_at);
            assert_eq!(by_party(&pools), as_riskshare(&shared), "{through} {basis}");
            for pool in pools["pools"].as_array().unwrap() {
                let account = &pool["accounts"][0];
                adds_up(account);
                let of_pool = |r: &&Value| r["pool"] == pool["pool"];
                for end in shared["reserves"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(of_pool)
                {
                    let mut reserves = account["reserves"].as_array().unwrap().iter();
                    let same = reserves.find(|r| r["reserve"] == end["reserve"]).unwrap();
                    assert_eq!(same["change"], end["change"], "{through} {basis}");
                }
                pool["accounts"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .for_each(adds_up);
            }
        }
    }
}

/// Instalments make up each contribution, and what came is what the ledger has.
#[test]
fn instalments_make_up_what_is_promised() {
    let pools = answer("pool", &example(), "2025-26", "to-date", "2026-06-30");
    for pool in pools["pools"].as_array().unwrap() {
        let account = &pool["accounts"][0];
        let planned = account["funding"].as_array().unwrap().iter();
        let planned: i128 = planned.map(|f| pence(&f["planned"])).sum();
        let (mut promised, mut received) = (0, 0);
        for partner in pool["instalments"]["partners"].as_array().unwrap() {
            let parts = partner["parts"].as_array().unwrap();
            promised += parts.iter().map(|p| pence(&p["promised"])).sum::<i128>();
            let came: i128 = parts.iter().map(|p| pence(&p["received"])).sum();
            assert_eq!(
                came + pence(&partner["beyond"]),
                pence(&partner["received"])
            );
            received += pence(&partner["received"]);
        }
        assert_eq!(promised, planned);
        let positions = account["positions"].as_array().unwrap().iter();
        assert_eq!(received, positions.map(|p| pence(&p["paid"])).sum::<i128>());
    }
}

/// Known answers beside the project: every folder of them agrees with `riskshare`, where both know.
#[test]
#[allow(clippy::print_stdout)]
fn every_known_folder_agrees_with_riskshare() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut seen = 0;
    for entry in std::fs::read_dir(cases).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(expected) = std::fs::read_to_string(folder.join("expected.json")) else {
            continue;
        };
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let (Some(through), basis) = (expected["through"].as_str(), expected["basis"].as_str())
        else {
            continue;
        };
        let basis = basis.unwrap_or("to-date");
        let pools = answer("pool", &folder, through, basis, "2026-06-30");
        let shared = answer("riskshare", &folder, through, basis, "2026-06-30");
        let of_partners = |all: BTreeMap<String, [i128; 5]>| -> BTreeMap<String, [i128; 5]> {
            let partners = as_riskshare(&shared);
            all.into_iter()
                .filter(|(party, _)| partners.contains_key(party))
                .collect()
        };
        assert_eq!(
            of_partners(by_party(&pools)),
            as_riskshare(&shared),
            "{}",
            folder.display()
        );
        for pool in pools["pools"].as_array().unwrap() {
            let account = &pool["accounts"][0];
            if !account["surplus"].is_null()
                && account["shares"].is_object()
                && !account["carried_forward"].is_null()
            {
                adds_up(account);
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}

/// From a file of totals in place of the ledger: the same figures to the penny, but for the days of receipts,
/// of which it has months alone.
#[test]
fn totals_in_place_of_the_ledger_give_the_same_figures() {
    let at = support::folder("pool-totals", &[]);
    std::fs::create_dir_all(&at).unwrap();
    let file = at.join("totals.csv");
    let file = file.to_str().unwrap();
    let written = ["totals", "--format", "csv", "--output", file];
    let written = support::run(
        &example(),
        &[&written[..], &["--as-at", "2026-10-20"]].concat(),
    );
    assert!(written.status.success(), "{}", support::aside(&written));
    for through in ["2025-26", "2026-27-Q2"] {
        let whole = answer("pool", &example(), through, "to-date", "2026-10-20");
        let asked = [
            "pool",
            "--through",
            through,
            "--as-at",
            "2026-10-20",
            "--format",
            "json",
            "--totals",
            file,
        ];
        let totals = support::answer(&support::run(&example(), &asked));
        let pools = whole["pools"].as_array().unwrap().iter();
        for (a, b) in pools.zip(totals["pools"].as_array().unwrap()) {
            for key in ["accounts", "budgets", "bridge"] {
                assert_eq!(a[key], b[key], "{through} {key}");
            }
            let received = |pool: &Value| -> Vec<String> {
                let partners = pool["instalments"]["partners"].as_array().unwrap().iter();
                let parts = partners.flat_map(|p| p["parts"].as_array().unwrap());
                let one = |p: &Value| format!("{} {}", p["due"], p["received"]);
                parts.map(one).collect()
            };
            assert_eq!(received(a), received(b), "{through}");
            assert_eq!(b["instalments"]["to_the_day"], false);
        }
        assert_eq!(whole["minimums"], totals["minimums"]);
    }
}
