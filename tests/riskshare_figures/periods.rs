//! Part of a year, forecasts, and where each party stands at the end of the period.

use super::{YEAR, answer, loss, told};

/// £1,200,000.05 over twelve months: £100,000.00 each and five odd pennies, one to each of the
/// earliest five. To the end of June 3 × £100,000.01 = £300,000.03. Out-turn £330,000.
#[test]
fn a_quarter_is_measured_against_its_months() {
    let rule = loss("      bands: [{up_to: £20k, to: host}, {to: icb}]\n");
    let got = answer(
        "quarter",
        &[("s", "£1,200,000.05", "330,000", "")],
        &rule,
        "--through 2025-26-Q1",
        "",
    );
    assert_eq!(got["stage"], "provisional");
    assert_eq!(got["scopes"][0]["baseline"], "300000.03");
    // 29,999.97 over: 20,000 to the host, 9,999.97 to the ICB. £20k is not cut down to a quarter.
    assert_eq!(told(&got), ["icb 9999.97 council 20000.00"]);
    let notes = got["scopes"][0]["notes"].as_array().unwrap();
    let said = |part: &str| notes.iter().any(|n| n.as_str().unwrap().starts_with(part));
    assert!(said("provisional: the amounts in pounds"), "{notes:?}");
    // The one row is of April, and the quarter ends with June.
    assert!(
        said("its last spend or income in the ledger is of April"),
        "{notes:?}"
    );
}

/// Forecast: £330,000 to June, then the latest version made by 30 June 2026, £900,000, against a
/// year's £1.2m: £30,000 over. The version of July 2026 is not known yet.
#[test]
fn a_forecast_takes_the_latest_version_known() {
    let rows = "2025-07-31,forecast,,s,,\"800,000\",,,,,2025-05-01\n\
                2025-07-31,forecast,,s,,\"900,000\",,,,,2026-06-30\n\
                2025-07-31,forecast,,s,,\"1,000,000\",,,,,2026-07-01\n";
    let rule = loss("      bands: [{to: icb}]\n");
    let got = answer(
        "forecast",
        &[("s", "£1.2m", "330,000", "")],
        &rule,
        "--through 2025-26-Q1 --basis forecast",
        rows,
    );
    assert_eq!(told(&got), ["icb 30000.00"]);
}

/// ICB: due £6m, share £60,000, paid £5.9m + £50,000 in its own books, settled £20,000: balance
/// 6,000,000 + 60,000 − 5,950,000 − 20,000 = £90,000, to the host. The provider has a share of nil.
#[test]
fn positions_count_what_was_paid_and_settled() {
    let rows = "2025-10-01,contribution,pool,,icb,\"5,900,000\",,,,,\n\
                2025-10-01,contribution,pool,,council,\"4,000,000\",,,,,\n\
                2025-11-30,spend,,s,,\"50,000\",,,,icb,\n\
                2026-01-31,settlement,pool,,,\"20,000\",,icb,council,,\n";
    let rule = loss("      bands: [{to: contributions}]\n");
    let got = answer(
        "positions",
        &[("s", "£1m", "1,050,000", "")],
        &rule,
        YEAR,
        rows,
    );
    assert_eq!(told(&got), ["icb 60000.00 council 40000.00"]);
    let icb = &got["partners"][0];
    let figure = |key: &str| icb[key].as_str().unwrap().to_owned();
    assert_eq!(
        ["due", "share", "paid", "settled", "balance", "after"].map(figure),
        [
            "6000000.00",
            "60000.00",
            "5950000.00",
            "20000.00",
            "90000.00",
            "6060000.00"
        ]
    );
    let settlement = &got["settlement"];
    assert_eq!(settlement.as_array().unwrap().len(), 1);
    assert_eq!(
        (
            &settlement[0]["from"],
            &settlement[0]["to"],
            &settlement[0]["amount"]
        ),
        (&"icb".into(), &"council".into(), &"90000.00".into())
    );
}

/// The latest forecast has September alone, which is gone; that of August has £700,000 to come
/// beside a September it no longer counts for. £600,000 + £700,000 against £1.2m; of it only
/// April's fire is set aside, for October's is not known yet: £40,000 to the council.
#[test]
fn a_forecast_of_months_gone_is_none() {
    let rows = "2025-09-30,forecast,,s,,\"900,000\",,,,,2025-09-20\n\
                2025-09-30,forecast,,s,,\"90,000\",,,,,2025-08-01\n\
                2025-12-31,forecast,,s,,\"700,000\",,,,,2025-08-01\n\
                2025-05-31,spend,,s,,\"40,000\",fire,,,,\n\
                2025-10-31,spend,,s,,\"7,000\",fire,,,,\n";
    let rule = loss("      bands: [{to: icb}]\n").replace(
        "  - id: rule\n",
        "  - id: rule\n    set_aside: [{cause: fire, to: council}]\n",
    );
    assert!(rule.contains("set_aside"), "{rule}");
    let scheme = [("s", "£1.2m", "560,000", "")];
    for asked in ["", " --explain"] {
        let asked = format!("--through 2025-26-Q2 --basis forecast{asked}");
        let got = answer("forecast-gone", &scheme, &rule, &asked, rows);
        assert_eq!(told(&got), ["icb 60000.00 council 40000.00"]);
    }
}
