//! How rows of two books are matched, each case worked by hand.

use super::{adds_up, answer, groups, only, pence, two};
use crate::support::{folder, printed, run, tarn_and_vale};
use std::fs;

type Found = (String, Vec<u64>, Vec<u64>);

fn found(how: &str, ours: &[u64], theirs: &[u64]) -> Found {
    (how.to_owned(), ours.to_vec(), theirs.to_vec())
}

#[test]
fn a_reference_and_an_amount_match_whatever_the_system_makes_of_the_reference() {
    let at = two(
        "reference",
        "2025-04-15,1000.00,INV-0042,\n2025-04-15,50.00,000123,\n",
        "2025-04-18,1000.00,inv 0042,\n2025-04-15,50.00,123,\n",
        "",
    );
    let answer = answer(&at);
    assert_eq!(
        groups(&answer, "matched"),
        [
            found("reference-and-amount", &[3], &[3]),
            found("reference-and-amount", &[2], &[2]),
        ]
    );
    assert_eq!(answer["agrees"], true);
    adds_up(&answer);
}

#[test]
fn days_further_apart_than_allowed_differ_and_a_day_within_does_not() {
    let (a, b) = ("2025-04-01,10.00,R,\n", "2025-04-06,10.00,R,\n");
    let near = answer(&two("five", a, b, ""));
    assert_eq!(near["transfers"][0]["within_days"], 5);
    assert_eq!(groups(&near, "matched").len(), 1);
    let far = answer(&two("four", a, b, "    within: 4 days\n"));
    assert_eq!(groups(&far, "differing"), [found("other-day", &[2], &[2])]);
    assert_eq!(far["agrees"], false);
    adds_up(&far);
}

#[test]
fn one_payment_in_two_parts_is_the_same_in_sum() {
    let at = two(
        "parts",
        "2025-07-15,1000.00,X,\n2025-07-15,300.00,Y,\n",
        "2025-07-15,600.00,X,\n2025-07-16,400.00,X,\n2025-07-15,200.00,Y,\n2025-07-15,90.00,Y,\n",
        "",
    );
    let answer = answer(&at);
    assert_eq!(
        groups(&answer, "matched"),
        [found("reference-in-parts", &[2], &[2, 3])]
    );
    // 300.00 against 200.00 and 90.00.
    assert_eq!(
        groups(&answer, "differing"),
        [found("other-amount", &[3], &[5, 4])]
    );
    let differing = &answer["transfers"][0]["differing"][0];
    assert_eq!(pence(&differing["difference"]), 1000);
    adds_up(&answer);
}

/// A row of 500.00 under one reference on this day of each of the months.
fn standing_order(months: std::ops::RangeInclusive<u32>, day: u32) -> String {
    months
        .map(|month| format!("2025-{month:02}-{day},500.00,SO 7,\n"))
        .collect()
}

#[test]
fn one_missing_of_a_standing_order_is_named_and_the_others_match() {
    // April to December on the 15th, nine rows; May to December on the 16th, eight.
    let (a, b) = (standing_order(4..=12, 15), standing_order(5..=12, 16));
    for (name, within) in [("five", ""), ("sixty", "    within: 60 days\n")] {
        let answer = answer(&two(&format!("standing-{name}"), &a, &b, within));
        let wanted = (2..10).map(|line| found("reference-and-amount", &[line + 1], &[line]));
        let matched: Vec<Found> = wanted.collect();
        assert_eq!(groups(&answer, "matched"), matched, "{name}");
        assert!(groups(&answer, "differing").is_empty());
        assert_eq!(only(&answer), [vec![2], vec![]]);
        adds_up(&answer);
    }
}

#[test]
fn of_a_standing_order_what_has_no_counterpart_in_its_month_differs_in_the_day() {
    // April is missing in the one, August in the other: those two are left.
    let a = standing_order(4..=7, 15);
    let b = standing_order(5..=8, 16);
    let answer = answer(&two("standing-both", &a, &b, ""));
    assert_eq!(groups(&answer, "matched").len(), 3);
    assert_eq!(
        groups(&answer, "differing"),
        [found("other-day", &[2], &[5])]
    );
    adds_up(&answer);
}

#[test]
fn as_many_of_a_reference_and_amount_match_as_can() {
    // The 5th with the 9th and the 10th with the 14th, four days each; the 9th and 10th are nearer,
    // and would leave two.
    let answer = answer(&two(
        "most",
        "2025-04-05,5.00,R,\n2025-04-10,5.00,R,\n",
        "2025-04-09,5.00,R,\n2025-04-14,5.00,R,\n",
        "",
    ));
    assert_eq!(
        groups(&answer, "matched"),
        [
            found("reference-and-amount", &[2], &[2]),
            found("reference-and-amount", &[3], &[3]),
        ]
    );
    assert_eq!(answer["agrees"], true);
}

