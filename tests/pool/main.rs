//! Where pooled funds stand, each figure worked by hand in the comment above its test.

#![allow(clippy::unwrap_used)]

mod account;
mod agrees;
mod bridge;
mod minimums;
mod promises;
mod refused;
mod shown;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;
use std::path::PathBuf;

/// Two partners and one pool of £10m: the ICB's £6m in four instalments, the council's £4m month by
/// month. £100,000 in reserve covers losses first; then both bear and keep by what they contribute.
pub(crate) const PLAN: &str = "\
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
  - id: care
    name: Care fund
    contributions:
      - partner: icb
        source: nhs-minimum
        year: 2025-26
        amount: £6m
        instalments:
          - {due: 2025-04-15, amount: £1.5m}
          - {due: 2025-07-15, amount: £1.5m}
          - {due: 2025-10-15, amount: £1.5m}
          - {due: 2026-01-15, amount: £1.5m}
      - {partner: council, source: council-additional, year: 2025-26, amount: £4m}
    reserves:
      - {id: contingency, opening: {2025-26: £100k}}
schemes:
  - {id: home, name: Help at home, pool: care, lead: council, baseline: {2025-26: £6m}, risk_share: rule}
  - {id: beds, name: Beds, pool: care, lead: icb, baseline: {2025-26: £4m}, risk_share: rule}
risk_shares:
  - id: rule
    overspend: {first: [{reserve: contingency}], bands: [{to: contributions}]}
    underspend: {bands: [{to: contributions}]}
";

pub(crate) const HEAD: &str =
    "date,kind,pool,scheme,partner,amount,source,from,to,paid_by,version\n";

/// Every contribution paid on the day.
pub(crate) const PAID: &str = "\
2025-04-15,contribution,care,,icb,1500000,nhs-minimum,,,,
2025-07-15,contribution,care,,icb,1500000,nhs-minimum,,,,
2025-10-15,contribution,care,,icb,1500000,nhs-minimum,,,,
2026-01-15,contribution,care,,icb,1500000,nhs-minimum,,,,
2025-09-30,contribution,care,,council,2000000,council-additional,,,,
2026-03-31,contribution,care,,council,2000000,council-additional,,,,
";

/// Help at home costs £6.3m, half of it by September; beds £3.9m, £1.95m and £50,000 of income.
pub(crate) const SPENT: &str = "\
2025-06-30,spend,,home,,3100000,,,,,
2026-02-28,spend,,home,,3200000,,,,,
2025-06-30,spend,,beds,,1950000,,,,,
2025-09-30,income,,beds,,50000,,,,,
2026-03-31,spend,,beds,,2000000,,,,,
";

/// A folder of a plan and the rows of a ledger.
pub(crate) fn folder(name: &str, plan: &str, rows: &str) -> PathBuf {
    let ledger = format!("{HEAD}{rows}");
    let files = [
        ("partnership.yaml", plan),
        ("ledger/a.csv", ledger.as_str()),
    ];
    let files = if rows.is_empty() {
        &files[..1]
    } else {
        &files[..]
    };
    support::folder(&format!("pool-{name}"), files)
}

/// What `pool` says of a folder in JSON, and its exit status.
pub(crate) fn asked(at: &std::path::Path, through: &str, as_at: &str) -> (Value, i32) {
    let output = support::run(
        at,
        &[
            "pool",
            "--through",
            through,
            "--as-at",
            as_at,
            "--format",
            "json",
        ],
    );
    let status = output.status.code().unwrap();
    (support::answer(&output), status)
}

/// The same of a plan and rows, where everything can be computed.
#[track_caller]
pub(crate) fn whole(name: &str, plan: &str, rows: &str, through: &str, as_at: &str) -> Value {
    let (answer, status) = asked(&folder(name, plan, rows), through, as_at);
    assert_eq!(status, 0, "{}", answer["not_computed"]);
    answer
}

/// Values of these keys, one after the other.
#[track_caller]
pub(crate) fn of(value: &Value, keys: &[&str]) -> String {
    let text = |key: &&str| match &value[*key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    keys.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// A map as `key value key value`.
pub(crate) fn map(value: &Value) -> String {
    let entries = value.as_object().unwrap().iter();
    let entries = entries.map(|(key, value)| format!("{key} {}", value.as_str().unwrap_or("null")));
    entries.collect::<Vec<_>>().join(" ")
}

/// What is not computed: pool, of what, line of the file, why.
pub(crate) fn missing(answer: &Value) -> Vec<String> {
    let all = answer["not_computed"].as_array().unwrap().iter();
    let one = |m: &Value| {
        let at = match &m["at"] {
            Value::Null => "nowhere".to_owned(),
            at => format!("{}:{}", at["file"].as_str().unwrap(), at["line"]),
        };
        format!(
            "{} {} {at}: {}",
            of(m, &["pool"]),
            of(m, &["of"]),
            of(m, &["why"])
        )
    };
    all.map(one).collect()
}
