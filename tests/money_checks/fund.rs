//! The Better Care Fund: days for signing, sign-offs, minimums.

use super::{DAY, of};

fn signed(name: &str, starts: &str, year: &str, source: &str, council_on: &str) -> Vec<String> {
    let below = format!(
        "agreement:\n  arrangements: [pooled-fund]\n  starts: {starts}\n  ends: 2028-03-31\n  signatures:\n    \
         - {{partner: icb, on: 2023-05-01}}\n    - {{partner: council, on: {council_on}}}\n\
         pools:\n  - id: p\n    contributions:\n      \
         - {{partner: icb, source: {source}, year: {year}, amount: £1m}}\n"
    );
    of("signed-after-deadline", name, &below, DAY)
}

#[test]
fn a_signature_on_the_day_itself_is_in_time() {
    let on = |day: &str| signed("signed-day", "2024-04-01", "2024-25", "nhs-minimum", day);
    assert!(on("2024-09-30").is_empty());
    assert_eq!(
        on("2024-10-01"),
        [
            "error: the last signature is of 1 October 2024, 1 day after 30 September 2024: the day by which agreements for 2024-25 were to be signed"
        ]
    );
}

#[test]
fn a_day_nobody_has_verified_gives_a_note_and_one_nobody_knows_nothing() {
    let late = signed(
        "signed-late",
        "2025-04-01",
        "2025-26",
        "labcg",
        "2025-10-01",
    );
    assert!(late[0].starts_with("note: "), "{late:?}");
    assert!(
        signed(
            "signed-late",
            "2025-04-01",
            "2025-26",
            "labcg",
            "2025-09-30"
        )
        .is_empty()
    );
    assert!(
        signed(
            "signed-late",
            "2026-04-01",
            "2026-27",
            "labcg",
            "2027-03-01"
        )
        .is_empty()
    );
    // Other money has no such day.
    assert!(
        signed(
            "signed-late",
            "2024-04-01",
            "2024-25",
            "nhs-additional",
            "2024-12-01"
        )
        .is_empty()
    );
}

const ALL_SIGNED: &str = "\
better_care_fund:
  sign_off:
    - {year: 2025-26, role: chief-executive, partner: icb, on: 2025-03-28}
    - {year: 2025-26, role: chief-executive, partner: council, on: 2025-03-31}
    - {year: 2025-26, role: section-151-officer, on: 2025-03-27}
    - {year: 2025-26, role: health-and-wellbeing-board, on: 2025-05-15}
";

#[test]
fn a_plan_is_signed_by_everyone_its_year_asks_for() {
    let on = |text: &str, day: &str| of("sign-off-missing", "fund-plan", text, day);
    assert!(on(ALL_SIGNED, DAY).is_empty());
    let without = |line: &str| -> String {
        let kept = ALL_SIGNED.lines().filter(|l| !l.contains(line));
        kept.map(|l| format!("{l}\n")).collect()
    };
    // The day plans are due is not yet over.
    assert!(on(&without("section-151"), "2025-03-31").is_empty());
    // On that day the board's own signature, of 15 May, is still to come.
    assert_eq!(
        on(&without("section-151"), "2025-04-01"),
        [
            "error: no sign-off of the plan for 2025-26 by the section 151 officer is recorded",
            "warning: the health and wellbeing board had not signed the plan for 2025-26 by 1 April 2025"
        ]
    );
    assert_eq!(
        on(&without("partner: council"), DAY),
        [
            "error: no sign-off of the plan for 2025-26 by the chief executive of `council` is recorded"
        ]
    );
    // A board may meet later.
    assert_eq!(
        on(&without("wellbeing"), DAY),
        [
            "warning: no sign-off of the plan for 2025-26 by the health and wellbeing board is recorded"
        ]
    );
    // What cannot be read may be what is missing.
    let unread = ALL_SIGNED.replace("partner: council", "partner: The Council!");
    assert!(on(&unread, DAY).is_empty());
}

#[test]
fn a_chief_executive_signs_in_person_and_a_finance_officer_need_not() {
    let on = |text: &str| of("sign-off-missing", "fund-proxy", text, DAY);
    let proxy = ALL_SIGNED.replace("on: 2025-03-31", "on: 2025-03-31, delegated: yes");
    assert_eq!(
        on(&proxy),
        [
            "error: the chief executive of `council` did not sign the plan for 2025-26: somebody else did"
        ]
    );
    // Signed in person afterwards.
    let later = format!(
        "{proxy}    - {{year: 2025-26, role: chief-executive, partner: council, on: 2025-04-02}}\n"
    );
    assert!(on(&later).is_empty());
    let officer = ALL_SIGNED.replace("on: 2025-03-27", "on: 2025-03-27, delegated: yes");
    assert!(on(&officer).is_empty());
}