#[test]
fn parts_further_apart_than_allowed_differ_in_the_day() {
    // From 1 April to 6 April are five days; X is paid in a second part on 1 October.
    let at = two(
        "parts-far",
        "2025-04-01,1000.00,X,\n2025-04-01,300.00,Y,\n2025-04-01,300.00,Z,\n",
        "2025-04-01,600.00,X,\n2025-10-01,400.00,X,\n2025-04-01,200.00,Y,\n\
         2025-04-06,100.00,Y,\n2025-04-01,200.00,Z,\n2025-04-07,100.00,Z,\n",
        "",
    );
    let answer = answer(&at);
    assert_eq!(
        groups(&answer, "matched"),
        [found("reference-in-parts", &[3], &[4, 5])]
    );
    assert_eq!(
        groups(&answer, "differing"),
        [
            found("other-day", &[4], &[6, 7]),
            found("other-day", &[2], &[2, 3]),
        ]
    );
    assert_eq!(answer["agrees"], false);
    adds_up(&answer);
}

#[test]
fn without_references_the_nearest_day_is_taken_first() {
    // Two here, three there: the 10th goes with the 10th, the 12th with the 13th.
    let at = two(
        "nearest",
        "2025-04-10,5.00,,\n2025-04-12,5.00,,\n",
        "2025-04-07,5.00,,\n2025-04-13,5.00,,\n2025-04-10,5.00,,\n",
        "",
    );
    let answer = answer(&at);
    assert_eq!(
        groups(&answer, "matched"),
        [
            found("amount-and-day", &[2], &[4]),
            found("amount-and-day", &[3], &[3]),
        ]
    );
    assert_eq!(only(&answer), [vec![], vec![2]]);
    adds_up(&answer);
}

#[test]
fn what_cannot_be_told_apart_is_told_and_not_guessed() {
    // One here on the 10th; there one two days before and one two days after.
    let at = two(
        "unclear",
        "2025-04-10,5.00,,\n2025-05-10,7.00,A,\n2025-05-10,7.00,B,\n",
        "2025-04-08,5.00,,\n2025-04-12,5.00,,\n2025-05-10,7.00,C,\n",
        "",
    );
    let answer = answer(&at);
    assert_eq!(
        groups(&answer, "unclear"),
        [
            found("unclear", &[2], &[2, 3]),
            found("unclear", &[3, 4], &[4]),
        ]
    );
    assert_eq!(only(&answer), [vec![], vec![]] as [Vec<u64>; 2]);
    assert!(groups(&answer, "matched").is_empty());
    adds_up(&answer);
}

#[test]
fn as_many_here_as_there_match_even_if_all_look_alike() {
    let row = "2025-04-10,5.00,,\n";
    let answer = answer(&two("alike", &row.repeat(3), &row.repeat(3), ""));
    assert_eq!(groups(&answer, "matched").len(), 3);
    assert_eq!(answer["agrees"], true);
}

