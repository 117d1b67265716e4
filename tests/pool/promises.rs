//! What partners promised and what came: early, late, in part, taken back, of another year, by other means.

use super::{PLAN, SPENT, asked, folder, of, whole};
use serde_json::Value;

/// Spend every month to March, so that the ledger is written up.
const WRITTEN: &str =
    "2026-03-31,spend,,home,,6000000,,,,,\n2026-03-31,spend,,beds,,4000000,,,,,\n";

/// The ICB's parts: due, received, met on, state, days late.
fn parts(answer: &Value) -> Vec<String> {
    let partners = answer["pools"][0]["instalments"]["partners"]
        .as_array()
        .unwrap();
    let icb = partners.iter().find(|p| p["partner"] == "icb").unwrap();
    let parts = icb["parts"].as_array().unwrap().iter();
    let one = |p: &Value| of(p, &["due", "received", "met_on", "state", "days_late"]);
    parts.map(one).collect()
}

fn paid(rows: &[(&str, &str)]) -> String {
    let one = |(on, amount): &(&str, &str)| {
        format!("{on},contribution,care,,icb,{amount},nhs-minimum,,,,\n")
    };
    rows.iter().map(one).collect()
}

/// 10 April for the 15th is five days early, 20 July five late. October's comes as £1m on the day and
/// £500,000 on 5 November: 21 days late (16 in October, 5 in November). January's does not come: on 10
/// March it is 54 days late (16 in January, 28 and 10).
#[test]
fn instalments_come_early_late_in_part_and_not_at_all() {
    let rows = paid(&[
        ("2025-04-10", "1500000"),
        ("2025-07-20", "1500000"),
        ("2025-10-15", "1000000"),
        ("2025-11-05", "500000"),
    ]) + "2026-02-28,spend,,home,,6000000,,,,,\n2026-02-28,spend,,beds,,4000000,,,,,\n";
    let answer = whole("late", PLAN, &rows, "2025-26-M11", "2026-03-10");
    assert_eq!(
        parts(&answer),
        [
            "2025-04-15 1500000.00 2025-04-10 met -5",
            "2025-07-15 1500000.00 2025-07-20 met 5",
            "2025-10-15 1500000.00 2025-11-05 met 21",
            "2026-01-15 0.00 null overdue 54",
        ]
    );
    // On 3 November £500,000 is missing, 19 days (16 and 3); January's is not yet due.
    let answer = whole("part-paid", PLAN, &rows, "2025-26-M11", "2025-11-03");
    assert_eq!(
        parts(&answer)[2..],
        [
            "2025-10-15 1000000.00 null overdue 19",
            "2026-01-15 0.00 null not-due null"
        ]
    );
}

/// A part is judged once its month is over and the ledger is written up to it.
#[test]
fn what_the_ledger_is_not_written_up_to_is_not_late() {
    let rows = paid(&[("2025-04-15", "1500000")])
        + "2025-06-30,spend,,home,,1000000,,,,,\n2025-06-30,spend,,beds,,1000000,,,,,\n";
    // July is not over on the 20th; in August the ledger still ends with June.
    for as_at in ["2025-07-20", "2025-08-20"] {
        let answer = whole("not-written", PLAN, &rows, "2025-26-Q1", as_at);
        assert_eq!(
            parts(&answer)[1],
            "2025-07-15 0.00 null not-written-up null"
        );
    }
}

/// £1,500,090 comes on 18 July: £90 go against October's, and are taken back a week later. July's is met on
/// the 18th, and stays so.
#[test]
fn what_is_taken_back_is_taken_from_what_was_filled_last() {
    let rows = paid(&[
        ("2025-04-15", "1500000"),
        ("2025-07-18", "1500090"),
        ("2025-07-25", "-90"),
    ]) + WRITTEN;
    let before = whole("taken-back", PLAN, &rows, "2025-26", "2025-07-24");
    assert_eq!(parts(&before)[2], "2025-10-15 90.00 null not-due null");
    let after = whole("taken-back", PLAN, &rows, "2025-26", "2025-07-31");
    assert_eq!(
        parts(&after)[1..3],
        [
            "2025-07-15 1500000.00 2025-07-18 met 3",
            "2025-10-15 0.00 null not-due null"
        ]
    );
}

/// January's instalment comes on 20 April: it counts for 2026-27, and 2025-26 is told without it. In 2026-27,
/// for which the ICB promised nothing, it is beyond what it promised. Of the council's £4m nothing came: with
/// the ICB's £1.5m, £5.5m of last year did not.
#[test]
fn what_comes_in_another_year_counts_there() {
    let rows = paid(&[
        ("2025-04-15", "1500000"),
        ("2025-07-15", "1500000"),
        ("2025-10-15", "1500000"),
        ("2026-04-20", "1500000"),
    ]) + WRITTEN;
    let answer = whole("another-year", PLAN, &rows, "2025-26", "2026-06-30");
    // 15 January to 30 June: 16 + 28 + 31 + 30 + 31 + 30 = 166 days.
    assert_eq!(parts(&answer)[3], "2026-01-15 0.00 null overdue 166");
    assert_eq!(
        of(&answer["pools"][0]["accounts"][0], &["held"]),
        "-5400000.00"
    );
    let (later, _) = asked(
        &folder("another-year", PLAN, &rows),
        "2026-27-M01",
        "2026-06-30",
    );
    let of_pool = &later["pools"][0]["instalments"];
    assert_eq!(of(of_pool, &["missing_of_last_year"]), "5500000.00");
    let each = &of_pool["missing_of_last_year_by_partner"];
    assert_eq!(super::map(each), "icb 1500000.00 council 4000000.00");
    assert_eq!(
        of(&of_pool["partners"][0], &["partner", "beyond"]),
        "icb 1500000.00"
    );
}

