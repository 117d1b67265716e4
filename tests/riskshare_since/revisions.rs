//! Since a git revision of the files.

use super::repository::{commit, movement, repository, run, write};
use super::support::printed;
use super::{BY_CONTRIBUTIONS, changes, ledger, plan, told};

/// `s` at £100,000 a month with this spend to September.
fn spent(amount: &str) -> String {
    ledger(&[&format!("2025-04-30,spend,s,\"{amount}\",")])
}

/// Then £640,000 against £600,000, 6 : 4: 24,000 and 16,000. Now £660,000 and 6 : 9. The out-turn
/// adds £20,000 at 6 : 4, 12,000 and 8,000; the terms move 60,000 from 36,000 and 24,000 to 24,000
/// and 36,000. Now's files are not committed: they count as they lie there.
#[test]
fn a_contribution_that_rose_is_a_changed_term() {
    let was = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let files = [
        ("partnership.yaml", was.as_str()),
        ("ledger/a.csv", &spent("640,000")),
    ];
    let Some(root) = repository("contribution", &files) else {
        return;
    };
    let is = was.replace("amount: £4m", "amount: £9m");
    let files = [
        ("partnership.yaml", is.as_str()),
        ("ledger/a.csv", &spent("660,000")),
    ];
    write(&root.join("plan"), &files);
    let got = movement(&root, "then");
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 24000.00 | 0.00 | 12000.00 | 0.00 | -12000.00 | 24000.00",
            "council 16000.00 | 0.00 | 8000.00 | 0.00 | 12000.00 | 36000.00",
        ]
    );
    let what = "contribution of `council` to pool `pool` (council-additional) from £4,000,000.00 to £9,000,000.00";
    assert_eq!(changes(&got), [format!("{what} (partnership.yaml:16)")]);
    assert_eq!(got["then"]["named"], "then");
    // The day where it was committed.
    assert_eq!(got["then"]["committed"], "2025-10-01");
    let text = printed(&run(&root, "then", "text"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = got["then"]["revision"].as_str().unwrap();
    for sentence in [
        format!(
            "Tarn and Vale Council bears £20,000.00 more than at revision {short}: £8,000.00 more for higher spend and £12,000.00 more for one changed term, the {what}."
        ),
        format!("NHS Tarn and Vale ICB bears as much as at revision {short}: £12,000.00 more"),
        format!("revision {short} of 1 October 2025 (`then`)"),
    ] {
        assert!(text.contains(&sentence), "{sentence}\nis not in\n{text}");
    }
}

/// £40,000 by contributions is 24,000 and 16,000, in halves 20,000 each; the line is named.
#[test]
fn a_rule_that_changed_is_told_by_its_line() {
    let rule = "  - id: rule\n    clause: \"Schedule 3\"\n    overspend:\n      bands:\n        - {to: contributions}\n    underspend: {bands: [{to: host}]}\n";
    let was = plan(&[("s", "£1.2m")], rule);
    let ledger = spent("640,000");
    let files = [
        ("partnership.yaml", was.as_str()),
        ("ledger/a.csv", &ledger),
    ];
    let Some(root) = repository("rule", &files) else {
        return;
    };
    let is = was.replace("- {to: contributions}", "- {to: {icb: 50%, council: 50%}}");
    write(&root.join("plan"), &[("partnership.yaml", &is)]);
    let got = movement(&root, "then");
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 24000.00 | 0.00 | 0.00 | 0.00 | -4000.00 | 20000.00",
            "council 16000.00 | 0.00 | 0.00 | 0.00 | 4000.00 | 20000.00",
        ]
    );
    assert_eq!(
        changes(&got),
        [
            "risk share `rule` (Schedule 3): `- {to: {icb: 50%, council: 50%}}` where it said `- {to: contributions}` (partnership.yaml:26)"
        ]
    );
}

