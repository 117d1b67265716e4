//! `services:` of a partnership: read with places, tried before the built-in rules, and known to the
//! checks.

use crate::support::{folder, jcplan, printed, run, told};
use serde_json::Value;

const HEAD: &str =
    "id: a\nname: A\npartners:\n  - {id: council, name: Council, kind: unitary-authority}\n";
const COLUMNS: &str = "contract,title,provider,commissioner,service,starts,ends,annual_value,cpv\n";

/// What each contract of this folder is taken for, and by what.
fn why(name: &str, services: &str, rows: &str) -> Vec<Value> {
    let plan = format!("{HEAD}{services}");
    let register = format!("{COLUMNS}{rows}");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("contracts/council.csv", register.as_str()),
    ];
    let answer = jcplan(
        &folder(&format!("services-{name}"), &files),
        &["audit", "--why"],
    );
    answer["why"].as_array().unwrap().clone()
}

fn taken(one: &Value) -> &str {
    one["taken"][0]["service"].as_str().unwrap_or("none")
}

#[test]
fn own_rules_come_before_the_built_in_ones_and_leave_them_standing() {
    let all = why(
        "before",
        "services:\n  - id: hospital-discharge-support\n    rules:\n      - any: [welcome home]\n  \
         - id: respite\n    name: Respite\n    rules:\n      - any: [respite]\n        not: [children]\n",
        "C-1,Welcome home,P,council,,2025-04-01,2026-03-31,1000,\n\
         C-2,Respite and reablement,P,council,,2025-04-01,2026-03-31,1000,\n\
         C-3,Hospital discharge,P,council,,2025-04-01,2026-03-31,1000,\n\
         C-4,Respite for children,P,council,,2025-04-01,2026-03-31,1000,\n\
         C-5,Anything,P,council,Respite,2025-04-01,2026-03-31,1000,\n",
    );
    let services: Vec<&str> = all.iter().map(taken).collect();
    let discharge = "hospital-discharge-support";
    // The fifth is told by the name in its column.
    assert_eq!(
        services,
        [discharge, "respite", discharge, "none", "respite"]
    );
    assert_eq!(all[0]["taken"][0]["rule"]["own"], true);
    assert_eq!(
        all[1]["taken"][0]["fitted_as_well"][0]["service"],
        "reablement-at-home"
    );
    assert_eq!(all[2]["taken"][0]["rule"]["own"], false);
    assert_eq!(all[3]["taken"][0]["kept_out"][0]["by_word"], "children");
    assert_eq!(all[4]["taken"][0]["by"], "column");
}

#[test]
fn own_rules_ask_for_no_codes_and_heed_no_words_but_their_own() {
    let rows = "C-1,Home Again software,P,council,,2025-04-01,2026-03-31,1000,48000000\n\
                C-2,Reablement software,P,council,,2025-04-01,2026-03-31,1000,85000000\n\
                C-3,Reablement,P,council,,2025-04-01,2026-03-31,1000,48000000\n";
    let rule = "services:\n  - id: reablement-at-home\n    rules: [{any: home again}]\n";
    let all = why("free", rule, rows);
    let services: Vec<&str> = all.iter().map(taken).collect();
    assert_eq!(services, ["reablement-at-home", "none", "none"]);
    assert_eq!(all[1]["taken"][0]["kept_out"][0]["by_word"], "software");
    assert_eq!(all[2]["taken"][0]["kept_out"][0]["by_codes"][0], "48000000");
    let coded =
        "services:\n  - id: reablement-at-home\n    cpv: \"85\"\n    rules: [{any: home again}]\n";
    assert_eq!(taken(&why("coded", coded, rows)[0]), "none");
}

/// An own name, pathway and list of lists are what the audit itself works with.
#[test]
fn an_own_service_is_compared_like_any_other() {
    let plan = format!(
        "{HEAD}needs:\n  - service: respite\nservices:\n  - id: respite\n    name: Respite and short breaks\n    \
         pathway: step-up\n    demand_varies: yes\n    rules:\n      - all: [[short, overnight], [break, breaks]]\n"
    );
    let register = format!(
        "{COLUMNS}C-1,Short breaks,P,council,,2025-04-01,2026-03-31,36500,\n\
         C-2,Overnight breaks,Q,council,,2025-04-01,2026-03-31,73000,\n"
    );
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("contracts/council.csv", register.as_str()),
    ];
    let at = folder("services-compared", &files);
    let answer = jcplan(&at, &["audit"]);
    // 365 days of the smaller one's £100.
    assert_eq!(answer["overlaps"][0]["cost_at_stake"], "36500.00");
    assert_eq!(answer["overlaps"][0]["cells"][0]["service"], "respite");
    let text = printed(&run(&at, &["audit", "--as-at", "2025-09-30"]));
    assert!(text.contains("Respite and short breaks"), "{text}");
    assert!(!text.contains("Not on the list of services"), "{text}");
    // The need and the column know it, and a misspelt need is told.
    assert!(told(&at, "contract-service-unknown", "2025-09-30").is_empty());
    let plan = plan.replace("- service: respite", "- service: respit");
    std::fs::write(at.join("partnership.yaml"), plan).unwrap();
    let told = told(&at, "contract-service-unknown", "2025-09-30");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("`respit` is not on the list"), "{told:?}");
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_said_beside_the_answer() {
    let services = "services:\n  - id: a-b\n    rules:\n      - any: [\"--\"]\n      - not: [x]\n      \
                    - {any: [y], anny: [z]}\n    cpv: [85x]\n    pathway: sideways\n  - name: No id\n";
    let plan = format!("{HEAD}{services}");
    let register = format!("{COLUMNS}C-1,Y,P,council,,2025-04-01,2026-03-31,1000,\n");
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("contracts/council.csv", register.as_str()),
    ];
    let at = folder("services-unread", &files);
    let answer = jcplan(&at, &["check"]);
    let places = |check: &str| -> Vec<(u64, String)> {
        let all = answer["findings"].as_array().unwrap().iter();
        let of = all.filter(|f| f["check"] == check && f["at"]["file"] == "partnership.yaml");
        let mut found: Vec<(u64, String)> = of
            .map(|f| {
                let line = f["at"]["line"].as_u64().unwrap();
                (line, f["message"].as_str().unwrap().to_owned())
            })
            .collect();
        found.sort();
        found
    };
    let lines = |check: &str| -> Vec<u64> { places(check).into_iter().map(|(l, _)| l).collect() };
    // The phrase without a word, the code, the pathway; `anny`; the rule that asks for nothing, and
    // the entry without an id.
    assert_eq!(
        lines("unknown-word"),
        [8, 11, 12],
        "{:?}",
        places("unknown-word")
    );
    assert_eq!(lines("unknown-key"), [10], "{:?}", places("unknown-key"));
    let missing: Vec<(u64, String)> = places("missing-key");
    assert!(
        missing
            .iter()
            .any(|(l, m)| *l == 9 && m.contains("never fits")),
        "{missing:?}"
    );
    assert!(
        missing.iter().any(|(l, m)| *l == 13 && m.contains("`id`")),
        "{missing:?}"
    );
    let said = printed(&run(&at, &["audit", "--why"]));
    assert!(
        said.contains("Of `services:` something could not be read"),
        "{said}"
    );
    let output = run(&at, &["audit"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("Of `services:` something could not be read"));
}
