//! Debits and credits in two columns of a finance system's file: one amount, or refused. Every
//! expected figure is worked by hand in the comment above it.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::jcplan;

fn folder(name: &str, plan: &str, ledger: &str) -> PathBuf {
    let files = [("partnership.yaml", plan), ("gl.csv", ledger)];
    support::folder(&format!("sides-{name}"), &files)
}

/// The out-turns of beds and home.
fn outturns(folder: &Path) -> Vec<String> {
    let answer = jcplan(folder, &["riskshare", "--through", "2025-26"]);
    assert_eq!(answer["left_out"], Value::Array(Vec::new()), "{answer:#}");
    let scopes = answer["scopes"].as_array().unwrap().iter();
    scopes
        .map(|s| s["outturn"].as_str().unwrap().to_owned())
        .collect()
}

/// Check names and the lines they point at.
fn findings(folder: &Path) -> Vec<(String, String, u64)> {
    let answer = jcplan(folder, &["check"]);
    let all = answer["findings"].as_array().unwrap().iter();
    all.map(|f| {
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        let line = f["at"]["line"].as_u64().unwrap();
        (text(&f["check"]), text(&f["at"]["file"]), line)
    })
    .collect()
}

const PLAN: &str = "\
jcplan: 1
id: tarn-and-vale
name: Tarn and Vale
partners:
  - {id: icb, name: NHS Tarn and Vale ICB, kind: integrated-care-board}
  - {id: council, name: Tarn and Vale Council, kind: unitary-authority}
pools:
  - {id: pool, host: council}
schemes:
  - {id: beds, pool: pool, lead: icb, baseline: {2025-26: £40k}, risk_share: each-bears-own}
  - {id: home, pool: pool, lead: council, baseline: {2025-26: £60k}, risk_share: each-bears-own}
";

fn plan(tail: &str) -> String {
    format!("{PLAN}{tail}")
}

const SIDES: &str = "\
Journal,Centre,GL Date,Entered DR,Entered CR
J1,beds,2025-04-30,300.00,
J1,home,2025-04-30,\"1,200.00\",
J2,home,2025-05-31,,200.00
J3,home,2025-06-30,50.00,0.00
J3,home,2025-06-30,0.00,25.00
J4,home,2025-07-31,-,(10.00)
J5,home,2025-07-31,30.00,30.00
";

const SIDED: &str = "files:
  - path: gl.csv
    as: ledger
    kind: spend
    columns: {date: GL Date, scheme: Centre, amount: Entered DR, less: Entered CR}
";

#[test]
fn credits_are_taken_off_debits() {
    // Home: 1,200.00 − 200.00 + 50.00 − 25.00 + 10.00 (a credit below nil) + 30.00 − 30.00.
    let plan = plan(SIDED);
    let at = folder("credits", &plan, SIDES);
    assert_eq!(outturns(&at), ["300.00", "1035.00"]);
    // The same through a file of totals, and as income the other way round.
    let totals = jcplan(&at, &["totals"]);
    assert_eq!(totals["left_out"].as_array().unwrap().len(), 0);
    let turned = plan
        .replace("kind: spend", "kind: income")
        .replace("DR, less: Entered CR", "CR, less: Entered DR");
    let at = folder("turned", &turned, SIDES);
    assert_eq!(outturns(&at), ["300.00", "1035.00"]);
}

#[test]
fn a_row_with_neither_side_has_no_amount_and_a_side_that_cannot_be_read_is_told() {
    let rows = "Centre,GL Date,Debit,Credit\nbeds,2025-04-30,,\nbeds,2025-04-30,5.00,abc\n";
    let plan = plan(
        &SIDED
            .replace("Entered DR", "Debit")
            .replace("Entered CR", "Credit"),
    );
    let at = folder("no-side", &plan, rows);
    let amounts: Vec<_> = findings(&at)
        .into_iter()
        .filter(|(check, ..)| check == "unreadable-amount")
        .map(|(_, file, line)| (file, line))
        .collect();
    assert_eq!(
        amounts,
        [("gl.csv".to_owned(), 2), ("gl.csv".to_owned(), 3)]
    );
}

