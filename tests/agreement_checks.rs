//! What the agreement says, whether it is kept alive, and what the Better Care Fund asks of it: edges
//! of each check, worked by hand.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use support::{agreement, folder, tarn_and_vale, told};

/// What a check says of a partnership with these lines below its partners.
fn of(check: &str, name: &str, below: &str, as_at: &str) -> Vec<String> {
    let at = folder(name, &[("partnership.yaml", &tarn_and_vale(below))]);
    told(&at, check, as_at)
}

/// What a check says of an agreement with these lines.
fn said(check: &str, name: &str, lines: &str, as_at: &str) -> Vec<String> {
    of(check, name, &agreement(lines), as_at)
}

const DAY: &str = "2025-10-20";

fn functions(name: &str, side: &str, text: &str) -> usize {
    let lines = format!("  functions:\n    {side}:\n      - {text}\n");
    said("function-excluded", name, &lines, DAY).len()
}

#[test]
fn a_function_the_regulations_leave_out_is_told() {
    for (side, text) in [
        ("nhs", "Day surgery and outpatient clinics"),
        ("nhs", "Community nursing, ENDOSCOPY"),
        ("nhs", "General dental services"),
        ("nhs", "GP surgery premises and day surgery"),
        ("nhs", "The following: rehabilitation, radiotherapy"),
        ("nhs", "Care outside hospital with minor surgery"),
        ("council", "Adoption services"),
        ("council", "\"Fostering, adoption\""),
        ("council", "Work of approved mental health professionals"),
    ] {
        assert_eq!(functions("terms-excluded", side, text), 1, "{text}");
    }
}

#[test]
fn a_function_named_to_leave_it_out_or_in_another_sense_is_not_told() {
    for (side, text) in [
        (
            "nhs",
            "Hospital services, excluding surgery and radiotherapy",
        ),
        (
            "nhs",
            "\"All of regulation 5(a); surgery and endoscopy are excluded\"",
        ),
        ("nhs", "Acute services other than surgery"),
        ("nhs", "Services in GP surgery premises"),
        ("nhs", "Visits from the GPs\u{2019} surgery"),
        ("nhs", "Rehabilitation after surgery"),
        ("nhs", "Post-surgery reablement"),
        ("nhs", "Falls response instead of an emergency ambulance"),
        ("nhs", "Non-invasive treatments"),
        ("council", "Adoption of assistive technology"),
        // Each side has its own list.
        ("council", "Day surgery"),
        ("nhs", "Adoption services"),
    ] {
        assert_eq!(functions("terms-not-excluded", side, text), 0, "{text}");
    }
}

fn obsolete(name: &str, text: &str, as_at: &str) -> usize {
    let lines = format!("  disputes: \"{text}\"\n");
    said("obsolete-reference", name, &lines, as_at).len()
}

#[test]
fn an_obsolete_reference_is_a_whole_word() {
    let count = |text| obsolete("terms-obsolete", text, DAY);
    assert_eq!(count("the ccg decides"), 1);
    assert_eq!(count("the Clinical  Commissioning Group decides"), 1);
    // Each name is told once in one text.
    assert_eq!(count("the CCG and the PCT, and the CCG again"), 2);
    assert_eq!(count("the ACCGO decides"), 0);
    assert_eq!(count("made under s13ZA"), 1);
    assert_eq!(count("made under s13Z(1)"), 1);
    // In force, and no reference at all.
    assert_eq!(count("made under section 13V"), 0);
    assert_eq!(count("monitor the section 31 grant"), 0);
}

#[test]
fn an_obsolete_reference_is_told_from_the_day_on_which_it_is_out_of_date() {
    let count = |text, day| obsolete("terms-since", text, day);
    assert_eq!(count("the CCG decides", "2022-06-30"), 0);
    assert_eq!(count("the CCG decides", "2022-07-01"), 1);
    assert_eq!(count("iBCF", "2025-03-31"), 0);
    assert_eq!(count("iBCF", "2025-04-01"), 1);
}

#[test]
fn what_is_named_as_past_is_no_obsolete_reference() {
    let count = |text| obsolete("terms-past", text, DAY);
    assert_eq!(count("liabilities of the former CCG"), 0);
    assert_eq!(count("the ICB as successor to the CCG"), 0);
    // A comma ends what the word speaks of.
    assert_eq!(count("the former board, the CCG and the Council"), 1);
    let deed = |on: &str| {
        let lines =
            format!("  variations:\n    - {{deed: 1, on: {on}, changes: The CCG pays more}}\n");
        said("obsolete-reference", "terms-deed", &lines, DAY).len()
    };
    assert_eq!((deed("2022-06-30"), deed("2022-07-01")), (0, 1));
}

#[test]
fn an_obsolete_reference_says_what_of_it_is_not_verified() {
    let lines = "  disputes: Under the National Health Service Act 1977\n";
    let at = folder(
        "terms-unverified",
        &[("partnership.yaml", &tarn_and_vale(&agreement(lines)))],
    );
    let answer = support::jcplan(&at, &["check", "--only", "obsolete-reference"]);
    let help = answer["findings"][0]["help"].as_str().unwrap();
    assert!(help.contains("not verified"), "{help}");
}

