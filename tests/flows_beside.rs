//! What stands beside the flows: what is planned and agreed, transfers, grant handed on, what cancels.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::json;
use std::path::PathBuf;
use support::flows::{HEAD, ROWS, flows, made, of, told, told_whatever};
use support::printed;

/// The story with its rows changed.
fn with(name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let rows = format!("{HEAD}{}", change(ROWS));
    made(&format!("flows-{name}"), &[("ledger/a.csv", rows)])
}

/// On one line.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a table of these dimensions has, a row a line.
fn table(at: &std::path::Path, dimensions: &str, of: &str) -> Vec<String> {
    let csv = printed(&flows(at, &["--table", dimensions, "--format", "csv"]));
    let rows = csv.lines().filter(|l| l.starts_with(of));
    rows.map(str::to_owned).collect()
}

/// The council pays its first £5.00 in October: asked about September it has something in that pool and
/// year, and nothing is planned beside it.
#[test]
fn what_is_paid_later_in_the_year_is_in_the_ledger() {
    let at = with("planned-later", |rows| {
        format!("{rows}2025-10-31,contribution,care,,council,5.00,,,,labcg,,\n")
    });
    let answer = told(&at);
    assert_eq!(answer["planned"], json!([]));
    assert_eq!(of(&answer, "pooled")["pools"][0]["planned"], "0.00");
}

/// £300.00 of the board's £600.00 name no source. It planned one contribution to the pool, by four instalments:
/// both rows are of that. With a second of its own, month by month, it may be either.
#[test]
fn a_row_without_a_source_is_of_what_its_partner_planned() {
    let no_source = |rows: &str| rows.replacen(",nhs-minimum,", ",,", 1);
    let at = with("no-source", no_source);
    let dimensions = "payer,pool,source,payment";
    assert_eq!(
        table(&at, dimensions, "actual,in,2025-26,icb,care"),
        [
            "actual,in,2025-26,icb,care,nhs-minimum,4-instalments,300.00,",
            "actual,in,2025-26,icb,care,,4-instalments,300.00,",
        ]
    );
    let text = printed(&flows(&at, &[]));
    let row = text.lines().find(|l| l.contains("no source named"));
    assert!(row.unwrap().contains("4 instalments"), "{text}");

    let plan = at.join("partnership.yaml");
    let second = "      - {partner: icb, source: nhs-additional, year: 2025-26, amount: 12.00}\n";
    let council = "      - {partner: council, source: labcg";
    let text = std::fs::read_to_string(&plan).unwrap();
    std::fs::write(&plan, text.replace(council, &format!("{second}{council}"))).unwrap();
    assert_eq!(
        table(&at, dimensions, "actual,in,2025-26,icb,care"),
        [
            "actual,in,2025-26,icb,care,nhs-minimum,4-instalments,300.00,",
            "actual,in,2025-26,icb,care,,4-instalments and monthly,300.00,",
        ]
    );
}

/// Of £60.00 handed on the row names the scheme: Home still costs £170.50 less £30.25, in the table of schemes as
/// in the report, and the £60.00 stand beside it.
#[test]
fn grant_handed_on_is_in_no_scheme() {
    let at = with("handed-on", |rows| {
        rows.replace("passport,care,,,60.00", "passport,care,home,,60.00")
    });
    let rows = table(&at, "pool,scheme", "actual,out,2025-26,care");
    assert_eq!(
        rows,
        [
            "actual,out,2025-26,care,home,140.25,",
            "actual,out,2025-26,care,nights,240.00,",
            "actual,out,2025-26,care,,60.00,",
        ]
    );
    let leads = table(&at, "pool,lead", "actual,out,2025-26,care");
    assert!(
        leads.contains(&"actual,out,2025-26,care,council,140.25,".to_owned()),
        "{leads:?}"
    );
}

/// Between the board and the council: £10.00 and £7.00 settle the pooled fund; £100.00 settle the beds, which are
/// kept apart; £5.00 of grant are handed on. Nothing is netted with anything but its like.
#[test]
fn only_like_is_netted_with_like() {
    let at = with("netted", |rows| {
        format!(
            "{rows}2025-09-30,settlement,beds,,,100.00,council,icb,,,,\n\
             2025-09-30,passport,care,,,5.00,council,icb,,dfg,,\n"
        )
    });
    let text = spaced(&printed(&flows(&at, &[])));
    let (icb, council) = ("NHS Tarn and Vale ICB", "Tarn and Vale Council");
    for line in [
        format!(
            "- Pooled money: Settlements: {icb} paid {council} £3.00 net ({icb} £10.00, {council} £7.00)"
        ),
        format!("- Pooled money: Grant handed on: {council} paid {icb} £5.00 net"),
        format!("- Pooled money: Grant handed on: {council} paid Vale District Council £60.00 net"),
        format!("- Aligned money, kept apart: Settlements: {council} paid {icb} £100.00 net"),
    ] {
        assert!(text.contains(&line), "no {line}: {text}");
    }
}