#[test]
fn a_year_whose_day_nobody_knows_is_asked_for_once_it_has_ended() {
    let below =
        "better_care_fund:\n  minimums:\n    - {year: 2026-27, source: labcg, amount: £1m}\n";
    let on = |day: &str| of("sign-off-missing", "fund-unknown-day", below, day);
    assert!(on("2027-03-31").is_empty());
    assert_eq!(
        on("2027-04-01"),
        [
            "warning: no sign-off of the plan for 2026-27 by the health and wellbeing board is recorded"
        ]
    );
}

#[test]
fn a_sign_off_on_the_day_plans_are_due_is_in_time() {
    let on = |text: &str| of("sign-off-late", "fund-late", text, DAY);
    assert!(on(ALL_SIGNED).is_empty());
    assert_eq!(
        on(&ALL_SIGNED.replace("2025-03-31", "2025-04-01")),
        [
            "warning: the chief executive of `council` signed 1 day after plans for 2025-26 were due on 31 March 2025"
        ]
    );
    // Who signs is not known of 2024-25.
    let other = "better_care_fund:\n  sign_off:\n    - {year: 2024-25, role: chief-executive, partner: icb, on: 2024-12-01}\n";
    assert!(on(other).is_empty());
}

fn minimum(name: &str, contributions: &[&str], more: &str, as_at: &str) -> Vec<String> {
    let lines: String = contributions
        .iter()
        .map(|c| format!("      - {{{c}}}\n"))
        .collect();
    let below = format!(
        "pools:\n  - id: p\n    contributions:\n{lines}{more}better_care_fund:\n  minimums:\n    \
         - {{year: 2025-26, source: nhs-minimum, amount: \"£1,000,000.00\"}}\n"
    );
    of("below-minimum", name, &below, as_at)
}

#[test]
fn a_minimum_is_met_to_the_penny() {
    let of = |second: &str| {
        let first = "partner: icb, source: nhs-minimum, year: 2025-26, amount: £600k";
        let second =
            format!("partner: icb, source: nhs-minimum, year: 2025-26, amount: \"{second}\"");
        minimum("minimum-penny", &[first, &second], "", DAY)
    };
    assert!(of("400,000.00").is_empty());
    assert_eq!(
        of("399,999.99"),
        [
            "error: £999,999.99 of nhs-minimum is pooled for 2025-26, £0.01 less than the minimum of £1,000,000.00"
        ]
    );
}

#[test]
fn only_pooled_money_of_the_year_and_source_meets_a_minimum() {
    let short = "partner: icb, source: nhs-minimum, year: 2025-26, amount: £600k";
    let count = |second: &str| minimum("minimum-pooled", &[short, second], "", DAY).len();
    let rest = "amount: £400k";
    assert_eq!(
        count(&format!(
            "partner: icb, source: nhs-minimum, year: 2024-25, {rest}"
        )),
        1
    );
    assert_eq!(
        count(&format!(
            "partner: icb, source: nhs-additional, year: 2025-26, {rest}"
        )),
        1
    );
    // Any source, or an amount that cannot be read: it may be what is short.
    assert_eq!(count("partner: icb, year: 2025-26, amount: £1"), 0);
    assert_eq!(
        count("partner: icb, source: nhs-minimum, year: 2025-26, amount: lots"),
        0
    );
    let aside = "  - id: q\n    standing: aligned\n    contributions:\n      \
                 - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £400k}\n";
    assert_eq!(minimum("minimum-aside", &[short], aside, DAY).len(), 1);
    let second_pool = aside.replace("    standing: aligned\n", "");
    assert!(minimum("minimum-aside", &[short], &second_pool, DAY).is_empty());
}

#[test]
fn a_year_still_to_begin_is_below_its_minimum_in_a_warning() {
    let short = "partner: icb, source: nhs-minimum, year: 2025-26, amount: £600k";
    assert!(minimum("minimum-day", &[short], "", "2025-03-31")[0].starts_with("warning: "));
    assert!(minimum("minimum-day", &[short], "", "2025-04-01")[0].starts_with("error: "));
}
