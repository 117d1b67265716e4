//! Words that people write where a date or an amount stands: read as what they say, or refused with
//! what to write instead. Figures worked by hand.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use support::{answer, folder, run_in};

fn register(name: &str, ends: &str, value: &str) -> Value {
    let text = format!(
        "contract,title,provider,service,starts,ends,annual_value\n\
         A,One,Becks,home-care,2025-04-01,{ends},{value}\n\
         B,Two,Moss,home-care,2025-04-01,2026-03-31,73000\n"
    );
    let at = folder(name, &[("r.csv", text.as_str())]);
    answer(&run_in(
        &at,
        &[
            "audit",
            "r.csv",
            "--as-at",
            "2025-09-30",
            "--format",
            "json",
        ],
    ))
}

#[test]
fn words_for_no_end_are_an_open_end() {
    for word in [
        "open",
        "Open ended",
        "Ongoing",
        "Rolling",
        "Until further notice",
        "Perpetual",
    ] {
        let told = register("words-open", word, "36500");
        // £100 a day for 365 days, as long as the other lasts.
        assert_eq!(told["overlaps"][0]["cost_at_stake"], "36500.00", "{word}");
        assert_eq!(told["overlaps"][0]["to"], "2026-03-31", "{word}");
        assert_eq!(told["attention"].as_array().unwrap().len(), 0, "{word}");
    }
}

#[test]
fn words_for_an_end_not_known_leave_the_contract_out_and_say_what_to_write() {
    for word in ["TBC", "To be confirmed", "-", "Rolling annual"] {
        let told = register("words-unknown", word, "36500");
        assert_eq!(told["overlaps"].as_array().unwrap().len(), 0, "{word}");
        let said = format!("`{word}` tells no last day of the contract (write the day");
        assert!(told["attention"].to_string().contains(&said), "{told}");
    }
}

#[test]
fn amounts_with_a_word_behind_them_say_what_to_write() {
    for (amount, said) in [
        ("\"1,234.50CR\"", "CR and DR are no signs; write a minus"),
        ("1234.50 Dr", "CR and DR are no signs; write a minus"),
        (
            "£1.2 million",
            "millions are written with an m, as in £1.2m",
        ),
        ("£1.2bn", "billions are written in millions, as in £1200m"),
        (
            "250 thousand",
            "thousands are written with a k, as in £250k",
        ),
        ("cr", "it is not an amount of money"),
    ] {
        let told = register("words-amounts", "2026-03-31", amount);
        // Never nil, and never guessed: the other alone is of known value, and none is at stake.
        assert_eq!(told["overlaps"][0]["unknown_values"], 1, "{amount}");
        assert!(
            told["attention"].to_string().contains(said),
            "{amount}: {told}"
        );
    }
    // £1.2m a year is read: the smaller of the two costs £73,000.
    let told = register("words-amounts", "2026-03-31", "£1.2m");
    assert_eq!(told["overlaps"][0]["cost_at_stake"], "73000.00");
}
