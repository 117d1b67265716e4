//! Figures of more than one scheme or one set of terms.

use super::{COVER, each, made, refused, text, traced};

/// The pool is netted: its rows are those of both schemes, and a scheme of it has no scope.
#[test]
fn a_netted_pool_is_traced_as_one() {
    let plan = COVER
        .replace("      first: [offset, {reserve: contingency}]\n", "")
        .replace("- id: rule\n", "- id: rule\n    net: pool\n");
    let rows =
        "date,kind,scheme,amount,cause\n2025-05-01,spend,a,190000,\n2025-05-01,spend,b,75000,\n";
    let at = made("pool", &plan, rows);
    let got = traced(&at, "beds");
    assert_eq!(got["scope"], "pool/beds");
    assert_eq!(
        each(&got["scopes"][0]["rows"], &["/scheme", "/amount"]),
        ["a 190000.00", "b 75000.00"]
    );
    // £265,000 against £200,000.
    assert_eq!(got["scopes"][0]["figure"], "65000.00");
    assert_eq!(
        refused(&at, &["--trace", "scheme/a"]),
        "jcplan: scheme/a is shared together with other schemes of its pool: ask --trace pool/beds"
    );
}

/// Months under different versions are traced one below the other, each with its own rows.
#[test]
fn months_of_different_versions_have_their_own_rows() {
    let plan = "\
schemes:
  - {id: s, pool: beds, lead: icb, baseline: {2025-26: £1.2m}, risk_share: rule}
risk_shares:
  - {id: rule, until: 2025-09-30, overspend: {bands: [{to: host}]}, underspend: {bands: [{to: host}]}}
  - {id: rule, from: 2025-10-01, overspend: {bands: [{to: lead}]}, underspend: {bands: [{to: lead}]}}
";
    let rows = "date,kind,scheme,amount\n2025-04-30,spend,s,650000\n2025-10-31,spend,s,640000\n\
                2025-11-30,rebase,s,1000\n";
    let at = made("versions", plan, rows);
    let got = traced(&at, "s");
    let rows = |i: usize| each(&got["scopes"][i]["rows"], &["/kind", "/line"]);
    assert_eq!(rows(0), ["spend 2"]);
    assert_eq!(rows(1), ["rebase 4", "spend 3"]);
    assert_eq!(got["scopes"][0]["figure"], "50000.00");
    // £640,000 against six months' £600,000 and £1,000 more.
    assert_eq!(got["scopes"][1]["figure"], "39000.00");
    let terms = each(&got["scopes"][1]["terms"], &["/term", "/at/line"]);
    assert!(terms.contains(&"its definition 23".to_owned()), "{terms:?}");
}

/// A limit over the pool: a has £60,000 of loss and b £30,000, all the council's, at most £70,000
/// over both. £20,000 goes off in 60 : 30, £13,333.33 and £6,666.67.
#[test]
fn a_limit_over_the_pool_shows_the_schemes_it_is_over() {
    let plan = COVER.replace(
        "      first: [offset, {reserve: contingency}]\n      bands: [{to: {icb: 60%, council: 40%}}]\n",
        "      bands: [{to: council}]\n      limits: [{party: council, at_most: £70k, over: pool, excess_to: icb}]\n",
    );
    let rows = "date,kind,scheme,amount\n2025-05-01,spend,a,160000\n2025-05-01,spend,b,130000\n";
    let at = made("over-pool", &plan, rows);
    let got = traced(&at, "b/icb");
    let scope = &got["scopes"][0];
    assert_eq!(scope["figure"], "6666.67");
    let working = &scope["steps"][1]["working"];
    assert_eq!(working[1]["over_pool"], true);
    assert_eq!(working[1]["had"], "90000.00");
    assert_eq!(
        each(
            &working[2]["parts"],
            &["/to", "/exact_pence", "/amount", "/odd_penny"]
        ),
        [
            "scheme/a 4000000/3 13333.33 false",
            "scheme/b 2000000/3 6666.67 true",
        ]
    );
    let shown = text(&at, &["--trace", "b/icb"]);
    assert!(shown.contains("council has £90,000.00 over all schemes of the pool and risk share"));
}
