//! Another risk share instead of the agreed one.

use super::{RULE, ask, change, plan, refused};

/// £60,000 over: 30,000 each as agreed, all to the council as its lead instead.
#[test]
fn another_risk_share_is_set_beside_the_agreed_one() {
    let at = plan("instead", RULE, &[("2026-03-31", "1260000")]);
    let got = ask(&at, "--through 2025-26 --instead each-bears-own");
    assert_eq!(got["comparable"], true);
    assert_eq!(got["schemes"], 1);
    let parties = got["parties"].as_array().unwrap();
    assert_eq!(parties[0]["difference"], "-30000.00");
    assert_eq!(parties[1]["agreed"], "30000.00");
    assert_eq!(parties[1]["instead"], "60000.00");
}

/// A file of definitions: one of the same id takes its place; a new one alone takes that of all.
#[test]
fn a_file_may_hold_the_other_risk_share() {
    let at = plan("instead-file", RULE, &[("2026-03-31", "1260000")]);
    let file = at.join("other.yaml");
    // A path may hold spaces: it stands for one word until the others are parted.
    let named = file.display().to_string().replace(' ', "\u{0}");
    let asked = format!("--through 2025-26 --instead {named}");
    for id in ["standard", "quite-another"] {
        let text = format!(
            "risk_shares:\n  - id: {id}\n    overspend: {{bands: [{{to: equally}}]}}\n    underspend: {{bands: [{{to: equally}}]}}\n"
        );
        std::fs::write(&file, text).unwrap();
        let got = ask(&at, &asked);
        // Each half of £60,000, as it happens the same as agreed.
        assert_eq!(
            got["instead"]["scopes"][0]["shares"]["icb"], "30000.00",
            "{id}"
        );
        assert_eq!(got["instead"]["scopes"][0]["risk_share"], id);
        assert_eq!(got["parties"][0]["difference"], "0.00");
    }
    for (text, said) in [
        (
            "risk_shares:\n  - id: a\n    overspent: {}\n",
            "no key `overspent`",
        ),
        ("", "defines no risk share"),
        ("name: x\n", "defines no risk share"),
        (
            "- {id: a, overspend: {bands: [{to: icb}]}}\n- {id: b, overspend: {bands: [{to: icb}]}}\n",
            "no scheme uses any risk share of this file",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let error = refused(&at, &asked);
        assert!(error.contains(said), "{error}");
    }
}

/// What only the other rule can share is left out too, with the reason of the one agreed.
#[test]
fn a_scheme_without_a_rule_is_left_out_of_the_other() {
    let at = plan("instead-more", RULE, &[("2026-03-31", "1260000")]);
    let more = "  - {id: t, pool: pool, lead: icb, baseline: {2025-26: £1k}, risk_share: none-such}\nrisk_shares:";
    change(&at, "risk_shares:", more);
    std::fs::write(
        at.join("ledger/b.csv"),
        "date,kind,scheme,amount\n2026-03-31,spend,t,9000\n",
    )
    .unwrap();
    let got = ask(&at, "--through 2025-26 --instead each-bears-own");
    let council = got["parties"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["party"] == "council");
    assert_eq!(council.unwrap()["instead"], "60000.00");
    for (side, begins) in [("agreed", "there is no"), ("instead", "left out of both")] {
        assert_eq!(got[side]["scopes"].as_array().unwrap().len(), 1);
        let why = got[side]["not_computed"][0]["why"].as_str().unwrap();
        assert!(why.starts_with(begins), "{why}");
        assert!(why.contains("there is no risk share `none-such`"), "{why}");
    }
}

/// The file that is compared with counts among those the answer rests on: it is not written over,
/// and another text in it gives another digest.
#[test]
fn the_file_compared_with_is_one_of_those_the_answer_rests_on() {
    let at = plan("instead-kept", RULE, &[("2026-03-31", "1260000")]);
    let file = at.join("other.yaml");
    let text = RULE.replace("£30k", "£20k");
    std::fs::write(&file, format!("risk_shares:\n{text}")).unwrap();
    let named = file.display().to_string().replace(' ', "\u{0}");
    let asked = format!("--through 2025-26 --instead {named}");
    let error = refused(&at, &format!("{asked} --output {named}"));
    assert!(error.contains("is one of the files"), "{error}");
    let digest = ask(&at, &asked)["digest"].clone();
    std::fs::write(&file, format!("# changed\nrisk_shares:\n{text}")).unwrap();
    assert_ne!(ask(&at, &asked)["digest"], digest);
}
