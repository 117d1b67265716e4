//! Movements of shares taken apart, each worked by hand in the comment above it: since an earlier
//! period in this file's neighbours `periods`, since a git revision in `revisions`; laws of any of them in `laws`; and revisions
//! nobody should be able to do harm with, in `hostile`.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod hostile;
mod laws;
mod periods;
mod repository;
mod revisions;
#[path = "../support/mod.rs"]
mod support;

use serde_json::Value;

/// All by contributions, both ways.
const BY_CONTRIBUTIONS: &str = "  - id: rule
    overspend: {bands: [{to: contributions}]}
    underspend: {bands: [{to: contributions}]}
";

/// A plan of schemes (id, baseline of the year) under `rule`; contributions six to four.
fn plan(schemes: &[(&str, &str)], rules: &str) -> String {
    let reserves = "    reserves:\n      - {id: contingency, opening: {2025-26: £10k}}\n";
    let agreement = support::agreement("  host: council\n");
    let pool = support::pool("pool", ["£6m", "£4m"], reserves);
    let mut plan = support::tarn_and_vale(&format!("{agreement}{pool}schemes:\n"));
    for (id, baseline) in schemes {
        plan.push_str(&format!(
            "  - {{id: {id}, pool: pool, lead: icb, risk_share: rule, baseline: {{2025-26: \"{baseline}\"}}}}\n"
        ));
    }
    plan + "risk_shares:\n" + rules
}

/// A ledger of these rows: date,kind,scheme,amount.
fn ledger(rows: &[&str]) -> String {
    let mut text = String::from("date,kind,scheme,amount,version\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text
}

/// One line a bearer: then | schemes | out-turn | baseline | terms | now; the parts must add up.
fn told(bearers: &Value) -> Vec<String> {
    let parts = ["then", "schemes", "outturn", "baseline", "terms", "now"];
    let each = bearers.as_array().unwrap().iter();
    each.filter(|b| b["kind"] != "elsewhere" || b["now"] != "0.00" || b["then"] != "0.00")
        .map(|b| {
            let pence: Vec<i64> = parts
                .iter()
                .map(|part| b[part].as_str().unwrap().replace('.', "").parse().unwrap())
                .collect();
            let sum: i64 = pence[..5].iter().sum();
            assert_eq!(sum, pence[5], "the parts do not add up: {b}");
            let shown: Vec<&str> = parts.iter().map(|p| b[p].as_str().unwrap()).collect();
            format!("{} {}", b["party"].as_str().unwrap(), shown.join(" | "))
        })
        .collect()
}

/// What changed, in words with the place.
fn changes(answer: &Value) -> Vec<String> {
    let each = answer["changes"].as_array().unwrap().iter();
    each.map(|change| {
        let at = &change["at"];
        let place = format!("{}:{}", at["file"].as_str().unwrap_or("?"), at["line"]);
        format!("{} ({place})", change["what"].as_str().unwrap())
    })
    .collect()
}
