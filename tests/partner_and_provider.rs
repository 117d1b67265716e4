//! A partner and a provider of one id: either may stand where money goes, and no report takes the one
//! for the other.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::PathBuf;
use support::twice::{asked, folder, missing, shares, texts};

fn of_both(name: &str) -> PathBuf {
    let both = (
        "pools:\n",
        "providers:\n  - {id: council, name: Council Homes Ltd}\npools:\n",
    );
    folder(name, Some(both), None)
}

/// The council of line 6 is a provider on line 8 too: whom a share or a payment means cannot be told.
#[test]
fn an_id_of_a_partner_and_of_a_provider_is_told_by_every_command() {
    let at = of_both("both");
    let told = support::told(&at, "reserve-name-taken", "2026-06-30");
    assert_eq!(
        told,
        [
            "error: `council` is the id of this provider and of a partner: which of the two is meant cannot be told"
        ]
    );
    for command in ["riskshare", "pool", "flows", "totals", "audit"] {
        let format = ["--as-at", "2026-06-30", "--format", "json"];
        let output = support::run(&at, &[&[command], &format[..]].concat());
        let said = support::printed(&output);
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        for line in [6, 8] {
            let place = match command {
                "pool" => format!("\"line\": {line}"),
                _ => format!("partnership.yaml:{line}"),
            };
            assert!(
                said.contains("partner and provider `council`"),
                "{command}: {said}"
            );
            assert!(said.contains(&place), "{command}: {said}");
        }
    }
}

/// Of the £100,000 of beds and of home, and of the ward's £40,000, no share is given: one would be the council's.
#[test]
fn nothing_is_shared_by_a_partner_whose_id_a_provider_has() {
    let at = of_both("both-riskshare");
    let (answer, status) = asked(&at, "riskshare");
    assert_eq!(status, 1);
    assert_eq!(shares(&answer), Vec::<String>::new());
    let why = "partnership.yaml:6: partner and provider `council` is defined twice";
    let wanted = ["beds", "home", "ward"].map(|id| format!("scheme/{id} {why}"));
    assert_eq!(missing(&answer), wanted);
    // Both places, then the two pools in which nobody pays anybody.
    let places = [6, 8].map(|line| {
        format!("partner and provider `council`: it is defined twice (partnership.yaml:{line})")
    });
    let pools = ["care", "own"].map(|id| {
        let at = "(partnership.yaml:6)";
        format!("pool `{id}`: partner and provider `council` is defined twice {at}")
    });
    let wanted = [places, pools].concat();
    assert_eq!(texts(&answer["not_settled"]), wanted);
    let csv = [
        "riskshare",
        "--through",
        "2025-26",
        "--as-at",
        "2026-06-30",
        "--format",
        "csv",
    ];
    let table = support::printed(&support::run(&at, &csv));
    let rows: Vec<&str> = table
        .lines()
        .filter(|l| l.contains(",not-settled,"))
        .collect();
    assert_eq!(rows.len(), 4, "{table}");
    for (row, why) in rows.iter().zip(&wanted) {
        assert!(row.contains(why.as_str()), "{row}");
    }
}
