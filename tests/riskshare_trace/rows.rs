//! The rows of the ledger behind a figure.

use super::{COVER, STORY, each, made, partnership, support, text, traced};

/// One line with a column a month stands for a row in each month that is filled.
#[test]
fn a_line_with_a_column_a_month_is_a_row_a_month() {
    let plan = "\
schemes:
  - {id: s, pool: beds, lead: icb, baseline: {2025-26: £1.2m}, risk_share: each-bears-own}
files:
  - {path: finance/b.csv, as: ledger, kind: spend, months: Apr..Mar, year: 2025-26, columns: {scheme: Scheme, description: Note}}
";
    let plan = partnership(plan);
    let months = "Scheme,Note,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar\n\
                  s,bank staff,700000,,600000,,,,,,,,,\n";
    let files = [
        ("partnership.yaml", plan.as_str()),
        ("finance/b.csv", months),
    ];
    let at = support::folder("trace-months", &files);
    let got = traced(&at, "s");
    assert_eq!(
        each(
            &got["scopes"][0]["rows"],
            &["/file", "/line", "/date", "/amount", "/description"]
        ),
        [
            "finance/b.csv 2 2025-04-01 700000.00 bank staff",
            "finance/b.csv 2 2025-06-01 600000.00 bank staff",
        ]
    );
    assert_eq!(got["scopes"][0]["figure"], "100000.00");
}

/// Where contributions weigh as paid, the payments are among the rows: 3 : 1 of £40,000.
#[test]
fn contributions_paid_stand_behind_what_they_weigh() {
    let plan = COVER.replace(
        "    overspend:\n      first: [offset, {reserve: contingency}]\n      bands: [{to: {icb: 60%, council: 40%}}]\n",
        "    in_proportion_to: {contributions: paid}\n    set_aside: [{cause: fines, to: host}]\n    overspend: {bands: [{to: contributions}]}\n",
    );
    let rows = "date,kind,pool,scheme,partner,amount,cause\n\
                2025-05-01,spend,,a,,140000,\n\
                2025-06-01,spend,,a,,7000,Fines\n\
                2025-07-01,income,,a,,1000,fines\n\
                2025-05-01,contribution,beds,,icb,3000,\n\
                2025-05-02,contribution,beds,,council,1000,\n\
                2026-05-02,contribution,beds,,council,1000,\n";
    let at = made("paid", &plan, rows);
    let scope = &traced(&at, "a")["scopes"][0];
    assert_eq!(
        each(&scope["rows"], &["/kind", "/line", "/cause"]),
        [
            "spend 2 null",
            "spend 3 fines",
            "income 4 fines",
            "contribution 5 null",
            "contribution 6 null",
        ]
    );
    assert_eq!(scope["sums"]["contribution"], "4000.00");
    // £6,000 is set aside for the host; £40,000 in 3 : 1.
    assert_eq!(scope["shares"]["icb"], "30000.00");
    assert_eq!(scope["shares"]["council"], "16000.00");
}

/// A page shows two hundred rows of a kind and says how many more; programs get all.
#[test]
fn very_many_rows_are_all_there_for_programs() {
    let mut rows = String::from("date,kind,scheme,amount\n");
    for _ in 0..250 {
        rows.push_str("2025-05-01,spend,home,4840.00\n");
    }
    let used = STORY.replace("$first", "2%");
    let at = made("many", &used, &rows);
    // 250 × £4,840 = £1,210,000.
    let shown = text(&at, &["--trace", "home"]);
    assert!(shown.contains("50 more of them: --format csv or json gives all."));
    assert!(shown.contains("ledger/a.csv:201 ") && !shown.contains("ledger/a.csv:202 "));
    assert!(shown.contains("£1,210,000.00"));
    let got = traced(&at, "home");
    assert_eq!(got["scopes"][0]["rows"].as_array().unwrap().len(), 250);
    let csv = text(&at, &["--trace", "home", "--format", "csv"]);
    let rows = csv.lines().filter(|line| line.contains(",row,spend,"));
    assert_eq!(rows.count(), 250);
}
