//! What is earned by outcome measures, and payment for each unit of them.

use super::{PLAN, YEAR, answer_of, gain, refused, told};
use serde_json::Value;

/// The plan with these outcomes, a flow map each.
fn with(outcomes: &str) -> String {
    let agreement = format!("  host: council\n  outcomes: [{outcomes}]\n");
    PLAN.replace("  host: council\n", &agreement)
}

/// The answer for one scheme £100,000 under, shared equally, earned as said.
fn earned(name: &str, outcomes: &str, earned: &str, through: &str) -> Value {
    let rule = gain(&format!(
        "      bands: [{{to: equally}}]\n      earned: {{{earned}, unearned_to: reinvestment}}\n"
    ));
    let schemes = &[("s", "£1m", "900,000", "")];
    let name = format!("measure-{name}");
    answer_of(&with(outcomes), &name, schemes, &rule, through, "")
}

fn shares(name: &str, outcomes: &str, by: &str) -> Vec<String> {
    told(&earned(name, outcomes, by, YEAR))
}

/// From 80% to 85%, and 83% came: (80 − 83) ÷ (80 − 85) = 3/5 of £50,000 each is £30,000; £40,000
/// is not earned.
#[test]
fn the_part_achieved_of_a_figure_that_should_rise_is_earned() {
    let outcome = "{id: home, baseline: 80%, target: 85%, result: {2025-26: 83.0%}}";
    assert_eq!(
        shares("rise", outcome, "rate: home"),
        ["icb -30000.00 council -30000.00 reinvestment 40000.00"]
    );
}

/// From 20,000 to 19,160, and 19,500 came: 500 of 840. £50,000 × 500 ÷ 840 = £29,761.904…; the rest
/// £20,238.095…: the odd penny to the larger remainder, the rest: £29,761.90 and £20,238.10 each.
#[test]
fn the_part_achieved_of_a_figure_that_should_fall_is_not_rounded() {
    let outcome = "{id: fewer, baseline: \"20,000\", target: 19160, result: {2025-26: 19500}}";
    assert_eq!(
        shares("fall", outcome, "rate: fewer"),
        ["icb -29761.90 council -29761.90 reinvestment 40476.20"]
    );
}

/// Beyond the target the whole is earned; the wrong way, nothing.
#[test]
fn no_more_than_the_whole_is_earned_and_no_less_than_nothing() {
    let outcome = |came: &str| format!("{{id: m, baseline: 62.5, target: 60, result: {came}}}");
    assert_eq!(
        shares("beyond", &outcome("59.75"), "rate: m"),
        ["icb -50000.00 council -50000.00"]
    );
    assert_eq!(
        shares("wrong-way", &outcome("63"), "rate: m"),
        ["reinvestment 100000.00"]
    );
}

/// 62.5 to 60, and 61.25 came: half. The other figures are written in other scales.
#[test]
fn figures_of_different_scales_are_exact() {
    let outcome = "{id: m, baseline: 62.5, target: 60, result: {2025-26: 61.250}}";
    assert_eq!(
        shares("scales", outcome, "rate: m"),
        ["icb -25000.00 council -25000.00 reinvestment 50000.00"]
    );
}

/// 37.5% of £50,000 is £18,750 each; more than the whole is the whole.
#[test]
fn the_part_achieved_may_be_given() {
    assert_eq!(
        shares("given", "{id: m, achieved: {2025-26: 37.5%}}", "rate: m"),
        ["icb -18750.00 council -18750.00 reinvestment 62500.00"]
    );
    assert_eq!(
        shares("given-more", "{id: m, achieved: 104%}", "rate: m"),
        ["icb -50000.00 council -50000.00"]
    );
}

/// On 30 June the result of 1 July is not there yet: that of April holds, one fifth; on 31 March
/// that of July, three fifths. To June £100,000 of £300,000 is spent: £100,000 each, £20,000 of it
/// earned. Over the year £100,000 of £1.2m: £550,000 each, £330,000 of it earned.
#[test]
fn the_result_in_force_on_the_periods_last_day_counts() {
    let outcome = "{id: m, baseline: 80, target: 85, result: {2025-04-01: 81, 2025-07-01: 83}}";
    let rule =
        gain("      bands: [{to: equally}]\n      earned: {rate: m, unearned_to: reinvestment}\n");
    let schemes = &[("s", "£1.2m", "100,000", "")];
    let of = |name, through| {
        told(&answer_of(
            &with(outcome),
            name,
            schemes,
            &rule,
            through,
            "",
        ))
    };
    assert_eq!(
        of("measure-q1", "--through 2025-26-Q1"),
        ["icb -20000.00 council -20000.00 reinvestment 160000.00"]
    );
    assert_eq!(
        of("measure-q4", YEAR),
        ["icb -330000.00 council -330000.00 reinvestment 440000.00"]
    );
}

/// 20,000 admissions, 840 fewer are the target (4.2%), 500 came at £1,490 each: £745,000 of the
/// £1,251,600 held for it is paid, £506,600 withheld for the acute trust.
const ADMISSIONS: &str = "{id: fewer, baseline: 20000, target: 19160, result: {2025-26: 19500}}";

fn for_performance(name: &str, outcome: &str, outturn: &str, value: &str) -> Value {
    let rule = gain(&format!(
        "      bands: [{{to: icb}}]\n      earned: {{rate: fewer, unit_value: \"{value}\", unearned_to: acute-trust}}\n"
    ));
    let plan = with(outcome).replace(
        "  - {id: fellside-care",
        "  - {id: acute-trust}\n  - {id: fellside-care",
    );
    let schemes = &[("s", "£2,000,000", outturn, "")];
    answer_of(&plan, name, schemes, &rule, YEAR, "")
}