#[test]
fn an_outcome_may_be_written_in_any_shape_and_wants_a_measure() {
    let named = |lines: &str| said("outcome-without-measure", "terms-outcomes", lines, DAY);
    let unmeasured = |name: &str| vec![format!("warning: outcome `{name}` has no measure")];
    assert_eq!(
        named("  outcomes: Home sooner\n"),
        unmeasured("Home sooner")
    );
    assert_eq!(
        named(
            "  outcomes:\n    - {id: home, text: Sooner, measure: Days}\n    - {id: stay, text: Longer, measure: tbc}\n"
        ),
        unmeasured("stay")
    );
    assert_eq!(
        named(
            "  outcomes:\n    home: {text: Sooner, measure: Days}\n    stay: People stay at home\n"
        ),
        unmeasured("stay")
    );
    assert!(named("  outcomes: {text: Sooner, measure: Days}\n").is_empty());
}

#[test]
fn aftercare_is_section_117s_alone_and_not_where_it_is_left_out() {
    let count = |text: &str, more: &str| {
        let lines = format!("  functions:\n    nhs: [\"{text}\"]\n{more}");
        said(
            "aftercare-without-apportionment",
            "terms-aftercare",
            &lines,
            DAY,
        )
        .len()
    };
    assert_eq!(count("After-care under section 117", ""), 1);
    assert_eq!(count("Duties of s117(2)", ""), 1);
    assert_eq!(
        count(
            "Mental health services, excluding section 117 after-care",
            ""
        ),
        0
    );
    assert_eq!(count("Aftercare following detoxification", ""), 0);
    assert_eq!(
        count("After-care under s117", "  aftercare: Half and half\n"),
        0
    );
    assert_eq!(count("After-care under s117", "  aftercare: tbc\n"), 1);
    let placed = "  clauses:\n    - {matter: Section 117, clause: \"14\"}\n";
    assert_eq!(count("After-care under s117", placed), 0);
}

#[test]
fn an_nhs_trust_that_pools_needs_each_boards_consent_and_a_foundation_trust_none() {
    let told_of = |kind: &str, consents: &str, arrangements: &str| {
        let below = format!(
            "  - {{id: trust, name: Vale Trust, kind: {kind}{consents}}}\n\
             agreement:\n  arrangements: [{arrangements}]\n  starts: 2025-04-01\n  ends: 2028-03-31\n"
        );
        of("trust-consent-missing", "terms-consent", &below, DAY)
    };
    let pooled = "pooled-fund";
    assert_eq!(
        told_of("nhs-trust", "", pooled),
        ["warning: `trust` is an NHS trust, and no consent of `icb` is recorded"]
    );
    assert_eq!(
        told_of("nhs-trust", ", consents: [{by: icb}]", pooled),
        ["warning: the consent of `icb` to `trust` has no date"]
    );
    let given = ", consents: [{by: icb, on: 2025-03-01}]";
    assert!(told_of("nhs-trust", given, pooled).is_empty());
    assert!(told_of("foundation-trust", "", pooled).is_empty());
    // Regulation 9 has the rule, regulation 8 has not.
    assert_eq!(
        told_of("nhs-trust", "", "council-exercises-nhs-functions").len(),
        1
    );
    assert!(told_of("nhs-trust", "", "nhs-exercises-council-functions").is_empty());
}

#[test]
fn where_no_board_is_a_partner_one_consent_of_any_is_asked_for() {
    let text = |consents: &str| {
        format!(
            "jcplan: 1\nid: t\nname: T\npartners:\n  \
             - {{id: trust, name: Vale Trust, kind: nhs-trust{consents}}}\n  \
             - {{id: council, name: Tarn Council, kind: unitary-authority}}\n{}",
            agreement("")
        )
    };
    let count = |consents: &str| {
        let at = folder("terms-no-board", &[("partnership.yaml", &text(consents))]);
        assert!(told(&at, "unknown-name", DAY).is_empty());
        told(&at, "trust-consent-missing", DAY).len()
    };
    assert_eq!(count(""), 1);
    assert_eq!(count(", consents: [{by: north-icb, on: 2025-03-01}]"), 0);
}

