//! Opportunities to redesign, worked by hand, on registers given on standard input and in folders.

#![allow(clippy::unwrap_used)]

mod mapped;
#[path = "../support/mod.rs"]
mod support;
mod told;

use jcplan::value::Day;
use jcplan::{World, run};
use serde_json::{Value, json};
use support::folder;

const HEADING: &str = "contract,title,provider,commissioner,service,area,pathway,starts,ends,\
                       extends_to,notice_months,break_on,annual_value,payment_model,outcomes";

/// What is printed for rows under the heading, and the exit status.
fn printed(rows: &[&str], flags: &[&str]) -> (String, u8) {
    let text = format!("{HEADING}\n{}\n", rows.join("\n"));
    let mut arguments = vec!["jcplan", "audit", "-", "--as-at", "2025-09-30"];
    arguments.extend(flags);
    let world = World {
        today: Day::parse("2025-09-30").ok(),
        terminal: None,
        columns: None,
        step_summary: None,
        no_colour: true,
        progress: None,
        stdin: &mut text.as_bytes(),
    };
    let ended = run(arguments.iter().map(Into::into), world);
    assert_ne!(ended.status, 2, "{}", ended.stderr);
    (ended.stdout, ended.status)
}

fn audit(rows: &[&str], flags: &[&str]) -> Value {
    let flags: Vec<&str> = flags.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&printed(rows, &flags).0).unwrap()
}

/// Contracts, value a year and day of every opportunity of a kind.
fn found(answer: &Value, kind: &str) -> Vec<(Value, Value, Value)> {
    let all = answer["opportunities"].as_array().unwrap().iter();
    all.filter(|o| o["kind"] == kind)
        .map(|o| {
            (
                o["contracts"].clone(),
                o["value_a_year"].clone(),
                o["act_by"].clone(),
            )
        })
        .collect()
}

#[test]
fn contracts_that_end_near_each_other_could_be_let_as_one() {
    let rows = [
        "A,One,Becks,council,reablement-at-home,,,2024-04-01,2026-12-31,,,,100000,,",
        "B,Two,Moss,icb,reablement-at-home,,,2024-04-01,2027-03-31,,,,50000.50,,",
        // Ends more than six months after the first.
        "C,Three,Tarn,icb,reablement-at-home,,,2024-04-01,2027-07-01,,,,70000,,",
    ];
    let answer = audit(&rows, &[]);
    // Letting takes twelve months, and the first ends on 31 December 2026.
    assert_eq!(
        found(&answer, "let-together"),
        [(json!(["A", "B"]), json!("150000.50"), json!("2025-12-31"))]
    );
    let wide = audit(&rows, &["--together", "7m", "--letting", "6m"]);
    assert_eq!(
        found(&wide, "let-together"),
        [(
            json!(["A", "B", "C"]),
            json!("220000.50"),
            json!("2026-06-30")
        )]
    );
}

#[test]
fn notice_is_due_before_a_break_and_before_an_extension() {
    let rows = [
        // Three months before 31 March 2026.
        "A,One,Becks,council,reablement-at-home,north,,2024-04-01,2026-03-31,2028-03-31,3,,1000,,",
        // Six months before the break of 30 June 2026, as no notice is said; the extension is due
        // six months before 31 March 2027, on 30 September 2026: the last day of the horizon.
        "B,Two,Moss,icb,reablement-at-home,south,,2024-04-01,2027-03-31,2028-03-31,,2026-06-30,2000,,",
        // Notice was due on 30 May 2025, and the contract runs to November.
        "C,Three,Tarn,icb,reablement-at-home,east,,2024-04-01,2025-11-30,2026-11-30,6,,,,",
        // Its break has gone by; notice of the extension is due only in 2027.
        "D,Four,Vale,icb,reablement-at-home,west,,2024-04-01,2028-03-31,2029-03-31,6,2025-09-29,,,",
    ];
    let answer = audit(&rows, &[]);
    assert_eq!(
        found(&answer, "decision"),
        [
            (json!(["C"]), json!("0.00"), json!("2025-05-30")),
            (json!(["A"]), json!("1000.00"), json!("2025-12-31")),
            (json!(["B"]), json!("2000.00"), json!("2025-12-30")),
            (json!(["B"]), json!("2000.00"), json!("2026-09-30")),
        ]
    );
    let gone: Vec<&Value> = answer["opportunities"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|o| o["kind"] == "decision" && o["gone_by"] == true)
        .collect();
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0]["unknown_values"], 1);
    // The ends of cover say both days: a year for letting, the notice before an extension.
    let cliffs = answer["cliffs"].as_array().unwrap();
    let days: Vec<(&Value, &Value, &Value)> = cliffs
        .iter()
        .map(|c| (&c["contract"], &c["notice_by"], &c["begin_letting_by"]))
        .collect();
    assert_eq!(
        days,
        [
            (&json!("C"), &json!("2025-05-30"), &json!("2024-11-30")),
            (&json!("A"), &json!("2025-12-31"), &json!("2025-03-31")),
        ]
    );
}

