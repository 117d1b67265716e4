//! Whose signs are turned round, each case worked by hand.

use super::{Value, adds_up, answer, groups, only, two};
use crate::support::{folder, tarn_and_vale};

fn turned(answer: &Value) -> [bool; 2] {
    [0, 1].map(|side| {
        let book = &answer["transfers"][0]["books"][side];
        book["turned"].as_bool().unwrap()
    })
}

#[test]
fn a_refund_larger_than_all_else_turns_no_signs() {
    // 100.00 and 200.00 less 1,000.00 are -700.00; the refund is not in the other book yet.
    let answer = answer(&two(
        "refund",
        "2025-04-10,100.00,R1,\n2025-05-10,200.00,R2,\n2025-06-10,-1000.00,R3,\n",
        "2025-04-10,100.00,R1,\n2025-05-10,200.00,R2,\n",
        "",
    ));
    assert_eq!(turned(&answer), [false, false]);
    assert_eq!(groups(&answer, "matched").len(), 2);
    assert_eq!(only(&answer), [vec![4], vec![]]);
    assert_eq!(answer["transfers"][0]["books"][0]["total"], "-700.00");
    adds_up(&answer);
}

#[test]
fn most_of_the_pairs_tell_that_signs_are_opposite_whatever_the_sums() {
    // -100.00 and -200.00 and 1,000.00 are 700.00, which alone would turn nothing. Without
    // references the amounts tell as much.
    for (name, one, two_) in [("refs", "R1", "R2"), ("none", "", "")] {
        let answer = answer(&two(
            &format!("opposite-{name}"),
            &format!("2025-04-10,100.00,{one},\n2025-05-10,200.00,{two_},\n"),
            &format!(
                "2025-04-10,-100.00,{one},\n2025-05-10,-200.00,{two_},\n2025-06-10,1000.00,R9,\n"
            ),
            "",
        ));
        assert_eq!(turned(&answer), [false, true], "{name}");
        assert_eq!(groups(&answer, "matched").len(), 2);
        assert_eq!(only(&answer), [vec![], vec![4]]);
        // As money out of the first: 300.00 less 1,000.00.
        assert_eq!(answer["transfers"][0]["books"][1]["total"], "-700.00");
        adds_up(&answer);
    }
}

#[test]
fn where_no_pair_tells_each_book_comes_to_more_than_nil() {
    // Nothing of one amount; and one pair of the same signs and one of opposite ones.
    for (name, a, b, wanted) in [
        ("sums", "5.00,A", "-7.00,B", [false, true]),
        (
            "even",
            "5.00,A,\n2025-04-10,2.00,B",
            "5.00,A,\n2025-04-10,-2.00,B",
            [false, false],
        ),
    ] {
        let row = |rows: &str| format!("2025-04-10,{rows},\n");
        let answer = answer(&two(&format!("tie-{name}"), &row(a), &row(b), ""));
        assert_eq!(turned(&answer), wanted, "{name}");
    }
}

#[test]
fn settlements_of_the_ledger_go_either_way() {
    let ledger = "date,kind,pool,from,to,amount,reference\n\
        2025-04-10,settlement,care,icb,council,100.00,S1\n\
        2025-05-10,settlement,care,council,icb,40.00,S2\n\
        2025-06-10,settlement,care,district,icb,30.00,S3\n\
        2025-07-10,settlement,care,district,parish,20.00,S4\n";
    let plan = |books: &str| {
        tarn_and_vale(&format!(
            "  - {{id: district, name: Tarn District, kind: district-council}}\n  \
             - {{id: parish, name: Vale Borough, kind: district-council}}\n{}reconcile:\n  \
             - books:\n{books}",
            super::POOLS
        ))
    };
    // The ICB has paid 100.00 and been paid 40.00 and 30.00: 30.00 in all. To the council's book
    // what comes from the ICB is money in; of what neither has to do with it says nothing.
    let file = "      - {partner: icb, path: a.csv}\n";
    let own = "      - {partner: council, ledger: settlement, pool: care}\n";
    for (name, books, wanted) in [
        ("second", format!("{file}{own}"), [false, true]),
        ("first", format!("{own}{file}"), [true, false]),
    ] {
        let at = folder(
            &format!("reconcile-settled-{name}"),
            &[
                ("partnership.yaml", &plan(&books)),
                ("ledger/all.csv", ledger),
                (
                    "a.csv",
                    "date,amount,reference\n2025-04-10,100.00,S1\n2025-05-10,-40.00,S2\n\
                     2025-06-10,-30.00,S3\n",
                ),
            ],
        );
        let answer = answer(&at);
        assert_eq!(answer["agrees"], true, "{name}");
        assert_eq!(groups(&answer, "matched").len(), 3);
        assert_eq!(turned(&answer), wanted);
        for side in 0..2 {
            assert_eq!(answer["transfers"][0]["books"][side]["total"], "30.00");
        }
    }
}

#[test]
fn one_side_of_two_is_no_amount() {
    // 100.00 out and 25.00 in: debits alone would be 100.00, and agree with the council's book.
    let plan = |columns: &str| {
        tarn_and_vale(&format!(
            "pools:\n  - {{id: care, host: council}}\nreconcile:\n  - name: test\n    books:\n      \
             - {{partner: icb, path: a.csv, columns: {{date: Posting Date, {columns}, reference: Doc}}}}\n      \
             - {{partner: council, path: b.csv}}\n"
        ))
    };
    let book =
        "Posting Date,Debit,Credit,Doc\n2025-04-10,100.00,0.00,R1\n2025-05-10,0.00,25.00,R2\n";
    let of = |name: &str, columns: &str| {
        answer(&folder(
            &format!("reconcile-{name}"),
            &[
                ("partnership.yaml", &plan(columns)),
                ("a.csv", book),
                ("b.csv", "date,amount,reference\n2025-04-10,100.00,R1\n"),
            ],
        ))
    };
    let refused = of("one-side", "amount: Debit");
    assert_eq!(
        refused["transfers"][0]["not_compared"]["why"],
        "a.csv has a column `Credit` beside `Debit`, and only `Debit` counts; say which is money out \
         and which in, in place of `amount`: columns: {paid: Debit, received: Credit}, or the other \
         way round"
    );
    let both = of("both-sides", "paid: Debit, received: Credit");
    assert_eq!(both["transfers"][0]["books"][0]["total"], "75.00");
    assert_eq!(groups(&both, "matched").len(), 1);
    assert_eq!(only(&both), [vec![3], vec![]]);
    adds_up(&both);
}