#[test]
fn a_book_of_money_in_is_turned_and_reversals_keep_their_sign() {
    let (a, b) = (
        "2025-04-10,100.00,A,\n2025-04-20,-30.00,B,\n",
        "2025-04-10,-100.00,A,\n2025-04-20,30.00,B,\n",
    );
    let turned = answer(&two("turned", a, b, ""));
    assert_eq!(turned["agrees"], true);
    assert_eq!(turned["transfers"][0]["books"][1]["turned"], true);
    assert_eq!(pence(&turned["transfers"][0]["books"][1]["total"]), 7000);
    // Said to be right as it stands, nothing of it matches: 100 is not -100.
    let plain = two("as-written", a, b, "");
    let file = plain.join("partnership.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replace("path: b.csv", "path: b.csv, signs: as-written");
    fs::write(&file, text).unwrap();
    let plain = answer(&plain);
    assert_eq!(plain["agrees"], false);
    assert_eq!(groups(&plain, "differing").len(), 2);
    adds_up(&plain);
}

#[test]
fn money_out_and_in_may_have_columns_of_their_own() {
    let plan = tarn_and_vale(
        "reconcile:\n  - books:\n      - partner: icb\n        path: a.csv\n        \
         columns: {date: Posted, paid: Debit, received: Credit, reference: Doc}\n        \
         dates: dd/mm/yyyy\n        skip_rows: 2\n        stop_at: Total\n      \
         - {partner: council, path: b.csv}\n",
    );
    let at = folder(
        "reconcile-debit-credit",
        &[
            ("partnership.yaml", &plan),
            (
                "a.csv",
                "Extract\nof 1 May\nPosted,Doc,Debit,Credit\n03/04/2025,A,\"1,000.00\",\n\
                 05/04/2025,B,,250.00\nTotal,,1000.00,250.00\n",
            ),
            (
                "b.csv",
                "date,amount,reference\n2025-04-03,-1000.00,A\n2025-04-05,250.00,B\n",
            ),
        ],
    );
    let answer = answer(&at);
    assert_eq!(answer["agrees"], true);
    // 1,000.00 out and 250.00 back.
    assert_eq!(pence(&answer["transfers"][0]["books"][0]["total"]), 75_000);
    assert_eq!(answer["transfers"][0]["name"], "Reconciliation 1");
}

#[test]
fn the_order_of_rows_changes_nothing_but_the_lines_told() {
    let mut a: Vec<String> = Vec::new();
    let mut b: Vec<String> = Vec::new();
    for n in 0..60_u32 {
        let (day, amount) = (n % 27 + 1, n % 7 + 1);
        a.push(format!(
            "2025-04-{day:02},{amount}.00,R{},row {n}\n",
            n % 23
        ));
        b.push(format!(
            "2025-04-{:02},{amount}.00,R{},row {n}\n",
            day % 27 + 1,
            n % 19
        ));
    }
    let text = |rows: &[String]| rows.concat();
    let sums = |at: std::path::PathBuf| {
        let answer = answer(&at);
        adds_up(&answer);
        let one = &answer["transfers"][0];
        let content = |kind: &str| {
            let text = one[kind].to_string();
            // Lines are those of the file: all else is what the rows say.
            let parts = text.split("\"line\":").map(|part| {
                let rest = part.split_once(',').map_or("", |(_, rest)| rest);
                rest.to_owned()
            });
            parts.collect::<Vec<_>>()
        };
        let kinds = ["matched", "differing", "unclear", "only"];
        (one["sums"].clone(), kinds.map(content))
    };
    let first = sums(two("order-1", &text(&a), &text(&b), ""));
    a.reverse();
    b.rotate_left(17);
    let second = sums(two("order-2", &text(&a), &text(&b), ""));
    assert_eq!(first, second);
}

#[test]
fn the_folders_own_ledger_is_a_book_too() {
    let plan = tarn_and_vale(&format!(
        "{}reconcile:\n  - name: paid in\n    books:\n      - {{partner: icb, path: a.csv}}\n      \
         - {{partner: council, ledger: contribution, pool: care, from: icb}}\n",
        super::POOLS
    ));
    let ledger = "date,kind,pool,scheme,partner,amount,reference\n\
        2025-04-16,contribution,care,,icb,500.00,CR1\n\
        2025-04-16,contribution,care,,council,500.00,CR2\n\
        2025-04-16,contribution,other,,icb,500.00,CR3\n\
        2025-04-16,spend,,visits,,500.00,CR4\n\
        2025-05-16,contribution,care,,icb,600.00,CR5\n";
    let at = folder(
        "reconcile-own-ledger",
        &[
            ("partnership.yaml", &plan),
            (
                "a.csv",
                "date,amount\n2025-04-15,500.00\n2025-06-15,600.00\n",
            ),
            ("ledger/2025-26.csv", ledger),
        ],
    );
    let answer = answer(&at);
    assert_eq!(
        groups(&answer, "matched"),
        [found("amount-and-day", &[2], &[2])]
    );
    assert_eq!(only(&answer), [vec![3], vec![6]]);
    assert_eq!(
        answer["transfers"][0]["only"][1][0]["file"],
        "ledger/2025-26.csv"
    );
    assert_eq!(answer["transfers"][0]["reaches"], "2025-05-16");
}

#[test]
fn a_long_list_is_cut_in_the_text_and_whole_for_programs() {
    let mut rows = String::new();
    for n in 0..70 {
        rows += &format!("2025-04-10,{n}.25,A{n},\n");
    }
    let at = two("long", &rows, "2025-04-10,1000.00,B,\n", "");
    let text = printed(&run(&at, &["reconcile", "--as-at", "2026-03-31"]));
    assert!(text.contains("20 more are not shown here"), "{text}");
    let csv = printed(&run(
        &at,
        &["reconcile", "--as-at", "2026-03-31", "--format", "csv"],
    ));
    assert_eq!(csv.lines().count(), 72);
    for format in ["markdown", "html"] {
        let output = run(
            &at,
            &["reconcile", "--as-at", "2026-03-31", "--format", format],
        );
        assert_eq!(output.status.code(), Some(1));
        assert!(printed(&output).contains("Only in the books of icb"));
    }
}
