//! Prices of a unit, worked by hand, on registers alone.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use std::process::Command;
use support::folder;

#[test]
fn prices_of_a_unit_stand_apart_beyond_the_fences() {
    let row = |name: &str, value: u32, beds: u32| {
        format!(
            "{name},Beds,P{name},icb,bed-based-intermediate-care,a{name},2025-04-01,2026-03-31,\
             {value},{beds},Beds\n"
        )
    };
    let mut register = String::from(
        "contract,title,provider,commissioner,service,area,starts,ends,annual_value,capacity,unit\n",
    );
    // £1,000, £2,000, £2,200, £2,600 and £9,000 a bed: fences at £1,100 and £3,500.
    for (name, value, beds) in [
        ("A", 10_000, 10),
        ("B", 40_000, 20),
        ("C", 22_000, 10),
        ("D", 2_600, 1),
        ("E", 45_000, 5),
    ] {
        register.push_str(&row(name, value, beds));
    }
    let at = folder("audit-units", &[("all.csv", &register)]);
    let answer = support::jcplan(&at.join("all.csv"), &["audit"]);
    assert_eq!(
        answer["unit_prices"],
        json!([]),
        "all have ended by June 2026"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_jcplan"))
        .arg("audit")
        .arg(at.join("all.csv"))
        .args(["--as-at", "2025-12-31", "--format", "json"])
        .output()
        .unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let group = &answer["unit_prices"][0];
    assert_eq!(
        group["fences"],
        json!({"lower_fence": "1100.00", "lower_quartile": "2000.00", "median": "2200.00",
               "upper_quartile": "2600.00", "upper_fence": "3500.00"})
    );
    let apart: Vec<&Value> = group["prices"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["beyond_a_fence"] == true)
        .map(|p| &p["contract"])
        .collect();
    assert_eq!(apart, ["A", "E"]);
}

/// A contract and what is said of it.
type Pairs = Vec<(Value, Value)>;

/// Prices of units, by contract, and why others have none.
fn priced(name: &str, rows: &str) -> (Pairs, Pairs) {
    let register = format!(
        "contract,title,provider,commissioner,service,area,starts,ends,annual_value,total_value,\
         capacity,unit\n{rows}"
    );
    let at = folder(name, &[("all.csv", &register)]);
    let flags = ["audit", "--as-at", "2025-12-31"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_jcplan"));
    command.args(flags).arg(at.join("all.csv"));
    let output = command.args(["--format", "json"]).output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let pairs = |list: &Value, one: &str| {
        let all = list.as_array().cloned().unwrap_or_default();
        let pair = |p: &Value| (p["contract"].clone(), p[one].clone());
        all.iter().map(pair).collect()
    };
    (
        pairs(&answer["unit_prices"][0]["prices"], "price_a_year"),
        pairs(&answer["unit_prices_not_told"], "why"),
    )
}

#[test]
fn lots_give_a_price_only_where_value_and_capacity_are_counted_alike() {
    let year = "icb,bed-based-intermediate-care,north,2025-04-01,2026-03-31";
    let rows = format!(
        "A,Beds,Pa,{year},1000,,10,beds\n\
         B,Beds,Pb,{year},100,,10,beds\nB,Beds,Pb,{year},300,,30,beds\n\
         C,Beds,Pc,{year},500,,10,beds\nC,Beds,Pc,{year},500,,10,beds\n\
         D,Beds,Pd,{year},100,,10,beds\nD,Beds,Pd,{year},300,,10,beds\n\
         E,Beds,Pe,{year},100,,10,beds\nE,Beds,Pe,{year},200,,20,places\n\
         F,Beds,Pf,{year},100,,10,beds\nF,Beds,Pf,{year},,,20,beds\n"
    );
    let (prices, unpriced) = priced("audit-lots", &rows);
    // A £1,000 of 10. B (100 + 300) of (10 + 30). C £500 of 10, whether told twice or let twice.
    assert_eq!(
        prices,
        [
            (json!("B"), json!("10.00")),
            (json!("C"), json!("50.00")),
            (json!("A"), json!("100.00")),
        ]
    );
    // D: 400 of 10 or of 20.
    let why = [
        (
            "D",
            "its rows differ in one of value and capacity, and are alike in the other",
        ),
        ("E", "its rows are in different units"),
        ("F", "not each of its rows has both a value and a capacity"),
    ];
    assert_eq!(unpriced, why.map(|(c, w)| (json!(c), json!(w))));
}

#[test]
fn no_price_is_told_of_what_is_not_wholly_known() {
    let beds = "icb,bed-based-intermediate-care,north";
    let rows = format!(
        "A,Beds,Pa,{beds},2025-04-01,2026-03-31,1000,,10,beds\n\
         B,Beds,Pb,{beds},2025-04-01,,1000,,10,beds\nB,Beds,Pb,{beds},2025-04-01,,,50000,20,beds\n\
         C,Beds,Pc,{beds},2025-04-01,,,50000,20,beds\n\
         D,Beds,Pd,{beds},2025-04-01,2026-03-31,1000,,10,\n\
         E,Beds,Pe,{beds},2025-04-01,2026-03-31,1000,,,beds\n\
         F,Beds,Pf,{beds},2025-04-01,2026-03-31,1000,,ten,beds\n\
         G,Beds,Pg,{beds},2025-04-01,2026-03-31,1000,,10,beds\n\
         G,Beds,Pg,{beds},2024-04-01,2025-03-31,1000,,10,beds\n\
         H,Beds,Ph,{beds},2025-04-01,2026-03-31,1000,,10,beds\n\
         H,Beds,Ph,icb,home-care,north,2025-04-01,2026-03-31,1000,,10,beds\n\
         I,Beds,Pi,{beds},2025-04-01,2026-03-31,,,,\n"
    );
    let (prices, unpriced) = priced("audit-unpriced", &rows);
    // A alone has a price, and one is nothing to compare. I says nothing of units.
    assert_eq!(prices, []);
    let mut why = [
        ("B", "its value is not known"),
        ("C", "its value is not known"),
        ("D", "its capacity has no unit"),
        ("E", "it has a unit and no capacity"),
        ("F", "its capacity cannot be read"),
        ("G", "its rows are of different dates"),
        ("H", "it buys several services"),
    ]
    .map(|(c, w)| (json!(c), json!(w)))
    .to_vec();
    let mut unpriced = unpriced;
    let by_label = |p: &(Value, Value)| p.0.as_str().unwrap_or_default().to_owned();
    unpriced.sort_by_key(by_label);
    why.sort_by_key(by_label);
    assert_eq!(unpriced, why);
}
