//! Risk shares worked by hand: every rule of the language, each with its working in the comment.

#![allow(clippy::unwrap_used)]

mod baselines;
mod cover;
mod edges;
mod leaning;
mod measures;
mod periods;
#[path = "../support/mod.rs"]
mod support;
mod terms;
mod versions;
mod within_year;
mod working;

use serde_json::Value;

const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
providers:
  - {id: fellside-care, name: Fellside Care Ltd}
agreement:
  arrangements: [pooled-fund]
  starts: 2025-04-01
  ends: 2028-03-31
  host: council
pools:
  - id: pool
    contributions:
      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £6m}
      - {partner: council, source: council-additional, year: 2025-26, amount: £4m}
    reserves:
      - {id: contingency, opening: {2025-26: £500k}}
      - {id: reinvestment, opening: {2025-26: £0}}
";

/// Schemes as (id, baseline, out-turn, more keys); all led by the ICB unless said otherwise.
type Schemes<'a> = &'a [(&'a str, &'a str, &'a str, &'a str)];

fn answer(name: &str, schemes: Schemes<'_>, rule: &str, through: &str, ledger: &str) -> Value {
    answer_of(PLAN, name, schemes, rule, through, ledger)
}

/// The same with another plan above the schemes.
fn answer_of(
    plan: &str,
    name: &str,
    schemes: Schemes<'_>,
    rule: &str,
    through: &str,
    ledger: &str,
) -> Value {
    let mut plan = format!("{plan}schemes:\n");
    let mut rows =
        String::from("date,kind,pool,scheme,partner,amount,cause,from,to,paid_by,version\n");
    for (id, baseline, outturn, more) in schemes {
        let lead = if more.contains("lead:") {
            ""
        } else {
            "    lead: icb\n"
        };
        let share = if more.contains("risk_share:") {
            ""
        } else {
            "    risk_share: rule\n"
        };
        plan.push_str(&format!(
            "  - id: {id}\n    pool: pool\n    baseline: {{2025-26: \"{baseline}\"}}\n{lead}{share}{more}"
        ));
        rows.push_str(&format!("2025-04-30,spend,,{id},,\"{outturn}\",,,,,\n"));
    }
    plan.push_str(&format!("risk_shares:\n{rule}"));
    rows.push_str(ledger);
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("ledger/a.csv", rows.as_str()),
    ];
    let folder = support::folder(&format!("figures-{name}"), &files);
    let mut asked = vec!["riskshare"];
    asked.extend(through.split(' '));
    support::jcplan(&folder, &asked)
}

/// What each party bears, what reserves gain, the offset and what is nobody's, of each scope.
fn told(answer: &Value) -> Vec<String> {
    let pairs = |map: &Value| -> String {
        let entries = map.as_object().unwrap().iter();
        let kept = entries.filter(|(_, v)| *v != "0.00");
        kept.map(|(k, v)| format!("{k} {} ", v.as_str().unwrap()))
            .collect()
    };
    let scopes = answer["scopes"].as_array().unwrap().iter();
    scopes
        .map(|s| {
            let mut line = pairs(&s["shares"]) + &pairs(&s["reserves"]);
            for key in ["offset", "unallocated"] {
                if s[key] != "0.00" {
                    line.push_str(&format!("{key} {} ", s[key].as_str().unwrap()));
                }
            }
            line.trim_end().to_owned()
        })
        .collect()
}

/// Why scopes are not computed: `scope: why`.
fn refused(answer: &Value) -> Vec<String> {
    let listed = answer["not_computed"].as_array().unwrap().iter();
    listed
        .map(|n| {
            let text = |key: &str| n[key].as_str().unwrap().to_owned();
            format!("{}: {}", text("scope"), text("why"))
        })
        .collect()
}

const YEAR: &str = "--through 2025-26";

fn shares(name: &str, schemes: Schemes<'_>, rule: &str) -> Vec<String> {
    told(&answer(name, schemes, rule, YEAR, ""))
}

/// A rule with this overspend half and all gains to the lead.
fn loss(terms: &str) -> String {
    format!("  - id: rule\n    overspend:\n{terms}    underspend: {{bands: [{{to: lead}}]}}\n")
}

/// A rule with this underspend half and all losses to the lead.
fn gain(terms: &str) -> String {
    format!("  - id: rule\n    overspend: {{bands: [{{to: lead}}]}}\n    underspend:\n{terms}")
}