#[test]
fn a_term_that_cannot_be_read_is_named_and_nothing_rests_on_it() {
    let rows =
        ["A,One,Becks,council,reablement-at-home,,,2024-04-01,2026-03-31,2028-03-31,three,,1000,,"];
    let (text, status) = printed(&rows, &["--format", "json"]);
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(status, 1);
    assert_eq!(found(&answer, "decision"), []);
    assert_eq!(answer["cliffs"][0]["notice_by"], Value::Null);
    let term = &answer["terms_not_read"][0];
    assert_eq!(
        (&term["contract"], &term["as_written"]),
        (&json!("A"), &json!("three"))
    );
}

#[test]
fn a_break_with_slashes_reads_as_the_starts_do() {
    let row = |starts: &str, ends: &str, on: &str| {
        format!("A,One,Becks,council,reablement-at-home,,,{starts},{ends},,1,{on},1000,,")
    };
    let day_first = row("25/04/2024", "31/03/2027", "01/02/2026");
    let month_first = row("04/25/2024", "03/31/2027", "01/02/2026");
    let act_by = |row: &str| found(&audit(&[row], &[]), "decision")[0].2.clone();
    assert_eq!(act_by(&day_first), "2026-01-01");
    assert_eq!(act_by(&month_first), "2025-12-02");
}

#[test]
fn outcomes_and_block_are_told_only_where_the_register_says() {
    let rows = [
        "A,One,Becks,council,reablement-at-home,north,,2024-04-01,2027-03-31,,,,1000,block,no",
        // Demand for extra care housing does not vary from month to month.
        "B,Two,Moss,icb,extra-care-housing,north,,2024-04-01,2027-03-31,,,,2000,Block contract,yes",
        "C,Three,Tarn,icb,a-new-service,north,,2024-04-01,2027-03-31,,,,3000,block,KPI set",
        "D,Four,Vale,icb,reablement-at-home,south,,2024-04-01,2027-03-31,,,,4000,,",
    ];
    let answer = audit(&rows, &[]);
    let day = json!("2026-03-31");
    assert_eq!(
        found(&answer, "block-for-varying-demand"),
        [(json!(["A"]), json!("1000.00"), day.clone())]
    );
    assert_eq!(
        found(&answer, "no-outcome-measures"),
        [
            (json!(["A"]), json!("1000.00"), day.clone()),
            (json!(["D"]), json!("4000.00"), day),
        ]
    );
    let untold = answer["opportunities_untold"].as_array().unwrap();
    let block: Vec<&Value> = untold
        .iter()
        .filter(|u| u["kind"] == "block-for-varying-demand")
        .collect();
    // D does not say how it is paid, and of C's service nothing is known.
    assert_eq!(block.len(), 2);
    assert!(block.iter().all(|u| u["contracts"] == 1));
}

#[test]
fn many_providers_for_one_need_and_one_provider_for_a_service() {
    let rows = [
        "A,One,Becks Ltd,council,home-care,,,2024-04-01,2027-03-31,,,,60000,,",
        "B,Two,Moss,icb,home-care,,,2024-04-01,2027-03-31,,,,30000,,",
        "C,Three,Tarn,icb,home-care,,,2024-04-01,2027-03-31,,,,9000,,",
        // The first provider again, under another spelling, and not begun on the day.
        "D,Four,BECKS LIMITED,icb,home-care,,,2025-10-01,2027-03-31,,,,5000,,",
    ];
    let answer = audit(&rows, &[]);
    assert_eq!(
        found(&answer, "many-providers"),
        [(
            json!(["A", "B", "C"]),
            json!("99000.00"),
            json!("2026-03-31")
        )]
    );
    // 60,000 of 99,000 is 60.606…%.
    let one = answer["opportunities"].as_array().unwrap();
    let one = one.iter().find(|o| o["kind"] == "one-provider").unwrap();
    assert_eq!(one["because"], "Becks Ltd: 60.6%");
    // Exactly half is not more than half.
    let even = [rows[1], &rows[2].replace("9000", "30000")];
    assert_eq!(found(&audit(&even, &[]), "one-provider"), []);
}

