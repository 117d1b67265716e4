//! What reads as a date, an amount, a percentage, a year or an id is accepted where one stands.

use super::{Held, printed};
use jcplan::value::{FinancialYear, Id, Money, Number, Percent, read_date};
use proptest::prelude::*;
use serde_json::json;
use std::sync::OnceLock;

/// What one kind of value is held against.
fn held(kind: &'static str) -> Held {
    Held::at(&printed("partnership"), &format!("#/definitions/{kind}"))
}

fn accepted(held: &Held, text: &str) -> bool {
    held.fault(&json!(text)).is_none()
}

/// What people write, by kind of value.
const WRITTEN: &[(&str, &[&str])] = &[
    (
        "money",
        &[
            "1234.5",
            "£1,234.50",
            "-£5",
            "£-5",
            "(£1,234.50)",
            "5.00-",
            "£12.4m",
            "250k",
            "£ 5",
            "\u{a0}£5\u{a0}",
            "\u{2212}5.00",
            "GBP 12",
            "+5.00",
            ".50",
        ],
    ),
    (
        "date",
        &[
            "2025-04-01",
            "1 April 2025",
            "1st April 2025",
            "01-Apr-25",
            "01/04/2025",
            "1.4.2025",
            "2025/04/01",
            "2020-09-29T17:15:24Z",
            "01/04/2025 00:00:00",
            "$day",
        ],
    ),
    ("percent", &["60%", "2.4 %", "$rate"]),
    ("threshold", &["£50,000", "2%", "$at"]),
    (
        "at_most",
        &[
            "£250k",
            "1% of contribution",
            "1% Of Contribution",
            "100 % of funding",
        ],
    ),
    ("edge", &["£250k", "10% of contribution", "$at"]),
    ("rate", &["85%", "home-after-discharge", "$rate"]),
    (
        "number",
        &["20000", "20,000", "-3", "62.5", "62.5 %", "\u{2212}0.25"],
    ),
    ("share", &["60%", "2", "$part"]),
    ("count", &["2"]),
    ("flag", &["yes", "NO", "true", "False"]),
    ("id", &["home-reablement", "0123", "$who"]),
];

#[test]
fn forms_that_people_write_are_accepted() {
    for (kind, texts) in WRITTEN {
        let held = held(kind);
        for text in *texts {
            assert!(accepted(&held, text), "{kind}: {text}");
        }
    }
}

#[test]
fn forms_that_are_refused_are_flagged() {
    for (kind, texts) in [
        ("money", &["TBC", "1e3", "1_000", "£"][..]),
        ("date", &["soon", "2025", "2025-04", "April 2025"]),
        ("percent", &["0.6", "60"]),
        ("threshold", &["2 per cent", "half"]),
        ("share", &["0.6", "a third"]),
        ("count", &["two", "1.5"]),
        ("flag", &["perhaps"]),
        ("year", &["2025", "2025/26", "Oct-25"]),
        ("id", &["Home Reablement", "a--b"]),
    ] {
        let held = held(kind);
        for text in texts {
            assert!(!accepted(&held, text), "{kind}: {text}");
        }
    }
    assert!(held("date").fault(&json!(20_250_401)).is_some());
    assert!(held("threshold").fault(&json!(2)).is_some());
    assert!(held("threshold").fault(&json!(50_000)).is_none());
    assert!(held("money").fault(&json!(1200.5)).is_none());
    assert!(held("id").fault(&json!(["a"])).is_some());
}

fn kept(kind: &'static str, cell: &'static OnceLock<Held>) -> &'static Held {
    cell.get_or_init(|| held(kind))
}

proptest! {
    #[test]
    fn no_amount_that_reads_is_flagged(text in "[-(+ ]{0,2}(£|GBP)?[-+ ]{0,2}[0-9,]{0,7}(\\.[0-9]{0,3})?[ ]?[kKmM]?[-) ]{0,2}") {
        static MONEY: OnceLock<Held> = OnceLock::new();
        prop_assert!(Money::parse(&text).is_err() || accepted(kept("money", &MONEY), &text), "{text}");
    }

    #[test]
    fn no_date_that_reads_is_flagged(text in "([0-9]{1,4}|1st|22nd)[-/. ]{1,2}([0-9]{1,2}|April|sept|DEC),?[-/. ]{1,2}([0-9]{2}|20[0-9]{2})([T ][0-9:Z]{1,8})?") {
        static DATE: OnceLock<Held> = OnceLock::new();
        prop_assert!(read_date(&text).is_err() || accepted(kept("date", &DATE), &text), "{text}");
    }

    #[test]
    fn no_percentage_number_year_or_id_that_reads_is_flagged(text in "[0-9a-z.,% -]{1,8}") {
        static PERCENT: OnceLock<Held> = OnceLock::new();
        static YEAR: OnceLock<Held> = OnceLock::new();
        static ID: OnceLock<Held> = OnceLock::new();
        static NUMBER: OnceLock<Held> = OnceLock::new();
        prop_assert!(Percent::parse(&text).is_none() || accepted(kept("percent", &PERCENT), &text), "{text}");
        prop_assert!(Number::parse(&text).is_none() || accepted(kept("number", &NUMBER), &text), "{text}");
        prop_assert!(FinancialYear::parse(&text).is_none() || accepted(kept("year", &YEAR), &text), "{text}");
        prop_assert!(Id::parse(&text).is_none() || accepted(kept("id", &ID), &text), "{text}");
    }
}
