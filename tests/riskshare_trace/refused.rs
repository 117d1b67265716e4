//! What has no trace, and why.

use super::{STORY, made, partnership, refused, story, support};

#[test]
fn names_that_are_not_known_are_told_with_the_nearest() {
    let at = story("names");
    let cases = [
        (
            "hmoe",
            "there is no scheme or pool `hmoe`: did you mean `home`?",
        ),
        (
            "scheme/beds",
            "there is no scheme `beds`: it may be one of home",
        ),
        ("pool/bed", "there is no pool `bed`: did you mean `beds`?"),
        (
            "home/concil",
            "there is no partner, provider or reserve of pool `beds` named `concil`: did you mean `council`?",
        ),
        (
            "beds",
            "pool `beds` is not shared as a whole but scheme by scheme: ask --trace scheme/home, or another of its schemes",
        ),
    ];
    for (asked, said) in cases {
        assert_eq!(refused(&at, &["--trace", asked]), format!("jcplan: {said}"));
    }
    for asked in ["", "/", "home/", "scheme/home/council/more"] {
        let said = refused(&at, &["--trace", asked]);
        assert!(
            said.contains("names no scope: write --trace scheme/ID"),
            "{said}"
        );
    }
}

#[test]
fn what_is_not_computed_has_no_trace_but_a_reason() {
    let at = made(
        "none",
        &STORY.replace("$first", "2%"),
        "date,kind,scheme,amount\n",
    );
    let said = refused(&at, &["--trace", "home"]);
    assert!(
        said.starts_with("jcplan: scheme/home is not computed: no spend or income"),
        "{said}"
    );
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    let at = story("together");
    let said = refused(&at, &["--trace", "home", "--explain"]);
    assert!(
        said.contains("--trace") && said.contains("'--explain'"),
        "{said}"
    );
    let plan = partnership(STORY);
    let files = [
        ("one/partnership.yaml", plan.as_str()),
        ("two/partnership.yaml", plan.as_str()),
    ];
    let at = support::folder("trace-folders", &files);
    assert_eq!(
        refused(&at, &["--trace", "home"]),
        "jcplan: --trace asks about one planning folder, and there are 2 here: name the one"
    );
}