#[test]
fn providers_are_counted_and_named_once_however_they_are_written() {
    let row = |label: &str, provider: &str, value: &str| {
        format!(
            "{label},T{label},{provider},council,home-care,,,2024-04-01,2027-03-31,,,,{value},,"
        )
    };
    let rows = [
        row("A", "Becks Ltd", "60000"),
        row("A", "BECKS LIMITED", "60000"),
        row("B", "Moss", "30000"),
        row("C", "Becks", "9000"),
        row("C", "Moss", "9000"),
        row("D", "Moss", ""),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let answer = audit(&rows, &[]);
    // Becks, Moss, and both together hold contracts: two providers.
    assert_eq!(found(&answer, "many-providers"), []);
    let all = answer["opportunities"].as_array().unwrap();
    let one = all.iter().find(|o| o["kind"] == "one-provider").unwrap();
    // 60,000 of 99,000; what D is worth nobody knows.
    assert_eq!(one["because"], "BECKS LIMITED: 60.6% of what is known");
    let third = row("D", "Tarn", "");
    let answer = audit(&[rows[0], rows[2], rows[3], rows[4], &third], &[]);
    let many = answer["opportunities"].as_array().unwrap();
    let many = many.iter().find(|o| o["kind"] == "many-providers").unwrap();
    assert_eq!(many["because"], "3 providers");
}

#[test]
fn what_is_said_of_most_contracts_is_doubted() {
    let rows = |with: usize| -> Vec<String> {
        let row = |i: usize| {
            let outcomes = if i < with { "yes" } else { "" };
            format!(
                "C{i},Title {i},P{i},council,home-care,a{i},,2024-04-01,2027-03-31,,,,1,,{outcomes}"
            )
        };
        (0..12).map(row).collect()
    };
    let too_often = |with: usize| {
        let rows = rows(with);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        audit(&rows, &[])["opportunities_too_often"].clone()
    };
    assert_eq!(
        too_often(3),
        json!([{"kind": "no-outcome-measures", "found": 9, "asked": 12}])
    );
    // Eight of twelve is two thirds, and not more.
    assert_eq!(too_often(4), json!([]));
}

#[test]
fn principles_are_shown_by_words_and_columns() {
    let rows = [
        "A,Therapy-led reablement,Becks,council,reablement-at-home,north,step-up,2024-04-01,2027-03-31,,,,1,,yes",
        "B,Reablement with telecare,Moss,icb,reablement-at-home,south,step-down,2024-04-01,2027-03-31,,,,1,outcomes,no",
        "C,Old rehabilitation,Tarn,icb,reablement-at-home,south,both,2020-04-01,2021-03-31,,,,1,,yes",
    ];
    let answer = audit(&rows, &[]);
    let service = &answer["principles"][0];
    assert_eq!(service["contracts"], 2);
    let by = |i: usize| -> Vec<(String, String)> {
        let all = service["principles"][i]["evidence"].as_array().unwrap();
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        all.iter()
            .map(|e| (text(&e["contract"]), text(&e["by"])))
            .collect()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(by(0), [pair("A", "outcomes"), pair("B", "payment_model")]);
    assert_eq!(by(1), [pair("B", "words")]);
    assert_eq!(by(2), [pair("A", "words")]);
    // Each serves one direction; the ended one, which serves both, does not count.
    assert_eq!(by(3), []);
    assert_eq!(service["both_ways_together"], true);
}

#[test]
fn the_pool_and_the_agreement_are_asked_of_a_folder() {
    let plan = support::tarn_and_vale(&format!(
        "{}pools:\n  - {{id: pool, name: Pool, standing: pooled}}\n  \
         - {{id: beside, name: Beside, standing: aligned}}\nschemes:\n  \
         - {{id: home, name: Home, pool: pool, lead: council, service: reablement-at-home}}\n  \
         - {{id: other, name: Other, pool: beside, lead: icb, service: home-care}}\n",
        support::agreement("")
    ));
    let register = "contract,title,provider,commissioner,service,starts,ends,annual_value,scheme\n\
        A,One,Becks,council,reablement-at-home,2024-04-01,2029-03-31,1000,home\n\
        B,Two,Moss,icb,reablement-at-home,2024-04-01,2027-03-31,2000,\n\
        C,Three,Tarn,icb,reablement-at-home,2024-04-01,2027-03-31,4000,other\n\
        D,Four,Vale,icb,home-care,2024-04-01,2027-03-31,8000,\n\
        E,Five,Vale,icb,reablement-at-home,2024-04-01,2027-03-31,8000,lost\n";
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("contracts/all.csv", register),
    ];
    let at = folder("audit-pool", &files);
    let answer = support::jcplan(&at, &["audit"]);
    // No pooled scheme buys home care; a year before 31 March 2027 letting is to begin.
    assert_eq!(
        found(&answer, "outside-the-pool"),
        [
            (json!(["B"]), json!("2000.00"), json!("2026-03-31")),
            (json!(["C"]), json!("4000.00"), json!("2026-03-31")),
        ]
    );
    // The agreement of the helper ends on 31 March 2028.
    assert_eq!(
        found(&answer, "beyond-the-agreement"),
        [(json!(["A"]), json!("1000.00"), json!("2028-03-31"))]
    );
    let untold = answer["opportunities_untold"].as_array().unwrap();
    let strange = untold.iter().find(|u| u["kind"] == "outside-the-pool");
    assert_eq!(strange.unwrap()["contracts"], 1);
}
