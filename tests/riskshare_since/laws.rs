//! What holds of every movement, whatever the figures: tried on the example, quarter by quarter.

use super::{support, told};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn pence(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// Parts add up (`told` asserts it). All who bear a scope's variance bear, under out-turn, what it
/// cost more; under baseline, what its baseline rose, less; and terms only move between them. Then
/// and now are what `riskshare` itself says of each period.
#[test]
fn parts_are_what_they_are_named_for() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tarn-and-vale");
    let quarters = ["2025-26-Q1", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4"];
    for basis in ["to-date", "forecast"] {
        let asked = |through: &str| {
            let question = ["riskshare", "--basis", basis, "--through", through];
            shares(&support::jcplan(&example, &question))
        };
        let ends: Vec<_> = quarters.iter().map(|quarter| asked(quarter)).collect();
        for (i, since) in quarters.iter().enumerate() {
            for (j, through) in quarters.iter().enumerate().skip(i + 1) {
                let question = ["riskshare", "--basis", basis, "--through", through];
                let question = [&question[..], &["--since", since]].concat();
                let got = support::jcplan(&example, &question);
                told(&got["parties"]);
                let scopes = got["scopes"].as_array().unwrap();
                assert!(scopes.len() > 5);
                for scope in scopes {
                    holds(scope);
                    for bearer in scope["parties"].as_array().unwrap() {
                        let name = |key: &str| bearer[key].as_str().unwrap().to_owned();
                        if name("kind") == "elsewhere" {
                            continue;
                        }
                        let key = (scope["scope"].as_str().unwrap().to_owned(), name("party"));
                        let share = |end: &Shares| end.get(&key).copied().unwrap_or_default();
                        assert_eq!(share(&ends[i]), pence(&bearer["then"]), "{key:?}");
                        assert_eq!(share(&ends[j]), pence(&bearer["now"]), "{key:?}");
                    }
                }
            }
        }
    }
}

/// Shares by scope and party.
type Shares = BTreeMap<(String, String), i64>;

fn shares(answer: &Value) -> Shares {
    let mut all = Shares::new();
    for scope in answer["scopes"].as_array().unwrap() {
        for (party, share) in scope["shares"].as_object().unwrap() {
            let name = scope["scope"].as_str().unwrap().to_owned();
            *all.entry((name, party.clone())).or_default() += pence(share);
        }
    }
    all
}

fn holds(scope: &Value) {
    told(&scope["parties"]);
    let sum = |part: &str| -> i64 {
        let bearers = scope["parties"].as_array().unwrap().iter();
        bearers.map(|b| pence(&b[part])).sum()
    };
    let risen = |figure: &str| pence(&scope[figure]["now"]) - pence(&scope[figure]["then"]);
    assert_eq!(sum("outturn"), risen("outturn"), "{scope}");
    assert_eq!(sum("baseline"), -risen("baseline"), "{scope}");
    assert_eq!(sum("terms"), 0, "{scope}");
    assert_eq!(sum("schemes"), 0, "{scope}");
}
