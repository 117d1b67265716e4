//! A partnership of two pools whose figures are worked by hand, and what is told of it where something in
//! it is said twice.

use super::{answer, folder as of_files, run};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A pool of £10m, 6 : 4, with beds of £1m and home of £2m, each overspent by £100,000; and one of £4m, 3 : 1, with a
/// ward of £400,000, overspent by £40,000. Line 7 is the pools' key, 8 and 13 the pools, 18 to 20
/// the schemes, 22 the risk share.
pub(crate) const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
pools:
  - id: care
    host: council
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £6m}
      - {partner: council, source: other, year: 2025-26, amount: £4m}
  - id: own
    contributions:
      - {partner: icb, source: other, year: 2025-26, amount: £3m}
      - {partner: council, source: other, year: 2025-26, amount: £1m}
    host: council
schemes:
  - {id: beds, pool: care, lead: icb, baseline: £1m, risk_share: rule}
  - {id: home, pool: care, lead: council, baseline: £2m, risk_share: rule}
  - {id: ward, pool: own, lead: council, baseline: £400k, risk_share: rule}
risk_shares:
  - id: rule
    overspend: {bands: [{to: contributions}]}
    underspend: {bands: [{to: lead}]}
";

pub(crate) const LEDGER: &str = "\
date,kind,pool,scheme,partner,amount
2025-04-30,spend,,beds,,1100000
2025-04-30,spend,,home,,2100000
2025-04-30,spend,,ward,,440000
2025-04-15,contribution,care,,icb,6000000
2025-04-15,contribution,care,,council,4000000
2025-04-15,contribution,own,,icb,3000000
2025-04-15,contribution,own,,council,1000000
";

/// A folder of it with one place of the plan written otherwise, and with a table beside it.
pub(crate) fn folder(
    name: &str,
    change: Option<(&str, &str)>,
    table: Option<(&str, &str)>,
) -> PathBuf {
    let (from, to) = change.unwrap_or_default();
    assert!(PLAN.contains(from), "{name}: {from}");
    let plan = PLAN.replacen(from, to, 1);
    let mut files = vec![
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", LEDGER),
    ];
    files.extend(table);
    of_files(&format!("twice-{name}"), &files)
}

/// What a command says in JSON, and its exit status.
pub(crate) fn asked(at: &Path, command: &str) -> (Value, i32) {
    let period = ["--through", "2025-26", "--as-at", "2026-06-30"];
    let flags = [&[command], &period[..], &["--format", "json"]].concat();
    let output = run(at, &flags);
    (answer(&output), output.status.code().unwrap())
}

/// `name file:line: why` of what is not computed.
pub(crate) fn missing(answer: &Value) -> Vec<String> {
    let all = answer["not_computed"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |m: &Value| {
        let name = match &m["scope"] {
            Value::Null => format!("{} {}", text(&m["pool"]), text(&m["of"])),
            scope => text(scope),
        };
        let (file, line) = (text(&m["at"]["file"]), &m["at"]["line"]);
        format!("{} {file}:{line}: {}", name.trim(), text(&m["why"]))
    };
    all.map(one).collect()
}

pub(crate) fn texts(list: &Value) -> Vec<&str> {
    let all = list.as_array().unwrap().iter();
    all.map(|text| text.as_str().unwrap()).collect()
}

/// `scheme party share party share` of every scope.
pub(crate) fn shares(answer: &Value) -> Vec<String> {
    let scopes = answer["scopes"].as_array().unwrap().iter();
    let one = |scope: &Value| {
        let shares = scope["shares"].as_object().unwrap().iter();
        let shares = shares.map(|(who, share)| format!(" {who} {}", share.as_str().unwrap()));
        format!(
            "{}{}",
            scope["scope"].as_str().unwrap(),
            shares.collect::<String>()
        )
    };
    scopes.map(one).collect()
}
