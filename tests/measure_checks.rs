//! Checks on outcome measures that money rests on.

#![allow(clippy::unwrap_used)]

mod support;

/// What one check says of a risk share earned like this, with these outcomes, on a day.
fn told(check: &str, name: &str, outcomes: &str, earned: &str, as_at: &str) -> Vec<String> {
    let outcomes = support::agreement(&format!("  outcomes: [{outcomes}]\n"));
    let share = format!(
        "risk_shares:\n  - id: r\n    overspend: {{bands: [{{to: equally}}]}}\n    underspend:\n      \
         bands: [{{to: equally}}]\n      earned: {{{earned}, unearned_to: icb}}\n"
    );
    let text = support::tarn_and_vale(&format!("{outcomes}{share}"));
    let folder = format!("{check}-{name}");
    let at = support::folder(&folder, &[("partnership.yaml", &text)]);
    support::told(&at, check, as_at)
}

fn incomplete(name: &str, outcomes: &str, earned: &str) -> Vec<String> {
    told("measure-incomplete", name, outcomes, earned, "2025-10-20")
}

const SOUND: &str = "{id: m, baseline: 20000, target: 19160}";

#[test]
fn a_measure_is_an_outcome_by_its_id() {
    let unknown =
        |name, outcomes, earned| told("measure-unknown", name, outcomes, earned, "2025-10-20");
    assert!(unknown("known", SOUND, "rate: m").is_empty());
    assert!(unknown("fixed", SOUND, "rate: 85%").is_empty());
    assert_eq!(
        unknown("sentence", "fewer people in hospital", "rate: fewer-people"),
        ["error: `fewer-people` is no outcome of the agreement"]
    );
}

#[test]
fn what_a_measure_lacks_is_told() {
    assert!(incomplete("sound", SOUND, "rate: m, unit_value: £5").is_empty());
    assert!(incomplete("achieved", "{id: m, achieved: {2025-26: 5%}}", "rate: m").is_empty());
    assert!(incomplete("unnamed", "{id: n}", "rate: 85%").is_empty());
    for (name, outcome, earned, want) in [
        (
            "nothing",
            "{id: m}",
            "rate: m",
            "outcome `m` has no `baseline` and no `target`",
        ),
        (
            "target",
            "{id: m, baseline: 5}",
            "rate: m",
            "outcome `m` has no `target`",
        ),
        (
            "units",
            "{id: m, target: 5, achieved: 5%}",
            "rate: m, unit_value: £5",
            "outcome `m` has no `baseline`",
        ),
        (
            "same",
            "{id: m, baseline: 5.0, target: 5}",
            "rate: m",
            "the target of outcome `m` is its baseline",
        ),
        (
            "mixed",
            "{id: m, baseline: 5, target: 6, result: {2025-26: 5%}}",
            "rate: m",
            "the figures of outcome `m` are per cents and plain numbers",
        ),
        (
            "twice",
            "{id: m, baseline: 5, target: 6}, {id: m}",
            "rate: m",
            "two outcomes are called `m`, and what is earned rests on one",
        ),
        (
            "fixed",
            SOUND,
            "rate: 85%, unit_value: £5",
            "a unit has a value here, and no outcome measure says how many there are",
        ),
    ] {
        assert_eq!(
            incomplete(name, outcome, earned),
            [format!("error: {want}")],
            "{name}"
        );
    }
}

/// The agreement begins in April 2025: 2025-26 ended on 31 March 2026, and 2024-25 before it.
#[test]
fn a_result_is_asked_for_once_the_year_has_ended() {
    let on = |name: &str, outcome: &str, as_at| {
        told("measure-incomplete", name, outcome, "rate: m", as_at)
    };
    assert!(on("running", SOUND, "2026-03-31").is_empty());
    assert_eq!(
        on("ended", SOUND, "2026-04-01"),
        ["warning: outcome `m` has no result for 2025-26"]
    );
    let known = SOUND.replace('}', ", result: {2025-26: 19500}}");
    assert!(on("known", &known, "2026-04-01").is_empty());
    assert_eq!(
        on("next", &known, "2027-04-01"),
        ["warning: outcome `m` has no result for 2026-27"]
    );
}
