//! Laws of the audit, tried on invented registers against a slow count of every day.

#![allow(clippy::unwrap_used)]

use jcplan::value::Day;
use jcplan::{World, run};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One contract: days after 1 March 2025, a year's value in units of £36,500 (£100 a day).
#[derive(Clone, Debug)]
struct Row {
    reference: String,
    starts: i32,
    length: i32,
    units: u32,
    areas: Vec<u8>,
    framework: u8,
    provider: u8,
    second_file: bool,
}

fn row(i: usize) -> impl Strategy<Value = Row> {
    let areas = prop::collection::btree_set(0_u8..3, 0..3);
    let parts = (0..40_i32, 0..20_i32, 0..4_u32, areas, 0..6_u8, 0..4_u8);
    (parts, any::<bool>()).prop_map(move |(parts, second_file)| {
        let (starts, length, units, areas, framework, provider) = parts;
        Row {
            reference: format!("C{i}"),
            starts,
            length,
            units,
            areas: areas.into_iter().collect(),
            framework,
            provider,
            second_file,
        }
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    (1..9_usize).prop_flat_map(|n| (0..n).map(row).collect::<Vec<_>>())
}

fn day(number: i32) -> String {
    Day::parse("2025-03-01").unwrap().plus(number).to_string()
}

fn csv(rows: &[&Row]) -> String {
    let mut out = String::from(
        "contract,title,provider,commissioner,service,area,starts,ends,part_of,annual_value\n",
    );
    for row in rows {
        let areas: Vec<String> = row.areas.iter().map(|a| format!("area-{a}")).collect();
        let framework = match row.framework {
            f @ 0..2 => format!("F{f}"),
            _ => String::new(),
        };
        let value = match row.units {
            0 => "TBC".to_owned(),
            units => format!("{}", units * 36_500),
        };
        // Titles share no word, so nothing is taken for recorded twice.
        out.push_str(&format!(
            "{r},{r}title,Provider {},council,reablement-at-home,{},{},{},{framework},{value}\n",
            row.provider,
            areas.join(";"),
            day(row.starts),
            day(row.starts + row.length),
            r = row.reference,
        ));
    }
    out
}

fn audit(texts: &[String]) -> Value {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("jcplan-laws-{}-{n}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut arguments: Vec<std::ffi::OsString> = vec!["jcplan".into(), "audit".into()];
    for (i, text) in texts.iter().enumerate() {
        let path: PathBuf = folder.join(format!("{i}.csv"));
        std::fs::write(&path, text).unwrap();
        arguments.push(path.into());
    }
    for flag in ["--as-at", "2025-03-15", "--format", "json"] {
        arguments.push(flag.into());
    }
    let world = World {
        today: Day::parse("2025-03-15").ok(),
        terminal: None,
        columns: None,
        step_summary: None,
        no_colour: true,
        progress: None,
        stdin: &mut std::io::empty(),
    };
    let ended = run(arguments, world);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).unwrap()
}

/// What does not hang on where rows and files stand.
fn figures(answer: &Value) -> Vec<Value> {
    let keys = [
        "overlaps",
        "breaks",
        "cliffs",
        "recorded_twice",
        "cost_at_stake",
        "unclassified",
        "contracts",
    ];
    keys.iter().map(|k| answer[*k].clone()).collect()
}

/// Cell, first day, last day, contracts in order, pounds at stake.
type Told = (String, String, String, Vec<String>, String);

/// Every day of every cell, one by one.
fn slowly(rows: &[Row]) -> (BTreeSet<Told>, u32) {
    let mut order: Vec<&Row> = rows.iter().collect();
    order.sort_by(|a, b| (a.starts, &a.reference).cmp(&(b.starts, &b.reference)));
    let named: BTreeSet<u8> = rows.iter().flat_map(|r| r.areas.clone()).collect();
    let cells: Vec<Option<u8>> = if named.is_empty() {
        vec![None]
    } else {
        named.into_iter().map(Some).collect()
    };
    let mut told = BTreeSet::new();
    let mut at_stake: BTreeSet<(String, i32)> = BTreeSet::new();
    for cell in cells {
        let mut open: Option<(i32, BTreeSet<usize>, u32)> = None;
        for number in 0..=61 {
            let here: Vec<usize> = (0..order.len())
                .filter(|i| {
                    let row = order[*i];
                    let covers =
                        row.areas.is_empty() || cell.is_some_and(|c| row.areas.contains(&c));
                    covers && row.starts <= number && number <= row.starts + row.length
                })
                .collect();
            let mut parties: BTreeMap<String, (usize, u32)> = BTreeMap::new();
            for i in &here {
                let party = parties.entry(party(order[*i])).or_insert((0, 0));
                party.1 += order[*i].units;
            }
            // Ties of the dearest go to the party whose first contract comes first of all.
            for (name, (first, _)) in &mut parties {
                *first = order.iter().position(|r| party(r) == *name).unwrap();
            }
            if parties.len() < 2 {
                if let Some((from, contracts, units)) = open.take() {
                    told.insert(tell(cell, from, number - 1, &contracts, units, &order));
                }
                continue;
            }
            let run = open.get_or_insert((number, BTreeSet::new(), 0));
            run.1.extend(&here);
            let dearest = parties
                .iter()
                .max_by_key(|(_, (first, units))| (*units, std::cmp::Reverse(*first)))
                .map(|(name, (_, units))| (name.clone(), *units))
                .unwrap();
            run.2 += parties.values().map(|(_, units)| units).sum::<u32>() - dearest.1;
            for i in here.iter().filter(|i| party(order[**i]) != dearest.0) {
                at_stake.insert((order[*i].reference.clone(), number));
            }
        }
    }
    let units = |reference: &String| {
        rows.iter()
            .find(|r| r.reference == *reference)
            .unwrap()
            .units
    };
    let total = at_stake.iter().map(|(reference, _)| units(reference)).sum();
    (told, total)
}

fn party(row: &Row) -> String {
    match row.framework {
        f @ 0..2 => format!("framework {f}"),
        _ => row.reference.clone(),
    }
}

fn tell(
    cell: Option<u8>,
    from: i32,
    to: i32,
    contracts: &BTreeSet<usize>,
    units: u32,
    order: &[&Row],
) -> Told {
    let area = cell.map_or("null".to_owned(), |c| format!("\"area-{c}\""));
    let contracts = contracts
        .iter()
        .map(|i| order[*i].reference.clone())
        .collect();
    (
        area,
        day(from),
        day(to),
        contracts,
        format!("{}.00", units * 100),
    )
}

fn told(answer: &Value) -> BTreeSet<Told> {
    let mut all = BTreeSet::new();
    for overlap in answer["overlaps"].as_array().unwrap() {
        let text = |key: &str| overlap[key].as_str().unwrap().to_owned();
        let contracts = overlap["contracts"].as_array().unwrap();
        let contracts: Vec<String> = contracts
            .iter()
            .map(|c| c.as_str().unwrap().to_owned())
            .collect();
        for cell in overlap["cells"].as_array().unwrap() {
            let area = cell["area"].to_string();
            all.insert((
                area,
                text("from"),
                text("to"),
                contracts.clone(),
                text("cost_at_stake"),
            ));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_sweep_tells_what_counting_every_day_tells(rows in rows()) {
        let all: Vec<&Row> = rows.iter().collect();
        let answer = audit(&[csv(&all)]);
        let (expected, units) = slowly(&rows);
        prop_assert_eq!(told(&answer), expected);
        let total = format!("{}.00", units * 100);
        prop_assert_eq!(answer["cost_at_stake"]["all"].as_str(), Some(total.as_str()));
    }

    #[test]
    fn neither_the_order_of_rows_nor_of_files_changes_anything(
        rows in rows(),
        turn in 0..8_usize,
    ) {
        let (second, first): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|r| r.second_file);
        let together = audit(&[csv(&first), csv(&second)]);
        let turned = |rows: &[&Row]| {
            let mut rows = rows.to_vec();
            rows.reverse();
            let by = turn.min(rows.len());
            rows.rotate_left(by);
            csv(&rows)
        };
        let apart = audit(&[turned(&second), turned(&first)]);
        prop_assert_eq!(figures(&together), figures(&apart));
    }

    #[test]
    fn every_contract_is_counted_in_one_place(rows in rows()) {
        let all: Vec<&Row> = rows.iter().collect();
        let answer = audit(&[csv(&all)]);
        let count = |key: &str| match &answer[key] {
            Value::Array(list) => list.len(),
            other => usize::try_from(other.as_u64().unwrap()).unwrap(),
        };
        let parts = ["compared", "unclassified", "undated", "recorded_twice"];
        prop_assert_eq!(parts.map(count).iter().sum::<usize>(), count("contracts"));
        for overlap in answer["overlaps"].as_array().unwrap() {
            let day = |key: &str| Day::parse(overlap[key].as_str().unwrap()).unwrap();
            prop_assert_eq!(
                overlap["days"].as_i64(),
                Some(i64::from(day("from").days_to(day("to"))))
            );
        }
    }
}