/// Nothing but a remark and an indent changed: no term did.
#[test]
fn a_remark_is_no_changed_term() {
    let was = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let ledger = spent("640,000");
    let files = [
        ("partnership.yaml", was.as_str()),
        ("ledger/a.csv", &ledger),
    ];
    let Some(root) = repository("remark", &files) else {
        return;
    };
    let is = was.replace("    overspend", "    # as agreed\n    overspend");
    write(&root.join("plan"), &[("partnership.yaml", &is)]);
    assert!(changes(&movement(&root, "then")).is_empty());
}

/// The baseline of the year £1.2m, then £1.224m, £102,000 a month: £12,000 more to September is
/// 7,200 and 4,800 less to bear.
#[test]
fn a_baseline_of_the_plan_that_changed_is_in_the_baseline() {
    let was = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let ledger = spent("640,000");
    let files = [
        ("partnership.yaml", was.as_str()),
        ("ledger/a.csv", &ledger),
    ];
    let Some(root) = repository("baseline", &files) else {
        return;
    };
    let is = was.replace("£1.2m", "£1.224m");
    write(&root.join("plan"), &[("partnership.yaml", &is)]);
    let got = movement(&root, "then");
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 24000.00 | 0.00 | 0.00 | -7200.00 | 0.00 | 16800.00",
            "council 16000.00 | 0.00 | 0.00 | -4800.00 | 0.00 | 11200.00",
        ]
    );
    assert_eq!(
        changes(&got),
        ["baseline of `s` from £1,200,000.00 to £1,224,000.00 (partnership.yaml:20)"]
    );
}

/// `s` is £40,000 over in both. `old` was £10,000 over and is gone: 6,000 and 4,000 less. `new` is
/// £20,000 over: 12,000 and 8,000 more. Together 24,000 + 6,000 = 30,000 then, 24,000 + 12,000 =
/// 36,000 now; 20,000 and 24,000.
#[test]
fn schemes_new_and_gone_stand_under_a_heading_of_their_own() {
    let was = plan(&[("s", "£1.2m"), ("old", "£1.2m")], BY_CONTRIBUTIONS);
    let old = ledger(&["2025-04-30,spend,s,640000,", "2025-04-30,spend,old,610000,"]);
    let files = [("partnership.yaml", was.as_str()), ("ledger/a.csv", &old)];
    let Some(root) = repository("schemes", &files) else {
        return;
    };
    let is = plan(&[("s", "£1.2m"), ("new", "£1.2m")], BY_CONTRIBUTIONS);
    let new = ledger(&["2025-04-30,spend,s,640000,", "2025-04-30,spend,new,620000,"]);
    let files = [("partnership.yaml", is.as_str()), ("ledger/a.csv", &new)];
    write(&root.join("plan"), &files);
    let got = movement(&root, "then");
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 30000.00 | 6000.00 | 0.00 | 0.00 | 0.00 | 36000.00",
            "council 20000.00 | 4000.00 | 0.00 | 0.00 | 0.00 | 24000.00",
        ]
    );
    assert_eq!(
        (&got["new"][0], &got["gone"][0]),
        (&"new".into(), &"old".into())
    );
    let scopes = got["scopes"].as_array().unwrap();
    let found = |name: &str| scopes.iter().find(|s| s["scope"] == name).unwrap();
    assert_eq!(
        told(&found("scheme/old")["parties"])[0],
        "icb 6000.00 | -6000.00 | 0.00 | 0.00 | 0.00 | 0.00"
    );
    assert!(got["not_given"].as_array().unwrap().is_empty());
    assert!(changes(&got).is_empty(), "{:?}", changes(&got));
}

/// Added up over the pool: £50,000 over then, 30,000 and 20,000. `new` is £20,000 under, so £30,000
/// now: 18,000 and 12,000. What it takes off is its own heading's.
#[test]
fn a_new_scheme_of_a_netted_pool_changes_the_pool() {
    let rules = BY_CONTRIBUTIONS.replace("id: rule\n", "id: rule\n    net: pool\n");
    let was = plan(&[("s", "£1.2m")], &rules);
    let old = spent("650,000");
    let files = [("partnership.yaml", was.as_str()), ("ledger/a.csv", &old)];
    let Some(root) = repository("netted", &files) else {
        return;
    };
    let is = plan(&[("s", "£1.2m"), ("new", "£1.2m")], &rules);
    let new = ledger(&["2025-04-30,spend,s,650000,", "2025-04-30,spend,new,580000,"]);
    let files = [("partnership.yaml", is.as_str()), ("ledger/a.csv", &new)];
    write(&root.join("plan"), &files);
    let got = movement(&root, "then");
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 30000.00 | -12000.00 | 0.00 | 0.00 | 0.00 | 18000.00",
            "council 20000.00 | -8000.00 | 0.00 | 0.00 | 0.00 | 12000.00",
        ]
    );
}