#[test]
fn each_unit_towards_the_target_is_paid_for() {
    // £2,000,000 less £1,251,600 is £748,400.
    let got = for_performance("p4p", ADMISSIONS, "748,400", "£1,490");
    assert_eq!(told(&got), ["icb -745000.00 acute-trust -506600.00"]);
    let notes = got["scopes"][0]["notes"].to_string();
    assert!(
        notes.contains("from 20,000 to 19,160, and it came to 19,500; at £1,490.00 a unit £745,000.00 is earned"),
        "{notes}"
    );
}

/// 1,000 fewer are paid as 840: £1,251,600, of £2,000,000 less £500,000 = £1.5m; £248,400 is not
/// earned. More admissions earn nothing.
#[test]
fn no_more_units_are_paid_for_than_were_planned() {
    let came = |n: &str| ADMISSIONS.replace("19500", n);
    assert_eq!(
        told(&for_performance(
            "p4p-more",
            &came("19000"),
            "500,000",
            "£1,490"
        )),
        ["icb -1251600.00 acute-trust -248400.00"]
    );
    assert_eq!(
        told(&for_performance(
            "p4p-none",
            &came("20100"),
            "500,000",
            "£1,490"
        )),
        ["acute-trust -1500000.00"]
    );
}

/// 500 × £1,490 = £745,000, and only £600,000 was saved: all of it is earned, and no more.
#[test]
fn no_more_is_earned_than_there_is() {
    let got = for_performance("p4p-capped", ADMISSIONS, "1,400,000", "£1,490");
    assert_eq!(told(&got), ["icb -600000.00"]);
    let notes = got["scopes"][0]["notes"].to_string();
    assert!(notes.contains("and £600,000.00 is all there is"), "{notes}");
}

/// Half a unit at £0.01 is £0.005, half away from nil £0.01 of £100,000.
#[test]
fn part_of_a_unit_counts_and_is_rounded_half_away() {
    let outcome = "{id: fewer, baseline: 20, target: 10, result: 19.5}";
    let got = for_performance("p4p-half", outcome, "1,900,000", "£0.01");
    assert_eq!(told(&got), ["icb -0.01 acute-trust -99999.99"]);
}

/// 60% of 840 is 504 units: £750,960 of £1,251,600; £500,640 is not earned.
#[test]
fn a_part_that_is_given_counts_units_of_the_planned_distance() {
    let outcome = "{id: fewer, baseline: 20000, target: 19160, achieved: {2025-26: 60%}}";
    let got = for_performance("p4p-achieved", outcome, "748,400", "£1,490");
    assert_eq!(told(&got), ["icb -750960.00 acute-trust -500640.00"]);
}

/// Test, outcomes, what is earned, and why it is refused.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    (
        "none",
        "{id: m, baseline: 1, target: 2, result: {2024-25: 2}}",
        "rate: m",
        "outcome measure `m` has no result for 2025-26",
    ),
    (
        "unknown",
        "{id: n, achieved: 5%}",
        "rate: m",
        "its risk share names `m`, which is no outcome of the agreement",
    ),
    (
        "two",
        "{id: m, achieved: 5%}, {id: m, achieved: 6%}",
        "rate: m",
        "two outcomes of the agreement are called `m`",
    ),
    (
        "no-target",
        "{id: m, baseline: 5, result: 4}",
        "rate: m",
        "outcome measure `m` has a result and no `baseline` and `target`",
    ),
    (
        "same",
        "{id: m, baseline: 5, target: 5.0, result: 4}",
        "rate: m",
        "the target of outcome measure `m` is its baseline",
    ),
    (
        "mixed",
        "{id: m, baseline: 5%, target: 6%, result: 6}",
        "rate: m",
        "outcome measure `m` mixes per cents and plain numbers",
    ),
    (
        "unreadable",
        "{id: m, baseline: about 5, target: 6, result: 6}",
        "rate: m",
        "outcome measure `m` cannot be read",
    ),
    (
        "unread-result",
        "{id: m, baseline: 5, target: 6, result: {2025-26: most}}",
        "rate: m",
        "outcome measure `m` cannot be read",
    ),
    (
        "both",
        "{id: m, baseline: 5, target: 6, result: 6, achieved: 100%}",
        "rate: m",
        "outcome measure `m` has a `result` and an `achieved`",
    ),
    (
        "units-of-nothing",
        "{id: m, achieved: 5%}",
        "rate: m, unit_value: £5",
        "outcome measure `m` has no `baseline` and `target`, and a `unit_value` counts by them",
    ),
    (
        "units-of-a-rate",
        "{id: m, achieved: 5%}",
        "rate: 85%, unit_value: £5",
        "its risk share gives a `unit_value` and no outcome measure to count by",
    ),
    (
        "below-nil",
        "{id: m, baseline: 5, target: 6, result: 6}",
        "rate: m, unit_value: -£5",
        "its risk share cannot be read",
    ),
];

#[test]
fn what_cannot_be_measured_is_refused_by_name() {
    for (name, outcome, by, why) in REFUSED {
        let got = refused(&earned(&format!("refused-{name}"), outcome, by, YEAR));
        assert_eq!(got, [format!("scheme/s: {why}")], "{name}");
    }
}

/// Twelve figures and six places beside the largest amounts: exact or refused, never wrong.
#[test]
fn the_largest_figures_are_exact_or_refused() {
    let outcome = "{id: m, baseline: 999999999999.999999, target: 0, result: 0.000001}";
    let got = earned(
        "largest",
        outcome,
        "rate: m, unit_value: \"£90,000,000,000,000,000\"",
        YEAR,
    );
    assert_eq!(told(&got), ["icb -50000.00 council -50000.00"]);
}
