//! Per cents that are nearly what contributions make.

#![allow(clippy::unwrap_used)]

mod support;

/// What is told of a loss that goes there, the board paying in the first amount, the council the
/// second.
fn told(name: &str, amounts: [&str; 2], to: &str, base: &str) -> Vec<String> {
    let [icb, council] = amounts;
    let below = format!(
        "providers: [{{id: fellside-care}}]\npools:\n  - id: p\n    contributions:\n      \
         - {{partner: icb, source: nhs-minimum, year: 2025-26, amount: {icb}}}\n      \
         - {{partner: council, source: council-additional, year: 2025-26, amount: {council}}}\n      \
         - {{partner: council, source: dfg, year: 2025-26, amount: £10m}}\n\
         schemes: [{{id: s, pool: p, risk_share: r}}]\nrisk_shares:\n  - id: r\n    \
         in_proportion_to: {{leave_out: {base}}}\n    overspend: {{bands: [{{to: {to}}}]}}\n    \
         underspend: {{bands: [{{to: contributions}}]}}\n"
    );
    let at = support::folder(
        &format!("ratio-{name}"),
        &[("partnership.yaml", &support::tarn_and_vale(&below))],
    );
    support::told(&at, "ratio-rounded", "2025-10-20")
}

/// 99 of 195 is 50.769…%. Of £1,000,000, 51% is £510,000 and the exact part £507,692.31 (507,692.307…):
/// £2,307.69.
#[test]
fn a_rounded_ratio_is_told_with_what_it_moves() {
    assert_eq!(
        told("51", ["£99m", "£96m"], "{icb: 51%, council: 49%}", "[dfg]"),
        [
            "note: the shares are near what contributions to pool `p` make for 2025-26, and are not the same: `icb` 51% against 50.77%, `council` 49% against 49.23%; on each £1,000,000.00 that moves £2,307.69"
        ]
    );
    // With the grant it is 99 : 106, 48.29% : 51.71%: not near.
    assert!(told("grant", ["£99m", "£96m"], "{icb: 51%, council: 49%}", "[]").is_empty());
}

#[test]
fn what_is_exact_or_meant_otherwise_is_not_told() {
    let none = |name, amounts, to| assert_eq!(told(name, amounts, to, "[dfg]"), [""; 0], "{name}");
    none("exact", ["£51m", "£49m"], "{icb: 51%, council: 49%}");
    none("far", ["£55m", "£45m"], "{icb: 53.9%, council: 46.1%}");
    none("parts", ["£99m", "£96m"], "{icb: 51, council: 49}");
    none("word", ["£99m", "£96m"], "contributions");
    none(
        "provider",
        ["£99m", "£96m"],
        "{icb: 51%, council: 48%, fellside-care: 1%}",
    );
    none("not-all", ["£99m", "£0.5m"], "{icb: 100%}");
    none("not-whole", ["£99m", "£96m"], "{icb: 51%, council: 48%}");
}

/// Contributions of 55 : 45; per cents one point away on either side are near.
#[test]
fn one_percentage_point_is_near() {
    for (name, to) in [
        ("point", "{icb: 54%, council: 46%}"),
        ("point-up", "{icb: 56%, council: 44%}"),
        ("hundredth", "{icb: 55.01%, council: 44.99%}"),
    ] {
        assert_eq!(told(name, ["£55m", "£45m"], to, "[dfg]").len(), 1, "{name}");
    }
    let beyond = told(
        "beyond",
        ["£55m", "£45m"],
        "{icb: 56.01%, council: 43.99%}",
        "[dfg]",
    );
    assert!(beyond.is_empty());
}
