//! A partnership whose flows are worked by hand, and what is told of them.

use super::{answer, folder, printed, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

pub(crate) const PLAN: &str = "\
providers:
  - {id: vale, name: Vale District Council, kind: district-council}
agreement:
  arrangements: [pooled-fund]
  starts: 2025-04-01
  ends: 2028-03-31
  host: council
pools:
  - id: care
    name: Care fund
    standing: pooled
    contributions:
      - partner: icb
        source: nhs-minimum
        year: 2025-26
        amount: \"1,200.00\"
        instalments:
          - {due: 2025-04-15, amount: 300.00}
          - {due: 2025-07-15, amount: 300.00}
          - {due: 2025-10-15, amount: 300.00}
          - {due: 2026-01-15, amount: 300.00}
      - {partner: council, source: labcg, year: 2025-26, amount: 600.00}
  - {id: beds, name: Beds, standing: aligned}
  - {id: view, name: Other, standing: in-view}
schemes:
  - {id: home, name: Home, pool: care, lead: council, funding: {icb: 700.00, council: 500.00}}
  - {id: nights, name: Nights, pool: care, lead: icb}
  - {id: ward, name: Ward, pool: beds}
  - {id: other, name: Other, pool: view}
  - {id: loose, name: Loose}
";

pub(crate) const HEAD: &str =
    "date,kind,pool,scheme,partner,amount,from,to,paid_by,source,provider,contract\n";

pub(crate) const ROWS: &str = "\
2025-04-15,contribution,care,,icb,300.00,,,,nhs-minimum,,
2025-07-15,contribution,care,,icb,300.00,,,,nhs-minimum,,
2025-04-30,baseline,,home,,500.00,,,,,,
2025-04-30,spend,,home,,100.00,,,,,Becks Ltd,A
2025-05-31,spend,,home,,50.50,,,,,BECKS LIMITED,a
2025-06-30,spend,,home,,20.00,,,,,,
2025-07-31,spend,,nights,,200.00,,,,,Moss,X-9
2025-08-31,income,,home,,30.25,,,,,,
2025-09-30,spend,,nights,,40.00,,,icb,,Moss,B
2025-09-30,passport,care,,,60.00,council,vale,,dfg,,
2025-09-30,settlement,care,,,7.00,council,icb,,,,
2025-08-30,settlement,care,,,10.00,icb,council,,,,
2025-06-30,spend,,ward,,80.00,,,,,Moss,C
2025-06-30,contribution,beds,,icb,90.00,,,,,,
2025-06-30,spend,,other,,5.00,,,,,,
2025-06-30,spend,,loose,,3.00,,,,,,
2025-10-31,spend,,home,,999.00,,,,,,
";

pub(crate) const COUNCIL: &str = "\
contract,title,provider,commissioner,starts,ends,annual_value,payment_model,contract_model,scheme
A,Home,Becks,council,2025-04-01,2026-03-31,1000,Block,Single,home
A,Home too,Becks,council,2025-04-01,2026-03-31,1000,Spot,Single,nights
C,Ward,Vale Care,council,2025-04-01,2026-03-31,1000,Block,,
";

pub(crate) const ICB: &str = "\
contract,title,provider,commissioner,starts,ends,annual_value,payment_model,contract_model,scheme
B,Nights,Moss,icb,2025-04-01,2026-03-31,1000,Cost and volume,Prime,
C,Ward,Tarn Care,icb,2025-04-01,2026-03-31,1000,Cost and volume,,
";

pub(crate) fn made(name: &str, ledgers: &[(&str, String)]) -> PathBuf {
    let plan = super::tarn_and_vale(PLAN);
    let mut files = vec![
        ("partnership.yaml", plan.as_str()),
        ("contracts/council.csv", COUNCIL),
        ("contracts/icb.csv", ICB),
    ];
    files.extend(ledgers.iter().map(|(name, text)| (*name, text.as_str())));
    folder(name, &files)
}

pub(crate) fn sound(name: &str) -> PathBuf {
    made(name, &[("ledger/2025-26.csv", format!("{HEAD}{ROWS}"))])
}

pub(crate) fn flows(at: &Path, flags: &[&str]) -> Output {
    let asked = ["flows", "--through", "2025-26-Q2", "--as-at", "2025-10-20"];
    run(at, &[&asked, flags].concat())
}

pub(crate) fn told(at: &Path) -> Value {
    answer(&flows(at, &["--format", "json"]))
}

pub(crate) fn of<'a>(answer: &'a Value, standing: &str) -> &'a Value {
    let all = answer["flows"].as_array().unwrap();
    all.iter().find(|f| f["standing"] == standing).unwrap()
}

pub(crate) fn pence(text: &str) -> i128 {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    sign * digits.replace('.', "").parse::<i128>().unwrap()
}

/// The answer, whole or not.
pub(crate) fn told_whatever(at: &Path) -> Value {
    serde_json::from_str(&printed(&flows(at, &["--format", "json"]))).unwrap()
}