#[test]
fn a_review_may_be_a_month_late_and_no_day_more() {
    let on = |lines: &str, day: &str| said("review-overdue", "reviews-due", lines, day);
    // Due on 24 July; 24 August is 31 days later.
    let quarterly = "  review: {every: quarter, held: [2025-04-24]}\n";
    assert!(on(quarterly, "2025-08-24").is_empty());
    assert_eq!(
        on(quarterly, "2025-08-25"),
        [
            "warning: the last review was held on 24 April 2025; the next was due on 24 July 2025, 32 days ago"
        ]
    );
    // None held: due three months after 1 April, 31 days before 1 August.
    let none = "  review: {every: quarter}\n";
    assert!(on(none, "2025-08-01").is_empty());
    assert_eq!(
        on(none, "2025-08-02"),
        ["warning: no review is recorded; the first was due on 1 July 2025, 32 days ago"]
    );
    // One of an earlier agreement does not bring the first of this one forward.
    let earlier = "  review: {every: quarter, held: [2025-01-10]}\n";
    assert!(on(earlier, "2025-08-01").is_empty());
    assert_eq!(on(earlier, "2025-08-02").len(), 1);
    // One still to be held is none.
    let to_come = "  review: {every: quarter, held: [2025-09-01]}\n";
    assert_eq!(on(to_come, "2025-08-02").len(), 1);
    // One that cannot be read may be the last.
    let unread = "  review: {every: quarter, held: [2025-04-24, soon]}\n";
    assert!(on(unread, DAY).is_empty());
}

#[test]
fn an_annual_review_may_be_held_in_the_month_before_its_day() {
    let on = |held: &str, day: &str| {
        let lines = format!("  review: {{annual: 2026-01-31, held: [{held}]}}\n");
        said("review-overdue", "reviews-annual", &lines, day).len()
    };
    // 31 December is 31 days before 31 January, and 3 March 31 days after it.
    assert_eq!(on("2025-12-30", "2026-03-03"), 0);
    assert_eq!(on("2025-12-30", "2026-03-04"), 1);
    assert_eq!(on("2025-12-31", "2026-03-04"), 0);
    assert_eq!(on("2026-03-04", "2026-03-04"), 0);
}

#[test]
fn nobody_is_asked_to_review_an_agreement_that_does_not_run() {
    let review = "  review: {every: month}\n";
    let on = |more: &str, day: &str| {
        said(
            "review-overdue",
            "reviews-over",
            &format!("{review}{more}"),
            day,
        )
        .len()
    };
    assert_eq!(on("", "2028-03-31"), 1);
    assert_eq!(on("", "2028-04-01"), 0);
    assert_eq!(on("  status: superseded\n", DAY), 0);
    assert_eq!(on("  status: draft\n", DAY), 0);
    assert_eq!(on("  status: signed\n", DAY), 1);
}

#[test]
fn a_deed_is_signed_by_every_partner_from_its_day_on() {
    let on = |deed: &str, day: &str| {
        let lines = format!("  variations:\n    - {deed}\n");
        said("variation-unsigned", "reviews-deed", &lines, day)
    };
    let half = "{deed: 2, on: 2025-07-01, signatures: [{partner: icb, on: 2025-06-27}]}";
    assert!(on(half, "2025-06-30").is_empty());
    assert_eq!(
        on(half, "2025-07-01"),
        ["warning: `council` has not signed deed `2`, in force since 1 July 2025"]
    );
    let undated = "{deed: 2, on: 2025-07-01, signatures: [{partner: icb, on: 2025-06-27}, {partner: council}]}";
    assert_eq!(
        on(undated, DAY),
        ["warning: the signature of `council` on deed `2` has no date"]
    );
    assert!(on("{deed: 2, signatures: []}", DAY).is_empty());
}

#[test]
fn a_deed_binds_whoever_follows_one_that_signed_it() {
    let text = |old: &str, new: &str| {
        let below = format!(
            "  - {{id: trust, name: Old Trust, kind: foundation-trust, until: 2025-12-31}}\n  \
             - {{id: merged, name: New Trust, kind: foundation-trust, from: 2026-01-01, successor_of: trust}}\n{}",
            agreement(&format!(
                "  variations:\n    - deed: 1\n      on: {old}\n      signatures:\n        \
                 - {{partner: icb, on: 2025-05-01}}\n        - {{partner: council, on: 2025-05-01}}\n{new}"
            ))
        );
        of("variation-unsigned", "reviews-heir", &below, "2026-06-30")
    };
    let by_old = "        - {partner: trust, on: 2025-05-01}\n";
    assert!(text("2025-06-01", by_old).is_empty());
    // Not yet there, or no longer.
    assert_eq!(
        text("2025-06-01", ""),
        ["warning: `trust` has not signed deed `1`, in force since 1 June 2025"]
    );
    assert_eq!(
        text("2026-02-01", ""),
        ["warning: `merged` has not signed deed `1`, in force since 1 February 2026"]
    );
}

#[test]
fn extensions_are_counted_in_the_order_of_their_days() {
    let on = |lines: &str| said("extension-beyond-terms", "reviews-extended", lines, DAY);
    assert!(on("  extensions: {allowed: 2, made: [2027-03-31, 2028-03-31]}\n").is_empty());
    assert_eq!(
        on("  extensions: {allowed: 2, made: [2029-03-31, 2027-03-31, 2028-03-31]}\n"),
        ["error: the agreement allows 2 extensions, and the one to 31 March 2029 is number 3"]
    );
    assert_eq!(
        on("  extensions: {allowed: 0, made: [2029-03-31]}\n"),
        ["error: the agreement allows no extension, and the one to 31 March 2029 is number 1"]
    );
    assert!(on("  extensions: {made: [2029-03-31]}\n").is_empty());
}