/// The ICB pays £500,000 of each instalment as staff on its own payroll, booked at the quarter's end. April's is
/// whole on 30 June, before July's falls due: on time. October's is not, until January's falls due.
#[test]
fn spend_in_a_partner_s_own_books_is_late_once_the_next_part_is_due() {
    let own = |on: &str| format!("{on},spend,,home,,500000,,,,icb,\n");
    let rows = paid(&[
        ("2025-04-15", "1000000"),
        ("2025-07-15", "1000000"),
        ("2025-10-15", "1000000"),
    ]) + &own("2025-06-30")
        + &own("2025-09-30")
        + "2025-11-30,spend,,beds,,1000000,,,,,\n";
    let answer = whole("own-books", PLAN, &rows, "2025-26-M08", "2025-12-10");
    assert_eq!(
        parts(&answer)[..3],
        [
            "2025-04-15 1500000.00 2025-06-30 met 0",
            "2025-07-15 1500000.00 2025-09-30 met 0",
            "2025-10-15 1000000.00 null own-spend null",
        ]
    );
}

/// Instalments that make £5.9m of £6m say so; the parts are those of the instalments.
#[test]
fn instalments_that_do_not_make_up_the_amount_are_told() {
    let plan = PLAN.replace(
        "{due: 2026-01-15, amount: £1.5m}",
        "{due: 2026-01-15, amount: £1.4m}",
    );
    let answer = whole("differ", &plan, SPENT, "2025-26", "2026-06-30");
    let differing = &answer["pools"][0]["instalments"]["differing"][0];
    assert_eq!(
        of(differing, &["partner", "source", "beyond"]),
        "icb nhs-minimum -100000.00"
    );
    let account = &answer["pools"][0]["accounts"][0];
    assert_eq!(of(account, &["funding_total"]), "10000000.00");
}