/// The beds' pool and the scheme in view have an id that cannot be read, and the ledger has no row that names
/// them: each is named with its place, and so is the ward, whose pool is lost with it.
#[test]
fn pools_and_schemes_that_cannot_be_read_are_named() {
    let at = with("lost", |rows| {
        let kept = |row: &&str| {
            ![",beds,", ",ward,", ",other,"]
                .iter()
                .any(|w| row.contains(w))
        };
        rows.lines()
            .filter(kept)
            .map(|row| format!("{row}\n"))
            .collect()
    });
    let plan = at.join("partnership.yaml");
    let text = std::fs::read_to_string(&plan).unwrap();
    let text = text
        .replace("{id: beds,", "{id: Beds,")
        .replace("{id: other,", "{id: Other,");
    std::fs::write(&plan, text).unwrap();
    let output = flows(&at, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = spaced(&printed(&output));
    let csv = printed(&flows(&at, &["--format", "csv"]));
    let answer = told_whatever(&at);
    for said in [
        "pool `Beds` cannot be read (partnership.yaml:29)",
        "scheme `Other` cannot be read (partnership.yaml:35)",
        "scheme `ward` names no pool that can be read (partnership.yaml:34)",
    ] {
        assert!(text.contains(said), "no {said}: {text}");
        assert!(
            csv.lines()
                .any(|l| l.starts_with("not-known,") && l.contains(said)),
            "{csv}"
        );
        assert!(answer["not_known"].to_string().contains(said));
    }
    assert_eq!(answer["left_out"], json!([]));
}

/// £5.00 spent in view and taken back: there is no link between any two, and the scheme still had £0.00.
#[test]
fn what_cancels_is_still_told() {
    let at = with("cancels", |rows| {
        format!("{rows}2025-07-31,spend,,other,,-5.00,,,,,,\n")
    });
    let text = spaced(&printed(&flows(&at, &[])));
    assert!(text.contains("Money only in view"), "{text}");
    assert!(
        text.contains("Out-turn = spend less income: £0.00 less £0.00 is £0.00."),
        "{text}"
    );
    let svg = flows(&at, &["--format", "svg"]);
    assert_eq!(svg.status.code(), Some(0));
}

/// What cannot be drawn of a file is all its rows, however many: the picture names the file, whether it is drawn from the
/// ledger or from totals, and counts rows of other files apart.
#[test]
fn a_picture_names_a_ledger_file_that_is_left_out_whole() {
    let rows = format!("{HEAD}{ROWS}");
    let no_amount = "date,kind,scheme\n2025-04-30,spend,home\n2025-05-31,spend,home\n";
    let ledgers = [
        ("ledger/a.csv", rows.clone()),
        ("ledger/b.csv", rows.clone()),
        ("ledger/c.csv", no_amount.to_owned()),
    ];
    let at = made("flows-whole-file", &ledgers);
    let said = "2 ledger files are left out whole: ledger/b.csv (it is ledger/a.csv, byte for byte) \
                and ledger/c.csv (its heading cannot be used).";
    for format in ["mermaid", "dot", "svg"] {
        let picture = spaced(&printed(&flows(&at, &["--format", format])));
        assert!(picture.contains(said), "{format}: {picture}");
        assert!(!picture.contains("ledger row"), "{format}: {picture}");
    }
    let lost = format!("{rows}2025-04-30,spend,,home,,xx,,,,,,\n");
    let at = made(
        "flows-file-and-row",
        &[
            ("ledger/a.csv", lost),
            ("ledger/c.csv", no_amount.to_owned()),
        ],
    );
    let said = "1 ledger file is left out whole: ledger/c.csv (its heading cannot be used). \
                1 ledger row that cannot be read is left out: ledger/a.csv:19.";
    let picture = spaced(&printed(&flows(&at, &["--format", "svg"])));
    assert!(picture.contains(said), "{picture}");
    let asked = [
        "totals",
        "--providers",
        "--as-at",
        "2025-10-20",
        "--format",
        "csv",
    ];
    let totals = at.join("totals.csv");
    std::fs::write(&totals, printed(&support::run(&at, &asked))).unwrap();
    let from = ["--totals", totals.to_str().unwrap(), "--format", "svg"];
    let picture = spaced(&printed(&flows(&at, &from)));
    let said = "1 ledger file is left out whole: ledger/c.csv (its heading cannot be used).";
    assert!(picture.contains(said), "{picture}");
}
