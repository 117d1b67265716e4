//! Questions that make no sense, and folders that hold nothing to ask about.

use super::{EVEN, RULE, plan, refused, run, support};

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    let at = plan("refused", RULE, &EVEN);
    for (asked, said) in [
        ("--vary each", "add --sweep or --simulate"),
        ("--around baseline", "add --sweep or --simulate"),
        ("--through 2025-26 --simulate 10", "nothing is left to vary"),
        (
            "--through 2025-26-Q1 --simulate 10 --vary s",
            "a draw of its own",
        ),
        ("--sweep 5%..-5%", "is not below"),
        ("--sweep 5", "-10%..10%"),
        ("--sweep 0%..1%/0%", "the step"),
        ("--sweep 0%..1% --vary x", "there is no scheme `x`"),
        ("--sweep 0%..1% --exposure", "cannot be used with"),
        ("--instead nowhere", "no risk share of this folder"),
        ("--simulate 0", "0 is not in 1..=1000000"),
    ] {
        let error = refused(&at, asked);
        assert!(error.contains(said), "{asked}: {error}");
    }
}

/// Nothing to share is said once, and no figure of nil stands in its place.
#[test]
fn a_folder_without_schemes_has_no_figures() {
    let at = support::folder(
        "what-if-nothing",
        &[(
            "partnership.yaml",
            &support::tarn_and_vale("pools: [{id: pool}]\n"),
        )],
    );
    for asked in [
        "--sweep -5%..5%",
        "--exposure",
        "--simulate 5 --around baseline",
        "--instead each-bears-own",
    ] {
        let text = support::printed(&run(&at, &format!("{asked} --through 2025-26")));
        assert!(
            text.contains("No scheme could be computed."),
            "{asked}: {text}"
        );
        assert!(!text.contains("£0.00"), "{asked}: {text}");
    }
}