/// Two sources: the grant is early, the other late; neither hides the other. £30,000 that name no source go
/// to what is missing.
#[test]
fn one_source_paid_early_does_not_hide_another_paid_late() {
    let plan = PLAN.replace(
        "      - {partner: council, source: council-additional, year: 2025-26, amount: £4m}\n",
        "      - {partner: council, source: council-additional, year: 2025-26, amount: £3.9m, instalments: [{due: 2025-06-15, amount: £3.9m}]}
      - {partner: council, source: labcg, year: 2025-26, amount: £100k, instalments: [{due: 2025-06-15, amount: £100k}]}
",
    );
    let rows = format!(
        "2025-06-01,contribution,care,,council,3900000,council-additional,,,,
2025-07-10,contribution,care,,council,70000,labcg,,,,
2025-07-20,contribution,care,,council,30000,,,,,
{WRITTEN}"
    );
    let answer = whole("sources", &plan, &rows, "2025-26", "2026-06-30");
    let council = &answer["pools"][0]["instalments"]["partners"][1];
    let parts: Vec<String> = council["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| of(p, &["source", "met_on", "days_late"]))
        .collect();
    assert_eq!(
        parts,
        ["labcg 2025-07-20 35", "council-additional 2025-06-01 -14"]
    );
}

/// A ledger that records no contribution at all tells nothing of them: none is late.
#[test]
fn a_ledger_without_contributions_makes_none_of_them_late() {
    let answer = whole("none-recorded", PLAN, SPENT, "2025-26", "2026-06-30");
    assert!(answer["pools"][0]["instalments"]["written_up_to"].is_null());
    for part in parts(&answer) {
        assert!(part.ends_with(" 0.00 null not-written-up null"), "{part}");
    }
}

/// The ledger has no contribution at all. The £600,000 the ICB spent on a night sitting itself are known to have
/// come; in cash nothing is known.
#[test]
fn where_only_own_spend_is_recorded_the_rest_is_not_known() {
    let said = |name: &str, rows: &str| {
        let at = folder(name, PLAN, rows);
        let asked = ["pool", "--through", "2025-26", "--as-at", "2026-06-30"];
        let text = super::support::printed(&super::support::run(&at, &asked));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let none = said("none-said", SPENT);
    let of = "As at 30 June 2026, of what was promised for 2025-26: the ledger has no contribution to this pool";
    assert!(
        none.contains(&format!("{of}, and what came is not known.")),
        "{none}"
    );
    let own = format!("{SPENT}2025-06-30,spend,,home,,600000,,,,icb,\n");
    let own = said("own-said", &own);
    let rest = ", only spend in partners' own books, and what else came is not known.";
    assert!(own.contains(&format!("{of}{rest}")), "{own}");
    assert_eq!(own.matches("is not known").count(), 2, "{own}");
}

/// £1,500,000 of April comes on the 15th, and £400,000 that name no source are taken back on 10 May: £1,100,000
/// are there. £10,000 of a night sitting the ICB paid itself, corrected in June, are taken back likewise:
/// £1,090,000, and £410,000 are outstanding, as the check says of the same ledger.
#[test]
fn what_is_taken_back_without_a_source_is_not_there() {
    let rows = paid(&[("2025-04-15", "1500000")])
        + "2025-05-10,contribution,care,,icb,-400000,,,,,\n2025-06-30,spend,,home,,-10000,,,,icb,\n"
        + WRITTEN;
    let at = folder("back-unnamed", PLAN, &rows);
    let (answer, _) = asked(&at, "2025-26", "2026-06-30");
    // 15 April 2025 to 30 June 2026: 365 and 76 days.
    assert_eq!(parts(&answer)[0], "2025-04-15 1090000.00 null overdue 441");
    let icb = &answer["pools"][0]["instalments"]["partners"][0];
    assert_eq!(of(icb, &["beyond"]), "0.00");
    let told = super::support::told(&at, "instalment-late", "2026-06-30");
    assert!(
        told[0].contains("`icb` has paid £1,090,000.00 of the £6,000,000.00"),
        "{told:?}"
    );
}

/// The ICB's quarters in arrears: 15 July, October, January and April.
fn in_arrears() -> String {
    PLAN.replace(
        "{due: 2025-04-15, amount: £1.5m}",
        "{due: 2026-04-15, amount: £1.5m}",
    )
}

/// The last quarter falls due on 15 April 2026 and comes that day: it is met on time by April's money, which
/// is in 2026-27 nothing beyond. Unless it comes: on 30 June it is 76 days late (15, 31 and 30), and the check
/// says that nothing of it was paid.
#[test]
fn an_instalment_due_after_its_year_is_met_by_the_money_of_that_april() {
    let three = paid(&[
        ("2025-07-15", "1500000"),
        ("2025-10-15", "1500000"),
        ("2026-01-15", "1500000"),
    ]) + WRITTEN
        + "2026-05-31,spend,,home,,1,,,,,\n";
    let four = paid(&[("2026-04-15", "1500000")]) + &three;
    let at = folder("arrears", &in_arrears(), &four);
    let (answer, _) = asked(&at, "2025-26", "2026-06-30");
    assert_eq!(parts(&answer)[3], "2026-04-15 1500000.00 2026-04-15 met 0");
    let late = |at: &std::path::Path| super::support::told(at, "instalment-late", "2026-06-30");
    assert_eq!(late(&at), [""; 0]);
    let (later, _) = asked(&at, "2026-27-M02", "2026-06-30");
    let icb = &later["pools"][0]["instalments"]["partners"][0];
    assert_eq!(
        of(
            icb,
            &["partner", "received", "met_of_other_years", "beyond"]
        ),
        "icb 1500000.00 1500000.00 0.00"
    );

    let at = folder("arrears-unpaid", &in_arrears(), &three);
    let (answer, _) = asked(&at, "2025-26", "2026-06-30");
    assert_eq!(parts(&answer)[3], "2026-04-15 0.00 null overdue 76");
    assert_eq!(
        late(&at),
        [
            "warning: `icb` has paid £0.00 of the £1,500,000.00 due to pool `care` in 2026-27 by 31 May 2026: £1,500,000.00 is outstanding, the first of it since 15 April 2026"
        ]
    );
}

/// The first falls due on 31 March 2025, a day before its year, and came on the 28th: three days early. Where the
/// ledger begins in April nothing is known of it: it is neither met nor late, and the check is silent.
#[test]
fn an_instalment_due_before_its_year_is_never_late_where_the_ledger_begins_later() {
    let plan = PLAN.replace("{due: 2025-04-15,", "{due: 2025-03-31,");
    let three = paid(&[
        ("2025-07-15", "1500000"),
        ("2025-10-15", "1500000"),
        ("2026-01-15", "1500000"),
    ]) + WRITTEN;
    let four = paid(&[("2025-03-28", "1500000")]) + &three;
    let (answer, _) = asked(&folder("before", &plan, &four), "2025-26", "2026-06-30");
    assert_eq!(parts(&answer)[0], "2025-03-31 1500000.00 2025-03-28 met -3");
    let at = folder("before-unknown", &plan, &three);
    let (answer, _) = asked(&at, "2025-26", "2026-06-30");
    assert_eq!(parts(&answer)[0], "2025-03-31 0.00 null not-matched null");
    assert_eq!(
        super::support::told(&at, "instalment-late", "2026-06-30"),
        [""; 0]
    );
}