/// In halves, a penny over goes to the ICB, named first. Then 1p: 1 and 0. The out-turn 2p more,
/// 3p: 2 and 1. The baseline a penny more to September, 2p: 1 and 1. All to the ICB: 2 and 0.
#[test]
fn pennies_add_up() {
    let halves = BY_CONTRIBUTIONS.replace("contributions", "equally");
    let was = plan(&[("s", "£1.2m")], &halves);
    let old = spent("600,000.01");
    let files = [("partnership.yaml", was.as_str()), ("ledger/a.csv", &old)];
    let Some(root) = repository("pennies", &files) else {
        return;
    };
    // The odd penny of a year's baseline falls in April.
    let is = was
        .replace("£1.2m", "1,200,000.01")
        .replace("equally", "icb");
    let new = spent("600,000.03");
    let files = [("partnership.yaml", is.as_str()), ("ledger/a.csv", &new)];
    write(&root.join("plan"), &files);
    let got = movement(&root, "then");
    assert_eq!(
        told(&got["parties"]),
        [
            "icb 0.01 | 0.00 | 0.01 | -0.01 | 0.01 | 0.02",
            "council 0.00 | 0.00 | 0.01 | 0.00 | -0.01 | 0.00",
        ]
    );
}

/// A scheme of its own then, added up with its pool now: its share leaves the one scope and comes
/// into the other, under terms. £40,000: 24,000 by contributions; in halves 20,000.
#[test]
fn a_scheme_that_joins_its_pool_moves_from_scope_to_scope() {
    let was = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let ledger = spent("640,000");
    let files = [
        ("partnership.yaml", was.as_str()),
        ("ledger/a.csv", &ledger),
    ];
    let Some(root) = repository("joins", &files) else {
        return;
    };
    let is = was
        .replace("- id: rule\n", "- id: rule\n    net: pool\n")
        .replace("to: contributions", "to: equally");
    write(&root.join("plan"), &[("partnership.yaml", &is)]);
    let got = movement(&root, "then");
    let scopes = got["scopes"].as_array().unwrap();
    let told: Vec<String> = scopes
        .iter()
        .map(|s| told(&s["parties"])[0].clone())
        .collect();
    assert_eq!(
        told,
        [
            "icb 0.00 | 0.00 | 0.00 | 0.00 | 20000.00 | 20000.00",
            "icb 24000.00 | 0.00 | 0.00 | 0.00 | -24000.00 | 0.00",
        ]
    );
}

/// What cannot be read is told at its place in the revision, which is no place on disk.
#[test]
fn places_of_then_name_the_revision() {
    let was = plan(&[("s", "£1.2m")], BY_CONTRIBUTIONS);
    let torn = ledger(&["2025-04-30,spend,s,64O,"]);
    let files = [("partnership.yaml", was.as_str()), ("ledger/a.csv", &torn)];
    let Some(root) = repository("places", &files) else {
        return;
    };
    write(&root.join("plan"), &[("ledger/a.csv", &spent("640,000"))]);
    commit(&root);
    let got = movement(&root, "then");
    let short = got["then"]["revision"].as_str().unwrap();
    let not = &got["not_given"][0];
    assert_eq!(not["when"], "then");
    assert_eq!(not["at"]["file"], format!("ledger/a.csv at {short}"));
    let output = run(&root, "then", "csv");
    assert_eq!(output.status.code(), Some(1));
    let csv = printed(&output);
    assert!(csv.contains(&format!("ledger/a.csv:2 at {short}")), "{csv}");
}