#[test]
fn one_side_alone_or_taken_off_itself_is_refused() {
    for columns in ["DR", "CR", "DR, less: Entered DR"] {
        let entry = SIDED.replace("DR, less: Entered CR", columns);
        let plan = plan(&entry);
        let at = folder("one-side", &plan, SIDES);
        let told = findings(&at);
        let line = u64::try_from(plan.lines().count()).unwrap();
        let refused = (
            "missing-column".to_owned(),
            "partnership.yaml".to_owned(),
            line,
        );
        assert!(told.contains(&refused), "{columns}: {told:?}");
        let answer = jcplan(&at, &["riskshare", "--through", "2025-26"]);
        assert!(answer["scopes"].as_array().unwrap().is_empty(), "{columns}");
        assert!(
            !answer["left_out"].as_array().unwrap().is_empty(),
            "{columns}"
        );
    }
}

#[test]
fn less_alone_turns_every_sign() {
    // Income as a finance system has it: below nil; home gave 20.00 back. As cost:
    // beds −(100.00), home −(200.00 − 20.00).
    let rows = "scheme,date,Amount\nbeds,2025-04-30,-100.00\nhome,2025-04-30,-200.00\n\
                home,2025-05-31,20.00\n";
    let entry = "files:\n  - {path: gl.csv, as: ledger, kind: income, columns: {less: Amount}}\n";
    let at = folder("turns", &plan(entry), rows);
    assert_eq!(outturns(&at), ["-100.00", "-180.00"]);
    let told = |at: &Path| {
        let found = findings(at);
        let signs = found.into_iter().filter(|f| f.0 == "money-in-below-nil");
        signs.map(|f| f.2).collect::<Vec<_>>()
    };
    assert!(told(&at).is_empty());
    // As it stands it would add 100.00 and 180.00 to the cost, and is told at both schemes.
    let as_it_is = entry.replace(", columns: {less: Amount}", "");
    let at = folder("unturned", &plan(&as_it_is), rows);
    assert_eq!(outturns(&at), ["100.00", "180.00"]);
    assert_eq!(told(&at), [10, 11]);
    let share = support::run(&at, &["riskshare", "--through", "2025-26"]);
    let text = String::from_utf8(share.stdout).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = "its income comes to -£180.00, below nil, and so adds to the cost";
    assert!(text.contains(note), "{text}");
    // A blank is no amount.
    let at = folder(
        "blank",
        &plan(entry),
        "scheme,date,Amount\nbeds,2025-04-30,\n",
    );
    assert!(findings(&at).contains(&("unreadable-amount".to_owned(), "gl.csv".to_owned(), 2)));
}

#[test]
fn contributions_below_nil_over_a_year_are_told_and_a_refund_is_not() {
    // ICB: −300.00 in 2025-26. Council: 200.00 − 50.00 is above nil.
    let rows = "date,kind,pool,partner,amount\n2025-04-30,contribution,pool,icb,-300.00\n\
                2025-04-30,contribution,pool,council,200.00\n\
                2025-05-31,contribution,pool,council,-50.00\n";
    let at = folder(
        "paid-in",
        &plan("files: [{path: gl.csv, as: ledger}]\n"),
        rows,
    );
    let answer = jcplan(&at, &["check", "--only", "money-in-below-nil"]);
    let found = answer["findings"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{answer:#}");
    assert_eq!(
        found[0]["message"],
        "contributions of `icb` to pool `pool` in 2025-26 come to -£300.00: below nil they are \
         money taken back"
    );
}

#[test]
fn nothing_is_taken_off_unasked() {
    // Net is gross less what was taken off already: 80.00, not 60.00. A blank `less` takes nothing off.
    let rows = "Centre,GL Date,Gross,Less,Net\nbeds,2025-04-30,100.00,20.00,80.00\n";
    let entry = |columns: &str| SIDED.replace("Entered DR, less: Entered CR", columns);
    let at = folder("unasked", &plan(&entry("Net")), rows);
    assert_eq!(outturns(&at), ["80.00"]);
    let at = folder("asked", &plan(&entry("Gross, less: Less")), rows);
    assert_eq!(outturns(&at), ["80.00"]);
    let blank = format!("{}    less: \"\"\n", entry("Entered DR"));
    let at = folder("blank-less", &plan(&blank), SIDES);
    let told = findings(&at);
    assert!(
        told.iter().any(|(check, ..)| check == "missing-column"),
        "{told:?}"
    );
}
